// Sums, bands, what is missing and what does not apply.
#include "services/fidelity/score.h"
#include "tests/unit/fidelity/testing.h"

namespace gainful::fidelity {
namespace {

// A sheet of `items` scores from 1 to 5 that add up to `sum`.
std::vector<ItemScore> Adding(int items, int sum) {
  std::vector<int> scores(static_cast<std::size_t>(items), 1);
  int left = sum - items;
  for (int& score : scores) {
    const int more = std::min(4, left);
    score += more;
    left -= more;
  }
  EXPECT_EQ(left, 0) << sum;
  return Scores(scores);
}

TEST(Totals, FallIntoTheirBands) {
  const struct {
    const char* instrument;
    int items, sum;
    const char* band;
  } rows[] = {{"ips25", 25, 25, "not_supported_employment"},
              {"ips25", 25, 73, "not_supported_employment"},
              {"ips25", 25, 74, "fair"},
              {"ips25", 25, 99, "fair"},
              {"ips25", 25, 100, "good"},
              {"ips25", 25, 114, "good"},
              {"ips25", 25, 115, "exemplary"},
              {"ips25", 25, 125, "exemplary"},
              {"ips15", 15, 15, "not_supported_employment"},
              {"ips15", 15, 55, "not_supported_employment"},
              {"ips15", 15, 56, "fair"},
              {"ips15", 15, 65, "fair"},
              {"ips15", 15, 66, "good"},
              {"ips15", 15, 75, "good"}};
  for (const auto& row : rows) {
    const auto totals = Totals(Shipped(row.instrument), Adding(row.items, row.sum));
    ASSERT_EQ(totals.size(), 1U);
    ASSERT_TRUE(totals[0].value) << row.sum;
    EXPECT_TRUE(*totals[0].value == (Exact{row.sum, 1})) << row.sum;
    EXPECT_EQ(totals[0].band_id, row.band) << row.sum;
    EXPECT_EQ(totals[0].remark, "") << row.sum;
    EXPECT_EQ(totals[0].lowest, row.items);
    EXPECT_EQ(totals[0].highest, 5 * row.items);
  }
}

TEST(Totals, SayWhenToReviewAgain) {
  const auto months = [](int sum) { return Totals(Shipped("ips25"), Adding(25, sum))[0].next_review_months; };
  EXPECT_EQ(months(73), 6);
  EXPECT_EQ(months(99), 6);
  EXPECT_EQ(months(100), 12);
  EXPECT_EQ(months(115), 18);
}

TEST(Totals, AreNoneWhileAnItemIsMissing) {
  auto scores = Adding(25, 125);
  scores.pop_back();
  TotalScore total = Totals(Shipped("ips25"), scores)[0];
  EXPECT_FALSE(total.value);
  EXPECT_EQ(total.band_id, "");
  EXPECT_EQ(total.next_review_months, 0);
  EXPECT_EQ(total.sum, 120);
  EXPECT_EQ(total.scored, 24);
  EXPECT_EQ(total.missing, std::vector<std::int32_t>{25});
  EXPECT_EQ(total.remark, "No total: item 25 has no score.");
  scores[3].score.reset();
  EXPECT_EQ(Totals(Shipped("ips25"), scores)[0].remark, "No total: items 4 and 25 have no score.");
  scores.erase(scores.begin());
  EXPECT_EQ(Totals(Shipped("ips25"), scores)[0].remark, "No total: items 1, 4 and 25 have no score.");
  EXPECT_EQ(Totals(Shipped("ips25"), {})[0].missing.size(), 25U);
}

TEST(Totals, TakeTheLastOfTwoEntries) {
  auto scores = Adding(25, 125);
  scores.push_back({1, 2, false});
  EXPECT_EQ(Totals(Shipped("ips25"), scores)[0].sum, 122);
}

TEST(Totals, AreNotProratedWhereTheInstrumentDoesNot) {
  auto scores = Adding(25, 125);
  scores[6] = {7, std::nullopt, true};
  const TotalScore total = Totals(Shipped("ips25"), scores)[0];
  EXPECT_FALSE(total.value);
  EXPECT_EQ(total.band_id, "");
  EXPECT_EQ(total.not_applicable, std::vector<std::int32_t>{7});
  EXPECT_EQ(total.remark, "No total: item 7 does not apply, and this instrument does not prorate.");
}

TEST(Totals, AreProratedAsFarAsTheInstrumentAllows) {
  std::vector<ItemScore> scores = Scores({4, 3, 4, 3, 4, 3, 4, 3, 4, 3, 4, 3});
  for (const int number : {13, 14, 15}) scores.push_back({number, std::nullopt, true});
  const auto totals = Totals(Shipped("seqf"), scores);
  ASSERT_EQ(totals.size(), 6U) << "one over all, and one for each stage";
  ASSERT_TRUE(totals[0].value);
  EXPECT_TRUE(*totals[0].value == (Exact{42 * 15, 12})) << "52.5: the mean of twelve, fifteen times";
  EXPECT_TRUE(totals[0].prorated);
  EXPECT_EQ(totals[0].remark, "Scaled up from 12 of 15 items: items 13, 14 and 15 do not apply.");
  EXPECT_FALSE(totals[5].value) << "the last stage has nothing that applies";
  EXPECT_TRUE(*totals[1].value == (Exact{11, 1}));
  EXPECT_EQ(totals[1].title, "Engagement");
  for (const int number : {10, 11, 12}) scores[static_cast<std::size_t>(number - 1)] = {number, std::nullopt, true};
  EXPECT_TRUE(Totals(Shipped("seqf"), scores)[0].value) << "six may be set aside";
  scores[8] = {9, std::nullopt, true};
  EXPECT_EQ(Totals(Shipped("seqf"), scores)[0].remark,
            "No total: items 9, 10, 11, 12, 13, 14 and 15 do not apply, and at most 6 may be set aside.");
}

TEST(Totals, OfItemsWithOtherRangesAreProratedBetweenTheirEnds) {
  const Instrument mixed = Made(R"(id: "m" version: 1
    item { number: 1 lowest: 0 highest: 10 } item { number: 2 lowest: 1 highest: 5 not_applicable_when: "x" }
    item { number: 3 lowest: 1 highest: 5 }
    total { id: "t" first_item: 1 last_item: 3 most_not_applicable: 1 band { id: "low" from: 2 } band { id: "high" from: 12 } })");
  const auto with = [&](int first, int third) {
    return Totals(mixed, {{1, first, false}, {2, std::nullopt, true}, {3, third, false}})[0];
  };
  EXPECT_TRUE(*with(0, 1).value == (Exact{2, 1})) << "the least that it can be";
  EXPECT_TRUE(*with(10, 5).value == (Exact{20, 1})) << "the most";
  // Half of the way from 1 to 15 is half of the way from 2 to 20.
  EXPECT_TRUE(*with(7, 1).value == (Exact{11, 1}));
  EXPECT_EQ(with(7, 1).band_id, "low");
  // 8 of 14 is 12.29 of 20, which is 12 as a whole number.
  EXPECT_EQ(with(8, 1).band_id, "high");
}

TEST(Totals, OfAnExtensionKeepThoseOfItsBase) {
  const Instrument young = Shipped("ips25_young");
  std::vector<ItemScore> scores = Adding(25, 100);
  auto totals = Totals(young, scores);
  ASSERT_EQ(totals.size(), 2U);
  EXPECT_EQ(totals[0].band_id, "good") << "education is missing, and is not part of it";
  EXPECT_FALSE(totals[1].value);
  for (const ItemScore& score : Scores({5, 4, 3, 2, 1}, 26)) scores.push_back(score);
  totals = Totals(young, scores);
  EXPECT_TRUE(*totals[0].value == (Exact{100, 1}));
  EXPECT_TRUE(*totals[1].value == (Exact{15, 1}));
  EXPECT_EQ(totals[1].band_id, "") << "nobody has bands for it";
}

TEST(BandOf, RoundsToTheNearestWholeNumber) {
  const Instrument ips25 = Shipped("ips25");
  const Total& total = ips25.total(0);
  EXPECT_EQ(BandOf(total, Hundredths(9949))->id(), "fair");
  EXPECT_EQ(BandOf(total, Hundredths(9950))->id(), "good");
  EXPECT_EQ(BandOf(Total(), Exact{1, 1}), nullptr);
}

std::vector<std::string> Refused(const std::string& instrument, const ItemScore& score) {
  base::Violations v;
  CheckItemScore(Shipped(instrument), score, "item_score", &v);
  return FieldsOf(v);
}

TEST(CheckItemScore, RefusesWhatTheInstrumentDoesNotKnow) {
  using Fields = std::vector<std::string>;
  EXPECT_EQ(Refused("ips25", {1, 1, false}), Fields{});
  EXPECT_EQ(Refused("ips25", {25, 5, false}), Fields{});
  EXPECT_EQ(Refused("ips25", {25, std::nullopt, false}), Fields{}) << "not scored yet";
  EXPECT_EQ(Refused("ips25", {0, 1, false}), Fields{"item_score.number"});
  EXPECT_EQ(Refused("ips25", {26, 1, false}), Fields{"item_score.number"});
  EXPECT_EQ(Refused("ips25_young", {26, 1, false}), Fields{});
  EXPECT_EQ(Refused("ips25", {1, 0, false}), Fields{"item_score.score"});
  EXPECT_EQ(Refused("ips25", {1, 6, false}), Fields{"item_score.score"});
  EXPECT_EQ(Refused("seqf", {1, 4, false}), Fields{});
  EXPECT_EQ(Refused("seqf", {1, 5, false}), Fields{"item_score.score"});
  EXPECT_EQ(Refused("ips25", {1, std::nullopt, true}), Fields{"item_score.not_applicable"});
  EXPECT_EQ(Refused("seqf", {13, std::nullopt, true}), Fields{});
  EXPECT_EQ(Refused("seqf", {13, 4, true}), Fields{"item_score.score"});
  EXPECT_EQ(Refused("seqf", {12, std::nullopt, true}), Fields{});
  EXPECT_EQ(Refused("seqf", {9, std::nullopt, true}), Fields{"item_score.not_applicable"});
}

}  // namespace
}  // namespace gainful::fidelity
