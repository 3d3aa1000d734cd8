// What would raise an item by one point, made of the levels of the instrument. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "services/fidelity/score.h"

namespace gainful::fidelity {

struct Raise {
  std::int32_t number = 0;
  std::int32_t from = 0;
  std::int32_t to = 0;  // from + 1, or the next score that the item has
  std::string text;     // whole sentences
};

// Nothing where the score is the highest one. `value`, where it is known, says how far there is to go. An item whose levels say nothing is answered
// with its aim.
std::optional<Raise> RaiseByOne(const Item& item, std::int32_t score, const std::optional<Exact>& value = std::nullopt);

// For every item that has a score below its highest, by number.
std::vector<Raise> RaiseEach(const Instrument& instrument, const std::vector<ItemScore>& scores);

}  // namespace gainful::fidelity
