// What a reader must be told beside a verdict of gap.h, so that "faster" is not taken for "better". Gainful's own rules.
#pragma once

#include <string>
#include <vector>

#include "services/common/stats/gap.h"

namespace gainful::stats {

// The verdict as a move to the better: of an indicator where a lower figure is better, faster and slower change places.
Verdict Oriented(Verdict verdict, bool higher_is_better);

// Sentences about a gap, in the order in which they are to be read:
// - that a lower figure is the better one, where it is, whatever the verdict;
// and where the verdict is faster or slower, as only then is there a move to speak of:
// - that the group began ahead, so that a faster move widens the gap and a slower one narrows it;
// - that a gap which narrows does so, wholly or in part, because those ahead lost ground.
std::vector<std::string> GapRemarks(const GapCounts& counts, Verdict verdict, bool higher_is_better);

}  // namespace gainful::stats
