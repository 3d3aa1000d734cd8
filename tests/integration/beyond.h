// A participant with a journey and a job, a colleague outside the team and a manager who reviews: what the suites on seeing beyond one's own
// team begin with.
#pragma once

#include <algorithm>
#include <string>

#include "tests/integration/fixture.h"

namespace gainful::integration {

inline constexpr char kNhsNumber[] = "9598980006";

class Beyond : public WorldTest {
 protected:
  void SetUp() override {
    noon = world().clock().Now();
    t = world().NewTenant();
    outsider = world().Token({t.org, {"specialist"}, {t.other_team}, "oli@example.org"});
    reviewer = world().Token({t.org, {"manager"}, {}, "mo@example.org"});
    person = Named(t.team, "Sam Example", kNhsNumber);
    journey = world().NewJourney(t.manager, t, person);
    world().NewSpell(t.manager, journey);
  }
  void TearDown() override { world().clock().Set(noon); }

  Participant Named(const std::string& team, const std::string& name, const std::string& nhs_number = "",
                    const google::type::Date& born = Day(1980, 3, 4)) {
    Participant p;
    p.set_team_id(team);
    p.set_name(name);
    p.set_nhs_number(nhs_number);
    *p.mutable_birth_date() = born;
    return world().Make(t.manager, p);
  }
  Outcome Open(const std::string& token, const std::string& id, int hours = 2,
               caseload::v1::EmergencyOpening* out = nullptr, const std::string& nhs_number = "") {
    caseload::v1::CreateEmergencyOpeningRequest q;
    q.set_request_id(NewId());
    q.mutable_emergency_opening()->set_participant_id(id);
    q.mutable_emergency_opening()->set_reason("In distress at the door, and the team is away.");
    if (hours > 0) q.mutable_emergency_opening()->set_hours(hours);
    q.set_nhs_number(nhs_number);
    return world().Call(token, q, out);
  }
  std::string NewStaff(const std::string& subject, const std::string& team, directory::v1::StaffRole role) {
    StaffMember staff;
    staff.set_name(subject);
    staff.set_team_id(team);
    staff.set_role(role);
    staff.set_subject(subject);
    return world().Make(t.manager, staff).id();
  }
  // Cover of the person's team by somebody of the other one.
  caseload::v1::Cover CoverOf(const std::string& subject, const google::type::Date& starts,
                              const google::type::Date& ends) {
    caseload::v1::Cover cover;
    cover.set_staff_member_id(NewStaff(subject, t.other_team, directory::v1::STAFF_ROLE_EMPLOYMENT_SPECIALIST));
    cover.set_team_id(t.team);
    *cover.mutable_starts_on() = starts;
    *cover.mutable_ends_on() = ends;
    return cover;
  }
  int AlertsOnTheDay(const std::string& token) {
    caseload::v1::Day day;
    World::MustBeOk(world().Call(token, caseload::v1::GetDayRequest(), &day));
    return static_cast<int>(std::count_if(day.items().begin(), day.items().end(), [](const auto& item) {
      return item.reason() == caseload::v1::DAY_REASON_ALERT;
    }));
  }
  bool Sees(const std::string& token) {
    Participant p;
    const bool seen = world().Get(token, person.id(), &p).ok();
    Journey j;
    EXPECT_EQ(world().Get(token, journey.id(), &j).ok(), seen);
    placement::v1::ListSpellsRequest spells;
    spells.set_journey_id(journey.id());
    placement::v1::ListSpellsResponse rows;
    World::MustBeOk(world().Call(token, spells, &rows));
    EXPECT_EQ(rows.spells_size(), seen ? 1 : 0);
    // Lists of everybody go team by team, and must come to the same.
    caseload::v1::ListParticipantsResponse people;
    World::MustBeOk(world().Call(token, caseload::v1::ListParticipantsRequest(), &people));
    EXPECT_EQ(std::count_if(people.participants().begin(), people.participants().end(),
                            [&](const auto& each) { return each.id() == person.id(); }),
              seen ? 1 : 0);
    caseload::v1::ListJourneysResponse journeys;
    World::MustBeOk(world().Call(token, caseload::v1::ListJourneysRequest(), &journeys));
    EXPECT_EQ(std::count_if(journeys.journeys().begin(), journeys.journeys().end(),
                            [&](const auto& each) { return each.id() == journey.id(); }),
              seen ? 1 : 0);
    caseload::v1::Day day;
    World::MustBeOk(world().Call(token, caseload::v1::GetDayRequest(), &day));
    EXPECT_EQ(std::any_of(day.items().begin(), day.items().end(),
                          [&](const auto& item) { return item.journey_id() == journey.id(); }),
              seen);
    return seen;
  }
  absl::Time noon;
  Tenant t;
  std::string outsider, reviewer;
  Participant person;
  Journey journey;
};

}  // namespace gainful::integration
