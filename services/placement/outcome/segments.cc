#include "services/placement/outcome/segments.h"

#include <algorithm>

namespace gainful::placement::outcome {
namespace {

// The first day of the first pay period that begins on or after `day`.
Day PayPeriodFrom(Day day, Day anchor, std::int32_t days) {
  return day >= kForever ? kForever : PayPeriodStart(day + days - 1, anchor, days);
}

// Walks through one spell, from each day on which something changes to the next.
class Walk {
 public:
  Walk(const History& history, const Spell& spell, Day job_start, const WageFloors& floors, Ages* ages)
      : history_(history),
        spell_(spell),
        job_start_(job_start),
        anchor_(spell.pay_anchor == kNoDay ? job_start : spell.pay_anchor),
        floors_(floors),
        ages_(ages),
        term_(spell.terms.begin),
        week_(spell.weeks.begin) {
    if (spell.contract == Contract::kApprenticeship || spell.contract == Contract::kUnknown)
      first_year_to_ = YearsLater(job_start, 1);
  }

  // What holds on `day`, which only moves on; `next` becomes the first day on which it may not. False: nothing counts, for leave is unpaid.
  bool At(Day day, Segment* out, Day* next) {
    *next = kForever;
    const Terms* terms = TermsOn(day, next);
    out->pence = terms == nullptr ? kUnknownNumber : terms->hourly_pence;
    out->rate = terms == nullptr || terms->weekly_minutes == kUnknownNumber ? kUnknownNumber
                                                                            : terms->weekly_minutes * (kMinute / 7);
    bool is_worked = true;
    if (!ReadWeek(day, out, next)) is_worked = ReadAbsences(day, out, next);
    out->at_floor = AtFloor(day, out->pence, next);
    return is_worked;
  }

 private:
  void Until(Day change, Day day, Day* next) const {
    if (change > day) *next = std::min(*next, change);
  }

  const Terms* TermsOn(Day day, Day* next) {
    while (term_ < spell_.terms.end && history_.terms[term_].from <= day) ++term_;
    if (term_ < spell_.terms.end) Until(history_.terms[term_].from, day, next);
    return term_ == spell_.terms.begin ? nullptr : &history_.terms[term_ - 1];
  }

  // Minutes that were recorded for the week of `day`, spread over the days of the spell in it.
  bool ReadWeek(Day day, Segment* out, Day* next) {
    while (week_ < spell_.weeks.end && history_.weeks[week_].from + 6 < day) ++week_;
    if (week_ == spell_.weeks.end) return false;
    const RecordedWeek& week = history_.weeks[week_];
    Until(week.from, day, next);
    if (week.from > day) return false;
    Until(week.from + 7, day, next);
    const Day days = std::min(week.from + 6, PossibleTo(spell_)) - std::max(week.from, spell_.start) + 1;
    out->rate = week.minutes * kMinute / days;
    return true;
  }

  bool ReadAbsences(Day day, Segment* out, Day* next) const {
    bool is_worked = true;
    for (auto i = spell_.absences.begin; i < spell_.absences.end; ++i) {
      const Absence& absence = history_.absences[i];
      Until(absence.from, day, next);
      if (absence.from > day || absence.to < day) continue;
      Until(absence.to + 1, day, next);
      out->is_leave = true;
      is_worked = is_worked && absence.is_paid;
    }
    return is_worked;
  }

  Fact AtFloor(Day day, std::int32_t pence, Day* next) const {
    if (spell_.contract == Contract::kSelfEmployed) return Fact::kYes;
    const Day period = PayPeriodStart(day, anchor_, spell_.pay_period_days);
    Until(PayPeriodFrom(floors_.NextChange(period), anchor_, spell_.pay_period_days), day, next);
    const std::int32_t adult = floors_.Adult(period);
    if (pence == kUnknownNumber || adult == kUnknownNumber) return Fact::kUnknown;
    if (pence >= adult) return Fact::kYes;  // of any age
    for (const Birthdays* birthdays : {&ages_->oldest(), &ages_->youngest()}) {
      for (const Day birthday : birthdays->days)
        if (birthday > -kForever) Until(PayPeriodFrom(birthday, anchor_, spell_.pay_period_days), day, next);
    }
    Until(PayPeriodFrom(first_year_to_, anchor_, spell_.pay_period_days), day, next);
    if (pence >= Floor(period, ages_->oldest(), spell_.contract == Contract::kApprenticeship)) return Fact::kYes;
    return pence < Floor(period, ages_->youngest(), spell_.contract != Contract::kEmployed) ? Fact::kNo
                                                                                            : Fact::kUnknown;
  }

  std::int32_t Floor(Day period, const Birthdays& birthdays, bool is_apprentice) const {
    return is_apprentice ? floors_.Apprentice(period, birthdays, first_year_to_) : floors_.Own(period, birthdays);
  }

  const History& history_;
  const Spell& spell_;
  const Day job_start_;
  const Day anchor_;
  const WageFloors& floors_;
  Ages* const ages_;
  std::uint32_t term_, week_;
  Day first_year_to_ = -kForever;
};

}  // namespace

void AddSegments(const History& history, int spell, Day job_start, const WageFloors& floors, Ages* ages,
                 std::vector<Segment>* out) {
  const Spell& s = history.spells[static_cast<size_t>(spell)];
  const Day last = PossibleTo(s);
  Walk walk(history, s, job_start, floors, ages);
  for (Day day = s.start, next = 0; day <= last && day < kForever; day = next) {
    Segment segment;
    if (walk.At(day, &segment, &next)) {
      segment.from = day;
      segment.to = next >= kForever ? last : std::min(next - 1, last);
      segment.known_to = KnownTo(s);
      segment.spell = spell;
      out->push_back(segment);
    }
  }
}

}  // namespace gainful::placement::outcome
