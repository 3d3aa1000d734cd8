// What students enter, and who signs for it.
#include "absl/strings/str_cat.h"

#include "tests/integration/beyond.h"

namespace gainful::integration {
namespace {

namespace cl = caseload::v1;
using testing::IsEmpty;

class Countersigning : public Beyond {
 protected:
  void SetUp() override {
    Beyond::SetUp();
    student = world().Token({t.org, {"specialist"}, {t.team}, "stu@example.org"});
    NewStaff("stu@example.org", directory::v1::STAFF_ROLE_STUDENT);
    NewStaff("sue@example.org", directory::v1::STAFF_ROLE_OCCUPATIONAL_THERAPIST);
    supervisor = world().Token({t.org, {"specialist"}, {t.team}, "sue@example.org"});
  }
  std::string NewStaff(const std::string& subject, directory::v1::StaffRole role,
                       const std::string& supervisor_id = "") {
    StaffMember staff;
    staff.set_name(subject);
    staff.set_team_id(t.team);
    staff.set_role(role);
    staff.set_subject(subject);
    if (role == directory::v1::STAFF_ROLE_STUDENT)
      staff.set_supervisor_id(supervisor_id.empty() ? t.supervisor : supervisor_id);
    return world().Make(t.manager, staff).id();
  }
  cl::Note Note() const {
    cl::Note note;
    note.set_participant_id(person.id());
    *note.mutable_noted_on() = Day(2025, 6, 10);
    note.set_text("Met at the library.");
    return note;
  }
  std::vector<cl::Countersignature> Waiting(const std::string& token) {
    cl::ListCountersignaturesRequest q;
    q.set_participant_id(person.id());
    cl::ListCountersignaturesResponse rows;
    World::MustBeOk(world().Call(token, q, &rows));
    std::vector<cl::Countersignature> waiting;
    for (const auto& row : rows.countersignatures()) {
      if (row.decision() == cl::COUNTERSIGN_DECISION_UNSPECIFIED) waiting.push_back(row);
    }
    return waiting;
  }
  Outcome Decide(const std::string& token, const std::string& id, cl::CountersignDecision decision,
                 const std::string& note = "", int behind = 0) {
    cl::DecideCountersignatureRequest q;
    q.set_request_id(NewId());
    q.set_id(id);
    q.set_decision(decision);
    q.set_note(note);
    cl::GetCountersignatureRequest get;
    get.set_id(id);
    cl::Countersignature read;
    World::MustBeOk(world().Call(t.manager, get, &read));
    q.set_etag(read.etag() - behind);
    return world().Call(token, q);
  }
  int OnTheDay(const std::string& token) {
    cl::Day day;
    World::MustBeOk(world().Call(token, cl::GetDayRequest(), &day));
    int rows = 0;
    for (const auto& item : day.items()) rows += item.reason() == cl::DAY_REASON_COUNTERSIGNATURE;
    return rows;
  }
  std::string student, supervisor;
};

TEST_F(Countersigning, WaitsForSomebodyQualifiedAndNotForOneself) {
  World::MustBeOk(world().Create(supervisor, Note()));
  EXPECT_THAT(Waiting(supervisor), IsEmpty());
  const cl::Note note = world().Make(student, Note());
  const auto waiting = Waiting(supervisor);
  ASSERT_EQ(waiting.size(), 1u);
  EXPECT_EQ(waiting[0].id(), note.id());
  EXPECT_EQ(waiting[0].kind(), "note");
  EXPECT_EQ(waiting[0].entered_by(), "stu@example.org");
  EXPECT_EQ(OnTheDay(supervisor), 1);
  EXPECT_EQ(OnTheDay(student), 0);
  EXPECT_EQ(OnTheDay(t.manager), 1);
  EXPECT_EQ(OnTheDay(outsider), 0);
  EXPECT_EQ(Decide(student, note.id(), cl::COUNTERSIGN_DECISION_SIGNED).reason, "OWN_ENTRY");
  EXPECT_EQ(Decide(t.specialist, note.id(), cl::COUNTERSIGN_DECISION_SIGNED).reason, "NOT_QUALIFIED");
  EXPECT_THAT(Decide(outsider, note.id(), cl::COUNTERSIGN_DECISION_SIGNED), Refused(absl::StatusCode::kNotFound));
  EXPECT_THAT(Decide(supervisor, note.id(), cl::COUNTERSIGN_DECISION_RETURNED), InvalidFor({"note"}));
  World::MustBeOk(Decide(supervisor, note.id(), cl::COUNTERSIGN_DECISION_SIGNED));
  EXPECT_THAT(Waiting(supervisor), IsEmpty());
  EXPECT_EQ(OnTheDay(supervisor), 0);
  EXPECT_EQ(Decide(supervisor, note.id(), cl::COUNTERSIGN_DECISION_SIGNED).reason, "STATE");
}

TEST_F(Countersigning, WaitsAgainWhenTheStudentChangesTheRecord) {
  cl::KitLoan loan;
  loan.set_participant_id(person.id());
  loan.set_item("laptop");
  *loan.mutable_lent_on() = Day(2025, 6, 1);
  loan = world().Make(student, loan);
  World::MustBeOk(Decide(supervisor, loan.id(), cl::COUNTERSIGN_DECISION_RETURNED, "Which one?"));
  EXPECT_THAT(Waiting(supervisor), IsEmpty());
  loan.set_asset_tag("L-17");
  World::MustBeOk(world().Update(student, loan, {"asset_tag"}, &loan));
  EXPECT_EQ(Waiting(supervisor).size(), 1u);
  // What was read is what is signed.
  EXPECT_EQ(Decide(supervisor, loan.id(), cl::COUNTERSIGN_DECISION_SIGNED, "", 1).reason, "ETAG_STALE");
  World::MustBeOk(Decide(supervisor, loan.id(), cl::COUNTERSIGN_DECISION_SIGNED));
  // Somebody else's change does not wait.
  *loan.mutable_returned_on() = Day(2025, 6, 15);
  World::MustBeOk(world().Update(supervisor, loan, {"returned_on"}));
  EXPECT_THAT(Waiting(supervisor), IsEmpty());
}

// That there is a safeguarding concern is for who recorded it and for managers, signed or not.
TEST_F(Countersigning, DoesNotTellOfASafeguardingConcern) {
  cl::SafeguardingConcern concern;
  concern.set_participant_id(person.id());
  concern.set_kind(cl::SAFEGUARDING_KIND_NEGLECT);
  *concern.mutable_raised_on() = Day(2025, 6, 1);
  concern.set_detail("No food in the house.");
  concern = world().Make(student, concern);
  EXPECT_THAT(Waiting(supervisor), IsEmpty());
  EXPECT_EQ(OnTheDay(supervisor), 0);
  EXPECT_THAT(Decide(supervisor, concern.id(), cl::COUNTERSIGN_DECISION_SIGNED), Refused(absl::StatusCode::kNotFound));
  EXPECT_EQ(Waiting(t.manager).size(), 1u);
  EXPECT_EQ(OnTheDay(t.manager), 1);
  // Nor of a restricted characteristic or note.
  cl::Characteristic said;
  said.set_participant_id(person.id());
  said.set_kind(cl::CHARACTERISTIC_KIND_DOMESTIC_ABUSE);
  said.add_values("Y");
  *said.mutable_valid_from() = Day(2025, 6, 1);
  World::MustBeOk(world().Create(student, said));
  cl::Note note = Note();
  note.set_restricted(true);
  World::MustBeOk(world().Create(student, note));
  EXPECT_THAT(Waiting(supervisor), IsEmpty());
  said.set_kind(cl::CHARACTERISTIC_KIND_CARER);
  World::MustBeOk(world().Create(student, said));
  EXPECT_EQ(Waiting(supervisor).size(), 1u);
  EXPECT_EQ(Waiting(t.manager).size(), 4u);
}

// What few may see is signed by the student's own supervisor, who reads it as well, or by any manager: nobody else could.
TEST_F(Countersigning, RestrictedEntriesAreSignedByTheStudentsOwnSupervisorOrAManager) {
  const std::string own_supervisor = NewStaff("nia@example.org", directory::v1::STAFF_ROLE_OCCUPATIONAL_THERAPIST);
  const std::string nia = world().Token({t.org, {"specialist"}, {t.team}, "nia@example.org"});
  NewStaff("sid@example.org", directory::v1::STAFF_ROLE_STUDENT, own_supervisor);
  const std::string sid = world().Token({t.org, {"specialist"}, {t.team}, "sid@example.org"});
  cl::SafeguardingConcern concern;
  concern.set_participant_id(person.id());
  concern.set_kind(cl::SAFEGUARDING_KIND_NEGLECT);
  *concern.mutable_raised_on() = Day(2025, 6, 1);
  concern.set_detail("No food in the house.");
  const auto theirs = world().Make(sid, concern);
  const auto anothers = world().Make(student, concern);
  cl::SafeguardingConcern seen;
  EXPECT_THAT(world().Get(nia, theirs.id(), &seen), IsOk());
  EXPECT_EQ(seen.detail(), concern.detail());
  EXPECT_THAT(world().Get(nia, anothers.id(), &seen), Refused(absl::StatusCode::kNotFound));
  EXPECT_THAT(world().Get(supervisor, theirs.id(), &seen), Refused(absl::StatusCode::kNotFound));
  const auto waiting = Waiting(nia);
  ASSERT_EQ(waiting.size(), 1u);
  EXPECT_EQ(waiting[0].id(), theirs.id());
  EXPECT_EQ(OnTheDay(nia), 1);
  EXPECT_THAT(Decide(nia, anothers.id(), cl::COUNTERSIGN_DECISION_SIGNED), Refused(absl::StatusCode::kNotFound));
  EXPECT_THAT(Decide(supervisor, theirs.id(), cl::COUNTERSIGN_DECISION_SIGNED), Refused(absl::StatusCode::kNotFound));
  World::MustBeOk(Decide(nia, theirs.id(), cl::COUNTERSIGN_DECISION_SIGNED));
  // To read it is not to change it.
  EXPECT_THAT(world().Update(nia, theirs, {"detail"}), Refused(absl::StatusCode::kNotFound));
  // A manager who is no qualified member of staff signs what is restricted, and nothing else.
  World::MustBeOk(Decide(reviewer, anothers.id(), cl::COUNTERSIGN_DECISION_SIGNED));
  const cl::Note note = world().Make(sid, Note());
  EXPECT_EQ(Decide(reviewer, note.id(), cl::COUNTERSIGN_DECISION_SIGNED).reason, "NOT_QUALIFIED");
  World::MustBeOk(Decide(nia, note.id(), cl::COUNTERSIGN_DECISION_SIGNED));
}

TEST_F(Countersigning, IsNotForAStudentWhoHasAnotherPostToo) {
  StaffMember two;
  two.set_name("Two");
  two.set_team_id(t.team);
  two.set_role(directory::v1::STAFF_ROLE_EMPLOYMENT_SPECIALIST);
  two.set_subject("two@example.org");
  two.set_supervisor_id(t.supervisor);
  two.set_fte_percent(60);
  two = world().Make(t.manager, two);
  const std::string both = world().Token({t.org, {"specialist"}, {t.team}, "two@example.org"});
  const cl::Note note = world().Make(student, Note());
  EXPECT_EQ(OnTheDay(both), 1);
  directory::v1::Posting posting;
  posting.set_staff_member_id(two.id());
  posting.set_team_id(t.team);
  posting.set_role(directory::v1::STAFF_ROLE_STUDENT);
  posting.set_fte_percent(40);
  *posting.mutable_starts_on() = Day(2025, 6, 1);
  World::MustBeOk(world().Create(t.manager, posting));
  EXPECT_EQ(OnTheDay(both), 0);
  EXPECT_EQ(Decide(both, note.id(), cl::COUNTERSIGN_DECISION_SIGNED).reason, "NOT_QUALIFIED");
}

// Every kind of record about a person waits, and a crisis does not wait for it.
TEST_F(Countersigning, IsForEveryKindOfRecord) {
  std::vector<std::string> kinds;
  for (const auto& kind : AllKinds()) {
    if (!kind.is_personal || kind.field == "participant") continue;
    if (kind.field == "merge") continue;  // a proposal, which somebody else decides anyhow
    const auto record = NewMessage(kind.type);
    Fill(record.get(), world().RefersFor(kind, t, journey));
    if (kind.type->FindFieldByName("source_key") != nullptr) {  // is not for a student to set
      SetText(record.get(), "source", "");
      SetText(record.get(), "source_key", "");
    }
    const Outcome outcome = world().Create(student, *record, record.get());
    if (outcome.code == absl::StatusCode::kPermissionDenied) continue;  // not for specialists at all
    World::MustBeOk(outcome);
    kinds.push_back(kind.field);
    const auto waiting = Waiting(t.manager);
    EXPECT_TRUE(std::any_of(waiting.begin(), waiting.end(), [&](const auto& w) {
      return w.id() == GetText(*record, "id") && w.kind() == kind.field;
    })) << kind.field;
  }
  EXPECT_GE(kinds.size(), 17u);
  cl::Measure crisis;
  crisis.set_participant_id(person.id());
  crisis.set_kind(cl::MEASURE_KIND_PHQ9);
  *crisis.mutable_measured_on() = Day(2025, 6, 16);
  for (int i = 0; i < 9; ++i) crisis.add_items(i == 8 ? 1 : 0);
  crisis = world().Make(student, crisis);
  EXPECT_EQ(crisis.alert(), cl::ALERT_KIND_CRISIS);
  EXPECT_EQ(sql().Count(absl::StrCat("SELECT count(*) FROM caseload.alert WHERE id = '", crisis.id(), "'")), 1);
}

}  // namespace
}  // namespace gainful::integration
