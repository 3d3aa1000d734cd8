// Comma-separated values by RFC 4180, read as spreadsheets write them.
#pragma once

#include <cstdint>
#include <istream>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace gainful::cli {

// One row of a file.
struct CsvRow {
  int64_t line = 0;                // the line on which it begins, counted from 1
  std::vector<std::string> cells;  // without quotes; not to be relied on where there is a fault
  std::string fault;               // why the row cannot be read; empty where it can
};

// Reads rows one at a time, holding one row in memory.
//
// Rows end with LF, CRLF or CR. A cell that begins with a quote ends with one, may hold separators and line breaks, and
// doubles the quotes inside; elsewhere a quote is text. A byte order mark is skipped, and lines without any text are. A
// row is at fault when it holds a NUL or bytes that are not UTF-8, when text follows a closing quote, when a quote is
// never closed, or when it goes beyond a limit below; reading goes on after it.
class CsvReader {
 public:
  static constexpr size_t kMostCellBytes = 64 << 10;
  static constexpr size_t kMostCells = 1000;

  // `in` must outlive the reader.
  explicit CsvReader(std::istream& in, char separator = ',');

  // False at the end of the file.
  bool Next(CsvRow* row);

 private:
  enum class End { kCell, kRow, kFile };

  int Take();
  bool TakeLineEnd(int c);
  End ReadCell(CsvRow* row);
  End ReadQuoted(CsvRow* row, std::string* cell);
  End ReadPlain(int c, CsvRow* row, std::string* cell);
  void Append(int c, CsvRow* row, std::string* cell);

  std::streambuf& in_;
  const char separator_;
  int64_t line_ = 1;
};

// One row as text, its line end (LF) included. Quotes what needs it, so that CsvReader gives the cells back.
std::string CsvLine(const std::vector<std::string>& cells, char separator = ',');

}  // namespace gainful::cli
