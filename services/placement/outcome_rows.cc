#include "services/placement/outcome_rows.h"

#include <algorithm>

#include "gainful/placement/v1/placement.pb.h"
#include "gainful/type/v1/answer.pb.h"
#include "services/common/base/codes.h"
#include "services/common/db/values.h"

namespace gainful::placement {
namespace {

namespace pb = gainful::placement::v1;

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

// An end is what somebody typed in; that the job went on until then takes evidence of the end, of work on that day, or of a file that confirmed it.
// Evidence of an end that was corrected since shows the days up to its own.
void ShowEnd(outcome::Day end_evidence, outcome::Spell* spell) {
  if (spell->end == outcome::kNoDay) return;
  spell->last_confirmed = std::min(std::max(spell->last_confirmed, end_evidence), spell->end);
  spell->end_is_shown = spell->last_confirmed == spell->end;
}

}  // namespace

outcome::Day DayOr(const pqxx::field& field, outcome::Day otherwise) {
  const auto day = db::DayIn(field);
  return day ? outcome::ToDayNumber(*day) : otherwise;
}

void AddSpell(const pqxx::row& row, std::int32_t job, const Dated& dated, OutcomeFacts* facts) {
  const std::string id = row[1].c_str();
  outcome::Spell spell;
  spell.job = job;
  spell.start = DayOr(row[3], 0);
  spell.end = DayOr(row[4], outcome::kNoDay);
  spell.last_confirmed = DayOr(row[5], outcome::kNoDay);
  ShowEnd(DayOr(row[13], outcome::kNoDay), &spell);
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
  facts->spell_journeys.push_back(row[0].c_str());
  facts->spells.push_back(spell);
}

}  // namespace gainful::placement
