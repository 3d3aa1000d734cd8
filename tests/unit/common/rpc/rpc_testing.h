// A server with one method whose answer each test gives, and a client of it.
#pragma once

#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_split.h"
#include "gainful/reporting/v1/reporting.grpc.pb.h"
#include "gainful/type/v1/error.pb.h"
#include "google/rpc/status.pb.h"
#include "services/common/base/status.h"
#include "services/common/rpc/server.h"

namespace gainful::rpc {

namespace rp = gainful::reporting::v1;

constexpr char kOrg[] = "0190a5d2-7c00-7000-8000-00000000000a";
constexpr char kTeam[] = "0190a5d2-7c00-7000-8000-0000000000b1";

class AnyAnswer final : public Service {
 public:
  using Answer =
      std::function<absl::Status(const base::Call&, const rp::EquityReportRequest&, rp::EquityReportResponse*)>;

  AnyAnswer() : Service(rp::EquityRow::descriptor()->file()->FindServiceByName("ReportingService")) {
    On(&AnyAnswer::EquityReport, "EquityReport");
    On(&AnyAnswer::RetentionReport, "RetentionReport");
  }
  absl::Status Ready() override { return ready ? absl::OkStatus() : absl::FailedPreconditionError("not yet"); }
  absl::Status EquityReport(const base::Call& call, const rp::EquityReportRequest& q, rp::EquityReportResponse* out) {
    return answer(call, q, out);
  }
  absl::Status RetentionReport(const base::Call&, const rp::RetentionReportRequest&, rp::RetentionReportResponse*) {
    return absl::OkStatus();
  }

  Answer answer = [](const auto&, const auto&, auto*) { return absl::OkStatus(); };
  std::atomic<bool> ready{true};
};

// Takes a token that lists roles, such as "specialist+manager", and refuses the token "refused".
inline absl::StatusOr<std::shared_ptr<const auth::Caller>> VerifyNames(absl::string_view token, absl::Time) {
  if (token == "refused" || token.empty()) return base::Error(absl::StatusCode::kUnauthenticated, "TOKEN_X", "no good");
  auto caller = std::make_shared<auth::Caller>();
  caller->subject = "ann";
  caller->org = *base::Uuid::Parse(kOrg);
  caller->teams = {*base::Uuid::Parse(kTeam)};
  for (const auto& name : absl::StrSplit(token, '+')) caller->roles.push_back(auth::ParseRole(name).value());
  return std::shared_ptr<const auth::Caller>(std::move(caller));
}

class ServerTest : public ::testing::Test {
 protected:
  void Start() {
    options_.listen = "127.0.0.1:0";
    DispatchOptions dispatch;
    dispatch.clock = &clock_;
    dispatch.verify = VerifyNames;
    dispatch.refused = refused_;
    auto server = Server::Start(options_, dispatch, {&service_});
    ASSERT_TRUE(server.ok()) << server.status();
    server_ = *std::move(server);
    channel_ = grpc::CreateChannel("127.0.0.1:" + std::to_string(server_->port()), grpc::InsecureChannelCredentials());
  }

  using Prepare = std::function<void(grpc::ClientContext*)>;

  // A call as a manager, unless `prepare` says otherwise.
  grpc::Status Ask(const Prepare& prepare = AsManager, const rp::EquityReportRequest& q = {}) {
    grpc::ClientContext context;
    prepare(&context);
    rp::EquityReportResponse response;
    const grpc::Status status = rp::ReportingService::NewStub(channel_)->EquityReport(&context, q, &response);
    trailers_.clear();
    for (const auto& [key, value] : context.GetServerTrailingMetadata()) {
      trailers_[std::string(key.data(), key.size())] = std::string(value.data(), value.size());
    }
    return status;
  }

  static void AsManager(grpc::ClientContext* context) { context->AddMetadata("authorization", "Bearer manager"); }
  static Prepare With(std::vector<std::pair<std::string, std::string>> metadata) {
    return [metadata = std::move(metadata)](grpc::ClientContext* context) {
      for (const auto& [key, value] : metadata) context->AddMetadata(key, value);
    };
  }
  static Prepare As(const std::string& token) { return With({{"authorization", "Bearer " + token}}); }

  // Lets the handler note the call that reaches it.
  void NoteCalls(base::Call* noted) {
    service_.answer = [noted](const base::Call& call, const auto&, auto*) {
      *noted = call;
      return absl::OkStatus();
    };
  }

  base::FakeClock clock_{absl::FromUnixSeconds(1709210096)};
  AnyAnswer service_;
  // What writes refusals down, for a server that is started after it was set.
  std::function<absl::Status(const Service&, const base::Call&, const Asked&)> refused_;
  ServerOptions options_;
  std::unique_ptr<Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
  std::map<std::string, std::string> trailers_;
};

// The fixed word by which a program knows why it was refused.
inline std::string ReasonOf(const grpc::Status& status) {
  google::rpc::Status details;
  details.ParseFromString(status.error_details());
  for (const auto& any : details.details()) {
    gainful::type::v1::ErrorReason reason;
    if (any.type_url() == base::kErrorInfoUrl && reason.ParseFromString(any.value())) return reason.reason();
  }
  return "";
}

}  // namespace gainful::rpc
