// What happens to every call between the wire and its handler, in this order: request id and trace, deadline, token, role, parsing, the
// handler; then one log line and the metrics.
#pragma once

#include <grpcpp/impl/codegen/service_type.h>
#include <grpcpp/support/byte_buffer.h>

#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "services/common/auth/caller.h"
#include "services/common/base/clock.h"
#include "services/common/rpc/asked.h"
#include "services/common/rpc/metrics.h"
#include "services/common/rpc/service.h"
#include "services/common/rpc/workers.h"

namespace gainful::rpc {

struct DispatchOptions {
  const base::Clock* clock = nullptr;
  // Who a token speaks for, or UNAUTHENTICATED.
  std::function<absl::StatusOr<std::shared_ptr<const auth::Caller>>(absl::string_view token, absl::Time now)> verify;
  // Writes down that a call is refused for the caller's role, and whom or what it asked for; null: nobody does. The call is refused whether or not
  // that succeeds: nothing is shown that would have to be accounted for.
  std::function<absl::Status(const Service& service, const base::Call& call, const Asked& asked)> refused;
  base::Uuid operator_org;  // the organisation whose administrators may create organisations; zero where there is none
  absl::Duration default_deadline = absl::Seconds(30);
  absl::Duration longest_deadline = absl::Minutes(10);
};

// Offers `service` on a gRPC server. Requests arrive as bytes and are parsed here: gRPC itself would answer INTERNAL to bad UTF-8.
std::unique_ptr<grpc::Service> MakeGrpcService(Service* service, const DispatchOptions* options, Workers* workers,
                                               Metrics* metrics);

}  // namespace gainful::rpc
