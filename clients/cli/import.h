// `gainful import`: spreadsheets into the record.
#pragma once

#include <string>
#include <vector>

#include "clients/cli/command.h"

namespace gainful::cli {

class Tree;

// What was typed after `gainful import`.
struct ImportOptions {
  std::string mapping;
  std::vector<std::string> files;  // people, then jobs
  std::string people;              // or each by its option
  std::string jobs;
  std::vector<std::string> records;  // each as NAME=FILE
  std::string programme;
  std::string team;
  bool dry_run = false;
  bool partial = false;
};

// Adds `gainful import`.
void AddImport(Tree* tree);

// Checks every row of the files, prints every fault, and writes the records where there was none (or, with `partial`,
// those of the good rows). Prints what was done on the session's `out`. Returns the exit code: 2 where nothing was
// sent, 3 where rows are bad.
int RunImport(const ImportOptions& options, bool err_is_terminal, Session& session);

}  // namespace gainful::cli
