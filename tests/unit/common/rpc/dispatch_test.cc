// What happens to a call before it reaches its handler, over a real connection.
#include <atomic>

#include "absl/strings/match.h"
#include "tests/unit/common/rpc/rpc_testing.h"

namespace gainful::rpc {
namespace {

using grpc::StatusCode;

class Dispatch : public ServerTest {};

TEST_F(Dispatch, TellsTheHandlerWhoCallsAndFromWhere) {
  base::Call call;
  NoteCalls(&call);
  Start();
  const grpc::Status status =
      Ask(With({{"authorization", "bearer manager"}, {"gainful-request-id", "import 7.a_b-c"}}));
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(call.org.ToString(), kOrg);
  EXPECT_EQ(call.caller_org, call.org);
  EXPECT_EQ(call.caller, "ann");
  EXPECT_EQ(call.role, "manager");
  EXPECT_TRUE(call.all_teams);
  ASSERT_EQ(call.teams.size(), 1u);
  EXPECT_EQ(call.teams[0].ToString(), kTeam);
  EXPECT_EQ(call.method, "EquityReport");
  EXPECT_EQ(call.purpose, "direct care");
  EXPECT_EQ(call.id, "import 7.a_b-c");
  EXPECT_EQ(call.now, clock_.Now());
  EXPECT_EQ(trailers_["gainful-request-id"], call.id);
}

TEST_F(Dispatch, RefusesACallWithoutAToken) {
  Start();
  for (const auto& prepare : {With({}), With({{"authorization", "manager"}}),
                              With({{"authorization", "Basic manager"}}), With({{"authorization", "Bearer"}})}) {
    const grpc::Status status = Ask(prepare);
    EXPECT_EQ(status.error_code(), StatusCode::UNAUTHENTICATED);
    EXPECT_EQ(ReasonOf(status), "NO_TOKEN");
    EXPECT_NE(trailers_["gainful-request-id"], "");
  }
}

TEST_F(Dispatch, PassesOnWhyATokenWasRefused) {
  Start();
  const grpc::Status status = Ask(As("refused"));
  EXPECT_EQ(status.error_code(), StatusCode::UNAUTHENTICATED);
  EXPECT_EQ(ReasonOf(status), "TOKEN_X");
}

// The order is the contract's: manager, auditor, commissioner, specialist.
TEST_F(Dispatch, ActsInTheFirstRoleThatTheMethodAdmits) {
  base::Call call;
  NoteCalls(&call);
  Start();
  const std::vector<std::pair<std::string, std::string>> table{{"specialist", "specialist"},
                                                               {"specialist+manager", "manager"},
                                                               {"specialist+commissioner", "commissioner"},
                                                               {"partner+administrator+auditor", "auditor"}};
  for (const auto& [roles, role] : table) {
    EXPECT_TRUE(Ask(As(roles)).ok()) << roles;
    EXPECT_EQ(call.role, role) << roles;
  }
  for (const char* roles : {"partner", "administrator", "administrator+partner"}) {
    const grpc::Status status = Ask(As(roles));
    EXPECT_EQ(status.error_code(), StatusCode::PERMISSION_DENIED) << roles;
    EXPECT_EQ(ReasonOf(status), "ROLE");
  }
}

// A call for which nobody's role will do is told with who made it; one that is admitted is not.
TEST_F(Dispatch, TellsOfACallThatIsRefusedForItsRole) {
  std::vector<base::Call> told;
  refused_ = [&](const Service& service, const base::Call& call, const Asked& asked) {
    EXPECT_EQ(&service, &service_);
    EXPECT_EQ(asked.kind, "");
    told.push_back(call);
    return absl::OkStatus();
  };
  Start();
  EXPECT_TRUE(Ask(As("manager+partner")).ok());
  EXPECT_TRUE(told.empty());
  EXPECT_EQ(
      Ask(With({{"authorization", "Bearer administrator+partner"}, {"gainful-purpose", "curiosity"}})).error_code(),
      StatusCode::PERMISSION_DENIED);
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].caller, "ann");
  EXPECT_EQ(told[0].org.ToString(), kOrg);
  EXPECT_EQ(told[0].caller_org, told[0].org);
  EXPECT_EQ(told[0].role, "administrator, partner");
  EXPECT_EQ(told[0].method, "EquityReport");
  EXPECT_EQ(told[0].purpose, "curiosity");
  EXPECT_FALSE(told[0].all_teams);
  EXPECT_EQ(Ask(As("refused")).error_code(), StatusCode::UNAUTHENTICATED);
  EXPECT_EQ(told.size(), 1u) << "nobody is known who called";
}

// What cannot be written down is refused all the same.
TEST_F(Dispatch, RefusesThoughTheRefusalIsNotWrittenDown) {
  refused_ = [](const auto&, const auto&, const auto&) { return absl::UnavailableError("no database"); };
  Start();
  const grpc::Status status = Ask(As("partner"));
  EXPECT_EQ(status.error_code(), StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(ReasonOf(status), "ROLE");
}

TEST_F(Dispatch, TakesShortPlainTextsOnlyIntoLogAndJournal) {
  base::Call call;
  NoteCalls(&call);
  Start();
  const auto given = [&](const std::string& key, const std::string& value) {
    EXPECT_TRUE(Ask(With({{"authorization", "Bearer manager"}, {key, value}})).ok()) << value;
  };
  for (const std::string& good : {std::string("audit of 2024-25"), std::string(80, 'x')}) {
    given("gainful-purpose", good);
    EXPECT_EQ(call.purpose, good);
  }
  for (const std::string& bad : {std::string(81, 'x'), std::string("a;b"), std::string("\"}"), std::string("a|b")}) {
    given("gainful-purpose", bad);
    EXPECT_EQ(call.purpose, "direct care") << bad;
  }
  given("gainful-request-id", std::string(64, 'x'));
  EXPECT_EQ(call.id, std::string(64, 'x'));
  for (const std::string& bad : {std::string(65, 'x'), std::string("{\"a\":1}"), std::string("a/b")}) {
    given("gainful-request-id", bad);
    EXPECT_TRUE(base::Uuid::Parse(call.id).has_value()) << bad << " became " << call.id;
  }
}

TEST_F(Dispatch, GivesEveryCallADeadline) {
  base::Call call;
  NoteCalls(&call);
  Start();
  const auto left = [&](const std::function<void(grpc::ClientContext*)>& set) {
    const absl::Time before = absl::Now();
    EXPECT_TRUE(Ask([&](grpc::ClientContext* context) { AsManager(context), set(context); }).ok());
    return call.deadline - before;
  };
  const auto within = [&](absl::Duration of) {
    return left([of](auto* context) { context->set_deadline(absl::ToChronoTime(absl::Now() + of)); });
  };
  const auto near = [](absl::Duration found, absl::Duration wanted) {
    return found > wanted - absl::Seconds(2) && found < wanted + absl::Seconds(5);
  };
  EXPECT_TRUE(near(left([](auto*) {}), absl::Seconds(30))) << "none given";
  EXPECT_TRUE(near(within(absl::Seconds(60)), absl::Seconds(60)));
  EXPECT_TRUE(near(within(absl::Hours(5)), absl::Minutes(10))) << "as long as a call may take";
}

TEST_F(Dispatch, RefusesBytesThatAreNoMessage) {
  std::atomic<int> reached{0};
  service_.answer = [&](const auto&, const auto&, auto*) { return ++reached, absl::OkStatus(); };
  Start();
  rp::EquityReportRequest q;
  q.set_by("\xff\xfe");
  const grpc::Status status = Ask(AsManager, q);
  EXPECT_EQ(status.error_code(), StatusCode::INVALID_ARGUMENT) << "gRPC would say INTERNAL";
  EXPECT_EQ(ReasonOf(status), "MALFORMED");
  EXPECT_EQ(reached, 0);
}

TEST_F(Dispatch, RefusesLargeMessagesAndMetadata) {
  Start();
  rp::EquityReportRequest q;
  q.set_by(std::string(5 << 20, 'x'));
  EXPECT_EQ(Ask(AsManager, q).error_code(), StatusCode::RESOURCE_EXHAUSTED);
  q.set_by(std::string(3 << 20, 'x'));
  EXPECT_TRUE(Ask(AsManager, q).ok());
  EXPECT_EQ(Ask(With({{"authorization", "Bearer manager"}, {"x", std::string(64 << 10, 'x')}})).error_code(),
            StatusCode::RESOURCE_EXHAUSTED);
}

TEST_F(Dispatch, HidesWhatAHandlerThrowsOrCallsInternal) {
  service_.answer = [](const auto&, const auto&, auto*) -> absl::Status { throw std::runtime_error("Ann Example"); };
  Start();
  for (int i = 0; i < 2; ++i) {
    const grpc::Status status = Ask(With({{"authorization", "Bearer manager"}, {"gainful-request-id", "r-9"}}));
    EXPECT_EQ(status.error_code(), StatusCode::INTERNAL);
    EXPECT_EQ(status.error_message(), "internal error; quote r-9 when you report it");
    EXPECT_FALSE(absl::StrContains(status.error_details(), "Ann"));
    service_.answer = [](const auto&, const auto&, auto*) { return absl::InternalError("Ann Example"); };
  }
}

TEST_F(Dispatch, CarriesAnswersAndRefusals) {
  service_.answer = [](const base::Call&, const rp::EquityReportRequest& q, rp::EquityReportResponse* out) {
    if (q.by() == "race") return out->set_definition("d"), absl::OkStatus();
    return base::Error(absl::StatusCode::kFailedPrecondition, "STATE", "no");
  };
  Start();
  rp::EquityReportRequest q;
  EXPECT_EQ(Ask(AsManager, q).error_code(), StatusCode::FAILED_PRECONDITION);
  q.set_by("race");
  EXPECT_TRUE(Ask(AsManager, q).ok());
}

}  // namespace
}  // namespace gainful::rpc
