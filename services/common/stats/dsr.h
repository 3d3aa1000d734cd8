// The directly standardised rate.
// Source: A. J. Dobson, K. Kuulasmaa, E. Eberle and J. Scherer, "Confidence intervals for weighted sums of Poisson parameters", Statistics
// in Medicine 10 (1991) 457-462, with the limits of the total count of poisson.h, as the Office for Health Improvement and Disparities
// uses it, which gives no rate under 10 events.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "services/common/stats/interval.h"

namespace gainful::stats {

inline constexpr std::int64_t kFewestForDsr = 10;

// One stratum, such as an age band.
struct Stratum {
  std::int64_t count;          // events
  double population;           // above 0, in persons or person-years
  double standard_population;  // its weight, not below 0
};

// `multiplier` * sum(w x / n) / sum(w). Nothing under 10 events in all, or where no stratum has weight.
std::optional<Interval> DirectlyStandardisedRate(const std::vector<Stratum>& strata, double multiplier,
                                                 double confidence = kUsualConfidence);

}  // namespace gainful::stats
