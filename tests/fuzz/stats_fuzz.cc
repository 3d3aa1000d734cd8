// Whatever bytes an analyst's file holds: a method of `gainful stats` either answers with whole rows under its heading or says what is wrong
// with which line and writes nothing; both twice alike.
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>

#include "clients/cli/csv.h"
#include "clients/cli/stats.h"
#include "clients/cli/text.h"

namespace gainful::cli {
namespace {

void Check(bool holds) {
  if (!holds) std::abort();
}

struct Outcome {
  int code;
  std::string out, err;
};

Outcome Run(const StatsMethod& method, const StatsOptions& options, const std::string& input) {
  std::istringstream in(input);
  std::ostringstream out, err;
  const int code = RunStats(method, options, in, out, err);
  return {code, out.str(), err.str()};
}

void CheckAnswer(const StatsMethod& method, const std::string& answer) {
  std::istringstream in(answer);
  CsvReader reader(in);
  CsvRow heading, row;
  Check(reader.Next(&heading) && heading.fault.empty() && heading.cells.size() >= method.answer.size());
  // Cells that are copied through, and the names of groups, may hold anything.
  const size_t first = heading.cells.size() - method.answer.size() + (method.answer.front() == "group");
  while (reader.Next(&row)) {
    Check(row.fault.empty() && row.cells.size() == heading.cells.size());
    for (size_t i = first; i < row.cells.size(); ++i) {
      const std::string& cell = row.cells[i];
      Check(cell != "nan" && cell != "-nan" && cell != "inf" && cell != "-inf");
    }
  }
}

}  // namespace

int OneInput(const uint8_t* data, size_t size) {
  // The first byte chooses the method, so that one corpus serves them all; the table of perturbations is one too.
  const auto& methods = StatsMethods();
  const size_t choice = size == 0 ? 0 : data[0] % (methods.size() + 1);
  const std::string input(reinterpret_cast<const char*>(data) + (size > 0), size - (size > 0));
  StatsOptions options;
  options.draws = 20;
  if (choice == methods.size()) {
    std::istringstream in(input);
    for (const std::string& fault : ReadPerturbation(in, &options.perturbation)) Check(IsUtf8(Printable(fault)));
    return 0;
  }
  const StatsMethod& method = methods[choice];
  const Outcome once = Run(method, options, input), again = Run(method, options, input);
  Check(once.code == again.code && once.out == again.out && once.err == again.err);
  Check(once.code == 0 ? once.err.empty() : once.out.empty() && !once.err.empty() && IsUtf8(once.err));
  if (once.code == 0) CheckAnswer(method, once.out);
  return 0;
}

}  // namespace gainful::cli

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) { return gainful::cli::OneInput(data, size); }
