#include "services/common/stats/dsr.h"

#include "services/common/stats/poisson.h"
#include "tests/unit/common/stats/stats_testing.h"

namespace gainful::stats {
namespace {

// Counts and populations by age, and their answers, as the Office for Health Improvement and Disparities publishes them with its package
// PHEindicatormethods; the weights are the European Standard Populations of 2013 and 1976.
const std::vector<double> kPopulation{636, 558, 609, 543, 384, 594, 669, 843, 660, 576,
                                      606, 522, 426, 273, 300, 288, 153, 123, 207};
const std::vector<double> kEurope2013{5000, 5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000,
                                      7000, 6500, 6000, 5500, 5000, 4000, 2500, 1500, 1000};
const std::vector<double> kEurope1976{8000, 7000, 7000, 7000, 7000, 7000, 7000, 7000, 7000,
                                      7000, 7000, 6000, 5000, 4000, 3000, 2000, 1000, 1000};
const std::vector<int> kMany{127, 25, 18, 21, 12, 27, 48, 27, 29, 32, 32, 34, 45, 65, 38, 68, 74, 82, 91};
const std::vector<int> kFew{12, 4, 3, 2, 3, 4, 8, 2, 2, 3, 4, 5, 6, 8, 5, 6, 5, 5, 4};

std::vector<Stratum> Strata(const std::vector<int>& counts, const std::vector<double>& standard) {
  std::vector<Stratum> strata;
  for (std::size_t i = 0; i < standard.size(); ++i) strata.push_back({counts[i], kPopulation[i], standard[i]});
  return strata;
}

TEST(DirectlyStandardisedRate, GivesThePublishedValues) {
  const auto many = Strata(kMany, kEurope2013), few = Strata(kFew, kEurope2013), old = Strata(kMany, kEurope1976);
  ExpectInterval(DirectlyStandardisedRate(many, 1e5), 10430.247991469423, 9717.709067985681, 11178.940915479250, 1e-8);
  ExpectInterval(DirectlyStandardisedRate(many, 1e5, 0.998), 10430.247991469423, 9323.287880219903, 11620.595999522058,
                 1e-8);
  ExpectInterval(DirectlyStandardisedRate(few, 1e5), 1103.212025300104, 877.455767536709, 1367.088222725179, 1e-8);
  ExpectInterval(DirectlyStandardisedRate(old, 1e5), 8592.097585022366, 7991.160931442103, 9225.253880318318, 1e-8);
}

// Two strata, with a pencil: 1000 (0.6 * 12 / 1000 + 0.4 * 30 / 1500) = 15.2; variance of the sum 0.6^2 * 12 / 1000^2 + 0.4^2 * 30 / 1500^2.
TEST(DirectlyStandardisedRate, IsTheWeightedSumOfTheStrata) {
  const double stretch = std::sqrt((0.36 * 12 / 1e6 + 0.16 * 30 / 2.25e6) / 42);
  const Limits limits = CountLimits(42);
  ExpectInterval(DirectlyStandardisedRate({{12, 1000, 600}, {30, 1500, 400}}, 1000), 15.2,
                 15.2 + 1000 * stretch * (limits.lower - 42), 15.2 + 1000 * stretch * (limits.upper - 42), 1e-10);
}

TEST(DirectlyStandardisedRate, OfOneStratumIsItsRate) {
  for (const int count : {10, 11, 500}) {
    const auto rate = Rate(count, 777, 1000);
    ExpectInterval(DirectlyStandardisedRate({{count, 777, 31}}, 1000), rate->value, rate->lower, rate->upper, 1e-10);
  }
}

TEST(DirectlyStandardisedRate, IsNotGivenUnderTenEvents) {
  EXPECT_FALSE(DirectlyStandardisedRate({{4, 100, 1}, {5, 100, 1}}, 1).has_value());
  EXPECT_TRUE(DirectlyStandardisedRate({{5, 100, 1}, {5, 100, 1}}, 1).has_value());
  EXPECT_FALSE(DirectlyStandardisedRate({}, 1).has_value());
  EXPECT_FALSE(DirectlyStandardisedRate({{50, 100, 0}}, 1).has_value()) << "nothing has weight";
}

}  // namespace
}  // namespace gainful::stats
