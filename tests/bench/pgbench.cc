#include "tests/bench/pgbench.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"

namespace gainful::bench {

std::string WithValues(std::string statement, const std::vector<std::string>& values) {
  for (size_t i = values.size(); i > 0; --i)
    statement = absl::StrReplaceAll(statement, {{absl::StrCat("$", i, "::"), values[i - 1] + "::"}});
  for (size_t i = values.size(); i > 0; --i)
    statement = absl::StrReplaceAll(statement, {{absl::StrCat("$", i), values[i - 1]}});
  return statement;
}

LoadResult Pgbench(const Places& places, const std::string& database, const std::string& role,
                   const std::string& script, int callers, int seconds) {
  const std::string log = places.work + "/pgbench";
  for (const auto& entry : std::filesystem::directory_iterator(places.work)) {
    if (entry.path().filename().string().rfind("pgbench.", 0) == 0) std::filesystem::remove(entry.path());
  }
  // Only roles of services may log in, so another one is taken on at the start of the session.
  setenv("PGOPTIONS", absl::StrCat("-c role=", role).c_str(), 1);
  const std::string out = Run({places.pgbench, "-h", places.socket, "-U", "gainful_admin", "-n", "-M", "prepared", "-f",
                               script, "-c", std::to_string(callers), "-j", std::to_string(std::min(callers, 2)), "-T",
                               std::to_string(seconds), "-l", "--log-prefix=" + log, database});
  std::vector<double> ms;
  for (const auto& entry : std::filesystem::directory_iterator(places.work)) {
    if (entry.path().filename().string().rfind("pgbench.", 0) != 0) continue;
    std::ifstream file(entry.path());
    for (std::string line; std::getline(file, line);) {
      const std::vector<std::string> words = absl::StrSplit(line, ' ');
      double us = 0;
      if (words.size() > 2 && absl::SimpleAtod(words[2], &us)) ms.push_back(us / 1000);
    }
  }
  unsetenv("PGOPTIONS");
  LoadResult result = Summary(std::move(ms));
  const size_t at = out.find("tps = ");
  if (at == std::string::npos ||
      !absl::SimpleAtod(out.substr(at + 6, out.find(' ', at + 6) - at - 6), &result.per_second))
    return {};
  return result;
}

}  // namespace gainful::bench
