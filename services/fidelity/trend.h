// Scores over several reviews, like with like. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "services/fidelity/score.h"

namespace gainful::fidelity {

struct PastReview {
  const Instrument* instrument = nullptr;  // not null
  absl::CivilDay on;                       // the day its visit ended
  std::vector<ItemScore> scores;           // consensus
};

struct TrendPoint {
  std::size_t review = 0;  // its place in what was given
  absl::CivilDay on;
  Exact value;
};

struct TrendSeries {
  std::int32_t item = 0;  // 0: a total
  std::string total_id;   // empty: an item
  std::string title;
  std::vector<TrendPoint> points;  // by day, and of one day in the order given
};

struct Trend {
  std::vector<TrendSeries> totals;   // those of the instrument, in its order; without points where there are none
  std::vector<TrendSeries> items;    // by number
  std::vector<std::string> remarks;  // a sentence for each review that is not, or not wholly, compared, and why
};

// The reviews, seen with the eyes of `instrument`: its own version, and of others the items and totals that the data of either calls comparable
// with it (Comparable). An item that was not scored, and a total that a review does not have, has no point there.
Trend TrendOf(const Instrument& instrument, const std::vector<PastReview>& reviews);

// The number that an item of `instrument` has in `other`, the id that a total has there. 0, empty: the data does not call them comparable.
std::int32_t SameItem(const Instrument& instrument, std::int32_t number, const Instrument& other);
std::string SameTotal(const Instrument& instrument, const std::string& id, const Instrument& other);

}  // namespace gainful::fidelity
