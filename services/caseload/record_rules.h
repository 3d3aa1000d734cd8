// What the rows of a file must be against what they hang on: pure functions. The rules of single records say the same of each of them; here the
// people, journeys and staff of a whole chunk are known beforehand.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "gainful/caseload/v1/caseload.pb.h"
#include "google/protobuf/field_mask.pb.h"
#include "services/caseload/allocation.h"
#include "services/common/base/call.h"
#include "services/common/base/status.h"

namespace gainful::caseload {

namespace pb = gainful::caseload::v1;

// What a chunk's records hang on; ids are as Postgres prints them. Rows that are accepted add to it, so that the next row is held against them.
struct Neighbours {
  struct Programme {
    std::optional<int> caseload_limit, old_answer_days;
  };
  struct Note {
    std::string participant_id, author;
    bool restricted = false;
  };
  // By record of a person, for every one that the caller sees: the journeys under any of the person's records; their other records; and the one that
  // it was merged into.
  std::map<std::string, std::vector<pb::Journey>> journeys;
  std::map<std::string, std::set<std::string>> other_records;
  std::map<std::string, std::string> merged_into;
  std::map<std::string, Programme> programmes;
  std::map<std::string, KeyWorker> staff;
  std::map<std::string, Note> notes;
  std::map<std::string, std::string> profiles;          // by journey: its vocational profile
  std::map<std::string, std::set<std::string>> active;  // by member of staff: the active journeys
  std::string crisis_protocol, crisis_duty, crisis_deputy;
  int crisis_minutes = 0;

  // The journey gets this key worker, or nobody, instead of whoever had it.
  void Allocate(const std::string& journey_id, const std::string& staff_member_id);
};

// Who fits a record in, and when.
struct Fitting {
  const base::Call* call;
  absl::CivilDay today;
  Neighbours* neighbours;
};

// Holds a record of any kind against its neighbours and completes it with what is the service's to set: who recorded it and when, the journey of a
// contact, the alert of a measure. Problems with person and journey name the keys. `is_new`: the record is not on file yet; then it goes under the record
// of the person that its journey is under, and without a journey under none that was merged into another.
void FitIn(const Fitting& fitting, bool is_new, google::protobuf::Message* record, base::Violations* v);

// What a row may not change of the record that its key has on file: whom it is about, what is immutable, and everything where it was withdrawn or is
// of a kind that is never changed. `after` is `before` with the row's values of the fields in `mask`.
void CheckChange(const google::protobuf::Message& before, const google::protobuf::Message& after,
                 const google::protobuf::FieldMask& mask, const std::string& kind, bool is_never_changed,
                 base::Violations* v);

}  // namespace gainful::caseload
