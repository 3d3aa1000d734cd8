// Two records of one team, and what is done with them.
#pragma once

#include <string>
#include <vector>

#include "tests/integration/fixture.h"

namespace gainful::integration {

namespace cl = caseload::v1;

inline constexpr auto kSame = cl::MERGE_DECISION_SAME;
inline constexpr auto kNotTheSame = cl::MERGE_DECISION_NOT_THE_SAME;

MATCHER_P(RefusedBecause, reason, "is refused because of " + std::string(reason)) {
  *result_listener << arg;
  return arg.reason == reason;
}

class MergeTest : public WorldTest {
 protected:
  // Two records of one team, whoever leads it, and a manager: three people, none of whom is the proposing specialist.
  struct Case {
    Tenant t;
    Participant kept, duplicate;
    std::string lead, manager;
  };
  static Case NewCase() {
    Case c;
    c.t = world().NewTenant();
    c.kept = NewPerson(c, "Sam Example");
    c.duplicate = NewPerson(c, "Samuel Example");
    StaffMember lead;
    lead.set_name("Lee");
    lead.set_team_id(c.t.team);
    lead.set_role(directory::v1::STAFF_ROLE_TEAM_LEAD);
    lead.set_subject("lee@example.org");
    World::MustBeOk(world().Create(c.t.manager, lead));
    c.lead = world().Token({c.t.org, {"specialist"}, {c.t.team}, "lee@example.org"});
    c.manager = world().Token({c.t.org, {"manager"}, {}, "max@example.org"});
    return c;
  }
  static Participant NewPerson(const Case& c, const std::string& name, const std::string& team = "") {
    Participant p;
    p.set_team_id(team.empty() ? c.t.team : team);
    p.set_name(name);
    *p.mutable_birth_date() = Day(1990, 5, 4);
    return world().Make(c.t.manager, p);
  }
  static cl::Merge Proposal(const std::string& kept, const std::string& duplicate) {
    cl::Merge merge;
    merge.set_participant_id(kept);
    merge.set_duplicate_id(duplicate);
    merge.set_reason("The same birth date, and one address.");
    return merge;
  }
  static std::string Propose(const Case& c) {
    return world().Make(c.t.specialist, Proposal(c.kept.id(), c.duplicate.id())).id();
  }
  static cl::DecideMergeRequest Decision(const std::string& id, cl::MergeDecision decision) {
    cl::DecideMergeRequest q;
    q.set_request_id(NewId());
    q.set_id(id);
    q.set_decision(decision);
    q.set_note("Both records read.");
    return q;
  }
  static Outcome Decide(const std::string& token, const std::string& id, cl::MergeDecision decision,
                        cl::Merge* out = nullptr) {
    return world().Call(token, Decision(id, decision), out);
  }
  static Outcome Undo(const std::string& token, const std::string& id, cl::Merge* out = nullptr) {
    cl::UndoMergeRequest q;
    q.set_request_id(NewId());
    q.set_id(id);
    q.set_undo_reason("They are twins.");
    return world().Call(token, q, out);
  }
  static std::string Merged(const Case& c) {
    const std::string id = Propose(c);
    World::MustBeOk(Decide(c.manager, id, kSame));
    return id;
  }
  static Participant Get(const std::string& token, const std::string& id) {
    Participant p;
    World::MustBeOk(world().Get(token, id, &p));
    return p;
  }
  static bool Sees(const std::string& token, const std::string& person) {
    Participant p;
    const Outcome outcome = world().Get(token, person, &p);
    EXPECT_TRUE(outcome.ok() || outcome.code == absl::StatusCode::kNotFound) << outcome;
    return outcome.ok();
  }
  // The ids of a kind's records that a list for the person holds.
  static std::vector<std::string> Listed(const std::string& token, const Kind& kind, const std::string& person) {
    const auto request = NewMessage(kind.list->input_type());
    SetText(request.get(), "participant_id", person);
    const auto response = NewMessage(kind.list->output_type());
    World::MustBeOk(world().Call(token, *request, response.get()));
    const auto* rows = response->GetDescriptor()->field(0);
    std::vector<std::string> ids;
    for (int i = 0; i < response->GetReflection()->FieldSize(*response, rows); ++i)
      ids.push_back(GetText(response->GetReflection()->GetRepeatedMessage(*response, rows, i), "id"));
    return ids;
  }
  static std::vector<std::string> Matches(const std::string& token, const std::string& person) {
    cl::GetMatchesRequest q;
    q.set_id(person);
    cl::Matches matches;
    World::MustBeOk(world().Call(token, q, &matches));
    std::vector<std::string> ids;
    for (const auto& match : matches.matches()) ids.push_back(match.participant_id());
    return ids;
  }
  // Kinds whose records say of themselves whom they are about, and can be listed by that.
  static std::vector<Kind> KindsByPerson() {
    std::vector<Kind> kinds;
    for (const auto& kind : AllKinds()) {
      if (kind.list != nullptr && kind.list->input_type()->FindFieldByName("participant_id") != nullptr &&
          kind.field != "merge")
        kinds.push_back(kind);
    }
    return kinds;
  }
};

}  // namespace gainful::integration
