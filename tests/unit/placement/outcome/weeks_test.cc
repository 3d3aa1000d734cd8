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
  made.Away("2024-02-07", "2024-02-13", true);
  EXPECT_EQ(made.Met(kRule), "none");
  EXPECT_EQ(made.Met("sustained-13"), "2024-04-09") << "which goes by the contract";
  Compiled rule = RuleOf(kRule);
  rule.counts_paid_leave = true;
  Engine engine;
  const History history = made.history();
  engine.Load(history);
  EXPECT_EQ(DayText(engine.Evaluate(rule).met_on), "2024-04-09");
  made.absences[0].is_paid = false;
  const History unpaid = made.history();
  engine.Load(unpaid);
  EXPECT_EQ(DayText(engine.Evaluate(rule).met_on), "none");
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
  Engine engine;
  const History history = made.history();
  engine.Load(history);
  const Compiled rule = RuleOf(kRule);
  const Standing standing = engine.Evaluate(rule);
  const Unknowns unknowns = WhatIsNotKnown(history, rule, standing, engine.Deciding(rule, standing));
  EXPECT_TRUE(unknowns.pay);
  EXPECT_FALSE(unknowns.hours || unknowns.later_work || unknowns.competitive || unknowns.contract ||
               unknowns.wage_floor);
}

}  // namespace
}  // namespace gainful::placement::outcome
