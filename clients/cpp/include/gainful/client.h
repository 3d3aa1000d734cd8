// A client of the Gainful services.
//
//   gainful::client::Options options;
//   options.address = "gainful.example.org:443";
//   options.tls.emplace();
//   options.token = gainful::client::TokenFromFile("/run/secrets/gainful-token");
//   auto client = gainful::client::Client::Create(std::move(options));
//
//   gainful::caseload::v1::GetJourneyRequest request;
//   request.set_id(journey_id);
//   gainful::caseload::v1::Journey journey;
//   if (auto error = client->Call(request, &journey); !error.ok()) { ... error.message, error.violations ... }
//
// A call that changes something carries a request_id. Call fills it in where it is empty, and repeats the call under
// the same id while the server is unavailable: the server does the work once and gives every repeat the first answer.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "gainful/error.h"
#include "gainful/token.h"

namespace google::protobuf {
class Message;
}
namespace grpc {
class Channel;
class ClientContext;
}  // namespace grpc

namespace gainful::client {

// Paths of PEM files.
struct TlsFiles {
  std::string ca;           // who may vouch for the server; empty: whom the system trusts
  std::string certificate;  // the client's own certificate, for mutual TLS
  std::string key;          // its private key; both or neither
};

// Repeats of a call answered with UNAVAILABLE, within the call's deadline. The pause before repeat n is drawn evenly
// from [d/2, d] with d = min(longest_delay, first_delay * 2^(n-1)).
struct RetryPolicy {
  int attempts = 4;  // the first one included
  absl::Duration first_delay = absl::Milliseconds(100);
  absl::Duration longest_delay = absl::Seconds(2);
  std::function<void(absl::Duration)> sleep = absl::SleepFor;
};

struct Options {
  std::string address;          // host:port, [::1]:port or unix:/path
  std::optional<TlsFiles> tls;  // without it the address must be loopback or a unix socket
  TokenSource token;            // empty: calls carry no token
  // For one call, its repeats included. Without it 30 s, or as long as the contract says that the method may take.
  std::optional<absl::Duration> timeout;
  RetryPolicy retry;
  // Why the calls are made, for the account of whose record they read: at most 80 letters, digits, blanks and -_. . Empty: direct care.
  std::string purpose;
};

struct CallOptions {
  absl::Duration timeout = absl::ZeroDuration();  // zero: that of Options
  std::string traceparent;                        // W3C trace context to continue; empty: a new trace
};

// Thread-safe. Opens its connection with the first call.
class Client {
 public:
  // Refuses options that cannot work or would send a token in clear over a network: kInvalidArgument, naming the
  // option.
  static absl::StatusOr<Client> Create(Options options);

  Client(Client&&) noexcept;
  Client& operator=(Client&&) noexcept;
  ~Client();

  // Calls the one method of the contract that takes this type of request; `response` must be what it returns.
  // CommitImport and DiscardImport requests are shared by two services: use the overload that names the method.
  Error Call(const google::protobuf::Message& request, google::protobuf::Message* response,
             const CallOptions& options = {}) const;

  // Calls a method by its full name, such as "gainful.caseload.v1.CaseloadService.CommitImport".
  Error Call(absl::string_view method, const google::protobuf::Message& request, google::protobuf::Message* response,
             const CallOptions& options = {}) const;

  // For use with the generated stubs: the channel, and a context that carries the token, the deadline and the trace.
  // One context serves one call; repeats and request ids are then the caller's own affair. ErrorFrom reads the status
  // that comes back.
  std::shared_ptr<grpc::Channel> channel() const;
  absl::StatusOr<std::unique_ptr<grpc::ClientContext>> MakeContext(const CallOptions& options = {}) const;

 private:
  struct Impl;
  explicit Client(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace gainful::client
