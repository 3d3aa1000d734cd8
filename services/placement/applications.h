// The applications through which jobs begin: they are the employer service's, which publishes what a job that names one is held against.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "gainful/placement/v1/placement.pb.h"
#include "services/common/base/call.h"
#include "services/common/base/status.h"
#include "services/common/db/pool.h"

namespace gainful::placement {

namespace pb = gainful::placement::v1;

// Whether the spell as it is to be may name its application; one that names none may. NOT_FOUND where it is not the person's, or not the caller's to
// see; FAILED_PRECONDITION where it led to no job, or to another one. `before` is null for a new spell, which takes the application's employer where it
// names none: what it named already is held against its first day, its employer and its job alone. Whoever changes that application meanwhile waits.
absl::Status CheckApplication(db::Transaction& tx, const base::Call& call, const pb::Spell* before, pb::Spell* spell,
                              base::Violations* violations);

// The days of the offers of those applications, by their ids.
absl::StatusOr<std::map<std::string, absl::CivilDay>> OffersOf(db::Transaction& tx, const base::Call& call,
                                                               const std::vector<std::string>& ids);

}  // namespace gainful::placement
