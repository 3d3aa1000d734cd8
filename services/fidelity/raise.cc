#include "services/fidelity/raise.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/fidelity/instrument.h"

namespace gainful::fidelity {
namespace {

// Of which there must be so many: named, so that a team can see which it lacks.
std::string ComponentsText(const Item& item) {
  std::vector<std::string> words;
  for (const Component& component : item.component()) words.push_back(component.says());
  return absl::StrCat(" They are: ", absl::StrJoin(words, "; "), ".");
}

std::string ValueText(const Item& item, std::int32_t to, const Exact& value) {
  const std::string& unit = item.measure().unit();
  std::string now = absl::StrCat(" It stands at ", Decimal(value), unit.rfind('%', 0) == 0 ? "%" : "");
  const bool is_rounded = item.measure().rounding() == NEAREST_WHOLE && value.numerator % value.denominator != 0;
  if (is_rounded) absl::StrAppend(&now, " (", Nearest(value), " as a whole number)");
  const auto would = ScoreOf(item, value);
  if (!would) return "";
  if (would->score >= to) return absl::StrCat(now, ", which reaches it.");
  if (would->at_most < to) return absl::StrCat(now, ".");
  return absl::StrCat(now, ", which is enough; what remains is this: ", absl::StrJoin(would->open, ", or "), ".");
}

}  // namespace

std::optional<Raise> RaiseByOne(const Item& item, std::int32_t score, const std::optional<Exact>& value) {
  if (score < item.lowest() || score >= item.highest()) return std::nullopt;
  Raise raise{item.number(), score, score + 1, ""};
  const std::string wanted = LevelText(item, raise.to);
  if (wanted.empty()) {
    raise.text = absl::StrCat("Come closer to this: ", item.aim(), ".");
    return raise;
  }
  raise.text = absl::StrCat("Score ", raise.to, " asks for this: ", wanted, ".");
  if (!item.component().empty()) raise.text += ComponentsText(item);
  if (value) raise.text += ValueText(item, raise.to, *value);
  return raise;
}

std::vector<Raise> RaiseEach(const Instrument& instrument, const std::vector<ItemScore>& scores) {
  std::vector<Raise> all;
  for (const Item& item : instrument.item()) {
    for (const ItemScore& score : scores) {
      if (score.number != item.number() || !score.score || score.not_applicable) continue;
      if (auto raise = RaiseByOne(item, *score.score)) all.push_back(*std::move(raise));
    }
  }
  return all;
}

}  // namespace gainful::fidelity
