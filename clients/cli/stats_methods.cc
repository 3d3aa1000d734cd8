#include "clients/cli/stats_methods.h"

namespace gainful::cli {
namespace {

StatsMethod Proportion() {
  StatsMethod m;
  m.name = "proportion";
  m.about = "Proportions with their Wilson score intervals.";
  m.needed = {"numerator", "denominator"};
  m.answer = {"value", "lower", "upper"};
  m.by_row = m.takes_confidence = true;
  m.run = RunProportion;
  m.notes = "Both are counts, the numerator at most the denominator. Where the denominator is 0 the answer is blank.";
  m.example_in = R"(area,numerator,denominator
North,65,100)";
  m.example_out = R"(area,value,lower,upper
North,0.65,0.552544432969,0.736357517569)";
  return m;
}

StatsMethod Rate() {
  StatsMethod m;
  m.name = "rate";
  m.about = "Rates of events with exact Poisson intervals under 10 events and Byar's from 10.";
  m.needed = {"numerator", "denominator", "multiplier"};
  m.answer = {"value", "lower", "upper"};
  m.by_row = m.takes_confidence = true;
  m.run = RunRate;
  m.notes =
      "The numerator is a count of events, the denominator what they are counted over, such as person-years. The "
      "multiplier says per how many, such as 1000. For limits of a count itself set both to 1. Where numerator and "
      "denominator are 0 the answer is blank.";
  m.example_in = R"(area,numerator,denominator,multiplier
North,5,100,100)";
  m.example_out = R"(area,value,lower,upper
North,5,1.62348639012,11.6683320793)";
  return m;
}

StatsMethod Dsr() {
  StatsMethod m;
  m.name = "dsr";
  m.about = "Directly standardised rates with Dobson's interval, a row for each group.";
  m.needed = {"group", "count", "population", "standard_population"};
  m.optional = {"multiplier"};
  m.answer = {"group", "value", "lower", "upper"};
  m.by_row = false;
  m.takes_confidence = true;
  m.run = RunDsr;
  m.notes =
      "A row for each stratum of a group, such as an age band. Without the multiplier, which is the same in all "
      "rows of a group, rates are for each one of the population. Under 10 events in a group no rate is given.";
  m.example_in = R"(group,count,population,standard_population,multiplier
North,12,1000,600,1000
North,30,1500,400,1000)";
  m.example_out = R"(group,value,lower,upper
North,15.2,10.6007507871,20.9908607282)";
  return m;
}

StatsMethod Difference() {
  StatsMethod m;
  m.name = "difference";
  m.about = "Differences of two proportions with Newcombe's hybrid score interval.";
  m.needed = {"x1", "n1", "x2", "n2"};
  m.answer = {"value", "lower", "upper"};
  m.by_row = m.takes_confidence = true;
  m.run = RunDifference;
  m.notes = "x1 out of n1 less x2 out of n2, all counts. Where n1 or n2 is 0 the answer is blank.";
  m.example_in = R"(x1,n1,x2,n2
56,70,48,80)";
  m.example_out = R"(value,lower,upper
0.2,0.0524314724024,0.333872654037)";
  return m;
}

StatsMethod Sii() {
  StatsMethod m;
  m.name = "sii";
  m.about = "The slope and the relative index of inequality of a proportion, a row for each group.";
  m.needed = {"group", "quantile", "population", "count"};
  m.answer = {"group", "sii", "rii", "sii_lower", "sii_upper", "rii_lower", "rii_upper"};
  m.by_row = false;
  m.takes_confidence = true;
  m.run = RunSii;
  m.notes =
      "Quantiles are numbered from the least to the most advantaged, such as deprivation quintiles from 1, the "
      "most deprived; a group has two or more. The count is that part of the population which has the attribute. "
      "sii is how much higher the fitted line lies at the top of the scale than at the bottom, rii how many times "
      "as high. The limits come out of a million draws and are the same each time. They are blank where a "
      "quantile's proportion is 0 or 1; rii is blank where the line does not lie above 0.";
  m.example_in = R"(group,quantile,population,count
North,1,400,80
North,2,420,105
North,3,380,114)";
  m.example_out = R"(group,sii,rii,sii_lower,sii_upper,rii_lower,rii_upper
North,0.148123827392,1.84591551559,0.0583762231517,0.23723613313,1.26499747984,2.78993654713)";
  return m;
}

StatsMethod Km() {
  StatsMethod m;
  m.name = "km";
  m.about = "Kaplan-Meier survival: the share that lasts beyond each time, a row for each time of a group.";
  m.needed = {"group", "time", "event"};
  m.answer = {"group", "time", "at_risk", "events", "survival", "se", "lower", "upper"};
  m.by_row = false;
  m.takes_confidence = true;
  m.run = RunKm;
  m.notes =
      "A row for each person: event is 1 where it ended at that time, 0 where it still lasted when last seen. "
      "Every time of the input has a row in the answer, with 0 events where sight was lost of somebody and nothing "
      "ended. se is Greenwood's standard error, the limits are those of the log-log interval; where survival is 0 "
      "they have no value.";
  m.example_in = R"(group,time,event
a,9,1
a,13,0
a,18,1
a,23,0)";
  m.example_out = R"(group,time,at_risk,events,survival,se,lower,upper
a,9,4,1,0.75,0.216506350946,0.127946917595,0.960548642285
a,13,3,0,0.75,0.216506350946,0.127946917595,0.960548642285
a,18,2,1,0.375,0.286410980935,0.0109711215748,0.808001072481
a,23,1,0,0.375,0.286410980935,0.0109711215748,0.808001072481)";
  return m;
}

StatsMethod LogRank() {
  StatsMethod m;
  m.name = "logrank";
  m.about = "The log-rank test of whether groups last equally long.";
  m.needed = {"group", "time", "event"};
  m.answer = {"chisq", "df", "p"};
  m.by_row = m.takes_confidence = false;
  m.run = RunLogRank;
  m.notes =
      "A row for each person, as for km, and two groups or more. One row is answered; where nothing ended while "
      "two groups were at risk, df is 0 and the others are blank.";
  m.example_in = R"(group,time,event
a,9,1
a,13,0
a,18,1
b,5,1
b,8,1
b,12,0)";
  m.example_out = R"(chisq,df,p
1.06642066421,1,0.301755334829)";
  return m;
}

StatsMethod GapMethod() {
  StatsMethod m;
  m.name = "gap";
  m.about = "Whether a group's proportion moves faster than everybody else's, on two scales.";
  m.needed = {"xt0", "nt0", "xt1", "nt1", "xr0", "nr0", "xr1", "nr1"};
  m.answer = {"did", "did_lower", "did_upper", "rrr", "rrr_lower", "rrr_upper", "verdict"};
  m.by_row = m.takes_confidence = true;
  m.run = RunGap;
  m.notes =
      "t is the group, r everybody else, 0 before, 1 after; x out of n, all counts. did is the difference in "
      "differences with its Wald interval, rrr the ratio of ratios with its log-normal one. The verdict is \"too "
      "few to say\" (an x under 5 or an n under 20), \"faster\" or \"slower\" (both intervals exclude no "
      "difference), \"scales disagree\" (the estimates point apart, or one interval excludes it), else \"cannot be "
      "told apart\". Faster is a rise against the others, whether or not that is for the better. did is blank "
      "where an n is 0, rrr where an x is 0.";
  m.example_in = R"(xt0,nt0,xt1,nt1,xr0,nr0,xr1,nr1
20,100,35,100,120,400,132,400)";
  m.example_out = R"(did,did_lower,did_upper,rrr,rrr_lower,rrr_upper,verdict
0.12,-0.0179339884662,0.257933988466,1.59090909091,0.949020964495,2.66695028901,cannot be told apart)";
  return m;
}

StatsMethod FunnelMethod() {
  StatsMethod m;
  m.name = "funnel";
  m.about = "Proportions of several providers with the control limits around all of them together.";
  m.needed = {"numerator", "denominator"};
  m.answer = {"value", "lower95", "upper95", "lower998", "upper998"};
  m.by_row = true;
  m.takes_confidence = false;
  m.run = RunFunnel;
  m.notes =
      "A row for each provider; both are counts. The limits, 95% and 99.8%, are where a provider of that size "
      "would lie by chance if its proportion were that of all rows together. Where the denominator is 0 the answer "
      "is blank.";
  m.example_in = R"(provider,numerator,denominator
A,30,100
B,90,200)";
  m.example_out = R"(provider,value,lower95,upper95,lower998,upper998
A,0.3,0.303981766473,0.496018233527,0.248610153264,0.551389846736
B,0.45,0.332104855955,0.467895144045,0.292951212771,0.507048787229)";
  return m;
}

StatsMethod CellKey() {
  StatsMethod m;
  m.name = "cell-key";
  m.about = "Counts perturbed by cell key, as the Office for National Statistics does it.";
  m.needed = {"count", "ckey"};
  m.answer = {"value"};
  m.by_row = true;
  m.takes_confidence = false;
  m.run = RunCellKey;
  m.notes =
      "ckey is the sum of the record keys of the people counted, modulo 256. The table says what to add to a count "
      "(pcv: the count up to 750, beyond that 501 to 750 over and over) with that key; where it says nothing the "
      "count stays. Perturbed counts below the threshold, zeros too, are withheld: `*`.";
  m.example_in = R"(area,count,ckey
North,12,33
South,12,34)";
  m.example_out = R"(area,value
North,*
South,13)";
  return m;
}

}  // namespace

const std::vector<StatsMethod>& StatsMethods() {
  static const auto* const methods = new std::vector<StatsMethod>{
      Proportion(), Rate(), Dsr(), Difference(), Sii(), Km(), LogRank(), GapMethod(), FunnelMethod(), CellKey()};
  return *methods;
}

}  // namespace gainful::cli
