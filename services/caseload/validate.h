// What participants and journeys must be, beyond the field rules of the contract. Used for single records and for rows of files alike.
#pragma once

#include "gainful/caseload/v1/caseload.pb.h"
#include "services/common/base/status.h"

namespace gainful::caseload {

namespace pb = gainful::caseload::v1;

// The year of birth must agree with the date; "no disability" and "not stated" stand alone; no disability twice; a source goes with a key.
void ValidateParticipant(const pb::Participant& participant, base::Violations* violations);

// Nothing before the referral, nothing after the exit that comes before it; accepted or declined, not both; reasons only with their dates.
void ValidateJourney(const pb::Journey& journey, base::Violations* violations);

// An end that is taken back may put a key worker beyond their limit, and wants a reason: it is not cleared by an update or a file.
void CheckEndStands(const pb::Journey& before, const pb::Journey& after, base::Violations* v);

}  // namespace gainful::caseload
