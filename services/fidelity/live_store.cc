#include "services/fidelity/live_store.h"

#include <set>

#include "absl/strings/str_cat.h"
#include "services/common/base/dates.h"
#include "services/common/base/status.h"
#include "services/common/db/values.h"
#include "services/common/journal/access.h"
#include "services/fidelity/live_rows.h"

namespace gainful::fidelity {
namespace {

// A day as a number of days since 1970-01-01.
std::string Days(const std::string& column) { return absl::StrCat("(", column, " - DATE '1970-01-01')"); }

// Each of them reads one view by an index, whether one team was asked about or all of them: a view that is published keeps a join outside, and would
// be read whole. $1 is the organisation throughout.

// $2 whether all teams, $3 those of the token, $4 the caller as they sign in, $5 one team or null.
std::string TeamsSql() {
  return "SELECT t.id, t.name FROM directory.published_team_v1 t WHERE t.org_id = $1::uuid AND ($5::uuid IS NULL OR "
         "t.id = "
         "$5::uuid) AND ($2::boolean OR t.id = ANY ($3::uuid[]) OR t.id IN (SELECT c.team_id FROM "
         "caseload.published_covered_team_v1 c WHERE c.org_id = $1::uuid) OR t.id IN (SELECT l.team_id FROM "
         "directory.published_staff_member_v1 s JOIN directory.published_posting_v1 l ON l.org_id = s.org_id AND "
         "l.staff_member_id = s.id WHERE s.org_id = $1::uuid AND s.subject = $4 AND s.active AND l.role = "
         "'team_lead')) ORDER BY t.name, t.id";
}

std::string SpansSql() {
  return absl::StrCat("SELECT p.staff_member_id, p.posting_id, p.team_id, p.role, p.fte_percent, ", Days("p.starts_on"),
                      ", ", Days("p.ends_on"),
                      " FROM directory.published_posting_span_v1 p WHERE p.org_id = $1::uuid ORDER BY "
                      "p.staff_member_id, p.starts_on, p.posting_id");
}

// Journeys of the teams $2 that were under way on any day from $3 to $4.
std::string JourneysSql() {
  return absl::StrCat(
      "SELECT j.id, j.team_id, j.participant_id, j.programme_id, ", Days("j.referred_on"), ", ", Days("j.accepted_on"),
      ", ", Days("j.declined_on"), ", ", Days("j.exited_on"),
      " FROM caseload.published_team_journey_v1 j WHERE j.org_id = $1::uuid AND j.team_id = ANY ($2::uuid[]) AND "
      "j.referred_on <= $4::date AND (j.exited_on IS NULL OR j.exited_on >= $3::date) AND (j.declined_on IS NULL OR "
      "j.declined_on >= $3::date) ORDER BY j.referred_on, j.id");
}

// Contacts of the people $2 from $3 to $4, and those for support in work from $5; $6 whether their ids are wanted. With whom they were is a letter each.
std::string ContactsSql() {
  return absl::StrCat(
      "SELECT c.journey_id, c.participant_id, c.staff_member_id, ", Days("c.contacted_on"),
      ", c.kind, c.attendance, c.mode, c.place, c.minutes, c.participants, CASE WHEN 'participant' = ANY (c.met_with) "
      "THEN 'p' ELSE '' END || CASE WHEN 'employer' = ANY (c.met_with) THEN 'e' ELSE '' END || CASE WHEN 'clinician' "
      "= ANY (c.met_with) THEN 'c' ELSE '' END || CASE WHEN 'carer' = ANY (c.met_with) THEN 'r' ELSE '' END, CASE "
      "WHEN $6::boolean THEN c.id END FROM caseload.published_contact_log_v1 c WHERE c.org_id = $1::uuid AND "
      "c.participant_id = ANY ($2::uuid[]) AND c.contacted_on <= $4::date AND (c.contacted_on >= $3::date OR (c.kind = "
      "'in_work_support' AND c.contacted_on >= $5::date))");
}

// Of the journeys $2, as the employer service counts meetings in its own figure.
std::string FirstMeetingsSql() {
  return absl::StrCat("SELECT c.journey_id, min(", Days("c.contacted_on"),
                      ") FROM caseload.published_contact_log_v1 c WHERE c.org_id = $1::uuid AND c.journey_id = ANY "
                      "($2::uuid[]) AND c.attendance = 'attended' AND 'participant' = ANY (c.met_with) AND c.mode IS "
                      "DISTINCT FROM 'text' GROUP BY c.journey_id");
}

std::string AllocationsSql() {
  return absl::StrCat("SELECT a.journey_id, ", Days("a.allocated_on"),
                      ", a.staff_member_id FROM caseload.published_allocation_v1 a WHERE a.org_id = $1::uuid AND "
                      "a.journey_id = ANY ($2::uuid[]) ORDER BY a.journey_id, a.allocated_on, a.number");
}

// The engagements $2, whenever they were, and those of the members of staff $3 from $4 to $5.
std::string EngagementsSql() {
  return absl::StrCat("SELECT e.id, e.employer_id, e.staff_member_id, ", Days("e.held_on"),
                      ", coalesce(e.mode = 'in_person', false), e.minutes FROM employer.published_engagement_v1 e "
                      "WHERE e.org_id = $1::uuid AND (e.id = ANY ($2::uuid[]) OR (e.staff_member_id = ANY ($3::uuid[]) "
                      "AND e.held_on BETWEEN $4::date AND $5::date)) AND e.held_on <= $5::date");
}

std::string VacanciesSql() {
  return absl::StrCat("SELECT v.employer_id, v.role, v.weekly_minutes, ", Days("v.opened_on"), ", ",
                      Days("v.filled_on"),
                      " FROM employer.published_vacancy_v1 v WHERE v.org_id = $1::uuid AND v.opened_on <= $3::date AND "
                      "(v.filled_on IS NULL OR v.filled_on >= $2::date) ORDER BY v.opened_on");
}

// Of the members of staff $2, from $3 to $4; $5 whether ids are wanted.
std::string TimeSql() {
  return absl::StrCat("SELECT u.staff_member_id, ", Days("u.spent_on"),
                      ", u.kind, u.minutes, CASE WHEN $5::boolean THEN u.id END FROM directory.published_time_use_v1 u "
                      "WHERE u.org_id = $1::uuid AND u.staff_member_id = ANY ($2::uuid[]) AND u.spent_on BETWEEN "
                      "$3::date AND $4::date ORDER BY u.spent_on, u.id");
}

std::string SpellsSql() {
  return absl::StrCat(
      "SELECT x.id, x.job_id, x.journey_id, ", Days("x.started_on"), ", ", Days("x.ended_on"), ", ",
      Days("x.end_heard_on"),
      ", x.end_reason, x.competitive, x.contract, x.soc_code, x.employer_id FROM placement.published_held_job_v1 x "
      "WHERE x.org_id = $1::uuid AND x.journey_id = ANY ($2::uuid[]) ORDER BY x.started_on, x.id");
}

std::string AttachmentsSql() {
  return absl::StrCat("SELECT a.id, a.team_id, a.clinical_team_id, ", Days("a.starts_on"), ", ", Days("a.ends_on"),
                      " FROM directory.published_attachment_v1 a WHERE a.org_id = $1::uuid AND a.team_id = ANY "
                      "($2::uuid[]) ORDER BY a.starts_on, a.id");
}

// Members of staff who work in the teams $3 today in a role that the programme beside each team, of $2, names.
std::string ToldSql() {
  return "SELECT DISTINCT w.team_id, w.staff_member_id FROM unnest($2::uuid[], $3::uuid[]) AS a (programme_id, "
         "team_id) "
         "JOIN directory.published_drift_told_v1 p ON p.org_id = $1::uuid AND p.programme_id = a.programme_id JOIN "
         "directory.published_posting_v1 w ON w.org_id = $1::uuid AND w.team_id = a.team_id AND w.role = ANY "
         "(p.drift_told) JOIN directory.published_staff_member_v1 s ON s.org_id = $1::uuid AND s.id = "
         "w.staff_member_id AND s.active ORDER BY w.team_id, w.staff_member_id";
}

std::string SeenSql() {
  return absl::StrCat(
      "WITH r AS MATERIALIZED (SELECT DISTINCT j.participant_id AS person FROM caseload.published_journey_v1 j WHERE "
      "j.org_id = $1::uuid AND j.participant_id = ANY ($9::uuid[])), ",
      journal::AccessOf("live_reading", "r.person", "NULL"), " SELECT r.person FROM r");
}

// $2 the caller as they sign in, $3 their role, $4 the members of staff.
std::string TimeSeenSql() {
  return "SELECT s.id FROM directory.published_staff_member_v1 s WHERE s.org_id = $1::uuid AND s.id = ANY "
         "($4::uuid[]) AND ($3::text IN ('manager', 'auditor') OR s.subject = $2::text OR s.id IN (SELECT "
         "w.staff_member_id FROM directory.published_staff_member_v1 m JOIN directory.published_posting_v1 l ON "
         "l.org_id = m.org_id AND l.staff_member_id = m.id JOIN directory.published_posting_v1 w ON w.org_id = "
         "l.org_id AND w.team_id = l.team_id WHERE m.org_id = $1::uuid AND m.subject = $2::text AND m.active AND "
         "l.role = 'team_lead'))";
}

std::string DayText(Day day) { return base::FormatDay(CivilDayOf(day)); }

template <class Texts>
std::string ArrayOf(const Texts& texts) {
  db::ArrayText array;
  for (const auto& text : texts) array.Add(text);
  return array.Finish();
}

}  // namespace

LiveStore::LiveStore()
    : teams_(TeamsSql()),
      spans_(SpansSql()),
      journeys_(JourneysSql()),
      merged_("SELECT m.participant_id, m.kept_id FROM caseload.published_merged_v1 m WHERE m.org_id = $1::uuid"),
      contacts_(ContactsSql()),
      first_meetings_(FirstMeetingsSql()),
      allocations_(AllocationsSql()),
      wishes_(
          "SELECT w.journey_id, w.preferred_work, w.hours_from, w.hours_to FROM caseload.published_wish_v1 w WHERE "
          "w.org_id = $1::uuid AND w.journey_id = ANY ($2::uuid[])"),
      engaged_for_(
          "SELECT x.engagement_id, x.participant_id, x.journey_id FROM employer.published_engaged_for_v1 x WHERE "
          "x.org_id = $1::uuid AND x.participant_id = ANY ($2::uuid[])"),
      engagements_(EngagementsSql()),
      employers_(
          "SELECT e.id, e.merged_into FROM employer.published_employer_v1 e WHERE e.org_id = $1::uuid AND "
          "e.merged_into "
          "IS NOT NULL"),
      vacancies_(VacanciesSql()),
      time_(TimeSql()),
      spells_(SpellsSql()),
      attachments_(AttachmentsSql()),
      told_(ToldSql()),
      seen_(SeenSql()),
      time_seen_(TimeSeenSql()) {}

std::vector<std::string> LiveStore::AllSql() const {
  std::vector<std::string> all;
  for (const auto* s :
       {&teams_, &spans_, &journeys_, &merged_, &contacts_, &first_meetings_, &allocations_, &wishes_, &engaged_for_,
        &engagements_, &employers_, &vacancies_, &time_, &spells_, &attachments_, &told_, &seen_, &time_seen_})
    all.push_back(s->sql);
  return all;
}

absl::StatusOr<std::vector<TeamName>> LiveStore::TeamsOf(db::Transaction& tx, const base::Call& call,
                                                         const std::string& team_id) const {
  db::ArrayText own;
  for (const auto& team : call.teams) own.Add(team.ToString());
  db::Params params;
  params.Text(call.org.ToString()).Text(call.all_teams ? "true" : "false").Text(own.Finish()).Text(call.caller);
  team_id.empty() ? params.Null() : params.Text(team_id);
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(teams_, params));
  std::vector<TeamName> teams;
  for (const auto& row : rows) teams.push_back({db::TextIn(row[0]), db::TextIn(row[1])});
  return teams;
}

absl::StatusOr<LiveFacts> LiveStore::Read(db::Transaction& tx, const base::Call& call,
                                          const std::vector<TeamName>& teams, const Reach& reach, bool with_ids) const {
  Rows rows(teams, with_ids);
  const std::string org = call.org.ToString(), from = DayText(reach.first), log = DayText(reach.log),
                    to = DayText(reach.last);
  const std::string ids = with_ids ? "true" : "false";
  std::vector<std::string> team_ids;
  for (const auto& team : teams) team_ids.push_back(team.id);
  const auto read = [&](const db::Statement& statement, const std::vector<std::string>& values,
                        auto add) -> absl::Status {
    db::Params params;
    params.Text(org);
    for (const auto& value : values) params.Text(value);
    ASSIGN_OR_RETURN(const pqxx::result found, tx.Run(statement, params));
    add(found);
    return absl::OkStatus();
  };
  const auto into = [&rows](void (Rows::*add)(const pqxx::result&)) {
    return [&rows, add](const pqxx::result& found) { (rows.*add)(found); };
  };
  RETURN_IF_ERROR(read(spans_, {}, into(&Rows::AddSpans)));
  RETURN_IF_ERROR(read(merged_, {}, into(&Rows::AddMerged)));
  RETURN_IF_ERROR(read(employers_, {}, into(&Rows::AddEmployers)));
  RETURN_IF_ERROR(read(journeys_, {ArrayOf(team_ids), from, to}, into(&Rows::AddJourneys)));
  const std::string journeys = rows.Journeys(), people = rows.People(), members = rows.Members();
  RETURN_IF_ERROR(read(contacts_, {people, log, to, from, ids}, into(&Rows::AddContacts)));
  RETURN_IF_ERROR(read(allocations_, {journeys}, into(&Rows::AddAllocations)));
  RETURN_IF_ERROR(read(engaged_for_, {people}, into(&Rows::AddEngagedFor)));
  RETURN_IF_ERROR(read(engagements_, {rows.Engagements(), members, log, to},
                       [&](const pqxx::result& found) { rows.AddEngagements(found, reach.log, reach.last); }));
  RETURN_IF_ERROR(read(first_meetings_, {rows.EngagedJourneys()}, into(&Rows::AddFirstMeetings)));
  RETURN_IF_ERROR(read(wishes_, {journeys}, into(&Rows::AddWishes)));
  RETURN_IF_ERROR(read(vacancies_, {log, to}, into(&Rows::AddVacancies)));
  RETURN_IF_ERROR(read(time_, {members, log, to, ids}, into(&Rows::AddTime)));
  RETURN_IF_ERROR(read(spells_, {journeys}, into(&Rows::AddSpells)));
  RETURN_IF_ERROR(read(attachments_, {ArrayOf(team_ids)}, into(&Rows::AddAttachments)));
  return std::move(rows).Finish();
}

absl::StatusOr<std::map<std::string, std::vector<std::string>>> LiveStore::Told(
    db::Transaction& tx, const base::Call& call,
    const std::map<std::string, std::vector<std::string>>& programmes) const {
  db::ArrayText ids, teams;
  for (const auto& [team, of_team] : programmes) {
    for (const auto& programme : of_team) {
      ids.Add(programme);
      teams.Add(team);
    }
  }
  db::Params params;
  params.Text(call.org.ToString()).Text(ids.Finish()).Text(teams.Finish());
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(told_, params));
  std::map<std::string, std::vector<std::string>> told;
  for (const auto& row : rows) told[db::TextIn(row[0])].push_back(db::TextIn(row[1]));
  return told;
}

absl::StatusOr<std::vector<std::string>> LiveStore::Seen(db::Transaction& tx, const base::Call& call,
                                                         const std::vector<std::string>& people) const {
  db::Params params;
  journal::BindAccess(call, &params);
  params.Text(ArrayOf(std::set<std::string>(people.begin(), people.end())));
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(seen_, params));
  std::vector<std::string> seen;
  for (const auto& row : rows) seen.push_back(db::TextIn(row[0]));
  return seen;
}

absl::StatusOr<std::vector<std::string>> LiveStore::TimeSeen(db::Transaction& tx, const base::Call& call,
                                                             const std::vector<std::string>& members) const {
  db::Params params;
  params.Text(call.org.ToString()).Text(call.caller).Text(call.role);
  params.Text(ArrayOf(std::set<std::string>(members.begin(), members.end())));
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(time_seen_, params));
  std::vector<std::string> seen;
  for (const auto& row : rows) seen.push_back(db::TextIn(row[0]));
  return seen;
}

}  // namespace gainful::fidelity
