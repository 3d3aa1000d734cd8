// What Prometheus sees. Labels are names of services, methods and status codes; nothing about people or organisations.
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace gainful::rpc {

class Metrics {
 public:
  Metrics();
  ~Metrics();

  // Serves /metrics at "host:port", which must be a loopback address.
  absl::Status Serve(const std::string& address);

  void Called(const std::string& service, const std::string& method, const std::string& code, absl::Duration took);
  void SetWaiting(double calls);
  void SetReady(const std::string& service, bool ready);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace gainful::rpc
