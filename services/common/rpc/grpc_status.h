// The one place where absl::Status becomes grpc::Status.
#pragma once

#include <grpcpp/support/status.h>

#include <string>

#include "absl/status/status.h"

namespace gainful::rpc {

// Carries the message and, as google.rpc.Status, the details attached to `status`. INTERNAL and UNKNOWN say nothing but `call_id`, by which
// the log line can be found.
grpc::Status ToGrpc(const absl::Status& status, const std::string& call_id);

}  // namespace gainful::rpc
