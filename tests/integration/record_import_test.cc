// Files of contacts, notes, measures and what else is recorded about people: checked, set aside, committed at once.
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "tests/integration/chain.h"
#include "tests/integration/record_import_fixture.h"

namespace gainful::integration {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class RecordImports : public RecordImportTest {};

// Every kind, with every field filled, is read back as it was sent, and the journal holds what is read.
TEST_F(RecordImports, EveryKindComesBackThroughItsOwnMethods) {
  const Tenant t = TenantWith({"ann", "bob"});
  for (int k = 0; k < Kinds()->field_count(); ++k) {
    const auto* field = Kinds()->field(k);
    SCOPED_TRACE(field->name());
    const Kind kind = KindOf(field->message_type());
    auto file = Records({});
    for (const int variant : {0, 1}) {
      auto* row = Add(variant == 0 ? "ann" : "bob", absl::StrCat("k", variant), &file);
      Message* record = Mutable(row, field->name());
      Journey nowhere;
      Fill(record, World::RefersTo(t, nowhere), variant);
      if (field->message_type()->FindFieldByName("journey_id") != nullptr) row->set_journey_key(row->person_key());
    }
    const StageImportResponse staged = Stage(t.manager, file);
    ASSERT_THAT(Problems(staged), IsEmpty()) << staged.ShortDebugString();
    ASSERT_THAT(Commit(t.manager, file), IsOk());
    for (const int variant : {0, 1}) {
      const auto read = NewMessage(kind.type);
      const std::string id = IdOf(t, field->name(), absl::StrCat("k", variant));
      ASSERT_THAT(world().Get(t.manager, id, read.get()), IsOk());
      EXPECT_EQ(sql().One(absl::StrCat("SELECT encode(body, 'hex') FROM journal.entry WHERE subject = '", id, "'")),
                absl::BytesToHexString(Deterministic(*read)));
      EXPECT_EQ(GetText(*read, "participant_id"),
                sql().One(absl::StrCat("SELECT id FROM caseload.participant WHERE org_id = '", t.org,
                                       "' AND source_key = '", variant == 0 ? "ann" : "bob", "'")));
      const Message& sent = file.rows(variant).GetReflection()->GetMessage(file.rows(variant), field);
      std::vector<std::string> keyed{"participant_id"};
      if (kind.type->FindFieldByName("journey_id") != nullptr) {
        EXPECT_NE(GetText(*read, "journey_id"), "");
        keyed.push_back("journey_id");
      }
      EXPECT_EQ(Without(*AsSent(*read), keyed)->ShortDebugString(), Without(*AsSent(sent), keyed)->ShortDebugString());
    }
    EXPECT_EQ(Count(t, kind.table), 2);
  }
  EXPECT_THAT(FaultsOfChain(&sql(), t.org), IsEmpty());
}

TEST_F(RecordImports, NothingIsOnRecordBeforeTheCommit) {
  const Tenant t = TenantWith({"ann"});
  auto file = Contacts();
  AddContact("ann", "1", &file);
  AddContact("ann", "2", &file);
  const auto entries = Count(t, "journal.entry");
  EXPECT_EQ(Stage(t.manager, file).created(), 2);
  EXPECT_EQ(Count(t, "caseload.contact") + Count(t, "caseload.imported_record"), 0);
  EXPECT_EQ(Count(t, "journal.entry"), entries);
  CommitImportResponse done;
  ASSERT_THAT(Commit(t.manager, file, &done), IsOk());
  EXPECT_EQ(done.created(), 2);
  EXPECT_EQ(Count(t, "caseload.contact"), 2);
  EXPECT_EQ(Count(t, "journal.entry"), entries + 3) << "the import's own as well";
  EXPECT_EQ(Count(t, "caseload.stage_record"), 0);
}

// Every fault of every row, by line and field; the other rows can go on.
TEST_F(RecordImports, BadRowsAreNamedByLineAndField) {
  const Tenant t = TenantWith({"ann", "bob"});
  auto file = Contacts();
  AddContact("ann", "1", &file);
  AddContact("nobody", "2", &file);
  AddContact("ann", "", &file)->set_minutes(1441);
  auto* future = AddContact("ann", "4", &file);
  future->clear_kind();
  *future->mutable_contacted_on() = Day(2025, 6, 17);
  AddContact("", "5", &file);
  AddContact("ann", "6", &file)->set_staff_member_id(NewId());
  auto* early = AddContact("ann", "7", &file);
  *early->mutable_contacted_on() = Day(2025, 1, 9);
  file.mutable_rows(6)->set_journey_key("ann");
  AddContact("ann", "8", &file);
  file.mutable_rows(7)->set_journey_key("bob");
  AddContact("ann", "9", &file)->add_met_with(cl::CONTACT_WITH_PARTICIPANT);
  file.mutable_rows(8)->mutable_contact()->add_met_with(cl::CONTACT_WITH_PARTICIPANT);
  AddContact("ann", "10", &file);
  file.mutable_rows(9)->set_journey_key("nowhere");
  const StageImportResponse staged = Stage(t.manager, file);
  EXPECT_THAT(Problems(staged),
              UnorderedElementsAre("3 person_key", "4 source_key", "4 contact.minutes", "5 contact.kind",
                                   "5 contact.contacted_on", "6 person_key", "7 contact.staff_member_id",
                                   "8 contact.contacted_on", "9 journey_key", "10 contact.met_with", "11 journey_key"));
  EXPECT_EQ(staged.created(), 1);
  ASSERT_THAT(Commit(t.manager, file), IsOk());
  EXPECT_EQ(Count(t, "caseload.contact"), 1);
}

// What concerns a whole request is refused as such.
TEST_F(RecordImports, RowsAreOfOneKindAndSource) {
  const Tenant t = TenantWith({"ann"});
  auto file = Contacts();
  AddContact("ann", "1", &file);
  AddContact("ann", "2", &file);
  file.mutable_rows(1)->set_source("another");
  EXPECT_THAT(world().Call(t.manager, file), InvalidFor({"rows"}));
  file.mutable_rows(1)->set_source(kSource);
  file.mutable_rows(1)->mutable_note()->set_text("A note.");
  EXPECT_THAT(world().Call(t.manager, file), InvalidFor({"rows"}));
  file.mutable_rows(1)->clear_note();
  EXPECT_THAT(world().Call(t.manager, file), InvalidFor({"rows"}));
  file.mutable_rows()->RemoveLast();
  for (const char* path : {"participant_id", "journey_id", "withdrawn_on", "no_such_field"}) {
    file.mutable_record_mask()->add_paths(path);
    EXPECT_THAT(world().Call(t.manager, file), InvalidFor({"record_mask"})) << path;
    file.mutable_record_mask()->mutable_paths()->RemoveLast();
  }
  file.mutable_rows(0)->set_person_key(std::string("a\0b", 3));
  EXPECT_THAT(world().Call(t.manager, file), InvalidFor({"rows"}));
}

TEST_F(RecordImports, AKeyMayComeOnceInAFile) {
  const Tenant t = TenantWith({"ann"});
  auto file = Contacts();
  AddContact("ann", "1", &file);
  AddContact("ann", "1", &file)->set_minutes(5);
  const StageImportResponse staged = Stage(t.manager, file);
  EXPECT_THAT(Problems(staged), ElementsAre("3 source_key"));
  EXPECT_EQ(staged.created(), 1);
  auto chunk = file;  // a later one of the same file
  chunk.clear_rows();
  AddContact("ann", "1", &chunk);
  chunk.mutable_rows(0)->set_line(1000);
  EXPECT_THAT(Problems(Stage(t.manager, chunk)), ElementsAre("1000 source_key"));
  ASSERT_THAT(Commit(t.manager, file), IsOk());
  EXPECT_FALSE(Read<cl::Contact>(t, "contact", "1").has_minutes());
}

// A chunk whose answer was lost is sent again.
TEST_F(RecordImports, TheSameLineTwiceIsHarmless) {
  const Tenant t = TenantWith({"ann", "bob"});
  auto profiles = Records({"started_on"});
  auto allocations = Allocations();
  const std::string worker = NewStaffMember(t, directory::v1::STAFF_ROLE_EMPLOYMENT_SPECIALIST, 10).id();
  for (const char* key : {"ann", "bob"}) {
    auto* row = Add("", key, &profiles);
    row->set_journey_key(key);
    *row->mutable_vocational_profile()->mutable_started_on() = Day(2025, 2, 1);
    AddAllocation(key, worker, key, &allocations);
  }
  for (int i = 0; i < 2; ++i) {
    EXPECT_THAT(Problems(Stage(t.manager, profiles)), IsEmpty());
    EXPECT_THAT(Problems(Stage(t.manager, allocations)), IsEmpty());
  }
  ASSERT_THAT(Commit(t.manager, profiles), IsOk());
  ASSERT_THAT(Commit(t.manager, allocations), IsOk());
  EXPECT_EQ(Count(t, "caseload.vocational_profile") + Count(t, "caseload.allocation"), 4);
}

TEST_F(RecordImports, TheSameFileAgainWritesNothingAndACorrectedOneUpdates) {
  const Tenant t = TenantWith({"ann"});
  auto file = Contacts();
  AddContact("ann", "1", &file)->set_mode(cl::CONTACT_MODE_PHONE);  // in no mask: counts when the record is made
  AddContact("ann", "2", &file);
  Load(t.manager, file);
  world().clock().Advance(absl::Hours(1));
  file.set_import_id(NewId());
  const auto entries = Count(t, "journal.entry");
  EXPECT_EQ(Stage(t.manager, file).unchanged(), 2);
  ASSERT_THAT(Commit(t.manager, file), IsOk());
  EXPECT_EQ(Count(t, "journal.entry"), entries + 1) << "the commit itself";
  auto contact = Read<cl::Contact>(t, "contact", "1");
  EXPECT_EQ(contact.etag(), 1);
  contact.set_place(cl::CONTACT_PLACE_OFFICE);
  ASSERT_THAT(world().Update(t.manager, contact, {"place"}), IsOk());
  file.set_import_id(NewId());
  file.mutable_rows(0)->mutable_contact()->set_minutes(45);
  const StageImportResponse staged = Stage(t.manager, file);
  EXPECT_EQ(staged.updated(), 1);
  EXPECT_EQ(staged.unchanged(), 1);
  CommitImportResponse done;
  ASSERT_THAT(Commit(t.manager, file, &done), IsOk());
  EXPECT_EQ(done.updated(), 1);
  contact = Read<cl::Contact>(t, "contact", "1");
  EXPECT_EQ(contact.minutes(), 45);
  EXPECT_EQ(contact.place(), cl::CONTACT_PLACE_OFFICE) << "what the file does not speak of stays";
  EXPECT_EQ(contact.mode(), cl::CONTACT_MODE_PHONE);
  EXPECT_EQ(contact.etag(), 3);
  EXPECT_THAT(FaultsOfChain(&sql(), t.org), IsEmpty());
}

// A key stands for one record about one person.
TEST_F(RecordImports, ARowMayNotMoveItsRecordOrChangeWhatIsFixed) {
  const Tenant t = TenantWith({"ann", "bob"});
  auto file = Records({"kind", "values", "valid_from"});
  auto* c = Add("ann", "1", &file)->mutable_characteristic();
  c->set_kind(cl::CHARACTERISTIC_KIND_CARER);
  c->add_values("Y");
  *c->mutable_valid_from() = Day(2025, 1, 1);
  Load(t.manager, file);
  file.set_import_id(NewId());
  c->set_kind(cl::CHARACTERISTIC_KIND_CARE_EXPERIENCED);
  file.mutable_rows(0)->set_person_key("bob");
  EXPECT_THAT(Problems(Stage(t.manager, file)), UnorderedElementsAre("2 person_key", "2 characteristic.kind"));
  auto contacts = Contacts();
  AddContact("ann", "1", &contacts);
  Load(t.manager, contacts);  // belongs to the journey under way
  Load(t.manager, People(t, {"ann2"}));
  contacts.set_import_id(NewId());
  contacts.mutable_rows(0)->set_person_key("");
  contacts.mutable_rows(0)->set_journey_key("ann2");
  EXPECT_THAT(Problems(Stage(t.manager, contacts)), UnorderedElementsAre("2 person_key", "2 journey_key"));
}

TEST_F(RecordImports, WhatWasWithdrawnStaysAsItIs) {
  const Tenant t = TenantWith({"ann"});
  auto file = Contacts();
  auto* contact = AddContact("ann", "1", &file);
  Load(t.manager, file);
  cl::WithdrawContactRequest withdraw;
  withdraw.set_request_id(NewId());
  withdraw.set_id(IdOf(t, "contact", "1"));
  ASSERT_THAT(world().Call(t.manager, withdraw), IsOk());
  file.set_import_id(NewId());
  EXPECT_EQ(Stage(t.manager, file).unchanged(), 1);
  contact->set_minutes(5);
  file.set_import_id(NewId());
  EXPECT_THAT(Problems(Stage(t.manager, file)), ElementsAre("2 contact"));
}

// Notes, measures and allocations stay as they were recorded; the same row again is no change.
TEST_F(RecordImports, WhatIsNeverChangedRefusesAChangeByItsField) {
  const Tenant t = TenantWith({"ann"});
  auto notes = Records({"noted_on", "text"});
  auto* note = Add("ann", "1", &notes)->mutable_note();
  note->set_text("As written.");
  *note->mutable_noted_on() = Day(2025, 2, 1);
  auto measures = Records({"kind", "measured_on", "items"});
  auto* measure = AddPhq9("ann", "1", Day(2025, 2, 1), 0, &measures);
  auto allocations = Allocations();
  auto* allocation = AddAllocation("ann", t.staff_member, "1", &allocations);
  for (auto* file : {&notes, &measures, &allocations}) {
    Load(t.manager, *file);
    file->set_import_id(NewId());
    EXPECT_EQ(Stage(t.manager, *file).unchanged(), 1);
    file->set_import_id(NewId());
  }
  note->set_text("Written again.");
  measure->set_items(0, 3);
  *allocation->mutable_allocated_on() = Day(2025, 2, 2);
  const StageImportResponse staged = Stage(t.manager, notes);
  EXPECT_THAT(Problems(staged), ElementsAre("2 note.text"));
  EXPECT_THAT(staged.problems(0).reason(), HasSubstr("never changed"));
  EXPECT_THAT(Problems(Stage(t.manager, measures)), ElementsAre("2 measure.items"));
  EXPECT_THAT(Problems(Stage(t.manager, allocations)), ElementsAre("2 allocation.allocated_on"));
}

// Staged people may be named before they are on record; the records are committed after them.
TEST_F(RecordImports, PeopleMayBeInTheSameRun) {
  const Tenant t = world().NewTenant();
  const auto people = People(t, {"ann"});
  Stage(t.manager, people);
  auto file = Contacts();
  file.set_people_import_id(people.import_id());
  AddContact("ann", "1", &file);
  auto goals = Records({"set_on", "goal"});
  goals.set_people_import_id(people.import_id());
  auto* row = Add("", "1", &goals);
  row->set_journey_key("ann");
  row->mutable_goal()->set_goal("A job in a kitchen");
  *row->mutable_goal()->mutable_set_on() = Day(2025, 2, 1);
  for (const auto* part : {&file, &goals}) {
    EXPECT_THAT(Problems(Stage(t.manager, *part)), IsEmpty());
    EXPECT_THAT(Commit(t.manager, *part),
                RefusedBecause(absl::StatusCode::kFailedPrecondition, "PEOPLE_NOT_COMMITTED"));
  }
  ASSERT_THAT(Commit(t.manager, people), IsOk());
  ASSERT_THAT(Commit(t.manager, file), IsOk());
  ASSERT_THAT(Commit(t.manager, goals), IsOk());
  EXPECT_NE(Read<cl::Contact>(t, "contact", "1").journey_id(), "") << "found as the one under way";
  EXPECT_EQ(Read<cl::Goal>(t, "goal", "1").journey_id(), Read<cl::Contact>(t, "contact", "1").journey_id());
}

// A file from another system names its own source, and that of the people.
TEST_F(RecordImports, PeopleMayBeOfAnotherSource) {
  const Tenant t = TenantWith({"ann"});
  auto file = Contacts();
  AddContact("ann", "1", &file);
  file.mutable_rows(0)->set_source("diary");
  EXPECT_THAT(Problems(Stage(t.manager, file)), ElementsAre("2 person_key"));
  file.set_people_source(kSource);
  EXPECT_THAT(Problems(Stage(t.manager, file)), IsEmpty());
  ASSERT_THAT(Commit(t.manager, file), IsOk());
  EXPECT_EQ(Count(t, "caseload.contact"), 1);
}

TEST_F(RecordImports, AnothersKeysNameNobody) {
  const Tenant a = TenantWith({"ann"}), b = TenantWith({"bob"});
  auto file = Contacts();
  AddContact("ann", "1", &file);
  EXPECT_THAT(Problems(Stage(b.manager, file)), ElementsAre("2 person_key"));
  ASSERT_THAT(Problems(Stage(a.manager, file)), IsEmpty());
  CommitImportResponse done;
  ASSERT_THAT(Commit(b.manager, file, &done), IsOk());
  EXPECT_EQ(done.created(), 0);
  ASSERT_THAT(Commit(a.manager, file, &done), IsOk());
  EXPECT_EQ(done.created(), 1);
  EXPECT_EQ(Count(b, "caseload.contact"), 0);
}

TEST_F(RecordImports, AReplayedCommitGivesTheFirstAnswer) {
  const Tenant t = TenantWith({"ann"});
  auto file = Contacts();
  AddContact("ann", "1", &file);
  Stage(t.manager, file);
  const std::string request = NewId();
  CommitImportResponse first, second;
  ASSERT_THAT(Commit(t.manager, file, &first, request), IsOk());
  ASSERT_THAT(Commit(t.manager, file, &second, request), IsOk());
  EXPECT_EQ(first.created(), 1);
  EXPECT_EQ(second.ShortDebugString(), first.ShortDebugString());
  EXPECT_EQ(Count(t, "caseload.contact"), 1);
}

TEST_F(RecordImports, WhatChangedSinceTheCheckAbortsTheCommit) {
  const Tenant t = TenantWith({"ann", "bob"});
  auto file = Contacts();
  AddContact("ann", "1", &file);
  Load(t.manager, file);
  // The record itself.
  file.set_import_id(NewId());
  file.mutable_rows(0)->mutable_contact()->set_minutes(30);
  AddContact("bob", "2", &file);
  ASSERT_THAT(Problems(Stage(t.manager, file)), IsEmpty());
  auto contact = Read<cl::Contact>(t, "contact", "1");
  contact.set_minutes(20);
  ASSERT_THAT(world().Update(t.manager, contact, {"minutes"}), IsOk());
  EXPECT_THAT(Commit(t.manager, file), RefusedBecause(absl::StatusCode::kAborted, "CHANGED_SINCE_CHECKED"));
  EXPECT_EQ(Count(t, "caseload.contact"), 1) << "nothing of the file was written";
  // The key.
  auto one = Contacts(), other = Contacts();
  AddContact("bob", "3", &one);
  AddContact("bob", "3", &other);
  Stage(t.manager, one);
  Stage(t.manager, other);
  ASSERT_THAT(Commit(t.manager, one), IsOk());
  EXPECT_THAT(Commit(t.manager, other), RefusedBecause(absl::StatusCode::kAborted, "CHANGED_SINCE_CHECKED"));
  // The journey that a row hangs on.
  auto third = Contacts();
  AddContact("bob", "4", &third);
  ASSERT_THAT(Problems(Stage(t.manager, third)), IsEmpty());
  cl::WithdrawJourneyRequest withdraw;
  withdraw.set_request_id(NewId());
  withdraw.set_id(Read<cl::Contact>(t, "contact", "3").journey_id());
  ASSERT_THAT(world().Call(t.manager, withdraw), IsOk());
  const Outcome refused = Commit(t.manager, third);
  EXPECT_THAT(refused, RefusedBecause(absl::StatusCode::kAborted, "CHANGED_SINCE_CHECKED"));
  EXPECT_THAT(refused.message, HasSubstr("line 2, journey_key"));
}

// Several chunks in, several chunks out, one move of the head for all of them, and a chain that holds.
TEST_F(RecordImports, AFileOfManyRowsIsOneBatch) {
  const Tenant t = TenantWith({"ann", "bob", "cid", "dan", "eve"});
  const char* people[] = {"ann", "bob", "cid", "dan", "eve"};
  constexpr int kRows = 5000;
  auto file = Contacts();
  std::int64_t created = 0;
  for (int i = 0; i < kRows; ++i) {
    AddContact(people[i % 5], absl::StrCat(i), &file)->set_minutes(1 + i % 60);
    file.mutable_rows(file.rows_size() - 1)->set_line(i + 2);
    if (file.rows_size() < 1000 && i + 1 < kRows) continue;
    const StageImportResponse staged = Stage(t.manager, file);
    ASSERT_THAT(Problems(staged), IsEmpty());
    created += staged.created();
    file.clear_rows();
  }
  EXPECT_EQ(created, kRows);
  const auto before = Count(t, "journal.entry");
  CommitImportResponse done;
  ASSERT_THAT(Commit(t.manager, file, &done), IsOk());
  EXPECT_EQ(done.created(), kRows);
  EXPECT_EQ(Count(t, "caseload.contact"), kRows);
  EXPECT_EQ(Count(t, "journal.entry"), before + kRows + 1);
  EXPECT_EQ(sql().Count(absl::StrCat("SELECT count(DISTINCT hash) FROM journal.entry WHERE org_id = '", t.org,
                                     "' AND kind = 'contact'")),
            1)
      << "one move of the head";
  EXPECT_EQ(sql().Count(absl::StrCat("SELECT sum(minutes) FROM caseload.contact WHERE org_id = '", t.org, "'")),
            kRows / 60 * (60 * 61 / 2) + (kRows % 60) * (kRows % 60 + 1) / 2);
  EXPECT_THAT(FaultsOfChain(&sql(), t.org), IsEmpty());
}

// The last test: it moves the clock on to the next day.
TEST_F(RecordImports, AnImportCanBeDroppedAndIsAfterADay) {
  const Tenant t = TenantWith({"ann"});
  auto file = Contacts();
  AddContact("ann", "1", &file);
  Stage(t.manager, file);
  type::v1::DiscardImportRequest discard;
  discard.set_import_id(file.import_id());
  ASSERT_THAT(world().Call(t.manager, discard, nullptr, MethodOf(file, "DiscardImport")), IsOk());
  EXPECT_EQ(Count(t, "caseload.stage_record"), 0);
  Stage(t.manager, file);
  world().clock().Advance(absl::Hours(24) + absl::Seconds(1));
  auto another = Contacts();
  AddContact("ann", "2", &another);
  Load(t.manager, another);
  EXPECT_EQ(Count(t, "caseload.stage_record"), 0);
  EXPECT_EQ(Count(t, "caseload.contact"), 1);
}

}  // namespace
}  // namespace gainful::integration
