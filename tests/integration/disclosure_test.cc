// What people let employers be told, over gRPC: choices, what they bind, and incidents.
#include "absl/strings/match.h"
#include "tests/integration/employer_fixture.h"

namespace gainful::integration {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

class DisclosureChoices : public EngagementTest {};

TEST_F(DisclosureChoices, CountByTheLatest) {
  em::DisclosureChoice first, second;
  ASSERT_THAT(Say(employer_, em::DISCLOSURE_DECISION_GIVEN, em::DISCLOSURE_CONTENT_SUPPORTED, &first), IsOk());
  ASSERT_THAT(Say(employer_, em::DISCLOSURE_DECISION_WITHDRAWN, em::DISCLOSURE_CONTENT_SUPPORTED, &second), IsOk());
  EXPECT_EQ(first.number(), 1);
  EXPECT_EQ(second.number(), 2);
  const auto allowed = [&](const std::string& token, em::DisclosureAllowed* out) {
    em::GetDisclosureAllowedRequest q;
    q.set_participant_id(person_.id());
    q.set_employer_id(employer_.id());
    return world().Call(token, q, out);
  };
  em::DisclosureAllowed out;
  ASSERT_THAT(allowed(t_.specialist, &out), IsOk());
  EXPECT_EQ(out.contents_size(), em::DisclosureContent_MAX);
  EXPECT_FALSE(out.contents(0).allowed());
  EXPECT_EQ(out.contents(0).decision(), em::DISCLOSURE_DECISION_WITHDRAWN);
  EXPECT_EQ(out.contents(0).wording_version(), "2025-1");
  EXPECT_THAT(allowed(t_.other_specialist, &out), Refused(absl::StatusCode::kNotFound));
}

TEST_F(DisclosureChoices, AreForOneEmployerAlone) {
  ASSERT_THAT(Say(employer_, em::DISCLOSURE_DECISION_GIVEN, em::DISCLOSURE_CONTENT_SUPPORTED), IsOk());
  auto here = For(On(employer_, Day(2025, 6, 10)), {person_.id()});
  here.add_discloses(em::DISCLOSURE_CONTENT_SUPPORTED);
  em::Engagement held;
  ASSERT_THAT(world().Call(t_.specialist, here, &held), IsOk());
  *held.mutable_held_on() = Day(2025, 6, 9);
  EXPECT_THAT(world().Update(t_.specialist, held, {"held_on"}), RefusedBecause("DISCLOSURE_NOT_ALLOWED"))
      << "nor does a corrected day hide it";
  auto before = For(On(employer_, Day(2025, 6, 9)), {person_.id()});
  before.add_discloses(em::DISCLOSURE_CONTENT_SUPPORTED);
  EXPECT_THAT(world().Call(t_.specialist, before), RefusedBecause("DISCLOSURE_NOT_ALLOWED"))
      << "the day before they said so";
  auto elsewhere = For(On(NewEmployer("Mine"), Day(2025, 6, 10)), {person_.id()});
  elsewhere.add_discloses(em::DISCLOSURE_CONTENT_SUPPORTED);
  EXPECT_THAT(world().Call(t_.specialist, elsewhere), RefusedBecause("DISCLOSURE_NOT_ALLOWED"));
}

// Planned or told of, it is refused with what is not allowed; with an account of what happened it is on record, and a manager is told.
TEST_F(DisclosureChoices, RefuseWhatIsPlannedAndRecordWhatHappened) {
  ASSERT_THAT(Say(employer_, em::DISCLOSURE_DECISION_GIVEN, em::DISCLOSURE_CONTENT_SUPPORTED), IsOk());
  auto q = For(On(employer_, Day(2025, 6, 20)), {person_.id()});
  q.add_discloses(em::DISCLOSURE_CONTENT_SUPPORTED);
  q.add_discloses(em::DISCLOSURE_CONTENT_HEALTH_CONDITION);
  const Outcome planned = world().Call(t_.specialist, q);
  EXPECT_THAT(planned, RefusedBecause("DISCLOSURE_NOT_ALLOWED"));
  EXPECT_THAT(planned.message, AllOf(HasSubstr("their health condition"), testing::Not(HasSubstr("supports them"))));
  q.set_account("It came out in the interview.");
  EXPECT_THAT(world().Call(t_.specialist, q), InvalidFor({"account"})) << "it has not come yet";
  *q.mutable_engagement()->mutable_held_on() = Day(2025, 6, 13);
  EXPECT_EQ(Alerts(), 0);
  auto of_two = q;
  of_two.add_participant_ids(world().NewParticipant(t_.manager, t_.team).id());
  EXPECT_THAT(world().Call(t_.specialist, of_two), InvalidFor({"account"})) << "each has an account of their own";
  ASSERT_THAT(world().Call(t_.specialist, q), IsOk());
  EXPECT_EQ(Alerts(), 1);
  const auto list = Listed(t_.specialist, person_.id());
  ASSERT_EQ(list.participant_engagements_size(), 1);
  EXPECT_THAT(list.participant_engagements(0).outside(), ElementsAre(em::DISCLOSURE_CONTENT_HEALTH_CONDITION));
  const auto& incident = list.participant_engagements(0);
  EXPECT_EQ(incident.account(), "It came out in the interview.");
  // It is not moved to a day to come, nor taken back by whoever caused it.
  em::Engagement held;
  World::MustBeOk(world().Get(t_.specialist, incident.engagement_id(), &held));
  *held.mutable_held_on() = Day(2025, 6, 17);
  EXPECT_THAT(world().Update(t_.specialist, held, {"held_on"}), InvalidFor({"engagement.held_on"}));
  const auto take_back = Step<em::WithdrawParticipantEngagementRequest>(incident.id());
  EXPECT_THAT(world().Call(t_.specialist, take_back), Refused(absl::StatusCode::kPermissionDenied));
  ASSERT_THAT(world().Call(t_.specialist, q), IsOk());
  EXPECT_EQ(Alerts(), 1) << "a repeat tells of it once";
  // It stands on the day's list, and a manager takes it up.
  cl::Day day;
  ASSERT_THAT(world().Call(t_.manager, cl::GetDayRequest(), &day), IsOk());
  std::string alert;
  for (const auto& item : day.items()) {
    if (absl::StrContains(item.note(), "an employer was told more")) alert = item.alert_id();
  }
  ASSERT_NE(alert, "");
  cl::AcknowledgeAlertRequest take;
  take.set_request_id(NewId());
  take.set_id(alert);
  EXPECT_THAT(world().Call(t_.specialist, take), Refused(absl::StatusCode::kNotFound)) << "for who leads the team";
  EXPECT_THAT(world().Call(t_.manager, take), IsOk());
}

// What was said too much cannot be hidden by taking back the conversation in which it was said.
TEST_F(DisclosureChoices, LeaveAnEngagementWithAnIncidentToManagersAndLeads) {
  const auto incident_in = [&] {
    auto q = For(On(employer_, Day(2025, 6, 13)), {person_.id()});
    q.add_discloses(em::DISCLOSURE_CONTENT_HEALTH_CONDITION);
    q.set_account("It came out in the interview.");
    em::Engagement engagement;
    World::MustBeOk(world().Call(t_.specialist, q, &engagement));
    return engagement.id();
  };
  const auto take_back = [&](const std::string& token, const std::string& id) {
    return world().Call(token, Step<em::WithdrawEngagementRequest>(id));
  };
  const std::string bare = world().Make(t_.specialist, On(employer_, Day(2025, 6, 12))).id();
  EXPECT_THAT(take_back(t_.specialist, bare), IsOk()) << "nothing was said in it";
  const std::string first = incident_in(), second = incident_in();
  // Ann, who recorded it, and somebody of another team, who does not see the person: they are told the same, and nothing of an incident.
  const std::string elsewhere = world().Token({t_.org, {"specialist"}, {t_.other_team}, "robin@example.org"});
  const Outcome refused = take_back(t_.specialist, first), outside = take_back(elsewhere, first);
  EXPECT_THAT(refused, Refused(absl::StatusCode::kPermissionDenied));
  EXPECT_EQ(refused.reason, "NOT_LEAD");
  EXPECT_EQ(refused.message, outside.message);
  EXPECT_THAT(refused.message, testing::Not(HasSubstr("incident")));
  EXPECT_THAT(take_back(t_.manager, first), IsOk());
  StaffMember lead;
  lead.set_name("Lee");
  lead.set_team_id(t_.other_team);
  lead.set_role(directory::v1::STAFF_ROLE_TEAM_LEAD);
  lead.set_subject("lee@example.org");
  world().Make(t_.manager, lead);
  EXPECT_THAT(take_back(world().Token({t_.org, {"specialist"}, {t_.other_team}, "lee@example.org"}), second), IsOk());
  // Both incidents stand, and so do the alerts that tell of them.
  const auto list = Listed(t_.manager, person_.id());
  ASSERT_EQ(list.participant_engagements_size(), 2);
  for (const auto& one : list.participant_engagements()) {
    EXPECT_EQ(one.account(), "It came out in the interview.");
    EXPECT_FALSE(one.has_withdrawn_on());
    EXPECT_TRUE(one.has_engagement_withdrawn_on());
  }
  EXPECT_EQ(Alerts(), 2);
  EXPECT_EQ(sql().Count(absl::StrCat("SELECT count(*) FROM caseload.alert WHERE participant_id = '", person_.id(),
                                     "' AND acknowledged_on IS NULL")),
            2);
}

TEST_F(DisclosureChoices, BindWhatIsAddedLaterToo) {
  em::ParticipantEngagement told;
  told.set_participant_id(person_.id());
  told.set_engagement_id(world().Make(t_.specialist, On(employer_, Day(2025, 6, 10))).id());
  told.add_discloses(em::DISCLOSURE_CONTENT_CONVICTIONS);
  EXPECT_THAT(world().Create(t_.specialist, told), RefusedBecause("DISCLOSURE_NOT_ALLOWED"));
  ASSERT_THAT(Say(employer_, em::DISCLOSURE_DECISION_GIVEN, em::DISCLOSURE_CONTENT_CONVICTIONS), IsOk());
  told = world().Make(t_.specialist, told);
  EXPECT_EQ(told.outside_size(), 0);
  EXPECT_EQ(Alerts(), 0);
  told.set_account("And then they asked about his health.");
  world().Make(t_.specialist, told);
  EXPECT_EQ(Alerts(), 1);
  EXPECT_THAT(world().Create(t_.other_specialist, told), NotFoundFor({"participant_engagement.participant_id"}));
}

// A form of before that is typed after it takes no refusal back.
TEST_F(DisclosureChoices, RefusedOnALaterDayStand) {
  ASSERT_THAT(Say(employer_, em::DISCLOSURE_DECISION_WITHDRAWN, em::DISCLOSURE_CONTENT_OTHER), IsOk());
  em::DisclosureChoice late;
  late.set_participant_id(person_.id());
  late.set_employer_id(employer_.id());
  late.add_contents(em::DISCLOSURE_CONTENT_OTHER);
  late.set_decision(em::DISCLOSURE_DECISION_GIVEN);
  *late.mutable_said_on() = Day(2025, 6, 9);
  late.set_wording_version("2025-1");
  world().Make(t_.specialist, late);
  auto plan = For(On(employer_, Day(2025, 6, 20)), {person_.id()});
  plan.add_discloses(em::DISCLOSURE_CONTENT_OTHER);
  EXPECT_THAT(world().Call(t_.specialist, plan), RefusedBecause("DISCLOSURE_NOT_ALLOWED"));
}

// A withdrawal reaches what is planned, says so, and the plan does not become a conversation unseen.
TEST_F(DisclosureChoices, ReachWhatIsPlanned) {
  ASSERT_THAT(Say(employer_, em::DISCLOSURE_DECISION_GIVEN, em::DISCLOSURE_CONTENT_SUPPORTED), IsOk());
  auto plan = For(On(employer_, Day(2025, 6, 17)), {person_.id()});
  plan.add_discloses(em::DISCLOSURE_CONTENT_SUPPORTED);
  em::Engagement planned;
  ASSERT_THAT(world().Call(t_.specialist, plan, &planned), IsOk());
  EXPECT_EQ(Listed(t_.specialist, person_.id()).participant_engagements(0).outside_size(), 0);
  em::DisclosureChoice taken;
  ASSERT_THAT(Say(employer_, em::DISCLOSURE_DECISION_WITHDRAWN, em::DISCLOSURE_CONTENT_SUPPORTED, &taken), IsOk());
  const auto one = Listed(t_.specialist, person_.id()).participant_engagements(0);
  EXPECT_THAT(one.outside(), ElementsAre(em::DISCLOSURE_CONTENT_SUPPORTED));
  EXPECT_THAT(taken.affects(), ElementsAre(AllOf(HasSubstr("2025-06-17"), HasSubstr(one.id()))));
  em::ParticipantEngagement read;
  ASSERT_THAT(world().Get(t_.specialist, one.id(), &read), IsOk());
  EXPECT_THAT(read.outside(), ElementsAre(em::DISCLOSURE_CONTENT_SUPPORTED));
  planned.set_took_place(type::v1::ANSWER_YES);
  EXPECT_THAT(world().Update(t_.specialist, planned, {"took_place"}), InvalidFor({"engagement.took_place"}))
      << "it has not come";
  world().clock().Advance(absl::Hours(24));
  em::ParticipantEngagement told;
  told.set_participant_id(person_.id());
  told.set_engagement_id(planned.id());
  told.add_discloses(em::DISCLOSURE_CONTENT_SUPPORTED);
  told.set_account("I had not seen that they took it back.");
  EXPECT_THAT(world().Create(t_.specialist, told), RefusedBecause("STATE")) << "a plan still";
  EXPECT_THAT(world().Update(t_.specialist, planned, {"took_place"}), RefusedBecause("DISCLOSURE_NOT_ALLOWED"));
  ASSERT_THAT(world().Call(t_.specialist, Step<em::WithdrawParticipantEngagementRequest>(one.id())), IsOk());
  ASSERT_THAT(world().Update(t_.specialist, planned, {"took_place"}), IsOk());
  EXPECT_THAT(world().Create(t_.specialist, told), IsOk());
  EXPECT_EQ(Alerts(), 1);
  world().clock().Advance(-absl::Hours(24));
}

TEST_F(DisclosureChoices, AreNumberedWithoutAGap) {
  for (int i = 1; i <= 4; ++i) {
    em::DisclosureChoice choice;
    ASSERT_THAT(Say(employer_, i % 2 == 0 ? em::DISCLOSURE_DECISION_GIVEN : em::DISCLOSURE_DECISION_REFUSED,
                    em::DISCLOSURE_CONTENT_OTHER, &choice),
                IsOk());
    EXPECT_EQ(choice.number(), i);
  }
}

}  // namespace
}  // namespace gainful::integration
