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

  // FAILED_PRECONDITION, reason CASELOAD_LIMIT, when the worker has as many active journeys beside this one as the limit allows; unless a manager
  // gives a reason to go beyond. Locks the worker's row, so it is called last, in the transaction that takes the journey on.
  absl::Status Check(db::Transaction& tx, const base::Call& call, const std::string& staff_member_id,
                     const std::string& journey_id, int limit, const std::string& over_limit_reason) const;

  // The same for the last key worker of a journey that is opened again; OK where there is none, or they have left.
  absl::Status CheckReopening(db::Transaction& tx, const base::Call& call, const std::string& journey_id,
                              absl::CivilDay today, const std::string& over_limit_reason) const;

 private:
  const db::Statement add_key_worker_, lock_key_worker_, others_, last_key_worker_;
};

}  // namespace gainful::caseload
