// The server's certificate and keys.
#pragma once

#include <grpcpp/security/server_credentials.h>

#include <memory>
#include <string>

#include "absl/status/statusor.h"

namespace gainful::rpc {

// Credentials from PEM files; with `client_ca`, clients must show a certificate that it signed. Files are read and
// understood here, since gRPC would only fail to listen later without saying which setting is to blame.
// INVALID_ARGUMENT names the setting, and never says what a file holds.
absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> TlsCredentials(const std::string& cert, const std::string& key,
                                                                        const std::string& client_ca);

}  // namespace gainful::rpc
