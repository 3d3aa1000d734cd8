// `gainful stats`: the statistics that the reports use, for anybody's own figures.
#pragma once

#include <istream>
#include <ostream>

#include "clients/cli/stats_methods.h"

namespace gainful::cli {

class Tree;

// Adds `gainful stats METHOD`.
void AddStats(Tree* tree);

// Reads CSV, answers in CSV. All of the input is read and checked before anything is printed; where something is wrong with it, every
// fault is said on `err` and nothing on `out`. Returns the exit code.
int RunStats(const StatsMethod& method, const StatsOptions& options, std::istream& in, std::ostream& out,
             std::ostream& err);

// Reads a perturbation table in ONS's layout, the columns pcv, ckey and pvalue. Returns the faults.
std::vector<std::string> ReadPerturbation(std::istream& in, stats::PerturbationTable* table);

}  // namespace gainful::cli
