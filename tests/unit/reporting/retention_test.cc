#include "services/reporting/retention.h"

#include <algorithm>
#include <random>

#include "services/reporting/disclosure.h"
#include "tests/unit/testing.h"

namespace gainful::reporting {
namespace {

using gainful::testing::Day;
using OptionalDay = std::optional<absl::CivilDay>;

const absl::CivilDay& Start() {
  static const absl::CivilDay day = Day("2024-02-01");
  return day;
}

// Day 1 is the start itself.
absl::CivilDay DayNumber(int n) { return Start() + (n - 1); }

FirstJob Job(OptionalDay ended = {}, OptionalDay last_confirmed = {}) {
  return {"g", Start(), ended, last_confirmed, {}, {}};
}
FirstJob Exited(FirstJob job, int day) {
  job.exited = DayNumber(day);
  return job;
}
FirstJob Followed(FirstJob job, int day) {
  job.followed_to = DayNumber(day);
  return job;
}

using Known = std::pair<int, Last>;
Known Of(const FirstJob& job, int as_at = 1000) {
  const Tenure tenure = TenureOf(job, DayNumber(as_at));
  return {tenure.days, tenure.last};
}

TEST(TenureOf, CountsTheDaysOfTheStartAndOfTheEnd) {
  EXPECT_EQ(Of(Job(DayNumber(1))), Known(1, Last::kEnded)) << "a day's work";
  EXPECT_EQ(Of(Job(DayNumber(2))), Known(2, Last::kEnded));
  EXPECT_EQ(Of(Job(Day("2024-03-01"))), Known(30, Last::kEnded)) << "across a leap day";
  EXPECT_EQ(Of(Job(DayNumber(91), DayNumber(30))), Known(91, Last::kEnded));
}

TEST(TenureOf, IsAnEndOnlyWhileTheJourneyWasFollowed) {
  EXPECT_EQ(Of(Followed(Job(DayNumber(49)), 50)), Known(49, Last::kEnded));
  EXPECT_EQ(Of(Followed(Job(DayNumber(50)), 50)), Known(50, Last::kEnded)) << "on the last day";
  EXPECT_EQ(Of(Followed(Job(DayNumber(51)), 50)), Known(50, Last::kFollowUpEnd)) << "the day after: it lasted beyond";
  EXPECT_EQ(Of(Exited(Job(DayNumber(50)), 50)), Known(50, Last::kEnded));
  EXPECT_EQ(Of(Exited(Job(DayNumber(51)), 50)), Known(50, Last::kExit));
  EXPECT_EQ(Of(Job(DayNumber(50)), 50), Known(50, Last::kEnded));
  EXPECT_EQ(Of(Job(DayNumber(51)), 50), Known(50, Last::kAsAt));
}

TEST(TenureOf, GoesNoFurtherThanTheLastConfirmation) {
  EXPECT_EQ(Of(Followed(Job({}, DayNumber(49)), 50)), Known(49, Last::kConfirmation));
  EXPECT_EQ(Of(Followed(Job({}, DayNumber(50)), 50)), Known(50, Last::kFollowUpEnd));
  EXPECT_EQ(Of(Followed(Job({}, DayNumber(51)), 50)), Known(50, Last::kFollowUpEnd));
  EXPECT_EQ(Of(Exited(Job({}, DayNumber(50)), 50)), Known(50, Last::kExit));
  EXPECT_EQ(Of(Job({}, DayNumber(50)), 50), Known(50, Last::kAsAt));
  EXPECT_EQ(Of(Job({}, DayNumber(49)), 50), Known(49, Last::kConfirmation));
  EXPECT_EQ(Of(Job({}, DayNumber(60)), 50), Known(50, Last::kAsAt)) << "what is confirmed later is not known then";
  EXPECT_EQ(Of(Job()), Known(1, Last::kConfirmation)) << "it began, and nobody has confirmed it since";
  EXPECT_EQ(Of(Job(), 1), Known(1, Last::kAsAt));
}

TEST(TenureOf, NamesTheExitBeforeTheEndOfFollowUpBeforeTheAsAtDay) {
  EXPECT_EQ(Of(Followed(Exited(Job({}, DayNumber(90)), 50), 50)), Known(50, Last::kExit));
  EXPECT_EQ(Of(Followed(Exited(Job({}, DayNumber(90)), 40), 50)), Known(50, Last::kFollowUpEnd))
      << "followed beyond it";
  EXPECT_EQ(Of(Followed(Exited(Job({}, DayNumber(90)), 60), 50)), Known(50, Last::kFollowUpEnd)) << "lost before it";
  EXPECT_EQ(Of(Followed(Job({}, DayNumber(90)), 50), 50), Known(50, Last::kFollowUpEnd));
  EXPECT_EQ(Of(Followed(Job({}, DayNumber(90)), 50), 49), Known(49, Last::kAsAt));
}

TEST(TenureOf, IsADayWhereFollowUpWasOverBefore) {
  EXPECT_EQ(Of(Exited(Job({}, DayNumber(90)), -5)), Known(1, Last::kConfirmation));
  EXPECT_EQ(Of(Exited(Job(DayNumber(1)), -5)), Known(1, Last::kEnded));
  EXPECT_EQ(Of(Exited(Job(DayNumber(2)), -5)), Known(1, Last::kConfirmation));
}

pb::RetentionRow Raw(const stats::SurvivalStep& step) {
  pb::RetentionRow row;
  ReleaseRaw(step, &row);
  return row;
}

TEST(ReleasedSurvival, IsRawWithoutControl) {
  const pb::RetentionRow row = Raw({90, 3, 1, 0.4482875, 0.03, stats::Limits{0.3956, 0.4994}});
  EXPECT_EQ(row.time(), 90);
  EXPECT_EQ(row.at_risk(), 3);
  EXPECT_EQ(row.events(), 1);
  EXPECT_EQ(row.survival(), 0.4482875);
  EXPECT_EQ(row.se(), 0.03);
  EXPECT_EQ(row.lower95(), 0.3956);
  EXPECT_EQ(row.upper95(), 0.4994);
  EXPECT_EQ(row.flag(), "");
  const pb::RetentionRow none = Raw({90, 1, 1, 0, {}, {}});
  EXPECT_TRUE(none.has_survival());
  EXPECT_FALSE(none.has_se() || none.has_lower95() || none.has_upper95());
}

TEST(ReleasedRetention, IsRawWithoutControl) {
  Retention retention;
  for (int i = 0; i < 12; ++i) retention.Add({10, Last::kEnded});
  for (int i = 0; i < 4; ++i) retention.Add({10, Last::kExit});
  for (int i = 0; i < 6; ++i) retention.Add({10, Last::kAsAt});
  pb::RetentionGroup raw;
  ReleaseRaw(retention, false, &raw);
  EXPECT_EQ(raw.jobs(), 22);
  EXPECT_EQ(raw.ended(), 12);
  EXPECT_EQ(raw.at_exit(), 4);
  EXPECT_EQ(raw.at_as_at(), 6);
  EXPECT_TRUE(raw.has_at_follow_up_end() && raw.has_at_last_confirmation()) << "0 is a count";
}

}  // namespace
}  // namespace gainful::reporting
