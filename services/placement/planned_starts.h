// Planned starts as the due list reads them: what is to be asked about each is in planned_start.h.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "absl/time/civil_time.h"
#include "services/common/db/pool.h"
#include "services/placement/due.h"

namespace gainful::placement {

// Offers that were accepted with a planned start by day $7, and in the year before $5, through which no job began yet, of people whom the caller sees;
// `journeys` is the CTE `w` of the
// journeys that are theirs to ask about, out of the ids that it is given, over parameters $1 to $6.
std::string PlannedStartsSql(const std::function<std::string(const std::string& ids)>& journeys);

// The last planned start of which anything could be asked with so many days ahead.
absl::CivilDay LastPlannedStart(absl::CivilDay today, int ahead);

// A row of it as an entry; nothing where there is nothing to ask.
std::optional<DueEntry> ReadPlannedStart(const pqxx::row& row, absl::CivilDay today, int ahead);

}  // namespace gainful::placement
