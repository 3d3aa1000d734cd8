#include "clients/cli/output.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "clients/cli/errors.h"
#include "clients/cli/progress.h"
#include "gainful/caseload/v1/caseload.pb.h"
#include "gainful/exchange/v1/exchange.pb.h"

namespace gainful::cli {
namespace {

using caseload::v1::Participant;
using ::testing::HasSubstr;

Participant Person(const char* id, const char* name) {
  Participant p;
  p.set_id(id);
  p.set_org_id("the-organisation");
  p.set_etag(1);
  p.set_name(name);
  return p;
}

std::string Written(Format format, const std::vector<std::vector<Participant>>& pages) {
  std::ostringstream out;
  const auto writer = RecordWriter::Make(format, *Participant::descriptor(), out);
  for (const auto& page : pages) {
    RecordWriter::Records records;
    for (const Participant& p : page) records.push_back(&p);
    writer->Page(records);
  }
  writer->Finish();
  return out.str();
}

TEST(RecordWriter, TableIsAlignedAndSafe) {
  Participant second = Person("b", "Bo\x1B[2J\nX");
  second.set_sex(caseload::v1::SEX_FEMALE);
  EXPECT_EQ(Written(Format::kTable, {{Person("a",
                                             "Ad\xC3\xA9la\xC3\xAF"
                                             "de"),
                                      second}}),
            "id  etag  name      sex\n"
            "--  ----  --------  ------\n"
            "a      1  Ad\xC3\xA9la\xC3\xAF"
            "de\n"
            "b      1  Bo [2J X  female\n");
}

TEST(RecordWriter, AnEmptyTableSaysSo) { EXPECT_EQ(Written(Format::kTable, {{}}), "(none)\n"); }

TEST(RecordWriter, JsonIsOneArrayOverAllPages) {
  EXPECT_EQ(Written(Format::kJson, {{}}), "[]\n");
  const std::string json = Written(Format::kJson, {{Person("a", "A")}, {Person("b", "B")}});
  EXPECT_THAT(json, HasSubstr("[\n{\"id\":\"a\",\"org_id\":\"the-organisation\""));
  EXPECT_THAT(json, HasSubstr("},\n{"));
  EXPECT_THAT(json, HasSubstr("}\n]\n"));
}

TEST(RecordWriter, CsvHasOneHeaderAndTheContractsNames) {
  const std::string csv = Written(Format::kCsv, {{Person("a", "x,y \"z\"")}, {Person("b", "B")}});
  EXPECT_THAT(csv, HasSubstr("id,org_id,etag,updated_at,team_id,name,birth_date,"));
  EXPECT_THAT(csv, HasSubstr("\na,the-organisation,1,,,\"x,y \"\"z\"\"\","));
  EXPECT_EQ(csv.find("org_id", csv.find("org_id") + 1), std::string::npos);
}

TEST(RecordWriter, IdsStandAlone) {
  EXPECT_EQ(Written(Format::kIds, {{Person("a", "A"), Person("b", "B")}}), "a\nb\n");
}

TEST(WriteRecord, AsATableHasALineForEachFieldThatIsSet) {
  std::ostringstream out;
  WriteRecord(Format::kTable, Person("a", "A\tB"), out);
  EXPECT_EQ(out.str(), "id      a\norg id  the-organisation\netag    1\nname    A B\n");
}

TEST(WriteRecord, GivesPartsASectionOfTheirOwn) {
  exchange::v1::SharedParticipant shared;
  shared.set_participant_id("p");
  shared.mutable_identity()->set_name("Ada");
  auto* journey = shared.mutable_employment()->add_journeys();
  journey->mutable_referred_on()->set_year(2025);
  journey->mutable_referred_on()->set_month(1);
  journey->mutable_referred_on()->set_day(10);
  std::ostringstream out;
  WriteRecord(Format::kTable, shared, out);
  EXPECT_EQ(out.str(),
            "participant id  p\n"
            "\nidentity\n  name  Ada\n"
            "\nemployment\n"
            "\n  journeys\n    referred on\n    -----------\n    2025-01-10\n"
            "\n  spells\n    (none)\n");
  // In a cell, each part is one text.
  std::ostringstream csv;
  WriteRecord(Format::kCsv, shared, csv);
  EXPECT_THAT(csv.str(), HasSubstr("p,name=Ada,journeys=referred_on=2025-01-10,,,\n"));
}

TEST(ExitCode, FollowsTheKindOfRefusal) {
  EXPECT_EQ(ExitCodeFor(absl::StatusCode::kOk), 0);
  for (const auto code :
       {absl::StatusCode::kInvalidArgument, absl::StatusCode::kPermissionDenied, absl::StatusCode::kFailedPrecondition,
        absl::StatusCode::kAlreadyExists, absl::StatusCode::kAborted, absl::StatusCode::kUnauthenticated,
        absl::StatusCode::kResourceExhausted, absl::StatusCode::kInternal, absl::StatusCode::kUnimplemented}) {
    EXPECT_EQ(ExitCodeFor(code), 3);
  }
  EXPECT_EQ(ExitCodeFor(absl::StatusCode::kNotFound), 4);
  EXPECT_EQ(ExitCodeFor(absl::StatusCode::kUnavailable), 5);
  EXPECT_EQ(ExitCodeFor(absl::StatusCode::kDeadlineExceeded), 5);
}

TEST(Explain, ListsViolationsOrElseSaysTheSentence) {
  client::Error error;
  error.code = absl::StatusCode::kInvalidArgument;
  error.message = "two fields";
  error.violations = {{"a", "is\x1B bad"}, {"b", "is worse"}};
  const auto shout = [](absl::string_view field) { return absl::StrCat("--", field); };
  std::ostringstream err;
  EXPECT_EQ(Explain(error, shout, err), 3);
  EXPECT_EQ(err.str(), "--a: is  bad\n--b: is worse\n");
  error.violations.clear();
  error.code = absl::StatusCode::kInternal;
  error.request_id = "r-1";
  err.str("");
  Explain(error, shout, err);
  EXPECT_THAT(err.str(), HasSubstr("gainful: two fields"));
  EXPECT_THAT(err.str(), HasSubstr("request r-1"));
}

TEST(Progress, IsQuietWhereNobodyWatches) {
  std::ostringstream err;
  Progress progress("people.csv", false, err);
  progress.Show(100);
  progress.Clear();
  EXPECT_EQ(err.str(), "");
  EXPECT_EQ(Grouped(0), "0");
  EXPECT_EQ(Grouped(999), "999");
  EXPECT_EQ(Grouped(1234567), "1,234,567");
}

}  // namespace
}  // namespace gainful::cli
