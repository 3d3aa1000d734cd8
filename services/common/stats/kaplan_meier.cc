#include "services/common/stats/kaplan_meier.h"

#include <algorithm>
#include <cmath>

namespace gainful::stats {
namespace {

std::optional<Limits> LogLog(double survival, double se, double z) {
  if (se == 0) return Limits{survival, survival};
  const double reach = std::exp(z * se / (survival * std::log(survival)));  // below 1: the logarithm is negative
  return Limits{std::pow(survival, 1 / reach), std::pow(survival, reach)};
}

}  // namespace

std::vector<SurvivalStep> KaplanMeier(std::vector<Duration> durations, double confidence) {
  std::sort(durations.begin(), durations.end(), [](const auto& a, const auto& b) { return a.time < b.time; });
  const double z = TwoSidedZ(confidence);
  std::vector<SurvivalStep> curve;
  double survival = 1, greenwood = 0;
  for (std::size_t i = 0; i < durations.size();) {
    SurvivalStep step{durations[i].time, static_cast<std::int64_t>(durations.size() - i), 0, 0, {}, {}};
    for (; i < durations.size() && durations[i].time == step.time; ++i) step.events += durations[i].event ? 1 : 0;
    const double at_risk = static_cast<double>(step.at_risk), events = static_cast<double>(step.events);
    survival *= (at_risk - events) / at_risk;
    step.survival = survival;
    if (survival > 0) {
      greenwood += events / (at_risk * (at_risk - events));
      step.se = survival * std::sqrt(greenwood);
      step.limits = LogLog(survival, *step.se, z);
    }
    curve.push_back(step);
  }
  return curve;
}

double SurvivalAt(const std::vector<SurvivalStep>& curve, double time) {
  const auto after =
      std::upper_bound(curve.begin(), curve.end(), time, [](double t, const SurvivalStep& s) { return t < s.time; });
  return after == curve.begin() ? 1 : std::prev(after)->survival;
}

MedianSurvival MedianOf(const std::vector<SurvivalStep>& curve) {
  // A product of fractions that is a half in truth may come out a little above it.
  const auto half_or_less = [](double share) { return share <= 0.5 * (1 + 1e-12); };
  MedianSurvival median;
  for (const SurvivalStep& step : curve) {
    if (!median.value && half_or_less(step.survival)) median.value = step.time;
    if (!step.limits) continue;
    if (!median.lower && half_or_less(step.limits->lower)) median.lower = step.time;
    if (!median.upper && half_or_less(step.limits->upper)) median.upper = step.time;
  }
  return median;
}

}  // namespace gainful::stats
