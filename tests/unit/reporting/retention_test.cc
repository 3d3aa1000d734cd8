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

TEST(AtWeeks, AgreesWithTheCurve) {
  std::mt19937 random(13);
  for (int round = 0; round < 300; ++round) {
    std::vector<stats::Duration> durations;
    const int start = static_cast<int>(random() % 200);
    for (std::size_t n = random() % 60; n > 0; --n) {
      // Days next to each other around the three, so that each edge comes up.
      const int near = kWeeksAsDays[random() % 3] + static_cast<int>(random() % 5) - 2;
      const int days = random() % 2 == 0 ? near : start + static_cast<int>(random() % 400);
      durations.push_back({static_cast<double>(days), random() % 3 != 0});
    }
    const auto curve = stats::KaplanMeier(durations);
    const auto steps = AtWeeks(curve);
    ASSERT_EQ(steps.size(), 3u);
    int before = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      const int day = kWeeksAsDays[i];
      const auto count = [&](auto holds) { return std::count_if(durations.begin(), durations.end(), holds); };
      EXPECT_EQ(steps[i].time, day);
      ASSERT_EQ(steps[i].at_risk, count([&](const auto& d) { return d.time >= day; }));
      ASSERT_EQ(steps[i].events, count([&](const auto& d) { return d.event && d.time > before && d.time <= day; }));
      ASSERT_EQ(steps[i].survival, stats::SurvivalAt(curve, day));
      before = day;
    }
  }
}

TEST(AtWeeks, IsCertainWhereNothingHappenedYet) {
  const auto steps = AtWeeks(stats::KaplanMeier({{400, true}, {500, false}}));
  for (const auto& step : steps) {
    EXPECT_EQ(step.survival, 1);
    EXPECT_EQ(step.se, 0);
    EXPECT_EQ(step.at_risk, 2);
  }
  EXPECT_EQ(AtWeeks({}).front().at_risk, 0);
}

stats::SurvivalStep Step(std::int64_t at_risk, std::int64_t events) {
  return {90, at_risk, events, 0.4482875, 0.03, stats::Limits{0.3956, 0.4994}};
}
pb::RetentionRow Released(const stats::SurvivalStep& step, pb::Disclosure profile) {
  pb::RetentionRow row;
  Release(step, profile, &row);
  return row;
}

TEST(ReleasedSurvival, IsRawWithoutControl) {
  const pb::RetentionRow row = Released(Step(3, 1), pb::DISCLOSURE_NONE);
  EXPECT_EQ(row.time(), 90);
  EXPECT_EQ(row.at_risk(), 3);
  EXPECT_EQ(row.events(), 1);
  EXPECT_EQ(row.survival(), 0.4482875);
  EXPECT_EQ(row.se(), 0.03);
  EXPECT_EQ(row.lower95(), 0.3956);
  EXPECT_EQ(row.upper95(), 0.4994);
  EXPECT_EQ(row.flag(), "");
  const pb::RetentionRow none = Released({90, 1, 1, 0, {}, {}}, pb::DISCLOSURE_NONE);
  EXPECT_TRUE(none.has_survival());
  EXPECT_FALSE(none.has_se() || none.has_lower95() || none.has_upper95());
}

TEST(ReleasedSurvival, IsRoundedUnderMhsds) {
  const pb::RetentionRow row = Released(Step(163, 197), pb::DISCLOSURE_MHSDS);
  EXPECT_EQ(row.at_risk(), 165);
  EXPECT_EQ(row.events(), 195);
  EXPECT_EQ(row.survival(), 45);
  EXPECT_EQ(row.lower95(), 40);
  EXPECT_EQ(row.upper95(), 50);
  EXPECT_FALSE(row.has_se());
}

TEST(ReleasedSurvival, IsWithheldUnderTenAtRiskOrFiveEvents) {
  for (const auto& [at_risk, events] : {std::pair(9, 50), std::pair(50, 4), std::pair(50, 0), std::pair(0, 0)}) {
    const pb::RetentionRow row = Released(Step(at_risk, events), pb::DISCLOSURE_MHSDS);
    EXPECT_EQ(row.flag(), "withheld");
    EXPECT_EQ(row.time(), 90);
    EXPECT_FALSE(row.has_at_risk() || row.has_events() || row.has_survival() || row.has_se() || row.has_lower95() ||
                 row.has_upper95())
        << at_risk << " " << events;
  }
  EXPECT_EQ(Released(Step(10, 5), pb::DISCLOSURE_MHSDS).flag(), "");
  EXPECT_TRUE(Released(Step(10, 5), pb::DISCLOSURE_MHSDS).has_survival());
}

TEST(ReleasedRetention, RoundsAndWithholdsEachCount) {
  Retention retention;
  for (int i = 0; i < 12; ++i) retention.Add({10, Last::kEnded});
  for (int i = 0; i < 4; ++i) retention.Add({10, Last::kExit});
  for (int i = 0; i < 6; ++i) retention.Add({10, Last::kAsAt});
  pb::RetentionGroup raw, shown;
  Release(retention, pb::DISCLOSURE_NONE, false, &raw);
  Release(retention, pb::DISCLOSURE_MHSDS, false, &shown);
  EXPECT_EQ(raw.jobs(), 22);
  EXPECT_EQ(raw.ended(), 12);
  EXPECT_EQ(raw.at_exit(), 4);
  EXPECT_EQ(raw.at_as_at(), 6);
  EXPECT_TRUE(raw.has_at_follow_up_end() && raw.has_at_last_confirmation()) << "0 is a count";
  EXPECT_EQ(shown.jobs(), 20);
  EXPECT_EQ(shown.ended(), 10);
  EXPECT_EQ(shown.at_as_at(), 5);
  EXPECT_FALSE(shown.has_at_exit() || shown.has_at_follow_up_end() || shown.has_at_last_confirmation());
}

}  // namespace
}  // namespace gainful::reporting
