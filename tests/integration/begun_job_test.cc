// Jobs that name the application through which they began, over gRPC: what that settles, and which application a job may not name.
#include <thread>

#include "gainful/type/v1/import.pb.h"
#include "tests/integration/cli.h"
#include "tests/integration/planned_start_fixture.h"

namespace gainful::integration {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class BegunJobs : public PlannedStartTest {
 protected:
  void SetUp() override {
    PlannedStartTest::SetUp();
    journey = NewCase(t, {});
  }
  Journey journey;
};

constexpr char kQuestion[] = "planned_start overdue 2025-06-12";

TEST_F(BegunJobs, SettleThePlannedStartAndAreNamedByTheApplication) {
  const em::JobApplication a = Accepted(journey, "2025-06-12");
  EXPECT_EQ(JobOf(a), "");
  // Long before it was planned, and known to be this one whatever the day.
  const Spell job = world().Make(t.specialist, Job(journey, "2025-05-20", a.id()));
  EXPECT_EQ(job.application_id(), a.id());
  EXPECT_THAT(Asked(t.specialist), IsEmpty());
  EXPECT_EQ(JobOf(a), job.id());
  ASSERT_THAT(world().Call(t.specialist, Step<pl::WithdrawSpellRequest>(job.id())), IsOk());
  EXPECT_THAT(Asked(t.specialist), ElementsAre(kQuestion)) << "it was recorded in error";
  EXPECT_EQ(JobOf(a), "");
  const Spell again = world().Make(t.specialist, Job(journey, "2025-06-13", a.id()));
  EXPECT_EQ(JobOf(a), again.id());
}

TEST_F(BegunJobs, MaySayItLaterAndTakeItBack) {
  const em::JobApplication a = Accepted(journey, "2025-06-12");
  Spell job = world().Make(t.specialist, Job(journey, "2025-05-20"));
  EXPECT_THAT(Asked(t.specialist), ElementsAre(kQuestion)) << "long before the planned start";
  job.set_application_id(a.id());
  ASSERT_THAT(world().Update(t.specialist, job, {"application_id"}, &job), IsOk());
  EXPECT_THAT(Asked(t.specialist), IsEmpty());
  job.set_job_title("Baker");
  ASSERT_THAT(world().Update(t.specialist, job, {"job_title"}, &job), IsOk()) << "it is its own";
  job.clear_application_id();
  ASSERT_THAT(world().Update(t.specialist, job, {"application_id"}, &job), IsOk());
  EXPECT_THAT(Asked(t.specialist), ElementsAre(kQuestion));
}

// A spell that names another application is that one's job.
TEST_F(BegunJobs, AreOneApplicationsEach) {
  em::Vacancy other;
  other.set_employer_id(t.employer);
  other.set_role("Cleaner");
  *other.mutable_opened_on() = Day(2025, 4, 1);
  const em::JobApplication baker = Accepted(journey, "2025-06-12"),
                           cleaner = Accepted(journey, "2025-06-12", world().Make(t.manager, other).id());
  EXPECT_EQ(Starts(t.specialist).size(), 2u);
  const Spell job = world().Make(t.specialist, Job(journey, "2025-06-12", baker.id()));
  auto items = Starts(t.specialist);
  ASSERT_EQ(items.size(), 1u);
  EXPECT_EQ(items[0].application_id(), cleaner.id());
  const Outcome twice = world().Create(t.specialist, Job(journey, "2025-06-13", baker.id()));
  EXPECT_THAT(twice, RefusedBecause("STATE"));
  EXPECT_THAT(twice.message, HasSubstr("has become a job already"));
  EXPECT_EQ(twice.message.find(job.id()), std::string::npos);
}

TEST_F(BegunJobs, NameNoApplicationOfSomebodyElse) {
  const Tenant other = world().NewTenant();
  const em::JobApplication a = Accepted(journey, "2025-06-12");
  const Journey neighbour = NewCase(t, {}), south = NewCase(t, {}, "South", t.other_team);
  const Outcome of_neighbour = world().Create(t.specialist, Job(neighbour, "2025-06-12", a.id()));
  const Outcome of_nobody = world().Create(t.specialist, Job(neighbour, "2025-06-12", NewId()));
  const Outcome unseen = world().Create(t.other_specialist, Job(south, "2025-06-12", a.id()));
  for (const Outcome& outcome : {of_neighbour, of_nobody, unseen}) {
    EXPECT_THAT(outcome, NotFoundFor({"spell.application_id"}));
    EXPECT_EQ(outcome.message, of_nobody.message) << "whose it is stays unsaid";
    EXPECT_EQ(outcome.violations, of_nobody.violations);
  }
  Spell foreign = Job(NewCase(other, {}), "2025-06-12", a.id());
  foreign.set_employer_id(other.employer);
  EXPECT_THAT(world().Create(other.manager, foreign), NotFoundFor({"spell.application_id"}));
  EXPECT_EQ(JobOf(a), "");
}

TEST_F(BegunJobs, NameTheApplicationOfTheSamePersonUnderTheirOtherRecord) {
  const Journey duplicate = NewCase(t, {}, "Samuel Example");
  const em::JobApplication a = Accepted(journey, "2025-06-12");
  EXPECT_THAT(world().Create(t.specialist, Job(duplicate, "2025-06-12", a.id())),
              NotFoundFor({"spell.application_id"}));
  MergedPeople(journey.participant_id(), duplicate.participant_id());
  const Spell job = world().Make(t.specialist, Job(duplicate, "2025-06-12", a.id()));
  EXPECT_EQ(JobOf(a), job.id());
}

TEST_F(BegunJobs, AreWithTheEmployerOfTheApplication) {
  const em::JobApplication a = Accepted(journey, "2025-06-12");
  em::Employer again;
  again.set_name("Corner Bakery");
  again = world().Make(t.manager, again);
  Spell job = Job(journey, "2025-06-12", a.id());
  job.set_employer_id(again.id());
  EXPECT_THAT(world().Create(t.specialist, job), InvalidFor({"spell.application_id"}));
  job.clear_employer_id();
  job = world().Make(t.specialist, job);
  EXPECT_EQ(job.employer_id(), t.employer) << "where none is given it is the application's";
  job.set_employer_id(again.id());
  EXPECT_THAT(world().Update(t.specialist, job, {"employer_id"}), InvalidFor({"spell.application_id"}));
  job.clear_employer_id();
  const Outcome nameless = world().Update(t.specialist, job, {"employer_id"});
  EXPECT_THAT(nameless, InvalidFor({"spell.employer_id"}));
  EXPECT_THAT(nameless.violations.at(0).second, HasSubstr(t.employer));
  // Two records of one employer are one: the application names the one, the job the other.
  ASSERT_THAT(world().Call(t.specialist, Step<pl::WithdrawSpellRequest>(job.id())), IsOk());
  MergedEmployers(again.id(), t.employer);
  job = Job(journey, "2025-06-12", a.id());
  job.set_employer_id(again.id());
  EXPECT_THAT(world().Create(t.specialist, job), IsOk());
}

// A job from before the offer is another one, and linking it would silence what is asked about the real one.
TEST_F(BegunJobs, DoNotBeginBeforeTheOffer) {
  em::JobApplication a = Accepted(journey, "2025-06-12");  // offered on 2025-05-05
  EXPECT_THAT(world().Create(t.specialist, Job(journey, "2019-03-04", a.id())), InvalidFor({"spell.started_on"}));
  EXPECT_THAT(world().Create(t.specialist, Job(journey, "2025-05-04", a.id())), InvalidFor({"spell.started_on"}));
  EXPECT_THAT(Asked(t.specialist), ElementsAre(kQuestion));
  Spell job = world().Make(t.specialist, Job(journey, "2025-05-05", a.id()));
  *job.mutable_started_on() = On("2025-05-04");
  EXPECT_THAT(world().Update(t.specialist, job, {"started_on"}), InvalidFor({"spell.started_on"}));
  *job.mutable_started_on() = On("2025-05-06");
  ASSERT_THAT(world().Update(t.specialist, job, {"started_on"}, &job), IsOk());
  const Journey second = NewCase(t, {});
  Spell past = world().Make(t.specialist, Job(second, "2025-05-04"));
  past.set_application_id(Accepted(second, "2025-06-12").id());
  EXPECT_THAT(world().Update(t.specialist, past, {"application_id"}), InvalidFor({"spell.started_on"}));
  // The same from the other side.
  *a.mutable_offered_on() = *a.mutable_offer_accepted_on() = On("2025-05-07");
  EXPECT_THAT(world().Update(t.specialist, a, {"offered_on", "offer_accepted_on"}),
              InvalidFor({"job_application.offered_on"}));
  *a.mutable_offered_on() = *a.mutable_offer_accepted_on() = On("2025-05-06");
  EXPECT_THAT(world().Update(t.specialist, a, {"offered_on", "offer_accepted_on"}), IsOk());
}

// A link across a merge is nobody's once it is undone: neither is the other person's job named, nor does it hold anything up.
TEST_F(BegunJobs, OfSomebodyElseAreNamedNoMoreOnceAMergeIsUndone) {
  const Journey duplicate = NewCase(t, {}, "Samuel Example");
  em::JobApplication a = Accepted(journey, "2025-06-12");
  const std::string merge = MergedPeople(journey.participant_id(), duplicate.participant_id());
  Spell theirs = world().Make(t.specialist, Job(duplicate, "2025-06-12", a.id()));
  ASSERT_EQ(JobOf(a), theirs.id());
  auto undo = Step<cl::UndoMergeRequest>(merge);
  undo.set_undo_reason("They are twins.");
  ASSERT_THAT(world().Call(Decider(), undo), IsOk());
  EXPECT_EQ(JobOf(a), "");
  EXPECT_THAT(Asked(t.specialist), ElementsAre(kQuestion));
  *a.mutable_pulled_out_on() = On("2025-06-13");
  ASSERT_THAT(world().Update(t.specialist, a, {"pulled_out_on"}, &a), IsOk());
  a.clear_pulled_out_on();
  ASSERT_THAT(world().Update(t.specialist, a, {"pulled_out_on"}, &a), IsOk());
  const Spell own = world().Make(t.specialist, Job(journey, "2025-06-13", a.id()));
  EXPECT_EQ(JobOf(a), own.id());
  // What is no longer theirs to name can be changed, and taken back.
  theirs.set_job_title("Baker");
  ASSERT_THAT(world().Update(t.specialist, theirs, {"job_title"}, &theirs), IsOk());
  // Together again they have two, and the application names one of them.
  MergedPeople(journey.participant_id(), duplicate.participant_id());
  EXPECT_EQ(JobOf(a), theirs.id()) << "the first";
  theirs.clear_application_id();
  ASSERT_THAT(world().Update(t.specialist, theirs, {"application_id"}), IsOk());
  EXPECT_EQ(JobOf(a), own.id());
}

// Two who link it at once: one of them does, and the other is told why not.
TEST_F(BegunJobs, LinkedTwiceAtOnceAreOne) {
  const em::JobApplication a = Accepted(journey, "2025-06-12");
  std::vector<Outcome> outcomes(6);
  std::vector<std::thread> hands;
  for (size_t i = 0; i < outcomes.size(); ++i)
    hands.emplace_back([&, i] { outcomes[i] = world().Create(t.specialist, Job(journey, "2025-06-12", a.id())); });
  for (auto& hand : hands) hand.join();
  int made = 0;
  for (const Outcome& outcome : outcomes) {
    made += outcome.ok();
    if (outcome.ok()) continue;
    EXPECT_THAT(outcome, RefusedBecause("STATE"));
    EXPECT_THAT(outcome.message, HasSubstr("has become a job already"));
  }
  EXPECT_EQ(made, 1);
}

// Of two at once, one who records the job and one who records that it came to nothing, one is refused.
TEST_F(BegunJobs, AreNotBegunThroughWhatComesToNothingMeanwhile) {
  for (int round = 0; round < 8; ++round) {
    const Journey own = NewCase(t, {});
    em::JobApplication a = Accepted(own, "2025-06-12");
    Outcome begun, over;
    std::thread specialist([&] { begun = world().Create(t.specialist, Job(own, "2025-06-12", a.id())); });
    std::thread colleague([&] {
      if (round % 2 == 0) {
        *a.mutable_pulled_out_on() = On("2025-06-13");
        over = world().Update(t.manager, a, {"pulled_out_on"});
      } else {
        over = world().Call(t.manager, Step<em::WithdrawJobApplicationRequest>(a.id()));
      }
    });
    specialist.join();
    colleague.join();
    EXPECT_NE(begun.ok(), over.ok()) << round;
    EXPECT_THAT(begun.ok() ? over : begun, RefusedBecause("STATE"));
  }
}

TEST_F(BegunJobs, NeedAnOfferThatWasAcceptedAndStands) {
  const auto why_not = [&](const em::JobApplication& a) {
    const Outcome refused = world().Create(t.specialist, Job(journey, "2025-06-12", a.id()));
    EXPECT_THAT(refused, RefusedBecause("STATE"));
    return refused.message;
  };
  em::JobApplication a = world().Make(t.specialist, Applied(journey));
  EXPECT_THAT(why_not(a), HasSubstr("without an offer that was accepted"));
  *a.mutable_offered_on() = On("2025-05-05");
  World::MustBeOk(world().Update(t.specialist, a, {"offered_on"}, &a));
  EXPECT_THAT(why_not(a), HasSubstr("without an offer that was accepted"));
  *a.mutable_offer_accepted_on() = On("2025-05-06");
  *a.mutable_pulled_out_on() = On("2025-05-07");
  World::MustBeOk(world().Update(t.specialist, a, {"offer_accepted_on", "pulled_out_on"}, &a));
  EXPECT_THAT(why_not(a), HasSubstr("came to nothing"));
  a.clear_pulled_out_on();
  World::MustBeOk(world().Update(t.specialist, a, {"pulled_out_on"}, &a));
  const Spell job = world().Make(t.specialist, Job(journey, "2025-06-12", a.id()));
  EXPECT_EQ(JobOf(a), job.id()) << "an accepted offer without a planned start will do";
  ASSERT_THAT(world().Call(t.specialist, Step<pl::WithdrawSpellRequest>(job.id())), IsOk());
  ASSERT_THAT(world().Call(t.specialist, Step<em::WithdrawJobApplicationRequest>(a.id())), IsOk());
  EXPECT_THAT(why_not(a), HasSubstr("recorded in error"));
}

TEST_F(BegunJobs, SayItOfTheirFirstSpell) {
  const em::JobApplication a = Accepted(journey, "2025-06-12");
  Spell first = Job(journey, "2025-03-03");
  *first.mutable_ended_on() = On("2025-05-30");
  first = world().Make(t.specialist, first);
  Spell next = Job(journey, "2025-06-12", a.id());
  next.set_continues_spell_id(first.id());
  EXPECT_THAT(world().Create(t.specialist, next), InvalidFor({"spell.application_id"}));
  next.clear_continues_spell_id();
  next = world().Make(t.specialist, next);
  next.set_continues_spell_id(first.id());
  EXPECT_THAT(world().Update(t.specialist, next, {"continues_spell_id"}), InvalidFor({"spell.application_id"}));
}

// Which application somebody means no file can say.
TEST_F(BegunJobs, AreNotLinkedByFiles) {
  pl::StageImportRequest q;
  q.set_import_id(NewId());
  auto* row = q.add_rows();
  row->set_line(2);
  row->set_journey_key("1");
  row->mutable_spell()->set_source("sheet");
  row->mutable_spell()->set_source_key("1/1");
  *row->mutable_spell()->mutable_started_on() = On("2025-06-12");
  q.mutable_spell_mask()->add_paths("application_id");
  EXPECT_THAT(world().Call(t.manager, q), InvalidFor({"spell_mask"}));
}

TEST_F(BegunJobs, KeepTheirEmployerWhenAFileComesAgain) {
  journey.clear_id();
  journey.set_source("sheet");
  journey.set_source_key("1");
  journey.set_participant_id(world().NewParticipant(t.manager, t.team).id());
  journey = world().Make(t.manager, journey);
  std::string start = "2025-06-12";
  const auto stage = [&](const std::string& employer, type::v1::StageImportResponse* staged) {
    pl::StageImportRequest q;
    q.set_import_id(NewId());
    auto* row = q.add_rows();
    row->set_line(2);
    row->set_journey_key("1");
    *row->mutable_spell() = Job(Journey(), start);
    row->mutable_spell()->clear_journey_id();
    row->mutable_spell()->clear_employer_id();
    if (!employer.empty()) row->mutable_spell()->set_employer_id(employer);
    row->mutable_spell()->set_source("sheet");
    row->mutable_spell()->set_source_key("1/1");
    for (const char* path : {"started_on", "employer_id"}) q.mutable_spell_mask()->add_paths(path);
    World::MustBeOk(world().Call(t.manager, q, staged));
    return q.import_id();
  };
  const auto problems = [&](const std::string& employer) {
    type::v1::StageImportResponse staged;
    stage(employer, &staged);
    std::vector<std::string> fields;
    for (const auto& problem : staged.problems()) fields.push_back(problem.field());
    return fields;
  };
  type::v1::StageImportResponse staged;
  type::v1::CommitImportRequest commit;
  commit.set_request_id(NewId());
  commit.set_import_id(stage(t.employer, &staged));
  const auto* service = Spell::descriptor()->file()->FindServiceByName("PlacementService");
  ASSERT_THAT(world().Call(t.manager, commit, nullptr, service->FindMethodByName("CommitImport")), IsOk());
  em::Employer garage;
  garage.set_name("Garage");
  garage = world().Make(t.manager, garage);
  EXPECT_THAT(problems(garage.id()), IsEmpty()) << "it names no application yet";
  Spell job;
  World::MustBeOk(world().Get(
      t.manager, sql().One("SELECT id FROM placement.spell WHERE org_id = '" + t.org + "' AND source_key = '1/1'"),
      &job));
  em::JobApplication a = Accepted(journey, "2025-06-12");
  job.set_application_id(a.id());
  World::MustBeOk(world().Update(t.manager, job, {"application_id"}));
  EXPECT_THAT(problems(garage.id()), ElementsAre("spell.employer_id"));
  EXPECT_THAT(problems(""), ElementsAre("spell.employer_id"));
  EXPECT_THAT(problems(t.employer), IsEmpty());
  start = "2025-05-04";
  EXPECT_THAT(problems(t.employer), ElementsAre("spell.started_on")) << "the day before the offer";
  start = "2025-05-05";
  EXPECT_THAT(problems(t.employer), IsEmpty());
  // What was in order when the file was checked is asked once more.
  commit.set_request_id(NewId());
  commit.set_import_id(stage(t.employer, &staged));
  *a.mutable_offered_on() = *a.mutable_offer_accepted_on() = On("2025-05-06");
  World::MustBeOk(world().Update(t.manager, a, {"offered_on", "offer_accepted_on"}));
  const Outcome late = world().Call(t.manager, commit, nullptr, service->FindMethodByName("CommitImport"));
  EXPECT_THAT(late, RefusedBecause("STATE"));
  EXPECT_THAT(late.message, HasSubstr("its first day and the offer through which the job began"));
  start = "2025-05-06";
  MergedEmployers(garage.id(), t.employer);
  EXPECT_THAT(problems(garage.id()), IsEmpty()) << "the record that stands for it now";
}

TEST_F(BegunJobs, AreRecordedFromTheCommandLine) {
  const em::JobApplication a = Accepted(journey, "2025-06-12");
  const Printed due = RunCli(world(), t.specialist, {"due"});
  EXPECT_EQ(due.code, 0) << due.err;
  EXPECT_THAT(due.out, HasSubstr(a.id())) << "what the next command asks for";
  const Printed made = RunCli(world(), t.specialist,
                              {"spell", "create", "--journey-id", journey.id(), "--started-on", "2025-06-12",
                               "--application-id", a.id(), "--id-only"});
  EXPECT_EQ(made.code, 0) << made.err;
  EXPECT_THAT(made.out, HasSubstr(JobOf(a)));
  EXPECT_NE(JobOf(a), "");
}

}  // namespace
}  // namespace gainful::integration
