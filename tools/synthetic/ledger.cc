#include "tools/synthetic/ledger.h"

#include <algorithm>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/protobuf/util/message_differencer.h"
#include "services/caseload/access.h"
#include "services/caseload/clinical.h"
#include "services/caseload/consents.h"
#include "services/caseload/disposal_service.h"
#include "services/caseload/merges.h"
#include "services/caseload/person_kinds.h"
#include "services/caseload/service.h"
#include "services/caseload/work_service.h"
#include "services/common/base/bytes.h"
#include "services/common/base/fields.h"
#include "services/directory/partners.h"
#include "services/directory/service.h"
#include "services/directory/staff_service.h"
#include "services/employer/disclosures.h"
#include "services/employer/engagements.h"
#include "services/employer/merges.h"
#include "services/employer/service.h"
#include "services/employer/vacancies.h"
#include "services/placement/due_service.h"
#include "services/placement/in_work_service.h"
#include "services/placement/job_service.h"
#include "services/placement/service.h"

namespace gainful::synthetic {
namespace {

using google::protobuf::Message;

constexpr size_t kBatchBytes = 4 << 20;
constexpr char kEntryColumns[] =
    "org_id, seq, caller_org, caller, role, purpose, at, method, kind, subject, person, request_id, part, "
    "request_hash, changed, body, body_hash, "
    "entry_hash, prev, hash";
constexpr char kPurpose[] = "direct care";

// As COPY's text form has it. Nearly all of it is hexadecimal digits behind one backslash.
void AppendEscaped(absl::string_view text, std::string* out) {
  for (;;) {
    const size_t special = text.find_first_of("\\\n\r\t");
    out->append(text.data(), std::min(special, text.size()));
    if (special == absl::string_view::npos) return;
    *out += '\\';
    *out += text[special] == '\n' ? 'n' : text[special] == '\r' ? 'r' : text[special] == '\t' ? 't' : '\\';
    text.remove_prefix(special + 1);
  }
}
void AppendField(const std::string* text, std::string* out) {
  if (!out->empty()) *out += '\t';
  if (text == nullptr) {
    *out += "\\N";
  } else {
    AppendEscaped(*text, out);
  }
}
std::string Bytea(const std::string& bytes) { return absl::StrCat("\\x", absl::BytesToHexString(bytes)); }

// As Postgres's int8send.
std::string BigEndian(std::int64_t number) {
  std::string out(8, '\0');
  for (int i = 7; i >= 0; --i, number >>= 8) out[static_cast<size_t>(i)] = static_cast<char>(number & 0xff);
  return out;
}

std::string Joined(const std::vector<std::string>& names) {
  std::string out;
  for (const auto& name : names) absl::StrAppend(&out, out.empty() ? "" : ", ", name);
  return out;
}

// The fields that a write set: at first all that a caller gives, later those that differ. Joined by commas.
std::string Changed(const Message* before, const Message& after) {
  std::string out;
  const auto* type = after.GetDescriptor();
  google::protobuf::util::MessageDifferencer differ;
  for (int i = 0; i < type->field_count(); ++i) {
    const auto* f = type->field(i);
    if (f->name() == "etag" || f->name() == "updated_at" || base::RuleOf(f).derived()) continue;
    const auto* r = after.GetReflection();
    const bool is_set = f->is_repeated() ? r->FieldSize(after, f) > 0 : r->HasField(after, f);
    const bool counts = before == nullptr ? is_set && !base::RuleOf(f).output_only()
                                          : !differ.CompareWithFields(*before, after, {f}, {f});
    if (counts) absl::StrAppend(&out, out.empty() ? "" : ",", f->name());
  }
  return out;
}

}  // namespace

// The services as objects, for how their records are stored; none of them ever connects.
struct Ledger::Services {
  db::Pool pool{db::PoolOptions()};
  directory::DirectoryService directory{&pool, base::Uuid()};
  directory::PartnerService partner{&pool};
  directory::StaffService staff{&pool};
  caseload::CaseloadService caseload{&pool};
  caseload::ConsentService consent{&pool};
  caseload::WorkService work{&pool};
  caseload::ClinicalService clinical{&pool};
  std::unique_ptr<caseload::PersonService> plan = caseload::MakePlanService(&pool);
  std::unique_ptr<caseload::PersonService> support = caseload::MakeSupportService(&pool);
  caseload::CharacteristicService characteristic{&pool};
  caseload::AccessService access{&pool};
  caseload::DisposalService disposal{&pool};
  caseload::MergeService merge{&pool};
  employer::EmployerService employer{&pool};
  employer::DisclosureService disclosure{&pool};
  employer::EngagementService engagement{&pool};
  employer::VacancyService vacancy{&pool};
  employer::EmployerMergeService employer_merge{&pool};
  placement::PlacementService placement{&pool};
  std::unique_ptr<placement::FactService> job = placement::MakeJobService(&pool);
  placement::InWorkService in_work{&pool};
  placement::DueService due{&pool};
};

Ledger::Ledger(Sink* sink) : sink_(sink), services_(std::make_unique<Services>()) {
  for (const auto& all :
       {services_->directory.records(),      services_->partner.records(),    services_->staff.records(),
        services_->caseload.records(),       services_->consent.records(),    services_->work.records(),
        services_->clinical.records(),       services_->plan->records(),      services_->support->records(),
        services_->characteristic.records(), services_->access.records(),     services_->disposal.records(),
        services_->merge.records(),          services_->placement.records(),  services_->job->records(),
        services_->in_work.records(),        services_->due.records(),        services_->employer.records(),
        services_->disclosure.records(),     services_->engagement.records(), services_->vacancy.records(),
        services_->employer_merge.records()}) {
    for (const auto* records : all) kinds_[records->spec().type] = {records, records->mapping().ColumnList()};
  }
  // ColumnList() selects times as microseconds; here they are written.
  for (auto& [type, kind] : kinds_) {
    std::vector<std::string> names;
    for (const auto& c : kind.records->mapping().columns()) names.push_back(c.name);
    kind.columns = Joined(names);
  }
}

Ledger::~Ledger() = default;

const Ledger::Kind& Ledger::KindOf(const Message& record) { return kinds_.at(record.GetDescriptor()); }

void Ledger::BeginOrganisation(const std::string& org_id) {
  org_ = org_id;
  entries_.clear();
  unnumbered_.clear();
}

void Ledger::Write(const Act& act, Message* record) {
  const Kind& kind = KindOf(*record);
  const auto* type = record->GetDescriptor();
  const auto* r = record->GetReflection();
  const auto* etag = type->FindFieldByName("etag");
  r->SetInt64(record, etag, r->GetInt64(*record, etag) + 1);
  google::protobuf::Timestamp t;
  const std::int64_t micros = absl::ToUnixMicros(act.at);
  t.set_seconds(micros / 1000000);
  t.set_nanos(static_cast<std::int32_t>(micros % 1000000 * 1000));
  r->MutableMessage(record, type->FindFieldByName("updated_at"))->CopyFrom(t);
  const auto& spec = kind.records->spec();
  if (spec.derive != nullptr) spec.derive(record);
  Entry e{micros, &kind, act.caller,          act.role, act.method, journal::GetText(*record, "id"),
          "",     "",    base::Bytes(*record)};
  if (!spec.person.empty()) e.person = journal::GetText(*record, spec.person);
  auto& before = before_[spec.kind + e.subject];  // an alert has the id of what raised it
  e.changed = Changed(before.get(), *record);
  before.reset(record->New());
  before->CopyFrom(*record);
  entries_.push_back(e);
  if (spec.second_person.empty()) return;
  e.person = journal::GetText(*record, spec.second_person);
  entries_.push_back(std::move(e));
}

void Ledger::Keep(const Message& record) {
  const Kind& kind = KindOf(record);
  std::string row, text;
  for (const auto& column : kind.records->mapping().columns())
    AppendField(db::Mapping::ValueText(record, column, &text) ? &text : nullptr, &row);
  Add(kind.records->spec().table, kind.columns, row);
  before_.erase(kind.records->spec().kind + journal::GetText(record, "id"));
}

void Ledger::KeepRow(const std::string& table, const std::vector<std::string>& columns,
                     const std::vector<const std::string*>& values) {
  std::string row;
  for (const auto* value : values) AppendField(value, &row);
  Add(table, Joined(columns), row);
}

void Ledger::KeepRowWithSeq(const std::string& table, const std::vector<std::string>& columns,
                            const std::vector<const std::string*>& values, const std::string& subject) {
  std::string row;
  for (const auto* value : values) AppendField(value, &row);
  unnumbered_.push_back({table, Joined(columns) + ", seq", row, subject});
}

void Ledger::Add(const std::string& table, const std::string& columns, const std::string& row) {
  Batch& batch = batches_[table];
  batch.columns = columns;
  absl::StrAppend(&batch.rows, row, "\n");
  ++rows_[table];
  if (batch.rows.size() >= kBatchBytes) Flush(table, &batch);
}

void Ledger::Flush(const std::string& table, Batch* batch) {
  if (status_.ok() && !batch->rows.empty()) status_ = sink_->Copy(table, batch->columns, batch->rows);
  batch->rows.clear();
}

std::string Ledger::RowOf(const Entry& e, std::int64_t seq, std::string* head) {
  static const std::string kSeparator(1, '\x1f'), kOne = "0", kPurposeText = kPurpose;
  // Follows from the entry itself: no two of one caller's are about the same version of the same record.
  const std::string request = base::Uuid::FromSeed(absl::StrCat(e.subject, e.method, seq)).ToString();
  const std::string request_hash = base::Sha256(absl::StrCat(e.method, absl::string_view("\0", 1), e.body));
  const std::string body_hash = base::Sha256(e.body);
  const std::string kind = e.kind->records->spec().kind;
  const std::string facts = absl::StrCat(
      absl::StrCat(org_, kSeparator, e.caller, kSeparator, e.role, kSeparator, kPurpose, kSeparator, e.micros),
      absl::StrCat(kSeparator, e.method, kSeparator, kind, kSeparator, e.subject, kSeparator, e.person),
      absl::StrCat(kSeparator, request, kSeparator, "0", kSeparator, absl::BytesToHexString(request_hash), kSeparator,
                   e.changed));
  const std::string entry_hash = base::Sha256(facts + body_hash);
  const std::string prev = *head;
  *head = base::Sha256(prev + BigEndian(seq) + base::Sha256(entry_hash));
  const std::string number = absl::StrCat(seq), changed = absl::StrCat("{", e.changed, "}");
  const std::string at =
      absl::FormatTime("%Y-%m-%d %H:%M:%E6S+00", absl::FromUnixMicros(e.micros), absl::UTCTimeZone());
  const std::string hashes[] = {Bytea(request_hash), Bytea(e.body), Bytea(body_hash),
                                Bytea(entry_hash),   Bytea(prev),   Bytea(*head)};
  std::string row;
  for (const std::string* field : {static_cast<const std::string*>(&org_),
                                   &number,
                                   static_cast<const std::string*>(&org_),
                                   &e.caller,
                                   &e.role,
                                   &kPurposeText,
                                   &at,
                                   &e.method,
                                   &kind,
                                   &e.subject,
                                   e.person.empty() ? nullptr : &e.person,
                                   &request,
                                   &kOne,
                                   &hashes[0],
                                   static_cast<const std::string*>(&changed),
                                   &hashes[1],
                                   &hashes[2],
                                   &hashes[3],
                                   &hashes[4],
                                   &hashes[5]})
    AppendField(field, &row);
  return row;
}

// In the order of their times, one write each.
void Ledger::Chain() {
  std::stable_sort(entries_.begin(), entries_.end(),
                   [](const Entry& a, const Entry& b) { return a.micros < b.micros; });
  std::string prev, head = base::Sha256("");
  std::unordered_map<std::string, std::int64_t> seq_of;
  for (const auto& row : unnumbered_) seq_of[row.subject] = 0;
  std::int64_t seq = 0;
  for (const Entry& e : entries_) {
    prev = head;
    Add("journal.entry", kEntryColumns, RowOf(e, ++seq, &head));
    const auto it = seq_of.find(e.subject);
    if (it != seq_of.end()) it->second = seq;
  }
  for (const auto& row : unnumbered_) Add(row.table, row.columns, absl::StrCat(row.row, "\t", seq_of[row.subject]));
  const std::string number = absl::StrCat(seq), before = Bytea(prev), hash = Bytea(head);
  KeepRow("journal.head", {"org_id", "seq", "prev", "hash"}, {&org_, &number, &before, &hash});
}

void Ledger::EndOrganisation() {
  Chain();
  for (auto& [table, batch] : batches_) Flush(table, &batch);
  entries_.clear();
}

}  // namespace gainful::synthetic
