#include "gainful/uuid.h"

#include <sys/random.h>

#include <cstdint>
#include <cstdlib>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace gainful::client {

std::string NewUuid() {
  char bytes[16];
  // 16 bytes come whole or not at all; without them ids could collide, and an id that was used before changes what a
  // call means.
  if (getrandom(bytes, sizeof bytes, 0) != sizeof bytes) std::abort();
  bytes[6] = static_cast<char>((bytes[6] & 0x0f) | 0x40);
  bytes[8] = static_cast<char>((bytes[8] & 0x3f) | 0x80);
  const std::string hex = absl::BytesToHexString(absl::string_view(bytes, sizeof bytes));
  const absl::string_view h = hex;
  return absl::StrCat(h.substr(0, 8), "-", h.substr(8, 4), "-", h.substr(12, 4), "-", h.substr(16, 4), "-",
                      h.substr(20));
}

}  // namespace gainful::client
