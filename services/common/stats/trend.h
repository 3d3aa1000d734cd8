// Over three or more periods: how much faster a group's proportion moves in each than everybody else's.
// Source: the interaction of group and time in a linear probability model fitted to every single person by ordinary least squares, with
// the variance that allows each cell its own (H. White, Econometrica 48 (1980) 817-838). As the model lets both sides have their own line, it
// is the difference of two slopes.
#pragma once

#include <optional>
#include <vector>

#include "services/common/stats/interval.h"

namespace gainful::stats {

struct TrendPeriod {
  double time;  // 0, 1, 2, ... or years: the slope is per unit of it
  Proportion group, others;
};

inline constexpr std::size_t kFewestPeriods = 3;

// The group's slope less the others'. Nothing under three periods with people on both sides, or where they all have the same time.
std::optional<Interval> SlopeDifference(const std::vector<TrendPeriod>& periods, double confidence = kUsualConfidence);

}  // namespace gainful::stats
