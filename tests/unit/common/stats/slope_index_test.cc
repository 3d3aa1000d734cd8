#include "services/common/stats/slope_index.h"

#include <algorithm>
#include <random>

#include "tests/unit/common/stats/stats_testing.h"

namespace gainful::stats {
namespace {

using Quantiles = std::vector<Proportion>;

// Deciles of two areas and their answers, as the Office for Health Improvement and Disparities publishes them with its package
// PHEindicatormethods (phe_sii, 100,000 draws).
const Quantiles& First() {
  static const Quantiles q{{7287, 34353}, {6881, 32112}, {5656, 27715}, {4868, 25372}, {4176, 23889},
                           {3876, 23260}, {3617, 23180}, {3546, 24193}, {3314, 23609}, {2960, 24488}};
  return q;
}
const Quantiles& Second() {
  static const Quantiles q{{4362, 36111}, {3734, 31803}, {3032, 26681}, {2561, 24184}, {2304, 23023},
                           {2024, 21506}, {1938, 22197}, {1981, 23679}, {1856, 23271}, {1635, 23464}};
  return q;
}

void ExpectWithinOnePerCent(const std::optional<Limits>& found, double lower, double upper) {
  ASSERT_TRUE(found.has_value());
  EXPECT_NEAR(found->lower, lower, std::fabs(lower) / 100);
  EXPECT_NEAR(found->upper, upper, std::fabs(upper) / 100);
}

TEST(SlopeIndex, GivesThePublishedValues) {
  const SlopeIndex first = SlopeIndexOf(First()), second = SlopeIndexOf(Second());
  EXPECT_NEAR(first.sii, -0.10720032333730493, 1e-12);
  EXPECT_NEAR(*first.rii, 0.53340153064655071, 1e-12);
  ExpectWithinOnePerCent(first.sii_limits, -0.11220857220984691, -0.1021798062145461);
  ExpectWithinOnePerCent(first.rii_limits, 0.51712731963580183, 0.55015384129130041);
  EXPECT_NEAR(second.sii, -0.0581854710713103, 1e-12);
  EXPECT_NEAR(*second.rii, 0.54701284615554346, 1e-12);
  ExpectWithinOnePerCent(second.sii_limits, -0.062166295708858489, -0.054174547731294348);
  ExpectWithinOnePerCent(second.rii_limits, 0.52371450740074543, 0.5714617043537692);
}

// Small groups, where the interval is wide and lopsided, drawn again by another generator with another seed: the standard library's.
TEST(SlopeIndex, SimulatesToOnePerCent) {
  const Quantiles small{{9, 40}, {12, 35}, {15, 60}, {9, 22}, {14, 31}};
  const SlopeIndex index = SlopeIndexOf(small);
  std::mt19937_64 bits(99);
  std::normal_distribution<double> normal;
  const double z = 1.959963984540054;
  std::vector<double> slopes, ratios;
  for (int draw = 0; draw < 400000; ++draw) {
    double below = 0, sab = 0, sb = 0, say = 0;
    for (const Proportion& q : small) {
      const double n = static_cast<double>(q.n), p = q.Share(), a = n / 188, b = below + a / 2;
      below += a;
      const double centre = (p + z * z / (2 * n)) / (1 + z * z / n);
      const double spread = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n);
      const auto logit = [](double x) { return std::log(x / (1 - x)); };
      const double se = (logit(centre + spread) - logit(centre - spread)) / (2 * z);
      const double y = 1 / (1 + std::exp(-(logit(p) + se * normal(bits))));
      sab += a * (b - 0.5) * y;
      sb += a * (b - 0.5) * (b - 0.5);
      say += a * y;
    }
    const double slope = sab / sb;
    slopes.push_back(slope);
    ratios.push_back((say + slope / 2) / (say - slope / 2));
  }
  std::sort(slopes.begin(), slopes.end());
  std::sort(ratios.begin(), ratios.end());
  const double half = (slopes[390000] - slopes[10000]) / 2;
  EXPECT_NEAR(index.sii_limits->lower, slopes[10000], half / 100)
      << "of the interval's half-width: the limit is near 0";
  EXPECT_NEAR(index.sii_limits->upper, slopes[390000], half / 100);
  ExpectWithinOnePerCent(index.rii_limits, ratios[10000], ratios[390000]);
}

// The regression by its normal equations: (sum of a) A + (sum of a b) B = sum of a y, and the like with b.
TEST(SlopeIndex, SolvesTheNormalEquations) {
  std::mt19937 random(17);
  for (int round = 0; round < 200; ++round) {
    Quantiles quantiles;
    double total = 0;
    for (std::size_t k = 2 + random() % 9; k > 0; --k) {
      const std::int64_t n = 1 + static_cast<std::int64_t>(random() % 5000);
      quantiles.push_back({static_cast<std::int64_t>(random()) % (n + 1), n});
      total += static_cast<double>(n);
    }
    double below = 0, s1 = 0, sb = 0, sbb = 0, sy = 0, sby = 0;
    for (const Proportion& q : quantiles) {
      const double a = static_cast<double>(q.n) / total, b = below + a / 2, y = q.Share();
      below += a;
      s1 += a, sb += a * b, sbb += a * b * b, sy += a * y, sby += a * b * y;
    }
    const double slope = (s1 * sby - sb * sy) / (s1 * sbb - sb * sb), bottom = (sy - slope * sb) / s1;
    const SlopeIndex index = SlopeIndexOf(quantiles, 0.95, 10);
    ASSERT_NEAR(index.sii, slope, 1e-9) << round;
    ASSERT_EQ(index.rii.has_value(), bottom > 0) << round;
    if (!index.rii) continue;
    ASSERT_NEAR(*index.rii, (bottom + slope) / bottom, 1e-7 * std::max(1.0, std::fabs(*index.rii))) << round;
  }
}

TEST(SlopeIndex, IsTheSameEachTimeAndWidensWithConfidence) {
  const SlopeIndex once = SlopeIndexOf(First(), 0.95, 20000), again = SlopeIndexOf(First(), 0.95, 20000),
                   wide = SlopeIndexOf(First(), 0.998, 20000);
  EXPECT_EQ(once.sii_limits->lower, again.sii_limits->lower);
  EXPECT_EQ(once.rii_limits->upper, again.rii_limits->upper);
  EXPECT_LT(wide.sii_limits->lower, once.sii_limits->lower);
  EXPECT_GT(wide.sii_limits->upper, once.sii_limits->upper);
  EXPECT_EQ(wide.sii, once.sii);
}

TEST(SlopeIndex, HasNoLimitsWhereAProportionHasNoLogit) {
  for (const Proportion end : {Proportion{0, 50}, Proportion{50, 50}}) {
    const SlopeIndex index = SlopeIndexOf({end, {20, 50}, {30, 50}}, 0.95, 100);
    EXPECT_FALSE(index.sii_limits.has_value());
    EXPECT_FALSE(index.rii_limits.has_value());
    EXPECT_TRUE(std::isfinite(index.sii));
  }
  EXPECT_TRUE(SlopeIndexOf({{1, 50}, {20, 50}, {49, 50}}, 0.95, 100).sii_limits.has_value());
}

TEST(SlopeIndex, HasNoRatioWhereTheLineStartsAtOrBelowZero) {
  // Fitted through 1% and 99%: -48% at the bottom.
  const SlopeIndex below = SlopeIndexOf({{10, 1000}, {990, 1000}});
  EXPECT_NEAR(below.sii, 1.96, 1e-12);
  EXPECT_FALSE(below.rii.has_value());
  EXPECT_FALSE(below.rii_limits.has_value());
  EXPECT_TRUE(below.sii_limits.has_value());
  // Above it, and so close that the ratio has no bound.
  const SlopeIndex close = SlopeIndexOf({{8, 30}, {18, 30}});
  EXPECT_TRUE(close.rii.has_value());
  EXPECT_FALSE(close.rii_limits.has_value());
}

TEST(SlopeIndex, IsNoneWhereNobodyDiffers) {
  const SlopeIndex index = SlopeIndexOf({{10, 100}, {30, 300}, {5, 50}});
  EXPECT_NEAR(index.sii, 0, 1e-15);
  EXPECT_NEAR(*index.rii, 1, 1e-14);
}

}  // namespace
}  // namespace gainful::stats
