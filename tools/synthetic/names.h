// Names made of syllables, so that nobody and no place is meant.
#pragma once

#include <string>

#include "tools/synthetic/dice.h"

namespace gainful::synthetic {

// First and last name; some are frequent and most are rare, as with real ones.
std::string PersonName(Dice* dice);

// One word, for a town, a trust or a firm.
std::string PlaceName(Dice* dice);

// Ten digits of the range 999, which the NHS keeps for tests, with a check digit that holds (NHS Data Dictionary, NHS NUMBER).
std::string TestNhsNumber(Dice* dice);

}  // namespace gainful::synthetic
