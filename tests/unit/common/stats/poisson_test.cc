#include "services/common/stats/poisson.h"

#include "tests/unit/common/stats/stats_testing.h"

namespace gainful::stats {
namespace {

// Of a Poisson distribution, the probability of at most `most` events, added up term by term.
double AtMost(int most, double mean) {
  double term = std::exp(-mean), sum = 0;
  for (int k = 0; k <= most; ++k) {
    sum += term;
    term *= mean / (k + 1);
  }
  return sum;
}

TEST(CountLimits, ExactlyLeaveHalfTheRestOnEitherSideUnderTen) {
  for (const double confidence : {0.8, 0.95, 0.998}) {
    const double tail = (1 - confidence) / 2;
    for (int count = 0; count < 10; ++count) {
      const Limits limits = CountLimits(count, confidence);
      EXPECT_NEAR(AtMost(count, limits.upper), tail, 1e-12) << count;
      if (count == 0) {
        EXPECT_EQ(limits.lower, 0);
      } else {
        EXPECT_NEAR(1 - AtMost(count - 1, limits.lower), tail, 1e-12) << count;
      }
    }
  }
}

// The Office for Health Improvement and Disparities publishes these with its package PHEindicatormethods.
TEST(CountLimits, GiveThePublishedValuesOfByar) {
  const struct {
    int count;
    double confidence, lower, upper;
  } table[] = {{65, 0.95, 50.163187710459, 82.849138545940},
               {1045, 0.95, 982.593201807333, 1110.331212985650},
               {65, 0.998, 42.880261471480, 94.000290844318},
               {1045, 0.998, 947.940703561037, 1148.806160988033},
               {10, 0.998, 2.916318374695686, 24.193724927880535}};
  for (const auto& [count, confidence, lower, upper] : table) {
    EXPECT_NEAR(CountLimits(count, confidence).lower, lower, 1e-9) << count;
    EXPECT_NEAR(CountLimits(count, confidence).upper, upper, 1e-9) << count;
  }
}

TEST(CountLimits, ChangeOverAtTenAndRiseAllTheWay) {
  EXPECT_NEAR(AtMost(9, CountLimits(9).upper), 0.025, 1e-12);
  EXPECT_GT(std::fabs(AtMost(10, CountLimits(10).upper) - 0.025), 1e-5) << "Byar's is an approximation";
  for (int count = 0; count < 200; ++count) {
    const Limits here = CountLimits(count), next = CountLimits(count + 1);
    EXPECT_LT(here.lower, next.lower) << count;
    EXPECT_LT(here.upper, next.upper) << count;
    EXPECT_LE(here.lower, count);
    EXPECT_GT(here.upper, count);
  }
}

TEST(CountLimits, NeverFallBelowZero) {
  for (const double confidence : {0.95, 1 - 1e-12, 1 - 1.2e-16}) EXPECT_GE(CountLimits(10, confidence).lower, 0);
}

// From the same source.
TEST(Rate, GivesThePublishedValues) {
  ExpectInterval(Rate(1, 100, 100), 1, 0.025317807984, 5.571643390939, 1e-10);
  ExpectInterval(Rate(5, 100, 100), 5, 1.623486390118, 11.668332079323, 1e-10);
  ExpectInterval(Rate(5, 100, 100, 0.998), 5, 0.739371731918, 16.454745203680, 1e-10);
  ExpectInterval(Rate(20, 100, 100), 20, 12.211428834876, 30.889880369197, 1e-10);
  ExpectInterval(Rate(7776456, 7564336677, 100000), 102.804202563392, 102.731960053021, 102.876483340928, 1e-8);
  ExpectInterval(Rate(250, 220, 100000), 113636.363636363647, 99984.947385328764, 128631.144874557823, 1e-6);
}

TEST(Rate, HasNoValueOverNothing) {
  EXPECT_FALSE(Rate(0, 0, 1).has_value());
  EXPECT_FALSE(Rate(3, 0, 1).has_value());
  EXPECT_FALSE(Rate(3, -1, 1).has_value());
  EXPECT_FALSE(Rate(-1, 1, 1).has_value());
  ExpectInterval(Rate(0, 2, 1), 0, 0, CountLimits(0).upper / 2, 1e-12);
}

}  // namespace
}  // namespace gainful::stats
