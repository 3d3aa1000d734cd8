// Where a journey stands and which steps it may take: pure functions of its dates.
#pragma once

#include <string>

#include "absl/time/civil_time.h"
#include "gainful/caseload/v1/caseload.pb.h"
#include "services/common/base/status.h"

namespace gainful::caseload {

namespace pb = gainful::caseload::v1;

// Withdrawn before anything else, then declined, exited, accepted; else referred.
pb::JourneyStatus StatusOf(const pb::Journey& journey);

// Steps. Each changes `journey` or says why it cannot: FAILED_PRECONDITION with reason STATE when the journey does not stand where the step
// begins, or violations of the step's own fields.
absl::Status Triage(const pb::TriageJourneyRequest& request, const std::string& by, pb::Journey* journey,
                    base::Violations* violations);
absl::Status Accept(const google::type::Date& on, pb::Journey* journey, base::Violations* violations);
absl::Status Decline(const google::type::Date& on, pb::DeclineReason reason, pb::Journey* journey,
                     base::Violations* violations);
absl::Status Exit(const pb::ExitJourneyRequest& request, pb::Journey* journey, base::Violations* violations);
// Takes an exit or a decline back: the journey stands where it stood before.
absl::Status Reopen(absl::CivilDay today, const std::string& reason, pb::Journey* journey);
absl::Status Withdraw(absl::CivilDay today, pb::Journey* journey);

}  // namespace gainful::caseload
