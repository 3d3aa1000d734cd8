// Whatever bytes a file of people holds: reading ends, rows keep within their limits and in order, faults are said in
// words, what is read comes back when it is written, and no row of an import is made of what is at fault.
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

#include "clients/cli/csv.h"
#include "clients/cli/mapping.h"
#include "clients/cli/rows.h"
#include "clients/cli/text.h"
#include "gainful/caseload/v1/caseload.pb.h"

namespace gainful::cli {
namespace {

constexpr char kMapping[] = R"(people {
  source: "s" key: "k" date_format: "%d/%m/%Y" blank: ["", "NA"]
  column { from: "n" to: "participant.name" required: true }
  column { from: "b" to: "participant.birth_date" }
  column { from: "y" to: "participant.birth_year" }
  column { from: "s" to: "participant.sex" code { from: "F" to: "2" } }
  column { from: "d" to: "participant.disabilities" }
  column { from: "a" to: "participant.local_characteristics.area" }
  column { from: "r" to: "journey.referred_on" date_format: "%Y-%m-%d" } })";

void Check(bool holds) {
  if (!holds) std::abort();
}

void CheckRow(const CsvRow& row, int64_t after) {
  Check(row.line > after && row.cells.size() <= CsvReader::kMostCells);
  for (const std::string& cell : row.cells) Check(cell.size() <= CsvReader::kMostCellBytes);
  if (!row.fault.empty()) return;
  for (const std::string& cell : row.cells) Check(IsUtf8(cell) && cell.find('\0') == std::string::npos);
}

void CheckComesBack(const CsvRow& row, char separator) {
  std::istringstream in(CsvLine(row.cells, separator));
  CsvReader reader(in, separator);
  CsvRow again;
  Check(reader.Next(&again) && again.fault.empty() && again.cells == row.cells && !reader.Next(&again));
}

void CheckTranslation(const CsvRow& row) {
  static const auto* const mapping = new Mapping(LoadMapping(kMapping, "m").value());
  static const auto* const translator = new RowTranslator(*mapping->people, {"k", "n", "b", "y", "s", "d", "a", "r"});
  caseload::v1::ImportRow message;
  const std::vector<RowFault> faults = translator->Translate(row, {"team", "programme", {}}, &message);
  for (const RowFault& fault : faults) Check(!fault.reason.empty() && IsUtf8(Printable(fault.reason)));
  if (!faults.empty()) return;
  Check(row.fault.empty() && message.line() == row.line && !message.participant().source_key().empty());
  std::string bytes;
  Check(message.SerializeToString(&bytes) && message.ParseFromString(bytes));
}

}  // namespace

int OneInput(const uint8_t* data, size_t size) {
  // The first byte chooses the separator, so that one corpus serves them all.
  const char separator = size == 0 ? ',' : ",;\t|"[data[0] % 4];
  std::istringstream in(std::string(reinterpret_cast<const char*>(data) + (size > 0), size - (size > 0)));
  CsvReader reader(in, separator);
  int64_t after = 0;
  for (CsvRow row; reader.Next(&row);) {
    CheckRow(row, after);
    after = row.line;
    // A row that begins with a byte order mark is the one thing that does not come back: a file's first bytes are one.
    const bool mark = !row.cells.empty() && row.cells[0].compare(0, 3, "\xEF\xBB\xBF") == 0;
    if (row.fault.empty() && !mark) CheckComesBack(row, separator);
    CheckTranslation(row);
  }
  return 0;
}

}  // namespace gainful::cli

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) { return gainful::cli::OneInput(data, size); }
