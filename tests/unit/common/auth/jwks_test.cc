#include "services/common/auth/jwks.h"

#include "services/common/auth/strict.h"
#include "tests/unit/common/auth/auth_testing.h"

namespace gainful::auth {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// Why a key is left out of a set that holds nothing else.
std::string WhyNot(const json& jwk) {
  const auto jwks = ParseJwks(SetOf({jwk}));
  if (!jwks.ok()) return std::string(jwks.status().message());
  return jwks->ignored.empty() ? "it is taken" : jwks->ignored[0];
}

json With(json jwk, const char* name, const json& value) {
  jwk[name] = value;
  return jwk;
}
json Without(json jwk, const char* name) {
  jwk.erase(name);
  return jwk;
}
json Number(const std::string& bytes) { return EncodeBase64Url(bytes); }

TEST(ParseJwks, TakesBothKinds) {
  const auto jwks = ParseJwks(SetOf({Rsa().PublicJwk(), Ec().PublicJwk()}));
  ASSERT_TRUE(jwks.ok()) << jwks.status();
  EXPECT_THAT(jwks->ignored, IsEmpty());
  ASSERT_EQ(jwks->keys.size(), 2u);
  EXPECT_EQ(jwks->keys.at("rsa-1").alg(), Alg::kRs256);
  EXPECT_EQ(jwks->keys.at("ec-1").alg(), Alg::kEs256);
}

TEST(ParseJwks, TheAlgorithmNeedNotBeNamed) {
  EXPECT_EQ(WhyNot(Without(Without(Rsa().PublicJwk(), "alg"), "use")), "it is taken");
  EXPECT_EQ(WhyNot(Without(Without(Ec().PublicJwk(), "alg"), "use")), "it is taken");
  EXPECT_EQ(WhyNot(With(Ec().PublicJwk(), "key_ops", {"verify"})), "it is taken");
  EXPECT_EQ(WhyNot(With(Ec().PublicJwk(), "x5t", "whatever else an issuer puts in")), "it is taken");
}

TEST(ParseJwks, WhatItNamesMustAgree) {
  EXPECT_THAT(WhyNot(With(Rsa().PublicJwk(), "alg", "PS256")), HasSubstr("another algorithm"));
  EXPECT_THAT(WhyNot(With(Rsa().PublicJwk(), "alg", "ES256")), HasSubstr("another algorithm"));
  EXPECT_THAT(WhyNot(With(Rsa().PublicJwk(), "alg", "HS256")), HasSubstr("another algorithm"));
  EXPECT_THAT(WhyNot(With(Rsa().PublicJwk(), "alg", "none")), HasSubstr("another algorithm"));
  EXPECT_THAT(WhyNot(With(Rsa().PublicJwk(), "alg", nullptr)), HasSubstr("another algorithm"));
  EXPECT_THAT(WhyNot(With(Ec().PublicJwk(), "alg", "ES384")), HasSubstr("another algorithm"));
  EXPECT_THAT(WhyNot(With(Ec().PublicJwk(), "use", "enc")), HasSubstr("not meant"));
  EXPECT_THAT(WhyNot(With(Ec().PublicJwk(), "use", 1)), HasSubstr("not meant"));
  EXPECT_THAT(WhyNot(With(Ec().PublicJwk(), "key_ops", {"encrypt"})), HasSubstr("not meant"));
  EXPECT_THAT(WhyNot(With(Ec().PublicJwk(), "key_ops", "verify")), HasSubstr("not meant"));
}

TEST(ParseJwks, LeavesOutKeysOfOtherKinds) {
  EXPECT_THAT(WhyNot({{"kty", "oct"}, {"kid", "a"}, {"k", "c2VjcmV0"}, {"alg", "HS256"}}), HasSubstr("symmetric"));
  EXPECT_THAT(WhyNot({{"kty", "OKP"}, {"kid", "a"}, {"crv", "Ed25519"}, {"x", "AA"}}),
              HasSubstr("other than RSA and EC"));
  EXPECT_THAT(WhyNot({{"kid", "a"}}), HasSubstr("without a type"));
  EXPECT_THAT(WhyNot("text"), HasSubstr("not an object"));
  EXPECT_THAT(WhyNot(With(Ec().PublicJwk(), "crv", "P-384")), HasSubstr("P-256"));
  EXPECT_THAT(WhyNot(With(Ec().PublicJwk(), "crv", "secp256k1")), HasSubstr("P-256"));
  EXPECT_THAT(WhyNot(Without(Ec().PublicJwk(), "crv")), HasSubstr("P-256"));
  EXPECT_THAT(WhyNot(Ec().PrivateJwk()), HasSubstr("private"));
  EXPECT_THAT(WhyNot(Rsa().PrivateJwk()), HasSubstr("private"));
}

TEST(ParseJwks, LeavesOutKeysWithoutAUsableKid) {
  EXPECT_THAT(WhyNot(Without(Ec().PublicJwk(), "kid")), HasSubstr("kid"));
  EXPECT_THAT(WhyNot(With(Ec().PublicJwk(), "kid", "")), HasSubstr("kid"));
  EXPECT_THAT(WhyNot(With(Ec().PublicJwk(), "kid", 1)), HasSubstr("kid"));
  EXPECT_THAT(WhyNot(With(Ec().PublicJwk(), "kid", std::string(201, 'k'))), HasSubstr("kid"));
  EXPECT_EQ(WhyNot(With(Ec().PublicJwk(), "kid", std::string(200, 'k'))), "it is taken");
}

TEST(ParseJwks, LeavesOutBadEcKeys) {
  EXPECT_THAT(WhyNot(With(Ec().PublicJwk(), "x", OtherEc().PublicJwk()["x"])), HasSubstr("not a point"));
  EXPECT_THAT(
      WhyNot(With(With(Ec().PublicJwk(), "x", Number(std::string(32, '\0'))), "y", Number(std::string(32, '\0')))),
      HasSubstr("not a point"));
  EXPECT_THAT(WhyNot(With(Ec().PublicJwk(), "x", Number(std::string(31, 'a')))), HasSubstr("coordinates"));
  EXPECT_THAT(WhyNot(With(Ec().PublicJwk(), "y", Number(std::string(33, 'a')))), HasSubstr("coordinates"));
  EXPECT_THAT(WhyNot(With(Ec().PublicJwk(), "y", "not base64!")), HasSubstr("coordinates"));
  EXPECT_THAT(WhyNot(Without(Ec().PublicJwk(), "y")), HasSubstr("coordinates"));
  EXPECT_THAT(WhyNot(With(Ec().PublicJwk(), "x", 5)), HasSubstr("coordinates"));
}

TEST(ParseJwks, LeavesOutBadRsaKeys) {
  const json good = Rsa().PublicJwk();
  EXPECT_THAT(WhyNot(With(good, "n", Number("\x7f" + std::string(255, '\xff')))), HasSubstr("shorter"));
  EXPECT_THAT(WhyNot(With(good, "n", Number(std::string(128, '\0') + std::string(128, '\xff')))), HasSubstr("shorter"))
      << "leading zeros do not count";
  EXPECT_EQ(WhyNot(With(good, "n", Number("\x80" + std::string(255, '\xff')))), "it is taken");
  EXPECT_THAT(WhyNot(With(good, "n", Number("\x01" + std::string(1024, '\xff')))), HasSubstr("longer"));
  EXPECT_THAT(WhyNot(With(good, "n", Number(std::string(300, '\0')))), HasSubstr("shorter"));
  EXPECT_THAT(WhyNot(Without(good, "n")), HasSubstr("cannot be read"));
  EXPECT_THAT(WhyNot(With(good, "e", "")), HasSubstr("cannot be read"));
  EXPECT_THAT(WhyNot(With(good, "e", Number("\x01"))), HasSubstr("exponent"));
  EXPECT_THAT(WhyNot(With(good, "e", Number("\x03"))), HasSubstr("exponent"));
  EXPECT_THAT(WhyNot(With(good, "e", Number(std::string("\x01\x00\x00", 3)))), HasSubstr("exponent")) << "even";
  EXPECT_THAT(WhyNot(With(good, "e", Number(std::string(9, '\x01')))), HasSubstr("exponent"));
}

TEST(ParseJwks, TheFirstKeyWithAKidCounts) {
  const auto jwks = ParseJwks(SetOf({Ec().PublicJwk(), With(OtherEc().PublicJwk(), "kid", "ec-1")}));
  ASSERT_TRUE(jwks.ok()) << jwks.status();
  EXPECT_EQ(jwks->keys.at("ec-1"), ParseKey(Ec().PublicJwk()).value());
  EXPECT_THAT(jwks->ignored, ElementsAre("key 2: an earlier key has the same kid"));
}

TEST(ParseJwks, AnUnusableKeyDoesNotTakeAKid) {
  const auto jwks =
      ParseJwks(SetOf({With(OtherEc().PublicJwk(), "use", "enc"), With(Ec().PublicJwk(), "kid", "ec-2")}));
  ASSERT_TRUE(jwks.ok()) << jwks.status();
  EXPECT_EQ(jwks->keys.at("ec-2"), ParseKey(Ec().PublicJwk()).value());
  EXPECT_EQ(jwks->ignored.size(), 1u);
}

TEST(ParseJwks, ReasonsHoldNothingOfTheKey) {
  EXPECT_EQ(WhyNot({{"kty", "oct"}, {"kid", "secret-kid"}, {"k", "secret-key"}}).find("secret-"), std::string::npos);
}

TEST(ParseJwks, RefusesWhatIsNoKeySet) {
  for (const char* text :
       {"", "[]", "{}", "{\"keys\":{}}", "{\"keys\":null}", "<html>", "{\"keys\":[]}{}", "{\"keys\":[],\"keys\":[]}"}) {
    EXPECT_TRUE(absl::IsInvalidArgument(ParseJwks(text).status())) << text;
  }
  EXPECT_TRUE(ParseJwks("{\"keys\":[]}").value().keys.empty());
}

TEST(Signer, ComesBackFromItsJson) {
  for (const Signer* signer : {&Rsa(), &Ec()}) {
    const auto again = Signer::FromJson(signer->PrivateJwk());
    ASSERT_TRUE(again.ok()) << again.status();
    EXPECT_EQ(again->PublicJwk(), signer->PublicJwk());
    EXPECT_EQ(again->kid(), signer->kid());
    EXPECT_EQ(again->alg(), signer->alg());
    const std::string token = again->Sign(GoodClaims()).value();
    const size_t size = Split(token).value().signature.size();
    EXPECT_TRUE(ParseKey(signer->PublicJwk()).value().Signed(token, size));
    EXPECT_FALSE(ParseKey(OtherEc().PublicJwk()).value().Signed(token, size));
  }
}

TEST(Signer, PublicHalfHoldsNoSecret) {
  for (const char* secret : {"d", "p", "q", "dp", "dq", "qi"}) {
    EXPECT_FALSE(Rsa().PublicJwk().contains(secret));
    EXPECT_FALSE(Ec().PublicJwk().contains(secret));
  }
}

TEST(Signer, RefusesWhatIsNoPrivateKey) {
  EXPECT_FALSE(Signer::FromJson(Rsa().PublicJwk()).ok());
  EXPECT_FALSE(Signer::FromJson(json::object()).ok());
  EXPECT_FALSE(Signer::FromJson(json::array()).ok());
  EXPECT_FALSE(Signer::FromJson({{"kty", "oct"}, {"kid", "a"}, {"k", "AA"}, {"d", "AA"}}).ok());
  EXPECT_FALSE(Signer::Generate(Alg::kEs256, "").ok());
}

}  // namespace
}  // namespace gainful::auth
