#include "services/reporting/job_starts.h"

#include <algorithm>
#include <map>

#include "services/placement/outcome/engine.h"

namespace gainful::reporting {
namespace {

namespace outcome = placement::outcome;

constexpr char kRule[] = "ips-grow-job-start";

outcome::Day DayOr(OptionalDay day, outcome::Day otherwise) { return day ? outcome::ToDayNumber(*day) : otherwise; }

// What History's spans point to.
struct Facts {
  std::vector<outcome::Spell> spells;
  std::vector<outcome::Terms> terms;
  std::vector<outcome::Absence> absences;
  std::vector<outcome::RecordedWeek> weeks;
};

template <typename T>
outcome::Range Since(size_t begin, const std::vector<T>& all) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(all.size())};
}

// A rule about job starts asks of pay no more than whether there is any.
std::int32_t PenceOf(std::optional<bool> is_unpaid) { return is_unpaid.value_or(false) ? 0 : outcome::kUnknownNumber; }

// What somebody typed in as the end proves no day of work: evidence of the end does, or of work on that day.
void ShowEnd(const PaidSpell& from, outcome::Spell* spell) {
  if (!from.ended) return;
  const OptionalDay shown = std::min(std::max(from.last_confirmed, from.end_shown_to), from.ended);
  spell->last_confirmed = DayOr(shown, outcome::kNoDay);
  spell->end_is_shown = shown == from.ended;
}

void Add(const PaidSpell& from, std::int32_t job, Facts* facts) {
  outcome::Spell spell;
  spell.job = job;
  spell.start = outcome::ToDayNumber(from.started);
  spell.end = DayOr(from.ended, outcome::kNoDay);
  spell.last_confirmed = DayOr(from.last_confirmed, outcome::kNoDay);
  ShowEnd(from, &spell);
  spell.four_hours_on = DayOr(from.four_hours_on, outcome::kNoDay);
  spell.competitive = from.competitive;
  const size_t first_terms = facts->terms.size();
  const size_t first_absence = facts->absences.size(), first_week = facts->weeks.size();
  std::int32_t minutes = from.weekly_minutes.value_or(outcome::kUnknownNumber);
  std::optional<bool> is_unpaid = from.is_unpaid;
  facts->terms.push_back({spell.start, minutes, PenceOf(is_unpaid)});
  for (const auto& change : from.terms) {
    minutes = change.weekly_minutes.value_or(minutes);
    if (change.is_unpaid) is_unpaid = change.is_unpaid;
    facts->terms.push_back({outcome::ToDayNumber(change.from), minutes, PenceOf(is_unpaid)});
  }
  // Paid or not: no work was done.
  for (const auto& a : from.absences)
    facts->absences.push_back({outcome::ToDayNumber(a.from), DayOr(a.to, outcome::kNoDay)});
  for (const auto& w : from.weeks) facts->weeks.push_back({outcome::ToDayNumber(w.from), w.minutes});
  spell.terms = Since(first_terms, facts->terms);
  spell.absences = Since(first_absence, facts->absences);
  spell.weeks = Since(first_week, facts->weeks);
  facts->spells.push_back(spell);
}

}  // namespace

OptionalDay FirstJobStart(absl::CivilDay anchor, OptionalDay exited, const std::vector<PaidSpell>& spells,
                          absl::CivilDay as_at) {
  Facts facts;
  std::map<std::string, std::int32_t> jobs;
  for (const PaidSpell& spell : spells) {
    const auto job = jobs.emplace(spell.job, static_cast<std::int32_t>(jobs.size())).first->second;
    Add(spell, job, &facts);
  }
  outcome::Journey journey;
  journey.referral = journey.programme_start = outcome::ToDayNumber(anchor);
  journey.support_to = DayOr(exited, outcome::kForever);
  const outcome::Rule* rule = outcome::FindRule(kRule, journey.programme_start);
  if (rule == nullptr) outcome::ShippedDataIsBroken(kRule);
  outcome::Engine engine;
  engine.Load({journey, facts.spells, facts.terms, facts.absences, facts.weeks});
  const auto starts = engine.JobStarts(outcome::Compile(*rule), outcome::ToDayNumber(as_at));
  if (starts.empty()) return std::nullopt;
  return outcome::FromDayNumber(starts.front());
}

}  // namespace gainful::reporting
