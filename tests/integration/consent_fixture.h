// A person with a journey and a job, an organisation that may read of them, and what they say about it.
#pragma once

#include "absl/strings/str_cat.h"
#include "tests/integration/fixture.h"

namespace gainful::integration {

namespace cl = caseload::v1;
namespace ex = exchange::v1;

inline constexpr auto kPurpose = cl::SHARING_PURPOSE_EMPLOYMENT_SUPPORT;

class Consents : public WorldTest {
 protected:
  struct Case {
    Tenant t;
    Participant person;
    Journey journey;
    Spell spell;
    std::string partner_org, partner;  // an organisation of its own, and its token
  };
  Case NewCase() {
    Case c;
    c.t = world().NewTenant();
    Participant p;
    p.set_team_id(c.t.team);
    p.set_name("Sam Example");
    *p.mutable_birth_date() = Day(1990, 5, 4);
    p.set_long_term_condition(type::v1::ANSWER_YES);
    p.set_ethnic_category(cl::ETHNIC_CATEGORY_CARIBBEAN);
    p.add_disabilities(cl::DISABILITY_SIGHT);
    c.person = world().Make(c.t.manager, p);
    c.journey = world().NewJourney(c.t.manager, c.t, c.person);
    c.spell = world().NewSpell(c.t.manager, c.journey);
    c.partner_org = NewId();
    c.partner = world().Token({c.partner_org, {"partner"}, {}, "system@jobcentre.example"});
    return c;
  }
  static cl::Consent Given(const Case& c, std::vector<cl::SharingCategory> categories) {
    cl::Consent consent;
    consent.set_participant_id(c.person.id());
    consent.set_decision(cl::CONSENT_DECISION_GIVEN);
    consent.set_recipient_org_id(c.partner_org);
    consent.set_purpose(kPurpose);
    for (const auto category : categories) consent.add_categories(category);
    consent.add_directions(cl::SHARING_DIRECTION_OUTGOING);
    *consent.mutable_said_on() = Day(2025, 6, 16);
    return consent;
  }
  static cl::WithdrawConsentRequest Withdrawal(const Case& c) {
    cl::WithdrawConsentRequest request;
    request.set_request_id(NewId());
    request.set_participant_id(c.person.id());
    *request.mutable_said_on() = Day(2025, 6, 16);
    return request;
  }
  Outcome Read(const Case& c, ex::SharedParticipant* out, cl::SharingPurpose purpose = kPurpose,
               const std::string& token = "") {
    ex::GetSharedParticipantRequest request;
    request.set_provider_org_id(c.t.org);
    request.set_id(c.person.id());
    request.set_purpose(purpose);
    return world().Call(token.empty() ? c.partner : token, request, out);
  }
  bool IsShared(const Case& c) {
    ex::SharedParticipant shared;
    const Outcome outcome = Read(c, &shared);
    EXPECT_TRUE(outcome.ok() || outcome.code == absl::StatusCode::kNotFound) << outcome;
    return outcome.ok();
  }
  std::vector<ex::Notice> Notices(const Case& c) {
    ex::ListNoticesRequest request;
    request.set_provider_org_id(c.t.org);
    ex::ListNoticesResponse response;
    World::MustBeOk(world().Call(c.partner, request, &response));
    return {response.notices().begin(), response.notices().end()};
  }
  cl::Sharing Sharing(const std::string& token, const std::string& id) {
    cl::GetSharingRequest request;
    request.set_id(id);
    cl::Sharing sharing;
    World::MustBeOk(world().Call(token, request, &sharing));
    return sharing;
  }
};

}  // namespace gainful::integration
