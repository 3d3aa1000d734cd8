// Planned starts on the due list over gRPC: the contact in the week before, the question from the day on, whom they are shown to, and what ends them.
#include "gainful/placement/v1/in_work.pb.h"
#include "tests/integration/planned_start_fixture.h"

namespace gainful::integration {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class PlannedStarts : public PlannedStartTest {
 protected:
  cl::Contact Seen(const Journey& journey, const std::string& day) const {
    cl::Contact c;
    c.set_participant_id(journey.participant_id());
    *c.mutable_contacted_on() = On(day);
    c.set_kind(cl::CONTACT_KIND_IN_WORK_SUPPORT);
    c.set_attendance(cl::CONTACT_ATTENDANCE_ATTENDED);
    c.set_minutes(30);
    c.add_met_with(cl::CONTACT_WITH_PARTICIPANT);
    return c;
  }
  void Exit(const Journey& journey, const std::string& day) const {
    cl::ExitJourneyRequest exit = Step<cl::ExitJourneyRequest>(journey.id());
    *exit.mutable_exited_on() = On(day);
    exit.set_exit_reason(cl::EXIT_REASON_COMPLETED);
    World::MustBeOk(world().Call(t.manager, exit));
  }
};

constexpr char kContact[] = "before_start due 2025-06-19";
constexpr char kQuestion[] = "planned_start overdue 2025-06-12";

TEST_F(PlannedStarts, AreAContactForSevenDaysAndThenAQuestion) {
  Accepted(NewCase(t, {}), "2025-06-24");
  EXPECT_THAT(Asked(t.specialist), IsEmpty()) << "eight days before";
  for (const char* start : {"2025-06-23", "2025-06-17", "2025-06-16", "2025-06-15"}) Accepted(NewCase(t, {}), start);
  EXPECT_THAT(Asked(t.specialist), ElementsAre("before_start due 2025-06-16", "before_start due 2025-06-22",
                                               "planned_start overdue 2025-06-15", "planned_start due 2025-06-16"))
      << "by the day after which they would be lost";
}

TEST_F(PlannedStarts, SayWhatIsPlannedAndWhoseItIs) {
  const Journey journey = NewCase(t, {}, "Own");
  cl::Allocation allocation;
  allocation.set_journey_id(journey.id());
  allocation.set_staff_member_id(t.supervisor);
  *allocation.mutable_allocated_on() = Day(2025, 2, 1);
  world().Make(t.manager, allocation);
  em::JobApplication a = Accepted(journey, "2025-06-20");
  auto items = Starts(t.specialist);
  ASSERT_EQ(items.size(), 1u);
  EXPECT_EQ(items[0].because(),
            "in the week before the job begins: Baker at Corner Bakery Ltd, planned for 2025-06-20");
  EXPECT_EQ(Text(items[0].counts_from()), "2025-06-13");
  EXPECT_EQ(Text(items[0].lost_after()), "2025-06-19");
  EXPECT_EQ(items[0].name(), "Own");
  EXPECT_EQ(items[0].key_worker(), "Kim");
  EXPECT_EQ(items[0].participant_id(), journey.participant_id());
  EXPECT_EQ(items[0].journey_id(), journey.id());
  EXPECT_EQ(items[0].application_id(), a.id());
  EXPECT_EQ(items[0].spell_id(), "");
  EXPECT_EQ(items[0].reference().size(), 8u);
  const std::string reference = items[0].reference();
  *a.mutable_planned_start_on() = On("2025-06-12");
  World::MustBeOk(world().Update(t.manager, a, {"planned_start_on"}));
  items = Starts(t.specialist);
  ASSERT_EQ(items.size(), 1u);
  EXPECT_THAT(items[0].because(), HasSubstr("Baker at Corner Bakery Ltd was planned to begin on 2025-06-12: record the "
                                            "job (`gainful spell create`"));
  EXPECT_FALSE(items[0].has_counts_from());
  EXPECT_EQ(Text(items[0].lost_after()), "2025-07-10");
  EXPECT_NE(items[0].reference(), reference) << "another thing to do";
}

TEST_F(PlannedStarts, AreTwoOfOnePersonWhoAcceptedTwoOffers) {
  const Journey journey = NewCase(t, {});
  em::Vacancy other;
  other.set_employer_id(t.employer);
  other.set_role("Cleaner");
  *other.mutable_opened_on() = Day(2025, 4, 1);
  Accepted(journey, "2025-06-20");
  Accepted(journey, "2025-06-20", world().Make(t.manager, other).id());
  const auto items = Starts(t.specialist);
  ASSERT_EQ(items.size(), 2u);
  EXPECT_NE(items[0].reference(), items[1].reference());
}

TEST_F(PlannedStarts, AreAnsweredByAContactOfThatWeekAlone) {
  const Journey journey = NewCase(t, {});
  Accepted(journey, "2025-06-20");
  world().Make(t.specialist, Seen(journey, "2025-06-12"));
  cl::Contact missed = Seen(journey, "2025-06-13"), with_employer = missed, other_kind = missed;
  missed.set_attendance(cl::CONTACT_ATTENDANCE_DID_NOT_ATTEND);
  missed.clear_minutes();
  with_employer.clear_met_with();
  with_employer.add_met_with(cl::CONTACT_WITH_EMPLOYER);
  other_kind.set_kind(cl::CONTACT_KIND_FIRST_APPOINTMENT);
  for (const auto& contact : {missed, with_employer, other_kind}) world().Make(t.specialist, contact);
  EXPECT_THAT(Asked(t.specialist), ElementsAre(kContact));
  const cl::Contact held = world().Make(t.specialist, Seen(journey, "2025-06-13"));
  EXPECT_THAT(Asked(t.specialist), IsEmpty());
  ASSERT_THAT(world().Call(t.specialist, Step<cl::WithdrawContactRequest>(held.id())), IsOk());
  EXPECT_THAT(Asked(t.specialist), ElementsAre(kContact)) << "it was recorded in error";
}

// What was done before there was a job stands in its calendar once there is one.
TEST_F(PlannedStarts, LeaveTheirContactToTheJob) {
  const Journey journey = NewCase(t, {});
  const em::JobApplication a = Accepted(journey, "2025-06-16");
  world().Make(t.specialist, Seen(journey, "2025-06-15"));
  pl::GetFollowAlongRequest q;
  q.set_id(world().Make(t.specialist, Job(journey, "2025-06-16", a.id())).id());
  *q.mutable_as_of() = On("2025-06-16");
  pl::FollowAlong told;
  ASSERT_THAT(world().Call(t.specialist, q, &told), IsOk());
  ASSERT_GE(told.contacts_size(), 1);
  EXPECT_EQ(told.contacts(0).reason(), pl::FOLLOW_ALONG_REASON_BEFORE_START);
  EXPECT_EQ(told.contacts(0).state(), pl::FOLLOW_ALONG_STATE_MET);
  EXPECT_THAT(Asked(t.specialist), IsEmpty());
}

TEST_F(PlannedStarts, FollowTheApplication) {
  em::JobApplication a = Accepted(NewCase(t, {}), "2025-06-20");
  EXPECT_THAT(Asked(t.specialist), ElementsAre(kContact));
  *a.mutable_planned_start_on() = On("2025-06-30");
  World::MustBeOk(world().Update(t.manager, a, {"planned_start_on"}, &a));
  EXPECT_THAT(Asked(t.specialist), IsEmpty()) << "it was put off";
  *a.mutable_planned_start_on() = On("2025-06-12");
  World::MustBeOk(world().Update(t.manager, a, {"planned_start_on"}, &a));
  EXPECT_THAT(Asked(t.specialist), ElementsAre(kQuestion));
  *a.mutable_pulled_out_on() = On("2025-06-13");
  World::MustBeOk(world().Update(t.manager, a, {"pulled_out_on"}, &a));
  EXPECT_THAT(Asked(t.specialist), IsEmpty()) << "that is what became of it";
  a.clear_pulled_out_on();
  World::MustBeOk(world().Update(t.manager, a, {"pulled_out_on"}, &a));
  EXPECT_THAT(Asked(t.specialist), ElementsAre(kQuestion));
  ASSERT_THAT(world().Call(t.manager, Step<em::WithdrawJobApplicationRequest>(a.id())), IsOk());
  EXPECT_THAT(Asked(t.specialist), IsEmpty());
}

TEST_F(PlannedStarts, EndWithAJobThereThoughNobodyLinkedIt) {
  const Journey journey = NewCase(t, {});
  Accepted(journey, "2025-06-12");
  Spell elsewhere = Job(journey, "2025-06-12");
  em::Employer garage;
  garage.set_name("Garage");
  elsewhere.set_employer_id(world().Make(t.manager, garage).id());
  world().Make(t.manager, elsewhere);
  Spell nameless = Job(journey, "2025-06-12");
  nameless.clear_employer_id();
  world().Make(t.manager, nameless);
  world().Make(t.manager, Job(journey, "2025-06-04"));
  EXPECT_THAT(Asked(t.specialist), ElementsAre(kQuestion)) << "there, but eight days before; or not known to be there";
  const Spell there = world().Make(t.manager, Job(journey, "2025-06-05"));
  EXPECT_THAT(Asked(t.specialist), IsEmpty());
  ASSERT_THAT(world().Call(t.manager, Step<pl::WithdrawSpellRequest>(there.id())), IsOk());
  EXPECT_THAT(Asked(t.specialist), ElementsAre(kQuestion));
  world().Make(t.manager, Job(NewCase(t, {}), "2025-06-12"));
  EXPECT_THAT(Asked(t.specialist), ElementsAre(kQuestion)) << "somebody else's";
}

TEST_F(PlannedStarts, HoldRecordsOfOnePersonForOne) {
  const Journey kept = NewCase(t, {}), duplicate = NewCase(t, {}, "Samuel Example");
  Accepted(kept, "2025-06-12");
  world().Make(t.manager, Job(duplicate, "2025-06-12"));
  EXPECT_THAT(Asked(t.specialist), ElementsAre(kQuestion));
  const std::string id = MergedPeople(kept.participant_id(), duplicate.participant_id());
  EXPECT_THAT(Asked(t.specialist), IsEmpty());
  auto undo = Step<cl::UndoMergeRequest>(id);
  undo.set_undo_reason("They are twins.");
  ASSERT_THAT(world().Call(Decider(), undo), IsOk());
  EXPECT_THAT(Asked(t.specialist), ElementsAre(kQuestion));
}

TEST_F(PlannedStarts, HoldRecordsOfOneEmployerForOne) {
  const Journey journey = NewCase(t, {});
  Accepted(journey, "2025-06-12");
  em::Employer again;
  again.set_name("Corner Bakery");
  Spell job = Job(journey, "2025-06-12");
  job.set_employer_id(world().Make(t.manager, again).id());
  world().Make(t.manager, job);
  EXPECT_THAT(Asked(t.specialist), ElementsAre(kQuestion));
  MergedEmployers(t.employer, job.employer_id());
  EXPECT_THAT(Asked(t.specialist), IsEmpty());
}

TEST_F(PlannedStarts, HangOnTheJourneyUnderWayWhereTheApplicationNamesNone) {
  const Participant person = world().NewParticipant(t.manager, t.team);
  Journey none;
  none.set_participant_id(person.id());
  em::JobApplication a = Applied(none);
  a.clear_journey_id();
  *a.mutable_offered_on() = *a.mutable_offer_accepted_on() = On("2025-05-05");
  *a.mutable_planned_start_on() = On("2025-06-20");
  a = world().Make(t.manager, a);
  ASSERT_FALSE(a.has_journey_id());
  EXPECT_THAT(Asked(t.specialist), IsEmpty()) << "nobody supports them";
  const Journey first = world().NewJourney(t.manager, t, person);
  Journey later = first;
  later.clear_id();
  later.set_programme_id(world().WithAnotherProgramme(t).programme);
  *later.mutable_referred_on() = On("2025-06-02");
  later = world().Make(t.manager, later);
  auto items = Starts(t.specialist);
  ASSERT_EQ(items.size(), 1u);
  EXPECT_EQ(items[0].journey_id(), later.id()) << "the latest";
  cl::AcceptJourneyRequest accept = Step<cl::AcceptJourneyRequest>(later.id());
  *accept.mutable_accepted_on() = On("2025-06-03");
  ASSERT_THAT(world().Call(t.manager, accept), IsOk());
  Exit(later, "2025-06-15");
  items = Starts(t.specialist);
  ASSERT_EQ(items.size(), 1u);
  EXPECT_EQ(items[0].journey_id(), first.id()) << "the other one is over";
}

// Whether a job began before the exit is asked after it, as checkpoints are; what was to come is nobody's.
TEST_F(PlannedStarts, BeforeAnExitAreAskedAboutAfterIt) {
  const Journey journey = NewCase(t, {}), other = NewCase(t, {});
  Accepted(journey, "2025-06-12");
  Accepted(other, "2025-06-20");
  EXPECT_THAT(Asked(t.specialist), ElementsAre(kContact, kQuestion));
  for (const Journey& left : {journey, other}) Exit(left, "2025-06-15");
  EXPECT_THAT(Asked(t.specialist), ElementsAre(kQuestion));
}

// After a transfer: what the application names is over, and somebody else supports them.
TEST_F(PlannedStarts, GoOverToTheJourneyThatFollows) {
  const Journey first = NewCase(t, {});
  Accepted(first, "2025-06-12");
  Exit(first, "2025-06-10");
  EXPECT_THAT(Asked(t.specialist), IsEmpty()) << "nobody supports them";
  Journey next;
  next.set_participant_id(first.participant_id());
  next.set_team_id(t.team);
  next.set_programme_id(world().WithAnotherProgramme(t).programme);
  *next.mutable_referred_on() = On("2025-06-13");
  next = world().Make(t.manager, next);
  const auto items = Starts(t.specialist);
  ASSERT_EQ(items.size(), 1u) << "though it was planned for before the referral";
  EXPECT_EQ(items[0].kind(), pl::DUE_KIND_PLANNED_START);
  EXPECT_EQ(items[0].journey_id(), next.id());
}

TEST_F(PlannedStarts, GoOverToAnotherJourneyWhereOneWasRecordedInError) {
  const Journey wrong = NewCase(t, {});
  Accepted(wrong, "2025-06-20");
  ASSERT_THAT(world().Call(t.manager, Step<cl::WithdrawJourneyRequest>(wrong.id())), IsOk());
  EXPECT_THAT(Asked(t.specialist), IsEmpty());
  Journey right;
  right.set_participant_id(wrong.participant_id());
  right.set_team_id(t.team);
  right.set_programme_id(t.programme);
  *right.mutable_referred_on() = On("2025-01-10");
  right = world().Make(t.manager, right);
  const auto items = Starts(t.specialist);
  ASSERT_EQ(items.size(), 1u);
  EXPECT_EQ(items[0].journey_id(), right.id());
}

TEST_F(PlannedStarts, ForVacanciesRecordedInErrorAskNothing) {
  em::Vacancy vacancy;
  vacancy.set_employer_id(t.employer);
  vacancy.set_role("Cleaner");
  *vacancy.mutable_opened_on() = Day(2025, 4, 1);
  vacancy = world().Make(t.manager, vacancy);
  Accepted(NewCase(t, {}), "2025-06-12", vacancy.id());
  EXPECT_THAT(Asked(t.specialist), ElementsAre(kQuestion));
  ASSERT_THAT(world().Call(t.manager, Step<em::WithdrawVacancyRequest>(vacancy.id())), IsOk());
  EXPECT_THAT(Asked(t.specialist), IsEmpty());
}

TEST_F(PlannedStarts, AreAskedAboutForAYear) {
  const Journey journey = NewCase(t, {});
  em::JobApplication a = Applied(journey);
  *a.mutable_applied_on() = *a.mutable_offered_on() = *a.mutable_offer_accepted_on() = On("2024-05-01");
  *a.mutable_planned_start_on() = On("2024-06-16");
  a = world().Make(t.manager, a);
  EXPECT_THAT(Asked(t.specialist), ElementsAre("planned_start overdue 2024-06-16")) << "365 days ago";
  *a.mutable_planned_start_on() = On("2024-06-15");
  World::MustBeOk(world().Update(t.manager, a, {"planned_start_on"}));
  EXPECT_THAT(Asked(t.specialist), IsEmpty()) << "366";
}

TEST_F(PlannedStarts, AreForWhoeverSeesThePersonAndWrittenDown) {
  const Tenant other = world().NewTenant();
  const Journey journey = NewCase(t, {});
  Accepted(journey, "2025-06-20");
  EXPECT_THAT(Asked(t.other_specialist), IsEmpty());
  EXPECT_THAT(Asked(other.manager), IsEmpty());
  pl::GetDueRequest q;
  q.set_team_id(t.other_team);
  EXPECT_THAT(Asked(t.manager, q), IsEmpty());
  q.set_team_id(t.team);
  EXPECT_THAT(Asked(t.manager, q), ElementsAre(kContact));
  EXPECT_THAT(Asked(other.manager, q), IsEmpty());
  const std::string reads = absl::StrCat("SELECT person FROM journal.access WHERE org_id = '", t.org,
                                         "' AND method = 'GetDue' AND kind = 'due' AND role = 'auditor'");
  EXPECT_THAT(sql().Column(reads), IsEmpty());
  EXPECT_THAT(Asked(t.auditor), ElementsAre(kContact));
  EXPECT_THAT(sql().Column(reads), ElementsAre(journey.participant_id()));
}

// The same the other way round: it goes by the team, not by who records.
TEST_F(PlannedStarts, AreTheOtherTeamsWhereThatWorksWithThem) {
  Accepted(NewCase(t, {}, "South", t.other_team), "2025-06-20");
  EXPECT_THAT(Asked(t.specialist), IsEmpty());
  EXPECT_THAT(Asked(t.other_specialist), ElementsAre(kContact));
}

}  // namespace
}  // namespace gainful::integration
