// Exact values, conditions, and what a score asks for in words.
#include "services/fidelity/score.h"

#include "tests/unit/fidelity/testing.h"

namespace gainful::fidelity {
namespace {

TEST(Exact, IsAValueAndNotItsParts) {
  EXPECT_TRUE((Exact{1, 2} == Exact{2, 4}));
  EXPECT_FALSE((Exact{1, 2} == Exact{2, 5}));
  EXPECT_TRUE((Exact{1, 3} < Exact{1, 2}));
  EXPECT_FALSE((Exact{1, 2} < Exact{1, 2}));
  EXPECT_TRUE((Exact{-1, 2} < Exact{-1, 3}));
  const std::int64_t large = 999999999999999;
  EXPECT_TRUE((Exact{large - 1, large} < Exact{large, large})) << "products are wider than 64 bits";
  EXPECT_TRUE(Percentage(1, 3) == (Exact{100, 3}));
}

TEST(Nearest, TakesHalvesUp) {
  const struct {
    std::int64_t numerator, denominator, expected;
  } rows[] = {{0, 1, 0},      {1, 2, 1},     {49, 100, 0}, {51, 100, 1},
              {3, 2, 2},      {5, 2, 3},     {-1, 2, 0},   {-3, 2, -1},
              {-51, 100, -1}, {-49, 100, 0}, {-2, 1, -2},  {999999999999999, 2, 500000000000000}};
  for (const auto& row : rows)
    EXPECT_EQ(Nearest({row.numerator, row.denominator}), row.expected) << row.numerator << "/" << row.denominator;
}

TEST(Decimal, HasOneDigitWhereItIsNotWhole) {
  EXPECT_EQ(Decimal({27, 1}), "27");
  EXPECT_EQ(Decimal({54, 2}), "27");
  EXPECT_EQ(Decimal({82, 3}), "27.3");
  EXPECT_EQ(Decimal({1999, 100}), "20.0") << "near 20, and not it";
  EXPECT_EQ(Decimal({-1, 2}), "-0.5");
  EXPECT_EQ(Decimal({0, 7}), "0");
}

TEST(ScoreOf, SaysWhatIsLeftOpen) {
  const Item item = ItemOf("ips25", 15);
  const WouldScore open = *ScoreOf(item, Exact{10, 1});
  EXPECT_EQ(open.score, 4);
  EXPECT_EQ(open.at_most, 5);
  EXPECT_EQ(open.open, std::vector<std::string>{"tracked by the service"});
  EXPECT_TRUE(ScoreOf(item, Exact{10, 1}, {{"tracked"}, {}})->open.empty());
  EXPECT_TRUE(ScoreOf(item, Exact{10, 1}, {{}, {"tracked"}})->open.empty());
  EXPECT_TRUE(ScoreOf(item, Exact{31, 1})->open.empty()) << "no score that the number reaches hangs on it";
  EXPECT_TRUE(ScoreOf(item, Exact{10, 1}, {{"no such condition"}, {}})->score == 4);
}

// An item of three scores with one kind of edge, in days.
Item WithEdges(const std::string& edge, int second, int third, const std::string& rounding) {
  const Instrument made = Made("item { number: 1 lowest: 1 highest: 3 measure { unit: \"days\" rounding: " + rounding +
                               " } level { score: 1 } level { score: 2 " + edge + ": " + std::to_string(second) +
                               " } level { score: 3 " + edge + ": " + std::to_string(third) + " } }");
  return made.item(0);
}

TEST(ScoreOf, KnowsOpenAndClosedEdges) {
  const struct {
    const char* edge;
    int second, third;
    std::vector<int> at;  // scores of 4.99, 5, 5.01, 9.99, 10 and 10.01
    std::vector<std::string> texts;
  } rows[] = {
      {"at_least",
       5,
       10,
       {1, 2, 2, 2, 3, 3},
       {"less than 5 days", "at least 5 and less than 10 days", "at least 10 days"}},
      {"more_than",
       5,
       10,
       {1, 1, 2, 2, 2, 3},
       {"at most 5 days", "more than 5 and at most 10 days", "more than 10 days"}},
      {"at_most",
       10,
       5,
       {3, 3, 2, 2, 2, 1},
       {"more than 10 days", "more than 5 and at most 10 days", "at most 5 days"}},
      {"less_than",
       10,
       5,
       {3, 2, 2, 2, 1, 1},
       {"at least 10 days", "at least 5 and less than 10 days", "less than 5 days"}},
  };
  for (const auto& row : rows) {
    const Item item = WithEdges(row.edge, row.second, row.third, "EXACT");
    std::size_t i = 0;
    for (const int value : {499, 500, 501, 999, 1000, 1001})
      EXPECT_EQ(ScoreOf(item, Hundredths(value))->score, row.at[i++]) << row.edge << " " << value;
    for (int score = 1; score <= 3; ++score)
      EXPECT_EQ(LevelText(item, score), row.texts[static_cast<std::size_t>(score - 1)]) << row.edge;
  }
}

TEST(LevelText, NamesTheLastWholeNumberInside) {
  EXPECT_EQ(LevelText(WithEdges("at_least", 5, 10, "NEAREST_WHOLE"), 2), "5 to 9 days");
  EXPECT_EQ(LevelText(WithEdges("more_than", 5, 10, "NEAREST_WHOLE"), 2), "6 to 10 days");
  EXPECT_EQ(LevelText(WithEdges("at_most", 10, 5, "NEAREST_WHOLE"), 2), "6 to 10 days");
  EXPECT_EQ(LevelText(WithEdges("less_than", 10, 5, "NEAREST_WHOLE"), 2), "5 to 9 days");
  EXPECT_EQ(LevelText(WithEdges("at_least", 1, 2, "NEAREST_WHOLE"), 2), "1 days") << "a range of one";
  EXPECT_EQ(LevelText(WithEdges("at_least", 1, 2, "NEAREST_WHOLE"), 1), "0 days");
}

TEST(LevelText, IsMadeOfTheCutPoints) {
  const struct {
    const char* instrument;
    int item, score;
    const char* text;
  } rows[] = {
      {"ips25", 1, 1, "more than 40 active people for each full-time specialist"},
      {"ips25", 1, 2, "31 to 40 active people for each full-time specialist"},
      {"ips25", 1, 4, "21 to 25 active people for each full-time specialist"},
      {"ips25", 1, 5, "at most 20 active people for each full-time specialist"},
      {"ips25", 2, 1, "less than 60% of working time on employment work"},
      {"ips25", 2, 4, "90 to 95% of working time on employment work"},
      {"ips25", 2, 5, "at least 96% of working time on employment work"},
      {"ips25", 3, 4, "at least 4 and less than 6 phases of six carried by the same specialist"},
      {"ips25", 4, 1, "not attached to at least one treatment team"},
      {"ips25", 5, 4, "4 of five ways of working with the team"},
      {"ips25", 5, 5, "5 of five ways of working with the team"},
      {"ips25", 15, 5,
       "at most 30 days on average to the first face-to-face contact with an employer, tracked by the service"},
      {"ips25", 17, 2, "2 to 3 face-to-face employer contacts a week for each specialist"},
      {"ips25", 17, 3,
       "4 face-to-face employer contacts a week for each specialist, gone through with the lead every month or gone "
       "through with the lead every week"},
      {"ips25", 23, 1, "not with anybody met after the first month"},
      {"ips25", 23, 3, "at least 50% of jobs held for four months with a meeting in the fourth month"},
      {"ips25", 24, 2, "31 to 39% of scheduled time in the community"},
      {"ips25", 6, 2, "contact about once in three months"},
      {"ips25", 9, 3, ""},
      {"ips25", 1, 0, ""},
      {"ips25", 1, 6, ""},
      {"ips15", 8, 4,
       "more than 1 and at most 6 months from the start to the first contact with an employer, typically"},
  };
  for (const auto& row : rows)
    EXPECT_EQ(LevelText(ItemOf(row.instrument, row.item), row.score), row.text) << row.item << " " << row.score;
}

}  // namespace
}  // namespace gainful::fidelity
