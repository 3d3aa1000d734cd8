// Contacts: which journey they belong to, and what they cannot be.
#include "tests/integration/fixture.h"

namespace gainful::integration {
namespace {

using caseload::v1::Contact;

class Contacts : public WorldTest {
 protected:
  struct Case {
    Participant person;
    Journey journey;  // referred on 2025-01-10
  };
  Case NewCase(const Tenant& t) {
    Case c;
    c.person = world().NewParticipant(t.manager, t.team);
    c.journey = world().NewJourney(t.manager, t, c.person);
    return c;
  }
  static Contact With(const Participant& person, google::type::Date on) {
    Contact c;
    c.set_participant_id(person.id());
    *c.mutable_contacted_on() = std::move(on);
    c.set_kind(caseload::v1::CONTACT_KIND_JOB_SEARCH);
    c.set_attendance(caseload::v1::CONTACT_ATTENDANCE_ATTENDED);
    c.set_minutes(45);
    return c;
  }
  int Listed(const std::string& token, const std::string& participant) {
    caseload::v1::ListContactsRequest request;
    request.set_participant_id(participant);
    caseload::v1::ListContactsResponse response;
    World::MustBeOk(world().Call(token, request, &response));
    return response.contacts_size();
  }
};

TEST_F(Contacts, BelongToTheOneJourneyUnderWay) {
  const Tenant t = world().NewTenant();
  const Case c = NewCase(t);
  EXPECT_EQ(world().Make(t.specialist, With(c.person, Day(2025, 1, 9))).journey_id(), "");
  EXPECT_EQ(world().Make(t.specialist, With(c.person, Day(2025, 1, 10))).journey_id(), c.journey.id());
  const Journey second = world().NewJourney(t.manager, world().WithAnotherProgramme(t), c.person);
  const Contact among_two = world().Make(t.specialist, With(c.person, Day(2025, 1, 10)));
  EXPECT_FALSE(among_two.has_journey_id());
  Contact said = With(c.person, Day(2025, 1, 10));
  said.set_journey_id(second.id());
  EXPECT_EQ(world().Make(t.specialist, said).journey_id(), second.id());
  EXPECT_EQ(Listed(t.specialist, c.person.id()), 4);
}

TEST_F(Contacts, NameAJourneyOfTheirOwnPerson) {
  const Tenant t = world().NewTenant();
  const Case mine = NewCase(t), another = NewCase(t);
  Contact contact = With(mine.person, Day(2025, 2, 1));
  contact.set_journey_id(another.journey.id());
  EXPECT_THAT(world().Create(t.specialist, contact), NotFoundFor({"contact.journey_id"}));
  contact.set_journey_id(mine.journey.id());
  *contact.mutable_contacted_on() = Day(2025, 1, 9);
  EXPECT_THAT(world().Create(t.specialist, contact), InvalidFor({"contact.contacted_on"}));
  *contact.mutable_contacted_on() = Day(2025, 1, 10);
  const Contact made = world().Make(t.specialist, contact);
  Contact earlier = made;
  *earlier.mutable_contacted_on() = Day(2025, 1, 9);
  EXPECT_THAT(world().Update(t.specialist, earlier, {"contacted_on"}), InvalidFor({"contact.contacted_on"}));
  caseload::v1::WithdrawJourneyRequest withdraw;
  withdraw.set_request_id(NewId());
  withdraw.set_id(mine.journey.id());
  World::MustBeOk(world().Call(t.manager, withdraw));
  EXPECT_THAT(world().Create(t.specialist, contact), Refused(absl::StatusCode::kFailedPrecondition));
  EXPECT_EQ(Listed(t.specialist, mine.person.id()), 1);
}

TEST_F(Contacts, OfAnotherTeamAreNotThere) {
  const Tenant t = world().NewTenant();
  const Case c = NewCase(t);
  const Contact made = world().Make(t.specialist, With(c.person, Day(2025, 2, 1)));
  for (const std::string& token : {t.other_specialist, world().Token({t.org, {"specialist"}})}) {
    Contact read;
    EXPECT_THAT(world().Get(token, made.id(), &read), Refused(absl::StatusCode::kNotFound));
    EXPECT_EQ(Listed(token, c.person.id()), 0);
    EXPECT_THAT(world().Create(token, With(c.person, Day(2025, 2, 1))), NotFoundFor({"contact.participant_id"}));
    EXPECT_THAT(world().Update(token, made, {"minutes"}), Refused(absl::StatusCode::kNotFound));
  }
  EXPECT_EQ(Listed(t.auditor, c.person.id()), 1);
}

TEST_F(Contacts, TakenBackStayAndChangeNoMore) {
  const Tenant t = world().NewTenant();
  const Case c = NewCase(t);
  const Contact made = world().Make(t.specialist, With(c.person, Day(2025, 2, 1)));
  caseload::v1::WithdrawContactRequest withdraw;
  withdraw.set_request_id(NewId());
  withdraw.set_id(made.id());
  Contact withdrawn;
  ASSERT_THAT(world().Call(t.specialist, withdraw, &withdrawn), IsOk());
  EXPECT_EQ(withdrawn.withdrawn_on().day(), 16);
  EXPECT_THAT(world().Update(t.specialist, withdrawn, {"minutes"}), Refused(absl::StatusCode::kFailedPrecondition));
  Contact read;
  EXPECT_THAT(world().Get(t.specialist, made.id(), &read), IsOk());
  EXPECT_EQ(read.minutes(), 45);
}

}  // namespace
}  // namespace gainful::integration
