// Over gRPC: how long an employer's level of the Disability Confident scheme counts, and for how many people one engagement is.
#include <atomic>
#include <thread>

#include "tests/integration/cli.h"
#include "tests/integration/fixture.h"

namespace gainful::integration {
namespace {

namespace em = employer::v1;
using testing::ContainsRegex;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class EmployerBounds : public WorldTest {
 protected:
  void SetUp() override { t_ = world().NewTenant(); }
  em::Employer Committed(const std::string& name, std::optional<google::type::Date> until) const {
    em::Employer e;
    e.set_name(name);
    e.set_disability_confident(em::DISABILITY_CONFIDENT_LEVEL_COMMITTED);
    if (until) *e.mutable_confident_until() = *until;
    return world().Make(t_.manager, e);
  }
  std::vector<std::string> CommittedToday() const {
    em::ListEmployersRequest q;
    q.set_disability_confident(em::DISABILITY_CONFIDENT_LEVEL_COMMITTED);
    em::ListEmployersResponse out;
    World::MustBeOk(world().Call(t_.specialist, q, &out));
    std::vector<std::string> names;
    for (const auto& e : out.employers()) names.push_back(e.name());
    return names;
  }
  Tenant t_;
};

TEST_F(EmployerBounds, LevelsCountUntilTheirLastDay) {
  const em::Employer past = Committed("Past", Day(2025, 6, 15));
  const em::Employer last = Committed("Last day", Day(2025, 6, 16));
  const em::Employer next = Committed("Next day", Day(2025, 6, 17));
  const em::Employer open = Committed("No end", std::nullopt);
  EXPECT_THAT(CommittedToday(), UnorderedElementsAre("Last day", "Next day", "No end"));
  EXPECT_EQ(past.confident_expired_on().day(), 15);
  EXPECT_FALSE(last.has_confident_expired_on());
  EXPECT_FALSE(next.has_confident_expired_on());
  EXPECT_FALSE(open.has_confident_expired_on());
  world().clock().Advance(absl::Hours(24));
  EXPECT_THAT(CommittedToday(), UnorderedElementsAre("Next day", "No end"));
  em::Employer read;
  World::MustBeOk(world().Get(t_.specialist, last.id(), &read));
  EXPECT_EQ(read.confident_expired_on().day(), 16) << "the day goes by, and nobody writes";
  world().clock().Advance(-absl::Hours(24));
  // Renewed in time or after it, it counts again.
  read = past;
  *read.mutable_confident_until() = Day(2027, 6, 15);
  ASSERT_THAT(world().Update(t_.manager, read, {"confident_until"}, &read), IsOk());
  EXPECT_FALSE(read.has_confident_expired_on());
  EXPECT_THAT(CommittedToday(), UnorderedElementsAre("Past", "Last day", "Next day", "No end"));
}

TEST_F(EmployerBounds, LevelsThatExpiredAreSaidToHaveOnScreen) {
  const std::string id = Committed("Past", Day(2025, 6, 15)).id();
  const Printed shown = RunCli(world(), t_.specialist, {"employer", "get", id});
  EXPECT_EQ(shown.code, 0) << shown.err;
  EXPECT_THAT(shown.out, ContainsRegex("confident expired on +2025-06-15"));
}

// The day is the organisation's own: on the other side of the date line it is tomorrow at noon in UTC.
TEST_F(EmployerBounds, LevelsExpireByTheOrganisationsOwnDay) {
  const em::Employer here = Committed("Last day", Day(2025, 6, 16));
  EXPECT_THAT(CommittedToday(), UnorderedElementsAre("Last day"));
  Organisation organisation;
  World::MustBeOk(world().Get(t_.manager, t_.org, &organisation));
  organisation.set_time_zone("Pacific/Kiritimati");
  World::MustBeOk(world().Update(t_.manager, organisation, {"time_zone"}));
  EXPECT_THAT(CommittedToday(), IsEmpty());
  em::Employer read;
  World::MustBeOk(world().Get(t_.specialist, here.id(), &read));
  EXPECT_TRUE(read.has_confident_expired_on());
}

TEST_F(EmployerBounds, AnEngagementIsForFiftyPeopleAtMost) {
  em::CreateEngagementRequest q;
  q.set_request_id(NewId());
  q.mutable_engagement()->set_employer_id(t_.employer);
  q.mutable_engagement()->set_kind(em::ENGAGEMENT_KIND_MEETING);
  q.mutable_engagement()->set_mode(em::ENGAGEMENT_MODE_IN_PERSON);
  *q.mutable_engagement()->mutable_held_on() = Day(2025, 6, 2);
  for (int i = 0; i < 50; ++i) {
    q.add_participant_ids(world().NewParticipant(t_.manager, t_.team).id());
  }
  auto more = q;
  more.add_participant_ids(NewId());
  const Outcome refused = world().Call(t_.specialist, more);
  EXPECT_THAT(refused, InvalidFor({"participant_ids"}));
  em::Engagement made;
  ASSERT_THAT(world().Call(t_.specialist, q, &made), IsOk());
  EXPECT_EQ(made.participants(), 50);
  // Nor are there more when they are added one by one, or at once.
  em::ParticipantEngagement one;
  one.set_engagement_id(made.id());
  one.set_participant_id(world().NewParticipant(t_.manager, t_.team).id());
  const Outcome full = world().Create(t_.specialist, one);
  EXPECT_THAT(full, Refused(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(full.message, testing::HasSubstr("for 50 participants already"));
  one.set_participant_id(q.participant_ids(0));
  em::ParticipantEngagement again;
  ASSERT_THAT(world().Create(t_.specialist, one, &again), IsOk()) << "somebody who is among them already";
  em::ListParticipantEngagementsRequest list;
  list.set_engagement_id(made.id());
  list.set_participant_id(q.participant_ids(1));
  em::ListParticipantEngagementsResponse listed;
  World::MustBeOk(world().Call(t_.specialist, list, &listed));
  ASSERT_EQ(listed.participant_engagements_size(), 1);
  em::WithdrawParticipantEngagementRequest withdraw;
  withdraw.set_request_id(NewId());
  withdraw.set_id(listed.participant_engagements(0).id());
  ASSERT_THAT(world().Call(t_.specialist, withdraw), IsOk());
  std::vector<std::string> people;
  for (int i = 0; i < 4; ++i) people.push_back(world().NewParticipant(t_.manager, t_.team).id());
  std::atomic<int> added{0};
  std::vector<std::thread> hands;
  for (const auto& person : people) {
    hands.emplace_back([&, person] {
      em::ParticipantEngagement more;
      more.set_engagement_id(made.id());
      more.set_participant_id(person);
      added += world().Create(t_.specialist, more).ok();
    });
  }
  for (auto& hand : hands) hand.join();
  EXPECT_EQ(added, 1) << "there was room for one";
}

}  // namespace
}  // namespace gainful::integration
