#include <algorithm>
#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/fidelity/instrument.h"
#include "services/fidelity/score.h"

namespace gainful::fidelity {
namespace {

// "item 4 has no score", "items 4 and 7 have no score", "items 4, 7 and 9 have no score".
std::string ItemsWords(const std::vector<std::int32_t>& numbers, absl::string_view one, absl::string_view more) {
  if (numbers.size() == 1) return absl::StrCat("item ", numbers[0], " ", one);
  const std::vector<std::int32_t> first(numbers.begin(), numbers.end() - 1);
  return absl::StrCat("items ", absl::StrJoin(first, ", "), " and ", numbers.back(), " ", more);
}

// Puts what the entries say of the total's items into `t`; returns what the scored items can be together.
std::pair<std::int64_t, std::int64_t> Gather(const Instrument& instrument, const Total& total,
                                             const std::map<std::int32_t, ItemScore>& scores, TotalScore* t) {
  std::int64_t lowest = 0, highest = 0;
  for (const Item& item : instrument.item()) {
    if (item.number() < total.first_item() || item.number() > total.last_item()) continue;
    ++t->items;
    t->lowest += item.lowest();
    t->highest += item.highest();
    const auto found = scores.find(item.number());
    if (found != scores.end() && found->second.not_applicable) {
      t->not_applicable.push_back(item.number());
    } else if (found == scores.end() || !found->second.score) {
      t->missing.push_back(item.number());
    } else {
      ++t->scored;
      t->sum += *found->second.score;
      lowest += item.lowest();
      highest += item.highest();
    }
  }
  return {lowest, highest};
}

// As far between what the total can be at least and at most as the scored items lie between theirs. Where all items have one range, that is the sum
// times all items over the scored ones.
Exact Prorated(const TotalScore& t, std::int64_t lowest, std::int64_t highest) {
  const std::int64_t range = highest - lowest;
  return {t.lowest * range + (t.sum - lowest) * (t.highest - t.lowest), range};
}

void Settle(const Total& total, std::pair<std::int64_t, std::int64_t> range, TotalScore* t) {
  if (!t->missing.empty()) {
    t->remark = absl::StrCat("No total: ", ItemsWords(t->missing, "has", "have"), " no score.");
  } else if (t->not_applicable.empty()) {
    t->value = Exact{t->sum, 1};
  } else if (static_cast<int>(t->not_applicable.size()) > total.most_not_applicable()) {
    const std::string set_aside = ItemsWords(t->not_applicable, "does not apply", "do not apply");
    t->remark = total.most_not_applicable() == 0
                    ? absl::StrCat("No total: ", set_aside, ", and this instrument does not prorate.")
                    : absl::StrCat("No total: ", set_aside, ", and at most ", total.most_not_applicable(),
                                   " may be set aside.");
  } else {
    t->value = Prorated(*t, range.first, range.second);
    t->prorated = true;
    t->remark = absl::StrCat("Scaled up from ", t->scored, " of ", t->items,
                             " items: ", ItemsWords(t->not_applicable, "does not apply.", "do not apply."));
  }
}

}  // namespace

const Band* BandOf(const Total& total, const Exact& value) {
  const Band* found = nullptr;
  for (const Band& band : total.band()) {
    if (found == nullptr || band.from() <= Nearest(value)) found = &band;
  }
  return found;
}

std::vector<TotalScore> Totals(const Instrument& instrument, const std::vector<ItemScore>& scores) {
  std::map<std::int32_t, ItemScore> by_number;
  for (const ItemScore& score : scores) by_number[score.number] = score;
  std::vector<TotalScore> totals;
  for (const Total& total : instrument.total()) {
    TotalScore t;
    t.id = total.id();
    t.title = total.title();
    Settle(total, Gather(instrument, total, by_number, &t), &t);
    const Band* band = t.value ? BandOf(total, *t.value) : nullptr;
    if (band != nullptr) {
      t.band_id = band->id();
      t.band_title = band->title();
      t.next_review_months = band->next_review_months();
    }
    totals.push_back(std::move(t));
  }
  return totals;
}

void CheckItemScore(const Instrument& instrument, const ItemScore& score, absl::string_view field,
                    base::Violations* v) {
  const Item* item = FindItem(instrument, score.number);
  if (item == nullptr) {
    const int last = instrument.item().empty() ? 0 : instrument.item(instrument.item_size() - 1).number();
    return v->Add(absl::StrCat(field, ".number"),
                  absl::StrCat("is no item of ", Title(instrument), ": give one from 1 to ", last));
  }
  if (score.score && (*score.score < item->lowest() || *score.score > item->highest()))
    v->Add(absl::StrCat(field, ".score"), absl::StrCat("must be from ", item->lowest(), " to ", item->highest()));
  if (!score.not_applicable) return;
  if (item->not_applicable_when().empty())
    v->Add(absl::StrCat(field, ".not_applicable"), "is not allowed for this item: it applies to every service");
  if (score.score) v->Add(absl::StrCat(field, ".score"), "must be left out where the item does not apply");
}

}  // namespace gainful::fidelity
