// The due list over gRPC: what stands on it, for whom, in which order, and what nobody learns from it.
#include "tests/integration/due_fixture.h"

namespace gainful::integration {
namespace {

namespace cl = caseload::v1;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class Due : public DueTest {
 protected:
  static std::vector<std::string> Names(const std::vector<pl::DueItem>& items) {
    std::vector<std::string> names;
    for (const auto& item : items) names.push_back(item.name());
    return names;
  }
  void Allocate(const Tenant& t, const Journey& journey, const std::string& staff) {
    cl::Allocation allocation;
    allocation.set_journey_id(journey.id());
    allocation.set_staff_member_id(staff);
    *allocation.mutable_allocated_on() = Day(2025, 2, 1);
    world().Make(t.manager, allocation);
  }
};

TEST_F(Due, ListsCheckpointsFromFourteenDaysAheadAndOverdueOnesByWhatIsLostFirst) {
  const Tenant t = world().NewTenant();
  for (const char* start : {"2025-04-01", "2025-03-31", "2025-03-17", "2025-03-16"})
    NewJob(t, NewCase(t, {"sustained-13"}), start);
  EXPECT_THAT(Lines(Items(t.specialist)), ElementsAre("overdue 2025-06-15 sustained-13", "due 2025-06-16 sustained-13",
                                                      "due 2025-06-30 sustained-13"));
  pl::GetDueRequest q;
  q.set_days(0);
  EXPECT_THAT(Lines(Items(t.specialist, q)),
              ElementsAre("overdue 2025-06-15 sustained-13", "due 2025-06-16 sustained-13"));
  q.set_days(15);
  EXPECT_EQ(Items(t.specialist, q).size(), 4u);
  q.set_days(367);
  EXPECT_THAT(world().Call(t.specialist, q), InvalidFor({"days"}));
  EXPECT_EQ(All(t.specialist).size(), 4u) << "not yet due, and said to be";
  EXPECT_EQ(All(t.specialist).back().fate(), pl::CHECKPOINT_FATE_NOT_YET_DUE);
}

TEST_F(Due, SaysWhatIsAtStakeAndWhyAndNamesAllRulesOfOneJob) {
  const Tenant t = world().NewTenant();
  const Journey journey = NewCase(t, {"sustained-26", "sustained-13", "sustained-13-gap-14"});
  const Spell job = NewJob(t, journey, "2025-03-17");
  Confirm(t, job, "2025-05-18");
  const auto items = Items(t.specialist);
  ASSERT_EQ(items.size(), 1u);
  const pl::DueItem& item = items[0];
  EXPECT_THAT(item.rules(), UnorderedElementsAre("sustained-13", "sustained-13-gap-14"));
  EXPECT_EQ(item.at_stake(), "63 of 91 days in work");
  EXPECT_THAT(item.because(), HasSubstr("sustained-13-gap-14: 63 of 91 days in work"));
  EXPECT_THAT(item.because(), HasSubstr("no evidence of work since 2025-05-18"));
  EXPECT_EQ(Text(item.earliest_on()), "2025-06-15");
  EXPECT_EQ(Text(item.evidence_until()), "2025-05-18");
  EXPECT_EQ(Text(item.lost_after()), "2025-07-14");
  EXPECT_EQ(item.fate(), pl::CHECKPOINT_FATE_TO_CONFIRM);
  EXPECT_EQ(item.spell_id(), job.id());
  EXPECT_EQ(item.journey_id(), journey.id());
  EXPECT_EQ(item.participant_id(), journey.participant_id());
  EXPECT_EQ(item.name(), "Sam Example");
}

TEST_F(Due, PutsTheMostAtStakeFirstAmongThoseOfOneDay) {
  const Tenant t = world().NewTenant();
  const Spell less = NewJob(t, NewCase(t, {"sustained-13"}), "2025-03-17");
  const Spell more = NewJob(t, NewCase(t, {"sustained-13"}), "2025-03-17");
  Confirm(t, less, "2025-04-01");
  Confirm(t, more, "2025-06-01");
  const auto items = Items(t.specialist);
  ASSERT_EQ(items.size(), 2u);
  EXPECT_EQ(items[0].spell_id(), more.id());
  EXPECT_EQ(items[1].spell_id(), less.id());
}

TEST_F(Due, MovesWhenTheJobChangesAndGoesWhenItIsLostOrConfirmed) {
  const Tenant t = world().NewTenant();
  const Journey journey = NewCase(t, {"sustained-13-gap-14"});
  const Spell first = NewJob(t, journey, "2025-03-17");
  EXPECT_THAT(Lines(Items(t.specialist)), ElementsAre("due 2025-06-16 sustained-13-gap-14"));
  End(t, first, "2025-05-31");  // on its 76th day
  EXPECT_THAT(Items(t.specialist), IsEmpty());
  ASSERT_EQ(All(t.specialist).size(), 1u);
  EXPECT_EQ(All(t.specialist)[0].fate(), pl::CHECKPOINT_FATE_LOST_JOB);
  EXPECT_EQ(Shown(t, journey), pl::CHECKPOINT_FATE_LOST_JOB);
  const Spell second = NewJob(t, journey, "2025-06-10");
  const auto items = Items(t.specialist);
  EXPECT_THAT(Lines(items), ElementsAre("due 2025-06-25 sustained-13-gap-14")) << "15 days in the new job are missing";
  EXPECT_EQ(items.at(0).spell_id(), second.id());
  EXPECT_EQ(items.at(0).fate(), pl::CHECKPOINT_FATE_CHANGED_JOB);
  EXPECT_EQ(Shown(t, journey), pl::CHECKPOINT_FATE_CHANGED_JOB);

  const Journey other = NewCase(t, {"sustained-13"});
  const Spell kept = NewJob(t, other, "2025-03-17");
  EXPECT_EQ(Items(t.specialist).size(), 2u);
  Confirm(t, kept, "2025-06-14");
  EXPECT_EQ(Items(t.specialist).size(), 2u) << "the 90th day";
  Confirm(t, kept, "2025-06-15");
  EXPECT_EQ(Items(t.specialist).size(), 1u) << "the 91st";
  EXPECT_EQ(All(t.specialist).size(), 1u) << "what is met is not asked about";
  EXPECT_EQ(Shown(t, other), pl::CHECKPOINT_FATE_CONFIRMED);
}

TEST_F(Due, TellsTheUnreachableFromThoseLostToFollowUp) {
  const Tenant t = world().NewTenant();
  const Journey journey = NewCase(t, {"sustained-13"});
  const Spell job = NewJob(t, journey, "2025-02-16");  // to be asked about on 2025-05-18, 29 days ago
  Tried(t, job, "2025-05-17");
  EXPECT_THAT(Lines(Items(t.specialist)), ElementsAre("overdue 2025-05-18 sustained-13")) << "tried before its day";
  Tried(t, job, "2025-05-18");
  const pl::FollowUpAttempt last = Tried(t, job, "2025-05-19");
  auto items = Items(t.specialist);
  EXPECT_THAT(Lines(items), ElementsAre("unreachable 2025-05-18 sustained-13"));
  EXPECT_EQ(items.at(0).attempts(), 2);
  EXPECT_EQ(Text(items.at(0).last_attempt_on()), "2025-05-19");
  EXPECT_EQ(Shown(t, journey), pl::CHECKPOINT_FATE_TO_CONFIRM);
  Tried(t, job, "2025-06-01");
  EXPECT_THAT(Items(t.specialist), IsEmpty());
  ASSERT_EQ(All(t.specialist).size(), 1u);
  EXPECT_EQ(All(t.specialist)[0].fate(), pl::CHECKPOINT_FATE_LOST_TO_FOLLOW_UP);
  EXPECT_EQ(Shown(t, journey), pl::CHECKPOINT_FATE_LOST_TO_FOLLOW_UP);
  pl::WithdrawFollowUpAttemptRequest withdraw;
  withdraw.set_request_id(NewId());
  withdraw.set_id(last.id());
  ASSERT_THAT(world().Call(t.specialist, withdraw), IsOk());
  EXPECT_THAT(Lines(Items(t.specialist)), ElementsAre("unreachable 2025-05-18 sustained-13")) << "two days are left";
}

TEST_F(Due, NamesTheFactThatIsMissing) {
  const Tenant t = world().NewTenant();
  const Journey journey = NewCase(t, {"sustained-13", "ips-grow-job-start"});
  Spell job = NewJob(t, journey, "2025-03-03");
  job.set_competitive(gainful::type::v1::ANSWER_NOT_KNOWN);
  job.clear_weekly_minutes();
  World::MustBeOk(world().Update(t.manager, job, {"competitive", "weekly_minutes"}, &job));
  Confirm(t, job, "2025-06-10");
  World::MustBeOk(world().Get(t.manager, job.id(), &job));
  auto items = Items(t.specialist);
  ASSERT_EQ(items.size(), 1u);
  EXPECT_EQ(items[0].state(), pl::DUE_STATE_EVIDENCE_MISSING);
  EXPECT_EQ(items[0].rules_size(), 2);
  EXPECT_THAT(items[0].because(), HasSubstr("not recorded: whether the job is competitive"));
  EXPECT_THAT(items[0].because(), HasSubstr("hours, or the day of the first four paid hours"));
  job.set_competitive(gainful::type::v1::ANSWER_YES);
  World::MustBeOk(world().Update(t.manager, job, {"competitive"}, &job));
  items = Items(t.specialist);
  ASSERT_EQ(items.size(), 1u);
  EXPECT_THAT(items[0].rules(), ElementsAre("ips-grow-job-start")) << "91 days are confirmed";
  *job.mutable_first_four_hours_on() = On("2025-03-03");
  World::MustBeOk(world().Update(t.manager, job, {"first_four_hours_on"}));
  EXPECT_THAT(Items(t.specialist), IsEmpty());
}

TEST_F(Due, AsksForFollowAlongContactsAsWell) {
  const Tenant t = world().NewTenant();
  const Spell job = NewJob(t, NewCase(t, {}), "2025-06-09");
  auto items = Items(t.specialist, {}, pl::DUE_KIND_FOLLOW_ALONG);
  ASSERT_EQ(items.size(), 1u);
  EXPECT_EQ(items[0].state(), pl::DUE_STATE_DUE);
  EXPECT_EQ(Text(items[0].checkpoint_on()), "2025-06-22");
  EXPECT_THAT(items[0].because(), HasSubstr("weekly in the first month; 3 contacts before it did not take place"));
  cl::Contact seen;
  seen.set_participant_id(job.participant_id());
  *seen.mutable_contacted_on() = On("2025-06-16");
  seen.set_kind(cl::CONTACT_KIND_IN_WORK_SUPPORT);
  seen.set_attendance(cl::CONTACT_ATTENDANCE_ATTENDED);
  seen.set_minutes(30);
  seen.add_met_with(cl::CONTACT_WITH_PARTICIPANT);
  world().Make(t.specialist, seen);
  EXPECT_THAT(Items(t.specialist, {}, pl::DUE_KIND_FOLLOW_ALONG), IsEmpty());
  End(t, job, "2025-06-16");
  EXPECT_THAT(Items(t.specialist, {}, pl::DUE_KIND_FOLLOW_ALONG), IsEmpty()) << "it counts for the loss as well";
}

TEST_F(Due, IsASpecialistsOwnATeamsOrWhateverSomebodySees) {
  const Tenant t = world().NewTenant();
  const Journey own = NewCase(t, {"sustained-13"}, "Own"), kims = NewCase(t, {"sustained-13"}, "Kims"),
                nobodys = NewCase(t, {"sustained-13"}, "Nobodys"),
                south = NewCase(t, {"sustained-13"}, "South", t.other_team);
  for (const Journey& journey : {own, kims, nobodys, south}) NewJob(t, journey, "2025-03-17");
  Allocate(t, own, t.staff_member);
  Allocate(t, kims, t.supervisor);
  const std::string robin = world().Token({t.org, {"specialist"}, {t.team}, "robin@example.org"});
  EXPECT_THAT(Names(Items(robin)), UnorderedElementsAre("Own", "Nobodys"));
  pl::GetDueRequest q;
  q.set_team_id(t.team);
  EXPECT_THAT(Names(Items(robin, q)), UnorderedElementsAre("Own", "Kims", "Nobodys"));
  EXPECT_THAT(Names(Items(t.manager, q)), UnorderedElementsAre("Own", "Kims", "Nobodys"));
  q.set_team_id(t.other_team);
  EXPECT_THAT(Items(robin, q), IsEmpty()) << "a team that Robin does not see";
  EXPECT_THAT(Names(Items(t.manager, q)), ElementsAre("South"));
  q.clear_team_id();
  q.set_staff_member_id(t.supervisor);
  EXPECT_THAT(Names(Items(t.manager, q)), ElementsAre("Kims"));
  EXPECT_EQ(Items(t.manager, q)[0].key_worker(), "Kim");
  EXPECT_THAT(Names(Items(t.auditor)), UnorderedElementsAre("Own", "Kims", "Nobodys", "South"));
  EXPECT_THAT(Names(Items(t.other_specialist)), ElementsAre("South"));
}

TEST_F(Due, TellsNothingToOthersAndWritesDownWhoWasShown) {
  const Tenant t = world().NewTenant();
  const Tenant other = world().NewTenant();
  const Journey journey = NewCase(t, {"sustained-13"});
  NewJob(t, journey, "2025-03-17");
  EXPECT_THAT(Items(t.other_specialist), IsEmpty());
  EXPECT_THAT(Items(other.manager), IsEmpty());
  pl::GetDueRequest q;
  q.set_team_id(t.team);
  q.set_all(true);
  EXPECT_THAT(Items(other.manager, q), IsEmpty());
  for (const auto& token : {t.commissioner, t.partner, t.administrator}) {
    EXPECT_THAT(world().Call(token, q), Refused(absl::StatusCode::kPermissionDenied));
    EXPECT_THAT(world().Call(token, pl::GetDueCalendarRequest()), Refused(absl::StatusCode::kPermissionDenied));
  }
  const std::string reads = absl::StrCat("SELECT person FROM journal.access WHERE org_id = '", t.org,
                                         "' AND method = 'GetDue' AND kind = 'due' AND outcome = 'read'");
  EXPECT_THAT(sql().Column(reads), IsEmpty());
  EXPECT_EQ(Items(t.auditor).size(), 1u);
  EXPECT_THAT(sql().Column(reads), ElementsAre(journey.participant_id()));
}

TEST_F(Due, GoesByTheDayOfTheOrganisationAndNotByHours) {
  const Tenant t = world().NewTenant();
  Organisation organisation;
  World::MustBeOk(world().Get(t.everyone, t.org, &organisation));
  organisation.set_time_zone("Pacific/Kiritimati");  // where it is 2025-06-17 already
  World::MustBeOk(world().Update(t.everyone, organisation, {"time_zone"}));
  NewJob(t, NewCase(t, {"sustained-13"}), "2025-03-17");  // clocks change on 2025-03-30 elsewhere
  const Journey leap = NewCase(t, {"sustained-13"});
  NewJob(t, leap, "2024-02-01");  // 29 days of February
  EXPECT_THAT(Lines(Items(t.specialist)),
              ElementsAre("overdue 2025-06-16 sustained-13", "overdue 2024-05-02 sustained-13"))
      << "what can still be kept comes first";
}

}  // namespace
}  // namespace gainful::integration
