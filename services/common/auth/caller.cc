#include "services/common/auth/caller.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "services/common/base/codes.h"

namespace gainful::auth {

using gainful::type::v1::Role;

namespace {
constexpr size_t kMaxSubject = 200;  // characters
}

bool Caller::Has(Role role) const { return std::find(roles.begin(), roles.end(), role) != roles.end(); }

bool Caller::SeesAllTeams() const {
  return Has(gainful::type::v1::ROLE_MANAGER) || Has(gainful::type::v1::ROLE_AUDITOR);
}

// Controls are those of ASCII and of Latin-1 (U+0080 to U+009F).
bool IsSubject(const std::string& text) {
  size_t characters = 0;
  bool blank = true;
  for (size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<std::uint8_t>(text[i]);
    if (byte < 0x20 || byte == 0x7f) return false;
    if (byte == 0xc2 && static_cast<std::uint8_t>(text[i + 1]) < 0xa0) return false;
    if ((byte & 0xc0) != 0x80) ++characters;
    if (byte != ' ') blank = false;
  }
  return !blank && characters <= kMaxSubject;
}

std::string RoleName(Role role) {
  const auto* value = gainful::type::v1::Role_descriptor()->FindValueByNumber(role);
  return value == nullptr || role == gainful::type::v1::ROLE_UNSPECIFIED ? "" : base::CodeOf(value);
}

std::optional<Role> ParseRole(absl::string_view name) {
  const auto* value = base::FindCode(gainful::type::v1::Role_descriptor(), name);
  if (value == nullptr || value->number() == gainful::type::v1::ROLE_UNSPECIFIED) return std::nullopt;
  return static_cast<Role>(value->number());
}

}  // namespace gainful::auth
