// The Wilson score interval for a proportion.
// Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927) 209-212; the form without
// continuity correction that R. G. Newcombe, Statistics in Medicine 17 (1998) 857-872, calls method 3.
#pragma once

#include <cstdint>
#include <optional>

namespace gainful::reporting {

struct Interval {
  double value, lower, upper;  // proportions from 0 to 1
};

// The 95% interval of x out of n. Nothing when n is 0. Needs 0 <= x <= n.
std::optional<Interval> Wilson95(std::int64_t x, std::int64_t n);

}  // namespace gainful::reporting
