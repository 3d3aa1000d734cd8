// Imports are committed whole or not at all, over gRPC: what changed since the check, repeats, and commits at once.
#include <atomic>
#include <future>
#include <set>
#include <thread>

#include "absl/strings/str_cat.h"
#include "tests/integration/chain.h"
#include "tests/integration/import_fixture.h"

namespace gainful::integration {
namespace {

using testing::IsEmpty;

class ImportCommits : public ImportTest {};

TEST_F(ImportCommits, ARecordThatChangedSinceTheCheckAbortsTheCommit) {
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
TEST_F(ImportCommits, ARecordThatCameSinceTheCheckAbortsTheCommit) {
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

TEST_F(ImportCommits, ACommitThatIsRepeatedGivesTheSameAnswer) {
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
TEST_F(ImportCommits, CommitsAtOnceWriteOnce) {
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
TEST_F(ImportCommits, AFileAndManualChangesAtOnceLeaveAWholeJournal) {
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
TEST_F(ImportCommits, AFileCannotChangeWhatWasWithdrawn) {
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

}  // namespace
}  // namespace gainful::integration
