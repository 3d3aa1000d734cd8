#include "services/common/stats/poisson.h"

#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

namespace gainful::stats {
namespace {

// Half a chi-squared quantile with an even number of degrees of freedom is a gamma quantile, whose parameter is the count.
Limits Exact(std::int64_t count, double confidence) {
  const double tail = (1 - confidence) / 2, x = static_cast<double>(count);
  return {count == 0 ? 0 : boost::math::gamma_p_inv(x, tail), boost::math::gamma_q_inv(x + 1, tail)};
}

Limits Byar(std::int64_t count, double confidence) {
  const double z = TwoSidedZ(confidence), x = static_cast<double>(count), next = x + 1;
  const double low = 1 - 1 / (9 * x) - z / (3 * std::sqrt(x));
  const double high = 1 - 1 / (9 * next) + z / (3 * std::sqrt(next));
  return {x * std::pow(std::max(low, 0.0), 3), next * std::pow(high, 3)};
}

}  // namespace

Limits CountLimits(std::int64_t count, double confidence) {
  return count < kFewestForByar ? Exact(count, confidence) : Byar(count, confidence);
}

std::optional<Interval> Rate(std::int64_t count, double denominator, double multiplier, double confidence) {
  if (count < 0 || !(denominator > 0)) return std::nullopt;
  const Limits limits = CountLimits(count, confidence);
  const double scale = multiplier / denominator;
  return Interval{static_cast<double>(count) * scale, limits.lower * scale, limits.upper * scale};
}

}  // namespace gainful::stats
