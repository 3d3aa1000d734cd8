// Engagement with employers over gRPC: for whom, who sees that, plans, and the figures that come of it.
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/integration/employer_fixture.h"

namespace gainful::integration {
namespace {

using testing::HasSubstr;

class Engagements : public EngagementTest {};

TEST_F(Engagements, AreTheCallersOwnUnlessSaidOtherwise) {
  EXPECT_EQ(world().Make(t_.specialist, On(employer_, Day(2025, 6, 1))).staff_member_id(), ann_);
  em::Engagement g = On(employer_, Day(2025, 6, 1));
  g.set_staff_member_id(t_.staff_member);
  EXPECT_EQ(world().Make(t_.specialist, g).staff_member_id(), t_.staff_member);
  g.set_staff_member_id(NewId());
  EXPECT_THAT(world().Create(t_.specialist, g), NotFoundFor({"engagement.staff_member_id"}));
  *g.mutable_next_on() = Day(2025, 5, 31);
  EXPECT_THAT(world().Create(t_.specialist, g), InvalidFor({"engagement.next_on"}));
}

// All staff see that there was a visit and for how many; for whom, only those who may see them, and that is written down.
TEST_F(Engagements, TellNobodyForWhomTheyWereWhoMayNotSeeThem) {
  const Participant theirs = world().NewParticipant(t_.manager, t_.other_team);
  em::Engagement made;
  ASSERT_THAT(world().Call(t_.manager, For(On(employer_, Day(2025, 6, 2)), {person_.id(), theirs.id()}), &made),
              IsOk());
  EXPECT_EQ(made.participants(), 2);
  em::ListEngagementsRequest q;
  q.set_employer_id(employer_.id());
  em::ListEngagementsResponse list;
  ASSERT_THAT(world().Call(t_.specialist, q, &list), IsOk());
  ASSERT_EQ(list.engagements_size(), 1);
  EXPECT_EQ(list.engagements(0).participants(), 2);
  EXPECT_FALSE(absl::StrContains(list.SerializeAsString(), theirs.id()));
  EXPECT_EQ(sql().Count(absl::StrCat("SELECT count(*) FROM journal.access WHERE kind LIKE '%engagement' AND person = '",
                                     theirs.id(), "'")),
            0);
  const auto own = Listed(t_.specialist, "", made.id());
  ASSERT_EQ(own.participant_engagements_size(), 1);
  EXPECT_EQ(own.participant_engagements(0).participant_id(), person_.id());
  EXPECT_EQ(own.participant_engagements(0).journey_id(), journey_.id());
  EXPECT_EQ(own.participant_engagements(0).employer_id(), employer_.id());
  EXPECT_EQ(Listed(t_.manager, "", made.id()).participant_engagements_size(), 2);
  EXPECT_EQ(sql().Count(absl::StrCat("SELECT count(*) FROM journal.access WHERE kind = 'participant_engagement' AND "
                                     "person = '",
                                     theirs.id(), "'")),
            1);
  // Each of them has an entry of their own, and the engagement's names nobody.
  EXPECT_EQ(sql().Count(absl::StrCat("SELECT count(*) FROM journal.entry WHERE kind = 'participant_engagement' AND "
                                     "person IN ('",
                                     theirs.id(), "', '", person_.id(), "')")),
            2);
  EXPECT_EQ(sql().Count(absl::StrCat("SELECT count(*) FROM journal.entry WHERE kind = 'engagement' AND position('",
                                     theirs.id(), "'::bytea IN body) > 0")),
            0);
}

TEST_F(Engagements, AreForPeopleWhomTheCallerSees) {
  const Participant theirs = world().NewParticipant(t_.manager, t_.other_team);
  const em::Engagement visit = On(employer_, Day(2025, 6, 2));
  EXPECT_THAT(world().Call(t_.specialist, For(visit, {person_.id(), theirs.id()})),
              NotFoundFor({"participant_ids[1]"}));
  EXPECT_EQ(sql().Count(absl::StrCat("SELECT count(*) FROM journal.access WHERE method = 'CreateEngagement' AND kind = "
                                     "'participant' AND record = '",
                                     theirs.id(), "'")),
            1)
      << "it stands in their account";
  EXPECT_THAT(world().Call(t_.specialist, For(visit, {NewId()})), NotFoundFor({"participant_ids[0]"}));
  EXPECT_THAT(world().Call(t_.specialist, For(visit, {person_.id(), person_.id()})), InvalidFor({"participant_ids"}));
  auto nobody = For(visit, {});
  nobody.add_discloses(em::DISCLOSURE_CONTENT_SUPPORTED);
  EXPECT_THAT(world().Call(t_.specialist, nobody), InvalidFor({"participant_ids"}));
  em::ListEngagementsRequest q;
  q.set_employer_id(employer_.id());
  em::ListEngagementsResponse list;
  ASSERT_THAT(world().Call(t_.specialist, q, &list), IsOk());
  EXPECT_EQ(list.engagements_size(), 0) << "a refused one leaves nothing behind";
}

TEST_F(Engagements, AreLoggedOnceHoweverOftenAsked) {
  const auto q = For(On(employer_, Day(2025, 6, 2)), {person_.id()});
  em::Engagement first, again;
  ASSERT_THAT(world().Call(t_.specialist, q, &first), IsOk());
  ASSERT_THAT(world().Call(t_.specialist, q, &again), IsOk());
  EXPECT_EQ(first.SerializeAsString(), again.SerializeAsString());
  EXPECT_EQ(Listed(t_.specialist, person_.id()).participant_engagements_size(), 1);
}

// Face to face, for a participant, held, and not taken back.
TEST_F(Engagements, AreCountedByWeek) {
  const std::vector<std::string> us{person_.id()};
  const auto log = [&](const em::Engagement& g, const std::vector<std::string>& people) {
    em::Engagement made;
    World::MustBeOk(world().Call(t_.specialist, For(g, people), &made));
    return made.id();
  };
  log(On(employer_, Day(2025, 6, 2)), us);
  log(On(employer_, Day(2025, 6, 8)), us);
  log(On(employer_, Day(2025, 6, 9)), us);
  log(On(employer_, Day(2025, 6, 9), em::ENGAGEMENT_KIND_MEETING, em::ENGAGEMENT_MODE_PHONE), us);
  log(On(employer_, Day(2025, 6, 9)), {});
  log(On(employer_, Day(2025, 6, 17)), us);
  ASSERT_THAT(world().Call(t_.specialist, Step<em::WithdrawEngagementRequest>(log(On(employer_, Day(2025, 6, 9)), us))),
              IsOk());
  em::GetEngagementWeeksRequest q;
  *q.mutable_from() = Day(2025, 6, 2);
  *q.mutable_to() = Day(2025, 6, 22);
  em::EngagementWeeks weeks;
  ASSERT_THAT(world().Call(t_.specialist, q, &weeks), IsOk());
  ASSERT_EQ(weeks.specialists_size(), 1);
  EXPECT_EQ(weeks.specialists(0).staff_member_id(), ann_);
  EXPECT_EQ(weeks.specialists(0).contacts(), 3);
  EXPECT_EQ(weeks.specialists(0).days(), 15);
  ASSERT_EQ(weeks.weeks_size(), 3);
  EXPECT_EQ(weeks.weeks(0).contacts(), 2);
  EXPECT_EQ(weeks.weeks(1).contacts(), 1);
  EXPECT_EQ(weeks.weeks(2).contacts(), 0);
  EXPECT_EQ(weeks.weeks(2).days(), 1) << "the Monday that is today";
  q.set_staff_member_id(t_.staff_member);
  ASSERT_THAT(world().Call(t_.manager, q, &weeks), IsOk());
  ASSERT_EQ(weeks.specialists_size(), 1);
  EXPECT_EQ(weeks.specialists(0).contacts(), 0);
  q.set_staff_member_id(NewId());
  EXPECT_THAT(world().Call(t_.manager, q), NotFoundFor({"staff_member_id"}));
  *q.mutable_to() = Day(2025, 6, 1);
  EXPECT_THAT(world().Call(t_.manager, q), InvalidFor({"to"}));
  EXPECT_THAT(world().Call(t_.auditor, q), Refused(absl::StatusCode::kPermissionDenied));
}

TEST_F(Engagements, SayHowLongTheFirstOneTook) {
  cl::Contact met;
  met.set_participant_id(person_.id());
  *met.mutable_contacted_on() = Day(2025, 5, 1);
  met.set_kind(cl::CONTACT_KIND_FIRST_APPOINTMENT);
  met.add_met_with(cl::CONTACT_WITH_PARTICIPANT);
  met.set_mode(cl::CONTACT_MODE_IN_PERSON);
  met.set_attendance(cl::CONTACT_ATTENDANCE_DID_NOT_ATTEND);
  world().Make(t_.specialist, met);
  const auto asked = [&](const std::string& token) {
    em::FirstEmployerContacts out;
    em::GetFirstEmployerContactsRequest q;
    q.set_journey_id(journey_.id());
    World::MustBeOk(world().Call(token, q, &out));
    return out;
  };
  EXPECT_EQ(asked(t_.specialist).journeys(), 0) << "nobody met yet";
  met.set_attendance(cl::CONTACT_ATTENDANCE_ATTENDED);
  met.set_minutes(45);
  *met.mutable_contacted_on() = Day(2025, 5, 6);
  world().Make(t_.specialist, met);
  ASSERT_EQ(asked(t_.specialist).rows_size(), 1);
  EXPECT_EQ(asked(t_.specialist).rows(0).waiting_days(), 41);
  World::MustBeOk(world().Call(
      t_.specialist,
      For(On(employer_, Day(2025, 5, 10), em::ENGAGEMENT_KIND_MEETING, em::ENGAGEMENT_MODE_PHONE), {person_.id()})));
  EXPECT_EQ(asked(t_.specialist).with_contact(), 0) << "by phone";
  World::MustBeOk(world().Call(t_.specialist, For(On(employer_, Day(2025, 5, 20)), {person_.id()})));
  World::MustBeOk(world().Call(t_.specialist, For(On(employer_, Day(2025, 5, 16)), {person_.id()})));
  const auto out = asked(t_.specialist);
  EXPECT_EQ(out.rows(0).days(), 10);
  EXPECT_DOUBLE_EQ(out.median_days(), 10);
  EXPECT_EQ(asked(t_.other_specialist).journeys(), 0);
  em::GetFirstEmployerContactsRequest q;
  *q.mutable_from() = Day(2025, 5, 7);
  em::FirstEmployerContacts later;
  ASSERT_THAT(world().Call(t_.manager, q, &later), IsOk());
  EXPECT_EQ(later.journeys(), 0);
}

// A plan is no fact because its day has come.
TEST_F(Engagements, CountOnceSomebodySaysThatTheyTookPlace) {
  em::Engagement plan;
  ASSERT_THAT(world().Call(t_.specialist, For(On(employer_, Day(2025, 6, 17)), {person_.id()}), &plan), IsOk());
  world().clock().Advance(absl::Hours(24));
  em::GetEngagementWeeksRequest q;
  *q.mutable_from() = Day(2025, 6, 16);
  *q.mutable_to() = Day(2025, 6, 22);
  q.set_staff_member_id(ann_);
  const auto contacts = [&] {
    em::EngagementWeeks weeks;
    World::MustBeOk(world().Call(t_.specialist, q, &weeks));
    return weeks.specialists(0).contacts();
  };
  EXPECT_EQ(contacts(), 0);
  EXPECT_EQ(Get(employer_.id()).stage(), em::EMPLOYER_STAGE_NOT_APPROACHED);
  plan.set_took_place(type::v1::ANSWER_NOT_KNOWN);
  EXPECT_THAT(world().Update(t_.specialist, plan, {"took_place"}), InvalidFor({"engagement.took_place"}));
  plan.set_took_place(type::v1::ANSWER_NO);
  ASSERT_THAT(world().Update(t_.specialist, plan, {"took_place"}, &plan), IsOk());
  EXPECT_EQ(contacts(), 0);
  plan.set_took_place(type::v1::ANSWER_YES);
  ASSERT_THAT(world().Update(t_.specialist, plan, {"took_place"}, &plan), IsOk());
  EXPECT_EQ(contacts(), 1);
  EXPECT_EQ(Get(employer_.id()).stage(), em::EMPLOYER_STAGE_IN_CONVERSATION);
  plan.set_took_place(type::v1::ANSWER_NO);
  EXPECT_THAT(world().Update(t_.specialist, plan, {"took_place"}), InvalidFor({"engagement.took_place"}));
  ASSERT_THAT(world().Call(t_.specialist, Step<em::WithdrawEngagementRequest>(plan.id())), IsOk());
  EXPECT_TRUE(Listed(t_.specialist, person_.id()).participant_engagements(0).has_engagement_withdrawn_on());
  world().clock().Advance(-absl::Hours(24));
}

TEST_F(Engagements, WithAStepThatIsDueAreListedUntilAnotherFollows) {
  em::Engagement g = On(employer_, Day(2025, 6, 2));
  *g.mutable_next_on() = Day(2025, 6, 15);
  g = world().Make(t_.specialist, g);
  const auto due = [&](const google::type::Date& by) {
    em::ListEngagementsRequest q;
    q.set_employer_id(employer_.id());
    *q.mutable_next_by() = by;
    em::ListEngagementsResponse out;
    World::MustBeOk(world().Call(t_.specialist, q, &out));
    return out.engagements_size();
  };
  EXPECT_EQ(due(Day(2025, 6, 14)), 0);
  EXPECT_EQ(due(Day(2025, 6, 15)), 1);
  EXPECT_EQ(due(Day(2025, 6, 16)), 1);
  const em::Engagement plan = world().Make(t_.specialist, On(employer_, Day(2025, 6, 17)));
  EXPECT_EQ(due(Day(2025, 6, 16)), 0) << "planned";
  world().clock().Advance(absl::Hours(24));
  EXPECT_EQ(due(Day(2025, 6, 16)), 1) << "nobody says that it took place";
  world().clock().Advance(-absl::Hours(24));
  ASSERT_THAT(world().Call(t_.specialist, Step<em::WithdrawEngagementRequest>(plan.id())), IsOk());
  world().Make(t_.specialist, On(employer_, Day(2025, 6, 9)));
  EXPECT_EQ(due(Day(2025, 6, 16)), 0);
}

// On the day on which one journey ends and the next begins nobody but the specialist knows which it was for.
TEST_F(Engagements, BelongToAJourneyThatIsNamedWhereSeveralAreUnderWay) {
  const Journey other = world().NewJourney(t_.manager, world().WithAnotherProgramme(t_), person_);
  const em::Engagement visit = On(employer_, Day(2025, 6, 2));
  EXPECT_THAT(world().Call(t_.specialist, For(visit, {person_.id()})), InvalidFor({"participant_ids[0]"}));
  em::ParticipantEngagement one;
  one.set_participant_id(person_.id());
  one.set_engagement_id(world().Make(t_.specialist, visit).id());
  EXPECT_THAT(world().Create(t_.specialist, one), InvalidFor({"participant_engagement.journey_id"}));
  one.set_journey_id(other.id());
  EXPECT_EQ(world().Make(t_.specialist, one).journey_id(), other.id());
}

TEST_F(Engagements, ToComeNameNobodyWhoHasLeft) {
  em::Engagement g = On(Get(t_.employer), Day(2025, 6, 17));
  g.set_employer_contact_id(t_.employer_contact);
  ASSERT_THAT(world().Call(t_.specialist, Step<em::WithdrawEmployerContactRequest>(t_.employer_contact)), IsOk());
  const Outcome refused = world().Create(t_.specialist, g);
  EXPECT_THAT(refused, RefusedBecause("STATE"));
  EXPECT_THAT(refused.message, HasSubstr("engagement.employer_contact_id"));
  *g.mutable_held_on() = Day(2025, 6, 16);
  EXPECT_THAT(world().Create(t_.specialist, g), IsOk()) << "they met before";
}

}  // namespace
}  // namespace gainful::integration
