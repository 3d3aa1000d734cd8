// What Postgres refused, as absl::Status. The driver's own text holds row values and never leaves common/db.
#pragma once

#include <exception>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace gainful::db {

// For use inside a catch block: turns the exception in flight into a status.
//   unique_violation                    ALREADY_EXISTS
//   foreign_key_violation               FAILED_PRECONDITION
//   check, not-null and value errors    INVALID_ARGUMENT
//   row-level security                  NOT_FOUND: not allowed looks like missing
//   serialization failure, deadlock     ABORTED (Transaction's user may retry)
//   statement timeout, cancellation     DEADLINE_EXCEEDED
//   connection lost, server going down  UNAVAILABLE
//   disk full, out of memory            RESOURCE_EXHAUSTED
//   anything else                       INTERNAL
absl::Status CurrentExceptionToStatus();

// The SQLSTATE behind a status made here, or empty.
std::string SqlState(const absl::Status& status);

// The name of the violated constraint, or empty.
std::string Constraint(const absl::Status& status);

// Whether the whole transaction may be tried again.
bool IsRetryable(const absl::Status& status);

// A commit whose outcome nobody knows: the connection broke before the answer came.
absl::Status CommitUnknown();
bool IsCommitUnknown(const absl::Status& status);

}  // namespace gainful::db
