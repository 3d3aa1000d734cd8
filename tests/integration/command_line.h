// `gainful` in this process, against the world's gainfuld.
#pragma once

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "clients/cli/tree.h"
#include "tests/integration/fixture.h"

namespace gainful::integration {

struct Printed {
  int code;
  std::string out, err;
};

// What the command does for the bearer of this token on Monday 2025-06-16, the fake clock's day.
inline Printed RunCommand(const World& world, const std::string& address, const std::string& token,
                          std::vector<std::string> arguments) {
  const std::string file = world.scratch() + "/token";
  std::ofstream(file) << token;
  for (const std::string& more : {std::string("--address"), address, std::string("--token-file"), file})
    arguments.push_back(more);
  std::ostringstream out, err;
  cli::Tree tree(cli::BuiltInContract());
  const int code = tree.Run(arguments, {out, err, {nullptr, world.scratch()}, absl::CivilDay(2025, 6, 16)});
  return {code, out.str(), err.str()};
}

}  // namespace gainful::integration
