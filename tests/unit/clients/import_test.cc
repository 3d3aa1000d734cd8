#include "clients/cli/import.h"

#include <gmock/gmock.h>
#include <grpcpp/support/status.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "tests/unit/clients/cli_test.h"

namespace gainful::cli {
namespace {

namespace fs = std::filesystem;
using gainful::testing::Call;
using gainful::testing::FakeServer;
using gainful::testing::Outcome;
using gainful::testing::RunCli;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr char kSampleMapping[] = GAINFUL_TEST_DATA "/rossi_mapping.textproto";
constexpr char kSamplePeople[] = GAINFUL_TEST_DATA "/rossi_people.csv";
constexpr char kSampleJobs[] = GAINFUL_TEST_DATA "/rossi_jobs.csv";

constexpr char kMapping[] = R"(
  team: "Sample team" programme: "Transitional aid"
  people {
    source: "sheet" key: "ref"
    column { from: "name" to: "participant.name" required: true }
    column { from: "born" to: "participant.birth_date" }
    column { from: "referred" to: "journey.referred_on" }
  }
  jobs { source: "sheet" key: ["ref", "job"] journey_key: "ref" column { from: "started" to: "spell.started_on" } }
  records {
    name: "visits" source: "sheet" key: ["ref", "date"] person_key: "ref"
    column { from: "date" to: "contact.contacted_on" }
    constant { to: "contact.kind" text: "review" }
    column { from: "came" to: "contact.attendance" code { from: "Y" to: "attended" } }
  }
  records {
    source: "sheet" key: ["ref", "n"] journey_key: "ref"
    column { from: "date" to: "goal.set_on" }
    column { from: "what" to: "goal.goal" }
  })";

class ImportTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = ::testing::TempDir() + "/importXXXXXX";
    folder_ = mkdtemp(pattern.data());
    mapping_ = Write("mapping.textproto", kMapping);
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string Write(const std::string& name, const std::string& text) {
    const fs::path path = folder_ / name;
    std::ofstream(path, std::ios::binary) << text;
    return path.string();
  }

  Outcome Import(std::vector<std::string> words) {
    words.insert(words.begin(), {"import", "--mapping", mapping_});
    return RunCli(&server_, words);
  }

  FakeServer server_;
  fs::path folder_;
  std::string mapping_;
};

TEST_F(ImportTest, LoadsTheSampleOnce) {
  mapping_ = kSampleMapping;
  const Outcome first = Import({kSamplePeople, kSampleJobs});
  EXPECT_EQ(first.code, 0) << first.err;
  EXPECT_EQ(first.out, "people: 432 created, 0 updated, 0 unchanged\njobs: 609 created, 0 updated, 0 unchanged\n");
  EXPECT_THAT(first.err, IsEmpty());
  const Outcome again = Import({kSamplePeople, kSampleJobs});
  EXPECT_EQ(again.out, "people: 0 created, 0 updated, 432 unchanged\njobs: 0 created, 0 updated, 609 unchanged\n");
  EXPECT_THAT(server_.committed.at("spell:R004/2"),
              AllOf(HasSubstr("journey_key: \"R004\""), HasSubstr("last_confirmed_on"), Not(HasSubstr("ended_on"))));
  EXPECT_THAT(server_.committed.at("participant:R001"),
              AllOf(HasSubstr("key: \"race\""), HasSubstr("exit_reason: EXIT_REASON_CUSTODY"),
                    HasSubstr("22222222-2222-7222-8222-222222222222")));
}

TEST_F(ImportTest, SaysWhichFieldsTheFileSpeaksForAndWhosePeopleTheJobsName) {
  Import({Write("p.csv", "ref,name,born,referred\n1,Ada,,2024-01-01\n"),
          Write("j.csv", "ref,job,started\n1,1,2024-02-01\n")});
  ASSERT_THAT(server_.imports, SizeIs(2));
  std::string people, jobs;
  for (const auto& [id, import] : server_.imports) {
    (import.masks.find("spell") == 0 ? jobs : people) = id;
    EXPECT_TRUE(import.committed);
  }
  EXPECT_EQ(server_.imports[people].masks, "participant:birth_date,name journey:referred_on");
  EXPECT_EQ(server_.imports[jobs].masks, "spell:started_on");
  EXPECT_EQ(server_.imports[jobs].people_import_id, people);
}

TEST_F(ImportTest, ListsEveryBadRowAndWritesNothing) {
  server_.find_fault = [](const std::string& key) {
    return key == "participant:3" ? std::pair<std::string, std::string>("participant.birth_date", "lies after today")
                                  : std::pair<std::string, std::string>();
  };
  const std::string people = Write(
      "p.csv", "ref,name,born,referred,notes\n1,Ada,,2024-01-01,\n2,,1990,2024-01-01,\n3,Bo,2990-01-01,2024-01-01,\n");
  const Outcome refused = Import({people});
  EXPECT_EQ(refused.code, 3);
  EXPECT_THAT(refused.err, HasSubstr(people + ":3: column name: may not be blank\n" + people +
                                     ":3: column born: wants a date as YYYY-MM-DD, not '1990'\n" + people +
                                     ":4: column born: lies after today\n"));
  EXPECT_THAT(refused.err,
              AllOf(HasSubstr("columns that the mapping leaves out: notes"), HasSubstr("nothing was written")));
  EXPECT_EQ(refused.out, "people: 1 created, 0 updated, 0 unchanged, 2 bad\n");
  EXPECT_THAT(server_.committed, IsEmpty());
  EXPECT_TRUE(server_.imports.begin()->second.discarded);
  const Outcome partial = Import({people, "--partial"});
  EXPECT_EQ(partial.code, 0);
  EXPECT_EQ(partial.out, "people: 1 created, 0 updated, 0 unchanged, 2 bad\n");
  EXPECT_THAT(server_.committed, SizeIs(1));
}

TEST_F(ImportTest, ADryRunChangesNothing) {
  const Outcome dry = Import({"--people", Write("p.csv", "ref,name,born,referred\n1,Ada,,2024-01-01\n"), "--dry-run"});
  EXPECT_EQ(dry.code, 0) << dry.err;
  EXPECT_EQ(dry.out, "people: 1 created, 0 updated, 0 unchanged\n");
  EXPECT_THAT(server_.committed, IsEmpty());
  EXPECT_THAT(server_.CallsOf("CommitImport"), IsEmpty());
}

TEST_F(ImportTest, JobsMayComeAlone) {
  const Outcome jobs = Import({"--jobs", Write("j.csv", "ref,job,started\n1,1,2024-02-01\n"), "--format", "json"});
  EXPECT_EQ(jobs.code, 0) << jobs.err;
  EXPECT_EQ(jobs.out, "{\"jobs\": {\"created\": 1, \"updated\": 0, \"unchanged\": 0, \"bad\": 0}}\n");
  EXPECT_THAT(server_.CallsOf("ListTeams"), IsEmpty());
}

// Files of records come by the name of their part, after the people whom they may name.
TEST_F(ImportTest, RecordsComeByName) {
  const std::string visits = Write("v.csv", "ref,date,came\n1,2025-02-01,Y\n1,2025-02-08,Y\n");
  const Outcome both =
      Import({Write("p.csv", "ref,name,born,referred\n1,Ada,,2024-01-01\n"), "--records", "visits=" + visits,
              "--records", "goal=" + Write("g.csv", "ref,n,date,what\n1,1,2025-02-01,A job\n")});
  EXPECT_EQ(both.code, 0) << both.err;
  EXPECT_EQ(both.out,
            "people: 1 created, 0 updated, 0 unchanged\nvisits: 2 created, 0 updated, 0 unchanged\ngoal: 1 created, 0 "
            "updated, 0 unchanged\n");
  EXPECT_THAT(both.err, IsEmpty());
  EXPECT_THAT(server_.committed.at(":1/2025-02-08"),
              AllOf(HasSubstr("source: \"sheet\""), HasSubstr("person_key: \"1\""), HasSubstr("CONTACT_KIND_REVIEW"),
                    HasSubstr("CONTACT_ATTENDANCE_ATTENDED")));
  EXPECT_THAT(server_.committed.at(":1/1"), AllOf(HasSubstr("journey_key: \"1\""), HasSubstr("goal: \"A job\"")));
  std::string people;
  for (const auto& [id, import] : server_.imports) {
    if (import.masks.find("participant") == 0) people = id;
  }
  int follow = 0;
  for (const auto& [id, import] : server_.imports) {
    if (import.masks.find("record") == std::string::npos) continue;
    EXPECT_EQ(import.people_import_id, people);
    EXPECT_THAT(import.masks, ::testing::AnyOf("record:attendance,contacted_on,kind", "record:goal,set_on"));
    ++follow;
  }
  EXPECT_EQ(follow, 2);
}

TEST_F(ImportTest, RecordsAreNamedAndNamedOnce) {
  const std::string visits = Write("v.csv", "ref,date,came\n");
  for (const auto& [words, fault] : std::vector<std::pair<std::vector<std::string>, std::string>>{
           {{"--records", visits}, "wants NAME=FILE"},
           {{"--records", "visits="}, "wants NAME=FILE"},
           {{"--records", "visit=" + visits}, "no records named 'visit'; it has visits, goal"},
           {{"--records", "visits=" + visits, "--records", "visits=" + visits}, "visits is given twice"}}) {
    const Outcome refused = Import(words);
    EXPECT_EQ(refused.code, 2);
    EXPECT_THAT(refused.err, HasSubstr(fault));
  }
  EXPECT_THAT(server_.calls, IsEmpty());
}

// Faults of a server's are told by the column, a key's by those it is made of.
TEST_F(ImportTest, FaultsOfRecordsNameTheColumn) {
  server_.find_fault = [](const std::string& key) {
    return key == ":1/2025-02-01" ? std::pair<std::string, std::string>("person_key", "names nobody")
                                  : std::pair<std::string, std::string>("source_key", "is taken");
  };
  const Outcome refused =
      Import({"--records", "visits=" + Write("v.csv", "ref,date,came\n1,2025-02-01,Y\n1,2025-02-08,Y\n")});
  EXPECT_EQ(refused.code, 3);
  EXPECT_THAT(refused.err,
              AllOf(HasSubstr(":2: column ref: names nobody"), HasSubstr(":3: column ref/date: is taken")));
}

TEST_F(ImportTest, StaffGoByNameOrId) {
  mapping_ = Write("allocations.textproto",
                   "records { source: 'sheet' key: 'ref' journey_key: 'ref' column { from: 'worker' to: "
                   "'allocation.staff_member_id' } column { from: 'on' to: 'allocation.allocated_on' } }");
  const std::string good =
      Write("a.csv",
            "ref,worker,on\n1,robin,2025-02-01\n2,44444444-4444-7444-8444-444444444444,2025-02-01\n"
            "3,,2025-02-01\n");
  const Outcome written = Import({"--records", "allocation=" + good});
  EXPECT_EQ(written.code, 0) << written.err;
  EXPECT_THAT(server_.committed.at(":1"), HasSubstr("33333333-3333-7333-8333-333333333320"));
  EXPECT_THAT(server_.committed.at(":2"), HasSubstr("44444444-4444-7444-8444-444444444444"));
  EXPECT_THAT(server_.committed.at(":3"), Not(HasSubstr("staff_member_id")));
  const Outcome refused =
      Import({"--records", "allocation=" + Write("b.csv", "ref,worker,on\n1,Jo,2025-02-01\n2,Kim,2025-02-01\n")});
  EXPECT_THAT(refused.err, AllOf(HasSubstr(":2: column worker: wants an id: several members of staff are called 'Jo'"),
                                 HasSubstr(":3: column worker: wants the name or id of a member of staff, not 'Kim'")));
}

// An alarming answer in a file must reach whoever imports it, whatever they asked to be printed.
TEST_F(ImportTest, TellsOfAlerts) {
  server_.alerts = 2;
  const Outcome told =
      Import({"--records", "visits=" + Write("v.csv", "ref,date,came\n1,2025-02-01,Y\n"), "--format", "json"});
  EXPECT_EQ(told.code, 0);
  EXPECT_THAT(told.err, HasSubstr("visits raised 2 alerts; `gainful day` lists them\nCall the crisis line.\n"));
}

TEST_F(ImportTest, HelpNamesEveryKindOfRecord) {
  const Outcome help = RunCli(&server_, {"import", "--help"});
  for (const char* text : {"--records NAME=FILE", "contact,", "health_and_work_report,", "allocation\n"})
    EXPECT_THAT(help.out, HasSubstr(text));
}

TEST_F(ImportTest, FindsEverythingWrongBeforeAnythingIsSent) {
  const std::string people = Write("p.csv", "ref,nam,born\n");
  const Outcome columns = Import({people, Write("j.csv", "")});
  EXPECT_EQ(columns.code, 2);
  EXPECT_THAT(columns.err,
              AllOf(HasSubstr("no column 'name'"), HasSubstr("no column 'referred'"), HasSubstr("the file is empty")));
  EXPECT_EQ(Import({folder_ / "missing.csv"}).code, 2);
  EXPECT_EQ(Import({folder_.string()}).code, 2) << "a folder";
  EXPECT_EQ(Import({}).code, 2);
  EXPECT_EQ(Import({"a", "b", "--people", "c"}).code, 2);
  mapping_ = folder_ / "missing.textproto";
  EXPECT_EQ(Import({people}).code, 2);
  mapping_ = Write("bad.textproto", "people {\n sauce: 's' }");
  EXPECT_THAT(Import({people}).err, HasSubstr("bad.textproto:2:"));
  mapping_ = Write("jobs.textproto",
                   "jobs { source: 's' key: 'r' journey_key: 'r' column { from: 's' to: 'spell.started_on' } }");
  EXPECT_THAT(Import({people}).err, HasSubstr("no part for people"));
  EXPECT_THAT(server_.calls, IsEmpty());
}

TEST_F(ImportTest, UnknownTeamsAreNotFound) {
  const Outcome unknown = Import({Write("p.csv", "ref,name,born,referred\n"), "--team", "Nobody's"});
  EXPECT_EQ(unknown.code, 4);
  EXPECT_THAT(unknown.err, HasSubstr("no team is called 'Nobody's'; there are Sample team"));
}

TEST_F(ImportTest, SendsChunksAndKeepsLinesInOrder) {
  std::string text = "ref,name,born,referred\n";
  for (int i = 1; i <= 1700; ++i) text += std::to_string(i) + (i % 400 == 0 ? ",,,2024-01-01\n" : ",Ada,,2024-01-01\n");
  const Outcome refused = Import({Write("p.csv", text)});
  EXPECT_EQ(refused.out, "people: 1696 created, 0 updated, 0 unchanged, 4 bad\n");
  EXPECT_EQ(server_.imports.begin()->second.chunks, 4);
  size_t at = 0;
  for (const char* line : {":401: ", ":801: ", ":1201: ", ":1601: "}) {
    const size_t found = refused.err.find(line, at);
    ASSERT_NE(found, std::string::npos) << line;
    at = found;
  }
}

TEST_F(ImportTest, AnUnavailableServerEndsItAndDropsWhatWasStaged) {
  server_.refuse = [](const Call& call) {
    return call.method == "CommitImport" ? grpc::Status(grpc::UNAVAILABLE, "away") : grpc::Status::OK;
  };
  const std::string people = Write("p.csv", "ref,name,born,referred\n1,Ada,,2024-01-01\n");
  EXPECT_EQ(Import({people}).code, 5);
  server_.refuse = [](const Call& call) {
    return call.method == "StageImport" ? grpc::Status(grpc::PERMISSION_DENIED, "not for specialists")
                                        : grpc::Status::OK;
  };
  const Outcome refused = Import({people});
  EXPECT_EQ(refused.code, 3);
  EXPECT_THAT(refused.err, HasSubstr("not for specialists"));
  EXPECT_THAT(server_.CallsOf("DiscardImport"), SizeIs(1));
}

TEST_F(ImportTest, SaysWhenOnlyThePeopleWereWritten) {
  server_.refuse = [](const Call& call) {
    return call.method == "CommitJobs" ? grpc::Status(grpc::FAILED_PRECONDITION, "no") : grpc::Status::OK;
  };
  const Outcome half = Import({Write("p.csv", "ref,name,born,referred\n1,Ada,,2024-01-01\n"),
                               Write("j.csv", "ref,job,started\n1,1,2024-02-01\n")});
  EXPECT_EQ(half.code, 3);
  EXPECT_THAT(half.err, HasSubstr("Written: people; not written: jobs"));
}

}  // namespace
}  // namespace gainful::cli
