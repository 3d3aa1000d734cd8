#include "tests/bench/load.h"

#include <grpcpp/grpcpp.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <random>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gainful/caseload/v1/caseload.grpc.pb.h"
#include "services/common/base/ids.h"
#include "tests/bench/stage.h"

namespace gainful::bench {
namespace {

namespace pb = gainful::caseload::v1;

// What all callers share. One thread drives them: what the callers use of the processors is missing to the server.
struct Course {
  pb::CaseloadService::Stub* stub = nullptr;
  const std::vector<std::string>* tokens = nullptr;
  grpc::CompletionQueue queue;
  absl::Time until;
  std::vector<float> ms;
};

class Caller {
 public:
  Caller(Course* course, unsigned seed) : course_(course), random_(seed) {}

  void Start() {
    context_ = std::make_unique<grpc::ClientContext>();
    const int org = static_cast<int>(random_() % course_->tokens->size()) + 1;
    context_->AddMetadata("authorization", "Bearer " + (*course_->tokens)[static_cast<size_t>(org - 1)]);
    request_.set_request_id(base::Uuid::V7(absl::Now()).ToString());
    auto* p = request_.mutable_participant();
    p->set_team_id(NthTeam(org).ToString());
    p->set_name("Person in a bench");
    p->set_birth_year(1960 + static_cast<int>(random_() % 40));
    p->set_sex(pb::SEX_FEMALE);
    p->set_ethnic_category(pb::ETHNIC_CATEGORY_BRITISH);
    p->set_imd_quintile(1 + static_cast<int>(random_() % 5));
    p->set_lsoa("E01000001");
    began_ = absl::Now();
    call_ = course_->stub->AsyncCreateParticipant(context_.get(), request_, &course_->queue);
    call_->Finish(&response_, &status_, this);
  }

  // Whether it made another call.
  bool Done() {
    if (!status_.ok()) {
      std::fprintf(stderr, "bench: a call failed: %s\n", status_.error_message().c_str());
      std::exit(1);
    }
    const absl::Time now = absl::Now();
    course_->ms.push_back(static_cast<float>(absl::ToDoubleMilliseconds(now - began_)));
    if (now >= course_->until) return false;
    Start();
    return true;
  }

 private:
  Course* const course_;
  std::mt19937_64 random_;
  std::unique_ptr<grpc::ClientContext> context_;
  pb::CreateParticipantRequest request_;
  pb::Participant response_;
  std::unique_ptr<grpc::ClientAsyncResponseReader<pb::Participant>> call_;
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

LoadResult CreateParticipants(const std::string& address, const std::string& ca_file,
                              const std::vector<std::string>& tokens, int callers, double seconds) {
  const auto channel = Connected(address, ca_file);
  const auto stub = pb::CaseloadService::NewStub(channel);
  Course course;
  course.stub = stub.get();
  course.tokens = &tokens;
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
  std::sort(course.ms.begin(), course.ms.end());
  LoadResult result;
  result.per_second = static_cast<double>(course.ms.size()) / took;
  result.p50_ms = course.ms[course.ms.size() / 2];
  result.p99_ms = course.ms[course.ms.size() * 99 / 100];
  return result;
}

}  // namespace gainful::bench
