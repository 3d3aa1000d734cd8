#include "services/caseload/person_service.h"

#include "absl/strings/str_cat.h"
#include "services/caseload/journey.h"
#include "services/common/base/dates.h"
#include "services/common/db/values.h"

namespace gainful::caseload {
namespace {

using google::protobuf::Message;

std::vector<record::Kind> ServedOf(const std::vector<PersonKind>& kinds) { return {kinds.begin(), kinds.end()}; }

// Holds the rows of the look, the person and the journey that the record names, against the record. What belongs to a journey is recorded under the
// record of the person that the journey is under, so that it stays with it when a merge is undone.
absl::Status CheckNeighbours(const pqxx::result& rows, const std::string& kind, Message* record) {
  base::Violations missing;
  if (rows.empty()) missing.Add(kind + ".participant_id", "names no participant that you can see");
  RETURN_IF_ERROR(missing.ToStatus(absl::StatusCode::kNotFound));
  RETURN_IF_ERROR(CheckNotMerged(db::TextIn(rows[0][3])));
  if (!record::Has(*record, "journey_id")) return absl::OkStatus();
  if (rows[0][1].is_null()) missing.Add(kind + ".journey_id", "names no journey of this participant that you can see");
  RETURN_IF_ERROR(missing.ToStatus(absl::StatusCode::kNotFound));
  if (db::IsTrue(rows[0][2]))
    return base::Error(absl::StatusCode::kFailedPrecondition, "STATE",
                       "the journey was withdrawn as recorded in error");
  journal::SetText(record, "participant_id", db::TextIn(rows[0][4]));
  return absl::OkStatus();
}

}  // namespace

PersonService::PersonService(db::Pool* pool, const google::protobuf::ServiceDescriptor* descriptor,
                             const std::vector<PersonKind>& kinds)
    : KindService(pool, descriptor, ServedOf(kinds)),
      look_(absl::StrCat(
          "SELECT p.id, j.id, j.withdrawn_on IS NOT NULL, p.merged_into, j.participant_id, j.referred_on, "
          "least(j.declined_on, j.exited_on) FROM caseload.participant p "
          "LEFT JOIN caseload.journey j ON j.org_id = p.org_id AND j.id = $3::uuid AND j.participant_id = ANY (",
          RecordsOf("p.org_id", "p.id"), ") WHERE p.org_id = $1::uuid AND p.id = $2::uuid")),
      take_turns_("SELECT pg_advisory_xact_lock(hashtextextended($1::text || ' ' || $2::text, 0))") {
  for (const auto& kind : kinds) ruled_.emplace(kind.spec.kind, Ruled{kind, db::Statement(kind.taken)});
}

record::KindService::Parent PersonService::ParentOf(const base::Call& call, const Message& record) const {
  const base::Uuid person = base::IdOf(journal::GetText(record, "participant_id"));
  const base::Uuid journey =
      record::Has(record, "journey_id") ? base::IdOf(journal::GetText(record, "journey_id")) : base::Uuid();
  return {{"participant", person}, {&look_, {call.org, person, journey}}};
}

// Of two that want the same at once the second one looks once the first is written: a statement sees what was committed before it began.
absl::Status PersonService::CheckTaken(const Writing& w, const Ruled& ruled, base::Violations* violations) const {
  const PersonKind& kind = ruled.kind;
  if (kind.taken.empty() || !kind.takes(*w.record)) return absl::OkStatus();
  const std::string wanted = journal::GetText(*w.record, kind.taken_field);
  db::Params turn, other;
  turn.Text(w.call.org.ToString()).Text(wanted);
  RETURN_IF_ERROR(w.tx.Run(take_turns_, turn).status());
  other.Text(w.call.org.ToString()).Text(journal::GetText(*w.record, "id")).Text(wanted);
  ASSIGN_OR_RETURN(const pqxx::result rows, w.tx.Run(ruled.taken, other));
  if (!rows.empty()) violations->Add(absl::StrCat(kind.spec.kind, ".", kind.taken_field), kind.is_taken);
  return absl::OkStatus();
}

// A new record has the rows of the look already; a change asks for them.
absl::Status PersonService::CheckDay(const Writing& w, const PersonKind& kind, base::Violations* violations) const {
  if (kind.day == nullptr || !record::Has(*w.record, "journey_id")) return absl::OkStatus();
  pqxx::result rows = w.rows;
  if (w.before != nullptr) {
    db::Params params;
    params.Text(w.call.org.ToString()).Text(journal::GetText(*w.record, "participant_id"));
    params.Text(journal::GetText(*w.record, "journey_id"));
    ASSIGN_OR_RETURN(rows, w.tx.Run(look_, params));
  }
  if (rows.empty() || rows[0][1].is_null()) return absl::OkStatus();
  const auto& day = static_cast<const google::type::Date&>(w.record->GetReflection()->GetMessage(*w.record, kind.day));
  CheckDayOfJourney(absl::StrCat(kind.spec.kind, ".", kind.day->name()), base::ToDay(day), db::DayIn(rows[0][5]),
                    db::DayIn(rows[0][6]), violations);
  return absl::OkStatus();
}

absl::Status PersonService::Fit(const Writing& w, base::Violations* violations) {
  if (record::Has(*w.record, "withdrawn_on")) return absl::OkStatus();
  const Ruled& ruled = ruled_.at(w.kind.spec.kind);
  if (ruled.kind.tidy) ruled.kind.tidy(w.record);
  if (w.before == nullptr) {
    RETURN_IF_ERROR(CheckNeighbours(w.rows, w.kind.spec.kind, w.record));
  } else if (ruled.kind.check_change) {
    ruled.kind.check_change(*w.before, *w.record, violations);
  }
  RETURN_IF_ERROR(CheckDay(w, ruled.kind, violations));
  return CheckTaken(w, ruled, violations);
}

}  // namespace gainful::caseload
