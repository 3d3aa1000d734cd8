#include "services/common/stats/kaplan_meier.h"

#include <algorithm>
#include <random>
#include <set>

#include "tests/unit/common/stats/stats_testing.h"
#include "tests/unit/testing.h"

namespace gainful::stats {
namespace {

const SurvivalStep& At(const std::vector<SurvivalStep>& curve, double time) {
  return *std::find_if(curve.begin(), curve.end(), [&](const auto& step) { return step.time == time; });
}

// As R's survival package prints them.
TEST(KaplanMeier, GivesTheKnownCurve) {
  const auto curve = KaplanMeier(Maintained());
  const struct {
    double time;
    std::int64_t at_risk, events;
    double survival, se;
  } table[] = {{9, 11, 1, 0.909, 0.0867}, {13, 10, 1, 0.818, 0.1163}, {18, 8, 1, 0.716, 0.1397},
               {23, 7, 1, 0.614, 0.1526}, {28, 6, 0, 0.614, 0.1526},  {31, 5, 1, 0.491, 0.1642},
               {34, 4, 1, 0.368, 0.1627}, {45, 3, 0, 0.368, 0.1627},  {48, 2, 1, 0.184, 0.1535},
               {161, 1, 0, 0.184, 0.1535}};
  ASSERT_EQ(curve.size(), std::size(table)) << "a step for each time, whether anything ended or not";
  for (std::size_t i = 0; i < curve.size(); ++i) {
    EXPECT_EQ(curve[i].time, table[i].time);
    EXPECT_EQ(curve[i].at_risk, table[i].at_risk) << curve[i].time;
    EXPECT_EQ(curve[i].events, table[i].events) << curve[i].time;
    EXPECT_NEAR(curve[i].survival, table[i].survival, 5e-4) << curve[i].time;
    EXPECT_NEAR(*curve[i].se, table[i].se, 5e-5) << curve[i].time;
  }
}

TEST(KaplanMeier, GivesTheKnownPoint) {
  const auto curve = KaplanMeier(Maintained());
  EXPECT_NEAR(At(curve, 31).survival, 0.490909, 5e-7);
  EXPECT_NEAR(*At(curve, 31).se, 0.164193, 5e-7);
}

TEST(KaplanMeier, HasNoErrorThatItCouldStateOnceNobodyIsLeft) {
  const auto curve = KaplanMeier(NotMaintained());
  EXPECT_NEAR(At(curve, 12).survival, 7.0 / 12, 1e-12);
  EXPECT_NEAR(At(curve, 43).survival, 0.0972, 5e-5);
  EXPECT_NEAR(*At(curve, 43).se, 0.0919, 5e-5);
  const SurvivalStep& last = curve.back();
  EXPECT_EQ(last.survival, 0);
  EXPECT_FALSE(last.se.has_value());
  EXPECT_FALSE(last.limits.has_value());
}

TEST(KaplanMeier, IsCertainUntilTheFirstEvent) {
  const auto curve = KaplanMeier({{3, false}, {5, true}, {7, false}});
  EXPECT_EQ(curve[0].survival, 1);
  EXPECT_EQ(curve[0].se, 0);
  EXPECT_EQ(curve[0].limits->lower, 1);
  EXPECT_EQ(curve[0].limits->upper, 1);
  EXPECT_EQ(curve[1].survival, 0.5);
}

TEST(KaplanMeier, CountsWhoIsLostAtATimeAsAtRiskAtIt) {
  for (const bool lost_first : {false, true}) {
    const auto curve = KaplanMeier({{4, !lost_first}, {4, lost_first}, {9, false}});
    ASSERT_EQ(curve.size(), 2u);
    EXPECT_EQ(curve[0].at_risk, 3);
    EXPECT_EQ(curve[0].events, 1);
    EXPECT_NEAR(curve[0].survival, 2.0 / 3, 1e-15);
  }
  EXPECT_TRUE(KaplanMeier({}).empty());
}

// The definition, time by time, without any running total.
SurvivalStep Slowly(const std::vector<Duration>& durations, double time) {
  std::set<double> times;
  for (const Duration& d : durations) {
    if (d.time <= time) times.insert(d.time);
  }
  SurvivalStep step{time, 0, 0, 1, {}, {}};
  double sum = 0;
  for (const double t : times) {
    double n = 0, events = 0;
    for (const Duration& d : durations) {
      n += d.time >= t ? 1 : 0;
      events += d.time == t && d.event ? 1 : 0;
    }
    step.survival *= 1 - events / n;
    sum += events == 0 ? 0 : events / n / (n - events);
    if (t == time) {
      step.at_risk = static_cast<std::int64_t>(n);
      step.events = static_cast<std::int64_t>(events);
    }
  }
  if (step.survival > 0) step.se = step.survival * std::sqrt(sum);
  return step;
}

// The limits on the scale where they are symmetric.
void ExpectLogLog(const SurvivalStep& step, double z) {
  if (step.survival <= 0 || step.survival >= 1) return;
  const double here = std::log(-std::log(step.survival)), spread = *step.se / step.survival / -std::log(step.survival);
  ASSERT_TRUE(step.limits.has_value());
  EXPECT_NEAR(std::log(-std::log(step.limits->lower)), here + z * spread, 1e-9);
  EXPECT_NEAR(std::log(-std::log(step.limits->upper)), here - z * spread, 1e-9);
}

TEST(KaplanMeier, AgreesWithASlowReckoningOfRandomData) {
  std::mt19937 random(23);
  for (int round = 0; round < 400; ++round) {
    std::vector<Duration> durations;
    for (std::size_t n = 1 + random() % 40; n > 0; --n) {
      durations.push_back({static_cast<double>(random() % 25) / 2, random() % 3 != 0});
    }
    for (const SurvivalStep& step : KaplanMeier(durations, 0.9)) {
      const SurvivalStep slow = Slowly(durations, step.time);
      ASSERT_EQ(step.at_risk, slow.at_risk);
      ASSERT_EQ(step.events, slow.events);
      ASSERT_NEAR(step.survival, slow.survival, 1e-12);
      ASSERT_EQ(step.se.has_value(), slow.se.has_value()) << "round " << round << " time " << step.time;
      ASSERT_NEAR(step.se.value_or(0), slow.se.value_or(0), 1e-12);
      ExpectLogLog(step, 1.6448536269514722);
    }
  }
}

TEST(SurvivalAt, IsTheLastStepsValue) {
  const auto curve = KaplanMeier(Maintained());
  EXPECT_EQ(SurvivalAt(curve, 0), 1);
  EXPECT_EQ(SurvivalAt(curve, 8.999), 1);
  EXPECT_NEAR(SurvivalAt(curve, 9), 10.0 / 11, 1e-15);
  EXPECT_NEAR(SurvivalAt(curve, 9.001), 10.0 / 11, 1e-15);
  EXPECT_NEAR(SurvivalAt(curve, 1000), 0.184091, 5e-7);
  EXPECT_EQ(SurvivalAt({}, 5), 1);
}

// As R prints them with conf.type = "log-log": 31 (13, no upper limit) and 23 (5, 33).
TEST(MedianOf, GivesTheKnownMedians) {
  const MedianSurvival maintained = MedianOf(KaplanMeier(Maintained())),
                       not_maintained = MedianOf(KaplanMeier(NotMaintained()));
  EXPECT_EQ(maintained.value, 31);
  EXPECT_EQ(maintained.lower, 13);
  EXPECT_EQ(maintained.upper, std::nullopt);
  EXPECT_EQ(not_maintained.value, 23);
  EXPECT_EQ(not_maintained.lower, 5);
  EXPECT_EQ(not_maintained.upper, 33);
}

TEST(MedianOf, IsReachedAtExactlyAHalf) {
  // A half by way of six fractions, whose product may lie a little off it in binary.
  std::vector<Duration> durations;
  for (int i = 1; i <= 12; ++i) durations.push_back({1.0 * i, true});
  EXPECT_EQ(MedianOf(KaplanMeier(durations)).value, 6);
  EXPECT_EQ(MedianOf(KaplanMeier({{1, true}, {2, false}, {3, false}})).value, std::nullopt) << "two thirds last";
  EXPECT_EQ(MedianOf({}).value, std::nullopt);
}

// tests/data: how long 360 men kept their first job. The share is published with the sample's known answers.
TEST(KaplanMeier, GivesTheSamplesThirteenWeeks) {
  std::vector<Duration> durations;
  for (const auto& row : gainful::testing::ReadCsv(GAINFUL_TEST_DATA "/rossi_jobs.csv")) {
    if (row[1] != "1") continue;
    const bool ended = !row[3].empty();
    const auto last = gainful::testing::Day(ended ? row[3] : row[4]);
    durations.push_back({static_cast<double>(last - gainful::testing::Day(row[2]) + 1), ended});
  }
  ASSERT_EQ(durations.size(), 360u);
  EXPECT_NEAR(SurvivalAt(KaplanMeier(durations), 90), 0.4482875, 5e-8);
}

}  // namespace
}  // namespace gainful::stats
