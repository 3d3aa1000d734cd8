// Supervision, and time that no participant had.
#include "tests/integration/cli.h"
#include "tests/integration/directories.h"

namespace gainful::integration {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

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
  const Printed rules =
      run(t_.manager, {"programme", "create", "--name", "Two", "--kind", "ips-primary", "--setting", "primary-care",
                       "--outcome-rules", "ips-grow-job-start,sustained-13", "--triage", "yes", "--review-days", "91"});
  EXPECT_EQ(rules.code, 0) << rules.err;
  EXPECT_THAT(rules.out, AllOf(HasSubstr("sustained-13"), HasSubstr("primary care"), HasSubstr("91")));
  const Printed bad = run(t_.manager, {"programme", "create", "--name", "Three", "--kind", "ips-primary",
                                       "--outcome-rules", "ips-grow-job-start,IPS"});
  EXPECT_THAT(bad.err, AllOf(HasSubstr("outcome"), HasSubstr("must be the id of an outcome rule, such as")));
}

}  // namespace
}  // namespace gainful::integration
