#include "services/caseload/allocation.h"

#include "absl/strings/str_cat.h"
#include "services/common/base/dates.h"

namespace gainful::caseload {

void CheckAllocation(const pb::Allocation& allocation, absl::CivilDay referred_on, const KeyWorker* worker,
                     base::Violations* violations) {
  const absl::CivilDay on = *base::ToDay(allocation.allocated_on());
  if (on < referred_on)
    violations->Add("allocation.allocated_on",
                    absl::StrCat("must not lie before the referral (", base::FormatDay(referred_on), ")"));
  if (worker == nullptr) return;
  if ((worker->starts_on && on < *worker->starts_on) || (worker->ends_on && on > *worker->ends_on))
    violations->Add("allocation.staff_member_id", "names somebody who is not employed on that day");
  if (!worker->works_in_team)
    violations->Add(
        "allocation.staff_member_id",
        "names somebody who neither belongs to the journey's team nor covers it today, and could not see it");
  if (worker->role == "student")
    violations->Add("allocation.staff_member_id", "must not be a student: a student is never sole key worker");
}

std::string AtLimit(int active, int limit) {
  return absl::StrCat("this member of staff has ", active, " active journeys and the limit for their hours is ", limit,
                      "; a manager or a lead of the team may go beyond it and must give over_limit_reason");
}

}  // namespace gainful::caseload
