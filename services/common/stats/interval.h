// What every interval of this folder is made of.
#pragma once

#include <cstdint>

namespace gainful::stats {

inline constexpr double kUsualConfidence = 0.95;

struct Limits {
  double lower, upper;
};

// A figure and the limits of its interval, in the figure's unit.
struct Interval {
  double value, lower, upper;
};

// x out of n: 0 <= x <= n.
struct Proportion {
  std::int64_t x, n;

  // Needs n above 0.
  double Share() const { return static_cast<double>(x) / static_cast<double>(n); }
};

// How many standard errors either side of a normal estimate hold it with `confidence`, which lies between 0 and 1: 1.959963984540054 for 0.95.
double TwoSidedZ(double confidence);

}  // namespace gainful::stats
