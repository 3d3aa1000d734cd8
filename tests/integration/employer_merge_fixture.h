// Two records of one employer, and what is done with them.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "tests/integration/fixture.h"

namespace gainful::integration {

namespace em = employer::v1;

// Two records of one employer, whoever leads a team, and a manager: none of whom is the proposing specialist.
class EmployerMergeTest : public WorldTest {
 protected:
  static constexpr auto kSame = em::EMPLOYER_MERGE_DECISION_SAME;
  static constexpr auto kNotTheSame = em::EMPLOYER_MERGE_DECISION_NOT_THE_SAME;
  static testing::Matcher<const Outcome&> RefusedBecause(const std::string& reason) {
    return testing::Field(&Outcome::reason, reason);
  }

  void SetUp() override {
    t_ = world().NewTenant();
    StaffMember lead;
    lead.set_name("Lee");
    lead.set_team_id(t_.other_team);
    lead.set_role(directory::v1::STAFF_ROLE_TEAM_LEAD);
    lead.set_subject("lee@example.org");
    world().Make(t_.manager, lead);
    StaffMember ann;
    ann.set_name("Ann");
    ann.set_team_id(t_.team);
    ann.set_role(directory::v1::STAFF_ROLE_EMPLOYMENT_SPECIALIST);
    ann.set_subject("ann@example.org");
    ann_ = world().Make(t_.manager, ann).id();
    lead_ = world().Token({t_.org, {"specialist"}, {t_.other_team}, "lee@example.org"});
    manager_ = world().Token({t_.org, {"manager"}, {}, "max@example.org"});
    person_ = world().NewParticipant(t_.manager, t_.team);
    journey_ = world().NewJourney(t_.manager, t_, person_);
    kept_ = NewEmployer("Village Hall Limited");
    duplicate_ = NewEmployer("Northern Catering");
  }

  em::Employer NewEmployer(const std::string& name, const std::string& number = "") const {
    em::Employer e;
    e.set_name(name);
    e.set_companies_house_number(number);
    return world().Make(t_.specialist, e);
  }
  em::Employer Get(const std::string& id) const {
    em::Employer e;
    World::MustBeOk(world().Get(t_.specialist, id, &e));
    return e;
  }
  static em::EmployerMerge Proposal(const std::string& kept, const std::string& duplicate) {
    em::EmployerMerge merge;
    merge.set_employer_id(kept);
    merge.set_duplicate_id(duplicate);
    merge.set_reason("The same kitchen, and one owner.");
    return merge;
  }
  std::string Propose() const { return world().Make(t_.specialist, Proposal(kept_.id(), duplicate_.id())).id(); }
  static em::DecideEmployerMergeRequest Decision(const std::string& id, em::EmployerMergeDecision decision) {
    em::DecideEmployerMergeRequest q;
    q.set_request_id(NewId());
    q.set_id(id);
    q.set_decision(decision);
    q.set_note("Asked them.");
    return q;
  }
  static Outcome Decide(const std::string& token, const std::string& id, em::EmployerMergeDecision decision,
                        em::EmployerMerge* out = nullptr) {
    return world().Call(token, Decision(id, decision), out);
  }
  static Outcome Undo(const std::string& token, const std::string& id) {
    em::UndoEmployerMergeRequest q;
    q.set_request_id(NewId());
    q.set_id(id);
    q.set_undo_reason("Two firms in one building.");
    return world().Call(token, q);
  }
  std::string Merged(const std::string& kept, const std::string& duplicate) const {
    const std::string id = world().Make(t_.specialist, Proposal(kept, duplicate)).id();
    World::MustBeOk(Decide(manager_, id, kSame));
    return id;
  }
  std::string Merged() const { return Merged(kept_.id(), duplicate_.id()); }

  // The ids that a list gives for an employer.
  template <class Request, class Response, class Rows>
  std::vector<std::string> Listed(const std::string& employer, const Rows& rows) const {
    Request q;
    q.set_employer_id(employer);
    Response out;
    World::MustBeOk(world().Call(t_.specialist, q, &out));
    std::vector<std::string> ids;
    for (const auto& row : rows(out)) ids.push_back(row.id());
    return ids;
  }
  std::vector<std::string> AllEmployers() const {
    em::ListEmployersResponse out;
    World::MustBeOk(world().Call(t_.specialist, em::ListEmployersRequest(), &out));
    std::vector<std::string> ids;
    for (const auto& e : out.employers()) ids.push_back(e.id());
    return ids;
  }
  em::FindEmployersResponse Found(const std::string& name, const std::string& postcode = "",
                                  const std::string& number = "") const {
    em::FindEmployersRequest q;
    q.set_name(name);
    q.set_postcode(postcode);
    q.set_companies_house_number(number);
    em::FindEmployersResponse out;
    World::MustBeOk(world().Call(t_.specialist, q, &out));
    return out;
  }
  std::vector<std::string> Matches(const std::string& id) const {
    em::GetEmployerMatchesRequest q;
    q.set_id(id);
    em::EmployerMatches out;
    World::MustBeOk(world().Call(t_.specialist, q, &out));
    std::vector<std::string> ids;
    for (const auto& match : out.matches()) ids.push_back(match.employer_id());
    return ids;
  }

  em::EmployerSite Site(const std::string& employer, const std::string& postcode) const {
    em::EmployerSite site;
    site.set_employer_id(employer);
    site.set_postcode(postcode);
    return site;
  }
  em::EmployerContact ContactAt(const std::string& employer) const {
    em::EmployerContact contact;
    contact.set_employer_id(employer);
    contact.set_name("Alex");
    return contact;
  }
  em::Engagement Visit(const std::string& employer, const google::type::Date& day) const {
    em::Engagement g;
    g.set_employer_id(employer);
    *g.mutable_held_on() = day;
    g.set_kind(em::ENGAGEMENT_KIND_MEETING);
    g.set_mode(em::ENGAGEMENT_MODE_IN_PERSON);
    return g;
  }
  em::Vacancy Opening(const std::string& employer) const {
    em::Vacancy vacancy;
    vacancy.set_employer_id(employer);
    vacancy.set_role("Cook");
    *vacancy.mutable_opened_on() = Day(2025, 6, 2);
    return vacancy;
  }
  em::DisclosureChoice Choice(const std::string& employer, em::DisclosureDecision decision,
                              const google::type::Date& day) const {
    em::DisclosureChoice choice;
    choice.set_participant_id(person_.id());
    choice.set_employer_id(employer);
    choice.add_contents(em::DISCLOSURE_CONTENT_SUPPORTED);
    choice.set_decision(decision);
    *choice.mutable_said_on() = day;
    choice.set_wording_version("2025-1");
    return choice;
  }
  Spell Job(const std::string& employer, const google::type::Date& day) const {
    Spell job;
    job.set_journey_id(journey_.id());
    *job.mutable_started_on() = day;
    job.set_employer_id(employer);
    return job;
  }
  bool MaySay(const std::string& employer) const {
    em::GetDisclosureAllowedRequest q;
    q.set_participant_id(person_.id());
    q.set_employer_id(employer);
    em::DisclosureAllowed out;
    World::MustBeOk(world().Call(t_.specialist, q, &out));
    for (const auto& content : out.contents()) {
      if (content.content() == em::DISCLOSURE_CONTENT_SUPPORTED) return content.allowed();
    }
    throw std::runtime_error("nothing is said of this content");
  }

  Tenant t_;
  Participant person_;
  Journey journey_;
  std::string ann_, lead_, manager_;
  em::Employer kept_, duplicate_;
};

}  // namespace gainful::integration
