// A gRPC server for any set of services: TLS, limits, health, reflection, readiness, drain.
#pragma once

#include <grpcpp/server.h>

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "services/common/rpc/dispatch.h"

namespace gainful::rpc {

struct ServerOptions {
  std::string listen = "127.0.0.1:50077";
  std::string metrics_listen;     // empty: none
  std::string tls_cert, tls_key;  // PEM files; both or none
  std::string tls_client_ca;      // PEM file; clients must then show a certificate it signed
  int threads = 8;                // that run handlers
  int queue = 1000;               // calls that may wait for one
  int max_message_bytes = 4 << 20;
  int max_metadata_bytes = 16 << 10;
  absl::Duration drain = absl::Seconds(10);  // how long calls may take to end after Stop
  absl::Duration ready_every = absl::Seconds(2);
};

// What is wrong with the settings, naming the setting; OK when nothing is.
absl::Status CheckOptions(const ServerOptions& options);

// Whether "host:port" can be reached from this machine only.
bool IsLoopback(const std::string& address);

class Server {
 public:
  // Starts to serve. `services` and what `dispatch` points at must outlive the server.
  static absl::StatusOr<std::unique_ptr<Server>> Start(const ServerOptions& options, const DispatchOptions& dispatch,
                                                       const std::vector<Service*>& services);
  ~Server();

  int port() const { return port_; }

  // Takes no new calls, lets those under way end, at most for `drain`. Health says NOT_SERVING at once.
  void Stop();

 private:
  Server(const ServerOptions& options, const DispatchOptions& dispatch, const std::vector<Service*>& services);
  absl::Status Listen();
  void WatchReadiness();
  void CheckReadiness();

  const ServerOptions options_;
  const DispatchOptions dispatch_;
  const std::vector<Service*> services_;
  Metrics metrics_;
  std::unique_ptr<Workers> workers_;
  std::vector<std::unique_ptr<grpc::Service>> adapters_;
  std::unique_ptr<grpc::Server> server_;
  int port_ = 0;
  std::mutex mu_;
  std::condition_variable stop_;
  bool stopping_ = false;
  std::map<std::string, bool> ready_;
  std::thread readiness_;
};

}  // namespace gainful::rpc
