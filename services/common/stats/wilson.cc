#include "services/common/stats/wilson.h"

#include <algorithm>
#include <cmath>

namespace gainful::stats {

std::optional<Interval> Wilson(std::int64_t x, std::int64_t n, double confidence) {
  if (n <= 0 || x < 0 || x > n) return std::nullopt;
  const double z = TwoSidedZ(confidence);
  const double count = static_cast<double>(n);
  const double p = static_cast<double>(x) / count;
  const double centre = p + z * z / (2 * count);
  const double spread = z * std::sqrt(p * (1 - p) / count + z * z / (4 * count * count));
  const double scale = 1 + z * z / count;
  // Rounding must carry neither limit past the value, which at 0 and n is the limit itself, nor outside 0 and 1.
  return Interval{p, std::clamp((centre - spread) / scale, 0.0, p), std::clamp((centre + spread) / scale, p, 1.0)};
}

}  // namespace gainful::stats
