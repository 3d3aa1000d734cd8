// A server under load, while it stops, and what it says of its health.
#include <grpcpp/impl/client_unary_call.h>

#include <future>
#include <thread>

#include "tests/unit/common/rpc/rpc_testing.h"

namespace gainful::rpc {
namespace {

using grpc::StatusCode;

class Serving : public ServerTest {
 protected:
  void TearDown() override {
    LetGo();  // a test that failed half-way leaves handlers waiting
    server_.reset();
  }

  // The handler waits until it is let go; `began` counts those that reached it.
  void HoldCalls() {
    service_.answer = [this](const auto&, const auto&, auto*) {
      ++began_;
      go_future_.wait();
      return absl::OkStatus();
    };
  }
  void LetGo() {
    if (!std::exchange(let_go_, true)) go_.set_value();
  }
  void WaitFor(int calls) {
    while (began_ < calls) std::this_thread::yield();
  }
  std::future<grpc::Status> Begin() {
    return std::async(std::launch::async, [this] {
      grpc::ClientContext context;
      AsManager(&context);
      rp::EquityReportResponse response;
      return rp::ReportingService::NewStub(channel_)->EquityReport(&context, {}, &response);
    });
  }

  std::atomic<int> began_{0};
  bool let_go_ = false;
  std::promise<void> go_;
  std::shared_future<void> go_future_ = go_.get_future().share();
};

TEST_F(Serving, AnswersBusyWhenTheQueueIsFull) {
  options_.threads = 1;
  options_.queue = 1;
  HoldCalls();
  Start();
  auto first = Begin();
  WaitFor(1);
  // One of these two waits, and the other finds the queue full.
  auto second = Begin(), third = Begin();
  while (second.wait_for(std::chrono::milliseconds(5)) != std::future_status::ready &&
         third.wait_for(std::chrono::milliseconds(5)) != std::future_status::ready) {
  }
  LetGo();
  EXPECT_TRUE(first.get().ok());
  const grpc::Status one = second.get(), other = third.get();
  EXPECT_NE(one.ok(), other.ok());
  const grpc::Status& refused = one.ok() ? other : one;
  EXPECT_EQ(refused.error_code(), StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(ReasonOf(refused), "BUSY");
  EXPECT_EQ(began_, 2);
}

TEST_F(Serving, DoesNotBeginWorkThatNobodyWaitsFor) {
  options_.threads = 1;
  HoldCalls();
  Start();
  auto first = Begin();
  WaitFor(1);
  const grpc::Status late = Ask([](grpc::ClientContext* context) {
    AsManager(context);
    context->set_deadline(absl::ToChronoTime(absl::Now() + absl::Milliseconds(200)));
  });
  EXPECT_EQ(late.error_code(), StatusCode::DEADLINE_EXCEEDED);
  // The server counts from when the call came in, which on a busy machine was later than when it was sent.
  absl::SleepFor(absl::Milliseconds(500));
  LetGo();
  EXPECT_TRUE(first.get().ok());
  EXPECT_TRUE(Ask().ok());
  EXPECT_EQ(began_, 2) << "the one that was late never began";
}

TEST_F(Serving, LetsCallsUnderWayEndWhenItStops) {
  HoldCalls();
  Start();
  auto under_way = Begin();
  WaitFor(1);
  auto stopping = std::async(std::launch::async, [this] { server_->Stop(); });
  EXPECT_EQ(stopping.wait_for(std::chrono::milliseconds(300)), std::future_status::timeout) << "it waits for the call";
  LetGo();
  EXPECT_TRUE(under_way.get().ok());
  stopping.get();
  EXPECT_EQ(Ask().error_code(), StatusCode::UNAVAILABLE);
  server_->Stop();  // a second time is harmless
}

TEST_F(Serving, CutsCallsOffWhenTheyOutlastTheDrain) {
  options_.drain = absl::Milliseconds(100);
  HoldCalls();
  Start();
  auto under_way = Begin();
  WaitFor(1);
  auto stopping = std::async(std::launch::async, [this] { server_->Stop(); });
  EXPECT_FALSE(under_way.get().ok()) << "the caller is not left to wait";
  LetGo();
  stopping.get();
}

TEST_F(Serving, SaysThatAPortIsTaken) {
  Start();
  ServerOptions again;
  again.listen = "127.0.0.1:" + std::to_string(server_->port());
  DispatchOptions dispatch;
  dispatch.clock = &clock_;
  dispatch.verify = VerifyNames;
  const auto second = Server::Start(again, dispatch, {&service_});
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_NE(second.status().message().find("listen"), std::string::npos) << second.status();
  EXPECT_NE(second.status().message().find(again.listen), std::string::npos) << second.status();
}

TEST_F(Serving, DoesNotStartWithNonsense) {
  ServerOptions nonsense;
  nonsense.threads = 0;
  EXPECT_EQ(Server::Start(nonsense, {}, {&service_}).status().code(), absl::StatusCode::kInvalidArgument);
}

// grpc.health.v1.Health/Check in bytes: field 1 of the request is the service's name, field 1 of the answer its state.
int HealthOf(const std::shared_ptr<grpc::Channel>& channel, const std::string& service) {
  std::string bytes;
  if (!service.empty()) bytes = std::string("\x0a") + static_cast<char>(service.size()) + service;
  const grpc::Slice slice(bytes);
  const grpc::ByteBuffer request(&slice, 1);
  grpc::ByteBuffer response;
  grpc::ClientContext context;
  const grpc::internal::RpcMethod check("/grpc.health.v1.Health/Check", grpc::internal::RpcMethod::NORMAL_RPC);
  const grpc::Status status = grpc::internal::BlockingUnaryCall(channel.get(), check, &context, request, &response);
  if (!status.ok()) return -static_cast<int>(status.error_code());
  grpc::Slice answer;
  EXPECT_TRUE(response.DumpToSingleSlice(&answer).ok());
  return answer.size() == 2 ? answer.begin()[1] : 0;
}
constexpr int kServing = 1, kNotServing = 2;

TEST_F(Serving, SaysWhetherItIsReady) {
  options_.ready_every = absl::Milliseconds(10);
  Start();
  const std::string name = "gainful.reporting.v1.ReportingService";
  const auto becomes = [&](int wanted) {
    for (int i = 0; i < 1000; ++i) {
      if (HealthOf(channel_, name) == wanted && HealthOf(channel_, "") == wanted) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
  };
  EXPECT_TRUE(becomes(kServing));
  service_.ready = false;
  EXPECT_TRUE(becomes(kNotServing));
  service_.ready = true;
  EXPECT_TRUE(becomes(kServing));
  EXPECT_EQ(HealthOf(channel_, "gainful.no.Such"), -static_cast<int>(StatusCode::NOT_FOUND));
}

TEST_F(Serving, KnowsNoOtherMethods) {
  Start();
  grpc::ByteBuffer empty_answer;
  for (const char* path :
       {"/gainful.reporting.v1.ReportingService/Nothing", "/gainful.caseload.v1.CaseloadService/GetJourney"}) {
    grpc::ClientContext context;
    AsManager(&context);
    const grpc::Slice slice("");
    const grpc::ByteBuffer request(&slice, 1);
    const grpc::internal::RpcMethod method(path, grpc::internal::RpcMethod::NORMAL_RPC);
    EXPECT_EQ(grpc::internal::BlockingUnaryCall(channel_.get(), method, &context, request, &empty_answer).error_code(),
              StatusCode::UNIMPLEMENTED)
        << path;
  }
}

}  // namespace
}  // namespace gainful::rpc
