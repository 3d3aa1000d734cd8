// Where the journeys that were made up stand with the outcome rules: worked out by the service's own code, once everything is there.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"

namespace gainful::synthetic {

// Logs in as the placement service does.
absl::Status KeepStandings(const std::string& socket, const std::string& database,
                           const std::vector<std::string>& organisations);

}  // namespace gainful::synthetic
