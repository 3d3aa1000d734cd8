// Every cut-point that is shipped, at its edge and on both sides. What is expected stands here as the scales print it, and does not come out of the data.
#include "tests/unit/fidelity/testing.h"

namespace gainful::fidelity {
namespace {

// Conditions that hold wherever a number alone is looked at: all that the item knows.
Conditions AllHold(const Item& item) {
  Conditions all;
  for (const Condition& condition : item.condition()) all.hold.insert(condition.id());
  return all;
}

int ScoreAt(const Item& item, const Exact& value) {
  const auto would = ScoreOf(item, value, AllHold(item));
  EXPECT_TRUE(would) << item.number();
  if (!would) return 0;
  EXPECT_EQ(would->score, would->at_most) << "nothing is left open";
  return would->score;
}

struct Printed {
  int item;
  bool is_whole;           // values are rounded to whole numbers first
  bool up;                 // larger is better
  std::vector<int> edges;  // of scores 2 to 5: the number nearest to the lower scores that still has this one
};

const std::vector<Printed>& Ips25() {
  static const auto* printed = new std::vector<Printed>{
      {1, true, false, {40, 30, 25, 20}}, {2, true, true, {60, 75, 90, 96}},     {3, false, true, {2, 3, 4, 6}},
      {5, false, true, {2, 3, 4, 5}},     {8, false, true, {2, 3, 4, 5}},        {10, false, true, {2, 3, 4, 5}},
      {11, false, true, {2, 3, 4, 5}},    {15, true, false, {270, 150, 60, 30}}, {16, true, true, {25, 50, 75, 90}},
      {17, true, true, {2, 4, 5, 6}},     {19, true, true, {50, 60, 70, 85}},    {20, true, true, {50, 60, 70, 85}},
      {21, true, true, {65, 75, 85, 95}}, {24, true, true, {31, 40, 50, 65}},    {25, false, true, {3, 4, 5, 6}}};
  return *printed;
}

TEST(CutPoints, OfEveryItemAtAndOnBothSides) {
  for (const Printed& printed : Ips25()) {
    const Item item = ItemOf("ips25", printed.item);
    for (int score = 2; score <= 5; ++score) {
      const std::int64_t edge = 100 * printed.edges[static_cast<std::size_t>(score - 2)];
      const std::int64_t better = printed.up ? 1 : -1;
      const auto told = [&] { return "item " + std::to_string(printed.item) + ", score " + std::to_string(score); };
      EXPECT_EQ(ScoreAt(item, Hundredths(edge)), score) << told();
      if (!printed.is_whole) {
        EXPECT_EQ(ScoreAt(item, Hundredths(edge - better)), score - 1) << told();
        EXPECT_GE(ScoreAt(item, Hundredths(edge + better)), score) << told();
        continue;
      }
      EXPECT_EQ(ScoreAt(item, Hundredths(edge - better * 100)), score - 1) << told() << ": the whole number beside it";
      EXPECT_EQ(ScoreAt(item, Hundredths(edge - better * 51)), score - 1) << told() << ": further than half of the way";
      EXPECT_EQ(ScoreAt(item, Hundredths(edge - better * 49)), score) << told() << ": less than half of the way";
      // A half goes to the larger number, which is the better one only where larger is better.
      EXPECT_EQ(ScoreAt(item, Hundredths(edge - better * 50)), printed.up ? score : score - 1) << told() << ": a half";
    }
  }
}

// Each whole number of the printed table of item 1, written out once more.
TEST(CutPoints, OfCaseloadsAsPrinted) {
  const Item item = ItemOf("ips25", 1);
  for (int people = 0; people <= 100; ++people) {
    const int expected = people >= 41 ? 1 : people >= 31 ? 2 : people >= 26 ? 3 : people >= 21 ? 4 : 5;
    EXPECT_EQ(ScoreAt(item, Exact{people, 1}), expected) << people;
  }
  EXPECT_EQ(ScoreAt(item, Hundredths(2000)), 5);
  EXPECT_EQ(ScoreAt(item, Hundredths(2040)), 5) << "between two printed numbers: rounded";
  EXPECT_EQ(ScoreAt(item, Hundredths(2050)), 4);
  EXPECT_EQ(ScoreAt(item, Hundredths(2100)), 4);
  EXPECT_EQ(ScoreAt(item, Exact{61, 3}), 5) << "20.33";
  EXPECT_EQ(ScoreAt(item, Exact{41, 2}), 4) << "20.5, as a fraction";
}

TEST(CutPoints, LeaveNoValueBetweenThem) {
  for (const Printed& printed : Ips25()) {
    const Item item = ItemOf("ips25", printed.item);
    EXPECT_EQ(LargerIsBetter(item), std::optional<bool>(printed.up)) << printed.item;
    int before = printed.up ? 1 : 5;
    for (std::int64_t n = 0; n <= 40000; n += 7) {
      const int score = ScoreAt(item, Hundredths(n));
      ASSERT_GE(score, 1) << printed.item << " at " << n;
      ASSERT_LE(score, 5) << printed.item << " at " << n;
      ASSERT_TRUE(printed.up ? score >= before : score <= before) << printed.item << " at " << n;
      before = score;
    }
    EXPECT_EQ(before, printed.up ? 5 : 1) << printed.item;
  }
}

TEST(CutPoints, OfTeamAssignmentAskForATeam) {
  const Item item = ItemOf("ips25", 4);
  const Conditions attached{{"attached"}, {}}, separate{{}, {"attached"}};
  for (const auto& [value, expected] : std::vector<std::pair<int, int>>{
           {0, 2}, {4949, 2}, {4950, 3}, {5000, 3}, {7449, 3}, {7450, 4}, {7500, 4}, {8949, 4}, {8950, 5}, {10000, 5}})
    EXPECT_EQ(ScoreOf(item, Hundredths(value), attached)->score, expected) << value;
  EXPECT_EQ(ScoreOf(item, Hundredths(0), separate)->score, 1);
  EXPECT_EQ(ScoreOf(item, Hundredths(0))->score, 1) << "nobody knows whether there is a team";
  EXPECT_EQ(ScoreOf(item, Hundredths(0))->at_most, 2);
}

TEST(CutPoints, OfRapidSearchAskForTracking) {
  const Item item = ItemOf("ips25", 15);
  const Conditions tracked{{"tracked"}, {}}, untracked{{}, {"tracked"}};
  EXPECT_EQ(ScoreOf(item, Exact{30, 1}, tracked)->score, 5);
  EXPECT_EQ(ScoreOf(item, Exact{30, 1}, untracked)->score, 4);
  EXPECT_EQ(ScoreOf(item, Exact{30, 1}, untracked)->at_most, 4);
  EXPECT_EQ(ScoreOf(item, Exact{31, 1}, tracked)->score, 4);
  EXPECT_EQ(ScoreOf(item, Exact{61, 1}, untracked)->score, 3) << "tracking counts for the highest score alone";
}

TEST(CutPoints, OfEmployerContactsAskForReviews) {
  const Item item = ItemOf("ips25", 17);
  const Conditions weekly{{"reviewed_weekly"}, {}}, monthly{{"reviewed_monthly"}, {"reviewed_weekly"}},
      never{{}, {"reviewed_monthly", "reviewed_weekly"}};
  const struct {
    int contacts, by_week, by_month, without;
  } rows[] = {{0, 1, 1, 1}, {1, 1, 1, 1}, {2, 2, 2, 2}, {3, 2, 2, 2},
              {4, 3, 3, 2}, {5, 4, 3, 2}, {6, 5, 3, 2}, {20, 5, 3, 2}};
  for (const auto& row : rows) {
    const Exact value{row.contacts, 1};
    EXPECT_EQ(ScoreOf(item, value, weekly)->score, row.by_week) << row.contacts;
    EXPECT_EQ(ScoreOf(item, value, monthly)->score, row.by_month) << row.contacts;
    EXPECT_EQ(ScoreOf(item, value, never)->score, row.without) << row.contacts;
  }
  const WouldScore unknown = *ScoreOf(item, Exact{6, 1});
  EXPECT_EQ(unknown.score, 2);
  EXPECT_EQ(unknown.at_most, 5);
  EXPECT_EQ(unknown.open.size(), 2U) << "each condition once, though two scores ask for the weekly one";
}

TEST(CutPoints, OfFollowAlongAskForTheCalendar) {
  const Item item = ItemOf("ips25", 23);
  const Conditions full{{"seen_after_first_month", "full_calendar"}, {}},
      weekly{{"seen_after_first_month", "weekly_then_monthly"}, {"full_calendar"}},
      neither{{"seen_after_first_month"}, {"full_calendar", "weekly_then_monthly"}},
      nobody{{}, {"seen_after_first_month", "full_calendar", "weekly_then_monthly"}};
  const struct {
    std::int64_t per_10000, with_all, with_weekly, with_none;
  } rows[] = {{0, 2, 2, 2}, {1, 2, 2, 2}, {4999, 2, 2, 2}, {5000, 5, 4, 3}, {5001, 5, 4, 3}, {10000, 5, 4, 3}};
  for (const auto& row : rows) {
    const Exact value = Percentage(row.per_10000, 10000);
    EXPECT_EQ(ScoreOf(item, value, full)->score, row.with_all) << row.per_10000;
    EXPECT_EQ(ScoreOf(item, value, weekly)->score, row.with_weekly) << row.per_10000;
    EXPECT_EQ(ScoreOf(item, value, neither)->score, row.with_none) << row.per_10000;
  }
  EXPECT_EQ(ScoreOf(item, Exact{0, 1}, nobody)->score, 1) << "nobody after the first month";
  EXPECT_EQ(ScoreOf(item, Exact{0, 1})->score, 1);
  EXPECT_EQ(ScoreOf(item, Exact{0, 1})->at_most, 2) << "nobody in the fourth month, and who knows of the months before";
}

TEST(CutPoints, AreNotWhereOnlyJudgementDecides) {
  for (const int number : {6, 7, 9, 12, 13, 14, 18, 22})
    EXPECT_FALSE(ScoreOf(ItemOf("ips25", number), Exact{50, 1})) << number;
}

TEST(CutPoints, OfTheOlderScale) {
  const Item caseload = ItemOf("ips15", 1);
  for (const auto& [people, expected] :
       std::vector<std::pair<int, int>>{{0, 5}, {25, 5}, {26, 4}, {40, 4}, {41, 3}, {60, 3}, {61, 2}, {80, 2}, {81, 1}})
    EXPECT_EQ(ScoreAt(caseload, Exact{people, 1}), expected) << people;
  EXPECT_EQ(ScoreAt(caseload, Hundredths(2549)), 5);
  EXPECT_EQ(ScoreAt(caseload, Hundredths(2550)), 4);
  const Item search = ItemOf("ips15", 8);
  for (const auto& [months, expected] : std::vector<std::pair<int, int>>{
           {0, 5}, {100, 5}, {101, 4}, {600, 4}, {601, 3}, {900, 3}, {901, 2}, {1200, 2}, {1201, 1}})
    EXPECT_EQ(ScoreAt(search, Hundredths(months)), expected) << months;
}

}  // namespace
}  // namespace gainful::fidelity
