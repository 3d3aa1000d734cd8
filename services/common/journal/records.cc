#include "services/common/journal/records.h"

#include <cstdlib>
#include <optional>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "google/protobuf/util/message_differencer.h"
#include "google/type/date.pb.h"
#include "services/common/base/codes.h"
#include "services/common/base/dates.h"
#include "services/common/base/fields.h"
#include "services/common/base/instants.h"
#include "services/common/journal/access.h"
#include "services/common/journal/page.h"

namespace gainful::journal {
namespace {

using google::protobuf::Message;

std::string Further(const std::string& cte) { return cte.empty() ? "" : absl::StrCat(", ", cte); }

std::string InsertSql(const RecordSpec& spec, const db::Mapping& mapping) {
  std::string columns, values;
  int n = kEntryParams;
  for (const auto& c : mapping.columns()) {
    const char* comma = columns.empty() ? "" : ", ";
    absl::StrAppend(&columns, comma, c.name);
    absl::StrAppend(&values, comma, "$", ++n, "::", c.type);
  }
  return absl::StrCat("WITH ", HeadAndEntry(""), ", r AS (INSERT INTO ", spec.table, " (", columns, ") SELECT ", values,
                      " FROM e RETURNING etag)", Further(spec.with_create), Further(spec.with_entry),
                      " SELECT etag FROM r");
}

std::string UpdateSql(const RecordSpec& spec, const db::Mapping& mapping) {
  std::string sets, id, tenant, etag;
  int n = kEntryParams;
  for (const auto& c : mapping.columns()) {
    const std::string param = absl::StrCat("$", ++n, "::", c.type);
    if (c.name == "id") {
      id = param;
    } else if (c.name == "org_id") {
      tenant = param;  // equal to $1; every parameter that is bound must be used
    } else {
      if (c.name == "etag") etag = param;
      absl::StrAppend(&sets, sets.empty() ? "" : ", ", c.name, " = ", param);
    }
  }
  return absl::StrCat("WITH r AS (UPDATE ", spec.table, " t SET ", sets,
                      " WHERE t.org_id = $1::uuid AND t.org_id = ", tenant, " AND t.id = ", id, " AND t.etag = ", etag,
                      " - 1 RETURNING t.org_id, t.etag), ", HeadAndEntry("r"), Further(spec.with_entry),
                      " SELECT etag FROM r");
}

std::string SelectSql(const RecordSpec& spec, const db::Mapping& mapping) {
  std::string sql = absl::StrCat("SELECT ", mapping.ColumnList("t."));
  for (const auto& [field, query] : spec.computed) absl::StrAppend(&sql, ", (", query, ") AS ", field);
  absl::StrAppend(&sql, " FROM ", spec.table, " t");
  if (spec.visible_through.empty()) return sql;
  const std::string is_its = absl::StrCat("v.org_id = t.org_id AND v.id = t.", spec.visible_key);
  // Row by row in lists too, whatever they filter by: a page is a few rows by their ids, and a plain join would read the whole view for each.
  if (absl::StrContains(spec.visible_through, ".published_")) {
    absl::StrAppend(&sql, LookUp(spec.visible_through, "v", is_its));
  } else {
    absl::StrAppend(&sql, " JOIN ", spec.visible_through, " v ON ", is_its);
  }
  return sql;
}

std::string AndVisible(const RecordSpec& spec) {
  return spec.visible_where.empty() ? "" : absl::StrCat(" AND ", spec.visible_where);
}

// A journalled read: the rows come out only together with their access rows. Without a person it is the bare select.
std::string Journalled(const RecordSpec& spec, const std::string& select, const std::string& record) {
  if (spec.person.empty()) return select;
  std::string person = absl::StrCat("r.", spec.person);
  if (!spec.second_person.empty()) person = absl::StrCat("unnest(ARRAY[", person, ", r.", spec.second_person, "])");
  return absl::StrCat("WITH r AS MATERIALIZED (", select, "), ", AccessOf(spec.kind, person, record),
                      " SELECT * FROM r ORDER BY id");
}

// Whether the filter asks for what concerns one person, and so for the records of every record of theirs.
bool IsByPerson(const RecordSpec& spec, const google::protobuf::FieldDescriptor* filter) {
  return !spec.other_records.empty() && filter->name() == spec.person;
}

std::string OfPerson(const RecordSpec& spec, const std::string& id) {
  const std::string ids =
      absl::StrCat("= ANY (ARRAY(SELECT ", id, " UNION ALL SELECT o.other_id FROM ", spec.other_records,
                   " o WHERE o.org_id = $1::uuid AND o.participant_id = ", id, "))");
  if (spec.second_person.empty()) return absl::StrCat("t.", spec.person, " ", ids);
  return absl::StrCat("(t.", spec.person, " ", ids, " OR t.", spec.second_person, " ", ids, ")");
}

std::string FilterText(const Message& request, const google::protobuf::FieldDescriptor* f) {
  if (f->cpp_type() == google::protobuf::FieldDescriptor::CPPTYPE_ENUM)
    return base::CodeOf(request.GetReflection()->GetEnum(request, f));
  if (f->cpp_type() ==
      google::protobuf::FieldDescriptor::CPPTYPE_MESSAGE)  // the contract has days alone; checked before
    return base::FormatDay(
        *base::ToDay(static_cast<const google::type::Date&>(request.GetReflection()->GetMessage(request, f))));
  return request.GetReflection()->GetString(request, f);
}

// The condition that a bool filter stands for.
const std::string& ConditionOf(const RecordSpec& spec, const google::protobuf::FieldDescriptor* f) {
  for (const auto& [field, condition] : spec.conditions) {
    if (field == f->name()) return condition;
  }
  std::abort();  // a mistake of ours: the contract has a filter that this kind of record does not know
}

// What the row must be for a filter whose value is that parameter.
std::string Filtered(const RecordSpec& spec, const google::protobuf::FieldDescriptor* f, const std::string& value) {
  for (const auto& [field, condition] : spec.filters) {
    if (field == f->name()) return absl::StrReplaceAll(condition, {{"$$", value}});
  }
  return IsByPerson(spec, f) ? OfPerson(spec, value) : absl::StrCat("t.", f->name(), " = ", value);
}

bool IsCondition(const google::protobuf::FieldDescriptor* f) {
  return f->cpp_type() == google::protobuf::FieldDescriptor::CPPTYPE_BOOL;
}

// How many parameters come before a read's own: those of its access row; for records about nobody the organisation, and who asks where that
// matters.
int LeadingParams(const RecordSpec& spec) {
  if (!spec.person.empty()) return kAccessParams;
  return spec.visible_where.empty() ? 1 : 3;
}
void BindLeading(const RecordSpec& spec, const base::Call& call, db::Params* params) {
  if (!spec.person.empty()) return BindAccess(call, params);
  params->Text(call.org.ToString());
  if (!spec.visible_where.empty()) params->Text(call.caller).Text(call.role);
}

std::string GetSql(const RecordSpec& spec, const db::Mapping& mapping) {
  return Journalled(spec,
                    absl::StrCat(SelectSql(spec, mapping), " WHERE t.org_id = $1::uuid AND t.id = $",
                                 LeadingParams(spec) + 1, "::uuid", AndVisible(spec)),
                    "r.id");
}

std::string LockSql(const RecordSpec& spec, const db::Mapping& mapping) {
  return absl::StrCat(SelectSql(spec, mapping),
                      " WHERE t.org_id = $1::uuid AND t.id = $2::uuid FOR NO KEY UPDATE OF t");
}

// Team by team, each in the order of ids and no longer than the page, and the page out of all of them.
std::string TeamByTeam(const RecordSpec& spec, const std::string& select, const std::string& page) {
  return absl::StrCat("WITH seen AS MATERIALIZED (", spec.teams_seen,
                      ") SELECT t.* FROM (SELECT s.* FROM seen v CROSS JOIN LATERAL (", select,
                      " AND t.team_id = v.team_id", page, ") s UNION ALL ", select, " AND ", spec.seen_beside,
                      " AND t.team_id <> ALL (ARRAY(SELECT v.team_id FROM seen v))) t", page);
}

// Whether a list with these filters is best looked for team by team: one person's, or one team's, has an index of its own.
bool IsByTeams(const RecordSpec& spec, const std::vector<const google::protobuf::FieldDescriptor*>& filters) {
  if (spec.teams_seen.empty()) return false;
  for (const auto* f : filters) {
    if (f->name() == spec.person || f->name() == "team_id") return false;
  }
  return true;
}

void SetTime(Message* record, absl::Time now) {
  record->GetReflection()
      ->MutableMessage(record, record->GetDescriptor()->FindFieldByName("updated_at"))
      ->CopyFrom(base::ToProto(now));
}

std::int64_t EtagOf(const Message& m) {
  return m.GetReflection()->GetInt64(m, m.GetDescriptor()->FindFieldByName("etag"));
}
void SetEtag(Message* m, std::int64_t etag) {
  m->GetReflection()->SetInt64(m, m->GetDescriptor()->FindFieldByName("etag"), etag);
}

std::vector<std::string> SetFields(const Message& m) {
  std::vector<const google::protobuf::FieldDescriptor*> set;
  m.GetReflection()->ListFields(m, &set);
  std::vector<std::string> names;
  for (const auto* f : set) {
    if (!base::RuleOf(f).output_only()) names.push_back(f->name());
  }
  return names;
}

// Fields that a lifecycle step changed, its own bookkeeping aside.
std::vector<std::string> Differences(const Message& a, const Message& b) {
  std::vector<std::string> names;
  const auto* type = a.GetDescriptor();
  for (int i = 0; i < type->field_count(); ++i) {
    const auto* f = type->field(i);
    if (f->name() == "etag" || f->name() == "updated_at" || base::RuleOf(f).derived()) continue;
    google::protobuf::util::MessageDifferencer differ;
    if (!differ.CompareWithFields(a, b, {f}, {f})) names.push_back(f->name());
  }
  return names;
}

void Append(const Records::Also& also, Change* change) {
  if (!also) return;
  for (auto& part : also()) change->also.push_back(std::move(part));
}

}  // namespace

std::string GetText(const Message& m, const std::string& field) {
  return m.GetReflection()->GetString(m, m.GetDescriptor()->FindFieldByName(field));
}
void SetText(Message* m, const std::string& field, const std::string& value) {
  m->GetReflection()->SetString(m, m->GetDescriptor()->FindFieldByName(field), value);
}

std::string CreateParam(const db::Mapping& mapping, const std::string& column) {
  int n = kEntryParams;
  for (const auto& c : mapping.columns()) {
    ++n;
    if (c.name == column) return absl::StrCat("$", n, "::", c.type);
  }
  std::abort();  // a mistake of ours that no request can cause
}

Records::Records(db::Pool* pool, RecordSpec spec)
    : pool_(pool),
      spec_(std::move(spec)),
      mapping_(spec_.type),
      writer_(pool),
      insert_(InsertSql(spec_, mapping_)),
      update_(UpdateSql(spec_, mapping_)),
      get_(GetSql(spec_, mapping_)),
      lock_(LockSql(spec_, mapping_)),
      changed_since_(
          "SELECT string_agg(DISTINCT c.field, ', ' ORDER BY c.field) FROM (SELECT e.changed FROM journal.entry e "
          "WHERE "
          "e.org_id = $1::uuid AND e.subject = $2::uuid AND e.kind = $3 ORDER BY e.seq DESC LIMIT $4::bigint) x CROSS "
          "JOIN "
          "unnest(x.changed) AS c (field)") {}

std::string Records::SelectFrom() const { return SelectSql(spec_, mapping_); }

std::vector<std::string> Records::AllSql() const {
  std::vector<std::string> all = {insert_.sql, update_.sql, get_.sql, ListSql({}, true)};
  if (!spec_.teams_seen.empty()) all.push_back(ListSql({}, false));
  all.insert(all.end(), {lock_.sql, changed_since_.sql});
  return all;
}

absl::Status Records::Read(const pqxx::row& row, Message* record) const {
  RETURN_IF_ERROR(mapping_.Read(row, record));
  auto column = static_cast<pqxx::row::size_type>(mapping_.columns().size());
  for (const auto& [field, query] : spec_.computed)
    RETURN_IF_ERROR(db::Mapping::ReadField(row[column++], spec_.type->FindFieldByName(field), record));
  if (spec_.derive != nullptr) spec_.derive(record);
  return absl::OkStatus();
}

std::string Records::PersonOf(const Message& record) const {
  return spec_.person.empty() ? "" : GetText(record, spec_.person);
}

journal::Change Records::MakeChange(const db::Statement& statement, Message* record,
                                    std::vector<std::string> changed) const {
  mapping_.PrintIds(record);
  if (spec_.derive != nullptr) spec_.derive(record);
  journal::Change change;
  change.statement = &statement;
  change.facts.kind = spec_.kind;
  change.facts.subject = GetText(*record, "id");
  change.facts.person = PersonOf(*record);
  change.facts.changed = std::move(changed);
  change.answer = record;
  change.bind = [this, record](db::Params* params) { mapping_.Bind(*record, params); };
  if (spec_.second_person.empty()) return change;
  static const auto* entry = new db::Statement(absl::StrCat("WITH ", HeadAndEntry(""), " SELECT org_id FROM e"));
  journal::Change other;
  other.statement = entry;
  other.facts = change.facts;
  other.facts.person = GetText(*record, spec_.second_person);
  other.answer = record;
  change.also.push_back(std::move(other));
  return change;
}

journal::Change Records::AsPart(const base::Call& call, const Message& before, Message* after) const {
  SetEtag(after, EtagOf(before) + 1);
  SetTime(after, call.now);
  return MakeChange(update_, after, Differences(before, *after));
}

journal::Change Records::AsNewPart(const base::Call& call, Message* record) const {
  std::vector<std::string> given = SetFields(*record);
  SetText(record, "id", base::Uuid::V7(call.now).ToString());
  SetText(record, "org_id", call.org.ToString());
  SetEtag(record, 1);
  SetTime(record, call.now);
  return MakeChange(insert_, record, std::move(given));
}

absl::Status Records::Create(const base::Call& call, const Message& request, const Message& record, const New& fresh,
                             const Rule& rule, Message* out) {
  std::unique_ptr<Message> made(record.New());
  const auto write = [&](db::Transaction& tx, const pqxx::result& rows) -> absl::StatusOr<journal::Change> {
    made->CopyFrom(record);
    base::ClearOutputOnly(made.get());
    std::vector<std::string> given = SetFields(*made);
    SetText(made.get(), "id", fresh.id.ToString());
    SetText(made.get(), "org_id", call.org.ToString());
    SetEtag(made.get(), 1);
    SetTime(made.get(), call.now);
    base::Violations violations;
    RETURN_IF_ERROR(rule(tx, rows, nullptr, made.get(), &violations));
    RETURN_IF_ERROR(violations.ToStatus());
    auto change = MakeChange(insert_, made.get(), std::move(given));
    if (fresh.answer) change.answer = fresh.answer(*made);
    Append(fresh.also, &change);
    return change;
  };
  return writer_.Write(call, request, fresh.parent, fresh.look, write, out);
}

absl::StatusOr<journal::Change> Records::Locked(const pqxx::result& rows, db::Transaction& tx, const base::Call& call,
                                                Message* before, Message* after, const Rule& rule,
                                                std::vector<std::string> changed) {
  base::Violations violations;
  RETURN_IF_ERROR(rule(tx, rows, before, after, &violations));
  RETURN_IF_ERROR(violations.ToStatus());
  SetEtag(after, EtagOf(*before) + 1);
  SetTime(after, call.now);
  if (changed.empty()) changed = Differences(*before, *after);
  return MakeChange(update_, after, std::move(changed));
}

// Each version of a record has one entry, so the last ones say what happened since the version that the caller saw.
absl::Status Records::Stale(db::Transaction& tx, const base::Call& call, const Message& record,
                            std::int64_t seen) const {
  const std::int64_t now = EtagOf(record);
  std::string changed;
  if (seen < now) {
    db::Params params;
    params.Text(call.org.ToString()).Text(GetText(record, "id")).Text(spec_.kind).Int(now - seen);
    ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(changed_since_, params));
    if (!rows[0][0].is_null()) changed = rows[0][0].c_str();
  }
  return StaleEtag(now, changed);
}

absl::Status Records::Update(const base::Call& call, const Message& request, const Message& patch,
                             const google::protobuf::FieldMask& mask, const Rule& rule, Message* out,
                             const Also& also) {
  const auto id = base::Uuid::Parse(GetText(patch, "id"));
  if (!id) return base::NotFound(spec_.kind);
  std::unique_ptr<Message> before(patch.New()), after(patch.New());
  const auto write = [&](db::Transaction& tx, const pqxx::result& rows) -> absl::StatusOr<journal::Change> {
    if (rows.empty()) return base::NotFound(spec_.kind);
    RETURN_IF_ERROR(Read(rows[0], before.get()));
    if (spec_.may_change != nullptr && !spec_.may_change(call, *before)) return base::NotFound(spec_.kind);
    if (EtagOf(*before) != EtagOf(patch)) return Stale(tx, call, *before, EtagOf(patch));
    after->CopyFrom(*before);
    base::ApplyMask(mask, patch, after.get());
    ASSIGN_OR_RETURN(journal::Change change, Locked(rows, tx, call, before.get(), after.get(), rule,
                                                    {mask.paths().begin(), mask.paths().end()}));
    Append(also, &change);
    return change;
  };
  return writer_.Write(call, request, {spec_.kind, *id}, {&lock_, {call.org, *id}}, write, out);
}

absl::Status Records::Change(const base::Call& call, const Message& request, const std::string& text_id,
                             const Rule& rule, Message* out, const Also& also) {
  const auto id = base::Uuid::Parse(text_id);
  if (!id) return base::NotFound(spec_.kind);
  std::unique_ptr<Message> before(out->New()), after(out->New());
  const auto write = [&](db::Transaction& tx, const pqxx::result& rows) -> absl::StatusOr<journal::Change> {
    if (rows.empty()) return base::NotFound(spec_.kind);
    RETURN_IF_ERROR(Read(rows[0], before.get()));
    if (spec_.may_change != nullptr && !spec_.may_change(call, *before)) return base::NotFound(spec_.kind);
    after->CopyFrom(*before);
    ASSIGN_OR_RETURN(journal::Change change, Locked(rows, tx, call, before.get(), after.get(), rule, {}));
    Append(also, &change);
    return change;
  };
  return writer_.Write(call, request, {spec_.kind, *id}, {&lock_, {call.org, *id}}, write, out);
}

absl::Status Records::Get(const base::Call& call, const std::string& text_id, Message* out) {
  const auto id = base::Uuid::Parse(text_id);
  if (!id) return base::NotFound(spec_.kind);
  {
    ASSIGN_OR_RETURN(auto tx, pool_->Begin(call));
    db::Params params;
    BindLeading(spec_, call, &params);
    params.Text(id->ToString());
    ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(get_, params));
    if (!rows.empty()) {
      RETURN_IF_ERROR(Read(rows[0], out));
      return tx.Commit();
    }
  }
  RETURN_IF_ERROR(RecordRefusal(pool_, call, spec_.kind, *id, "not_found"));
  return base::NotFound(spec_.kind);
}

// First the leading parameters, then cursor, limit and the filters' values.
std::string Records::ListSql(const std::vector<const google::protobuf::FieldDescriptor*>& filters,
                             bool all_teams) const {
  int n = LeadingParams(spec_);
  std::string select = absl::StrCat(SelectFrom(), " WHERE t.org_id = $1::uuid AND t.id > $", ++n, "::uuid");
  const std::string page = absl::StrCat(" ORDER BY t.id LIMIT $", ++n, "::int");
  for (const auto* f : filters) {
    if (IsCondition(f)) {
      absl::StrAppend(&select, " AND ", ConditionOf(spec_, f));
      continue;
    }
    const std::string value = absl::StrCat("$", ++n, base::RuleOf(f).uuid() ? "::uuid" : "::text");
    absl::StrAppend(&select, " AND ", Filtered(spec_, f, value));
  }
  select += AndVisible(spec_);
  if (!spec_.listed_where.empty()) absl::StrAppend(&select, " AND ", spec_.listed_where);
  const bool by_teams = !all_teams && IsByTeams(spec_, filters);
  return Journalled(spec_, by_teams ? TeamByTeam(spec_, select, page) : select + page, "NULL");
}

// The person whom an empty list is for where the caller does not see them, else none. Whoever sees somebody that has no such records is not accused of it.
absl::StatusOr<std::optional<base::Uuid>> Records::AskedInVain(db::Transaction& tx, const base::Call& call,
                                                               const Message& request) const {
  const auto* filter = request.GetDescriptor()->FindFieldByName(spec_.person);
  if (spec_.people.empty() || filter == nullptr) return std::nullopt;
  const auto person = base::Uuid::Parse(GetText(request, spec_.person));
  if (!person) return std::nullopt;  // for nobody in particular
  const db::Statement see(absl::StrCat("SELECT 1 FROM ", spec_.people, " WHERE org_id = $1::uuid AND id = $2::uuid"));
  db::Params params;
  params.Text(call.org.ToString()).Text(person->ToString());
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(see, params));
  return rows.empty() ? person : std::nullopt;
}

absl::Status Records::List(const base::Call& call, const Message& request, const std::function<Message*()>& add,
                           std::string* next_page_token) {
  ASSIGN_OR_RETURN(const Page page, ReadPage(call, request));
  // Exactly the page is read, so that the access journal names nobody whose record was not shown: after a full last page follows an
  // empty one.
  const db::Statement list(ListSql(page.filters, call.all_teams));
  ASSIGN_OR_RETURN(auto tx, pool_->Begin(call));
  db::Params params;
  BindLeading(spec_, call, &params);
  params.Text(page.after.ToString()).Int(page.size);
  for (const auto* f : page.filters) {
    if (!IsCondition(f)) params.Text(FilterText(request, f));
  }
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(list, params));
  std::string last;
  for (const auto& row : rows) {
    Message* record = add();
    RETURN_IF_ERROR(Read(row, record));
    last = GetText(*record, "id");
  }
  std::optional<base::Uuid> in_vain;
  if (rows.empty() && page.after == base::Uuid()) {
    ASSIGN_OR_RETURN(in_vain, AskedInVain(tx, call, request));
  }
  RETURN_IF_ERROR(tx.Commit());
  if (in_vain) RETURN_IF_ERROR(RecordRefusal(pool_, call, "participant", *in_vain, "not_found"));
  next_page_token->clear();
  if (static_cast<int>(rows.size()) == page.size)
    *next_page_token = MakePageToken(call, request, *base::Uuid::Parse(last));
  return absl::OkStatus();
}

}  // namespace gainful::journal
