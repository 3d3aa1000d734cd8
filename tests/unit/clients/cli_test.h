// Runs command lines as the program does, against the fake server.
#pragma once

#include <sstream>
#include <string>
#include <vector>

#include "clients/cli/tree.h"
#include "tests/unit/clients/fake_server.h"

namespace gainful::testing {

// What one command line gave.
struct Outcome {
  int code;
  std::string out;
  std::string err;
};

// `server` null: nothing to talk to. `input` is what the program finds on its standard input.
inline Outcome RunCli(const FakeServer* server, std::vector<std::string> arguments, const std::string& input = "") {
  std::istringstream in(input);
  std::ostringstream out, err;
  cli::Tree tree(cli::BuiltInContract());
  if (server != nullptr) {
    arguments.push_back("--address");
    arguments.push_back(server->address());
  }
  const int code = tree.Run(arguments, {in, out, err, {"/nonexistent", "/"}, absl::CivilDay(2024, 3, 5), false, true});
  return {code, out.str(), err.str()};
}

}  // namespace gainful::testing
