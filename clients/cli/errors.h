// How the command line ends when a call did not do what was asked.
#pragma once

#include <functional>
#include <ostream>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "gainful/error.h"

namespace gainful::cli {

// What the process returns to the shell.
enum ExitCode {
  kExitOk = 0,
  kExitUsage = 2,        // the command line, a mapping or a profile is wrong; nothing was sent
  kExitRefused = 3,      // the server looked at it and said no
  kExitNotFound = 4,     // no such record, or not for this caller to see
  kExitUnavailable = 5,  // no answer: the same command may be given again
};

ExitCode ExitCodeFor(absl::StatusCode code);

// Says on `err` what went wrong, one line for each field at fault, the fields named by `as_typed`; returns the exit
// code.
ExitCode Explain(const client::Error& error, const std::function<std::string(absl::string_view)>& as_typed,
                 std::ostream& err);

// For what is found before anything is sent.
ExitCode ExplainUsage(absl::string_view what, std::ostream& err);

}  // namespace gainful::cli
