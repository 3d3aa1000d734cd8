// Files of people and of jobs: rows are checked, then committed or dropped.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "gainful/type/v1/import.pb.h"
#include "tests/integration/fixture.h"

namespace gainful::integration {

using type::v1::CommitImportRequest;
using type::v1::CommitImportResponse;
using type::v1::DiscardImportRequest;
using type::v1::StageImportResponse;
namespace people = caseload::v1;
namespace jobs = placement::v1;

class ImportTest : public WorldTest {
 protected:
  // A file of people: rows are added, masks name what the file speaks for.
  people::StageImportRequest People() {
    people::StageImportRequest file;
    file.set_import_id(NewId());
    for (const char* f : {"name", "team_id", "sex"}) file.mutable_participant_mask()->add_paths(f);
    for (const char* f : {"referred_on", "accepted_on", "team_id", "programme_id"})
      file.mutable_journey_mask()->add_paths(f);
    return file;
  }
  static people::ImportRow* AddPerson(const Tenant& t, const std::string& key, people::StageImportRequest* file) {
    auto* row = file->add_rows();
    row->set_line(file->rows_size() + 1);  // behind the line of names
    auto* p = row->mutable_participant();
    p->set_team_id(t.team);
    p->set_name("Person " + key);
    p->set_source("file");
    p->set_source_key(key);
    auto* j = row->mutable_journey();
    j->set_programme_id(t.programme);
    j->set_team_id(t.team);
    *j->mutable_referred_on() = Day(2025, 1, 10);
    j->set_source("file");
    j->set_source_key(key);
    return row;
  }
  jobs::StageImportRequest Jobs() {
    jobs::StageImportRequest file;
    file.set_import_id(NewId());
    for (const char* f : {"started_on", "ended_on"}) file.mutable_spell_mask()->add_paths(f);
    return file;
  }
  static jobs::ImportRow* AddJob(const std::string& person, const std::string& job, jobs::StageImportRequest* file) {
    auto* row = file->add_rows();
    row->set_line(file->rows_size() + 1);
    row->set_journey_key(person);
    auto* s = row->mutable_spell();
    *s->mutable_started_on() = Day(2025, 2, 3);
    s->set_source("file");
    s->set_source_key(absl::StrCat(person, "/", job));
    return row;
  }

  template <class File>
  StageImportResponse Stage(const std::string& token, const File& file) {
    StageImportResponse staged;
    World::MustBeOk(world().Call(token, file, &staged));
    return staged;
  }
  template <class File>
  static const MethodDescriptor* MethodFor(const char* name) {
    return File::descriptor()->file()->service(0)->FindMethodByName(name);
  }
  template <class File>
  Outcome Commit(const std::string& token, const File& file, CommitImportResponse* done = nullptr,
                 const std::string& request = "") {
    CommitImportRequest commit;
    commit.set_request_id(request.empty() ? NewId() : request);
    commit.set_import_id(file.import_id());
    return world().Call(token, commit, done, MethodFor<File>("CommitImport"));
  }
  template <class File>
  void Load(const std::string& token, const File& file) {
    const StageImportResponse staged = Stage(token, file);
    if (staged.problems_size() > 0) throw std::runtime_error(staged.ShortDebugString());
    World::MustBeOk(Commit(token, file));
  }
  std::int64_t Count(const Tenant& t, const std::string& table) {
    return sql().Count(absl::StrCat("SELECT count(*) FROM ", table, " WHERE org_id = '", t.org, "'"));
  }
  Participant Person(const Tenant& t, const std::string& key) {
    Participant p;
    World::MustBeOk(world().Get(t.manager, Id(t, "caseload.participant", key), &p));
    return p;
  }
  // The record that came of a row of this filling is what the row said, and its entry holds what it is.
  void ExpectRead(const Tenant& t, int variant, const Message& sent) {
    const Kind kind = KindOf(sent.GetDescriptor());
    const std::string id = sql().One(absl::StrCat("SELECT id FROM ", kind.table, " WHERE org_id = '", t.org,
                                                  "' AND right(source_key, 1) = '", variant, "'"));
    const auto read = NewMessage(kind.type);
    ASSERT_THAT(world().Get(t.manager, id, read.get()), IsOk());
    EXPECT_EQ(sql().One(absl::StrCat("SELECT encode(body, 'hex') FROM journal.entry WHERE subject = '", id, "'")),
              absl::BytesToHexString(Deterministic(*read)));
    for (const char* reference : {"participant_id", "journey_id"}) {  // the service finds these by the keys
      if (kind.type->FindFieldByName(reference) != nullptr) SetText(read.get(), reference, GetText(sent, reference));
    }
    EXPECT_EQ(AsSent(*read)->ShortDebugString(), AsSent(sent)->ShortDebugString());
  }
  std::string Id(const Tenant& t, const std::string& table, const std::string& key) {
    return sql().One(
        absl::StrCat("SELECT id FROM ", table, " WHERE org_id = '", t.org, "' AND source_key = '", key, "'"));
  }

  static std::vector<std::string> Problems(const StageImportResponse& staged) {
    std::vector<std::string> problems;
    for (const auto& p : staged.problems()) problems.push_back(absl::StrCat(p.line(), " ", p.field()));
    return problems;
  }

  static testing::Matcher<const Outcome&> RefusedBecause(absl::StatusCode code, const std::string& reason) {
    return testing::AllOf(Refused(code), testing::Field(&Outcome::reason, reason));
  }
};

}  // namespace gainful::integration
