#include "services/common/stats/ratio.h"

#include "tests/unit/common/stats/stats_testing.h"

namespace gainful::stats {
namespace {

// With a pencil: ln 2 = 0.693147, variance 1/20 - 1/100 + 1/10 - 1/100 = 0.13, so exp(0.693147 -+ 1.959964 * 0.360555).
TEST(Ratio, IsSymmetricOnTheScaleOfLogarithms) {
  ExpectInterval(Ratio(20, 100, 10, 100), 2, 0.986561, 4.054479, 5e-6);
  EXPECT_NEAR(LogVariance(20, 100) + LogVariance(10, 100), 0.13, 1e-15);
  const auto there = Ratio(20, 100, 10, 100), back = Ratio(10, 100, 20, 100);
  ExpectInterval(back, 1 / there->value, 1 / there->upper, 1 / there->lower, 1e-12);
}

TEST(Ratio, OfEverybodyToEverybodyIsCertain) { ExpectInterval(Ratio(7, 7, 9, 9), 1, 1, 1, 1e-15); }

TEST(Ratio, HasNoValueWhereACountIsZero) {
  EXPECT_FALSE(Ratio(0, 10, 5, 10).has_value());
  EXPECT_FALSE(Ratio(5, 10, 0, 10).has_value());
  EXPECT_FALSE(Ratio(0, 0, 5, 10).has_value());
  EXPECT_FALSE(Ratio(11, 10, 5, 10).has_value());
}

}  // namespace
}  // namespace gainful::stats
