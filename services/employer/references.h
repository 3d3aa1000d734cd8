// What records of this service refer to beside people: employers, their sites and contacts, staff.
#pragma once

#include <string>
#include <utility>

#include "services/common/base/call.h"
#include "services/common/base/status.h"
#include "services/common/db/pool.h"

namespace gainful::employer {

// Ids that a record names, each empty where it names none. A site or contact must be the employer's own, under any of its records.
struct References {
  std::string employer_id, site_id, contact_id, staff_id;
  std::string staff_field = "staff_member_id";
  // Whether what is named must stand today, since it is for what is to come: no site or contact that was withdrawn, nobody who has left.
  bool must_stand = false;
};

// What `after` names and `before` does not, of the same employer: what a record names already it may go on naming, even when a merge was undone that made
// a site or contact the employer's.
References NewlyNamed(const References& before, const References& after);

// The ids of all records of an employer, by any one of them: an SQL array, over expressions for the organisation and the id.
std::string EmployersOf(const std::string& org, const std::string& id);

// The filter of a list for an employer (RecordSpec::filters): what was recorded under any of its records.
std::pair<std::string, std::string> OfOneEmployer();

// What the references turned up beside being there.
struct Referred {
  std::string do_not_approach;  // of the employer, in whichever of its records it stands
  std::string merged_into;      // of the employer: new records name that one
  std::string own_staff_id;     // the caller's, where they are employed today
};

// NOT_FOUND naming every field that names nothing; fields are those of the record `kind`. FAILED_PRECONDITION naming those that must stand and do not.
absl::StatusOr<Referred> CheckReferences(db::Transaction& tx, const base::Call& call, const std::string& kind,
                                         const References& named);

// The same for a new record, whose employer must not have been merged into another one: FAILED_PRECONDITION.
absl::StatusOr<Referred> CheckNewReferences(db::Transaction& tx, const base::Call& call, const std::string& kind,
                                            const References& named);

}  // namespace gainful::employer
