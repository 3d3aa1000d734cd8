#include "services/common/journal/keyed_import.h"

#include "absl/strings/str_cat.h"
#include "services/common/base/bytes.h"

namespace gainful::journal {
namespace {

using google::protobuf::Message;

constexpr int kChunk = 1000;  // rows of a merge in memory at once

std::string Schema(const RecordSpec& spec) {
  return std::string(absl::string_view(spec.table).substr(0, spec.table.find('.')));
}
std::string StageTable(const RecordSpec& spec) { return Schema(spec) + ".stage_record"; }

// The staged rows of $2 that are of this kind.
std::string OfKind(const RecordSpec& spec) {
  return absl::StrCat("s.org_id = $1::uuid AND s.import_id = $2::uuid AND s.kind = '", spec.kind, "'");
}

// Of a key whose record the caller does not see, the row is there and all of it is null.
std::string ExistingSql(const Records& records) {
  const auto& spec = records.spec();
  return absl::StrCat("SELECT ", records.mapping().ColumnList("t."), ", i.source_key FROM ", Schema(spec),
                      ".imported_record i LEFT JOIN (", spec.table, " t JOIN ", spec.visible_through,
                      " v ON v.org_id = t.org_id AND v.id = t.", spec.visible_key,
                      ") ON t.org_id = i.org_id AND t.id = i.id WHERE i.org_id = $1::uuid AND i.kind = '", spec.kind,
                      "' AND i.source = $2 AND i.source_key = ANY ($3::text[])");
}

// After organisation and import.
std::string StageSql(const RecordSpec& spec) {
  RowsSql rows(2);
  rows.Add("org_id", "uuid");
  for (const char* name : {"source", "source_key"}) rows.Add(name, "text");
  rows.Add("line", "bigint");
  for (const char* name : {"id", "participant_id", "journey_id", "staff_member_id"}) rows.Add(name, "uuid");
  rows.Add("base_etag", "bigint");
  rows.Add("body", "bytea");
  rows.Add("updated_at", "timestamptz");
  return absl::StrCat("INSERT INTO ", StageTable(spec), " (import_id, kind, ", rows.names(), ") SELECT $2::uuid, '",
                      spec.kind, "', s.* FROM ", rows.From(), " WHERE s.org_id = $1::uuid ON CONFLICT DO NOTHING");
}

// After the organisation.
std::string InsertSql(const Records& records) {
  RowsSql rows(1);
  rows.Add(records.mapping());
  rows.Add("line", "bigint");
  std::string columns;
  for (const auto& c : records.mapping().columns()) absl::StrAppend(&columns, columns.empty() ? "" : ", ", c.name);
  return absl::StrCat("INSERT INTO ", records.spec().table, " (", columns, ") SELECT ", columns, " FROM ", rows.From(),
                      " WHERE s.org_id = $1::uuid ORDER BY s.line");
}

std::string UpdateSql(const Records& records) {
  RowsSql rows(1);
  rows.Add(records.mapping());
  rows.Add("line", "bigint");
  std::string sets;
  for (const auto& c : records.mapping().columns()) {
    if (c.name != "id" && c.name != "org_id") absl::StrAppend(&sets, sets.empty() ? "" : ", ", c.name, " = s.", c.name);
  }
  return absl::StrCat("UPDATE ", records.spec().table, " t SET ", sets, " FROM ", rows.From(),
                      " WHERE t.org_id = $1::uuid AND s.org_id = t.org_id AND t.id = s.id AND t.etag = s.etag - 1");
}

std::string UuidIn(const Message& record, const char* name) {
  const auto* field = record.GetDescriptor()->FindFieldByName(name);
  return field == nullptr ? "" : record.GetReflection()->GetString(record, field);
}

}  // namespace

KeyedImporter::KeyedImporter(const Records* records)
    : records_(records),
      existing_(ExistingSql(*records)),
      stage_(StageSql(records->spec())),
      staged_lines_(absl::StrCat("SELECT s.source_key, s.line FROM ", StageTable(records->spec()), " s WHERE ",
                                 OfKind(records->spec()), " AND s.source = $3 AND s.source_key = ANY ($4::text[])")),
      staged_(absl::StrCat("SELECT s.source_key, s.line, s.base_etag, s.body FROM ", StageTable(records->spec()),
                           " s WHERE ", OfKind(records->spec()),
                           " AND s.base_etag >= 0 AND (s.line, s.source_key) > ($3::bigint, $4::text) ORDER BY s.line, "
                           "s.source_key LIMIT ",
                           kChunk)),
      insert_(InsertSql(*records)),
      update_(UpdateSql(*records)),
      rewrite_(absl::StrCat(
          "UPDATE ", StageTable(records->spec()),
          " s SET body = u.body::bytea, participant_id = u.person::uuid FROM unnest($3::text[], $4::text[], "
          "$5::text[]) AS u (id, body, person) WHERE ",
          OfKind(records->spec()), " AND s.id = u.id::uuid")),
      keys_(absl::StrCat(
          "INSERT INTO ", Schema(records->spec()),
          ".imported_record (org_id, kind, source, source_key, id, participant_id) SELECT s.org_id, s.kind, s.source, "
          "s.source_key, s.id, s.participant_id FROM ",
          StageTable(records->spec()), " s WHERE ", OfKind(records->spec()), " AND s.base_etag = 0")),
      count_(absl::StrCat("SELECT count(*) FILTER (WHERE s.base_etag = 0), count(*) FILTER (WHERE s.base_etag > 0) "
                          "FROM ",
                          StageTable(records->spec()), " s WHERE ", OfKind(records->spec()))),
      entries_(EntriesSql(records->spec().kind, StageTable(records->spec()) + " s",
                          absl::StrCat("s.", records->spec().person), "s.line, s.source_key",
                          absl::StrCat("s.kind = '", records->spec().kind, "'"))) {}

std::vector<std::string> KeyedImporter::AllSql() const {
  return {existing_.sql, stage_.sql,   staged_lines_.sql, staged_.sql, insert_.sql,
          update_.sql,   rewrite_.sql, keys_.sql,         count_.sql,  entries_.sql};
}

db::Params KeyedImporter::Ids(const base::Call& call, const std::string& import_id) const {
  db::Params params;
  params.Text(call.org.ToString()).Text(import_id);
  return params;
}

absl::StatusOr<KeyedImporter::ByKey> KeyedImporter::Existing(db::Transaction& tx, const base::Call& call,
                                                             const std::string& source,
                                                             const std::vector<std::string>& keys) const {
  db::ArrayText array;
  for (const auto& key : keys) array.Add(key);
  db::Params params;
  params.Text(call.org.ToString()).Text(source).Text(array.Finish());
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(existing_, params));
  const auto* prototype = google::protobuf::MessageFactory::generated_factory()->GetPrototype(records_->spec().type);
  const auto columns = static_cast<int>(records_->mapping().columns().size());
  ByKey found;
  for (const auto& row : rows) {
    auto& record = found[row[columns].c_str()];
    if (row[0].is_null()) continue;
    record.reset(prototype->New());
    RETURN_IF_ERROR(records_->mapping().Read(row, record.get()));
  }
  return found;
}

absl::StatusOr<std::vector<size_t>> KeyedImporter::Stage(db::Transaction& tx, const base::Call& call,
                                                         const std::string& import_id, const std::string& source,
                                                         const std::vector<KeyedRow>& rows,
                                                         gainful::type::v1::StageImportResponse* response) const {
  std::vector<size_t> doubled;
  if (rows.empty()) return doubled;
  ColumnValues orgs, sources, keys, lines(true), ids, people, journeys, staff, etags, bodies, times;
  db::ArrayText key_list;
  for (const auto& row : rows) {
    const Message& record = *row.staged.record;
    orgs.Add(call.org.ToString());
    sources.Add(source);
    keys.Add(row.key);
    key_list.Add(row.key);
    lines.Add(absl::StrCat(row.staged.line));
    ids.Add(GetText(record, "id"));
    people.Add(GetText(record, records_->spec().person));
    for (auto [values, name] : {std::pair(&journeys, "journey_id"), std::pair(&staff, "staff_member_id")}) {
      const std::string id = UuidIn(record, name);
      values->Add(id.empty() ? nullptr : &id);
    }
    etags.Add(absl::StrCat(row.staged.base_etag));
    bodies.Add(BodyText(record));
    times.Add(TimeText(call.now));
  }
  db::Params params = Ids(call, import_id);
  for (auto* column : {&orgs, &sources, &keys, &lines, &ids, &people, &journeys, &staff, &etags, &bodies, &times})
    column->Bind(&params);
  ASSIGN_OR_RETURN(const pqxx::result staged, tx.Run(stage_, params));
  if (staged.affected_rows() == rows.size()) return doubled;
  db::Params which = Ids(call, import_id);
  which.Text(source).Text(key_list.Finish());
  ASSIGN_OR_RETURN(const pqxx::result found, tx.Run(staged_lines_, which));
  std::map<std::string, std::int64_t> line_of;
  for (const auto& row : found) line_of[row[0].c_str()] = row[1].as<std::int64_t>();
  for (size_t i = 0; i < rows.size(); ++i) {
    const auto it = line_of.find(rows[i].key);
    if (it == line_of.end() || it->second == rows[i].staged.line) continue;  // the same line sent twice is harmless
    auto* problem = response->add_problems();
    problem->set_line(rows[i].staged.line);
    problem->set_field("source_key");
    problem->set_reason(absl::StrCat("is the key of line ", it->second, " already"));
    doubled.push_back(i);
  }
  return doubled;
}

absl::StatusOr<std::vector<KeyedRow>> KeyedImporter::Staged(db::Transaction& tx, const base::Call& call,
                                                            const std::string& import_id, const KeyedRow& after) const {
  db::Params params = Ids(call, import_id);
  params.Int(after.staged.line).Text(after.key);
  ASSIGN_OR_RETURN(const pqxx::result found, tx.Run(staged_, params));
  const auto* prototype = google::protobuf::MessageFactory::generated_factory()->GetPrototype(records_->spec().type);
  std::vector<KeyedRow> rows;
  rows.reserve(found.size());
  for (const auto& row : found) {
    auto& one = rows.emplace_back();
    one.key = row[0].c_str();
    one.staged.line = row[1].as<std::int64_t>();
    one.staged.base_etag = row[2].as<std::int64_t>();
    one.staged.record.reset(prototype->New());
    one.body = pqxx::binarystring(row[3]).str();
    if (!one.staged.record->ParseFromString(one.body)) return absl::InternalError("a staged row does not parse");
  }
  return rows;
}

// A statement over the rows' columns and lines.
absl::Status KeyedImporter::Run(db::Transaction& tx, const base::Call& call, const db::Statement& statement,
                                const std::vector<const KeyedRow*>& rows) const {
  if (rows.empty()) return absl::OkStatus();
  const auto& columns = records_->mapping().columns();
  std::vector<ColumnValues> values(columns.size());
  ColumnValues lines(true);
  std::string text;
  for (const auto* row : rows) {
    for (size_t i = 0; i < columns.size(); ++i)
      values[i].Add(db::Mapping::ValueText(*row->staged.record, columns[i], &text) ? &text : nullptr);
    lines.Add(absl::StrCat(row->staged.line));
  }
  db::Params params;
  params.Text(call.org.ToString());
  for (auto& column : values) column.Bind(&params);
  lines.Bind(&params);
  ASSIGN_OR_RETURN(const pqxx::result done, tx.Run(statement, params));
  return done.affected_rows() == rows.size() ? absl::OkStatus() : ChangedSinceChecked();
}

absl::Status KeyedImporter::Write(db::Transaction& tx, const base::Call& call, const std::string& import_id,
                                  const std::vector<KeyedRow>& rows) const {
  std::vector<const KeyedRow*> fresh, changed;
  db::ArrayText ids, bodies, people;
  bool completed = false;
  for (const auto& row : rows) {
    (row.staged.base_etag == 0 ? fresh : changed).push_back(&row);
    if (base::Bytes(*row.staged.record) == row.body) continue;
    ids.Add(GetText(*row.staged.record, "id"));
    bodies.Add(BodyText(*row.staged.record));
    people.Add(GetText(*row.staged.record, records_->spec().person));
    completed = true;
  }
  RETURN_IF_ERROR(Run(tx, call, update_, changed));
  const absl::Status inserted = Run(tx, call, insert_, fresh);
  if (absl::IsAlreadyExists(inserted)) return ChangedSinceChecked();  // somebody recorded what may be there but once
  if (!inserted.ok()) return inserted;
  if (!completed) return absl::OkStatus();
  db::Params params = Ids(call, import_id);
  params.Text(ids.Finish()).Text(bodies.Finish()).Text(people.Finish());
  return tx.Run(rewrite_, params).status();
}

absl::Status KeyedImporter::Finish(db::Transaction& tx, const base::Call& call, const Message& request,
                                   const std::string& import_id, int* part,
                                   gainful::type::v1::CommitImportResponse* response) const {
  ASSIGN_OR_RETURN(const pqxx::result counts, tx.Run(count_, Ids(call, import_id)));
  const auto created = counts[0][0].as<std::int64_t>(), updated = counts[0][1].as<std::int64_t>();
  if (created + updated == 0) return absl::OkStatus();
  const absl::Status keyed = tx.Run(keys_, Ids(call, import_id)).status();
  if (absl::IsAlreadyExists(keyed)) return ChangedSinceChecked();  // somebody imported the same keys meanwhile
  if (!keyed.ok()) return keyed;
  db::Params params = Ids(call, import_id);
  BindEntries(call, request, *part, &params);
  RETURN_IF_ERROR(tx.Run(entries_, params).status());
  *part += static_cast<int>(created + updated);
  response->set_created(response->created() + created);
  response->set_updated(response->updated() + updated);
  return absl::OkStatus();
}

}  // namespace gainful::journal
