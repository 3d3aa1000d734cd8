// Limits, and what a day asks for: pure functions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "gainful/caseload/v1/caseload.pb.h"
#include "gainful/caseload/v1/work.pb.h"
#include "gainful/directory/v1/directory.pb.h"

namespace gainful::caseload {

namespace pb = gainful::caseload::v1;

// Active journeys that a full-time employment specialist has at most where a programme says nothing: 20, as IPS fidelity asks (IPS-25, item 1).
constexpr int kUsualCaseload = 20;

// A limit for full time scaled by hours, rounded down: 20 at 50 per cent is 10, at 33 per cent 6. Full time where the hours are not known.
int ScaledLimit(int full_time, std::optional<int> fte_percent);

// Whether IPS forbids this reason to decline: zero exclusion (IPS-25, item 11).
bool IsExclusion(directory::v1::ProgrammeKind programme, pb::DeclineReason reason);

// What is known of one open journey when its day is worked out.
struct OpenJourney {
  std::string id, participant_id, name;
  std::string key_worker;  // name; empty while there is none
  absl::CivilDay referred_on;
  std::optional<absl::CivilDay> accepted_on;
  std::optional<absl::CivilDay> next_review_on;
  std::optional<absl::CivilDay> last_reviewed;
  std::optional<absl::CivilDay> last_met;  // last attended contact with the participant since the referral
  bool waits_for_triage = false;           // the programme triages, and nobody has looked at the referral
  std::optional<int> triage_days, decision_days, first_contact_days, review_days;  // the programme's clocks
  std::optional<absl::CivilDay> consent_ends;  // the first day on which a consent in force ends
};

// Adds what the journey asks for on `today`:
//   triage         referred_on + triage_days; without that clock at once
//   decision       referred_on + decision_days; without that clock at once
//   allocation     accepted_on, while nobody is key worker
//   first contact  accepted_on + first_contact_days (28 without that clock), while nobody met the person since
//   no contact     last_met + 28
//   review         next_review_on; where none was fixed, review_days after the last review, or after accepted_on before the first
//   consent        the day it ends, from 30 days before
// A day that has passed is overdue, today is due, and the seven days before a day are at risk; earlier it is not listed.
void AddDue(const OpenJourney& journey, absl::CivilDay today, std::vector<pb::DayItem>* items);

// An alert that nobody took up: due on the day it is raised, overdue after that day or once `is_late`, its time limit having passed.
pb::DayItem DueAlert(pb::AlertKind kind, absl::CivilDay raised_on, absl::CivilDay today, bool is_late);

// So many entries of students about one person that wait for a signature, the first entered on that day: to be signed within 7 days, listed
// from the start.
pb::DayItem DueSignature(absl::CivilDay first_on, int entries, absl::CivilDay today);

// So many entries of the caller's own as a student, about one person, that were returned on that day at first: to be mended within 7 days, listed
// from the start.
pb::DayItem DueReturned(absl::CivilDay first_on, int entries, absl::CivilDay today);

// A disclosure without consent on that day, to be reviewed by another manager within 7 days, listed from the start.
pb::DayItem DueDisclosure(absl::CivilDay disclosed_on, absl::CivilDay today);

// The end of a consent is a person's, whatever the number of their journeys: of several lines that say the same of one person, the first stays.
void DropRepeatedConsents(std::vector<pb::DayItem>* items);

// What is listed of many: a crisis before other alerts and those before all else; then overdue before due before at risk; then the earliest day; then by name.
void SortByUrgency(std::vector<pb::DayItem>* items);

}  // namespace gainful::caseload
