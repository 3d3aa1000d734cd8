// Identifiers. Records have UUIDv7s (RFC 9562): they sort by the time they were made, so a keyset page is "oldest first".
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace gainful::base {

// Sixteen bytes that were checked to be a UUID. Printing one is safe in any text, SQL included: only hex digits and dashes.
class Uuid {
 public:
  Uuid() = default;  // all zeros

  // Accepts the canonical form of 36 characters in either case and nothing else.
  static std::optional<Uuid> Parse(absl::string_view text);

  // A new UUIDv7: 48 bits of milliseconds from `now`, then a counter of 12 bits that makes ids of one thread and millisecond sort in the
  // order they were made (RFC 9562, 6.2, method 1), the rest from the operating system's random source.
  static Uuid V7(absl::Time now);

  // A UUIDv8 made of the first bits of SHA-256 over `seed`: the same seed gives the same id.
  static Uuid FromSeed(absl::string_view seed);

  std::string ToString() const;  // canonical, lower case

  friend bool operator==(const Uuid& a, const Uuid& b) { return a.bytes_ == b.bytes_; }
  friend bool operator!=(const Uuid& a, const Uuid& b) { return a.bytes_ != b.bytes_; }
  friend bool operator<(const Uuid& a, const Uuid& b) { return a.bytes_ < b.bytes_; }
  template <typename H>
  friend H AbslHashValue(H h, const Uuid& u) {
    return H::combine(std::move(h), u.bytes_);
  }

 private:
  std::array<std::uint8_t, 16> bytes_{};
};

// The zero UUID, which names nothing, for text that is no UUID: where a field's own rule says what is wrong with it.
inline Uuid IdOf(absl::string_view text) { return Uuid::Parse(text).value_or(Uuid()); }

// SHA-256 as 32 raw bytes.
std::string Sha256(absl::string_view data);

}  // namespace gainful::base
