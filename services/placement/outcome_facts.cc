#include "services/placement/outcome_facts.h"

#include "absl/strings/str_cat.h"
#include "gainful/type/v1/answer.pb.h"
#include "services/common/base/codes.h"
#include "services/common/base/status.h"
#include "services/common/db/values.h"
#include "services/common/journal/access.h"

namespace gainful::placement {
namespace {

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

// Columns of journey_: 0 accepted or referred, 1 referred, 2 declined, 3 exited, 4 followed to, 5 birth date, 6 birth year.
outcome::Journey ReadJourney(const pqxx::row& row) {
  outcome::Journey journey;
  journey.programme_start = DayOr(row[0], 0);
  journey.referral = DayOr(row[1], journey.programme_start);
  journey.support_to = DayOr(row[3], outcome::kForever);
  if (!row[2].is_null()) journey.support_to = journey.programme_start - 1;  // declined: there was no support
  // Facts are known as the record says, else until the exit, else to whatever day is asked about.
  journey.followed_to = DayOr(row[4], DayOr(row[3], outcome::kForever));
  if (const auto born = db::DayIn(row[5])) {
    journey.born_from = journey.born_to = outcome::ToDayNumber(*born);
  } else if (const auto year = db::NumberIn(row[6])) {
    journey.born_from = outcome::ToDayNumber(absl::CivilDay(*year, 1, 1));
    journey.born_to = outcome::ToDayNumber(absl::CivilDay(*year, 12, 31));
  }
  return journey;
}

}  // namespace

// Where a journey was neither accepted nor declined yet, the programme counts from the referral, as in figures.
OutcomeStore::OutcomeStore()
    : journey_(absl::StrCat(
          "WITH r AS MATERIALIZED (SELECT v.participant_id AS person, coalesce(v.accepted_on, v.referred_on) AS "
          "begins, "
          "v.referred_on, v.declined_on, v.exited_on, v.followed_to, b.birth_date, b.birth_year, v.withdrawn_on, "
          "y.outcome_rules FROM caseload.published_journey_v1 v LEFT JOIN caseload.published_birth_v1 b ON b.org_id = "
          "v.org_id AND b.participant_id = v.participant_id LEFT JOIN directory.published_programme_v1 y ON y.org_id = "
          "v.org_id AND y.id = v.programme_id WHERE v.org_id = $1::uuid AND v.id = $9::uuid), ",
          journal::AccessOf("outcome", "r.person", "$9"),
          " SELECT begins, referred_on, declined_on, exited_on, followed_to, birth_date, birth_year, withdrawn_on, "
          "outcome_rules FROM r")),
      spells_(
          "SELECT s.id, s.started_on, s.ended_on, s.last_confirmed_on, s.competitive, s.weekly_minutes, "
          "s.hourly_pay_pence FROM placement.spell s WHERE s.org_id = $1::uuid AND s.journey_id = $2::uuid AND "
          "s.withdrawn_on IS NULL ORDER BY s.started_on, s.id") {}

absl::StatusOr<OutcomeFacts> OutcomeStore::Read(db::Transaction& tx, const base::Call& call,
                                                const base::Uuid& journey) const {
  db::Params params;
  journal::BindAccess(call, &params);
  params.Text(journey.ToString());
  ASSIGN_OR_RETURN(const pqxx::result found, tx.Run(journey_, params));
  if (found.empty()) return base::NotFound("journey");
  OutcomeFacts facts;
  facts.journey = ReadJourney(found[0]);
  facts.is_withdrawn = !found[0][7].is_null();
  if (!found[0][8].is_null()) facts.rules = db::ParseArray(found[0][8].c_str());
  db::Params of_journey;
  of_journey.Text(call.org.ToString()).Text(journey.ToString());
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(spells_, of_journey));
  for (const auto& row : rows) {
    outcome::Spell spell;
    spell.job = static_cast<std::int32_t>(facts.spells.size());  // until spells say which job they are of, each is one
    spell.start = DayOr(row[1], 0);
    spell.end = DayOr(row[2], outcome::kNoDay);
    spell.last_confirmed = DayOr(row[3], outcome::kNoDay);
    spell.competitive = FactOf(db::TextIn(row[4]));
    spell.terms.begin = static_cast<std::uint32_t>(facts.terms.size());
    facts.terms.push_back({spell.start, db::NumberIn(row[5]).value_or(outcome::kUnknownNumber),
                           db::NumberIn(row[6]).value_or(outcome::kUnknownNumber)});
    spell.terms.end = static_cast<std::uint32_t>(facts.terms.size());
    facts.spell_ids.push_back(row[0].c_str());
    facts.spells.push_back(spell);
  }
  return facts;
}

}  // namespace gainful::placement
