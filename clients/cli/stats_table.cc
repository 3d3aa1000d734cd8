#include "clients/cli/stats_table.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/text.h"

namespace gainful::cli {
namespace {

std::string InWords(int64_t least, int64_t most) {
  if (least < 0) return "a whole number";
  if (most != StatsTable::kMost) return absl::StrCat("a whole number from ", least, " to ", most);
  return least == 0 ? "a whole number, 0 or more" : absl::StrCat("a whole number, ", least, " or more");
}

// What a spreadsheet makes of a whole number may have a decimal point or an exponent; the value decides.
std::optional<int64_t> ParseWhole(absl::string_view text) {
  double value = 0;
  if (!absl::SimpleAtod(text, &value) || std::trunc(value) != value) return std::nullopt;
  if (!(std::abs(value) <= static_cast<double>(StatsTable::kMost))) return std::nullopt;
  return static_cast<int64_t>(value);
}

}  // namespace

StatsTable::StatsTable(std::istream& in, Names needed, Names optional)
    : needed_(std::move(needed)), optional_(std::move(optional)) {
  CsvReader reader(in);
  CsvRow row;
  if (!reader.Next(&row)) {
    BlameAll(absl::StrCat("the input is empty; wants the columns ", absl::StrJoin(needed_, ",")));
    return;
  }
  if (!row.fault.empty()) {
    Blame(row, "", row.fault);
    return;
  }
  for (const std::string& name : row.cells) header_.push_back(Trimmed(name));
  CheckHeader();
  if (!sound()) return;
  while (reader.Next(&row)) {
    if (!row.fault.empty()) {
      Blame(row, "", row.fault);
    } else if (row.cells.size() != header_.size()) {
      Blame(row, "", absl::StrCat("has ", row.cells.size(), " cells where the first line has ", header_.size()));
    } else {
      rows_.push_back(std::move(row));
    }
  }
}

void StatsTable::CheckHeader() {
  for (const std::string& name : needed_) {
    if (!Has(name)) BlameAll(absl::StrCat("line 1: wants a column '", name, "'"));
  }
  for (const Names& names : {needed_, optional_}) {
    for (const std::string& name : names) {
      if (std::count(header_.begin(), header_.end(), name) > 1)
        BlameAll(absl::StrCat("line 1: wants one column '", name, "', not several"));
    }
  }
}

size_t StatsTable::Place(const std::string& column) const {
  return static_cast<size_t>(std::find(header_.begin(), header_.end(), column) - header_.begin());
}

bool StatsTable::IsKnown(const std::string& column) const {
  return std::count(needed_.begin(), needed_.end(), column) + std::count(optional_.begin(), optional_.end(), column) >
         0;
}

StatsTable::Names StatsTable::others() const {
  Names names;
  std::copy_if(header_.begin(), header_.end(), std::back_inserter(names), [&](const auto& n) { return !IsKnown(n); });
  return names;
}

StatsTable::Names StatsTable::OthersOf(const CsvRow& row) const {
  Names cells;
  for (size_t i = 0; i < header_.size(); ++i) {
    if (!IsKnown(header_[i])) cells.push_back(row.cells[i]);
  }
  return cells;
}

void StatsTable::Blame(const CsvRow& row, const std::string& column, const std::string& reason) {
  const std::string where = column.empty() ? "" : absl::StrCat("column ", column, ": ");
  faults_.emplace_back(row.line, absl::StrCat("line ", row.line, ": ", where, reason));
}

void StatsTable::BlameAll(const std::string& reason) { faults_.emplace_back(0, reason); }

StatsTable::Names StatsTable::faults() const {
  auto sorted = faults_;
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  Names texts;
  for (auto& [line, text] : sorted) texts.push_back(std::move(text));
  return texts;
}

std::optional<int64_t> StatsTable::Whole(const CsvRow& row, const std::string& column, int64_t least, int64_t most) {
  const std::string text = Trimmed(Text(row, column));
  const std::optional<int64_t> value = ParseWhole(text);
  if (value && *value >= least && *value <= most) return value;
  Blame(row, column, std::string(Wanted(InWords(least, most), text).message()));
  return std::nullopt;
}

std::optional<double> StatsTable::Number(const CsvRow& row, const std::string& column, bool may_be_zero) {
  const std::string text = Trimmed(Text(row, column));
  double value = 0;
  const bool number = absl::SimpleAtod(text, &value);
  if (number && ((value == 0 && may_be_zero) || (value >= kLeastNumber && value <= kMostNumber))) return value;
  Blame(row, column,
        std::string(
            Wanted(may_be_zero ? "a number, 0 or from 1e-15 to 1e15" : "a number from 1e-15 to 1e15", text).message()));
  return std::nullopt;
}

std::optional<stats::Proportion> StatsTable::Proportion(const CsvRow& row, const std::string& x, const std::string& n) {
  const auto numerator = Whole(row, x), denominator = Whole(row, n);
  if (!numerator || !denominator) return std::nullopt;
  if (*numerator <= *denominator) return stats::Proportion{*numerator, *denominator};
  Blame(row, x, absl::StrCat("wants at most ", n, " (", *denominator, "), not ", *numerator));
  return std::nullopt;
}

}  // namespace gainful::cli
