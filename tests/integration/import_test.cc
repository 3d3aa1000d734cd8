// Files of people and of jobs: checked, set aside, committed at once.
#include "absl/strings/str_cat.h"
#include "tests/integration/chain.h"
#include "tests/integration/import_fixture.h"

namespace gainful::integration {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class Imports : public ImportTest {};

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
