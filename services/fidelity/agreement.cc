#include "services/fidelity/agreement.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>

namespace gainful::fidelity {
namespace {

using Matrix = std::vector<std::vector<double>>;

Matrix WeightsOf(std::size_t k, Weights weights) {
  Matrix w(k, std::vector<double>(k));
  for (std::size_t i = 0; i < k; ++i) {
    for (std::size_t j = 0; j < k; ++j) {
      const double far = std::abs(static_cast<double>(i) - static_cast<double>(j)) / static_cast<double>(k - 1);
      w[i][j] = weights == Weights::kLinear ? 1 - far : 1 - far * far;
    }
  }
  return w;
}

// Shares of each cell, row and column, and their weighted means.
struct Shares {
  Matrix cell;
  std::vector<double> row, column;
  std::vector<double> row_weight,
      column_weight;  // mean weight of row i over the columns' shares; of column j over the rows'
  double observed = 0, expected = 0;
};

Shares SharesOf(const std::vector<std::vector<std::int64_t>>& counts, const Matrix& w, double n) {
  const std::size_t k = counts.size();
  Shares s{Matrix(k, std::vector<double>(k)),
           std::vector<double>(k),
           std::vector<double>(k),
           std::vector<double>(k),
           std::vector<double>(k),
           0,
           0};
  for (std::size_t i = 0; i < k; ++i) {
    for (std::size_t j = 0; j < k; ++j) {
      s.cell[i][j] = static_cast<double>(counts[i][j]) / n;
      s.row[i] += s.cell[i][j];
      s.column[j] += s.cell[i][j];
      s.observed += w[i][j] * s.cell[i][j];
    }
  }
  for (std::size_t i = 0; i < k; ++i) {
    for (std::size_t j = 0; j < k; ++j) {
      s.row_weight[i] += w[i][j] * s.column[j];
      s.column_weight[j] += w[i][j] * s.row[i];
      s.expected += w[i][j] * s.row[i] * s.column[j];
    }
  }
  return s;
}

// Fleiss, Cohen and Everitt (1969), for a kappa that need not be zero.
double StandardError(const Shares& s, const Matrix& w, double n) {
  double sum = 0;
  for (std::size_t i = 0; i < w.size(); ++i) {
    for (std::size_t j = 0; j < w.size(); ++j) {
      const double term = w[i][j] * (1 - s.expected) - (s.row_weight[i] + s.column_weight[j]) * (1 - s.observed);
      sum += s.cell[i][j] * term * term;
    }
  }
  const double mean = s.observed * s.expected - 2 * s.expected + s.observed;
  const double variance = (sum - mean * mean) / (n * std::pow(1 - s.expected, 4));
  return variance < 1e-15 ? 0 : std::sqrt(variance);  // what rounding leaves of nothing
}

// Whether one cell of the diagonal holds everything: then chance alone would agree in full.
bool AllInOne(const std::vector<std::vector<std::int64_t>>& counts, std::int64_t n) {
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i][i] == n) return true;
  }
  return false;
}

std::map<std::int32_t, ItemScore> ByNumber(const std::vector<ItemScore>& scores) {
  std::map<std::int32_t, ItemScore> by_number;
  for (const ItemScore& score : scores) by_number[score.number] = score;
  return by_number;
}

std::optional<std::int32_t> ScoreIn(const std::map<std::int32_t, ItemScore>& scores, std::int32_t number) {
  const auto found = scores.find(number);
  if (found == scores.end() || found->second.not_applicable) return std::nullopt;
  return found->second.score;
}

bool IsSetAside(const std::map<std::int32_t, ItemScore>& scores, std::int32_t number) {
  const auto found = scores.find(number);
  return found != scores.end() && found->second.not_applicable;
}

}  // namespace

std::optional<Kappa> WeightedKappa(const std::vector<std::vector<std::int64_t>>& counts, Weights weights,
                                   double confidence) {
  std::int64_t n = 0;
  for (const auto& row : counts) {
    for (const std::int64_t count : row) n += count;
  }
  if (n == 0 || AllInOne(counts, n)) return std::nullopt;
  const Matrix w = WeightsOf(counts.size(), weights);
  const Shares s = SharesOf(counts, w, static_cast<double>(n));
  Kappa kappa;
  kappa.value = (s.observed - s.expected) / (1 - s.expected);
  kappa.standard_error = StandardError(s, w, static_cast<double>(n));
  if (kappa.standard_error > 0) {
    const double reach = stats::TwoSidedZ(confidence) * kappa.standard_error;
    kappa.limits = stats::Limits{std::max(-1.0, kappa.value - reach), std::min(1.0, kappa.value + reach)};
  }
  return kappa;
}

std::optional<Exact> Agreement::PerCent() const {
  if (both == 0) return std::nullopt;
  return Percentage(equal, both);
}

Agreement AgreementOf(const Instrument& instrument, const std::vector<ItemScore>& first,
                      const std::vector<ItemScore>& second) {
  Agreement agreement;
  if (instrument.item().empty()) return agreement;
  std::int32_t lowest = instrument.item(0).lowest(), highest = instrument.item(0).highest();
  for (const Item& item : instrument.item()) {
    lowest = std::min(lowest, item.lowest());
    highest = std::max(highest, item.highest());
  }
  const std::size_t categories = static_cast<std::size_t>(highest - lowest) + 1;
  std::vector<std::vector<std::int64_t>> counts(categories, std::vector<std::int64_t>(categories));
  const auto a = ByNumber(first), b = ByNumber(second);
  for (const Item& item : instrument.item()) {
    const auto one = ScoreIn(a, item.number()), other = ScoreIn(b, item.number());
    if (!one || !other) {
      agreement.left_out.push_back(item.number());
      continue;
    }
    ++agreement.both;
    agreement.equal += *one == *other ? 1 : 0;
    agreement.within_one += std::abs(*one - *other) <= 1 ? 1 : 0;
    ++counts[static_cast<std::size_t>(*one - lowest)][static_cast<std::size_t>(*other - lowest)];
  }
  agreement.linear = WeightedKappa(counts, Weights::kLinear);
  agreement.quadratic = WeightedKappa(counts, Weights::kQuadratic);
  return agreement;
}

std::vector<std::int32_t> Differences(const Instrument& instrument, const std::vector<std::vector<ItemScore>>& sheets) {
  std::vector<std::map<std::int32_t, ItemScore>> maps;
  for (const auto& sheet : sheets) maps.push_back(ByNumber(sheet));
  std::vector<std::int32_t> different;
  for (const Item& item : instrument.item()) {
    const std::int32_t number = item.number();
    const bool all_alike = std::all_of(maps.begin(), maps.end(), [&](const auto& sheet) {
      return ScoreIn(sheet, number) == ScoreIn(maps.front(), number) &&
             IsSetAside(sheet, number) == IsSetAside(maps.front(), number);
    });
    if (!all_alike) different.push_back(number);
  }
  return different;
}

}  // namespace gainful::fidelity
