// Kappa against what was published, and against a slow reference that knows pairs and no tables.
#include "services/fidelity/agreement.h"

#include <cmath>
#include <random>

#include "tests/unit/fidelity/testing.h"

namespace gainful::fidelity {
namespace {

using Table = std::vector<std::vector<std::int64_t>>;

TEST(WeightedKappa, IsThatOfPublishedExamples) {
  // Ratings of skin by two dermatologists: SAS/STAT, the FREQ procedure, example of tests and measures of agreement. Cicchetti-Allison weights: 0.5082,
  // standard error 0.0655, 95% limits 0.3798 and 0.6366.
  const Table skin = {{10, 4, 1, 0}, {5, 10, 12, 2}, {2, 4, 12, 5}, {0, 2, 6, 13}};
  const Kappa linear = *WeightedKappa(skin, Weights::kLinear);
  EXPECT_NEAR(linear.value, 0.5082, 5e-5);
  EXPECT_NEAR(linear.standard_error, 0.0655, 5e-5);
  ASSERT_TRUE(linear.limits);
  EXPECT_NEAR(linear.limits->lower, 0.3798, 5e-5);
  EXPECT_NEAR(linear.limits->upper, 0.6366, 5e-5);
  // Answers of wives and husbands: A. Agresti, Categorical Data Analysis (1990), after Hout et al. (1987); the R package vcd gives 0.2374 and 0.07832 for it
  // with equal spacing.
  const Table couples = {{7, 7, 2, 3}, {2, 8, 3, 7}, {1, 5, 4, 9}, {2, 8, 9, 14}};
  EXPECT_NEAR(WeightedKappa(couples, Weights::kLinear)->value, 0.2374, 5e-5);
  EXPECT_NEAR(WeightedKappa(couples, Weights::kLinear)->standard_error, 0.07832, 5e-6);
  // Diagnoses of two pathologists: Agresti, section on agreement; 0.78 with quadratic weights.
  const Table carcinoma = {{22, 2, 2, 0}, {5, 7, 14, 0}, {0, 2, 36, 0}, {0, 1, 17, 10}};
  EXPECT_NEAR(WeightedKappa(carcinoma, Weights::kQuadratic)->value, 0.78, 5e-3);
}

TEST(WeightedKappa, CanBeWorkedOutByHand) {
  // Two categories: both weightings are that of plain kappa. Observed 35 of 50; expected 0.5 * 0.6 + 0.5 * 0.4 = 0.5.
  const Table two = {{20, 5}, {10, 15}};
  EXPECT_NEAR(WeightedKappa(two, Weights::kLinear)->value, 0.4, 1e-12);
  EXPECT_NEAR(WeightedKappa(two, Weights::kQuadratic)->value, 0.4, 1e-12);
  // Psychiatric diagnoses of 100 people by two raters (J. L. Fleiss, B. Levin and M. C. Paik, Statistical Methods for Rates and Proportions, 3rd edition,
  // table 18.1), with margins 80 10 10 and 80 5 15. Equal: 0.89, by chance 0.66. One apart: 0.07, by chance 0.14; two apart: 0.04, by chance 0.20. So with
  // a half for one apart it is 0.925 against 0.73, and with three quarters 0.9425 against 0.765.
  const Table diagnoses = {{75, 1, 4}, {5, 4, 1}, {0, 0, 10}};
  EXPECT_NEAR(WeightedKappa(diagnoses, Weights::kLinear)->value, 0.195 / 0.27, 1e-12);
  EXPECT_NEAR(WeightedKappa(diagnoses, Weights::kQuadratic)->value, 0.1775 / 0.235, 1e-12);
}

TEST(WeightedKappa, IsNoneWhereChanceAgreesInFull) {
  EXPECT_FALSE(WeightedKappa({{7, 0}, {0, 0}}, Weights::kLinear));
  EXPECT_FALSE(WeightedKappa({{0, 0, 0}, {0, 0, 0}, {0, 0, 9}}, Weights::kQuadratic));
  EXPECT_FALSE(WeightedKappa({{0, 0}, {0, 0}}, Weights::kLinear));
}

TEST(WeightedKappa, HasNoLimitsWhereAllAgree) {
  const Kappa kappa = *WeightedKappa({{3, 0, 0}, {0, 4, 0}, {0, 0, 5}}, Weights::kLinear);
  EXPECT_DOUBLE_EQ(kappa.value, 1);
  EXPECT_EQ(kappa.standard_error, 0);
  EXPECT_FALSE(kappa.limits);
}

TEST(WeightedKappa, KeepsItsLimitsWithinMinusOneAndOne) {
  const Kappa near = *WeightedKappa({{2, 1}, {0, 2}}, Weights::kLinear);
  EXPECT_EQ(near.limits->upper, 1);
  const Kappa apart = *WeightedKappa({{0, 2}, {2, 1}}, Weights::kLinear);
  EXPECT_LT(apart.value, 0);
  EXPECT_EQ(apart.limits->lower, -1);
}

// The reference: disagreement of pairs over that of all pairings; its standard error by the delta method with numeric slopes.
double SlowKappa(const std::vector<std::vector<double>>& share, int power) {
  double seen = 0, chance = 0;
  const std::size_t k = share.size();
  for (std::size_t i = 0; i < k; ++i) {
    for (std::size_t j = 0; j < k; ++j) {
      const double far = std::pow(std::abs(static_cast<double>(i) - static_cast<double>(j)), power);
      double row = 0, column = 0;
      for (std::size_t m = 0; m < k; ++m) {
        row += share[i][m];
        column += share[m][j];
      }
      seen += far * share[i][j];
      chance += far * row * column;
    }
  }
  return 1 - seen / chance;
}

double SlowError(const std::vector<std::vector<double>>& share, int power, double n) {
  constexpr double kStep = 1e-6;
  double mean = 0, square = 0;
  for (std::size_t i = 0; i < share.size(); ++i) {
    for (std::size_t j = 0; j < share.size(); ++j) {
      auto more = share, less = share;
      more[i][j] += kStep;
      less[i][j] -= kStep;
      // Kappa is the same for shares that do not add up to 1 only if they are made to.
      const auto normal = [](std::vector<std::vector<double>> t, double sum) {
        for (auto& row : t) {
          for (double& cell : row) cell /= sum;
        }
        return t;
      };
      const double slope =
          (SlowKappa(normal(more, 1 + kStep), power) - SlowKappa(normal(less, 1 - kStep), power)) / (2 * kStep);
      mean += share[i][j] * slope;
      square += share[i][j] * slope * slope;
    }
  }
  return std::sqrt(std::max(0.0, square - mean * mean) / n);
}

TEST(WeightedKappa, EqualsASlowReferenceOverRandomTables) {
  std::mt19937 dice(20260101);
  for (int round = 0; round < 300; ++round) {
    const std::size_t k = 2 + dice() % 5;
    Table counts(k, std::vector<std::int64_t>(k));
    std::int64_t n = 0;
    for (auto& row : counts) {
      for (auto& cell : row) n += cell = static_cast<std::int64_t>(dice() % 7);
    }
    std::vector<std::vector<double>> share(k, std::vector<double>(k));
    for (std::size_t i = 0; i < k; ++i) {
      for (std::size_t j = 0; j < k; ++j) share[i][j] = static_cast<double>(counts[i][j]) / static_cast<double>(n);
    }
    for (const auto& [weights, power] : {std::make_pair(Weights::kLinear, 1), std::make_pair(Weights::kQuadratic, 2)}) {
      const auto kappa = WeightedKappa(counts, weights);
      if (!kappa) continue;
      EXPECT_NEAR(kappa->value, SlowKappa(share, power), 1e-9) << round;
      EXPECT_NEAR(kappa->standard_error, SlowError(share, power, static_cast<double>(n)), 1e-5) << round;
    }
  }
}

TEST(AgreementOf, LooksAtWhatBothScored) {
  const Instrument ips25 = Shipped("ips25");
  std::vector<ItemScore> first = Scores({5, 4, 3, 2, 1, 5}), second = Scores({5, 3, 1, 2, 1});
  second.push_back({7, 4, false});
  first.push_back({8, std::nullopt, true});
  const Agreement agreement = AgreementOf(ips25, first, second);
  EXPECT_EQ(agreement.both, 5);
  EXPECT_EQ(agreement.equal, 3);
  EXPECT_EQ(agreement.within_one, 4);
  EXPECT_TRUE(*agreement.PerCent() == (Exact{60, 1}));
  EXPECT_EQ(agreement.left_out.size(), 20U);
  EXPECT_EQ(agreement.left_out.front(), 6);
  const Table table = {{1, 0, 0, 0, 0}, {0, 1, 0, 0, 0}, {1, 0, 0, 0, 0}, {0, 0, 1, 0, 0}, {0, 0, 0, 0, 1}};
  EXPECT_DOUBLE_EQ(agreement.linear->value, WeightedKappa(table, Weights::kLinear)->value);
  EXPECT_DOUBLE_EQ(agreement.quadratic->value, WeightedKappa(table, Weights::kQuadratic)->value);
}

TEST(AgreementOf, IsNoneWhereNothingIsShared) {
  const Agreement agreement = AgreementOf(Shipped("ips25"), Scores({1}), {});
  EXPECT_EQ(agreement.both, 0);
  EXPECT_FALSE(agreement.PerCent());
  EXPECT_FALSE(agreement.linear);
  EXPECT_FALSE(agreement.quadratic);
}

TEST(AgreementOf, SaysNoKappaWhereBothGaveOneScoreThroughout) {
  const std::vector<ItemScore> fives = Scores(std::vector<int>(25, 5));
  const Agreement agreement = AgreementOf(Shipped("ips25"), fives, fives);
  EXPECT_EQ(agreement.equal, 25);
  EXPECT_FALSE(agreement.linear);
}

TEST(Differences, AreInScoresAndInWhatApplies) {
  const Instrument seqf = Shipped("seqf");
  std::vector<ItemScore> first = Scores({4, 3, 2, 1, 1}), second = Scores({4, 2, 2, 1});
  first.push_back({13, std::nullopt, true});
  second.push_back({14, std::nullopt, true});
  EXPECT_EQ(Differences(seqf, {first, second}), (std::vector<std::int32_t>{2, 5, 13, 14}));
  EXPECT_EQ(Differences(seqf, {first, first}), std::vector<std::int32_t>{});
  EXPECT_EQ(Differences(seqf, {first, first, second}), (std::vector<std::int32_t>{2, 5, 13, 14})) << "of any two";
  EXPECT_EQ(Differences(seqf, {first}), std::vector<std::int32_t>{});
  EXPECT_EQ(Differences(seqf, {}), std::vector<std::int32_t>{});
}

}  // namespace
}  // namespace gainful::fidelity
