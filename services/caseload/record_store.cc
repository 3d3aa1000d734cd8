#include "services/caseload/record_store.h"

#include <set>

#include "absl/strings/str_cat.h"
#include "gainful/caseload/v1/clinical.pb.h"
#include "gainful/caseload/v1/plan.pb.h"
#include "services/caseload/measure.h"
#include "services/caseload/person.h"
#include "services/common/base/ids.h"
#include "services/common/db/values.h"
#include "services/common/journal/sql.h"

namespace gainful::caseload {
namespace {

using google::protobuf::Message;

// A table's rows and those staged for it: by organisation $1, source $2, keys $3, import $4.
std::string ByKeySql(const std::string& table, const std::string& person) {
  const auto select = [&](const std::string& from) {
    return absl::StrCat("SELECT t.source_key, t.id, t.", person, " FROM caseload.", from,
                        " t WHERE t.org_id = $1::uuid AND t.source = $2 AND t.source_key <> '' AND t.source_key = ANY "
                        "($3::text[])");
  };
  return absl::StrCat(select(table), " UNION ", select("stage_" + table), " AND t.import_id = $4::uuid");
}

// The journeys of people $2; one that the import $3 is about to change as it will be.
std::string JourneysSql(const db::Mapping& mapping) {
  const std::string columns = mapping.ColumnList("t.");
  return absl::StrCat("SELECT ", columns,
                      " FROM caseload.journey t WHERE t.org_id = $1::uuid AND t.participant_id = ANY ($2::uuid[]) AND "
                      "NOT EXISTS (SELECT FROM caseload.stage_journey s WHERE s.org_id = t.org_id AND s.import_id = "
                      "$3::uuid AND s.id = t.id) UNION ALL SELECT ",
                      columns,
                      " FROM caseload.stage_journey t WHERE t.org_id = $1::uuid AND t.import_id = $3::uuid AND "
                      "t.participant_id = ANY ($2::uuid[])");
}

std::string ArrayOf(const std::set<std::string>& ids) {
  db::ArrayText array;
  for (const auto& id : ids) array.Add(id);
  return array.Finish();
}

// The ids that the records have in a field; what is no id is left out.
std::set<std::string> IdSetIn(const std::vector<const Message*>& records, const char* name) {
  std::set<std::string> ids;
  for (const auto* record : records) {
    const auto* field = record->GetDescriptor()->FindFieldByName(name);
    if (field == nullptr) break;
    if (const auto id = base::Uuid::Parse(record->GetReflection()->GetString(*record, field)))
      ids.insert(id->ToString());
  }
  return ids;
}

std::string IdsIn(const std::vector<const Message*>& records, const char* name) {
  return ArrayOf(IdSetIn(records, name));
}

constexpr char kNone[] = "{}";

std::string ArrayOf(const std::vector<std::string>& texts) {
  db::ArrayText array;
  for (const auto& text : texts) array.Add(text);
  return array.Finish();
}

db::Params About(const base::Call& call, const std::string& ids) {
  db::Params params;
  params.Text(call.org.ToString()).Text(ids);
  return params;
}

}  // namespace

RecordStore::RecordStore()
    : journey_(pb::Journey::descriptor()),
      people_by_key_(ByKeySql("participant", "id")),
      journeys_by_key_(ByKeySql("journey", "participant_id")),
      people_(
          "SELECT p.id, p.merged_into FROM caseload.participant p WHERE p.org_id = $1::uuid AND p.id = ANY "
          "($2::uuid[]) UNION SELECT s.id, NULL FROM caseload.stage_participant s WHERE s.org_id = $1::uuid AND "
          "s.import_id = $3::uuid AND s.id = ANY ($2::uuid[])"),
      others_(
          "SELECT o.participant_id, o.other_id FROM caseload.published_other_record_v1 o WHERE o.org_id = $1::uuid AND "
          "o.participant_id = ANY ($2::uuid[])"),
      journeys_(JourneysSql(journey_)),
      programmes_(
          "SELECT g.id, g.caseload_limit, g.old_answer_days FROM directory.published_programme_v1 g WHERE g.org_id = "
          "$1::uuid AND g.id = ANY ($2::uuid[])"),
      staff_(
          "SELECT s.id, s.role, s.fte_percent, s.starts_on, s.ends_on FROM directory.published_staff_member_v1 s WHERE "
          "s.org_id = $1::uuid AND s.id = ANY ($2::uuid[])"),
      notes_(
          "SELECT n.id, n.participant_id, n.author, n.restricted FROM caseload.note n JOIN caseload.participant p ON "
          "p.org_id = n.org_id AND p.id = n.participant_id WHERE n.org_id = $1::uuid AND n.id = ANY ($2::uuid[])"),
      profiles_(
          "SELECT t.journey_id, t.id FROM caseload.vocational_profile t WHERE t.org_id = $1::uuid AND t.journey_id = "
          "ANY ($2::uuid[]) AND t.withdrawn_on IS NULL UNION SELECT s.journey_id, s.id FROM caseload.stage_record s "
          "WHERE s.org_id = $1::uuid AND s.import_id = $3::uuid AND s.kind = 'vocational_profile' AND s.journey_id = "
          "ANY ($2::uuid[]) AND s.source_key <> ALL ($4::text[])"),
      crisis_(
          "SELECT c.crisis_protocol, c.crisis_duty, c.crisis_deputy, c.crisis_minutes FROM "
          "directory.published_crisis_v1 c WHERE c.org_id = $1::uuid"),
      active_(
          "SELECT l.staff_member_id, l.journey_id FROM caseload.published_load_v1 l WHERE l.org_id = $1::uuid AND "
          "l.staff_member_id = ANY ($2::uuid[])"),
      // Whatever the file said so far of these key workers, and of their journeys.
      staged_active_(
          "SELECT s.journey_id, s.staff_member_id FROM caseload.stage_record s WHERE s.org_id = $1::uuid AND "
          "s.import_id = $3::uuid AND s.kind = 'allocation' AND s.base_etag = 0 AND (s.staff_member_id = ANY "
          "($2::uuid[]) OR s.journey_id = ANY ($4::uuid[])) AND s.source_key <> ALL ($5::text[]) ORDER BY s.line, "
          "s.source_key"),
      lock_journeys_(
          "SELECT j.id FROM caseload.journey j WHERE j.org_id = $1::uuid AND j.id = ANY ($2::uuid[]) ORDER BY j.id FOR "
          "NO KEY UPDATE"),
      add_key_workers_(
          "INSERT INTO caseload.key_worker (org_id, staff_member_id) SELECT s.org_id, s.id FROM "
          "directory.published_staff_member_v1 s WHERE s.org_id = $1::uuid AND s.id = ANY ($2::uuid[]) ORDER BY s.id "
          "ON CONFLICT (org_id, staff_member_id) DO NOTHING"),
      lock_key_workers_(
          "SELECT w.staff_member_id FROM caseload.key_worker w WHERE w.org_id = $1::uuid AND w.staff_member_id = ANY "
          "($2::uuid[]) ORDER BY w.staff_member_id FOR NO KEY UPDATE"),
      numbers_(
          "SELECT a.journey_id, max(a.number) FROM caseload.allocation a WHERE a.org_id = $1::uuid AND a.journey_id = "
          "ANY ($2::uuid[]) GROUP BY a.journey_id"),
      alerts_(absl::StrCat(
          "INSERT INTO caseload.alert (id, org_id, etag, updated_at, participant_id, journey_id, kind, detail, "
          "raised_by, raised_on, acknowledged_by, acknowledged_on, answer_by) SELECT m.id, m.org_id, 1, m.updated_at, "
          "m.participant_id, m.journey_id, m.alert, '",
          kCrisisDetail,
          "', m.recorded_by, m.recorded_on, '', NULL, m.answer_by FROM caseload.measure m WHERE m.org_id = $1::uuid "
          "AND m.id = ANY ($2::uuid[]) AND m.alert IS NOT NULL")),
      discard_("DELETE FROM caseload.stage_record WHERE org_id = $1::uuid AND import_id = $2::uuid"),
      discard_old_("DELETE FROM caseload.stage_record WHERE org_id = $1::uuid AND updated_at < $2::timestamptz") {}

std::vector<std::string> RecordStore::AllSql() const {
  std::vector<std::string> all;
  for (const auto* statement : {&people_by_key_, &journeys_by_key_, &people_, &others_, &journeys_, &programmes_,
                                &staff_, &notes_, &profiles_, &crisis_, &active_, &staged_active_, &lock_journeys_,
                                &add_key_workers_, &lock_key_workers_, &numbers_, &alerts_, &discard_, &discard_old_}) {
    all.push_back(statement->sql);
  }
  return all;
}

namespace {

absl::StatusOr<RecordStore::ByKey> Find(db::Transaction& tx, const base::Call& call, const db::Statement& statement,
                                        const std::string& source, const std::vector<std::string>& keys,
                                        const std::string& people_import_id) {
  RecordStore::ByKey found;
  if (keys.empty()) return found;
  db::Params params;
  params.Text(call.org.ToString()).Text(source).Text(ArrayOf(keys)).Text(base::IdOf(people_import_id).ToString());
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(statement, params));
  for (const auto& row : rows) found[row[0].c_str()] = {row[1].c_str(), row[2].c_str()};
  return found;
}

}  // namespace

absl::StatusOr<RecordStore::ByKey> RecordStore::People(db::Transaction& tx, const base::Call& call,
                                                       const std::string& source, const std::vector<std::string>& keys,
                                                       const std::string& people_import_id) const {
  return Find(tx, call, people_by_key_, source, keys, people_import_id);
}

absl::StatusOr<RecordStore::ByKey> RecordStore::Journeys(db::Transaction& tx, const base::Call& call,
                                                         const std::string& source,
                                                         const std::vector<std::string>& keys,
                                                         const std::string& people_import_id) const {
  return Find(tx, call, journeys_by_key_, source, keys, people_import_id);
}

absl::StatusOr<RecordStore::OtherRecords> RecordStore::Others(db::Transaction& tx, const base::Call& call,
                                                              const std::set<std::string>& ids) const {
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(others_, About(call, ArrayOf(ids))));
  OtherRecords others;
  for (const auto& row : rows) others[row[0].c_str()].insert(row[1].c_str());
  return others;
}

absl::Status RecordStore::LoadJourneys(db::Transaction& tx, const base::Call& call, const Imports& imports,
                                       const std::set<std::string>& ids, Neighbours* out) const {
  db::Params who = About(call, ArrayOf(ids));
  who.Text(imports.people.ToString());
  ASSIGN_OR_RETURN(const pqxx::result people, tx.Run(people_, who));
  for (const auto& row : people) {
    out->journeys[row[0].c_str()];
    if (!row[1].is_null()) out->merged_into[row[0].c_str()] = row[1].c_str();
  }
  ASSIGN_OR_RETURN(out->other_records, Others(tx, call, ids));
  // Whose journeys are whose neighbours: each record's own and those of the person's others.
  std::map<std::string, std::set<std::string>> concerned;
  for (const auto& id : ids) concerned[id].insert(id);
  for (const auto& [id, others] : out->other_records) {
    for (const auto& other : others) concerned[other].insert(id);
  }
  std::set<std::string> all;
  for (const auto& [id, unused] : concerned) all.insert(id);
  db::Params whose = About(call, ArrayOf(all));
  whose.Text(imports.people.ToString());
  ASSIGN_OR_RETURN(const pqxx::result journeys, tx.Run(journeys_, whose));
  std::set<std::string> programmes;
  for (const auto& row : journeys) {
    pb::Journey journey;
    RETURN_IF_ERROR(journey_.Read(row, &journey));
    programmes.insert(journey.programme_id());
    for (const auto& id : concerned[journey.participant_id()]) {
      const auto person = out->journeys.find(id);
      if (person != out->journeys.end()) person->second.push_back(journey);
    }
  }
  ASSIGN_OR_RETURN(const pqxx::result known, tx.Run(programmes_, About(call, ArrayOf(programmes))));
  for (const auto& row : known) out->programmes[row[0].c_str()] = {db::NumberIn(row[1]), db::NumberIn(row[2])};
  return absl::OkStatus();
}

absl::Status RecordStore::LoadActive(db::Transaction& tx, const base::Call& call, const Imports& imports,
                                     const std::string& staff, Neighbours* out) const {
  ASSIGN_OR_RETURN(const pqxx::result active, tx.Run(active_, About(call, staff)));
  db::ArrayText journeys;
  for (const auto& row : active) {
    out->active[row[0].c_str()].insert(row[1].c_str());
    journeys.Add(row[1].c_str());
  }
  db::Params params = About(call, staff);
  params.Text(imports.own.ToString()).Text(journeys.Finish()).Text(ArrayOf(imports.keys));
  ASSIGN_OR_RETURN(const pqxx::result staged, tx.Run(staged_active_, params));
  for (const auto& row : staged) out->Allocate(row[0].c_str(), db::TextIn(row[1]));
  return absl::OkStatus();
}

absl::Status RecordStore::Load(db::Transaction& tx, const base::Call& call, const Imports& imports,
                               const std::vector<const Message*>& records, Neighbours* out) const {
  if (records.empty()) return absl::OkStatus();
  const auto* type = records[0]->GetDescriptor();
  RETURN_IF_ERROR(LoadJourneys(tx, call, imports, IdSetIn(records, "participant_id"), out));
  const std::string staff = IdsIn(records, "staff_member_id"), notes = IdsIn(records, "addendum_to");
  if (staff != kNone) {
    ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(staff_, About(call, staff)));
    for (const auto& row : rows)
      out->staff[row[0].c_str()] = {db::TextIn(row[1]), db::NumberIn(row[2]), db::DayIn(row[3]), db::DayIn(row[4])};
  }
  if (notes != kNone) {
    ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(notes_, About(call, notes)));
    for (const auto& row : rows)
      out->notes[row[0].c_str()] = {db::TextIn(row[1]), db::TextIn(row[2]), db::IsTrue(row[3])};
  }
  if (type == pb::VocationalProfile::descriptor()) {
    db::Params params = About(call, IdsIn(records, "journey_id"));
    params.Text(imports.own.ToString()).Text(ArrayOf(imports.keys));
    ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(profiles_, params));
    for (const auto& row : rows) out->profiles[row[0].c_str()] = row[1].c_str();
  }
  if (type == pb::Measure::descriptor()) {
    db::Params params;
    params.Text(call.org.ToString());
    ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(crisis_, params));
    const bool is_said = !rows.empty();
    out->crisis_protocol = is_said ? db::TextIn(rows[0][0]) : "";
    out->crisis_duty = is_said ? db::TextIn(rows[0][1]) : "";
    out->crisis_deputy = is_said ? db::TextIn(rows[0][2]) : "";
    out->crisis_minutes = is_said ? db::NumberIn(rows[0][3]).value_or(kUsualCrisisMinutes) : kUsualCrisisMinutes;
  }
  return type == pb::Allocation::descriptor() ? LoadActive(tx, call, imports, staff, out) : absl::OkStatus();
}

absl::Status RecordStore::LockForAllocation(db::Transaction& tx, const base::Call& call,
                                            const std::vector<const Message*>& records) const {
  RETURN_IF_ERROR(tx.Run(lock_journeys_, About(call, IdsIn(records, "journey_id"))).status());
  const std::string staff = IdsIn(records, "staff_member_id");
  RETURN_IF_ERROR(tx.Run(add_key_workers_, About(call, staff)).status());
  return tx.Run(lock_key_workers_, About(call, staff)).status();
}

absl::StatusOr<std::map<std::string, std::int64_t>> RecordStore::LastNumbers(
    db::Transaction& tx, const base::Call& call, const std::vector<const Message*>& records) const {
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(numbers_, About(call, IdsIn(records, "journey_id"))));
  std::map<std::string, std::int64_t> last;
  for (const auto& row : rows) last[row[0].c_str()] = row[1].as<std::int64_t>();
  return last;
}

absl::Status RecordStore::RaiseAlerts(db::Transaction& tx, const base::Call& call,
                                      const std::vector<const Message*>& records) const {
  return tx.Run(alerts_, About(call, IdsIn(records, "id"))).status();
}

absl::Status RecordStore::Discard(db::Transaction& tx, const base::Call& call, const std::string& import_id) const {
  return tx.Run(discard_, About(call, base::IdOf(import_id).ToString())).status();
}

absl::Status RecordStore::DiscardOld(db::Transaction& tx, const base::Call& call) const {
  return tx.Run(discard_old_, About(call, journal::TimeText(call.now - absl::Hours(24)))).status();
}

}  // namespace gainful::caseload
