#include "services/fidelity/live_drift.h"

#include <algorithm>

namespace gainful::fidelity {

std::optional<Drifted> DriftOf(const std::vector<std::optional<int>>& scores) {
  std::optional<Drifted> drifted;
  if (scores.empty() || !scores.back()) return std::nullopt;
  int highest = *scores.back();  // of the row
  for (size_t before = scores.size() - 1; before-- > 0 && scores[before];) {
    const int weeks = static_cast<int>(scores.size() - 1 - before);
    const bool is_longer = weeks >= kDriftWeeks && *scores[before] > highest;
    if (is_longer && (!drifted || *scores[before] > *scores[drifted->before])) drifted = Drifted{before, weeks};
    highest = std::max(highest, *scores[before]);
  }
  return drifted;
}

}  // namespace gainful::fidelity
