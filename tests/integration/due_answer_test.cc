// Answers to checkpoints and attempts to reach somebody, over gRPC and from the command line: one write each, and what is refused.
#include "gainful/placement/v1/job.pb.h"
#include "tests/integration/cli.h"
#include "tests/integration/due_fixture.h"

namespace gainful::integration {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class DueAnswers : public DueTest {
 protected:
  void SetUp() override {
    t = world().NewTenant();
    journey = NewCase(t, {"sustained-13"});
    job = NewJob(t, journey, "2025-03-17");  // to be asked about on 2025-06-16
  }
  pl::AnswerCheckpointRequest Answer(pl::CheckpointAnswer answer, const std::string& day) const {
    pl::AnswerCheckpointRequest q;
    q.set_request_id(NewId());
    q.set_id(job.id());
    q.set_answer(answer);
    *q.mutable_on() = On(day);
    if (answer == pl::CHECKPOINT_ANSWER_STILL_THERE) q.set_evidence(pl::EVIDENCE_KIND_EMPLOYER);
    return q;
  }
  template <class Response, class Request>
  Response Listed(Request q) const {
    q.set_spell_id(job.id());
    Response response;
    World::MustBeOk(world().Call(t.specialist, q, &response));
    return response;
  }
  pl::ListSpellEvidencesResponse Evidence() const {
    return Listed<pl::ListSpellEvidencesResponse>(pl::ListSpellEvidencesRequest());
  }
  pl::ListTermsChangesResponse Terms() const {
    return Listed<pl::ListTermsChangesResponse>(pl::ListTermsChangesRequest());
  }
  pl::ListFollowUpAttemptsResponse Attempts() const {
    return Listed<pl::ListFollowUpAttemptsResponse>(pl::ListFollowUpAttemptsRequest());
  }

  Tenant t;
  Journey journey;
  Spell job;
};

TEST_F(DueAnswers, StillThereConfirmsKeepsTheEvidenceAndTheNewTermsInOneWrite) {
  ASSERT_EQ(Items(t.specialist).size(), 1u);
  auto q = Answer(pl::CHECKPOINT_ANSWER_STILL_THERE, "2025-06-16");
  q.set_weekly_minutes(1200);
  q.set_hourly_pay_pence(1350);
  Spell after, again;
  ASSERT_THAT(world().Call(t.specialist, q, &after), IsOk());
  EXPECT_EQ(Text(after.last_confirmed_on()), "2025-06-16");
  EXPECT_EQ(Text(after.evidence_until()), "2025-06-16");
  EXPECT_EQ(after.etag(), job.etag() + 1);
  ASSERT_THAT(world().Call(t.specialist, q, &again), IsOk());
  EXPECT_EQ(again.SerializeAsString(), after.SerializeAsString()) << "a repeat is no second answer";
  const auto evidence = Evidence();
  ASSERT_EQ(evidence.spell_evidences_size(), 1);
  EXPECT_EQ(evidence.spell_evidences(0).kind(), pl::EVIDENCE_KIND_EMPLOYER);
  EXPECT_EQ(evidence.spell_evidences(0).fact(), pl::EVIDENCE_FACT_IN_WORK);
  EXPECT_EQ(Text(evidence.spell_evidences(0).speaks_for()), "2025-06-16");
  const auto terms = Terms();
  ASSERT_EQ(terms.terms_changes_size(), 1);
  EXPECT_EQ(terms.terms_changes(0).weekly_minutes(), 1200);
  EXPECT_EQ(terms.terms_changes(0).hourly_pay_pence(), 1350);
  EXPECT_EQ(Text(terms.terms_changes(0).takes_effect_on()), "2025-06-16");
  EXPECT_EQ(terms.terms_changes(0).participant_id(), journey.participant_id());
  EXPECT_EQ(terms.terms_changes(0).recorded_by(), "ann@example.org");
  EXPECT_THAT(Items(t.specialist), IsEmpty()) << "91 days are confirmed";
  EXPECT_EQ(Shown(t, journey), pl::CHECKPOINT_FATE_CONFIRMED);
  q.clear_weekly_minutes();
  EXPECT_THAT(world().Call(t.specialist, q), Refused(absl::StatusCode::kInvalidArgument)) << "another request's id";
}

TEST_F(DueAnswers, StillThereOnTheSameTermsRecordsNone) {
  auto q = Answer(pl::CHECKPOINT_ANSWER_STILL_THERE, "2025-06-10");
  q.set_weekly_minutes(960);
  q.set_hourly_pay_pence(1300);
  ASSERT_THAT(world().Call(t.specialist, q), IsOk());
  EXPECT_EQ(Terms().terms_changes_size(), 0);
  EXPECT_EQ(Items(t.specialist).size(), 1u) << "the 86th day is not enough";
}

TEST_F(DueAnswers, WhatDoesNotFitIsRefusedAsAWholeAndNothingIsWritten) {
  const auto refused = [&](const pl::AnswerCheckpointRequest& q, std::vector<std::string> fields) {
    EXPECT_THAT(world().Call(t.specialist, q), InvalidFor(std::move(fields)));
  };
  refused(Answer(pl::CHECKPOINT_ANSWER_STILL_THERE, "2025-03-16"), {"on"});
  refused(Answer(pl::CHECKPOINT_ANSWER_STILL_THERE, "2025-06-17"), {"on"});
  refused(Answer(pl::CHECKPOINT_ANSWER_NOT_REACHED, "2025-03-16"), {"on"});
  refused(Answer(pl::CHECKPOINT_ANSWER_LOST_JOB, "2025-06-16"), {"end_reason"});
  auto q = Answer(pl::CHECKPOINT_ANSWER_STILL_THERE, "2025-03-17");
  q.set_weekly_minutes(1200);
  refused(q, {"on"});  // the terms of the first day are the spell's own
  q = Answer(pl::CHECKPOINT_ANSWER_STILL_THERE, "2025-06-16");
  q.clear_evidence();
  q.set_end_reason(pl::END_REASON_HEALTH);
  refused(q, {"evidence", "end_reason"});
  q = Answer(pl::CHECKPOINT_ANSWER_LOST_JOB, "2025-03-16");
  q.set_end_reason(pl::END_REASON_HEALTH);
  refused(q, {"on"});
  q.clear_answer();
  refused(q, {"answer"});
  pl::TermsChange change;
  change.set_spell_id(job.id());
  change.set_weekly_minutes(600);
  *change.mutable_takes_effect_on() = On("2025-06-02");
  change = world().Make(t.specialist, change);
  q = Answer(pl::CHECKPOINT_ANSWER_LOST_JOB, "2025-06-01");
  q.set_end_reason(pl::END_REASON_HEALTH);
  refused(q, {"on"});  // the hours changed on the day after
  pl::WithdrawTermsChangeRequest take_back;
  take_back.set_request_id(NewId());
  take_back.set_id(change.id());
  World::MustBeOk(world().Call(t.specialist, take_back));
  EXPECT_EQ(Evidence().spell_evidences_size(), 0);
  EXPECT_EQ(Terms().terms_changes_size(), 1);
  EXPECT_EQ(Attempts().follow_up_attempts_size(), 0);
  Spell still;
  World::MustBeOk(world().Get(t.specialist, job.id(), &still));
  EXPECT_EQ(still.etag(), job.etag());
}

TEST_F(DueAnswers, ALostJobEndsWithItsReason) {
  auto q = Answer(pl::CHECKPOINT_ANSWER_LOST_JOB, "2025-06-13");
  q.set_end_reason(pl::END_REASON_REDUNDANCY);
  Spell after;
  ASSERT_THAT(world().Call(t.specialist, q, &after), IsOk());
  EXPECT_EQ(Text(after.ended_on()), "2025-06-13");
  EXPECT_EQ(Text(after.end_heard_on()), "2025-06-16");
  EXPECT_EQ(after.end_reason(), pl::END_REASON_REDUNDANCY);
  EXPECT_THAT(Items(t.specialist), IsEmpty());
  EXPECT_EQ(Shown(t, journey), pl::CHECKPOINT_FATE_LOST_JOB);
  const auto contacts = Items(t.specialist, {}, pl::DUE_KIND_FOLLOW_ALONG);
  ASSERT_EQ(contacts.size(), 1u);
  EXPECT_THAT(contacts[0].because(), HasSubstr("within three days of hearing that the job was lost"));
  q.set_request_id(NewId());
  EXPECT_EQ(world().Call(t.specialist, q).reason, "STATE") << "it has ended";
}

TEST_F(DueAnswers, AChangedJobEndsAndTheNextOneIsRecordedByItself) {
  auto q = Answer(pl::CHECKPOINT_ANSWER_CHANGED_JOB, "2025-06-13");
  q.set_end_reason(pl::END_REASON_BETTER_JOB);
  ASSERT_THAT(world().Call(t.specialist, q), IsOk());
  EXPECT_THAT(Items(t.specialist, {}, pl::DUE_KIND_FOLLOW_ALONG), IsEmpty()) << "nothing was lost";
  const Spell next = NewJob(t, journey, "2025-06-14");
  const auto items = Items(t.specialist);
  EXPECT_THAT(Lines(items), ElementsAre("due 2025-06-16 sustained-13")) << "not a day between the two";
  EXPECT_EQ(items.at(0).spell_id(), next.id());
}

TEST_F(DueAnswers, NotReachedIsAnAttempt) {
  auto q = Answer(pl::CHECKPOINT_ANSWER_NOT_REACHED, "2025-06-16");
  q.set_mode(caseload::v1::CONTACT_MODE_PHONE);
  q.set_note("Rang twice.");
  Spell after;
  ASSERT_THAT(world().Call(t.specialist, q, &after), IsOk());
  ASSERT_THAT(world().Call(t.specialist, q), IsOk());
  EXPECT_FALSE(after.has_last_confirmed_on());
  const auto attempts = Attempts();
  ASSERT_EQ(attempts.follow_up_attempts_size(), 1);
  const auto& attempt = attempts.follow_up_attempts(0);
  EXPECT_EQ(attempt.mode(), caseload::v1::CONTACT_MODE_PHONE);
  EXPECT_EQ(attempt.note(), "Rang twice.");
  EXPECT_EQ(attempt.participant_id(), journey.participant_id());
  EXPECT_EQ(attempt.journey_id(), journey.id());
  const auto items = Items(t.specialist);
  ASSERT_EQ(items.size(), 1u);
  EXPECT_EQ(items[0].state(), pl::DUE_STATE_DUE) << "its day is today";
  EXPECT_EQ(items[0].attempts(), 1);
}

TEST_F(DueAnswers, AreForThoseWhoSeeTheJobAndMayWrite) {
  const Tenant other = world().NewTenant();
  const auto q = Answer(pl::CHECKPOINT_ANSWER_NOT_REACHED, "2025-06-16");
  EXPECT_THAT(world().Call(t.other_specialist, q), Refused(absl::StatusCode::kNotFound));
  EXPECT_THAT(world().Call(other.manager, q), Refused(absl::StatusCode::kNotFound));
  for (const auto& token : {t.auditor, t.commissioner, t.partner, t.administrator})
    EXPECT_THAT(world().Call(token, q), Refused(absl::StatusCode::kPermissionDenied));
  auto nowhere = q;
  nowhere.set_id(NewId());
  EXPECT_THAT(world().Call(t.specialist, nowhere), Refused(absl::StatusCode::kNotFound));
  pl::WithdrawSpellRequest withdraw;
  withdraw.set_request_id(NewId());
  withdraw.set_id(job.id());
  ASSERT_THAT(world().Call(t.specialist, withdraw), IsOk());
  EXPECT_EQ(world().Call(t.specialist, q).reason, "STATE");
  EXPECT_EQ(world().Call(t.specialist, Answer(pl::CHECKPOINT_ANSWER_STILL_THERE, "2025-06-16")).reason, "STATE");
  EXPECT_THAT(Items(t.specialist), IsEmpty());
}

TEST_F(DueAnswers, AttemptsAreRecordsLikeOtherFactsOfAJob) {
  pl::FollowUpAttempt attempt;
  attempt.set_spell_id(job.id());
  *attempt.mutable_attempted_on() = On("2025-03-16");
  EXPECT_THAT(world().Create(t.specialist, attempt), InvalidFor({"follow_up_attempt.attempted_on"}));
  *attempt.mutable_attempted_on() = On("2025-06-17");
  EXPECT_THAT(world().Create(t.specialist, attempt), InvalidFor({"follow_up_attempt.attempted_on"}));
  *attempt.mutable_attempted_on() = On("2025-06-16");
  EXPECT_THAT(world().Create(t.other_specialist, attempt), NotFoundFor({"follow_up_attempt.spell_id"}));
  attempt = world().Make(t.specialist, attempt);
  attempt.set_mode(caseload::v1::CONTACT_MODE_TEXT);
  ASSERT_THAT(world().Update(t.specialist, attempt, {"mode"}, &attempt), IsOk());
  pl::ListFollowUpAttemptsRequest q;
  q.set_participant_id(journey.participant_id());
  pl::ListFollowUpAttemptsResponse rows;
  ASSERT_THAT(world().Call(t.auditor, q, &rows), IsOk());
  ASSERT_EQ(rows.follow_up_attempts_size(), 1);
  EXPECT_EQ(rows.follow_up_attempts(0).SerializeAsString(), attempt.SerializeAsString());
  ASSERT_THAT(world().Call(t.other_specialist, q, &rows), IsOk());
  EXPECT_EQ(rows.follow_up_attempts_size(), 0);
  EXPECT_THAT(world().Get(t.other_specialist, attempt.id(), &attempt), Refused(absl::StatusCode::kNotFound));
}

TEST_F(DueAnswers, AreShortCommands) {
  const auto run = [&](std::vector<std::string> arguments) {
    return RunCli(world(), t.specialist, std::move(arguments));
  };
  Printed printed = run({"due"});
  EXPECT_EQ(printed.code, 0) << printed.err;
  EXPECT_THAT(printed.out, HasSubstr("sustained-13"));
  EXPECT_THAT(printed.out, HasSubstr("Sam Example"));
  printed = run({"due", "answer", job.id(), "--answer", "not-reached", "--mode", "phone"});
  EXPECT_EQ(printed.code, 0) << printed.err;
  printed = run({"follow-up", "attempt", "--spell-id", job.id()});
  EXPECT_EQ(printed.code, 0) << printed.err;
  printed = run({"follow-up", "list", "--spell-id", job.id()});
  EXPECT_EQ(Attempts().follow_up_attempts_size(), 2);
  EXPECT_THAT(printed.out, HasSubstr("phone"));
  printed = run({"due", "answer", job.id(), "--answer", "still-there", "--weekly-minutes", "1200"});
  EXPECT_EQ(printed.code, 3) << "who says so is asked, and never filled in";
  EXPECT_THAT(printed.err, HasSubstr("--evidence: must be given"));
  EXPECT_EQ(Evidence().spell_evidences_size(), 0);
  printed = run(
      {"due", "answer", job.id(), "--answer", "still-there", "--weekly-minutes", "1200", "--evidence", "participant"});
  EXPECT_EQ(printed.code, 0) << printed.err;
  ASSERT_EQ(Evidence().spell_evidences_size(), 1);
  EXPECT_EQ(Evidence().spell_evidences(0).kind(), pl::EVIDENCE_KIND_PARTICIPANT);
  EXPECT_EQ(Text(Evidence().spell_evidences(0).speaks_for()), "2025-06-16");
  printed = run({"due", "--all", "yes"});
  EXPECT_EQ(printed.code, 0) << printed.err;
  EXPECT_THAT(printed.out, testing::Not(HasSubstr("sustained-13")));
  printed = run({"due", "--help"});
  EXPECT_THAT(printed.out, HasSubstr("answer"));
  EXPECT_THAT(printed.out, HasSubstr("--team-id"));
}

}  // namespace
}  // namespace gainful::integration
