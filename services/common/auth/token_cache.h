// Remembers tokens that were verified, so that a caller's next calls cost a hash instead of a signature check.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/common/auth/token.h"

namespace gainful::auth {

// SHA-256 of a whole token, signature included: a token that differs in one bit is another one. Tokens themselves are not kept.
using Digest = std::array<std::uint8_t, 32>;
Digest DigestOf(absl::string_view token);

// Thread-safe. Holds at most `capacity` tokens and forgets those not used for longest, roughly: when half of the room is taken, what
// was not asked for since the half before was taken goes. Only verified tokens get in, so strangers cannot push others out.
class TokenCache {
 public:
  explicit TokenCache(std::size_t capacity) : half_((capacity + 1) / 2) {}

  // The claims remembered for a token that was verified with the keys of this generation and holds at `now`, else null. The first
  // look with a newer generation empties the cache, so a key that is withdrawn takes its tokens with it.
  std::shared_ptr<const Claims> Find(const Digest& token, std::uint64_t generation, absl::Time now);

  void Put(const Digest& token, std::uint64_t generation, std::shared_ptr<const Claims> claims);

  std::size_t size() const;

 private:
  struct FirstBytes {  // the digest is as good as random already
    std::size_t operator()(const Digest& digest) const;
  };
  using Map = absl::flat_hash_map<Digest, std::shared_ptr<const Claims>, FirstBytes>;

  // Both move what is dropped into `dropped`, for the caller to destroy without the lock.
  bool Renew(std::uint64_t generation, Map* dropped_young, Map* dropped_old);
  void Insert(const Digest& token, std::shared_ptr<const Claims> claims, Map* dropped);

  const std::size_t half_;
  mutable std::mutex mutex_;
  std::uint64_t generation_ = 0;
  Map young_, old_;
};

}  // namespace gainful::auth
