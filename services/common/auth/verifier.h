// From the token that a call carries to the caller it stands for.
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/common/auth/caller.h"
#include "services/common/auth/key_set.h"
#include "services/common/auth/token.h"
#include "services/common/auth/token_cache.h"

namespace gainful::auth {

struct VerifierSettings {
  ClaimRules claims;
  size_t cache = 10000;  // how many verified tokens are remembered; 0: none
};

// Thread-safe.
class Verifier {
 public:
  // INVALID_ARGUMENT names the setting that makes no sense.
  static absl::StatusOr<std::unique_ptr<Verifier>> Create(VerifierSettings settings, std::shared_ptr<KeySet> keys);

  // The caller for whom `jwt`, a signed token in compact form, holds at `now`; else UNAUTHENTICATED with one of the refusals in
  // refusal.h. Some microseconds for a token seen before, some tens of them otherwise. Waits only for an unknown kid, and then
  // briefly (KeySetOptions::unknown_key_wait). No exception escapes.
  absl::StatusOr<std::shared_ptr<const Caller>> Verify(absl::string_view jwt, absl::Time now);

 private:
  Verifier(ClaimsReader reader, size_t cache, std::shared_ptr<KeySet> keys);
  absl::StatusOr<std::shared_ptr<const Claims>> Check(absl::string_view jwt, const Digest& digest, absl::Time now,
                                                      std::shared_ptr<const Keys> keys);

  const ClaimsReader reader_;
  const std::shared_ptr<KeySet> keys_;
  TokenCache cache_;
};

// The token in the value of an "authorization" header, "Bearer <token>" (RFC 6750; the scheme in any case); else the refusal.
absl::StatusOr<absl::string_view> BearerToken(absl::string_view authorization);

}  // namespace gainful::auth
