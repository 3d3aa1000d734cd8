#include "tests/unit/common/auth/http_server.h"

#include <arpa/inet.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <utility>

#include "absl/strings/str_cat.h"

namespace gainful::auth {
namespace {

bool Ready(int fd, int milliseconds) {
  pollfd p{fd, POLLIN, 0};
  return poll(&p, 1, milliseconds) == 1;
}

struct FreeX509 {
  void operator()(X509* x) const { X509_free(x); }
};
using Certificate = std::unique_ptr<X509, FreeX509>;

Certificate MakeCertificate(const std::string& name, EVP_PKEY* key) {
  Certificate certificate(X509_new());
  X509* x = certificate.get();
  X509_set_version(x, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(x), 1);
  X509_gmtime_adj(X509_getm_notBefore(x), -3600);
  X509_gmtime_adj(X509_getm_notAfter(x), 3600);
  X509_NAME_add_entry_by_txt(X509_get_subject_name(x), "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>("test"), -1, -1, 0);
  X509_set_issuer_name(x, X509_get_subject_name(x));
  X509_set_pubkey(x, key);
  X509_EXTENSION* names = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, name.c_str());
  if (names == nullptr || X509_add_ext(x, names, -1) != 1 || X509_sign(x, key, EVP_sha256()) == 0) std::abort();
  X509_EXTENSION_free(names);
  return certificate;
}

std::string ToPem(X509* certificate) {
  const std::unique_ptr<BIO, int (*)(BIO*)> out(BIO_new(BIO_s_mem()), BIO_free);
  PEM_write_bio_X509(out.get(), certificate);
  char* text = nullptr;
  const auto size = BIO_get_mem_data(out.get(), &text);
  return std::string(text, static_cast<size_t>(size));
}

}  // namespace

HttpServer::HttpServer(const std::string& tls_name)
    : tls_(nullptr, SSL_CTX_free), socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  if (bind(socket_, reinterpret_cast<sockaddr*>(&address), size) != 0 || listen(socket_, 16) != 0 ||
      getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    std::abort();
  }
  port_ = ntohs(address.sin_port);
  if (!tls_name.empty()) {
    std::signal(SIGPIPE, SIG_IGN);  // clients that do not trust the certificate hang up
    const std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> key(EVP_EC_gen("P-256"), EVP_PKEY_free);
    const Certificate made = MakeCertificate(tls_name, key.get());
    certificate_ = ToPem(made.get());
    tls_.reset(SSL_CTX_new(TLS_server_method()));
    SSL_CTX_use_certificate(tls_.get(), made.get());
    SSL_CTX_use_PrivateKey(tls_.get(), key.get());
  }
  thread_ = std::thread([this] { Run(); });
}

HttpServer::~HttpServer() {
  stop_ = true;
  thread_.join();
  close(socket_);
}

std::string HttpServer::Url() const {
  return absl::StrCat(tls_ == nullptr ? "http" : "https", "://127.0.0.1:", port_, "/jwks");
}

void HttpServer::AnswerRaw(std::string bytes) {
  std::lock_guard<std::mutex> lock(mutex_);
  answer_ = std::move(bytes);
}

std::string HttpServer::Complete(const std::string& status, const std::string& headers, const std::string& body) {
  return absl::StrCat("HTTP/1.1 ", status, "\r\nConnection: close\r\nContent-Length: ", body.size(), "\r\n", headers,
                      "\r\n", body);
}

void HttpServer::Run() {
  while (!stop_) {
    if (!Ready(socket_, 20)) continue;
    const int connection = accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
    if (connection < 0) continue;
    if (tls_ == nullptr) {
      Serve(connection);
    } else {
      ServeTls(connection);
    }
    close(connection);
  }
}

void HttpServer::Serve(int connection) {
  Exchange(
      connection, [&](char* to, int n) { return static_cast<int>(recv(connection, to, static_cast<size_t>(n), 0)); },
      [&](const char* from, int n) {
        return static_cast<int>(send(connection, from, static_cast<size_t>(n), MSG_NOSIGNAL));
      });
}

void HttpServer::ServeTls(int connection) {
  const std::unique_ptr<SSL, void (*)(SSL*)> ssl(SSL_new(tls_.get()), SSL_free);
  SSL_set_fd(ssl.get(), connection);
  if (SSL_accept(ssl.get()) != 1) return;
  Exchange(
      connection, [&](char* to, int n) { return SSL_read(ssl.get(), to, n); },
      [&](const char* from, int n) { return SSL_write(ssl.get(), from, n); });
  SSL_shutdown(ssl.get());
}

template <class Receive, class Send>
void HttpServer::Exchange(int connection, Receive receive, Send send) {
  std::string request;
  char buffer[4096];
  while (request.find("\r\n\r\n") == std::string::npos) {
    if (!Ready(connection, 2000)) return;
    const int n = receive(buffer, static_cast<int>(sizeof(buffer)));
    if (n <= 0) return;
    request.append(buffer, static_cast<size_t>(n));
  }
  ++requests_;
  while (hang_ && !stop_ && !Ready(connection, 20)) {
  }
  std::string answer;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    answer = answer_;
  }
  for (size_t sent = 0; sent < answer.size();) {
    const int n = send(answer.data() + sent, static_cast<int>(answer.size() - sent));
    if (n <= 0) return;
    sent += static_cast<size_t>(n);
  }
}

}  // namespace gainful::auth
