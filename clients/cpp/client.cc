#include "gainful/client.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <grpcpp/channel.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/impl/codegen/proto_utils.h>

#include <random>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "clients/cpp/channel.h"
#include "gainful/type/v1/options.pb.h"
#include "gainful/uuid.h"

namespace gainful::client {
namespace {

using google::protobuf::Message;
using Stub = grpc::TemplatedGenericStub<Message, Message>;

constexpr char kRequestIdField[] = "request_id";
constexpr char kRequestIdKey[] = "gainful-request-id";
std::string NewTraceparent() {
  const std::string trace = absl::StrReplaceAll(NewUuid(), {{"-", ""}});
  const std::string span = absl::StrReplaceAll(NewUuid(), {{"-", ""}});
  return absl::StrCat("00-", trace, "-", span.substr(0, 16), "-01");
}

bool IsTraceparent(absl::string_view text) {
  static constexpr absl::string_view kShape = "hh-hhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhh-hhhhhhhhhhhhhhhh-hh";
  if (text.size() != kShape.size()) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    if (kShape[i] == '-' ? text[i] != '-' : !absl::ascii_isxdigit(static_cast<unsigned char>(text[i]))) return false;
  }
  return true;
}

// The request's own id, making one where the field is there but empty; then `filled` holds the request to send.
// A request that changes nothing has no such field: its id serves the logs only.
std::string TakeRequestId(const Message& request, std::unique_ptr<Message>* filled) {
  const auto* field = request.GetDescriptor()->FindFieldByName(kRequestIdField);
  if (field == nullptr || field->cpp_type() != field->CPPTYPE_STRING || field->is_repeated()) return NewUuid();
  std::string id = request.GetReflection()->GetString(request, field);
  if (!id.empty()) return id;
  filled->reset(request.New());
  (*filled)->CopyFrom(request);
  id = NewUuid();
  (*filled)->GetReflection()->SetString(filled->get(), field, id);
  return id;
}

// gRPC aborts the process when asked to send any other text as metadata.
bool IsHeaderText(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), [](unsigned char c) { return absl::ascii_isgraph(c); });
}

bool IsPurpose(absl::string_view text) {
  return text.size() <= 80 && std::all_of(text.begin(), text.end(), [](unsigned char c) {
           return absl::ascii_isalnum(c) || c == ' ' || c == '-' || c == '_' || c == '.';
         });
}

absl::Duration Pause(const RetryPolicy& policy, int repeat) {
  thread_local std::minstd_rand random{std::random_device{}()};
  absl::Duration delay = policy.first_delay;
  for (int i = 1; i < repeat && delay < policy.longest_delay; ++i) delay *= 2;
  return std::min(delay, policy.longest_delay) * std::uniform_real_distribution<double>(0.5, 1.0)(random);
}

absl::Duration PatienceFor(absl::string_view method) {
  const auto* known = google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(std::string(method));
  const std::uint32_t seconds =
      known != nullptr ? known->options().GetExtension(gainful::type::v1::method).patience() : 0;
  return absl::Seconds(seconds > 0 ? seconds : 30);
}

grpc::Status CallOnce(Stub& stub, grpc::ClientContext* context, const std::string& path, const Message& request,
                      Message* response) {
  grpc::CompletionQueue queue;
  auto call = stub.PrepareUnaryCall(context, path, request, &queue);
  call->StartCall();
  grpc::Status status;
  call->Finish(response, &status, nullptr);
  void* tag = nullptr;
  bool ok = false;
  queue.Next(&tag, &ok);
  queue.Shutdown();
  while (queue.Next(&tag, &ok)) {
  }
  return status;
}

}  // namespace

struct Client::Impl {
  Options options;
  std::shared_ptr<grpc::Channel> channel;
  mutable Stub stub;

  Impl(Options o, std::shared_ptr<grpc::Channel> c) : options(std::move(o)), channel(std::move(c)), stub(channel) {}

  // Of a call without a method known to the contract, as for a stub of the caller's own: 30 s where nothing is said.
  absl::Time Deadline(const CallOptions& call, absl::string_view method) const {
    if (call.timeout > absl::ZeroDuration()) return absl::Now() + call.timeout;
    return absl::Now() + options.timeout.value_or(PatienceFor(method));
  }

  absl::StatusOr<std::unique_ptr<grpc::ClientContext>> Context(absl::Time deadline, const std::string& traceparent,
                                                               const std::string& request_id) const {
    auto context = std::make_unique<grpc::ClientContext>();
    if (options.token) {
      absl::StatusOr<std::string> token = options.token();
      if (!token.ok()) return absl::UnauthenticatedError(token.status().message());
      if (!IsHeaderText(*token))
        return absl::UnauthenticatedError("the token source gave something that is not a token");
      context->AddMetadata("authorization", absl::StrCat("Bearer ", *token));
    }
    context->set_deadline(absl::ToChronoTime(deadline));
    context->AddMetadata("traceparent", traceparent);
    if (!options.purpose.empty()) context->AddMetadata("gainful-purpose", options.purpose);
    context->AddMetadata(kRequestIdKey, IsHeaderText(request_id) ? request_id : NewUuid());
    return context;
  }

  Error Attempt(const std::string& path, const Message& request, Message* response, absl::Time deadline,
                const std::string& traceparent, const std::string& request_id) const {
    auto context = Context(deadline, traceparent, request_id);
    Error error =
        context.ok() ? ErrorFrom(CallOnce(stub, context->get(), path, request, response)) : ErrorFrom(context.status());
    if (error.request_id.empty()) error.request_id = request_id;
    return error;
  }
};

absl::StatusOr<Client> Client::Create(Options options) {
  if (!IsPurpose(options.purpose))
    return absl::InvalidArgumentError("purpose: wants at most 80 letters, digits, blanks and -_.");
  auto channel = OpenChannel(options);
  if (!channel.ok()) return channel.status();
  return Client(std::make_unique<Impl>(std::move(options), *std::move(channel)));
}

Client::Client(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Client::Client(Client&&) noexcept = default;
Client& Client::operator=(Client&&) noexcept = default;
Client::~Client() = default;

Error Client::Call(const Message& request, Message* response, const CallOptions& options) const {
  const google::protobuf::FileDescriptor* file = request.GetDescriptor()->file();
  for (int s = 0; s < file->service_count(); ++s) {
    for (int m = 0; m < file->service(s)->method_count(); ++m) {
      const auto* method = file->service(s)->method(m);
      if (method->input_type() != request.GetDescriptor() || method->output_type() != response->GetDescriptor())
        continue;
      return Call(method->full_name(), request, response, options);
    }
  }
  return ErrorFrom(absl::InvalidArgumentError(absl::StrCat("no method takes ", request.GetDescriptor()->full_name(),
                                                           " and returns ", response->GetDescriptor()->full_name())));
}

Error Client::Call(absl::string_view method, const Message& request, Message* response,
                   const CallOptions& options) const {
  const size_t dot = method.rfind('.');
  if (dot == absl::string_view::npos) return ErrorFrom(absl::InvalidArgumentError("the method needs its full name"));
  const std::string path = absl::StrCat("/", method.substr(0, dot), "/", method.substr(dot + 1));
  const std::string trace = IsTraceparent(options.traceparent) ? options.traceparent : NewTraceparent();
  std::unique_ptr<Message> filled;
  const std::string id = TakeRequestId(request, &filled);
  const absl::Time deadline = impl_->Deadline(options, method);
  const RetryPolicy& retry = impl_->options.retry;
  for (int attempt = 1;; ++attempt) {
    response->Clear();
    Error error = impl_->Attempt(path, filled ? *filled : request, response, deadline, trace, id);
    if (error.code != absl::StatusCode::kUnavailable || attempt >= retry.attempts) return error;
    const absl::Duration pause = Pause(retry, attempt);
    if (absl::Now() + pause >= deadline) return error;
    retry.sleep(pause);
  }
}

std::shared_ptr<grpc::Channel> Client::channel() const { return impl_->channel; }

absl::StatusOr<std::unique_ptr<grpc::ClientContext>> Client::MakeContext(const CallOptions& options) const {
  const std::string trace = IsTraceparent(options.traceparent) ? options.traceparent : NewTraceparent();
  return impl_->Context(impl_->Deadline(options, ""), trace, NewUuid());
}

}  // namespace gainful::client
