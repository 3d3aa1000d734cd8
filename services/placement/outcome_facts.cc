#include "services/placement/outcome_facts.h"

#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gainful/placement/v1/placement.pb.h"
#include "gainful/type/v1/answer.pb.h"
#include "services/common/base/codes.h"
#include "services/common/base/status.h"
#include "services/common/db/values.h"
#include "services/common/journal/access.h"

namespace gainful::placement {
namespace {

namespace pb = gainful::placement::v1;

outcome::Day DayOr(const pqxx::field& field, outcome::Day otherwise) {
  const auto day = db::DayIn(field);
  return day ? outcome::ToDayNumber(*day) : otherwise;
}

outcome::Fact FactOf(const std::string& code) {
  switch (base::ValueOf<gainful::type::v1::Answer>(code)) {
    case gainful::type::v1::ANSWER_YES:
      return outcome::Fact::kYes;
    case gainful::type::v1::ANSWER_NO:
      return outcome::Fact::kNo;
    default:
      return outcome::Fact::kUnknown;
  }
}

// Whoever is an apprentice has a wage floor of their own, and the self-employed have none: of "other" it is not known which it is.
outcome::Contract ContractOf(const std::string& code) {
  switch (base::ValueOf<pb::ContractKind>(code)) {
    case pb::CONTRACT_KIND_PERMANENT:
    case pb::CONTRACT_KIND_FIXED_TERM:
    case pb::CONTRACT_KIND_ZERO_HOURS:
    case pb::CONTRACT_KIND_AGENCY:
    case pb::CONTRACT_KIND_CASUAL:
      return outcome::Contract::kEmployed;
    case pb::CONTRACT_KIND_APPRENTICESHIP:
      return outcome::Contract::kApprenticeship;
    case pb::CONTRACT_KIND_SELF_EMPLOYED:
      return outcome::Contract::kSelfEmployed;
    default:
      return outcome::Contract::kUnknown;
  }
}

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
  facts.participant_id = db::TextIn(row[1]);
  facts.journey = ReadJourney(row);
  facts.is_withdrawn = !row[9].is_null();
  if (!row[10].is_null()) facts.rules = db::ParseArray(row[10].c_str());
  return facts;
}

// A spell's dated facts, in order of spells.
class BySpell {
 public:
  explicit BySpell(const pqxx::result& rows) {
    for (const auto& row : rows) rows_[row[0].c_str()].push_back(row);
  }
  const std::vector<pqxx::row>& of(const std::string& spell) const {
    static const auto* none = new std::vector<pqxx::row>();
    const auto found = rows_.find(spell);
    return found == rows_.end() ? *none : found->second;
  }

 private:
  std::map<std::string, std::vector<pqxx::row>> rows_;
};

std::int32_t NumberOr(const pqxx::field& field, std::int32_t otherwise) {
  return db::NumberIn(field).value_or(otherwise);
}

// What was added to an array since it had `begin` elements.
template <typename T>
outcome::Range Since(size_t begin, const std::vector<T>& all) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(all.size())};
}

void AddTerms(const pqxx::row& spell, const std::vector<pqxx::row>& changes, OutcomeFacts* facts) {
  facts->terms.push_back(
      {DayOr(spell[3], 0), NumberOr(spell[8], outcome::kUnknownNumber), NumberOr(spell[9], outcome::kUnknownNumber)});
  for (const auto& change : changes) {
    const outcome::Terms before = facts->terms.back();  // what a change does not say stays as it was
    facts->terms.push_back(
        {DayOr(change[1], 0), NumberOr(change[2], before.weekly_minutes), NumberOr(change[3], before.hourly_pence)});
  }
}

// Not recorded: weeks from the job's first day on, as the engine has it.
void SetPayPeriods(const pqxx::row& row, outcome::Spell* spell) {
  switch (base::ValueOf<pb::PayPeriod>(db::TextIn(row[11]))) {
    case pb::PAY_PERIOD_WEEKLY:
      spell->pay_period_days = 7;
      break;
    case pb::PAY_PERIOD_FORTNIGHTLY:
      spell->pay_period_days = 14;
      break;
    case pb::PAY_PERIOD_FOUR_WEEKLY:
      spell->pay_period_days = 28;
      break;
    case pb::PAY_PERIOD_MONTHLY:
      spell->pay_period_days = outcome::kCalendarMonth;
      break;
    default:
      return;
  }
  spell->pay_anchor = DayOr(row[12], outcome::kNoDay);
}

// What is known of spells by date.
struct Dated {
  BySpell terms, absences, weeks;
};

// Columns of `row`: as those of spells_.
void AddSpell(const pqxx::row& row, std::int32_t job, const Dated& dated, OutcomeFacts* facts) {
  const std::string id = row[1].c_str();
  outcome::Spell spell;
  spell.job = job;
  spell.start = DayOr(row[3], 0);
  spell.end = DayOr(row[4], outcome::kNoDay);
  spell.last_confirmed = DayOr(row[5], outcome::kNoDay);
  spell.competitive = FactOf(db::TextIn(row[6]));
  spell.contract = ContractOf(db::TextIn(row[7]));
  spell.four_hours_on = DayOr(row[10], outcome::kNoDay);
  SetPayPeriods(row, &spell);
  const size_t first_terms = facts->terms.size();
  const size_t first_absence = facts->absences.size(), first_week = facts->weeks.size();
  AddTerms(row, dated.terms.of(id), facts);
  for (const auto& a : dated.absences.of(id)) {
    facts->absences.push_back({DayOr(a[1], 0), DayOr(a[2], outcome::kNoDay), FactOf(db::TextIn(a[3]))});
  }
  for (const auto& w : dated.weeks.of(id)) facts->weeks.push_back({DayOr(w[1], 0), NumberOr(w[2], 0)});
  spell.terms = Since(first_terms, facts->terms);
  spell.absences = Since(first_absence, facts->absences);
  spell.weeks = Since(first_week, facts->weeks);
  facts->spell_ids.push_back(id);
  facts->spells.push_back(spell);
}

}  // namespace

// Where a journey was neither accepted nor declined yet, the programme counts from the referral, as in figures. A job may have begun under another
// journey, of this person or of another of their records: all spells of a job are looked at.
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
      // A view is looked up by an array: a join would read all of it.
      spells_(
          "SELECT s.journey_id, s.id, s.job_id, s.started_on, s.ended_on, s.last_confirmed_on, s.competitive, "
          "s.contract, s.weekly_minutes, s.hourly_pay_pence, s.first_four_hours_on, s.pay_period, s.pay_period_from "
          "FROM placement.published_job_v1 s WHERE s.org_id = $1::uuid AND s.job_id = ANY (ARRAY(SELECT b.job_id FROM "
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
      unseen_(
          "SELECT s.id FROM placement.published_job_v1 s WHERE s.org_id = $1::uuid AND s.id = ANY ($2::uuid[]) AND "
          "s.journey_id <> ALL (ARRAY(SELECT v.id FROM caseload.published_journey_v1 v WHERE v.org_id = $1::uuid AND "
          "v.id = ANY (ARRAY(SELECT o.journey_id FROM placement.published_job_v1 o WHERE o.org_id = $1::uuid AND o.id "
          "= ANY ($2::uuid[])))))") {}

absl::StatusOr<OutcomeFacts> OutcomeStore::Read(db::Transaction& tx, const base::Call& call,
                                                const base::Uuid& journey) const {
  db::Params params;
  journal::BindAccess(call, &params);
  params.Text(journey.ToString());
  ASSIGN_OR_RETURN(const pqxx::result found, tx.Run(journey_, params));
  if (found.empty()) return base::NotFound("journey");
  std::map<std::string, OutcomeFacts> facts;
  const std::string id = db::TextIn(found[0][0]);
  facts.emplace(id, ReadFacts(found[0]));
  RETURN_IF_ERROR(ReadJobs(tx, call, {id}, &facts));
  OutcomeFacts& of = facts.at(id);
  db::ArrayText spells;
  for (const auto& spell : of.spell_ids) spells.Add(spell);
  db::Params of_spells;
  of_spells.Text(call.org.ToString()).Text(spells.Finish());
  ASSIGN_OR_RETURN(const pqxx::result unseen, tx.Run(unseen_, of_spells));
  for (const auto& row : unseen) of.unseen.insert(row[0].c_str());
  return std::move(of);
}

absl::StatusOr<std::map<std::string, OutcomeFacts>> OutcomeStore::ReadAll(
    db::Transaction& tx, const base::Call& call, const std::vector<std::string>& journeys) const {
  std::map<std::string, OutcomeFacts> facts;
  db::ArrayText ids;
  for (const auto& journey : journeys) ids.Add(journey);
  db::Params params;
  params.Text(call.org.ToString()).Text(ids.Finish());
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(journeys_, params));
  std::vector<std::string> ruled;
  for (const auto& row : rows) {
    OutcomeFacts of = ReadFacts(row);
    if (of.is_withdrawn || of.rules.empty()) continue;
    ruled.push_back(db::TextIn(row[0]));
    facts.emplace(ruled.back(), std::move(of));
  }
  if (facts.empty()) return facts;
  RETURN_IF_ERROR(ReadJobs(tx, call, ruled, &facts));
  for (auto it = facts.begin(); it != facts.end();) it = it->second.spells.empty() ? facts.erase(it) : std::next(it);
  return facts;
}

absl::Status OutcomeStore::ReadJobs(db::Transaction& tx, const base::Call& call,
                                    const std::vector<std::string>& journeys,
                                    std::map<std::string, OutcomeFacts>* facts) const {
  const auto params_of = [&](db::ArrayText* ids) {
    db::Params params;
    params.Text(call.org.ToString()).Text(ids->Finish());
    return params;
  };
  db::ArrayText journey_ids, spell_ids;
  for (const auto& journey : journeys) journey_ids.Add(journey);
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(spells_, params_of(&journey_ids)));
  if (rows.empty()) return absl::OkStatus();
  for (const auto& row : rows) spell_ids.Add(row[1].c_str());
  const db::Params of_spells = params_of(&spell_ids);
  ASSIGN_OR_RETURN(const pqxx::result terms, tx.Run(terms_, of_spells));
  ASSIGN_OR_RETURN(const pqxx::result absences, tx.Run(absences_, of_spells));
  ASSIGN_OR_RETURN(const pqxx::result weeks, tx.Run(weeks_, of_spells));
  const Dated dated{BySpell(terms), BySpell(absences), BySpell(weeks)};
  std::map<std::string, std::set<std::string>> journeys_of;  // by job
  for (const auto& row : rows) journeys_of[row[2].c_str()].insert(row[0].c_str());
  std::map<std::string, std::int32_t> numbers;  // of jobs
  for (const auto& row : rows) {
    const std::string job = row[2].c_str();
    const auto number = numbers.emplace(job, static_cast<std::int32_t>(numbers.size())).first->second;
    for (const auto& journey : journeys_of[job]) {
      const auto found = facts->find(journey);
      if (found != facts->end()) AddSpell(row, number, dated, &found->second);
    }
  }
  return absl::OkStatus();
}

}  // namespace gainful::placement
