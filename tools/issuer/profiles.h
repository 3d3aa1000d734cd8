// HOME/profiles.json: who the command line `gainful` can be (`--as NAME`), and how it gets a token for each.
//
//   {"default": "manager", "address": "127.0.0.1:50077",
//    "profiles": {"manager": {"token_command": ["/usr/bin/gainful-issuer", "token", "--home", "/home/x", "--profile", "manager"],
//                             "claims": {"sub": "manager", "org": "<uuid>", "roles": ["manager"], "teams": []}}}}
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/common/auth/signer.h"

namespace gainful::issuer {

constexpr char kDefaultAddress[] = "127.0.0.1:50077";

struct Profile {
  std::string name;                // lower-case letters, digits, - and _
  std::vector<std::string> roles;  // Gainful's names of them; at least one
  std::string org;                 // a UUID
  std::string subject;
  std::vector<std::string> teams;  // UUIDs
};

// INVALID_ARGUMENT says what is wrong with the first thing that is.
absl::Status CheckProfile(const Profile& profile);
absl::Status CheckAddress(const std::string& address);

// Makes the file where missing. `address` empty: kDefaultAddress for a new file, else as it is.
absl::Status InitProfiles(const std::string& home, const std::string& address);

absl::Status SetAddress(const std::string& home, const std::string& address);

// Adds the profile, or puts it in the place of the one with its name. `program` is the absolute path of this program.
absl::Status PutProfile(const std::string& home, const std::string& program, const Profile& profile);

// A token signed with `key` for the profile, from `now` on for `ttl`.
absl::StatusOr<std::string> MakeToken(const std::string& home, const std::string& name, const auth::Signer& key,
                                      absl::Time now, absl::Duration ttl);

}  // namespace gainful::issuer
