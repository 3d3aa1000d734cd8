// Perturbing counts by cell key, as the census of 2021 was.
// Source: the Office for National Statistics' method "cell key perturbation" (its Statistical Methods Library). A cell's key is the sum of
// the permanent random keys of the people in it, modulo 256; a table says, for each count and key, what to add. So the same people always
// give the same figure, and two tables that differ by one person cannot be subtracted from one another.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace gainful::stats {

class PerturbationTable {
 public:
  static constexpr std::int64_t kKeys = 256;
  static constexpr std::int64_t kRows = 751;  // pcv from 0 to 750

  // False where the table speaks of this row and key already. Needs 0 <= pcv < kRows and 0 <= ckey < kKeys.
  bool Add(std::int64_t pcv, std::int64_t ckey, std::int64_t pvalue);

  // `count` with what the table adds. Where the table has no entry the count stays as it is, as in ONS's own code, which joins the table
  // to the counts and takes a missing value for 0; so a table that begins at pcv 1 leaves 0 alone.
  std::int64_t Perturbed(std::int64_t count, std::int64_t ckey) const;

 private:
  std::vector<std::optional<std::int64_t>> pvalues_;  // by pcv * kKeys + ckey; none while the table is empty
};

// The table's row for a count: up to 750 the count itself, beyond that the rows 501 to 750 over and over.
std::int64_t PerturbationRow(std::int64_t count);

// The perturbed count; nothing where it is below `threshold` and withheld, a zero like any other, as in ONS's own code.
std::optional<std::int64_t> ReleasedCount(const PerturbationTable& table, std::int64_t count, std::int64_t ckey,
                                          std::int64_t threshold);

}  // namespace gainful::stats
