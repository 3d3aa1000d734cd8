#include "services/common/stats/ratio.h"

#include <cmath>

namespace gainful::stats {

double LogVariance(std::int64_t x, std::int64_t n) { return 1 / static_cast<double>(x) - 1 / static_cast<double>(n); }

std::optional<Interval> Ratio(std::int64_t x1, std::int64_t n1, std::int64_t x2, std::int64_t n2, double confidence) {
  if (x1 <= 0 || x2 <= 0 || x1 > n1 || x2 > n2) return std::nullopt;
  const double one = static_cast<double>(x1) / static_cast<double>(n1);
  const double ratio = one / (static_cast<double>(x2) / static_cast<double>(n2));
  const double reach = std::exp(TwoSidedZ(confidence) * std::sqrt(LogVariance(x1, n1) + LogVariance(x2, n2)));
  return Interval{ratio, ratio / reach, ratio * reach};
}

}  // namespace gainful::stats
