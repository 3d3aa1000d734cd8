// How long something lasts where not everybody was watched to the end.
// Sources: E. L. Kaplan and P. Meier, "Nonparametric estimation from incomplete observations", JASA 53 (1958) 457-481; the standard error of
// M. Greenwood, "The natural duration of cancer" (1926); the interval on the scale log(-log S) of J. D. Kalbfleisch and R. L. Prentice, The
// Statistical Analysis of Failure Time Data (1980); the median's interval of R. Brookmeyer and J. Crowley, Biometrics 38 (1982) 29-41.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "services/common/stats/interval.h"

namespace gainful::stats {

// One observation: at `time` either it ended or sight of it was lost.
struct Duration {
  double time;  // not below 0
  bool event;   // it ended then; else it still lasted when last seen
};

// The curve at one time: those seen no longer than that are out of it afterwards, so who was lost at a time was at risk at it.
struct SurvivalStep {
  double time;
  std::int64_t at_risk, events;
  double survival;
  std::optional<double> se;      // nothing where survival is 0, as Greenwood's sum has no value there
  std::optional<Limits> limits;  // likewise; survival itself before the first event, when nothing varies yet
};

// A step for every distinct time, those at which sight was lost of somebody and nothing ended included.
std::vector<SurvivalStep> KaplanMeier(std::vector<Duration> durations, double confidence = kUsualConfidence);

// The share that lasts beyond `time`: 1 before the first step; the last step's value after it, which only holds as far as people were watched.
double SurvivalAt(const std::vector<SurvivalStep>& curve, double time);

struct MedianSurvival {
  std::optional<double> value, lower, upper;  // nothing where the curve does not fall so far
};

// The first time at which survival is half or less, and the first ones at which its limits are.
MedianSurvival MedianOf(const std::vector<SurvivalStep>& curve);

}  // namespace gainful::stats
