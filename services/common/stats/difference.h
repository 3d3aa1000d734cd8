// The difference of two independent proportions.
// Source: R. G. Newcombe, "Interval estimation for the difference between independent proportions: comparison of eleven methods",
// Statistics in Medicine 17 (1998) 873-890, method 10: the hybrid score interval without continuity correction.
#pragma once

#include <cstdint>
#include <optional>

#include "services/common/stats/interval.h"

namespace gainful::stats {

// x1/n1 - x2/n2, from -1 to 1. Nothing when either n is 0. Needs 0 <= x <= n.
std::optional<Interval> Difference(std::int64_t x1, std::int64_t n1, std::int64_t x2, std::int64_t n2,
                                   double confidence = kUsualConfidence);

}  // namespace gainful::stats
