#include "clients/cli/profile.h"

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace gainful::cli {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr char kFileName[] = "profiles.json";
constexpr char kFolder[] = ".gainful";

absl::Status Bad(const fs::path& file, absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat(file.string(), ": ", what));
}

// The file of profiles; empty where there is none.
fs::path Find(const Surroundings& surroundings) {
  std::error_code ignored;
  if (surroundings.home != nullptr) {
    const fs::path file = fs::path(surroundings.home) / kFileName;
    return fs::exists(file, ignored) ? file : fs::path();
  }
  for (fs::path at = surroundings.directory; !at.empty(); at = at.parent_path()) {
    const fs::path file = at / kFolder / kFileName;
    if (fs::exists(file, ignored)) return file;
    if (at == at.root_path()) break;
  }
  return {};
}

absl::Status CheckTrusted(const fs::path& file) {
  struct stat s {};
  if (stat(file.c_str(), &s) != 0) return Bad(file, "cannot be read");
  if ((s.st_uid != geteuid() && s.st_uid != 0) || (s.st_mode & S_IWOTH) != 0) {
    return Bad(
        file,
        "belongs to another user, or everybody may write it, so its commands are not run; set GAINFUL_HOME to use it");
  }
  return absl::OkStatus();
}

absl::StatusOr<json> Read(const fs::path& file) {
  std::ifstream in(file);
  if (!in) return Bad(file, "cannot be read");
  json document = json::parse(in, nullptr, false);
  if (!document.is_object() || !document.contains("profiles") || !document["profiles"].is_object()) {
    return Bad(file, "is not a JSON object with \"profiles\"");
  }
  return document;
}

std::string TextIn(const json& object, const char* key) {
  const auto it = object.find(key);
  return it != object.end() && it->is_string() ? it->get<std::string>() : "";
}

// Paths in the file are meant from where the file lies.
std::string PathIn(const json& object, const char* key, const fs::path& file) {
  const std::string path = TextIn(object, key);
  return path.empty() ? "" : (file.parent_path() / path).string();
}

absl::StatusOr<client::TokenSource> TokenFor(const json& profile, const fs::path& file, const std::string& name) {
  const std::string path = PathIn(profile, "token_file", file);
  if (!path.empty()) return client::TokenFromFile(path);
  std::vector<std::string> argv;
  if (const auto it = profile.find("token_command"); it != profile.end() && it->is_array()) {
    for (const json& word : *it) {
      if (!word.is_string())
        return Bad(file, absl::StrCat("profile ", name, ": token_command must be a list of texts"));
      argv.push_back(word.get<std::string>());
    }
  }
  if (argv.empty()) return Bad(file, absl::StrCat("profile ", name, " has neither token_command nor token_file"));
  return client::TokenFromCommand(std::move(argv));
}

std::string Names(const json& profiles) {
  std::vector<std::string> names;
  for (const auto& item : profiles.items()) names.push_back(item.key());
  return absl::StrJoin(names, ", ");
}

// What the command line left open, from the file.
absl::Status TakeProfile(const fs::path& file, const json& document, Connection* connection, client::Options* options) {
  const json& profiles = document["profiles"];
  const std::string name = connection->profile.empty() ? TextIn(document, "default") : connection->profile;
  const auto take = [&](const json& object) {
    if (connection->address.empty()) connection->address = TextIn(object, "address");
    if (connection->tls_ca.empty()) connection->tls_ca = PathIn(object, "tls_ca", file);
    if (connection->tls_cert.empty()) connection->tls_cert = PathIn(object, "tls_cert", file);
    if (connection->tls_key.empty()) connection->tls_key = PathIn(object, "tls_key", file);
    connection->tls = connection->tls || object.value("tls", json()) == true;
  };
  if (const auto it = profiles.find(name); it != profiles.end() && it->is_object()) {
    take(*it);
    if (!options->token) {
      auto token = TokenFor(*it, file, name);
      if (!token.ok()) return token.status();
      options->token = *std::move(token);
    }
  } else if (!options->token) {
    return absl::InvalidArgumentError(
        absl::StrCat(name.empty() ? "--as: say as whom" : absl::StrCat("--as: there is no profile ", name),
                     "; there are ", Names(profiles), " (in ", file.string(), ")"));
  }
  take(document);
  return absl::OkStatus();
}

absl::Status SetTimeout(const std::string& text, client::Options* options) {
  if (text.empty()) return absl::OkStatus();
  const bool seconds = text.find_first_not_of("0123456789.") == std::string::npos;
  absl::Duration timeout;
  if (absl::ParseDuration(seconds ? text + "s" : text, &timeout) && timeout > absl::ZeroDuration() &&
      timeout <= absl::Hours(24)) {
    options->timeout = timeout;
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(absl::StrCat("--timeout: wants a time such as 10s or 2m, not '", text, "'"));
}

}  // namespace

absl::StatusOr<client::Options> OptionsFor(const Connection& given, const Surroundings& surroundings) {
  Connection connection = given;
  client::Options options;
  if (!connection.token_file.empty()) options.token = client::TokenFromFile(connection.token_file);
  const fs::path file = Find(surroundings);
  if (!file.empty()) {
    const absl::Status trusted = surroundings.home != nullptr ? absl::OkStatus() : CheckTrusted(file);
    if (!trusted.ok()) return trusted;
    const absl::StatusOr<json> document = Read(file);
    if (!document.ok()) return document.status();
    const absl::Status taken = TakeProfile(file, *document, &connection, &options);
    if (!taken.ok()) return taken;
  } else if (!connection.profile.empty()) {
    return absl::InvalidArgumentError(absl::StrCat("--as ", connection.profile, ": there is no ", kFolder, "/",
                                                   kFileName,
                                                   " here or above, and GAINFUL_HOME names none; tools/up makes one"));
  }
  if (connection.address.empty()) {
    return absl::InvalidArgumentError(
        "no server is named: give --address, or start one with tools/up and run this beside it");
  }
  options.address = connection.address;
  const bool tls =
      connection.tls || !connection.tls_ca.empty() || !connection.tls_cert.empty() || !connection.tls_key.empty();
  if (tls) options.tls = client::TlsFiles{connection.tls_ca, connection.tls_cert, connection.tls_key};
  options.purpose = connection.purpose;
  const absl::Status timeout = SetTimeout(connection.timeout, &options);
  if (!timeout.ok()) return timeout;
  return options;
}

}  // namespace gainful::cli
