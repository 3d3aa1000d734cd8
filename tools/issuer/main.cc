// gainful-issuer: signs tokens on a developer's machine, where no identity provider is. Not for use with real people's records:
// whoever can read HOME/issuer/key.json can be anybody.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/clock.h"
#include "services/common/base/status.h"
#include "tools/issuer/keys.h"
#include "tools/issuer/profiles.h"

namespace {

using gainful::auth::Alg;
using gainful::issuer::Profile;

constexpr int kUsage = 2;
constexpr absl::Duration kMaxTtl = absl::Hours(24);

struct Options {
  std::string home, address, alg, ttl = "15m";
  Profile profile;
  bool forget = false;
};

std::optional<Alg> AlgOf(const Options& options) {
  return options.alg.empty() ? std::nullopt : gainful::auth::ParseAlg(options.alg);
}

absl::Status Init(const Options& options) {
  if (!options.address.empty()) RETURN_IF_ERROR(gainful::issuer::CheckAddress(options.address));
  RETURN_IF_ERROR(gainful::issuer::InitKeys(options.home, AlgOf(options), absl::Now()));
  return gainful::issuer::InitProfiles(options.home, options.address);
}

absl::Status Rotate(const Options& options) {
  return gainful::issuer::RotateKeys(options.home, AlgOf(options), options.forget, absl::Now());
}

absl::Status PutProfile(const Options& options) {
  RETURN_IF_ERROR(gainful::issuer::CheckProfile(options.profile));
  std::error_code error;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
  if (error) return absl::UnknownError("cannot find out where this program is");
  return gainful::issuer::PutProfile(options.home, program.string(), options.profile);
}

absl::Status SetAddress(const Options& options) {
  RETURN_IF_ERROR(gainful::issuer::CheckAddress(options.address));
  return gainful::issuer::SetAddress(options.home, options.address);
}

absl::Status PrintToken(const Options& options) {
  absl::Duration ttl;
  if (!absl::ParseDuration(options.ttl, &ttl) || ttl < absl::Seconds(1) || ttl > kMaxTtl) {
    return absl::InvalidArgumentError("--ttl is not a time between 1s and 24h, such as 15m");
  }
  ASSIGN_OR_RETURN(const gainful::auth::Signer key, gainful::issuer::LoadKey(options.home));
  ASSIGN_OR_RETURN(const std::string token,
                   gainful::issuer::MakeToken(options.home, options.profile.name, key, absl::Now(), ttl));
  if (std::puts(token.c_str()) < 0 || std::fflush(stdout) != 0) return absl::UnknownError("cannot write the token");
  return absl::OkStatus();
}

CLI::App* AddCommand(CLI::App* app, const std::string& name, const std::string& help, Options* options) {
  CLI::App* command = app->add_subcommand(name, help);
  command->add_option("--home", options->home, "Where keys and profiles are kept")->required();
  return command;
}

void AddAlg(CLI::App* command, Options* options) {
  command->add_option("--alg", options->alg, "The key's algorithm; ES256 unless told otherwise")
      ->check(CLI::IsMember({"ES256", "RS256"}));
}

void Describe(CLI::App* app, Options* options) {
  app->require_subcommand(1);
  CLI::App* init = AddCommand(app, "init", "Make the key and an empty list of profiles, where missing", options);
  init->add_option("--address", options->address, "HOST:PORT where gainfuld listens");
  AddAlg(init, options);
  CLI::App* rotate = AddCommand(app, "rotate", "Sign with a new key from now on", options);
  rotate->add_flag("--forget", options->forget, "End the tokens signed with older keys at once");
  AddAlg(rotate, options);
  CLI::App* profile = AddCommand(app, "profile", "Add or replace a profile", options);
  profile->add_option("name", options->profile.name, "Its name, for gainful --as NAME")->required();
  profile->add_option("--role", options->profile.roles, "Roles, joined by commas")->required()->delimiter(',');
  profile->add_option("--org", options->profile.org, "The organisation's UUID")->required();
  profile->add_option("--sub", options->profile.subject, "The person's name in tokens")->required();
  profile->add_option("--team", options->profile.teams, "A team's UUID; may be repeated")->delimiter(',');
  CLI::App* address = AddCommand(app, "address", "Say where gainfuld listens", options);
  address->add_option("address", options->address, "HOST:PORT")->required();
  CLI::App* token = AddCommand(app, "token", "Print a fresh token", options);
  token->add_option("--profile", options->profile.name, "Whom it is for")->required();
  token->add_option("--ttl", options->ttl, "How long it holds, at most 24h")->capture_default_str();
}

absl::Status Run(const std::string& command, Options options) {
  std::error_code error;
  options.home = std::filesystem::weakly_canonical(std::filesystem::absolute(options.home, error), error).string();
  if (error || options.home.empty()) return absl::InvalidArgumentError("--home is not a directory's name");
  if (command == "init") return Init(options);
  if (command == "rotate") return Rotate(options);
  if (command == "profile") return PutProfile(options);
  if (command == "address") return SetAddress(options);
  return PrintToken(options);
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app("Signs tokens for Gainful on a developer's machine.", "gainful-issuer");
  try {
    Describe(&app, &options);
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    if (e.get_exit_code() == 0) return app.exit(e);  // --help
    std::fprintf(stderr, "gainful-issuer: %s\n", e.what());
    return kUsage;
  }
  absl::Status status;
  try {
    status = Run(app.get_subcommands().front()->get_name(), options);
  } catch (const std::exception&) {
    status = absl::InternalError("something went wrong");
  }
  if (status.ok()) return 0;
  std::fprintf(stderr, "gainful-issuer: %s\n", std::string(status.message()).c_str());
  return absl::IsInvalidArgument(status) ? kUsage : 1;
}
