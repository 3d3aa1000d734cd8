#include "services/common/auth/jwks.h"

#include <cjose/cjose.h>
#include <openssl/err.h>

#include <algorithm>
#include <cstdint>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "services/common/auth/strict.h"

namespace gainful::auth {
namespace {

using nlohmann::json;

constexpr size_t kMaxKid = 200;
constexpr size_t kMinRsaBits = 2048;
// Checking a signature takes longer with every bit; beyond this a key is a burden rather than a protection.
constexpr size_t kMaxRsaBits = 8192;
constexpr size_t kP256Bytes = 32;

absl::Status Unusable(absl::string_view why) { return absl::InvalidArgumentError(why); }

// The bytes of a member in base64url; nothing if it is missing, empty or badly encoded.
std::string Bytes(const json& jwk, const char* name) {
  const std::string* text = FindString(jwk, name);
  return text == nullptr ? "" : DecodeBase64Url(*text).value_or("");
}

size_t Bits(const std::string& number) {
  const size_t zeros = std::min(number.find_first_not_of('\0'), number.size());
  if (zeros == number.size()) return 0;
  size_t bits = 8 * (number.size() - zeros);
  for (auto top = static_cast<std::uint8_t>(number[zeros]); (top & 0x80) == 0;
       top = static_cast<std::uint8_t>(top << 1)) {
    --bits;
  }
  return bits;
}

absl::Status CheckRsa(const json& jwk) {
  const std::string n = Bytes(jwk, "n");
  const std::string e = Bytes(jwk, "e");
  if (n.empty() || e.empty()) return Unusable("its modulus or exponent cannot be read");
  if (Bits(n) < kMinRsaBits) return Unusable("RSA shorter than 2048 bits");
  if (Bits(n) > kMaxRsaBits) return Unusable("RSA longer than 8192 bits");
  // FIPS 186-5 wants an odd exponent above 2^16; OpenSSL refuses more than 64 bits with a long modulus.
  if (Bits(e) < 17 || Bits(e) > 64 || (e.back() & 1) == 0)
    return Unusable("its exponent is not an odd number of 17 to 64 bits");
  return absl::OkStatus();
}

absl::Status CheckEc(const json& jwk) {
  const std::string* curve = FindString(jwk, "crv");
  if (curve == nullptr || *curve != "P-256") return Unusable("a curve other than P-256");
  if (Bytes(jwk, "x").size() != kP256Bytes || Bytes(jwk, "y").size() != kP256Bytes) {
    return Unusable("its coordinates cannot be read");
  }
  return absl::OkStatus();
}

// What a key says about its purpose must allow checking signatures with `alg`; saying nothing allows it.
absl::Status CheckPurpose(const json& jwk, Alg alg) {
  for (const char* secret : {"d", "p", "q", "dp", "dq", "qi", "oth", "k"}) {
    if (jwk.contains(secret)) return Unusable("a private key has no place in a key set");
  }
  if (jwk.contains("use")) {
    const std::string* use = FindString(jwk, "use");
    if (use == nullptr || *use != "sig") return Unusable("not meant for signatures");
  }
  if (const auto ops = jwk.find("key_ops"); ops != jwk.end()) {
    if (!ops->is_array() || std::find(ops->begin(), ops->end(), "verify") == ops->end()) {
      return Unusable("not meant for checking signatures");
    }
  }
  if (jwk.contains("alg")) {
    const std::string* named = FindString(jwk, "alg");
    if (named == nullptr || *named != AlgName(alg)) return Unusable("meant for another algorithm");
  }
  return absl::OkStatus();
}

absl::StatusOr<Alg> CheckKey(const json& jwk) {
  if (!jwk.is_object()) return Unusable("not an object");
  const std::string* type = FindString(jwk, "kty");
  if (type == nullptr) return Unusable("without a type");
  if (*type == "oct") return Unusable("a symmetric key, which whoever checks tokens could also sign with");
  if (*type != "RSA" && *type != "EC") return Unusable("a type other than RSA and EC");
  const std::string* kid = FindString(jwk, "kid");
  if (kid == nullptr || kid->empty() || kid->size() > kMaxKid) return Unusable("without a kid of 1 to 200 bytes");
  const Alg alg = *type == "RSA" ? Alg::kRs256 : Alg::kEs256;
  const absl::Status shape = alg == Alg::kRs256 ? CheckRsa(jwk) : CheckEc(jwk);
  if (!shape.ok()) return shape;
  const absl::Status purpose = CheckPurpose(jwk, alg);
  if (!purpose.ok()) return purpose;
  return alg;
}

}  // namespace

absl::string_view AlgName(Alg alg) { return alg == Alg::kRs256 ? "RS256" : "ES256"; }

std::optional<Alg> ParseAlg(absl::string_view name) {
  for (const Alg alg : {Alg::kRs256, Alg::kEs256}) {
    if (name == AlgName(alg)) return alg;
  }
  return std::nullopt;
}

absl::StatusOr<Key> ParseKey(const json& jwk) {
  const absl::StatusOr<Alg> alg = CheckKey(jwk);
  if (!alg.ok()) return alg.status();
  Key key;
  key.alg_ = *alg;
  // Only members that were checked reach the library.
  json checked;
  if (*alg == Alg::kRs256) {
    checked = {{"kty", "RSA"}, {"n", jwk["n"]}, {"e", jwk["e"]}};
    key.signature_size_ = (Bits(Bytes(jwk, "n")) + 7) / 8;
  } else {
    checked = {{"kty", "EC"}, {"crv", "P-256"}, {"x", jwk["x"]}, {"y", jwk["y"]}};
    key.signature_size_ = 2 * kP256Bytes;
  }
  key.text_ = checked.dump();
  cjose_err error{};
  cjose_jwk_t* made = cjose_jwk_import(key.text_.data(), key.text_.size(), &error);
  if (made == nullptr) ERR_clear_error();  // see Signed
  if (made == nullptr) return Unusable(*alg == Alg::kEs256 ? "not a point of its curve" : "not an RSA key");
  key.jwk_ = std::shared_ptr<const cjose_jwk_t>(made, [made](const cjose_jwk_t*) { cjose_jwk_release(made); });
  return key;
}

bool Key::Signed(absl::string_view jwt, size_t signature_size) const {
  // The library takes ECDSA signatures of any length and would let bytes follow a good one.
  if (signature_size != signature_size_) return false;
  cjose_err error{};
  const std::unique_ptr<cjose_jws_t, void (*)(cjose_jws_t*)> jws(cjose_jws_import(jwt.data(), jwt.size(), &error),
                                                                 cjose_jws_release);
  if (jws != nullptr && cjose_jws_verify(jws.get(), jwk_.get(), &error)) return true;
  // OpenSSL leaves its errors with the thread, where the next TLS connection that this thread serves would take them for its own.
  ERR_clear_error();
  return false;
}

absl::StatusOr<Jwks> ParseJwks(absl::string_view text) {
  const std::optional<json> set = ParseObject(text);
  if (!set) return absl::InvalidArgumentError("the key set is not one JSON object");
  const auto members = set->find("keys");
  if (members == set->end() || !members->is_array()) {
    return absl::InvalidArgumentError("the key set has no list \"keys\"");
  }
  Jwks jwks;
  for (size_t i = 0; i < members->size(); ++i) {
    const json& member = (*members)[i];
    absl::StatusOr<Key> key = ParseKey(member);
    absl::Status why = key.status();
    if (why.ok() && !jwks.keys.emplace(*FindString(member, "kid"), *std::move(key)).second) {
      why = Unusable("an earlier key has the same kid");
    }
    if (!why.ok()) jwks.ignored.push_back(absl::StrCat("key ", i + 1, ": ", why.message()));
  }
  return jwks;
}

}  // namespace gainful::auth
