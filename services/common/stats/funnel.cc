#include "services/common/stats/funnel.h"

#include <algorithm>
#include <cmath>

namespace gainful::stats {
namespace {

Limits Around(double pooled, double n, double z) {
  const double spread = z * std::sqrt(pooled * (1 - pooled) / n);
  return {std::max(pooled - spread, 0.0), std::min(pooled + spread, 1.0)};
}

}  // namespace

std::vector<std::optional<FunnelPoint>> Funnel(const std::vector<Proportion>& providers) {
  double x = 0, n = 0;
  for (const Proportion& p : providers) {
    x += static_cast<double>(p.x);
    n += static_cast<double>(p.n);
  }
  const double z95 = TwoSidedZ(0.95), z998 = TwoSidedZ(0.998);
  std::vector<std::optional<FunnelPoint>> points;
  points.reserve(providers.size());
  for (const Proportion& p : providers) {
    if (p.n == 0) {
      points.emplace_back();
      continue;
    }
    const double own = static_cast<double>(p.n);
    points.push_back(FunnelPoint{p.Share(), Around(x / n, own, z95), Around(x / n, own, z998)});
  }
  return points;
}

}  // namespace gainful::stats
