#include "services/caseload/record_import.h"

#include <set>

#include "absl/strings/str_cat.h"
#include "services/caseload/contact.h"
#include "services/caseload/measure.h"
#include "services/caseload/person_kinds.h"
#include "services/common/base/fields.h"

namespace gainful::caseload {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr int kMostRows = 1000;

template <class Record>
PersonKind KindWith(const std::string& kind, void (*check)(const Record&, base::Violations*)) {
  PersonKind made;
  made.spec = RecordOfPerson(Record::descriptor(), kind);
  made.check = [check](const Message& record, base::Violations* v) { check(static_cast<const Record&>(record), v); };
  return made;
}

// The field of the row that holds its record; null where it holds none.
const FieldDescriptor* RecordField(const pb::RecordRow& row) {
  return row.GetReflection()->GetOneofFieldDescriptor(row, pb::RecordRow::descriptor()->FindOneofByName("record"));
}

bool HasNul(const std::string& text) { return text.find('\0') != std::string::npos; }

void AddProblems(const base::Violations& v, std::int64_t line, type::StageImportResponse* out) {
  for (const auto& [field, reason] : v.list()) {
    auto* problem = out->add_problems();
    problem->set_line(line);
    problem->set_field(field);
    problem->set_reason(reason);
  }
}

std::vector<const Message*> RecordsOf(const std::vector<journal::KeyedRow>& rows) {
  std::vector<const Message*> records;
  for (const auto& row : rows) records.push_back(row.staged.record.get());
  return records;
}

// A row that was right when it was staged. People who are not there are those of a file that is not committed yet; whatever else is wrong has changed
// since.
absl::Status NoLongerRight(const journal::KeyedRow& row, const base::Violations& v, const Neighbours& neighbours) {
  const std::int64_t line = row.staged.line;
  if (neighbours.journeys.count(journal::GetText(*row.staged.record, "participant_id")) == 0)
    return base::Error(
        absl::StatusCode::kFailedPrecondition, "PEOPLE_NOT_COMMITTED",
        absl::StrCat("line ", line, " is about somebody who is not on record; commit the file of people first"));
  const auto& [field, reason] = v.list().front();
  return base::Error(absl::StatusCode::kAborted, "CHANGED_SINCE_CHECKED",
                     absl::StrCat("line ", line, ", ", field, ": ", reason,
                                  "; that has changed since the file was checked, import it again"));
}

}  // namespace

// What is read for the rows at once, and what becomes of them: `rows[i]` has `problems[i]`.
struct RecordImportService::Chunk {
  const Kind* kind = nullptr;
  absl::CivilDay today;
  std::string source;
  RecordStore::ByKey people, journeys;
  RecordStore::OtherRecords other_records;  // of those whom rows name
  journal::KeyedImporter::ByKey existing;
  std::vector<journal::KeyedRow> rows;
  std::vector<base::Violations> problems;

  // Whether two records are about one person; `named` is one that a row names.
  bool IsOnePerson(const std::string& named, const std::string& other) const {
    const auto others = other_records.find(named);
    return named == other || (others != other_records.end() && others->second.count(other) > 0);
  }
};

RecordImportService::RecordImportService(db::Pool* pool)
    : RecordService(pool, pb::RecordRow::descriptor()->file()->FindServiceByName("RecordImportService")),
      commit_(pool) {
  const auto add = [&](PersonKind kind, bool is_never_changed = false) {
    kinds_.push_back(std::make_unique<Kind>(pool, std::move(kind), is_never_changed));
  };
  add(KindWith<pb::Contact>("contact", ValidateContact));
  add(KindWith<pb::Note>("note", [](const pb::Note&, base::Violations*) {}), true);
  PersonKind measure = KindWith<pb::Measure>("measure", ValidateMeasure);
  measure.spec.derive = [](Message* m) { SetScore(static_cast<pb::Measure*>(m)); };
  add(std::move(measure), true);
  for (auto* kinds : {PlanKinds, SupportKinds, CharacteristicKinds}) {
    for (auto& kind : kinds()) add(std::move(kind));
  }
  add(KindWith<pb::Allocation>("allocation", [](const pb::Allocation&, base::Violations*) {}), true);
  On(&RecordImportService::StageImport, "StageImport");
  On(&RecordImportService::CommitImport, "CommitImport");
  On(&RecordImportService::DiscardImport, "DiscardImport");
}

std::vector<const journal::KeyedImporter*> RecordImportService::importers() const {
  std::vector<const journal::KeyedImporter*> all;
  for (const auto& kind : kinds_) all.push_back(&kind->importer);
  return all;
}

const RecordImportService::Kind* RecordImportService::KindOf(const pb::RecordRow& row) const {
  const auto* field = RecordField(row);
  for (const auto& kind : kinds_) {
    if (field != nullptr && kind->name() == field->name()) return kind.get();
  }
  return nullptr;
}

// Keys and sources are looked up before they are checked as texts: a NUL byte would cut them short there.
absl::Status RecordImportService::Check(const pb::StageRecordsRequest& q) const {
  base::Violations v;
  if (!base::Uuid::Parse(q.import_id())) v.Add("import_id", "must be a UUID");
  if (!q.people_import_id().empty() && !base::Uuid::Parse(q.people_import_id()))
    v.Add("people_import_id", "must be a UUID");
  if (HasNul(q.people_source())) v.Add("people_source", "must not hold a NUL byte");
  if (q.rows_size() > kMostRows) v.Add("rows", absl::StrCat("must have at most ", kMostRows, " entries"));
  if (q.rows().empty()) return v.ToStatus();
  const Kind* kind = KindOf(q.rows(0));
  if (kind == nullptr) v.Add("rows", "must each hold a record");
  for (const auto& row : q.rows()) {
    if (HasNul(row.source()) || HasNul(row.source_key()) || HasNul(row.person_key()) || HasNul(row.journey_key())) {
      v.Add("rows", "hold a NUL byte in a source or key");
      break;
    }
    if (row.source() != q.rows(0).source() || KindOf(row) != kind) {
      v.Add("rows", "must all have the same source and hold the same kind of record");
      break;
    }
  }
  if (kind == nullptr) return v.ToStatus();
  if (q.record_mask().paths_size() > kind->kind.spec.type->field_count())
    v.Add("record_mask", "names more fields than there are");
  for (const auto& path : q.record_mask().paths()) {
    const auto* f = kind->kind.spec.type->FindFieldByName(path);
    const bool is_filled_in = path == "participant_id" || path == "journey_id";
    if (f == nullptr || base::RuleOf(f).output_only() || is_filled_in) {
      v.Add("record_mask", "names a field that a file cannot set");
      break;
    }
  }
  return v.ToStatus();
}

absl::Status RecordImportService::Look(db::Transaction& tx, const base::Call& call, const pb::StageRecordsRequest& q,
                                       Chunk* chunk) const {
  std::vector<std::string> keys, people, journeys;
  for (const auto& row : q.rows()) {
    keys.push_back(row.source_key());
    if (!row.person_key().empty()) people.push_back(row.person_key());
    if (!row.journey_key().empty()) journeys.push_back(row.journey_key());
  }
  const std::string& source = q.people_source().empty() ? chunk->source : q.people_source();
  ASSIGN_OR_RETURN(chunk->people, store_.People(tx, call, source, people, q.people_import_id()));
  ASSIGN_OR_RETURN(chunk->journeys, store_.Journeys(tx, call, source, journeys, q.people_import_id()));
  std::set<std::string> named;
  for (const auto* found : {&chunk->people, &chunk->journeys}) {
    for (const auto& [unused, one] : *found) named.insert(one.participant_id);
  }
  ASSIGN_OR_RETURN(chunk->other_records, store_.Others(tx, call, named));
  ASSIGN_OR_RETURN(chunk->existing, chunk->kind->importer.Existing(tx, call, chunk->source, keys));
  return absl::OkStatus();
}

// Finds whom the row is about. What is found nowhere is a problem of its key; of a journey follows the record of the person that it is under.
RecordStore::Named RecordImportService::Resolve(const pb::RecordRow& row, const Chunk& chunk,
                                                base::Violations* v) const {
  const auto person = chunk.people.find(row.person_key());
  const auto journey = chunk.journeys.find(row.journey_key());
  const bool has_person = person != chunk.people.end(), has_journey = journey != chunk.journeys.end();
  if (!row.journey_key().empty() && !has_journey)
    v->Add("journey_key", "names no journey on record under this source, nor in the file of people");
  if (!row.person_key().empty() && !has_person)
    v->Add("person_key", "names nobody on record under this source, nor in the file of people");
  const auto* field = chunk.kind->kind.spec.type->FindFieldByName("journey_id");
  if (row.journey_key().empty() && field != nullptr && base::RuleOf(field).required()) {
    v->Add("journey_key", "must be given: this kind of record belongs to a journey");
  } else if (row.person_key().empty() && row.journey_key().empty()) {
    v->Add("person_key", "must be given, or journey_key");
  }
  if (has_person && has_journey && !chunk.IsOnePerson(person->second.id, journey->second.participant_id))
    v->Add("journey_key", "names a journey of another person than person_key names");
  const std::string participant_id = has_journey ? journey->second.participant_id : has_person ? person->second.id : "";
  return {has_journey ? journey->second.id : "", participant_id};
}

// Finds whom the row is about, holds it against the contract and completes it from what is on file under its key.
void RecordImportService::Prepare(const base::Call& call, const pb::StageRecordsRequest& q, const pb::RecordRow& row,
                                  Chunk* chunk) const {
  base::Violations& v = chunk->problems.emplace_back();
  journal::KeyedRow& keyed = chunk->rows.emplace_back();
  keyed.key = row.source_key();
  keyed.staged.line = row.line();
  const auto [journey_id, participant_id] = Resolve(row, *chunk, &v);
  pb::RecordRow given = row;
  Message* record = given.GetReflection()->MutableMessage(&given, RecordField(row));
  base::ClearOutputOnly(record);
  // What could not be found is no problem of the field that its key was to fill in.
  const std::string nobody = base::Uuid().ToString();
  const auto* journey = record->GetDescriptor()->FindFieldByName("journey_id");
  journal::SetText(record, "participant_id", participant_id.empty() ? nobody : participant_id);
  if (journey != nullptr) {
    record->GetReflection()->ClearField(record, journey);
    if (!journey_id.empty() || base::RuleOf(journey).required())
      journal::SetText(record, "journey_id", journey_id.empty() ? nobody : journey_id);
  }
  base::CheckFields(given, chunk->today, &v);
  if (chunk->kind->kind.tidy) chunk->kind->kind.tidy(record);
  const auto old = chunk->existing.find(row.source_key());
  const bool is_known = old != chunk->existing.end();
  if (is_known && old->second == nullptr)
    return v.Add("source_key", "is the key of a record that you cannot see; take another one");
  journal::PrepareRow(call, chunk->kind->records, *record, is_known ? old->second.get() : nullptr, q.record_mask(),
                      &keyed.staged);
  if (!is_known) return;
  if (!participant_id.empty() && !chunk->IsOnePerson(participant_id, journal::GetText(*old->second, "participant_id")))
    v.Add("person_key", "names another person than the record under this key is about");
  if (!journey_id.empty() && journey != nullptr && journal::GetText(*old->second, "journey_id") != journey_id)
    v.Add("journey_key", "names another journey than the record under this key belongs to");
  if (keyed.staged.base_etag > 0) {
    CheckChange(*old->second, *keyed.staged.record, q.record_mask(), chunk->kind->name(), chunk->kind->is_never_changed,
                &v);
  }
}

// Holds the rows against each other and what they hang on, and stages those that are right.
absl::Status RecordImportService::Keep(db::Transaction& tx, const base::Call& call, const pb::StageRecordsRequest& q,
                                       Chunk* chunk, type::StageImportResponse* out) const {
  std::vector<const Message*> right;
  for (size_t i = 0; i < chunk->rows.size(); ++i) {
    auto& v = chunk->problems[i];
    const auto& staged = chunk->rows[i].staged;
    if (v.empty() && staged.base_etag >= 0) chunk->kind->kind.check(*staged.record, &v);
    if (v.empty() && staged.base_etag >= 0) right.push_back(staged.record.get());
  }
  Neighbours neighbours;
  RecordStore::Imports imports{base::IdOf(q.people_import_id()), base::IdOf(q.import_id()), {}};
  for (const auto& row : chunk->rows) imports.keys.push_back(row.key);
  RETURN_IF_ERROR(store_.Load(tx, call, imports, right, &neighbours));
  std::vector<journal::KeyedRow> good;
  for (size_t i = 0; i < chunk->rows.size(); ++i) {
    auto& v = chunk->problems[i];
    auto& row = chunk->rows[i];
    if (v.empty() && row.staged.base_etag >= 0)
      FitIn({&call, chunk->today, &neighbours}, row.staged.base_etag == 0, row.staged.record.get(), &v);
    AddProblems(v, row.staged.line, out);
    if (v.empty()) good.push_back(std::move(row));
  }
  ASSIGN_OR_RETURN(const auto doubled, chunk->kind->importer.Stage(tx, call, q.import_id(), chunk->source, good, out));
  const std::set<size_t> left_out(doubled.begin(), doubled.end());
  for (size_t i = 0; i < good.size(); ++i) {
    if (left_out.count(i) > 0) continue;
    const auto etag = good[i].staged.base_etag;
    out->set_created(out->created() + (etag == 0));
    out->set_updated(out->updated() + (etag > 0));
    out->set_unchanged(out->unchanged() + (etag < 0));
  }
  return absl::OkStatus();
}

absl::Status RecordImportService::StageImport(const base::Call& call, const pb::StageRecordsRequest& q,
                                              type::StageImportResponse* out) {
  RETURN_IF_ERROR(Check(q));
  if (q.rows().empty()) return absl::OkStatus();
  Chunk chunk;
  chunk.kind = KindOf(q.rows(0));
  ASSIGN_OR_RETURN(chunk.today, calendar_.Today(call));
  chunk.source = q.rows(0).source();
  ASSIGN_OR_RETURN(auto tx, pool_->Begin(call));
  RETURN_IF_ERROR(Look(tx, call, q, &chunk));
  for (const auto& row : q.rows()) Prepare(call, q, row, &chunk);
  RETURN_IF_ERROR(Keep(tx, call, q, &chunk, out));
  return tx.Commit();
}

// Holds rows that were staged before against what they hang on now, and gives allocations their numbers.
absl::Status RecordImportService::Complete(db::Transaction& tx, const base::Call& call, const Kind& kind,
                                           absl::CivilDay today, std::vector<journal::KeyedRow>* rows,
                                           Neighbours* neighbours) const {
  const bool is_allocation = kind.kind.spec.type == pb::Allocation::descriptor();
  const auto records = RecordsOf(*rows);
  std::map<std::string, std::int64_t> numbers;
  if (is_allocation) {
    RETURN_IF_ERROR(store_.LockForAllocation(tx, call, records));
    ASSIGN_OR_RETURN(numbers, store_.LastNumbers(tx, call, records));
  }
  RETURN_IF_ERROR(store_.Load(tx, call, {}, records, neighbours));
  for (auto& row : *rows) {
    base::Violations v;
    Message* record = row.staged.record.get();
    FitIn({&call, today, neighbours}, row.staged.base_etag == 0, record, &v);
    if (!v.empty()) return NoLongerRight(row, v, *neighbours);
    if (is_allocation) {
      auto* allocation = static_cast<pb::Allocation*>(record);
      allocation->set_number(++numbers[allocation->journey_id()]);
    }
  }
  return absl::OkStatus();
}

// The alerts of measures that are on record now, and what to do about a crisis.
absl::Status RecordImportService::RaiseAlerts(db::Transaction& tx, const base::Call& call,
                                              const std::vector<journal::KeyedRow>& rows, const Neighbours& neighbours,
                                              type::CommitImportResponse* out) const {
  std::vector<const Message*> alarming;
  for (const auto* record : RecordsOf(rows)) {
    if (record->GetDescriptor() != pb::Measure::descriptor()) return absl::OkStatus();
    const auto& measure = static_cast<const pb::Measure&>(*record);
    if (measure.alert() != pb::ALERT_KIND_UNSPECIFIED) alarming.push_back(record);
    if (measure.alert() == pb::ALERT_KIND_CRISIS)
      out->set_crisis_protocol(CrisisText(neighbours.crisis_protocol, neighbours.crisis_duty, neighbours.crisis_deputy,
                                          neighbours.crisis_minutes));
  }
  out->set_alerts(out->alerts() + static_cast<std::int64_t>(alarming.size()));
  return alarming.empty() ? absl::OkStatus() : store_.RaiseAlerts(tx, call, alarming);
}

absl::Status RecordImportService::Merge(db::Transaction& tx, const base::Call& call, const type::CommitImportRequest& q,
                                        const Kind& kind, absl::CivilDay today, int* part,
                                        type::CommitImportResponse* out) const {
  journal::KeyedRow last;
  last.staged.line = -1;
  bool is_any = false;
  for (;;) {
    ASSIGN_OR_RETURN(auto rows, kind.importer.Staged(tx, call, q.import_id(), last));
    if (rows.empty()) break;
    is_any = true;
    Neighbours neighbours;
    RETURN_IF_ERROR(Complete(tx, call, kind, today, &rows, &neighbours));
    RETURN_IF_ERROR(kind.importer.Write(tx, call, q.import_id(), rows));
    RETURN_IF_ERROR(RaiseAlerts(tx, call, rows, neighbours, out));
    last.key = rows.back().key;
    last.staged.line = rows.back().staged.line;
  }
  return is_any ? kind.importer.Finish(tx, call, q, q.import_id(), part, out) : absl::OkStatus();
}

absl::Status RecordImportService::CommitImport(const base::Call& call, const type::CommitImportRequest& q,
                                               type::CommitImportResponse* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const auto merge = [&](db::Transaction& tx, int* part, type::CommitImportResponse* answer) -> absl::Status {
    RETURN_IF_ERROR(store_.DiscardOld(tx, call));
    for (const auto& kind : kinds_) RETURN_IF_ERROR(Merge(tx, call, q, *kind, today, part, answer));
    return store_.Discard(tx, call, q.import_id());
  };
  return commit_.Run(call, q, merge, out);
}

absl::Status RecordImportService::DiscardImport(const base::Call& call, const type::DiscardImportRequest& q,
                                                type::DiscardImportResponse*) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(auto tx, pool_->Begin(call));
  RETURN_IF_ERROR(store_.Discard(tx, call, q.import_id()));
  return tx.Commit();
}

}  // namespace gainful::caseload
