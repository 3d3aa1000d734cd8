#include "services/common/journal/import.h"

#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

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

// After organisation and import: the columns, then line, etag and body.
std::string StageSql(const Records& records) {
  RowsSql rows(2);
  rows.Add(records.mapping());
  rows.Add("line", "bigint");
  rows.Add("base_etag", "bigint");
  rows.Add("body", "bytea");
  return absl::StrCat("INSERT INTO ", StageTable(records.spec()), " (import_id, ", rows.names(),
                      ") SELECT $2::uuid, s.* FROM ", rows.From(), " WHERE s.org_id = $1::uuid");
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

std::string MergedEntriesSql(const RecordSpec& spec) {
  return EntriesSql(spec.kind, StageTable(spec) + " s",
                    spec.person.empty() ? "NULL::uuid" : absl::StrCat("s.", spec.person), "s.line");
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
      merge_entries_(MergedEntriesSql(records->spec())) {}

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
  PrepareRow(call, *records_, record, before, mask, out);
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
    lines.Add(absl::StrCat(row.line));
    etags.Add(absl::StrCat(row.base_etag));
    bodies.Add(BodyText(*row.record));
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
  BindEntries(call, request, *part, &params);
  RETURN_IF_ERROR(tx.Run(merge_entries_, params).status());
  *part += static_cast<int>(created + updated);
  response->set_created(response->created() + created);
  response->set_updated(response->updated() + updated);
  return Discard(tx, call, import_id);
}

ImportCommit::ImportCommit(db::Pool* pool)
    : writer_(pool), entry_(absl::StrCat("WITH ", HeadAndEntry(""), " SELECT org_id FROM e")) {}

absl::Status ImportCommit::Run(const base::Call& call, const gainful::type::v1::CommitImportRequest& request,
                               const Merge& merge, gainful::type::v1::CommitImportResponse* response) {
  gainful::type::v1::CommitImportResponse answer;
  const auto write = [&](db::Transaction& tx, const pqxx::result&) -> absl::StatusOr<Change> {
    answer.Clear();
    int part = 1;
    RETURN_IF_ERROR(merge(tx, &part, &answer));
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

absl::Status ImportCommit::Run(const base::Call& call, const gainful::type::v1::CommitImportRequest& request,
                               const std::vector<const Importer*>& importers,
                               const std::function<absl::Status(db::Transaction&)>& check,
                               gainful::type::v1::CommitImportResponse* response) {
  const auto merge = [&](db::Transaction& tx, int* part,
                         gainful::type::v1::CommitImportResponse* answer) -> absl::Status {
    RETURN_IF_ERROR(check(tx));
    for (const auto* importer : importers)
      RETURN_IF_ERROR(importer->Merge(tx, call, request, request.import_id(), part, answer));
    return absl::OkStatus();
  };
  return Run(call, request, merge, response);
}

}  // namespace gainful::journal
