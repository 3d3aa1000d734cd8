#include "services/common/stats/dsr.h"

#include <cmath>

#include "services/common/stats/poisson.h"

namespace gainful::stats {

std::optional<Interval> DirectlyStandardisedRate(const std::vector<Stratum>& strata, double multiplier,
                                                 double confidence) {
  std::int64_t events = 0;
  double weights = 0, rate = 0, variance = 0;
  for (const Stratum& s : strata) {
    const double count = static_cast<double>(s.count), share = s.standard_population / s.population;
    events += s.count;
    weights += s.standard_population;
    rate += share * count;
    variance += share * share * count;
  }
  if (events < kFewestForDsr || !(weights > 0)) return std::nullopt;
  rate /= weights;
  variance /= weights * weights;
  const double total = static_cast<double>(events);
  const Limits limits = CountLimits(events, confidence);
  // Dobson's step: the count's limits, stretched by how much more (or less) the weighted sum varies than the count does.
  const double stretch = std::sqrt(variance / total);
  return Interval{multiplier * rate, multiplier * (rate + stretch * (limits.lower - total)),
                  multiplier * (rate + stretch * (limits.upper - total))};
}

}  // namespace gainful::stats
