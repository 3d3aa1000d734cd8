#include "tools/issuer/profiles.h"

#include <cstdint>
#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/common/auth/caller.h"
#include "services/common/auth/strict.h"
#include "services/common/base/ids.h"
#include "services/common/base/status.h"
#include "tools/issuer/files.h"
#include "tools/issuer/keys.h"

namespace gainful::issuer {
namespace {

using nlohmann::json;

constexpr char kDefaultProfile[] = "manager";
constexpr size_t kMaxName = 40;

std::string Path(const std::string& home) { return home + "/profiles.json"; }

bool IsName(const std::string& name) {
  for (const char c : name) {
    if (!absl::ascii_islower(c) && !absl::ascii_isdigit(c) && c != '-' && c != '_') return false;
  }
  return !name.empty() && name.size() <= kMaxName;
}

bool IsUtf8(const std::string& text) {
  return auth::ParseObject(json{{"text", text}}.dump(-1, ' ', false, json::error_handler_t::ignore)) ==
         json{{"text", text}};
}

absl::StatusOr<json> Load(const std::string& home) {
  ASSIGN_OR_RETURN(const std::optional<std::string> text, ReadFile(Path(home)));
  if (!text) return absl::NotFoundError(absl::StrCat("there is no ", Path(home), "; run gainful-issuer init first"));
  std::optional<json> file = auth::ParseObject(*text);
  if (!file || !file->contains("profiles") || !(*file)["profiles"].is_object()) {
    return absl::DataLossError(absl::StrCat(Path(home), " cannot be read; remove it and run init again"));
  }
  return *std::move(file);
}

absl::Status Save(const std::string& home, const json& file) {
  return WriteFile(Path(home), file.dump(2) + "\n", 0644);
}

}  // namespace

absl::Status CheckProfile(const Profile& profile) {
  if (!IsName(profile.name)) {
    return absl::InvalidArgumentError("a profile's name has 1 to 40 lower-case letters, digits, - and _");
  }
  if (profile.roles.empty()) return absl::InvalidArgumentError("a profile needs a role");
  for (const std::string& role : profile.roles) {
    if (!auth::ParseRole(role)) return absl::InvalidArgumentError(absl::StrCat("there is no role \"", role, "\""));
  }
  if (!base::Uuid::Parse(profile.org)) return absl::InvalidArgumentError("--org is not a UUID");
  if (!IsUtf8(profile.subject) || !auth::IsSubject(profile.subject)) {
    return absl::InvalidArgumentError("--sub is not a text of 1 to 200 characters");
  }
  for (const std::string& team : profile.teams) {
    if (!base::Uuid::Parse(team)) return absl::InvalidArgumentError("--team is not a UUID");
  }
  return absl::OkStatus();
}

absl::Status CheckAddress(const std::string& address) {
  const size_t colon = address.rfind(':');
  std::uint32_t port = 0;
  if (colon == std::string::npos || colon == 0 || !absl::SimpleAtoi(address.substr(colon + 1), &port) || port == 0 ||
      port > 65535 || address.find_first_of(" \t\r\n/") != std::string::npos || !IsUtf8(address)) {
    return absl::InvalidArgumentError("an address is HOST:PORT, such as 127.0.0.1:50077");
  }
  return absl::OkStatus();
}

absl::Status InitProfiles(const std::string& home, const std::string& address) {
  RETURN_IF_ERROR(MakeDirectory(home));
  const DirectoryLock lock(home);
  absl::StatusOr<json> file = Load(home);
  if (absl::IsNotFound(file.status())) {
    file = json{{"default", kDefaultProfile}, {"address", kDefaultAddress}, {"profiles", json::object()}};
  }
  if (!file.ok()) return file.status();
  if (!address.empty()) (*file)["address"] = address;
  return Save(home, *file);
}

absl::Status SetAddress(const std::string& home, const std::string& address) {
  const DirectoryLock lock(home);
  ASSIGN_OR_RETURN(json file, Load(home));
  file["address"] = address;
  return Save(home, file);
}

absl::Status PutProfile(const std::string& home, const std::string& program, const Profile& profile) {
  const DirectoryLock lock(home);
  ASSIGN_OR_RETURN(json file, Load(home));
  file["profiles"][profile.name] = {
      {"token_command", {program, "token", "--home", home, "--profile", profile.name}},
      {"claims", {{"sub", profile.subject}, {"org", profile.org}, {"roles", profile.roles}, {"teams", profile.teams}}}};
  return Save(home, file);
}

absl::StatusOr<std::string> MakeToken(const std::string& home, const std::string& name, const auth::Signer& key,
                                      absl::Time now, absl::Duration ttl) {
  ASSIGN_OR_RETURN(const json file, Load(home));
  const auto profile = file["profiles"].find(name);
  if (profile == file["profiles"].end() || !profile->contains("claims") || !(*profile)["claims"].is_object()) {
    return absl::NotFoundError(absl::StrCat("there is no profile \"", name, "\" in ", Path(home)));
  }
  json claims = (*profile)["claims"];
  claims["iss"] = kIssuer;
  claims["aud"] = kAudience;
  claims["iat"] = absl::ToUnixSeconds(now);
  claims["exp"] = absl::ToUnixSeconds(now + ttl);
  claims["jti"] = base::Uuid::V7(now).ToString();
  return key.Sign(claims);
}

}  // namespace gainful::issuer
