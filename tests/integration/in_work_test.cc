// Support in work over gRPC and from the command line: retention, phased returns, plans, and the calendar of follow-along.
#include "absl/strings/str_cat.h"
#include "tests/integration/cli.h"

namespace gainful::integration {
namespace {

namespace cl = caseload::v1;
namespace pl = placement::v1;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class InWork : public WorldTest {
 protected:
  void SetUp() override {
    t = world().NewTenant();
    person = world().NewParticipant(t.manager, t.team);
    journey = world().NewJourney(t.manager, t, person);  // referred on 2025-01-10
  }
  Spell From(google::type::Date day) const {
    Spell s;
    s.set_journey_id(journey.id());
    *s.mutable_started_on() = std::move(day);
    return world().Make(t.specialist, s);
  }
  pl::JobRetention Retained(const Spell& s) const {
    pl::JobRetention r;
    r.set_spell_id(s.id());
    r.set_situation(pl::RETENTION_SITUATION_OFF_SICK);
    *r.mutable_off_sick_from() = Day(2024, 12, 2);
    *r.mutable_return_planned_on() = Day(2025, 3, 3);
    return r;
  }
  cl::Contact Seen(google::type::Date day) const {
    cl::Contact c;
    c.set_participant_id(person.id());
    *c.mutable_contacted_on() = std::move(day);
    c.set_kind(cl::CONTACT_KIND_IN_WORK_SUPPORT);
    c.set_attendance(cl::CONTACT_ATTENDANCE_ATTENDED);
    c.set_minutes(30);
    c.add_met_with(cl::CONTACT_WITH_PARTICIPANT);
    return c;
  }
  Outcome Ask(const std::string& token, const Spell& s, google::type::Date as_of,
              pl::FollowAlong* out = nullptr) const {
    pl::GetFollowAlongRequest q;
    q.set_id(s.id());
    *q.mutable_as_of() = std::move(as_of);
    return world().Call(token, q, out);
  }
  // "REASON month-day STATE", by the day on which each falls due.
  std::vector<std::string> Calendar(const Spell& s, google::type::Date as_of) const {
    pl::FollowAlong told;
    World::MustBeOk(Ask(t.specialist, s, std::move(as_of), &told));
    EXPECT_EQ(told.spell_id(), s.id());
    std::vector<std::string> lines;
    for (const auto& c : told.contacts()) {
      lines.push_back(absl::StrCat(pl::FollowAlongReason_Name(c.reason()).substr(20), " ", c.due_on().month(), "-",
                                   c.due_on().day(), " ", pl::FollowAlongState_Name(c.state()).substr(19)));
    }
    return lines;
  }
  Tenant t;
  Participant person;
  Journey journey;
};

TEST_F(InWork, RetainsAJobHeldAtReferralOnce) {
  EXPECT_THAT(world().Create(t.specialist, Retained(From(Day(2025, 2, 3)))), InvalidFor({"job_retention.spell_id"}));
  const Spell held = From(Day(2023, 5, 1));
  pl::JobRetention r = world().Make(t.specialist, Retained(held));
  EXPECT_EQ(r.participant_id(), person.id());
  EXPECT_THAT(world().Create(t.specialist, Retained(held)), InvalidFor({"job_retention.spell_id"}));
  r.set_outcome(pl::RETENTION_OUTCOME_KEPT);
  EXPECT_THAT(world().Update(t.specialist, r, {"outcome"}), InvalidFor({"job_retention.outcome_on"}));
  *r.mutable_returned_on() = Day(2025, 3, 10);
  *r.mutable_outcome_on() = Day(2025, 6, 9);
  ASSERT_THAT(world().Update(t.specialist, r, {"returned_on", "outcome", "outcome_on"}, &r), IsOk());
  pl::ListJobRetentionsRequest q;
  q.set_participant_id(person.id());
  pl::ListJobRetentionsResponse rows;
  ASSERT_THAT(world().Call(t.auditor, q, &rows), IsOk());
  ASSERT_EQ(rows.job_retentions_size(), 1);
  EXPECT_EQ(rows.job_retentions(0).ShortDebugString(), r.ShortDebugString());
  ASSERT_THAT(world().Call(t.other_specialist, q, &rows), IsOk());
  EXPECT_EQ(rows.job_retentions_size(), 0);
}

TEST_F(InWork, RetainsAJobOnceHoweverManySpellsItHas) {
  const auto span = [&](google::type::Date from, google::type::Date to, const std::string& continues = "") {
    Spell s;
    s.set_journey_id(journey.id());
    *s.mutable_started_on() = std::move(from);
    if (to.year() != 0) *s.mutable_ended_on() = std::move(to);
    if (!continues.empty()) s.set_continues_spell_id(continues);
    return world().Make(t.specialist, s);
  };
  const Spell first = span(Day(2023, 5, 1), Day(2025, 3, 31));
  const Spell second = span(Day(2025, 4, 1), {}, first.id());
  pl::JobRetention r = world().Make(t.specialist, Retained(first));
  EXPECT_THAT(world().Create(t.specialist, Retained(second)), InvalidFor({"job_retention.spell_id"}));
  r.set_outcome(pl::RETENTION_OUTCOME_KEPT);
  *r.mutable_outcome_on() = Day(2025, 6, 9);
  EXPECT_THAT(world().Update(t.specialist, r, {"outcome", "outcome_on"}, &r), IsOk()) << "the job goes on";
  // Two jobs with a record each are not made one.
  Spell other = span(Day(2022, 5, 2), Day(2023, 4, 29));
  world().Make(t.specialist, [&] {
    pl::JobRetention of_other;
    of_other.set_spell_id(other.id());
    of_other.set_situation(pl::RETENTION_SITUATION_AT_RISK);
    return of_other;
  }());
  Spell third = span(Day(2020, 5, 4), Day(2021, 4, 30));
  other.set_continues_spell_id(third.id());
  EXPECT_THAT(world().Update(t.specialist, other, {"continues_spell_id"}, &other), IsOk());
  Spell fourth = span(Day(2024, 5, 1), {});
  fourth.set_continues_spell_id(other.id());
  World::MustBeOk(world().Create(t.specialist, Retained(fourth)));
  EXPECT_THAT(world().Update(t.specialist, fourth, {"continues_spell_id"}), InvalidFor({"spell.continues_spell_id"}));
}

TEST_F(InWork, RetainsNoJobThatIsLostWhileItGoesOnOrKeptBeyondItsEnd) {
  Spell held = From(Day(2023, 5, 1));
  pl::JobRetention r = world().Make(t.specialist, Retained(held));
  const auto settled = [&](pl::RetentionOutcome outcome, int day) {
    r.set_outcome(outcome);
    *r.mutable_outcome_on() = Day(2025, 6, day);
    return world().Update(t.specialist, r, {"outcome", "outcome_on"}, &r);
  };
  EXPECT_THAT(settled(pl::RETENTION_OUTCOME_LOST, 9), InvalidFor({"job_retention.outcome_on"}));
  ASSERT_THAT(settled(pl::RETENTION_OUTCOME_KEPT, 9), IsOk());
  pl::EndSpellRequest end;
  end.set_request_id(NewId());
  end.set_id(held.id());
  *end.mutable_ended_on() = Day(2025, 6, 8);
  end.set_end_reason(pl::END_REASON_HEALTH);
  EXPECT_THAT(world().Call(t.specialist, end), InvalidFor({"ended_on"}));
  *end.mutable_ended_on() = Day(2025, 6, 9);
  ASSERT_THAT(world().Call(t.specialist, end, &held), IsOk());
  EXPECT_THAT(settled(pl::RETENTION_OUTCOME_LOST, 8), InvalidFor({"job_retention.outcome_on"}));
  ASSERT_THAT(settled(pl::RETENTION_OUTCOME_LOST, 9), IsOk());
  held.clear_ended_on();
  held.clear_end_reason();
  EXPECT_THAT(world().Update(t.specialist, held, {"ended_on", "end_reason"}), InvalidFor({"spell.ended_on"}));
  *held.mutable_started_on() = Day(2025, 1, 10);
  EXPECT_THAT(world().Update(t.specialist, held, {"started_on"}), InvalidFor({"spell.started_on"}))
      << "it would not have been held at referral";
}

TEST_F(InWork, RetainsByWhoWasOffSick) {
  pl::JobRetention r = Retained(From(Day(2023, 5, 1)));
  r.set_situation(pl::RETENTION_SITUATION_AT_RISK);
  EXPECT_THAT(world().Create(t.specialist, r), InvalidFor({"job_retention.off_sick_from"}));
  r.set_situation(pl::RETENTION_SITUATION_BOTH);
  r.clear_off_sick_from();
  *r.mutable_returned_on() = Day(2025, 3, 10);
  EXPECT_THAT(world().Create(t.specialist, r), InvalidFor({"job_retention.off_sick_from"}));
  r.clear_returned_on();
  EXPECT_THAT(world().Create(t.specialist, r), IsOk()) << "since when may not be known";
}

TEST_F(InWork, PlansAReturnByStepsAndSupportOnePlanAtATime) {
  const Spell held = From(Day(2023, 5, 1));
  pl::ReturnStep step;
  step.set_spell_id(held.id());
  *step.mutable_step_from() = Day(2025, 9, 1);
  step.set_weekly_minutes(0);
  world().Make(t.specialist, step);
  step.set_weekly_minutes(480);
  EXPECT_THAT(world().Create(t.specialist, step), InvalidFor({"return_step.step_from"}));
  *step.mutable_step_from() = Day(2025, 9, 15);
  EXPECT_THAT(world().Create(t.specialist, step), IsOk());
  pl::InWorkPlan plan;
  plan.set_spell_id(held.id());
  *plan.mutable_planned_on() = Day(2025, 3, 3);
  plan.set_support("A call each Friday.");
  pl::InWorkPlan first = world().Make(t.specialist, plan);
  EXPECT_THAT(world().Create(t.specialist, plan), InvalidFor({"in_work_plan.spell_id"}));
  *first.mutable_closed_on() = Day(2025, 6, 2);
  ASSERT_THAT(world().Update(t.specialist, first, {"closed_on"}, &first), IsOk());
  EXPECT_THAT(world().Create(t.specialist, plan), IsOk());
  first.clear_closed_on();
  EXPECT_THAT(world().Update(t.specialist, first, {"closed_on"}), InvalidFor({"in_work_plan.spell_id"}));
}

TEST_F(InWork, FollowsAlongByTheContactsThatCount) {
  const Spell s = From(Day(2025, 6, 2));
  EXPECT_THAT(Calendar(s, Day(2025, 6, 16)),
              ElementsAre("BEFORE_START 6-1 MISSED", "START 6-5 MISSED", "FIRST_MONTH 6-8 MISSED",
                          "FIRST_MONTH 6-15 MISSED", "FIRST_MONTH 6-22 DUE", "FIRST_MONTH 6-29 AHEAD"));
  world().Make(t.specialist, Seen(Day(2025, 6, 5)));
  auto other = Seen(Day(2025, 6, 9));
  other.set_kind(cl::CONTACT_KIND_JOB_SEARCH);
  world().Make(t.specialist, other);
  other = Seen(Day(2025, 6, 9));
  other.set_attendance(cl::CONTACT_ATTENDANCE_DID_NOT_ATTEND);
  other.clear_minutes();
  world().Make(t.specialist, other);
  other = Seen(Day(2025, 6, 9));
  other.set_met_with(0, cl::CONTACT_WITH_EMPLOYER);
  world().Make(t.specialist, other);
  const cl::Contact error = world().Make(t.specialist, Seen(Day(2025, 6, 16)));
  EXPECT_THAT(Calendar(s, Day(2025, 6, 16)),
              ElementsAre("BEFORE_START 6-1 MISSED", "START 6-5 MET", "FIRST_MONTH 6-8 MET", "FIRST_MONTH 6-15 MISSED",
                          "FIRST_MONTH 6-22 MET", "FIRST_MONTH 6-29 AHEAD"));
  cl::WithdrawContactRequest withdraw;
  withdraw.set_request_id(NewId());
  withdraw.set_id(error.id());
  ASSERT_THAT(world().Call(t.specialist, withdraw), IsOk());
  EXPECT_EQ(Calendar(s, Day(2025, 6, 16)).at(4), "FIRST_MONTH 6-22 DUE");
}

TEST_F(InWork, AsksForAContactAfterALossAsItWasHeardOf) {
  const Spell s = From(Day(2025, 3, 3));
  pl::EndSpellRequest end;
  end.set_request_id(NewId());
  end.set_id(s.id());
  *end.mutable_ended_on() = Day(2025, 6, 10);
  end.set_end_reason(pl::END_REASON_REDUNDANCY);
  *end.mutable_end_heard_on() = Day(2025, 6, 13);
  ASSERT_THAT(world().Call(t.specialist, end), IsOk());
  EXPECT_EQ(Calendar(s, Day(2025, 6, 16)).back(), "LOSS 6-16 DUE");
  EXPECT_EQ(Calendar(s, Day(2025, 6, 17)).back(), "LOSS 6-16 MISSED");
}

TEST_F(InWork, TellsTheCalendarToWhomeverSeesTheJobAndWritesItDown) {
  const Spell s = From(Day(2025, 6, 2));
  EXPECT_THAT(Ask(t.other_specialist, s, Day(2025, 6, 16)), Refused(absl::StatusCode::kNotFound));
  EXPECT_THAT(Ask(t.auditor, s, Day(2025, 6, 16)), IsOk());
  EXPECT_THAT(sql().Column("SELECT outcome FROM journal.access WHERE org_id = '" + t.org +
                           "' AND method = 'GetFollowAlong' ORDER BY at, outcome"),
              testing::UnorderedElementsAre("not_found", "read"));
  pl::WithdrawSpellRequest withdraw;
  withdraw.set_request_id(NewId());
  withdraw.set_id(s.id());
  ASSERT_THAT(world().Call(t.specialist, withdraw), IsOk());
  EXPECT_EQ(Ask(t.specialist, s, Day(2025, 6, 16)).reason, "STATE");
}

TEST_F(InWork, SpeaksOnTheCommandLine) {
  const auto run = [&](std::vector<std::string> arguments) {
    return RunCli(world(), t.specialist, std::move(arguments));
  };
  const Spell held = From(Day(2023, 5, 1)), s = From(Day(2025, 6, 2));
  Printed printed = run({"retention", "record", "--spell-id", held.id(), "--situation", "at-risk"});
  EXPECT_EQ(printed.code, 0) << printed.err;
  printed =
      run({"return-step", "plan", "--spell-id", held.id(), "--step-from", "2025-07-01", "--weekly-minutes", "480"});
  EXPECT_EQ(printed.code, 0) << printed.err;
  printed = run({"in-work-plan", "agree", "--spell-id", s.id(), "--support", "A call each Friday."});
  EXPECT_EQ(printed.code, 0) << printed.err;
  printed = run({"spell", "support", s.id()});
  EXPECT_EQ(printed.code, 0) << printed.err;
  EXPECT_THAT(printed.out, HasSubstr("weekly in the first month"));
  EXPECT_THAT(printed.out, HasSubstr("did not take place in time"));
}

}  // namespace
}  // namespace gainful::integration
