#include "clients/cli/stats.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "tests/unit/clients/cli_test.h"

namespace gainful::cli {
namespace {

using gainful::testing::Outcome;
using gainful::testing::RunCli;
using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

Outcome Stats(const std::string& words, const std::string& input) {
  std::vector<std::string> arguments = absl::StrSplit(words, ' ');
  arguments.insert(arguments.begin(), "stats");
  return RunCli(nullptr, std::move(arguments), input);
}

// The output's rows, the heading left out, as numbers from the column `from` on.
std::vector<std::vector<double>> Numbers(const Outcome& outcome, size_t from = 0) {
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  std::vector<std::vector<double>> rows;
  const std::vector<std::string> lines = absl::StrSplit(outcome.out, '\n', absl::SkipEmpty());
  for (size_t i = 1; i < lines.size(); ++i) {
    const std::vector<std::string> cells = absl::StrSplit(lines[i], ',');
    rows.emplace_back();
    for (size_t c = from; c < cells.size(); ++c) {
      double value = 0;
      if (absl::SimpleAtod(cells[c], &value)) rows.back().push_back(value);
    }
  }
  return rows;
}

void ExpectNear(const std::vector<double>& found, const std::vector<double>& wanted, double within) {
  ASSERT_EQ(found.size(), wanted.size());
  for (size_t i = 0; i < found.size(); ++i) EXPECT_NEAR(found[i], wanted[i], within) << "figure " << i;
}

// A file that goes when the test does.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& text)
      : path_(absl::StrCat(::testing::TempDir(), "ptable-", ::testing::UnitTest::GetInstance()->random_seed(), "-",
                           reinterpret_cast<uintptr_t>(this), ".csv")) {
    std::ofstream(path_) << text;
  }
  ~TemporaryFile() { std::filesystem::remove(path_); }
  const std::string& path() const { return path_; }

 private:
  const std::string path_;
};

constexpr char kTable[] = "pcv,ckey,pvalue\n12,33,-2\n12,34,1\n";

TEST(Stats, DoesAsEachMethodsHelpSays) {
  const TemporaryFile table(kTable);
  for (const StatsMethod& method : StatsMethods()) {
    const std::string options = method.name == "cell-key" ? " --threshold 11 --ptable " + table.path() : "";
    const Outcome outcome = Stats(method.name + options, method.example_in + "\n");
    EXPECT_EQ(outcome.code, 0) << method.name << ": " << outcome.err;
    EXPECT_EQ(outcome.out, method.example_out + "\n") << method.name;
    const Outcome help = Stats(method.name + " --help", "");
    EXPECT_EQ(help.code, 0);
    EXPECT_THAT(help.out, AllOf(HasSubstr(method.about.substr(0, 20)), HasSubstr("Columns\n  in   "),
                                HasSubstr("\n  out  "), HasSubstr("Example\n  gainful stats " + method.name)));
    EXPECT_THAT(Stats("--help", "").out, HasSubstr("\n  " + method.name));
  }
}

// Known answers; where each comes from stands with the tests of services/common/stats.
TEST(Stats, GivesTheKnownAnswers) {
  ExpectNear(Numbers(Stats("proportion", "numerator,denominator\n65,100\n1,100\n"))[1], {0.01, 0.0017674, 0.0544862},
             5e-8);
  ExpectNear(Numbers(Stats("rate", "numerator,denominator,multiplier\n65,1,1\n"))[0], {65, 50.163188, 82.849139}, 5e-7);
  ExpectNear(Numbers(Stats("rate", "numerator,denominator,multiplier\n5,100,100\n"))[0], {5, 1.623486, 11.668332},
             5e-7);
  ExpectNear(Numbers(Stats("difference", "x1,n1,x2,n2\n56,70,48,80\n"))[0], {0.2, 0.0524, 0.3339}, 5e-5);
  const Outcome gap = Stats("gap", "xt0,nt0,xt1,nt1,xr0,nr0,xr1,nr1\n20,100,35,100,120,400,132,400\n");
  ExpectNear(Numbers(gap)[0], {0.12, -0.017934, 0.257934, 1.590909, 0.949021, 2.666950}, 5e-7);
  EXPECT_THAT(gap.out, EndsWith(",cannot be told apart\n"));
  const std::string aml =
      "group,time,event\nm,9,1\nm,13,1\nm,13,0\nm,18,1\nm,23,1\nm,28,0\nm,31,1\nm,34,1\nm,45,0\nm,48,1\nm,161,0\n"
      "n,5,1\nn,5,1\nn,8,1\nn,8,1\nn,12,1\nn,16,0\nn,23,1\nn,27,1\nn,30,1\nn,33,1\nn,43,1\nn,45,1\n";
  ExpectNear(Numbers(Stats("logrank", aml))[0], {3.396389, 1, 0.065339}, 5e-7);
  const Outcome km = Stats("km", aml);
  const auto rows = Numbers(km, 1);
  ASSERT_EQ(rows.size(), 20u);
  EXPECT_NEAR(rows[5][0], 31, 0);
  EXPECT_NEAR(rows[5][3], 0.490909, 5e-7);
  EXPECT_NEAR(rows[5][4], 0.164193, 5e-7);
  EXPECT_THAT(km.out, EndsWith("\nn,45,1,1,0,,,\n"));
}

TEST(Stats, FollowsTheConfidence) {
  ExpectNear(Numbers(Stats("proportion --confidence 0.998", "numerator,denominator\n65,100\n"))[0],
             {0.65, 0.495494657407, 0.778354061409}, 1e-11);
  EXPECT_EQ(Stats("proportion --confidence 0.95", "numerator,denominator\n65,100\n").out,
            Stats("proportion", "numerator,denominator\n65,100\n").out);
  for (const char* wrong : {"0", "1", "-0.5", "1.5", "95", "nan", "inf", "x", "0,95"}) {
    const Outcome refused =
        Stats(absl::StrCat("rate --confidence ", wrong), "numerator,denominator,multiplier\n5,1,1\n");
    EXPECT_EQ(refused.code, 2) << wrong;
    EXPECT_THAT(refused.out, IsEmpty());
    EXPECT_THAT(refused.err, HasSubstr("--confidence: wants a number between 0 and 1")) << wrong;
  }
  EXPECT_EQ(Stats("sii --confidence 0.99999", "group,quantile,population,count\n").code, 2);
  EXPECT_EQ(Stats("sii --confidence 0.9999", "group,quantile,population,count\n").code, 0);
  const Outcome funnel = Stats("funnel --confidence 0.9", "numerator,denominator\n");
  EXPECT_EQ(funnel.code, 2) << "its limits are 95% and 99.8%";
  EXPECT_THAT(funnel.err, HasSubstr("--confidence: funnel has no interval whose confidence could be chosen"));
  EXPECT_EQ(Stats("funnel --confidence 0.95", "numerator,denominator\n").code, 0) << "as the others";
}

TEST(Stats, CopiesOtherColumnsThroughInFront) {
  const Outcome outcome =
      Stats("proportion", "area,numerator,note,denominator\n\"North, \"\"old\"\"\",65,,100\nS,0,b,0\n");
  EXPECT_EQ(outcome.out,
            "area,note,value,lower,upper\n\"North, \"\"old\"\"\",,0.65,0.552544432969,0.736357517569\nS,b,,,\n");
  EXPECT_THAT(Stats("km", "group,area,time,event\na,x,1,1\n").out, StartsWith("group,time,at_risk"));
}

TEST(Stats, LeavesBlankWhatHasNoValue) {
  EXPECT_EQ(Stats("proportion", "numerator,denominator\n0,0\n").out, "value,lower,upper\n,,\n");
  EXPECT_EQ(Stats("rate", "numerator,denominator,multiplier\n0,0,1\n").out, "value,lower,upper\n,,\n");
  EXPECT_EQ(Stats("dsr", "group,count,population,standard_population\na,9,100,1\n").out,
            "group,value,lower,upper\na,,,\n");
  EXPECT_EQ(Stats("difference", "x1,n1,x2,n2\n0,0,1,2\n").out, "value,lower,upper\n,,\n");
  EXPECT_THAT(Stats("gap", "xt0,nt0,xt1,nt1,xr0,nr0,xr1,nr1\n0,0,1,2,1,2,1,2\n").out,
              EndsWith("\n,,,,,,too few to say\n"));
  EXPECT_THAT(Stats("funnel", "numerator,denominator\n0,0\n1,2\n").out, HasSubstr("\n,,,,\n0.5,"));
  EXPECT_THAT(Stats("logrank", "group,time,event\na,1,0\nb,2,0\n").out, EndsWith("\n,0,\n"));
  EXPECT_THAT(Stats("sii", "group,quantile,population,count\na,1,10,0\na,2,10,5\n").out, EndsWith(",,,,\n"));
}

TEST(Stats, AnswersNoRowsWithAHeading) {
  EXPECT_EQ(Stats("proportion", "numerator,denominator\n").out, "value,lower,upper\n");
  EXPECT_EQ(Stats("km", "group,time,event\n\n").out, "group,time,at_risk,events,survival,se,lower,upper\n");
}

struct Fault {
  const char* words;
  const char* input;
  const char* said;
};

TEST(Stats, SaysWhichLineIsBadAndWhatIsWanted) {
  const Fault faults[] = {
      {"proportion", "", "the input is empty; wants the columns numerator,denominator"},
      {"proportion", "numerator\n", "line 1: wants a column 'denominator'"},
      {"proportion", "numerator,denominator,numerator\n", "line 1: wants one column 'numerator', not several"},
      {"proportion", "numerator,denominator\n1\n", "line 2: has 1 cells where the first line has 2"},
      {"proportion", "numerator,denominator\n1,2\n\n\"1,2\n", "line 4: a quote is opened and never closed"},
      {"proportion", "numerator,denominator\n1,2\nx,2\n",
       "line 3: column numerator: wants a whole number, 0 or more, not 'x'"},
      {"proportion", "numerator,denominator\n1.5,2\n", "column numerator: wants a whole number, 0 or more, not '1.5'"},
      {"proportion", "numerator,denominator\n-1,2\n", "column numerator: wants a whole number, 0 or more, not '-1'"},
      {"proportion", "numerator,denominator\n1,inf\n",
       "column denominator: wants a whole number, 0 or more, not 'inf'"},
      {"proportion", "numerator,denominator\n1,nan\n", "column denominator: wants a whole number"},
      {"proportion", "numerator,denominator\n1,1e300\n", "column denominator: wants a whole number"},
      {"proportion", "numerator,denominator\n1,\n", "column denominator: wants a whole number, 0 or more, not ''"},
      {"proportion", "numerator,denominator\n3,2\n", "line 2: column numerator: wants at most denominator (2), not 3"},
      {"proportion", "numerator,denominator\n1,2 3\n", "column denominator: wants a whole number"},
      {"proportion", "value,numerator,denominator\n5,1,2\n", "line 1: wants another name for the column 'value'"},
      {"rate", "numerator,denominator,multiplier\n5,0,1\n",
       "line 2: column denominator: wants a number above 0, as there are 5 events"},
      {"rate", "numerator,denominator,multiplier\n5,-1,1\n",
       "column denominator: wants a number, 0 or from 1e-15 to 1e15, not '-1'"},
      {"rate", "numerator,denominator,multiplier\n5,1,0\n",
       "column multiplier: wants a number from 1e-15 to 1e15, not '0'"},
      {"rate", "numerator,denominator,multiplier\n5,1,inf\n",
       "column multiplier: wants a number from 1e-15 to 1e15, not 'inf'"},
      {"rate", "numerator,denominator,multiplier\n5,1,12abc\n",
       "column multiplier: wants a number from 1e-15 to 1e15, not '12abc'"},
      {"dsr", "group,count,population,standard_population\na,1,0,1\n",
       "line 2: column population: wants a number from"},
      {"dsr", "group,count,population,standard_population,multiplier\na,1,1,1,10\na,1,1,1,100\n",
       "line 3: column multiplier: wants the group's first one, 10"},
      {"sii", "group,quantile,population,count\na,1,10,1\na,1,10,2\n",
       "line 3: column quantile: wants each quantile of a group once"},
      {"sii", "group,quantile,population,count\na,1,10,1\n", "line 2: wants two quantiles or more in each group"},
      {"sii", "group,quantile,population,count\na,1,0,0\na,2,10,1\n",
       "line 2: column population: wants a whole number above 0"},
      {"sii", "group,quantile,population,count\na,0,10,1\n",
       "column quantile: wants a whole number from 1 to 1000, not '0'"},
      {"km", "group,time,event\na,1,2\n", "line 2: column event: wants a whole number from 0 to 1, not '2'"},
      {"km", "group,time,event\na,-1,1\n", "line 2: column time: wants a number"},
      {"km", "group,time,event\na,,1\n", "line 2: column time: wants a number"},
      {"logrank", "group,time,event\na,1,1\n", "wants two groups or more to compare, not 1"},
      {"gap", "xt0,nt0,xt1,nt1,xr0,nr0,xr1,nr1\n1,2,3,4,5,6,7,6\n", "line 2: column xr1: wants at most nr1 (6), not 7"},
      {"funnel", "numerator,denominator\n5,4\n", "line 2: column numerator: wants at most denominator (4), not 5"},
  };
  for (const Fault& fault : faults) {
    const Outcome outcome = Stats(fault.words, fault.input);
    EXPECT_EQ(outcome.code, 2) << fault.input;
    EXPECT_THAT(outcome.out, IsEmpty()) << "nothing half-written";
    EXPECT_THAT(outcome.err, AllOf(StartsWith("gainful: "), HasSubstr(fault.said))) << fault.words << "\n"
                                                                                    << fault.input;
  }
}

TEST(Stats, ListsEveryFaultInTheOrderOfTheLines) {
  const Outcome outcome = Stats("proportion", "numerator,denominator\nx,2\n1\n3,2\ny,z\n");
  EXPECT_EQ(outcome.err,
            "gainful: line 2: column numerator: wants a whole number, 0 or more, not 'x'\n"
            "gainful: line 3: has 1 cells where the first line has 2\n"
            "gainful: line 4: column numerator: wants at most denominator (2), not 3\n"
            "gainful: line 5: column numerator: wants a whole number, 0 or more, not 'y'\n"
            "gainful: line 5: column denominator: wants a whole number, 0 or more, not 'z'\n");
}

TEST(Stats, TakesNumbersAsSpreadsheetsWriteThem) {
  EXPECT_EQ(Stats("proportion", "\xEF\xBB\xBF numerator , denominator\r\n 65.0 ,1e2\r\n").out,
            Stats("proportion", "numerator,denominator\n65,100\n").out);
}

TEST(Stats, KeepsTheGroupsInTheirOrder) {
  const Outcome outcome = Stats("km", "group,time,event\nb,2,1\na,1.5,1\nb,1,0\n");
  EXPECT_EQ(outcome.out,
            "group,time,at_risk,events,survival,se,lower,upper\nb,1,2,0,1,0,1,1\nb,2,1,1,0,,,\na,1.5,1,1,0,,,\n");
  EXPECT_THAT(Stats("km", "group,time,event\na,1234567890123.5,1\n").out, HasSubstr("a,1234567890123.5,1"));
}

TEST(Stats, PutsQuantilesInOrder) {
  const std::string heading = "group,quantile,population,count\n";
  EXPECT_EQ(Stats("sii", heading + "a,2,420,105\na,10,380,114\na,1,400,80\n").out,
            Stats("sii", heading + "a,1,400,80\na,2,420,105\na,10,380,114\n").out);
}

TEST(Stats, MultipliesStandardisedRatesWhereAsked) {
  const std::string
      plain = "group,count,population,standard_population\na,12,1000,600\na,30,1500,400\n",
      with = "group,count,population,standard_population,multiplier\na,12,1000,600,1000\na,30,1500,400,1000\n";
  const auto one = Numbers(Stats("dsr", plain), 1), thousand = Numbers(Stats("dsr", with), 1);
  for (size_t i = 0; i < 3; ++i) EXPECT_NEAR(one[0][i] * 1000, thousand[0][i], 1e-9);
}

TEST(Stats, PerturbsByTable) {
  const TemporaryFile table(kTable);
  const Outcome outcome = Stats("cell-key --threshold 11 --ptable " + table.path(),
                                "count,area,ckey\n12,a,33\n12,b,34\n12,c,35\n0,d,0\n11,e,255\n10,f,255\n");
  EXPECT_EQ(outcome.out, "area,value\na,*\nb,13\nc,12\nd,*\ne,11\nf,*\n");
  EXPECT_THAT(Stats("cell-key --threshold 0 --ptable " + table.path(), "count,ckey\n0,0\n").out, EndsWith("\n0\n"));
}

TEST(Stats, RefusesATableThatIsNone) {
  const Fault faults[] = {
      {"", "pcv,ckey\n", "line 1: wants a column 'pvalue'"},
      {"", "pcv,ckey,pvalue\n751,0,1\n", "line 2: column pcv: wants a whole number from 0 to 750, not '751'"},
      {"", "pcv,ckey,pvalue\n750,256,1\n", "line 2: column ckey: wants a whole number from 0 to 255, not '256'"},
      {"", "pcv,ckey,pvalue\n1,1,0.5\n", "line 2: column pvalue: wants a whole number, not '0.5'"},
      {"", "pcv,ckey,pvalue\n1,1,1\n1,1,1\n", "line 3: wants each pcv and ckey once; 1 and 1 were there before"}};
  for (const Fault& fault : faults) {
    const TemporaryFile table(fault.input);
    const Outcome outcome = Stats("cell-key --threshold 0 --ptable " + table.path(), "count,ckey\n1,1\n");
    EXPECT_EQ(outcome.code, 2);
    EXPECT_THAT(outcome.out, IsEmpty());
    EXPECT_THAT(outcome.err, AllOf(HasSubstr(table.path()), HasSubstr(fault.said)));
  }
  EXPECT_THAT(Stats("cell-key", "").err,
              AllOf(HasSubstr("--threshold: is required"), HasSubstr("--ptable: is required")));
  EXPECT_THAT(Stats("cell-key --threshold -1 --ptable /nonexistent", "").err,
              AllOf(HasSubstr("--threshold: wants a whole number, 0 or more, not '-1'"),
                    HasSubstr("/nonexistent: cannot be read")));
  EXPECT_THAT(Stats("cell-key --threshold 1 --ptable " + ::testing::TempDir(), "").err, HasSubstr("cannot be read"));
  const TemporaryFile table(kTable);
  EXPECT_THAT(Stats("cell-key --threshold 0 --ptable " + table.path(), "count,ckey\n1,256\n").err,
              HasSubstr("line 2: column ckey: wants a whole number from 0 to 255, not '256'"));
}

TEST(Stats, AnswersInCsvOnly) {
  EXPECT_EQ(Stats("proportion --format csv", "numerator,denominator\n").code, 0);
  const Outcome json = Stats("proportion --format json", "numerator,denominator\n");
  EXPECT_EQ(json.code, 2);
  EXPECT_THAT(json.err, HasSubstr("--format: wants csv"));
  EXPECT_EQ(RunCli(nullptr, {"stats"}).code, 2);
  EXPECT_EQ(RunCli(nullptr, {"stats", "mean"}).code, 2);
}

TEST(Stats, IsCompleted) {
  const Outcome bash = RunCli(nullptr, {"completion", "bash"});
  EXPECT_THAT(bash.out, AllOf(HasSubstr(" cell-key difference dsr funnel gap km logrank proportion rate sii\" ;;"),
                              HasSubstr("\"stats cell-key --ptable\") files=1"),
                              HasSubstr("\"stats km\") words=\"--address --as --confidence")));
}

}  // namespace
}  // namespace gainful::cli
