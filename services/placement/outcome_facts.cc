#include "services/placement/outcome_facts.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/common/base/status.h"
#include "services/common/db/values.h"
#include "services/common/journal/access.h"
#include "services/placement/outcome_rows.h"

namespace gainful::placement {
namespace {

// Columns: 0 id, 1 participant, 2 accepted or referred, 3 referred, 4 declined, 5 exited, 6 followed to, 7 birth date, 8 birth year, 9 withdrawn,
// 10 rules.
constexpr char kJourneyColumns[] =
    "v.id, v.participant_id, coalesce(v.accepted_on, v.referred_on) AS begins, v.referred_on, v.declined_on, "
    "v.exited_on, v.followed_to, v.birth_date, v.birth_year, v.withdrawn_on, y.outcome_rules";

outcome::Journey ReadJourney(const pqxx::row& row) {
  outcome::Journey journey;
  journey.programme_start = DayOr(row[2], 0);
  journey.referral = DayOr(row[3], journey.programme_start);
  journey.support_to = DayOr(row[5], outcome::kForever);
  if (!row[4].is_null()) journey.support_to = journey.programme_start - 1;  // declined: there was no support
  // Facts are known as the record says, else until the exit, else to whatever day is asked about.
  journey.followed_to = DayOr(row[6], DayOr(row[5], outcome::kForever));
  if (const auto born = db::DayIn(row[7])) {
    journey.born_from = journey.born_to = outcome::ToDayNumber(*born);
  } else if (const auto year = db::NumberIn(row[8])) {
    journey.born_from = outcome::ToDayNumber(absl::CivilDay(*year, 1, 1));
    journey.born_to = outcome::ToDayNumber(absl::CivilDay(*year, 12, 31));
  }
  return journey;
}

OutcomeFacts ReadFacts(const pqxx::row& row) {
  OutcomeFacts facts;
  facts.journeys = {db::TextIn(row[0])};
  facts.participant_id = db::TextIn(row[1]);
  facts.journey = ReadJourney(row);
  facts.is_withdrawn = !row[9].is_null();
  if (!row[10].is_null()) facts.rules = db::ParseArray(row[10].c_str());
  return facts;
}

// Makes of a journey's facts those of its passage. Columns of `row`: as those of passages_.
void Join(const pqxx::row& passage, OutcomeFacts* facts) {
  facts->participant_id = db::TextIn(passage[1]);
  facts->journey = ReadJourney(passage);
  facts->journeys = db::ParseArray(passage[10].c_str());
  std::sort(facts->journeys.begin(), facts->journeys.end());
}

template <typename Ids>
db::Params ParamsOf(const base::Call& call, const Ids& ids) {
  db::ArrayText array;
  for (const auto& id : ids) array.Add(id);
  db::Params params;
  params.Text(call.org.ToString()).Text(array.Finish());
  return params;
}

}  // namespace

// Where a journey was neither accepted nor declined yet, the programme counts from the referral, as in figures. A job may have begun under another
// journey, of this person or of another of their records: all spells of a job are looked at, and of a passage all jobs.
OutcomeStore::OutcomeStore()
    : journey_(absl::StrCat(
          "WITH r AS MATERIALIZED (SELECT ", kJourneyColumns,
          " FROM caseload.published_course_of_journey_v1 v JOIN caseload.published_journey_v1 seen ON seen.org_id = "
          "v.org_id AND seen.id = v.id LEFT JOIN directory.published_programme_v1 y ON y.org_id = v.org_id AND y.id = "
          "v.programme_id WHERE v.org_id = $1::uuid AND v.id = $9::uuid), ",
          journal::AccessOf("outcome", "r.participant_id", "$9"), " SELECT * FROM r")),
      journeys_(
          absl::StrCat("SELECT ", kJourneyColumns,
                       " FROM caseload.published_course_of_journey_v1 v LEFT JOIN "
                       "directory.published_programme_v1 y ON y.org_id = v.org_id AND y.id = v.programme_id WHERE "
                       "v.org_id = $1::uuid AND v.id = ANY ($2::uuid[])")),
      // Columns 0 to 8 as those of a journey, then what the passage counts as and all of its journeys. The kept records are looked up first, because
      // the view works out all passages of a person at once. Of several records the kept one's birth counts, and another's where it has none.
      passages_(
          "SELECT p.journey_id, p.participant_id, p.begins_on, p.referred_on, NULL::date, p.exited_on, p.followed_to, "
          "b.birth_date, b.birth_year, p.counted_as, p.journey_ids FROM caseload.published_passage_v1 p LEFT JOIN "
          "LATERAL (SELECT v.birth_date, v.birth_year FROM caseload.published_course_of_journey_v1 v WHERE v.org_id = "
          "p.org_id AND v.id = ANY (p.journey_ids) ORDER BY v.birth_date IS NULL, v.birth_year IS NULL, "
          "v.participant_id <> p.kept_id, v.participant_id LIMIT 1) b ON true WHERE p.org_id = $1::uuid AND p.kept_id "
          "= ANY (ARRAY(SELECT unnest($2::uuid[]) UNION SELECT m.kept_id FROM caseload.published_merged_v1 m WHERE "
          "m.org_id = $1::uuid AND m.participant_id = ANY ($2::uuid[]))) AND cardinality(p.journey_ids) > 1 ORDER BY "
          "p.journey_id"),
      // A view is looked up by an array: a join would read all of it.
      spells_(
          "SELECT s.journey_id, s.id, s.job_id, s.started_on, s.ended_on, s.last_confirmed_on, s.competitive, "
          "s.contract, s.weekly_minutes, s.hourly_pay_pence, s.first_four_hours_on, s.pay_period, s.pay_period_from, "
          "(SELECT max(e.speaks_for) FROM placement.published_end_evidence_v1 e WHERE e.org_id = $1::uuid AND "
          "e.spell_id "
          "= s.id) FROM placement.published_job_v1 s WHERE s.org_id = $1::uuid AND s.job_id = ANY (ARRAY(SELECT "
          "b.job_id FROM "
          "placement.published_job_v1 b WHERE "
          "b.org_id = $1::uuid AND b.journey_id = ANY ($2::uuid[]))) ORDER BY s.started_on, s.id"),
      terms_(
          "SELECT c.spell_id, c.takes_effect_on, c.weekly_minutes, c.hourly_pay_pence FROM "
          "placement.published_terms_v1 c WHERE c.org_id = $1::uuid AND c.spell_id = ANY ($2::uuid[]) ORDER BY "
          "c.spell_id, c.takes_effect_on"),
      absences_(
          "SELECT a.spell_id, a.absent_from, a.absent_to, a.paid FROM placement.published_absence_v1 a WHERE a.org_id "
          "= $1::uuid AND a.spell_id = ANY ($2::uuid[]) ORDER BY a.spell_id, a.absent_from"),
      weeks_(
          "SELECT w.spell_id, w.week_from, w.paid_minutes FROM placement.published_week_v1 w WHERE w.org_id = $1::uuid "
          "AND w.spell_id = ANY ($2::uuid[]) ORDER BY w.spell_id, w.week_from"),
      seen_(
          "SELECT v.id, v.exited_on FROM caseload.published_journey_v1 v WHERE v.org_id = $1::uuid AND v.id = ANY "
          "($2::uuid[])") {}

absl::StatusOr<OutcomeFacts> OutcomeStore::Read(db::Transaction& tx, const base::Call& call,
                                                const base::Uuid& journey) const {
  db::Params params;
  journal::BindAccess(call, &params);
  params.Text(journey.ToString());
  ASSIGN_OR_RETURN(const pqxx::result found, tx.Run(journey_, params));
  if (found.empty()) return base::NotFound("journey");
  const std::string id = db::TextIn(found[0][0]);
  std::map<std::string, OutcomeFacts> facts;
  OutcomeFacts& of = facts.emplace(id, ReadFacts(found[0])).first->second;
  ASSIGN_OR_RETURN(const pqxx::result passages, Passages(tx, call, {of.participant_id}));
  for (const auto& passage : passages) {
    if (id == passage[0].c_str()) Join(passage, &of);
  }
  RETURN_IF_ERROR(ReadJobs(tx, call, &facts));
  RETURN_IF_ERROR(MarkUnseen(tx, call, &facts));
  return std::move(of);
}

absl::StatusOr<OutcomeStore::All> OutcomeStore::ReadAll(db::Transaction& tx, const base::Call& call,
                                                        const std::vector<std::string>& journeys) const {
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(journeys_, ParamsOf(call, journeys)));
  std::set<std::string> people;
  for (const auto& row : rows) people.insert(db::TextIn(row[1]));
  ASSIGN_OR_RETURN(const pqxx::result passages, Passages(tx, call, people));
  std::map<std::string, size_t> passage_of;  // numbers of rows
  for (size_t i = 0; i < passages.size(); ++i) passage_of[passages[static_cast<int>(i)][0].c_str()] = i;
  All all;
  for (const auto& row : rows) {
    const std::string id = db::TextIn(row[0]);
    OutcomeFacts of = ReadFacts(row);
    std::string key = id;
    const auto found = passage_of.find(id);
    if (found != passage_of.end()) {
      const pqxx::row passage = passages[static_cast<int>(found->second)];
      Join(passage, &of);
      key = db::TextIn(passage[9]);
    }
    for (const auto& each : of.journeys) all.counted_as[each] = key;
    if (!of.is_withdrawn && !of.rules.empty()) all.facts.emplace(key, std::move(of));
  }
  RETURN_IF_ERROR(ReadJobs(tx, call, &all.facts));
  for (auto it = all.facts.begin(); it != all.facts.end();)
    it = it->second.spells.empty() ? all.facts.erase(it) : std::next(it);
  return all;
}

absl::StatusOr<pqxx::result> OutcomeStore::Passages(db::Transaction& tx, const base::Call& call,
                                                    const std::set<std::string>& people) const {
  return tx.Run(passages_, ParamsOf(call, people));
}

absl::Status OutcomeStore::MarkUnseen(db::Transaction& tx, const base::Call& call,
                                      std::map<std::string, OutcomeFacts>* facts) const {
  std::set<std::string> journeys;
  for (const auto& [key, of] : *facts) {
    journeys.insert(of.journeys.begin(), of.journeys.end());
    journeys.insert(of.spell_journeys.begin(), of.spell_journeys.end());
  }
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(seen_, ParamsOf(call, journeys)));
  std::map<std::string, outcome::Day> seen;  // with the day of their exit
  for (const auto& row : rows) seen[row[0].c_str()] = DayOr(row[1], outcome::kForever);
  for (auto& [key, of] : *facts) {
    for (size_t i = 0; i < of.spell_ids.size(); ++i) {
      if (seen.count(of.spell_journeys[i]) == 0) of.unseen.insert(of.spell_ids[i]);
    }
    for (const auto& journey : of.journeys) {
      if (seen.count(journey) == 0) of.unseen_journeys.insert(journey);
    }
    const auto ends_it = [&](const std::string& journey) {
      const auto found = seen.find(journey);
      return found != seen.end() && found->second == of.journey.support_to;
    };
    of.is_support_end_seen = of.unseen_journeys.empty() || std::any_of(of.journeys.begin(), of.journeys.end(), ends_it);
  }
  return absl::OkStatus();
}

absl::Status OutcomeStore::ReadJobs(db::Transaction& tx, const base::Call& call,
                                    std::map<std::string, OutcomeFacts>* facts) const {
  std::map<std::string, OutcomeFacts*> by_journey;
  for (auto& [key, of] : *facts) {
    for (const auto& journey : of.journeys) by_journey[journey] = &of;
  }
  if (by_journey.empty()) return absl::OkStatus();
  std::vector<std::string> journeys, spells;
  for (const auto& [journey, of] : by_journey) journeys.push_back(journey);
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(spells_, ParamsOf(call, journeys)));
  if (rows.empty()) return absl::OkStatus();
  for (const auto& row : rows) spells.push_back(row[1].c_str());
  const db::Params of_spells = ParamsOf(call, spells);
  ASSIGN_OR_RETURN(const pqxx::result terms, tx.Run(terms_, of_spells));
  ASSIGN_OR_RETURN(const pqxx::result absences, tx.Run(absences_, of_spells));
  ASSIGN_OR_RETURN(const pqxx::result weeks, tx.Run(weeks_, of_spells));
  const Dated dated{BySpell(terms), BySpell(absences), BySpell(weeks)};
  std::map<std::string, std::set<OutcomeFacts*>> facts_of;  // by job; of a job under two journeys of a passage once
  for (const auto& row : rows) {
    const auto found = by_journey.find(row[0].c_str());
    if (found != by_journey.end()) facts_of[row[2].c_str()].insert(found->second);
  }
  std::map<std::string, std::int32_t> numbers;  // of jobs
  for (const auto& row : rows) {
    const std::string job = row[2].c_str();
    const auto number = numbers.emplace(job, static_cast<std::int32_t>(numbers.size())).first->second;
    for (OutcomeFacts* of : facts_of[job]) AddSpell(row, number, dated, of);
  }
  return absl::OkStatus();
}

}  // namespace gainful::placement
