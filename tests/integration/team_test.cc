// Specialists work with the people of their own teams; managers and auditors see all teams.
#include "absl/strings/str_cat.h"
#include "tests/integration/fixture.h"

namespace gainful::integration {
namespace {

class Teams : public WorldTest {
 protected:
  struct Case {
    Participant person;
    Journey journey;
    Spell spell;
  };
  Case NewCase(const Tenant& t) {
    Case c;
    c.person = world().NewParticipant(t.manager, t.team);
    c.journey = world().NewJourney(t.manager, t, c.person);
    c.spell = world().NewSpell(t.manager, c.journey);
    return c;
  }
  template <class Record>
  bool Sees(const std::string& token, const Record& record) {
    Record read;
    const Outcome outcome = world().Get(token, record.id(), &read);
    if (!outcome.ok()) {
      EXPECT_THAT(outcome, Refused(absl::StatusCode::kNotFound));
    }
    const auto kind = KindOf(record.GetDescriptor());
    const auto list = NewMessage(kind.list->output_type());
    World::MustBeOk(world().Call(token, *NewMessage(kind.list->input_type()), list.get()));
    bool is_listed = false;
    const auto* records = list->GetDescriptor()->field(0);
    for (int i = 0; i < list->GetReflection()->FieldSize(*list, records); ++i) {
      is_listed =
          is_listed || GetText(list->GetReflection()->GetRepeatedMessage(*list, records, i), "id") == record.id();
    }
    EXPECT_EQ(is_listed, outcome.ok()) << "a list and a get disagree";
    return outcome.ok();
  }
  template <class Record>
  Outcome Touch(const std::string& token, const Record& record) {
    Record same;
    World::MustBeOk(world().Get(token, record.id(), &same));
    return world().Update(token, same, {ChangeableField(KindOf(record.GetDescriptor()))});
  }
};

TEST_F(Teams, AnotherTeamsPeopleAreNotThereForASpecialist) {
  const Tenant t = world().NewTenant();
  const Case c = NewCase(t);
  for (const std::string& token : {t.specialist, t.manager, t.auditor}) {
    EXPECT_TRUE(Sees(token, c.person));
    EXPECT_TRUE(Sees(token, c.journey));
    EXPECT_TRUE(Sees(token, c.spell));
  }
  const std::string no_team = world().Token({t.org, {"specialist"}});
  for (const std::string& token : {t.other_specialist, no_team}) {
    EXPECT_FALSE(Sees(token, c.person));
    EXPECT_FALSE(Sees(token, c.journey));
    EXPECT_FALSE(Sees(token, c.spell));
  }
  EXPECT_TRUE(Sees(world().Token({t.org, {"specialist"}, {t.other_team, t.team}}), c.spell));
}

TEST_F(Teams, AnotherTeamsPeopleCannotBeAltered) {
  const Tenant t = world().NewTenant();
  const Case c = NewCase(t);
  const auto is_for_specialists = [](const MethodDescriptor* method) {
    const auto roles = AllowedRoles(method);
    return std::count(roles.begin(), roles.end(), "specialist") > 0;
  };
  for (const auto& kind : AllKinds()) {
    if (!kind.is_personal) continue;
    const std::string id = kind.field == "participant" ? c.person.id()
                           : kind.field == "journey"   ? c.journey.id()
                                                       : GetText(*world().MakeOne(kind, t, c.journey), "id");
    const auto record = NewMessage(kind.type);
    SetText(record.get(), "id", id);
    record->GetReflection()->SetInt64(record.get(), kind.type->FindFieldByName("etag"), 1);
    EXPECT_THAT(
        world().Get(t.other_specialist, id, NewMessage(kind.type).get()),
        Refused(is_for_specialists(kind.get) ? absl::StatusCode::kNotFound : absl::StatusCode::kPermissionDenied));
    if (kind.update != nullptr) {
      EXPECT_THAT(world().Update(t.other_specialist, *record, {ChangeableField(kind)}),
                  Refused(absl::StatusCode::kNotFound));
    }
    for (const auto* step : kind.steps) {
      if (!is_for_specialists(step)) continue;
      const auto request = NewMessage(step->input_type());
      SetText(request.get(), "request_id", NewId());
      SetText(request.get(), "id", id);
      FillStep(request.get());
      EXPECT_THAT(world().Call(t.other_specialist, *request), Refused(absl::StatusCode::kNotFound)) << step->name();
    }
  }
  EXPECT_EQ(sql().Count(absl::StrCat("SELECT max(etag) FROM caseload.journey WHERE org_id = '", t.org, "'")), 1);
  EXPECT_THAT(Touch(t.specialist, c.person), IsOk());
  EXPECT_THAT(Touch(t.specialist, c.journey), IsOk());
  EXPECT_THAT(Touch(t.specialist, c.spell), IsOk());
}

TEST_F(Teams, NothingIsRecordedInAnotherTeam) {
  const Tenant t = world().NewTenant();
  const Case c = NewCase(t);
  Participant p;
  p.set_name("Sam");
  p.set_team_id(t.other_team);
  EXPECT_THAT(world().Create(t.specialist, p), NotFoundFor({"participant.team_id"}));
  Journey j = c.journey;
  j.set_team_id(t.other_team);
  EXPECT_THAT(world().Create(t.specialist, j), NotFoundFor({"journey.team_id"}));
  // Both at once: the person is another team's, and so is the team.
  j.set_team_id(t.team);
  EXPECT_THAT(world().Create(t.other_specialist, j), NotFoundFor({"journey.team_id", "journey.participant_id"}));
  Spell s;
  s.set_journey_id(c.journey.id());
  *s.mutable_started_on() = Day(2025, 2, 3);
  EXPECT_THAT(world().Create(t.other_specialist, s), NotFoundFor({"spell.journey_id"}));
  EXPECT_THAT(world().Create(t.specialist, s), IsOk());
}

TEST_F(Teams, ASpecialistCannotGiveAPersonAwayUnseen) {
  const Tenant t = world().NewTenant();
  const Case c = NewCase(t);
  Participant p = c.person;
  p.set_team_id(t.other_team);
  EXPECT_THAT(world().Update(t.specialist, p, {"team_id"}), NotFoundFor({"participant.team_id"}));
  Journey j = c.journey;
  j.set_team_id(t.other_team);
  EXPECT_THAT(world().Update(t.specialist, j, {"team_id"}), NotFoundFor({"journey.team_id"}));
  EXPECT_THAT(world().Update(world().Token({t.org, {"specialist"}, {t.team, t.other_team}}), j, {"team_id"}), IsOk());
}

TEST_F(Teams, AJourneyThatMovesTakesItsSpellsAlong) {
  const Tenant t = world().NewTenant();
  const Case c = NewCase(t);
  Journey moved = c.journey;
  moved.set_team_id(t.other_team);
  ASSERT_THAT(world().Update(t.manager, moved, {"team_id"}), IsOk());
  EXPECT_FALSE(Sees(t.specialist, c.journey));
  EXPECT_FALSE(Sees(t.specialist, c.spell));
  EXPECT_TRUE(Sees(t.other_specialist, c.journey));
  EXPECT_TRUE(Sees(t.other_specialist, c.spell));
  EXPECT_THAT(Touch(t.other_specialist, c.spell), IsOk());
  // The person's own record stays where it was.
  EXPECT_TRUE(Sees(t.specialist, c.person));
  EXPECT_FALSE(Sees(t.other_specialist, c.person));
}

// A rule must not depend on who asks: the birth date counts although the asker cannot see the person's record.
TEST_F(Teams, RulesKnowWhatTheCallerDoesNotSee) {
  const Tenant t = world().NewTenant();
  Participant p;
  p.set_name("Sam");
  p.set_team_id(t.team);
  *p.mutable_birth_date() = Day(2000, 1, 1);
  p = world().Make(t.manager, p);
  Journey j = world().NewJourney(t.manager, t, p);
  j.set_team_id(t.other_team);
  ASSERT_THAT(world().Update(t.manager, j, {"team_id"}), IsOk());
  Spell s;
  s.set_journey_id(j.id());
  *s.mutable_started_on() = Day(1999, 12, 31);
  EXPECT_THAT(world().Create(t.other_specialist, s), InvalidFor({"spell.started_on"}));
}

}  // namespace
}  // namespace gainful::integration
