#include "tests/bench/load.h"

#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/support/byte_buffer.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "absl/time/clock.h"

namespace gainful::bench {
namespace {

grpc::ByteBuffer BufferOf(const std::string& bytes) {
  const grpc::Slice slice(bytes);
  return grpc::ByteBuffer(&slice, 1);
}

void MustBeOk(const grpc::Status& status, const Ask& ask) {
  if (status.ok()) return;
  std::fprintf(stderr, "bench: %s failed: %s\n", ask.method.c_str(), status.error_message().c_str());
  std::exit(1);
}

// What all callers share. One thread drives them: what the callers use of the processors is missing to the server.
struct Course {
  grpc::GenericStub* stub = nullptr;
  const Screen* screen = nullptr;
  grpc::CompletionQueue queue;
  absl::Time until;
  std::vector<double> ms;
};

class Caller {
 public:
  Caller(Course* course, unsigned seed) : course_(course), random_(seed) {}

  void Start() {
    asks_ = (*course_->screen)(random_);
    next_ = 0;
    began_ = absl::Now();
    Call();
  }

  // Whether it made another call.
  bool Done() {
    MustBeOk(status_, asks_[next_]);
    if (++next_ < asks_.size()) {
      Call();
      return true;
    }
    const absl::Time now = absl::Now();
    course_->ms.push_back(absl::ToDoubleMilliseconds(now - began_));
    if (now >= course_->until) return false;
    Start();
    return true;
  }

 private:
  void Call() {
    const Ask& ask = asks_[next_];
    context_ = std::make_unique<grpc::ClientContext>();
    context_->AddMetadata("authorization", "Bearer " + ask.token);
    call_ = course_->stub->PrepareUnaryCall(context_.get(), ask.method, BufferOf(ask.request), &course_->queue);
    call_->StartCall();
    call_->Finish(&response_, &status_, this);
  }

  Course* const course_;
  std::mt19937_64 random_;
  std::vector<Ask> asks_;
  size_t next_ = 0;
  std::unique_ptr<grpc::ClientContext> context_;
  grpc::ByteBuffer response_;
  std::unique_ptr<grpc::GenericClientAsyncResponseReader> call_;
  grpc::Status status_;
  absl::Time began_;
};

}  // namespace

std::shared_ptr<grpc::Channel> Connected(const std::string& address, const std::string& ca_file) {
  std::stringstream ca;
  ca << std::ifstream(ca_file).rdbuf();
  grpc::SslCredentialsOptions ssl;
  ssl.pem_root_certs = ca.str();
  auto channel = grpc::CreateChannel(address, grpc::SslCredentials(ssl));
  if (!channel->WaitForConnected(std::chrono::system_clock::now() + std::chrono::seconds(10))) {
    std::fprintf(stderr, "bench: gainfuld does not answer on %s\n", address.c_str());
    std::exit(1);
  }
  return channel;
}

LoadResult Summary(std::vector<double> ms) {
  LoadResult result;
  if (ms.empty()) return result;
  std::sort(ms.begin(), ms.end());
  result.p50_ms = ms[ms.size() / 2];
  result.p95_ms = ms[ms.size() * 95 / 100];
  result.p99_ms = ms[ms.size() * 99 / 100];
  return result;
}

LoadResult Load(const std::string& address, const std::string& ca_file, const Screen& screen, int callers,
                double seconds) {
  grpc::GenericStub stub(Connected(address, ca_file));
  Course course;
  course.stub = &stub;
  course.screen = &screen;
  std::vector<std::unique_ptr<Caller>> all;
  for (int i = 0; i < callers; ++i)
    all.push_back(std::make_unique<Caller>(&course, 7919u * static_cast<unsigned>(i + 1)));
  const absl::Time began = absl::Now();
  course.until = began + absl::Seconds(seconds);
  for (auto& caller : all) caller->Start();
  void* tag = nullptr;
  bool ok = false;
  for (int running = callers; running > 0 && course.queue.Next(&tag, &ok);) {
    if (!static_cast<Caller*>(tag)->Done()) --running;
  }
  const double took = absl::ToDoubleSeconds(absl::Now() - began);
  LoadResult result = Summary(course.ms);
  result.per_second = static_cast<double>(course.ms.size()) / took;
  return result;
}

std::string Once(const std::string& address, const std::string& ca_file, const Ask& ask) {
  grpc::GenericStub stub(Connected(address, ca_file));
  grpc::ClientContext context;
  context.AddMetadata("authorization", "Bearer " + ask.token);
  grpc::CompletionQueue queue;
  grpc::ByteBuffer response;
  grpc::Status status;
  auto call = stub.PrepareUnaryCall(&context, ask.method, BufferOf(ask.request), &queue);
  call->StartCall();
  call->Finish(&response, &status, nullptr);
  void* tag = nullptr;
  bool ok = false;
  queue.Next(&tag, &ok);
  MustBeOk(status, ask);
  grpc::Slice whole;
  if (!response.DumpToSingleSlice(&whole).ok()) return "";
  return std::string(reinterpret_cast<const char*>(whole.begin()), whole.size());
}

}  // namespace gainful::bench
