// Where the token that accompanies every call comes from.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace gainful::client {

// Gives the signed JWT for one call. Asked for each attempt, from any thread, so it must be quick and thread-safe;
// the two below are.
using TokenSource = std::function<absl::StatusOr<std::string>()>;

// A token that something else keeps fresh in a file. The file is read again whenever it has changed.
TokenSource TokenFromFile(std::string path);

// A token printed on standard output by a command: `argv[0]` and its arguments, started without a shell. It is kept
// until shortly before the token's `exp`, or for one minute where it has none. A command that fails, or takes longer
// than 30 s, gives kUnauthenticated.
TokenSource TokenFromCommand(std::vector<std::string> argv, std::function<absl::Time()> now = absl::Now);

// When a JWT stops being valid, by its `exp` claim. Nothing is verified: that is the server's part.
std::optional<absl::Time> TokenExpiry(absl::string_view jwt);

}  // namespace gainful::client
