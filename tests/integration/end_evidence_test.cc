// What the end of a job proves, over gRPC: what evidence shows of it, and nothing where somebody typed it in.
#include "gainful/placement/v1/job.pb.h"
#include "tests/integration/cli.h"
#include "tests/integration/due_fixture.h"

namespace gainful::integration {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class EndEvidence : public DueTest {
 protected:
  void SetUp() override {
    t = world().NewTenant();
    journey = NewCase(t, {"sustained-13"});
    job = NewJob(t, journey, "2024-02-01");  // its 91st day is 2024-05-01
  }
  pl::EndSpellRequest Typed(const std::string& day) const {
    pl::EndSpellRequest q;
    q.set_request_id(NewId());
    q.set_id(job.id());
    *q.mutable_ended_on() = On(day);
    q.set_end_reason(pl::END_REASON_RESIGNED);
    return q;
  }
  // Where it stands, after which all is worked out anew and must be what was stored.
  pl::Outcome Stands(const Journey& of) const {
    pl::GetOutcomesRequest q;
    q.set_journey_id(of.id());
    pl::Outcomes outcomes;
    World::MustBeOk(world().Call(t.specialist, q, &outcomes));
    pl::VerifyOutcomesResponse verified;
    World::MustBeOk(world().Call(t.manager, pl::VerifyOutcomesRequest(), &verified));
    EXPECT_EQ(verified.differing(), 0);
    return outcomes.outcomes(0);
  }
  std::string Answer() const {
    const pl::Outcome o = Stands(journey);
    return absl::StrCat(base::MeaningOf(pl::OutcomeAnswer_descriptor()->FindValueByNumber(o.answer())), " ",
                        Text(o.day()), ", shown to ", Text(o.evidence_until()));
  }
  pl::SpellEvidence EvidenceOf(const std::string& day) const {
    pl::SpellEvidence evidence;
    evidence.set_spell_id(job.id());
    evidence.set_fact(pl::EVIDENCE_FACT_ENDED);
    evidence.set_kind(pl::EVIDENCE_KIND_PAYSLIP);
    *evidence.mutable_speaks_for() = On(day);
    *evidence.mutable_received_on() = On("2025-06-16");
    return evidence;
  }
  std::vector<std::string> Recorded() const {
    pl::ListSpellEvidencesRequest q;
    q.set_spell_id(job.id());
    pl::ListSpellEvidencesResponse response;
    World::MustBeOk(world().Call(t.specialist, q, &response));
    std::vector<std::string> lines;
    for (const auto& e : response.spell_evidences()) {
      const auto* fact = pl::EvidenceFact_descriptor()->FindValueByNumber(e.fact());
      const auto* kind = pl::EvidenceKind_descriptor()->FindValueByNumber(e.kind());
      lines.push_back(absl::StrCat(base::MeaningOf(fact), ", ", base::MeaningOf(kind), ", ", Text(e.speaks_for())));
    }
    return lines;
  }

  Tenant t;
  Journey journey;
  Spell job;
};

TEST_F(EndEvidence, IsAskedForWhereSomebodyTypedAnEnd) {
  Spell ended;
  ASSERT_THAT(world().Call(t.specialist, Typed("2025-05-18"), &ended), IsOk());  // 28 days ago, the day after it
  EXPECT_EQ(ended.status(), pl::SPELL_STATUS_ENDED);
  EXPECT_FALSE(ended.has_last_confirmed_on());
  EXPECT_THAT(Recorded(), IsEmpty());
  EXPECT_EQ(Answer(), "not known 2024-05-01, shown to 2024-02-01");
  EXPECT_THAT(Stands(journey).because(), HasSubstr("not recorded: evidence of the end of a job"));
  // The due list asks for it.
  const auto items = Items(t.specialist);
  EXPECT_THAT(Lines(items), ElementsAre("evidence missing 2024-05-02 sustained-13"));
  EXPECT_THAT(items.at(0).because(), HasSubstr("evidence of the end of a job"));

  const pl::SpellEvidence evidence = world().Make(t.specialist, EvidenceOf("2025-05-18"));
  EXPECT_EQ(Answer(), "met 2024-05-01, shown to 2025-05-18");
  EXPECT_THAT(Items(t.specialist), IsEmpty());
  Spell read;
  World::MustBeOk(world().Get(t.specialist, job.id(), &read));
  EXPECT_FALSE(read.has_last_confirmed_on()) << "it shows the end, and that day is of people in work";
  pl::WithdrawSpellEvidenceRequest take_back;
  take_back.set_request_id(NewId());
  take_back.set_id(evidence.id());
  World::MustBeOk(world().Call(t.specialist, take_back));
  EXPECT_EQ(Answer(), "not known 2024-05-01, shown to 2024-02-01");
}

// What was typed in long ago, before anybody asked for evidence of an end as well, is on no day's list; asked for by name it is there.
TEST_F(EndEvidence, IsAskedForUntil28DaysBehindTheEnd) {
  ASSERT_THAT(world().Call(t.specialist, Typed("2025-05-17")), IsOk());
  EXPECT_THAT(Items(t.specialist), IsEmpty());
  const auto all = All(t.specialist);
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].fate(), pl::CHECKPOINT_FATE_TO_CONFIRM);
  EXPECT_EQ(Answer(), "not known 2024-05-01, shown to 2024-02-01") << "it can still be shown";
  for (const char* day : {"2025-05-18", "2025-05-19", "2025-06-16"}) Tried(t, job, day);
  EXPECT_EQ(Shown(t, journey), pl::CHECKPOINT_FATE_LOST_TO_FOLLOW_UP);
  world().Make(t.specialist, EvidenceOf("2024-05-01"));
  EXPECT_EQ(Answer(), "met 2024-05-01, shown to 2024-05-01");
}

TEST_F(EndEvidence, OfDaysInWorkIsEnoughAsFarAsItReaches) {
  Confirm(t, job, "2024-04-30");
  ASSERT_THAT(world().Call(t.specialist, Typed("2024-06-30")), IsOk());
  EXPECT_EQ(Answer(), "not known 2024-05-01, shown to 2024-04-30") << "the 90th day";
  Confirm(t, job, "2024-05-01");
  EXPECT_EQ(Answer(), "met 2024-05-01, shown to 2024-05-01");
}

TEST_F(EndEvidence, IsKeptWithTheEndInOneWrite) {
  pl::EndSpellRequest q = Typed("2024-06-30");
  q.set_evidence(pl::EVIDENCE_KIND_EMPLOYER);
  Spell ended, again;
  ASSERT_THAT(world().Call(t.specialist, q, &ended), IsOk());
  EXPECT_EQ(ended.etag(), job.etag() + 1);
  EXPECT_EQ(Answer(), "met 2024-05-01, shown to 2024-06-30");
  ASSERT_THAT(world().Call(t.specialist, q, &again), IsOk());
  EXPECT_EQ(again.SerializeAsString(), ended.SerializeAsString());
  EXPECT_THAT(Recorded(), ElementsAre("that the job ended, the employer, 2024-06-30"));
}

TEST_F(EndEvidence, IsNotKeptWhereTheEndIsRefused) {
  Confirm(t, job, "2024-05-01");
  pl::EndSpellRequest q = Typed("2024-04-30");
  q.set_evidence(pl::EVIDENCE_KIND_EMPLOYER);
  EXPECT_THAT(world().Call(t.specialist, q), InvalidFor({"ended_on"}));
  EXPECT_THAT(Recorded(), ElementsAre("that the person was in the job, payslip, 2024-05-01"));
  EXPECT_THAT(world().Create(t.specialist, EvidenceOf("2025-06-17")), InvalidFor({"spell_evidence.speaks_for"}));
}

// Evidence speaks for the day that it names: of an end that was corrected to a later one it shows no more than it did.
TEST_F(EndEvidence, ShowsNoMoreOfAnEndThatWasMovedSince) {
  pl::EndSpellRequest q = Typed("2024-04-20");
  q.set_evidence(pl::EVIDENCE_KIND_EMPLOYER);
  Spell ended;
  ASSERT_THAT(world().Call(t.specialist, q, &ended), IsOk());
  *ended.mutable_ended_on() = On("2024-06-30");
  ASSERT_THAT(world().Update(t.specialist, ended, {"ended_on"}), IsOk());
  EXPECT_EQ(Answer(), "not known 2024-05-01, shown to 2024-04-20");
}

TEST_F(EndEvidence, IsWhatWhoeverWasAskedSaysOfALostJob) {
  for (const bool is_said : {false, true}) {
    const Journey other = NewCase(t, {"sustained-13"});
    pl::AnswerCheckpointRequest q;
    q.set_request_id(NewId());
    q.set_id(NewJob(t, other, "2025-03-17").id());  // its 91st day is 2025-06-15
    q.set_answer(pl::CHECKPOINT_ANSWER_LOST_JOB);
    *q.mutable_on() = On("2025-06-15");
    q.set_end_reason(pl::END_REASON_HEALTH);
    if (is_said) q.set_evidence(pl::EVIDENCE_KIND_PARTICIPANT);
    ASSERT_THAT(world().Call(t.specialist, q), IsOk());
    EXPECT_EQ(Stands(other).answer(), is_said ? pl::OUTCOME_ANSWER_MET : pl::OUTCOME_ANSWER_NOT_KNOWN);
  }
}

// The shortest command for a lost job names a day, and nobody who said so: it proves no day of work.
TEST_F(EndEvidence, IsNeverFilledInByTheCommandLine) {
  const auto lost = [&](const Spell& of, std::vector<std::string> more) {
    std::vector<std::string> arguments{"due",  "answer",     of.id(),        "--answer", "lost-job",
                                       "--on", "2024-06-30", "--end-reason", "health"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Printed printed = RunCli(world(), t.specialist, std::move(arguments));
    EXPECT_EQ(printed.code, 0) << printed.err;
  };
  lost(job, {});
  EXPECT_THAT(Recorded(), IsEmpty());
  EXPECT_EQ(Answer(), "not known 2024-05-01, shown to 2024-02-01");
  journey = NewCase(t, {"sustained-13"});
  job = NewJob(t, journey, "2024-02-01");
  lost(job, {"--evidence", "employer"});
  EXPECT_THAT(Recorded(), ElementsAre("that the job ended, the employer, 2024-06-30"));
  EXPECT_EQ(Answer(), "met 2024-05-01, shown to 2024-06-30");
}

// A new contract closes the spell and not the job: what shows the job to go on shows the days before as well.
TEST_F(EndEvidence, IsWhateverShowsTheJobToGoOnTheNextDay) {
  ASSERT_THAT(world().Call(t.specialist, Typed("2024-03-31")), IsOk());
  Spell next;
  next.set_journey_id(journey.id());
  next.set_continues_spell_id(job.id());
  *next.mutable_started_on() = On("2024-04-01");
  next.set_weekly_minutes(1200);
  next.set_hourly_pay_pence(1400);
  next.set_competitive(type::v1::ANSWER_YES);
  next = world().Make(t.specialist, next);
  EXPECT_EQ(Answer(), "not known 2024-05-01, shown to 2024-04-01") << "two days that somebody typed in";
  Confirm(t, next, "2024-04-30");
  EXPECT_EQ(Answer(), "not known 2024-05-01, shown to 2024-04-30") << "the 90th day";
  Confirm(t, next, "2024-05-01");
  EXPECT_EQ(Answer(), "met 2024-05-01, shown to 2024-05-01") << "and of the first spell nobody gave evidence";
}

// A file says until when it knows of somebody in work: of jobs that have ended, to their end.
TEST_F(EndEvidence, IsTheFilesOwnConfirmation) {
  for (const auto& [confirmed, answer] :
       {std::pair("2024-05-01", pl::OUTCOME_ANSWER_MET), std::pair("2024-04-30", pl::OUTCOME_ANSWER_NOT_KNOWN),
        std::pair("", pl::OUTCOME_ANSWER_NOT_KNOWN)}) {
    Journey of = journey;
    of.set_source("file");
    of.set_source_key(NewId());
    of.set_participant_id(world().NewParticipant(t.manager, t.team).id());
    of = world().Make(t.manager, of);
    pl::StageImportRequest file;
    file.set_import_id(NewId());
    for (const char* field : {"started_on", "ended_on", "last_confirmed_on", "competitive"})
      file.mutable_spell_mask()->add_paths(field);
    auto* row = file.add_rows();
    row->set_line(2);
    row->set_journey_key(of.source_key());
    Spell* spell = row->mutable_spell();
    spell->set_source("file");
    spell->set_source_key(NewId());
    *spell->mutable_started_on() = On("2024-02-01");
    *spell->mutable_ended_on() = On("2024-05-01");
    if (*confirmed != '\0') *spell->mutable_last_confirmed_on() = On(confirmed);
    spell->set_competitive(type::v1::ANSWER_YES);
    type::v1::StageImportResponse staged;
    ASSERT_THAT(world().Call(t.manager, file, &staged), IsOk());
    ASSERT_EQ(staged.created(), 1) << staged.ShortDebugString();
    type::v1::CommitImportRequest commit;
    commit.set_request_id(NewId());
    commit.set_import_id(file.import_id());
    ASSERT_THAT(world().Call(t.manager, commit, nullptr,
                             file.GetDescriptor()->file()->service(0)->FindMethodByName("CommitImport")),
                IsOk());
    EXPECT_EQ(Stands(of).answer(), answer) << confirmed;
  }
}

}  // namespace
}  // namespace gainful::integration
