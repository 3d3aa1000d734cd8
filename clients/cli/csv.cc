#include "clients/cli/csv.h"

#include "clients/cli/text.h"

namespace gainful::cli {
namespace {

constexpr int kEnd = std::char_traits<char>::eof();

void Blame(const char* what, CsvRow* row) {
  if (row->fault.empty()) row->fault = what;
}

}  // namespace

CsvReader::CsvReader(std::istream& in, char separator) : in_(*in.rdbuf()), separator_(separator) {
  // A byte order mark, which Excel writes in front of UTF-8. A part of one is text that is not UTF-8; the row says so.
  static constexpr unsigned char kMark[] = {0xEF, 0xBB, 0xBF};
  for (const unsigned char byte : kMark) {
    if (in_.sgetc() != byte) break;
    in_.sbumpc();
  }
}

int CsvReader::Take() { return in_.sbumpc(); }

// Consumes the rest of a line end that begins with `c`.
bool CsvReader::TakeLineEnd(int c) {
  if (c != '\n' && c != '\r') return false;
  if (c == '\r' && in_.sgetc() == '\n') in_.sbumpc();
  ++line_;
  return true;
}

void CsvReader::Append(int c, CsvRow* row, std::string* cell) {
  if (c == 0) Blame("it holds a NUL byte", row);
  // What goes beyond the limit is read and dropped, so that memory stays flat whatever the file holds.
  if (cell->size() >= kMostCellBytes)
    return Blame("a cell holds more than 64 KiB; a closing quote may be missing", row);
  cell->push_back(static_cast<char>(c));
}

CsvReader::End CsvReader::ReadPlain(int c, CsvRow* row, std::string* cell) {
  for (;; c = Take()) {
    if (c == kEnd) return End::kFile;
    if (c == separator_) return End::kCell;
    if (TakeLineEnd(c)) return End::kRow;
    Append(c, row, cell);
  }
}

CsvReader::End CsvReader::ReadQuoted(CsvRow* row, std::string* cell) {
  for (;;) {
    const int c = Take();
    if (c == kEnd) {
      Blame("a quote is opened and never closed", row);
      return End::kFile;
    }
    if (c != '"') {
      Append(c, row, cell);
      // Counted only: the bytes of a line break inside quotes are part of the cell.
      if (c == '\n' || (c == '\r' && in_.sgetc() != '\n')) ++line_;
      continue;
    }
    const int next = Take();
    if (next == '"') {
      Append(next, row, cell);
      continue;
    }
    if (next == kEnd) return End::kFile;
    if (next == separator_) return End::kCell;
    if (TakeLineEnd(next)) return End::kRow;
    Blame("text follows a closing quote", row);
    return ReadPlain(next, row, cell);
  }
}

CsvReader::End CsvReader::ReadCell(CsvRow* row) {
  std::string cell;
  const int c = Take();
  const End end = c == '"' ? ReadQuoted(row, &cell) : ReadPlain(c, row, &cell);
  if (!IsUtf8(cell)) Blame("it is not UTF-8; save the file as CSV in UTF-8", row);
  if (row->cells.size() < kMostCells) {
    row->cells.push_back(std::move(cell));
  } else {
    Blame("it has more than 1000 cells", row);
  }
  return end;
}

bool CsvReader::Next(CsvRow* row) {
  for (;;) {
    *row = CsvRow();
    row->line = line_;
    if (in_.sgetc() == kEnd) return false;
    const bool quoted = in_.sgetc() == '"';
    End end = End::kCell;
    while (end == End::kCell) end = ReadCell(row);
    const bool empty = row->cells.size() == 1 && row->cells[0].empty() && !quoted && row->fault.empty();
    if (!empty) return true;
  }
}

std::string CsvLine(const std::vector<std::string>& cells, char separator) {
  const char special[] = {'"', '\n', '\r', separator, '\0'};
  std::string line;
  for (size_t i = 0; i < cells.size(); ++i) {
    const std::string& cell = cells[i];
    if (i > 0) line += separator;
    // A row of one empty cell would read as an empty line.
    const bool quote = cell.find_first_of(special) != std::string::npos || (cells.size() == 1 && cell.empty());
    if (quote) line += '"';
    for (const char c : cell) line.append(c == '"' ? 2 : 1, c);
    if (quote) line += '"';
  }
  return line + "\n";
}

}  // namespace gainful::cli
