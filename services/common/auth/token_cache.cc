#include "services/common/auth/token_cache.h"

#include <openssl/evp.h>

#include <cstdlib>
#include <cstring>
#include <utility>

namespace gainful::auth {

Digest DigestOf(absl::string_view token) {
  // Looking the algorithm up anew takes OpenSSL 3 longer than hashing a token.
  static EVP_MD* const sha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  Digest digest;
  // Without SHA-256 nothing else here works either; answering with an empty digest would make all tokens one.
  if (EVP_Digest(token.data(), token.size(), digest.data(), nullptr, sha256, nullptr) != 1) std::abort();
  return digest;
}

std::size_t TokenCache::FirstBytes::operator()(const Digest& digest) const {
  std::size_t hash = 0;
  std::memcpy(&hash, digest.data(), sizeof(hash));
  return hash;
}

bool TokenCache::Renew(std::uint64_t generation, Map* dropped_young, Map* dropped_old) {
  if (generation < generation_) return false;  // the caller took its keys just before they changed
  if (generation > generation_) {
    dropped_young->swap(young_);
    dropped_old->swap(old_);
    generation_ = generation;
  }
  return true;
}

void TokenCache::Insert(const Digest& token, std::shared_ptr<const Claims> claims, Map* dropped) {
  if (young_.size() >= half_) {
    dropped->swap(old_);
    old_.swap(young_);
  }
  young_.insert_or_assign(token, std::move(claims));
}

std::shared_ptr<const Claims> TokenCache::Find(const Digest& token, std::uint64_t generation, absl::Time now) {
  Map dropped_young, dropped_old;
  std::lock_guard<std::mutex> lock(mutex_);
  if (!Renew(generation, &dropped_young, &dropped_old)) return nullptr;
  auto it = young_.find(token);
  if (it == young_.end()) {
    it = old_.find(token);
    if (it == old_.end()) return nullptr;
    std::shared_ptr<const Claims> claims = std::move(it->second);
    old_.erase(it);
    Insert(token, std::move(claims), &dropped_old);
    it = young_.find(token);
  }
  if (CheckTime(*it->second, now).ok()) return it->second;
  young_.erase(it);
  return nullptr;
}

void TokenCache::Put(const Digest& token, std::uint64_t generation, std::shared_ptr<const Claims> claims) {
  if (half_ == 0) return;
  Map dropped_young, dropped_old;
  std::lock_guard<std::mutex> lock(mutex_);
  if (!Renew(generation, &dropped_young, &dropped_old)) return;
  if (const auto it = young_.find(token); it != young_.end()) {
    it->second = std::move(claims);  // two calls verified it at the same time
    return;
  }
  old_.erase(token);
  Insert(token, std::move(claims), &dropped_old);
}

std::size_t TokenCache::size() const {
  std::lock_guard<std::mutex> lock(mutex_);
  return young_.size() + old_.size();
}

}  // namespace gainful::auth
