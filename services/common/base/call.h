// Who is calling, for whom and until when: what every layer below the RPC needs to know of a call.
#pragma once

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "services/common/base/ids.h"

namespace gainful::base {

struct Call {
  Uuid org;                 // whose rows
  Uuid caller_org;          // the caller's own organisation
  std::string caller;       // subject of the token
  std::string role;         // the role under which the method admits the caller, such as "manager"
  std::string purpose;      // why; "direct care" unless the caller says otherwise
  std::vector<Uuid> teams;  // the caller's teams
  bool all_teams = false;   // whether rows of every team of `org` are visible
  std::string method;       // such as "CreateSpell"
  std::string id;           // request id of the log lines
  absl::Time now;           // when the call arrived
  absl::Time deadline = absl::InfiniteFuture();
};

}  // namespace gainful::base
