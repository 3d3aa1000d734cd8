#include "services/common/auth/token.h"

#include <set>

#include "services/common/auth/strict.h"
#include "services/common/base/status.h"
#include "tests/unit/common/auth/auth_testing.h"

namespace gainful::auth {
namespace {

using gainful::type::v1::Role;
using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

absl::StatusOr<Claims> ReadText(const std::string& text, absl::Time now = TestTime(),
                                const ClaimRules& rules = GoodRules()) {
  return ClaimsReader::Create(rules).value().Read(text, now);
}
absl::StatusOr<Claims> Read(const json& claims, absl::Time now = TestTime(), const ClaimRules& rules = GoodRules()) {
  return ReadText(claims.dump(), now, rules);
}
json With(const char* name, const json& value) {
  json claims = GoodClaims();
  claims[name] = value;
  return claims;
}
json Without(const char* name) {
  json claims = GoodClaims();
  claims.erase(name);
  return claims;
}

TEST(Refusals, AreDistinctAndTellProgramsAsWell) {
  std::set<std::string> sentences, reasons;
  for (int i = 0; i < static_cast<int>(Refusal::kCount); ++i) {
    const absl::Status status = Refuse(static_cast<Refusal>(i));
    EXPECT_TRUE(absl::IsUnauthenticated(status));
    sentences.insert(std::string(status.message()));
    reasons.insert(base::Reason(status));
  }
  EXPECT_EQ(sentences.size(), static_cast<size_t>(Refusal::kCount));
  EXPECT_EQ(reasons.size(), static_cast<size_t>(Refusal::kCount));
  EXPECT_EQ(reasons.count(""), 0u);
}

TEST(Split, TakesThreePartsOnly) {
  const auto parts = Split("e30.e30.QQ");
  ASSERT_TRUE(parts.ok());
  EXPECT_EQ(parts->header, "{}");
  EXPECT_EQ(parts->claims, "{}");
  EXPECT_EQ(parts->signature, "A");
  for (const char* text : {"e30", "e30.e30", "e30.e30.QQ.", "e30.e30.QQ.QQ", "a.b.c.d.e", "e30 .e30.QQ", "e30=.e30.QQ",
                           "e30.e30.Q", "e30.e30.QR", "e3.e30.QQ", "e30.e30.Q/", "e30.e30.Q+A", "\xff.e30.QQ"}) {
    EXPECT_THAT(Split(text), IsRefused(Refusal::kMalformed)) << text;
  }
  EXPECT_THAT(Split(""), IsRefused(Refusal::kMissing));
  EXPECT_THAT(Split(std::string(8193, 'A')), IsRefused(Refusal::kTooLong));
  EXPECT_THAT(Split(std::string(8192, 'A')), IsRefused(Refusal::kMalformed));
  EXPECT_THAT(Split(std::string(8000, '.')), IsRefused(Refusal::kMalformed));
  EXPECT_THAT(Split(std::string("e30.e30.QQ\0", 11)), IsRefused(Refusal::kMalformed));
}

TEST(ReadHeader, TakesWhatTokensHave) {
  for (const char* typ : {"JWT", "jwt", "at+jwt", "AT+JWT", "application/at+jwt", "application/jwt"}) {
    const auto header = ReadHeader(json{{"alg", "ES256"}, {"kid", "k"}, {"typ", typ}}.dump());
    ASSERT_TRUE(header.ok()) << typ;
    EXPECT_EQ(header->alg, "ES256");
    EXPECT_EQ(header->kid, "k");
  }
  EXPECT_TRUE(ReadHeader("{\"alg\":\"ES256\",\"kid\":\"k\"}").ok());
  EXPECT_TRUE(ReadHeader("{\"alg\":\"ES256\",\"kid\":\"k\",\"jku\":\"https://evil.example\",\"jwk\":{}}").ok())
      << "passed over";
}

TEST(ReadHeader, RefusesTheRest) {
  EXPECT_THAT(ReadHeader("{\"alg\":\"ES256\",\"kid\":\"k\",\"crit\":[\"exp\"]}"), IsRefused(Refusal::kHeader));
  EXPECT_THAT(ReadHeader("{\"alg\":\"ES256\",\"kid\":\"k\",\"crit\":[]}"), IsRefused(Refusal::kHeader));
  EXPECT_THAT(ReadHeader("{\"alg\":\"ES256\",\"kid\":\"k\",\"crit\":null}"), IsRefused(Refusal::kHeader));
  for (const char* typ : {"\"JWE\"", "\"\"", "\"application/\"", "\"secevent+jwt\"", "\"JWT \"", "null", "1"}) {
    EXPECT_THAT(ReadHeader("{\"alg\":\"ES256\",\"kid\":\"k\",\"typ\":" + std::string(typ) + "}"),
                IsRefused(Refusal::kHeader))
        << typ;
  }
  EXPECT_THAT(ReadHeader("{\"kid\":\"k\"}"), IsRefused(Refusal::kAlgorithm));
  EXPECT_THAT(ReadHeader("{\"kid\":\"k\",\"alg\":[\"ES256\"]}"), IsRefused(Refusal::kAlgorithm));
  EXPECT_THAT(ReadHeader("{\"alg\":\"ES256\"}"), IsRefused(Refusal::kKey));
  EXPECT_THAT(ReadHeader("{\"alg\":\"ES256\",\"kid\":7}"), IsRefused(Refusal::kKey));
  for (const char* text :
       {"", "[]", "\"ES256\"", "{\"alg\":\"ES256\",\"alg\":\"none\",\"kid\":\"k\"}", "{\"alg\":\"ES256\xff\"}"}) {
    EXPECT_THAT(ReadHeader(text), IsRefused(Refusal::kMalformed)) << text;
  }
}

TEST(ReadClaims, GivesTheCaller) {
  const auto claims = Read(GoodClaims());
  ASSERT_TRUE(claims.ok()) << claims.status();
  EXPECT_EQ(claims->caller.subject, "ann@example.org");
  EXPECT_EQ(claims->caller.org.ToString(), kOrg);
  EXPECT_THAT(claims->caller.roles, ElementsAre(Role::ROLE_SPECIALIST));
  EXPECT_THAT(claims->caller.teams, ElementsAre(*base::Uuid::Parse(kTeam)));
  EXPECT_EQ(claims->until, TestTime() + absl::Minutes(15) + absl::Seconds(30));
  EXPECT_EQ(claims->from, TestTime() - absl::Minutes(1) - absl::Seconds(30));
}

TEST(ReadClaims, WantsItsIssuerToTheLetter) {
  EXPECT_THAT(Read(Without("iss")), IsRefused(Refusal::kIssuer));
  for (const json& iss :
       {json("https://issuer.example/"), json("HTTPS://issuer.example"), json(""), json(nullptr), json(1),
        json({"https://issuer.example"}), json(std::string("https://issuer.example\0", 23))}) {
    EXPECT_THAT(Read(With("iss", iss)), IsRefused(Refusal::kIssuer)) << iss;
  }
}

TEST(ReadClaims, WantsItsAudience) {
  EXPECT_TRUE(Read(With("aud", {"gainful"})).ok());
  EXPECT_TRUE(Read(With("aud", {"other", "gainful"})).ok());
  EXPECT_THAT(Read(Without("aud")), IsRefused(Refusal::kAudience));
  for (const json& aud : {json("Gainful"), json("gainful2"), json(json::array()), json({"other"}), json({1, nullptr}),
                          json(nullptr), json({{"gainful", true}}), json({{"gainful"}})}) {
    EXPECT_THAT(Read(With("aud", aud)), IsRefused(Refusal::kAudience)) << aud;
  }
}

TEST(ReadClaims, EndsAtExpiryAndLeeway) {
  const absl::Time end = TestTime() + absl::Minutes(15);
  EXPECT_TRUE(Read(GoodClaims(), end - absl::Seconds(1)).ok());
  EXPECT_TRUE(Read(GoodClaims(), end).ok());
  EXPECT_TRUE(Read(GoodClaims(), end + absl::Seconds(30) - absl::Nanoseconds(1)).ok());
  EXPECT_THAT(Read(GoodClaims(), end + absl::Seconds(30)), IsRefused(Refusal::kExpired));
  EXPECT_THAT(Read(GoodClaims(), end + absl::Seconds(31)), IsRefused(Refusal::kExpired));
  ClaimRules strict = GoodRules();
  strict.leeway = absl::ZeroDuration();
  EXPECT_TRUE(Read(GoodClaims(), end - absl::Nanoseconds(1), strict).ok());
  EXPECT_THAT(Read(GoodClaims(), end, strict), IsRefused(Refusal::kExpired));
}

TEST(ReadClaims, BeginsAtNotBeforeAndIssueLessLeeway) {
  for (const char* name : {"nbf", "iat"}) {
    EXPECT_TRUE(Read(With(name, Seconds(absl::Seconds(29)))).ok());
    EXPECT_TRUE(Read(With(name, Seconds(absl::Seconds(30)))).ok());
    EXPECT_THAT(Read(With(name, Seconds(absl::Seconds(31)))), IsRefused(Refusal::kNotYet)) << name;
    EXPECT_TRUE(Read(Without(name)).ok());
  }
}

TEST(ReadClaims, WantsTimesThatAreTimes) {
  EXPECT_THAT(Read(Without("exp")), IsRefused(Refusal::kTimes));
  for (const char* name : {"exp", "nbf", "iat"}) {
    for (const json& value : {json(nullptr), json("1750000900"), json(-1), json(1e300), json(253402300800), json(true),
                              json({1}), json(18446744073709551615u), json(-1e300)}) {
      EXPECT_THAT(Read(With(name, value)), IsRefused(Refusal::kTimes)) << name << value;
    }
  }
  EXPECT_TRUE(Read(With("exp", 253402300799)).ok());
  const auto fraction = Read(With("exp", absl::ToUnixSeconds(TestTime()) + 0.5));
  ASSERT_TRUE(fraction.ok());
  EXPECT_EQ(fraction->until, TestTime() + absl::Seconds(30.5));
}

TEST(ReadClaims, WantsASubject) {
  EXPECT_THAT(Read(Without("sub")), IsRefused(Refusal::kSubject));
  std::string umlauts;
  for (int i = 0; i < 200; ++i) umlauts += "\xc3\xa4";
  EXPECT_TRUE(Read(With("sub", umlauts)).ok()) << "200 characters, though 400 bytes";
  EXPECT_TRUE(Read(With("sub", std::string(200, 'a'))).ok());
  EXPECT_TRUE(Read(With("sub", "Ann \xc2\xa0 O'Neil \xe2\x82\xac")).ok());
  for (const json& sub :
       {json(umlauts + "a"), json(std::string(201, 'a')), json(""), json("   "), json("a\nb"), json("a\x7f"),
        json(std::string("a\0", 2)), json("a\xc2\x85"), json("\xc2\x9f"), json(7), json(nullptr), json({"a"})}) {
    EXPECT_THAT(Read(With("sub", sub)), IsRefused(Refusal::kSubject)) << sub;
  }
}

TEST(ReadClaims, WantsAnOrganisation) {
  EXPECT_THAT(Read(Without("org")), IsRefused(Refusal::kOrganisation));
  for (const json& org : {json(""), json("acme"), json(nullptr), json(1), json({kOrg}), json(std::string(kOrg) + " "),
                          json("{" + std::string(kOrg) + "}"), json("0190a5d27c007000800000000000000a")}) {
    EXPECT_THAT(Read(With("org", org)), IsRefused(Refusal::kOrganisation)) << org;
  }
  EXPECT_EQ(Read(With("org", "0190A5D2-7C00-7000-8000-00000000000A"))->caller.org.ToString(), kOrg);
}

TEST(ReadClaims, PassesOverRolesItDoesNotKnow) {
  EXPECT_THAT(
      Read(With("roles", {"manager", "Manager", "root", "auditor", "manager", "", "unspecified"}))->caller.roles,
      ElementsAre(Role::ROLE_MANAGER, Role::ROLE_AUDITOR));
  EXPECT_THAT(Read(With("roles", "partner"))->caller.roles, ElementsAre(Role::ROLE_PARTNER));
  EXPECT_THAT(Read(With("roles", json::array()))->caller.roles, IsEmpty());
  EXPECT_THAT(Read(With("roles", nullptr))->caller.roles, IsEmpty());
  EXPECT_THAT(Read(Without("roles"))->caller.roles, IsEmpty());
  for (const json& roles :
       {json(1), json({{"manager", true}}), json({"manager", 1}), json({{"manager"}}), json(true)}) {
    EXPECT_THAT(Read(With("roles", roles)), IsRefused(Refusal::kRoles)) << roles;
  }
}

TEST(ReadClaims, ReadsTeams) {
  EXPECT_THAT(Read(With("teams", {kOtherTeam, kTeam, kOtherTeam}))->caller.teams,
              ElementsAre(*base::Uuid::Parse(kTeam), *base::Uuid::Parse(kOtherTeam)));
  EXPECT_THAT(Read(With("teams", kTeam))->caller.teams, ElementsAre(*base::Uuid::Parse(kTeam)));
  EXPECT_THAT(Read(Without("teams"))->caller.teams, IsEmpty());
  EXPECT_THAT(Read(With("teams", json::array()))->caller.teams, IsEmpty());
  for (const json& teams : {json(1), json("north"), json({kTeam, "north"}), json({kTeam, 1}), json({{"id", kTeam}})}) {
    EXPECT_THAT(Read(With("teams", teams)), IsRefused(Refusal::kTeams)) << teams;
  }
}

TEST(ReadClaims, FollowsTheMapping) {
  ClaimRules rules = GoodRules();
  rules.mapping.subject = "preferred_username";
  rules.mapping.organisation = "https://example.org/claims/org";
  rules.mapping.roles = "realm_access.roles";
  rules.mapping.teams = "ext.care.teams";
  rules.mapping.role_names = {{"Employment Specialist", "specialist"}, {"lead", "manager"}, {"boss", "manager"}};
  json claims = Without("org");
  claims["preferred_username"] = "ben";
  claims["https://example.org/claims/org"] = kOrg;
  claims["realm_access"] = {{"roles", {"lead", "offline_access", "boss", "Employment Specialist", "auditor"}}};
  claims["ext"] = {{"care", {{"teams", {kTeam}}}}};
  const auto read = Read(claims, TestTime(), rules);
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->caller.subject, "ben");
  EXPECT_THAT(read->caller.roles, ElementsAre(Role::ROLE_SPECIALIST, Role::ROLE_MANAGER))
      << "auditor is not in the map";
  EXPECT_EQ(read->caller.teams.size(), 1u);
  claims["realm_access"] = "text";
  EXPECT_THAT(Read(claims, TestTime(), rules)->caller.roles, IsEmpty());
  claims["realm_access.roles"] = "lead";
  EXPECT_THAT(Read(claims, TestTime(), rules)->caller.roles, ElementsAre(Role::ROLE_MANAGER))
      << "the whole name comes first";
}

TEST(ReadClaims, RefusesWhatIsNoObject) {
  for (const std::string& text :
       {std::string(), std::string("[]"), std::string("null"), std::string("{\"iss\":1"),
        std::string("{\"sub\":\"a\",\"sub\":\"b\"}"), std::string(4000, '['), std::string("{\"a\":\"\xff\"}")}) {
    EXPECT_THAT(ReadText(text), IsRefused(Refusal::kMalformed)) << text;
  }
}

TEST(ClaimRules, MustMakeSense) {
  const auto why = [](const ClaimRules& rules) { return ClaimsReader::Create(rules).status(); };
  EXPECT_TRUE(why(GoodRules()).ok());
  ClaimRules rules = GoodRules();
  rules.issuer = "";
  EXPECT_THAT(why(rules).message(), HasSubstr("issuer"));
  rules = GoodRules();
  rules.audience = "";
  EXPECT_THAT(why(rules).message(), HasSubstr("audience"));
  for (const absl::Duration leeway : {-absl::Seconds(1), absl::Minutes(6), absl::InfiniteDuration()}) {
    rules = GoodRules();
    rules.leeway = leeway;
    EXPECT_THAT(why(rules).message(), HasSubstr("leeway"));
  }
  rules = GoodRules();
  rules.mapping.roles = "";
  EXPECT_THAT(why(rules).message(), HasSubstr("mapping"));
  rules = GoodRules();
  rules.mapping.role_names = {{"boss", "superuser"}};
  EXPECT_THAT(why(rules).message(), HasSubstr("superuser"));
  EXPECT_TRUE(absl::IsInvalidArgument(why(rules)));
}

TEST(Caller, ManagersAndAuditorsSeeAllTeams) {
  for (int value = gainful::type::v1::Role_MIN; value <= gainful::type::v1::Role_MAX; ++value) {
    const auto role = static_cast<Role>(value);
    Caller caller;
    caller.roles = {role};
    EXPECT_EQ(caller.SeesAllTeams(), role == Role::ROLE_MANAGER || role == Role::ROLE_AUDITOR) << RoleName(role);
    caller.roles = {Role::ROLE_SPECIALIST, role};
    EXPECT_TRUE(caller.Has(Role::ROLE_SPECIALIST));
    EXPECT_TRUE(caller.Has(role));
  }
  EXPECT_FALSE(Caller().SeesAllTeams());
}

TEST(Roles, HaveNames) {
  for (const char* name : {"specialist", "manager", "commissioner", "auditor", "administrator", "partner"}) {
    ASSERT_TRUE(ParseRole(name).has_value()) << name;
    EXPECT_EQ(RoleName(*ParseRole(name)), name);
  }
  for (const char* name : {"", "unspecified", "MANAGER", "ROLE_MANAGER", "manager "})
    EXPECT_FALSE(ParseRole(name)) << name;
  EXPECT_EQ(RoleName(Role::ROLE_UNSPECIFIED), "");
  EXPECT_EQ(RoleName(static_cast<Role>(99)), "");
}

}  // namespace
}  // namespace gainful::auth
