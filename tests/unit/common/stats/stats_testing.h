// What the tests of the statistics share.
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <utility>
#include <vector>

#include "services/common/stats/kaplan_meier.h"

namespace gainful::stats {

// Published figures are right to half of their last digit.
inline void ExpectInterval(const std::optional<Interval>& found, double value, double lower, double upper,
                           double within) {
  ASSERT_TRUE(found.has_value());
  EXPECT_NEAR(found->value, value, within);
  EXPECT_NEAR(found->lower, lower, within);
  EXPECT_NEAR(found->upper, upper, within);
}

// The standard normal distribution up to x.
inline double Normal(double x) { return std::erfc(-x / std::sqrt(2.0)) / 2; }

// Survival in weeks after remission of acute myelogenous leukaemia, with and without maintenance (a + in print is a censored time). Source:
// R. G. Miller, Survival Analysis (Wiley, 1997), as distributed with R's package survival under the name aml.
inline std::vector<Duration> Maintained() {
  return {{9, true},  {13, true}, {13, false}, {18, true}, {23, true},  {28, false},
          {31, true}, {34, true}, {45, false}, {48, true}, {161, false}};
}
inline std::vector<Duration> NotMaintained() {
  return {{5, true},  {5, true},  {8, true},  {8, true},  {12, true}, {16, false},
          {23, true}, {27, true}, {30, true}, {33, true}, {43, true}, {45, true}};
}

}  // namespace gainful::stats
