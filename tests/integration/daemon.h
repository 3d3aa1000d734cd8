// gainfuld inside the test's own process, on a port of its own.
#pragma once

#include <memory>
#include <string>

#include "absl/time/time.h"
#include "services/common/base/clock.h"

namespace gainful::integration {

struct DaemonOptions {
  int threads = 4;
  int queue = 1000;
  int connections = 4;  // of each service
  int max_message_bytes = 4 << 20;
  absl::Duration drain = absl::Seconds(10);
  absl::Duration ready_every = absl::Milliseconds(100);
  std::string perturbation_table;
  std::string tls_cert, tls_key, tls_client_ca;
};

// Where a daemon finds what it needs.
struct Surroundings {
  std::string database;
  std::string jwks;  // file
  std::string operator_org;
  const base::Clock* clock = nullptr;
};

constexpr char kIssuer[] = "https://issuer.example";
constexpr char kAudience[] = "gainful";

class Daemon {
 public:
  // Throws when it does not start.
  Daemon(const Surroundings& around, const DaemonOptions& options);
  ~Daemon();
  std::string address() const;  // such as "localhost:41234"
  void Stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace gainful::integration
