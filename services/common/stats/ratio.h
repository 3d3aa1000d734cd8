// The ratio of two independent proportions, with an interval that is symmetric on the scale of logarithms.
// Source: D. Katz, J. Baptista, S. P. Azen and M. C. Pike, "Obtaining confidence intervals for the risk ratio in cohort studies",
// Biometrics 34 (1978) 469-474.
#pragma once

#include <cstdint>
#include <optional>

#include "services/common/stats/interval.h"

namespace gainful::stats {

// (x1/n1) / (x2/n2). Nothing when a count is 0, as its logarithm has no value. Needs 0 <= x <= n.
std::optional<Interval> Ratio(std::int64_t x1, std::int64_t n1, std::int64_t x2, std::int64_t n2,
                              double confidence = kUsualConfidence);

// The variance of the logarithm of x/n: 1/x - 1/n. Needs 0 < x <= n.
double LogVariance(std::int64_t x, std::int64_t n);

}  // namespace gainful::stats
