#include "services/fidelity/trend.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/fidelity/instrument.h"

namespace gainful::fidelity {
namespace {

bool IsSame(const Instrument& a, const Instrument& b) { return a.id() == b.id() && a.version() == b.version(); }

// What `instrument` says of `other`; null where it says nothing.
const Comparable* Said(const Instrument& instrument, const Instrument& other) {
  for (const Comparable& comparable : instrument.comparable()) {
    if (comparable.id() == other.id() && comparable.version() == other.version()) return &comparable;
  }
  return nullptr;
}

const TotalScore* FindScore(const std::vector<TotalScore>& totals, const std::string& id) {
  for (const TotalScore& total : totals) {
    if (total.id == id) return &total;
  }
  return nullptr;
}

// Puts the points of one review into the series.
void AddPoints(const Instrument& instrument, const PastReview& past, std::size_t at, Trend* trend) {
  const std::vector<TotalScore> totals = Totals(*past.instrument, past.scores);
  for (TrendSeries& series : trend->totals) {
    const TotalScore* total = FindScore(totals, SameTotal(instrument, series.total_id, *past.instrument));
    if (total != nullptr && total->value) series.points.push_back({at, past.on, *total->value});
  }
  for (TrendSeries& series : trend->items) {
    const std::int32_t number = SameItem(instrument, series.item, *past.instrument);
    if (number == 0) continue;
    const auto found = std::find_if(past.scores.rbegin(), past.scores.rend(),
                                    [&](const ItemScore& score) { return score.number == number; });
    if (found != past.scores.rend() && found->score && !found->not_applicable)
      series.points.push_back({at, past.on, Exact{*found->score, 1}});
  }
}

// Why a review has fewer points than the instrument has series; empty where it is wholly compared.
std::string Remark(const Instrument& instrument, const PastReview& past) {
  if (IsSame(instrument, *past.instrument)) return "";
  const std::string of =
      absl::StrCat("The review of ", absl::FormatCivilTime(past.on), " by ", Title(*past.instrument));
  std::vector<std::int32_t> items;
  for (const Item& item : instrument.item()) {
    if (SameItem(instrument, item.number(), *past.instrument) == 0) items.push_back(item.number());
  }
  std::vector<std::string> totals;
  for (const Total& total : instrument.total()) {
    if (SameTotal(instrument, total.id(), *past.instrument).empty()) totals.push_back(total.title());
  }
  const bool no_item = static_cast<int>(items.size()) == instrument.item_size();
  if (no_item && static_cast<int>(totals.size()) == instrument.total_size())
    return absl::StrCat(of, " is not compared: its scores do not mean the same.");
  if (items.empty() && totals.empty()) return "";
  std::vector<std::string> left_out;
  if (!items.empty()) left_out.push_back(no_item ? "items" : absl::StrCat("items ", absl::StrJoin(items, ", ")));
  if (!totals.empty()) left_out.push_back(absl::StrCat("totals ", absl::StrJoin(totals, ", ")));
  return absl::StrCat(of, " is compared in part: not in ", absl::StrJoin(left_out, " and "), ".");
}

}  // namespace

std::int32_t SameItem(const Instrument& instrument, std::int32_t number, const Instrument& other) {
  if (FindItem(instrument, number) == nullptr) return 0;
  std::int32_t there = IsSame(instrument, other) ? number : 0;
  if (const Comparable* said = Said(instrument, other)) {
    if (said->all_items()) there = number;
    for (const auto& pair : said->item()) {
      if (pair.here() == number) there = pair.there();
    }
  } else if (const Comparable* reverse = Said(other, instrument)) {
    if (reverse->all_items()) there = number;
    for (const auto& pair : reverse->item()) {
      if (pair.there() == number) there = pair.here();
    }
  }
  return FindItem(other, there) == nullptr ? 0 : there;
}

std::string SameTotal(const Instrument& instrument, const std::string& id, const Instrument& other) {
  if (FindTotal(instrument, id) == nullptr) return "";
  std::string there = IsSame(instrument, other) ? id : "";
  if (const Comparable* said = Said(instrument, other)) {
    for (const auto& pair : said->total()) {
      if (pair.here() == id) there = pair.there();
    }
  } else if (const Comparable* reverse = Said(other, instrument)) {
    for (const auto& pair : reverse->total()) {
      if (pair.there() == id) there = pair.here();
    }
  }
  return FindTotal(other, there) == nullptr ? "" : there;
}

Trend TrendOf(const Instrument& instrument, const std::vector<PastReview>& reviews) {
  Trend trend;
  for (const Total& total : instrument.total()) trend.totals.push_back({0, total.id(), total.title(), {}});
  for (const Item& item : instrument.item()) trend.items.push_back({item.number(), "", item.name(), {}});
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < reviews.size(); ++i) order.push_back(i);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return reviews[a].on < reviews[b].on; });
  for (const std::size_t at : order) {
    AddPoints(instrument, reviews[at], at, &trend);
    std::string remark = Remark(instrument, reviews[at]);
    if (!remark.empty()) trend.remarks.push_back(std::move(remark));
  }
  return trend;
}

}  // namespace gainful::fidelity
