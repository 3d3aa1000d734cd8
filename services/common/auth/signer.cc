#include "services/common/auth/signer.h"

#include <cjose/cjose.h>

#include <cstdint>
#include <utility>

#include "absl/status/status.h"
#include "services/common/auth/strict.h"

namespace gainful::auth {
namespace {

using nlohmann::json;

constexpr size_t kRsaBits = 2048;
constexpr std::uint8_t kExponent[] = {1, 0, 1};  // 65537

absl::Status Failed(absl::string_view what, const cjose_err& error) {
  return absl::InternalError(std::string(what) + (error.message == nullptr ? "" : std::string(": ") + error.message));
}

}  // namespace

Signer::Signer(Alg alg, std::string kid, _cjose_jwk_int* jwk)
    : alg_(alg), kid_(std::move(kid)), jwk_(jwk, [](cjose_jwk_t* key) { cjose_jwk_release(key); }) {}

absl::StatusOr<Signer> Signer::Generate(Alg alg, const std::string& kid) {
  if (kid.empty()) return absl::InvalidArgumentError("a key needs a kid");
  cjose_err error{};
  cjose_jwk_t* jwk = alg == Alg::kRs256 ? cjose_jwk_create_RSA_random(kRsaBits, kExponent, sizeof(kExponent), &error)
                                        : cjose_jwk_create_EC_random(CJOSE_JWK_EC_P_256, &error);
  if (jwk == nullptr) return Failed("no key could be made", error);
  Signer signer(alg, kid, jwk);
  if (!cjose_jwk_set_kid(jwk, kid.data(), kid.size(), &error)) return Failed("no key could be made", error);
  return signer;
}

absl::StatusOr<Signer> Signer::FromJson(const json& jwk) {
  const std::string* kid = FindString(jwk, "kid");
  if (kid == nullptr || kid->empty() || !jwk.contains("d"))
    return absl::InvalidArgumentError("not a private key with a kid");
  json half = jwk;
  for (const char* secret : {"d", "p", "q", "dp", "dq", "qi"}) half.erase(secret);
  const absl::StatusOr<Key> key = ParseKey(half);
  if (!key.ok()) return key.status();
  const std::string text = jwk.dump();
  cjose_err error{};
  cjose_jwk_t* made = cjose_jwk_import(text.data(), text.size(), &error);
  if (made == nullptr) return absl::InvalidArgumentError("not a private key");
  return Signer(key->alg(), *kid, made);
}

json Signer::Header() const { return {{"alg", std::string(AlgName(alg_))}, {"kid", kid_}, {"typ", "JWT"}}; }

absl::StatusOr<std::string> Signer::Sign(const json& claims) const {
  // Text that is not UTF-8 cannot be written as JSON; replacing it is better than an exception out of a helper.
  return SignBytes(Header(), claims.dump(-1, ' ', false, json::error_handler_t::replace));
}

absl::StatusOr<std::string> Signer::SignBytes(const json& header, const std::string& payload) const {
  cjose_err error{};
  const std::unique_ptr<cjose_header_t, void (*)(cjose_header_t*)> fields(cjose_header_new(&error),
                                                                          cjose_header_release);
  if (fields == nullptr) return Failed("no token could be made", error);
  for (const auto& [name, value] : header.items()) {
    const bool set = value.is_string() ? cjose_header_set(fields.get(), name.c_str(),
                                                          value.get_ref<const std::string&>().c_str(), &error)
                                       : cjose_header_set_raw(fields.get(), name.c_str(), value.dump().c_str(), &error);
    if (!set) return Failed("the header cannot be used", error);
  }
  const std::unique_ptr<cjose_jws_t, void (*)(cjose_jws_t*)> jws(
      cjose_jws_sign(jwk_.get(), fields.get(), reinterpret_cast<const std::uint8_t*>(payload.data()), payload.size(),
                     &error),
      cjose_jws_release);
  const char* text = nullptr;
  if (jws == nullptr || !cjose_jws_export(jws.get(), &text, &error)) return Failed("the token cannot be signed", error);
  return std::string(text);
}

json Signer::ToJson(bool secrets) const {
  cjose_err error{};
  char* text = cjose_jwk_to_json(jwk_.get(), secrets, &error);
  json jwk = ParseObject(text == nullptr ? "" : text).value_or(json::object());
  cjose_get_dealloc()(text);
  jwk["alg"] = std::string(AlgName(alg_));
  jwk["use"] = "sig";
  return jwk;
}

json Signer::PublicJwk() const { return ToJson(false); }
json Signer::PrivateJwk() const { return ToJson(true); }

json JwksOf(const std::vector<json>& public_jwks) { return {{"keys", public_jwks}}; }

}  // namespace gainful::auth
