// Journeys of two records through one programme, and what is answered for them. The world's clock stands at 2025-06-16.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gainful/placement/v1/due.pb.h"
#include "gainful/placement/v1/outcome.pb.h"
#include "services/common/base/codes.h"
#include "services/common/base/dates.h"
#include "tests/integration/merge_fixture.h"

namespace gainful::integration {

namespace pl = placement::v1;

class PassageTest : public MergeTest {
 protected:
  static google::type::Date On(const std::string& day) { return base::ToProto(base::ParseDay(day).value()); }

  // Two records, not merged yet, with a journey each; the second one's of `team` if it is given.
  void Begin(const std::vector<std::string>& rules, const std::string& team = "") {
    c = NewCase();
    if (!team.empty()) c.duplicate = NewPerson(c, "Sam Elsewhere", team == "other" ? c.t.other_team : team);
    programme.set_name(NewId());
    programme.set_kind(directory::v1::PROGRAMME_KIND_IPS_PRIMARY);
    for (const auto& rule : rules) programme.add_outcome_rules(rule);
    programme = world().Make(c.t.manager, programme);
    first = AddJourney(c.kept, "2024-01-08");
    second = AddJourney(c.duplicate, "2024-03-04");
  }
  Journey AddJourney(const Participant& person, const std::string& accepted) {
    Journey journey;
    journey.set_participant_id(person.id());
    journey.set_programme_id(programme.id());
    journey.set_team_id(person.team_id());
    *journey.mutable_referred_on() = *journey.mutable_accepted_on() = On(accepted);
    return world().Make(c.t.manager, journey);
  }
  void Merge() {
    merge = world().Make(c.t.manager, Proposal(c.kept.id(), c.duplicate.id())).id();
    World::MustBeOk(Decide(c.manager, merge, kSame));
  }
  void Exit(Journey* journey, const std::string& day) {
    *journey->mutable_exited_on() = On(day);
    World::MustBeOk(world().Update(c.t.manager, *journey, {"exited_on"}, journey));
  }
  // A competitive job of 16 hours at £13, confirmed to its end; `to` empty: it goes on and nobody confirmed it.
  Spell AddJob(const Journey& journey, const std::string& from, const std::string& to) {
    Spell spell;
    spell.set_journey_id(journey.id());
    *spell.mutable_started_on() = On(from);
    if (!to.empty()) *spell.mutable_last_confirmed_on() = *spell.mutable_ended_on() = On(to);
    spell.set_weekly_minutes(960);
    spell.set_hourly_pay_pence(1300);
    spell.set_competitive(type::v1::ANSWER_YES);
    return world().Make(c.t.manager, spell);
  }

  pl::Outcomes Asked(const std::string& token, const Journey& journey) {
    pl::GetOutcomesRequest q;
    q.set_journey_id(journey.id());
    pl::Outcomes outcomes;
    World::MustBeOk(world().Call(token, q, &outcomes));
    return outcomes;
  }
  // "met 2024-05-05", of the first rule.
  std::string Shown(const Journey& journey) {
    const pl::Outcomes outcomes = Asked(c.t.manager, journey);
    const pl::Outcome& o = outcomes.outcomes(0);
    const std::string answer = base::MeaningOf(pl::OutcomeAnswer_descriptor()->FindValueByNumber(o.answer()));
    return o.has_day() && o.answer() == pl::OUTCOME_ANSWER_MET
               ? absl::StrCat(answer, " ", base::FormatDay(*base::ToDay(o.day())))
               : answer;
  }
  // A line for each standing that is stored: which journey's, for how many, and met when.
  std::vector<std::string> Stored() {
    std::vector<std::string> lines;
    for (const auto& row :
         sql().Run(absl::StrCat("SELECT journey_id, cardinality(journey_ids), coalesce(met_on::text, '-') FROM "
                                "placement.standing WHERE org_id = '",
                                c.t.org, "' ORDER BY rule, journey_id"))) {
      const std::string which = row[0] == first.id() ? "first" : row[0] == second.id() ? "second" : "another";
      lines.push_back(absl::StrCat(which, " ", row[1], " ", row[2]));
    }
    return lines;
  }
  // Working everything out anew gives what is stored: so many journeys, passages counted once.
  void ExpectVerified(int journeys, const std::string& why = "") {
    pl::VerifyOutcomesResponse response;
    World::MustBeOk(world().Call(c.t.manager, pl::VerifyOutcomesRequest(), &response));
    EXPECT_EQ(response.differing(), 0) << why;
    EXPECT_EQ(response.journeys(), journeys) << why;
  }
  std::vector<pl::DueItem> Checkpoints(const std::string& token) {
    pl::Due due;
    World::MustBeOk(world().Call(token, pl::GetDueRequest(), &due));
    std::vector<pl::DueItem> items;
    for (const auto& item : due.items()) {
      if (item.kind() == pl::DUE_KIND_CHECKPOINT) items.push_back(item);
    }
    return items;
  }

  Case c;
  Programme programme;
  Journey first, second;
  std::string merge;
};

}  // namespace gainful::integration
