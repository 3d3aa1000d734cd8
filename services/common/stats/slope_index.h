// The slope and the relative index of inequality of a proportion over quantiles, such as deprivation deciles.
// Sources: A. Low and A. Low, "Measuring the gap: quantifying and comparing local health inequalities", Journal of Public Health 26 (2004)
// 388-395, as the Office for Health Improvement and Disparities computes it (phe_sii of its indicator package PHEindicatormethods, for
// proportions and without transforming the fitted values): least squares weighted by population, on the midpoint of each
// quantile in the cumulative population; limits by simulation, each quantile's proportion drawn on the logit scale from a normal
// distribution whose standard error is read off its 95% Wilson interval.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "services/common/stats/interval.h"

namespace gainful::stats {

struct SlopeIndex {
  double sii;                 // the fitted value at the top of the scale less that at the bottom
  std::optional<double> rii;  // the one over the other; nothing where the line does not lie above 0 at the bottom
  std::optional<Limits> sii_limits;  // nothing where a quantile is at 0 or 1, which have no logit
  std::optional<Limits> rii_limits;  // nor where the ratio has no bound above
};

// A simulated limit is off by 2.7 standard errors of the slope over the square root of the number of draws: of an interval's half-width,
// 0.14% with a million and 0.43% with a hundred thousand. Limits near 0 and those of a ratio ask for more than the latter.
inline constexpr int kDraws = 1'000'000;

// `quantiles` from the least to the most advantaged, two or more, each n above 0. The same answer each time: the draws have a fixed seed.
SlopeIndex SlopeIndexOf(const std::vector<Proportion>& quantiles, double confidence = kUsualConfidence,
                        int draws = kDraws);

}  // namespace gainful::stats
