// Employers, and a person for whom staff engage with them. The world's clock stands at 2025-06-16.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/integration/fixture.h"

namespace gainful::integration {

namespace em = employer::v1;
namespace cl = caseload::v1;

class EmployerTest : public WorldTest {
 protected:
  void SetUp() override {
    t_ = world().NewTenant();
    StaffMember ann;
    ann.set_name("Ann");
    ann.set_team_id(t_.team);
    ann.set_role(directory::v1::STAFF_ROLE_EMPLOYMENT_SPECIALIST);
    ann.set_subject("ann@example.org");  // whose tokens these are
    ann_ = world().Make(t_.manager, ann).id();
    person_ = world().NewParticipant(t_.manager, t_.team);
    journey_ = world().NewJourney(t_.manager, t_, person_);  // referred on 2025-01-10
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
  static em::Engagement On(const em::Employer& e, const google::type::Date& day,
                           em::EngagementKind kind = em::ENGAGEMENT_KIND_MEETING,
                           em::EngagementMode mode = em::ENGAGEMENT_MODE_IN_PERSON) {
    em::Engagement g;
    g.set_employer_id(e.id());
    *g.mutable_held_on() = day;
    g.set_kind(kind);
    g.set_mode(mode);
    return g;
  }
  static em::CreateEngagementRequest For(const em::Engagement& engagement, const std::vector<std::string>& people) {
    em::CreateEngagementRequest q;
    q.set_request_id(NewId());
    *q.mutable_engagement() = engagement;
    for (const auto& id : people) q.add_participant_ids(id);
    return q;
  }
  em::ListParticipantEngagementsResponse Listed(const std::string& token, const std::string& person,
                                                const std::string& engagement = "") const {
    em::ListParticipantEngagementsRequest q;
    q.set_participant_id(person);
    q.set_engagement_id(engagement);
    em::ListParticipantEngagementsResponse out;
    World::MustBeOk(world().Call(token, q, &out));
    return out;
  }
  Outcome Say(const em::Employer& e, em::DisclosureDecision decision, em::DisclosureContent content,
              em::DisclosureChoice* out = nullptr) const {
    em::DisclosureChoice c;
    c.set_participant_id(person_.id());
    c.set_employer_id(e.id());
    c.add_contents(content);
    c.set_decision(decision);
    *c.mutable_said_on() = Day(2025, 6, 10);
    c.set_wording_version("2025-1");
    return world().Create(t_.specialist, c, out);
  }
  std::int64_t Alerts() const {
    return sql().Count(
        absl::StrCat("SELECT count(*) FROM caseload.alert WHERE kind = 'disclosure_incident' AND "
                     "participant_id = '",
                     person_.id(), "'"));
  }
  static testing::Matcher<const Outcome&> RefusedBecause(const std::string& reason) {
    return testing::AllOf(Refused(absl::StatusCode::kFailedPrecondition), testing::Field(&Outcome::reason, reason));
  }
  template <class Request>
  static Request Step(const std::string& id) {
    Request q;
    q.set_request_id(NewId());
    q.set_id(id);
    return q;
  }

  Tenant t_;
  std::string ann_;
  Participant person_;
  Journey journey_;
};

// With an employer to engage with.
class EngagementTest : public EmployerTest {
 protected:
  void SetUp() override {
    EmployerTest::SetUp();
    employer_ = NewEmployer("Garage");
  }
  em::Employer employer_;
};

}  // namespace gainful::integration
