#include "services/common/stats/cell_key.h"

namespace gainful::stats {
namespace {

std::size_t Place(std::int64_t pcv, std::int64_t ckey) {
  return static_cast<std::size_t>(pcv * PerturbationTable::kKeys + ckey);
}

}  // namespace

bool PerturbationTable::Add(std::int64_t pcv, std::int64_t ckey, std::int64_t pvalue) {
  if (pvalues_.empty()) pvalues_.resize(kRows * kKeys);
  auto& cell = pvalues_.at(Place(pcv, ckey));
  if (cell) return false;
  cell = pvalue;
  return true;
}

std::int64_t PerturbationTable::Perturbed(std::int64_t count, std::int64_t ckey) const {
  if (pvalues_.empty()) return count;
  return count + pvalues_.at(Place(PerturbationRow(count), ckey)).value_or(0);
}

std::int64_t PerturbationRow(std::int64_t count) {
  constexpr std::int64_t kReused = 250, kFirstReused = 501;
  return count < PerturbationTable::kRows ? count : (count - 1) % kReused + kFirstReused;
}

std::optional<std::int64_t> ReleasedCount(const PerturbationTable& table, std::int64_t count, std::int64_t ckey,
                                          std::int64_t threshold) {
  const std::int64_t perturbed = table.Perturbed(count, ckey);
  return perturbed < threshold ? std::nullopt : std::optional<std::int64_t>(perturbed);
}

}  // namespace gainful::stats
