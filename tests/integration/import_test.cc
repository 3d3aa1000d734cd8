// Files of people and of jobs: checked, set aside, committed at once.
#include <atomic>
#include <future>
#include <set>
#include <thread>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "gainful/type/v1/import.pb.h"
#include "google/protobuf/field_mask.pb.h"
#include "tests/integration/chain.h"
#include "tests/integration/fixture.h"

namespace gainful::integration {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;
using testing::UnorderedElementsAre;
using type::v1::CommitImportRequest;
using type::v1::CommitImportResponse;
using type::v1::DiscardImportRequest;
using type::v1::StageImportResponse;
namespace people = caseload::v1;
namespace jobs = placement::v1;

class Imports : public WorldTest {
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
};

std::vector<std::string> Problems(const StageImportResponse& staged) {
  std::vector<std::string> problems;
  for (const auto& p : staged.problems()) problems.push_back(absl::StrCat(p.line(), " ", p.field()));
  return problems;
}

testing::Matcher<const Outcome&> RefusedBecause(absl::StatusCode code, const std::string& reason) {
  return AllOf(Refused(code), Field(&Outcome::reason, reason));
}

TEST_F(Imports, NothingIsOnRecordBeforeTheCommit) {
  const Tenant t = world().NewTenant();
  auto file = People();
  AddPerson(t, "1", &file);
  AddPerson(t, "2", &file);
  const auto entries = Count(t, "journal.entry");
  const StageImportResponse staged = Stage(t.manager, file);
  EXPECT_EQ(staged.created(), 2);
  EXPECT_EQ(Count(t, "caseload.participant"), 0);
  EXPECT_EQ(Count(t, "journal.entry"), entries);
  CommitImportResponse done;
  ASSERT_THAT(Commit(t.manager, file, &done), IsOk());
  EXPECT_EQ(done.created(), 4) << "two people, two journeys";
  EXPECT_EQ(Count(t, "caseload.participant"), 2);
  EXPECT_EQ(Count(t, "caseload.journey"), 2);
  EXPECT_EQ(Count(t, "journal.entry"), entries + 5) << "the import's own as well";
  EXPECT_EQ(Count(t, "caseload.stage_participant") + Count(t, "caseload.stage_journey"), 0);
  EXPECT_THAT(FaultsOfChain(&sql(), t.org), IsEmpty());
}

TEST_F(Imports, AnImportCanBeDropped) {
  const Tenant t = world().NewTenant();
  auto file = People();
  AddPerson(t, "1", &file);
  Stage(t.manager, file);
  DiscardImportRequest discard;
  discard.set_import_id(file.import_id());
  ASSERT_THAT(world().Call(t.manager, discard, nullptr, MethodFor<people::StageImportRequest>("DiscardImport")),
              IsOk());
  CommitImportResponse done;
  ASSERT_THAT(Commit(t.manager, file, &done), IsOk());
  EXPECT_EQ(done.created(), 0);
  EXPECT_EQ(Count(t, "caseload.participant"), 0);
}

// Every fault of every row, by line and field; the other rows can go on.
TEST_F(Imports, BadRowsAreNamedByLineAndField) {
  const Tenant t = world().NewTenant();
  auto file = People();
  AddPerson(t, "1", &file);
  auto* second = AddPerson(t, "2", &file);
  second->mutable_participant()->set_name("");
  second->mutable_participant()->set_imd_quintile(9);
  *second->mutable_journey()->mutable_accepted_on() = Day(2025, 1, 9);
  auto* third = AddPerson(t, "3", &file);
  third->mutable_participant()->set_team_id(NewId());
  third->mutable_journey()->set_programme_id(NewId());
  *third->mutable_journey()->mutable_referred_on() = Day(2025, 6, 17);
  auto* fourth = AddPerson(t, "", &file);
  fourth->mutable_journey()->set_source_key("");
  auto* fifth = AddPerson(t, "5", &file);
  fifth->mutable_journey()->set_source_key("6");
  fifth->mutable_participant()->set_sex(static_cast<people::Sex>(44));
  (*fifth->mutable_participant()->mutable_local_characteristics())["race"] = std::string("a\0b", 3);
  const StageImportResponse staged = Stage(t.manager, file);
  EXPECT_THAT(Problems(staged),
              testing::IsSupersetOf({"3 participant.name", "3 participant.imd_quintile", "3 journey.accepted_on",
                                     "4 participant.team_id", "4 journey.programme_id", "4 journey.referred_on",
                                     "5 participant.source_key", "6 journey.source_key", "6 participant.sex",
                                     "6 participant.local_characteristics.race"}));
  EXPECT_EQ(staged.created(), 1);
  CommitImportResponse done;
  ASSERT_THAT(Commit(t.manager, file, &done), IsOk());
  EXPECT_EQ(done.created(), 2);
}

// People without a journey may come in files as well.
TEST_F(Imports, APersonNeedsNoJourney) {
  const Tenant t = world().NewTenant();
  auto file = People();
  AddPerson(t, "1", &file)->clear_journey();
  const StageImportResponse staged = Stage(t.manager, file);
  EXPECT_THAT(Problems(staged), IsEmpty());
  ASSERT_THAT(Commit(t.manager, file), IsOk());
  EXPECT_EQ(Count(t, "caseload.participant"), 1);
  EXPECT_EQ(Count(t, "caseload.journey"), 0);
}

TEST_F(Imports, AKeyMayComeOnceInAFile) {
  const Tenant t = world().NewTenant();
  auto file = People();
  AddPerson(t, "1", &file);
  AddPerson(t, "1", &file)->mutable_participant()->set_name("Another");
  EXPECT_THAT(Problems(Stage(t.manager, file)), ElementsAre("3 participant.source_key"));
  // In a later chunk of the same file too.
  auto chunk = file;
  chunk.clear_rows();
  AddPerson(t, "1", &chunk)->set_line(1000);
  EXPECT_THAT(Problems(Stage(t.manager, chunk)), ElementsAre("1000 participant.source_key"));
  ASSERT_THAT(Commit(t.manager, file), IsOk());
  EXPECT_EQ(Person(t, "1").name(), "Person 1");
  EXPECT_EQ(Count(t, "caseload.journey"), 1);
  auto work = Jobs();
  AddJob("1", "1", &work);
  AddJob("1", "1", &work);
  EXPECT_THAT(Problems(Stage(t.manager, work)), ElementsAre("3 spell.source_key"));
}

// The same when the earlier of the two lines says nothing new.
TEST_F(Imports, AKeyMayComeOnceAlsoWhereTheRecordStands) {
  const Tenant t = world().NewTenant();
  auto file = People();
  AddPerson(t, "1", &file);
  Load(t.manager, file);
  file.set_import_id(NewId());
  AddPerson(t, "1", &file)->mutable_participant()->set_name("Another");
  EXPECT_THAT(Problems(Stage(t.manager, file)), ElementsAre("3 participant.source_key"));
}

// A chunk whose answer was lost is sent again.
TEST_F(Imports, TheSameLineTwiceIsHarmless) {
  const Tenant t = world().NewTenant();
  auto file = People();
  AddPerson(t, "1", &file);
  AddPerson(t, "2", &file);
  auto work = Jobs();
  work.set_people_import_id(file.import_id());
  AddJob("1", "1", &work);
  for (int i = 0; i < 2; ++i) {
    EXPECT_THAT(Problems(Stage(t.manager, file)), IsEmpty());
    EXPECT_THAT(Problems(Stage(t.manager, work)), IsEmpty());
  }
  ASSERT_THAT(Commit(t.manager, file), IsOk());
  ASSERT_THAT(Commit(t.manager, work), IsOk());
  EXPECT_EQ(Count(t, "caseload.participant"), 2);
  EXPECT_EQ(Count(t, "caseload.journey"), 2);
  EXPECT_EQ(Count(t, "placement.spell"), 1);
}

TEST_F(Imports, TheSameFileAgainWritesNothing) {
  const Tenant t = world().NewTenant();
  auto file = People();
  auto work = Jobs();
  for (const char* key : {"1", "2", "3"}) {
    AddPerson(t, key, &file);
    AddJob(key, "1", &work);
  }
  Load(t.manager, file);
  Load(t.manager, work);
  file.set_import_id(NewId());
  work.set_import_id(NewId());
  world().clock().Advance(absl::Hours(1));
  const auto entries = Count(t, "journal.entry");
  for (const StageImportResponse& staged : {Stage(t.manager, file), Stage(t.manager, work)}) {
    EXPECT_EQ(staged.unchanged(), 3);
    EXPECT_EQ(staged.created() + staged.updated(), 0);
  }
  CommitImportResponse done;
  ASSERT_THAT(Commit(t.manager, file, &done), IsOk());
  ASSERT_THAT(Commit(t.manager, work, &done), IsOk());
  EXPECT_EQ(done.created() + done.updated(), 0);
  EXPECT_EQ(Count(t, "journal.entry"), entries + 2) << "the two commits themselves";
  EXPECT_EQ(Person(t, "1").etag(), 1);
}

// A corrected file changes what it speaks for. What people have entered by hand meanwhile stays.
TEST_F(Imports, ACorrectedRowChangesTheFieldsOfTheFileAlone) {
  const Tenant t = world().NewTenant();
  auto file = People();
  auto* row = AddPerson(t, "1", &file);
  row->mutable_participant()->set_imd_quintile(2);  // in no mask: counts when the record is made
  AddPerson(t, "2", &file);
  Load(t.manager, file);
  Participant p = Person(t, "1");
  EXPECT_EQ(p.imd_quintile(), 2);
  p.set_lsoa("E01000001");
  p.set_imd_quintile(5);
  ASSERT_THAT(world().Update(t.manager, p, {"lsoa", "imd_quintile"}), IsOk());
  file.set_import_id(NewId());
  row->mutable_participant()->set_name("Corrected");
  *row->mutable_journey()->mutable_accepted_on() = Day(2025, 1, 20);
  StageImportResponse staged = Stage(t.manager, file);
  EXPECT_EQ(staged.updated(), 1);
  EXPECT_EQ(staged.unchanged(), 1);
  CommitImportResponse done;
  ASSERT_THAT(Commit(t.manager, file, &done), IsOk());
  EXPECT_EQ(done.updated(), 2) << "the person and the journey";
  EXPECT_EQ(done.created(), 0);
  p = Person(t, "1");
  EXPECT_EQ(p.name(), "Corrected");
  EXPECT_EQ(p.lsoa(), "E01000001");
  EXPECT_EQ(p.imd_quintile(), 5);
  EXPECT_EQ(p.etag(), 3);
  Journey j;
  ASSERT_THAT(world().Get(t.manager, Id(t, "caseload.journey", "1"), &j), IsOk());
  EXPECT_EQ(j.status(), people::JOURNEY_STATUS_ACTIVE);
  EXPECT_EQ(Person(t, "2").etag(), 1);
  EXPECT_THAT(FaultsOfChain(&sql(), t.org), IsEmpty());
}

TEST_F(Imports, ARecordThatChangedSinceTheCheckAbortsTheCommit) {
  const Tenant t = world().NewTenant();
  auto file = People();
  auto* row = AddPerson(t, "1", &file);
  AddPerson(t, "2", &file);
  Load(t.manager, file);
  file.set_import_id(NewId());
  row->mutable_participant()->set_name("Corrected");
  AddPerson(t, "3", &file);
  Stage(t.manager, file);
  Participant p = Person(t, "1");
  p.set_name("By hand");
  ASSERT_THAT(world().Update(t.manager, p, {"name"}), IsOk());
  const auto entries = Count(t, "journal.entry");
  EXPECT_THAT(Commit(t.manager, file), RefusedBecause(absl::StatusCode::kAborted, "CHANGED_SINCE_CHECKED"));
  EXPECT_EQ(Person(t, "1").name(), "By hand");
  EXPECT_EQ(Count(t, "caseload.participant"), 2) << "all or nothing";
  EXPECT_EQ(Count(t, "journal.entry"), entries);
}

// Two people import one file at once: the second commit finds that the records have come to be.
TEST_F(Imports, ARecordThatCameSinceTheCheckAbortsTheCommit) {
  const Tenant t = world().NewTenant();
  auto file = People(), again = People();
  AddPerson(t, "1", &file);
  AddPerson(t, "1", &again);
  Stage(t.manager, file);
  Stage(t.manager, again);
  ASSERT_THAT(Commit(t.manager, file), IsOk());
  EXPECT_THAT(Commit(t.manager, again), RefusedBecause(absl::StatusCode::kAborted, "CHANGED_SINCE_CHECKED"));
  EXPECT_EQ(Count(t, "caseload.participant"), 1);
}

TEST_F(Imports, JobsCanBeCheckedBeforeTheirPeopleAreOnRecord) {
  const Tenant t = world().NewTenant();
  auto file = People();
  AddPerson(t, "1", &file)->mutable_participant()->set_birth_year(2000);
  Stage(t.manager, file);
  auto work = Jobs();
  AddJob("1", "1", &work);
  EXPECT_THAT(Problems(Stage(t.manager, work)), ElementsAre("2 journey_key")) << "nobody said which file of people";
  work.set_people_import_id(file.import_id());
  auto* early = AddJob("1", "2", &work);
  *early->mutable_spell()->mutable_started_on() = Day(1999, 12, 31);
  AddJob("7", "1", &work);
  EXPECT_THAT(Problems(Stage(t.manager, work)), UnorderedElementsAre("3 spell.started_on", "4 journey_key"));
  EXPECT_THAT(Commit(t.manager, work), RefusedBecause(absl::StatusCode::kFailedPrecondition, "PEOPLE_NOT_COMMITTED"));
  EXPECT_EQ(Count(t, "placement.spell"), 0);
  ASSERT_THAT(Commit(t.manager, file), IsOk());
  ASSERT_THAT(Commit(t.manager, work), IsOk());
  Spell s;
  ASSERT_THAT(world().Get(t.manager, Id(t, "placement.spell", "1/1"), &s), IsOk());
  EXPECT_EQ(s.participant_id(), Person(t, "1").id());
  EXPECT_EQ(s.journey_id(), Id(t, "caseload.journey", "1"));
}

TEST_F(Imports, AJobKeepsItsJourney) {
  const Tenant t = world().NewTenant();
  auto file = People();
  AddPerson(t, "1", &file);
  AddPerson(t, "2", &file);
  Load(t.manager, file);
  auto work = Jobs();
  auto* row = AddJob("1", "1", &work);
  Load(t.manager, work);
  work.set_import_id(NewId());
  row->set_journey_key("2");
  *row->mutable_spell()->mutable_ended_on() = Day(2025, 3, 1);
  EXPECT_THAT(Problems(Stage(t.manager, work)), ElementsAre("2 journey_key"));
}

TEST_F(Imports, ACommitThatIsRepeatedGivesTheSameAnswer) {
  const Tenant t = world().NewTenant();
  auto file = People();
  AddPerson(t, "1", &file);
  Stage(t.manager, file);
  const std::string request = NewId();
  const Outcome first = Commit(t.manager, file, nullptr, request);
  ASSERT_THAT(first, IsOk());
  const auto entries = Count(t, "journal.entry");
  const Outcome again = Commit(t.manager, file, nullptr, request);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again.bytes, first.bytes);
  EXPECT_EQ(Count(t, "journal.entry"), entries);
  auto other = People();
  EXPECT_THAT(Commit(t.manager, other, nullptr, request), InvalidFor({"request_id"}));
}

// However many commit one import at once, its rows are written once.
TEST_F(Imports, CommitsAtOnceWriteOnce) {
  const Tenant t = world().NewTenant();
  for (const bool is_same_request : {true, false}) {
    auto file = People();
    for (int i = 0; i < 50; ++i) AddPerson(t, absl::StrCat(is_same_request, "/", i), &file);
    Stage(t.manager, file);
    const std::string request = NewId();
    std::vector<std::future<Outcome>> commits;
    for (int i = 0; i < 4; ++i) {
      commits.push_back(std::async(std::launch::async,
                                   [&] { return Commit(t.manager, file, nullptr, is_same_request ? request : ""); }));
    }
    std::set<std::string> answers;
    for (auto& commit : commits) {
      const Outcome outcome = commit.get();
      if (is_same_request) {
        EXPECT_THAT(outcome, IsOk());
        answers.insert(outcome.bytes);
      } else {
        EXPECT_THAT(outcome,
                    testing::AnyOf(IsOk(), RefusedBecause(absl::StatusCode::kAborted, "CHANGED_SINCE_CHECKED")));
      }
    }
    EXPECT_LE(answers.size(), 1);
  }
  EXPECT_EQ(Count(t, "caseload.participant"), 100);
  EXPECT_EQ(sql().Count(absl::StrCat("SELECT count(*) FROM journal.entry WHERE org_id = '", t.org,
                                     "' AND kind = 'participant'")),
            100);
  EXPECT_THAT(FaultsOfChain(&sql(), t.org), IsEmpty());
}

// Files and people at work meet: nothing is lost, and the journal tells all of it.
TEST_F(Imports, AFileAndManualChangesAtOnceLeaveAWholeJournal) {
  const Tenant t = world().NewTenant();
  auto file = People();
  for (int i = 0; i < 20; ++i) AddPerson(t, absl::StrCat(i), &file);
  Load(t.manager, file);
  std::atomic<bool> done{false};
  std::atomic<int> changes{0};
  std::vector<std::thread> hands;
  for (int n = 0; n < 3; ++n) {
    const std::string id = Id(t, "caseload.participant", absl::StrCat(n));
    hands.emplace_back([this, &t, &done, &changes, id] {
      Participant p;
      while (!done && world().Get(t.manager, id, &p).ok()) {
        p.set_lsoa(absl::StrCat("E010000", 10 + p.etag() % 90));
        if (world().Update(t.manager, p, {"lsoa"}).ok()) ++changes;
      }
    });
  }
  int commits = 0;
  for (int round = 0; round < 10; ++round) {
    file.set_import_id(NewId());
    for (auto& row : *file.mutable_rows()) row.mutable_participant()->set_name(absl::StrCat("Round ", round));
    Stage(t.manager, file);
    const Outcome outcome = Commit(t.manager, file);
    EXPECT_THAT(outcome, testing::AnyOf(IsOk(), RefusedBecause(absl::StatusCode::kAborted, "CHANGED_SINCE_CHECKED")));
    if (outcome.ok()) ++commits;
  }
  done = true;
  for (auto& thread : hands) thread.join();
  EXPECT_THAT(FaultsOfChain(&sql(), t.org), IsEmpty());
  EXPECT_EQ(sql().Count(absl::StrCat("SELECT sum(etag - 1) FROM caseload.participant WHERE org_id = '", t.org, "'")),
            changes + 20 * commits);
}

// What a withdrawal took back stays taken back: a file is no way around it.
TEST_F(Imports, AFileCannotChangeWhatWasWithdrawn) {
  const Tenant t = world().NewTenant();
  auto file = People();
  auto* row = AddPerson(t, "1", &file);
  Load(t.manager, file);
  auto work = Jobs();
  auto* job = AddJob("1", "1", &work);
  Load(t.manager, work);
  jobs::WithdrawSpellRequest spell;
  spell.set_request_id(NewId());
  spell.set_id(Id(t, "placement.spell", "1/1"));
  ASSERT_THAT(world().Call(t.manager, spell), IsOk());
  people::WithdrawJourneyRequest journey;
  journey.set_request_id(NewId());
  journey.set_id(Id(t, "caseload.journey", "1"));
  ASSERT_THAT(world().Call(t.manager, journey), IsOk());
  file.set_import_id(NewId());
  *row->mutable_journey()->mutable_accepted_on() = Day(2025, 1, 20);
  EXPECT_THAT(Problems(Stage(t.manager, file)), testing::Not(IsEmpty()));
  work.set_import_id(NewId());
  *job->mutable_spell()->mutable_ended_on() = Day(2025, 3, 1);
  AddJob("1", "2", &work);
  EXPECT_THAT(Problems(Stage(t.manager, work)), testing::SizeIs(2))
      << "the withdrawn job, and a new job under a withdrawn journey";
}

// What a call cannot change, a file cannot either.
TEST_F(Imports, AJourneyKeepsItsProgramme) {
  const Tenant t = world().NewTenant();
  auto file = People();
  auto* row = AddPerson(t, "1", &file);
  Load(t.manager, file);
  Programme other;
  other.set_name("Other");
  other.set_kind(directory::v1::PROGRAMME_KIND_OTHER);
  row->mutable_journey()->set_programme_id(world().Make(t.manager, other).id());
  file.set_import_id(NewId());
  EXPECT_THAT(Problems(Stage(t.manager, file)), ElementsAre("2 journey.programme_id"));
}

// Awkward values go through the stage's arrays as they go through parameters.
TEST_F(Imports, EveryFieldComesBackAsItWentIn) {
  const Tenant t = world().NewTenant();
  for (const int variant : {0, 1}) {
    auto file = People();
    auto* row = file.add_rows();
    row->set_line(2);
    const Refer refer = World::RefersTo(t, Journey());
    Fill(row->mutable_participant(), refer, variant);
    Fill(row->mutable_journey(), refer, variant);
    Load(t.manager, file);
    auto work = Jobs();
    auto* job = work.add_rows();
    job->set_line(2);
    job->set_journey_key(row->journey().source_key());
    Fill(job->mutable_spell(), refer, variant);
    Load(t.manager, work);
    ExpectRead(t, variant, row->participant());
    ExpectRead(t, variant, row->journey());
    ExpectRead(t, variant, job->spell());
  }
}

TEST_F(Imports, AFileOfNonsenseIsRefusedWhole) {
  const Tenant t = world().NewTenant();
  people::StageImportRequest q;
  q.set_import_id("x");
  q.mutable_participant_mask()->add_paths("no_such_field");
  q.mutable_participant_mask()->add_paths("id");
  q.mutable_journey_mask()->add_paths("status");
  for (int i = 0; i < 1001; ++i) AddPerson(t, absl::StrCat(i), &q);
  q.mutable_rows(7)->mutable_participant()->set_source("another");
  EXPECT_THAT(world().Call(t.manager, q),
              InvalidFor({"import_id", "rows", "rows", "participant_mask", "participant_mask", "journey_mask"}));
  jobs::StageImportRequest work;
  work.set_import_id(NewId());
  work.set_people_import_id("x");
  work.mutable_spell_mask()->add_paths("etag");
  AddJob("1", "1", &work)->set_journey_key(std::string("a\0b", 3));
  EXPECT_THAT(world().Call(t.manager, work), InvalidFor({"people_import_id", "spell_mask", "rows"}));
}

// Rows that nobody committed are dropped by a later commit, a day on.
TEST_F(Imports, AnAbandonedImportIsDroppedAfterADay) {
  const Tenant t = world().NewTenant();
  auto abandoned = People(), file = People();
  AddPerson(t, "1", &abandoned);
  Stage(t.manager, abandoned);
  world().clock().Advance(absl::Hours(23));
  ASSERT_THAT(Commit(t.manager, file), IsOk());
  EXPECT_EQ(Count(t, "caseload.stage_participant"), 1);
  world().clock().Advance(absl::Hours(2));
  ASSERT_THAT(Commit(t.manager, file), IsOk());
  EXPECT_EQ(Count(t, "caseload.stage_participant") + Count(t, "caseload.stage_journey"), 0);
}

}  // namespace
}  // namespace gainful::integration
