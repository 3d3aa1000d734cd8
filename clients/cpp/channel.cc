#include "clients/cpp/channel.h"

#include <arpa/inet.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

#include <fstream>
#include <sstream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace gainful::client {
namespace {

// A page of 1000 records with long texts; far above it something is wrong.
constexpr int kLargestResponse = 16 << 20;

absl::StatusOr<std::string> ReadPem(const std::string& path, absl::string_view option) {
  if (path.empty()) return std::string();
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in || text.str().empty()) return absl::InvalidArgumentError(absl::StrCat(option, ": ", path, " cannot be read"));
  return text.str();
}

absl::StatusOr<std::shared_ptr<grpc::ChannelCredentials>> TlsCredentials(const TlsFiles& files) {
  if (files.certificate.empty() != files.key.empty()) {
    return absl::InvalidArgumentError("tls.certificate and tls.key: give both or neither");
  }
  const auto ca = ReadPem(files.ca, "tls.ca");
  const auto certificate = ReadPem(files.certificate, "tls.certificate");
  const auto key = ReadPem(files.key, "tls.key");
  for (const auto* pem : {&ca, &certificate, &key}) {
    if (!pem->ok()) return pem->status();
  }
  grpc::SslCredentialsOptions options;
  options.pem_root_certs = *ca;
  options.pem_cert_chain = *certificate;
  options.pem_private_key = *key;
  return grpc::SslCredentials(options);
}

bool IsLocal(absl::string_view address) {
  if (absl::StartsWith(address, "unix:")) return true;
  std::string host(address.substr(0, address.rfind(':')));
  if (host == "localhost") return true;
  in_addr v4{};
  if (inet_pton(AF_INET, host.c_str(), &v4) == 1) return (ntohl(v4.s_addr) >> 24) == 127;
  return host == "[::1]";
}

std::shared_ptr<grpc::Channel> MakeChannel(const std::string& address, bool local,
                                           const std::shared_ptr<grpc::ChannelCredentials>& credentials) {
  grpc::ChannelArguments arguments;
  arguments.SetUserAgentPrefix("gainful-cpp");
  arguments.SetMaxReceiveMessageSize(kLargestResponse);
  // Calls are repeated here, under one request_id; a second layer of repeats would multiply the attempts.
  arguments.SetInt(GRPC_ARG_ENABLE_RETRIES, 0);
  // gRPC redials after a second at the earliest by default, later than our first repeats. (GRPC_ARG_MIN_RECONNECT_BACKOFF_MS stays as it
  // is: in spite of its name it bounds how long a connection may take to come about.)
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 50);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 2000);
  // A proxy configured for the web has no business with this machine's own services.
  if (local) arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  return grpc::CreateCustomChannel(address, credentials, arguments);
}

}  // namespace

absl::StatusOr<std::shared_ptr<grpc::Channel>> OpenChannel(const Options& options) {
  if (options.address.empty()) return absl::InvalidArgumentError("address: give the server's host:port");
  if (options.timeout && *options.timeout <= absl::ZeroDuration())
    return absl::InvalidArgumentError("timeout: must be more than 0");
  const bool local = IsLocal(options.address);
  if (!options.tls && !local) {
    return absl::InvalidArgumentError(absl::StrCat(
        "tls: ", options.address, " is not on this machine, and a token must not cross a network in clear; use TLS"));
  }
  std::shared_ptr<grpc::ChannelCredentials> credentials = grpc::InsecureChannelCredentials();
  if (options.tls) {
    auto tls = TlsCredentials(*options.tls);
    if (!tls.ok()) return tls.status();
    credentials = *std::move(tls);
  }
  return MakeChannel(options.address, local, credentials);
}

}  // namespace gainful::client
