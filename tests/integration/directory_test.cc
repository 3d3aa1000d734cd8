// Partners and clinical teams, who works where by date, supervision, and time that no participant had.
#include <atomic>
#include <thread>

#include "absl/strings/str_cat.h"
#include "tests/integration/cli.h"

namespace gainful::integration {
namespace {

namespace cl = caseload::v1;
namespace dir = directory::v1;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::UnorderedElementsAre;

class Directories : public WorldTest {
 protected:
  // Somebody of the first team, whose token is TokenOf(subject).
  std::string NewStaff(const Tenant& t, dir::StaffRole role, const std::string& subject = "") {
    StaffMember s;
    s.set_team_id(t.team);
    s.set_name(absl::StrCat("Staff ", subject));
    s.set_role(role);
    s.set_subject(subject);
    if (role == dir::STAFF_ROLE_STUDENT) s.set_supervisor_id(t.supervisor);
    return world().Make(t.manager, s).id();
  }
  std::string TokenOf(const Tenant& t, const std::string& subject) {
    return world().Token({t.org, {"specialist"}, {t.team}, subject});
  }
  static Posting Posted(const std::string& staff, const std::string& team, int fte, const google::type::Date& from) {
    Posting p;
    p.set_staff_member_id(staff);
    p.set_team_id(team);
    p.set_role(dir::STAFF_ROLE_EMPLOYMENT_SPECIALIST);
    p.set_fte_percent(fte);
    *p.mutable_starts_on() = from;
    return p;
  }
  static Posting Posted(const std::string& staff, const std::string& team, int fte, const google::type::Date& from,
                        const google::type::Date& to) {
    Posting p = Posted(staff, team, fte, from);
    *p.mutable_ends_on() = to;
    return p;
  }
  // What the rest of the system takes somebody for today: "role fte team,team active".
  std::string Today(const Tenant& t, const std::string& staff) {
    Sql session(world().database(), "caseload_svc");
    session.Run(absl::StrCat("BEGIN; SET LOCAL app.org = '", t.org, "'; SET LOCAL app.now = '",
                             absl::FormatTime("%Y-%m-%d %H:%M:%S+00", world().Now(), absl::UTCTimeZone()), "'"));
    return session.One(absl::StrCat(
        "SELECT concat_ws(' ', role, coalesce(fte_percent::text, '-'), array_to_string(team_ids, ','), active) FROM "
        "directory.published_staff_member_v1 WHERE id = '",
        staff, "'"));
  }
  std::vector<std::string> LoadsOf(const Tenant& t, const std::string& team) {
    cl::GetLoadsRequest request;
    request.set_team_id(team);
    cl::Loads loads;
    World::MustBeOk(world().Call(t.auditor, request, &loads));
    std::vector<std::string> lines;
    for (const auto& load : loads.loads()) lines.push_back(absl::StrCat(load.name(), " ", load.limit()));
    return lines;
  }
  // Another day at noon, and no earlier one than the tokens'; the clock goes back when the test is over.
  void GoTo(int month, int day) { world().clock().Set(absl::FromCivil(absl::CivilHour(2025, month, day, 12), utc_)); }
  void TearDown() override { GoTo(6, 16); }

  const absl::TimeZone utc_ = absl::UTCTimeZone();
};

testing::Matcher<const Outcome&> RefusedBecause(absl::StatusCode code, const std::string& reason) {
  return AllOf(Refused(code), testing::Field(&Outcome::reason, reason));
}
testing::Matcher<const Outcome&> Says(const std::string& text) {
  return testing::Field(&Outcome::message, HasSubstr(text));
}

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

class SupervisionAndTime : public Directories {
 protected:
  void SetUp() override {
    t_ = world().NewTenant();
    ann_ = NewStaff(t_, dir::STAFF_ROLE_EMPLOYMENT_SPECIALIST, "ann");
    bob_ = NewStaff(t_, dir::STAFF_ROLE_OCCUPATIONAL_THERAPIST, "bob");
    NewStaff(t_, dir::STAFF_ROLE_EMPLOYMENT_SPECIALIST, "colleague");
    NewStaff(t_, dir::STAFF_ROLE_TEAM_LEAD, "lead");
    // Leads the other team, and works in this one as a specialist.
    const std::string other = NewStaff(t_, dir::STAFF_ROLE_TEAM_LEAD, "other lead");
    world().Make(t_.manager, Posted(other, t_.team, 40, Day(2025, 1, 1)));
    Posting lead = Posted(other, t_.other_team, 60, Day(2025, 1, 1));
    lead.set_role(dir::STAFF_ROLE_TEAM_LEAD);
    world().Make(t_.manager, lead);
  }
  dir::Supervision OfAnnByBob() const {
    dir::Supervision s;
    s.set_supervisee_id(ann_);
    s.set_supervisor_id(bob_);
    s.set_kind(dir::SUPERVISION_KIND_CLINICAL);
    *s.mutable_held_on() = Day(2025, 6, 1);
    return s;
  }
  static dir::TimeUse Time(const std::string& staff) {
    dir::TimeUse time;
    time.set_staff_member_id(staff);
    time.set_kind(dir::TIME_KIND_TRAVEL);
    time.set_minutes(45);
    *time.mutable_spent_on() = Day(2025, 6, 1);
    return time;
  }
  // Of all who might see it, those who do; a get and a list agree.
  template <class Record, class ListRequest, class ListResponse>
  std::vector<std::string> WhoSees(const Record& record, const std::vector<std::string>& subjects) {
    std::vector<std::string> seers;
    for (const auto& subject : subjects) {
      const std::string token = subject == "manager"   ? t_.manager
                                : subject == "auditor" ? t_.auditor
                                                       : TokenOf(t_, subject);
      Record read;
      const Outcome outcome = world().Get(token, record.id(), &read);
      if (!outcome.ok()) {
        EXPECT_THAT(outcome, Refused(absl::StatusCode::kNotFound)) << subject;
      }
      ListResponse list;
      World::MustBeOk(world().Call(token, ListRequest(), &list));
      const auto* records = list.GetDescriptor()->field(0);
      EXPECT_EQ(list.GetReflection()->FieldSize(list, records), outcome.ok() ? 1 : 0) << subject;
      if (outcome.ok()) seers.push_back(subject);
    }
    return seers;
  }

  Tenant t_;
  std::string ann_, bob_;
};

TEST_F(SupervisionAndTime, SupervisionIsSeenByTheTwoTheirLeadAndManagers) {
  const dir::Supervision s = world().Make(TokenOf(t_, "bob"), OfAnnByBob());
  const auto seers = [&] {
    return WhoSees<dir::Supervision, dir::ListSupervisionsRequest, dir::ListSupervisionsResponse>(
        s, {"ann", "bob", "colleague", "lead", "other lead", "nobody on record", "manager"});
  };
  EXPECT_THAT(seers(), ElementsAre("ann", "bob", "lead", "manager"));
  dir::Supervision read;
  EXPECT_THAT(world().Get(t_.auditor, s.id(), &read), Refused(absl::StatusCode::kPermissionDenied));
  // From the day on which Ann works in the other team, that one's lead is hers.
  world().Make(t_.manager, Posted(ann_, t_.other_team, 100, Day(2025, 6, 17)));
  EXPECT_THAT(seers(), ElementsAre("ann", "bob", "lead", "manager"));
  GoTo(6, 17);
  EXPECT_THAT(seers(), ElementsAre("ann", "bob", "other lead", "manager"));
}

TEST_F(SupervisionAndTime, SupervisionIsRecordedByThoseWhoMaySeeIt) {
  for (const char* subject : {"ann", "bob", "lead"})
    EXPECT_THAT(world().Create(TokenOf(t_, subject), OfAnnByBob()), IsOk()) << subject;
  EXPECT_THAT(world().Create(t_.manager, OfAnnByBob()), IsOk());
  for (const char* subject : {"colleague", "other lead", "nobody on record"}) {
    EXPECT_THAT(world().Create(TokenOf(t_, subject), OfAnnByBob()),
                RefusedBecause(absl::StatusCode::kPermissionDenied, "NOT_YOURS"))
        << subject;
  }
  dir::Supervision s = OfAnnByBob();
  s.set_supervisor_id(ann_);
  EXPECT_THAT(world().Create(t_.manager, s), InvalidFor({"supervision.supervisor_id"}));
  s.set_supervisor_id(NewStaff(t_, dir::STAFF_ROLE_STUDENT));
  EXPECT_THAT(world().Create(t_.manager, s), InvalidFor({"supervision.supervisor_id"}));
  s = OfAnnByBob();
  *s.mutable_next_due_on() = Day(2025, 5, 31);
  EXPECT_THAT(world().Create(t_.manager, s), InvalidFor({"supervision.next_due_on"}));
}

TEST_F(SupervisionAndTime, WhatWasRecordedInErrorIsWithdrawnOnce) {
  const dir::Supervision s = world().Make(t_.manager, OfAnnByBob());
  const dir::TimeUse time = world().Make(t_.manager, Time(ann_));
  const auto supervision = [&](const std::string& token) {
    dir::WithdrawSupervisionRequest withdraw;
    withdraw.set_request_id(NewId());
    withdraw.set_id(s.id());
    return world().Call(token, withdraw);
  };
  const auto time_use = [&](const std::string& token) {
    dir::WithdrawTimeUseRequest withdraw;
    withdraw.set_request_id(NewId());
    withdraw.set_id(time.id());
    return world().Call(token, withdraw);
  };
  for (const char* subject : {"colleague", "other lead", "nobody on record"}) {
    EXPECT_THAT(supervision(TokenOf(t_, subject)), Refused(absl::StatusCode::kNotFound)) << subject;
    EXPECT_THAT(time_use(TokenOf(t_, subject)), Refused(absl::StatusCode::kNotFound)) << subject;
  }
  EXPECT_THAT(supervision(TokenOf(t_, "bob")), IsOk());
  EXPECT_THAT(time_use(TokenOf(t_, "bob")), Refused(absl::StatusCode::kNotFound));
  EXPECT_THAT(time_use(TokenOf(t_, "lead")), IsOk());
  EXPECT_THAT(supervision(t_.manager), RefusedBecause(absl::StatusCode::kFailedPrecondition, "STATE"));
  EXPECT_THAT(time_use(t_.manager), RefusedBecause(absl::StatusCode::kFailedPrecondition, "STATE"));
  dir::TimeUse read;
  World::MustBeOk(world().Get(t_.auditor, time.id(), &read));
  EXPECT_EQ(read.withdrawn_on().day(), 16);
}

TEST_F(SupervisionAndTime, TimeIsSeenByThePersonTheirLeadManagersAndAuditors) {
  const dir::TimeUse time = world().Make(TokenOf(t_, "ann"), Time(ann_));
  EXPECT_THAT((WhoSees<dir::TimeUse, dir::ListTimeUsesRequest, dir::ListTimeUsesResponse>(
                  time, {"ann", "bob", "lead", "other lead", "nobody on record", "manager", "auditor"})),
              ElementsAre("ann", "lead", "manager", "auditor"));
}

TEST_F(SupervisionAndTime, TimeIsRecordedByThePersonTheirLeadAndManagers) {
  for (const auto& token : {TokenOf(t_, "ann"), TokenOf(t_, "lead"), t_.manager})
    EXPECT_THAT(world().Create(token, Time(ann_)), IsOk());
  for (const char* subject : {"bob", "other lead", "nobody on record"}) {
    EXPECT_THAT(world().Create(TokenOf(t_, subject), Time(ann_)),
                RefusedBecause(absl::StatusCode::kPermissionDenied, "NOT_YOURS"))
        << subject;
  }
  EXPECT_THAT(world().Create(t_.auditor, Time(ann_)), Refused(absl::StatusCode::kPermissionDenied));
}

TEST_F(SupervisionAndTime, TimeOfNobodyInParticularIsTheCallersOwn) {
  const dir::TimeUse own = world().Make(TokenOf(t_, "ann"), Time(""));
  EXPECT_EQ(own.staff_member_id(), ann_);
  const Outcome nobody = world().Create(TokenOf(t_, "nobody on record"), Time(""));
  EXPECT_THAT(nobody, InvalidFor({"time_use.staff_member_id"}));
  EXPECT_THAT(nobody, Says("no member of staff on record signs in as you do"));
  NewStaff(t_, dir::STAFF_ROLE_WORK_COACH, "ann");
  const Outcome both = world().Create(TokenOf(t_, "ann"), Time(""));
  EXPECT_THAT(both, InvalidFor({"time_use.staff_member_id"}));
  EXPECT_THAT(both, Says("several members of staff sign in as you do"));
  EXPECT_THAT(world().Create(TokenOf(t_, "ann"), Time(ann_)), IsOk());
}

// The commands are made from the contract; what people type and what they read.
TEST_F(SupervisionAndTime, TheCommandsSayWhatTheyDidAndWhatTheyWant) {
  const auto run = [&](const std::string& token, const std::vector<std::string>& arguments) {
    return RunCli(world(), token, arguments);
  };
  const std::string ann = TokenOf(t_, "ann");
  const Printed recorded = run(ann, {"time", "record", "--kind", "employer-engagement", "--minutes", "90"});
  EXPECT_EQ(recorded.code, 0) << recorded.err;
  EXPECT_THAT(recorded.out, AllOf(HasSubstr("2025-06-16"), HasSubstr("employer engagement"), HasSubstr(ann_)));
  const Printed listed = run(t_.auditor, {"time", "list", "--staff-member-id", ann_, "--format", "csv"});
  EXPECT_THAT(listed.out, HasSubstr("employer"));
  const Printed long_day = run(ann, {"time", "record", "--kind", "leave", "--minutes", "1441"});
  EXPECT_EQ(long_day.code, 3);
  EXPECT_THAT(long_day.err, AllOf(HasSubstr("--minutes"), HasSubstr("from 1 to 1440")));
  const Printed none = run(TokenOf(t_, "nobody"), {"time", "record", "--kind", "leave", "--minutes", "1"});
  EXPECT_EQ(none.code, 3);
  EXPECT_THAT(none.err, AllOf(HasSubstr("--staff-member-id"), HasSubstr("no member of staff on record signs in")));
  const Printed unsupervised =
      run(t_.manager, {"posting", "create", "--staff-member-id", ann_, "--team-id", t_.team, "--role", "student",
                       "--fte-percent", "50", "--starts-on", "2025-06-01"});
  EXPECT_EQ(unsupervised.code, 3);
  EXPECT_THAT(unsupervised.err, AllOf(HasSubstr("--role"), HasSubstr("before the member of staff has a supervisor")));
  const Printed rules = run(t_.manager, {"programme", "create", "--name", "Two", "--kind", "ips-primary", "--setting",
                                         "primary-care", "--outcome-rules", "ips-grow-job-start,ips-grow-13-weeks",
                                         "--triage", "yes", "--review-days", "91"});
  EXPECT_EQ(rules.code, 0) << rules.err;
  EXPECT_THAT(rules.out, AllOf(HasSubstr("ips-grow-13-weeks"), HasSubstr("primary care"), HasSubstr("91")));
  const Printed bad = run(t_.manager, {"programme", "create", "--name", "Three", "--kind", "ips-primary",
                                       "--outcome-rules", "ips-grow-job-start,IPS"});
  EXPECT_THAT(bad.err, AllOf(HasSubstr("outcome"), HasSubstr("must be the id of an outcome rule, such as")));
}

}  // namespace
}  // namespace gainful::integration
