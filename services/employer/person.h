// Records of this service that are about a participant: seen by whoever may see them, through what caseload publishes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "services/common/base/call.h"
#include "services/common/base/status.h"
#include "services/common/db/pool.h"
#include "services/common/journal/records.h"

namespace gainful::employer {

// A record in table employer.<kind> whose participant_id says whom it is about.
journal::RecordSpec RecordOfPerson(const google::protobuf::Descriptor* type, const std::string& kind);

// The ids of all records of a person, by any one of them: an SQL array, over expressions for the organisation and the id.
std::string RecordsOf(const std::string& org, const std::string& id);

// A journey of the person, under whichever of their records.
struct Course {
  std::string id, participant_id;
  absl::CivilDay referred_on;
  std::optional<absl::CivilDay> ended_on;  // declined or exited
  bool is_withdrawn = false;
};

// The one journey that was under way on `day`: referred by then, and not over or withdrawn before. Null when there is none or more than one.
const Course* UnderWay(const std::vector<Course>& courses, absl::CivilDay day);
// How many were.
int CountUnderWay(const std::vector<Course>& courses, absl::CivilDay day);

// To which record and journey something new about a person belongs.
struct Belongs {
  std::string participant_id;
  std::optional<std::string> journey_id;
  bool is_unclear = false;                 // no journey is named, and several are under way
  std::optional<absl::CivilDay> ended_on;  // of the journey: declined or exited
};

// Looks for the participant, and for the journey that is named or, where none is, the one under way on `day`. What belongs to a journey is recorded
// under the record that the journey is under, so that it stays with it when a merge is undone. NOT_FOUND naming the field, whose path begins with
// `path`; FAILED_PRECONDITION for a record that was merged into another one, or a journey that was withdrawn.
absl::StatusOr<Belongs> FindPerson(db::Transaction& tx, const base::Call& call, const std::string& participant_id,
                                   const std::optional<std::string>& journey_id, absl::CivilDay day,
                                   const std::string& person_field, const std::string& journey_field = "journey_id");

}  // namespace gainful::employer
