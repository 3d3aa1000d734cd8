// What a change of an application must leave right beside its own days: the job that began through it, other applications, and what the employer is
// told by it. Pure functions.
#pragma once

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "gainful/employer/v1/vacancy.pb.h"
#include "services/common/base/status.h"

namespace gainful::employer {

namespace pb = gainful::employer::v1;

// FAILED_PRECONDITION where a job began through the application, and as it is to be it would stand as accepted no more.
absl::Status CheckKeepsJob(const pb::JobApplication& after);

// That it was offered by the first day of that job.
void CheckOfferedBefore(const pb::JobApplication& after, absl::CivilDay job_started_on, base::Violations* violations);

// Whether one that had ended is under way again: that is as if they applied anew.
bool IsTakenUpAgain(const pb::JobApplication& before, const pb::JobApplication& after);

// Whether it is under way and the change arranges an interview that is to come.
bool ArrangesInterview(const pb::JobApplication& before, const pb::JobApplication& after, absl::CivilDay today);

}  // namespace gainful::employer
