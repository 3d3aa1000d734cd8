#include "services/common/record/kind_service.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "google/protobuf/field_mask.pb.h"
#include "services/common/base/dates.h"

namespace gainful::record {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

const FieldDescriptor* FieldOf(const Message& m, const std::string& name) {
  return m.GetDescriptor()->FindFieldByName(name);
}

const Message& Part(const Message& m, const std::string& name) {
  return m.GetReflection()->GetMessage(m, FieldOf(m, name));
}

void SetDay(Message* m, const std::string& name, absl::CivilDay day) {
  m->GetReflection()->MutableMessage(m, FieldOf(*m, name))->CopyFrom(base::ToProto(day));
}

// "fit_note" as people say it.
std::string InWords(const std::string& kind) { return absl::StrReplaceAll(kind, {{"_", " "}}); }

// One that was withdrawn stays as it is.
absl::Status CheckStanding(const Kind& kind, const Message& before) {
  if (Has(before, "withdrawn_on"))
    return base::Error(absl::StatusCode::kFailedPrecondition, "STATE",
                       absl::StrCat("the ", InWords(kind.spec.kind), " was withdrawn as recorded in error"));
  return absl::OkStatus();
}

}  // namespace

bool Has(const Message& m, const std::string& name) {
  const auto* f = FieldOf(m, name);
  if (f == nullptr) return false;
  return f->has_presence() ? m.GetReflection()->HasField(m, f) : !journal::GetText(m, name).empty();
}

// The further parts of one write. A write that is tried again begins anew.
struct KindService::Parts {
  std::vector<journal::Change> also;
  std::vector<std::unique_ptr<Message>> kept;
  void Clear() {
    also.clear();
    kept.clear();
  }
  journal::Records::Also Taken() {
    return [this] { return std::move(also); };
  }
};

KindService::KindService(db::Pool* pool, const google::protobuf::ServiceDescriptor* descriptor, std::vector<Kind> kinds)
    : RecordService(pool, descriptor) {
  for (auto& kind : kinds) {
    served_.push_back(std::make_unique<Served>(pool, std::move(kind)));
    ServeKind(served_.back().get());
  }
}

void KindService::ServeKind(Served* s) {
  Serve(&s->records);
  const std::string& name = s->kind.spec.type->name();
  using Step = absl::Status (KindService::*)(const base::Call&, const Message&, Served*, Message*);
  const auto on = [&](const std::string& method, Step step) {
    if (descriptor()->FindMethodByName(method) == nullptr) return;
    On(method, [this, s, step](const base::Call& call, const Message& q, Message* out) {
      return (this->*step)(call, q, s, out);
    });
  };
  on("Create" + name, &KindService::Create);
  on("Update" + name, &KindService::Update);
  on("Withdraw" + name, &KindService::Withdraw);
}

absl::Status KindService::Create(const base::Call& call, const Message& q, Served* s, Message* out) {
  const Message& record = Part(q, s->kind.spec.kind);
  base::Violations v;
  RETURN_IF_ERROR(calendar_.Check(call, q, &v));
  if (v.empty()) s->kind.check(record, &v);
  RETURN_IF_ERROR(v.ToStatus());
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  Parts parts;
  const auto rule = [&](db::Transaction& tx, const pqxx::result& rows, const Message*, Message* made,
                        base::Violations* violations) -> absl::Status {
    parts.Clear();
    journal::SetText(made, "recorded_by", call.caller);
    SetDay(made, "recorded_on", today);
    return Fit({tx, call, s->kind, s->records, rows, nullptr, made, &parts.also, &parts.kept}, violations);
  };
  Parent parent = ParentOf(call, record);
  const absl::Status status = s->records.Create(
      call, q, record, {base::Uuid::V7(call.now), parent.about, parent.look, nullptr, parts.Taken()}, rule, out);
  if (!absl::IsAlreadyExists(status)) return status;
  return base::Error(absl::StatusCode::kAlreadyExists, "ONE_AT_A_TIME",
                     absl::StrCat("there is a ", InWords(s->kind.spec.kind),
                                  " already; change it, or withdraw it where it was recorded in error"));
}

absl::Status KindService::Update(const base::Call& call, const Message& q, Served* s, Message* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  Parts parts;
  const auto rule = [&](db::Transaction& tx, const pqxx::result& rows, const Message* before, Message* after,
                        base::Violations* violations) -> absl::Status {
    parts.Clear();
    RETURN_IF_ERROR(CheckStanding(s->kind, *before));
    s->kind.check(*after, violations);
    if (!violations->empty()) return absl::OkStatus();
    return Fit({tx, call, s->kind, s->records, rows, before, after, &parts.also, &parts.kept}, violations);
  };
  return s->records.Update(call, q, Part(q, s->kind.spec.kind),
                           static_cast<const google::protobuf::FieldMask&>(Part(q, "update_mask")), rule, out,
                           parts.Taken());
}

absl::Status KindService::Withdraw(const base::Call& call, const Message& q, Served* s, Message* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  Parts parts;
  const auto rule = [&](db::Transaction& tx, const pqxx::result& rows, const Message* before, Message* after,
                        base::Violations* violations) -> absl::Status {
    parts.Clear();
    RETURN_IF_ERROR(CheckStanding(s->kind, *before));
    SetDay(after, "withdrawn_on", today);
    return Fit({tx, call, s->kind, s->records, rows, before, after, &parts.also, &parts.kept}, violations);
  };
  return s->records.Change(call, q, journal::GetText(q, "id"), rule, out, parts.Taken());
}

}  // namespace gainful::record
