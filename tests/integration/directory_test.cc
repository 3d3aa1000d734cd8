// What the directory keeps of programmes, partners and clinical teams.
#include <atomic>
#include <thread>

#include "absl/strings/str_cat.h"
#include "tests/integration/command_line.h"

namespace gainful::integration {
namespace {

namespace dir = directory::v1;
using testing::AllOf;
using testing::HasSubstr;

class Directories : public WorldTest {};

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

// The commands are made from the contract; what people type and what they read.
TEST_F(Directories, TheCommandsOfProgrammesSayWhatTheyDidAndWhatTheyWant) {
  const Tenant t = world().NewTenant();
  const auto run = [&](const std::string& token, const std::vector<std::string>& arguments) {
    return RunCommand(world(), world().daemon().address(), token, arguments);
  };
  const Printed rules = run(
      t.manager, {"programme", "create", "--name", "Two", "--kind", "ips-primary", "--setting", "primary-care",
                  "--outcome-rules", "ips-grow-job-start,ips-grow-13-weeks", "--triage", "yes", "--review-days", "91"});
  EXPECT_EQ(rules.code, 0) << rules.err;
  EXPECT_THAT(rules.out, AllOf(HasSubstr("ips-grow-13-weeks"), HasSubstr("primary care"), HasSubstr("91")));
  const Printed bad = run(t.manager, {"programme", "create", "--name", "Three", "--kind", "ips-primary",
                                      "--outcome-rules", "ips-grow-job-start,IPS"});
  EXPECT_THAT(bad.err, AllOf(HasSubstr("outcome"), HasSubstr("must be the id of an outcome rule, such as")));
}

}  // namespace
}  // namespace gainful::integration
