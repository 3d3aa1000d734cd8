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

}  // namespace
}  // namespace gainful::integration
