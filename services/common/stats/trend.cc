#include "services/common/stats/trend.h"

#include <cmath>

namespace gainful::stats {
namespace {

struct Slope {
  double value, variance;
};

std::optional<Slope> SlopeOf(const std::vector<TrendPeriod>& periods, Proportion TrendPeriod::*side) {
  double people = 0, middle = 0;
  for (const TrendPeriod& p : periods) {
    people += static_cast<double>((p.*side).n);
    middle += static_cast<double>((p.*side).n) * p.time;
  }
  middle /= people;
  double spread = 0, slope = 0, variance = 0;
  for (const TrendPeriod& p : periods) {
    const double share = (p.*side).Share(), n = static_cast<double>((p.*side).n), t = p.time - middle;
    spread += n * t * t;
    slope += n * t * share;
  }
  if (!(spread > 0)) return std::nullopt;
  slope /= spread;
  double level = 0;
  for (const TrendPeriod& p : periods) level += static_cast<double>((p.*side).x) / people;
  for (const TrendPeriod& p : periods) {
    // The sum of squared residuals of a cell's people: those within the cell, and the cell's own distance from the line.
    const double share = (p.*side).Share(), n = static_cast<double>((p.*side).n), t = p.time - middle;
    const double off = share - level - slope * t;
    variance += t * t * n * (share * (1 - share) + off * off);
  }
  return Slope{slope, variance / (spread * spread)};
}

}  // namespace

std::optional<Interval> SlopeDifference(const std::vector<TrendPeriod>& periods, double confidence) {
  std::vector<TrendPeriod> peopled;
  for (const TrendPeriod& p : periods) {
    if (p.group.n > 0 && p.others.n > 0) peopled.push_back(p);
  }
  if (peopled.size() < kFewestPeriods) return std::nullopt;
  const auto group = SlopeOf(peopled, &TrendPeriod::group), others = SlopeOf(peopled, &TrendPeriod::others);
  if (!group || !others) return std::nullopt;
  const double difference = group->value - others->value;
  const double reach = TwoSidedZ(confidence) * std::sqrt(group->variance + others->variance);
  return Interval{difference, difference - reach, difference + reach};
}

}  // namespace gainful::stats
