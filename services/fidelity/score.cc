#include "services/fidelity/score.h"

#include <algorithm>

#include "absl/numeric/int128.h"
#include "absl/strings/str_cat.h"
#include "services/fidelity/instrument.h"

namespace gainful::fidelity {
namespace {

absl::int128 Wide(std::int64_t n) { return absl::int128(n); }

// Below 0, 0 or above 0 as the value is below the number, is it, or is above.
int Against(const Exact& value, std::int64_t number) {
  const absl::int128 difference = Wide(value.numerator) - Wide(number) * Wide(value.denominator);
  return difference < 0 ? -1 : difference > 0 ? 1 : 0;
}

bool Reaches(const Level& level, const Exact& value) {
  switch (level.edge_case()) {
    case Level::kAtLeast:
      return Against(value, level.at_least()) >= 0;
    case Level::kMoreThan:
      return Against(value, level.more_than()) > 0;
    case Level::kAtMost:
      return Against(value, level.at_most()) <= 0;
    case Level::kLessThan:
      return Against(value, level.less_than()) < 0;
    case Level::EDGE_NOT_SET:
      break;
  }
  return true;
}

enum class Standing { kHolds, kFails, kOpen };

Standing StandingOf(const Level& level, const Conditions& known) {
  if (level.needs_one_of().empty()) return Standing::kHolds;
  bool open = false;
  for (const std::string& id : level.needs_one_of()) {
    if (known.hold.count(id) > 0) return Standing::kHolds;
    open = open || known.fail.count(id) == 0;
  }
  return open ? Standing::kOpen : Standing::kFails;
}

void AddOpen(const Item& item, const Level& level, const Conditions& known, std::vector<std::string>* open) {
  for (const Condition& condition : item.condition()) {
    const auto& needs = level.needs_one_of();
    if (std::find(needs.begin(), needs.end(), condition.id()) == needs.end() || known.fail.count(condition.id()) > 0)
      continue;
    if (std::find(open->begin(), open->end(), condition.says()) == open->end()) open->push_back(condition.says());
  }
}

}  // namespace

bool operator==(const Exact& a, const Exact& b) {
  return Wide(a.numerator) * Wide(b.denominator) == Wide(b.numerator) * Wide(a.denominator);
}

bool operator<(const Exact& a, const Exact& b) {
  return Wide(a.numerator) * Wide(b.denominator) < Wide(b.numerator) * Wide(a.denominator);
}

Exact Percentage(std::int64_t part, std::int64_t whole) { return {100 * part, whole}; }

std::int64_t Nearest(const Exact& value) {
  const std::int64_t twice = 2 * value.numerator + value.denominator;
  const std::int64_t step = 2 * value.denominator;
  return twice / step - (twice % step < 0 ? 1 : 0);
}

std::string Decimal(const Exact& value) {
  const std::int64_t tenths = Nearest({10 * value.numerator, value.denominator});
  const std::int64_t size = tenths < 0 ? -tenths : tenths;
  const std::string text = absl::StrCat(tenths < 0 ? "-" : "", size / 10);
  return value.numerator % value.denominator == 0 ? text : absl::StrCat(text, ".", size % 10);
}

std::optional<bool> LargerIsBetter(const Item& item) {
  if (item.level().empty()) return std::nullopt;
  const Level& top = item.level(item.level_size() - 1);
  if (!HasEdge(top)) return std::nullopt;
  return top.has_at_least() || top.has_more_than();
}

std::optional<WouldScore> ScoreOf(const Item& item, const Exact& value, const Conditions& known) {
  if (!LargerIsBetter(item)) return std::nullopt;
  const bool whole = item.measure().rounding() == NEAREST_WHOLE;
  const Exact read = whole ? Exact{Nearest(value), 1} : value;
  WouldScore would;
  for (int i = item.level_size() - 1; i >= 0; --i) {
    const Level& level = item.level(i);
    if (!Reaches(level, read)) continue;
    const Standing standing = StandingOf(level, known);
    if (standing == Standing::kFails) continue;
    if (would.at_most == 0) would.at_most = level.score();
    if (standing == Standing::kHolds) {
      would.score = level.score();
      break;
    }
    AddOpen(item, level, known, &would.open);
  }
  return would;
}

}  // namespace gainful::fidelity
