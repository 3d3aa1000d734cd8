#include "services/reporting/disclosure.h"

#include <cmath>
#include <random>

#include "services/common/stats/wilson.h"
#include "tests/unit/testing.h"

namespace gainful::reporting {
namespace {

TEST(RoundMhsds, WithholdsBelowFiveAndRoundsToTheNearestFive) {
  for (const std::int64_t count : {0, 1, 2, 3, 4}) EXPECT_EQ(RoundMhsds(count), std::nullopt) << count;
  const std::vector<std::pair<std::int64_t, std::int64_t>> table{{5, 5},
                                                                 {6, 5},
                                                                 {7, 5},
                                                                 {8, 10},
                                                                 {9, 10},
                                                                 {10, 10},
                                                                 {11, 10},
                                                                 {12, 10},
                                                                 {13, 15},
                                                                 {14, 15},
                                                                 {15, 15},
                                                                 {17, 15},
                                                                 {18, 20},
                                                                 {22, 20},
                                                                 {23, 25},
                                                                 {97, 95},
                                                                 {98, 100},
                                                                 {316, 315},
                                                                 {379, 380},
                                                                 {432, 430},
                                                                 {2502, 2500},
                                                                 {2503, 2505},
                                                                 {1000000007, 1000000005},
                                                                 {1000000008, 1000000010}};
  for (const auto& [count, shown] : table) EXPECT_EQ(RoundMhsds(count), shown) << count;
}

TEST(RoundMhsds, IsTheMultipleOfFiveThatLiesNearest) {
  for (std::int64_t count = 5; count <= 100000; ++count) {
    // Looked for by walking.
    std::int64_t down = count, up = count;
    while (down % 5 != 0) --down;
    while (up % 5 != 0) ++up;
    ASSERT_EQ(RoundMhsds(count), count - down < up - count ? down : up) << count;
  }
}

pb::EquityRow Released(const Count& count, pb::Disclosure profile, bool with_horizon = false) {
  pb::EquityRow row;
  Release(count, profile, with_horizon, &row);
  return row;
}

// The three that go together.
void ExpectNoFigures(const pb::EquityRow& row) {
  EXPECT_FALSE(row.has_value());
  EXPECT_FALSE(row.has_lower95());
  EXPECT_FALSE(row.has_upper95());
}

TEST(ReleaseRaw, ShowsCountsAndProportionsAsTheyAre) {
  const auto row = Released({316, 379, 0}, pb::DISCLOSURE_NONE);
  EXPECT_EQ(row.numerator(), 316);
  EXPECT_EQ(row.denominator(), 379);
  EXPECT_NEAR(row.value(), 0.8337730870712401, 1e-15);
  EXPECT_NEAR(row.lower95(), 0.7929821088286182, 1e-12);
  EXPECT_NEAR(row.upper95(), 0.8678658588375324, 1e-12);
  EXPECT_EQ(row.flag(), "");
}

TEST(ReleaseRaw, WithholdsNothingHoweverSmall) {
  for (std::int64_t n = 1; n <= 6; ++n) {
    for (std::int64_t x = 0; x <= n; ++x) {
      const auto row = Released({x, n, 0}, pb::DISCLOSURE_NONE);
      EXPECT_TRUE(row.has_numerator() && row.has_denominator() && row.has_value() && row.has_lower95() &&
                  row.has_upper95());
      EXPECT_EQ(row.numerator(), x);
      EXPECT_EQ(row.denominator(), n);
      EXPECT_EQ(row.flag(), "");
    }
  }
}

TEST(ReleaseRaw, HasNoValueWhereThereIsNobodyToCount) {
  const auto row = Released({0, 0, 0}, pb::DISCLOSURE_NONE);
  EXPECT_TRUE(row.has_numerator() && row.has_denominator());
  EXPECT_EQ(row.denominator(), 0);
  ExpectNoFigures(row);
  EXPECT_EQ(row.flag(), "") << "nothing is withheld";
}

TEST(ReleaseMhsds, ShowsRoundedCountsAndWholePerCents) {
  const auto row = Released({316, 379, 0}, pb::DISCLOSURE_MHSDS);
  EXPECT_EQ(row.numerator(), 315);
  EXPECT_EQ(row.denominator(), 380);
  EXPECT_EQ(row.value(), 83) << "of the raw counts, 83.4%; of the rounded ones it would be 82.9%";
  EXPECT_EQ(row.lower95(), 79);
  EXPECT_EQ(row.upper95(), 87);
  EXPECT_EQ(row.flag(), "");
  const auto few = Released({5, 9, 0}, pb::DISCLOSURE_MHSDS);
  EXPECT_EQ(few.numerator(), 5);
  EXPECT_EQ(few.denominator(), 10);
  EXPECT_EQ(few.value(), 56);
  EXPECT_EQ(few.lower95(), 27);
  EXPECT_EQ(few.upper95(), 81);
}

TEST(ReleaseMhsds, WithholdsValueAndLimitsWithEitherCount) {
  const auto numerator = Released({4, 379, 0}, pb::DISCLOSURE_MHSDS);
  EXPECT_FALSE(numerator.has_numerator());
  EXPECT_EQ(numerator.denominator(), 380);
  ExpectNoFigures(numerator);
  EXPECT_EQ(numerator.flag(), "withheld");
  const auto both = Released({4, 4, 0}, pb::DISCLOSURE_MHSDS);
  EXPECT_FALSE(both.has_numerator());
  EXPECT_FALSE(both.has_denominator());
  ExpectNoFigures(both);
  EXPECT_EQ(both.flag(), "withheld");
  EXPECT_EQ(Released({0, 0, 0}, pb::DISCLOSURE_MHSDS).flag(), "withheld") << "nobody is told from a few by nothing";
  EXPECT_EQ(Released({0, 0, 0}, pb::DISCLOSURE_MHSDS).SerializeAsString(), both.SerializeAsString());
}

TEST(ReleaseMhsds, BeginsToShowAtFive) {
  const auto row = Released({5, 5, 0}, pb::DISCLOSURE_MHSDS);
  EXPECT_EQ(row.numerator(), 5);
  EXPECT_EQ(row.denominator(), 5);
  EXPECT_EQ(row.value(), 100);
  EXPECT_EQ(row.lower95(), 57);
  EXPECT_EQ(row.upper95(), 100);
  EXPECT_EQ(row.flag(), "");
}

TEST(ReleaseMhsds, IsWhatHappensWhenNothingIsAskedFor) {
  for (const Count& count : {Count{316, 379, 13}, Count{3, 379, 13}, Count{0, 0, 0}}) {
    EXPECT_EQ(Released(count, pb::DISCLOSURE_UNSPECIFIED, true).SerializeAsString(),
              Released(count, pb::DISCLOSURE_MHSDS, true).SerializeAsString());
    EXPECT_EQ(Released(count, static_cast<pb::Disclosure>(99), true).SerializeAsString(),
              Released(count, pb::DISCLOSURE_MHSDS, true).SerializeAsString())
        << "a profile that nobody knows is no way around it";
  }
}

TEST(ReleaseMhsds, LetsNoRawFigureOutWhateverTheCounts) {
  std::mt19937 random(11);
  for (int round = 0; round < 20000; ++round) {
    const std::int64_t n = static_cast<std::int64_t>(random() % (round % 2 == 0 ? 12 : 2000)), x = random() % (n + 1);
    const auto row = Released({x, n, static_cast<std::int64_t>(random() % 12)}, pb::DISCLOSURE_MHSDS, true);
    ASSERT_EQ(row.has_numerator(), x >= 5);
    ASSERT_EQ(row.has_denominator(), n >= 5);
    ASSERT_EQ(row.numerator() % 5, 0);
    ASSERT_EQ(row.denominator() % 5, 0);
    ASSERT_EQ(row.has_value(), x >= 5 && n >= 5);
    ASSERT_EQ(row.has_lower95(), row.has_value());
    ASSERT_EQ(row.has_upper95(), row.has_value());
    if (!row.has_value()) continue;
    const auto interval = stats::Wilson(x, n);
    ASSERT_EQ(row.value(), std::round(100 * interval->value));
    ASSERT_EQ(row.lower95(), std::round(100 * interval->lower));
    ASSERT_EQ(row.upper95(), std::round(100 * interval->upper));
  }
}

TEST(Release, SaysHowManyAreNotYetDueWhereAHorizonIsAskedFor) {
  const auto flag = [](std::int64_t waiting, pb::Disclosure profile) {
    return Released({20, 40, waiting}, profile, true).flag();
  };
  EXPECT_EQ(flag(0, pb::DISCLOSURE_NONE), "not yet due: 0");
  EXPECT_EQ(flag(3, pb::DISCLOSURE_NONE), "not yet due: 3");
  EXPECT_EQ(flag(13, pb::DISCLOSURE_NONE), "not yet due: 13");
  EXPECT_EQ(flag(0, pb::DISCLOSURE_MHSDS), "not yet due: *");
  EXPECT_EQ(flag(4, pb::DISCLOSURE_MHSDS), "not yet due: *");
  EXPECT_EQ(flag(5, pb::DISCLOSURE_MHSDS), "not yet due: 5");
  EXPECT_EQ(flag(13, pb::DISCLOSURE_MHSDS), "not yet due: 15");
  EXPECT_EQ(Released({2, 40, 13}, pb::DISCLOSURE_MHSDS, true).flag(), "withheld; not yet due: 15");
  EXPECT_EQ(Released({0, 0, 13}, pb::DISCLOSURE_NONE, true).flag(), "not yet due: 13");
  EXPECT_EQ(Released({20, 40, 13}, pb::DISCLOSURE_NONE, false).flag(), "") << "without a horizon everybody is due";
}

TEST(Release, LeavesTheRestOfTheRowAlone) {
  pb::EquityRow row;
  row.set_group("black");
  row.set_version(1);
  Release({4, 4, 0}, pb::DISCLOSURE_MHSDS, false, &row);
  EXPECT_EQ(row.group(), "black");
  EXPECT_EQ(row.version(), 1);
}

}  // namespace
}  // namespace gainful::reporting
