// The methods of `gainful stats`: what each reads, what it answers, and which function of services/common/stats does the work.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "clients/cli/stats_table.h"
#include "services/common/stats/cell_key.h"
#include "services/common/stats/slope_index.h"

namespace gainful::cli {

struct StatsOptions {
  double confidence = stats::kUsualConfidence;
  stats::PerturbationTable perturbation;  // cell-key only
  int64_t threshold = 0;                  // cell-key only
  int draws = stats::kDraws;              // sii only
};

using StatsCells = std::vector<std::vector<std::string>>;

struct StatsMethod {
  // The rows of the answer. What is wrong with the input goes into the table's faults, and the answer counts for nothing then.
  using Run = std::function<StatsCells(StatsTable& table, const StatsOptions& options)>;

  std::string name;
  std::string about;                          // a sentence or two, for help
  std::vector<std::string> needed, optional;  // columns of the input
  std::vector<std::string> answer;            // columns of the output
  bool by_row = false;                        // one row out for each row in: other columns are copied through, in front
  bool takes_confidence = false;
  Run run;
  std::string notes;                    // for help: what the cells must hold and when the answer is blank
  std::string example_in, example_out;  // the latter is what the former gives, which a test sees to
};

// In the order in which help lists them.
const std::vector<StatsMethod>& StatsMethods();

// A number as it is printed: 12 significant digits, the same in every locale.
std::string Figure(double value);

// The functions behind the methods.
StatsCells RunProportion(StatsTable& table, const StatsOptions& options);
StatsCells RunRate(StatsTable& table, const StatsOptions& options);
StatsCells RunDifference(StatsTable& table, const StatsOptions& options);
StatsCells RunGap(StatsTable& table, const StatsOptions& options);
StatsCells RunFunnel(StatsTable& table, const StatsOptions& options);
StatsCells RunCellKey(StatsTable& table, const StatsOptions& options);
StatsCells RunDsr(StatsTable& table, const StatsOptions& options);
StatsCells RunSii(StatsTable& table, const StatsOptions& options);
StatsCells RunKm(StatsTable& table, const StatsOptions& options);
StatsCells RunLogRank(StatsTable& table, const StatsOptions& options);

}  // namespace gainful::cli
