// Where a journey stands and which steps it may take: pure functions of its dates.
#pragma once

#include <optional>
#include <string>

#include "absl/time/civil_time.h"
#include "gainful/caseload/v1/caseload.pb.h"
#include "services/common/base/status.h"

namespace gainful::caseload {

namespace pb = gainful::caseload::v1;

// What a programme asks of a referral. `ends_on`: its last day.
struct ProgrammeTerms {
  bool triage = false, asks_eligibility = false, asks_right_to_work = false;
  std::optional<absl::CivilDay> ends_on;
};

// A referral is not received after the programme's last day, nor before the person was born, whose date or year of birth may not be known; and what
// says that it was triaged needs a programme that triages.
void CheckReferral(const ProgrammeTerms& terms, std::optional<absl::CivilDay> born, std::optional<int> birth_year,
                   const pb::Journey& journey, base::Violations* violations);

// FAILED_PRECONDITION, reason FACTS_MISSING, while a fact that the programme asks for before it accepts anybody is not on record.
absl::Status CheckFacts(const ProgrammeTerms& terms, const pb::Journey& journey);

// A day of something that belongs to a journey lies neither before the referral nor after the journey's end, where there is one.
void CheckDayOfJourney(const std::string& field, std::optional<absl::CivilDay> day,
                       std::optional<absl::CivilDay> referred_on, std::optional<absl::CivilDay> ended_on,
                       base::Violations* violations);

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
