// Like with like, over versions that the data calls comparable.
#include "services/fidelity/trend.h"

#include "absl/strings/match.h"
#include "tests/unit/fidelity/testing.h"

namespace gainful::fidelity {
namespace {

std::vector<ItemScore> All(int items, int score) {
  return Scores(std::vector<int>(static_cast<std::size_t>(items), score));
}

TEST(TrendOf, IsInOrderOfDays) {
  const Instrument ips25 = Shipped("ips25");
  std::vector<ItemScore> partly = All(25, 3);
  partly[4].score.reset();
  const Trend trend = TrendOf(ips25, {{&ips25, On("2026-03-01"), All(25, 4)},
                                      {&ips25, On("2024-03-01"), All(25, 2)},
                                      {&ips25, On("2025-03-01"), partly}});
  ASSERT_EQ(trend.totals.size(), 1U);
  ASSERT_EQ(trend.totals[0].points.size(), 2U) << "a review with a missing item has no total";
  EXPECT_EQ(trend.totals[0].points[0].review, 1U);
  EXPECT_TRUE(trend.totals[0].points[0].value == (Exact{50, 1}));
  EXPECT_EQ(trend.totals[0].points[1].review, 0U);
  EXPECT_TRUE(trend.totals[0].points[1].value == (Exact{100, 1}));
  ASSERT_EQ(trend.items.size(), 25U);
  EXPECT_EQ(trend.items[0].points.size(), 3U);
  EXPECT_EQ(trend.items[0].points[1].on, On("2025-03-01"));
  EXPECT_TRUE(trend.items[0].points[1].value == (Exact{3, 1}));
  EXPECT_EQ(trend.items[4].points.size(), 2U);
  EXPECT_EQ(trend.items[4].title, "Integration with treatment: contact with the team");
  EXPECT_TRUE(trend.remarks.empty());
}

TEST(TrendOf, LeavesOutWhatMeansSomethingElse) {
  const Instrument ips25 = Shipped("ips25"), ips15 = Shipped("ips15");
  const Trend trend = TrendOf(ips25, {{&ips15, On("2015-03-01"), All(15, 4)}, {&ips25, On("2026-03-01"), All(25, 4)}});
  EXPECT_EQ(trend.totals[0].points.size(), 1U);
  for (const TrendSeries& series : trend.items) EXPECT_EQ(series.points.size(), 1U) << series.item;
  EXPECT_EQ(trend.remarks,
            std::vector<std::string>{"The review of 2015-03-01 by IPS fidelity, 15 items (ips15, version 1) is "
                                     "not compared: its scores do not mean the same."});
}

TEST(TrendOf, JoinsAnExtensionAndItsBaseBothWays) {
  const Instrument base = Shipped("ips25"), young = Shipped("ips25_young");
  const std::vector<PastReview> reviews = {{&base, On("2025-01-01"), All(25, 3)},
                                           {&young, On("2026-01-01"), All(30, 4)}};
  const Trend with_young = TrendOf(young, reviews);
  EXPECT_EQ(with_young.totals[0].points.size(), 2U);
  EXPECT_TRUE(with_young.totals[0].points[1].value == (Exact{100, 1})) << "the total of the 25 items";
  EXPECT_EQ(with_young.totals[1].points.size(), 1U) << "education is new";
  EXPECT_EQ(with_young.items[29].points.size(), 1U);
  ASSERT_EQ(with_young.remarks.size(), 1U);
  EXPECT_TRUE(absl::StrContains(with_young.remarks[0], "not in items 26, 27, 28, 29, 30 and totals Education."))
      << with_young.remarks[0];
  const Trend with_base = TrendOf(base, reviews);
  EXPECT_EQ(with_base.totals[0].points.size(), 2U);
  EXPECT_EQ(with_base.items[24].points.size(), 2U);
  EXPECT_TRUE(with_base.remarks.empty()) << "all that the base has is there";
}

TEST(TrendOf, FollowsItemsToTheirOtherNumbers) {
  const Instrument old =
      Made(R"(id: "m" version: 1 item { number: 1 lowest: 1 highest: 5 } item { number: 2 lowest: 1 highest: 5 }
    total { id: "sum" title: "Sum" first_item: 1 last_item: 2 })");
  const Instrument now =
      Made(R"(id: "m" version: 2 item { number: 1 lowest: 1 highest: 5 } item { number: 2 lowest: 1 highest: 5 }
    total { id: "all" title: "All" first_item: 1 last_item: 2 } comparable { id: "m" version: 1 item { here: 1 there: 2 } })");
  EXPECT_EQ(SameItem(now, 1, old), 2);
  EXPECT_EQ(SameItem(now, 2, old), 0) << "of the same number, and not the same";
  EXPECT_EQ(SameItem(old, 2, now), 1);
  EXPECT_EQ(SameItem(old, 1, now), 0);
  EXPECT_EQ(SameItem(now, 3, old), 0);
  EXPECT_EQ(SameTotal(now, "all", old), "");
  EXPECT_EQ(SameTotal(now, "all", now), "all");
  const Trend trend =
      TrendOf(now, {{&old, On("2025-01-01"), Scores({1, 5})}, {&now, On("2026-01-01"), Scores({4, 2})}});
  ASSERT_EQ(trend.items[0].points.size(), 2U);
  EXPECT_TRUE(trend.items[0].points[0].value == (Exact{5, 1}));
  EXPECT_EQ(trend.items[1].points.size(), 1U);
  EXPECT_EQ(trend.totals[0].points.size(), 1U);
}

TEST(TrendOf, ComparesAllItemsAndTotalsWhereTheDataSaysSo) {
  const Instrument old = Made(R"(id: "m" version: 1 item { number: 1 lowest: 1 highest: 5 }
    total { id: "sum" title: "Sum" first_item: 1 last_item: 1 })");
  const Instrument now =
      Made(R"(id: "m" version: 2 item { number: 1 lowest: 1 highest: 5 } item { number: 2 lowest: 1 highest: 5 }
    total { id: "all" title: "All" first_item: 1 last_item: 2 }
    comparable { id: "m" version: 1 all_items: true total { here: "all" there: "sum" } })");
  EXPECT_EQ(SameItem(now, 1, old), 1);
  EXPECT_EQ(SameItem(now, 2, old), 0) << "the old one has no such item";
  EXPECT_EQ(SameItem(old, 1, now), 1);
  EXPECT_EQ(SameTotal(now, "all", old), "sum");
  EXPECT_EQ(SameTotal(old, "sum", now), "all");
}

TEST(TrendOf, HasNoPointForWhatDoesNotApply) {
  const Instrument seqf = Shipped("seqf");
  std::vector<ItemScore> scores = All(15, 3);
  scores[12] = {13, std::nullopt, true};
  const Trend trend = TrendOf(seqf, {{&seqf, On("2026-01-01"), scores}});
  EXPECT_TRUE(trend.items[12].points.empty());
  EXPECT_EQ(trend.totals[0].points.size(), 1U) << "prorated";
  EXPECT_TRUE(trend.totals[5].points.empty());
}

}  // namespace
}  // namespace gainful::fidelity
