#include "services/placement/outcome/segments.h"

#include <algorithm>

namespace gainful::placement::outcome {
namespace {

// Walks through one spell, from each day on which something changes to the next.
class Walk {
 public:
  Walk(const History& history, const Spell& spell, Day job_start, const WageFloors& floors, Ages* ages)
      : history_(history),
        spell_(spell),
        job_start_(job_start),
        periods_(spell.pay_anchor == kNoDay ? job_start : spell.pay_anchor, spell.pay_period_days),
        floors_(floors),
        ages_(ages),
        term_(spell.terms.begin),
        week_(spell.weeks.begin) {
    if (spell.contract == Contract::kApprenticeship || spell.contract == Contract::kUnknown)
      first_year_to_ = YearsLater(job_start, 1);
  }

  // What holds on `day`, which only moves on; `next` becomes the first day on which it may not. False: nothing can count, for leave is unpaid.
  bool At(Day day, Segment* out, Day* next) {
    *next = kForever;
    const Terms* terms = TermsOn(day, next);
    out->pence = terms == nullptr ? kUnknownNumber : terms->hourly_pence;
    out->rate = terms == nullptr || terms->weekly_minutes == kUnknownNumber ? kUnknownNumber
                                                                            : terms->weekly_minutes * (kMinute / 7);
    if (!ReadWeek(day, out, next)) ReadAbsences(day, out, next);
    out->at_floor = AtFloor(day, out, next);
    return out->possible != Presence::kUnpaidLeave;
  }

 private:
  // The floors of the youngest and of the oldest that the person can be.
  struct FloorRange {
    std::int32_t lowest, highest;
  };

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

  void ReadAbsences(Day day, Segment* out, Day* next) const {
    for (auto i = spell_.absences.begin; i < spell_.absences.end; ++i) {
      const Absence& absence = history_.absences[i];
      Until(absence.from, day, next);
      const bool is_open = absence.to == kNoDay;
      if (absence.from > day || (!is_open && absence.to < day)) continue;
      // One of which nobody knows the end may have been over after its first day.
      const Day possible_to = is_open ? absence.from : absence.to;
      Until(possible_to + 1, day, next);
      TakeLeave(absence.paid == Fact::kYes, &out->certain);
      if (day <= possible_to) TakeLeave(absence.paid != Fact::kNo, &out->possible);
    }
  }

  static void TakeLeave(bool is_paid, Presence* presence) {
    *presence = std::max(*presence, is_paid ? Presence::kPaidLeave : Presence::kUnpaidLeave);
  }

  Fact AtFloor(Day day, Segment* out, Day* next) const {
    if (spell_.contract == Contract::kSelfEmployed) return Fact::kYes;
    const Day period = periods_.Start(day);
    Until(periods_.FirstFrom(floors_.NextChange(period)), day, next);
    const std::int32_t adult = floors_.Adult(period);
    const std::int32_t pence = out->pence;
    if (pence == kUnknownNumber || adult == kUnknownNumber) return Fact::kUnknown;
    if (pence >= adult) return Fact::kYes;  // of any age
    for (const Birthdays* birthdays : {&ages_->oldest(), &ages_->youngest()}) {
      for (const Day birthday : birthdays->days)
        if (birthday > -kForever) Until(periods_.FirstFrom(birthday), day, next);
    }
    if (first_year_to_ > -kForever) Until(periods_.FirstFrom(first_year_to_), day, next);
    const FloorRange own{floors_.Own(period, ages_->youngest()), floors_.Own(period, ages_->oldest())};
    if (spell_.contract == Contract::kEmployed) return Compare(pence, own, out);
    const FloorRange apprentice{floors_.Apprentice(period, ages_->youngest(), first_year_to_),
                                floors_.Apprentice(period, ages_->oldest(), first_year_to_)};
    if (spell_.contract == Contract::kApprenticeship) return Compare(pence, apprentice, out);
    if (pence >= std::max(own.highest, apprentice.highest)) return Fact::kYes;
    // No contract can be ruled out, for the self-employed have no floor.
    Compare(pence, own, out);
    Compare(pence, apprentice, out);
    out->hangs_on_contract = true;
    return Fact::kUnknown;
  }

  static Fact Compare(std::int32_t pence, FloorRange floor, Segment* out) {
    if (pence >= floor.highest) return Fact::kYes;
    if (pence < floor.lowest) return Fact::kNo;
    out->hangs_on_age = true;
    return Fact::kUnknown;
  }

  const History& history_;
  const Spell& spell_;
  const Day job_start_;
  const PayPeriods periods_;
  const WageFloors& floors_;
  Ages* const ages_;
  std::uint32_t term_, week_;
  Day first_year_to_ = -kForever;
};

}  // namespace

void AddSegments(const History& history, int spell, Day job_start, const WageFloors& floors, Ages* ages,
                 std::vector<Segment>* out) {
  const Spell& s = history.spells[static_cast<size_t>(spell)];
  const Day last = PossibleTo(s), known_to = KnownTo(history.spells, static_cast<size_t>(spell));
  Walk walk(history, s, job_start, floors, ages);
  for (Day day = s.start, next = 0; day <= last && day < kForever; day = next) {
    Segment segment;
    if (walk.At(day, &segment, &next)) {
      segment.from = day;
      segment.to = next >= kForever ? last : std::min(next - 1, last);
      segment.known_to = known_to;
      segment.spell = spell;
      out->push_back(segment);
    }
  }
}

}  // namespace gainful::placement::outcome
