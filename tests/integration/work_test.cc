// Allocation and its limit, zero exclusion and its alert, triage, and the day's list.
#include <atomic>
#include <thread>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/common/db/mapping.h"
#include "tests/integration/fixture.h"

namespace gainful::integration {
namespace {

namespace cl = caseload::v1;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class Work : public WorldTest {
 protected:
  Journey NewOne(const Tenant& t, const std::string& name = "Sam") {
    Participant p;
    p.set_team_id(t.team);
    p.set_name(name);
    return world().NewJourney(t.manager, t, world().Make(t.manager, p));
  }
  Journey Accepted(const Tenant& t, const std::string& name = "Sam", google::type::Date on = Day(2025, 1, 20)) {
    const Journey j = NewOne(t, name);
    cl::AcceptJourneyRequest accept;
    accept.set_request_id(NewId());
    accept.set_id(j.id());
    *accept.mutable_accepted_on() = std::move(on);
    Journey out;
    World::MustBeOk(world().Call(t.manager, accept, &out));
    return out;
  }
  std::string NewStaff(const Tenant& t, int fte, directory::v1::StaffRole role, const std::string& subject = "") {
    StaffMember s;
    s.set_team_id(t.team);
    s.set_name(absl::StrCat("Staff ", fte));
    s.set_role(role);
    s.set_fte_percent(fte);
    s.set_subject(subject);
    if (role == directory::v1::STAFF_ROLE_STUDENT) s.set_supervisor_id(t.supervisor);
    return world().Make(t.manager, s).id();
  }
  static cl::Allocation To(const Journey& j, const std::string& staff) {
    cl::Allocation a;
    a.set_journey_id(j.id());
    if (!staff.empty()) a.set_staff_member_id(staff);
    *a.mutable_allocated_on() = Day(2025, 2, 1);
    return a;
  }
  cl::Load LoadOf(const Tenant& t, const std::string& staff) {
    cl::Loads loads;
    World::MustBeOk(world().Call(t.auditor, cl::GetLoadsRequest(), &loads));
    for (const auto& load : loads.loads()) {
      if (load.staff_member_id() == staff) return load;
    }
    return {};
  }
  // "reason urgency name" of each item.
  std::vector<std::string> DayOf(const std::string& token, const cl::GetDayRequest& request = {}) {
    cl::Day day;
    World::MustBeOk(world().Call(token, request, &day));
    std::vector<std::string> lines;
    for (const auto& item : day.items())
      lines.push_back(absl::StrCat(cl::DayReason_Name(item.reason()).substr(11), " ",
                                   cl::DayUrgency_Name(item.urgency()).substr(12), " ", item.name()));
    return lines;
  }
  Outcome DeclineFor(const std::string& token, const Journey& j, cl::DeclineReason reason,
                     const std::string& request_id = NewId()) {
    cl::DeclineJourneyRequest decline;
    decline.set_request_id(request_id);
    decline.set_id(j.id());
    *decline.mutable_declined_on() = Day(2025, 2, 1);
    decline.set_decline_reason(reason);
    return world().Call(token, decline);
  }
  std::vector<cl::Alert> Alerts(const std::string& token) {
    cl::ListAlertsResponse response;
    World::MustBeOk(world().Call(token, cl::ListAlertsRequest(), &response));
    return {response.alerts().begin(), response.alerts().end()};
  }
};

testing::Matcher<const Outcome&> RefusedBecause(const std::string& reason) {
  return testing::AllOf(Refused(absl::StatusCode::kFailedPrecondition), testing::Field(&Outcome::reason, reason));
}

TEST_F(Work, AKeyWorkersLimitIsScaledByTheirHours) {
  const Tenant t = world().NewTenant();
  const std::string staff = NewStaff(t, 15, directory::v1::STAFF_ROLE_EMPLOYMENT_SPECIALIST);  // three of twenty
  std::vector<Journey> journeys;
  for (int i = 0; i < 5; ++i) journeys.push_back(Accepted(t));
  for (int i = 0; i < 3; ++i) EXPECT_THAT(world().Create(t.specialist, To(journeys[i], staff)), IsOk());
  EXPECT_EQ(LoadOf(t, staff).active(), 3);
  EXPECT_EQ(LoadOf(t, staff).limit(), 3);
  EXPECT_EQ(LoadOf(t, staff).engaged(), 0);
  cl::VocationalProfile profile;
  profile.set_participant_id(journeys[0].participant_id());
  profile.set_journey_id(journeys[0].id());
  *profile.mutable_started_on() = Day(2025, 3, 1);
  World::MustBeOk(world().Create(t.specialist, profile));
  EXPECT_EQ(LoadOf(t, staff).engaged(), 1);
  EXPECT_THAT(world().Create(t.manager, To(journeys[3], staff)), RefusedBecause("CASELOAD_LIMIT"));
  cl::Allocation beyond = To(journeys[3], staff);
  beyond.set_over_limit_reason("Two of hers end this week.");
  EXPECT_THAT(world().Create(t.specialist, beyond), RefusedBecause("CASELOAD_LIMIT")) << "that is for managers";
  EXPECT_THAT(world().Create(t.manager, beyond), IsOk());
  EXPECT_EQ(LoadOf(t, staff).active(), 4);
  // The same journey once more counts once, and one that ended counts no more.
  EXPECT_THAT(world().Create(t.manager, To(journeys[0], staff)), RefusedBecause("CASELOAD_LIMIT"));
  for (const int i : {1, 2}) {
    cl::ExitJourneyRequest exit;
    exit.set_request_id(NewId());
    exit.set_id(journeys[i].id());
    *exit.mutable_exited_on() = Day(2025, 6, 1);
    exit.set_exit_reason(cl::EXIT_REASON_COMPLETED);
    World::MustBeOk(world().Call(t.manager, exit));
  }
  EXPECT_EQ(LoadOf(t, staff).active(), 2);
  EXPECT_THAT(world().Create(t.manager, To(journeys[4], staff)), IsOk());
  EXPECT_THAT(world().Create(t.manager, To(journeys[1], staff)), RefusedBecause("STATE")) << "it is over";
}

TEST_F(Work, AProgrammeSetsItsOwnLimit) {
  const Tenant t = world().NewTenant();
  Programme programme;
  World::MustBeOk(world().Get(t.manager, t.programme, &programme));
  programme.set_caseload_limit(2);
  World::MustBeOk(world().Update(t.manager, programme, {"caseload_limit"}));
  const std::string staff = NewStaff(t, 100, directory::v1::STAFF_ROLE_OCCUPATIONAL_THERAPIST);
  for (int i = 0; i < 2; ++i) EXPECT_THAT(world().Create(t.manager, To(Accepted(t), staff)), IsOk());
  EXPECT_THAT(world().Create(t.manager, To(Accepted(t), staff)), RefusedBecause("CASELOAD_LIMIT"));
}

// Eight leads at once, room for two: two get through, whoever comes first.
TEST_F(Work, ThoseWhoAllocateAtOnceCannotPassTheLimit) {
  const Tenant t = world().NewTenant();
  for (int round = 0; round < 5; ++round) {
    const std::string staff = NewStaff(t, 10, directory::v1::STAFF_ROLE_EMPLOYMENT_SPECIALIST);
    std::vector<Journey> journeys;
    for (int i = 0; i < 8; ++i) journeys.push_back(Accepted(t));
    std::atomic<int> done{0}, refused{0};
    std::vector<std::thread> leads;
    for (const auto& journey : journeys) {
      leads.emplace_back([&] {
        const Outcome outcome = world().Create(t.manager, To(journey, staff));
        done += outcome.ok();
        refused += outcome.reason == "CASELOAD_LIMIT";
      });
    }
    for (auto& lead : leads) lead.join();
    EXPECT_EQ(done, 2);
    EXPECT_EQ(refused, 6);
    EXPECT_EQ(LoadOf(t, staff).active(), 2);
  }
}

TEST_F(Work, ReallocationKeepsHistory) {
  const Tenant t = world().NewTenant();
  const Journey j = Accepted(t);
  const std::string other = NewStaff(t, 100, directory::v1::STAFF_ROLE_EMPLOYMENT_SPECIALIST);
  world().Make(t.manager, To(j, t.staff_member));
  const cl::Allocation second = world().Make(t.manager, To(j, other));
  EXPECT_EQ(second.number(), 2);
  EXPECT_EQ(second.participant_id(), j.participant_id());
  EXPECT_EQ(LoadOf(t, t.staff_member).active(), 0);
  EXPECT_EQ(LoadOf(t, other).active(), 1);
  const cl::Allocation nobody = world().Make(t.manager, To(j, ""));
  EXPECT_FALSE(nobody.has_staff_member_id());
  EXPECT_EQ(LoadOf(t, other).active(), 0);
  cl::ListAllocationsRequest request;
  request.set_journey_id(j.id());
  cl::ListAllocationsResponse history;
  World::MustBeOk(world().Call(t.specialist, request, &history));
  EXPECT_EQ(history.allocations_size(), 3);
  World::MustBeOk(world().Call(t.other_specialist, request, &history));
  EXPECT_EQ(history.allocations_size(), 0);
}

TEST_F(Work, WhoCannotBeKeyWorkerIsRefused) {
  const Tenant t = world().NewTenant();
  const Journey j = Accepted(t);
  EXPECT_THAT(world().Create(t.manager, To(j, NewStaff(t, 100, directory::v1::STAFF_ROLE_STUDENT))),
              InvalidFor({"allocation.staff_member_id"}));
  StaffMember gone;
  gone.set_team_id(t.team);
  gone.set_name("Gone");
  gone.set_role(directory::v1::STAFF_ROLE_EMPLOYMENT_SPECIALIST);
  *gone.mutable_starts_on() = Day(2024, 1, 1);
  *gone.mutable_ends_on() = Day(2025, 1, 31);
  gone = world().Make(t.manager, gone);
  EXPECT_THAT(world().Create(t.manager, To(j, gone.id())), InvalidFor({"allocation.staff_member_id"}));
  cl::Allocation earlier = To(j, gone.id());
  *earlier.mutable_allocated_on() = Day(2025, 1, 31);
  EXPECT_THAT(world().Create(t.manager, earlier), IsOk());
  *earlier.mutable_allocated_on() = Day(2025, 1, 9);
  EXPECT_THAT(world().Create(t.manager, earlier), InvalidFor({"allocation.allocated_on"}));
}

// IPS declines nobody for readiness, symptoms, substance use or convictions; whoever tries is refused, and the lead hears of it once.
TEST_F(Work, AnAttemptToExcludeIsRefusedAndRaisesAnAlert) {
  const Tenant t = world().NewTenant();
  const Journey j = NewOne(t, "Sam");
  const std::string request_id = NewId();
  for (int i = 0; i < 2; ++i)
    EXPECT_THAT(DeclineFor(t.specialist, j, cl::DECLINE_REASON_SYMPTOMS, request_id), RefusedBecause("ZERO_EXCLUSION"));
  auto alerts = Alerts(t.manager);
  ASSERT_EQ(alerts.size(), 1u) << "a repeat is no second attempt";
  EXPECT_EQ(alerts[0].kind(), cl::ALERT_KIND_ZERO_EXCLUSION);
  EXPECT_EQ(alerts[0].journey_id(), j.id());
  EXPECT_EQ(alerts[0].participant_id(), j.participant_id());
  EXPECT_EQ(alerts[0].raised_by(), "ann@example.org");
  EXPECT_THAT(alerts[0].detail(), testing::Not(testing::HasSubstr("symptoms"))) << "which reason is nobody's to read";
  EXPECT_THAT(Alerts(t.other_specialist), IsEmpty());
  Journey still;
  World::MustBeOk(world().Get(t.manager, j.id(), &still));
  EXPECT_EQ(still.SerializeAsString(), j.SerializeAsString());
  // Nor by the back door of an update or of a new record.
  Journey changed = j;
  *changed.mutable_declined_on() = Day(2025, 2, 1);
  changed.set_decline_reason(cl::DECLINE_REASON_CONVICTIONS);
  EXPECT_THAT(world().Update(t.manager, changed, {"declined_on", "decline_reason"}), RefusedBecause("ZERO_EXCLUSION"));
  EXPECT_THAT(world().Create(t.manager, changed), RefusedBecause("ZERO_EXCLUSION"));
  changed.clear_decline_reason();
  EXPECT_THAT(world().Update(t.manager, changed, {"declined_on"}), InvalidFor({"journey.decline_reason"}));
  EXPECT_THAT(world().Create(t.manager, changed), InvalidFor({"journey.decline_reason"}));
  changed = j;
  *changed.mutable_exited_on() = Day(2025, 2, 1);
  changed.set_exit_reason(cl::EXIT_REASON_HEALTH);
  EXPECT_THAT(world().Update(t.manager, changed, {"exited_on", "exit_reason"}), InvalidFor({"journey.exited_on"}));
  EXPECT_EQ(Alerts(t.manager).size(), 3u);
  EXPECT_THAT(DayOf(t.manager), testing::Contains("ALERT DUE Sam").Times(3));
  cl::AcknowledgeAlertRequest acknowledge;
  acknowledge.set_request_id(NewId());
  acknowledge.set_id(alerts[0].id());
  EXPECT_THAT(world().Call(t.specialist, acknowledge), Refused(absl::StatusCode::kNotFound)) << "it is for managers";
  ASSERT_THAT(world().Call(t.manager, acknowledge), IsOk());
  acknowledge.set_request_id(NewId());
  EXPECT_THAT(world().Call(t.manager, acknowledge), RefusedBecause("STATE"));
  EXPECT_THAT(DayOf(t.manager), testing::Contains("ALERT DUE Sam").Times(2));
  EXPECT_THAT(DeclineFor(t.specialist, j, cl::DECLINE_REASON_NOT_WANTED), IsOk());
}

TEST_F(Work, OtherProgrammesHaveTheirOwnReasons) {
  Tenant t = world().NewTenant();
  Programme programme;
  programme.set_name("Condition management");
  programme.set_kind(directory::v1::PROGRAMME_KIND_CONDITION_MANAGEMENT);
  t.programme = world().Make(t.manager, programme).id();
  EXPECT_THAT(DeclineFor(t.specialist, NewOne(t), cl::DECLINE_REASON_NOT_READY), IsOk());
  EXPECT_THAT(Alerts(t.manager), IsEmpty());
}

TEST_F(Work, TriageIsRecordedOnceForAReferralThatWaits) {
  const Tenant t = world().NewTenant();
  const Journey j = NewOne(t);
  cl::TriageJourneyRequest triage;
  triage.set_request_id(NewId());
  triage.set_id(j.id());
  triage.set_triage_priority(cl::REFERRAL_PRIORITY_SOON);
  triage.set_triage_reason("The job is at risk.");
  *triage.mutable_triaged_on() = Day(2025, 1, 9);
  EXPECT_THAT(world().Call(t.specialist, triage), InvalidFor({"triaged_on"}));
  *triage.mutable_triaged_on() = Day(2025, 1, 10);
  Journey triaged;
  ASSERT_THAT(world().Call(t.specialist, triage, &triaged), IsOk());
  EXPECT_EQ(triaged.triage_priority(), cl::REFERRAL_PRIORITY_SOON);
  EXPECT_EQ(triaged.triaged_by(), "ann@example.org");
  triage.set_id(Accepted(t).id());
  triage.set_request_id(NewId());
  EXPECT_THAT(world().Call(t.specialist, triage), RefusedBecause("STATE"));
}

// A specialist's day holds their own journeys and those that nobody has yet; a lead's holds the team's.
TEST_F(Work, TheDayIsTheSpecialistsOwn) {
  const Tenant t = world().NewTenant();
  const std::string me = NewStaff(t, 100, directory::v1::STAFF_ROLE_EMPLOYMENT_SPECIALIST, "me@example.org");
  const std::string mine = world().Token({t.org, {"specialist"}, {t.team}, "me@example.org"});
  const Journey own = Accepted(t, "Own"), others = Accepted(t, "Others"), nobodys = Accepted(t, "Nobodys");
  NewOne(t, "Waits");
  world().Make(t.manager, To(own, me));
  world().Make(t.manager, To(others, t.staff_member));
  EXPECT_THAT(DayOf(mine), UnorderedElementsAre("FIRST_CONTACT OVERDUE Own", "ALLOCATION OVERDUE Nobodys",
                                                "FIRST_CONTACT OVERDUE Nobodys", "DECISION DUE Waits"));
  EXPECT_EQ(DayOf(t.specialist).size(), 5u) << "who is not on record as staff sees the team's";
  EXPECT_EQ(DayOf(t.manager).size(), 5u);
  EXPECT_THAT(DayOf(t.other_specialist), IsEmpty());
  cl::GetDayRequest of_me;
  of_me.set_staff_member_id(me);
  EXPECT_THAT(DayOf(t.manager, of_me), ElementsAre("FIRST_CONTACT OVERDUE Own"));
  cl::GetDayRequest of_team;
  of_team.set_team_id(t.other_team);
  EXPECT_THAT(DayOf(t.manager, of_team), IsEmpty());
  // Somebody was met three weeks ago; a missed appointment is no contact.
  cl::Contact contact;
  contact.set_participant_id(own.participant_id());
  contact.set_kind(cl::CONTACT_KIND_JOB_SEARCH);
  contact.add_met_with(cl::CONTACT_WITH_PARTICIPANT);
  *contact.mutable_contacted_on() = Day(2025, 6, 15);
  contact.set_attendance(cl::CONTACT_ATTENDANCE_DID_NOT_ATTEND);
  world().Make(t.manager, contact);
  EXPECT_THAT(DayOf(t.manager, of_me), ElementsAre("FIRST_CONTACT OVERDUE Own"));
  *contact.mutable_contacted_on() = Day(2025, 5, 26);
  contact.set_attendance(cl::CONTACT_ATTENDANCE_ATTENDED);
  contact.set_minutes(30);
  world().Make(t.manager, contact);
  EXPECT_THAT(DayOf(t.manager, of_me), ElementsAre("NO_CONTACT AT_RISK Own"));
  // The people shown, and no others, stand in the access journal.
  sql().Run(absl::StrCat("DELETE FROM journal.access WHERE org_id = '", t.org, "'"));
  DayOf(t.manager, of_me);
  EXPECT_THAT(sql().Column(absl::StrCat("SELECT person FROM journal.access WHERE org_id = '", t.org, "'")),
              ElementsAre(own.participant_id()));
}

TEST_F(Work, AJourneyThatMovedIsOnTheDayOfWhoWorksOnIt) {
  const Tenant t = world().NewTenant();
  Journey j = Accepted(t, "Moved");
  Participant person;
  World::MustBeOk(world().Get(t.manager, j.participant_id(), &person));
  person.set_team_id(t.other_team);
  World::MustBeOk(world().Update(t.manager, person, {"team_id"}));
  j.set_team_id(t.other_team);
  World::MustBeOk(world().Update(t.manager, j, {"team_id"}));
  EXPECT_THAT(DayOf(t.other_specialist),
              UnorderedElementsAre("ALLOCATION OVERDUE Moved", "FIRST_CONTACT OVERDUE Moved"));
  EXPECT_THAT(DayOf(t.specialist), IsEmpty());
  // A key worker who has left is nobody.
  StaffMember gone;
  gone.set_team_id(t.other_team);
  gone.set_name("Gone");
  gone.set_role(directory::v1::STAFF_ROLE_EMPLOYMENT_SPECIALIST);
  *gone.mutable_ends_on() = Day(2025, 6, 15);
  world().Make(t.manager, To(j, world().Make(t.manager, gone).id()));
  EXPECT_THAT(DayOf(t.manager), testing::Contains("ALLOCATION OVERDUE Moved"));
}

TEST_F(Work, WhoChangesTheTriageDecidedIt) {
  const Tenant t = world().NewTenant();
  Journey j = NewOne(t);
  j.set_triage_priority(cl::REFERRAL_PRIORITY_URGENT);
  *j.mutable_triaged_on() = Day(2025, 1, 10);
  Journey changed;
  World::MustBeOk(world().Update(world().Token({t.org, {"manager"}, {}, "bea@example.org"}), j,
                                 {"triage_priority", "triaged_on"}, &changed));
  EXPECT_EQ(changed.triaged_by(), "bea@example.org");
  changed.set_work_situation(cl::WORK_SITUATION_IN_WORK);
  World::MustBeOk(world().Update(t.manager, changed, {"work_situation"}, &changed));
  EXPECT_EQ(changed.triaged_by(), "bea@example.org");
}

TEST_F(Work, ConsentAndReviewsComeUpInTime) {
  const Tenant t = world().NewTenant();
  Journey j = Accepted(t, "Sam", Day(2025, 6, 10));
  world().Make(t.manager, To(j, t.staff_member));
  *j.mutable_next_review_on() = Day(2025, 6, 16);
  World::MustBeOk(world().Update(t.manager, j, {"next_review_on"}));
  cl::Consent consent;
  consent.set_participant_id(j.participant_id());
  consent.set_decision(cl::CONSENT_DECISION_GIVEN);
  consent.set_recipient_org_id(kElsewhere);
  consent.set_purpose(cl::SHARING_PURPOSE_HEALTH_CARE);
  consent.add_categories(cl::SHARING_CATEGORY_HEALTH);
  consent.add_directions(cl::SHARING_DIRECTION_OUTGOING);
  *consent.mutable_said_on() = Day(2025, 6, 1);
  *consent.mutable_expires_on() = Day(2025, 7, 10);
  world().Make(t.manager, consent);
  EXPECT_THAT(DayOf(t.manager), ElementsAre("REVIEW DUE Sam", "CONSENT_EXPIRY AT_RISK Sam"));
}

// Two people edit at once: the second is told which fields the first changed.
TEST_F(Work, AStaleUpdateIsToldWhatChanged) {
  const Tenant t = world().NewTenant();
  const Participant p = world().NewParticipant(t.manager, t.team);
  Participant first = p;
  first.set_name("Robin");
  first.set_imd_quintile(3);
  World::MustBeOk(world().Update(t.manager, first, {"name", "imd_quintile"}, &first));
  first.set_sex(cl::SEX_FEMALE);
  World::MustBeOk(world().Update(t.manager, first, {"sex"}));
  Participant second = p;
  second.set_birth_year(1980);
  const Outcome stale = world().Update(t.manager, second, {"birth_year"});
  EXPECT_THAT(stale, Refused(absl::StatusCode::kAborted));
  EXPECT_THAT(stale.message, testing::HasSubstr("(imd_quintile, name, sex; its etag is now 3)"));
  second.set_etag(2);
  EXPECT_THAT(world().Update(t.manager, second, {"birth_year"}).message,
              testing::HasSubstr("(sex; its etag is now 3)"));
  second.set_etag(9);
  EXPECT_THAT(world().Update(t.manager, second, {"birth_year"}).message, testing::HasSubstr("(its etag is now 3)"));
}

// No caller creates an alert, so the tests that go through what can be created do not see its table.
TEST_F(Work, AnAlertAndItsTableHaveTheSameColumns) {
  std::vector<std::string> wanted;
  const db::Mapping mapping(cl::Alert::descriptor());
  for (const auto& column : mapping.columns()) wanted.push_back(column.name + " " + column.type);
  EXPECT_THAT(
      sql().Column("SELECT attname || ' ' || format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = "
                   "'caseload.alert'::regclass AND attnum > 0 AND NOT attisdropped"),
      testing::UnorderedElementsAreArray(wanted));
}

}  // namespace
}  // namespace gainful::integration
