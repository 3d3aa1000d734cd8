#include "tests/unit/clients/cli_test.h"

#include <gmock/gmock.h>
#include <grpcpp/support/status.h>
#include <gtest/gtest.h>

#include "clients/cli/completion.h"

namespace gainful::cli {
namespace {

using gainful::testing::Call;
using gainful::testing::FakeServer;
using gainful::testing::Outcome;
using gainful::testing::Refusal;
using gainful::testing::RunCli;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;
using ::testing::UnorderedElementsAre;

TEST(Cli, CreatesAndShowsARecord) {
  FakeServer server;
  const Outcome created =
      RunCli(&server, {"participant", "create", "--team-id", "t", "--name", "Ada", "--sex", "2", "--disabilities",
                       "01,02", "--local-characteristic", "race=black", "--local-characteristic", "married=no"});
  EXPECT_EQ(created.code, 0) << created.err;
  EXPECT_THAT(created.out, AllOf(HasSubstr("id                     id-1\n"), HasSubstr("female"),
                                 HasSubstr("married=no; race=black")));
  const Outcome shown = RunCli(&server, {"participant", "get", "id-1", "--format", "json"});
  EXPECT_THAT(shown.out, HasSubstr("\"sex\": \"SEX_FEMALE\""));
  EXPECT_EQ(RunCli(&server, {"participant", "get", "id-1", "--id-only"}).out, "id-1\n");
}

TEST(Cli, RunsWhateverTheContractOffers) {
  FakeServer server;
  const Outcome ended = RunCli(
      &server, {"spell", "end", "s-1", "--ended-on", "yesterday", "--end-reason", "better-job", "--format", "csv"});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("\ns-1,,2,,,,,2024-03-04,left for a better job,"));
}

TEST(Cli, TakesTheRequestIdThatIsGiven) {
  FakeServer server;
  RunCli(&server, {"spell", "end", "s", "--ended-on", "today", "--end-reason", "other", "--request-id",
                   "7d444840-9dc0-11d1-b245-5ffdce74fad2"});
  ASSERT_THAT(server.calls, SizeIs(1));
  EXPECT_EQ(server.calls[0].metadata.at("gainful-request-id"), "7d444840-9dc0-11d1-b245-5ffdce74fad2");
}

TEST(Cli, UpdatesFromTheRecordAsItStands) {
  FakeServer server;
  RunCli(&server, {"participant", "create", "--team-id", "t", "--name", "Ada", "--local-characteristic", "a=1"});
  const Outcome updated =
      RunCli(&server, {"participant", "update", "id-1", "--local-characteristic", "b=2", "--clear", "sex"});
  EXPECT_EQ(updated.code, 0) << updated.err;
  caseload::v1::UpdateParticipantRequest request;
  ASSERT_TRUE(request.ParseFromString(server.CallsOf("UpdateParticipant")[0].request));
  EXPECT_EQ(request.participant().etag(), 1);
  EXPECT_EQ(request.participant().local_characteristics_size(), 2);
  EXPECT_THAT(request.update_mask().paths(), UnorderedElementsAre("local_characteristics", "sex"));
}

TEST(Cli, AnUpdateWithAnEtagReadsNothingFirst) {
  FakeServer server;
  RunCli(&server, {"participant", "update", "id-1", "--name", "Bo", "--etag", "3"});
  EXPECT_THAT(server.calls, SizeIs(1));
  EXPECT_EQ(RunCli(&server, {"participant", "update", "nobody", "--name", "Bo"}).code, 4);
}

TEST(Cli, ListsWalkPagesWhenAsked) {
  FakeServer server;
  for (int i = 0; i < 5; ++i) RunCli(&server, {"participant", "create", "--team-id", "t", "--name", "Ada"});
  const Outcome page = RunCli(&server, {"participant", "list", "--page-size", "2", "--id-only"});
  EXPECT_EQ(page.out, "id-1\nid-2\n");
  EXPECT_THAT(page.err, HasSubstr("--page-token id-3"));
  const Outcome all = RunCli(&server, {"participant", "list", "--page-size", "2", "--all", "--id-only"});
  EXPECT_EQ(all.out, "id-1\nid-2\nid-3\nid-4\nid-5\n");
  EXPECT_THAT(all.err, IsEmpty());
}

// Who saw somebody's record is asked in one call, and a part of the answer misleads.
TEST(Cli, AnAccountIsShownWhole) {
  FakeServer server;
  server.account_rows = 2345;
  const Outcome whole = RunCli(&server, {"audit", "person", "p", "--format", "csv"});
  EXPECT_EQ(whole.code, 0) << whole.err;
  EXPECT_THAT(whole.err, IsEmpty());
  EXPECT_THAT(whole.out, AllOf(HasSubstr("caller-0,"), HasSubstr("caller-2344,")));
  EXPECT_THAT(server.CallsOf("AuditPerson"), SizeIs(3));
  const Outcome part = RunCli(&server, {"audit", "person", "p", "--page-size", "10", "--format", "csv"});
  EXPECT_THAT(part.out, Not(HasSubstr("caller-10,")));
  EXPECT_THAT(part.err, HasSubstr("--page-token 10"));
}

TEST(Cli, PrintsWhoseReportNobodyQualifiedAnswersFor) {
  FakeServer server;
  RunCli(&server, {"participant", "create", "--team-id", "t", "--name", "Ada"});
  server.health_report.set_id("r-1");
  server.health_report.set_participant_id("id-1");
  EXPECT_THAT(RunCli(&server, {"health-report", "print", "r-1"}).out, Not(HasSubstr("NOT COUNTERSIGNED")));
  server.entries.resize(2);
  server.entries[0].set_id("another");
  server.entries[1].set_id("r-1");
  const Outcome waits = RunCli(&server, {"health-report", "print", "r-1"});
  EXPECT_EQ(waits.code, 0) << waits.err;
  EXPECT_THAT(waits.out, HasSubstr("NOT COUNTERSIGNED"));
  server.entries[1].set_decision(caseload::v1::COUNTERSIGN_DECISION_SIGNED);
  EXPECT_THAT(RunCli(&server, {"health-report", "print", "r-1"}).out, Not(HasSubstr("NOT COUNTERSIGNED")));
  caseload::v1::ListCountersignaturesRequest request;
  ASSERT_TRUE(request.ParseFromString(server.CallsOf("ListCountersignatures")[0].request));
  EXPECT_EQ(request.participant_id(), "id-1");
  // A page that does not say whether it is signed is not printed.
  server.refuse = [](const Call& call) {
    return call.method == "ListCountersignatures" ? Refusal(grpc::PERMISSION_DENIED, "No.", {}, "") : grpc::Status::OK;
  };
  const Outcome unknown = RunCli(&server, {"health-report", "print", "r-1"});
  EXPECT_NE(unknown.code, 0);
  EXPECT_THAT(unknown.out, IsEmpty());
}

TEST(Cli, TakesAnNhsNumberAsItIsPrinted) {
  FakeServer server;
  RunCli(&server, {"participant", "create", "--team-id", "t", "--name", "Ada", "--nhs-number", "959 898 0006"});
  caseload::v1::CreateParticipantRequest request;
  ASSERT_TRUE(request.ParseFromString(server.CallsOf("CreateParticipant")[0].request));
  EXPECT_EQ(request.participant().nhs_number(), "9598980006");
}

TEST(Cli, NamesFieldsAsTheyWereTyped) {
  FakeServer server;
  server.refuse = [](const Call&) {
    return Refusal(grpc::INVALID_ARGUMENT, "Two fields.",
                   {{"ended_on", "must not lie before the start (2024-03-05)"}, {"id", "wants a UUID"}}, "");
  };
  const Outcome refused = RunCli(&server, {"spell", "end", "x", "--ended-on", "2024-03-01", "--end-reason", "other"});
  EXPECT_EQ(refused.code, 3);
  EXPECT_EQ(refused.err, "--ended-on: must not lie before the start (2024-03-05)\nID: wants a UUID\n");
  EXPECT_THAT(refused.out, IsEmpty());
}

TEST(Cli, UsageFaultsAreAllListedAndNothingIsSent) {
  FakeServer server;
  const Outcome wrong = RunCli(&server, {"spell", "end", "--ended-on", "soon"});
  EXPECT_EQ(wrong.code, 2);
  EXPECT_THAT(wrong.err, AllOf(HasSubstr("ID: is required"), HasSubstr("--end-reason: is required"),
                               HasSubstr("--ended-on: wants a date")));
  EXPECT_THAT(server.calls, IsEmpty());
}

TEST(Cli, WrongWordsAreUsage) {
  for (const std::vector<std::string>& words :
       std::vector<std::vector<std::string>>{{},
                                             {"spell"},
                                             {"spel", "end"},
                                             {"spell", "ends"},
                                             {"team", "get", "a", "b"},
                                             {"team", "get", "a", "--nmae", "x"},
                                             {"team", "get", "a", "--format", "xml"},
                                             {"team", "create", "--name", "a", "--name", "b"},
                                             {"team", "create", "--name"},
                                             {"completion", "fish"},
                                             {"report", "equity"},
                                             {"import"}}) {
    FakeServer server;
    const Outcome wrong = RunCli(&server, words);
    EXPECT_EQ(wrong.code, 2) << ::testing::PrintToString(words);
    EXPECT_THAT(wrong.err, Not(IsEmpty()));
    EXPECT_THAT(wrong.out, IsEmpty());
    EXPECT_THAT(server.calls, IsEmpty());
  }
  EXPECT_EQ(RunCli(nullptr, {"team", "get", "a"}).code, 2) << "no server is named";
  EXPECT_EQ(RunCli(nullptr, {"team", "get", "a", "--address", "example.org:1"}).code, 2) << "plaintext over a network";
}

TEST(Cli, ValuesMayLookLikeCommandsAndBeEmpty) {
  FakeServer server;
  EXPECT_EQ(RunCli(&server, {"participant", "get", "team"}).code, 4) << "an id that is a noun's name";
  const Outcome empty = RunCli(&server, {"participant", "create", "--team-id", "t", "--name", "", "--lsoa", "[a,b]"});
  EXPECT_EQ(empty.code, 0) << empty.err;
  EXPECT_EQ(server.participants["id-1"].lsoa(), "[a,b]");
}

TEST(Cli, OptionsOfEveryCommandMayComeFirst) {
  FakeServer server;
  const Outcome listed = RunCli(nullptr, {"--format", "json", "--address", server.address(), "participant", "list"});
  EXPECT_EQ(listed.code, 0) << listed.err;
  EXPECT_EQ(listed.out, "[]\n");
}

TEST(Cli, ExitCodesTellRefusalsApart) {
  FakeServer server;
  int code = grpc::NOT_FOUND;
  server.refuse = [&](const Call&) { return grpc::Status(static_cast<grpc::StatusCode>(code), "no"); };
  EXPECT_EQ(RunCli(&server, {"team", "list"}).code, 4);
  code = grpc::PERMISSION_DENIED;
  EXPECT_EQ(RunCli(&server, {"team", "list"}).code, 3);
  code = grpc::UNAVAILABLE;
  EXPECT_EQ(RunCli(&server, {"team", "list"}).code, 5);
  code = grpc::ABORTED;
  EXPECT_EQ(RunCli(&server, {"team", "list"}).code, 3);
}

TEST(Cli, HelpIsThereAtEveryLevel) {
  const Outcome root = RunCli(nullptr, {"--help"});
  EXPECT_EQ(root.code, 0);
  EXPECT_THAT(root.out,
              AllOf(HasSubstr("participant"), HasSubstr("import"), HasSubstr("Examples"), HasSubstr("Exit codes")));
  EXPECT_THAT(RunCli(nullptr, {"spell", "--help"}).out, AllOf(HasSubstr("create"), HasSubstr("confirm")));
  const Outcome leaf = RunCli(nullptr, {"help", "participant", "create"});
  EXPECT_EQ(leaf.code, 0);
  EXPECT_THAT(leaf.out, AllOf(HasSubstr("--ethnic-category CODE"), HasSubstr("99  not known (not asked)"),
                              HasSubstr("Required. Name."), HasSubstr("Example")));
  EXPECT_THAT(RunCli(nullptr, {"import", "--help"}).out, HasSubstr("journey_key"));
}

TEST(Cli, PrintsItsVersion) {
  EXPECT_THAT(RunCli(nullptr, {"version"}).out, MatchesRegex("gainful [0-9]+\\.[0-9]+\\.[0-9]+\n"));
}

TEST(Cli, ReportsEquity) {
  FakeServer server;
  auto* row = server.report.add_rows();
  row->set_group("all");
  row->set_numerator(360);
  row->set_denominator(432);
  const Outcome report =
      RunCli(&server, {"report", "equity", "--indicator", "supported_into_work", "--by", "race", "--from", "1973-01-01",
                       "--to", "1973-12-31", "--horizon", "90", "--disclosure", "none", "--programme",
                       "transitional AID", "--format", "csv"});
  EXPECT_EQ(report.code, 0) << report.err;
  EXPECT_THAT(report.out, HasSubstr("all,360,432,,,,"));
  reporting::v1::EquityReportRequest request;
  ASSERT_TRUE(request.ParseFromString(server.CallsOf("EquityReport")[0].request));
  EXPECT_EQ(request.horizon_days(), 90);
  EXPECT_EQ(request.disclosure(), reporting::v1::DISCLOSURE_NONE);
  EXPECT_EQ(request.programme_id(), "11111111-1111-7111-8111-111111111111");
  EXPECT_FALSE(request.has_as_at());
}

TEST(Cli, AReportSaysWhatIsWrongWithIt) {
  FakeServer server;
  const Outcome wrong = RunCli(
      &server, {"report", "equity", "--by", "race", "--from", "1973", "--to", "1973-12-31", "--disclosure", "all"});
  EXPECT_EQ(wrong.code, 2);
  EXPECT_THAT(wrong.err, AllOf(HasSubstr("--indicator: is required"), HasSubstr("--from: wants a date"),
                               HasSubstr("--disclosure: wants one of")));
  const std::vector<std::string> right = {"report", "equity", "--indicator", "i",    "--by",
                                          "b",      "--from", "1973-01-01",  "--to", "1973-12-31"};
  server.refuse = [](const Call&) {
    return Refusal(grpc::INVALID_ARGUMENT, "x", {{"horizon_days", "is too long"}}, "");
  };
  EXPECT_EQ(RunCli(&server, right).err, "--horizon: is too long\n");
  auto named = right;
  named.insert(named.end(), {"--programme", "nonesuch"});
  server.refuse = nullptr;
  const Outcome unknown = RunCli(&server, named);
  EXPECT_EQ(unknown.code, 4);
  EXPECT_THAT(unknown.err, HasSubstr("no programme is called 'nonesuch'; there are Another, Transitional aid"));
}

TEST(Completion, KnowsEveryCommandOptionAndCode) {
  const Outcome bash = RunCli(nullptr, {"completion", "bash"});
  EXPECT_EQ(bash.code, 0);
  EXPECT_THAT(bash.out, AllOf(HasSubstr("\"spell end\") words=\""), HasSubstr("--end-reason"),
                              HasSubstr("\"participant create --sex\") words=\"1 2 9 X\""),
                              HasSubstr("\"import --mapping\") files=1"),
                              HasSubstr("complete -o filenames -F _gainful gainful")));
  EXPECT_THAT(RunCli(nullptr, {"completion", "zsh"}).out, StartsWith("#compdef gainful\n"));
}

}  // namespace
}  // namespace gainful::cli
