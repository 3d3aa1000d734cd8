#include "services/placement/outcome/answer.h"

#include <algorithm>

namespace gainful::placement::outcome {
namespace {

bool AsksPay(const Compiled& rule) {
  return rule.kind == Compiled::Kind::kWeeks || rule.kind == Compiled::Kind::kEarnings;
}

// The segments of a spell on the days that decide.
std::vector<Segment> Decided(const History& history, const Standing& standing, int spell) {
  const Spell& s = history.spells[static_cast<size_t>(spell)];
  Day job_start = s.start;
  for (const Spell& o : history.spells) {
    if (o.job == s.job) job_start = std::min(job_start, o.start);
  }
  Ages ages(history.journey);
  std::vector<Segment> segments;
  AddSegments(history, spell, job_start, WageFloors::Shipped(), &ages, &segments);
  const auto is_outside = [&](const Segment& g) { return g.from > standing.to || g.to < standing.from; };
  segments.erase(std::remove_if(segments.begin(), segments.end(), is_outside), segments.end());
  return segments;
}

// What would tell whether a segment counts that may and may not: of its spell's absences.
void AddAbsences(const History& history, const Compiled& rule, const Segment& segment, Unknowns* u) {
  const Range& range = history.spells[static_cast<size_t>(segment.spell)].absences;
  for (auto i = range.begin; i < range.end; ++i) {
    const Absence& a = history.absences[i];
    if (a.from > segment.from || (a.to != kNoDay && a.to < segment.from)) continue;
    u->absence_end |= a.to == kNoDay && a.from < segment.from && !(rule.counts_paid_leave && a.paid == Fact::kYes);
    u->absence_pay |= rule.counts_paid_leave && a.paid == Fact::kUnknown;
  }
}

// What is not recorded of days that count if the rule is to be met.
void AddOfDays(const History& history, const Compiled& rule, const std::vector<Segment>& segments, Unknowns* u) {
  const bool asks_floor = rule.kind == Compiled::Kind::kWeeks;
  for (const Segment& g : segments) {
    if (!Counts(g.possible, rule.counts_paid_leave) || (asks_floor && g.at_floor == Fact::kNo)) continue;
    u->hours |= g.rate < 0;
    u->pay |= AsksPay(rule) && g.pence < 0;
    u->age |= asks_floor && g.hangs_on_age;
    u->contract_kind |= asks_floor && g.hangs_on_contract;
    if (!Counts(g.certain, rule.counts_paid_leave)) AddAbsences(history, rule, g, u);
  }
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
  const bool asks_days = AsksPay(rule) || rule.kind == Compiled::Kind::kJobStart;
  bool has_four_hours = false;
  for (const int i : deciding) has_four_hours |= history.spells[static_cast<size_t>(i)].four_hours_on != kNoDay;
  for (const int i : deciding) {
    const Spell& s = history.spells[static_cast<size_t>(i)];
    const Day known_to = KnownTo(history.spells, static_cast<size_t>(i));
    u.later_work |= s.end == kNoDay && known_to < standing.earliest;
    u.job_end |= s.end != kNoDay && known_to < std::min(standing.earliest, s.end);
    u.competitive |= rule.work == COMPETITIVE && s.competitive == Fact::kUnknown;
    u.contract |= rule.work != COMPETITIVE && s.contract == Contract::kUnknown;
    if (asks_days && !(rule.kind == Compiled::Kind::kJobStart && has_four_hours))
      AddOfDays(history, rule, Decided(history, standing, i), &u);
  }
  const Journey& j = history.journey;
  u.later_jobs = j.followed_to < kForever && standing.earliest > j.followed_to;
  u.wage_floor =
      AsksPay(rule) && standing.from != kNoDay && WageFloors::Shipped().Adult(standing.from) == kUnknownNumber;
  return u;
}

Day CheckpointOf(const Compiled& rule, const Standing& s) {
  if (rule.kind != Compiled::Kind::kDays) return kNoDay;
  const Day met = s.met_on != kNoDay ? s.met_on : s.earliest;
  return met == kNoDay ? kNoDay : met + 1;
}

}  // namespace gainful::placement::outcome
