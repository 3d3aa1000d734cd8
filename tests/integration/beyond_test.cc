// Seeing beyond one's own team: break-glass and duty cover.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "tests/integration/beyond.h"

namespace gainful::integration {
namespace {

namespace cl = caseload::v1;
using testing::HasSubstr;

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

// What is seen for several reasons is listed once, and in its place among the rest.
TEST_F(Beyond, ListsKeepOneOrderAcrossTeamsCoverAndOpenings) {
  StaffMember staff;
  staff.set_name("Oli");
  staff.set_team_id(t.other_team);
  staff.set_role(directory::v1::STAFF_ROLE_EMPLOYMENT_SPECIALIST);
  staff.set_subject("oli@example.org");
  cl::Cover cover;
  cover.set_staff_member_id(world().Make(t.manager, staff).id());
  cover.set_team_id(t.team);
  *cover.mutable_starts_on() = *cover.mutable_ends_on() = Day(2025, 6, 16);
  directory::v1::Team third;
  third.set_name("Third");
  third = world().Make(t.manager, third);
  std::vector<std::string> ids{person.id()};
  for (int i = 0; i < 4; ++i) {
    ids.push_back(Named(t.other_team, absl::StrCat("Own ", i)).id());
    ids.push_back(Named(t.team, absl::StrCat("Covered ", i)).id());
    const Participant opened = Named(third.id(), absl::StrCat("Opened ", i));
    ids.push_back(opened.id());
    if (i > 0) World::MustBeOk(Open(outsider, opened.id()));
  }
  ids.erase(ids.begin() + 3);  // the first of the third team was not opened
  std::sort(ids.begin(), ids.end());
  World::MustBeOk(Open(outsider, person.id()));
  World::MustBeOk(world().Create(t.manager, cover));
  for (const int size : {1, 2, 5, 50}) {
    cl::ListParticipantsRequest request;
    request.set_page_size(size);
    std::vector<std::string> listed;
    do {
      cl::ListParticipantsResponse page;
      World::MustBeOk(world().Call(outsider, request, &page));
      for (const auto& p : page.participants()) listed.push_back(p.id());
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    EXPECT_EQ(listed, ids) << "pages of " << size;
  }
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
  World::MustBeOk(world().Update(t.manager, p, {"team_id"}));
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
  // The alert is for managers to take up, and not for the one who raised it.
  cl::AcknowledgeAlertRequest take_up;
  take_up.set_request_id(NewId());
  take_up.set_id(opening.id());
  EXPECT_THAT(world().Call(outsider, take_up), Refused(absl::StatusCode::kNotFound));
  take_up.set_request_id(NewId());
  EXPECT_EQ(world().Call(own, take_up).reason, "OWN_ALERT");
  World::MustBeOk(world().Call(reviewer, review, &opening));
  EXPECT_EQ(opening.reviewed_by(), "mo@example.org");
  // Who reviewed it has looked at it: nobody is asked to once more.
  EXPECT_EQ(AlertsOnTheDay(reviewer), 0);
  EXPECT_EQ(sql().One(absl::StrCat("SELECT acknowledged_by FROM caseload.alert WHERE id = '", opening.id(), "'")),
            "mo@example.org");
  EXPECT_EQ(sql().Count(absl::StrCat("SELECT count(*) FROM journal.entry WHERE subject = '", opening.id(),
                                     "' AND kind = 'alert' AND method = 'ReviewEmergencyOpening'")),
            1);
  take_up.set_request_id(NewId());
  EXPECT_EQ(world().Call(reviewer, take_up).reason, "STATE");
  review.set_request_id(NewId());
  EXPECT_EQ(world().Call(reviewer, review).reason, "STATE");
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

// An attempt with nothing but the NHS number is one on whoever has it.
TEST_F(Beyond, ARefusedOpeningStandsInTheAccountOfThePerson) {
  cl::EmergencyOpening opening;
  World::MustBeOk(Open(outsider, person.id(), 2, &opening));
  cl::ReviewEmergencyOpeningRequest review;
  review.set_request_id(NewId());
  review.set_id(opening.id());
  review.set_verdict(cl::ACCESS_VERDICT_NOT_JUSTIFIED);
  World::MustBeOk(world().Call(reviewer, review));
  for (const std::string& nhs_number : {std::string(), std::string(kNhsNumber)})
    EXPECT_EQ(Open(outsider, nhs_number.empty() ? person.id() : "", 2, nullptr, nhs_number).reason, "NOT_JUSTIFIED");
  cl::AuditPersonRequest audit;
  audit.set_id(person.id());
  cl::AuditPersonResponse account;
  World::MustBeOk(world().Call(t.manager, audit, &account));
  EXPECT_EQ(std::count_if(account.rows().begin(), account.rows().end(),
                          [](const auto& row) {
                            return row.outcome() == cl::AUDIT_OUTCOME_REFUSED &&
                                   row.method() == "CreateEmergencyOpening" && row.caller() == "oli@example.org";
                          }),
            2);
}

TEST_F(Beyond, OpeningsThatWaitForAReviewAreListed) {
  cl::EmergencyOpening first, second;
  World::MustBeOk(Open(outsider, person.id(), 2, &first));
  World::MustBeOk(Open(outsider, Named(t.team, "Kim Other").id(), 2, &second));
  cl::ListEmergencyOpeningsRequest list;
  list.set_unreviewed(true);
  const auto waiting = [&](const std::string& token) {
    cl::ListEmergencyOpeningsResponse rows;
    World::MustBeOk(world().Call(token, list, &rows));
    std::vector<std::string> ids;
    for (const auto& row : rows.emergency_openings()) ids.push_back(row.id());
    return ids;
  };
  EXPECT_THAT(waiting(reviewer), testing::UnorderedElementsAre(first.id(), second.id()));
  cl::ReviewEmergencyOpeningRequest review;
  review.set_request_id(NewId());
  review.set_id(first.id());
  review.set_verdict(cl::ACCESS_VERDICT_JUSTIFIED);
  World::MustBeOk(world().Call(reviewer, review));
  EXPECT_THAT(waiting(reviewer), testing::ElementsAre(second.id()));
  EXPECT_THAT(waiting(world().Token({t.org, {"specialist"}, {t.team}, "bea@example.org"})), testing::IsEmpty());
  list.set_participant_id(person.id());
  EXPECT_THAT(waiting(reviewer), testing::IsEmpty());
  list.set_unreviewed(false);
  EXPECT_THAT(waiting(reviewer), testing::ElementsAre(first.id()));
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
  contact.set_minutes(30);
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

// People were read by it: what it says of days that have gone stays as it was.
TEST_F(Beyond, CoverDoesNotRewriteItsPast) {
  cl::Cover cover = CoverOf("oli@example.org", Day(2025, 6, 17), Day(2025, 6, 20));
  cover = world().Make(t.manager, cover);
  const auto change = [&](const google::type::Date& starts, const google::type::Date& ends) {
    cl::Cover changed = cover;
    *changed.mutable_starts_on() = starts;
    *changed.mutable_ends_on() = ends;
    const Outcome outcome = world().Update(t.manager, changed, {"starts_on", "ends_on"}, &changed);
    if (outcome.ok()) cover = changed;
    return outcome;
  };
  // Before it begins it moves, but not into the past.
  EXPECT_THAT(change(Day(2025, 6, 15), Day(2025, 6, 20)), InvalidFor({"cover.starts_on"}));
  World::MustBeOk(change(Day(2025, 6, 16), Day(2025, 6, 20)));
  EXPECT_THAT(change(Day(2025, 6, 17), Day(2025, 6, 20)), InvalidFor({"cover.starts_on"})) << "it began today";
  world().clock().Set(noon + absl::Hours(48));  // the 18th
  EXPECT_THAT(change(Day(2025, 12, 1), Day(2025, 12, 5)), InvalidFor({"cover.starts_on"}));
  EXPECT_THAT(change(Day(2025, 6, 16), Day(2025, 6, 16)), InvalidFor({"cover.ends_on"})) << "the day before yesterday";
  World::MustBeOk(change(Day(2025, 6, 16), Day(2025, 6, 17)));
  EXPECT_FALSE(Sees(outsider)) << "it ended yesterday";
  World::MustBeOk(change(Day(2025, 6, 16), Day(2025, 6, 18)));
  EXPECT_TRUE(Sees(outsider));
  world().clock().Set(noon + absl::Hours(24 * 4));  // the 20th: nobody covered on the 19th
  EXPECT_THAT(change(Day(2025, 6, 16), Day(2025, 6, 21)), InvalidFor({"cover.ends_on"}));
  cl::Cover stood;
  World::MustBeOk(world().Get(t.manager, cover.id(), &stood));
  EXPECT_EQ(stood.ends_on().day(), 18);
  stood.set_reason("Leave.");
  EXPECT_THAT(world().Update(t.manager, stood, {"reason"}), IsOk());
}

TEST_F(Beyond, ALeadArrangesCoverForTheirOwnTeam) {
  cl::Cover cover = CoverOf("oli@example.org", Day(2025, 6, 16), Day(2025, 6, 17));
  NewStaff("lee@example.org", t.team, directory::v1::STAFF_ROLE_TEAM_LEAD);
  NewStaff("lou@example.org", t.other_team, directory::v1::STAFF_ROLE_TEAM_LEAD);
  const std::string lead = world().Token({t.org, {"specialist"}, {t.team}, "lee@example.org"});
  const std::string other_lead = world().Token({t.org, {"specialist"}, {t.other_team}, "lou@example.org"});
  EXPECT_EQ(world().Create(t.specialist, cover).reason, "NOT_LEAD");
  EXPECT_EQ(world().Create(other_lead, cover).reason, "NOT_LEAD");
  EXPECT_FALSE(Sees(outsider));
  World::MustBeOk(world().Create(lead, cover, &cover));
  EXPECT_EQ(cover.recorded_by(), "lee@example.org");
  EXPECT_TRUE(Sees(outsider));
  cl::Cover seen;
  cover.set_reason("Leave.");
  for (const std::string& token : {t.specialist, other_lead, outsider}) {
    EXPECT_THAT(world().Get(token, cover.id(), &seen), Refused(absl::StatusCode::kNotFound));
    EXPECT_THAT(world().Update(token, cover, {"reason"}), Refused(absl::StatusCode::kNotFound));
    cl::ListCoversResponse none;
    World::MustBeOk(world().Call(token, cl::ListCoversRequest(), &none));
    EXPECT_EQ(none.covers_size(), 0);
  }
  for (const std::string& token : {lead, t.auditor, t.manager}) {
    EXPECT_THAT(world().Get(token, cover.id(), &seen), IsOk());
    cl::ListCoversResponse all;
    World::MustBeOk(world().Call(token, cl::ListCoversRequest(), &all));
    EXPECT_EQ(all.covers_size(), 1);
  }
  EXPECT_THAT(world().Update(lead, cover, {"reason"}), IsOk());
}

}  // namespace
}  // namespace gainful::integration
