// A key worker's limit, held against two who take on a journey for them at once.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "services/common/base/call.h"
#include "services/common/db/pool.h"

namespace gainful::caseload {

class CaseloadLimit {
 public:
  CaseloadLimit();

  // Whether the worker goes beyond the limit with this journey, for which a manager, or a lead of the journey's team, gave a reason; without one
  // FAILED_PRECONDITION, reason CASELOAD_LIMIT, when the worker has as many active journeys beside this one as the limit allows. Locks the worker's row, so it is called last, in the transaction that takes the journey on.
  absl::StatusOr<bool> Check(db::Transaction& tx, const base::Call& call, const std::string& staff_member_id,
                             const std::string& journey_id, int limit, const std::string& over_limit_reason) const;

  // The same for the last key worker of a journey that is opened again; false where there is none, or they have left.
  absl::StatusOr<bool> CheckReopening(db::Transaction& tx, const base::Call& call, const std::string& journey_id,
                                      absl::CivilDay today, const std::string& over_limit_reason) const;

 private:
  const db::Statement add_key_worker_, lock_key_worker_, others_, last_key_worker_, leads_;
};

}  // namespace gainful::caseload
