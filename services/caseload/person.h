// What the services of this folder share: records that hang on a participant, and reads about one.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "google/protobuf/timestamp.pb.h"
#include "services/caseload/merge.h"
#include "services/common/base/dates.h"
#include "services/common/base/ids.h"
#include "services/common/db/pool.h"
#include "services/common/journal/records.h"
#include "services/common/record/countersignature.h"

namespace gainful::caseload {

// The table of what waits for countersignature: see record::AwaitSignature.
constexpr char kCountersignatures[] = "caseload.countersignature";

// Whether the sign-in is that of somebody employed today who may countersign: in a qualified role, and in none as a student. As SQL over two
// expressions.
std::string MaySign(const std::string& org, const std::string& subject);

// Whether a row `t` of caseload.countersignature may be known to the caller: what is restricted is not given away by waiting for a signature, but to the
// student's own supervisor and to managers. As SQL over expressions for the caller and their role.
std::string IsOpenToSign(const std::string& caller, const std::string& role);

// Whether the caller may sign such a row `t`, once they may know of it: who is qualified, and, of what is restricted, any manager. So few may see that,
// that it could wait for ever otherwise. As SQL over three expressions.
std::string MaySignEntry(const std::string& org, const std::string& caller, const std::string& role);

// Whether somebody with sign-in `caller` supervises the student with sign-in `student` today, as SQL over three expressions.
std::string Supervises(const std::string& org, const std::string& caller, const std::string& student);

// Whether somebody with sign-in `caller` leads the team today, as SQL over three expressions.
std::string Leads(const std::string& org, const std::string& caller, const std::string& team);

// Where only who recorded it and managers may see a record, as a condition on its row (RecordSpec::visible_where) and as a rule for changes. What a student
// recorded their own supervisor reads as well, since nobody signs what they cannot read: see Supervises.
constexpr char kRecorderOrManager[] =
    "(t.recorded_by = $4::text OR $5::text = 'manager' OR EXISTS (SELECT FROM directory.published_staff_member_v1 s "
    "JOIN directory.published_staff_member_v1 o ON o.org_id = s.org_id AND o.id = s.supervisor_id WHERE s.org_id = "
    "t.org_id AND s.subject = t.recorded_by AND s.role = 'student' AND s.active AND o.subject = $4::text AND "
    "o.active))";
inline bool IsRecorderOrManager(const base::Call& call, const std::string& recorded_by) {
  return recorded_by == call.caller || call.role == "manager";
}

// A record in table caseload.<kind> whose participant_id says whom it is about: seen by whoever may see that participant.
journal::RecordSpec RecordOfPerson(const google::protobuf::Descriptor* type, const std::string& kind);

// Which teams a caller bound to teams sees (RecordSpec::teams_seen), and, as a condition on an expression for the person's id, whose records are
// open to them beside (RecordSpec::seen_beside), or have another record with one of those teams. $1 is the organisation. The same views stand in
// the policies.
std::string TeamsSeen();
std::string IsOpened(const std::string& person);
std::string IsSeenAsMerged(const std::string& person);

// Participants themselves.
journal::RecordSpec ParticipantSpec();

// The published view that says which other records are of the same person (RecordSpec::other_records).
constexpr char kOtherRecords[] = "caseload.published_other_record_v1";

// The ids of all records of a person, by any one of them: an SQL array, over expressions for the organisation and the id.
std::string RecordsOf(const std::string& org, const std::string& id);

// The look at a participant that the caller may see: one row with the id and the record into which it was merged, or none.
db::Look SeePerson(const base::Call& call, const base::Uuid& person);

// Runs `read` in a transaction when the caller may see the participant, and commits; else NOT_FOUND, which is written down where the caller
// belongs. What `read` shows it must write to the access journal itself.
absl::Status ReadAboutPerson(db::Pool* pool, const base::Call& call, const base::Uuid& person,
                             const std::function<absl::Status(db::Transaction&)>& read);

// Adds the text, or null where it is empty.
inline void TextOrNull(const std::string& text, db::Params* params) {
  if (text.empty()) {
    params->Null();
  } else {
    params->Text(text);
  }
}

}  // namespace gainful::caseload
