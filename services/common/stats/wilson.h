// The Wilson score interval for a proportion.
// Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927) 209-212; the form without
// continuity correction that R. G. Newcombe, Statistics in Medicine 17 (1998) 857-872, calls method 3.
#pragma once

#include <cstdint>
#include <optional>

#include "services/common/stats/interval.h"

namespace gainful::stats {

// The interval of x out of n, as proportions from 0 to 1. Nothing when n is 0. Needs 0 <= x <= n.
std::optional<Interval> Wilson(std::int64_t x, std::int64_t n, double confidence = kUsualConfidence);

}  // namespace gainful::stats
