#include "services/common/stats/wilson.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace gainful::stats {
namespace {

// The standard normal's 97.5% point, found from the error function.
long double Z() {
  long double low = 1, high = 3;
  for (int i = 0; i < 200; ++i) {
    const long double middle = (low + high) / 2;
    (std::erfc(-middle / std::sqrt(2.0L)) / 2 < 0.975L ? low : high) = middle;
  }
  return low;
}

// Wilson's limits are the proportions that a score test would just not reject, (p - pi)^2 = z^2 pi (1 - pi) / n. Here
// they are looked for by halving, from p towards `end`.
double SolveScore(std::int64_t x, std::int64_t n, long double end) {
  static const long double z = Z();
  const long double p = static_cast<long double>(x) / static_cast<long double>(n);
  const auto rejected = [&](long double pi) {
    return std::fabs(p - pi) > z * std::sqrt(pi * (1 - pi) / static_cast<long double>(n));
  };
  long double inside = p, outside = end;
  for (int i = 0; i < 200; ++i) {
    const long double middle = (inside + outside) / 2;
    (rejected(middle) ? outside : inside) = middle;
  }
  return static_cast<double>(inside);
}

// Half of the last digit of a published figure.
constexpr double kSixDigits = 5e-7, kSevenDigits = 5e-8;

TEST(Wilson, GivesThePublishedValues) {
  const auto common = Wilson(65, 100);
  ASSERT_TRUE(common.has_value());
  EXPECT_DOUBLE_EQ(common->value, 0.65);
  EXPECT_NEAR(common->lower, 0.552544, kSixDigits);
  EXPECT_NEAR(common->upper, 0.736358, kSixDigits);
  const auto rare = Wilson(1, 100);
  EXPECT_DOUBLE_EQ(rare->value, 0.01);
  EXPECT_NEAR(rare->lower, 0.0017674, kSevenDigits);
  EXPECT_NEAR(rare->upper, 0.0544862, kSevenDigits);
}

// Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3.
TEST(Wilson, GivesNewcombesValues) {
  const struct {
    std::int64_t x, n;
    double lower, upper;
  } table[] = {{81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {0, 20, 0.0000, 0.1611}, {1, 29, 0.0061, 0.1718}};
  for (const auto& [x, n, lower, upper] : table) {
    EXPECT_NEAR(Wilson(x, n)->lower, lower, 5e-5) << x << "/" << n;
    EXPECT_NEAR(Wilson(x, n)->upper, upper, 5e-5) << x << "/" << n;
  }
}

TEST(Wilson, IsBlankWhereThereIsNothingToSay) {
  EXPECT_FALSE(Wilson(0, 0).has_value());
  EXPECT_FALSE(Wilson(1, 0).has_value());
  EXPECT_FALSE(Wilson(5, 4).has_value());
  EXPECT_FALSE(Wilson(-1, 4).has_value());
  EXPECT_FALSE(Wilson(0, -1).has_value());
  EXPECT_FALSE(Wilson(-2, -1).has_value());
  EXPECT_FALSE(Wilson(INT64_MAX, INT64_MAX - 1).has_value());
}

TEST(Wilson, EndsAtZeroAndOneExactly) {
  for (const std::int64_t n : {1, 2, 3, 7, 10, 97, 1000, 1000003}) {
    const auto none = Wilson(0, n), all = Wilson(n, n);
    EXPECT_EQ(none->value, 0.0);
    EXPECT_EQ(none->lower, 0.0) << n;
    EXPECT_EQ(all->value, 1.0);
    EXPECT_EQ(all->upper, 1.0) << n;
    const auto z2 = static_cast<double>(Z() * Z()), count = static_cast<double>(n);
    EXPECT_NEAR(none->upper, z2 / (count + z2), 1e-12) << n;
    EXPECT_NEAR(all->lower, count / (count + z2), 1e-12) << n;
  }
}

TEST(Wilson, SolvesTheScoreEquation) {
  for (std::int64_t n = 1; n <= 60; ++n) {
    for (std::int64_t x = 0; x <= n; ++x) {
      const auto interval = Wilson(x, n);
      ASSERT_NEAR(interval->lower, SolveScore(x, n, 0), 1e-12) << x << "/" << n;
      ASSERT_NEAR(interval->upper, SolveScore(x, n, 1), 1e-12) << x << "/" << n;
    }
  }
  std::mt19937_64 random(3);
  for (int round = 0; round < 500; ++round) {
    const std::int64_t n = 1 + static_cast<std::int64_t>(random() % (std::uint64_t{1} << (1 + round % 40)));
    const std::int64_t x = static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(n + 1));
    const auto interval = Wilson(x, n);
    ASSERT_NEAR(interval->lower, SolveScore(x, n, 0), 1e-10) << x << "/" << n;
    ASSERT_NEAR(interval->upper, SolveScore(x, n, 1), 1e-10) << x << "/" << n;
  }
}

void ExpectOrdered(std::int64_t x, std::int64_t n) {
  const auto i = Wilson(x, n);
  ASSERT_TRUE(i.has_value()) << x << "/" << n;
  ASSERT_LE(0.0, i->lower) << x << "/" << n;
  ASSERT_LE(i->lower, i->value) << x << "/" << n;
  ASSERT_LE(i->value, i->upper) << x << "/" << n;
  ASSERT_LE(i->upper, 1.0) << x << "/" << n;
}

TEST(Wilson, HoldsItsValueAndStaysWithinZeroAndOne) {
  for (std::int64_t n = 1; n <= 300; ++n) {
    for (std::int64_t x = 0; x <= n; ++x) ExpectOrdered(x, n);
  }
  for (const std::int64_t n : {std::int64_t{1} << 31, std::int64_t{1} << 53, INT64_MAX}) {
    for (const std::int64_t x : {std::int64_t{0}, std::int64_t{1}, n / 3, n / 2, n - 1, n}) ExpectOrdered(x, n);
  }
}

TEST(Wilson, RisesWithTheNumeratorAndIsTheSameFromEitherSide) {
  for (std::int64_t n = 1; n <= 300; ++n) {
    for (std::int64_t x = 0; x <= n; ++x) {
      const auto here = Wilson(x, n), there = Wilson(n - x, n);
      ASSERT_NEAR(here->lower, 1 - there->upper, 1e-12) << x << "/" << n;
      if (x == n) continue;
      const auto next = Wilson(x + 1, n);
      ASSERT_LT(here->value, next->value);
      ASSERT_LT(here->lower, next->lower) << x << "/" << n;
      ASSERT_LT(here->upper, next->upper) << x << "/" << n;
    }
  }
}

TEST(Wilson, NarrowsAsTheGroupGrows) {
  for (std::int64_t n = 2; n <= 20000; n *= 3) {
    const auto small = Wilson(n / 2, n / 2 * 2), large = Wilson(n / 2 * 3, n / 2 * 6);
    EXPECT_LT(large->upper - large->lower, small->upper - small->lower) << n;
  }
}

}  // namespace
}  // namespace gainful::stats
