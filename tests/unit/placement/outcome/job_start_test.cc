// Job starts: dated by the first day, countable from four paid hours on.
#include "tests/unit/placement/outcome/made.h"

namespace gainful::placement::outcome {
namespace {

constexpr char kRule[] = "ips-grow-job-start";

TEST(JobStart, IsDatedByItsFirstDayAndCountsFromFourPaidHoursOn) {
  Made made;
  made.Job("2024-02-01", "").four_hours_on = On("2024-02-05");
  const Standing s = made.Stands(kRule);
  EXPECT_EQ(DayText(s.met_on), "2024-02-05");
  EXPECT_EQ(DayText(s.dated_on), "2024-02-01");
  EXPECT_EQ(made.At(kRule, "2024-02-04"), "not yet 2024-02-05");
  EXPECT_EQ(made.At(kRule, "2024-02-05"), "met 2024-02-01");
}

TEST(JobStart, OfThreeAndAHalfPaidHoursIsNone) {
  Made made;
  made.Job("2024-02-01", "2024-02-07");
  made.Week("2024-02-01", 210);
  EXPECT_EQ(made.Met(kRule), "none");
  EXPECT_EQ(made.At(kRule, "2024-03-01"), "not yet");
  made.weeks[0].minutes = 239;
  EXPECT_EQ(made.Met(kRule), "none");
  made.weeks[0].minutes = 240;
  EXPECT_EQ(made.Met(kRule), "2024-02-07");
  made.terms[0].hourly_pence = 0;
  EXPECT_EQ(made.Met(kRule), "none") << "unpaid";
}

TEST(JobStart, TakesHoursFromTheTermsWhereNoneWereRecorded) {
  Made made;
  made.Job("2024-02-01", "2024-02-28", 420);
  EXPECT_EQ(made.Met(kRule), "2024-02-04") << "an hour a day";
  made.Away("2024-02-01", "2024-02-10", Fact::kYes);
  EXPECT_EQ(made.Met(kRule), "2024-02-14") << "leave is not work";
}

TEST(JobStart, MayComeWithPaidHoursOfALaterSpellOfAnotherKind) {
  Made made;
  made.Job("2024-02-01", "2024-02-28", 420, 0);
  made.Job("2024-03-10", "", 420, 1000).competitive = Fact::kNo;
  made.spells[1].job = made.spells[0].job;
  EXPECT_EQ(made.At(kRule, "2024-03-12"), "not yet 2024-03-13") << "an hour a day, if it goes on";
  EXPECT_EQ(made.At(kRule, "2024-03-13"), "not known 2024-03-13");
}

TEST(JobStart, MayComeAfterAnAbsenceWithoutAnEnd) {
  Made made;
  made.Job("2024-02-01", "2024-02-28", 420);  // an hour a day
  made.Away("2024-02-01", "", Fact::kNo);
  EXPECT_EQ(made.At(kRule, "2024-02-04"), "not yet 2024-02-05");
  EXPECT_EQ(made.At(kRule, "2024-02-05"), "not known 2024-02-05");
  made.absences[0].from = On("2024-02-04");
  EXPECT_EQ(made.At(kRule, "2024-02-05"), "not known 2024-02-05") << "three hours";
  made.absences[0].from = On("2024-02-05");
  EXPECT_EQ(made.Met(kRule), "2024-02-04");
}

TEST(JobStart, IsNotKnownWhereNobodyRecordedHours) {
  Made made;
  made.Job("2024-02-01", "2024-02-28", kUnknownNumber);
  EXPECT_EQ(made.At(kRule, "2024-01-31"), "not yet 2024-02-01");
  EXPECT_EQ(made.At(kRule, "2024-02-01"), "not known 2024-02-01");
}

TEST(JobStart, OnThePeriodsAndTheSupportsEdges) {
  Made made;
  made.journey.support_to = made.journey.followed_to = On("2024-03-31");
  made.Job("2024-03-31", "2024-06-30");
  EXPECT_EQ(made.At(kRule, "2024-06-30"), "met 2024-03-31") << "on the last day of a quarter and of support";
  made.spells[0].start = On("2024-04-01");
  EXPECT_EQ(made.At(kRule, "2024-06-30"), "cannot");
  made.spells[0].start = On("2024-01-01");
  EXPECT_EQ(made.At(kRule, "2024-06-30"), "met 2024-01-01") << "on the day of the referral";
  made.spells[0].start = On("2023-12-31");
  EXPECT_EQ(made.At(kRule, "2024-06-30"), "cannot") << "held at referral";
}

TEST(JobStart, OfAJobHeldAtReferralIsNoneHoweverManySpells) {
  Made made;
  made.Job("2023-06-01", "2023-12-31");
  made.Job("2024-02-01", "2024-06-30").job = 0;
  EXPECT_EQ(made.Met(kRule), "none");
  made.spells[1].job = 1;
  EXPECT_EQ(made.Met(kRule), "2024-02-02");
}

TEST(JobStart, OfThreeJobsIsOnePersonAndThreeStarts) {
  Made made;
  made.Job("2024-02-01", "2024-02-29");
  made.Job("2024-03-01", "2024-03-31");
  made.Job("2024-05-01", "2024-05-31").job = 1;  // the second employer once more: no start
  made.Job("2024-06-01", "");
  made.spells[3].last_confirmed = On("2024-06-30");
  EXPECT_EQ(made.At(kRule, "2024-12-31"), "met 2024-02-01");
  Engine engine;
  const History history = made.history();
  engine.Load(history);
  const auto starts = [&](absl::string_view as_at) { return engine.JobStarts(RuleOf(kRule), On(as_at)).size(); };
  EXPECT_EQ(starts("2024-02-01"), 0);
  EXPECT_EQ(starts("2024-02-02"), 1);
  EXPECT_EQ(starts("2024-05-31"), 2);
  EXPECT_EQ(starts("2024-06-02"), 3);
  EXPECT_EQ(engine.Deciding(RuleOf(kRule), engine.Evaluate(RuleOf(kRule))), std::vector<int>{0});
}

}  // namespace
}  // namespace gainful::placement::outcome
