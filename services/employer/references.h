// What records of this service refer to beside people: employers, their sites and contacts, staff.
#pragma once

#include <string>

#include "services/common/base/call.h"
#include "services/common/base/status.h"
#include "services/common/db/pool.h"

namespace gainful::employer {

// Ids that a record names, each empty where it names none. A site or contact must be the employer's own.
struct References {
  std::string employer_id, site_id, contact_id, staff_id;
  std::string staff_field = "staff_member_id";
};

// What the references turned up beside being there.
struct Referred {
  std::string do_not_approach;  // of the employer
  std::string own_staff_id;     // the caller's, where they are employed today
};

// NOT_FOUND naming every field that names nothing; fields are those of the record `kind`.
absl::StatusOr<Referred> CheckReferences(db::Transaction& tx, const base::Call& call, const std::string& kind,
                                         const References& named);

}  // namespace gainful::employer
