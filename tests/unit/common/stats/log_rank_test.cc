#include "services/common/stats/log_rank.h"

#include <algorithm>
#include <random>
#include <set>

#include "tests/unit/common/stats/stats_testing.h"

namespace gainful::stats {
namespace {

// As R's survival package prints them.
TEST(LogRankTest, GivesTheKnownAnswer) {
  const LogRank test = LogRankTest({Maintained(), NotMaintained()});
  EXPECT_EQ(test.groups[0].observed, 7);
  EXPECT_NEAR(test.groups[0].expected, 10.689336, 5e-7);
  EXPECT_EQ(test.groups[1].observed, 11);
  EXPECT_NEAR(test.groups[1].expected, 7.310664, 5e-7);
  EXPECT_NEAR(test.covariance[0][0], 4.007551, 5e-7);
  EXPECT_NEAR(*test.chisq, 3.396389, 5e-7);
  EXPECT_EQ(test.df, 1);
  EXPECT_NEAR(*test.p, 0.065339, 5e-7);
}

std::vector<Duration> Some(std::mt19937& random, std::size_t n, unsigned spread) {
  std::vector<Duration> durations;
  for (; n > 0; --n) durations.push_back({static_cast<double>(1 + random() % spread), random() % 4 != 0});
  return durations;
}

// Two groups by the formula of the textbooks, each time looked at by itself.
double ByHand(const std::vector<Duration>& one, const std::vector<Duration>& two) {
  std::set<double> times;
  const auto count = [](const std::vector<Duration>& all, auto holds) {
    return static_cast<double>(std::count_if(all.begin(), all.end(), holds));
  };
  for (const auto* group : {&one, &two}) {
    for (const Duration& d : *group) times.insert(d.time);
  }
  double excess = 0, variance = 0;
  for (const double t : times) {
    const auto at_risk = [t](const Duration& d) { return d.time >= t; };
    const auto ended = [t](const Duration& d) { return d.time == t && d.event; };
    const double n1 = count(one, at_risk), n = n1 + count(two, at_risk);
    const double d1 = count(one, ended), d = d1 + count(two, ended);
    excess += d1 - d * n1 / n;
    if (n > 1) variance += d * (n1 / n) * (1 - n1 / n) * (n - d) / (n - 1);
  }
  return excess * excess / variance;
}

TEST(LogRankTest, OfTwoGroupsIsTheTextbooksFormula) {
  std::mt19937 random(5);
  for (int round = 0; round < 300; ++round) {
    const auto one = Some(random, 4 + random() % 30, 12), two = Some(random, 4 + random() % 30, 20);
    const LogRank test = LogRankTest({one, two});
    ASSERT_EQ(test.df, 1);
    ASSERT_NEAR(*test.chisq, ByHand(one, two), 1e-9 * std::max(1.0, *test.chisq));
    ASSERT_NEAR(*test.p, 2 * Normal(-std::sqrt(*test.chisq)), 1e-12);
    ASSERT_NEAR(*LogRankTest({two, one}).chisq, *test.chisq, 1e-9);
  }
}

// The determinant of the upper left corner of order n, which Cramer's rule needs.
double Determinant(std::vector<std::vector<double>> a) {
  if (a.size() == 1) return a[0][0];
  double sum = 0;
  for (std::size_t k = 0; k < a.size(); ++k) {
    std::vector<std::vector<double>> minor;
    for (std::size_t i = 1; i < a.size(); ++i) {
      minor.push_back(a[i]);
      minor.back().erase(minor.back().begin() + static_cast<std::ptrdiff_t>(k));
    }
    sum += (k % 2 == 0 ? 1 : -1) * a[0][k] * Determinant(minor);
  }
  return sum;
}

// u' V^-1 u of all groups but the last, by Cramer's rule.
double ByCramer(const LogRank& test) {
  const std::size_t k = test.groups.size() - 1;
  std::vector<std::vector<double>> v(k, std::vector<double>(k));
  std::vector<double> u;
  for (std::size_t i = 0; i < k; ++i) {
    u.push_back(test.groups[i].observed - test.groups[i].expected);
    for (std::size_t j = 0; j < k; ++j) v[i][j] = test.covariance[i][j];
  }
  double sum = 0;
  for (std::size_t i = 0; i < k; ++i) {
    auto replaced = v;
    for (std::size_t j = 0; j < k; ++j) replaced[j][i] = u[j];
    sum += u[i] * Determinant(replaced) / Determinant(v);
  }
  return sum;
}

TEST(LogRankTest, OfSeveralGroupsLeavesAnyOneOut) {
  std::mt19937 random(6);
  for (int round = 0; round < 200; ++round) {
    std::vector<std::vector<Duration>> groups;
    for (unsigned g = 0; g < 3 + round % 4u; ++g) groups.push_back(Some(random, 6 + random() % 30, 8 + 3 * g));
    const LogRank test = LogRankTest(groups);
    ASSERT_EQ(test.df, static_cast<int>(groups.size()) - 1);
    ASSERT_NEAR(*test.chisq, ByCramer(test), 1e-8 * std::max(1.0, *test.chisq)) << round;
    std::reverse(groups.begin(), groups.end());
    ASSERT_NEAR(*LogRankTest(groups).chisq, *test.chisq, 1e-8 * std::max(1.0, *test.chisq));
  }
}

// With two degrees of freedom the tail of the distribution is exp(-chisq / 2).
TEST(LogRankTest, GivesTheTailOfItsDegreesOfFreedom) {
  std::mt19937 random(8);
  for (int round = 0; round < 20; ++round) {
    const LogRank test = LogRankTest({Some(random, 20, 9), Some(random, 20, 14), Some(random, 20, 19)});
    EXPECT_NEAR(*test.p, std::exp(-*test.chisq / 2), 1e-12);
  }
}

TEST(LogRankTest, CountsAGroupThatIsNeverAtRiskForNone) {
  auto groups = std::vector<std::vector<Duration>>{Maintained(), NotMaintained()};
  const double chisq = *LogRankTest(groups).chisq;
  groups.push_back({{1, false}, {2, false}});
  EXPECT_EQ(LogRankTest(groups).df, 1) << "out of sight before anything ended";
  EXPECT_NEAR(*LogRankTest(groups).chisq, chisq, 1e-9);
  groups.push_back({});
  EXPECT_EQ(LogRankTest(groups).df, 1);
}

TEST(LogRankTest, HasNothingToSayWhereNothingCanBeCompared) {
  for (const auto& groups : {std::vector<std::vector<Duration>>{{{1, false}, {2, false}}, {{3, false}}},
                             std::vector<std::vector<Duration>>{{{1, false}}, {{3, true}, {4, true}}},
                             std::vector<std::vector<Duration>>{Maintained()}, std::vector<std::vector<Duration>>{}}) {
    const LogRank test = LogRankTest(groups);
    EXPECT_EQ(test.df, 0);
    EXPECT_FALSE(test.chisq.has_value());
    EXPECT_FALSE(test.p.has_value());
  }
}

TEST(LogRankTest, IsSmallWhereGroupsAreAlike) {
  const LogRank test = LogRankTest({Maintained(), Maintained(), Maintained()});
  EXPECT_NEAR(*test.chisq, 0, 1e-12);
  EXPECT_NEAR(*test.p, 1, 1e-12);
}

}  // namespace
}  // namespace gainful::stats
