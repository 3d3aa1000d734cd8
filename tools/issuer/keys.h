// The local issuer's keys: HOME/issuer/key.json holds the private one, HOME/issuer/jwks.json the public ones that gainfuld reads.
#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "services/common/auth/signer.h"

namespace gainful::issuer {

constexpr char kIssuer[] = "gainful-local";
constexpr char kAudience[] = "gainful";

// Makes both files where missing; a key that is there stays. FAILED_PRECONDITION if it is of another algorithm than `alg`.
absl::Status InitKeys(const std::string& home, std::optional<auth::Alg> alg, absl::Time now);

// Signs with a new key from now on, of the old one's algorithm unless `alg` is given. Up to three old public keys stay in the key
// set, so that tokens signed before still hold; with `forget` none does, and those tokens end at once.
absl::Status RotateKeys(const std::string& home, std::optional<auth::Alg> alg, bool forget, absl::Time now);

// NOT_FOUND before init; FAILED_PRECONDITION if others may read the key.
absl::StatusOr<auth::Signer> LoadKey(const std::string& home);

}  // namespace gainful::issuer
