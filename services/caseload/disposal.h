// When a person's record has been kept for long enough: a pure rule.
//
// The shape is that of the retention schedule of the NHS Records Management Code of Practice (NHS England, 2021 as updated in 2023, appendix II): a
// period in years that begins when the record ceases to be in use and begins anew when it comes back into use; records of children until an age, and
// until a higher one where somebody was 17 when support ended. The schedule's own figures (20 years for mental health, 8 for other adult care, the
// 25th and the 26th birthday) are nobody's default here: a programme that says nothing keeps its records.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"

namespace gainful::caseload {

// What a programme says: years, and ages to which the records of those who were under 18, or 17, when support ended are kept.
struct RetentionPeriod {
  std::optional<int> years, until_age, until_age_at_17;
};

struct EndedJourney {
  std::string id, programme_id;
  // The day it was exited, declined or withdrawn as recorded in error, the last of them; none while it is open.
  std::optional<absl::CivilDay> ended_on;
  RetentionPeriod period;
};

// What the rule needs to know of one person.
struct RecordFacts {
  std::optional<absl::CivilDay> birth_date;
  std::optional<int> birth_year;  // where the day is not known
  std::optional<absl::CivilDay> last_contact;
  bool on_hold = false;  // a legal hold stands
  std::vector<EndedJourney> journeys;
};

// What is known of somebody with several records, which are kept or disposed of together: the journeys of all; the last contact under any; the latest
// day on which they can have been born; and a hold on one is a hold on all.
RecordFacts FactsTogether(const std::vector<RecordFacts>& records);

// What decided how long a record is kept: the journey whose period runs longest.
struct Keeping {
  std::string journey_id, programme_id;
  absl::CivilDay counted_from;
  int years = 0;
  int until_age = 0;       // where that was longer; else 0
  absl::CivilDay kept_to;  // the last day on which the record must be kept
};

enum class Retention {
  kDue,           // every journey has ended and every period has run out
  kOnHold,        // due but for a legal hold
  kNotYet,        // a period has not run out
  kBirthUnknown,  // the periods have run out, but a programme asks whether they were a child and nobody can say
  kNoPeriod,      // a programme of theirs says nothing
  kOpen,          // a journey is under way, or a referral undecided
  kNoJourney,     // nothing says which period there is
};

struct Judgement {
  Retention retention = Retention::kNoJourney;
  Keeping keeping;  // except of kNoPeriod, kOpen and kNoJourney
};

// A period that ends on the 29th of February of a year that has none ends on the 1st of March, and so do such birthdays: never a day too early. Of a
// birth year the last day counts.
Judgement Judge(const RecordFacts& facts, absl::CivilDay as_of);

// Why somebody on a list that is being signed stays on record, as a sentence; empty when their record may go. `changed` names the kinds of records
// that were made or changed about them since the list was drawn up, separated by commas; `is_whole`: all their records stand on the list.
std::string ReasonToKeep(const Judgement& judgement, const std::string& changed, bool is_whole = true);

}  // namespace gainful::caseload
