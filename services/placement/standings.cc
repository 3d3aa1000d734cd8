#include "services/placement/standings.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/common/base/dates.h"
#include "services/common/base/status.h"
#include "services/common/db/values.h"
#include "services/placement/outcome/answer.h"

namespace gainful::placement {
namespace {

using outcome::Day;
using outcome::kNoDay;

// Journeys that are worked out together.
constexpr size_t kMostAtOnce = 1000;

// What is stored of one standing behind journey and rule, as text in the order of kColumns; empty is NULL.
using Stored = std::array<std::string, 12>;
constexpr char kColumns[] =
    "participant_id, version, met_on, dated_on, earliest_on, latest_start_on, evidence_until, decides_from, "
    "decides_to, checkpoint_on, spell_ids, journey_ids";
// By journey and rule.
using Standings = std::map<std::pair<std::string, std::string>, Stored>;

std::string TextOf(Day day) {
  if (day == kNoDay) return "";
  return base::FormatDay(day >= outcome::kForever ? absl::CivilDay(9999, 12, 31) : outcome::FromDayNumber(day));
}

void AddStandings(const std::string& journey, const OutcomeFacts& facts, Standings* out) {
  if (facts.is_withdrawn) return;
  outcome::Engine engine;
  engine.Load(facts.history());
  for (const std::string& id : facts.rules) {
    const outcome::Rule* rule = outcome::FindRule(id, facts.journey.programme_start);
    if (rule == nullptr) continue;  // `gainful outcome show` says so
    const outcome::Compiled compiled = outcome::Compile(*rule);
    const outcome::Standing s = engine.Evaluate(compiled);
    std::vector<std::string> spells;
    for (const int spell : engine.Deciding(compiled, s)) spells.push_back(facts.spell_ids[static_cast<size_t>(spell)]);
    (*out)[{journey, id}] = {
        facts.participant_id,
        absl::StrCat(rule->version()),
        TextOf(s.met_on),
        TextOf(s.dated_on),
        TextOf(s.earliest),
        TextOf(s.latest_start),
        TextOf(s.evidence_until),
        TextOf(s.from),
        TextOf(s.to),
        TextOf(outcome::CheckpointOf(compiled, s)),
        absl::StrCat("{", absl::StrJoin(spells, ","), "}"),
        facts.journeys.size() > 1 ? absl::StrCat("{", absl::StrJoin(facts.journeys, ","), "}") : "{}"};
  }
}

db::Params ParamsOf(const base::Call& call, const std::vector<std::string>& ids) {
  db::ArrayText array;
  for (const auto& id : ids) array.Add(id);
  db::Params params;
  params.Text(call.org.ToString()).Text(array.Finish());
  return params;
}

std::vector<std::string> FirstColumn(const pqxx::result& rows) {
  std::vector<std::string> ids;
  for (const auto& row : rows) ids.push_back(row[0].c_str());
  return ids;
}

}  // namespace

StandingKeeper::StandingKeeper()
    // As a write does that moves standings; it holds the organisation's head until its commit.
    : take_turns_("SELECT seq FROM journal.head WHERE org_id = $1::uuid FOR UPDATE"),
      // All journeys under any record of theirs, since a passage reaches over several; and where they have a job that goes on under another journey, or
      // had one under another record of theirs, that one's too. What a view gives is looked up by arrays: a join would read all of it.
      of_people_(
          "SELECT v.id FROM caseload.published_course_of_journey_v1 v WHERE v.org_id = $1::uuid AND v.participant_id = "
          "ANY (ARRAY(SELECT unnest($2::uuid[]) UNION SELECT r.other_id FROM caseload.published_other_record_v1 r "
          "WHERE "
          "r.org_id = $1::uuid AND r.participant_id = ANY ($2::uuid[]))) UNION SELECT o.journey_id FROM "
          "placement.published_job_v1 o WHERE o.org_id = $1::uuid AND o.job_id = ANY (ARRAY(SELECT m.job_id FROM "
          "placement.published_job_v1 m WHERE m.org_id = $1::uuid AND m.participant_id = ANY ($2::uuid[]))) ORDER BY "
          "1"),
      // Those with a job, and those that a standing is stored for: where it stands for a passage, the jobs may all be under its other journeys.
      of_programme_(
          "SELECT v.id FROM caseload.published_course_of_journey_v1 v JOIN directory.published_programme_v1 y ON "
          "y.org_id = v.org_id AND y.id = v.programme_id WHERE v.org_id = $1::uuid AND v.programme_id = $2::uuid AND "
          "v.id IN (SELECT b.journey_id FROM placement.published_job_v1 b WHERE b.org_id = $1::uuid UNION SELECT "
          "w.journey_id FROM placement.published_standing_v1 w WHERE w.org_id = $1::uuid) AND ARRAY(SELECT t.rule FROM "
          "placement.published_standing_v1 t WHERE t.org_id = $1::uuid AND t.journey_id = v.id ORDER BY t.rule) IS "
          "DISTINCT FROM ARRAY(SELECT DISTINCT r.rule FROM unnest(y.outcome_rules) AS r (rule) ORDER BY r.rule) ORDER "
          "BY v.id"),
      // The same of a file's people, under any record of theirs.
      of_import_(
          "WITH named AS MATERIALIZED (SELECT DISTINCT e.person FROM journal.entry e WHERE e.org_id = $1::uuid AND "
          "e.caller_org = $2::uuid AND e.caller = $3 AND e.request_id = $4::uuid AND e.kind = ANY "
          "('{participant,journey,spell}')), everybody AS MATERIALIZED (SELECT person FROM named UNION SELECT "
          "r.other_id "
          "FROM caseload.published_other_record_v1 r WHERE r.org_id = $1::uuid AND r.participant_id = ANY "
          "(ARRAY(SELECT "
          "person FROM named))) SELECT v.id FROM caseload.published_course_of_journey_v1 v WHERE v.org_id = $1::uuid "
          "AND v.programme_id = ANY (ARRAY(SELECT y.id FROM directory.published_programme_v1 y WHERE y.org_id = "
          "$1::uuid AND cardinality(y.outcome_rules) > 0)) AND v.id = ANY (ARRAY(SELECT o.journey_id FROM "
          "placement.published_job_v1 o WHERE o.org_id = $1::uuid AND o.job_id = ANY (ARRAY(SELECT m.job_id FROM "
          "placement.published_job_v1 m WHERE m.org_id = $1::uuid AND m.participant_id = ANY (ARRAY(SELECT person FROM "
          "everybody)))))) UNION SELECT t.journey_id FROM placement.published_standing_v1 t WHERE t.org_id = $1::uuid "
          "AND t.participant_id = ANY (ARRAY(SELECT person FROM everybody)) ORDER BY 1"),
      // Of journeys that are not there any more.
      drop_orphans_(
          "DELETE FROM placement.published_standing_v1 t WHERE t.org_id = $1::uuid AND NOT EXISTS (SELECT FROM "
          "caseload.published_course_of_journey_v1 v WHERE v.org_id = $1::uuid AND v.id = t.journey_id) RETURNING "
          "t.journey_id"),
      page_(
          "SELECT v.id FROM caseload.published_course_of_journey_v1 v WHERE v.org_id = $1::uuid AND v.id > $2::uuid "
          "ORDER BY v.id LIMIT $3::bigint"),
      stored_(absl::StrCat("SELECT t.journey_id, t.rule, ", kColumns,
                           " FROM placement.published_standing_v1 t WHERE t.org_id = $1::uuid AND t.journey_id = ANY "
                           "($2::uuid[])")),
      drop_(
          "DELETE FROM placement.published_standing_v1 t WHERE t.org_id = $1::uuid AND t.journey_id = ANY "
          "($2::uuid[])"),
      put_(absl::StrCat(
          "INSERT INTO placement.published_standing_v1 (org_id, journey_id, rule, ", kColumns,
          ") SELECT $1::uuid, u.journey_id, u.rule, u.participant_id, u.version, u.met_on, u.dated_on, u.earliest_on, "
          "u.latest_start_on, u.evidence_until, u.decides_from, u.decides_to, u.checkpoint_on, u.spell_ids::uuid[], "
          "u.journey_ids::uuid[] FROM unnest($2::uuid[], $3::text[], $4::uuid[], $5::integer[], $6::date[], "
          "$7::date[], "
          "$8::date[], $9::date[], $10::date[], $11::date[], $12::date[], $13::date[], $14::text[], $15::text[]) AS u "
          "(journey_id, rule, ",
          kColumns, ")")) {}

std::vector<std::string> StandingKeeper::AllSql() const {
  return {take_turns_.sql, of_people_.sql, of_programme_.sql, of_import_.sql, drop_orphans_.sql,
          page_.sql,       stored_.sql,    drop_.sql,         put_.sql};
}

absl::Status StandingKeeper::Keep(db::Transaction& tx, const base::Call& call, const std::vector<std::string>& journeys,
                                  Counts* counts) const {
  ASSIGN_OR_RETURN(const auto all, store_.ReadAll(tx, call, journeys));
  // Whatever is stored of any journey of these passages: what a journey had by itself goes once it is part of one, and the other way round.
  std::set<std::string> looked_at(journeys.begin(), journeys.end());
  for (const auto& [journey, counted_as] : all.counted_as) looked_at.insert(journey);
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(stored_, ParamsOf(call, {looked_at.begin(), looked_at.end()})));
  Standings stored, now;
  for (const auto& row : rows) {
    Stored& s = stored[{row[0].c_str(), row[1].c_str()}];
    for (size_t i = 0; i < s.size(); ++i) s[i] = db::TextIn(row[static_cast<pqxx::row::size_type>(i + 2)]);
  }
  for (const auto& [journey, of] : all.facts) AddStandings(journey, of, &now);
  std::set<std::string> differing;
  for (const auto& [key, s] : stored) {
    const auto found = now.find(key);
    if (found == now.end() || found->second != s) differing.insert(key.first);
  }
  for (const auto& [key, s] : now) {
    if (stored.count(key) == 0) differing.insert(key.first);
  }
  // A passage is counted with the journey that it counts as, and not once more with another page.
  const std::set<std::string> asked(journeys.begin(), journeys.end());
  for (const auto& [journey, of] : all.facts) counts->journeys += static_cast<std::int64_t>(asked.count(journey));
  for (const auto& [key, s] : now) counts->standings += static_cast<std::int64_t>(asked.count(key.first));
  counts->differing += static_cast<std::int64_t>(differing.size());
  if (differing.empty()) return absl::OkStatus();
  RETURN_IF_ERROR(tx.Run(drop_, ParamsOf(call, {differing.begin(), differing.end()})).status());
  std::array<db::ArrayText, 2 + std::tuple_size<Stored>::value> columns;
  for (const auto& [key, s] : now) {
    if (differing.count(key.first) == 0) continue;
    columns[0].Add(key.first);
    columns[1].Add(key.second);
    for (size_t i = 0; i < s.size(); ++i) s[i].empty() ? columns[i + 2].AddNull() : columns[i + 2].Add(s[i]);
  }
  db::Params params;
  params.Text(call.org.ToString());
  for (auto& column : columns) params.Text(column.Finish());
  return tx.Run(put_, params).status();
}

absl::Status StandingKeeper::KeepAll(db::Transaction& tx, const base::Call& call, const pqxx::result& journeys) const {
  Counts counts;
  const std::vector<std::string> all = FirstColumn(journeys);
  for (size_t i = 0; i < all.size(); i += kMostAtOnce) {
    const auto begin = all.begin() + static_cast<std::ptrdiff_t>(i);
    const auto end = all.begin() + static_cast<std::ptrdiff_t>(std::min(all.size(), i + kMostAtOnce));
    RETURN_IF_ERROR(Keep(tx, call, {begin, end}, &counts));
  }
  return absl::OkStatus();
}

absl::Status StandingKeeper::Follow(db::Transaction& tx, const base::Call& call,
                                    const std::vector<db::Written>& written) const {
  static const auto* kinds = new std::set<std::string>{"participant",  "merge",         "journey",    "spell",
                                                       "terms_change", "spell_absence", "spell_week", "spell_evidence"};
  std::set<std::string> people;
  for (const auto& w : written) {
    if (kinds->count(w.kind) > 0 && !w.person.empty()) people.insert(w.person);
  }
  if (!people.empty()) {
    const db::Params of_people = ParamsOf(call, {people.begin(), people.end()});
    ASSIGN_OR_RETURN(const pqxx::result journeys, tx.Run(of_people_, of_people));
    RETURN_IF_ERROR(KeepAll(tx, call, journeys));
  }
  for (const auto& w : written) {
    const bool is_import = w.kind == "import";
    const bool is_of_rules =
        w.kind == "programme" && std::count(w.changed.begin(), w.changed.end(), "outcome_rules") > 0;
    if (!is_import && !is_of_rules) continue;
    db::Params of;
    of.Text(call.org.ToString());
    if (is_import) {
      of.Text(call.caller_org.ToString()).Text(call.caller).Text(w.request_id);
    } else {
      of.Text(w.subject);
    }
    ASSIGN_OR_RETURN(const pqxx::result journeys, tx.Run(is_import ? of_import_ : of_programme_, of));
    RETURN_IF_ERROR(KeepAll(tx, call, journeys));
  }
  return absl::OkStatus();
}

absl::Status StandingKeeper::Verify(db::Transaction& tx, const base::Call& call, int most, std::string* after,
                                    Counts* counts) const {
  db::Params org, page;
  org.Text(call.org.ToString());
  RETURN_IF_ERROR(tx.Run(take_turns_, org).status());
  if (after->empty()) {
    ASSIGN_OR_RETURN(const pqxx::result orphans, tx.Run(drop_orphans_, org));
    const std::vector<std::string> journeys_gone = FirstColumn(orphans);
    counts->differing +=
        static_cast<std::int64_t>(std::set<std::string>(journeys_gone.begin(), journeys_gone.end()).size());
  }
  page.Text(call.org.ToString()).Text(after->empty() ? base::Uuid().ToString() : *after).Int(most);
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(page_, page));
  const std::vector<std::string> journeys = FirstColumn(rows);
  after->clear();
  if (journeys.size() == static_cast<size_t>(most)) *after = journeys.back();
  return Keep(tx, call, journeys, counts);
}

}  // namespace gainful::placement
