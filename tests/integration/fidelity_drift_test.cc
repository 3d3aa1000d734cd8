// Drift: eight weekly readings in a row that scored lower than the one before them, and who is told.
#include "tests/integration/fidelity_live_fixture.h"

namespace gainful::integration {
namespace {

// Twenty-one people with two specialists score 5, with one they score 4. Jo leaves the team on a day in April.
class FidelityDrift : public LiveFidelityTest {
 protected:
  static Tenant TeamThatLoses(const std::string& last_day, const std::vector<directory::v1::StaffRole>& told = {}) {
    const Tenant t = NewTeam(told);
    for (int i = 0; i < 21; ++i) NewCase(t);
    StaffMember jo;
    jo.set_name("Jo");
    jo.set_team_id(t.team);
    jo.set_role(directory::v1::STAFF_ROLE_EMPLOYMENT_SPECIALIST);
    jo.set_fte_percent(100);
    *jo.mutable_ends_on() = On(last_day);
    World::MustBeOk(world().Create(t.manager, jo));
    return t;
  }
  static fd::Drift Drift(const std::string& token, const std::string& as_at, const std::string& team = "") {
    fd::GetDriftRequest q;
    *q.mutable_as_at() = On(as_at);
    if (!team.empty()) q.set_team(team);
    fd::Drift drift;
    World::MustBeOk(world().Call(token, q, &drift));
    return drift;
  }
  static std::string Told(const fd::Drift& drift) {
    std::string told;
    for (const auto& item : drift.items()) {
      absl::StrAppend(&told, item.team(), " ", item.number(), " from ", item.scored(), " to ", item.would_score(),
                      " for ", item.weeks(), " since ", base::FormatDay(*base::ToDay(item.since())), "; ");
    }
    return told;
  }
};

// Weekly readings before 2025-06-16 are on Mondays: the ninth before it is on 04-21, the eighth on 04-28.
TEST_F(FidelityDrift, IsToldAfterEightWeeks) {
  const Tenant t = TeamThatLoses("2025-04-27");
  EXPECT_EQ(Told(Drift(t.manager, "2025-06-16")), "North 1 from 5 to 4 for 8 since 2025-04-28; ");
  EXPECT_EQ(Told(Drift(t.manager, "2025-06-09")), "") << "seven weeks";
  EXPECT_EQ(Told(Drift(t.manager, "2025-06-15")), "")
      << "weeks that end a day before: the first of them was still whole";
  const fd::Drift drift = Drift(t.specialist, "2025-06-16", t.team);
  EXPECT_EQ(drift.teams(), 1);
  ASSERT_EQ(drift.items_size(), 1);
  EXPECT_DOUBLE_EQ(drift.items(0).value_before(), 10.5);
  EXPECT_DOUBLE_EQ(drift.items(0).value(), 21);
  EXPECT_EQ(drift.items(0).told_staff_member_ids_size(), 0) << "no programme says who";
}

TEST_F(FidelityDrift, IsNotToldWhereTheWeekBeforeWasWhole) {
  const Tenant t = TeamThatLoses("2025-04-28");
  EXPECT_EQ(Told(Drift(t.manager, "2025-06-16")), "");
}

TEST_F(FidelityDrift, IsToldToWhomTheProgrammeNames) {
  const Tenant t = TeamThatLoses("2025-04-27", {directory::v1::STAFF_ROLE_TEAM_LEAD});
  const fd::Drift drift = Drift(t.manager, "2025-06-16");
  ASSERT_EQ(drift.items_size(), 1);
  EXPECT_THAT(drift.items(0).told_staff_member_ids(), testing::ElementsAre(t.supervisor));
}

// Seven visits in the first week, eight days long on 04-21, are six a week, and none after that three a week on 04-28. That the lead goes through them is on
// record nowhere.
TEST_F(FidelityDrift, IsToldOfAFigureWhoseConditionsAreNotOnRecord) {
  const Tenant t = NewTeam();
  StaffMember robin;
  World::MustBeOk(world().Get(t.manager, t.staff_member, &robin));
  *robin.mutable_starts_on() = On("2025-04-14");
  World::MustBeOk(world().Update(t.manager, robin, {"starts_on"}));
  const Journey journey = NewCase(t);
  for (int visit = 0; visit < 7; ++visit) Visit(t, t.employer, "2025-04-15", {journey.participant_id()});
  EXPECT_EQ(Told(Drift(t.manager, "2025-06-16")), "North 17 from 5 to 1 for 8 since 2025-04-28; ");
  EXPECT_EQ(Told(Drift(t.manager, "2025-06-09")), "") << "seven weeks";
}

TEST_F(FidelityDrift, IsOfTeamsThatTheCallerSees) {
  const Tenant t = TeamThatLoses("2025-04-27");
  EXPECT_EQ(Told(Drift(t.other_specialist, "2025-06-16")), "");
  EXPECT_EQ(Drift(t.other_specialist, "2025-06-16").teams(), 1);
  EXPECT_EQ(Drift(t.manager, "2025-06-16").teams(), 2);
  fd::GetDriftRequest q;
  q.set_team(t.team);
  EXPECT_THAT(world().Call(t.other_specialist, q), NotFoundFor({"team"}));
  EXPECT_THAT(world().Call(t.commissioner, q), Refused(absl::StatusCode::kPermissionDenied));
}

}  // namespace
}  // namespace gainful::integration
