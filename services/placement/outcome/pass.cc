// The four kinds of rule. Each is one pass over the spells that count, either with what is certain or with what is possible.
#include <algorithm>

#include "services/placement/outcome/engine.h"

namespace gainful::placement::outcome {
namespace {

// More than any week can need: what nobody recorded, or a job that nobody knows of yet, is as the rule wants it.
constexpr std::int64_t kPlenty = std::int64_t{1} << 40;

}  // namespace

// --- a job begins

Engine::Reached Engine::RunJobStart(const Compiled& rule, const Pass& pass) {
  Reached best;
  const auto consider = [&](Day day, Day start, std::int32_t job) {
    const bool is_sooner = best.day == kNoDay || day < best.day || (day == best.day && start < best.dated_on);
    if (day != kNoDay && day <= Limit(rule) && is_sooner) best = {day, start, start, job};
  };
  for (const Held& held : held_) {
    if (held.is_first && MayBegin(held.start) && Passes(held, rule.work, pass.mode))
      consider(PaidFrom(held, rule.needed, pass), held.start, held.job);
  }
  if (pass.fresh < kForever && MayBegin(pass.fresh)) consider(pass.fresh, pass.fresh, kAnyJob);
  return best;
}

Day Engine::PaidFrom(const Held& first, std::int32_t minutes, const Pass& pass) {
  Day recorded = kForever;
  for (const Spell& s : history_.spells) {
    if (s.job == first.job && s.four_hours_on != kNoDay) recorded = std::min(recorded, s.four_hours_on);
  }
  if (recorded < kForever) return recorded <= pass.cap ? recorded : kNoDay;
  Compiled any;
  AddPieces(false, any, first.job, pass, &pieces_);
  return Reach(pieces_, minutes * kMinute);
}

std::vector<Day> Engine::JobStarts(const Compiled& rule, Day as_at) {
  std::vector<Day> starts;
  for (const Held& held : held_) {
    if (!held.is_first || !MayBegin(held.start) || !Passes(held, rule.work, Mode::kCertain)) continue;
    const Day day = PaidFrom(held, rule.needed, {Mode::kCertain});
    if (day != kNoDay && day <= std::min(as_at, Limit(rule))) starts.push_back(held.start);
  }
  return starts;
}

// --- weeks of a window

void Engine::AddUpWeeks(const Compiled& rule, Day anchor, const Pass& pass, std::int64_t* weeks) {
  const Day window_to = anchor + 7 * rule.window_weeks - 1;
  std::fill_n(weeks, rule.window_weeks, 0);
  const auto add = [&](Day from, Day to, std::int64_t rate) {
    from = std::max(from, anchor);
    to = std::min(to, window_to);
    for (Day week = (from - anchor) / 7; from <= to; ++week) {
      const Day last = std::min(to, anchor + 7 * week + 6);
      weeks[week] += rate * (last - from + 1);
      from = last + 1;
    }
  };
  const bool is_certain = pass.mode == Mode::kCertain;
  for (const Segment& s : Segments()) {
    const Held& held = HeldOf(s);
    if (s.from > window_to || s.to < anchor || !Passes(held, rule.work, pass.mode)) continue;
    if (!Counts(is_certain ? s.certain : s.possible, rule.counts_paid_leave)) continue;
    if (is_certain ? s.at_floor != Fact::kYes || s.rate < 0 : s.at_floor == Fact::kNo) continue;
    Day to = s.to;
    if (is_certain && held.goes_on) {
      // A job whose end is not shown counts for a week once evidence reaches that week's last day.
      const Day known_days = held.stretch_known_to - anchor + 1;
      to = std::min({to, s.known_to, known_days < 7 ? anchor - 1 : anchor + known_days / 7 * 7 - 1});
    }
    add(s.from, to, s.rate < 0 ? kPlenty : s.rate);
  }
  if (pass.fresh < kForever) add(pass.fresh, kForever, kPlenty);
}

const std::vector<Day>& Engine::Anchors(const Compiled& rule, const Pass& pass) {
  anchors_.clear();
  const bool is_first_alone = rule.anchor == FIRST_SPELL;
  const Mode other = pass.mode == Mode::kCertain ? Mode::kPossible : Mode::kCertain;
  Day last = kForever;  // no window begins later
  for (const Held& held : held_) {
    if (!IsAnchor(held) || held.start > last) continue;
    if (is_first_alone && Passes(held, rule.work, other)) last = held.start;
    if (Passes(held, rule.work, pass.mode) && MayBegin(held.start)) anchors_.push_back(held.start);
  }
  if (pass.fresh <= last && pass.fresh < kForever && MayBegin(pass.fresh)) anchors_.push_back(pass.fresh);
  return anchors_;
}

Engine::Reached Engine::RunWeeks(const Compiled& rule, const Pass& pass) {
  Reached best;
  const Day limit = Limit(rule);
  auto& kept = windows_[static_cast<int>(pass.mode)];
  const auto key = std::make_tuple(rule.work, rule.counts_paid_leave, rule.window_weeks, rule.anchor, pass.fresh);
  const bool is_new = kept.key != key;
  if (is_new) kept.values.clear();
  kept.key = key;
  size_t at = 0;
  for (const Day anchor : Anchors(rule, pass)) {
    const size_t begin = at;
    at += static_cast<size_t>(rule.window_weeks);
    if (is_new) {
      kept.values.resize(at);
      AddUpWeeks(rule, anchor, pass, &kept.values[begin]);
    }
    for (int week = 0, done = 0; week < rule.window_weeks; ++week) {
      if (kept.values[begin + static_cast<size_t>(week)] < rule.weekly_minutes * kMinute || ++done < rule.needed)
        continue;
      const Day day = anchor + 7 * week + 6;
      if (day <= limit && (best.day == kNoDay || day < best.day)) best = {day, day, anchor, kAnyJob};
      break;
    }
  }
  return best;
}

// --- days in work

const std::vector<Engine::Stretch>& Engine::Join(Work work, const Pass& pass, Day limit) {
  auto& kept = stretches_[static_cast<int>(pass.mode)];
  const auto key = std::make_tuple(work, pass.fresh, limit);
  if (kept.key == key) return kept.values;
  kept.key = key;
  kept.values.clear();
  const auto add = [&](Day from, Day to) {
    if (to > limit) to = limit;
    if (from > to) return;
    if (!kept.values.empty() && from <= kept.values.back().to + 1) {
      kept.values.back().to = std::max(kept.values.back().to, to);
    } else {
      kept.values.push_back({from, to});
    }
  };
  bool is_fresh = pass.fresh < kForever;
  for (const Held& held : held_) {
    if (!Passes(held, work, pass.mode)) continue;
    if (is_fresh && pass.fresh <= held.start) {
      add(pass.fresh, kForever);
      is_fresh = false;
    }
    add(held.start, pass.mode == Mode::kCertain ? held.known_to : held.possible_to);
  }
  if (is_fresh) add(pass.fresh, kForever);
  return kept.values;
}

Engine::Reached Engine::RunDays(const Compiled& rule, const Pass& pass) {
  Reached best;
  const std::vector<Stretch>& stretches = Join(rule.work, pass, std::min(Limit(rule), pass.cap));
  for (size_t first = 0; first < stretches.size() && MayBegin(stretches[first].from); ++first) {
    Day days = 0, gaps = 0;
    for (size_t i = first; i < stretches.size(); ++i) {
      const Day gap = i == first ? 0 : stretches[i].from - stretches[i - 1].to - 1;
      gaps += gap;
      if (gap > rule.gap || gaps > rule.max_total_gap) break;
      const Day day = stretches[i].from + (rule.needed - days) - 1;
      if (day <= stretches[i].to) {
        if (best.day == kNoDay || day < best.day) best = {day, day, stretches[first].from, kAnyJob};
        break;
      }
      days += stretches[i].to - stretches[i].from + 1;
    }
  }
  return best;
}

// --- earnings, and whatever adds up day by day

Day Engine::FirstDay(Work work, const Pass& pass) const {
  for (const Held& held : held_) {
    if (Passes(held, work, pass.mode)) return std::min(held.start, pass.fresh);
  }
  return pass.fresh;
}

void Engine::AddPieces(bool as_earnings, const Compiled& rule, std::int32_t job, const Pass& pass,
                       std::vector<Piece>* pieces) {
  const bool is_certain = pass.mode == Mode::kCertain;
  pieces->clear();
  for (const Segment& s : Segments()) {
    const Held& held = HeldOf(s);
    if (job == kAnyJob ? !Passes(held, rule.work, pass.mode) : held.job != job) continue;
    if (!Counts(is_certain ? s.certain : s.possible, rule.counts_paid_leave)) continue;
    const bool is_nothing = s.rate == 0 || s.pence == 0;
    const bool is_unknown = s.rate < 0 || (as_earnings && s.pence < 0);
    if (is_nothing || (is_unknown && is_certain)) continue;
    const Day to = std::min(is_certain ? std::min(s.to, s.known_to) : s.to, pass.cap);
    if (s.from <= to) pieces->push_back({s.from, to, is_unknown ? kPlenty : as_earnings ? s.rate * s.pence : s.rate});
  }
}

Day Engine::Reach(const std::vector<Piece>& pieces, std::int64_t target) {
  Day day = kForever;
  for (const Piece& piece : pieces) day = std::min(day, piece.from);
  for (std::int64_t sum = 0; day < kForever;) {
    std::int64_t rate = 0;
    Day next = kForever;
    for (const Piece& piece : pieces) {
      if (piece.from > day) {
        next = std::min(next, piece.from);
      } else if (piece.to >= day) {
        rate += piece.rate;
        next = std::min(next, piece.to + 1);
      }
    }
    if (rate > 0) {
      const std::int64_t days = (target - sum + rate - 1) / rate;
      if (days <= next - day) return day + static_cast<Day>(days) - 1;
    }
    sum += rate * (next - day);
    day = next;
  }
  return kNoDay;
}

Engine::Reached Engine::RunEarnings(const Compiled& rule, const Pass& pass) {
  const Day first = FirstDay(rule.work, pass);
  if (first >= kForever || !MayBegin(first)) return {};
  const std::int32_t floor = floors_->Adult(first);
  if (floor == kUnknownNumber) return pass.mode == Mode::kCertain ? Reached() : Reached{first, first, first, kAnyJob};
  auto& kept = earnings_[static_cast<int>(pass.mode)];
  const auto key = std::make_tuple(rule.work, rule.counts_paid_leave, rule.weekly_minutes, pass.fresh, pass.cap);
  if (kept.key != key) {
    kept.key = key;
    AddPieces(true, rule, kAnyJob, pass, &kept.values);
    const std::int64_t fresh_rate = rule.weekly_minutes * (kMinute / 7) * floor;
    if (pass.fresh < kForever) kept.values.push_back({pass.fresh, kForever, fresh_rate});
  }
  const Day day = Reach(kept.values, std::int64_t{rule.needed} * 60 * floor * kMinute);
  if (day == kNoDay || day > Limit(rule)) return {};
  return {day, day, first, kAnyJob};
}

}  // namespace gainful::placement::outcome
