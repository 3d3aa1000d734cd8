#include "services/gainfuld/settings.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/common/base/status.h"

namespace gainful::gainfuld {
namespace {

// What the parser fills in that Settings keeps in another form.
struct Raw {
  std::string operator_org;
  double drain_seconds = 10;
  double leeway_seconds = 30;
  std::vector<std::string> role_names;
  std::vector<std::string> fidelity_wordings;
};

void AddServerOptions(CLI::App* app, Settings* s, Raw* raw) {
  app->add_option("--services", s->services, "Which services to host: all, or names separated by commas")
      ->delimiter(',')
      ->capture_default_str();
  app->add_option("--listen", s->server.listen, "HOST:PORT for gRPC; without TLS a loopback address")
      ->capture_default_str();
  app->add_option("--metrics-listen", s->server.metrics_listen,
                  "Loopback HOST:PORT for Prometheus' /metrics; none where it is empty");
  app->add_option("--tls-cert", s->server.tls_cert, "File with the server's certificate chain, PEM");
  app->add_option("--tls-key", s->server.tls_key, "File with the server's private key, PEM");
  app->add_option("--tls-client-ca", s->server.tls_client_ca,
                  "File with the authority that client certificates must be signed by, PEM");
  app->add_option("--threads", s->server.threads, "Threads that run calls; near the sum of the services' connections")
      ->capture_default_str();
  app->add_option("--queue", s->server.queue, "Calls that may wait for a thread; more are answered RESOURCE_EXHAUSTED")
      ->capture_default_str();
  app->add_option("--max-message-bytes", s->server.max_message_bytes, "Largest request")->capture_default_str();
  app->add_option("--drain-seconds", raw->drain_seconds, "How long calls may take to end after SIGTERM")
      ->capture_default_str();
  app->add_option("--log-level", s->log_level, "debug, info, warning or error")->capture_default_str();
}

void AddDatabaseOptions(CLI::App* app, Settings* s) {
  app->add_option("--db-host", s->database.host, "Directory of Postgres's socket, or a host name");
  app->add_option("--db-port", s->database.port, "Port, or the number in the socket's name")->capture_default_str();
  app->add_option("--db-name", s->database.database, "Database")->capture_default_str();
  app->add_option(
      "--db-password-file", s->database.password_file,
      "File in libpq's passfile format with the services' passwords; none where the server asks the operating system");
  app->add_option("--db-connections", s->database.size, "Most connections of each service")->capture_default_str();
}

void AddIdentityOptions(CLI::App* app, Settings* s, Raw* raw) {
  app->add_option("--jwks", s->jwks, "File or https URL of the issuer's public keys (JWKS)");
  app->add_option("--issuer", s->claims.issuer, "What a token's iss must be");
  app->add_option("--audience", s->claims.audience, "What a token's aud must be or contain")->capture_default_str();
  app->add_option("--leeway-seconds", raw->leeway_seconds, "How far the issuer's clock may differ")
      ->capture_default_str();
  app->add_option("--claim-subject", s->claims.mapping.subject, "Claim with the caller's name; dots lead into objects")
      ->capture_default_str();
  app->add_option("--claim-org", s->claims.mapping.organisation, "Claim with the caller's organisation, a UUID")
      ->capture_default_str();
  app->add_option("--claim-roles", s->claims.mapping.roles, "Claim with the caller's roles")->capture_default_str();
  app->add_option("--claim-teams", s->claims.mapping.teams, "Claim with the caller's teams, UUIDs")
      ->capture_default_str();
  app->add_option("--role-name", raw->role_names,
                  "An issuer's name for a role, as THEIRS=OURS, such as ips-worker=specialist; repeatable");
  app->add_option("--operator-org", raw->operator_org,
                  "The organisation whose administrators may create organisations, a UUID");
}

// Files that organisations or the operator bring for single services.
void AddFileOptions(CLI::App* app, Settings* s, Raw* raw) {
  app->add_option("--perturbation-table", s->perturbation_table,
                  "File in ONS's layout, pcv,ckey,pvalue, for reports with --disclosure cell-key; these are refused "
                  "without it");
  app->add_option("--fidelity-wording", raw->fidelity_wordings,
                  "The text of a fidelity scale that an organisation holds a licence for, as ORGANISATION=FILE; it is "
                  "shown to that organisation alone; repeatable");
}

absl::Status Bad(absl::string_view setting, absl::string_view why) {
  return absl::InvalidArgumentError(absl::StrCat(setting, ": ", why));
}

absl::Status CompleteServices(Settings* s) {
  if (s->services == std::vector<std::string>{"all"}) s->services = AllServices();
  const std::set<std::string> known(AllServices().begin(), AllServices().end());
  std::set<std::string> seen;
  if (s->services.empty()) return Bad("services", "must name a service, or all");
  for (const auto& name : s->services) {
    if (name == "all") return Bad("services", "must be all, or names of services without it");
    if (known.count(name) == 0) {
      return Bad("services",
                 absl::StrCat("has no \"", name, "\"; there are all, ", absl::StrJoin(AllServices(), ", ")));
    }
    if (!seen.insert(name).second) return Bad("services", absl::StrCat("names ", name, " twice"));
  }
  return absl::OkStatus();
}

// Written so that no number passes that is none.
bool Within(double number, double least, double most) { return number >= least && number <= most; }

absl::Status CompleteIdentity(const Raw& raw, Settings* s) {
  if (s->jwks.empty()) return Bad("jwks", "must be given: the file or URL of the issuer's public keys");
  if (s->claims.issuer.empty()) return Bad("issuer", "must be given: what a token's iss must be");
  if (s->claims.audience.empty()) return Bad("audience", "must be given: what a token's aud must be or contain");
  if (!Within(raw.leeway_seconds, 0, 300)) return Bad("leeway-seconds", "must be from 0 to 300");
  s->claims.leeway = absl::Seconds(raw.leeway_seconds);
  const auth::ClaimsMapping& claims = s->claims.mapping;
  const std::pair<const char*, const std::string*> names[] = {{"claim-subject", &claims.subject},
                                                              {"claim-org", &claims.organisation},
                                                              {"claim-roles", &claims.roles},
                                                              {"claim-teams", &claims.teams}};
  for (const auto& [setting, name] : names) {
    if (name->empty()) return Bad(setting, "must name a claim");
  }
  for (const auto& pair : raw.role_names) {
    const size_t equals = pair.find('=');
    if (equals == std::string::npos || equals == 0 || !auth::ParseRole(pair.substr(equals + 1))) {
      return Bad(
          "role-name",
          "must be THEIRS=OURS, ours being specialist, manager, commissioner, auditor, administrator or partner");
    }
    s->claims.mapping.role_names[pair.substr(0, equals)] = pair.substr(equals + 1);
  }
  if (raw.operator_org.empty()) return absl::OkStatus();
  const auto id = base::Uuid::Parse(raw.operator_org);
  if (!id) return Bad("operator-org", "must be a UUID");
  s->operator_org = *id;
  return absl::OkStatus();
}

absl::Status CompleteFidelity(const Raw& raw, Settings* s) {
  for (const auto& pair : raw.fidelity_wordings) {
    const size_t equals = pair.find('=');
    const auto org = base::Uuid::Parse(pair.substr(0, equals));
    if (equals == std::string::npos || equals + 1 == pair.size() || !org)
      return Bad("fidelity-wording", "must be ORGANISATION=FILE, the organisation being a UUID");
    s->fidelity_wordings.emplace_back(*org, pair.substr(equals + 1));
  }
  return absl::OkStatus();
}

absl::Status CheckDatabase(const db::PoolOptions& o) {
  if (o.host.empty()) return Bad("db-host", "must be given: the directory of Postgres's socket, or a host name");
  int port = 0;
  if (!absl::SimpleAtoi(o.port, &port) || port < 1 || port > 65535) return Bad("db-port", "must be from 1 to 65535");
  if (o.database.empty()) return Bad("db-name", "must be given");
  if (o.size < 1 || o.size > 100) return Bad("db-connections", "must be from 1 to 100");
  return absl::OkStatus();
}

absl::Status Complete(const Raw& raw, Settings* s) {
  if (!Within(raw.drain_seconds, 0, 3600)) return Bad("drain-seconds", "must be from 0 to 3600");
  s->server.drain = absl::Seconds(raw.drain_seconds);
  if (s->log_level != "debug" && s->log_level != "info" && s->log_level != "warning" && s->log_level != "error") {
    return Bad("log-level", "must be debug, info, warning or error");
  }
  RETURN_IF_ERROR(CheckDatabase(s->database));
  RETURN_IF_ERROR(CompleteIdentity(raw, s));
  RETURN_IF_ERROR(CompleteFidelity(raw, s));
  RETURN_IF_ERROR(CompleteServices(s));
  return rpc::CheckOptions(s->server);
}

// The parser takes what comes next for the value of a flag that has none: in "--issuer= --jwks=x" the issuer would be
// "--jwks=x".
absl::Status CheckLeftOut(const CLI::App& app) {
  for (const CLI::Option* option : app.get_options()) {
    for (const auto& value : option->results()) {
      if (absl::StartsWith(value, "--")) {
        return Bad(option->get_single_name(), absl::StrCat("cannot be ", value, ": was its value left out?"));
      }
    }
  }
  return absl::OkStatus();
}

}  // namespace

const std::vector<std::string>& AllServices() {
  static const auto* names = new std::vector<std::string>{"directory", "caseload",  "employer", "placement",
                                                          "fidelity",  "reporting", "exchange"};
  return *names;
}

int ReadSettings(int argc, char** argv, Settings* settings) {
  CLI::App app(
      "gainfuld hosts Gainful's services: gRPC over one port, Postgres behind it.\n"
      "Every option can stand in the file named by --config, as `name = value`, a line each; a flag wins over the "
      "file.");
  app.name("gainfuld");
  Raw raw;
  settings->database.database = "gainful";
  settings->claims.audience = "gainful";
  app.set_config("--config", "", "File with settings");
  app.allow_config_extras(CLI::config_extras_mode::error);
  app.add_flag("--check", settings->check_only, "Check the settings and exit")->configurable(false);
  AddServerOptions(&app, settings, &raw);
  AddDatabaseOptions(&app, settings);
  AddIdentityOptions(&app, settings, &raw);
  AddFileOptions(&app, settings, &raw);
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp& help) {
    return app.exit(help);
  } catch (const CLI::ParseError& error) {
    std::cerr << "gainfuld: " << error.what() << " (see gainfuld --help)\n";
    return 2;
  }
  absl::Status status = CheckLeftOut(app);
  if (status.ok()) status = Complete(raw, settings);
  if (!status.ok()) {
    std::cerr << "gainfuld: " << status.message() << "\n";
    return 2;
  }
  return -1;
}

}  // namespace gainful::gainfuld
