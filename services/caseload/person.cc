#include "services/caseload/person.h"

#include "absl/strings/str_cat.h"
#include "gainful/caseload/v1/caseload.pb.h"
#include "services/caseload/characteristic.h"
#include "services/common/base/status.h"
#include "services/common/journal/access.h"

namespace gainful::caseload {

std::string MaySign(const std::string& org, const std::string& subject) {
  const std::string staff =
      absl::StrCat("EXISTS (SELECT FROM directory.published_staff_member_v1 s WHERE s.org_id = ", org,
                   " AND s.subject = ", subject, " AND s.active AND s.role ");
  return absl::StrCat("(", staff,
                      "IN ('employment_specialist', 'occupational_therapist', 'senior_occupational_therapist', "
                      "'physiotherapist', 'team_lead')) AND NOT ",
                      staff, "= 'student'))");
}

namespace {

// Whether the row `t` of caseload.countersignature is about a record that few may see.
std::string IsRestricted() {
  return absl::StrCat(
      "(t.kind = 'safeguarding_concern' OR EXISTS (SELECT FROM caseload.characteristic k WHERE k.org_id = t.org_id AND "
      "k.id = t.id AND k.kind = ANY ('",
      RestrictedKinds(),
      "'::text[])) OR EXISTS (SELECT FROM caseload.note n WHERE n.org_id = t.org_id AND n.id = t.id AND "
      "n.restricted))");
}

}  // namespace

std::string IsOpenToSign(const std::string& caller, const std::string& role) {
  return absl::StrCat("(t.entered_by = ", caller, " OR ", role, " = 'manager' OR NOT ", IsRestricted(), " OR ",
                      Supervises("t.org_id", caller, "t.entered_by"), ")");
}

std::string MaySignEntry(const std::string& org, const std::string& caller, const std::string& role) {
  return absl::StrCat("(", MaySign(org, caller), " OR (", role, " = 'manager' AND ", IsRestricted(), "))");
}

std::string Supervises(const std::string& org, const std::string& caller, const std::string& student) {
  return absl::StrCat(
      "EXISTS (SELECT FROM directory.published_staff_member_v1 s JOIN directory.published_staff_member_v1 o ON "
      "o.org_id = s.org_id AND o.id = s.supervisor_id WHERE s.org_id = ",
      org, " AND s.subject = ", student, " AND s.role = 'student' AND s.active AND o.subject = ", caller,
      " AND o.active)");
}

std::string Leads(const std::string& org, const std::string& caller, const std::string& team) {
  return absl::StrCat(
      "EXISTS (SELECT FROM directory.published_staff_member_v1 s JOIN directory.published_posting_v1 l ON l.org_id = "
      "s.org_id AND l.staff_member_id = s.id WHERE s.org_id = ",
      org, " AND s.subject = ", caller, " AND s.active AND l.role = 'team_lead' AND l.team_id = ", team, ")");
}

journal::RecordSpec RecordOfPerson(const google::protobuf::Descriptor* type, const std::string& kind) {
  journal::RecordSpec spec;
  spec.type = type;
  spec.kind = kind;
  spec.table = "caseload." + kind;
  spec.person = "participant_id";
  spec.visible_through = "caseload.participant";
  spec.visible_key = "participant_id";
  spec.people = "caseload.participant";
  spec.other_records = kOtherRecords;
  spec.with_entry = record::AwaitSignature(kCountersignatures);
  return spec;
}

journal::RecordSpec ParticipantSpec() {
  journal::RecordSpec spec;
  spec.type = gainful::caseload::v1::Participant::descriptor();
  spec.kind = "participant";
  spec.table = "caseload.participant";
  spec.person = "id";
  spec.teams_seen = TeamsSeen();
  spec.seen_beside = absl::StrCat("(", IsOpened("t.id"), " OR ", IsSeenAsMerged("t.id"), ")");
  spec.with_entry = record::AwaitSignature(kCountersignatures);
  return spec;
}

std::string TeamsSeen() {
  return "SELECT unnest(current_setting('app.teams')::uuid[]) AS team_id UNION SELECT c.team_id FROM "
         "caseload.covered_team_v1 c WHERE c.org_id = $1::uuid";
}

std::string IsOpened(const std::string& person) {
  return absl::StrCat(person,
                      " = ANY (ARRAY(SELECT o.participant_id FROM caseload.opened_person_v1 o WHERE o.org_id = "
                      "$1::uuid))");
}

std::string IsSeenAsMerged(const std::string& person) {
  return absl::StrCat(person,
                      " = ANY (ARRAY(SELECT m.participant_id FROM caseload.merged_person_v1 m WHERE m.org_id = "
                      "$1::uuid))");
}

std::string RecordsOf(const std::string& org, const std::string& id) {
  return absl::StrCat("ARRAY(SELECT ", id, " UNION ALL SELECT o.other_id FROM ", kOtherRecords,
                      " o WHERE o.org_id = ", org, " AND o.participant_id = ", id, ")");
}

db::Look SeePerson(const base::Call& call, const base::Uuid& person) {
  static const auto* see =
      new db::Statement("SELECT id, merged_into FROM caseload.participant WHERE org_id = $1::uuid AND id = $2::uuid");
  return {see, {call.org, person}};
}

absl::Status ReadAboutPerson(db::Pool* pool, const base::Call& call, const base::Uuid& person,
                             const std::function<absl::Status(db::Transaction&)>& read) {
  {
    pqxx::result found;
    ASSIGN_OR_RETURN(auto tx, pool->Begin(call, SeePerson(call, person), &found));
    if (!found.empty()) {
      RETURN_IF_ERROR(read(tx));
      return tx.Commit();
    }
  }
  RETURN_IF_ERROR(journal::RecordRefusal(pool, call, "participant", person, "not_found"));
  return base::NotFound("participant");
}

}  // namespace gainful::caseload
