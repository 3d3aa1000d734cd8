// What is drawn is held against what the model says is true.
#include "tools/synthetic/model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace gainful::synthetic {

// Else the tests' names hold its bytes.
void PrintTo(const Group& group, std::ostream* out) { *out << NameOf(group.programme); }

namespace {

constexpr int kMany = 20000;

// Four deviations of a share of `n`.
double Slack(double p, double n) { return 4 * std::sqrt(p * (1 - p) / n); }

class EachGroup : public testing::TestWithParam<Group> {
 protected:
  static std::vector<Timeline> Many() {
    Dice dice(11);
    std::vector<Timeline> all;
    for (int i = 0; i < kMany; ++i) all.push_back(Draw(&dice, GetParam(), absl::CivilDay(2024, 3, 1)));
    return all;
  }
};

TEST_P(EachGroup, StartsAsOftenAndAsSoonAsIsTrue) {
  double accepted = 0, started = 0;
  std::vector<double> days;
  for (const Timeline& t : Many()) {
    if (t.is_declined) continue;
    ++accepted;
    if (t.jobs.empty()) continue;
    ++started;
    days.push_back(static_cast<double>(t.jobs[0].start - t.decided));
  }
  EXPECT_NEAR(1 - accepted / kMany, kDeclined, Slack(kDeclined, kMany));
  const double p = StartProbability(GetParam());
  EXPECT_NEAR(started / accepted, p, Slack(p, accepted));
  std::sort(days.begin(), days.end());
  EXPECT_GE(days.front(), kFewestDaysToStart);
  const double median = days[days.size() / 2];
  EXPECT_NEAR(median, MedianDaysToStart(GetParam()), 0.06 * MedianDaysToStart(GetParam()));
}

TEST_P(EachGroup, StaysInWorkAsLongAsIsTrue) {
  double started = 0;
  std::map<int, double> beyond;
  for (const Timeline& t : Many()) {
    if (t.jobs.empty()) continue;
    ++started;
    // The first day counts as one, as in reports.
    for (const int days : {90, 181, 363}) beyond[days] += t.jobs[0].end - t.jobs[0].start + 1 > days;
  }
  for (const int days : {90, 181, 363}) {
    const double p = StillInWork(GetParam(), days);
    EXPECT_NEAR(beyond[days] / started, p, Slack(p, started)) << days;
  }
}

TEST_P(EachGroup, HappensInOrder) {
  for (const Timeline& t : Many()) {
    EXPECT_LE(t.referred, t.decided);
    EXPECT_EQ(t.decided, WorkingDay(t.decided));
    if (t.is_declined) {
      EXPECT_TRUE(t.jobs.empty());
      continue;
    }
    EXPECT_LT(t.decided, t.exited);
    for (size_t i = 0; i < t.jobs.size(); ++i) {
      EXPECT_LE(t.jobs[i].start, t.jobs[i].end);
      EXPECT_LT(t.jobs[i].start, t.exited);
      if (i > 0) {
        EXPECT_GT(t.jobs[i].start, t.jobs[i - 1].end);
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Model, EachGroup, testing::ValuesIn(AllGroups()), [](const auto& info) {
  return std::string(NameOf(info.param.programme)) + (info.param.is_minority ? "_other" : "_white") +
         (info.param.is_deprived ? "_deprived" : "_not_deprived");
});

TEST(Model, TheGapIsThatOfTheOdds) {
  const Group white{Programme::kIpsPrimary, false, false}, other{Programme::kIpsPrimary, true, false};
  const auto odds = [](double p) { return p / (1 - p); };
  EXPECT_NEAR(odds(StartProbability(other)) / odds(StartProbability(white)), 0.70, 1e-9);
  EXPECT_DOUBLE_EQ(StartProbability(white), 0.52);
}

TEST(Model, SharesOfAProgrammeMakeAWhole) {
  std::map<Programme, double> shares;
  for (const Group& g : AllGroups()) shares[g.programme] += ShareOf(g);
  EXPECT_EQ(shares.size(), static_cast<size_t>(kProgrammes));
  for (const auto& [programme, share] : shares) EXPECT_NEAR(share, 1, 1e-12);
}

TEST(Model, DaysInWorkAreTheInverseOfStillInWork) {
  const Group g;
  for (const double u : {0.01, 0.5, 0.99}) EXPECT_NEAR(StillInWork(g, DaysInWork(g, u)), 1 - u, 1e-9);
}

TEST(Model, ReferralsComeOnWorkingDaysBySeason) {
  Dice dice(12);
  std::map<int, int> by_month;
  const absl::CivilDay first(2021, 1, 1), last(2024, 12, 31);
  for (int i = 0; i < kMany; ++i) {
    const absl::CivilDay day = ReferralDay(&dice, first, last);
    EXPECT_GE(day, first);
    EXPECT_LE(day, last);
    EXPECT_EQ(day, WorkingDay(day));
    ++by_month[day.month()];
  }
  EXPECT_GT(by_month[1], by_month[12] * 3 / 2);
  EXPECT_GT(by_month[9], by_month[8]);
  double seasons = 0;
  for (int m = 1; m <= 12; ++m) seasons += SeasonOf(m);
  EXPECT_NEAR(seasons, 12, 0.01);
}

TEST(Model, AHistoryOfOneDayHasThatDay) {
  Dice dice(13);
  const absl::CivilDay saturday(2024, 3, 2);
  EXPECT_EQ(ReferralDay(&dice, saturday, saturday), saturday);
}

TEST(Model, WorkingDaysAreMondayToFriday) {
  EXPECT_EQ(WorkingDay(absl::CivilDay(2024, 3, 1)), absl::CivilDay(2024, 3, 1));  // a Friday
  EXPECT_EQ(WorkingDay(absl::CivilDay(2024, 3, 2)), absl::CivilDay(2024, 3, 4));
  EXPECT_EQ(WorkingDay(absl::CivilDay(2024, 3, 3)), absl::CivilDay(2024, 3, 4));
}

TEST(Model, TheTruthIsJson) {
  const auto truth = nlohmann::json::parse(Truth());
  ASSERT_EQ(truth["groups"].size(), AllGroups().size());
  EXPECT_EQ(truth["groups"][0]["programme"], "ips_secondary");
  EXPECT_NEAR(truth["groups"][0]["job_start"], StartProbability(AllGroups()[0]), 5e-5);
  EXPECT_NEAR(truth["groups"][3]["in_work_beyond_13_weeks"], StillInWork(AllGroups()[3], 90), 5e-5);
}

}  // namespace
}  // namespace gainful::synthetic
