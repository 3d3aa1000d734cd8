// The steps of a journey over gRPC: triage, acceptance, exit and moves, and what each must fit.
#include "tests/integration/working_day_fixture.h"

namespace gainful::integration {
namespace {

using testing::Contains;
using testing::ElementsAre;

class JourneySteps : public WorkingDayTest {};

TEST_F(JourneySteps, TriageIsThereWhereTheProgrammeTriages) {
  const Tenant t = world().NewTenant();
  Journey j = NewOne(t);
  ChangeProgramme(t, {"triage", "triage_days"}, [](Programme* p) {
    p->set_triage(false);
    p->clear_triage_days();
  });
  EXPECT_THAT(Triage(t.specialist, j.id()), RefusedBecause("NO_TRIAGE"));
  EXPECT_THAT(DayOf(t.manager), ElementsAre("DECISION Sam"));
  Journey stated;
  stated.set_participant_id(NewPerson(t).id());
  stated.set_programme_id(t.programme);
  stated.set_team_id(t.team);
  *stated.mutable_referred_on() = *stated.mutable_triaged_on() = Day(2025, 1, 10);
  EXPECT_THAT(world().Create(t.manager, stated), InvalidFor({"journey.triaged_on"}));
  ChangeProgramme(t, {"triage", "triage_days"}, [](Programme* p) {
    p->set_triage(true);
    p->set_triage_days(3);
  });
  EXPECT_THAT(DayOf(t.manager), ElementsAre("TRIAGE Sam", "DECISION Sam"));
  World::MustBeOk(Triage(t.specialist, j.id()));
  EXPECT_THAT(DayOf(t.manager), ElementsAre("DECISION Sam"));
  EXPECT_EQ(world().Make(SignIn(t, "bea@example.org"), stated).triaged_by(), "bea@example.org");
  // What is decided is triaged no more.
  World::MustBeOk(Accept(t.manager, j.id(), &j));
  j.set_triage_priority(cl::REFERRAL_PRIORITY_URGENT);
  EXPECT_THAT(world().Update(t.manager, j, {"triage_priority"}), RefusedBecause("STATE"));
}

TEST_F(JourneySteps, AProgrammeAsksForFactsBeforeItAccepts) {
  const Tenant t = world().NewTenant();
  ChangeProgramme(t, {"asks_eligibility", "asks_right_to_work"}, [](Programme* p) {
    p->set_asks_eligibility(true);
    p->set_asks_right_to_work(true);
  });
  Journey j = NewOne(t);
  EXPECT_THAT(Accept(t.specialist, j.id()), RefusedBecause("FACTS_MISSING"));
  j.set_eligible(type::v1::ANSWER_YES);
  World::MustBeOk(world().Update(t.specialist, j, {"eligible"}, &j));
  const Outcome outcome = Accept(t.specialist, j.id());
  EXPECT_THAT(outcome, RefusedBecause("FACTS_MISSING"));
  EXPECT_THAT(outcome.message, testing::HasSubstr("--right-to-work"));
  *j.mutable_accepted_on() = Day(2025, 1, 20);
  EXPECT_THAT(world().Update(t.specialist, j, {"accepted_on"}), RefusedBecause("FACTS_MISSING"));
  j.set_right_to_work(type::v1::ANSWER_NOT_KNOWN);
  EXPECT_THAT(world().Update(t.specialist, j, {"accepted_on", "right_to_work"}), IsOk());
}

TEST_F(JourneySteps, AReferralLiesWithinTheProgrammeAndTheLife) {
  const Tenant t = world().NewTenant();
  ChangeProgramme(t, {"ends_on"}, [](Programme* p) { *p->mutable_ends_on() = Day(2025, 3, 31); });
  Journey j;
  j.set_participant_id(NewPerson(t).id());
  j.set_programme_id(t.programme);
  j.set_team_id(t.team);
  *j.mutable_referred_on() = Day(2025, 4, 1);
  EXPECT_THAT(world().Create(t.manager, j), InvalidFor({"journey.referred_on"}));
  *j.mutable_referred_on() = Day(1990, 5, 3);
  EXPECT_THAT(world().Create(t.manager, j), InvalidFor({"journey.referred_on"}));
  *j.mutable_referred_on() = Day(2025, 3, 31);
  EXPECT_THAT(world().Create(t.manager, j), IsOk());
}

TEST_F(JourneySteps, OnePassageThroughAProgrammeIsOpenAtATime) {
  const Tenant t = world().NewTenant();
  const Participant p = NewPerson(t);
  const Journey first = world().NewJourney(t.manager, t, p);
  Journey again;
  again.set_participant_id(p.id());
  again.set_programme_id(t.programme);
  again.set_team_id(t.team);
  *again.mutable_referred_on() = Day(2025, 6, 1);
  EXPECT_THAT(world().Create(t.specialist, again), RefusedBecause("OPEN_JOURNEY"));
  Programme other;
  other.set_name("Another");
  other.set_kind(dir::PROGRAMME_KIND_CONNECT_TO_WORK);
  again.set_programme_id(world().Make(t.manager, other).id());
  EXPECT_THAT(world().Create(t.specialist, again), IsOk());
  World::MustBeOk(Accept(t.manager, first.id()));
  World::MustBeOk(Exit(t.manager, first.id()));
  again.set_programme_id(t.programme);
  EXPECT_THAT(world().Create(t.specialist, again), IsOk());
  EXPECT_THAT(Reopen(t.manager, first.id()), RefusedBecause("OPEN_JOURNEY"));
}

TEST_F(JourneySteps, AnExitFollowsAnAcceptance) {
  const Tenant t = world().NewTenant();
  Journey j;
  j.set_participant_id(NewPerson(t).id());
  j.set_programme_id(t.programme);
  j.set_team_id(t.team);
  *j.mutable_referred_on() = Day(2025, 1, 10);
  *j.mutable_exited_on() = Day(2025, 2, 1);
  j.set_exit_reason(cl::EXIT_REASON_HEALTH);
  EXPECT_THAT(world().Create(t.manager, j), InvalidFor({"journey.exited_on"})) << "the back door of zero exclusion";
  *j.mutable_accepted_on() = Day(2025, 1, 20);
  j = world().Make(t.manager, j);
  j.clear_accepted_on();
  EXPECT_THAT(world().Update(t.manager, j, {"accepted_on"}), InvalidFor({"journey.accepted_on"}));
}

// A team that cannot see the person, or a worker who cannot see the journey, could do nothing for them.
TEST_F(JourneySteps, AJourneyStaysWithThoseWhoSeeThePerson) {
  const Tenant t = world().NewTenant();
  Journey j = Accepted(t);
  j.set_team_id(t.other_team);
  EXPECT_THAT(world().Update(t.manager, j, {"team_id"}), InvalidFor({"journey.team_id"}));
  Journey elsewhere = j;
  elsewhere.set_participant_id(NewPerson(t).id());
  EXPECT_THAT(world().Create(t.manager, elsewhere), InvalidFor({"journey.team_id"}));
  const StaffMember other = NewStaff(t, dir::STAFF_ROLE_EMPLOYMENT_SPECIALIST, "oli@example.org", t.other_team);
  EXPECT_THAT(world().Create(t.manager, To(j, other.id())), InvalidFor({"allocation.staff_member_id"}));
  cl::Cover cover;
  cover.set_staff_member_id(other.id());
  cover.set_team_id(t.team);
  *cover.mutable_starts_on() = *cover.mutable_ends_on() = Day(2025, 6, 16);
  cover.set_reason("Leave");
  World::MustBeOk(world().Create(t.manager, cover));
  EXPECT_THAT(world().Create(t.manager, To(j, other.id())), IsOk());
  EXPECT_THAT(DayOf(SignIn(t, "oli@example.org", t.other_team)), Contains("FIRST_CONTACT Sam"));
}

TEST_F(JourneySteps, EngagementLiesWithinTheJourney) {
  const Tenant t = world().NewTenant();
  const Journey j = Accepted(t);
  cl::VocationalProfile profile;
  profile.set_participant_id(j.participant_id());
  profile.set_journey_id(j.id());
  *profile.mutable_started_on() = Day(2025, 1, 9);
  EXPECT_THAT(world().Create(t.specialist, profile), InvalidFor({"vocational_profile.started_on"}));
  *profile.mutable_started_on() = Day(2025, 1, 10);
  profile = world().Make(t.specialist, profile);
  World::MustBeOk(Exit(t.manager, j.id()));
  *profile.mutable_started_on() = Day(2025, 5, 2);
  EXPECT_THAT(world().Update(t.specialist, profile, {"started_on"}), InvalidFor({"vocational_profile.started_on"}));
  *profile.mutable_started_on() = Day(2025, 5, 1);
  EXPECT_THAT(world().Update(t.specialist, profile, {"started_on"}), IsOk());
}

}  // namespace
}  // namespace gainful::integration
