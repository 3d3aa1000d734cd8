#include "services/common/stats/funnel.h"

#include <algorithm>

#include "services/common/stats/wilson.h"
#include "tests/unit/common/stats/stats_testing.h"

namespace gainful::stats {
namespace {

// The Office for Health Improvement and Disparities publishes these limits around 80.642448% with its package PHEindicatormethods, per cent
// by number of people. The pooled proportion is made of one large provider, beside which the others weigh nothing.
TEST(Funnel, GivesThePublishedLimits) {
  const struct {
    int n;
    double lower95, lower998;
  } table[] = {{1, 3.204264, 0},          {2, 25.885383, 0},         {3, 35.933491, 10.150815},
               {4, 41.923356, 19.594903}, {5, 46.011039, 26.039864}, {6, 49.028442, 30.797336},
               {7, 51.373565, 34.494842}};
  std::vector<Proportion> providers{{80642448LL * 10000000, 100000000LL * 10000000}};
  for (const auto& row : table) providers.push_back({0, row.n});
  const auto points = Funnel(providers);
  for (std::size_t i = 0; i < std::size(table); ++i) {
    EXPECT_NEAR(100 * points[i + 1]->limits95.lower, table[i].lower95, 2e-6) << table[i].n;
    EXPECT_NEAR(100 * points[i + 1]->limits998.lower, table[i].lower998, 2e-6) << table[i].n;
    EXPECT_EQ(points[i + 1]->limits95.upper, 1) << table[i].n;
  }
}

// What a control limit means, looked for by halving: the share of n whose Wilson interval only just holds the pooled proportion. Counts are
// taken a million million times over, as a share need not be a whole number of people; so the interval is Wilson's formula by itself.
double TouchingFromBelow(double pooled, double n, double z) {
  const auto upper = [&](double p) {
    return (p + z * z / (2 * n) + z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n))) / (1 + z * z / n);
  };
  double low = 0, high = pooled;
  if (upper(0) >= pooled) return 0;
  for (int i = 0; i < 200; ++i) {
    const double middle = (low + high) / 2;
    (upper(middle) < pooled ? low : high) = middle;
  }
  return low;
}

TEST(Funnel, LimitsAreWhereWilsonsIntervalTouchesThePooledProportion) {
  const std::vector<Proportion> providers{{30, 100}, {90, 200}, {7, 12}, {400, 1000}};
  const double pooled = 527.0 / 1312;
  const auto points = Funnel(providers);
  for (std::size_t i = 0; i < providers.size(); ++i) {
    const double n = static_cast<double>(providers[i].n);
    EXPECT_NEAR(points[i]->value, static_cast<double>(providers[i].x) / n, 1e-15);
    EXPECT_NEAR(points[i]->limits95.lower, TouchingFromBelow(pooled, n, TwoSidedZ(0.95)), 1e-9);
    EXPECT_NEAR(points[i]->limits998.lower, TouchingFromBelow(pooled, n, TwoSidedZ(0.998)), 1e-9);
    EXPECT_NEAR(1 - points[i]->limits95.upper, TouchingFromBelow(1 - pooled, n, TwoSidedZ(0.95)), 1e-9);
    EXPECT_NEAR(1 - points[i]->limits998.upper, TouchingFromBelow(1 - pooled, n, TwoSidedZ(0.998)), 1e-9);
  }
}

TEST(Funnel, LeavesOutWhoeverHasNobody) {
  const auto points = Funnel({{0, 0}, {5, 10}, {0, 0}});
  ASSERT_EQ(points.size(), 3u);
  EXPECT_FALSE(points[0].has_value());
  EXPECT_EQ(points[1]->value, 0.5);
  EXPECT_FALSE(points[2].has_value());
  EXPECT_TRUE(Funnel({}).empty());
}

TEST(Funnel, HasNoWidthWhereNobodyDiffers) {
  for (const auto& point : Funnel({{10, 10}, {3, 3}})) {
    EXPECT_EQ(point->limits95.lower, 1);
    EXPECT_EQ(point->limits998.upper, 1);
  }
}

}  // namespace
}  // namespace gainful::stats
