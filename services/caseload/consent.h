// What a statement about sharing must be, and what a person's statements come to: pure functions.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "absl/time/civil_time.h"
#include "gainful/caseload/v1/consent.pb.h"
#include "services/common/base/ids.h"
#include "services/common/base/status.h"

namespace gainful::caseload {

namespace pb = gainful::caseload::v1;

// A statement that somebody records on `today`: given or refused, to another organisation than `org`, expiring neither before it was made nor
// before today, nothing named twice, and with a note on capacity where somebody speaks for the participant. A refusal asks for no less than consent:
// both are made for somebody. A withdrawal, which is no such statement, is never held up by a note.
void ValidateConsent(const pb::Consent& consent, const base::Uuid& org, absl::CivilDay today,
                     base::Violations* violations);

// Who speaks, held against the birth of the participant as far as it is known: a parent speaks for nobody who was 16 or older on the day, and who was
// under 16, or may have been by the year of birth, does not speak alone without a note on their capacity. Unknown births are not guessed at.
void CheckSpeaker(const pb::Consent& consent, std::optional<absl::CivilDay> born, std::optional<int> birth_year,
                  base::Violations* violations);

// The statement that a request to withdraw comes to: what it leaves out is everything.
pb::Consent WithdrawalOf(const pb::WithdrawConsentRequest& request);

// One thing allowed: to whom, what for, which kind of data, which way.
using Allowed = std::tuple<std::string, pb::SharingPurpose, pb::SharingCategory, pb::SharingDirection>;

// What the statements under one record of a person allow on `today`: the last statement about it gave consent, and that has not expired. The last one
// is the last recorded; but a refusal or withdrawal said on a later day stands against a consent recorded after it. The slow and obvious form of
// caseload.published_consent_v1, which alone decides; tests hold the one against the other.
std::set<Allowed> InForce(const std::vector<pb::Consent>& statements, absl::CivilDay today);

// Whether a manager may review it. FAILED_PRECONDITION when they recorded it themselves or it was reviewed before.
absl::Status Review(const std::string& reviewer, absl::CivilDay today, pb::Disclosure* disclosure);

}  // namespace gainful::caseload
