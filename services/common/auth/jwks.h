// The public keys that an issuer signs with, read from a JSON Web Key Set (RFC 7517). Pure: no files, no network, no clock.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

struct _cjose_jwk_int;

namespace gainful::auth {

// RS256 is RSASSA-PKCS1-v1_5 with SHA-256; ES256 is ECDSA with P-256 and SHA-256 (RFC 7518). No others are accepted.
enum class Alg { kRs256, kEs256 };

// "RS256" and "ES256".
absl::string_view AlgName(Alg alg);
std::optional<Alg> ParseAlg(absl::string_view name);

// A public key and the one algorithm it is used with, which follows from its type. Cheap to copy; safe to use from many threads.
class Key {
 public:
  Alg alg() const { return alg_; }

  // Whether `jwt`, a compact JWS whose header names this key's algorithm, was signed with the private half of this key.
  // `signature_size` is the number of bytes of its decoded signature.
  bool Signed(absl::string_view jwt, size_t signature_size) const;

  friend bool operator==(const Key& a, const Key& b) { return a.text_ == b.text_; }

 private:
  friend absl::StatusOr<Key> ParseKey(const nlohmann::json& jwk);

  Alg alg_ = Alg::kEs256;
  size_t signature_size_ = 0;
  std::string text_;  // the public members, in a fixed order
  std::shared_ptr<const _cjose_jwk_int> jwk_;
};

// One member of "keys": RSA of 2048 to 8192 bits or EC on P-256, with a "kid" of 1 to 200 bytes, meant for checking signatures as
// far as it says ("use", "key_ops", "alg"). INVALID_ARGUMENT says why not; it holds nothing of the key.
absl::StatusOr<Key> ParseKey(const nlohmann::json& jwk);

struct Jwks {
  std::map<std::string, Key, std::less<>> keys;  // by kid
  std::vector<std::string> ignored;  // for each key that cannot be used: which and why, such as "key 2: symmetric"
};

// INVALID_ARGUMENT if `text` is no key set at all. A key that cannot be used does not spoil the others: it is left out. Of several
// keys with one kid the first counts. A set may well come out empty.
absl::StatusOr<Jwks> ParseJwks(absl::string_view text);

}  // namespace gainful::auth
