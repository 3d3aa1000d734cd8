// Specialists work with the people of their own teams; managers and auditors see all teams.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "tests/integration/fixture.h"

namespace gainful::integration {
namespace {

bool IsFor(const std::string& role, const MethodDescriptor* method) {
  const auto roles = AllowedRoles(method);
  return std::count(roles.begin(), roles.end(), role) > 0;
}

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
  // Gives the journey alone to the other team: a journey goes where its person is, who then goes back.
  void MoveJourney(const Tenant& t, Participant person, Journey journey) {
    person.set_team_id(t.other_team);
    World::MustBeOk(world().Update(t.manager, person, {"team_id"}, &person));
    journey.set_team_id(t.other_team);
    World::MustBeOk(world().Update(t.manager, journey, {"team_id"}));
    person.set_team_id(t.team);
    World::MustBeOk(world().Update(t.manager, person, {"team_id"}));
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
  const auto is_for_specialists = [](const MethodDescriptor* method) { return IsFor("specialist", method); };
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

// Every list of the contract, with and without the person's id: another team's specialist and another organisation's manager find nothing in it, and its
// funder and partner may not even ask.
TEST_F(Teams, AnotherTeamsPeopleAreInNoList) {
  const Tenant t = world().NewTenant(), elsewhere = world().NewTenant();
  const Case c = NewCase(t);
  int tried = 0;
  for (const auto& kind : AllKinds()) {
    if (!kind.is_personal) continue;
    world().MakeOne(kind, t, c.journey);
    const auto shown = [&](const std::string& token, const Message& request) {
      const auto answer = NewMessage(kind.list->output_type());
      World::MustBeOk(world().Call(token, request, answer.get()));
      return answer->GetReflection()->FieldSize(*answer, answer->GetDescriptor()->field(0));
    };
    const bool may_filter = kind.list->input_type()->FindFieldByName("participant_id") != nullptr;
    for (const bool is_filtered : {false, true}) {
      if (is_filtered && !may_filter) continue;
      const auto request = NewMessage(kind.list->input_type());
      if (is_filtered) SetText(request.get(), "participant_id", c.person.id());
      EXPECT_GE(shown(t.manager, *request), 1) << kind.field << ": there is nothing to find";
      EXPECT_EQ(shown(elsewhere.manager, *request), 0) << kind.field;
      if (IsFor("specialist", kind.list)) {
        EXPECT_EQ(shown(t.other_specialist, *request), 0) << kind.field;
      } else {
        EXPECT_THAT(world().Call(t.other_specialist, *request), Refused(absl::StatusCode::kPermissionDenied));
      }
      for (const std::string& token : {elsewhere.commissioner, elsewhere.partner, t.commissioner, t.partner})
        EXPECT_THAT(world().Call(token, *request), Refused(absl::StatusCode::kPermissionDenied)) << kind.field;
      ++tried;
    }
  }
  EXPECT_GE(tried, 40);
}

// Whatever else is asked of one person, by their id: the answer is the same as for somebody who is nowhere.
TEST_F(Teams, NothingIsAnsweredAboutAnotherTeamsPerson) {
  const Tenant t = world().NewTenant(), elsewhere = world().NewTenant();
  const Case c = NewCase(t);
  int tried = 0;
  for (const auto* method : AllMethods()) {
    const auto* input = method->input_type();
    if (input->FindFieldByName("page_token") != nullptr || IsFor("partner", method)) continue;
    const bool has_id = input->FindFieldByName("id") != nullptr;
    const bool is_of_person = input->FindFieldByName("participant_id") != nullptr;
    // An answer that is no record, found by an id: the copy of a person, their progress, what is shared of them.
    const bool is_by_id = has_id && method->output_type()->FindFieldByName("id") == nullptr &&
                          method->service()->file()->package() == "gainful.caseload.v1";
    if (is_of_person ? has_id : !is_by_id) continue;  // about a record of another kind, or about nobody
    const auto ask = [&](const std::string& token, const std::string& id) {
      const auto request = NewMessage(input);
      FillStep(request.get());
      for (int i = 0; i < input->field_count(); ++i) {
        const auto& rule = RuleOf(input->field(i));
        if (rule.uuid() && rule.required()) SetText(request.get(), input->field(i)->name(), NewId());
      }
      SetText(request.get(), is_of_person ? "participant_id" : "id", id);
      return world().Call(token, *request, nullptr, method);
    };
    for (const std::string& token : {t.other_specialist, elsewhere.specialist, elsewhere.manager}) {
      const bool is_admitted = IsFor(token == elsewhere.manager ? "manager" : "specialist", method);
      const Outcome outcome = ask(token, c.person.id());
      EXPECT_THAT(outcome, Refused(is_admitted ? absl::StatusCode::kNotFound : absl::StatusCode::kPermissionDenied))
          << method->name();
      EXPECT_EQ(outcome.message, ask(token, NewId()).message) << method->name();
    }
    for (const std::string& token : {elsewhere.commissioner, elsewhere.partner, t.commissioner, t.partner})
      EXPECT_THAT(ask(token, c.person.id()), Refused(absl::StatusCode::kPermissionDenied)) << method->name();
    ++tried;
  }
  EXPECT_GE(tried, 5);
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
  const std::string both = world().Token({t.org, {"specialist"}, {t.team, t.other_team}});
  EXPECT_THAT(world().Update(both, p, {"team_id"}), IsOk());
  EXPECT_THAT(world().Update(both, j, {"team_id"}), IsOk());
}

TEST_F(Teams, AJourneyThatMovesTakesItsSpellsAlong) {
  const Tenant t = world().NewTenant();
  const Case c = NewCase(t);
  MoveJourney(t, c.person, c.journey);
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
  const Journey j = world().NewJourney(t.manager, t, p);
  MoveJourney(t, p, j);
  Spell s;
  s.set_journey_id(j.id());
  *s.mutable_started_on() = Day(1999, 12, 31);
  EXPECT_THAT(world().Create(t.other_specialist, s), InvalidFor({"spell.started_on"}));
}

}  // namespace
}  // namespace gainful::integration
