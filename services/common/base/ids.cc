#include "services/common/base/ids.h"

#include <openssl/rand.h>
#include <openssl/sha.h>

#include <cstdlib>
#include <cstring>

namespace gainful::base {
namespace {

constexpr char kDigits[] = "0123456789abcdef";

int HexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool IsDash(size_t i) { return i == 8 || i == 13 || i == 18 || i == 23; }

// RAND_bytes takes a lock and some microseconds; a write makes several ids, so random bytes are drawn by the pageful.
void FillRandom(std::uint8_t* out, size_t n) {
  thread_local std::array<std::uint8_t, 1024> page;
  thread_local size_t used = page.size();
  if (used + n > page.size()) {
    if (RAND_bytes(page.data(), page.size()) != 1) std::abort();  // without randomness no id is safe
    used = 0;
  }
  std::memcpy(out, page.data() + used, n);
  used += n;
}

}  // namespace

std::optional<Uuid> Uuid::Parse(absl::string_view text) {
  if (text.size() != 36) return std::nullopt;
  Uuid id;
  size_t nibble = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (IsDash(i)) {
      if (text[i] != '-') return std::nullopt;
      continue;
    }
    const int v = HexValue(text[i]);
    if (v < 0) return std::nullopt;
    std::uint8_t& byte = id.bytes_[nibble / 2];
    byte = static_cast<std::uint8_t>(nibble % 2 == 0 ? v << 4 : byte | v);
    ++nibble;
  }
  return id;
}

Uuid Uuid::V7(absl::Time now) {
  thread_local std::uint64_t last_ms = 0;
  thread_local unsigned counter = 0;
  Uuid id;
  FillRandom(id.bytes_.data() + 6, 10);
  auto ms = static_cast<std::uint64_t>(absl::ToUnixMillis(now));
  if (ms == last_ms) {
    ++counter;
  } else {
    last_ms = ms;
    counter = id.bytes_[6] & 0x07;  // a low start leaves room for some 4000 ids in the millisecond
  }
  ms += counter >> 12;  // a fuller one borrows from the next
  for (int i = 0; i < 6; ++i) id.bytes_[i] = static_cast<std::uint8_t>(ms >> (40 - 8 * i));
  id.bytes_[6] = static_cast<std::uint8_t>(0x70 | ((counter >> 8) & 0x0f));
  id.bytes_[7] = static_cast<std::uint8_t>(counter & 0xff);
  id.bytes_[8] = static_cast<std::uint8_t>(0x80 | (id.bytes_[8] & 0x3f));
  return id;
}

Uuid Uuid::FromSeed(absl::string_view seed) {
  const std::string digest = Sha256(seed);
  Uuid id;
  std::memcpy(id.bytes_.data(), digest.data(), id.bytes_.size());
  id.bytes_[6] = static_cast<std::uint8_t>(0x80 | (id.bytes_[6] & 0x0f));
  id.bytes_[8] = static_cast<std::uint8_t>(0x80 | (id.bytes_[8] & 0x3f));
  return id;
}

std::string Uuid::ToString() const {
  std::string out(36, '-');
  size_t nibble = 0;
  for (size_t i = 0; i < out.size(); ++i) {
    if (IsDash(i)) continue;
    const std::uint8_t byte = bytes_[nibble / 2];
    out[i] = kDigits[nibble % 2 == 0 ? byte >> 4 : byte & 0x0f];
    ++nibble;
  }
  return out;
}

std::string Sha256(absl::string_view data) {
  std::string out(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(data.data()), data.size(), reinterpret_cast<unsigned char*>(&out[0]));
  return out;
}

}  // namespace gainful::base
