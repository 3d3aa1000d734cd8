#include "services/placement/outcome/answer.h"

#include <algorithm>

namespace gainful::placement::outcome {
namespace {

bool HasUnknown(const History& history, const Spell& s, std::int32_t Terms::*number) {
  const auto* first = history.terms.data() + s.terms.begin;
  const auto* last = history.terms.data() + s.terms.end;
  return first == last || first->from > s.start ||
         std::any_of(first, last, [&](const Terms& terms) { return terms.*number == kUnknownNumber; });
}

}  // namespace

Answer AnswerAt(const Standing& s, Day as_at) {
  if (s.met_on != kNoDay) {
    if (s.met_on <= as_at) return {Holds::kMet, s.dated_on};
    return {Holds::kNotYet, s.met_on};
  }
  if (s.earliest != kNoDay) return {s.earliest <= as_at ? Holds::kNotKnown : Holds::kNotYet, s.earliest};
  return {s.latest_start > as_at ? Holds::kNotYet : Holds::kCannotBeMet, kNoDay};
}

Unknowns WhatIsNotKnown(const History& history, const Compiled& rule, const Standing& standing,
                        const std::vector<int>& deciding) {
  Unknowns u;
  if (standing.met_on != kNoDay || standing.earliest == kNoDay) return u;
  const bool asks_pay = rule.kind == Compiled::Kind::kWeeks || rule.kind == Compiled::Kind::kEarnings;
  const bool asks_hours = asks_pay || rule.kind == Compiled::Kind::kJobStart;
  bool has_four_hours = false;
  for (const int i : deciding) has_four_hours |= history.spells[static_cast<size_t>(i)].four_hours_on != kNoDay;
  for (const int i : deciding) {
    const Spell& s = history.spells[static_cast<size_t>(i)];
    u.later_work |= s.end == kNoDay && KnownTo(s) < standing.earliest;
    u.competitive |= rule.work == COMPETITIVE && s.competitive == Fact::kUnknown;
    u.contract |= rule.work != COMPETITIVE && s.contract == Contract::kUnknown;
    u.hours |=
        asks_hours && !has_four_hours && s.weeks.begin == s.weeks.end && HasUnknown(history, s, &Terms::weekly_minutes);
    u.pay |= asks_pay && HasUnknown(history, s, &Terms::hourly_pence);
  }
  const Journey& j = history.journey;
  u.later_jobs = j.followed_to < kForever && standing.earliest > j.followed_to;
  u.wage_floor = asks_pay && standing.from != kNoDay && WageFloors::Shipped().Adult(standing.from) == kUnknownNumber;
  return u;
}

Day CheckpointOf(const Compiled& rule, const Standing& s) {
  if (rule.kind != Compiled::Kind::kDays) return kNoDay;
  const Day met = s.met_on != kNoDay ? s.met_on : s.earliest;
  return met == kNoDay ? kNoDay : met + 1;
}

}  // namespace gainful::placement::outcome
