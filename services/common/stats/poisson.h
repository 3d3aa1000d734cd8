// Limits of a count of events, and of a rate made from it.
// Sources: under 10 events the exact limits, F. Garwood, "Fiducial limits for the Poisson distribution", Biometrika 28 (1936) 437-442;
// from 10 events Byar's approximation, N. E. Breslow and N. E. Day, Statistical Methods in Cancer Research, volume II (IARC, 1987) 69.
// Changing over at 10 is the practice of the Office for Health Improvement and Disparities (Fingertips technical guidance).
#pragma once

#include <cstdint>
#include <optional>

#include "services/common/stats/interval.h"

namespace gainful::stats {

inline constexpr std::int64_t kFewestForByar = 10;

// The limits of the expected number of events where `count` were seen. Needs count >= 0.
Limits CountLimits(std::int64_t count, double confidence = kUsualConfidence);

// `multiplier` * count / denominator with its limits, the denominator (such as person-years) being known without error. Nothing when
// the denominator is not above 0.
std::optional<Interval> Rate(std::int64_t count, double denominator, double multiplier,
                             double confidence = kUsualConfidence);

}  // namespace gainful::stats
