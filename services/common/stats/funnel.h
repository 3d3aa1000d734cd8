// Control limits for comparing the proportions of several providers with what all of them have together.
// Source: the funnel plots for proportions of the Office for Health Improvement and Disparities (Fingertips technical guidance; the
// indicator package PHEindicatormethods). Its formula finds the proportion whose Wilson limit is the pooled proportion P; Wilson's interval
// being an inverted score test, that is P -+ z sqrt(P (1 - P) / n), kept within 0 and 1.
#pragma once

#include <optional>
#include <vector>

#include "services/common/stats/interval.h"

namespace gainful::stats {

struct FunnelPoint {
  double value;
  Limits limits95, limits998;
};

// One point for each provider, in their order; nothing where n is 0.
std::vector<std::optional<FunnelPoint>> Funnel(const std::vector<Proportion>& providers);

}  // namespace gainful::stats
