#include "services/common/stats/gap.h"

#include "tests/unit/common/stats/stats_testing.h"

namespace gainful::stats {
namespace {

Verdict VerdictOf(const GapCounts& counts) { return GapOf(counts).verdict; }

// Computed once by a separate script from the formulas of the header.
TEST(Gap, GivesTheKnownAnswer) {
  const Gap gap = GapOf({{20, 100}, {35, 100}, {120, 400}, {132, 400}});
  ExpectInterval(gap.did, 0.12, -0.017934, 0.257934, 5e-7);
  ExpectInterval(gap.rrr, 1.590909, 0.949021, 2.666950, 5e-7);
  EXPECT_EQ(gap.verdict, Verdict::kCannotTell);
  EXPECT_STREQ(TextOf(gap.verdict), "cannot be told apart");
}

TEST(Gap, TurnsRoundWithItsSides) {
  const Gap there = GapOf({{20, 100}, {60, 100}, {120, 400}, {132, 400}}),
            back = GapOf({{120, 400}, {132, 400}, {20, 100}, {60, 100}});
  ExpectInterval(back.did, -there.did->value, -there.did->upper, -there.did->lower, 1e-12);
  ExpectInterval(back.rrr, 1 / there.rrr->value, 1 / there.rrr->upper, 1 / there.rrr->lower, 1e-12);
  EXPECT_EQ(there.verdict, Verdict::kFaster);
  EXPECT_EQ(back.verdict, Verdict::kSlower);
}

TEST(Gap, FollowsTheConfidenceThatIsAskedFor) {
  const GapCounts counts{{20, 100}, {35, 100}, {120, 400}, {132, 400}};
  EXPECT_EQ(GapOf(counts, 0.915).verdict, Verdict::kScalesDisagree) << "the ratio's interval excludes no difference";
  EXPECT_EQ(GapOf(counts, 0.9).verdict, Verdict::kFaster);
  EXPECT_EQ(GapOf(counts, 0.99).verdict, Verdict::kCannotTell);
}

TEST(Verdict, IsTooFewUnderFiveOrTwenty) {
  const GapCounts enough{{5, 20}, {5, 20}, {5, 20}, {5, 20}};
  EXPECT_EQ(VerdictOf(enough), Verdict::kCannotTell) << "at both edges";
  for (Proportion GapCounts::*cell :
       {&GapCounts::group_before, &GapCounts::group_after, &GapCounts::others_before, &GapCounts::others_after}) {
    GapCounts few = enough, small = enough;
    (few.*cell).x = 4;
    (small.*cell).n = 19;
    EXPECT_EQ(VerdictOf(few), Verdict::kTooFew);
    EXPECT_EQ(VerdictOf(small), Verdict::kTooFew);
  }
}

TEST(Verdict, IsThatTheScalesDisagreeWhereOneIntervalExcludesNoDifference) {
  // From 2% to 6% against 40% to 44%: three times as many, and as many points more.
  const GapCounts counts{{20, 1000}, {60, 1000}, {400, 1000}, {440, 1000}};
  const Gap gap = GapOf(counts);
  EXPECT_LT(gap.did->lower, 0);
  EXPECT_GT(gap.did->upper, 0);
  EXPECT_GT(gap.rrr->lower, 1);
  EXPECT_EQ(gap.verdict, Verdict::kScalesDisagree);
}

TEST(Verdict, IsThatTheScalesDisagreeWhereTheEstimatesPointApart) {
  // From 20% to 30% against 50% to 62%: half as many again, and fewer points.
  const Gap gap = GapOf({{10, 50}, {15, 50}, {25, 50}, {31, 50}});
  EXPECT_LT(gap.did->value, 0);
  EXPECT_GT(gap.rrr->value, 1);
  EXPECT_GT(gap.did->upper, 0);
  EXPECT_LT(gap.rrr->lower, 1);
  EXPECT_EQ(gap.verdict, Verdict::kScalesDisagree) << "though neither interval excludes no difference";
  // With a hundred times as many people both exclude it, each on its own side.
  const Gap sure = GapOf({{1000, 5000}, {1500, 5000}, {2500, 5000}, {3150, 5000}});
  EXPECT_LT(sure.did->upper, 0);
  EXPECT_GT(sure.rrr->lower, 1);
  EXPECT_EQ(sure.verdict, Verdict::kScalesDisagree);
}

TEST(Verdict, TakesNoDirectionFromRounding) {
  // 10 points on either side: equal in truth, and 1e-17 apart in binary.
  const Gap gap = GapOf({{20, 100}, {30, 100}, {70, 100}, {80, 100}});
  EXPECT_NE(gap.did->value, 0) << "else this shows nothing";
  EXPECT_EQ(gap.verdict, Verdict::kCannotTell);
}

TEST(Verdict, CannotTellWhereNothingMoved) {
  EXPECT_EQ(VerdictOf({{20, 20}, {20, 20}, {30, 30}, {30, 30}}), Verdict::kCannotTell) << "no variance at all";
  EXPECT_EQ(VerdictOf({{200, 1000}, {200, 1000}, {500, 1000}, {500, 1000}}), Verdict::kCannotTell);
}

TEST(Gap, IsBlankWhereAScaleHasNoValue) {
  const Gap none = GapOf({{0, 100}, {35, 100}, {120, 400}, {132, 400}});
  EXPECT_TRUE(none.did.has_value());
  EXPECT_FALSE(none.rrr.has_value());
  EXPECT_EQ(none.verdict, Verdict::kTooFew);
  const Gap nobody = GapOf({{0, 0}, {35, 100}, {120, 400}, {132, 400}});
  EXPECT_FALSE(nobody.did.has_value());
  EXPECT_FALSE(nobody.rrr.has_value());
}

TEST(Verdict, HasItsWords) {
  EXPECT_STREQ(TextOf(Verdict::kTooFew), "too few to say");
  EXPECT_STREQ(TextOf(Verdict::kFaster), "faster");
  EXPECT_STREQ(TextOf(Verdict::kSlower), "slower");
  EXPECT_STREQ(TextOf(Verdict::kScalesDisagree), "scales disagree");
}

}  // namespace
}  // namespace gainful::stats
