#include "tests/integration/wire.h"

#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>

#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gainful/error.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace gainful::integration {
namespace {

std::string ReadFile(const std::string& path) {
  std::stringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

std::shared_ptr<grpc::ChannelCredentials> Credentials(const TlsFiles* tls) {
  if (tls == nullptr) return grpc::InsecureChannelCredentials();
  grpc::SslCredentialsOptions options;
  options.pem_root_certs = ReadFile(tls->ca);
  if (!tls->certificate.empty()) {
    options.pem_cert_chain = ReadFile(tls->certificate);
    options.pem_private_key = ReadFile(tls->key);
  }
  return grpc::SslCredentials(options);
}

std::string DetailsOf(const grpc::Status& status) {
  google::rpc::Status all;
  if (!all.ParseFromString(status.error_details())) return "unreadable";
  std::string out = absl::StrCat(all.code(), " ", all.message());
  for (const auto& any : all.details()) {
    if (!any.Is<google::rpc::RequestInfo>()) absl::StrAppend(&out, "\n", any.type_url(), " ", any.value());
  }
  return out;
}

Outcome OutcomeOf(const grpc::Status& status, const grpc::ClientContext& context) {
  const client::Error error = client::ErrorFrom(status);
  Outcome outcome;
  outcome.code = error.code;
  outcome.message = error.message;
  outcome.reason = error.reason;
  outcome.details = status.ok() ? "" : DetailsOf(status);
  for (const auto& v : error.violations) outcome.violations.emplace_back(v.field, v.description);
  const auto& trailing = context.GetServerTrailingMetadata();
  const auto id = trailing.find("gainful-request-id");
  if (id != trailing.end()) outcome.call_id.assign(id->second.data(), id->second.size());
  return outcome;
}

std::string BytesOf(const grpc::ByteBuffer& buffer) {
  std::vector<grpc::Slice> slices;
  std::string bytes;
  if (!buffer.Valid() || !buffer.Dump(&slices).ok()) return bytes;
  for (const auto& slice : slices) bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  return bytes;
}

}  // namespace

struct Wire::Impl {
  explicit Impl(std::shared_ptr<grpc::Channel> channel) : stub(std::move(channel)) {}
  grpc::GenericStub stub;
};

Wire::Wire(const std::string& address, const TlsFiles* tls) {
  grpc::ChannelArguments arguments;
  // Two servers of one test may have the same port one after the other; connections are not to be shared between them.
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  arguments.SetMaxReceiveMessageSize(-1);
  impl_ = std::make_unique<Impl>(grpc::CreateCustomChannel(address, Credentials(tls), arguments));
}

Wire::~Wire() = default;

Outcome Wire::Call(const std::string& path, const std::string& bytes, const Metadata& metadata, absl::Duration timeout,
                   bool is_compressed) const {
  grpc::ClientContext context;
  if (is_compressed) context.set_compression_algorithm(GRPC_COMPRESS_GZIP);
  for (const auto& [key, value] : metadata) context.AddMetadata(key, value);
  context.set_deadline(absl::ToChronoTime(absl::Now() + timeout));
  const grpc::Slice slice(bytes);
  const grpc::ByteBuffer request(&slice, 1);
  grpc::CompletionQueue queue;
  grpc::ByteBuffer response;
  grpc::Status status;
  auto call = impl_->stub.PrepareUnaryCall(&context, path, request, &queue);
  call->StartCall();
  call->Finish(&response, &status, nullptr);
  void* tag = nullptr;
  bool done = false;
  queue.Next(&tag, &done);
  Outcome outcome = OutcomeOf(status, context);
  outcome.bytes = BytesOf(response);
  return outcome;
}

std::string Wire::Health(const std::string& service) const {
  std::string request;
  if (!service.empty()) request = absl::StrCat("\x0a", std::string(1, static_cast<char>(service.size())), service);
  const Outcome outcome = Call("/grpc.health.v1.Health/Check", request);
  if (!outcome.ok()) return absl::StatusCodeToString(outcome.code);
  if (outcome.bytes == "\x08\x01") return "SERVING";
  return outcome.bytes == "\x08\x02" ? "NOT_SERVING" : "?";
}

std::vector<std::string> Outcome::fields() const {
  std::vector<std::string> names;
  for (const auto& [field, unused] : violations) names.push_back(field);
  return names;
}

std::ostream& operator<<(std::ostream& out, const Outcome& outcome) {
  out << absl::StatusCodeToString(outcome.code);
  if (!outcome.reason.empty()) out << " (" << outcome.reason << ")";
  return out << ": " << outcome.message;
}

}  // namespace gainful::integration
