#include "services/common/stats/interval.h"

#include <boost/math/distributions/normal.hpp>

namespace gainful::stats {

double TwoSidedZ(double confidence) {
  // From the upper tail, which keeps its digits where the confidence is close to 1.
  return boost::math::quantile(boost::math::complement(boost::math::normal(), (1 - confidence) / 2));
}

}  // namespace gainful::stats
