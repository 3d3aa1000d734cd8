// Files of contacts, notes, measures and what else is recorded about people: checked, set aside, committed at once.
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
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;
using type::v1::CommitImportRequest;
using type::v1::CommitImportResponse;
using type::v1::StageImportResponse;
namespace cl = caseload::v1;

class RecordImports : public WorldTest {
 protected:
  static constexpr char kSource[] = "file";

  static const MethodDescriptor* MethodOf(const Message& file, const char* name) {
    return file.GetDescriptor()->file()->service(0)->FindMethodByName(name);
  }
  static StageImportResponse Stage(const std::string& token, const Message& file) {
    StageImportResponse staged;
    World::MustBeOk(world().Call(token, file, &staged));
    return staged;
  }
  static Outcome Commit(const std::string& token, const Message& file, CommitImportResponse* done = nullptr,
                        const std::string& request = "") {
    CommitImportRequest commit;
    commit.set_request_id(request.empty() ? NewId() : request);
    commit.set_import_id(GetText(file, "import_id"));
    return world().Call(token, commit, done, MethodOf(file, "CommitImport"));
  }
  static void Load(const std::string& token, const Message& file) {
    const StageImportResponse staged = Stage(token, file);
    if (staged.problems_size() > 0) throw std::runtime_error(staged.ShortDebugString());
    World::MustBeOk(Commit(token, file));
  }

  // A file of people with these keys, each with a journey accepted on 2025-01-20.
  static cl::StageImportRequest People(const Tenant& t, const std::vector<std::string>& keys) {
    cl::StageImportRequest file;
    file.set_import_id(NewId());
    for (const auto& key : keys) {
      auto* row = file.add_rows();
      row->set_line(file.rows_size() + 1);
      auto* p = row->mutable_participant();
      p->set_team_id(t.team);
      p->set_name("Person " + key);
      p->set_source(kSource);
      p->set_source_key(key);
      auto* j = row->mutable_journey();
      j->set_programme_id(t.programme);
      j->set_team_id(t.team);
      *j->mutable_referred_on() = Day(2025, 1, 10);
      *j->mutable_accepted_on() = Day(2025, 1, 20);
      j->set_source(kSource);
      j->set_source_key(key);
    }
    return file;
  }
  static Tenant TenantWith(const std::vector<std::string>& people) {
    const Tenant t = world().NewTenant();
    Load(t.manager, People(t, people));
    return t;
  }

  // A file of records that speaks for these fields.
  static cl::StageRecordsRequest Records(const std::vector<std::string>& mask) {
    cl::StageRecordsRequest file;
    file.set_import_id(NewId());
    for (const auto& path : mask) file.mutable_record_mask()->add_paths(path);
    return file;
  }
  static cl::RecordRow* Add(const std::string& person, const std::string& key, cl::StageRecordsRequest* file) {
    auto* row = file->add_rows();
    row->set_line(file->rows_size() + 1);
    row->set_source(kSource);
    row->set_source_key(key);
    row->set_person_key(person);
    return row;
  }
  static cl::StageRecordsRequest Contacts() { return Records({"contacted_on", "kind", "attendance", "minutes"}); }
  static cl::Contact* AddContact(const std::string& person, const std::string& key, cl::StageRecordsRequest* file) {
    auto* contact = Add(person, key, file)->mutable_contact();
    *contact->mutable_contacted_on() = Day(2025, 2, 1);
    contact->set_kind(cl::CONTACT_KIND_ACTION_PLAN);
    contact->set_attendance(cl::CONTACT_ATTENDANCE_ATTENDED);
    return contact;
  }
  static cl::StageRecordsRequest Allocations() {
    return Records({"staff_member_id", "allocated_on", "over_limit_reason"});
  }
  static cl::Allocation* AddAllocation(const std::string& journey, const std::string& staff, const std::string& key,
                                       cl::StageRecordsRequest* file) {
    auto* row = Add("", key, file);
    row->set_journey_key(journey);
    auto* allocation = row->mutable_allocation();
    allocation->set_staff_member_id(staff);
    *allocation->mutable_allocated_on() = Day(2025, 2, 1);
    return allocation;
  }
  static cl::Measure* AddPhq9(const std::string& person, const std::string& key, google::type::Date on, int ninth,
                              cl::StageRecordsRequest* file) {
    auto* measure = Add(person, key, file)->mutable_measure();
    measure->set_kind(cl::MEASURE_KIND_PHQ9);
    *measure->mutable_measured_on() = on;
    for (int i = 0; i < 8; ++i) measure->add_items(1);
    measure->add_items(ninth);
    return measure;
  }
  static StaffMember NewStaffMember(const Tenant& t, directory::v1::StaffRole role, int fte_percent) {
    StaffMember member;
    member.set_name("Sam");
    member.set_team_id(t.team);
    member.set_role(role);
    member.set_supervisor_id(t.supervisor);
    member.set_fte_percent(fte_percent);
    return world().Make(t.manager, member);
  }

  static Outcome GetAlert(const Tenant& t, const std::string& id, cl::Alert* alert) {
    cl::GetAlertRequest request;
    request.set_id(id);
    return world().Call(t.manager, request, alert);
  }
  // How many journeys were given to somebody last.
  static std::int64_t JourneysOf(const Tenant& t, const std::string& staff) {
    return sql().Count(absl::StrCat("SELECT count(*) FROM caseload.allocation a WHERE a.org_id = '", t.org,
                                    "' AND a.staff_member_id = '", staff,
                                    "' AND NOT EXISTS (SELECT FROM caseload.allocation b WHERE b.org_id = a.org_id AND "
                                    "b.journey_id = a.journey_id AND b.number > a.number)"));
  }
  static std::int64_t Count(const Tenant& t, const std::string& table) {
    return sql().Count(absl::StrCat("SELECT count(*) FROM ", table, " WHERE org_id = '", t.org, "'"));
  }
  static std::string IdOf(const Tenant& t, const std::string& kind, const std::string& key) {
    return sql().One(absl::StrCat("SELECT id FROM caseload.imported_record WHERE org_id = '", t.org, "' AND kind = '",
                                  kind, "' AND source_key = '", key, "'"));
  }
  template <class Record>
  static Record Read(const Tenant& t, const std::string& kind, const std::string& key) {
    Record record;
    World::MustBeOk(world().Get(t.manager, IdOf(t, kind, key), &record));
    return record;
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

const google::protobuf::OneofDescriptor* Kinds() { return cl::RecordRow::descriptor()->FindOneofByName("record"); }

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

// Rows about somebody whose record was merged: without a journey they are refused, with one they go under the record that it is under.
TEST_F(RecordImports, RowsAboutAMergedRecordFollowItsJourneys) {
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
TEST_F(RecordImports, APositiveNinthAnswerRaisesItsAlert) {
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

TEST_F(RecordImports, MeasuresAreHeldAgainstTheirQuestionnaire) {
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
TEST_F(RecordImports, WhatIsRestrictedStaysSo) {
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

TEST_F(RecordImports, AJourneyHasOneProfile) {
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
TEST_F(RecordImports, AllocationsCountAgainstTheLimit) {
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

TEST_F(RecordImports, OnlyOpenJourneysAreAllocated) {
  const Tenant t = TenantWith({"ann"});
  auto people = People(t, {"ann"});
  people.mutable_journey_mask()->add_paths("exited_on");
  *people.mutable_rows(0)->mutable_journey()->mutable_exited_on() = Day(2025, 3, 1);
  Load(t.manager, people);
  auto file = Allocations();
  AddAllocation("ann", t.staff_member, "1", &file);
  EXPECT_THAT(Problems(Stage(t.manager, file)), ElementsAre("2 journey_key"));
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
