#include "services/common/auth/verifier.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "services/common/auth/strict.h"
#include "tests/unit/common/auth/auth_testing.h"

namespace gainful::auth {
namespace {

using nlohmann::json;

class VerifierTest : public testing::Test {
 protected:
  VerifierTest() : verifier_(Make({})) {}

  static std::unique_ptr<Verifier> Make(VerifierSettings settings) {
    settings.claims = GoodRules();
    return Verifier::Create(settings, FixedKeys({Rsa().PublicJwk(), Ec().PublicJwk()})).value();
  }
  absl::StatusOr<std::shared_ptr<const Caller>> Verify(absl::string_view jwt, absl::Time now = TestTime()) {
    return verifier_->Verify(jwt, now);
  }
  // A token with another header, properly signed over it.
  absl::StatusOr<std::shared_ptr<const Caller>> VerifyHeader(const Signer& signer, const char* name,
                                                             const json& value) {
    json header = signer.Header();
    header[name] = value;
    const auto token = signer.SignBytes(header, GoodClaims().dump());
    EXPECT_TRUE(token.ok()) << token.status();
    return Verify(*token);
  }

  std::unique_ptr<Verifier> verifier_;
};

// A token made by hand.
std::string Compose(const json& header, const std::string& claims, const std::string& signature) {
  return absl::StrCat(EncodeBase64Url(header.dump()), ".", EncodeBase64Url(claims), ".", EncodeBase64Url(signature));
}

std::string Hmac(const std::string& secret, const std::string& text) {
  unsigned char out[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(), out, &size);
  return std::string(reinterpret_cast<char*>(out), size);
}

// Signed as HS256 with `secret`.
std::string SignHs256(const std::string& kid, const std::string& secret) {
  const json header = {{"alg", "HS256"}, {"kid", kid}};
  const std::string text = EncodeBase64Url(header.dump()) + "." + EncodeBase64Url(GoodClaims().dump());
  return text + "." + EncodeBase64Url(Hmac(secret, text));
}

TEST_F(VerifierTest, TakesBothAlgorithms) {
  for (const Signer* signer : {&Rsa(), &Ec()}) {
    const auto caller = Verify(signer->Sign(GoodClaims()).value());
    ASSERT_TRUE(caller.ok()) << caller.status();
    EXPECT_EQ((*caller)->subject, "ann@example.org");
  }
}

TEST_F(VerifierTest, TheSecondTimeItGivesTheSameCaller) {
  const std::string token = Ec().Sign(GoodClaims()).value();
  const auto first = Verify(token).value();
  EXPECT_EQ(Verify(token).value(), first) << "out of the cache";
  const auto other = Verify(Ec().Sign(GoodClaims()).value()).value();
  EXPECT_NE(other, first) << "another signature is another token";
}

TEST_F(VerifierTest, WorksWithoutACache) {
  VerifierSettings settings;
  settings.cache = 0;
  verifier_ = Make(settings);
  const std::string token = Ec().Sign(GoodClaims()).value();
  EXPECT_NE(Verify(token).value(), Verify(token).value());
}

TEST_F(VerifierTest, ACachedTokenEndsWithItsExpiry) {
  const std::string token = Ec().Sign(GoodClaims()).value();
  const absl::Time end = TestTime() + absl::Minutes(15) + absl::Seconds(30);
  EXPECT_TRUE(Verify(token).ok());
  EXPECT_TRUE(Verify(token, end - absl::Seconds(1)).ok());
  EXPECT_THAT(Verify(token, end), IsRefused(Refusal::kExpired));
  EXPECT_THAT(Verify(token, end), IsRefused(Refusal::kExpired));
  EXPECT_TRUE(Verify(token, end - absl::Seconds(1)).ok());
}

TEST_F(VerifierTest, ARefusedTokenIsNotRemembered) {
  json claims = GoodClaims();
  claims["nbf"] = Seconds(absl::Minutes(1));
  const std::string token = Ec().Sign(claims).value();
  EXPECT_THAT(Verify(token), IsRefused(Refusal::kNotYet));
  EXPECT_TRUE(Verify(token, TestTime() + absl::Minutes(1)).ok());
}

TEST_F(VerifierTest, RefusesAlgNone) {
  for (const char* none : {"none", "None", "NONE", "nOnE", ""}) {
    for (const std::string& signature : {std::string(), std::string(64, 'x')}) {
      const json header = {{"alg", none}, {"kid", "ec-1"}};
      EXPECT_THAT(Verify(Compose(header, GoodClaims().dump(), signature)), IsRefused(Refusal::kAlgorithm));
    }
  }
}

// The classic: whatever text of the public key a server might feed to HMAC is known to everybody.
TEST_F(VerifierTest, RefusesHs256WithThePublicKeyAsSecret) {
  const json jwk = Rsa().PublicJwk();
  const std::string n = *DecodeBase64Url(jwk["n"].get<std::string>());
  for (const std::string& secret : {jwk.dump(), jwk["n"].get<std::string>(), n, std::string()}) {
    EXPECT_THAT(Verify(SignHs256("rsa-1", secret)), IsRefused(Refusal::kAlgorithm));
    EXPECT_THAT(Verify(SignHs256("ec-1", secret)), IsRefused(Refusal::kAlgorithm));
  }
}

TEST_F(VerifierTest, TheAlgorithmIsTheKeysOwn) {
  EXPECT_THAT(VerifyHeader(Rsa(), "kid", "ec-1"), IsRefused(Refusal::kAlgorithm)) << "RS256 with the kid of an EC key";
  EXPECT_THAT(VerifyHeader(Ec(), "kid", "rsa-1"), IsRefused(Refusal::kAlgorithm));
  for (const char* alg : {"RS384", "RS512", "PS256", "PS384", "PS512"}) {
    EXPECT_THAT(VerifyHeader(Rsa(), "alg", alg), IsRefused(Refusal::kAlgorithm)) << alg;
  }
  for (const char* alg : {"rs256", "RS256 ", "ES384", "ES256K", "EdDSA", "HS384"}) {
    const json header = {{"alg", alg}, {"kid", "rsa-1"}};
    EXPECT_THAT(Verify(Compose(header, GoodClaims().dump(), std::string(256, 'x'))), IsRefused(Refusal::kAlgorithm))
        << alg;
  }
}

TEST_F(VerifierTest, RefusesKeysThatTheTokenBrings) {
  json header = OtherEc().Header();
  header["jwk"] = OtherEc().PublicJwk();
  EXPECT_THAT(Verify(OtherEc().SignBytes(header, GoodClaims().dump()).value()), IsRefused(Refusal::kKey));
  header["kid"] = "ec-1";
  EXPECT_THAT(Verify(OtherEc().SignBytes(header, GoodClaims().dump()).value()), IsRefused(Refusal::kSignature));
}

TEST_F(VerifierTest, HeadersWithExtrasAreSignedAndStillRefused) {
  EXPECT_THAT(VerifyHeader(Ec(), "crit", {"exp"}), IsRefused(Refusal::kHeader));
  EXPECT_THAT(VerifyHeader(Ec(), "typ", "JWE"), IsRefused(Refusal::kHeader));
  EXPECT_TRUE(VerifyHeader(Ec(), "typ", "at+jwt").ok());
  EXPECT_TRUE(VerifyHeader(Ec(), "x5t", "something").ok());
  EXPECT_THAT(VerifyHeader(Ec(), "kid", "unheard-of"), IsRefused(Refusal::kKey));
}

TEST_F(VerifierTest, RefusesATokenOfWhichAnyBitIsChanged) {
  json claims = GoodClaims();
  for (const Signer* signer : {&Rsa(), &Ec()}) {
    const std::string token = signer->Sign(claims).value();
    ASSERT_TRUE(Verify(token).ok());
    for (size_t i = 0; i < token.size(); ++i) {
      for (const char bit : {1, 2, 4, 8, 16, 32, 64, -128}) {
        std::string changed = token;
        changed[i] = static_cast<char>(changed[i] ^ bit);
        ASSERT_TRUE(absl::IsUnauthenticated(Verify(changed).status())) << "byte " << i << " bit " << int{bit};
      }
    }
  }
}

TEST_F(VerifierTest, RefusesOtherClaimsUnderAGoodSignature) {
  const std::string token = Ec().Sign(GoodClaims()).value();
  const Parts parts = Split(token).value();
  json claims = GoodClaims();
  claims["roles"] = {"manager"};
  EXPECT_THAT(Verify(Compose(Ec().Header(), claims.dump(), parts.signature)), IsRefused(Refusal::kSignature));
}

TEST_F(VerifierTest, RefusesSignaturesOfAnotherLength) {
  for (const Signer* signer : {&Rsa(), &Ec()}) {
    const Parts parts = Split(signer->Sign(GoodClaims()).value()).value();
    const std::string& s = parts.signature;
    const std::string zeros(32, '\0');
    for (const std::string& other :
         {std::string(), s.substr(1), s.substr(0, s.size() - 1), s + "x", s + s, std::string(1, '\0') + s,
          zeros + s.substr(0, 32) + zeros + s.substr(32), std::string(s.size(), '\0'), std::string(1, '\0')}) {
      const std::string token =
          absl::StrCat(EncodeBase64Url(parts.header), ".", EncodeBase64Url(parts.claims), ".", EncodeBase64Url(other));
      EXPECT_THAT(Verify(token), IsRefused(Refusal::kSignature)) << other.size();
    }
  }
}

TEST_F(VerifierTest, RefusesEveryBeginningOfAToken) {
  const std::string token = Ec().Sign(GoodClaims()).value();
  for (size_t i = 0; i < token.size(); ++i) {
    ASSERT_TRUE(absl::IsUnauthenticated(Verify(token.substr(0, i)).status())) << i;
  }
  EXPECT_THAT(Verify(""), IsRefused(Refusal::kMissing));
  for (const char* more : {"=", " ", "\n", ".", "A", "AAAA"}) {
    EXPECT_TRUE(absl::IsUnauthenticated(Verify(token + more).status())) << more;
  }
  EXPECT_TRUE(absl::IsUnauthenticated(Verify(token + std::string(1, '\0')).status()));
  EXPECT_TRUE(absl::IsUnauthenticated(Verify(" " + token).status()));
}

TEST_F(VerifierTest, RefusesHugeTokens) {
  json claims = GoodClaims();
  claims["padding"] = std::string(8192, 'x');
  EXPECT_THAT(Verify(Ec().Sign(claims).value()), IsRefused(Refusal::kTooLong));
  EXPECT_THAT(Verify(std::string(1 << 22, 'A')), IsRefused(Refusal::kTooLong));
  claims["padding"] = std::string(5000, 'x');
  EXPECT_TRUE(Verify(Ec().Sign(claims).value()).ok());
}

// Properly signed, so that nothing but the reading of the claims stands in the way.
TEST_F(VerifierTest, RefusesSignedNonsense) {
  for (const std::string& claims :
       {std::string(), std::string("null"), std::string("[]"), std::string("{"), std::string("{\"sub\":\"\xff\xfe\"}"),
        GoodClaims().dump() + "x", GoodClaims().dump() + std::string("\0x", 2), std::string(6000, '['),
        std::string("\xff\xfe{}"),
        std::string("{\"iss\":\"https://issuer.example\",\"iss\":\"https://issuer.example\"}")}) {
    const auto token = Ec().SignBytes(Ec().Header(), claims);
    ASSERT_TRUE(token.ok());
    EXPECT_THAT(Verify(*token), IsRefused(Refusal::kMalformed)) << claims;
  }
}

TEST_F(VerifierTest, ErrorsHoldNothingOfTheToken) {
  json claims = GoodClaims();
  claims["sub"] = "secret\nsubject";
  const absl::Status status = Verify(Ec().Sign(claims).value()).status();
  EXPECT_EQ(status.ToString().find("secret"), std::string::npos);
  EXPECT_EQ(status.message(), Sentence(Refusal::kSubject));
}

// gRPC serves TLS on the same threads and would take a leftover error for its own.
TEST_F(VerifierTest, LeavesNoErrorsWithTheThread) {
  for (const Signer* signer : {&Rsa(), &Ec()}) {
    const std::string token =
        Compose(signer->Header(), GoodClaims().dump(), std::string(signer == &Ec() ? 64 : 256, 'x'));
    EXPECT_THAT(Verify(token), IsRefused(Refusal::kSignature));
    EXPECT_EQ(ERR_peek_error(), 0u);
  }
  json off_curve = Ec().PublicJwk();
  off_curve["x"] = OtherEc().PublicJwk()["x"];
  EXPECT_FALSE(ParseKey(off_curve).ok());
  EXPECT_EQ(ERR_peek_error(), 0u);
}

TEST_F(VerifierTest, RefusesSettingsThatMakeNoSense) {
  EXPECT_TRUE(absl::IsInvalidArgument(Verifier::Create({}, FixedKeys({Ec().PublicJwk()})).status()));
}

TEST(BearerToken, IsWhatFollowsTheScheme) {
  EXPECT_EQ(BearerToken("Bearer abc").value(), "abc");
  EXPECT_EQ(BearerToken("bearer   abc ").value(), "abc");
  EXPECT_THAT(BearerToken(""), IsRefused(Refusal::kMissing));
  for (const char* text : {"abc", "Basic abc", "Bearer", "Bearerabc", " Bearer abc"}) {
    EXPECT_THAT(BearerToken(text), IsRefused(Refusal::kMalformed)) << text;
  }
  EXPECT_EQ(BearerToken("Bearer ").value(), "");
}

}  // namespace
}  // namespace gainful::auth
