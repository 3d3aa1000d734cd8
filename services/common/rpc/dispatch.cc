#include "services/common/rpc/dispatch.h"

#include <grpcpp/grpcpp.h>
#include <grpcpp/impl/codegen/proto_utils.h>
#include <grpcpp/impl/codegen/server_callback_handlers.h>
#include <grpcpp/support/proto_buffer_reader.h>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/clock.h"
#include "services/common/base/bytes.h"
#include "services/common/base/codes.h"
#include "services/common/base/log.h"
#include "services/common/base/status.h"
#include "services/common/rpc/grpc_status.h"

namespace gainful::rpc {
namespace {

using gainful::type::v1::Role;
using google::protobuf::Message;

absl::string_view Metadata(const grpc::CallbackServerContext& ctx, const char* key) {
  const auto it = ctx.client_metadata().find(key);
  return it == ctx.client_metadata().end() ? absl::string_view()
                                           : absl::string_view(it->second.data(), it->second.size());
}

bool IsPlain(absl::string_view text, size_t longest) {
  if (text.empty() || text.size() > longest) return false;
  for (const char c : text) {
    if (!absl::ascii_isalnum(static_cast<unsigned char>(c)) && !absl::StrContains("-_. ", c)) return false;
  }
  return true;
}

// What a caller sends goes into log lines and the journal only if it is short and plain.
std::string CallId(const grpc::CallbackServerContext& ctx, absl::Time now) {
  const absl::string_view given = Metadata(ctx, "gainful-request-id");
  return IsPlain(given, 64) ? std::string(given) : base::Uuid::V7(now).ToString();
}

std::string TraceOf(const grpc::CallbackServerContext& ctx) {
  const absl::string_view given = Metadata(ctx, "traceparent");
  return given.size() == 55 && IsPlain(given, 55) ? std::string(given) : "";
}

absl::Time DeadlineOf(const grpc::CallbackServerContext& ctx, const DispatchOptions& options, absl::Time arrived) {
  const auto given = ctx.deadline();
  if (given == std::chrono::system_clock::time_point::max()) return arrived + options.default_deadline;
  return std::min(absl::FromChrono(given), arrived + options.longest_deadline);
}

std::string RoleName(Role role) { return base::CodeOf(gainful::type::v1::Role_descriptor()->FindValueByNumber(role)); }

// One call on its way through. Lives until Finish.
class Handling {
 public:
  Handling(const Service* service, const Method* method, const DispatchOptions* options, Metrics* metrics,
           grpc::CallbackServerContext* ctx, const grpc::ByteBuffer* request, grpc::ByteBuffer* response)
      : service_(service),
        method_(method),
        options_(options),
        metrics_(metrics),
        ctx_(ctx),
        request_(request),
        response_(response),
        reactor_(ctx->DefaultReactor()),
        arrived_(absl::Now()) {
    call_.method = method->descriptor->name();
    call_.now = options->clock->Now();
    call_.id = CallId(*ctx, call_.now);
    call_.deadline = DeadlineOf(*ctx, *options, arrived_);
  }

  grpc::ServerUnaryReactor* reactor() { return reactor_; }

  void Run() {
    try {
      Finish(Handle());
    } catch (const std::exception& e) {
      base::Log(base::Level::kError, "a handler threw", {{"request_id", call_.id}, {"type", typeid(e).name()}});
      Finish(absl::InternalError(""));
    }
  }

  void Finish(const absl::Status& status) {
    const auto took = absl::Now() - arrived_;
    const std::string code = absl::StatusCodeToString(status.code());
    metrics_->Called(service_->descriptor()->name(), call_.method, code, took);
    const bool bad = absl::IsInternal(status) || absl::IsUnknown(status);
    const std::string trace = TraceOf(*ctx_);
    base::Log(bad ? base::Level::kError : base::Level::kInfo, "rpc",
              {{"request_id", call_.id},
               {"traceparent", trace},
               {"service", service_->descriptor()->name()},
               {"method", call_.method},
               {"code", code},
               {"reason", base::Reason(status)},
               {"ms", absl::ToInt64Microseconds(took) / 1000.0}});
    ctx_->AddTrailingMetadata("gainful-request-id", call_.id);
    reactor_->Finish(ToGrpc(status, call_.id));
  }

 private:
  absl::Status Authenticate() {
    const absl::string_view header = Metadata(*ctx_, "authorization");
    if (!absl::StartsWithIgnoreCase(header, "bearer ")) {
      return base::Error(absl::StatusCode::kUnauthenticated, "NO_TOKEN",
                         "the call carries no token; send `authorization: Bearer <token>`");
    }
    ASSIGN_OR_RETURN(const auto caller, options_->verify(header.substr(7), call_.now));
    call_.org = call_.caller_org = caller->org;
    call_.caller = caller->subject;
    call_.teams = caller->teams;
    const absl::string_view purpose = Metadata(*ctx_, "gainful-purpose");
    call_.purpose = IsPlain(purpose, 80) ? std::string(purpose) : "direct care";
    for (const Role role : method_->allow) {
      if (!caller->Has(role)) continue;
      call_.role = RoleName(role);
      // By the role of this call alone: an auditor who is also a specialist must not write to teams that only auditors may read.
      call_.all_teams = auth::Caller{"", {}, {role}, {}}.SeesAllTeams();
      break;
    }
    if (!call_.role.empty()) return absl::OkStatus();
    NoteRefusal(*caller);
    return base::Error(absl::StatusCode::kPermissionDenied, "ROLE",
                       absl::StrCat("your role may not call ", call_.method));
  }

  // Only a refused call gets here, so that a good one pays nothing for it. It stands under all the roles that the caller has, as none of them is the
  // one in which they act.
  void NoteRefusal(const auth::Caller& caller) {
    if (!options_->refused) return;
    base::Call call = call_;
    const auto name = [](std::string* out, const Role role) { absl::StrAppend(out, RoleName(role)); };
    call.role = absl::StrJoin(caller.roles, ", ", name);
    std::unique_ptr<Message> request(method_->request->New());
    if (!Parse(request.get())) request->Clear();  // what is no message asks for nobody
    const absl::Status noted = options_->refused(*service_, call, AskedFor(*method_->descriptor, *request));
    if (noted.ok()) return;
    base::Log(base::Level::kError, "a refusal was not written down",
              {{"request_id", call_.id}, {"method", call_.method}, {"code", absl::StatusCodeToString(noted.code())}});
  }

  bool Parse(Message* request) const {
    grpc::ByteBuffer bytes(*request_);  // a reference; the reader consumes it
    grpc::ProtoBufferReader reader(&bytes);
    return reader.status().ok() && request->ParseFromZeroCopyStream(&reader);
  }

  absl::Status Handle() {
    if (absl::Now() > call_.deadline || ctx_->IsCancelled())
      return absl::DeadlineExceededError("the deadline passed before work began");
    RETURN_IF_ERROR(Authenticate());
    std::unique_ptr<Message> request(method_->request->New());
    if (!Parse(request.get())) {
      return base::Error(absl::StatusCode::kInvalidArgument, "MALFORMED",
                         "the request is no valid message: a text is not UTF-8, or it is cut short or nested too deep");
    }
    std::unique_ptr<Message> response(method_->response->New());
    RETURN_IF_ERROR(method_->handle(call_, *request, response.get()));
    const grpc::Slice bytes_out(base::Bytes(*response));
    *response_ = grpc::ByteBuffer(&bytes_out, 1);
    return absl::OkStatus();
  }

  const Service* const service_;
  const Method* const method_;
  const DispatchOptions* const options_;
  Metrics* const metrics_;
  grpc::CallbackServerContext* const ctx_;
  const grpc::ByteBuffer* const request_;
  grpc::ByteBuffer* const response_;
  grpc::ServerUnaryReactor* const reactor_;
  const absl::Time arrived_;
  base::Call call_;
};

// The same that generated code does for a raw callback service, for every method of the descriptor.
class GrpcService final : public grpc::Service {
 public:
  GrpcService(rpc::Service* service, const DispatchOptions* options, Workers* workers, Metrics* metrics) {
    int index = 0;
    for (const auto& [name, method] : service->methods()) {
      names_.push_back(std::make_unique<std::string>(absl::StrCat("/", service->descriptor()->full_name(), "/", name)));
      AddMethod(
          new grpc::internal::RpcServiceMethod(names_.back()->c_str(), grpc::internal::RpcMethod::NORMAL_RPC, nullptr));
      const Method* m = &method;
      MarkMethodRawCallback(
          index++,
          new grpc::internal::CallbackUnaryHandler<grpc::ByteBuffer, grpc::ByteBuffer>(
              [=](grpc::CallbackServerContext* ctx, const grpc::ByteBuffer* request, grpc::ByteBuffer* response) {
                auto handling = std::make_shared<Handling>(service, m, options, metrics, ctx, request, response);
                auto* reactor = handling->reactor();
                if (!workers->Submit([handling] { handling->Run(); })) {
                  handling->Finish(base::Error(absl::StatusCode::kResourceExhausted, "BUSY",
                                               "the server has more calls than it can take; try again shortly"));
                }
                metrics->SetWaiting(static_cast<double>(workers->Waiting()));
                return reactor;
              }));
    }
  }

 private:
  std::vector<std::unique_ptr<std::string>> names_;  // gRPC keeps pointers to them
};

}  // namespace

std::unique_ptr<grpc::Service> MakeGrpcService(Service* service, const DispatchOptions* options, Workers* workers,
                                               Metrics* metrics) {
  return std::make_unique<GrpcService>(service, options, workers, metrics);
}

}  // namespace gainful::rpc
