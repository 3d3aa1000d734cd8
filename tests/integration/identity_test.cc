// Who may call what: every call says who makes it, and every method says who may.
#include <nlohmann/json.hpp>

#include "services/common/auth/signer.h"
#include "tests/integration/fixture.h"

namespace gainful::integration {
namespace {

using testing::AllOf;
using testing::Field;

class Identities : public WorldTest {
 protected:
  Outcome ListTeams(const Metadata& metadata) { return world().wire().Call(kListTeams, "", metadata); }
  Outcome ListTeamsAs(const nlohmann::json& claims) { return ListTeams(Bearer(world().Sign(claims))); }
  static constexpr char kListTeams[] = "/gainful.directory.v1.DirectoryService/ListTeams";
};

testing::Matcher<const Outcome&> Unauthenticated(const std::string& reason) {
  return AllOf(Refused(absl::StatusCode::kUnauthenticated), Field(&Outcome::reason, reason));
}

TEST_F(Identities, ACallWithoutTokenIsUnauthenticated) {
  EXPECT_THAT(ListTeams({}), Refused(absl::StatusCode::kUnauthenticated));
  for (const char* header : {"", "Basic YTpi", "Bearer", "Bearer ", "bearer x.y", "x.y.z"}) {
    EXPECT_THAT(ListTeams({{"authorization", header}}), Refused(absl::StatusCode::kUnauthenticated)) << header;
  }
}

TEST_F(Identities, ATokenThatDoesNotHoldIsUnauthenticated) {
  const Identity ann{world().NewTenant().org, {"manager"}};
  const auto good = world().Claims(ann);
  const auto now = absl::ToUnixSeconds(world().Now());
  EXPECT_THAT(ListTeamsAs(good), IsOk());
  const auto with = [&](const char* claim, const nlohmann::json& value) {
    auto claims = good;
    claims[claim] = value;
    return claims;
  };
  EXPECT_THAT(ListTeamsAs(with("exp", now - 3600)), Unauthenticated("TOKEN_EXPIRED"));
  EXPECT_THAT(ListTeamsAs(with("nbf", now + 3600)), Refused(absl::StatusCode::kUnauthenticated));
  EXPECT_THAT(ListTeamsAs(with("iss", "https://elsewhere.example")), Refused(absl::StatusCode::kUnauthenticated));
  EXPECT_THAT(ListTeamsAs(with("aud", "another-service")), Refused(absl::StatusCode::kUnauthenticated));
  EXPECT_THAT(ListTeamsAs(with("org", "not-a-uuid")), Refused(absl::StatusCode::kUnauthenticated));
  EXPECT_THAT(ListTeamsAs(with("sub", "")), Refused(absl::StatusCode::kUnauthenticated));
}

TEST_F(Identities, ATokenOfAnotherKeyIsUnauthenticated) {
  const auto claims = world().Claims({world().NewTenant().org, {"manager"}});
  for (const char* kid : {"test", "other"}) {
    const auto other = auth::Signer::Generate(auth::Alg::kEs256, kid).value();
    EXPECT_THAT(ListTeams(Bearer(other.Sign(claims).value())), Refused(absl::StatusCode::kUnauthenticated)) << kid;
  }
  std::string token = world().Sign(claims);
  const size_t payload = token.find('.') + 5;
  token[payload] = token[payload] == 'A' ? 'B' : 'A';
  EXPECT_THAT(ListTeams(Bearer(token)), Refused(absl::StatusCode::kUnauthenticated));
}

// A valid token, seen and remembered, holds no longer than it says.
TEST_F(Identities, ATokenStopsHoldingWhenItExpires) {
  auto claims = world().Claims({world().NewTenant().org, {"manager"}});
  claims["exp"] = absl::ToUnixSeconds(world().Now()) + 60;
  EXPECT_THAT(ListTeamsAs(claims), IsOk());
  const absl::Time before = world().Now();
  world().clock().Advance(absl::Minutes(10));
  EXPECT_THAT(ListTeamsAs(claims), Unauthenticated("TOKEN_EXPIRED"));
  world().clock().Set(before);
}

// An empty request is enough: who may not call is told so before the request is looked at.
TEST_F(Identities, EveryMethodAdmitsJustTheRolesOfItsContract) {
  const Tenant t = world().NewTenant();
  int calls = 0;
  for (const auto* method : AllMethods()) {
    const auto allowed = AllowedRoles(method);
    ASSERT_FALSE(allowed.empty()) << method->full_name();
    for (const auto& role : AllRoles()) {
      const Outcome outcome = world().wire().Call(PathOf(method), "", Bearer(t.TokenOf(role)));
      const bool is_allowed = std::count(allowed.begin(), allowed.end(), role) > 0;
      EXPECT_EQ(outcome.code == absl::StatusCode::kPermissionDenied, !is_allowed)
          << method->full_name() << " as " << role << ": " << outcome;
      ++calls;
    }
  }
  EXPECT_EQ(calls, 338 * 6) << "methods were added or lost; say here how many there are";
}

TEST_F(Identities, WhoHasNoRoleMayCallNothing) {
  const std::string org = world().NewTenant().org;
  for (const auto& roles :
       {std::vector<std::string>{}, std::vector<std::string>{"janitor", "ROLE_MANAGER", "Manager"}}) {
    const std::string token = world().Token({org, roles});
    for (const auto* method : AllMethods()) {
      EXPECT_THAT(
          world().wire().Call(PathOf(method), "", Bearer(token)),
          testing::AnyOf(Refused(absl::StatusCode::kPermissionDenied), Refused(absl::StatusCode::kUnauthenticated)))
          << method->full_name();
    }
  }
}

// A role that reads every team lends its sight to no role that writes.
TEST_F(Identities, ACallerWithSeveralRolesActsInOneAtATime) {
  const Tenant t = world().NewTenant();
  const std::string both = world().Token({t.org, {"auditor", "specialist"}, {t.team}});
  Participant theirs = world().NewParticipant(t.manager, t.other_team);
  Participant seen;
  EXPECT_THAT(world().Get(both, theirs.id(), &seen), IsOk());
  theirs.set_name("Altered");
  EXPECT_THAT(world().Update(both, theirs, {"name"}), Refused(absl::StatusCode::kNotFound));
  EXPECT_THAT(world().Create(both, theirs), NotFoundFor({"participant.team_id"}));
}

TEST_F(Identities, OnlyTheOperatorsAdministratorsCreateOrganisations) {
  const Tenant t = world().NewTenant();
  Organisation organisation;
  organisation.set_name("New");
  organisation.set_kind(directory::v1::ORGANISATION_KIND_COMMISSIONER);
  EXPECT_THAT(world().Create(t.administrator, organisation), Refused(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(world().Create(world().Token({world().operator_org(), {"manager"}}), organisation),
              Refused(absl::StatusCode::kPermissionDenied));
}

TEST_F(Identities, EveryAnswerCarriesTheCallsId) {
  const Tenant t = world().NewTenant();
  EXPECT_TRUE(base::Uuid::Parse(ListTeams(Bearer(t.manager)).call_id));
  EXPECT_TRUE(base::Uuid::Parse(ListTeams({}).call_id));
  Metadata metadata = Bearer(t.manager);
  metadata.emplace_back("gainful-request-id", "ticket-4711");
  EXPECT_EQ(ListTeams(metadata).call_id, "ticket-4711");
  // What is long or holds other signs than plain ones goes into no log and no journal.
  for (const std::string& bad : {std::string(65, 'x'), std::string("a{\"b"), std::string("a/b")}) {
    metadata.back().second = bad;
    EXPECT_TRUE(base::Uuid::Parse(ListTeams(metadata).call_id)) << bad;
  }
}

}  // namespace
}  // namespace gainful::integration
