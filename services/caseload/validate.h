// What participants and journeys must be, beyond the field rules of the contract. Used for single records and for rows of files alike.
#pragma once

#include "gainful/caseload/v1/caseload.pb.h"
#include "services/common/base/status.h"

namespace gainful::caseload {

namespace pb = gainful::caseload::v1;

// The year of birth must agree with the date; "no disability" and "not stated" stand alone; no disability twice; a source goes with a key.
void ValidateParticipant(const pb::Participant& participant, base::Violations* violations);

// "Declined" and "not known" never overwrite what a person stated. The first says so of each field where `after` would; the second keeps in `given`, the
// values of a file, what is stated in `before` wherever the file states nothing.
void CheckStillStated(const pb::Participant& before, const pb::Participant& after, base::Violations* violations);
void KeepStated(const pb::Participant& before, pb::Participant* given);

// Nothing before the referral, nothing after the exit that comes before it; accepted or declined, not both; reasons only with their dates.
void ValidateJourney(const pb::Journey& journey, base::Violations* violations);

// What ends was accepted: a referral that was not is declined. (Files of history may know no acceptance.)
void CheckExitFollowsAcceptance(const pb::Journey& before, const pb::Journey& after, base::Violations* violations);

// An end that is taken back may put a key worker beyond their limit, and wants a reason: it is not cleared by an update or a file. Nor is the
// acceptance or the reason of an exit.
void CheckEndStands(const pb::Journey& before, const pb::Journey& after, base::Violations* v);

}  // namespace gainful::caseload
