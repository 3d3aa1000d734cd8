// Who may be given a journey, and from when: pure functions.
#pragma once

#include <optional>
#include <string>

#include "absl/time/civil_time.h"
#include "gainful/caseload/v1/work.pb.h"
#include "services/common/base/status.h"

namespace gainful::caseload {

namespace pb = gainful::caseload::v1;

// A member of staff as far as allocation asks.
struct KeyWorker {
  std::string role;  // code
  std::optional<int> fte_percent;
  std::optional<absl::CivilDay> starts_on, ends_on;
  bool works_in_team = true;  // in the journey's team, or covering it today
};

// Not before the referral; to somebody employed on that day, who can see the journey and is no student. `worker` is null where nobody is named.
void CheckAllocation(const pb::Allocation& allocation, absl::CivilDay referred_on, const KeyWorker* worker,
                     base::Violations* violations);

// What is said of a worker who has as many active journeys as the limit allows.
std::string AtLimit(int active, int limit);

}  // namespace gainful::caseload
