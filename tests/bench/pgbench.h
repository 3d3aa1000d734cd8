// The other side of the comparison: pgbench, which sends a service's own statements.
#pragma once

#include <string>
#include <vector>

#include "tests/bench/load.h"
#include "tests/bench/stage.h"

namespace gainful::bench {

// A statement with SQL expressions in place of $1, $2, ...; they may use pgbench's variables.
std::string WithValues(std::string statement, const std::vector<std::string>& values);

// Runs a script, in prepared mode, for so many seconds. The rate and the quantiles are of runs of the whole script.
LoadResult Pgbench(const Places& places, const std::string& database, const std::string& role,
                   const std::string& script, int callers, int seconds);

}  // namespace gainful::bench
