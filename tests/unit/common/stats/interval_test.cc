#include "tests/unit/common/stats/stats_testing.h"

namespace gainful::stats {
namespace {

TEST(TwoSidedZ, GivesTheKnownPoints) {
  EXPECT_EQ(TwoSidedZ(0.95), 1.959963984540054);
  EXPECT_NEAR(TwoSidedZ(0.998), 3.090232306167813, 1e-14);
  EXPECT_NEAR(TwoSidedZ(0.5), 0.674489750196082, 1e-14);
}

TEST(TwoSidedZ, HoldsWhatItSays) {
  for (const double confidence : {1e-9, 0.01, 0.5, 0.9, 0.99, 0.9999, 1 - 1e-9, 1 - 1e-15}) {
    const double z = TwoSidedZ(confidence);
    EXPECT_NEAR(Normal(-z), (1 - confidence) / 2, 1e-9 * (1 - confidence)) << confidence;
    EXPECT_GT(z, 0) << confidence;
  }
}

}  // namespace
}  // namespace gainful::stats
