// Which version of an indicator's definition a report is drawn by.
#pragma once

#include <optional>
#include <vector>

#include "absl/time/civil_time.h"
#include "services/reporting/indicator.pb.h"

namespace gainful::reporting {

// Out of the versions of one indicator, oldest first: the one that was asked for, or else the newest that is in force on `as_at`, and the oldest where
// none is. Null where a version was asked for that there is none of.
const Indicator* VersionOf(const std::vector<Indicator>& versions, std::optional<int> asked, absl::CivilDay as_at);

}  // namespace gainful::reporting
