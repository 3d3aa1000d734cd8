#include "services/common/stats/trend.h"

#include <array>
#include <random>

#include "tests/unit/common/stats/stats_testing.h"

namespace gainful::stats {
namespace {

using Row = std::array<double, 4>;
using Matrix = std::array<Row, 4>;

Matrix Inverse(Matrix a) {
  Matrix inverse{};
  for (std::size_t i = 0; i < 4; ++i) inverse[i][i] = 1;
  for (std::size_t k = 0; k < 4; ++k) {
    const double pivot = a[k][k];
    for (std::size_t j = 0; j < 4; ++j) {
      a[k][j] /= pivot;
      inverse[k][j] /= pivot;
    }
    for (std::size_t i = 0; i < 4; ++i) {
      const double share = a[i][k];
      for (std::size_t j = 0; i != k && j < 4; ++j) {
        a[i][j] -= share * a[k][j];
        inverse[i][j] -= share * inverse[k][j];
      }
    }
  }
  return inverse;
}

// The textbook's way: one row for every single person, (1, time, group, group * time), and White's sandwich.
Interval Regress(const std::vector<TrendPeriod>& periods) {
  std::vector<std::pair<Row, double>> people;
  for (const TrendPeriod& p : periods) {
    for (const bool group : {false, true}) {
      const Proportion& side = group ? p.group : p.others;
      const double g = group ? 1 : 0;
      for (std::int64_t i = 0; i < side.n; ++i) people.push_back({{1, p.time, g, g * p.time}, i < side.x ? 1.0 : 0.0});
    }
  }
  Matrix xx{}, meat{};
  Row xy{}, beta{};
  for (const auto& [x, y] : people) {
    for (std::size_t i = 0; i < 4; ++i) {
      xy[i] += x[i] * y;
      for (std::size_t j = 0; j < 4; ++j) xx[i][j] += x[i] * x[j];
    }
  }
  const Matrix bread = Inverse(xx);
  for (std::size_t i = 0; i < 4; ++i) {
    for (std::size_t j = 0; j < 4; ++j) beta[i] += bread[i][j] * xy[j];
  }
  for (const auto& [x, y] : people) {
    double off = y;
    for (std::size_t i = 0; i < 4; ++i) off -= x[i] * beta[i];
    for (std::size_t i = 0; i < 4; ++i) {
      for (std::size_t j = 0; j < 4; ++j) meat[i][j] += off * off * x[i] * x[j];
    }
  }
  double variance = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    for (std::size_t j = 0; j < 4; ++j) variance += bread[3][i] * meat[i][j] * bread[j][3];
  }
  const double reach = 1.959963984540054 * std::sqrt(variance);
  return {beta[3], beta[3] - reach, beta[3] + reach};
}

TEST(SlopeDifference, IsTheInteractionOfGroupAndTime) {
  std::mt19937 random(11);
  for (int round = 0; round < 50; ++round) {
    std::vector<TrendPeriod> periods;
    for (int t = 0; t < 3 + round % 4; ++t) {
      const int n = 5 + static_cast<int>(random() % 60), m = 5 + static_cast<int>(random() % 60);
      periods.push_back(
          {t * 1.5, {static_cast<int>(random() % (n + 1u)), n}, {static_cast<int>(random() % (m + 1u)), m}});
    }
    const Interval expected = Regress(periods);
    SCOPED_TRACE(round);
    ExpectInterval(SlopeDifference(periods), expected.value, expected.lower, expected.upper, 1e-9);
  }
}

TEST(SlopeDifference, OfStraightLinesIsTheDifferenceOfTheirSlopes) {
  std::vector<TrendPeriod> periods;
  for (int t = 0; t < 4; ++t) periods.push_back({1.0 * t, {200 + 50 * t, 1000}, {500 + 20 * t, 1000}});
  EXPECT_NEAR(SlopeDifference(periods)->value, 0.03, 1e-12);
}

TEST(SlopeDifference, WantsThreePeriodsWithPeopleOnBothSides) {
  const TrendPeriod some{0, {5, 10}, {5, 10}}, next{1, {6, 10}, {5, 10}}, last{2, {7, 10}, {5, 10}};
  EXPECT_FALSE(SlopeDifference({}).has_value());
  EXPECT_FALSE(SlopeDifference({some, next}).has_value());
  EXPECT_TRUE(SlopeDifference({some, next, last}).has_value());
  EXPECT_FALSE(SlopeDifference({some, next, {2, {0, 0}, {5, 10}}}).has_value());
  EXPECT_FALSE(SlopeDifference({some, next, {2, {5, 10}, {0, 0}}}).has_value());
  EXPECT_FALSE(SlopeDifference({some, some, some}).has_value()) << "all at one time";
}

}  // namespace
}  // namespace gainful::stats
