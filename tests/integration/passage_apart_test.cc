// A passage whose journeys are of two teams: the answer rests on all of it, and whoever does not see one of the journeys reads neither spell nor day of
// it.
#include "tests/integration/passage_fixture.h"

namespace gainful::integration {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr char kOfAnotherTeam[] = "work recorded under a journey of another team";

class PassagesApart : public PassageTest {
 protected:
  // What the first rule's answer is for one who sees the first journey alone, and for one who sees the second alone.
  pl::Outcome ForFirst() { return Asked(c.t.specialist, first).outcomes(0); }
  pl::Outcome ForSecond() { return Asked(c.t.other_specialist, second).outcomes(0); }
};

TEST_F(PassagesApart, AreEachTeamsOwnToRead) {
  Begin({"sustained-13"}, "other");
  Merge();
  AddJob(second, "2024-03-11", "2024-06-30");
  pl::GetOutcomesRequest q;
  q.set_journey_id(second.id());
  EXPECT_THAT(world().Call(c.t.specialist, q), Refused(absl::StatusCode::kNotFound));
  const pl::Outcome theirs = ForFirst(), own = ForSecond();
  for (const auto& outcome : {theirs, own}) {
    EXPECT_EQ(outcome.answer(), pl::OUTCOME_ANSWER_MET);
    EXPECT_EQ(base::FormatDay(*base::ToDay(outcome.day())), "2024-06-09") << "91 days, which the answer is";
  }
  EXPECT_THAT(theirs.because(), AllOf(HasSubstr(kOfAnotherTeam), Not(HasSubstr("2024-03-11"))));
  EXPECT_THAT(theirs.because(),
              AllOf(HasSubstr("one passage of 2 journeys"), HasSubstr("; 1 of them of another team")));
  EXPECT_EQ(theirs.journeys(), 2);
  EXPECT_THAT(theirs.spell_ids(), IsEmpty());
  EXPECT_FALSE(theirs.has_evidence_until());
  EXPECT_THAT(own.because(), HasSubstr("from 2024-03-11"));
  EXPECT_EQ(own.spell_ids_size(), 1);
  EXPECT_TRUE(own.has_evidence_until());
  ExpectVerified(1, "it is nobody's team's");
}

// As at one day after another, and by how much is done as at each, the answers would tell on which days the other team's job went on.
TEST_F(PassagesApart, DoNotTellAnotherTeamsDaysOneAfterAnother) {
  Begin({"sustained-52"}, "other");
  Merge();
  AddJob(second, "2024-03-11", "2024-06-30");
  const auto as_at = [&](const std::string& token, const Journey& journey, const char* day, pl::Outcomes* out) {
    pl::GetOutcomesRequest q;
    q.set_journey_id(journey.id());
    *q.mutable_on() = On(day);
    return world().Call(token, q, out);
  };
  pl::Outcomes theirs, own;
  EXPECT_THAT(as_at(c.t.specialist, first, "2025-06-15", &theirs), InvalidFor({"on"}));
  ASSERT_THAT(as_at(c.t.specialist, first, "2025-06-16", &theirs), IsOk()) << "today";
  EXPECT_EQ(theirs.outcomes(0).SerializeAsString(), ForFirst().SerializeAsString());
  EXPECT_THAT(ForFirst().because(), AllOf(HasSubstr("needs a further job"), Not(HasSubstr("days in work"))));
  EXPECT_THAT(as_at(c.t.other_specialist, second, "2025-06-15", &own), InvalidFor({"on"}))
      << "there is another journey";
  EXPECT_THAT(ForSecond().because(), HasSubstr("of 364 days in work")) << "all of which was worked under their own";
  ASSERT_THAT(as_at(c.t.manager, first, "2024-04-09", &own), IsOk());
  EXPECT_THAT(own.outcomes(0).because(), HasSubstr("30 of 364 days in work"));
}

// Written by one who sees a part of it, it is stored as it would be by one who sees all.
TEST_F(PassagesApart, AreWorkedOutFromAllWhoeverWrites) {
  Begin({"sustained-13"}, "other");
  Merge();
  AddJob(second, "2024-03-18", "2024-05-05");
  Spell spell;
  spell.set_journey_id(first.id());
  *spell.mutable_started_on() = On("2024-02-05");
  *spell.mutable_ended_on() = *spell.mutable_last_confirmed_on() = On("2024-03-17");
  spell.set_weekly_minutes(960);
  spell.set_hourly_pay_pence(1300);
  spell.set_competitive(type::v1::ANSWER_YES);
  spell = world().Make(c.t.specialist, spell);
  EXPECT_THAT(Stored(), testing::ElementsAre("first 2 2024-05-05"));
  ExpectVerified(1);
  const pl::Outcome seen = ForFirst();
  EXPECT_THAT(seen.spell_ids(), testing::ElementsAre(spell.id())) << "of two that decide";
  EXPECT_THAT(seen.because(), Not(HasSubstr("2024-02-05"))) << "nor how long the other part is";
}

// By its first day a job start is counted: that day is the other team's.
TEST_F(PassagesApart, DoNotDateAJobStartByADayOfAnotherTeam) {
  Begin({"ips-grow-job-start"}, "other");
  Merge();
  AddJob(second, "2025-03-03", "2025-03-28");
  AddJob(first, "2025-05-05", "2025-05-30");
  const pl::Outcome theirs = ForFirst(), own = ForSecond();
  EXPECT_EQ(theirs.answer(), pl::OUTCOME_ANSWER_MET);
  EXPECT_FALSE(theirs.has_day());
  EXPECT_THAT(theirs.because(), AllOf(HasSubstr(kOfAnotherTeam), HasSubstr("2 job starts"), Not(HasSubstr("2025-03"))));
  ASSERT_EQ(theirs.job_starts_size(), 1) << "their own";
  EXPECT_EQ(theirs.job_starts(0).month(), 5);
  EXPECT_EQ(own.day().month(), 3);
  ASSERT_EQ(own.job_starts_size(), 1);
  EXPECT_EQ(own.job_starts(0).month(), 3);
  EXPECT_THAT(theirs.DebugString(), Not(HasSubstr("month: 3")));
  EXPECT_THAT(own.DebugString(), Not(HasSubstr("month: 5")));
}

TEST_F(PassagesApart, NameNoEvidenceAndNoExitOfAnotherTeam) {
  Begin({"sustained-13"}, "other");
  Merge();
  Spell going_on = AddJob(second, "2025-01-06", "");
  pl::ConfirmSpellRequest confirm;
  confirm.set_request_id(NewId());
  confirm.set_id(going_on.id());
  *confirm.mutable_last_confirmed_on() = On("2025-03-11");
  confirm.set_evidence(pl::EVIDENCE_KIND_EMPLOYER);
  World::MustBeOk(world().Call(c.t.other_specialist, confirm));
  EXPECT_EQ(ForFirst().answer(), pl::OUTCOME_ANSWER_NOT_KNOWN);
  EXPECT_THAT(ForFirst().because(), AllOf(HasSubstr("no later evidence of work"), Not(HasSubstr("2025-"))));
  EXPECT_THAT(ForSecond().because(), HasSubstr("no evidence of work since 2025-03-11"));
  EXPECT_THAT(Asked(c.t.manager, first).outcomes(0).because(), HasSubstr("no evidence of work since 2025-03-11"));
  pl::WithdrawSpellRequest withdraw;
  withdraw.set_request_id(NewId());
  withdraw.set_id(going_on.id());
  World::MustBeOk(world().Call(c.t.manager, withdraw));
  Exit(&first, "2025-05-30");
  Exit(&second, "2025-06-10");
  EXPECT_EQ(ForFirst().answer(), pl::OUTCOME_ANSWER_CANNOT_BE_MET);
  EXPECT_THAT(ForFirst().because(), AllOf(HasSubstr("support ended"), Not(HasSubstr("2025-"))));
  EXPECT_THAT(ForSecond().because(), HasSubstr("support ended on 2025-06-10"));
  EXPECT_THAT(ForFirst().DebugString(), Not(HasSubstr("day: 10")));
  Exit(&first, "2025-06-11");
  EXPECT_THAT(ForFirst().because(), HasSubstr("support ended on 2025-06-11")) << "which is their own";
  EXPECT_THAT(ForSecond().because(), Not(HasSubstr("2025-06-11")));
}

// The list asks the team under whose journey the job is that decides, and nobody else of those who could not find out.
TEST_F(PassagesApart, AreAskedAboutByTheTeamThatHasTheJob) {
  Begin({"sustained-13"}, "other");
  Merge();
  AddJob(first, "2024-02-05", "2024-03-17");
  const Spell job = AddJob(second, "2025-03-03", "");
  EXPECT_THAT(Checkpoints(c.t.specialist), IsEmpty());
  const auto items = Checkpoints(c.t.other_specialist);
  ASSERT_EQ(items.size(), 1u);
  EXPECT_EQ(items[0].spell_id(), job.id());
  EXPECT_EQ(items[0].journey_id(), second.id());
  EXPECT_EQ(Checkpoints(c.t.manager).size(), 1u);
}

// A case that was closed has nobody who asks; who works with the person under the other journey does. Of a job that they do not see it says no more.
TEST_F(PassagesApart, AreAskedAboutUnderAJourneyThatIsUnderWay) {
  Begin({"sustained-13"}, "other");
  Merge();
  AddJob(first, "2025-03-03", "");
  ASSERT_EQ(Checkpoints(c.t.specialist).size(), 1u);
  EXPECT_THAT(Checkpoints(c.t.other_specialist), IsEmpty());
  Exit(&first, "2025-05-30");
  *first.mutable_followed_to() = On("2025-05-30");
  World::MustBeOk(world().Update(c.t.manager, first, {"followed_to"}, &first));
  EXPECT_THAT(Checkpoints(c.t.specialist), IsEmpty());
  const auto items = Checkpoints(c.t.other_specialist);
  ASSERT_EQ(items.size(), 1u);
  EXPECT_EQ(items[0].journey_id(), second.id());
  EXPECT_EQ(items[0].spell_id(), "");
  EXPECT_EQ(items[0].at_stake(), "");
  EXPECT_THAT(items[0].because(), AllOf(HasSubstr(kOfAnotherTeam), Not(HasSubstr("2025-03-03"))));
  EXPECT_EQ(Checkpoints(c.t.manager).size(), 1u) << "once";
  const Spell own = AddJob(second, "2025-03-10", "");
  ASSERT_EQ(Checkpoints(c.t.other_specialist).size(), 1u);
  EXPECT_EQ(Checkpoints(c.t.other_specialist)[0].spell_id(), own.id());
}

// A student of the one team entered the job: the other team's answer rests on it as much.
TEST_F(PassagesApart, SayThatAnEntryWaitsToBothTeams) {
  Begin({"sustained-13"}, "other");
  Merge();
  StaffMember staff;
  staff.set_name("stu@example.org");
  staff.set_subject("stu@example.org");
  staff.set_team_id(c.t.team);
  staff.set_role(directory::v1::STAFF_ROLE_STUDENT);
  staff.set_supervisor_id(c.t.supervisor);
  world().Make(c.t.manager, staff);
  Spell spell;
  spell.set_journey_id(first.id());
  *spell.mutable_started_on() = On("2024-02-05");
  *spell.mutable_last_confirmed_on() = On("2024-05-31");
  spell.set_competitive(type::v1::ANSWER_YES);
  world().Make(world().Token({c.t.org, {"specialist"}, {c.t.team}, staff.subject()}), spell);
  EXPECT_EQ(ForFirst().waiting_entries(), 2);
  EXPECT_EQ(ForSecond().waiting_entries(), 2);
  EXPECT_THAT(ForSecond().spell_ids(), IsEmpty());
}

// Attempts of either team count; the days of another team's are not shown.
TEST_F(PassagesApart, CountAttemptsOfBothTeamsAndShowTheirOwn) {
  Begin({"sustained-13"}, "other");
  Merge();
  const Spell old = AddJob(first, "2025-01-20", ""), job = AddJob(second, "2025-01-27", "");
  const auto tried = [&](const Spell& spell, const std::string& day) {
    pl::FollowUpAttempt attempt;
    attempt.set_spell_id(spell.id());
    *attempt.mutable_attempted_on() = On(day);
    world().Make(c.t.manager, attempt);
  };
  tried(old, "2025-06-02");
  tried(job, "2025-06-03");
  auto items = Checkpoints(c.t.other_specialist);
  ASSERT_EQ(items.size(), 1u);
  EXPECT_EQ(items[0].attempts(), 1);
  EXPECT_EQ(base::FormatDay(*base::ToDay(items[0].last_attempt_on())), "2025-06-03");
  EXPECT_THAT(items[0].because(), Not(HasSubstr("2025-01-20")));
  EXPECT_EQ(Checkpoints(c.t.manager)[0].attempts(), 2);
  EXPECT_EQ(ForSecond().fate(), pl::CHECKPOINT_FATE_TO_CONFIRM) << "tried on two days";
  tried(old, "2025-06-04");
  EXPECT_EQ(ForSecond().fate(), pl::CHECKPOINT_FATE_LOST_TO_FOLLOW_UP) << "on three, by two teams";
  EXPECT_THAT(Checkpoints(c.t.other_specialist), IsEmpty());
}

}  // namespace
}  // namespace gainful::integration
