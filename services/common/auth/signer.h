// Signs tokens, for the local issuer and for tests. gainfuld never signs.
#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/common/auth/jwks.h"

namespace gainful::auth {

class Signer {
 public:
  // A new key: RSA of 2048 bits or EC on P-256.
  static absl::StatusOr<Signer> Generate(Alg alg, const std::string& kid);

  // From what PrivateJwk gave. INVALID_ARGUMENT if `jwk` is no private key of the same kinds.
  static absl::StatusOr<Signer> FromJson(const nlohmann::json& jwk);

  // A compact JWS over the claims, under the header {"alg", "kid", "typ": "JWT"}.
  absl::StatusOr<std::string> Sign(const nlohmann::json& claims) const;

  // For tests of what must be refused: any header of texts, lists and objects whose "alg" suits the key's type (RS256, RS384, PS256,
  // ... or ES256), over any bytes.
  absl::StatusOr<std::string> SignBytes(const nlohmann::json& header, const std::string& payload) const;

  Alg alg() const { return alg_; }
  const std::string& kid() const { return kid_; }
  nlohmann::json Header() const;

  // As members of a key set's "keys": public with "alg" and "use"; private with every secret.
  nlohmann::json PublicJwk() const;
  nlohmann::json PrivateJwk() const;

 private:
  Signer(Alg alg, std::string kid, _cjose_jwk_int* jwk);
  nlohmann::json ToJson(bool secrets) const;

  Alg alg_;
  std::string kid_;
  std::shared_ptr<_cjose_jwk_int> jwk_;
};

// The key set with these members.
nlohmann::json JwksOf(const std::vector<nlohmann::json>& public_jwks);

}  // namespace gainful::auth
