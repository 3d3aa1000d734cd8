// The rules that are shipped, out of their textproto files, and the form in which they are evaluated.
#pragma once

#include <google/protobuf/text_format.h>

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/placement/outcome/history.h"
#include "services/placement/outcome/rule.pb.h"

namespace gainful::placement::outcome {

// Every version of every rule, by id and then by version.
const std::vector<Rule>& ShippedRules();

// The version of a rule that was in force on a day: the newest that had taken effect, or the first there is. Null where no rule has the id.
const Rule* FindRule(absl::string_view id, Day on);

// A rule as the engine wants it: no strings, and days as numbers.
struct Compiled {
  enum class Kind : std::uint8_t { kJobStart, kWeeks, kDays, kEarnings };
  Kind kind = Kind::kDays;
  Work work = COMPETITIVE;
  bool within_support = false;
  bool counts_paid_leave = false;
  Anchor anchor = ANY_SPELL;
  std::int32_t needed = 0;          // paid minutes, weeks, days; for earnings hours: weekly hours x weeks
  std::int32_t window_weeks = 0;    // at most kMostWeeks
  std::int32_t weekly_minutes = 0;  // that a week needs; for earnings the longest week assumed of a job not yet found
  std::int32_t gap = 0;
  std::int32_t max_total_gap = 0;
  std::int32_t window_days = 0;  // 0: no window
};
inline constexpr int kMostWeeks = 64;

Compiled Compile(const Rule& rule);

// The smallest number of days from the start of a job that nobody knows of yet to the day on which it meets the rule by itself, the first included,
// for people to read; earnings at the floor and the longest week.
int DaysAlone(const Compiled& rule);

// Data that is built in cannot be wrong without a test's noticing; a program that cannot read it stops.
[[noreturn]] void ShippedDataIsBroken(absl::string_view what);
Day ShippedDay(absl::string_view text);

template <typename Message>
Message ReadShipped(absl::string_view text) {
  Message message;
  if (!google::protobuf::TextFormat::ParseFromString(std::string(text), &message))
    ShippedDataIsBroken(Message::descriptor()->full_name());
  return message;
}

}  // namespace gainful::placement::outcome
