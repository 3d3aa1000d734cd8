#include "services/common/stats/cell_key.h"

#include <gtest/gtest.h>

namespace gainful::stats {
namespace {

TEST(PerturbationRow, IsTheCountUpTo750AndThenGoesRound) {
  for (const std::int64_t count : {0, 1, 2, 500, 501, 749, 750}) EXPECT_EQ(PerturbationRow(count), count);
  EXPECT_EQ(PerturbationRow(751), 501);
  EXPECT_EQ(PerturbationRow(752), 502);
  EXPECT_EQ(PerturbationRow(1000), 750);
  EXPECT_EQ(PerturbationRow(1001), 501);
  EXPECT_EQ(PerturbationRow(100001), 501) << "the example of ONS's documentation";
  for (std::int64_t count = 751; count < 5000; ++count) {
    EXPECT_EQ(PerturbationRow(count), ((count - 1) % 250) + 501) << count;
  }
}

// ONS's example table, its 10-5 rule: counts under 10 go to 0, others to the nearest 5, whatever the key.
PerturbationTable TenFive() {
  PerturbationTable table;
  for (std::int64_t pcv = 1; pcv <= 750; ++pcv) {
    const std::int64_t pvalue = pcv < 10 ? -pcv : (pcv + 2) / 5 * 5 - pcv;
    for (std::int64_t ckey = 0; ckey < PerturbationTable::kKeys; ++ckey) EXPECT_TRUE(table.Add(pcv, ckey, pvalue));
  }
  return table;
}

// The rows of the example in ONS's documentation.
TEST(ReleasedCount, FollowsTheTable) {
  const PerturbationTable table = TenFive();
  EXPECT_EQ(ReleasedCount(table, 10, 173, 10), 10);
  EXPECT_EQ(ReleasedCount(table, 7, 180, 10), std::nullopt);
  EXPECT_EQ(ReleasedCount(table, 14, 66, 10), 15);
  EXPECT_EQ(ReleasedCount(table, 11, 190, 10), 10);
  EXPECT_EQ(ReleasedCount(table, 7, 180, 0), 0);
  EXPECT_EQ(ReleasedCount(table, 100001, 255, 10), 100000) << "row 501";
  EXPECT_EQ(ReleasedCount(table, 100003, 255, 10), 100005) << "row 503";
}

TEST(ReleasedCount, GoesByKeyAndThreshold) {
  PerturbationTable table;
  table.Add(12, 33, -2);
  table.Add(12, 34, 1);
  table.Add(750, 0, 3);
  table.Add(501, 255, -3);
  EXPECT_EQ(ReleasedCount(table, 12, 33, 10), 10) << "at the threshold";
  EXPECT_EQ(ReleasedCount(table, 12, 33, 11), std::nullopt) << "below it";
  EXPECT_EQ(ReleasedCount(table, 12, 34, 13), 13);
  EXPECT_EQ(ReleasedCount(table, 12, 35, 10), 12) << "what the table lacks stays";
  EXPECT_EQ(ReleasedCount(table, 1000, 0, 0), 1003);
  EXPECT_EQ(ReleasedCount(table, 751, 255, 0), 748);
}

TEST(ReleasedCount, TreatsZeroAsTheTableDoes) {
  PerturbationTable table;
  EXPECT_EQ(ReleasedCount(table, 0, 0, 0), 0) << "a table that begins at 1 leaves it alone";
  EXPECT_EQ(ReleasedCount(table, 0, 0, 1), std::nullopt) << "and the threshold withholds it";
  table.Add(0, 7, 3);
  EXPECT_EQ(ReleasedCount(table, 0, 7, 3), 3);
  EXPECT_EQ(ReleasedCount(table, 0, 8, 0), 0);
  table.Add(1, 7, -2);
  EXPECT_EQ(ReleasedCount(table, 1, 7, 0), std::nullopt) << "below nought";
}

TEST(PerturbationTable, TakesEachEntryOnce) {
  PerturbationTable table;
  EXPECT_TRUE(table.Add(3, 4, 0));
  EXPECT_FALSE(table.Add(3, 4, 1));
  EXPECT_EQ(table.Perturbed(3, 4), 3);
  EXPECT_TRUE(table.Add(4, 3, 1));
  EXPECT_TRUE(table.Add(750, 255, 1));
}

}  // namespace
}  // namespace gainful::stats
