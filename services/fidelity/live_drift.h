// Whether a reading has slipped: a pure rule over what it would have scored week by week.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace gainful::fidelity {

// Weekly readings in a row that must have scored lower.
inline constexpr int kDriftWeeks = 8;
// Weekly readings that are looked at before the day asked about: half a year.
inline constexpr int kDriftLooksBack = 26;

struct Drifted {
  size_t before = 0;  // place of the reading before the first that scored lower
  int weeks = 0;      // readings since then
};

// `scores` are a week apart, the earliest first; nothing where a week had no score. An item drifts where each of the last kDriftWeeks readings or more
// scored lower than the one before them. A week without a score ends the row: nothing is said by what is not on record. Of several such rows
// the one with the highest score before it is told, and of those the latest.
std::optional<Drifted> DriftOf(const std::vector<std::optional<int>>& scores);

}  // namespace gainful::fidelity
