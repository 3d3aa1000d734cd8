// Runs one command of the contract.
#pragma once

#include <ostream>
#include <string>

#include "clients/cli/contract.h"
#include "clients/cli/flags.h"
#include "clients/cli/output.h"
#include "gainful/client.h"

namespace gainful::cli {

// What a command works with.
struct Session {
  const Contract& contract;
  client::Client client;
  client::Options options;  // what the client was made from
  Format format;
  DayParser parse_day;
  std::string request_id;  // empty: a fresh one
  std::ostream& out;
  std::ostream& err;
};

// Calls the method and prints its answer; `all` walks every page of a list. Returns the exit code.
int RunCommand(const Shape& shape, const Given& given, bool all, Session& session);

}  // namespace gainful::cli
