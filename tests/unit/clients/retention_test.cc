#include "clients/cli/retention.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <grpcpp/support/status.h>
#include <gtest/gtest.h>

#include <sstream>

#include "absl/strings/str_split.h"
#include "clients/cli/text.h"
#include "tests/unit/clients/cli_test.h"

namespace gainful::cli {
namespace {

namespace reporting = gainful::reporting::v1;
using gainful::testing::Call;
using gainful::testing::FakeServer;
using gainful::testing::Outcome;
using gainful::testing::Refusal;
using gainful::testing::RunCli;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Le;
using ::testing::Not;

template <typename M>
M Parse(const std::string& text) {
  M message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message));
  return message;
}

const char kRaw[] = R"(
  definition: 'Of first jobs, the share that lasts.' disclosure: DISCLOSURE_NONE
  as_at { year: 1973 month: 12 day: 31 } indicator: 'first_job_tenure' version: 1
  rows { group: 'black' time: 7 at_risk: 316 events: 20 survival: 0.93670886075949367 se: 0.0137 lower95: 0.90361 upper95: 0.95868 }
  rows { group: 'black' time: 14 at_risk: 296 events: 296 survival: 0 }
  rows { group: 'a,b' time: 7 at_risk: 4 events: 0 survival: 1 se: 0 lower95: 1 upper95: 1 }
  groups { group: 'black' jobs: 316 ended: 316 at_follow_up_end: 0 at_exit: 0 at_as_at: 0 at_last_confirmation: 0 }
  groups { group: 'a,b' jobs: 4 ended: 0 at_follow_up_end: 1 at_exit: 1 at_as_at: 1 at_last_confirmation: 1 })";
const char kReleased[] = R"(
  definition: 'Of first jobs, the share that lasts.' disclosure: DISCLOSURE_MHSDS as_at { year: 1973 month: 12 day: 31 }
  rows { group: 'black' time: 90 at_risk: 130 events: 175 survival: 43 lower95: 38 upper95: 49 }
  rows { group: 'other_ones' time: 90 flag: 'withheld' }
  groups { group: 'black' jobs: 315 ended: 245 at_exit: 10 at_follow_up_end: 65 }
  groups { group: 'other_ones' })";

const char kWithGap[] = R"(
  definition: 'Of first jobs, the share.' disclosure: DISCLOSURE_MHSDS as_at { year: 1973 month: 12 day: 31 }
  indicator: 'employment_retention' version: 1 gap_days: 0
  rows { group: 'black' time: 90 at_risk: 140 events: 160 survival: 48 lower95: 43 upper95: 54 }
  groups { group: 'black' jobs: 315 ended: 220 at_exit: 10 at_follow_up_end: 70 at_as_at: 0 at_last_confirmation: 0
           at_unsettled_end: 15 first_jobs_ended: 245 first_jobs_followed: 25 }
  groups { group: 'other' jobs: 5 })";

struct Prints {
  std::string out, notes;
};

Prints Print(const char* report, Format format, bool utf8 = true) {
  const auto request = Parse<reporting::RetentionReportRequest>(
      "by: 'race' from { year: 1973 month: 1 day: 1 } to { year: 1973 month: 12 day: 31 }");
  std::ostringstream out, notes;
  PrintRetentionReport(request, Parse<reporting::RetentionReportResponse>(report), format, utf8, out, notes);
  return {out.str(), notes.str()};
}

TEST(RetentionCsv, HasTheWholeCurveInFullDigits) {
  const Prints prints = Print(kRaw, Format::kCsv);
  EXPECT_EQ(prints.out,
            "group,time,at_risk,events,survival,se,lower,upper\n"
            "black,7,316,20,0.936708860759,0.0137,0.90361,0.95868\n"
            "black,14,296,296,0,,,\n"
            "\"a,b\",7,4,0,1,0,1,1\n");
  EXPECT_EQ(prints.notes,
            "  black: 316 first jobs, of which 316 ended; the others were last seen in work: none\n"
            "  a,b: 4 first jobs, of which 0 ended; the others were last seen in work: 1 at the end of\n"
            "    follow-up, 1 at the exit, 1 on the as-at day, 1 when last confirmed, and nothing is known after\n"
            "    that\n");
}

TEST(RetentionCsv, HasStarsForWhatIsWithheldAndBlanksForWhatIsNot) {
  EXPECT_EQ(Print(kReleased, Format::kCsv).out,
            "group,time,at_risk,events,survival,se,lower,upper\n"
            "black,90,130,175,43,,38,49\n"
            "other_ones,90,*,*,*,,*,*\n");
}

TEST(RetentionTable, IsForReading) {
  const std::string table = Print(kReleased, Format::kTable).out;
  EXPECT_THAT(table, AllOf(HasSubstr("First job tenure, by race\n"), HasSubstr("Of first jobs, the share that lasts."),
                           HasSubstr("1 January 1973 to 31 December 1973, as at 31 December 1973."),
                           HasSubstr("Counts are rounded to the nearest 5"), HasSubstr("43%"), HasSubstr("38% – 49%"),
                           HasSubstr("\n  other ones "), HasSubstr("withheld: fewer than 10 at risk"),
                           HasSubstr("black: 315 first jobs, of which 245 ended")));
  const std::string raw = Print(kRaw, Format::kTable, false).out;
  EXPECT_THAT(raw, AllOf(HasSubstr("93.7%"), HasSubstr("90.4% - 95.9%"), HasSubstr("not for publication"),
                         Not(HasSubstr("withheld")), Not(HasSubstr("–"))));
  const std::vector<std::string> lines = absl::StrSplit(table + raw, '\n');
  for (const std::string& line : lines) EXPECT_THAT(Width(line), Le(100u)) << line;
}

TEST(RetentionWithAGap, SaysWhatWasCountedAndWhetherAJobFollowed) {
  const Prints csv = Print(kWithGap, Format::kCsv);
  EXPECT_EQ(csv.out, "group,time,at_risk,events,survival,se,lower,upper\nblack,90,140,160,48,,43,54\n");
  EXPECT_EQ(csv.notes,
            "  employment_retention, version 1, with a gap of 0 days\n"
            "  black: 315 first jobs, after which work ended for 220; the others were last seen in work: 70 at\n"
            "    the end of follow-up, 10 at the exit, 15 at an end too late to know whether another job\n"
            "    followed. Of 245 first jobs' endings 25 led to another job in time\n"
            "  other: 5 first jobs\n")
      << "what became of a group of which nothing else is told";
  EXPECT_THAT(Print(kWithGap, Format::kTable).out,
              AllOf(HasSubstr("Employment retention, by race\n"),
                    HasSubstr("\nemployment_retention, version 1, with a gap of 0 days.\n"),
                    HasSubstr("\n  other: 5 first jobs\n")));
  EXPECT_THAT(Print(kRaw, Format::kTable).out, HasSubstr("\nfirst_job_tenure, version 1.\n"));
}

TEST(RetentionJson, IsTheAnswerAsItCame) {
  EXPECT_THAT(Print(kRaw, Format::kJson).out,
              AllOf(HasSubstr("\"at_follow_up_end\": \"1\""), HasSubstr("\"first_job_tenure\"")));
}

const std::vector<std::string> kAsked{"report", "retention",  "--by", "race",
                                      "--from", "1973-01-01", "--to", "1973-12-31"};

TEST(RetentionReport, AsksForWhatWasTyped) {
  FakeServer server;
  server.retention = Parse<reporting::RetentionReportResponse>("rows { group: 'all' time: 3 at_risk: 7 events: 2 }");
  auto words = kAsked;
  words.insert(words.end(),
               {"--disclosure", "none", "--as-at", "1973-06-30", "--programme", "transitional AID", "--format", "csv"});
  const Outcome report = RunCli(&server, words);
  EXPECT_EQ(report.code, 0) << report.err;
  EXPECT_THAT(report.out, HasSubstr("\nall,3,7,2,,,,\n"));
  reporting::RetentionReportRequest request;
  ASSERT_TRUE(request.ParseFromString(server.CallsOf("RetentionReport")[0].request));
  EXPECT_EQ(request.by(), "race");
  EXPECT_EQ(request.from().year(), 1973);
  EXPECT_EQ(request.to().month(), 12);
  EXPECT_EQ(request.as_at().month(), 6);
  EXPECT_EQ(request.disclosure(), reporting::DISCLOSURE_NONE);
  EXPECT_EQ(request.programme_id(), "11111111-1111-7111-8111-111111111111");
  EXPECT_FALSE(request.has_gap_days()) << "the first job alone";
  for (const std::string gap : {"0", "14"}) {
    words = kAsked;
    words.insert(words.end(), {"--gap-days", gap});
    EXPECT_EQ(RunCli(&server, words).code, 0);
    ASSERT_TRUE(request.ParseFromString(server.CallsOf("RetentionReport").back().request));
    EXPECT_TRUE(request.has_gap_days());
    EXPECT_EQ(std::to_string(request.gap_days()), gap);
  }
}

TEST(RetentionReport, SaysWhatIsWrongWithIt) {
  FakeServer server;
  const Outcome wrong =
      RunCli(&server, {"report", "retention", "--from", "1973", "--disclosure", "all", "--gap-days", "week"});
  EXPECT_EQ(wrong.code, 2);
  EXPECT_THAT(wrong.err,
              AllOf(HasSubstr("--by: is required"), HasSubstr("--from: wants a date"), HasSubstr("--to: is required"),
                    HasSubstr("--disclosure: wants one of"), HasSubstr("--gap-days: wants")));
  EXPECT_THAT(server.calls, IsEmpty());
  auto ids = kAsked;
  ids.emplace_back("--id-only");
  EXPECT_EQ(RunCli(&server, ids).code, 2);
  server.refuse = [](const Call&) {
    return Refusal(grpc::INVALID_ARGUMENT, "x",
                   {{"as_at", "must not lie after today"}, {"programme_id", "wants a UUID"}}, "");
  };
  const Outcome refused = RunCli(&server, kAsked);
  EXPECT_EQ(refused.code, 3);
  EXPECT_EQ(refused.err, "--as-at: must not lie after today\n--programme: wants a UUID\n");
}

}  // namespace
}  // namespace gainful::cli
