#include "services/caseload/clinical.h"

#include "absl/strings/str_cat.h"
#include "services/caseload/measure.h"
#include "services/caseload/person.h"
#include "services/common/base/codes.h"
#include "services/common/base/dates.h"
#include "services/common/db/values.h"
#include "services/common/journal/access.h"

namespace gainful::caseload {
namespace {

using google::protobuf::Message;

journal::RecordSpec NoteSpec() {
  journal::RecordSpec spec = RecordOfPerson(pb::Note::descriptor(), "note");
  // The author of a note reads what was added to it, and a student's supervisor what the student wrote.
  spec.visible_where = absl::StrCat(
      "(NOT t.restricted OR t.author = $4::text OR $5::text = 'manager' OR EXISTS (SELECT FROM caseload.note o WHERE "
      "o.org_id = t.org_id AND o.id = t.addendum_to AND o.author = $4::text) OR ",
      Supervises("t.org_id", "$4::text", "t.author"), ")");
  return spec;
}

// The alert that a measure raises is written by the statement that writes the measure: there is no moment at which one is on record without
// the other.
journal::RecordSpec MeasureSpec() {
  journal::RecordSpec spec = RecordOfPerson(pb::Measure::descriptor(), "measure");
  const db::Mapping mapping(spec.type);
  const auto p = [&](const char* column) { return journal::CreateParam(mapping, column); };
  spec.with_create = absl::StrCat(
      "n AS (INSERT INTO caseload.alert (id, org_id, etag, updated_at, participant_id, journey_id, kind, detail, "
      "raised_by, "
      "raised_on, acknowledged_by, acknowledged_on, answer_by) SELECT ",
      p("id"), ", $1::uuid, 1, ", p("updated_at"), ", ", p("participant_id"), ", ", p("journey_id"), ", ", p("alert"),
      ", '", kCrisisDetail, "', ", p("recorded_by"), ", ", p("recorded_on"), ", '', NULL, ", p("answer_by"),
      " FROM e WHERE ", p("alert"), " IS NOT NULL)");
  spec.derive = [](Message* m) { SetScore(static_cast<pb::Measure*>(m)); };
  return spec;
}

// What belongs to a journey is recorded under the record of the person that the journey is under, so that it stays with it when a merge is undone.
template <class Record>
void StayWithJourney(const pqxx::field& participant_id, Record* record) {
  if (record->has_journey_id() && !participant_id.is_null()) record->set_participant_id(participant_id.c_str());
}

bool IsNull(const pqxx::result& rows, int column) { return rows[0][column].is_null(); }

}  // namespace

ClinicalService::ClinicalService(db::Pool* pool)
    : RecordService(pool, pb::Note::descriptor()->file()->FindServiceByName("ClinicalService")),
      notes_(pool, NoteSpec()),
      measures_(pool, MeasureSpec()),
      // The person, their journey, and the note that another one amends.
      note_look_(absl::StrCat(
          "SELECT p.id, j.id, n.id, n.restricted, n.author, p.merged_into, j.participant_id FROM "
          "caseload.participant p LEFT JOIN caseload.journey j ON j.org_id = p.org_id AND j.id = $3::uuid AND "
          "j.participant_id = ANY (",
          RecordsOf("p.org_id", "p.id"),
          ") LEFT JOIN caseload.note n ON n.org_id = p.org_id AND n.id = $4::uuid "
          "AND n.participant_id = ANY (",
          RecordsOf("p.org_id", "p.id"), ") WHERE p.org_id = $1::uuid AND p.id = $2::uuid")),
      // The person, their journey, the programme's limit for old answers, and the organisation's crisis protocol.
      measure_look_(absl::StrCat(
          "SELECT p.id, j.id, g.old_answer_days, c.crisis_protocol, c.crisis_duty, c.crisis_deputy, c.crisis_minutes, "
          "p.merged_into, j.participant_id FROM "
          "caseload.participant p LEFT JOIN caseload.journey j ON j.org_id = p.org_id AND j.id = $3::uuid AND "
          "j.participant_id = ANY (",
          RecordsOf("p.org_id", "p.id"),
          ") LEFT JOIN directory.published_programme_v1 g ON g.org_id = j.org_id AND g.id = j.programme_id "
          "LEFT "
          "JOIN directory.published_crisis_v1 c ON c.org_id = p.org_id WHERE p.org_id = $1::uuid AND p.id = $2::uuid")),
      progress_(absl::StrCat(
          "WITH r AS MATERIALIZED (", measures_.SelectFrom(), " WHERE t.org_id = $1::uuid AND t.participant_id = ANY (",
          RecordsOf("$1::uuid", "$9::uuid"),
          ") AND t.kind = $10 AND t.withdrawn_on "
          "IS NULL), ",
          journal::AccessOf("measure", "r.participant_id", "NULL"), " SELECT * FROM r ORDER BY measured_on, id")) {
  On(&ClinicalService::CreateNote, "CreateNote");
  Serve(&notes_);
  On(&ClinicalService::CreateMeasure, "CreateMeasure");
  Serve(&measures_);
  On(&ClinicalService::WithdrawMeasure, "WithdrawMeasure");
  On(&ClinicalService::GetProgress, "GetProgress");
}

absl::Status ClinicalService::CreateNote(const base::Call& call, const pb::CreateNoteRequest& q, pb::Note* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  const base::Uuid person = base::IdOf(q.note().participant_id());
  const auto rule = [&](db::Transaction&, const pqxx::result& rows, const Message*, Message* record,
                        base::Violations*) -> absl::Status {
    auto* note = static_cast<pb::Note*>(record);
    note->set_author(call.caller);
    base::Violations missing;
    if (rows.empty()) {
      missing.Add("note.participant_id", "names no participant that you can see");
      return missing.ToStatus(absl::StatusCode::kNotFound);
    }
    RETURN_IF_ERROR(CheckNotMerged(db::TextIn(rows[0][5])));
    if (note->has_journey_id() && IsNull(rows, 1))
      missing.Add("note.journey_id", "names no journey of this participant that you can see");
    const bool hidden =
        !IsNull(rows, 2) && db::IsTrue(rows[0][3]) && call.role != "manager" && call.caller != rows[0][4].c_str();
    if (note->has_addendum_to() && (IsNull(rows, 2) || hidden))
      missing.Add("note.addendum_to", "names no note about this participant that you can see");
    // What is added to a restricted note is no less restricted.
    if (!IsNull(rows, 2) && db::IsTrue(rows[0][3])) note->set_restricted(true);
    StayWithJourney(rows[0][6], note);
    return missing.ToStatus(absl::StatusCode::kNotFound);
  };
  const db::Look look = {&note_look_,
                         {call.org, person, base::IdOf(q.note().journey_id()), base::IdOf(q.note().addendum_to())}};
  return notes_.Create(call, q, q.note(), {base::Uuid::V7(call.now), {"participant", person}, look}, rule, out);
}

absl::Status ClinicalService::CreateMeasure(const base::Call& call, const pb::CreateMeasureRequest& q,
                                            pb::Measure* out) {
  base::Violations v;
  RETURN_IF_ERROR(calendar_.Check(call, q, &v));
  if (v.empty()) ValidateMeasure(q.measure(), &v);
  RETURN_IF_ERROR(v.ToStatus());
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const base::Uuid person = base::IdOf(q.measure().participant_id());
  const auto rule = [&](db::Transaction&, const pqxx::result& rows, const Message*, Message* record,
                        base::Violations*) -> absl::Status {
    auto* measure = static_cast<pb::Measure*>(record);
    base::Violations missing;
    if (rows.empty()) {
      missing.Add("measure.participant_id", "names no participant that you can see");
    } else if (measure->has_journey_id() && IsNull(rows, 1)) {
      missing.Add("measure.journey_id", "names no journey of this participant that you can see");
    }
    RETURN_IF_ERROR(missing.ToStatus(absl::StatusCode::kNotFound));
    RETURN_IF_ERROR(CheckNotMerged(db::TextIn(rows[0][7])));
    StayWithJourney(rows[0][8], measure);
    measure->set_recorded_by(call.caller);
    *measure->mutable_recorded_on() = base::ToProto(today);
    const auto alert = AlertOf(*measure, today, IsNull(rows, 2) ? kUsualAnswerDays : rows[0][2].as<int>());
    measure->set_alert(alert);
    if (alert == pb::ALERT_KIND_UNSPECIFIED) return absl::OkStatus();
    if (alert == pb::ALERT_KIND_OLD_ANSWER) {
      measure->set_crisis_protocol(OldAnswerText(db::TextIn(rows[0][3])));
      return absl::OkStatus();
    }
    const int minutes = IsNull(rows, 6) ? kUsualCrisisMinutes : rows[0][6].as<int>();
    *measure->mutable_answer_by() = measure->updated_at();
    measure->mutable_answer_by()->set_seconds(measure->updated_at().seconds() + minutes * 60);
    measure->set_crisis_protocol(
        CrisisText(db::TextIn(rows[0][3]), db::TextIn(rows[0][4]), db::TextIn(rows[0][5]), minutes));
    return absl::OkStatus();
  };
  const db::Look look = {&measure_look_, {call.org, person, base::IdOf(q.measure().journey_id())}};
  return measures_.Create(call, q, q.measure(), {base::Uuid::V7(call.now), {"participant", person}, look}, rule, out);
}

absl::Status ClinicalService::WithdrawMeasure(const base::Call& call, const pb::WithdrawMeasureRequest& q,
                                              pb::Measure* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const auto rule = [&](db::Transaction&, const pqxx::result&, const Message*, Message* record,
                        base::Violations*) -> absl::Status {
    auto* measure = static_cast<pb::Measure*>(record);
    if (measure->has_withdrawn_on())
      return base::Error(absl::StatusCode::kFailedPrecondition, "STATE", "the measure was withdrawn before");
    *measure->mutable_withdrawn_on() = base::ToProto(today);
    return absl::OkStatus();
  };
  return measures_.Change(call, q, q.id(), rule, out);
}

absl::Status ClinicalService::GetProgress(const base::Call& call, const pb::GetProgressRequest& q, pb::Progress* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  const base::Uuid person = base::IdOf(q.id());
  return ReadAboutPerson(pool_, call, person, [&](db::Transaction& tx) -> absl::Status {
    db::Params params;
    journal::BindAccess(call, &params);
    params.Text(person.ToString());
    params.Text(base::CodeOf(pb::MeasureKind_descriptor()->FindValueByNumber(q.kind())));
    ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(progress_, params));
    for (const auto& row : rows) {
      pb::Measure measure;
      RETURN_IF_ERROR(measures_.Read(row, &measure));
      const auto score = Score(measure);
      if (!score) continue;
      if (out->measures() == 0) {
        *out->mutable_first_on() = measure.measured_on();
        out->set_first(*score);
      }
      out->set_measures(out->measures() + 1);
      *out->mutable_last_on() = measure.measured_on();
      out->set_last(*score);
    }
    if (out->measures() > 1) out->set_change(ChangeBetween(q.kind(), out->first(), out->last()));
    return absl::OkStatus();
  });
}

}  // namespace gainful::caseload
