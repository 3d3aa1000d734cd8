// A web server on 127.0.0.1 that says what a test tells it to.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

struct ssl_ctx_st;

namespace gainful::auth {

class HttpServer {
 public:
  // With a name, such as "IP:127.0.0.1" or "DNS:localhost": over TLS, with a certificate for that name, signed by itself.
  explicit HttpServer(const std::string& tls_name = "");
  ~HttpServer();

  std::string Url() const;
  const std::string& certificate() const { return certificate_; }  // PEM
  int requests() const { return requests_; }

  void Answer(const std::string& body) { AnswerRaw(Complete("200 OK", "", body)); }
  void AnswerStatus(const std::string& status, const std::string& headers = "") {
    AnswerRaw(Complete(status, headers, ""));
  }
  void AnswerRaw(std::string bytes);
  void Hang(bool hang) { hang_ = hang; }  // take requests and say nothing

 private:
  static std::string Complete(const std::string& status, const std::string& headers, const std::string& body);
  void Run();
  void Serve(int connection);
  void ServeTls(int connection);
  template <class Receive, class Send>
  void Exchange(int connection, Receive receive, Send send);

  std::unique_ptr<ssl_ctx_st, void (*)(ssl_ctx_st*)> tls_;
  std::string certificate_;
  int socket_ = -1;
  int port_ = 0;
  std::atomic<int> requests_{0};
  std::atomic<bool> stop_{false}, hang_{false};
  std::mutex mutex_;
  std::string answer_;
  std::thread thread_;
};

}  // namespace gainful::auth
