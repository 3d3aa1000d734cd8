// Changes of applications over gRPC: what a job that began holds fast, two at once, and what the person allows when the way of applying changes.
#include <algorithm>
#include <thread>

#include "absl/strings/str_cat.h"
#include "gainful/caseload/v1/caseload.pb.h"
#include "tests/integration/employer_fixture.h"

namespace gainful::integration {
namespace {

namespace pl = placement::v1;
using testing::HasSubstr;
using testing::Not;

class ApplicationChanges : public EngagementTest {
 protected:
  void SetUp() override {
    EngagementTest::SetUp();
    vacancy_.set_employer_id(employer_.id());
    vacancy_.set_role("Gardener");
    *vacancy_.mutable_opened_on() = Day(2025, 6, 1);
    vacancy_ = world().Make(t_.specialist, vacancy_);
  }
  em::JobApplication Of(const Participant& person) const {
    em::JobApplication a;
    a.set_participant_id(person.id());
    a.set_vacancy_id(vacancy_.id());
    *a.mutable_applied_on() = Day(2025, 6, 2);
    return a;
  }
  void AllowBoth() const {
    for (const auto content : {em::DISCLOSURE_CONTENT_SUPPORTED, em::DISCLOSURE_CONTENT_SERVICE_NAME})
      World::MustBeOk(Say(employer_, em::DISCLOSURE_DECISION_GIVEN, content));
  }
  Outcome GoThroughUs(em::Vacancy* out = nullptr) {
    vacancy_.set_through_service(type::v1::ANSWER_YES);
    return world().Update(t_.specialist, vacancy_, {"through_service"}, out);
  }
  em::Vacancy vacancy_;
};

TEST_F(ApplicationChanges, KeepTheOfferThroughWhichAJobBegan) {
  em::JobApplication a = Of(person_);
  *a.mutable_offered_on() = *a.mutable_offer_accepted_on() = Day(2025, 6, 4);
  a = world().Make(t_.specialist, a);
  Spell job;
  job.set_journey_id(journey_.id());
  *job.mutable_started_on() = Day(2025, 6, 10);
  job.set_employer_id(employer_.id());
  job.set_application_id(a.id());
  job = world().Make(t_.specialist, job);
  em::JobApplication wrong = a;
  *wrong.mutable_pulled_out_on() = Day(2025, 6, 12);
  const Outcome refused = world().Update(t_.specialist, wrong, {"pulled_out_on"});
  EXPECT_THAT(refused, RefusedBecause("STATE"));
  EXPECT_THAT(refused.message, HasSubstr(job.id()));
  wrong.clear_pulled_out_on();
  wrong.clear_offer_accepted_on();
  EXPECT_THAT(world().Update(t_.specialist, wrong, {"offer_accepted_on"}), RefusedBecause("STATE"));
  EXPECT_THAT(world().Call(t_.specialist, Step<em::WithdrawJobApplicationRequest>(a.id())), RefusedBecause("STATE"));
  *a.mutable_planned_start_on() = Day(2025, 6, 9);
  ASSERT_THAT(world().Update(t_.specialist, a, {"planned_start_on"}, &a), IsOk()) << "it stands as accepted";
  EXPECT_EQ(a.job_id(), job.id());
  ASSERT_THAT(world().Call(t_.specialist, Step<pl::WithdrawSpellRequest>(job.id())), IsOk());
  EXPECT_THAT(world().Call(t_.specialist, Step<em::WithdrawJobApplicationRequest>(a.id())), IsOk());
}

// Whoever had the job and lost it may apply again, and nothing that is on record has to be falsified for it.
TEST_F(ApplicationChanges, MayBeMadeAgainOnceAJobBeganThroughOne) {
  em::JobApplication first = Of(person_);
  *first.mutable_offered_on() = *first.mutable_offer_accepted_on() = Day(2025, 6, 4);
  first = world().Make(t_.specialist, first);
  const Outcome refused = world().Create(t_.specialist, Of(person_));
  EXPECT_THAT(refused, RefusedBecause("STATE"));
  EXPECT_THAT(refused.message, HasSubstr(first.id()));
  Spell job;
  job.set_journey_id(journey_.id());
  *job.mutable_started_on() = Day(2025, 6, 5);
  *job.mutable_ended_on() = Day(2025, 6, 9);
  job.set_end_reason(pl::END_REASON_RESIGNED);
  job.set_employer_id(employer_.id());
  job.set_application_id(first.id());
  job = world().Make(t_.specialist, job);
  World::MustBeOk(world().Get(t_.specialist, first.id(), &first));
  EXPECT_EQ(first.status(), em::APPLICATION_STATUS_JOB_BEGAN);
  em::JobApplication again = Of(person_);
  *again.mutable_applied_on() = Day(2025, 6, 11);
  again = world().Make(t_.specialist, again);
  EXPECT_EQ(again.status(), em::APPLICATION_STATUS_APPLIED);
  EXPECT_THAT(world().Create(t_.specialist, Of(person_)), RefusedBecause("STATE")) << "this one is under way";
  *again.mutable_pulled_out_on() = Day(2025, 6, 12);
  ASSERT_THAT(world().Update(t_.specialist, again, {"pulled_out_on"}, &again), IsOk());
  again.clear_pulled_out_on();
  EXPECT_THAT(world().Update(t_.specialist, again, {"pulled_out_on"}), IsOk()) << "it is taken up again";
}

// However many send the same at once, one of them is on record.
TEST_F(ApplicationChanges, MadeTwiceAtOnceAreOne) {
  std::vector<Outcome> outcomes(8);
  std::vector<std::thread> hands;
  for (size_t i = 0; i < outcomes.size(); ++i)
    hands.emplace_back([&, i] { outcomes[i] = world().Create(t_.specialist, Of(person_)); });
  for (auto& hand : hands) hand.join();
  int made = 0;
  for (const Outcome& outcome : outcomes) {
    made += outcome.ok();
    if (!outcome.ok()) {
      EXPECT_THAT(outcome, RefusedBecause("STATE"));
    }
  }
  EXPECT_EQ(made, 1);
}

// Of two at once, one who has the vacancy applied for through our service and one who records that somebody applied who does not allow it, one is told.
TEST_F(ApplicationChanges, AreAskedThoughTheVacancyChangesMeanwhile) {
  for (int round = 0; round < 8; ++round) {
    em::Vacancy vacancy;
    vacancy.set_employer_id(employer_.id());
    vacancy.set_role("Gardener");
    *vacancy.mutable_opened_on() = Day(2025, 6, 1);
    vacancy = world().Make(t_.specialist, vacancy);
    em::JobApplication a = Of(person_);
    a.set_vacancy_id(vacancy.id());
    vacancy.set_through_service(type::v1::ANSWER_YES);
    Outcome through, applied;
    std::thread manager([&] { through = world().Update(t_.manager, vacancy, {"through_service"}); });
    std::thread specialist([&] { applied = world().Create(t_.specialist, a); });
    manager.join();
    specialist.join();
    EXPECT_NE(through.ok(), applied.ok()) << round;
    EXPECT_THAT(through.ok() ? applied : through, RefusedBecause("DISCLOSURE_NOT_ALLOWED"));
  }
}

TEST_F(ApplicationChanges, AreOfNoVacancyThatIsTakenBackMeanwhile) {
  for (int round = 0; round < 8; ++round) {
    em::Vacancy vacancy;
    vacancy.set_employer_id(employer_.id());
    vacancy.set_role("Gardener");
    *vacancy.mutable_opened_on() = Day(2025, 6, 1);
    vacancy = world().Make(t_.specialist, vacancy);
    em::JobApplication a = Of(person_);
    a.set_vacancy_id(vacancy.id());
    Outcome applied;
    em::JobApplication made;
    std::thread manager(
        [&] { World::MustBeOk(world().Call(t_.manager, Step<em::WithdrawVacancyRequest>(vacancy.id()))); });
    std::thread specialist([&] { applied = world().Create(t_.specialist, a, &made); });
    manager.join();
    specialist.join();
    if (!applied.ok()) {
      EXPECT_THAT(applied, RefusedBecause("STATE"));
      continue;
    }
    // Then it was on record first: the journal has it before the vacancy's end.
    EXPECT_EQ(sql().One(absl::StrCat("SELECT max(seq) FILTER (WHERE subject = '", made.id(),
                                     "') < max(seq) FILTER (WHERE "
                                     "subject = '",
                                     vacancy.id(), "') FROM journal.entry WHERE org_id = '", t_.org, "'")),
              "t")
        << round;
  }
}

TEST_F(ApplicationChanges, AreMadeWhileTheVacancyAndTheJourneyGoOn) {
  *vacancy_.mutable_filled_on() = Day(2025, 6, 5);
  ASSERT_THAT(world().Update(t_.specialist, vacancy_, {"filled_on"}, &vacancy_), IsOk());
  em::JobApplication a = Of(person_);
  *a.mutable_applied_on() = Day(2025, 6, 6);
  EXPECT_THAT(world().Create(t_.specialist, a), InvalidFor({"job_application.applied_on"}));
  cl::AcceptJourneyRequest accept = Step<cl::AcceptJourneyRequest>(journey_.id());
  *accept.mutable_accepted_on() = Day(2025, 2, 1);
  World::MustBeOk(world().Call(t_.manager, accept));
  cl::ExitJourneyRequest exit = Step<cl::ExitJourneyRequest>(journey_.id());
  *exit.mutable_exited_on() = Day(2025, 6, 4);
  exit.set_exit_reason(cl::EXIT_REASON_COMPLETED);
  World::MustBeOk(world().Call(t_.manager, exit));
  a.set_journey_id(journey_.id());
  *a.mutable_applied_on() = Day(2025, 6, 5);
  EXPECT_THAT(world().Create(t_.specialist, a), InvalidFor({"job_application.journey_id"})) << "the day after the exit";
  *a.mutable_applied_on() = Day(2025, 6, 4);
  EXPECT_THAT(world().Create(t_.specialist, a), IsOk());
}

TEST_F(ApplicationChanges, LeaveOneUnderWayForAVacancy) {
  em::JobApplication first = world().Make(t_.specialist, Of(person_));
  *first.mutable_turned_down_on() = Day(2025, 6, 3);
  ASSERT_THAT(world().Update(t_.specialist, first, {"turned_down_on"}, &first), IsOk());
  em::JobApplication second = world().Make(t_.specialist, Of(person_));
  first.clear_turned_down_on();
  const Outcome refused = world().Update(t_.specialist, first, {"turned_down_on"});
  EXPECT_THAT(refused, RefusedBecause("STATE"));
  EXPECT_THAT(refused.message, HasSubstr(second.id()));
  *first.mutable_pulled_out_on() = Day(2025, 6, 3);
  ASSERT_THAT(world().Update(t_.specialist, first, {"turned_down_on", "pulled_out_on"}, &first), IsOk())
      << "it ended otherwise";
  *second.mutable_pulled_out_on() = Day(2025, 6, 5);
  ASSERT_THAT(world().Update(t_.specialist, second, {"pulled_out_on"}), IsOk());
  first.clear_pulled_out_on();
  EXPECT_THAT(world().Update(t_.specialist, first, {"pulled_out_on"}), IsOk()) << "there is no other now";
}

TEST_F(ApplicationChanges, AskWhoAppliedBeforeTheEmployerIsToldOfUs) {
  em::JobApplication a = world().Make(t_.specialist, Of(person_));
  const Outcome refused = GoThroughUs();
  EXPECT_THAT(refused, RefusedBecause("DISCLOSURE_NOT_ALLOWED"));
  EXPECT_THAT(refused.message, HasSubstr(person_.id()));
  EXPECT_THAT(refused.message, Not(HasSubstr(person_.name())));
  vacancy_.set_role("Head gardener");
  ASSERT_THAT(world().Update(t_.specialist, vacancy_, {"role"}, &vacancy_), IsOk()) << "nothing else is held up";
  ASSERT_THAT(Say(employer_, em::DISCLOSURE_DECISION_GIVEN, em::DISCLOSURE_CONTENT_SUPPORTED), IsOk());
  EXPECT_THAT(GoThroughUs(), RefusedBecause("DISCLOSURE_NOT_ALLOWED")) << "not by whom";
  ASSERT_THAT(Say(employer_, em::DISCLOSURE_DECISION_GIVEN, em::DISCLOSURE_CONTENT_SERVICE_NAME), IsOk());
  EXPECT_THAT(GoThroughUs(&vacancy_), IsOk());
  ASSERT_THAT(Say(employer_, em::DISCLOSURE_DECISION_WITHDRAWN, em::DISCLOSURE_CONTENT_SERVICE_NAME), IsOk());
  ASSERT_THAT(world().Update(t_.specialist, vacancy_, {"through_service"}, &vacancy_), IsOk()) << "it was so already";
}

// A refusal that names people is a read of them, and is no longer than somebody can read.
TEST_F(ApplicationChanges, NameTenOfThoseWhoDoNotAllowItAndAreWrittenDown) {
  std::vector<std::string> people;
  for (int i = 0; i < 12; ++i) {
    const Participant person = world().NewParticipant(t_.manager, t_.team);
    people.push_back(person.id());
    world().Make(t_.manager, Of(person));
  }
  std::sort(people.begin(), people.end());
  const std::string reads = absl::StrCat("SELECT person FROM journal.access WHERE org_id = '", t_.org,
                                         "' AND method = 'UpdateVacancy' AND kind = 'job_application' ORDER BY person");
  EXPECT_THAT(sql().Column(reads), testing::IsEmpty());
  const Outcome refused = GoThroughUs();
  EXPECT_THAT(refused, RefusedBecause("DISCLOSURE_NOT_ALLOWED"));
  EXPECT_THAT(refused.message, HasSubstr(people[9]));
  EXPECT_THAT(refused.message, Not(HasSubstr(people[10])));
  EXPECT_THAT(refused.message, HasSubstr(" and 2 more. "));
  EXPECT_THAT(sql().Column(reads), testing::ElementsAreArray(people.begin(), people.begin() + 10));
}

TEST_F(ApplicationChanges, DoNotAskThoseWhoAreNotApplyingAnyMore) {
  em::JobApplication a = world().Make(t_.specialist, Of(person_));
  *a.mutable_offered_on() = *a.mutable_offer_accepted_on() = Day(2025, 6, 4);
  ASSERT_THAT(world().Update(t_.specialist, a, {"offered_on", "offer_accepted_on"}), IsOk());
  em::JobApplication over = Of(world().NewParticipant(t_.manager, t_.team));
  *over.mutable_turned_down_on() = Day(2025, 6, 4);
  world().Make(t_.specialist, over);
  EXPECT_THAT(GoThroughUs(), IsOk());
}

// Whoever does not see somebody is not told that they applied; what is to come for them is held against their word by those who do see them.
TEST_F(ApplicationChanges, TellNobodyOfApplicantsWhomTheyDoNotSee) {
  const Participant south = world().NewParticipant(t_.manager, t_.other_team);
  em::JobApplication a = world().Make(t_.other_specialist, Of(south));
  ASSERT_THAT(GoThroughUs(), IsOk());
  *a.mutable_interview_on() = Day(2025, 6, 17);
  EXPECT_THAT(world().Update(t_.other_specialist, a, {"interview_on"}), RefusedBecause("DISCLOSURE_NOT_ALLOWED"))
      << "tomorrow";
  *a.mutable_interview_on() = Day(2025, 6, 16);
  EXPECT_THAT(world().Update(t_.other_specialist, a, {"interview_on"}, &a), IsOk()) << "what is, is recorded";
  *a.mutable_turned_down_on() = Day(2025, 6, 16);
  EXPECT_THAT(world().Update(t_.other_specialist, a, {"turned_down_on"}), IsOk());
}

TEST_F(ApplicationChanges, AskAgainWhenOneIsTakenUpAgain) {
  AllowBoth();
  ASSERT_THAT(GoThroughUs(), IsOk());
  em::JobApplication a = world().Make(t_.specialist, Of(person_));
  *a.mutable_pulled_out_on() = Day(2025, 6, 3);
  ASSERT_THAT(world().Update(t_.specialist, a, {"pulled_out_on"}, &a), IsOk());
  ASSERT_THAT(Say(employer_, em::DISCLOSURE_DECISION_WITHDRAWN, em::DISCLOSURE_CONTENT_SUPPORTED), IsOk());
  a.clear_pulled_out_on();
  EXPECT_THAT(world().Update(t_.specialist, a, {"pulled_out_on"}), RefusedBecause("DISCLOSURE_NOT_ALLOWED"));
  ASSERT_THAT(Say(employer_, em::DISCLOSURE_DECISION_GIVEN, em::DISCLOSURE_CONTENT_SUPPORTED), IsOk());
  EXPECT_THAT(world().Update(t_.specialist, a, {"pulled_out_on"}), IsOk());
}

}  // namespace
}  // namespace gainful::integration
