// What the rules of a working day refuse and what a day shows: students, triage, reviews, leads, the crisis duty, one passage at a time.
#include "absl/strings/str_cat.h"
#include "tests/integration/working_day_fixture.h"

namespace gainful::integration {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

class WorkingDay : public WorkingDayTest {};

// Whoever works part of the week as a student is one, whatever they do the rest of it.
TEST_F(WorkingDay, AStudentWithAnotherPostingIsAStudent) {
  const Tenant t = world().NewTenant();
  const StaffMember stu = NewStaff(t, dir::STAFF_ROLE_EMPLOYMENT_SPECIALIST, "stu@example.org", "", 60);
  const std::string as_stu = SignIn(t, "stu@example.org");
  const Journey j = Accepted(t);
  const auto waiting = [&] {
    return sql().Count(absl::StrCat("SELECT count(*) FROM caseload.countersignature WHERE org_id = '", t.org,
                                    "' AND entered_by = 'stu@example.org'"));
  };
  World::MustBeOk(world().Create(as_stu, Met(j)));
  EXPECT_EQ(waiting(), 0);
  EXPECT_THAT(world().Create(t.manager, To(j, stu.id())), IsOk());
  dir::Posting posting;
  posting.set_staff_member_id(stu.id());
  posting.set_team_id(t.team);
  posting.set_role(dir::STAFF_ROLE_STUDENT);
  posting.set_fte_percent(40);
  *posting.mutable_starts_on() = Day(2025, 6, 1);
  World::MustBeOk(world().Create(t.manager, posting));
  World::MustBeOk(world().Create(as_stu, Met(j)));
  EXPECT_EQ(waiting(), 1);
  EXPECT_THAT(world().Create(t.manager, To(Accepted(t), stu.id())), InvalidFor({"allocation.staff_member_id"}));
  // What they had as key worker is nobody's now, so that somebody takes it on; also what is opened again.
  EXPECT_THAT(DayOf(t.manager), Contains("ALLOCATION Sam").Times(2));
  World::MustBeOk(Exit(t.manager, j.id()));
  World::MustBeOk(Reopen(t.manager, j.id()));
  EXPECT_THAT(DayOf(t.manager), Contains("ALLOCATION Sam").Times(2));
}

TEST_F(WorkingDay, ALeadAnswersForTheTeam) {
  const Tenant t = world().NewTenant();
  NewStaff(t, dir::STAFF_ROLE_TEAM_LEAD, "lee@example.org");
  NewStaff(t, dir::STAFF_ROLE_TEAM_LEAD, "kim@example.org", t.other_team);
  const std::string lead = SignIn(t, "lee@example.org");
  const StaffMember ann =
      NewStaff(t, dir::STAFF_ROLE_EMPLOYMENT_SPECIALIST, "ann2@example.org", "", 5);  // one of twenty
  const Journey first = Accepted(t, "First"), second = Accepted(t, "Second");
  // A reason is kept only where it was needed.
  EXPECT_THAT(world().Make(t.specialist, To(first, ann.id(), "Just so")).over_limit_reason(), IsEmpty());
  EXPECT_THAT(world().Create(lead, To(second, ann.id())), RefusedBecause("CASELOAD_LIMIT"));
  EXPECT_THAT(world().Create(SignIn(t, "ann2@example.org"), To(second, ann.id(), "Please")),
              RefusedBecause("CASELOAD_LIMIT"));
  EXPECT_THAT(world().Make(lead, To(second, ann.id(), "One of hers ends")).over_limit_reason(), Not(IsEmpty()));
  // The whole team is on the lead's day, and not on a colleague's.
  EXPECT_THAT(DayOf(lead), Contains("FIRST_CONTACT First"));
  NewStaff(t, dir::STAFF_ROLE_EMPLOYMENT_SPECIALIST, "bob@example.org");
  EXPECT_THAT(DayOf(SignIn(t, "bob@example.org")), IsEmpty());
  // An attempt to exclude somebody is for the lead to take up, and for no other.
  const Journey referred = NewOne(t, "Third");
  cl::DeclineJourneyRequest decline;
  decline.set_request_id(NewId());
  decline.set_id(referred.id());
  *decline.mutable_declined_on() = Day(2025, 2, 1);
  decline.set_decline_reason(cl::DECLINE_REASON_SYMPTOMS);
  EXPECT_THAT(world().Call(t.specialist, decline), RefusedBecause("ZERO_EXCLUSION"));
  const std::string alert = AlertOf(t, cl::ALERT_KIND_ZERO_EXCLUSION);
  EXPECT_THAT(DayOf(lead), Contains("ALERT Third"));
  EXPECT_THAT(DayOf(SignIn(t, "bob@example.org")), Not(Contains("ALERT Third")));
  EXPECT_THAT(Acknowledge(SignIn(t, "bob@example.org"), alert), Refused(absl::StatusCode::kNotFound));
  EXPECT_THAT(Acknowledge(SignIn(t, "kim@example.org", t.other_team), alert), Refused(absl::StatusCode::kNotFound));
  EXPECT_THAT(Acknowledge(lead, alert), IsOk());
}

TEST_F(WorkingDay, TheLoadShowsTheLimitThatHolds) {
  const Tenant t = world().NewTenant();
  const StaffMember s = NewStaff(t, dir::STAFF_ROLE_EMPLOYMENT_SPECIALIST, "s@example.org");
  const auto limit = [&] {
    cl::Loads loads;
    World::MustBeOk(world().Call(t.specialist, cl::GetLoadsRequest(), &loads));
    for (const auto& load : loads.loads()) {
      if (load.staff_member_id() == s.id()) return load.limit();
    }
    return -1;
  };
  EXPECT_EQ(limit(), 20);
  ChangeProgramme(t, {"caseload_limit"}, [](Programme* p) { p->set_caseload_limit(30); });
  World::MustBeOk(world().Create(t.manager, To(Accepted(t), s.id())));
  EXPECT_EQ(limit(), 30);
  ChangeProgramme(t, {"caseload_limit"}, [](Programme* p) { p->set_caseload_limit(3); });
  EXPECT_EQ(limit(), 3);
}

TEST_F(WorkingDay, ReviewsComeByTheProgrammesClock) {
  const Tenant t = world().NewTenant();
  const Journey j = Accepted(t);
  World::MustBeOk(world().Create(t.manager, To(j, t.staff_member)));
  World::MustBeOk(world().Create(t.specialist, Met(j)));
  EXPECT_THAT(DayOf(t.manager), IsEmpty());
  ChangeProgramme(t, {"review_days"}, [](Programme* p) { p->set_review_days(90); });
  EXPECT_THAT(DayOf(t.manager), ElementsAre("REVIEW Sam")) << "90 days after 20 January";
  cl::Review review;
  review.set_participant_id(j.participant_id());
  review.set_journey_id(j.id());
  review.set_summary("Applications go out.");
  *review.mutable_reviewed_on() = Day(2025, 1, 9);
  EXPECT_THAT(world().Create(t.specialist, review), InvalidFor({"review.reviewed_on"})) << "before the referral";
  *review.mutable_reviewed_on() = Day(2025, 6, 1);
  World::MustBeOk(world().Create(t.specialist, review));
  EXPECT_THAT(DayOf(t.manager), IsEmpty());
}

TEST_F(WorkingDay, AContactIsWhoseItIsAndLastsSoLong) {
  const Tenant t = world().NewTenant();
  const Journey j = Accepted(t);
  const StaffMember s = NewStaff(t, dir::STAFF_ROLE_EMPLOYMENT_SPECIALIST, "s@example.org");
  EXPECT_EQ(world().Make(SignIn(t, "s@example.org"), Met(j)).staff_member_id(), s.id());
  EXPECT_FALSE(world().Make(t.manager, Met(j)).has_staff_member_id()) << "no member of staff signs in so";
  cl::Contact contact = Met(j);
  contact.set_staff_member_id(t.staff_member);
  EXPECT_EQ(world().Make(SignIn(t, "s@example.org"), contact).staff_member_id(), t.staff_member);
  contact.clear_minutes();
  EXPECT_THAT(world().Create(t.specialist, contact), InvalidFor({"contact.minutes"}));
  contact.set_attendance(cl::CONTACT_ATTENDANCE_DID_NOT_ATTEND);
  EXPECT_THAT(world().Create(t.specialist, contact), IsOk());
}

// A crisis is on the day of whoever has the duty or deputises, of whichever team they are, and of nobody else outside the person's team.
TEST_F(WorkingDay, ACrisisIsOnTheDayOfTheDutyRole) {
  const Tenant t = world().NewTenant();
  const StaffMember duty = NewStaff(t, dir::STAFF_ROLE_SENIOR_OCCUPATIONAL_THERAPIST, "duty@example.org", t.other_team);
  const StaffMember deputy = NewStaff(t, dir::STAFF_ROLE_TEAM_LEAD, "deputy@example.org", t.other_team);
  const std::string on_duty = SignIn(t, "duty@example.org", t.other_team);
  dir::Organisation org;
  World::MustBeOk(world().Get(t.manager, t.org, &org));
  org.set_crisis_duty_staff_id(NewId());
  const std::string administrator = world().Token({t.org, {"administrator"}});
  EXPECT_THAT(world().Update(administrator, org, {"crisis_duty_staff_id"}), Refused(absl::StatusCode::kNotFound));
  org.set_crisis_duty_staff_id(duty.id());
  org.set_crisis_deputy_staff_id(deputy.id());
  World::MustBeOk(world().Update(administrator, org, {"crisis_duty_staff_id", "crisis_deputy_staff_id"}));
  const Journey j = Accepted(t);
  World::MustBeOk(world().Create(t.specialist, Crisis(j)));
  const std::string alert = AlertOf(t, cl::ALERT_KIND_CRISIS);
  for (const auto& token : {on_duty, SignIn(t, "deputy@example.org", t.other_team), t.manager})
    EXPECT_THAT(DayOf(token), Contains("CRISIS Sam"));
  EXPECT_THAT(DayOf(t.other_specialist), IsEmpty());
  EXPECT_THAT(Acknowledge(t.other_specialist, alert), Refused(absl::StatusCode::kNotFound));
  Participant person;
  EXPECT_THAT(world().Get(on_duty, j.participant_id(), &person), Refused(absl::StatusCode::kNotFound))
      << "the duty opens the alert, not the record";
  EXPECT_THAT(Acknowledge(on_duty, alert), IsOk());
  EXPECT_THAT(DayOf(on_duty), IsEmpty());
}

TEST_F(WorkingDay, NothingUnknownReplacesWhatWasStated) {
  const Tenant t = world().NewTenant();
  Participant p = NewPerson(t);
  p.set_ethnic_category(cl::ETHNIC_CATEGORY_CARIBBEAN);
  World::MustBeOk(world().Update(t.specialist, p, {"ethnic_category"}, &p));
  p.set_ethnic_category(cl::ETHNIC_CATEGORY_NOT_STATED);
  EXPECT_THAT(world().Update(t.specialist, p, {"ethnic_category"}), InvalidFor({"participant.ethnic_category"}));
  p.set_ethnic_category(cl::ETHNIC_CATEGORY_AFRICAN);
  EXPECT_THAT(world().Update(t.specialist, p, {"ethnic_category"}), IsOk());
  cl::Characteristic carer;
  carer.set_participant_id(p.id());
  carer.set_kind(cl::CHARACTERISTIC_KIND_CARER);
  carer.add_values("Y");
  *carer.mutable_valid_from() = Day(2025, 1, 1);
  carer = world().Make(t.specialist, carer);
  carer.set_values(0, "Z");
  EXPECT_THAT(world().Update(t.specialist, carer, {"values"}), InvalidFor({"characteristic.values"}));
  carer.set_values(0, "N");
  EXPECT_THAT(world().Update(t.specialist, carer, {"values"}), IsOk());
}

TEST_F(WorkingDay, WhoeverIsRenamedMayBeSomebodyOnRecord) {
  const Tenant t = world().NewTenant();
  Participant known = NewPerson(t, "Sam Example"), p = NewPerson(t, "Alex Other");
  known.set_nhs_number("9598980006");
  World::MustBeOk(world().Update(t.specialist, known, {"nhs_number"}));
  p.set_nhs_number("9598980006");
  Participant updated;
  World::MustBeOk(world().Update(t.specialist, p, {"nhs_number"}, &updated));
  ASSERT_EQ(updated.possible_matches_size(), 1);
  updated.set_sex(cl::SEX_MALE);
  World::MustBeOk(world().Update(t.specialist, updated, {"sex"}, &updated));
  EXPECT_EQ(updated.possible_matches_size(), 0) << "nothing that identifies somebody was changed";
}

TEST_F(WorkingDay, AFileIsToldOfPeopleWhoAreOnRecord) {
  const Tenant t = world().NewTenant();
  Participant known = NewPerson(t, "Sam Example");
  known.set_nhs_number("9598980006");
  World::MustBeOk(world().Update(t.specialist, known, {"nhs_number"}));
  const Participant namesake = NewPerson(t, "Kim Example");
  cl::StageImportRequest file;
  file.set_import_id(NewId());
  const auto add = [&](const std::string& key, const std::string& name, const std::string& number) {
    auto* row = file.add_rows();
    row->set_line(file.rows_size() + 1);
    auto* p = row->mutable_participant();
    p->set_team_id(t.team);
    p->set_name(name);
    *p->mutable_birth_date() = Day(1990, 5, 4);
    p->set_nhs_number(number);
    p->set_source("file");
    p->set_source_key(key);
  };
  add("1", "Joanna Smith", "9598980006");
  add("2", "KIM EXAMPLE", "");
  add("3", "Joanna Smith", "");
  type::v1::StageImportResponse staged;
  World::MustBeOk(world().Call(t.manager, file, &staged));
  EXPECT_EQ(staged.created(), 3) << "a note stops nothing";
  std::vector<std::string> notes;
  for (const auto& note : staged.notes()) notes.push_back(absl::StrCat(note.line(), " ", note.field()));
  EXPECT_THAT(notes, testing::UnorderedElementsAre("2 participant.nhs_number", "3 participant.name"));
  EXPECT_THAT(staged.notes(0).reason() + staged.notes(1).reason(),
              testing::AllOf(testing::HasSubstr(known.id()), testing::HasSubstr(namesake.id())));
}

// To be told that a key is taken is to be told of somebody, perhaps of another team.
TEST_F(WorkingDay, KeysOfFilesAreForThoseWhoSeeEveryTeam) {
  const Tenant t = world().NewTenant();
  Participant p;
  p.set_team_id(t.other_team);
  p.set_name("Sam");
  p.set_source("file");
  p.set_source_key("77");
  World::MustBeOk(world().Create(t.manager, p));
  EXPECT_THAT(world().Create(t.manager, p), Refused(absl::StatusCode::kAlreadyExists));
  p.set_team_id(t.team);
  EXPECT_THAT(world().Create(t.specialist, p), InvalidFor({"participant.source"}));
  p.set_source_key("78");
  EXPECT_THAT(world().Create(t.specialist, p), InvalidFor({"participant.source"}));
  Journey j;
  j.set_participant_id(NewPerson(t).id());
  j.set_programme_id(t.programme);
  j.set_team_id(t.team);
  *j.mutable_referred_on() = Day(2025, 1, 10);
  j.set_source("file");
  j.set_source_key("79");
  EXPECT_THAT(world().Create(t.specialist, j), InvalidFor({"journey.source"}));
  Spell spell;
  spell.set_journey_id(NewOne(t).id());
  *spell.mutable_started_on() = Day(2025, 2, 3);
  spell.set_source("file");
  spell.set_source_key("80");
  EXPECT_THAT(world().Create(t.specialist, spell), InvalidFor({"spell.source"}));
}

TEST_F(WorkingDay, FundersPayForAllOfItAndNoMore) {
  const Tenant t = world().NewTenant();
  const auto funding = [&](int share, int from) {
    dir::Funding f;
    f.set_programme_id(t.programme);
    f.set_funder_org_id(NewId());
    f.set_share_percent(share);
    *f.mutable_starts_on() = Day(2025, from, 1);
    return f;
  };
  const std::string administrator = world().Token({t.org, {"administrator"}});
  dir::Funding most = funding(80, 1);
  *most.mutable_ends_on() = Day(2025, 6, 30);
  most = world().Make(administrator, most);
  EXPECT_THAT(world().Create(administrator, funding(21, 6)), InvalidFor({"funding.share_percent"}));
  EXPECT_THAT(world().Create(administrator, funding(20, 6)), IsOk());
  EXPECT_THAT(world().Create(administrator, funding(80, 7)), IsOk());
  most.set_share_percent(81);
  EXPECT_THAT(world().Update(administrator, most, {"share_percent"}), InvalidFor({"funding.share_percent"}));
}

TEST_F(WorkingDay, ADayHasSoManyMinutes) {
  const Tenant t = world().NewTenant();
  const auto time = [&](int minutes) {
    dir::TimeUse time;
    time.set_staff_member_id(t.staff_member);
    *time.mutable_spent_on() = Day(2025, 6, 10);
    time.set_kind(dir::TIME_KIND_TRAINING);
    time.set_minutes(minutes);
    return time;
  };
  const dir::TimeUse all = world().Make(t.manager, time(1440));
  EXPECT_THAT(world().Create(t.manager, time(1)), InvalidFor({"time_use.minutes"}));
  dir::WithdrawTimeUseRequest withdraw;
  withdraw.set_request_id(NewId());
  withdraw.set_id(all.id());
  World::MustBeOk(world().Call(t.manager, withdraw));
  EXPECT_THAT(world().Create(t.manager, time(1)), IsOk());
}

TEST_F(WorkingDay, OnePersonSignsInByASubject) {
  const Tenant t = world().NewTenant();
  StaffMember first = NewStaff(t, dir::STAFF_ROLE_EMPLOYMENT_SPECIALIST, "s@example.org");
  StaffMember second = first;
  second.set_name("Another");
  EXPECT_THAT(world().Create(t.manager, second), InvalidFor({"staff_member.subject"}));
  *first.mutable_ends_on() = Day(2025, 6, 15);
  World::MustBeOk(world().Update(t.manager, first, {"ends_on"}));
  EXPECT_THAT(world().Create(t.manager, second), IsOk()) << "whoever has left signs in no more";
}

// What was entered as a student and returned is the student's to mend, and a disclosure another manager's to review.
TEST_F(WorkingDay, WhatWaitsForSomebodyIsOnTheirDay) {
  const Tenant t = world().NewTenant();
  NewStaff(t, dir::STAFF_ROLE_STUDENT, "stu@example.org");
  NewStaff(t, dir::STAFF_ROLE_EMPLOYMENT_SPECIALIST, "sue@example.org");
  const Journey j = Accepted(t);
  World::MustBeOk(world().Create(t.manager, To(j, t.staff_member)));
  const cl::Contact contact = world().Make(SignIn(t, "stu@example.org"), Met(j));
  EXPECT_THAT(DayOf(SignIn(t, "stu@example.org")), IsEmpty());
  cl::DecideCountersignatureRequest decide;
  decide.set_request_id(NewId());
  decide.set_id(contact.id());
  decide.set_etag(1);
  decide.set_decision(cl::COUNTERSIGN_DECISION_RETURNED);
  decide.set_note("Say what was agreed.");
  World::MustBeOk(world().Call(SignIn(t, "sue@example.org"), decide));
  EXPECT_THAT(DayOf(SignIn(t, "stu@example.org")), ElementsAre("RETURNED Sam"));
  EXPECT_THAT(DayOf(SignIn(t, "sue@example.org")), IsEmpty());
  cl::Disclosure disclosure;
  disclosure.set_participant_id(j.participant_id());
  disclosure.set_basis(cl::DISCLOSURE_BASIS_SAFEGUARDING);
  disclosure.set_necessity("A child is at risk.");
  disclosure.set_recipient("Council");
  disclosure.set_sent("Name and address.");
  *disclosure.mutable_disclosed_on() = Day(2025, 6, 10);
  const std::string mia = world().Token({t.org, {"manager"}, {}, "mia@example.org"});
  World::MustBeOk(world().Create(mia, disclosure));
  EXPECT_THAT(DayOf(mia), IsEmpty()) << "nobody reviews their own";
  EXPECT_THAT(DayOf(t.manager), ElementsAre("DISCLOSURE Sam"));
  EXPECT_THAT(DayOf(t.specialist), Not(Contains("DISCLOSURE Sam")));
}

}  // namespace
}  // namespace gainful::integration
