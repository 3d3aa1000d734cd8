// Thirteen weeks of sixteen: minutes, pay, breaks, evidence and support at their edges.
#include "tests/unit/placement/outcome/made.h"

namespace gainful::placement::outcome {
namespace {

constexpr char kRule[] = "ipspc-13-in-16";

TEST(Weeks, AreMetOnTheLastDayOfTheThirteenth) {
  Made made;
  made.Job("2024-01-10", "2024-04-08");
  EXPECT_EQ(made.Met(kRule), "2024-04-09") << "six days of it are enough";
  made.spells[0].end = On("2024-04-02");
  EXPECT_EQ(made.Met(kRule), "none") << "twelve weeks";
}

TEST(Weeks, NeedTheirMinutes) {
  for (const auto& [rule, minutes] : {std::pair{"ipspc-13-in-16", 420}, {"ipspc-13-in-16-960", 960}}) {
    Made made;
    made.Job("2024-01-10", "2024-12-31", minutes - 1);
    EXPECT_EQ(made.Met(rule), "none") << rule;
    made.terms[0].weekly_minutes = minutes;
    EXPECT_EQ(made.Met(rule), "2024-04-09") << rule;
  }
}

TEST(Weeks, AddUpTwoJobs) {
  Made made;
  made.Job("2024-01-10", "2024-12-31", 210);
  made.Job("2024-01-10", "2024-12-31", 209);
  EXPECT_EQ(made.Met(kRule), "none");
  made.terms[1].weekly_minutes = 210;
  EXPECT_EQ(made.Met(kRule), "2024-04-09");
}

// Thirteen worked weeks: six, a break of so many days, seven.
Made Break(int days) {
  Made made;
  made.Job("2024-01-10", "2024-02-20");
  made.Job("2024-03-01", "");
  made.spells[1].start = On("2024-02-20") + days + 1;
  made.spells[1].end = made.spells[1].start + 48;
  made.terms[1].from = made.spells[1].start;
  return made;
}

TEST(Weeks, BearABreakOfThreeWeeksAndNotOfFour) {
  EXPECT_EQ(Break(21).Met(kRule), "2024-04-30") << "the last day of the sixteenth week";
  EXPECT_EQ(Break(21).Met("sustained-13"), "none");
  EXPECT_EQ(Break(28).Met(kRule), "none");
  EXPECT_EQ(Break(28).Met("sustained-13"), "none");
}

TEST(Weeks, MayBeCountedFromALaterJob) {
  Made made = Break(28);
  made.spells[1].end = made.spells[1].start + 90;
  EXPECT_EQ(made.Stands(kRule).met_on, made.spells[1].start + 90);
  EXPECT_EQ(made.Stands(kRule).from, made.spells[1].start);
}

TEST(Weeks, MayBeCountedFromTheFirstJobAlone) {
  Made made = Break(28);
  made.spells[1].end = made.spells[1].start + 90;
  Compiled rule = RuleOf(kRule);
  rule.anchor = FIRST_SPELL;
  Engine engine;
  const auto stands = [&] {
    engine.Load(made.history());
    return engine.Evaluate(rule);
  };
  EXPECT_EQ(DayText(stands().met_on), "none") << "the later job is no anchor";
  EXPECT_EQ(DayText(stands().earliest), "none");
  made.spells[0].competitive = Fact::kUnknown;
  EXPECT_EQ(DayText(stands().met_on), "none") << "the first may be the one";
  EXPECT_EQ(stands().earliest, made.spells[1].end) << "or not";
  made.spells[0].competitive = Fact::kNo;
  EXPECT_EQ(stands().met_on, made.spells[1].end);
  made = Break(21);
  EXPECT_EQ(DayText(stands().met_on), "2024-04-30") << "its weeks count, wherever they come from";
}

TEST(Weeks, ForWhichMinutesWereRecordedStandAgainstTheTerms) {
  Made made;
  made.Job("2024-01-10", "2024-04-09");
  made.Week("2024-01-17", 419);
  EXPECT_EQ(made.Met(kRule), "none");
  made.weeks[0].minutes = 420;
  EXPECT_EQ(made.Met(kRule), "2024-04-09");
  // A recorded week need not begin with one of the window: of two weeks of the window it takes four days and three.
  made.weeks[0] = {On("2024-01-14"), 0};
  EXPECT_EQ(made.Met(kRule), "none") << "three other days at 960 minutes a week: 411";
  made.terms[0].weekly_minutes = 980;
  EXPECT_EQ(made.Met(kRule), "2024-04-09") << "420";
}

TEST(Weeks, CountNoLeaveUnlessTheRuleSaysSo) {
  Made made;
  made.Job("2024-01-10", "2024-04-09");
  made.Away("2024-02-07", "2024-02-13", Fact::kYes);
  EXPECT_EQ(made.Met(kRule), "none");
  EXPECT_EQ(made.Met("sustained-13"), "2024-04-09") << "which goes by the contract";
  Compiled rule = RuleOf(kRule);
  rule.counts_paid_leave = true;
  Engine engine;
  const History history = made.history();
  engine.Load(history);
  EXPECT_EQ(DayText(engine.Evaluate(rule).met_on), "2024-04-09");
  made.absences[0].paid = Fact::kNo;
  const History unpaid = made.history();
  engine.Load(unpaid);
  EXPECT_EQ(DayText(engine.Evaluate(rule).met_on), "none");
}

// Off from the ninth week on, and nobody knows until when.
TEST(Weeks, MayGoOnAfterAnAbsenceWithoutAnEnd) {
  Made made;
  made.Job("2024-01-10", "").last_confirmed = On("2024-12-31");
  made.Away("2024-03-06", "", Fact::kNo);
  EXPECT_EQ(made.Met(kRule), "none");
  EXPECT_EQ(made.At(kRule, "2024-04-08"), "not yet 2024-04-09") << "the first day alone is certain, and six are enough";
  EXPECT_EQ(made.At(kRule, "2024-04-09"), "not known 2024-04-09");
  made.journey.support_to = made.journey.followed_to = On("2024-06-30");
  EXPECT_EQ(made.At(kRule, "2024-12-31"), "not known 2024-04-09") << "nor does the end of support make it certain";
  EXPECT_EQ(made.Met("sustained-13"), "2024-04-09") << "which goes by the contract";
  made.absences[0].to = On("2024-03-30");
  EXPECT_EQ(made.At(kRule, "2024-12-31"), "cannot") << "three days of the twelfth week are left: 411 minutes";
  made.absences[0].to = On("2024-03-29");
  EXPECT_EQ(made.At(kRule, "2024-12-31"), "met 2024-04-30") << "four: 548";
}

TEST(Weeks, ThatWereRecordedShowThatAnAbsenceEnded) {
  Made made;
  made.Job("2024-01-10", "").last_confirmed = On("2024-12-31");
  made.Away("2024-03-06", "", Fact::kNo);
  for (const char* week : {"2024-03-27", "2024-04-03", "2024-04-10", "2024-04-17"}) made.Week(week, 420);
  EXPECT_EQ(made.Met(kRule), "none") << "twelve";
  EXPECT_EQ(made.Earliest(kRule), "2024-04-09");
  made.Week("2024-04-24", 420);
  EXPECT_EQ(made.Met(kRule), "2024-04-30");
}

TEST(Weeks, MayHoldLeaveThatMayHaveBeenPaid) {
  Made made;
  made.Job("2024-01-10", "2024-04-09");
  made.Away("2024-02-07", "2024-02-13", Fact::kUnknown);
  Compiled rule = RuleOf(kRule);
  rule.counts_paid_leave = true;
  Engine engine;
  const auto stands = [&] {
    engine.Load(made.history());
    return engine.Evaluate(rule);
  };
  EXPECT_EQ(DayText(stands().met_on), "none");
  EXPECT_EQ(DayText(stands().earliest), "2024-04-09");
  made.absences[0].paid = Fact::kYes;
  EXPECT_EQ(DayText(stands().met_on), "2024-04-09");
  made.absences[0].to = kNoDay;
  EXPECT_EQ(DayText(stands().met_on), "2024-04-09") << "whenever it ended";
  made.absences[0].paid = Fact::kNo;
  EXPECT_EQ(DayText(stands().met_on), "none");
  EXPECT_EQ(DayText(stands().earliest), "2024-04-09") << "one day of the week";
}

// The floor of March 2024 until the first pay period that begins in April; the thirteenth week is that from Wednesday 3 April.
TEST(Weeks, KeepTheFloorUntilTheNextPayPeriod) {
  Made made;
  made.Job("2024-01-10", "2024-12-31", 960, 1042);
  EXPECT_EQ(made.Met(kRule), "none") << "weeks from the first day, where nothing is recorded";
  const auto met = [&](absl::string_view anchor, std::int32_t days) {
    made.spells[0].pay_anchor = On(anchor);
    made.spells[0].pay_period_days = days;
    return made.Met(kRule);
  };
  EXPECT_EQ(met("2024-01-25", kCalendarMonth), "2024-04-09");
  EXPECT_EQ(met("2024-01-07", kCalendarMonth), "2024-04-09") << "four days of the week";
  EXPECT_EQ(met("2024-01-06", kCalendarMonth), "none") << "three";
  EXPECT_EQ(met("2024-03-10", 28), "2024-04-09");
  EXPECT_EQ(met("2024-03-09", 28), "none");
  EXPECT_EQ(met("2024-03-24", 14), "2024-04-09");
  EXPECT_EQ(met("2024-03-23", 14), "none");
}

// 21 on Saturday 6 April 2024, at the floor of those under it; both days are in the thirteenth week.
TEST(Weeks, KeepTheFloorOfAnAgeUntilTheNextPayPeriod) {
  Made made;
  made.journey.born_from = made.journey.born_to = On("2003-04-06");
  made.Job("2024-01-10", "2024-04-09", 960, 860);
  made.spells[0].pay_period_days = kCalendarMonth;
  const auto met = [&](absl::string_view anchor) {
    made.spells[0].pay_anchor = On(anchor);
    return made.Met(kRule);
  };
  EXPECT_EQ(met("2024-01-06"), "none") << "a month that begins on the birthday";
  EXPECT_EQ(met("2024-01-07"), "2024-04-09") << "the day after";
  EXPECT_EQ(met("2024-01-05"), "2024-04-09") << "the day before: a month of the old age has begun";
}

TEST(Weeks, NeedPayAtTheFloorThroughAChangeInMidWindow) {
  Made made;
  made.Job("2024-01-10", "2024-12-31", 960, 1042);  // the adult floor until 31 March 2024
  EXPECT_EQ(made.Met(kRule), "none") << "the twelfth week has too few days at the floor";
  made.Change("2024-04-03", 960, 1144);  // from the first pay period after
  EXPECT_EQ(made.Met(kRule), "2024-04-09");
  made.terms[0].hourly_pence = 1041;
  EXPECT_EQ(made.Met(kRule), "none");
  EXPECT_EQ(made.Earliest(kRule), "none") << "counted from the start: the job has no other anchor";
}

TEST(Weeks, OfAJobThatGoesOnNeedEvidenceToTheirEnd) {
  Made made;
  made.Job("2024-01-10", "").last_confirmed = On("2024-04-08");
  EXPECT_EQ(made.Met(kRule), "none");
  EXPECT_EQ(made.At(kRule, "2024-04-09"), "not known 2024-04-09");
  made.spells[0].last_confirmed = On("2024-04-09");
  EXPECT_EQ(made.Met(kRule), "2024-04-09");
}

TEST(Weeks, EndWithSupport) {
  Made made;
  made.Job("2024-01-10", "2024-12-31");
  made.journey.support_to = made.journey.followed_to = On("2024-04-09");
  EXPECT_EQ(made.Met(kRule), "2024-04-09");
  made.journey.support_to = made.journey.followed_to = On("2024-04-08");
  EXPECT_EQ(made.At(kRule, "2024-12-31"), "cannot");
}

TEST(Weeks, OfUnknownPayAreNotKnown) {
  Made made;
  made.Job("2024-01-10", "2024-12-31", 960, kUnknownNumber);
  EXPECT_EQ(made.At(kRule, "2024-04-08"), "not yet 2024-04-09");
  EXPECT_EQ(made.At(kRule, "2024-04-09"), "not known 2024-04-09");
  const Unknowns unknowns = made.NotKnown(RuleOf(kRule));
  EXPECT_TRUE(unknowns.pay);
  EXPECT_FALSE(unknowns.hours || unknowns.later_work || unknowns.competitive || unknowns.contract ||
               unknowns.wage_floor);
}

}  // namespace
}  // namespace gainful::placement::outcome
