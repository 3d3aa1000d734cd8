// Two records of one person: what may be proposed, who decides, and what each step leaves. Pure functions.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "gainful/caseload/v1/merge.pb.h"
#include "gainful/caseload/v1/work.pb.h"

namespace gainful::caseload {

namespace pb = gainful::caseload::v1;

// What a proposal needs to know of a participant's record.
struct MergeRecord {
  std::string id;
  std::string merged_into;  // empty where it stands for itself
  std::string nhs_number;   // empty where it is not known
  std::string team_id;
  bool has_merged = false;  // whether others were merged into it
};

// FAILED_PRECONDITION unless the one may be merged into the other. A record is merged once; into one that is not merged itself; and none that others
// were merged into is merged on, so that one step leads to the record that is kept. Two NHS numbers are two people, or one of them is wrong.
absl::Status CheckMergeable(const MergeRecord& kept, const MergeRecord& duplicate);

// FAILED_PRECONDITION, naming the record that is kept, where there is one: nothing new is recorded about a participant who was merged into another.
absl::Status CheckNotMerged(const std::string& kept_id);

// PERMISSION_DENIED unless the caller, who sees both, may decide: a manager, or, where both records belong to one team, who leads it today
// (`leads_kept`, of the kept record's team).
absl::Status CheckMayDecide(const std::string& role, const MergeRecord& kept, const MergeRecord& duplicate,
                            bool leads_kept);

// Decides a proposal that waits. FAILED_PRECONDITION where it was decided before, or the caller proposed it.
absl::Status Decide(const pb::DecideMergeRequest& q, const std::string& caller, absl::Time now, pb::Merge* merge);

// Undoes a merge. FAILED_PRECONDITION where there is none in force.
absl::Status Undo(const std::string& reason, const std::string& caller, absl::CivilDay today, pb::Merge* merge);

// A proposal that waits since that day, for whoever may decide it: to be decided within 7 days, listed from the start.
pb::DayItem DueMerge(absl::CivilDay proposed_on, absl::CivilDay today);

// So many proposals to merge employers, the first made on that day: one line, as they are about nobody, in the same time.
pb::DayItem DueEmployerMerges(absl::CivilDay first_on, int proposals, absl::CivilDay today);

}  // namespace gainful::caseload
