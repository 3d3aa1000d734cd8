// The connection that options ask for.
#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "gainful/client.h"

namespace gainful::client {

// kInvalidArgument, naming the option, for what cannot work or would send a token in clear over a network. Connects
// with the first call.
absl::StatusOr<std::shared_ptr<grpc::Channel>> OpenChannel(const Options& options);

}  // namespace gainful::client
