#include "services/common/stats/difference.h"

#include <cmath>

#include "services/common/stats/wilson.h"

namespace gainful::stats {

std::optional<Interval> Difference(std::int64_t x1, std::int64_t n1, std::int64_t x2, std::int64_t n2,
                                   double confidence) {
  const auto one = Wilson(x1, n1, confidence), two = Wilson(x2, n2, confidence);
  if (!one || !two) return std::nullopt;
  const double difference = one->value - two->value;
  return Interval{difference, difference - std::hypot(one->value - one->lower, two->upper - two->value),
                  difference + std::hypot(one->upper - one->value, two->value - two->lower)};
}

}  // namespace gainful::stats
