#include "services/reporting/disclosure_survival.h"

#include <algorithm>
#include <cmath>

namespace gainful::reporting {

std::optional<LifeTable::Step> LifeTable::Next(std::int64_t ended, std::int64_t beyond) {
  const double events = static_cast<double>(ended), after = static_cast<double>(beyond);
  const double lost = std::max(0.0, entering_ - events - after);
  // Rounding may have made more of the parts than of their sum.
  const double at_risk = std::max(entering_, events + after) - lost / 2;
  is_over_ = is_over_ || at_risk <= 0;
  if (is_over_) return std::nullopt;
  entering_ = after;
  survival_ *= (at_risk - events) / at_risk;
  if (survival_ <= 0) return Step{0, std::nullopt};
  greenwood_ += events / (at_risk * (at_risk - events));
  const double z = stats::TwoSidedZ(stats::kUsualConfidence);
  if (greenwood_ == 0) return Step{survival_, stats::Limits{survival_, survival_}};
  const double reach = std::exp(z * std::sqrt(greenwood_) / std::log(survival_));  // below 1: the logarithm is negative
  return Step{survival_, stats::Limits{std::pow(survival_, 1 / reach), std::pow(survival_, reach)}};
}

}  // namespace gainful::reporting
