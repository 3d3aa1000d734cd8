#include "services/common/journal/import.h"

#include <map>
#include <optional>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/util/message_differencer.h"
#include "services/common/base/bytes.h"
#include "services/common/base/fields.h"
#include "services/common/base/instants.h"

namespace gainful::journal {
namespace {

using google::protobuf::Message;

std::string StageTable(const RecordSpec& spec) {
  const std::vector<std::string> parts = absl::StrSplit(spec.table, '.');
  return absl::StrCat(parts[0], ".stage_", parts[1]);
}

std::string Columns(const db::Mapping& mapping, const std::string& prefix = "") {
  std::string out;
  for (const auto& c : mapping.columns()) absl::StrAppend(&out, out.empty() ? "" : ", ", prefix, c.name);
  return out;
}

// The values of one column for the rows of a chunk, as two parameters: an array, or, where every row has the same value, that value alone.
// Most columns of most files are of the second kind, and parsing their arrays was half of what staging cost.
class ColumnValues {
 public:
  // At least one column of a statement keeps its array: it says how many rows there are.
  explicit ColumnValues(bool keep_array = false) : differ_(keep_array) {}

  // `text` is null for NULL.
  void Add(const std::string* text) {
    if (count_ == 0 && text != nullptr) same_ = *text;
    if (!differ_ && !(text == nullptr ? !same_ : same_ == *text)) {
      differ_ = true;
      for (size_t i = 0; i < count_; ++i) Append(same_ ? &*same_ : nullptr);
    }
    if (differ_) Append(text);
    ++count_;
  }

  void Bind(db::Params* params) {
    params->Text(array_.Finish());  // unnest fills an array that is too short up with NULL
    if (differ_ || !same_) {
      params->Null();
    } else {
      params->Text(*std::move(same_));
    }
  }

 private:
  void Append(const std::string* text) { text == nullptr ? array_.AddNull() : array_.Add(*text); }

  size_t count_ = 0;
  bool differ_;
  std::optional<std::string> same_;
  db::ArrayText array_;
};

// After organisation and import: two parameters for each column (see ColumnValues), then line, etag and body. Arrays of texts are cast
// on the way in: arrays of arrays would not unnest.
std::string StageSql(const Records& records) {
  std::string values, arrays, names;
  int n = 2;
  const auto add = [&](const std::string& name, const std::string& type) {
    absl::StrAppend(&arrays, arrays.empty() ? "" : ", ", "$", ++n, "::text[]");
    absl::StrAppend(&values, values.empty() ? "" : ", ", "coalesce(u.", name, "::", type, ", $", ++n, "::", type,
                    ") AS ", name);
    absl::StrAppend(&names, names.empty() ? "" : ", ", name);
  };
  for (const auto& c : records.mapping().columns()) add(c.name, c.type);
  add("line", "bigint");
  add("base_etag", "bigint");
  add("body", "bytea");
  return absl::StrCat("INSERT INTO ", StageTable(records.spec()), " (import_id, ", names,
                      ") SELECT $2::uuid, s.* FROM (SELECT ", values, " FROM unnest(", arrays, ") AS u(", names,
                      ")) s WHERE s.org_id = $1::uuid");
}

std::string UpdateSql(const Records& records) {
  std::string sets;
  for (const auto& c : records.mapping().columns()) {
    if (c.name == "id" || c.name == "org_id") continue;
    absl::StrAppend(&sets, sets.empty() ? "" : ", ", c.name, " = s.", c.name);
  }
  return absl::StrCat("UPDATE ", records.spec().table, " t SET ", sets, " FROM ", StageTable(records.spec()),
                      " s WHERE t.org_id = $1::uuid AND s.org_id = $1::uuid AND s.import_id = $2::uuid AND s.base_etag "
                      "> 0 AND t.id = s.id AND "
                      "t.etag = s.base_etag");
}

std::string EntriesSql(const Records& records) {
  const auto& spec = records.spec();
  const std::string person = spec.person.empty() ? "NULL::uuid" : absl::StrCat("s.", spec.person);
  const std::string part = "($11::int + row_number() OVER (ORDER BY s.line) - 1)::int";
  const std::string hash = EntryHash({"$3::uuid", "$4::text", "$5::text", "$6::text", "$7::timestamptz", "$8::text",
                                      absl::StrCat("'", spec.kind, "'"), "x.subject", "x.person", "$9::uuid", "x.part",
                                      "$10::bytea", "'{import}'::text[]", "x.body_hash"});
  return absl::StrCat(
      "WITH x AS MATERIALIZED (SELECT s.id AS subject, ", person, " AS person, ", part,
      " AS part, s.body, sha256(s.body) AS body_hash FROM ", StageTable(spec),
      " s WHERE s.org_id = $1::uuid AND s.import_id = $2::uuid AND s.base_etag >= 0), y AS MATERIALIZED (SELECT x.*, ",
      hash,
      " AS entry_hash FROM x), d AS (SELECT count(*) AS n, sha256(string_agg(entry_hash, ''::bytea "
      "ORDER BY part)) AS digest FROM y), "
      "h AS (UPDATE journal.head p SET seq = p.seq + d.n, prev = p.hash, hash = sha256(p.hash || "
      "int8send(p.seq + d.n) || d.digest) FROM d "
      "WHERE p.org_id = $1::uuid AND d.n > 0 RETURNING p.seq - d.n AS before, p.prev, p.hash) "
      "INSERT INTO journal.entry (org_id, seq, caller_org, caller, role, purpose, at, method, kind, "
      "subject, person, request_id, part, "
      "request_hash, changed, body, body_hash, entry_hash, prev, hash) SELECT $1::uuid, h.before + 1 + "
      "y.part - $11::int, $3::uuid, $4::text, "
      "$5::text, $6::text, $7::timestamptz, $8::text, '",
      spec.kind,
      "', y.subject, y.person, $9::uuid, y.part, $10::bytea, '{import}'::text[], y.body, y.body_hash, "
      "y.entry_hash, h.prev, h.hash FROM y, h");
}

bool SameButForBookkeeping(const Message& a, const Message& b) {
  google::protobuf::util::MessageDifferencer differ;
  const auto* type = a.GetDescriptor();
  for (int i = 0; i < type->field_count(); ++i) {
    const auto* f = type->field(i);
    if (f->name() == "etag" || f->name() == "updated_at" || base::RuleOf(f).derived()) differ.IgnoreField(f);
  }
  return differ.Compare(a, b);
}

void SetEtagAndTime(Message* record, std::int64_t etag, absl::Time now) {
  const auto* type = record->GetDescriptor();
  record->GetReflection()->SetInt64(record, type->FindFieldByName("etag"), etag);
  record->GetReflection()->MutableMessage(record, type->FindFieldByName("updated_at"))->CopyFrom(base::ToProto(now));
}

absl::Status ChangedSinceChecked() {
  return base::Error(absl::StatusCode::kAborted, "CHANGED_SINCE_CHECKED",
                     "records were changed after the file was checked; import the file again");
}

}  // namespace

Importer::Importer(db::Pool*, const Records* records, std::string field)
    : records_(records),
      field_(std::move(field)),
      existing_(absl::StrCat(
          "SELECT ", records->mapping().ColumnList("t."), " FROM ", records->spec().table,
          " t WHERE t.org_id = $1::uuid AND t.source = $2 AND t.source_key <> '' AND t.source_key = ANY ($3::text[])")),
      stage_(StageSql(*records)),
      stage_carefully_(stage_.sql + " ON CONFLICT DO NOTHING RETURNING line"),
      staged_lines_(
          absl::StrCat("SELECT source_key, line FROM ", StageTable(records->spec()),
                       " WHERE org_id = $1::uuid AND import_id = $2::uuid AND source_key = ANY ($3::text[])")),
      discard_(absl::StrCat("DELETE FROM ", StageTable(records->spec()),
                            " WHERE org_id = $1::uuid AND import_id = $2::uuid")),
      discard_old_(absl::StrCat("DELETE FROM ", StageTable(records->spec()),
                                " WHERE org_id = $1::uuid AND updated_at < $2::timestamptz")),
      merge_update_(UpdateSql(*records)),
      merge_insert_(
          absl::StrCat("INSERT INTO ", records->spec().table, " (", Columns(records->mapping()), ") SELECT ",
                       Columns(records->mapping(), "s."), " FROM ", StageTable(records->spec()),
                       " s WHERE s.org_id = $1::uuid AND s.import_id = $2::uuid AND s.base_etag = 0 ORDER BY s.line")),
      merge_count_(
          absl::StrCat("SELECT count(*) FILTER (WHERE base_etag = 0), count(*) FILTER (WHERE base_etag > 0) FROM ",
                       StageTable(records->spec()), " WHERE org_id = $1::uuid AND import_id = $2::uuid")),
      merge_entries_(EntriesSql(*records)) {}

std::vector<std::string> Importer::MergeSql() const {
  return {merge_update_.sql, merge_insert_.sql, merge_entries_.sql};
}

db::Params Importer::Ids(const base::Call& call, const std::string& import_id) const {
  db::Params params;
  params.Text(call.org.ToString()).Text(import_id);
  return params;
}

absl::Status Importer::Existing(db::Transaction& tx, const base::Call& call, const std::string& source,
                                const std::vector<std::string>& keys, const std::function<Message*()>& add) const {
  db::ArrayText array;
  for (const auto& key : keys) array.Add(key);
  db::Params params;
  params.Text(call.org.ToString()).Text(source).Text(array.Finish());
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(existing_, params));
  for (const auto& row : rows) RETURN_IF_ERROR(records_->mapping().Read(row, add()));
  return absl::OkStatus();
}

void Importer::Prepare(const base::Call& call, const Message& record, const Message* before,
                       const google::protobuf::FieldMask& mask, StagedRow* out) const {
  out->record.reset(record.New());
  if (before == nullptr) {
    out->record->MergeFrom(record);  // it is empty; CopyFrom would first search both for each other
    SetText(out->record.get(), "id", base::Uuid::V7(call.now).ToString());
    SetText(out->record.get(), "org_id", call.org.ToString());
    SetEtagAndTime(out->record.get(), 1, call.now);
    records_->mapping().PrintIds(out->record.get());
    out->base_etag = 0;
  } else {
    out->record->MergeFrom(*before);
    base::ApplyMask(mask, record, out->record.get());
    records_->mapping().PrintIds(out->record.get());
    out->base_etag = before->GetReflection()->GetInt64(*before, before->GetDescriptor()->FindFieldByName("etag"));
    if (SameButForBookkeeping(*out->record, *before)) {
      out->base_etag = -1;
    } else {
      SetEtagAndTime(out->record.get(), out->base_etag + 1, call.now);
    }
  }
  if (records_->spec().derive != nullptr) records_->spec().derive(out->record.get());
}

absl::Status Importer::Stage(db::Transaction& tx, Attempt attempt, const base::Call& call, const std::string& import_id,
                             const std::vector<StagedRow>& rows,
                             gainful::type::v1::StageImportResponse* response) const {
  const auto& columns = records_->mapping().columns();
  std::vector<ColumnValues> values(columns.size());
  ColumnValues lines(true), etags, bodies;
  db::ArrayText keys;
  std::map<std::string, std::int64_t> line_of;
  std::string text;
  for (const auto& row : rows) {
    for (size_t i = 0; i < columns.size(); ++i) {
      values[i].Add(db::Mapping::ValueText(*row.record, columns[i], &text) ? &text : nullptr);
    }
    lines.Add(&(text = absl::StrCat(row.line)));
    etags.Add(&(text = absl::StrCat(row.base_etag)));
    bodies.Add(&(text = absl::StrCat("\\x", absl::BytesToHexString(base::Bytes(*row.record)))));
    keys.Add(GetText(*row.record, "source_key"));
  }
  if (rows.empty()) return absl::OkStatus();
  db::Params params = Ids(call, import_id);
  for (auto& column : values) column.Bind(&params);
  for (auto* column : {&lines, &etags, &bodies}) column->Bind(&params);
  if (attempt == Attempt::kHopeful) return tx.Run(stage_, params).status();
  ASSIGN_OR_RETURN(const pqxx::result inserted, tx.Run(stage_carefully_, params));
  if (inserted.size() == rows.size()) return absl::OkStatus();
  db::Params which = Ids(call, import_id);
  which.Text(keys.Finish());
  ASSIGN_OR_RETURN(const pqxx::result staged, tx.Run(staged_lines_, which));
  for (const auto& row : staged) line_of[row[0].c_str()] = row[1].as<std::int64_t>();
  for (const auto& row : rows) {
    const auto it = line_of.find(GetText(*row.record, "source_key"));
    if (it == line_of.end() || it->second == row.line) continue;  // the same line sent twice is harmless
    auto* problem = response->add_problems();
    problem->set_line(row.line);
    problem->set_field(absl::StrCat(field_, ".source_key"));
    problem->set_reason(absl::StrCat("is the key of line ", it->second, " already"));
  }
  return absl::OkStatus();
}

absl::Status Importer::Discard(db::Transaction& tx, const base::Call& call, const std::string& import_id) const {
  if (!import_id.empty()) return tx.Run(discard_, Ids(call, import_id)).status();
  db::Params params;
  params.Text(call.org.ToString()).Text(TimeText(call.now - absl::Hours(24)));
  return tx.Run(discard_old_, params).status();
}

absl::Status Importer::Merge(db::Transaction& tx, const base::Call& call, const Message& request,
                             const std::string& import_id, int* part,
                             gainful::type::v1::CommitImportResponse* response) const {
  ASSIGN_OR_RETURN(const pqxx::result counts, tx.Run(merge_count_, Ids(call, import_id)));
  const auto created = counts[0][0].as<std::int64_t>();
  const auto updated = counts[0][1].as<std::int64_t>();
  if (created + updated == 0) return Discard(tx, call, import_id);
  ASSIGN_OR_RETURN(const pqxx::result changed, tx.Run(merge_update_, Ids(call, import_id)));
  if (static_cast<std::int64_t>(changed.affected_rows()) != updated) {
    return ChangedSinceChecked();
  }
  const absl::Status inserted = tx.Run(merge_insert_, Ids(call, import_id)).status();
  if (absl::IsAlreadyExists(inserted)) return ChangedSinceChecked();  // somebody recorded the same keys meanwhile
  RETURN_IF_ERROR(inserted);
  db::Params params = Ids(call, import_id);
  params.Text(call.caller_org.ToString())
      .Text(call.caller)
      .Text(call.role)
      .Text(call.purpose)
      .Text(TimeText(call.now))
      .Text(call.method);
  params.Text(RequestId(request)).Bytes(RequestHash(call, request)).Int(*part);
  RETURN_IF_ERROR(tx.Run(merge_entries_, params).status());
  *part += static_cast<int>(created + updated);
  response->set_created(response->created() + created);
  response->set_updated(response->updated() + updated);
  return Discard(tx, call, import_id);
}

ImportCommit::ImportCommit(db::Pool* pool)
    : writer_(pool), entry_(absl::StrCat("WITH ", HeadAndEntry(""), " SELECT org_id FROM e")) {}

absl::Status ImportCommit::Run(const base::Call& call, const gainful::type::v1::CommitImportRequest& request,
                               const std::vector<const Importer*>& importers,
                               const std::function<absl::Status(db::Transaction&)>& check,
                               gainful::type::v1::CommitImportResponse* response) {
  gainful::type::v1::CommitImportResponse answer;
  const auto write = [&](db::Transaction& tx, const pqxx::result&) -> absl::StatusOr<Change> {
    answer.Clear();
    RETURN_IF_ERROR(check(tx));
    int part = 1;
    for (const auto* importer : importers)
      RETURN_IF_ERROR(importer->Merge(tx, call, request, request.import_id(), &part, &answer));
    Change change;
    change.statement = &entry_;
    change.facts.kind = "import";
    change.facts.subject = request.import_id();
    change.facts.changed = {"import"};
    change.answer = &answer;
    return change;
  };
  return writer_.Write(call, request, {"import", {}}, {}, write, response);
}

}  // namespace gainful::journal
