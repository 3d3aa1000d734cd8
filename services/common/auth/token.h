// What stands in a token, read and judged without its signature. Pure: the time is an argument. Whoever uses these must have
// checked the signature of the same bytes first (Verifier does).
#pragma once

#include <map>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/common/auth/caller.h"

namespace gainful::auth {

constexpr size_t kMaxToken = 8 * 1024;  // bytes; gRPC's own default for all metadata of a call together

// The three parts of a compact JWS (RFC 7515), decoded.
struct Parts {
  std::string header;
  std::string claims;
  std::string signature;
};
absl::StatusOr<Parts> Split(absl::string_view jwt);

// What a header must say for its token to be looked at. Keys and addresses of keys in a header ("jwk", "jku", "x5u", ...) are never
// used. A header with "crit" is refused: nothing that can be critical is understood here. "typ", where given, is JWT or at+jwt.
struct Header {
  std::string alg;
  std::string kid;
};
absl::StatusOr<Header> ReadHeader(absl::string_view json);

// Where an issuer puts what Gainful needs. A path is the name of a claim, or names joined by dots that lead into nested objects,
// such as "realm_access.roles". A claim whose own name is the whole path is preferred, so names that are URLs work as well.
struct ClaimsMapping {
  std::string subject = "sub";       // text
  std::string organisation = "org";  // a UUID
  std::string roles = "roles";       // a list of names, or one name
  std::string teams = "teams";       // a list of UUIDs, or one; may be missing
  // The issuer's name of a role -> ours ("specialist", "manager", ...). Empty: the issuer uses our names. Not empty: only the names
  // in it count. Names that mean nothing here are passed over.
  std::map<std::string, std::string> role_names;
};

struct ClaimRules {
  std::string issuer;                         // what "iss" must be, to the letter
  std::string audience;                       // what "aud" must be or contain
  absl::Duration leeway = absl::Seconds(30);  // how far clocks may differ; at most five minutes
  ClaimsMapping mapping;
};

// A caller and when their token holds: from `from` on, before `until`. Both include the leeway.
struct Claims {
  Caller caller;
  absl::Time from = absl::InfinitePast();
  absl::Time until;
};

// OK while the claims hold at `now`, else the refusal.
absl::Status CheckTime(const Claims& claims, absl::Time now);

class ClaimsReader {
 public:
  // INVALID_ARGUMENT names the setting that makes no sense.
  static absl::StatusOr<ClaimsReader> Create(ClaimRules rules);

  // The claims of a token if they pass every rule at `now`, else the refusal.
  absl::StatusOr<Claims> Read(absl::string_view json, absl::Time now) const;

 private:
  ClaimRules rules_;
  std::map<std::string, gainful::type::v1::Role, std::less<>> roles_;
};

}  // namespace gainful::auth
