// How far somebody has come, for people to read.
#include <algorithm>

#include "services/placement/outcome/engine.h"

namespace gainful::placement::outcome {

Progress Engine::ProgressAt(const Compiled& rule, Day as_at) {
  const Pass pass{Mode::kCertain, kForever, as_at};
  switch (rule.kind) {
    case Compiled::Kind::kJobStart:
      return {MostPaidMinutes(rule, pass), rule.needed};
    case Compiled::Kind::kWeeks:
      return {MostWeeks(rule, pass), rule.needed};
    case Compiled::Kind::kDays:
      return {MostDays(rule, pass), rule.needed};
    case Compiled::Kind::kEarnings:
      break;
  }
  const Day first = FirstDay(rule.work, pass);
  const std::int32_t floor = first >= kForever ? kUnknownNumber : floors_->Adult(first);
  AddPieces(true, rule, kAnyJob, pass, &pieces_);
  return {Sum(pieces_) / (60 * kMinute), floor == kUnknownNumber ? 0 : std::int64_t{rule.needed} * floor};
}

// What the pieces add up to; they end on the day as at which was asked.
std::int64_t Engine::Sum(const std::vector<Piece>& pieces) {
  std::int64_t sum = 0;
  for (const Piece& piece : pieces) sum += piece.rate * (piece.to - piece.from + 1);
  return sum;
}

std::int64_t Engine::MostPaidMinutes(const Compiled& rule, const Pass& pass) {
  std::int64_t most = 0;
  for (const Held& held : held_) {
    if (!held.is_first || !MayBegin(held.start) || !Passes(held, rule.work, pass.mode)) continue;
    if (PaidFrom(held, rule.needed, pass) != kNoDay) return rule.needed;
    most = std::max(most, Sum(pieces_) / kMinute);
  }
  return std::min<std::int64_t>(most, rule.needed);
}

std::int64_t Engine::MostWeeks(const Compiled& rule, const Pass& pass) {
  int most = 0;
  for (const Day anchor : Anchors(rule, pass)) {
    std::int64_t weeks[kMostWeeks];
    AddUpWeeks(rule, anchor, pass, weeks);
    int done = 0;
    for (int week = 0; week < rule.window_weeks; ++week) {
      const bool is_over = anchor + 7 * week + 6 <= std::min(Limit(rule), pass.cap);
      if (is_over && weeks[week] >= rule.weekly_minutes * kMinute) ++done;
    }
    most = std::max(most, done);
  }
  return std::min(most, rule.needed);
}

std::int64_t Engine::MostDays(const Compiled& rule, const Pass& pass) {
  Day most = 0;
  const std::vector<Stretch>& stretches = Join(rule.work, pass, std::min(Limit(rule), pass.cap));
  for (size_t first = 0; first < stretches.size() && MayBegin(stretches[first].from); ++first) {
    Day days = 0, gaps = 0;
    for (size_t i = first; i < stretches.size(); ++i) {
      const Day gap = i == first ? 0 : stretches[i].from - stretches[i - 1].to - 1;
      gaps += gap;
      if (gap > rule.gap || gaps > rule.max_total_gap) break;
      days += stretches[i].to - stretches[i].from + 1;
    }
    most = std::max(most, days);
  }
  return std::min(most, rule.needed);
}

}  // namespace gainful::placement::outcome
