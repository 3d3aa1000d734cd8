#include "services/caseload/work_service.h"

#include <set>

#include "absl/strings/str_cat.h"
#include "services/caseload/alerts.h"
#include "services/caseload/allocation.h"
#include "services/caseload/measure.h"
#include "services/caseload/merges.h"
#include "services/caseload/person.h"
#include "services/caseload/work.h"
#include "services/common/base/codes.h"
#include "services/common/base/dates.h"
#include "services/common/db/values.h"
#include "services/common/journal/access.h"

namespace gainful::caseload {
namespace {

using google::protobuf::Message;

constexpr size_t kLongestDay = 500;

// Seen by whoever may see the journey, which may move from team to team.
journal::RecordSpec AllocationSpec() {
  journal::RecordSpec spec = RecordOfPerson(pb::Allocation::descriptor(), "allocation");
  spec.visible_through = "caseload.journey";
  spec.visible_key = "journey_id";
  return spec;
}

OpenJourney ReadOpenJourney(const pqxx::row& row) {
  OpenJourney j;
  j.id = db::TextIn(row[0]);
  j.participant_id = db::TextIn(row[1]);
  j.name = db::TextIn(row[2]);
  j.key_worker = db::TextIn(row[3]);
  j.referred_on = db::DayIn(row[4]).value_or(absl::CivilDay());
  j.accepted_on = db::DayIn(row[5]);
  j.next_review_on = db::DayIn(row[6]);
  j.last_met = db::DayIn(row[7]);
  j.decision_days = db::NumberIn(row[8]);
  j.first_contact_days = db::NumberIn(row[9]);
  j.consent_ends = db::DayIn(row[10]);
  j.waits_for_triage = db::IsTrue(row[11]);
  j.triage_days = db::NumberIn(row[12]);
  j.last_reviewed = db::DayIn(row[13]);
  j.review_days = db::NumberIn(row[14]);
  return j;
}

}  // namespace

WorkService::WorkService(db::Pool* pool)
    : RecordService(pool, pb::Allocation::descriptor()->file()->FindServiceByName("WorkService")),
      allocations_(pool, AllocationSpec()),
      alerts_(pool, AlertSpec()),
      // The journey, locked: its allocations are numbered one at a time. With the programme's limit and the member of staff.
      allocation_look_(
          "SELECT j.participant_id, j.referred_on, j.declined_on IS NOT NULL OR j.exited_on IS NOT NULL OR "
          "j.withdrawn_on "
          "IS NOT NULL, g.caseload_limit, s.id, s.role, s.fte_percent, s.starts_on, s.ends_on, NOT s.active OR "
          "j.team_id = ANY (s.team_ids) OR EXISTS (SELECT FROM caseload.cover c JOIN directory.published_today_v1 d ON "
          "d.org_id = c.org_id WHERE c.org_id = j.org_id AND c.staff_member_id = s.id AND c.team_id = j.team_id AND "
          "d.today BETWEEN c.starts_on AND c.ends_on) FROM caseload.journey j "
          "LEFT JOIN directory.published_programme_v1 g ON g.org_id = j.org_id AND g.id = j.programme_id LEFT JOIN "
          "directory.published_staff_member_v1 s ON s.org_id = j.org_id AND s.id = $3::uuid WHERE j.org_id = $1::uuid "
          "AND "
          "j.id = $2::uuid FOR NO KEY UPDATE OF j"),
      next_number_(
          "SELECT coalesce(max(number), 0) + 1 FROM caseload.allocation WHERE org_id = $1::uuid AND journey_id = "
          "$2::uuid"),
      loads_(
          "SELECT s.id, s.name, s.fte_percent, count(l.journey_id), count(*) FILTER (WHERE l.engaged), "
          "min(g.caseload_limit), bool_or(l.journey_id IS NOT NULL AND g.caseload_limit IS NULL) FROM "
          "directory.published_staff_member_v1 s LEFT "
          "JOIN "
          "caseload.published_load_v1 l ON l.org_id = s.org_id AND l.staff_member_id = s.id LEFT JOIN "
          "directory.published_programme_v1 g ON g.org_id = l.org_id AND g.id = l.programme_id WHERE s.org_id = "
          "$1::uuid "
          "AND "
          "($2::uuid IS NULL OR $2::uuid = ANY (s.team_ids)) GROUP BY s.id, s.name, s.fte_percent, s.ends_on HAVING "
          "s.ends_on "
          "IS "
          "NULL OR s.ends_on >= $3::date OR count(l.journey_id) > 0 ORDER BY s.name, s.id"),
      own_staff_(
          "SELECT id FROM directory.published_staff_member_v1 WHERE org_id = $1::uuid AND subject = $2 AND (ends_on IS "
          "NULL OR ends_on >= $3::date)"),
      // $2 a team or null, $3 key workers or null, $4 whether those of nobody count as theirs, $5 today, $6 teams all of whose
      // journeys are theirs as well. A key worker who has left, or is a student now, is nobody. A
      // journey whose facts are known only to an earlier day is history, unless somebody works on it. The name comes through a view that no team
      // binds: whoever may see the journey works with the person, whichever team has the person's own record.
      open_journeys_(absl::StrCat(
          "SELECT j.id, p.participant_id, p.name, s.name, j.referred_on, j.accepted_on, CASE WHEN w.id IS NULL THEN "
          "j.next_review_on ELSE w.next_on END, c.last_met, "
          "g.decision_days, g.first_contact_days, e.ends, g.triage AND j.triaged_on IS NULL, g.triage_days, "
          "w.reviewed_on, g.review_days FROM caseload.journey j LEFT JOIN LATERAL (SELECT k.kept_id "
          "FROM caseload.published_merged_v1 k WHERE k.org_id = j.org_id AND k.participant_id = j.participant_id LIMIT "
          "1) m ON true JOIN LATERAL (SELECT n.participant_id, n.name FROM caseload.published_name_v1 n WHERE n.org_id "
          "= j.org_id AND n.participant_id = coalesce(m.kept_id, j.participant_id) LIMIT 1) p ON true LEFT JOIN "
          "directory.published_programme_v1 g ON "
          "g.org_id = j.org_id AND g.id = j.programme_id LEFT JOIN LATERAL (SELECT b.staff_member_id FROM "
          "caseload.allocation b WHERE b.org_id = j.org_id AND b.journey_id = j.id ORDER BY b.number DESC LIMIT 1) a "
          "ON true "
          "LEFT JOIN directory.published_staff_member_v1 s ON s.org_id = j.org_id AND s.id = a.staff_member_id AND "
          "(s.ends_on IS NULL OR s.ends_on >= $5::date) AND s.role IS DISTINCT FROM 'student' LEFT JOIN LATERAL "
          "(SELECT "
          "max(k.contacted_on) AS last_met FROM "
          "caseload.contact k WHERE k.org_id = j.org_id AND k.participant_id = ANY (",
          RecordsOf("j.org_id", "j.participant_id"),
          ") AND (k.journey_id IS NULL OR "
          "k.journey_id = j.id) AND k.contacted_on BETWEEN j.referred_on AND $5::date AND k.attendance = 'attended' "
          "AND "
          "'participant' = ANY (k.met_with) AND k.withdrawn_on IS NULL) c ON true LEFT JOIN LATERAL (SELECT "
          "min(v.expires_on) AS ends FROM caseload.published_consent_v1 v WHERE v.org_id = j.org_id AND "
          "v.participant_id = ANY (",
          RecordsOf("j.org_id", "j.participant_id"),
          ")) e ON true LEFT JOIN LATERAL (SELECT r.id, r.reviewed_on, r.next_on FROM caseload.review r WHERE "
          "r.org_id "
          "= j.org_id AND r.journey_id = j.id AND r.withdrawn_on IS NULL ORDER BY r.reviewed_on DESC, r.id DESC LIMIT "
          "1) w ON true WHERE j.org_id = $1::uuid AND j.declined_on IS NULL AND j.exited_on IS NULL "
          "AND "
          "j.withdrawn_on IS NULL AND (j.followed_to IS NULL OR j.followed_to >= $5::date OR s.id IS NOT NULL) AND "
          "($2::uuid "
          "IS NULL OR j.team_id = $2::uuid) AND ($3::uuid[] IS NULL OR s.id = ANY ($3::uuid[]) OR ($4::boolean AND "
          "s.id IS "
          "NULL) OR j.team_id = ANY ($6::uuid[]))")),
      // The same, found by the teams of a caller who is bound to some.
      open_journeys_of_teams_(absl::StrCat(open_journeys_.sql, " AND (j.team_id = ANY (ARRAY(", TeamsSeen(), ")) OR ",
                                           IsOpened("j.participant_id"), ")")),
      // What students entered and nobody signed yet, for managers and for those who may sign; $2 a team or null, $3 the caller, $4 their role.
      unsigned_(absl::StrCat(
          "SELECT p.id, p.name, (extract(epoch FROM min(t.entered_at)) * 1000000)::bigint, count(*) FROM "
          "caseload.countersignature t LEFT JOIN caseload.published_merged_v1 m ON m.org_id = t.org_id AND "
          "m.participant_id = t.participant_id JOIN caseload.participant p ON p.org_id = t.org_id AND p.id = "
          "coalesce(m.kept_id, t.participant_id) "
          "WHERE t.org_id = $1::uuid AND t.decision IS NULL AND t.entered_by <> $3 AND ($2::uuid IS NULL OR p.team_id "
          "= $2::uuid) AND ($4 = 'manager' OR ",
          MaySign("$1::uuid", "$3::text"), ") AND ", IsOpenToSign("$3::text", "$4::text"), " GROUP BY p.id, p.name")),
      returned_(
          "SELECT p.id, p.name, min(t.decided_on), count(*) FROM caseload.countersignature t JOIN caseload.participant "
          "p "
          "ON p.org_id = t.org_id AND p.id = t.participant_id WHERE t.org_id = $1::uuid AND t.decision = 'returned' "
          "AND "
          "t.entered_by = $3 AND ($2::uuid IS NULL OR p.team_id = $2::uuid) GROUP BY p.id, p.name"),
      // For managers, who review each other's.
      due_disclosures_(
          "SELECT p.id, p.name, t.disclosed_on, t.id FROM caseload.disclosure t JOIN caseload.participant p ON "
          "p.org_id "
          "= t.org_id AND p.id = t.participant_id WHERE t.org_id = $1::uuid AND t.reviewed_on IS NULL AND t.author <> "
          "$3 AND ($2::uuid IS NULL OR p.team_id = $2::uuid)"),
      own_teams_(
          "SELECT l.team_id FROM directory.published_staff_member_v1 s JOIN directory.published_posting_v1 l ON "
          "l.org_id = s.org_id AND l.staff_member_id = s.id WHERE s.org_id = $1::uuid AND s.subject = $2 AND s.active "
          "AND l.role = 'team_lead' UNION SELECT c.team_id FROM caseload.covered_team_v1 c WHERE c.org_id = $1::uuid"),
      alert_open_(absl::StrCat("SELECT 1 FROM caseload.alert t WHERE t.org_id = $1::uuid AND t.id = $2::uuid AND ",
                               SeesAlert("$3::text", "$4::text"))),
      open_alerts_(absl::StrCat(
          "SELECT t.id, n.participant_id, t.journey_id, n.name, t.kind, t.raised_on, (extract(epoch FROM t.answer_by) "
          "* "
          "1000000)::bigint, c.crisis_duty, c.crisis_deputy, c.crisis_minutes FROM caseload.alert t LEFT JOIN "
          "caseload.published_merged_v1 m ON m.org_id = t.org_id AND m.participant_id = t.participant_id JOIN "
          "caseload.published_name_v1 n ON n.org_id = t.org_id AND n.participant_id = coalesce(m.kept_id, "
          "t.participant_id) LEFT JOIN "
          "directory.published_crisis_v1 c ON c.org_id = t.org_id LEFT JOIN caseload.participant p ON p.org_id = "
          "t.org_id AND "
          "p.id = n.participant_id LEFT JOIN caseload.journey j ON j.org_id = t.org_id AND j.id = t.journey_id WHERE "
          "t.org_id = $1::uuid AND t.acknowledged_on IS NULL AND ($2::uuid IS NULL OR p.team_id = $2::uuid OR "
          "j.team_id "
          "= $2::uuid) AND ",
          SeesAlert("$3::text", "$4::text"))),
      due_merges_(DueMergesSql()),
      due_employer_merges_(DueEmployerMergesSql()),
      shown_(absl::StrCat("WITH r AS (SELECT unnest($9::uuid[]) AS person), ",
                          journal::AccessOf("day", "r.person", "NULL"), " SELECT count(*) FROM r")) {
  On(&WorkService::CreateAllocation, "CreateAllocation");
  Serve(&allocations_);
  On(&WorkService::GetLoads, "GetLoads");
  On(&WorkService::GetDay, "GetDay");
  Serve(&alerts_);
  On(&WorkService::AcknowledgeAlert, "AcknowledgeAlert");
}

absl::Status WorkService::Allocate(db::Transaction& tx, const base::Call& call, const pqxx::result& rows,
                                   pb::Allocation* allocation, base::Violations* violations) const {
  base::Violations missing;
  if (rows.empty()) {
    missing.Add("allocation.journey_id", "names no journey that you can see");
  } else if (allocation->has_staff_member_id() && rows[0][4].is_null()) {
    missing.Add("allocation.staff_member_id", "names no member of staff");
  }
  RETURN_IF_ERROR(missing.ToStatus(absl::StatusCode::kNotFound));
  const auto& row = rows[0];
  if (db::IsTrue(row[2]))
    return base::Error(absl::StatusCode::kFailedPrecondition, "STATE",
                       "the journey is over; only an open one is allocated");
  const KeyWorker worker{db::TextIn(row[5]), db::NumberIn(row[6]), db::DayIn(row[7]), db::DayIn(row[8]),
                         db::IsTrue(row[9])};
  CheckAllocation(*allocation, *db::DayIn(row[1]), allocation->has_staff_member_id() ? &worker : nullptr, violations);
  RETURN_IF_ERROR(violations->ToStatus());
  allocation->set_participant_id(row[0].c_str());
  allocation->set_recorded_by(call.caller);
  db::Params params;
  params.Text(call.org.ToString()).Text(allocation->journey_id());
  ASSIGN_OR_RETURN(const pqxx::result next, tx.Run(next_number_, params));
  allocation->set_number(next[0][0].as<std::int64_t>());
  bool beyond = false;
  if (allocation->has_staff_member_id()) {
    ASSIGN_OR_RETURN(beyond,
                     limit_.Check(tx, call, allocation->staff_member_id(), allocation->journey_id(),
                                  ScaledLimit(db::NumberIn(row[3]).value_or(kUsualCaseload), db::NumberIn(row[6])),
                                  allocation->over_limit_reason()));
  }
  if (!beyond) allocation->clear_over_limit_reason();  // a reason for nothing
  return absl::OkStatus();
}

absl::Status WorkService::CreateAllocation(const base::Call& call, const pb::CreateAllocationRequest& q,
                                           pb::Allocation* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  const base::Uuid journey = base::IdOf(q.allocation().journey_id());
  const auto rule = [&](db::Transaction& tx, const pqxx::result& rows, const Message*, Message* record,
                        base::Violations* violations) {
    return Allocate(tx, call, rows, static_cast<pb::Allocation*>(record), violations);
  };
  const db::Look look = {&allocation_look_, {call.org, journey, base::IdOf(q.allocation().staff_member_id())}};
  return allocations_.Create(call, q, q.allocation(), {base::Uuid::V7(call.now), {"journey", journey}, look}, rule,
                             out);
}

absl::Status WorkService::GetLoads(const base::Call& call, const pb::GetLoadsRequest& q, pb::Loads* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  ASSIGN_OR_RETURN(auto tx, pool_->Begin(call));
  db::Params params;
  params.Text(call.org.ToString());
  TextOrNull(q.team_id(), &params);
  params.Text(base::FormatDay(today));
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(loads_, params));
  for (const auto& row : rows) {
    auto* load = out->add_loads();
    load->set_staff_member_id(db::TextIn(row[0]));
    load->set_name(db::TextIn(row[1]));
    if (const auto fte = db::NumberIn(row[2])) load->set_fte_percent(*fte);
    load->set_active(row[3].as<int>());
    load->set_engaged(row[4].as<int>());
    int limit = db::NumberIn(row[5]).value_or(kUsualCaseload);
    if (db::IsTrue(row[6])) limit = std::min(limit, kUsualCaseload);
    load->set_limit(ScaledLimit(limit, db::NumberIn(row[2])));
  }
  return tx.Commit();
}

// Whose day it is: the one asked for, or else the specialist's own; nobody's in particular where there is none.
absl::StatusOr<std::vector<std::string>> WorkService::KeyWorkersOf(db::Transaction& tx, const base::Call& call,
                                                                   const pb::GetDayRequest& q,
                                                                   absl::CivilDay today) const {
  std::vector<std::string> ids;
  if (!q.staff_member_id().empty()) ids.push_back(q.staff_member_id());
  if (!ids.empty() || !q.team_id().empty() || call.role != "specialist") return ids;
  db::Params params;
  params.Text(call.org.ToString()).Text(call.caller).Text(base::FormatDay(today));
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(own_staff_, params));
  for (const auto& row : rows) ids.push_back(db::TextIn(row[0]));
  return ids;
}

absl::Status WorkService::AddAlerts(db::Transaction& tx, const base::Call& call, const std::string& team_id,
                                    absl::CivilDay today, std::vector<pb::DayItem>* items) const {
  db::Params params;
  params.Text(call.org.ToString());
  TextOrNull(team_id, &params);
  params.Text(call.caller).Text(call.role);
  ASSIGN_OR_RETURN(const pqxx::result alerts, tx.Run(open_alerts_, params));
  for (const auto& row : alerts) {
    const absl::Duration late =
        row[6].is_null() ? absl::ZeroDuration() : call.now - absl::FromUnixMicros(row[6].as<std::int64_t>());
    pb::DayItem item = DueAlert(base::ValueOf<pb::AlertKind>(db::TextIn(row[4])), db::DayIn(row[5]).value_or(today),
                                today, late > absl::ZeroDuration());
    item.set_alert_id(db::TextIn(row[0]));
    item.set_participant_id(db::TextIn(row[1]));
    item.set_journey_id(db::TextIn(row[2]));
    item.set_name(db::TextIn(row[3]));
    if (!row[6].is_null()) {
      item.set_note(WhoseAlert(static_cast<int>(late / absl::Minutes(1)),
                               db::NumberIn(row[9]).value_or(kUsualCrisisMinutes), db::TextIn(row[7]),
                               db::TextIn(row[8])));
    }
    items->push_back(std::move(item));
  }
  return absl::OkStatus();
}

absl::Status WorkService::AddUnsigned(db::Transaction& tx, const base::Call& call, const std::string& team_id,
                                      absl::CivilDay today, std::vector<pb::DayItem>* items) const {
  db::Params params;
  params.Text(call.org.ToString());
  TextOrNull(team_id, &params);
  params.Text(call.caller).Text(call.role);
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(unsigned_, params));
  for (const auto& row : rows) {
    // Days ago, by the clock: which calendar day it was matters little to something that is due a week later.
    const auto ago = (call.now - absl::FromUnixMicros(row[2].as<std::int64_t>())) / absl::Hours(24);
    pb::DayItem item = DueSignature(today - static_cast<int>(ago), row[3].as<int>(), today);
    item.set_participant_id(db::TextIn(row[0]));
    item.set_name(db::TextIn(row[1]));
    items->push_back(std::move(item));
  }
  return absl::OkStatus();
}

namespace {

// One line for each row, of a person's id and name first and the day that it counts from behind them.
absl::Status AddRows(db::Transaction& tx, const base::Call& call, const db::Statement& statement,
                     const std::string& team_id, const std::function<pb::DayItem(const pqxx::row&)>& item_of,
                     std::vector<pb::DayItem>* items) {
  db::Params params;
  params.Text(call.org.ToString());
  TextOrNull(team_id, &params);
  params.Text(call.caller);
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(statement, params));
  for (const auto& row : rows) {
    pb::DayItem item = item_of(row);
    item.set_participant_id(db::TextIn(row[0]));
    item.set_name(db::TextIn(row[1]));
    items->push_back(std::move(item));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status WorkService::AddReturned(db::Transaction& tx, const base::Call& call, const std::string& team_id,
                                      absl::CivilDay today, std::vector<pb::DayItem>* items) const {
  return AddRows(
      tx, call, returned_, team_id,
      [&](const pqxx::row& row) { return DueReturned(db::DayIn(row[2]).value_or(today), row[3].as<int>(), today); },
      items);
}

absl::Status WorkService::AddDisclosures(db::Transaction& tx, const base::Call& call, const std::string& team_id,
                                         absl::CivilDay today, std::vector<pb::DayItem>* items) const {
  if (call.role != "manager") return absl::OkStatus();
  return AddRows(
      tx, call, due_disclosures_, team_id,
      [&](const pqxx::row& row) {
        pb::DayItem item = DueDisclosure(db::DayIn(row[2]).value_or(today), today);
        item.set_note("gainful disclosure get " + db::TextIn(row[3]));
        return item;
      },
      items);
}

// The teams whose every journey is on the day of somebody who looks at their own: those that they lead, and those that they cover.
absl::StatusOr<std::string> WorkService::TeamsOf(db::Transaction& tx, const base::Call& call, bool is_own_day) const {
  db::ArrayText teams;
  if (is_own_day) {
    db::Params params;
    params.Text(call.org.ToString()).Text(call.caller);
    ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(own_teams_, params));
    for (const auto& row : rows) teams.Add(db::TextIn(row[0]));
  }
  return teams.Finish();
}

absl::Status WorkService::GetDay(const base::Call& call, const pb::GetDayRequest& q, pb::Day* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  ASSIGN_OR_RETURN(auto tx, pool_->Begin(call));
  ASSIGN_OR_RETURN(const auto key_workers, KeyWorkersOf(tx, call, q, today));
  std::vector<pb::DayItem> items;
  if (q.staff_member_id().empty()) RETURN_IF_ERROR(AddAlerts(tx, call, q.team_id(), today, &items));
  const size_t alerts = items.size();
  db::ArrayText workers;
  for (const auto& id : key_workers) workers.Add(id);
  db::Params params;
  params.Text(call.org.ToString());
  TextOrNull(q.team_id(), &params);
  TextOrNull(key_workers.empty() ? "" : workers.Finish(), &params);
  params.Text(q.staff_member_id().empty() ? "true" : "false").Text(base::FormatDay(today));
  ASSIGN_OR_RETURN(const std::string teams, TeamsOf(tx, call, !key_workers.empty() && q.staff_member_id().empty()));
  params.Text(teams);
  ASSIGN_OR_RETURN(const pqxx::result journeys,
                   tx.Run(call.all_teams ? open_journeys_ : open_journeys_of_teams_, params));
  for (const auto& row : journeys) AddDue(ReadOpenJourney(row), today, &items);
  DropRepeatedConsents(&items);
  if (q.staff_member_id().empty()) {
    RETURN_IF_ERROR(AddUnsigned(tx, call, q.team_id(), today, &items));
    RETURN_IF_ERROR(AddReturned(tx, call, q.team_id(), today, &items));
    RETURN_IF_ERROR(AddDisclosures(tx, call, q.team_id(), today, &items));
    RETURN_IF_ERROR(AddDueMerges(tx, call, due_merges_, q.team_id(), today, &items));
    // Employers are no team's.
    if (q.team_id().empty()) RETURN_IF_ERROR(AddEmployerMerges(tx, call, due_employer_merges_, today, &items));
  }
  SortByUrgency(&items);
  // However many there are, no alert is left out.
  const size_t most = std::max(kLongestDay, alerts);
  if (items.size() > most) {
    out->set_more(static_cast<int>(items.size() - most));
    items.resize(most);
  }
  // Written down for the people who are shown, and for nobody else who was looked at.
  std::set<std::string> people;
  for (auto& item : items) {
    if (!item.participant_id().empty()) people.insert(item.participant_id());
    out->add_items()->Swap(&item);
  }
  db::ArrayText shown;
  for (const auto& person : people) shown.Add(person);
  db::Params access;
  journal::BindAccess(call, &access);
  access.Text(shown.Finish());
  RETURN_IF_ERROR(tx.Run(shown_, access).status());
  return tx.Commit();
}

absl::Status WorkService::AcknowledgeAlert(const base::Call& call, const pb::AcknowledgeAlertRequest& q,
                                           pb::Alert* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record,
                        base::Violations*) -> absl::Status {
    auto* alert = static_cast<pb::Alert*>(record);
    db::Params look;
    look.Text(call.org.ToString()).Text(alert->id()).Text(call.caller).Text(call.role);
    ASSIGN_OR_RETURN(const pqxx::result open, tx.Run(alert_open_, look));
    if (open.empty()) return base::NotFound("alert");
    if (alert->kind() == pb::ALERT_KIND_CRISIS && alert->raised_by() == call.caller)
      return base::Error(
          absl::StatusCode::kFailedPrecondition, "OWN_ALERT",
          "you recorded this crisis yourself; somebody else must take it up, so that you are not alone with it");
    if (alert->kind() == pb::ALERT_KIND_EMERGENCY_OPENING && alert->raised_by() == call.caller)
      return base::Error(absl::StatusCode::kFailedPrecondition, "OWN_ALERT",
                         "you opened this record yourself; another manager must look at it");
    if (alert->has_acknowledged_on())
      return base::Error(absl::StatusCode::kFailedPrecondition, "STATE", "the alert was taken up before");
    alert->set_acknowledged_by(call.caller);
    *alert->mutable_acknowledged_on() = base::ToProto(today);
    return absl::OkStatus();
  };
  return alerts_.Change(call, q, q.id(), rule, out);
}

}  // namespace gainful::caseload
