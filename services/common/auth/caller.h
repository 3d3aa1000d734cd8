// Who is calling, as a verified token says.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "gainful/type/v1/options.pb.h"
#include "services/common/base/ids.h"

namespace gainful::auth {

struct Caller {
  std::string subject;  // the issuer's name for them: 1 to 200 characters, none of them a control
  base::Uuid org;       // the organisation they belong to
  std::vector<gainful::type::v1::Role> roles;  // each once, in the order of the enum; empty: they may call nothing
  std::vector<base::Uuid> teams;               // each once, sorted

  bool Has(gainful::type::v1::Role role) const;

  // Whether they see participants of every team of their organisation: managers and auditors do. A specialist sees those of
  // `teams`. Commissioners, administrators and partners see participants of no team: no RPC that shows one admits them.
  bool SeesAllTeams() const;
};

// Whether text in UTF-8 will do as a subject: see Caller. Blanks alone are no subject.
bool IsSubject(const std::string& text);

// The name by which tokens and settings call a role, such as "manager" for ROLE_MANAGER; empty for a value that is no role.
std::string RoleName(gainful::type::v1::Role role);
std::optional<gainful::type::v1::Role> ParseRole(absl::string_view name);

}  // namespace gainful::auth
