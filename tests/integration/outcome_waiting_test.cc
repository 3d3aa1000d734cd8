// Answers that rest on what a student entered and nobody has countersigned: their days stand as entered, and they say so.
#include "gainful/placement/v1/job.pb.h"
#include "tests/integration/due_fixture.h"

namespace gainful::integration {
namespace {

namespace cl = caseload::v1;
using testing::HasSubstr;
using testing::Not;

class OutcomesThatWait : public DueTest {
 protected:
  void SetUp() override {
    t = world().NewTenant();
    journey = NewCase(t, {"sustained-13"});
    student = SignIn("stu@example.org", directory::v1::STAFF_ROLE_STUDENT);
    supervisor = SignIn("sue@example.org", directory::v1::STAFF_ROLE_OCCUPATIONAL_THERAPIST);
  }
  std::string SignIn(const std::string& subject, directory::v1::StaffRole role) const {
    StaffMember staff;
    staff.set_name(subject);
    staff.set_team_id(t.team);
    staff.set_role(role);
    staff.set_subject(subject);
    if (role == directory::v1::STAFF_ROLE_STUDENT) staff.set_supervisor_id(t.supervisor);
    world().Make(t.manager, staff);
    return world().Token({t.org, {"specialist"}, {t.team}, subject});
  }
  // From 2024-02-01, known to the 91st day.
  Spell Job(const std::string& token, type::v1::Answer competitive = type::v1::ANSWER_YES,
            const std::string& confirmed = "2024-05-01") const {
    Spell spell;
    spell.set_journey_id(journey.id());
    *spell.mutable_started_on() = On("2024-02-01");
    if (!confirmed.empty()) *spell.mutable_last_confirmed_on() = On(confirmed);
    spell.set_competitive(competitive);
    return world().Make(token, spell);
  }
  pl::Outcome Stands() const {
    pl::GetOutcomesRequest q;
    q.set_journey_id(journey.id());
    pl::Outcomes outcomes;
    World::MustBeOk(world().Call(t.specialist, q, &outcomes));
    return outcomes.outcomes(0);
  }
  std::string EvidenceOf(const Spell& spell) const {
    return sql().One(absl::StrCat("SELECT id FROM placement.spell_evidence WHERE spell_id = '", spell.id(),
                                  "' ORDER BY id LIMIT 1"));
  }
  void Decide(const std::string& id, cl::CountersignDecision decision) const {
    cl::GetCountersignatureRequest get;
    get.set_id(id);
    cl::Countersignature read;
    World::MustBeOk(world().Call(t.manager, get, &read));
    cl::DecideCountersignatureRequest q;
    q.set_request_id(NewId());
    q.set_id(id);
    q.set_decision(decision);
    q.set_etag(read.etag());
    if (decision == cl::COUNTERSIGN_DECISION_RETURNED) q.set_note("On which payslip?");
    World::MustBeOk(world().Call(supervisor, q));
  }

  Tenant t;
  Journey journey;
  std::string student, supervisor;
};

TEST_F(OutcomesThatWait, SaySoAndKeepTheirDays) {
  const Spell job = Job(student);
  pl::Outcome o = Stands();
  EXPECT_EQ(o.answer(), pl::OUTCOME_ANSWER_MET);
  EXPECT_EQ(Text(o.day()), "2024-05-01");
  EXPECT_EQ(o.waiting_entries(), 2) << "the job, and the evidence that came with it";
  EXPECT_THAT(o.because(), HasSubstr("; rests on 2 entries that wait for countersignature"));
  Decide(job.id(), cl::COUNTERSIGN_DECISION_SIGNED);
  o = Stands();
  EXPECT_EQ(o.waiting_entries(), 1);
  EXPECT_THAT(o.because(), HasSubstr("; rests on an entry that waits for countersignature"));
  const std::string evidence = EvidenceOf(job);
  Decide(evidence, cl::COUNTERSIGN_DECISION_RETURNED);
  EXPECT_EQ(Stands().waiting_entries(), 1) << "returned is not signed";
  pl::SpellEvidence mended;
  World::MustBeOk(world().Get(student, evidence, &mended));
  mended.set_detail("That of April.");
  World::MustBeOk(world().Update(student, mended, {"detail"}));
  EXPECT_EQ(Stands().waiting_entries(), 1);
  Decide(evidence, cl::COUNTERSIGN_DECISION_SIGNED);
  o = Stands();
  EXPECT_EQ(o.waiting_entries(), 0);
  EXPECT_THAT(o.because(), Not(HasSubstr("countersignature")));
  EXPECT_EQ(Text(o.day()), "2024-05-01");
}

TEST_F(OutcomesThatWait, CountWhatIsKnownOfTheJobByDateToo) {
  const Spell job = Job(t.specialist);
  EXPECT_EQ(Stands().waiting_entries(), 0);
  pl::SpellWeek week;
  week.set_spell_id(job.id());
  *week.mutable_week_from() = On("2024-03-04");
  week.set_paid_minutes(960);
  week = world().Make(student, week);
  pl::SpellAbsence absence;
  absence.set_spell_id(job.id());
  *absence.mutable_absent_from() = On("2024-04-01");
  absence.set_kind(pl::ABSENCE_KIND_SICK);
  world().Make(student, absence);
  EXPECT_EQ(Stands().waiting_entries(), 2);
  pl::WithdrawSpellWeekRequest take_back;
  take_back.set_request_id(NewId());
  take_back.set_id(week.id());
  World::MustBeOk(world().Call(student, take_back));
  EXPECT_EQ(Stands().waiting_entries(), 1) << "nothing rests on what was taken back";
}

TEST_F(OutcomesThatWait, DoNotCountEvidenceThatOtherEvidenceMakesUpFor) {
  const Spell job = Job(t.specialist, type::v1::ANSWER_YES, "");
  pl::ConfirmSpellRequest q;
  q.set_request_id(NewId());
  q.set_id(job.id());
  *q.mutable_last_confirmed_on() = On("2024-05-01");
  q.set_evidence(pl::EVIDENCE_KIND_PARTICIPANT);
  World::MustBeOk(world().Call(student, q));
  EXPECT_EQ(Stands().waiting_entries(), 2) << "the evidence, and the job whose day it moved";
  Decide(job.id(), cl::COUNTERSIGN_DECISION_SIGNED);
  EXPECT_EQ(Stands().waiting_entries(), 1);
  Confirm(t, job, "2024-05-02");
  EXPECT_EQ(Stands().waiting_entries(), 0);
}

// A student's payslip is all that shows a job which goes on: evidence of an end that was taken back shows nothing of it.
TEST_F(OutcomesThatWait, AreNotMadeUpForByEvidenceOfAnEndThatIsNone) {
  Spell job = Job(t.specialist, type::v1::ANSWER_YES, "");
  pl::EndSpellRequest end;
  end.set_request_id(NewId());
  end.set_id(job.id());
  *end.mutable_ended_on() = On("2024-06-30");
  end.set_end_reason(pl::END_REASON_RESIGNED);
  end.set_evidence(pl::EVIDENCE_KIND_EMPLOYER);
  World::MustBeOk(world().Call(t.specialist, end, &job));
  pl::SpellEvidence payslip;
  payslip.set_spell_id(job.id());
  payslip.set_fact(pl::EVIDENCE_FACT_PAY);
  payslip.set_kind(pl::EVIDENCE_KIND_PAYSLIP);
  *payslip.mutable_speaks_for() = On("2024-05-01");
  *payslip.mutable_received_on() = On("2025-06-16");
  payslip = world().Make(student, payslip);
  // The job itself waits too, since the payslip moved its day.
  Decide(job.id(), cl::COUNTERSIGN_DECISION_SIGNED);
  EXPECT_EQ(Stands().waiting_entries(), 0) << "while it is over, its end shows those days";
  World::MustBeOk(world().Get(t.specialist, job.id(), &job));
  job.clear_ended_on();
  job.clear_end_reason();
  job.clear_end_heard_on();
  World::MustBeOk(world().Update(t.specialist, job, {"ended_on", "end_reason", "end_heard_on"}, &job));
  EXPECT_EQ(Stands().answer(), pl::OUTCOME_ANSWER_MET);
  EXPECT_EQ(Stands().waiting_entries(), 1);
}

TEST_F(OutcomesThatWait, CountWhatWasEnteredOfTheJourney) {
  Job(t.specialist);
  EXPECT_EQ(Stands().waiting_entries(), 0);
  *journey.mutable_accepted_on() = On("2024-01-09");
  World::MustBeOk(world().Update(student, journey, {"accepted_on"}, &journey));
  EXPECT_EQ(Stands().waiting_entries(), 1);
  Decide(journey.id(), cl::COUNTERSIGN_DECISION_SIGNED);
  EXPECT_EQ(Stands().waiting_entries(), 0);
}

TEST_F(OutcomesThatWait, SaySoWhereTheEntryIsWhyNothingDecides) {
  const Spell job = Job(student, type::v1::ANSWER_NO);
  const pl::Outcome o = Stands();
  EXPECT_EQ(o.spell_ids_size(), 0);
  EXPECT_EQ(o.waiting_entries(), 2) << "the job, and the evidence that came with it";
  EXPECT_THAT(o.because(), HasSubstr("; rests on 2 entries that wait for countersignature"));
  Decide(job.id(), cl::COUNTERSIGN_DECISION_SIGNED);
  EXPECT_EQ(Stands().waiting_entries(), 1);
}

TEST_F(OutcomesThatWait, AreThoseThatTheEntryDecides) {
  Job(t.specialist);
  Job(student, type::v1::ANSWER_NO);
  const pl::Outcome o = Stands();
  EXPECT_EQ(o.spell_ids_size(), 1);
  EXPECT_EQ(o.waiting_entries(), 0) << "of a job that this rule does not look at";
}

}  // namespace
}  // namespace gainful::integration
