#include "clients/cli/stats.h"

#include <filesystem>
#include <fstream>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "clients/cli/csv.h"
#include "clients/cli/errors.h"
#include "clients/cli/text.h"
#include "clients/cli/tree.h"

namespace gainful::cli {
namespace {

// Beyond it too few of the simulated draws lie outside the interval to place its ends.
constexpr double kMostSimulated = 0.9999;

// What was typed after `gainful stats METHOD`.
struct Typed {
  std::string confidence = "0.95", ptable, threshold;
};

std::vector<std::string> ReadConfidence(const StatsMethod& method, const std::string& text, double* confidence) {
  if (!absl::SimpleAtod(text, confidence) || !(*confidence > 0 && *confidence < 1))
    return {absl::StrCat("--confidence: ", Wanted("a number between 0 and 1, such as 0.95", text).message())};
  if (!method.takes_confidence && *confidence != stats::kUsualConfidence)
    return {absl::StrCat("--confidence: ", method.name, " has no interval whose confidence could be chosen")};
  if (method.name == "sii" && *confidence > kMostSimulated)
    return {absl::StrCat("--confidence: ", Wanted("at most 0.9999, as the interval is simulated", text).message())};
  return {};
}

std::vector<std::string> ReadCellKeyOptions(const Typed& typed, StatsOptions* options) {
  std::vector<std::string> faults;
  if (!absl::SimpleAtoi(typed.threshold, &options->threshold) || options->threshold < 0)
    faults.push_back(
        typed.threshold.empty()
            ? "--threshold: is required"
            : absl::StrCat("--threshold: ", Wanted("a whole number, 0 or more", typed.threshold).message()));
  if (typed.ptable.empty()) {
    faults.emplace_back("--ptable: is required");
    return faults;
  }
  std::error_code ignored;
  std::ifstream file;
  if (!std::filesystem::is_directory(typed.ptable, ignored)) file.open(typed.ptable, std::ios::binary);
  if (!file.is_open()) {
    faults.push_back(absl::StrCat(typed.ptable, ": cannot be read"));
    return faults;
  }
  for (const std::string& fault : ReadPerturbation(file, &options->perturbation))
    faults.push_back(absl::StrCat(typed.ptable, ": ", fault));
  return faults;
}

void Say(const std::vector<std::string>& faults, std::ostream& err) {
  for (const std::string& fault : faults) err << "gainful: " << Printable(fault) << "\n";
}

int Stats(const StatsMethod& method, const Typed& typed, const Tree& tree, const Environment& environment) {
  const std::string format = tree.root()->get_option("--format")->as<std::string>();
  if (tree.root()->get_option("--format")->count() > 0 && format != "csv")
    return ExplainUsage(absl::StrCat("--format: ", Wanted("csv or nothing: stats answers in CSV", format).message()),
                        environment.err);
  StatsOptions options;
  std::vector<std::string> faults = ReadConfidence(method, typed.confidence, &options.confidence);
  if (method.name == "cell-key") {
    for (std::string& fault : ReadCellKeyOptions(typed, &options)) faults.push_back(std::move(fault));
  }
  Say(faults, environment.err);
  if (!faults.empty()) return kExitUsage;
  return RunStats(method, options, environment.in, environment.out, environment.err);
}

std::string Indented(const std::string& text) {
  return absl::StrCat("    ", absl::StrReplaceAll(text, {{"\n", "\n    "}}));
}

std::string FooterFor(const StatsMethod& method) {
  std::string columns = absl::StrJoin(method.needed, ",");
  for (const std::string& name : method.optional) absl::StrAppend(&columns, "[,", name, "]");
  const bool cell_key = method.name == "cell-key";
  return absl::StrCat("Columns\n  in   ", columns, "\n  out  ", absl::StrJoin(method.answer, ","), "\n",
                      method.by_row ? "  Other columns are copied through, in front.\n"
                                    : "  Other columns are left out. Groups come in the order of the input.\n",
                      "\n", Wrap(method.notes, 0, 100), "\n\nExample\n  gainful stats ", method.name,
                      cell_key ? " --ptable ptable.csv --threshold 11" : "", " < in.csv > out.csv\n",
                      cell_key ? "  ptable.csv\n    pcv,ckey,pvalue\n    12,33,-2\n    12,34,1\n" : "", "  in.csv\n",
                      Indented(method.example_in), "\n  out.csv\n", Indented(method.example_out), "\n");
}

void AddMethod(const StatsMethod& method, CLI::App* parent, Tree* tree) {
  const auto typed = std::make_shared<Typed>();
  CLI::App* command = tree->Add(parent, method.name, method.about, [=, &method](const Environment& environment) {
    return Stats(method, *typed, *tree, environment);
  });
  // Every method takes the option, so that scripts need not tell them apart.
  command
      ->add_option("--confidence", typed->confidence,
                   method.takes_confidence ? "How sure the interval is to be; 0.95 without the option."
                                           : "0.95 or nothing: there is no interval whose confidence could be chosen.")
      ->type_name("N");
  if (method.name == "cell-key") {
    tree->SetFile(command
                      ->add_option("--ptable", typed->ptable,
                                   "Required. The perturbation table, as CSV with the columns pcv, ckey and pvalue.")
                      ->type_name("FILE"));
    command
        ->add_option("--threshold", typed->threshold,
                     "Required. Perturbed counts below this number are withheld; 0 withholds none.")
        ->type_name("N");
  }
  command->footer(FooterFor(method));
}

}  // namespace

std::vector<std::string> ReadPerturbation(std::istream& in, stats::PerturbationTable* perturbation) {
  constexpr int64_t kMostAdded = 1'000'000'000;
  StatsTable table(in, {"pcv", "ckey", "pvalue"});
  for (const CsvRow& row : table.rows()) {
    const auto pcv = table.Whole(row, "pcv", 0, stats::PerturbationTable::kRows - 1);
    const auto ckey = table.Whole(row, "ckey", 0, stats::PerturbationTable::kKeys - 1);
    const auto pvalue = table.Whole(row, "pvalue", -kMostAdded, kMostAdded);
    if (!pcv || !ckey || !pvalue) continue;
    if (!perturbation->Add(*pcv, *ckey, *pvalue))
      table.Blame(row, "", absl::StrCat("wants each pcv and ckey once; ", *pcv, " and ", *ckey, " were there before"));
  }
  return table.faults();
}

int RunStats(const StatsMethod& method, const StatsOptions& options, std::istream& in, std::ostream& out,
             std::ostream& err) {
  StatsTable table(in, method.needed, method.optional);
  std::vector<std::string> heading = method.by_row ? table.others() : std::vector<std::string>();
  for (const std::string& name : method.answer) {
    if (std::find(heading.begin(), heading.end(), name) != heading.end())
      table.BlameAll(absl::StrCat("line 1: wants another name for the column '", name, "', which the answer has too"));
    heading.push_back(name);
  }
  StatsCells rows;
  if (table.sound() || !table.rows().empty()) rows = method.run(table, options);
  Say(table.faults(), err);
  if (!table.sound()) return kExitUsage;
  out << CsvLine(heading);
  for (const std::vector<std::string>& row : rows) out << CsvLine(row);
  return kExitOk;
}

void AddStats(Tree* tree) {
  CLI::App* stats = tree->Add(tree->root(), "stats",
                              "Statistics for your own figures, by the code that the reports use. Reads CSV with a "
                              "heading from standard input and writes CSV; needs no server.",
                              nullptr);
  for (const StatsMethod& method : StatsMethods()) AddMethod(method, stats, tree);
  stats->footer(
      "Input that cannot be used is answered with its lines and what is wanted, and nothing is written.\n"
      "Figures that have no value are blank.\n\n"
      "Example\n"
      "  printf 'area,numerator,denominator\\nNorth,65,100\\n' | gainful stats proportion\n");
}

}  // namespace gainful::cli
