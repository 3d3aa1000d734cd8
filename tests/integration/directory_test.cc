// Partners and clinical teams, and who works where by date.
#include <atomic>
#include <thread>

#include "tests/integration/cli.h"
#include "tests/integration/directories.h"

namespace gainful::integration {
namespace {

namespace cl = caseload::v1;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::UnorderedElementsAre;

Partner NewPartner(const std::string& name, const std::string& code) {
  Partner p;
  p.set_name(name);
  p.set_kind(dir::ORGANISATION_KIND_GP_PRACTICE);
  p.set_ods_code(code);
  return p;
}

TEST_F(Directories, APartnerIsFoundByItsCode) {
  const Tenant t = world().NewTenant();
  world().Make(t.manager, NewPartner("North Surgery", "A81001"));
  const Partner south = world().Make(t.administrator, NewPartner("South Surgery", "A81002"));
  dir::ListPartnersRequest request;
  request.set_ods_code("A81002");
  for (const auto& token : {t.manager, t.administrator, t.auditor, t.specialist}) {
    dir::ListPartnersResponse found;
    ASSERT_THAT(world().Call(token, request, &found), IsOk());
    ASSERT_EQ(found.partners_size(), 1);
    EXPECT_EQ(found.partners(0).id(), south.id());
  }
  EXPECT_THAT(world().Call(t.commissioner, request), Refused(absl::StatusCode::kPermissionDenied));
  request.set_ods_code("a81002");
  EXPECT_THAT(world().Call(t.specialist, request), InvalidFor({"ods_code"}));
}

TEST_F(Directories, NoTwoPartnersHaveOneCode) {
  const Tenant t = world().NewTenant(), other = world().NewTenant();
  Partner north = world().Make(t.manager, NewPartner("North Surgery", "A81001"));
  Partner south = world().Make(t.manager, NewPartner("South Surgery", ""));
  world().Make(t.manager, NewPartner("West Surgery", ""));
  const auto taken = RefusedFor(absl::StatusCode::kAlreadyExists, std::vector<std::string>{"partner.ods_code"});
  EXPECT_THAT(world().Create(t.manager, NewPartner("Again", "A81001")), taken);
  south.set_ods_code("A81001");
  EXPECT_THAT(world().Update(t.manager, south, {"ods_code"}), taken);
  EXPECT_THAT(world().Update(t.manager, north, {"ods_code"}, &north), IsOk()) << "its own";
  north.clear_ods_code();
  ASSERT_THAT(world().Update(t.manager, north, {"ods_code"}), IsOk());
  EXPECT_THAT(world().Update(t.manager, south, {"ods_code"}), IsOk());
  EXPECT_THAT(world().Create(other.manager, NewPartner("North Surgery", "A81001")), IsOk())
      << "another organisation's partners are its own";
}

TEST_F(Directories, NoTwoPartnersHaveOneCodeHoweverQuick) {
  const Tenant t = world().NewTenant();
  std::atomic<int> done{0}, refused{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      const Outcome outcome = world().Create(t.manager, NewPartner(absl::StrCat("Surgery ", i), "A81001"));
      done += outcome.ok();
      refused += outcome.code == absl::StatusCode::kAlreadyExists;
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(done, 1);
  EXPECT_EQ(refused, 7);
}

TEST_F(Directories, AClinicalTeamsNameIsItsOrganisationsOwn) {
  const Tenant t = world().NewTenant();
  ClinicalTeam team;
  team.set_name("Community team");
  team.set_kind(dir::CLINICAL_TEAM_KIND_DRUG_AND_ALCOHOL);
  EXPECT_THAT(world().Create(t.manager, team), IsOk()) << "of one's own organisation";
  EXPECT_THAT(world().Create(t.manager, team), Refused(absl::StatusCode::kAlreadyExists));
  team.set_partner_id(t.trust);
  EXPECT_THAT(world().Create(t.manager, team), Refused(absl::StatusCode::kAlreadyExists));
  team.set_partner_id(world().Make(t.manager, NewPartner("Another trust", "RX3")).id());
  EXPECT_THAT(world().Create(t.manager, team, &team), IsOk());
  team.set_partner_id(NewId());
  EXPECT_THAT(world().Update(t.manager, team, {"partner_id"}), NotFoundFor({"clinical_team.partner_id"}));
  EXPECT_THAT(world().Create(t.specialist, team), Refused(absl::StatusCode::kPermissionDenied));
}

TEST_F(Directories, ATeamIsAttachedToAClinicalTeamOnceAtATime) {
  const Tenant t = world().NewTenant();
  const auto attach = [&](const std::string& team, const google::type::Date& from, const google::type::Date* to) {
    dir::ClinicalAttachment a;
    a.set_team_id(team);
    a.set_clinical_team_id(t.clinical_team);
    *a.mutable_starts_on() = from;
    if (to != nullptr) *a.mutable_ends_on() = *to;
    return a;
  };
  const auto march = Day(2025, 3, 1), end = Day(2025, 3, 31), april = Day(2025, 4, 1), february = Day(2025, 2, 28);
  dir::ClinicalAttachment first = world().Make(t.manager, attach(t.team, march, &end));
  const Outcome twice = world().Create(t.manager, attach(t.team, end, nullptr));
  EXPECT_THAT(twice, InvalidFor({"clinical_attachment.starts_on"}));
  EXPECT_THAT(twice, Says("already on 2025-03-31"));
  EXPECT_THAT(world().Create(t.manager, attach(t.team, Day(2025, 2, 1), &march)),
              InvalidFor({"clinical_attachment.starts_on"}));
  EXPECT_THAT(world().Create(t.manager, attach(t.team, Day(2025, 2, 1), &february)), IsOk());
  EXPECT_THAT(world().Create(t.manager, attach(t.team, april, nullptr)), IsOk());
  EXPECT_THAT(world().Create(t.manager, attach(t.other_team, march, &end)), IsOk()) << "another team";
  EXPECT_THAT(world().Create(t.manager, attach(t.other_team, april, &march)),
              InvalidFor({"clinical_attachment.ends_on"}));
  *first.mutable_ends_on() = april;
  EXPECT_THAT(world().Update(t.manager, first, {"ends_on"}), InvalidFor({"clinical_attachment.starts_on"}));
  *first.mutable_ends_on() = Day(2025, 3, 30);
  EXPECT_THAT(world().Update(t.manager, first, {"ends_on"}), IsOk());
}

TEST_F(Directories, PostingsOfOneDayComeToFullTimeAtMost) {
  const Tenant t = world().NewTenant();
  Posting north = world().Make(t.manager, Posted(t.staff_member, t.team, 60, Day(2025, 1, 1), Day(2025, 2, 28)));
  const Outcome over = world().Create(t.manager, Posted(t.staff_member, t.other_team, 41, Day(2025, 2, 28)));
  EXPECT_THAT(over, InvalidFor({"posting.fte_percent"}));
  EXPECT_THAT(over, Says("comes to 101 with the other postings of 2025-02-28"));
  EXPECT_THAT(world().Create(t.manager, Posted(t.staff_member, t.other_team, 41, Day(2025, 3, 1))), IsOk());
  EXPECT_THAT(world().Create(t.manager, Posted(t.staff_member, t.other_team, 40, Day(2025, 2, 1), Day(2025, 2, 28))),
              IsOk());
  // The same by a change.
  *north.mutable_ends_on() = Day(2025, 3, 1);
  const Outcome longer = world().Update(t.manager, north, {"ends_on"});
  EXPECT_THAT(longer, InvalidFor({"posting.fte_percent"}));
  EXPECT_THAT(longer, Says("2025-03-01"));
  north.set_fte_percent(59);
  EXPECT_THAT(world().Update(t.manager, north, {"ends_on", "fte_percent"}), IsOk());
  EXPECT_THAT(world().Create(t.manager, Posted(t.supervisor, t.team, 100, Day(2025, 1, 1))), IsOk()) << "another's";
}

TEST_F(Directories, ThoseWhoPostAtOnceDoNotGoBeyondFullTime) {
  const Tenant t = world().NewTenant();
  std::atomic<int> done{0}, refused{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      const Outcome outcome = world().Create(t.manager, Posted(t.staff_member, t.team, 30, Day(2025, 1, 1)));
      done += outcome.ok();
      refused += outcome.code == absl::StatusCode::kInvalidArgument;
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(done, 3);
  EXPECT_EQ(refused, 5);
}

TEST_F(Directories, APostingBeginsWithinTheEmployment) {
  const Tenant t = world().NewTenant();
  StaffMember s;
  s.set_team_id(t.team);
  s.set_name("Alex");
  s.set_role(dir::STAFF_ROLE_EMPLOYMENT_SPECIALIST);
  *s.mutable_starts_on() = Day(2025, 1, 1);
  *s.mutable_ends_on() = Day(2025, 12, 31);
  s = world().Make(t.manager, s);
  const auto post = [&](const google::type::Date& from, const google::type::Date& to) {
    return world().Create(t.manager, Posted(s.id(), t.team, 50, from, to));
  };
  EXPECT_THAT(post(Day(2024, 12, 31), Day(2025, 1, 1)), InvalidFor({"posting.starts_on"}));
  EXPECT_THAT(post(Day(2026, 1, 1), Day(2026, 1, 2)), InvalidFor({"posting.starts_on"}));
  EXPECT_THAT(post(Day(2025, 1, 2), Day(2025, 1, 1)), InvalidFor({"posting.ends_on"}));
  EXPECT_THAT(post(Day(2025, 1, 1), Day(2025, 1, 1)), IsOk());
  EXPECT_THAT(post(Day(2025, 12, 31), Day(2026, 1, 1)), IsOk());
}

TEST_F(Directories, OnTheDaysOfAPostingItSaysWhoWorksWhere) {
  const Tenant t = world().NewTenant();
  const std::string own = absl::StrCat("employment_specialist - ", t.team, " t");
  Posting p = Posted(t.staff_member, t.other_team, 50, Day(2025, 6, 18), Day(2025, 6, 20));
  p.set_role(dir::STAFF_ROLE_WORK_COACH);
  world().Make(t.manager, p);
  const std::string posted = absl::StrCat("work_coach 50 ", t.other_team, " t");
  const std::vector<std::pair<int, std::string>> days{{17, own}, {18, posted}, {20, posted}, {21, own}};
  for (const auto& [day, wanted] : days) {
    GoTo(6, day);
    EXPECT_EQ(Today(t, t.staff_member), wanted) << day;
    const std::string limit = wanted == own ? "Robin 20" : "Robin 10";
    const std::string team = wanted == own ? t.team : t.other_team;
    EXPECT_THAT(LoadsOf(t, team), testing::Contains(limit)) << day;
    EXPECT_THAT(LoadsOf(t, team == t.team ? t.other_team : t.team), testing::Not(testing::Contains(limit))) << day;
  }
}

TEST_F(Directories, TodayIsTheOrganisationsOwn) {
  const Tenant t = world().NewTenant();
  world().Make(t.manager, Posted(t.staff_member, t.team, 50, Day(2025, 6, 17)));
  EXPECT_THAT(Today(t, t.staff_member), HasSubstr(" - "));
  Organisation organisation;
  World::MustBeOk(world().Get(t.manager, t.org, &organisation));
  organisation.set_time_zone("Pacific/Kiritimati");  // where it is tomorrow already
  World::MustBeOk(world().Update(t.manager, organisation, {"time_zone"}));
  EXPECT_THAT(Today(t, t.staff_member), HasSubstr(" 50 "));
}

TEST_F(Directories, SeveralPostingsAddUpAndTheLargestNamesTheRole) {
  const Tenant t = world().NewTenant();
  world().Make(t.manager, Posted(t.staff_member, t.team, 30, Day(2025, 1, 1)));
  Posting lead = Posted(t.staff_member, t.other_team, 40, Day(2025, 2, 1));
  lead.set_role(dir::STAFF_ROLE_TEAM_LEAD);
  world().Make(t.manager, lead);
  EXPECT_EQ(Today(t, t.staff_member), absl::StrCat("team_lead 70 ", t.other_team, ",", t.team, " t"));
  EXPECT_THAT(LoadsOf(t, t.team), UnorderedElementsAre("Kim 20", "Robin 14"));
  EXPECT_THAT(LoadsOf(t, t.other_team), ElementsAre("Robin 14"));
}

TEST_F(Directories, WhoIsEmployedIsActive) {
  const Tenant t = world().NewTenant();
  StaffMember s;
  s.set_team_id(t.team);
  s.set_name("Alex");
  s.set_role(dir::STAFF_ROLE_PHYSIOTHERAPIST);
  *s.mutable_starts_on() = Day(2025, 6, 18);
  *s.mutable_ends_on() = Day(2025, 6, 20);
  s = world().Make(t.manager, s);
  for (const auto& [day, active] : std::map<int, std::string>{{17, "f"}, {18, "t"}, {20, "t"}, {21, "f"}}) {
    GoTo(6, day);
    EXPECT_EQ(Today(t, s.id()), absl::StrCat("physiotherapist - ", t.team, " ", active)) << day;
  }
}

TEST_F(Directories, TheCaseloadLimitFollowsThePosting) {
  const Tenant t = world().NewTenant();
  world().Make(t.manager, Posted(t.staff_member, t.team, 10, Day(2025, 6, 1)));  // two of twenty
  const auto allocate = [&] {
    cl::Allocation a;
    a.set_journey_id(world().NewJourney(t.manager, t, world().NewParticipant(t.manager, t.team)).id());
    a.set_staff_member_id(t.staff_member);
    *a.mutable_allocated_on() = Day(2025, 2, 1);
    return world().Create(t.manager, a);
  };
  for (int i = 0; i < 2; ++i) EXPECT_THAT(allocate(), IsOk());
  EXPECT_THAT(allocate(), RefusedBecause(absl::StatusCode::kFailedPrecondition, "CASELOAD_LIMIT"));
  world().Make(t.manager, Posted(t.staff_member, t.other_team, 5, Day(2025, 6, 16)));
  EXPECT_THAT(allocate(), IsOk());
  EXPECT_THAT(allocate(), RefusedBecause(absl::StatusCode::kFailedPrecondition, "CASELOAD_LIMIT"));
  Posting student = Posted(t.staff_member, t.team, 85, Day(2025, 6, 16));
  student.set_role(dir::STAFF_ROLE_STUDENT);
  world().Make(t.manager, student);
  EXPECT_THAT(allocate(), InvalidFor({"allocation.staff_member_id"})) << "a student now";
}

TEST_F(Directories, ASupervisorIsQualifiedAndEmployed) {
  const Tenant t = world().NewTenant();
  StaffMember s;
  s.set_team_id(t.team);
  s.set_name("Sasha");
  s.set_role(dir::STAFF_ROLE_STUDENT);
  EXPECT_THAT(world().Create(t.manager, s), InvalidFor({"staff_member.supervisor_id"}));
  for (const auto role : {dir::STAFF_ROLE_STUDENT, dir::STAFF_ROLE_WORK_COACH, dir::STAFF_ROLE_SHIFT_LEAD,
                          dir::STAFF_ROLE_PEER_CHAMPION, dir::STAFF_ROLE_OCCUPATIONAL_THERAPY_ASSISTANT}) {
    s.set_supervisor_id(NewStaff(t, role));
    EXPECT_THAT(world().Create(t.manager, s), InvalidFor({"staff_member.supervisor_id"})) << role;
  }
  StaffMember gone;
  gone.set_team_id(t.team);
  gone.set_name("Gone");
  gone.set_role(dir::STAFF_ROLE_OCCUPATIONAL_THERAPIST);
  *gone.mutable_ends_on() = Day(2025, 6, 15);
  gone = world().Make(t.manager, gone);
  s.set_supervisor_id(gone.id());
  EXPECT_THAT(world().Create(t.manager, s), InvalidFor({"staff_member.supervisor_id"}));
  *gone.mutable_ends_on() = Day(2025, 6, 16);
  ASSERT_THAT(world().Update(t.manager, gone, {"ends_on"}), IsOk());
  ASSERT_THAT(world().Create(t.manager, s, &s), IsOk()) << "today is their last day";
  s.set_supervisor_id(s.id());
  EXPECT_THAT(world().Update(t.manager, s, {"supervisor_id"}), InvalidFor({"staff_member.supervisor_id"}));
  s.clear_supervisor_id();
  EXPECT_THAT(world().Update(t.manager, s, {"supervisor_id"}), InvalidFor({"staff_member.supervisor_id"}));
  s.set_role(dir::STAFF_ROLE_OCCUPATIONAL_THERAPIST);
  EXPECT_THAT(world().Update(t.manager, s, {"supervisor_id", "role"}), IsOk());
}

// What somebody is by a posting counts as what their own record says.
TEST_F(Directories, PostingsMakeStudentsAndSupervisorsToo) {
  const Tenant t = world().NewTenant();
  const std::string coach = NewStaff(t, dir::STAFF_ROLE_WORK_COACH);
  Posting as_student = Posted(coach, t.team, 50, Day(2025, 6, 1));
  as_student.set_role(dir::STAFF_ROLE_STUDENT);
  EXPECT_THAT(world().Create(t.manager, as_student), InvalidFor({"posting.role"}));
  StaffMember s;
  World::MustBeOk(world().Get(t.manager, coach, &s));
  s.set_supervisor_id(t.supervisor);
  World::MustBeOk(world().Update(t.manager, s, {"supervisor_id"}, &s));
  ASSERT_THAT(world().Create(t.manager, as_student, &as_student), IsOk());
  s.clear_supervisor_id();
  EXPECT_THAT(world().Update(t.manager, s, {"supervisor_id"}), InvalidFor({"staff_member.supervisor_id"}));
  *as_student.mutable_ends_on() = Day(2025, 6, 16);
  ASSERT_THAT(world().Update(t.manager, as_student, {"ends_on"}), IsOk());
  EXPECT_THAT(world().Update(t.manager, s, {"supervisor_id"}), InvalidFor({"staff_member.supervisor_id"}));
  GoTo(6, 17);
  EXPECT_THAT(world().Update(t.manager, s, {"supervisor_id"}), IsOk());
  world().Make(t.manager, Posted(coach, t.team, 50, Day(2025, 6, 17)));  // as an employment specialist
  StaffMember student;
  student.set_team_id(t.team);
  student.set_name("Sasha");
  student.set_role(dir::STAFF_ROLE_STUDENT);
  student.set_supervisor_id(coach);
  EXPECT_THAT(world().Create(t.manager, student), IsOk());
}

TEST_F(Directories, ARegistrationHasABodyAndANumber) {
  const Tenant t = world().NewTenant();
  StaffMember s;
  World::MustBeOk(world().Get(t.manager, t.staff_member, &s));
  s.set_registration_number("OT12345");
  EXPECT_THAT(world().Update(t.manager, s, {"registration_number"}), InvalidFor({"staff_member.registration_body"}));
  s.set_registration_body(dir::REGISTRATION_BODY_HCPC);
  EXPECT_THAT(world().Update(t.manager, s, {"registration_body"}), InvalidFor({"staff_member.registration_number"}));
  EXPECT_THAT(world().Update(t.manager, s, {"registration_body", "registration_number"}), IsOk());
}

TEST_F(Directories, AProgrammeNamesEachRuleOnce) {
  const Tenant t = world().NewTenant();
  Programme p;
  World::MustBeOk(world().Get(t.manager, t.programme, &p));
  p.add_outcome_rules("ips-grow-job-start");
  p.add_outcome_rules("ips-grow-job-start");
  EXPECT_THAT(world().Update(t.manager, p, {"outcome_rules"}), InvalidFor({"programme.outcome_rules[1]"}));
  p.set_name("Another");
  EXPECT_THAT(world().Create(t.manager, p), InvalidFor({"programme.outcome_rules[1]"}));
}

}  // namespace
}  // namespace gainful::integration
