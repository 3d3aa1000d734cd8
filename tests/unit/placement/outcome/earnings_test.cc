// Earnings since the programme began.
#include "tests/unit/placement/outcome/made.h"

namespace gainful::placement::outcome {
namespace {

constexpr char kHigher[] = "earnings-16-hours-26-weeks";
constexpr char kLower[] = "earnings-8-hours-26-weeks";

TEST(Earnings, ReachTheirSumAtTheFloorOfTheFirstDay) {
  Made made;
  made.Job("2024-01-10", "2024-07-09", 960, 1042);  // 182 days at 16 hours and the adult floor of its first day
  EXPECT_EQ(made.Met(kHigher), "2024-07-09");
  EXPECT_EQ(made.Met(kLower), "2024-04-09") << "91 days of 16 hours are 182 days of 8";
  made.spells[0].end = On("2024-07-08");
  EXPECT_EQ(made.Met(kHigher), "none");
  made.spells[0].end = On("2024-07-10");
  EXPECT_EQ(made.Met(kHigher), "2024-07-09");
  // From 1 April on the floor is higher, and with it the sum.
  Made later;
  later.Job("2024-04-01", "2024-09-29", 960, 1144);
  EXPECT_EQ(later.Met(kHigher), "2024-09-29");
  later.terms[0].hourly_pence = 1143;
  EXPECT_EQ(later.Met(kHigher), "none");
}

TEST(Earnings, OfSeveralJobsAddUpWithAnyBreak) {
  Made made;
  made.Job("2024-01-10", "2024-04-09", 960, 1042);
  made.Job("2024-09-01", "2025-01-31", 960, 1042);
  EXPECT_EQ(made.Stands(kHigher).met_on, On("2024-09-01") + 90);
  made.spells[1].start = made.terms[1].from = On("2024-01-10");
  EXPECT_EQ(made.Met(kHigher), "2024-04-09") << "two at once";
}

TEST(Earnings, ChangeWithTheTerms) {
  Made made;
  made.Job("2024-01-10", "2024-12-31", 960, 1042);
  made.Change("2024-04-10", 960, 2084);
  EXPECT_EQ(made.Stands(kHigher).met_on, On("2024-04-10") + 45) << "half of the other half's days";
}

TEST(Earnings, IncludePaidLeaveAndNoUnpaid) {
  Made made;
  made.Job("2024-01-10", "2024-12-31", 960, 1042);
  made.Away("2024-03-01", "2024-03-10", Fact::kYes);
  EXPECT_EQ(made.Met(kHigher), "2024-07-09");
  made.absences[0].paid = Fact::kNo;
  EXPECT_EQ(made.Met(kHigher), "2024-07-19");
}

TEST(Earnings, MayIncludeLeaveThatMayHaveBeenPaid) {
  Made made;
  made.Job("2024-01-10", "2024-07-18", 960, 1042);  // nine days more than it takes
  made.Away("2024-03-01", "2024-03-10", Fact::kUnknown);
  EXPECT_EQ(made.At(kHigher, "2024-07-08"), "not yet 2024-07-09");
  EXPECT_EQ(made.At(kHigher, "2024-07-09"), "not known 2024-07-09");
  made.absences[0].paid = Fact::kNo;
  EXPECT_EQ(made.At(kHigher, "2024-07-31"), "not yet") << "ten unpaid days";
  made.absences[0].to = kNoDay;
  EXPECT_EQ(made.At(kHigher, "2024-07-31"), "not known 2024-07-10") << "or one";
  made.absences[0].paid = Fact::kUnknown;
  EXPECT_EQ(made.At(kHigher, "2024-07-31"), "not known 2024-07-09") << "or none";
  made.absences[0].paid = Fact::kYes;
  EXPECT_EQ(made.At(kHigher, "2024-07-31"), "met 2024-07-09") << "whenever it ended";
}

TEST(Earnings, OfTheSelfEmployedAreAnotherRules) {
  Made made;
  made.Job("2024-01-10", "2024-12-31", 960, 1042).contract = Contract::kSelfEmployed;
  EXPECT_EQ(made.At(kHigher, "2024-12-31"), "not yet");
  made.spells[0].contract = Contract::kUnknown;
  EXPECT_EQ(made.At(kHigher, "2024-12-31"), "not known 2024-07-09");
}

TEST(Earnings, SayHowFarSomebodyHasCome) {
  Made made;
  made.Job("2024-01-10", "2024-12-31", 960, 1042);
  Engine engine;
  const History history = made.history();
  engine.Load(history);
  const auto progress = engine.ProgressAt(RuleOf(kHigher), On("2024-01-16"));
  EXPECT_EQ(progress.done, 16 * 1042);
  EXPECT_EQ(progress.needed, 416 * 1042);
  EXPECT_EQ(engine.ProgressAt(RuleOf("sustained-13"), On("2024-01-16")).done, 7);
  EXPECT_EQ(engine.ProgressAt(RuleOf("ipspc-13-in-16"), On("2024-01-22")).done, 1);
  EXPECT_EQ(engine.ProgressAt(RuleOf("ipspc-13-in-16"), On("2024-01-23")).done, 2);
  EXPECT_EQ(engine.ProgressAt(RuleOf("ips-grow-job-start"), On("2024-01-10")).done, 137);
}

TEST(Earnings, OfATimeWithoutAFloorAreNotKnown) {
  Made made;
  made.journey.referral = made.journey.programme_start = On("2010-01-01");
  made.Job("2010-02-01", "2012-12-31");
  EXPECT_EQ(made.At(kHigher, "2013-01-01"), "not known 2010-02-01");
}

}  // namespace
}  // namespace gainful::placement::outcome
