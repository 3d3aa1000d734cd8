// Rows of files are held against the same rules as single records: alerts, questionnaires, limits, restricted entries.
#include "absl/strings/str_cat.h"
#include "tests/integration/chain.h"
#include "tests/integration/record_import_fixture.h"

namespace gainful::integration {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class RecordImportRules : public RecordImportTest {};

// Rows about somebody whose record was merged: without a journey they are refused, with one they go under the record that it is under.
TEST_F(RecordImportRules, RowsAboutAMergedRecordFollowItsJourneys) {
  const Tenant t = TenantWith({"kept", "twice"});
  const auto person = [&](const std::string& key) {
    return sql().One(
        absl::StrCat("SELECT id FROM caseload.participant WHERE org_id = '", t.org, "' AND source_key = '", key, "'"));
  };
  const std::string kept = person("kept"), duplicate = person("twice");
  cl::Merge merge;
  merge.set_participant_id(kept);
  merge.set_duplicate_id(duplicate);
  merge.set_reason("One address.");
  cl::DecideMergeRequest decide;
  decide.set_request_id(NewId());
  decide.set_id(world().Make(t.specialist, merge).id());
  decide.set_decision(cl::MERGE_DECISION_SAME);
  // Staged before the merge, committed after it.
  auto before = Records({"item", "lent_on"});
  auto* loan = Add("twice", "0", &before)->mutable_kit_loan();
  loan->set_item("laptop");
  *loan->mutable_lent_on() = Day(2025, 2, 1);
  ASSERT_THAT(Problems(Stage(t.manager, before)), IsEmpty());
  ASSERT_THAT(world().Call(world().Token({t.org, {"manager"}, {}, "bob@example.org"}), decide), IsOk());
  const Outcome late = Commit(t.manager, before);
  EXPECT_THAT(late, RefusedBecause(absl::StatusCode::kAborted, "CHANGED_SINCE_CHECKED"));
  EXPECT_THAT(late.message, HasSubstr("merged into " + kept));
  EXPECT_THAT(Problems(Stage(t.manager, before)), ElementsAre("2 person_key"));

  auto file = Records({"goal", "set_on"});
  const auto add = [&](const std::string& person_key, const std::string& journey_key, const std::string& key) {
    auto* row = Add(person_key, key, &file);
    row->set_journey_key(journey_key);
    row->mutable_goal()->set_goal("Work in a garden");
    *row->mutable_goal()->mutable_set_on() = Day(2025, 2, 1);
  };
  add("kept", "twice", "1");
  add("", "twice", "2");
  add("kept", "kept", "3");
  add("twice", "", "4");
  EXPECT_THAT(Problems(Stage(t.manager, file)), ElementsAre("5 person_key"));
  file.mutable_rows()->RemoveLast();
  file.set_import_id(NewId());
  Load(t.manager, file);
  for (const auto& [key, whose] : {std::pair("1", duplicate), std::pair("2", duplicate), std::pair("3", kept)}) {
    EXPECT_EQ(Read<cl::Goal>(t, "goal", key).participant_id(), whose) << key;
    const std::string id = IdOf(t, "goal", key);
    for (const char* said :
         {"participant_id FROM caseload.imported_record WHERE id", "person FROM journal.entry WHERE subject"})
      EXPECT_EQ(sql().One(absl::StrCat("SELECT ", said, " = '", id, "'")), whose) << said;
  }
  file.set_import_id(NewId());
  const auto again = Stage(t.manager, file);
  EXPECT_THAT(Problems(again), IsEmpty());
  EXPECT_EQ(again.unchanged(), 3);
}

// An answer of long ago goes to review; one of these days raises the alarm, and whoever imports it is told what to do.
TEST_F(RecordImportRules, APositiveNinthAnswerRaisesItsAlert) {
  const Tenant t = TenantWith({"ann", "bob", "cid"});
  auto file = Records({"kind", "measured_on", "items"});
  AddPhq9("ann", "1", Day(2025, 6, 8), 1, &file);  // eight days ago
  AddPhq9("bob", "2", Day(2025, 6, 8), 0, &file);
  ASSERT_THAT(Problems(Stage(t.manager, file)), IsEmpty());
  CommitImportResponse done;
  ASSERT_THAT(Commit(t.manager, file, &done), IsOk());
  EXPECT_EQ(done.alerts(), 1);
  EXPECT_EQ(done.crisis_protocol(), "");
  auto measure = Read<cl::Measure>(t, "measure", "1");
  EXPECT_EQ(measure.alert(), cl::ALERT_KIND_OLD_ANSWER);
  EXPECT_EQ(measure.score(), 9);
  EXPECT_EQ(Read<cl::Measure>(t, "measure", "2").alert(), cl::ALERT_KIND_UNSPECIFIED);
  cl::Alert alert;
  ASSERT_THAT(GetAlert(t, measure.id(), &alert), IsOk());
  EXPECT_EQ(alert.kind(), cl::ALERT_KIND_OLD_ANSWER);
  EXPECT_EQ(alert.participant_id(), measure.participant_id());

  auto fresh = Records({"kind", "measured_on", "items"});
  AddPhq9("cid", "3", Day(2025, 6, 9), 1, &fresh);
  ASSERT_THAT(Problems(Stage(t.manager, fresh)), IsEmpty());
  EXPECT_EQ(Count(t, "caseload.alert"), 1) << "what is only staged raises nothing";
  ASSERT_THAT(Commit(t.manager, fresh, &done), IsOk());
  EXPECT_EQ(done.alerts(), 1);
  EXPECT_THAT(done.crisis_protocol(), HasSubstr("An alert is raised"));
  measure = Read<cl::Measure>(t, "measure", "3");
  EXPECT_EQ(measure.alert(), cl::ALERT_KIND_CRISIS);
  ASSERT_THAT(GetAlert(t, measure.id(), &alert), IsOk());
  EXPECT_EQ(alert.answer_by().seconds(), absl::ToUnixSeconds(world().Now() + absl::Minutes(30)));
  EXPECT_EQ(alert.answer_by().ShortDebugString(), measure.answer_by().ShortDebugString());
}

TEST_F(RecordImportRules, MeasuresAreHeldAgainstTheirQuestionnaire) {
  const Tenant t = TenantWith({"ann"});
  auto file = Records({"kind", "measured_on", "items", "total"});
  AddPhq9("ann", "1", Day(2025, 2, 1), 4, &file);
  AddPhq9("ann", "2", Day(2025, 2, 1), 0, &file)->mutable_items()->RemoveLast();
  auto* total = Add("ann", "3", &file)->mutable_measure();
  total->set_kind(cl::MEASURE_KIND_SWEMWBS);
  *total->mutable_measured_on() = Day(2025, 2, 1);
  total->set_total("36");
  EXPECT_THAT(Problems(Stage(t.manager, file)),
              ElementsAre("2 measure.items[8]", "3 measure.items", "4 measure.total"));
}

// What is restricted is so whoever imported it: others than recorder and managers do not see it.
TEST_F(RecordImportRules, WhatIsRestrictedStaysSo) {
  const Tenant t = TenantWith({"ann"});
  auto notes = Records({"noted_on", "text", "restricted"});
  auto* note = Add("ann", "1", &notes)->mutable_note();
  note->set_text("For managers.");
  note->set_restricted(true);
  *note->mutable_noted_on() = Day(2025, 2, 1);
  Load(t.manager, notes);
  auto concerns = Records({"kind", "raised_on", "detail"});
  auto* concern = Add("ann", "1", &concerns)->mutable_safeguarding_concern();
  concern->set_kind(cl::SAFEGUARDING_KIND_NEGLECT);
  concern->set_detail("Seen at home.");
  *concern->mutable_raised_on() = Day(2025, 2, 1);
  Load(t.manager, concerns);
  const std::string other = world().Token({t.org, {"specialist"}, {t.team}, "other@example.org"});
  cl::Note read_note;
  EXPECT_THAT(world().Get(other, IdOf(t, "note", "1"), &read_note), Refused(absl::StatusCode::kNotFound));
  cl::SafeguardingConcern read_concern;
  EXPECT_THAT(world().Get(other, IdOf(t, "safeguarding_concern", "1"), &read_concern),
              Refused(absl::StatusCode::kNotFound));
  // What is added to a restricted note is no less restricted; a note about somebody else cannot be added to.
  Load(t.manager, People(t, {"bob"}));
  auto added = Records({"noted_on", "text", "addendum_to"});
  for (const char* person : {"ann", "bob"}) {
    auto* more = Add(person, person, &added)->mutable_note();
    more->set_text("More of it.");
    more->set_addendum_to(IdOf(t, "note", "1"));
    *more->mutable_noted_on() = Day(2025, 2, 2);
  }
  EXPECT_THAT(Problems(Stage(t.manager, added)), ElementsAre("3 note.addendum_to"));
  ASSERT_THAT(Commit(t.manager, added), IsOk());
  EXPECT_TRUE(Read<cl::Note>(t, "note", "ann").restricted());
}

TEST_F(RecordImportRules, AJourneyHasOneProfile) {
  const Tenant t = TenantWith({"ann", "bob"});
  auto file = Records({"started_on"});
  for (const char* key : {"ann/1", "ann/2", "bob/1"}) {
    auto* row = Add("", key, &file);
    row->set_journey_key(std::string(key, 3));
    *row->mutable_vocational_profile()->mutable_started_on() = Day(2025, 2, 1);
  }
  EXPECT_THAT(Problems(Stage(t.manager, file)), ElementsAre("3 journey_key"));
  auto chunk = file;
  chunk.clear_rows();
  *chunk.add_rows() = file.rows(1);
  chunk.mutable_rows(0)->set_line(900);
  EXPECT_THAT(Problems(Stage(t.manager, chunk)), ElementsAre("900 journey_key")) << "of an earlier chunk";
  ASSERT_THAT(Commit(t.manager, file), IsOk());
  chunk.set_import_id(NewId());
  EXPECT_THAT(Problems(Stage(t.manager, chunk)), ElementsAre("900 journey_key")) << "on record";
  auto without = Records({"started_on"});
  *Add("ann", "3", &without)->mutable_vocational_profile()->mutable_started_on() = Day(2025, 2, 1);
  EXPECT_THAT(Problems(Stage(t.manager, without)), ElementsAre("2 journey_key"));
}

// The limit counts what is on record and what the file said before, in its order.
TEST_F(RecordImportRules, AllocationsCountAgainstTheLimit) {
  const Tenant t = TenantWith({"ann", "bob", "cid", "dan"});
  const std::string ten = NewStaffMember(t, directory::v1::STAFF_ROLE_EMPLOYMENT_SPECIALIST, 10).id();  // 2 of 20
  const std::string student = NewStaffMember(t, directory::v1::STAFF_ROLE_STUDENT, 100).id();
  auto file = Allocations();
  AddAllocation("ann", ten, "1", &file);
  AddAllocation("bob", ten, "2", &file);
  AddAllocation("cid", ten, "3", &file);
  AddAllocation("bob", t.staff_member, "4", &file);
  AddAllocation("cid", ten, "5", &file);
  AddAllocation("dan", ten, "6", &file)->set_over_limit_reason("Nobody else is there.");
  AddAllocation("dan", student, "7", &file);
  AddAllocation("dan", NewId(), "8", &file);
  *AddAllocation("dan", ten, "9", &file)->mutable_allocated_on() = Day(2025, 1, 9);
  EXPECT_THAT(Problems(Stage(t.manager, file)),
              ElementsAre("4 allocation.staff_member_id", "8 allocation.staff_member_id",
                          "9 allocation.staff_member_id", "10 allocation.allocated_on"));
  CommitImportResponse done;
  ASSERT_THAT(Commit(t.manager, file, &done), IsOk());
  EXPECT_EQ(done.created(), 5);
  EXPECT_EQ(Read<cl::Allocation>(t, "allocation", "2").number(), 1);
  EXPECT_EQ(Read<cl::Allocation>(t, "allocation", "4").number(), 2) << "of one journey, in the order of the file";
  EXPECT_EQ(JourneysOf(t, ten), 3);
  // Filled up by somebody else after the check.
  const std::string another = NewStaffMember(t, directory::v1::STAFF_ROLE_EMPLOYMENT_SPECIALIST, 5).id();  // 1 of 20
  auto late = Allocations();
  AddAllocation("ann", another, "10", &late);
  ASSERT_THAT(Problems(Stage(t.manager, late)), IsEmpty());
  cl::Allocation allocation;
  allocation.set_journey_id(Read<cl::Allocation>(t, "allocation", "5").journey_id());
  allocation.set_staff_member_id(another);
  *allocation.mutable_allocated_on() = Day(2025, 2, 2);
  World::MustBeOk(world().Create(t.manager, allocation));
  const Outcome refused = Commit(t.manager, late);
  EXPECT_THAT(refused, RefusedBecause(absl::StatusCode::kAborted, "CHANGED_SINCE_CHECKED"));
  EXPECT_THAT(refused.message, HasSubstr("1 active journeys"));
  EXPECT_THAT(FaultsOfChain(&sql(), t.org), IsEmpty());
}

TEST_F(RecordImportRules, OnlyOpenJourneysAreAllocated) {
  const Tenant t = TenantWith({"ann"});
  auto people = People(t, {"ann"});
  people.mutable_journey_mask()->add_paths("exited_on");
  *people.mutable_rows(0)->mutable_journey()->mutable_exited_on() = Day(2025, 3, 1);
  Load(t.manager, people);
  auto file = Allocations();
  AddAllocation("ann", t.staff_member, "1", &file);
  EXPECT_THAT(Problems(Stage(t.manager, file)), ElementsAre("2 journey_key"));
}

}  // namespace
}  // namespace gainful::integration
