#include "services/caseload/access.h"

#include "absl/strings/str_cat.h"
#include "services/caseload/alerts.h"
#include "services/caseload/match.h"
#include "services/common/base/dates.h"
#include "services/common/base/instants.h"
#include "services/common/db/values.h"

namespace gainful::caseload {
namespace {

using google::protobuf::Message;

// Managers are told by the statement that opens the record.
journal::RecordSpec OpeningSpec() {
  journal::RecordSpec spec = RecordOfPerson(pb::EmergencyOpening::descriptor(), "emergency_opening");
  const db::Mapping mapping(spec.type);
  const auto p = [&](const char* column) { return journal::CreateParam(mapping, column); };
  spec.with_create = absl::StrCat(
      "n AS (INSERT INTO caseload.alert (id, org_id, etag, updated_at, participant_id, journey_id, kind, detail, "
      "raised_by, raised_on, acknowledged_by, acknowledged_on, answer_by) SELECT ",
      p("id"), ", $1::uuid, 1, ", p("updated_at"), ", ", p("participant_id"), ", NULL, 'emergency_opening', ",
      "'Somebody outside the team opened the record; the reason stands in the opening.', ", p("opened_by"),
      ", d.today, '', NULL, NULL FROM e JOIN directory.published_today_v1 d ON d.org_id = e.org_id)");
  // A reason and a manager's verdict on it are for the two of them, and for auditors.
  spec.visible_where = "(t.opened_by = $4::text OR $5::text IN ('manager', 'auditor'))";
  spec.conditions = {{"unreviewed", "t.reviewed_on IS NULL"}};
  return spec;
}

journal::RecordSpec CoverSpec() {
  journal::RecordSpec spec;
  spec.type = pb::Cover::descriptor();
  spec.kind = "cover";
  spec.table = "caseload.cover";
  spec.visible_where =
      absl::StrCat("($3::text IN ('manager', 'auditor') OR ", Leads("t.org_id", "$2::text", "t.team_id"), ")");
  return spec;
}

journal::RecordSpec CountersignatureSpec() {
  journal::RecordSpec spec = RecordOfPerson(pb::Countersignature::descriptor(), "countersignature");
  spec.with_entry.clear();  // nobody signs for a signature
  spec.visible_where = IsOpenToSign("$4::text", "$5::text");
  return spec;
}

// Cover ends neither before it starts nor after the member of staff has left.
void CheckCoverEnds(const pb::Cover& cover, std::optional<absl::CivilDay> leaves, base::Violations* v) {
  const absl::CivilDay ends = *base::ToDay(cover.ends_on());
  if (ends < *base::ToDay(cover.starts_on())) {
    v->Add("cover.ends_on", "must not lie before starts_on");
  } else if (leaves && *leaves < ends) {
    v->Add("cover.ends_on", absl::StrCat("must not lie after the day on which the member of staff leaves (",
                                         base::FormatDay(*leaves), ")"));
  }
}

// By cover people were seen: what it says of days that have gone is not changed afterwards.
void CheckCoverChange(const pb::Cover& before, const pb::Cover& after, absl::CivilDay today, base::Violations* v) {
  const absl::CivilDay started = *base::ToDay(before.starts_on()), starts = *base::ToDay(after.starts_on());
  const absl::CivilDay ended = *base::ToDay(before.ends_on()), ends = *base::ToDay(after.ends_on());
  if (starts != started && started <= today) {
    v->Add("cover.starts_on", absl::StrCat("must stay ", base::FormatDay(started), ", because that day has come"));
  } else if (starts != started && starts < today) {
    v->Add("cover.starts_on", absl::StrCat("must not lie before today (", base::FormatDay(today), ")"));
  }
  if (ends != ended && ended < today - 1) {
    v->Add("cover.ends_on", absl::StrCat("must stay ", base::FormatDay(ended), ": it is over; arrange another cover"));
  } else if (ends != ended && ends < today - 1) {
    v->Add("cover.ends_on", absl::StrCat("must not lie before yesterday (", base::FormatDay(today - 1), ")"));
  }
}

}  // namespace

AccessService::AccessService(db::Pool* pool)
    : RecordService(pool, pb::Cover::descriptor()->file()->FindServiceByName("AccessService")),
      openings_(pool, OpeningSpec()),
      covers_(pool, CoverSpec()),
      countersignatures_(pool, CountersignatureSpec()),
      alerts_(pool, AlertSpec()),
      opening_look_(
          "SELECT i.participant_id, m.kept_id FROM caseload.published_identity_v1 i LEFT JOIN "
          "caseload.published_merged_v1 m ON m.org_id = i.org_id AND m.participant_id = i.participant_id WHERE "
          "i.org_id = $1::uuid AND i.participant_id = $2::uuid"),
      by_nhs_number_(
          "SELECT DISTINCT coalesce(m.kept_id, i.participant_id) FROM caseload.published_identity_v1 i LEFT JOIN "
          "caseload.published_merged_v1 m ON m.org_id = i.org_id AND m.participant_id = i.participant_id WHERE "
          "i.org_id = $1::uuid AND i.nhs_number = $2 LIMIT 2"),
      condemned_(absl::StrCat(
          "SELECT 1 FROM caseload.emergency_opening WHERE org_id = $1::uuid AND participant_id = ANY (",
          RecordsOf("$1::uuid", "$2::uuid"), ") AND opened_by = $3 AND verdict = 'not_justified' LIMIT 1")),
      cover_look_(
          "SELECT s.id, s.subject, s.ends_on, t.id FROM (SELECT) x LEFT JOIN "
          "directory.published_staff_member_v1 s ON s.org_id = $1::uuid AND s.id = $2::uuid LEFT JOIN "
          "directory.published_team_v1 t ON t.org_id = $1::uuid AND t.id = $3::uuid"),
      leads_(absl::StrCat("SELECT ", Leads("$1::uuid", "$2::text", "$3::uuid"))),
      // The alert of an opening, which has its id, as long as nobody took it up.
      open_alert_(absl::StrCat(alerts_.SelectFrom(),
                               " WHERE t.org_id = $1::uuid AND t.id = $2::uuid AND t.acknowledged_on IS NULL FOR NO "
                               "KEY UPDATE OF t")),
      qualified_(absl::StrCat("SELECT 1 FROM caseload.countersignature t WHERE t.org_id = $1::uuid AND t.id = $2::uuid "
                              "AND ",
                              MaySignEntry("$1::uuid", "$3::text", "$4::text"))),
      // The record, where the caller may know of it: $3 the caller, $4 the role.
      open_(absl::StrCat("SELECT 1 FROM caseload.countersignature t WHERE t.org_id = $1::uuid AND t.id = $2::uuid AND ",
                         IsOpenToSign("$3::text", "$4::text"))) {
  On(&AccessService::CreateEmergencyOpening, "CreateEmergencyOpening");
  Serve(&openings_);
  On(&AccessService::ReviewEmergencyOpening, "ReviewEmergencyOpening");
  On(&AccessService::CreateCover, "CreateCover");
  Serve(&covers_);
  On(&AccessService::UpdateCover, "UpdateCover");
  Serve(&countersignatures_);
  On(&AccessService::DecideCountersignature, "DecideCountersignature");
}

// The record named by its id, which the look has found or not, or else the one with the NHS number.
absl::StatusOr<std::string> AccessService::PersonToOpen(db::Transaction& tx, const base::Call& call,
                                                        const pqxx::result& rows, const std::string& nhs_number) const {
  base::Violations missing;
  if (nhs_number.empty()) {
    if (rows.empty()) missing.Add("emergency_opening.participant_id", "names no participant of this organisation");
    RETURN_IF_ERROR(missing.ToStatus(absl::StatusCode::kNotFound));
    RETURN_IF_ERROR(CheckNotMerged(db::TextIn(rows[0][1])));
    return db::TextIn(rows[0][0]);
  }
  db::Params params;
  params.Text(call.org.ToString()).Text(nhs_number);
  ASSIGN_OR_RETURN(const pqxx::result found, tx.Run(by_nhs_number_, params));
  if (found.empty()) missing.Add("nhs_number", "is that of no participant of this organisation");
  RETURN_IF_ERROR(missing.ToStatus(absl::StatusCode::kNotFound));
  if (found.size() > 1)
    return base::Error(absl::StatusCode::kFailedPrecondition, "SEVERAL",
                       "several records have this NHS number; ask a manager which one it is");
  return db::TextIn(found[0][0]);
}

// An opening that a manager found unjustified is not made again by the same caller.
absl::Status AccessService::CheckNotCondemned(db::Transaction& tx, const base::Call& call,
                                              const std::string& person) const {
  db::Params params;
  params.Text(call.org.ToString()).Text(person).Text(call.caller);
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(condemned_, params));
  if (rows.empty()) return absl::OkStatus();
  return base::Error(
      absl::StatusCode::kFailedPrecondition, "NOT_JUSTIFIED",
      "a manager found an earlier opening of this record by you not justified; ask a manager, who sees it");
}

absl::Status AccessService::CreateEmergencyOpening(const base::Call& call, const pb::CreateEmergencyOpeningRequest& q,
                                                   pb::EmergencyOpening* out) {
  base::Violations v;
  RETURN_IF_ERROR(calendar_.Check(call, q, &v));
  const std::string& id = q.emergency_opening().participant_id();
  if (v.empty() && id.empty() == q.nhs_number().empty())
    v.Add("emergency_opening.participant_id", "must be given, or nhs_number; not both");
  if (!q.nhs_number().empty() && !IsNhsNumber(q.nhs_number())) v.Add("nhs_number", kNhsNumberWanted);
  RETURN_IF_ERROR(v.ToStatus());
  journal::Records::New made{
      base::Uuid::V7(call.now), {"participant", base::IdOf(id)}, {&opening_look_, {call.org, base::IdOf(id)}}};
  const auto rule = [&](db::Transaction& tx, const pqxx::result& rows, const Message*, Message* record,
                        base::Violations*) -> absl::Status {
    ASSIGN_OR_RETURN(const std::string person, PersonToOpen(tx, call, rows, q.nhs_number()));
    made.parent.id =
        base::IdOf(person);  // an attempt that is refused stands in the account of whoever has the NHS number
    auto* opening = static_cast<pb::EmergencyOpening*>(record);
    RETURN_IF_ERROR(CheckNotCondemned(tx, call, person));
    opening->set_participant_id(person);
    if (!opening->has_hours()) opening->set_hours(kUsualOpeningHours);
    opening->set_opened_by(call.caller);
    *opening->mutable_opened_at() = base::ToProto(call.now);
    *opening->mutable_expires_at() = base::ToProto(call.now + absl::Hours(opening->hours()));
    return absl::OkStatus();
  };
  return openings_.Create(call, q, q.emergency_opening(), made, rule, out);
}

// The alert that the opening raised, acknowledged by this call; none where somebody took it up before. Locked.
absl::StatusOr<std::optional<AccessService::TakenUp>> AccessService::TakeUpAlert(db::Transaction& tx,
                                                                                 const base::Call& call,
                                                                                 const std::string& opening,
                                                                                 absl::CivilDay today) const {
  db::Params params;
  params.Text(call.org.ToString()).Text(opening);
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(open_alert_, params));
  if (rows.empty()) return std::nullopt;
  TakenUp alert;
  RETURN_IF_ERROR(alerts_.Read(rows[0], &alert.before));
  alert.after = alert.before;
  alert.after.set_acknowledged_by(call.caller);
  *alert.after.mutable_acknowledged_on() = base::ToProto(today);
  return alert;
}

absl::Status AccessService::ReviewEmergencyOpening(const base::Call& call, const pb::ReviewEmergencyOpeningRequest& q,
                                                   pb::EmergencyOpening* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  std::optional<TakenUp> alert;
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record,
                        base::Violations*) -> absl::Status {
    auto* opening = static_cast<pb::EmergencyOpening*>(record);
    if (opening->opened_by() == call.caller)
      return base::Error(absl::StatusCode::kFailedPrecondition, "OWN_OPENING",
                         "you opened this record yourself; another manager must review it");
    if (opening->has_reviewed_on())
      return base::Error(absl::StatusCode::kFailedPrecondition, "STATE", "it was reviewed before");
    opening->set_reviewed_by(call.caller);
    *opening->mutable_reviewed_on() = base::ToProto(today);
    opening->set_verdict(q.verdict());
    // What was not justified ends at once.
    if (q.verdict() != pb::ACCESS_VERDICT_JUSTIFIED && opening->expires_at().seconds() > absl::ToUnixSeconds(call.now))
      *opening->mutable_expires_at() = base::ToProto(call.now);
    opening->set_review(q.review());
    ASSIGN_OR_RETURN(alert, TakeUpAlert(tx, call, opening->id(), today));
    return absl::OkStatus();
  };
  // Who reviewed an opening has looked at it: its alert does not stay on the day.
  const auto also = [&] {
    std::vector<journal::Change> parts;
    if (alert) parts.push_back(alerts_.AsPart(call, alert->before, &alert->after));
    return parts;
  };
  return openings_.Change(call, q, q.id(), rule, out, also);
}

// Cover is arranged by managers, and by whoever leads the team that is opened.
absl::StatusOr<bool> AccessService::MayArrange(db::Transaction& tx, const base::Call& call,
                                               const std::string& team) const {
  if (call.role == "manager") return true;
  db::Params params;
  params.Text(call.org.ToString()).Text(call.caller).Text(team);
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(leads_, params));
  return db::IsTrue(rows[0][0]);
}

absl::Status AccessService::CreateCover(const base::Call& call, const pb::CreateCoverRequest& q, pb::Cover* out) {
  base::Violations v;
  RETURN_IF_ERROR(calendar_.Check(call, q, &v));
  RETURN_IF_ERROR(v.ToStatus());
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const auto rule = [&](db::Transaction& tx, const pqxx::result& rows, const Message*, Message* record,
                        base::Violations* violations) -> absl::Status {
    auto* cover = static_cast<pb::Cover*>(record);
    base::Violations missing;
    if (rows[0][0].is_null()) missing.Add("cover.staff_member_id", "names no member of staff");
    if (rows[0][3].is_null()) missing.Add("cover.team_id", "names no team");
    RETURN_IF_ERROR(missing.ToStatus(absl::StatusCode::kNotFound));
    ASSIGN_OR_RETURN(const bool may_arrange, MayArrange(tx, call, cover->team_id()));
    if (!may_arrange)
      return base::Error(absl::StatusCode::kPermissionDenied, "NOT_LEAD",
                         "only a lead of the team that is covered, or a manager, arranges cover");
    CheckCoverEnds(*cover, db::DayIn(rows[0][2]), violations);
    if (!violations->empty()) return absl::OkStatus();
    cover->set_subject(db::TextIn(rows[0][1]));
    if (cover->subject().empty())
      return base::Error(absl::StatusCode::kFailedPrecondition, "NO_SUBJECT",
                         "this member of staff has no sign-in on record (subject), so nothing can be opened to them");
    cover->set_recorded_by(call.caller);
    *cover->mutable_recorded_on() = base::ToProto(today);
    return absl::OkStatus();
  };
  const db::Look look = {&cover_look_,
                         {call.org, base::IdOf(q.cover().staff_member_id()), base::IdOf(q.cover().team_id())}};
  return covers_.Create(call, q, q.cover(), {base::Uuid::V7(call.now), {"cover", {}}, look}, rule, out);
}

absl::Status AccessService::UpdateCover(const base::Call& call, const pb::UpdateCoverRequest& q, pb::Cover* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message* before, Message* record,
                        base::Violations* v) -> absl::Status {
    const auto& cover = static_cast<const pb::Cover&>(*record);
    ASSIGN_OR_RETURN(const bool may_arrange, MayArrange(tx, call, cover.team_id()));
    if (!may_arrange) return base::NotFound("cover");  // who may not arrange it is not shown it
    db::Params look;
    look.Text(call.org.ToString()).Text(cover.staff_member_id()).Text(cover.team_id());
    ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(cover_look_, look));
    CheckCoverEnds(cover, db::DayIn(rows[0][2]), v);
    if (v->empty()) CheckCoverChange(static_cast<const pb::Cover&>(*before), cover, today, v);
    return absl::OkStatus();
  };
  return covers_.Update(call, q, q.cover(), q.update_mask(), rule, out);
}

absl::Status AccessService::DecideCountersignature(const base::Call& call, const pb::DecideCountersignatureRequest& q,
                                                   pb::Countersignature* out) {
  base::Violations v;
  RETURN_IF_ERROR(calendar_.Check(call, q, &v));
  if (q.decision() == pb::COUNTERSIGN_DECISION_RETURNED && q.note().empty())
    v.Add("note", "must say what the student is to do, since the entry is returned");
  RETURN_IF_ERROR(v.ToStatus());
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record,
                        base::Violations*) -> absl::Status {
    auto* entry = static_cast<pb::Countersignature*>(record);
    db::Params look;
    look.Text(call.org.ToString()).Text(entry->id()).Text(call.caller).Text(call.role);
    ASSIGN_OR_RETURN(const pqxx::result open, tx.Run(open_, look));
    if (open.empty()) return base::NotFound("countersignature");
    if (entry->etag() != q.etag()) return journal::StaleEtag(entry->etag(), "");
    if (entry->entered_by() == call.caller)
      return base::Error(absl::StatusCode::kFailedPrecondition, "OWN_ENTRY", "nobody countersigns their own entry");
    db::Params params;
    params.Text(call.org.ToString()).Text(entry->id()).Text(call.caller).Text(call.role);
    ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(qualified_, params));
    if (rows.empty())
      return base::Error(absl::StatusCode::kFailedPrecondition, "NOT_QUALIFIED",
                         "an employment specialist, occupational therapist, physiotherapist or team lead countersigns; "
                         "no member of staff with your sign-in is one");
    if (entry->decision() == pb::COUNTERSIGN_DECISION_SIGNED)
      return base::Error(absl::StatusCode::kFailedPrecondition, "STATE", "the entry was signed before");
    entry->set_decision(q.decision());
    entry->set_note(q.note());
    entry->set_decided_by(call.caller);
    *entry->mutable_decided_on() = base::ToProto(today);
    return absl::OkStatus();
  };
  return countersignatures_.Change(call, q, q.id(), rule, out);
}

}  // namespace gainful::caseload
