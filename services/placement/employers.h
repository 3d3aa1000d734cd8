// The employers that jobs name: they are the employer service's, which publishes that they are there.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/common/base/call.h"
#include "services/common/db/pool.h"

namespace gainful::placement {

// Those of the ids that name an employer of the organisation, as the database prints them.
absl::StatusOr<std::set<std::string>> KnownEmployers(db::Transaction& tx, const base::Call& call,
                                                     const std::vector<std::string>& ids);

// NOT_FOUND for spell.employer_id where it names nobody; empty names none.
absl::Status CheckEmployer(db::Transaction& tx, const base::Call& call, const std::string& id);

constexpr char kNoEmployer[] = "names no employer";

}  // namespace gainful::placement
