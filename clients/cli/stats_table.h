// The input of `gainful stats`: a CSV file whose first row names its columns.
#pragma once

#include <istream>
#include <optional>
#include <string>
#include <vector>

#include "clients/cli/csv.h"
#include "services/common/stats/interval.h"

namespace gainful::cli {

// The rows of a file, with everything that is wrong in them. Rows that cannot be read are left out of rows() and are among the faults.
class StatsTable {
 public:
  using Names = std::vector<std::string>;

  // Counts are whole numbers that a double holds exactly; other numbers keep far enough from 0 and from infinity for squares of their
  // quotients to do likewise.
  static constexpr int64_t kMost = int64_t{1} << 53;
  static constexpr double kMostNumber = 1e15, kLeastNumber = 1e-15;

  // Reads all of `in`. Every column of `needed` must be there, those of `optional` may be, and none of them twice.
  StatsTable(std::istream& in, Names needed, Names optional = {});

  const std::vector<CsvRow>& rows() const { return rows_; }
  bool Has(const std::string& column) const { return Place(column) < header_.size(); }

  // The columns that neither list names, and a row's cells in them.
  Names others() const;
  Names OthersOf(const CsvRow& row) const;

  const std::string& Text(const CsvRow& row, const std::string& column) const { return row.cells[Place(column)]; }

  // The cell as what it must be; otherwise a fault and nothing.
  std::optional<int64_t> Whole(const CsvRow& row, const std::string& column, int64_t least = 0, int64_t most = kMost);
  std::optional<double> Number(const CsvRow& row, const std::string& column, bool may_be_zero);
  std::optional<stats::Proportion> Proportion(const CsvRow& row, const std::string& x, const std::string& n);

  // Adds a fault of a row, or of one of its cells where `column` is not empty; and one of the whole input.
  void Blame(const CsvRow& row, const std::string& column, const std::string& reason);
  void BlameAll(const std::string& reason);

  bool sound() const { return faults_.empty(); }
  // Such as "line 3: column numerator: wants a whole number, not 'x'", in the order of the lines.
  Names faults() const;

 private:
  size_t Place(const std::string& column) const;
  bool IsKnown(const std::string& column) const;
  void CheckHeader();

  const Names needed_, optional_;
  Names header_;
  std::vector<CsvRow> rows_;
  std::vector<std::pair<int64_t, std::string>> faults_;  // with their lines
};

}  // namespace gainful::cli
