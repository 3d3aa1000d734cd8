#include "services/common/stats/difference.h"

#include <random>

#include "tests/unit/common/stats/stats_testing.h"

namespace gainful::stats {
namespace {

// Newcombe, Statistics in Medicine 17 (1998) 873-890, table II, method 10.
TEST(Difference, GivesNewcombesValues) {
  const struct {
    int x1, n1, x2, n2;
    double lower, upper;
  } table[] = {{56, 70, 48, 80, 0.0524, 0.3339}, {9, 10, 3, 10, 0.1705, 0.8090},  {6, 7, 2, 7, 0.0582, 0.8062},
               {5, 56, 0, 29, -0.0381, 0.1926},  {0, 10, 0, 20, -0.1611, 0.2775}, {0, 10, 0, 10, -0.2775, 0.2775},
               {10, 10, 0, 20, 0.6791, 1.0000},  {10, 10, 0, 10, 0.6075, 1.0000}};
  for (const auto& [x1, n1, x2, n2, lower, upper] : table) {
    SCOPED_TRACE(x1);
    ExpectInterval(Difference(x1, n1, x2, n2), 1.0 * x1 / n1 - 1.0 * x2 / n2, lower, upper, 5e-5);
  }
}

TEST(Difference, TurnsRoundWithItsSides) {
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    const int n1 = 1 + static_cast<int>(random() % 300), n2 = 1 + static_cast<int>(random() % 300);
    const int x1 = static_cast<int>(random() % (n1 + 1u)), x2 = static_cast<int>(random() % (n2 + 1u));
    const auto one = Difference(x1, n1, x2, n2), other = Difference(x2, n2, x1, n1);
    ExpectInterval(other, -one->value, -one->upper, -one->lower, 1e-12);
    ASSERT_LE(one->lower, one->value);
    ASSERT_LE(one->value, one->upper);
    ASSERT_GE(one->lower, -1 - 1e-12);
    ASSERT_LE(one->upper, 1 + 1e-12);
  }
}

TEST(Difference, HasNoValueWhereOneSideIsEmpty) {
  EXPECT_FALSE(Difference(0, 0, 1, 2).has_value());
  EXPECT_FALSE(Difference(1, 2, 0, 0).has_value());
}

}  // namespace
}  // namespace gainful::stats
