// Records that pass every rule, for tests that then break one.
#pragma once

#include "gainful/caseload/v1/caseload.pb.h"
#include "gainful/directory/v1/directory.pb.h"
#include "gainful/placement/v1/placement.pb.h"
#include "services/common/base/fields.h"
#include "tests/unit/testing.h"

namespace gainful::base {

constexpr char kId[] = "0190a5d2-7c00-7000-8000-00000000000a";
inline absl::CivilDay TestDay() { return absl::CivilDay(2024, 2, 29); }

inline gainful::caseload::v1::CreateParticipantRequest GoodParticipant() {
  gainful::caseload::v1::CreateParticipantRequest q;
  q.set_request_id(kId);
  q.mutable_participant()->set_team_id(kId);
  q.mutable_participant()->set_name("Ann Example");
  return q;
}

inline gainful::caseload::v1::CreateJourneyRequest GoodJourney() {
  gainful::caseload::v1::CreateJourneyRequest q;
  q.set_request_id(kId);
  auto* j = q.mutable_journey();
  j->set_participant_id(kId);
  j->set_programme_id(kId);
  j->set_team_id(kId);
  *j->mutable_referred_on() = gainful::testing::Date("2024-01-02");
  return q;
}

inline gainful::placement::v1::CreateSpellRequest GoodSpell() {
  gainful::placement::v1::CreateSpellRequest q;
  q.set_request_id(kId);
  q.mutable_spell()->set_journey_id(kId);
  *q.mutable_spell()->mutable_started_on() = gainful::testing::Date("2024-01-02");
  return q;
}

inline gainful::directory::v1::CreateOrganisationRequest GoodOrganisation() {
  gainful::directory::v1::CreateOrganisationRequest q;
  q.set_request_id(kId);
  q.mutable_organisation()->set_name("Example Trust");
  q.mutable_organisation()->set_kind(gainful::directory::v1::ORGANISATION_KIND_NHS_TRUST);
  return q;
}

inline gainful::testing::Listed Check(const google::protobuf::Message& message) {
  Violations v;
  CheckFields(message, TestDay(), &v);
  return v.list();
}

inline gainful::testing::Listed None() { return {}; }
inline gainful::testing::Listed One(const std::string& path, const std::string& wanted) { return {{path, wanted}}; }

// `n` copies of a character, which may have several bytes.
inline std::string Times(int n, const std::string& character) {
  std::string out;
  for (int i = 0; i < n; ++i) out += character;
  return out;
}

}  // namespace gainful::base
