// People in work whose checkpoints fall on days that tests choose. The world's clock stands at 2025-06-16.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gainful/placement/v1/due.pb.h"
#include "gainful/placement/v1/outcome.pb.h"
#include "services/common/base/codes.h"
#include "services/common/base/dates.h"
#include "tests/integration/fixture.h"

namespace gainful::integration {

namespace pl = placement::v1;

class DueTest : public WorldTest {
 protected:
  static google::type::Date On(const std::string& day) { return base::ToProto(base::ParseDay(day).value()); }
  static std::string Text(const google::type::Date& day) { return base::FormatDay(*base::ToDay(day)); }

  // A journey that a programme with these rules took on on 2024-01-08.
  Journey NewCase(const Tenant& t, const std::vector<std::string>& rules, const std::string& name = "Sam Example",
                  const std::string& team = "") {
    Programme programme;
    programme.set_name(NewId());
    programme.set_kind(directory::v1::PROGRAMME_KIND_IPS_PRIMARY);
    for (const auto& rule : rules) programme.add_outcome_rules(rule);
    Participant person;
    person.set_team_id(team.empty() ? t.team : team);
    person.set_name(name);
    Journey journey;
    journey.set_participant_id(world().Make(t.manager, person).id());
    journey.set_programme_id(world().Make(t.manager, programme).id());
    journey.set_team_id(person.team_id());
    *journey.mutable_referred_on() = On("2024-01-02");
    *journey.mutable_accepted_on() = On("2024-01-08");
    return world().Make(t.manager, journey);
  }
  // A competitive job at 16 hours and £13. After 91 days, the first included, it is to be asked about.
  Spell NewJob(const Tenant& t, const Journey& journey, const std::string& start) {
    Spell spell;
    spell.set_journey_id(journey.id());
    *spell.mutable_started_on() = On(start);
    spell.set_weekly_minutes(960);
    spell.set_hourly_pay_pence(1300);
    spell.set_competitive(gainful::type::v1::ANSWER_YES);
    return world().Make(t.manager, spell);
  }
  void End(const Tenant& t, const Spell& spell, const std::string& day) {
    pl::EndSpellRequest q;
    q.set_request_id(NewId());
    q.set_id(spell.id());
    *q.mutable_ended_on() = On(day);
    q.set_end_reason(pl::END_REASON_REDUNDANCY);
    q.set_evidence(pl::EVIDENCE_KIND_EMPLOYER);
    World::MustBeOk(world().Call(t.manager, q));
  }
  void Confirm(const Tenant& t, const Spell& spell, const std::string& day) {
    pl::ConfirmSpellRequest q;
    q.set_request_id(NewId());
    q.set_id(spell.id());
    *q.mutable_last_confirmed_on() = On(day);
    q.set_evidence(pl::EVIDENCE_KIND_PAYSLIP);
    World::MustBeOk(world().Call(t.manager, q));
  }
  pl::FollowUpAttempt Tried(const Tenant& t, const Spell& spell, const std::string& day) {
    pl::FollowUpAttempt attempt;
    attempt.set_spell_id(spell.id());
    *attempt.mutable_attempted_on() = On(day);
    return world().Make(t.specialist, attempt);
  }

  // The checkpoints that somebody is to ask about, or else the follow-along contacts.
  std::vector<pl::DueItem> Items(const std::string& token, const pl::GetDueRequest& q = {},
                                 pl::DueKind kind = pl::DUE_KIND_CHECKPOINT) {
    pl::Due due;
    World::MustBeOk(world().Call(token, q, &due));
    std::vector<pl::DueItem> items;
    for (const auto& item : due.items()) {
      if (item.kind() == kind) items.push_back(item);
    }
    return items;
  }
  std::vector<pl::DueItem> All(const std::string& token) {
    pl::GetDueRequest q;
    q.set_all(true);
    return Items(token, q);
  }
  // "overdue 2025-06-15 sustained-13", a line for each.
  static std::vector<std::string> Lines(const std::vector<pl::DueItem>& items) {
    std::vector<std::string> lines;
    for (const auto& item : items) {
      const auto* state = pl::DueState_descriptor()->FindValueByNumber(item.state());
      lines.push_back(
          absl::StrCat(base::MeaningOf(state), " ", Text(item.checkpoint_on()), " ", absl::StrJoin(item.rules(), ",")));
    }
    return lines;
  }
  // What `gainful outcome show` says of the first rule.
  pl::CheckpointFate Shown(const Tenant& t, const Journey& journey) {
    pl::GetOutcomesRequest q;
    q.set_journey_id(journey.id());
    pl::Outcomes outcomes;
    World::MustBeOk(world().Call(t.specialist, q, &outcomes));
    return outcomes.outcomes(0).fate();
  }
};

}  // namespace gainful::integration
