// Seeing beyond one's own team: break-glass, duty cover, possible matches; and countersignature.
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/integration/fixture.h"

namespace gainful::integration {
namespace {

namespace cl = caseload::v1;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr char kNhsNumber[] = "9598980006";

class Beyond : public WorldTest {
 protected:
  void SetUp() override {
    noon = world().clock().Now();
    t = world().NewTenant();
    outsider = world().Token({t.org, {"specialist"}, {t.other_team}, "oli@example.org"});
    reviewer = world().Token({t.org, {"manager"}, {}, "mo@example.org"});
    person = Named(t.team, "Sam Example", kNhsNumber);
    journey = world().NewJourney(t.manager, t, person);
    world().NewSpell(t.manager, journey);
  }
  void TearDown() override { world().clock().Set(noon); }

  Participant Named(const std::string& team, const std::string& name, const std::string& nhs_number = "",
                    const google::type::Date& born = Day(1980, 3, 4)) {
    Participant p;
    p.set_team_id(team);
    p.set_name(name);
    p.set_nhs_number(nhs_number);
    *p.mutable_birth_date() = born;
    return world().Make(t.manager, p);
  }
  Outcome Open(const std::string& token, const std::string& id, int hours = 2, cl::EmergencyOpening* out = nullptr,
               const std::string& nhs_number = "") {
    cl::CreateEmergencyOpeningRequest q;
    q.set_request_id(NewId());
    q.mutable_emergency_opening()->set_participant_id(id);
    q.mutable_emergency_opening()->set_reason("In distress at the door, and the team is away.");
    if (hours > 0) q.mutable_emergency_opening()->set_hours(hours);
    q.set_nhs_number(nhs_number);
    return world().Call(token, q, out);
  }
  bool Sees(const std::string& token) {
    Participant p;
    const bool seen = world().Get(token, person.id(), &p).ok();
    Journey j;
    EXPECT_EQ(world().Get(token, journey.id(), &j).ok(), seen);
    placement::v1::ListSpellsRequest spells;
    spells.set_journey_id(journey.id());
    placement::v1::ListSpellsResponse rows;
    World::MustBeOk(world().Call(token, spells, &rows));
    EXPECT_EQ(rows.spells_size(), seen ? 1 : 0);
    return seen;
  }
  absl::Time noon;
  Tenant t;
  std::string outsider, reviewer;
  Participant person;
  Journey journey;
};

TEST_F(Beyond, BreakGlassOpensOneRecordToOneCallerForHours) {
  EXPECT_FALSE(Sees(outsider));
  cl::EmergencyOpening opening;
  World::MustBeOk(Open(outsider, person.id(), 2, &opening));
  EXPECT_EQ(opening.opened_by(), "oli@example.org");
  EXPECT_EQ(opening.expires_at().seconds() - opening.opened_at().seconds(), 2 * 3600);
  EXPECT_TRUE(Sees(outsider));
  // Nobody else, and nobody else's.
  EXPECT_FALSE(Sees(t.other_specialist));
  Participant p;
  EXPECT_THAT(world().Get(outsider, Named(t.team, "Kim Other").id(), &p), Refused(absl::StatusCode::kNotFound));
  world().clock().Set(noon + absl::Hours(2) - absl::Seconds(1));
  EXPECT_TRUE(Sees(outsider));
  world().clock().Set(noon + absl::Hours(2));
  EXPECT_FALSE(Sees(outsider));
}

// What was opened for hours is not made one's own.
TEST_F(Beyond, NobodyIsTakenAlongWhenAnOpeningEnds) {
  World::MustBeOk(Open(outsider, person.id()));
  Participant p;
  World::MustBeOk(world().Get(outsider, person.id(), &p));
  p.set_team_id(t.other_team);
  EXPECT_EQ(world().Update(outsider, p, {"team_id"}).reason, "NOT_OWN_TEAM");
  Journey j;
  World::MustBeOk(world().Get(outsider, journey.id(), &j));
  j.set_team_id(t.other_team);
  EXPECT_EQ(world().Update(outsider, j, {"team_id"}).reason, "NOT_OWN_TEAM");
  EXPECT_THAT(world().Create(outsider, j), NotFoundFor({"journey.participant_id"}));
  World::MustBeOk(world().Update(t.manager, j, {"team_id"}));
}

TEST_F(Beyond, BreakGlassIsToldToManagersAndReviewed) {
  cl::EmergencyOpening opening;
  World::MustBeOk(Open(outsider, "", 0, &opening, kNhsNumber));
  EXPECT_EQ(opening.participant_id(), person.id());
  EXPECT_EQ(opening.hours(), 4);
  cl::Day day;
  World::MustBeOk(world().Call(reviewer, cl::GetDayRequest(), &day));
  ASSERT_GE(day.items_size(), 1);
  EXPECT_EQ(day.items(0).reason(), cl::DAY_REASON_ALERT);
  EXPECT_THAT(day.items(0).note(), HasSubstr("opened in an emergency"));
  cl::ReviewEmergencyOpeningRequest review;
  review.set_request_id(NewId());
  review.set_id(opening.id());
  review.set_verdict(cl::ACCESS_VERDICT_JUSTIFIED);
  review.set_review("Nobody else was there.");
  EXPECT_THAT(world().Call(outsider, review), Refused(absl::StatusCode::kPermissionDenied));
  const std::string own = world().Token({t.org, {"manager"}, {}, "oli@example.org"});
  EXPECT_EQ(world().Call(own, review).reason, "OWN_OPENING");
  World::MustBeOk(world().Call(reviewer, review, &opening));
  EXPECT_EQ(opening.reviewed_by(), "mo@example.org");
  review.set_request_id(NewId());
  EXPECT_EQ(world().Call(reviewer, review).reason, "STATE");
  // The alert is for managers to take up, and not for the one who raised it.
  cl::AcknowledgeAlertRequest take_up;
  take_up.set_request_id(NewId());
  take_up.set_id(opening.id());
  EXPECT_EQ(world().Call(outsider, take_up).reason, "ROLE");
  take_up.set_request_id(NewId());
  EXPECT_EQ(world().Call(own, take_up).reason, "OWN_ALERT");
  take_up.set_request_id(NewId());
  EXPECT_THAT(world().Call(reviewer, take_up), IsOk());
  // Reason and verdict are for the two of them, not for the team.
  cl::EmergencyOpening seen;
  EXPECT_THAT(world().Get(outsider, opening.id(), &seen), IsOk());
  EXPECT_THAT(world().Get(world().Token({t.org, {"specialist"}, {t.team}, "bea@example.org"}), opening.id(), &seen),
              Refused(absl::StatusCode::kNotFound));
  // The account of the person says who opened it and who looked.
  cl::AuditPersonRequest audit;
  audit.set_id(person.id());
  cl::AuditPersonResponse account;
  World::MustBeOk(world().Call(t.manager, audit, &account));
  int opened = 0;
  for (const auto& row : account.rows())
    opened += row.caller() == "oli@example.org" && row.kind() == "emergency_opening";
  EXPECT_GE(opened, 1);
}

TEST_F(Beyond, WhatWasNotJustifiedEndsAtOnceAndIsNotDoneAgain) {
  cl::EmergencyOpening opening;
  World::MustBeOk(Open(outsider, person.id(), 24, &opening));
  EXPECT_TRUE(Sees(outsider));
  cl::ReviewEmergencyOpeningRequest review;
  review.set_request_id(NewId());
  review.set_id(opening.id());
  review.set_verdict(cl::ACCESS_VERDICT_NOT_JUSTIFIED);
  World::MustBeOk(world().Call(reviewer, review));
  EXPECT_FALSE(Sees(outsider));
  EXPECT_EQ(Open(outsider, person.id()).reason, "NOT_JUSTIFIED");
  EXPECT_FALSE(Sees(outsider));
}

TEST_F(Beyond, BreakGlassOpensNothingElsewhere) {
  const Tenant other = world().NewTenant("Elsewhere");
  const std::string stranger = world().Token({other.org, {"specialist"}, {other.team}});
  EXPECT_THAT(Open(stranger, person.id()), NotFoundFor({"emergency_opening.participant_id"}));
  EXPECT_THAT(Open(stranger, "", 2, nullptr, kNhsNumber), NotFoundFor({"nhs_number"}));
  EXPECT_THAT(Open(outsider, NewId()), NotFoundFor({"emergency_opening.participant_id"}));
  EXPECT_THAT(Open(outsider, ""), InvalidFor({"emergency_opening.participant_id"}));
  EXPECT_THAT(Open(outsider, person.id(), 25), InvalidFor({"emergency_opening.hours"}));
  EXPECT_THAT(Open(outsider, "", 2, nullptr, "9598980007"), InvalidFor({"nhs_number"}));
  Named(t.team, "Kim Double", kNhsNumber);
  EXPECT_EQ(Open(outsider, "", 2, nullptr, kNhsNumber).reason, "SEVERAL");
}

// A sign-in is the organisation's own: somebody elsewhere with the same one sees nothing by it.
TEST_F(Beyond, ASignInThatBreaksQuotingOpensNothingElse) {
  const std::string awkward = world().Token({t.org, {"specialist"}, {t.other_team}, "o'neill\\';--@example.org"});
  EXPECT_FALSE(Sees(awkward));
  World::MustBeOk(Open(awkward, person.id()));
  EXPECT_TRUE(Sees(awkward));
  EXPECT_FALSE(Sees(outsider));
}

TEST_F(Beyond, CoverOpensATeamFromDayToDay) {
  StaffMember staff;
  staff.set_name("Oli");
  staff.set_team_id(t.other_team);
  staff.set_role(directory::v1::STAFF_ROLE_EMPLOYMENT_SPECIALIST);
  staff.set_subject("oli@example.org");
  cl::Cover cover;
  cover.set_staff_member_id(world().Make(t.manager, staff).id());
  cover.set_team_id(t.team);
  *cover.mutable_starts_on() = Day(2025, 6, 17);
  *cover.mutable_ends_on() = Day(2025, 6, 18);
  EXPECT_THAT(world().Create(outsider, cover), Refused(absl::StatusCode::kPermissionDenied));
  World::MustBeOk(world().Create(t.manager, cover, &cover));
  // London is an hour ahead of UTC in summer.
  world().clock().Set(absl::FromCivil(absl::CivilSecond(2025, 6, 16, 22, 59, 59), absl::UTCTimeZone()));
  EXPECT_FALSE(Sees(outsider));
  world().clock().Advance(absl::Seconds(1));
  EXPECT_TRUE(Sees(outsider));
  world().clock().Set(absl::FromCivil(absl::CivilSecond(2025, 6, 18, 22, 59, 59), absl::UTCTimeZone()));
  EXPECT_TRUE(Sees(outsider));
  EXPECT_FALSE(Sees(t.other_specialist)) << "cover is for one";
  // And works with them: a contact is logged.
  cl::Contact contact;
  contact.set_participant_id(person.id());
  *contact.mutable_contacted_on() = Day(2025, 6, 18);
  contact.set_kind(cl::CONTACT_KIND_REVIEW);
  contact.set_attendance(cl::CONTACT_ATTENDANCE_ATTENDED);
  EXPECT_THAT(world().Create(outsider, contact), IsOk());
  world().clock().Advance(absl::Seconds(1));
  EXPECT_FALSE(Sees(outsider));
  *cover.mutable_ends_on() = Day(2025, 6, 16);
  EXPECT_THAT(world().Update(t.manager, cover, {"ends_on"}), InvalidFor({"cover.ends_on"}));
  *cover.mutable_ends_on() = Day(2025, 6, 19);
  World::MustBeOk(world().Update(t.manager, cover, {"ends_on"}));
  EXPECT_TRUE(Sees(outsider));
  // A sign-in that goes to somebody else takes no cover along.
  StaffMember oli;
  World::MustBeOk(world().Get(t.manager, cover.staff_member_id(), &oli));
  oli.set_subject("somebody-new@example.org");
  World::MustBeOk(world().Update(t.manager, oli, {"subject"}));
  EXPECT_FALSE(Sees(outsider));
}

TEST_F(Beyond, CoverNeedsSomebodyWithASignIn) {
  StaffMember staff;
  staff.set_name("Nobody yet");
  staff.set_team_id(t.other_team);
  staff.set_role(directory::v1::STAFF_ROLE_EMPLOYMENT_SPECIALIST);
  cl::Cover cover;
  cover.set_staff_member_id(world().Make(t.manager, staff).id());
  cover.set_team_id(t.team);
  *cover.mutable_starts_on() = Day(2025, 6, 17);
  *cover.mutable_ends_on() = Day(2025, 6, 17);
  EXPECT_EQ(world().Create(t.manager, cover).reason, "NO_SUBJECT");
  cover.set_staff_member_id(NewId());
  cover.set_team_id(NewId());
  EXPECT_THAT(world().Create(t.manager, cover), NotFoundFor({"cover.staff_member_id", "cover.team_id"}));
}

// ---- Duplicates

TEST_F(Beyond, MatchesAreOfferedToWhoSeesThemAndHintedAtToOthers) {
  Participant again;
  again.set_team_id(t.team);
  again.set_name("Example, S\xC3\xA1m");
  *again.mutable_birth_date() = Day(1980, 3, 4);
  Participant made = world().Make(t.specialist, again);
  EXPECT_THAT(made.possible_matches(),
              ElementsAre("Sam Example (" + person.id() + "): the same birth date and a like name"));
  // For somebody of another team it is only a hint.
  again.set_team_id(t.other_team);
  made = world().Make(t.other_specialist, again);
  EXPECT_THAT(made.possible_matches(), ElementsAre("possible match, ask the lead"));
  EXPECT_FALSE(absl::StrContains(made.ShortDebugString(), person.id()));
  // A hint stands in the account of whom it was about.
  EXPECT_GT(sql().Count(absl::StrCat("SELECT count(*) FROM journal.access WHERE person = '", person.id(),
                                     "' AND kind = 'match'")),
            0);
  EXPECT_EQ(sql().Count(absl::StrCat("SELECT count(*) FROM journal.entry WHERE subject = '", made.id(),
                                     "' AND position('possible match'::bytea IN body) > 0")),
            0)
      << "the journal's entry names nobody else";
  // The record stands, and says nothing of it later.
  Participant read;
  World::MustBeOk(world().Get(t.other_specialist, made.id(), &read));
  EXPECT_THAT(read.possible_matches(), IsEmpty());
}

TEST_F(Beyond, MatchesAreByNumberNameOrBirth) {
  const auto matches = [&](const std::string& token, const Participant& of) {
    cl::GetMatchesRequest q;
    q.set_id(of.id());
    cl::Matches rows;
    World::MustBeOk(world().Call(token, q, &rows));
    std::vector<std::string> lines;
    for (const auto& m : rows.matches()) lines.push_back(absl::StrCat(m.name(), "|", m.why()));
    return lines;
  };
  const Participant slip = Named(t.team, "Sam Exmaple", "", Day(1980, 3, 4));
  const Participant number = Named(t.other_team, "Somebody Renamed", kNhsNumber, Day(1999, 9, 9));
  Named(t.team, "Sam Example", "9434765919");  // another number is another person
  Named(t.team, "Kim Jones");
  EXPECT_THAT(matches(t.manager, person),
              ElementsAre("Somebody Renamed|the same NHS number", "Sam Exmaple|the same birth date and a like name"));
  EXPECT_THAT(matches(t.specialist, person),
              ElementsAre("Sam Exmaple|the same birth date and a like name", "|possible match, ask the lead"));
  EXPECT_THAT(matches(t.other_specialist, number), ElementsAre("|possible match, ask the lead"));
  cl::GetMatchesRequest hidden;
  hidden.set_id(person.id());
  EXPECT_THAT(world().Call(t.other_specialist, hidden), Refused(absl::StatusCode::kNotFound));
  EXPECT_THAT(matches(t.manager, slip), testing::Contains("Sam Example|the same birth date and a like name"));
  // In another organisation there is nobody like it.
  const Tenant other = world().NewTenant("Elsewhere");
  Participant same;
  same.set_team_id(other.team);
  same.set_name("Sam Example");
  same.set_nhs_number(kNhsNumber);
  EXPECT_THAT(world().Make(other.manager, same).possible_matches(), IsEmpty());
}

TEST_F(Beyond, AnNhsNumberIsChecked) {
  Participant p;
  p.set_team_id(t.team);
  p.set_name("Sam");
  for (const char* wrong : {"9598980007", "123", "95989800066"}) {
    p.set_nhs_number(wrong);
    EXPECT_THAT(world().Create(t.specialist, p), InvalidFor({"participant.nhs_number"})) << wrong;
  }
}

// ---- Finding

class Finding : public Beyond {
 protected:
  std::vector<std::string> Find(const std::string& token, const cl::FindParticipantsRequest& q) {
    cl::FindParticipantsResponse found;
    World::MustBeOk(world().Call(token, q, &found));
    std::vector<std::string> names;
    for (const auto& p : found.participants()) names.push_back(p.name());
    return names;
  }
  std::vector<std::string> Find(const std::string& token, const std::string& name) {
    cl::FindParticipantsRequest q;
    q.set_name(name);
    return Find(token, q);
  }
};

TEST_F(Finding, IsByTheBeginningsOfNames) {
  for (const char* name : {"Joanna Smith", "Jos\xC3\xA9 \xC5\x81ukasz O'Neill", "Maria Garcia-Lopez", "Wei Li"})
    Named(t.team, name);
  const std::map<std::string, std::string> found{{"smi jo", "Joanna Smith"},
                                                 {"JO SMITH", "Joanna Smith"},
                                                 {"jose", "Jos\xC3\xA9 \xC5\x81ukasz O'Neill"},
                                                 {"oneill lukasz", "Jos\xC3\xA9 \xC5\x81ukasz O'Neill"},
                                                 {"o'n", "Jos\xC3\xA9 \xC5\x81ukasz O'Neill"},
                                                 {"garcia", "Maria Garcia-Lopez"},
                                                 {"maria lopez", "Maria Garcia-Lopez"},
                                                 {"li", "Wei Li"}};
  for (const auto& [asked, name] : found) EXPECT_THAT(Find(t.specialist, asked), ElementsAre(name)) << asked;
  EXPECT_THAT(Find(t.specialist, "jo"), UnorderedElementsAre("Joanna Smith", "Jos\xC3\xA9 \xC5\x81ukasz O'Neill"));
  for (const char* asked : {"mith", "smith kim", "%", "smi%", "a|b"}) {
    cl::FindParticipantsRequest q;
    q.set_name(asked);
    cl::FindParticipantsResponse none;
    const Outcome outcome = world().Call(t.specialist, q, &none);
    EXPECT_EQ(none.participants_size(), asked == std::string("smi%") ? 1 : 0) << asked;
    EXPECT_EQ(outcome.ok(), asked != std::string("%")) << outcome;
  }
}

TEST_F(Finding, IsByBirthAndNumberAndNarrows) {
  Named(t.team, "Sam Sample", "", Day(1970, 1, 1));
  cl::FindParticipantsRequest q;
  q.set_name("sam");
  EXPECT_EQ(Find(t.specialist, q).size(), 2u);
  *q.mutable_birth_date() = Day(1970, 1, 1);
  EXPECT_THAT(Find(t.specialist, q), ElementsAre("Sam Sample"));
  q = {};
  q.set_nhs_number(kNhsNumber);
  EXPECT_THAT(Find(t.specialist, q), ElementsAre("Sam Example"));
  EXPECT_THAT(world().Call(t.specialist, cl::FindParticipantsRequest()), InvalidFor({"name"}));
}

TEST_F(Finding, FindsTheCallersPeopleAndWritesThemDown) {
  EXPECT_THAT(Find(t.other_specialist, "sam"), IsEmpty());
  const Tenant other = world().NewTenant("Elsewhere");
  EXPECT_THAT(Find(other.manager, "sam"), IsEmpty());
  EXPECT_THAT(Find(t.auditor, "sam"), ElementsAre("Sam Example"));
  EXPECT_EQ(sql().Count(absl::StrCat("SELECT count(*) FROM journal.access WHERE person = '", person.id(),
                                     "' AND method = 'FindParticipants'")),
            1);
}

TEST_F(Finding, SaysWhenThereAreMore) {
  for (int i = 0; i < 51; ++i) Named(t.team, absl::StrCat("Alex Many", i), "", Day(1950 + i, 1, 1));
  cl::FindParticipantsRequest q;
  q.set_name("alex");
  cl::FindParticipantsResponse found;
  World::MustBeOk(world().Call(t.specialist, q, &found));
  EXPECT_EQ(found.participants_size(), 50);
  EXPECT_EQ(found.more(), 1);
  EXPECT_EQ(
      sql().Count(absl::StrCat("SELECT count(*) FROM journal.access a JOIN caseload.participant p ON p.id = a.person "
                               "WHERE p.org_id = '",
                               t.org, "' AND p.name LIKE 'Alex%' AND a.method = 'FindParticipants'")),
      50)
      << "who is not shown is not written down";
}

// ---- Countersignature

class Countersigning : public Beyond {
 protected:
  void SetUp() override {
    Beyond::SetUp();
    student = world().Token({t.org, {"specialist"}, {t.team}, "stu@example.org"});
    NewStaff("stu@example.org", directory::v1::STAFF_ROLE_STUDENT);
    NewStaff("sue@example.org", directory::v1::STAFF_ROLE_OCCUPATIONAL_THERAPIST);
    supervisor = world().Token({t.org, {"specialist"}, {t.team}, "sue@example.org"});
  }
  void NewStaff(const std::string& subject, directory::v1::StaffRole role) {
    StaffMember staff;
    staff.set_name(subject);
    staff.set_team_id(t.team);
    staff.set_role(role);
    staff.set_subject(subject);
    if (role == directory::v1::STAFF_ROLE_STUDENT) staff.set_supervisor_id(t.supervisor);
    World::MustBeOk(world().Create(t.manager, staff));
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

TEST_F(Countersigning, IsNotForAStudentWhoHasAnotherPostToo) {
  NewStaff("two@example.org", directory::v1::STAFF_ROLE_EMPLOYMENT_SPECIALIST);
  const std::string both = world().Token({t.org, {"specialist"}, {t.team}, "two@example.org"});
  const cl::Note note = world().Make(student, Note());
  EXPECT_EQ(OnTheDay(both), 1);
  NewStaff("two@example.org", directory::v1::STAFF_ROLE_STUDENT);
  EXPECT_EQ(OnTheDay(both), 0);
  EXPECT_EQ(Decide(both, note.id(), cl::COUNTERSIGN_DECISION_SIGNED).reason, "NOT_QUALIFIED");
}

// Every kind of record about a person waits, and a crisis does not wait for it.
TEST_F(Countersigning, IsForEveryKindOfRecord) {
  std::vector<std::string> kinds;
  for (const auto& kind : AllKinds()) {
    if (!kind.is_personal || kind.table.substr(0, 9) != "caseload." || kind.field == "participant") continue;
    if (kind.field == "merge") continue;  // a proposal, which somebody else decides anyhow
    const auto record = NewMessage(kind.type);
    const bool is_profile = kind.field == "vocational_profile";
    Fill(record.get(), World::RefersTo(t, is_profile ? world().NewJourney(t.manager, t, person) : journey));
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
