#include "services/common/stats/gap_remarks.h"

#include <gtest/gtest.h>

namespace gainful::stats {
namespace {

using Remarks = std::vector<std::string>;

// Out of a thousand each: the group before and after, then the others.
GapCounts PerThousand(std::int64_t t0, std::int64_t t1, std::int64_t r0, std::int64_t r1) {
  return {{t0, 1000}, {t1, 1000}, {r0, 1000}, {r1, 1000}};
}

Remarks Of(const GapCounts& counts, bool higher_is_better = true) {
  return GapRemarks(counts, GapOf(counts).verdict, higher_is_better);
}

const std::string kLower = "A lower figure is the better one: a fall counts as the better move.";
const std::string kOthersFell = "The gap narrows because the others lost ground, not because anybody gained.";
const std::string kOthersFellToo = "The gap narrows in part because the others lost ground.";

TEST(Oriented, TurnsRoundWhereLowerIsBetter) {
  EXPECT_EQ(Oriented(Verdict::kFaster, true), Verdict::kFaster);
  EXPECT_EQ(Oriented(Verdict::kFaster, false), Verdict::kSlower);
  EXPECT_EQ(Oriented(Verdict::kSlower, false), Verdict::kFaster);
  for (const Verdict same : {Verdict::kTooFew, Verdict::kScalesDisagree, Verdict::kCannotTell}) {
    EXPECT_EQ(Oriented(same, false), same);
  }
}

TEST(GapRemarks, HaveNothingToAddWhereTheGapClosesAsItSeems) {
  EXPECT_EQ(Of(PerThousand(200, 400, 500, 500)), Remarks{});
  EXPECT_EQ(Of(PerThousand(200, 400, 500, 510)), Remarks{});
  EXPECT_EQ(Of(PerThousand(200, 200, 500, 700)), Remarks{}) << "behind, and slower";
}

TEST(GapRemarks, SayThatAGroupAheadWidensTheGap) {
  EXPECT_EQ(Of(PerThousand(500, 800, 300, 310)), Remarks{"The group began ahead: its faster move widens the gap."});
  EXPECT_EQ(Of(PerThousand(300, 500, 300, 310)), Remarks{}) << "level is not ahead";
  EXPECT_EQ(Of(PerThousand(301, 500, 300, 310)), Remarks{"The group began ahead: its faster move widens the gap."});
}

TEST(GapRemarks, SayThatTheOthersFell) {
  EXPECT_EQ(Of(PerThousand(200, 200, 600, 400)), Remarks{kOthersFell});
  EXPECT_EQ(Of(PerThousand(200, 190, 600, 400)), Remarks{kOthersFell}) << "the group fell as well, and less";
  EXPECT_EQ(Of(PerThousand(200, 300, 600, 400)), Remarks{kOthersFellToo});
  EXPECT_EQ(Of(PerThousand(200, 300, 600, 599)), Remarks{kOthersFellToo});
  EXPECT_EQ(Of(PerThousand(200, 300, 600, 600)), Remarks{});
}

TEST(GapRemarks, SayThatAGroupAheadFellBack) {
  EXPECT_EQ(Of(PerThousand(600, 400, 200, 200)),
            (Remarks{"The group began ahead: its slower move narrows the gap.",
                     "The gap narrows because the group lost ground, not because anybody gained."}));
  EXPECT_EQ(Of(PerThousand(600, 650, 200, 400)), Remarks{"The group began ahead: its slower move narrows the gap."});
}

TEST(GapRemarks, TurnRoundWhereLowerIsBetter) {
  // Job loss: the group's falls from 60% to 40% while the others stay at 20%. It began behind and moves to the better faster.
  EXPECT_EQ(Of(PerThousand(600, 400, 200, 200), false), Remarks{kLower});
  // The others' job loss rises from 20% to 40%, the group's stays at 60%: it closes, and nobody is better off.
  EXPECT_EQ(Of(PerThousand(600, 600, 200, 400), false), (Remarks{kLower, kOthersFell}));
  // The group loses fewer jobs to begin with and still fewer afterwards.
  EXPECT_EQ(Of(PerThousand(300, 100, 500, 500), false),
            (Remarks{kLower, "The group began ahead: its faster move widens the gap."}));
}

TEST(GapRemarks, SpeakOfNoMoveWhereThereIsNone) {
  const GapCounts counts = PerThousand(500, 300, 200, 200);
  for (const Verdict verdict : {Verdict::kTooFew, Verdict::kScalesDisagree, Verdict::kCannotTell}) {
    EXPECT_EQ(GapRemarks(counts, verdict, true), Remarks{});
    EXPECT_EQ(GapRemarks(counts, verdict, false), Remarks{kLower});
  }
}

}  // namespace
}  // namespace gainful::stats
