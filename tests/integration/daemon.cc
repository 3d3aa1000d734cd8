#include "tests/integration/daemon.h"

#include <stdexcept>

#include "absl/strings/str_cat.h"
#include "services/gainfuld/host.h"
#include "tests/integration/sql.h"

namespace gainful::integration {

struct Daemon::Impl {
  std::unique_ptr<gainfuld::Host> host;
};

Daemon::Daemon(const Surroundings& around, const DaemonOptions& options) : impl_(std::make_unique<Impl>()) {
  gainfuld::Settings settings;
  settings.services = gainfuld::AllServices();
  settings.server.listen = "127.0.0.1:0";
  settings.server.threads = options.threads;
  settings.server.queue = options.queue;
  settings.server.max_message_bytes = options.max_message_bytes;
  settings.server.drain = options.drain;
  settings.server.ready_every = options.ready_every;
  settings.perturbation_table = options.perturbation_table;
  settings.server.tls_cert = options.tls_cert;
  settings.server.tls_key = options.tls_key;
  settings.server.tls_client_ca = options.tls_client_ca;
  settings.database.host = TestHost();
  settings.database.database = around.database;
  settings.database.size = options.connections;
  settings.jwks = around.jwks;
  settings.claims.issuer = kIssuer;
  settings.claims.audience = kAudience;
  settings.operator_org = base::Uuid::Parse(around.operator_org).value_or(base::Uuid());
  auto host = gainfuld::Host::Start(settings, around.clock);
  if (!host.ok()) throw std::runtime_error(absl::StrCat("gainfuld does not start: ", host.status().ToString()));
  impl_->host = *std::move(host);
}

Daemon::~Daemon() = default;

std::string Daemon::address() const { return absl::StrCat("localhost:", impl_->host->port()); }

void Daemon::Stop() { impl_->host->Stop(); }

}  // namespace gainful::integration
