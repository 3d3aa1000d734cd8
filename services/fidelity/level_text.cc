// What a score asks for, as a sentence's part.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/fidelity/instrument.h"
#include "services/fidelity/score.h"

namespace gainful::fidelity {
namespace {

std::string WithUnit(const Item& item, const std::string& numbers) {
  const std::string& unit = item.measure().unit();
  return absl::StrCat(numbers, unit.rfind('%', 0) == 0 ? "" : " ", unit);
}

// Whether values are whole numbers by the time they meet an edge, so that the last one inside a level can be named.
bool IsWhole(const Item& item) { return item.measure().rounding() == NEAREST_WHOLE || !item.component().empty(); }

// The first whole number inside the edge.
std::int64_t FirstWhole(const Level& level) {
  switch (level.edge_case()) {
    case Level::kAtLeast:
      return level.at_least();
    case Level::kMoreThan:
      return level.more_than() + 1;
    case Level::kAtMost:
      return level.at_most();
    default:
      return level.less_than() - 1;
  }
}

// What lies inside the edge, without the unit.
std::string Inside(const Level& level) {
  switch (level.edge_case()) {
    case Level::kAtLeast:
      return absl::StrCat("at least ", level.at_least());
    case Level::kMoreThan:
      return absl::StrCat("more than ", level.more_than());
    case Level::kAtMost:
      return absl::StrCat("at most ", level.at_most());
    default:
      return absl::StrCat("less than ", level.less_than());
  }
}

// What lies outside of it.
std::string Outside(const Level& level) {
  switch (level.edge_case()) {
    case Level::kAtLeast:
      return absl::StrCat("less than ", level.at_least());
    case Level::kMoreThan:
      return absl::StrCat("at most ", level.more_than());
    case Level::kAtMost:
      return absl::StrCat("more than ", level.at_most());
    default:
      return absl::StrCat("at least ", level.less_than());
  }
}

bool PointsUp(const Level& level) { return level.has_at_least() || level.has_more_than(); }

std::string RangeOfWhole(const Level& level, const Level& above) {
  const std::int64_t own = FirstWhole(level);
  const std::int64_t last = FirstWhole(above) + (PointsUp(level) ? -1 : 1);
  const std::int64_t from = std::min(own, last), to = std::max(own, last);
  return from == to ? absl::StrCat(from) : absl::StrCat(from, " to ", to);
}

// The level's own numbers, up to where the next one begins. Where the next one begins at the same edge, and asks for something else, that is no bound.
std::string RangeText(const Item& item, const Level& level, const Level* above) {
  if (above == nullptr) {
    const bool all = !item.component().empty() && FirstWhole(level) == item.component_size();
    return WithUnit(item, all ? absl::StrCat(FirstWhole(level)) : Inside(level));
  }
  if (level.edge_case() == above->edge_case() && FirstWhole(level) == FirstWhole(*above))
    return WithUnit(item, Inside(level));
  if (IsWhole(item)) return WithUnit(item, RangeOfWhole(level, *above));
  return WithUnit(item, PointsUp(level) ? absl::StrCat(Inside(level), " and ", Outside(*above))
                                        : absl::StrCat(Outside(*above), " and ", Inside(level)));
}

std::string NeedsText(const Item& item, const Level& level) {
  std::vector<std::string> words;
  for (const Condition& condition : item.condition()) {
    const auto& needs = level.needs_one_of();
    if (std::find(needs.begin(), needs.end(), condition.id()) != needs.end()) words.push_back(condition.says());
  }
  return absl::StrJoin(words, " or ");
}

// What is left for the lowest score.
std::string LowestText(const Item& item, const Level& next) {
  const std::string needs = NeedsText(item, next);
  // Nothing is less than nothing: there only the condition tells the two apart.
  if (next.has_at_least() && next.at_least() == 0 && !needs.empty()) return absl::StrCat("not ", needs);
  const bool only_zero = next.has_more_than() ? next.more_than() == 0 : IsWhole(item) && next.at_least() == 1;
  return WithUnit(item, only_zero ? "0" : Outside(next));
}

}  // namespace

std::string LevelText(const Item& item, std::int32_t score) {
  const int at = score - item.lowest();
  if (at < 0 || at >= item.level_size()) return "";
  const Level& level = item.level(at);
  if (!level.says().empty()) return level.says();
  if (at == 0) return item.level_size() > 1 ? LowestText(item, item.level(1)) : "";
  const Level* above = at + 1 < item.level_size() ? &item.level(at + 1) : nullptr;
  const std::string range = RangeText(item, level, above);
  const std::string needs = NeedsText(item, level);
  return needs.empty() ? range : absl::StrCat(range, ", ", needs);
}

}  // namespace gainful::fidelity
