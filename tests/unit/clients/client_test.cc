#include "gainful/client.h"

#include <gmock/gmock.h>
#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <gtest/gtest.h>

#include <set>

#include "gainful/caseload/v1/caseload.grpc.pb.h"
#include "gainful/type/v1/import.pb.h"
#include "gainful/uuid.h"
#include "tests/unit/clients/fake_server.h"
#include "tests/unit/clients/slow_door.h"

namespace gainful::client {
namespace {

using gainful::testing::Call;
using gainful::testing::FakeServer;
using gainful::testing::Refusal;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::SizeIs;

constexpr char kUuid[] = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

caseload::v1::CreateParticipantRequest NewParticipant() {
  caseload::v1::CreateParticipantRequest request;
  request.mutable_participant()->set_name("Ada");
  return request;
}

TEST(Client, CallsTheMethodThatTakesTheRequest) {
  FakeServer server;
  auto client = Client::Create(server.Options());
  ASSERT_TRUE(client.ok());
  caseload::v1::Participant created;
  const Error error = client->Call(NewParticipant(), &created);
  EXPECT_TRUE(error.ok()) << error.message;
  EXPECT_EQ(created.name(), "Ada");
  ASSERT_THAT(server.calls, SizeIs(1));
  EXPECT_EQ(server.calls[0].method, "CreateParticipant");
}

TEST(Client, SendsTokenTraceAndRequestId) {
  FakeServer server;
  auto client = Client::Create(server.Options());
  caseload::v1::Participant created;
  CallOptions options;
  options.traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  ASSERT_TRUE(client->Call(NewParticipant(), &created, options).ok());
  ASSERT_TRUE(client->Call(NewParticipant(), &created).ok());
  const auto& first = server.calls[0].metadata;
  EXPECT_EQ(first.at("authorization"), "Bearer head.claims.signature");
  EXPECT_EQ(first.at("traceparent"), options.traceparent);
  EXPECT_THAT(server.calls[1].metadata.at("traceparent"), MatchesRegex("00-[0-9a-f]{32}-[0-9a-f]{16}-01"));
  caseload::v1::CreateParticipantRequest sent;
  ASSERT_TRUE(sent.ParseFromString(server.calls[0].request));
  EXPECT_THAT(sent.request_id(), MatchesRegex(kUuid));
  EXPECT_EQ(first.at("gainful-request-id"), sent.request_id());
}

TEST(Client, KeepsARequestIdThatIsGiven) {
  FakeServer server;
  auto client = Client::Create(server.Options());
  auto request = NewParticipant();
  request.set_request_id("9e107d9d-372b-4b6e-8f3a-000000000001");
  caseload::v1::Participant created;
  ASSERT_TRUE(client->Call(request, &created).ok());
  EXPECT_EQ(server.calls[0].metadata.at("gainful-request-id"), request.request_id());
}

TEST(Client, ARequestIdThatIsNoHeaderTextDoesNotBreakTheCall) {
  FakeServer server;
  auto client = Client::Create(server.Options());
  auto request = NewParticipant();
  request.set_request_id("caf\xC3\xA9\n");
  caseload::v1::Participant created;
  EXPECT_TRUE(client->Call(request, &created).ok());
  EXPECT_THAT(server.calls[0].metadata.at("gainful-request-id"), MatchesRegex(kUuid));
}

TEST(Client, RepeatsUnavailableUnderTheSameRequestId) {
  FakeServer server;
  int refusals = 2;
  server.refuse = [&](const Call&) {
    return refusals-- > 0 ? grpc::Status(grpc::UNAVAILABLE, "away") : grpc::Status::OK;
  };
  Options options = server.Options();
  std::vector<absl::Duration> pauses;
  options.retry.sleep = [&](absl::Duration pause) { pauses.push_back(pause); };
  auto client = Client::Create(std::move(options));
  caseload::v1::Participant created;
  EXPECT_TRUE(client->Call(NewParticipant(), &created).ok());
  ASSERT_THAT(pauses, SizeIs(2));
  EXPECT_GE(pauses[0], absl::Milliseconds(50));
  EXPECT_LE(pauses[0], absl::Milliseconds(100));
  EXPECT_GE(pauses[1], absl::Milliseconds(100));
  EXPECT_LE(pauses[1], absl::Milliseconds(200));
  std::set<std::string> ids;
  for (const Call& call : server.calls) {
    caseload::v1::CreateParticipantRequest sent;
    ASSERT_TRUE(sent.ParseFromString(call.request));
    ids.insert(sent.request_id());
  }
  EXPECT_THAT(server.calls, SizeIs(3));
  EXPECT_THAT(ids, SizeIs(1));
}

TEST(Client, GivesUpAfterItsAttempts) {
  FakeServer server;
  server.refuse = [](const Call&) { return grpc::Status(grpc::UNAVAILABLE, "away"); };
  Options options = server.Options();
  options.retry.attempts = 3;
  options.retry.sleep = [](absl::Duration) {};
  auto client = Client::Create(std::move(options));
  caseload::v1::Participant created;
  EXPECT_EQ(client->Call(NewParticipant(), &created).code, absl::StatusCode::kUnavailable);
  EXPECT_THAT(server.calls, SizeIs(3));
}

TEST(Client, PausesNeverOutlastTheDeadline) {
  FakeServer server;
  server.refuse = [](const Call&) { return grpc::Status(grpc::UNAVAILABLE, "away"); };
  Options options = server.Options();
  options.timeout = absl::Seconds(5);
  options.retry.first_delay = absl::Minutes(1);
  options.retry.longest_delay = absl::Minutes(1);
  bool slept = false;
  options.retry.sleep = [&](absl::Duration) { slept = true; };
  auto client = Client::Create(std::move(options));
  caseload::v1::Participant created;
  EXPECT_EQ(client->Call(NewParticipant(), &created).code, absl::StatusCode::kUnavailable);
  EXPECT_FALSE(slept);
}

TEST(Client, RepeatsNothingElse) {
  for (const auto code :
       {grpc::ABORTED, grpc::INTERNAL, grpc::RESOURCE_EXHAUSTED, grpc::DEADLINE_EXCEEDED, grpc::NOT_FOUND}) {
    FakeServer server;
    server.refuse = [code](const Call&) { return grpc::Status(code, "no"); };
    auto client = Client::Create(server.Options());
    caseload::v1::Participant created;
    EXPECT_EQ(static_cast<int>(client->Call(NewParticipant(), &created).code), code);
    EXPECT_THAT(server.calls, SizeIs(1));
  }
}

TEST(Client, ReadsEveryDetailOfARefusal) {
  FakeServer server;
  server.refuse = [](const Call&) {
    return Refusal(grpc::INVALID_ARGUMENT, "Two fields.",
                   {{"participant.name", "must not be empty"}, {"participant.lsoa", "wants an LSOA code"}},
                   "BAD_FIELDS");
  };
  auto client = Client::Create(server.Options());
  caseload::v1::Participant created;
  const Error error = client->Call(NewParticipant(), &created);
  EXPECT_EQ(error.code, absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(error.message, "Two fields.");
  EXPECT_EQ(error.reason, "BAD_FIELDS");
  EXPECT_EQ(error.request_id, "abc");
  ASSERT_THAT(error.violations, SizeIs(2));
  EXPECT_EQ(error.violations[1].field, "participant.lsoa");
  EXPECT_THAT(std::string(error.ToStatus().message()), HasSubstr("participant.name: must not be empty"));
}

TEST(Client, AnErrorWithoutDetailsStillHasTheRequestId) {
  FakeServer server;
  server.refuse = [](const Call&) { return grpc::Status(grpc::INTERNAL, "broken", "not a google.rpc.Status"); };
  auto client = Client::Create(server.Options());
  caseload::v1::Participant created;
  const Error error = client->Call(NewParticipant(), &created);
  EXPECT_THAT(error.request_id, MatchesRegex(kUuid));
  EXPECT_THAT(error.violations, SizeIs(0));
}

TEST(Client, AnUnreachableServerIsUnavailable) {
  std::string address;
  {
    FakeServer gone;
    address = gone.address();
  }
  Options options;
  options.address = address;
  options.retry.sleep = [](absl::Duration) {};
  auto client = Client::Create(std::move(options));
  caseload::v1::Participant created;
  EXPECT_EQ(client->Call(NewParticipant(), &created).code, absl::StatusCode::kUnavailable);
}

TEST(Client, ADeadlineEndsTheCall) {
  FakeServer server;
  server.refuse = [](const Call&) {
    absl::SleepFor(absl::Milliseconds(300));
    return grpc::Status::OK;
  };
  auto client = Client::Create(server.Options());
  caseload::v1::Participant created;
  CallOptions options;
  options.timeout = absl::Milliseconds(50);
  EXPECT_EQ(client->Call(NewParticipant(), &created, options).code, absl::StatusCode::kDeadlineExceeded);
}

// What reads much says so in the contract, and whoever names a time means it.
TEST(Client, WaitsAsLongAsTheContractSaysUnlessTold) {
  FakeServer server;
  const auto patience = [&](const Options& options) {
    caseload::v1::VerifyJournalResponse sound;
    (void)Client::Create(options)->Call(caseload::v1::VerifyJournalRequest(), &sound);
    return server.calls.back().patience;
  };
  EXPECT_GT(patience(server.Options()), absl::Minutes(59));
  Options hasty = server.Options();
  hasty.timeout = absl::Seconds(20);
  EXPECT_LE(patience(hasty), absl::Seconds(21));
  caseload::v1::Participant created;
  ASSERT_TRUE(Client::Create(server.Options())->Call(NewParticipant(), &created).ok());
  EXPECT_LE(server.calls.back().patience, absl::Seconds(31));
}

TEST(Client, SharedRequestsNeedTheirMethodNamed) {
  FakeServer server;
  auto client = Client::Create(server.Options());
  type::v1::CommitImportRequest request;
  request.set_import_id("i");
  type::v1::CommitImportResponse response;
  EXPECT_EQ(client->Call(request, &response).code, absl::StatusCode::kInvalidArgument);
  EXPECT_TRUE(client->Call("gainful.placement.v1.PlacementService.CommitImport", request, &response).ok());
  EXPECT_EQ(server.calls[0].method, "CommitJobs");
}

TEST(Client, ATokenThatCannotBeHadIsUnauthenticatedAndNothingIsSent) {
  FakeServer server;
  for (const TokenSource& source :
       {TokenSource([]() -> absl::StatusOr<std::string> { return absl::NotFoundError("gone"); }),
        TokenSource([]() -> absl::StatusOr<std::string> { return std::string("two\r\nlines"); })}) {
    Options options = server.Options();
    options.token = source;
    auto client = Client::Create(std::move(options));
    caseload::v1::Participant created;
    EXPECT_EQ(client->Call(NewParticipant(), &created).code, absl::StatusCode::kUnauthenticated);
  }
  EXPECT_THAT(server.calls, SizeIs(0));
}

TEST(Client, GeneratedStubsWorkOnItsChannel) {
  FakeServer server;
  server.refuse = [](const Call&) { return Refusal(grpc::NOT_FOUND, "There is no such participant.", {}, "X"); };
  auto client = Client::Create(server.Options());
  auto stub = caseload::v1::CaseloadService::NewStub(client->channel());
  auto context = client->MakeContext();
  ASSERT_TRUE(context.ok());
  caseload::v1::GetParticipantRequest request;
  caseload::v1::Participant response;
  const Error error = ErrorFrom(stub->GetParticipant(context->get(), request, &response));
  EXPECT_EQ(error.code, absl::StatusCode::kNotFound);
  EXPECT_EQ(error.reason, "X");
  EXPECT_EQ(server.calls[0].metadata.at("authorization"), "Bearer head.claims.signature");
}

TEST(Client, PlaintextIsForThisMachineOnly) {
  const auto create = [](const std::string& address) {
    Options options;
    options.address = address;
    return Client::Create(std::move(options)).status().code();
  };
  for (const char* local : {"127.0.0.1:1", "127.8.8.8:1", "localhost:1", "[::1]:1", "unix:/tmp/socket"}) {
    EXPECT_EQ(create(local), absl::StatusCode::kOk) << local;
  }
  for (const char* remote : {"example.org:1", "10.0.0.1:1", "127.0.0.1.example.org:1", "[2001:db8::1]:1",
                             "localhost.example.org:1", "dns:///example.org:1", ""}) {
    EXPECT_EQ(create(remote), absl::StatusCode::kInvalidArgument) << remote;
  }
}

// A server across an ocean, or one that starts up, needs longer than the pause before a repeat.
TEST(Client, ASlowConnectionIsNotGivenUp) {
  FakeServer server;
  const testing::SlowDoor door(server.address(), absl::Milliseconds(400));
  Options options = server.Options();
  options.address = door.address();
  auto client = Client::Create(options);
  ASSERT_TRUE(client.ok());
  caseload::v1::Participant created;
  const Error error = client->Call(NewParticipant(), &created);
  EXPECT_TRUE(error.ok()) << error.message;
  EXPECT_EQ(door.connections(), 1);
}

TEST(Client, TlsFilesMustBeThere) {
  Options options;
  options.address = "example.org:443";
  options.tls = TlsFiles{"/nonexistent/ca.pem", "", ""};
  EXPECT_THAT(std::string(Client::Create(options).status().message()), HasSubstr("tls.ca"));
  options.tls = TlsFiles{"", "cert.pem", ""};
  EXPECT_THAT(std::string(Client::Create(options).status().message()), HasSubstr("both or neither"));
  options.tls = TlsFiles{};
  EXPECT_TRUE(Client::Create(options).ok());
}

TEST(Uuid, IsFreshEachTime) {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const std::string id = NewUuid();
    EXPECT_THAT(id, MatchesRegex(kUuid));
    EXPECT_TRUE(seen.insert(id).second);
  }
}

}  // namespace
}  // namespace gainful::client
