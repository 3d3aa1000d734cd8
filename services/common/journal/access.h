// Who read what, and who was refused: rows of journal.access. A read of a person's record is answered only once its row is committed.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "services/common/base/call.h"
#include "services/common/db/pool.h"

namespace gainful::journal {

// Parameters $1 to $8 of a journalled read: org, instant, caller's organisation, caller, role, purpose, method, call id.
constexpr int kAccessParams = 8;
void BindAccess(const base::Call& call, db::Params* params);

// CTE `a`: one row for each person in the CTE `r`. `person` is an SQL expression over r, `record` one or NULL.
std::string AccessOf(const std::string& kind, const std::string& person, const std::string& record);

// Writes one row for a refused or fruitless attempt, in a transaction of its own. `kind` may be empty and `record` zero where the call does
// not tell. It stands in the caller's own organisation, whoever's record was asked for.
absl::Status RecordRefusal(db::Pool* pool, const base::Call& call, const std::string& kind, const base::Uuid& record,
                           const std::string& outcome);

// Writes one row for a report that gave raw figures, or the like: a read that concerns nobody in particular.
absl::Status RecordRead(db::Pool* pool, const base::Call& call, const std::string& kind);

}  // namespace gainful::journal
