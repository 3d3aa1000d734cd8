// What would raise an item by one point.
#include "services/fidelity/raise.h"

#include "tests/unit/fidelity/testing.h"

namespace gainful::fidelity {
namespace {

std::string TextOf(int item, int score, const std::optional<Exact>& value = std::nullopt) {
  const auto raise = RaiseByOne(ItemOf("ips25", item), score, value);
  if (!raise) return "";
  EXPECT_EQ(raise->from, score);
  EXPECT_EQ(raise->to, score + 1);
  EXPECT_EQ(raise->number, item);
  return raise->text;
}

TEST(RaiseByOne, NamesTheNextCutPoint) {
  EXPECT_EQ(TextOf(1, 3), "Score 4 asks for this: 21 to 25 active people for each full-time specialist.");
  EXPECT_EQ(TextOf(1, 3, Exact{273, 10}),
            "Score 4 asks for this: 21 to 25 active people for each full-time specialist. It stands at 27.3 (27 as a "
            "whole number).");
  EXPECT_EQ(
      TextOf(2, 1, Exact{119, 2}),
      "Score 2 asks for this: 60 to 74% of working time on employment work. It stands at 59.5% (60 as a whole number), "
      "which reaches it.");
  EXPECT_EQ(TextOf(6, 1), "Score 2 asks for this: contact about once in three months.");
}

TEST(RaiseByOne, SaysWhatIsMissingBesideTheNumber) {
  EXPECT_EQ(TextOf(15, 4, Exact{12, 1}),
            "Score 5 asks for this: at most 30 days on average to the first face-to-face contact with an employer, "
            "tracked by "
            "the service. It stands at 12, which is enough; what remains is this: tracked by the service.");
}

TEST(RaiseByOne, NamesTheComponents) {
  EXPECT_EQ(
      TextOf(5, 3),
      "Score 4 asks for this: 4 of five ways of working with the team. They are: at the team's meeting every week; "
      "taking part in decisions about people's care; employment notes in the same record as treatment; a desk near "
      "the team; raising work for people whom nobody referred.");
}

TEST(RaiseByOne, GivesTheAimWhereOnlyJudgementDecides) {
  EXPECT_EQ(
      TextOf(18, 2),
      "Come closer to this: relations with employers are built in person over several visits, by listening first and "
      "by telling of people's strengths.");
}

TEST(RaiseByOne, HasNothingAboveTheHighestScore) {
  EXPECT_EQ(TextOf(1, 5), "");
  EXPECT_EQ(TextOf(1, 0), "") << "no score that the item has";
  EXPECT_FALSE(RaiseByOne(ItemOf("seqf", 1), 4));
  EXPECT_TRUE(RaiseByOne(ItemOf("seqf", 1), 3));
}

TEST(RaiseEach, SpeaksOfEveryItemBelowItsHighest) {
  const Instrument ips25 = Shipped("ips25");
  std::vector<ItemScore> scores = Scores({5, 4});
  scores.push_back({25, 1, false});
  scores.push_back({24, std::nullopt, false});
  const std::vector<Raise> all = RaiseEach(ips25, scores);
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].number, 2);
  EXPECT_EQ(all[1].number, 25);
  for (const Item& item : ips25.item()) {
    for (int score = 1; score < 5; ++score) EXPECT_GT(TextOf(item.number(), score).size(), 30U) << item.number();
  }
}

}  // namespace
}  // namespace gainful::fidelity
