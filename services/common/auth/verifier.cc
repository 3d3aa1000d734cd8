#include "services/common/auth/verifier.h"

#include <exception>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "services/common/auth/refusal.h"
#include "services/common/base/status.h"

namespace gainful::auth {

absl::StatusOr<std::unique_ptr<Verifier>> Verifier::Create(VerifierSettings settings, std::shared_ptr<KeySet> keys) {
  ASSIGN_OR_RETURN(ClaimsReader reader, ClaimsReader::Create(std::move(settings.claims)));
  return std::unique_ptr<Verifier>(new Verifier(std::move(reader), settings.cache, std::move(keys)));
}

Verifier::Verifier(ClaimsReader reader, size_t cache, std::shared_ptr<KeySet> keys)
    : reader_(std::move(reader)), keys_(std::move(keys)), cache_(cache) {}

absl::StatusOr<std::shared_ptr<const Caller>> Verifier::Verify(absl::string_view jwt, absl::Time now) {
  if (jwt.empty()) return Refuse(Refusal::kMissing);
  if (jwt.size() > kMaxToken) return Refuse(Refusal::kTooLong);
  try {
    const Digest digest = DigestOf(jwt);
    std::shared_ptr<const Keys> keys = keys_->Current();
    std::shared_ptr<const Claims> claims = cache_.Find(digest, keys->generation, now);
    if (claims == nullptr) {
      ASSIGN_OR_RETURN(claims, Check(jwt, digest, now, std::move(keys)));
    }
    return std::shared_ptr<const Caller>(claims, &claims->caller);
  } catch (const std::exception&) {  // its text might quote the token
    return Refuse(Refusal::kMalformed);
  }
}

absl::StatusOr<std::shared_ptr<const Claims>> Verifier::Check(absl::string_view jwt, const Digest& digest,
                                                              absl::Time now, std::shared_ptr<const Keys> keys) {
  ASSIGN_OR_RETURN(const Parts parts, Split(jwt));
  ASSIGN_OR_RETURN(const Header header, ReadHeader(parts.header));
  // An algorithm that no key has is refused before its kid can make anybody look for keys.
  if (!ParseAlg(header.alg)) return Refuse(Refusal::kAlgorithm);
  const Key* key = keys->Find(header.kid);
  if (key == nullptr) {
    keys = keys_->Renewed();
    key = keys->Find(header.kid);
  }
  if (key == nullptr) return Refuse(Refusal::kKey);
  if (header.alg != AlgName(key->alg())) return Refuse(Refusal::kAlgorithm);
  if (!key->Signed(jwt, parts.signature.size())) return Refuse(Refusal::kSignature);
  ASSIGN_OR_RETURN(Claims read, reader_.Read(parts.claims, now));
  auto claims = std::make_shared<const Claims>(std::move(read));
  cache_.Put(digest, keys->generation, claims);
  return std::shared_ptr<const Claims>(std::move(claims));
}

absl::StatusOr<absl::string_view> BearerToken(absl::string_view authorization) {
  constexpr absl::string_view kScheme = "Bearer ";
  if (authorization.empty()) return Refuse(Refusal::kMissing);
  if (!absl::StartsWithIgnoreCase(authorization, kScheme)) return Refuse(Refusal::kMalformed);
  return absl::StripAsciiWhitespace(authorization.substr(kScheme.size()));
}

}  // namespace gainful::auth
