// How far two reviewers agreed before they spoke to each other. Pure.
// Sources. Weighted kappa: J. Cohen, "Weighted kappa: nominal scale agreement with provision for scaled disagreement or partial credit",
// Psychological Bulletin 70 (1968) 213-220. Linear weights 1 - |i - j| / (k - 1): D. V. Cicchetti and T. Allison (1971); quadratic ones
// 1 - (i - j)^2 / (k - 1)^2: J. L. Fleiss and J. Cohen (1973). Standard error where kappa is not zero: J. L. Fleiss, J. Cohen and B. S. Everitt,
// "Large sample standard errors of kappa and weighted kappa", Psychological Bulletin 72 (1969) 323-327.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "services/common/stats/interval.h"
#include "services/fidelity/score.h"

namespace gainful::fidelity {

enum class Weights : std::uint8_t { kLinear, kQuadratic };

struct Kappa {
  double value = 0;  // at most 1; 0: what chance alone would bring
  double standard_error = 0;
  // value -+ z standard errors, kept within -1 and 1. None where the standard error is 0, as when all scores agree: the large-sample formula then
  // says nothing of how sure it is.
  std::optional<stats::Limits> limits;
};

// `counts[i][j]`: how many items the first reviewer put into category i and the second into j; square, of two categories or more, none negative.
// Nothing where chance alone would bring full agreement, as when both gave one and the same score to every item; or where there is no item.
std::optional<Kappa> WeightedKappa(const std::vector<std::vector<std::int64_t>>& counts, Weights weights,
                                   double confidence = stats::kUsualConfidence);

struct Agreement {
  int both = 0;                 // items that both scored; nothing else counts
  int equal = 0;                // of those, the ones with the same score
  int within_one = 0;           // of those, the ones at most one point apart
  std::optional<Kappa> linear;  // none: WeightedKappa says when
  std::optional<Kappa> quadratic;
  std::vector<std::int32_t> left_out;  // items of the instrument that one of them, or neither, scored

  // Per cent agreement. Nothing where there is no item that both scored.
  std::optional<Exact> PerCent() const;
};

// Over the items of the instrument that both sheets have a score for. The categories are all scores from the lowest to the highest that its items know.
Agreement AgreementOf(const Instrument& instrument, const std::vector<ItemScore>& first,
                      const std::vector<ItemScore>& second);

// The items on which sheets say different things: other scores, or "not applicable" in one only, or nothing in one only. By number.
std::vector<std::int32_t> Differences(const Instrument& instrument, const std::vector<std::vector<ItemScore>>& sheets);

}  // namespace gainful::fidelity
