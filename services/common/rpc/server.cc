#include "services/common/rpc/server.h"

#include <arpa/inet.h>
#include <google/protobuf/stubs/logging.h>
#include <grpc/support/log.h>
#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/health_check_service_interface.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/common/base/log.h"
#include "services/common/base/status.h"
#include "services/common/rpc/tls.h"

namespace gainful::rpc {
namespace {

// Lines of gRPC and protobuf as ours. Protobuf's may quote a field's name, never its value.
void CaptureLibraryLogs() {
  static const bool once = [] {
    gpr_set_log_verbosity(GPR_LOG_SEVERITY_ERROR);
    gpr_set_log_function([](gpr_log_func_args* args) {
      base::Log(base::Level::kWarning, "grpc", {{"file", args->file}, {"line", args->line}});
    });
    google::protobuf::SetLogHandler([](google::protobuf::LogLevel, const char* file, int line, const std::string&) {
      base::Log(base::Level::kDebug, "protobuf", {{"file", file}, {"line", line}});
    });
    return true;
  }();
  (void)once;
}

absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> Credentials(const ServerOptions& o) {
  if (o.tls_cert.empty()) return grpc::InsecureServerCredentials();
  return TlsCredentials(o.tls_cert, o.tls_key, o.tls_client_ca);
}

void SetLimits(const ServerOptions& o, grpc::ServerBuilder* b) {
  b->SetMaxReceiveMessageSize(o.max_message_bytes);
  b->AddChannelArgument(GRPC_ARG_MAX_METADATA_SIZE, o.max_metadata_bytes);
  b->AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT,
                        0);  // else a second server on the port would start and take half the calls
  b->AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, 1000);
  b->AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, 60000);
  b->AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, 20000);
  b->AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, 10000);
  b->AddChannelArgument(GRPC_ARG_HTTP2_MAX_PING_STRIKES, 2);
  b->AddChannelArgument(GRPC_ARG_MAX_CONNECTION_IDLE_MS, 30 * 60 * 1000);
}

}  // namespace

bool IsLoopback(const std::string& address) {
  const std::string host = address.substr(0, address.rfind(':'));
  if (host == "localhost" || host == "[::1]") return true;
  in_addr ip{};  // a name such as 127.example.org may lead anywhere
  return inet_pton(AF_INET, host.c_str(), &ip) == 1 && ntohl(ip.s_addr) >> 24 == 127;
}

absl::Status CheckOptions(const ServerOptions& o) {
  const auto bad = [](absl::string_view setting, absl::string_view why) {
    return absl::InvalidArgumentError(absl::StrCat(setting, ": ", why));
  };
  const auto is_address = [](const std::string& a) {
    const std::vector<std::string> parts = absl::StrSplit(a, ':');
    int port = -1;
    return parts.size() >= 2 && !parts[0].empty() && absl::SimpleAtoi(parts.back(), &port) && port >= 0 &&
           port <= 65535;
  };
  if (!is_address(o.listen)) return bad("listen", "must be HOST:PORT, such as 127.0.0.1:50077");
  if (!o.metrics_listen.empty() && !is_address(o.metrics_listen))
    return bad("metrics-listen", "must be HOST:PORT, such as 127.0.0.1:9477");
  if (!o.metrics_listen.empty() && !IsLoopback(o.metrics_listen))
    return bad("metrics-listen", "must be a loopback address");
  if (o.tls_cert.empty() != o.tls_key.empty()) return bad("tls-cert", "goes together with tls-key");
  if (!o.tls_client_ca.empty() && o.tls_cert.empty()) return bad("tls-client-ca", "needs tls-cert and tls-key");
  if (o.tls_cert.empty() && !IsLoopback(o.listen)) {
    return bad("listen", "without TLS must be a loopback address; give tls-cert and tls-key to listen elsewhere");
  }
  if (o.threads < 1 || o.threads > 256) return bad("threads", "must be from 1 to 256");
  if (o.queue < 1 || o.queue > 100000) return bad("queue", "must be from 1 to 100000");
  if (o.max_message_bytes < 1024 || o.max_message_bytes > (64 << 20))
    return bad("max-message-bytes", "must be from 1024 to 67108864");
  return Credentials(o).status();
}

Server::Server(const ServerOptions& options, const DispatchOptions& dispatch, const std::vector<Service*>& services)
    : options_(options),
      dispatch_(dispatch),
      services_(services),
      workers_(std::make_unique<Workers>(options.threads, options.queue)) {}

absl::StatusOr<std::unique_ptr<Server>> Server::Start(const ServerOptions& options, const DispatchOptions& dispatch,
                                                      const std::vector<Service*>& services) {
  RETURN_IF_ERROR(CheckOptions(options));
  for (auto* service : services) RETURN_IF_ERROR(service->Check());
  CaptureLibraryLogs();
  std::unique_ptr<Server> server(new Server(options, dispatch, services));
  RETURN_IF_ERROR(server->Listen());
  return server;
}

absl::Status Server::Listen() {
  if (!options_.metrics_listen.empty()) RETURN_IF_ERROR(metrics_.Serve(options_.metrics_listen));
  grpc::EnableDefaultHealthCheckService(true);  // both must be on before the builder is made
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  grpc::ServerBuilder builder;
  ASSIGN_OR_RETURN(const auto credentials, Credentials(options_));
  builder.AddListeningPort(options_.listen, credentials, &port_);
  SetLimits(options_, &builder);
  for (auto* service : services_) {
    adapters_.push_back(MakeGrpcService(service, &dispatch_, workers_.get(), &metrics_));
    builder.RegisterService(adapters_.back().get());
  }
  server_ = builder.BuildAndStart();
  if (server_ == nullptr || port_ == 0) {
    return absl::UnavailableError(absl::StrCat("listen: cannot listen on ", options_.listen, ": is the port busy?"));
  }
  CheckReadiness();
  readiness_ = std::thread([this] { WatchReadiness(); });
  return absl::OkStatus();
}

void Server::CheckReadiness() {
  auto* health = server_->GetHealthCheckService();
  bool all = true;
  for (auto* service : services_) {
    const std::string& name = service->descriptor()->full_name();
    const absl::Status status = service->Ready();
    const auto [it, fresh] = ready_.try_emplace(name, false);
    if (fresh || it->second != status.ok()) {
      base::Log(status.ok() ? base::Level::kInfo : base::Level::kWarning, status.ok() ? "ready" : "not ready",
                {{"service", name}, {"reason", std::string(status.message())}});
    }
    it->second = status.ok();
    all = all && status.ok();
    health->SetServingStatus(name, status.ok());
    metrics_.SetReady(name, status.ok());
  }
  health->SetServingStatus("", all);
}

void Server::WatchReadiness() {
  std::unique_lock<std::mutex> lock(mu_);
  while (!stop_.wait_for(lock, absl::ToChronoMilliseconds(options_.ready_every), [this] { return stopping_; })) {
    lock.unlock();
    CheckReadiness();
    lock.lock();
  }
}

void Server::Stop() {
  {
    std::lock_guard<std::mutex> lock(mu_);
    if (stopping_) return;
    stopping_ = true;
  }
  stop_.notify_all();
  if (readiness_.joinable()) readiness_.join();
  if (server_ == nullptr) return;
  server_->GetHealthCheckService()->Shutdown();
  server_->Shutdown(absl::ToChronoTime(absl::Now() + options_.drain));
  server_->Wait();
}

Server::~Server() {
  Stop();
  workers_.reset();  // joins the handlers before what they use goes away
}

}  // namespace gainful::rpc
