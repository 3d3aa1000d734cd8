// What a contact must be, and which journey it belongs to: pure functions.
#pragma once

#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "gainful/caseload/v1/caseload.pb.h"
#include "services/common/base/status.h"

namespace gainful::caseload {

namespace pb = gainful::caseload::v1;

// Nobody named twice.
void ValidateContact(const pb::Contact& contact, base::Violations* violations);

// Not before the referral of the journey that it belongs to.
void ValidateAgainstJourney(const pb::Contact& contact, const pb::Journey& journey, base::Violations* violations);

// The one journey of `journeys` that was under way on `day`: referred by then, and not declined, exited or withdrawn before. Empty when
// there is none or more than one.
std::string JourneyUnderWay(const std::vector<pb::Journey>& journeys, absl::CivilDay day);

// FAILED_PRECONDITION when it was withdrawn before.
absl::Status Withdraw(absl::CivilDay today, pb::Contact* contact);

}  // namespace gainful::caseload
