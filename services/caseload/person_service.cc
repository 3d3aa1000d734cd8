#include "services/caseload/person_service.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "google/protobuf/field_mask.pb.h"
#include "services/caseload/journey.h"
#include "services/common/base/dates.h"
#include "services/common/db/values.h"

namespace gainful::caseload {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

const FieldDescriptor* FieldOf(const Message& m, const std::string& name) {
  return m.GetDescriptor()->FindFieldByName(name);
}

// Whether the message has such a field and it is set.
bool Has(const Message& m, const std::string& name) {
  const auto* f = FieldOf(m, name);
  if (f == nullptr) return false;
  return f->has_presence() ? m.GetReflection()->HasField(m, f) : !journal::GetText(m, name).empty();
}

const Message& Part(const Message& m, const std::string& name) {
  return m.GetReflection()->GetMessage(m, FieldOf(m, name));
}

void SetDay(Message* m, const std::string& name, absl::CivilDay day) {
  m->GetReflection()->MutableMessage(m, FieldOf(*m, name))->CopyFrom(base::ToProto(day));
}

// "fit_note" as people say it.
std::string InWords(const std::string& kind) { return absl::StrReplaceAll(kind, {{"_", " "}}); }

// Holds the rows of the look, the person and the journey that the record names, against the record. What belongs to a journey is recorded under the
// record of the person that the journey is under, so that it stays with it when a merge is undone.
absl::Status CheckNeighbours(const pqxx::result& rows, const std::string& kind, Message* record) {
  base::Violations missing;
  if (rows.empty()) missing.Add(kind + ".participant_id", "names no participant that you can see");
  RETURN_IF_ERROR(missing.ToStatus(absl::StatusCode::kNotFound));
  RETURN_IF_ERROR(CheckNotMerged(db::TextIn(rows[0][3])));
  if (!Has(*record, "journey_id")) return absl::OkStatus();
  if (rows[0][1].is_null()) missing.Add(kind + ".journey_id", "names no journey of this participant that you can see");
  RETURN_IF_ERROR(missing.ToStatus(absl::StatusCode::kNotFound));
  if (db::IsTrue(rows[0][2]))
    return base::Error(absl::StatusCode::kFailedPrecondition, "STATE",
                       "the journey was withdrawn as recorded in error");
  journal::SetText(record, "participant_id", db::TextIn(rows[0][4]));
  return absl::OkStatus();
}

// `rows` are those of the look.
void CheckDay(const PersonKind& kind, const pqxx::result& rows, const Message& record, base::Violations* v) {
  if (kind.day == nullptr || rows.empty() || rows[0][1].is_null()) return;
  const auto& day = static_cast<const google::type::Date&>(Part(record, kind.day->name()));
  CheckDayOfJourney(absl::StrCat(kind.spec.kind, ".", kind.day->name()), base::ToDay(day), db::DayIn(rows[0][5]),
                    db::DayIn(rows[0][6]), v);
}

// One that was withdrawn stays as it is.
absl::Status CheckStanding(const PersonKind& kind, const Message& before) {
  if (Has(before, "withdrawn_on"))
    return base::Error(absl::StatusCode::kFailedPrecondition, "STATE",
                       absl::StrCat("the ", InWords(kind.spec.kind), " was withdrawn as recorded in error"));
  return absl::OkStatus();
}

}  // namespace

PersonService::PersonService(db::Pool* pool, const google::protobuf::ServiceDescriptor* descriptor,
                             std::vector<PersonKind> kinds)
    : RecordService(pool, descriptor),
      look_(absl::StrCat(
          "SELECT p.id, j.id, j.withdrawn_on IS NOT NULL, p.merged_into, j.participant_id, j.referred_on, "
          "least(j.declined_on, j.exited_on) FROM caseload.participant p "
          "LEFT JOIN caseload.journey j ON j.org_id = p.org_id AND j.id = $3::uuid AND j.participant_id = ANY (",
          RecordsOf("p.org_id", "p.id"), ") WHERE p.org_id = $1::uuid AND p.id = $2::uuid")),
      take_turns_("SELECT pg_advisory_xact_lock(hashtextextended($1::text || ' ' || $2::text, 0))") {
  for (auto& kind : kinds) {
    served_.push_back(std::make_unique<Served>(pool, std::move(kind)));
    ServeKind(served_.back().get());
  }
}

void PersonService::ServeKind(Served* s) {
  Serve(&s->records);
  const std::string& name = s->kind.spec.type->name();
  using Step = absl::Status (PersonService::*)(const base::Call&, const Message&, Served*, Message*);
  const auto on = [&](const std::string& method, Step step) {
    if (descriptor()->FindMethodByName(method) == nullptr) return;
    On(method, [this, s, step](const base::Call& call, const Message& q, Message* out) {
      return (this->*step)(call, q, s, out);
    });
  };
  on("Create" + name, &PersonService::Create);
  on("Update" + name, &PersonService::Update);
  on("Withdraw" + name, &PersonService::Withdraw);
}

// Of two that want the same at once the second one looks once the first is written: a statement sees what was committed before it began.
absl::Status PersonService::CheckTaken(db::Transaction& tx, const base::Call& call, const Served& s,
                                       const Message& record, base::Violations* violations) const {
  if (s.kind.taken.empty() || !s.kind.takes(record)) return absl::OkStatus();
  const std::string wanted = journal::GetText(record, s.kind.taken_field);
  db::Params turn, other;
  turn.Text(call.org.ToString()).Text(wanted);
  RETURN_IF_ERROR(tx.Run(take_turns_, turn).status());
  other.Text(call.org.ToString()).Text(journal::GetText(record, "id")).Text(wanted);
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(s.taken, other));
  if (!rows.empty()) violations->Add(absl::StrCat(s.kind.spec.kind, ".", s.kind.taken_field), s.kind.is_taken);
  return absl::OkStatus();
}

absl::Status PersonService::Create(const base::Call& call, const Message& q, Served* s, Message* out) {
  const Message& record = Part(q, s->kind.spec.kind);
  base::Violations v;
  RETURN_IF_ERROR(calendar_.Check(call, q, &v));
  if (v.empty()) s->kind.check(record, &v);
  RETURN_IF_ERROR(v.ToStatus());
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const auto rule = [&](db::Transaction& tx, const pqxx::result& rows, const Message*, Message* made,
                        base::Violations* violations) -> absl::Status {
    RETURN_IF_ERROR(CheckNeighbours(rows, s->kind.spec.kind, made));
    CheckDay(s->kind, rows, *made, violations);
    journal::SetText(made, "recorded_by", call.caller);
    SetDay(made, "recorded_on", today);
    return CheckTaken(tx, call, *s, *made, violations);
  };
  const base::Uuid person = base::IdOf(journal::GetText(record, "participant_id"));
  const base::Uuid journey =
      Has(record, "journey_id") ? base::IdOf(journal::GetText(record, "journey_id")) : base::Uuid();
  const absl::Status status = s->records.Create(
      call, q, record, {base::Uuid::V7(call.now), {"participant", person}, {&look_, {call.org, person, journey}}}, rule,
      out);
  if (!absl::IsAlreadyExists(status)) return status;
  return base::Error(absl::StatusCode::kAlreadyExists, "ONE_AT_A_TIME",
                     absl::StrCat("there is a ", InWords(s->kind.spec.kind),
                                  " already; change it, or withdraw it where it was recorded in error"));
}

absl::Status PersonService::Update(const base::Call& call, const Message& q, Served* s, Message* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message* before, Message* after,
                        base::Violations* violations) -> absl::Status {
    RETURN_IF_ERROR(CheckStanding(s->kind, *before));
    s->kind.check(*after, violations);
    if (s->kind.check_change) s->kind.check_change(*before, *after, violations);
    RETURN_IF_ERROR(CheckTaken(tx, call, *s, *after, violations));
    if (s->kind.day == nullptr || !Has(*after, "journey_id")) return absl::OkStatus();
    db::Params params;
    params.Text(call.org.ToString()).Text(journal::GetText(*after, "participant_id"));
    params.Text(journal::GetText(*after, "journey_id"));
    ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(look_, params));
    CheckDay(s->kind, rows, *after, violations);
    return absl::OkStatus();
  };
  return s->records.Update(call, q, Part(q, s->kind.spec.kind),
                           static_cast<const google::protobuf::FieldMask&>(Part(q, "update_mask")), rule, out);
}

absl::Status PersonService::Withdraw(const base::Call& call, const Message& q, Served* s, Message* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const auto rule = [&](db::Transaction&, const pqxx::result&, const Message* before, Message* after,
                        base::Violations*) -> absl::Status {
    RETURN_IF_ERROR(CheckStanding(s->kind, *before));
    SetDay(after, "withdrawn_on", today);
    return absl::OkStatus();
  };
  return s->records.Change(call, q, journal::GetText(q, "id"), rule, out);
}

}  // namespace gainful::caseload
