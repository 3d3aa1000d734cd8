// Two records of one employer: what may be proposed, who decides, and what each step leaves. Pure functions.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "gainful/employer/v1/merge.pb.h"

namespace gainful::employer {

namespace pb = gainful::employer::v1;

// What a proposal needs to know of an employer's record.
struct MergeRecord {
  std::string id;
  std::string merged_into;  // empty where it stands for itself
  std::string
      companies_house_number;  // its own, or that of a record that was merged into it; empty where none is known
  bool has_merged = false;     // whether others were merged into it
};

// FAILED_PRECONDITION unless the one may be merged into the other. A record is merged once; into one that is not merged itself; and none that others
// were merged into is merged on, so that one step leads to the record that is kept. Two Companies House numbers are two companies, or one is wrong.
absl::Status CheckMergeable(const MergeRecord& kept, const MergeRecord& duplicate);

// FAILED_PRECONDITION, naming the field and the record that is kept, where there is one: nothing new names an employer that was merged into another.
absl::Status CheckNotMerged(const std::string& field, const std::string& kept_id);

// PERMISSION_DENIED unless the caller may decide: a manager, or whoever leads a team today. Employers are no team's, so it does not matter which.
absl::Status CheckMayDecide(const std::string& role, bool leads_a_team);

// Decides a proposal that waits. FAILED_PRECONDITION where it was decided before, or the caller proposed it.
absl::Status Decide(const pb::DecideEmployerMergeRequest& q, const std::string& caller, absl::Time now,
                    pb::EmployerMerge* merge);

// Undoes a merge. FAILED_PRECONDITION where there is none in force.
absl::Status Undo(const std::string& reason, const std::string& caller, absl::CivilDay today, pb::EmployerMerge* merge);

}  // namespace gainful::employer
