// The command line, run in the test's own process against the world's server.
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

inline Printed RunCli(World& world, const std::string& token, std::vector<std::string> arguments) {
  const std::string file = world.scratch() + "/token";
  std::ofstream(file) << token;
  for (const std::string& more :
       {std::string("--address"), world.daemon().address(), std::string("--token-file"), file})
    arguments.push_back(more);
  std::istringstream in;
  std::ostringstream out, err;
  cli::Tree tree(cli::BuiltInContract());
  const int code = tree.Run(arguments, {in, out, err, {nullptr, world.scratch()}, absl::CivilDay(2025, 6, 16)});
  return {code, out.str(), err.str()};
}

}  // namespace gainful::integration
