// Every setting of gainfuld, from flags and the config file alike. Secrets come by file path only.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "services/common/auth/verifier.h"
#include "services/common/base/ids.h"
#include "services/common/db/pool.h"
#include "services/common/rpc/server.h"

namespace gainful::gainfuld {

struct Settings {
  std::vector<std::string> services{"all"};
  rpc::ServerOptions server;
  db::PoolOptions database;  // host, port, name, size; each service logs in as its own role
  std::string jwks;          // file or URL
  auth::ClaimRules claims;
  base::Uuid operator_org;
  // An organisation, and a file of its licensed wording.
  std::vector<std::pair<base::Uuid, std::string>> fidelity_wordings;
  std::string perturbation_table;  // file for the profile cell-key of disclosure control; empty: the profile is refused
  std::string log_level = "info";
  bool check_only = false;
};

// Reads the command line and the config file it names. Returns an exit code when the program is to end: 0 after --help, 2 for a setting
// that makes no sense (said on standard error, by its name); -1 to go on.
int ReadSettings(int argc, char** argv, Settings* settings);

// The services' names that `all` stands for.
const std::vector<std::string>& AllServices();

}  // namespace gainful::gainfuld
