#include "services/caseload/disposal_store.h"

#include "absl/strings/str_cat.h"
#include "services/caseload/person.h"
#include "services/common/base/codes.h"
#include "services/common/base/dates.h"
#include "services/common/base/status.h"
#include "services/common/db/values.h"
#include "services/common/journal/access.h"

namespace gainful::caseload {
namespace {

constexpr int kChunk = 2000;

// What a file's key is known by once its record is gone: of the organisation $1, so that keys of two organisations cannot be compared.
std::string KeyHash(const std::string& source, const std::string& key) {
  return absl::StrCat("sha256(convert_to(concat_ws(chr(31), $1::uuid, ", source, ", ", key, "), 'UTF8'))");
}

// A list's lines; `name` is an expression.
std::string LinesSql(const std::string& name) {
  return absl::StrCat("SELECT d.participant_id, ", name,
                      ", d.outcome, d.journey_id, d.programme_id, d.counted_from, d.retention_years, d.until_age, "
                      "d.kept_to, d.reason, d.decided_by, d.decided_on FROM caseload.disposal_person d");
}

std::string ArrayOf(const std::vector<std::string>& texts) {
  db::ArrayText array;
  for (const auto& text : texts) array.Add(text);
  return array.Finish();
}

db::Params About(const base::Call& call, const std::vector<std::string>& people) {
  db::Params params;
  params.Text(call.org.ToString()).Text(ArrayOf(people));
  return params;
}

const std::string& CodeOf(pb::DisposalOutcome outcome) {
  return base::CodeOf(pb::DisposalOutcome_descriptor()->FindValueByNumber(outcome));
}

std::string DayText(const google::type::Date& date) { return base::FormatDay(*base::ToDay(date)); }

void SetDay(const pqxx::field& field, google::type::Date* (pb::DisposalPerson::*mutable_day)(),
            pb::DisposalPerson* line) {
  if (const auto day = db::DayIn(field)) *(line->*mutable_day)() = base::ToProto(*day);
}

void ReadLine(const pqxx::row& row, pb::DisposalPerson* line) {
  line->set_participant_id(row[0].c_str());
  line->set_name(db::TextIn(row[1]));
  line->set_outcome(base::ValueOf<pb::DisposalOutcome>(row[2].c_str()));
  line->set_journey_id(row[3].c_str());
  line->set_programme_id(row[4].c_str());
  SetDay(row[5], &pb::DisposalPerson::mutable_counted_from, line);
  line->set_retention_years(row[6].as<int>());
  if (const int age = row[7].as<int>(); age > 0) line->set_until_age(age);
  SetDay(row[8], &pb::DisposalPerson::mutable_kept_to, line);
  line->set_reason(row[9].c_str());
  line->set_decided_by(row[10].c_str());
  SetDay(row[11], &pb::DisposalPerson::mutable_decided_on, line);
}

absl::Status RunLines(db::Transaction& tx, const db::Statement& statement, const db::Params& params,
                      pb::Disposal* list) {
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(statement, params));
  list->clear_people();
  for (const auto& row : rows) ReadLine(row, list->add_people());
  return absl::OkStatus();
}

}  // namespace

DisposalStore::DisposalStore()
    : last_entry_("SELECT seq FROM journal.head WHERE org_id = $1::uuid"),
      // Less than the rule asks, so that it is the rule which decides, and enough to leave out most of those who are not due. In the order of an
      // index and without a join of people to themselves: it reads what it answers, whatever the planner believes.
      candidates_(
          absl::StrCat("SELECT j.participant_id FROM caseload.journey j LEFT JOIN directory.published_programme_v1 y "
                       "ON y.org_id = j.org_id AND y.id = j.programme_id WHERE j.org_id = $1::uuid AND "
                       "j.participant_id > $2::uuid GROUP BY j.participant_id HAVING bool_and(y.retention_years IS NOT "
                       "NULL AND coalesce(j.declined_on, j.exited_on, j.withdrawn_on) IS NOT NULL) ORDER BY "
                       "j.participant_id LIMIT ",
                       kChunk)),
      others_(
          "SELECT o.participant_id, o.other_id FROM caseload.published_other_record_v1 o WHERE o.org_id = $1::uuid AND "
          "o.participant_id = ANY ($2::uuid[])"),
      // Each of one table, for the same reason.
      people_(
          "SELECT p.id, p.birth_date, p.birth_year FROM caseload.participant p WHERE p.org_id = $1::uuid AND p.id = "
          "ANY ($2::uuid[])"),
      journeys_(
          "SELECT j.participant_id, j.id, j.programme_id, greatest(j.declined_on, j.exited_on, j.withdrawn_on), "
          "y.retention_years, y.retention_until_age, y.retention_until_age_at_17 FROM caseload.journey j LEFT JOIN "
          "directory.published_programme_v1 y ON y.org_id = j.org_id AND y.id = j.programme_id WHERE j.org_id = "
          "$1::uuid AND j.participant_id = ANY ($2::uuid[]) ORDER BY j.participant_id, j.id"),
      contacts_(
          "SELECT c.participant_id, max(c.contacted_on) FROM caseload.contact c WHERE c.org_id = $1::uuid AND "
          "c.participant_id = ANY ($2::uuid[]) AND c.withdrawn_on IS NULL GROUP BY c.participant_id"),
      holds_(
          "SELECT DISTINCT h.participant_id FROM caseload.legal_hold h WHERE h.org_id = $1::uuid AND h.participant_id "
          "= ANY ($2::uuid[]) AND h.lifted_on IS NULL"),
      changed_since_(
          "SELECT DISTINCT e.person, replace(e.kind, '_', ' ') FROM journal.entry e WHERE e.org_id = $1::uuid AND "
          "e.person = ANY ($2::uuid[]) AND e.seq > $3::bigint"),
      add_lines_(
          "INSERT INTO caseload.disposal_person (org_id, disposal_id, participant_id, outcome, journey_id, "
          "programme_id, counted_from, retention_years, until_age, kept_to, reason, decided_by) SELECT h.org_id, "
          "$2::uuid, u.participant_id, 'listed', u.journey_id, u.programme_id, u.counted_from, u.years, u.age, "
          "u.kept_to, '', '' FROM journal.head h CROSS JOIN unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::date[], "
          "$7::int[], $8::int[], $9::date[]) AS u (participant_id, journey_id, programme_id, counted_from, years, age, "
          "kept_to) WHERE h.org_id = $1::uuid"),
      lines_(absl::StrCat(LinesSql("NULL::text"),
                          " WHERE d.org_id = $1::uuid AND d.disposal_id = $2::uuid ORDER BY d.participant_id")),
      lines_with_names_(
          absl::StrCat("WITH r AS MATERIALIZED (SELECT p.id, p.name FROM caseload.disposal_person l JOIN "
                       "caseload.participant p ON p.org_id = l.org_id AND p.id = l.participant_id WHERE l.org_id = "
                       "$1::uuid AND l.disposal_id = $9::uuid), ",
                       journal::AccessOf("disposal", "r.id", "$9"), " ", LinesSql("r.name"),
                       " LEFT JOIN r ON r.id = d.participant_id WHERE d.org_id = $1::uuid AND d.disposal_id = "
                       "$9::uuid ORDER BY d.participant_id")),
      decide_(absl::StrCat(
          "UPDATE caseload.disposal_person t SET outcome = u.outcome, reason = u.reason, decided_by = u.by, "
          "decided_on = u.day, key_hash = CASE WHEN u.outcome = 'disposed' THEN (SELECT ",
          KeyHash("p.source", "p.source_key"),
          " FROM caseload.participant p WHERE p.org_id = $1::uuid AND p.id = u.participant_id AND p.source_key <> '') "
          "END FROM unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::date[]) AS u (participant_id, outcome, "
          "reason, by, day) WHERE t.org_id = $1::uuid AND t.disposal_id = $2::uuid AND t.participant_id = "
          "u.participant_id")),
      lock_people_(
          "SELECT p.id FROM caseload.participant p WHERE p.org_id = $1::uuid AND p.id = ANY ($2::uuid[]) ORDER BY p.id "
          "FOR UPDATE"),
      lock_head_("SELECT seq FROM journal.head WHERE org_id = $1::uuid FOR NO KEY UPDATE"),
      sign_(
          "UPDATE caseload.disposal SET signed_by = $3, signed_on = $4::date WHERE org_id = $1::uuid AND id = "
          "$2::uuid"),
      dispose_jobs_("SELECT placement.published_dispose_v1($1::uuid, $2::uuid[])"),
      dispose_with_employers_("SELECT employer.published_dispose_v1($1::uuid, $2::uuid[])"),
      dispose_keys_("SELECT reporting.published_dispose_v1($1::uuid, $2::uuid[])"),
      dispose_people_("SELECT caseload.published_dispose_v1($1::uuid, $2::uuid[])"),
      empty_entries_("SELECT journal.published_dispose_v1($1::uuid, $2::uuid[])") {}

std::vector<std::string> DisposalStore::AllSql() const {
  return {last_entry_.sql,       candidates_.sql, others_.sql,        people_.sql,    journeys_.sql,
          contacts_.sql,         holds_.sql,      changed_since_.sql, add_lines_.sql, lines_.sql,
          lines_with_names_.sql, decide_.sql,     lock_people_.sql,   lock_head_.sql, sign_.sql};
}

absl::StatusOr<std::int64_t> DisposalStore::LastEntry(db::Transaction& tx, const base::Call& call) const {
  db::Params params;
  params.Text(call.org.ToString());
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(last_entry_, params));
  return rows.empty() ? 0 : rows[0][0].as<std::int64_t>();
}

absl::StatusOr<std::vector<std::string>> DisposalStore::Candidates(db::Transaction& tx, const base::Call& call,
                                                                   const std::string& after) const {
  db::Params params;
  params.Text(call.org.ToString()).Text(after);
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(candidates_, params));
  std::vector<std::string> ids;
  for (const auto& row : rows) ids.push_back(row[0].c_str());
  return ids;
}

// What the rule needs to know of single records, by id.
absl::StatusOr<std::map<std::string, RecordFacts>> DisposalStore::Facts(db::Transaction& tx, const base::Call& call,
                                                                        const std::vector<std::string>& people) const {
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(people_, About(call, people)));
  ASSIGN_OR_RETURN(const pqxx::result journeys, tx.Run(journeys_, About(call, people)));
  ASSIGN_OR_RETURN(const pqxx::result contacts, tx.Run(contacts_, About(call, people)));
  ASSIGN_OR_RETURN(const pqxx::result holds, tx.Run(holds_, About(call, people)));
  std::map<std::string, RecordFacts> facts;
  for (const auto& row : rows) {
    RecordFacts& one = facts[row[0].c_str()];
    one.birth_date = db::DayIn(row[1]);
    one.birth_year = db::NumberIn(row[2]);
  }
  // Whom a later statement names and the first did not was recorded in between, and is not due.
  const auto each = [&](const pqxx::result& found, const auto& add) {
    for (const auto& row : found) {
      const auto it = facts.find(row[0].c_str());
      if (it != facts.end()) add(row, &it->second);
    }
  };
  each(journeys, [](const pqxx::row& row, RecordFacts* one) {
    one->journeys.push_back({row[1].c_str(),
                             row[2].c_str(),
                             db::DayIn(row[3]),
                             {db::NumberIn(row[4]), db::NumberIn(row[5]), db::NumberIn(row[6])}});
  });
  each(contacts, [](const pqxx::row& row, RecordFacts* one) { one->last_contact = db::DayIn(row[1]); });
  each(holds, [](const pqxx::row&, RecordFacts* one) { one->on_hold = true; });
  return facts;
}

absl::StatusOr<std::vector<DisposalStore::Person>> DisposalStore::People(
    db::Transaction& tx, const base::Call& call, const std::vector<std::string>& records) const {
  ASSIGN_OR_RETURN(const pqxx::result others, tx.Run(others_, About(call, records)));
  std::map<std::string, std::set<std::string>> together;
  for (const auto& id : records) together[id].insert(id);
  for (const auto& row : others) together[row[0].c_str()].insert(row[1].c_str());
  std::set<std::string> all;
  for (const auto& [unused, ids] : together) all.insert(ids.begin(), ids.end());
  ASSIGN_OR_RETURN(const auto facts, Facts(tx, call, {all.begin(), all.end()}));
  // By all their records, so that two of one person come to the same.
  std::set<std::set<std::string>> each;
  for (const auto& [unused, ids] : together) each.insert(ids);
  std::vector<Person> people;
  for (const auto& ids : each) {
    Person person;
    std::vector<RecordFacts> known;
    for (const auto& id : ids) {
      const auto found = facts.find(id);
      if (found == facts.end()) continue;
      person.records.push_back(id);
      known.push_back(found->second);
    }
    if (known.empty()) continue;
    person.facts = known.size() == 1 ? std::move(known[0]) : FactsTogether(known);
    people.push_back(std::move(person));
  }
  return people;
}

absl::StatusOr<std::vector<std::string>> DisposalStore::RecordsOfOne(db::Transaction& tx, const base::Call& call,
                                                                     const std::string& record) const {
  ASSIGN_OR_RETURN(const pqxx::result others, tx.Run(others_, About(call, {record})));
  std::set<std::string> ids{record};
  for (const auto& row : others) ids.insert(row[1].c_str());
  return std::vector<std::string>(ids.begin(), ids.end());
}

absl::StatusOr<DisposalStore::Kinds> DisposalStore::ChangedSince(db::Transaction& tx, const base::Call& call,
                                                                 const std::vector<Person>& people,
                                                                 std::int64_t last_entry) const {
  std::vector<std::string> records;
  for (const auto& person : people) records.insert(records.end(), person.records.begin(), person.records.end());
  db::Params params = About(call, records);
  params.Int(last_entry);
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(changed_since_, params));
  Kinds kinds;
  for (const auto& row : rows) kinds[row[0].c_str()].insert(row[1].c_str());
  return kinds;
}

absl::Status DisposalStore::AddLines(db::Transaction& tx, const base::Call& call, const pb::Disposal& list) const {
  db::ArrayText people, journeys, programmes, counted_from, years, ages, kept_to;
  for (const auto& line : list.people()) {
    people.Add(line.participant_id());
    journeys.Add(line.journey_id());
    programmes.Add(line.programme_id());
    counted_from.Add(DayText(line.counted_from()));
    years.Add(absl::StrCat(line.retention_years()));
    ages.Add(absl::StrCat(line.until_age()));
    kept_to.Add(DayText(line.kept_to()));
  }
  db::Params params;
  params.Text(call.org.ToString()).Text(list.id());
  for (auto* column : {&people, &journeys, &programmes, &counted_from, &years, &ages, &kept_to})
    params.Text(column->Finish());
  return tx.Run(add_lines_, params).status();
}

absl::Status DisposalStore::ReadLines(db::Transaction& tx, const base::Call& call, pb::Disposal* list) const {
  db::Params params;
  params.Text(call.org.ToString()).Text(list->id());
  return RunLines(tx, lines_, params, list);
}

absl::Status DisposalStore::ReadLinesWithNames(db::Transaction& tx, const base::Call& call, pb::Disposal* list) const {
  db::Params params;
  journal::BindAccess(call, &params);
  params.Text(list->id());
  return RunLines(tx, lines_with_names_, params, list);
}

absl::Status DisposalStore::Decide(db::Transaction& tx, const base::Call& call, const pb::Disposal& list) const {
  db::ArrayText people, outcomes, reasons, by, days;
  for (const auto& line : list.people()) {
    if (line.outcome() == pb::DISPOSAL_OUTCOME_LISTED) continue;
    people.Add(line.participant_id());
    outcomes.Add(CodeOf(line.outcome()));
    reasons.Add(line.reason());
    by.Add(line.decided_by());
    days.Add(DayText(line.decided_on()));
  }
  db::Params params;
  params.Text(call.org.ToString()).Text(list.id());
  for (auto* column : {&people, &outcomes, &reasons, &by, &days}) params.Text(column->Finish());
  return tx.Run(decide_, params).status();
}

absl::Status DisposalStore::LockPeopleAndJournal(db::Transaction& tx, const base::Call& call,
                                                 const std::vector<std::string>& people) const {
  RETURN_IF_ERROR(tx.Run(lock_people_, About(call, people)).status());
  db::Params org;
  org.Text(call.org.ToString());
  return tx.Run(lock_head_, org).status();
}

absl::Status DisposalStore::Dispose(db::Transaction& tx, const base::Call& call, const pb::Disposal& list,
                                    const std::vector<std::string>& people) const {
  db::Params params;
  params.Text(call.org.ToString()).Text(list.id()).Text(list.signed_by()).Text(DayText(list.signed_on()));
  RETURN_IF_ERROR(tx.Run(sign_, params).status());
  // Jobs, and what was done with employers, refer to journeys, and keys of figures to people, so they go first.
  RETURN_IF_ERROR(tx.Run(dispose_jobs_, About(call, people)).status());
  RETURN_IF_ERROR(tx.Run(dispose_with_employers_, About(call, people)).status());
  RETURN_IF_ERROR(tx.Run(dispose_keys_, About(call, people)).status());
  RETURN_IF_ERROR(tx.Run(empty_entries_, About(call, people)).status());
  ASSIGN_OR_RETURN(const pqxx::result gone, tx.Run(dispose_people_, About(call, people)));
  if (gone[0][0].as<std::int64_t>() != static_cast<std::int64_t>(people.size()))
    return absl::InternalError("the database did not dispose of everybody on the signed list");
  return absl::OkStatus();
}

absl::StatusOr<std::set<std::string>> DisposedKeys(db::Transaction& tx, const base::Call& call,
                                                   const std::string& source, const std::vector<std::string>& keys) {
  static const auto* disposed = new db::Statement(
      absl::StrCat("SELECT u.key FROM unnest($3::text[]) AS u (key) JOIN caseload.disposal_person d ON d.org_id = "
                   "$1::uuid AND d.key_hash = ",
                   KeyHash("$2::text", "u.key")));
  db::Params params;
  params.Text(call.org.ToString()).Text(source).Text(ArrayOf(keys));
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(*disposed, params));
  std::set<std::string> found;
  for (const auto& row : rows) found.insert(row[0].c_str());
  return found;
}

}  // namespace gainful::caseload
