// Runs a command for what it prints.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace gainful::client {

// Starts argv[0] (looked up in PATH) without a shell, standard input empty, standard error shared with this process,
// and returns its standard output. kNotFound: cannot be started; kUnavailable: failed; kDeadlineExceeded: killed after
// `patience`; kResourceExhausted: killed because it printed more than 64 KiB.
absl::StatusOr<std::string> OutputOf(const std::vector<std::string>& argv, absl::Duration patience);

}  // namespace gainful::client
