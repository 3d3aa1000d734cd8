// From values to scores, and from scores to totals and bands. Pure; every value is an exact fraction, so that an edge is met or not.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/common/base/status.h"
#include "services/fidelity/instrument.pb.h"

namespace gainful::fidelity {

// numerator / denominator, with a denominator above 0. Both stay below 10^15 in size.
struct Exact {
  std::int64_t numerator = 0;
  std::int64_t denominator = 1;

  double AsDouble() const { return static_cast<double>(numerator) / static_cast<double>(denominator); }
};
bool operator==(const Exact& a, const Exact& b);  // of the values: 1/2 is 2/4
bool operator<(const Exact& a, const Exact& b);

// 100 * part / whole. Needs whole above 0.
Exact Percentage(std::int64_t part, std::int64_t whole);
// To the nearest whole number, halves up (towards the larger number).
std::int64_t Nearest(const Exact& value);
// As people read it: "27.3" with at most one decimal, "27" where that is exact.
std::string Decimal(const Exact& value);

// What is known of an item's conditions, by their ids. One that is in neither is not known.
struct Conditions {
  std::set<std::string> hold;
  std::set<std::string> fail;
};

// What a value would score.
struct WouldScore {
  std::int32_t score = 0;         // where no condition that is not known holds
  std::int32_t at_most = 0;       // where all of those hold
  std::vector<std::string> open;  // what the difference hangs on, in words: Condition.says
};

// The highest score whose edge the value reaches and whose conditions hold; a score whose conditions fail gives way to the next lower one that
// asks for no more. Nothing where the item's levels have no edges. For an item of components the value is how many there are.
std::optional<WouldScore> ScoreOf(const Item& item, const Exact& value, const Conditions& known = {});

// Which way is up: whether larger values score higher. Nothing where the levels have no edges.
std::optional<bool> LargerIsBetter(const Item& item);

// What one sheet, or the consensus, says of an item: a score, or that it does not apply, or, with neither, nothing.
struct ItemScore {
  std::int32_t number = 0;
  std::optional<std::int32_t> score;
  bool not_applicable = false;
};

// Refuses what the instrument does not know: the item, a score outside the item's range, "not applicable" where no rule allows it, both at once.
// `field` is the path of the item's entry, such as "item_score": faults are about its fields number, score and not_applicable.
void CheckItemScore(const Instrument& instrument, const ItemScore& score, absl::string_view field, base::Violations* v);

// A total: with its value, or with the reason why there is none.
struct TotalScore {
  std::string id;
  std::string title;
  // The sum. Where items were set aside and the instrument prorates: as far between `lowest` and `highest` as the scored items are between theirs,
  // which is the sum times all items over the scored ones where all items have one range.
  std::optional<Exact> value;
  std::int64_t sum = 0;                  // of what was scored, whatever is missing
  std::int64_t lowest = 0, highest = 0;  // what the total of all its items can be
  int items = 0;                         // that the total is over
  int scored = 0;
  std::vector<std::int32_t> not_applicable;
  std::vector<std::int32_t> missing;
  bool prorated = false;
  std::string band_id;  // empty: no total, or no bands
  std::string band_title;
  std::int32_t next_review_months = 0;  // of the band; 0: nobody says
  std::string remark;  // a sentence: why there is no total, or that and how it was prorated; else empty
};

// One for each total of the instrument, in its order. Items that nobody mentions are missing; of two entries for one item the last counts. The
// band is that of the value after rounding to the nearest whole number, halves up.
std::vector<TotalScore> Totals(const Instrument& instrument, const std::vector<ItemScore>& scores);

// The band of a total. Null: it has no bands.
const Band* BandOf(const Total& total, const Exact& value);

// What a score asks for, in words made of the level: "21 to 25 active people for each full-time specialist", "at least 90% and tracked". Empty where only judgement
// decides.
std::string LevelText(const Item& item, std::int32_t score);

}  // namespace gainful::fidelity
