#include "services/placement/outcome/engine.h"

#include <algorithm>

namespace gainful::placement::outcome {
namespace {

// Whether `after`, which begins later or is further down, is the same job and kind of job without a day between.
bool LeadsUpTo(const Spell& before, const Spell& after) {
  return before.job == after.job && before.competitive == after.competitive && before.contract == after.contract &&
         PossibleTo(before) >= after.start - 1;
}

}  // namespace

void Engine::Load(const History& history) {
  history_ = history;
  journey_ = history.journey;
  begins_ = std::max(journey_.referral, journey_.programme_start);
  has_segments_ = false;
  differs_ = 0;
  for (int mode = 0; mode < 2; ++mode) {
    stretches_[mode].key.reset();
    windows_[mode].key.reset();
    earnings_[mode].key.reset();
  }
  held_.clear();
  spell_of_.clear();
  held_of_.assign(history.spells.size(), -1);
  for (size_t i = 0; i < history.spells.size(); ++i) {
    const Spell& s = history.spells[i];
    const Day known_to = KnownTo(history.spells, i);
    Held held{s.start,
              known_to,
              PossibleTo(s),
              s.start,
              s.job,
              true,
              static_cast<int>(held_.size()),
              known_to < PossibleTo(s),
              known_to,
              AllPasses(s)};
    for (size_t k = 0; k < i; ++k) {
      const Spell& before = history.spells[k];
      if (before.job != s.job) continue;
      held.job_start = std::min(held.job_start, before.start);
      held.is_first = false;
      if (held_of_[k] >= 0 && LeadsUpTo(before, s)) held.stretch = held_[static_cast<size_t>(held_of_[k])].stretch;
    }
    if (held.job_start < begins_) continue;
    held_of_[i] = static_cast<int>(held_.size());
    spell_of_.push_back(static_cast<int>(i));
    held_.push_back(held);
    for (const Work work : {COMPETITIVE, EMPLOYED, SELF_EMPLOYED}) {
      const bool is_open = held.known_to < held.possible_to || !Passes(held, work, Mode::kCertain);
      if (Passes(held, work, Mode::kPossible) && is_open) differs_ |= Bit(work, Mode::kPossible);
    }
  }
  JoinStretches();
}

// Gives every spell of a stretch what is known of all of it.
void Engine::JoinStretches() {
  for (const Held& held : held_) {
    Held& first = held_[static_cast<size_t>(held.stretch)];
    first.goes_on = first.goes_on || held.goes_on;
    first.stretch_known_to = std::max(first.stretch_known_to, held.known_to);
  }
  for (Held& held : held_) {
    held.goes_on = held_[static_cast<size_t>(held.stretch)].goes_on;
    held.stretch_known_to = held_[static_cast<size_t>(held.stretch)].stretch_known_to;
  }
}

const std::vector<Segment>& Engine::Segments() {
  if (has_segments_) return segments_;
  has_segments_ = true;
  segments_.clear();
  Ages ages(journey_);
  for (size_t i = 0; i < held_.size(); ++i)
    AddSegments(history_, spell_of_[i], held_[i].job_start, *floors_, &ages, &segments_);
  const auto is_unknown = [](const Segment& s) {
    return s.rate < 0 || s.pence < 0 || s.at_floor == Fact::kUnknown || s.certain != s.possible;
  };
  has_unknown_segments_ = std::any_of(segments_.begin(), segments_.end(), is_unknown);
  return segments_;
}

bool Engine::MayDiffer(const Compiled& rule) {
  if ((differs_ & Bit(rule.work, Mode::kPossible)) != 0) return true;
  // Paid hours count in whatever spell of the job they are worked.
  if (rule.kind == Compiled::Kind::kJobStart && differs_ != 0) return true;
  if (rule.kind == Compiled::Kind::kDays) return false;
  Segments();
  return has_unknown_segments_ || rule.kind == Compiled::Kind::kEarnings;  // whose floor may not be known
}

std::uint8_t Engine::AllPasses(const Spell& s) {
  unsigned bits = 0;
  const auto add = [&](Work work, bool is_certain, bool is_possible) {
    if (is_certain) bits |= Bit(work, Mode::kCertain);
    if (is_possible) bits |= Bit(work, Mode::kPossible);
  };
  const bool is_unknown = s.contract == Contract::kUnknown;
  const bool is_self_employed = s.contract == Contract::kSelfEmployed;
  add(COMPETITIVE, s.competitive == Fact::kYes, s.competitive != Fact::kNo);
  add(EMPLOYED, !is_self_employed && !is_unknown, !is_self_employed);
  add(SELF_EMPLOYED, is_self_employed, is_self_employed || is_unknown);
  return static_cast<std::uint8_t>(bits);
}

// The last day that a rule counts.
Day Engine::Limit(const Compiled& rule) const {
  Day limit = kForever;
  if (rule.window_days > 0) limit = journey_.programme_start + rule.window_days - 1;
  return rule.within_support ? std::min(limit, journey_.support_to) : limit;
}

Engine::Reached Engine::Run(const Compiled& rule, const Pass& pass) {
  switch (rule.kind) {
    case Compiled::Kind::kJobStart:
      return RunJobStart(rule, pass);
    case Compiled::Kind::kWeeks:
      return RunWeeks(rule, pass);
    case Compiled::Kind::kDays:
      return RunDays(rule, pass);
    case Compiled::Kind::kEarnings:
      return RunEarnings(rule, pass);
  }
  return {};
}

Standing Engine::Evaluate(const Compiled& rule) {
  Standing out;
  const Reached met = held_.empty() ? Reached() : Run(rule, {Mode::kCertain});
  if (met.day != kNoDay) {
    out.met_on = met.day;
    out.dated_on = met.dated_on;
    Decide(rule, met, Mode::kCertain, met.day, &out);
    return out;
  }
  const bool is_followed = journey_.followed_to == kForever;
  const Day fresh = is_followed ? kForever : std::max(journey_.followed_to + 1, begins_);
  const Reached could = is_followed && !MayDiffer(rule) ? Reached() : Run(rule, {Mode::kPossible, fresh});
  if (could.day != kNoDay) {
    out.earliest = could.day;
    Decide(rule, could, Mode::kPossible, could.day, &out);
  } else if (is_followed) {
    out.latest_start = LatestStart(rule);
  }
  if (out.evidence_until == kNoDay && !is_followed) out.evidence_until = journey_.followed_to;
  return out;
}

bool Engine::Overlaps(const Held& held, Work work, Mode mode, Day from, Day to) {
  const Day until = mode == Mode::kCertain ? held.known_to : held.possible_to;
  return Passes(held, work, mode) && held.start <= to && until >= from;
}

// Evidence of the deciding spells, whose days are [reached.from, to].
void Engine::Decide(const Compiled& rule, const Reached& reached, Mode mode, Day to, Standing* out) const {
  for (const Held& held : held_) {
    if (!Overlaps(held, rule.work, mode, reached.from, to) || (reached.job != kAnyJob && held.job != reached.job))
      continue;
    out->evidence_until = std::max(out->evidence_until, held.stretch_known_to);
    out->from = reached.from;
    out->to = to;
    out->job = reached.job;
  }
}

std::vector<int> Engine::Deciding(const Compiled& rule, const Standing& standing) const {
  std::vector<int> spells;
  const Mode mode = standing.met_on == kNoDay ? Mode::kPossible : Mode::kCertain;
  for (size_t i = 0; i < held_.size() && standing.from != kNoDay; ++i) {
    const Held& held = held_[i];
    const bool is_of_job = standing.job == kAnyJob || held.job == standing.job;
    if (is_of_job && Overlaps(held, rule.work, mode, standing.from, standing.to)) spells.push_back(spell_of_[i]);
  }
  return spells;
}

Day Engine::EarliestWithNewJob(const Compiled& rule, Day start) {
  return Run(rule, {Mode::kPossible, std::max(start, begins_)}).day;
}

// The jobs on record have all ended without meeting the rule, or can never meet it. A further job begins after everything on record.
Day Engine::LatestStart(const Compiled& rule) {
  Day first = begins_;
  for (const Held& held : held_)
    first = std::max(first, (held.possible_to < kForever ? held.possible_to : held.known_to) + 1);
  const Day limit = Limit(rule);
  // The usual case: a job that begins later is as good. Where windows are counted from the first spell alone, it may be no good at all.
  if (journey_.support_to >= kForever && limit >= kForever && rule.anchor == ANY_SPELL) return kForever;
  if (Run(rule, {Mode::kPossible, first}).day == kNoDay) return kNoDay;
  if (Run(rule, {Mode::kPossible, kForever / 4}).day != kNoDay) return kForever;
  // From some day on a further job is too late. Beyond `last` it is for certain: nothing begins then, and nothing carries on so late.
  Day last = std::min(limit, std::max(journey_.support_to, first + std::min(rule.gap, kForever / 4)));
  while (first < last) {
    const Day middle = first + (last - first + 1) / 2;
    if (Run(rule, {Mode::kPossible, middle}).day == kNoDay) {
      last = middle - 1;
    } else {
      first = middle;
    }
  }
  return first;
}

}  // namespace gainful::placement::outcome
