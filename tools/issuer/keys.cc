#include "tools/issuer/keys.h"

#include <sys/stat.h>

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/common/auth/strict.h"
#include "services/common/base/ids.h"
#include "services/common/base/status.h"
#include "tools/issuer/files.h"

namespace gainful::issuer {
namespace {

using nlohmann::json;

constexpr size_t kOldKeys = 3;

std::string Directory(const std::string& home) { return home + "/issuer"; }
std::string KeyPath(const std::string& home) { return Directory(home) + "/key.json"; }
std::string JwksPath(const std::string& home) { return Directory(home) + "/jwks.json"; }

// The members of the key set; none if there is no file yet.
absl::StatusOr<std::vector<json>> LoadJwks(const std::string& home) {
  ASSIGN_OR_RETURN(const std::optional<std::string> text, ReadFile(JwksPath(home)));
  if (!text) return std::vector<json>();
  const std::optional<json> set = auth::ParseObject(*text);
  if (!set || !set->contains("keys") || !(*set)["keys"].is_array()) {
    return absl::DataLossError(absl::StrCat(JwksPath(home), " is no key set; remove it and run init again"));
  }
  return (*set)["keys"].get<std::vector<json>>();
}

absl::Status SaveJwks(const std::string& home, const std::vector<json>& keys) {
  return WriteFile(JwksPath(home), auth::JwksOf(keys).dump(2) + "\n", 0644);
}

absl::Status SaveKey(const std::string& home, const auth::Signer& key) {
  return WriteFile(KeyPath(home), key.PrivateJwk().dump(2) + "\n", 0600);
}

absl::StatusOr<auth::Signer> NewKey(auth::Alg alg, absl::Time now) {
  return auth::Signer::Generate(alg, "local-" + base::Uuid::V7(now).ToString());
}

}  // namespace

absl::StatusOr<auth::Signer> LoadKey(const std::string& home) {
  const std::string path = KeyPath(home);
  ASSIGN_OR_RETURN(const std::optional<std::string> text, ReadFile(path));
  if (!text) return absl::NotFoundError(absl::StrCat("there is no key at ", path, "; run gainful-issuer init first"));
  struct stat s {};
  if (stat(path.c_str(), &s) != 0 || (s.st_mode & 077) != 0) {
    return absl::FailedPreconditionError(absl::StrCat("others may read ", path, "; run chmod 600 on it"));
  }
  const std::optional<json> jwk = auth::ParseObject(*text);
  absl::StatusOr<auth::Signer> key = auth::Signer::FromJson(jwk.value_or(json::object()));
  if (!key.ok()) return absl::DataLossError(absl::StrCat(path, " holds no private key; remove it and run init again"));
  return key;
}

absl::Status InitKeys(const std::string& home, std::optional<auth::Alg> alg, absl::Time now) {
  RETURN_IF_ERROR(MakeDirectory(Directory(home)));
  const DirectoryLock lock(Directory(home));
  absl::StatusOr<auth::Signer> key = LoadKey(home);
  if (absl::IsNotFound(key.status())) {
    key = NewKey(alg.value_or(auth::Alg::kEs256), now);
    if (key.ok()) RETURN_IF_ERROR(SaveKey(home, *key));
  }
  if (!key.ok()) return key.status();
  if (alg && *alg != key->alg()) {
    return absl::FailedPreconditionError(absl::StrCat("the key there is for ", auth::AlgName(key->alg()),
                                                      "; rotate --alg ", auth::AlgName(*alg), " makes another"));
  }
  ASSIGN_OR_RETURN(std::vector<json> keys, LoadJwks(home));
  for (const json& jwk : keys) {
    if (jwk == key->PublicJwk()) return absl::OkStatus();
  }
  keys.insert(keys.begin(), key->PublicJwk());
  return SaveJwks(home, keys);
}

absl::Status RotateKeys(const std::string& home, std::optional<auth::Alg> alg, bool forget, absl::Time now) {
  const DirectoryLock lock(Directory(home));
  ASSIGN_OR_RETURN(const auth::Signer old, LoadKey(home));
  ASSIGN_OR_RETURN(const auth::Signer key, NewKey(alg.value_or(old.alg()), now));
  ASSIGN_OR_RETURN(std::vector<json> keys, LoadJwks(home));
  keys.insert(keys.begin(), key.PublicJwk());
  if (keys.size() > 1 + kOldKeys) keys.resize(1 + kOldKeys);
  // Whoever checks tokens must be able to see the new key before the first token is signed with it.
  RETURN_IF_ERROR(SaveJwks(home, keys));
  RETURN_IF_ERROR(SaveKey(home, key));
  if (forget) keys.resize(1);
  return SaveJwks(home, keys);
}

}  // namespace gainful::issuer
