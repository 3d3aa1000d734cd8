// Every setting of a server that makes no sense is refused by its name, at the last good value and the first bad one.
#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <cstdio>
#include <fstream>

#include "absl/strings/match.h"
#include "services/common/rpc/server.h"

namespace gainful::rpc {
namespace {

TEST(IsLoopback, KnowsTheAddressesOfThisMachineAlone) {
  for (const char* address :
       {"127.0.0.1:50077", "127.0.0.1:0", "127.0.0.2:1", "127.255.255.254:1", "localhost:50077", "[::1]:50077"}) {
    EXPECT_TRUE(IsLoopback(address)) << address;
  }
  for (const char* address : {"0.0.0.0:50077", "[::]:50077", "10.0.0.1:1", "126.255.255.255:1", "128.0.0.1:1",
                              "192.168.0.1:1", "example.org:1", "*:1", ":1", "", "[::2]:1", "[2001:db8::1]:1"}) {
    EXPECT_FALSE(IsLoopback(address)) << address;
  }
}

// A name may lead anywhere, whatever it begins with.
TEST(IsLoopback, IsNotTakenInByNames) {
  for (const char* address : {"127.example.org:1", "127.0.0.1.example.org:1", "localhost.example.org:1", "127.0.0.1x:1",
                              "127.:1", "127.0.0.256:1", "127.0.0.1 :1"}) {
    EXPECT_FALSE(IsLoopback(address)) << address;
  }
}

void ExpectBad(const std::string& setting, const ServerOptions& options) {
  const absl::Status status = CheckOptions(options);
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << setting;
  EXPECT_TRUE(absl::StartsWith(status.message(), setting + ": ")) << status;
}

template <class Change>
ServerOptions With(const Change& change) {
  ServerOptions options;
  change(&options);
  return options;
}

TEST(CheckOptions, PassesTheDefaults) {
  const absl::Status status = CheckOptions(ServerOptions());
  EXPECT_TRUE(status.ok()) << status;
}

TEST(CheckOptions, WantsAnAddressToListenOn) {
  for (const char* address : {"127.0.0.1:0", "127.0.0.1:65535", "localhost:1", "[::1]:50077"}) {
    EXPECT_TRUE(CheckOptions(With([&](auto* o) { o->listen = address; })).ok()) << address;
    EXPECT_TRUE(CheckOptions(With([&](auto* o) { o->metrics_listen = address; })).ok()) << address;
  }
  for (const char* address : {"127.0.0.1", "127.0.0.1:", "127.0.0.1:-1", "127.0.0.1:65536", "127.0.0.1:http",
                              "127.0.0.1:1x", ":50077", "50077", "localhost"}) {
    ExpectBad("listen", With([&](auto* o) { o->listen = address; }));
    ExpectBad("metrics-listen", With([&](auto* o) { o->metrics_listen = address; }));
  }
  ExpectBad("listen", With([](auto* o) { o->listen = ""; }));
}

TEST(CheckOptions, ListensInPlaintextOnLoopbackOnly) {
  for (const char* address : {"0.0.0.0:50077", "[::]:50077", "10.0.0.1:50077", "127.example.org:50077"}) {
    ExpectBad("listen", With([&](auto* o) { o->listen = address; }));
    ExpectBad("metrics-listen", With([&](auto* o) { o->metrics_listen = address; }));
  }
}

TEST(CheckOptions, KeepsNumbersInTheirRanges) {
  const auto threads = [](int n) { return With([n](auto* o) { o->threads = n; }); };
  const auto queue = [](int n) { return With([n](auto* o) { o->queue = n; }); };
  const auto bytes = [](int n) { return With([n](auto* o) { o->max_message_bytes = n; }); };
  for (const int good : {1, 256}) EXPECT_TRUE(CheckOptions(threads(good)).ok()) << good;
  for (const int bad : {-1, 0, 257}) ExpectBad("threads", threads(bad));
  for (const int good : {1, 100000}) EXPECT_TRUE(CheckOptions(queue(good)).ok()) << good;
  for (const int bad : {-1, 0, 100001}) ExpectBad("queue", queue(bad));
  for (const int good : {1024, 64 << 20}) EXPECT_TRUE(CheckOptions(bytes(good)).ok()) << good;
  for (const int bad : {-1, 0, 1023, (64 << 20) + 1}) ExpectBad("max-message-bytes", bytes(bad));
}

// Certificates are made for each test: one kept in the tree would run out one day.
class Tls : public ::testing::Test {
 protected:
  Tls() {
    MakePair("server"), MakePair("other"),
        Write("garbage.pem", "-----BEGIN CERTIFICATE-----\nnone\n-----END CERTIFICATE-----\n");
  }

  std::string Path(const std::string& name) const {
    return ::testing::TempDir() + "gainful_options_" + ::testing::UnitTest::GetInstance()->current_test_info()->name() +
           "_" + name;
  }
  std::string Write(const std::string& name, const std::string& text) const {
    std::ofstream(Path(name)) << text;
    return Path(name);
  }
  ServerOptions Options(const std::string& cert, const std::string& key, const std::string& ca = "") const {
    return With([&](auto* o) {
      if (!cert.empty()) o->tls_cert = Path(cert);
      if (!key.empty()) o->tls_key = Path(key);
      if (!ca.empty()) o->tls_client_ca = Path(ca);
    });
  }

 private:
  // NAME.crt and NAME.key: a key on P-256 and a certificate that it signed itself.
  void MakePair(const std::string& name) const {
    EVP_PKEY* key = EVP_EC_gen("P-256");
    X509* cert = X509_new();
    X509_set_version(cert, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(cert), 1);
    X509_gmtime_adj(X509_getm_notBefore(cert), 0);
    X509_gmtime_adj(X509_getm_notAfter(cert), 3600);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(cert), "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>("localhost"), -1, -1, 0);
    X509_set_issuer_name(cert, X509_get_subject_name(cert));
    X509_set_pubkey(cert, key);
    ASSERT_GT(X509_sign(cert, key, EVP_sha256()), 0);
    FILE* file = std::fopen(Path(name + ".crt").c_str(), "w");
    PEM_write_X509(file, cert);
    std::fclose(file);
    file = std::fopen(Path(name + ".key").c_str(), "w");
    PEM_write_PrivateKey(file, key, nullptr, nullptr, 0, nullptr, nullptr);
    std::fclose(file);
    X509_free(cert);
    EVP_PKEY_free(key);
  }
};

TEST_F(Tls, TakesACertificateWithItsKey) {
  for (const std::string& ca : {std::string(), std::string("other.crt")}) {
    const absl::Status status = CheckOptions(Options("server.crt", "server.key", ca));
    EXPECT_TRUE(status.ok()) << status;
  }
}

TEST_F(Tls, ThenMayListenAnywhere) {
  for (const char* address : {"0.0.0.0:50077", "[::]:50077", "10.0.0.1:50077"}) {
    ServerOptions options = Options("server.crt", "server.key");
    options.listen = address;
    EXPECT_TRUE(CheckOptions(options).ok()) << address;
  }
}

TEST_F(Tls, WantsBothOrNone) {
  ExpectBad("tls-cert", Options("server.crt", ""));
  ExpectBad("tls-cert", Options("", "server.key"));
  ExpectBad("tls-client-ca", Options("", "", "other.crt"));
}

TEST_F(Tls, SaysWhichFileCannotBeRead) {
  ExpectBad("tls-cert", Options("missing.crt", "server.key"));
  ExpectBad("tls-key", Options("server.crt", "missing.key"));
  ExpectBad("tls-client-ca", Options("server.crt", "server.key", "missing.crt"));
  Write("empty.pem", "");
  ExpectBad("tls-cert", Options("empty.pem", "server.key"));
  ExpectBad("tls-key", Options("server.crt", "empty.pem"));
  ServerOptions folder = Options("server.crt", "server.key");
  folder.tls_cert = ::testing::TempDir();
  ExpectBad("tls-cert", folder);
}

// gRPC finds these only when it begins to listen, and then says nothing that helps.
TEST_F(Tls, SaysWhichFileHoldsSomethingElse) {
  ExpectBad("tls-cert", Options("garbage.pem", "server.key"));
  ExpectBad("tls-cert", Options("server.key", "server.key"));
  ExpectBad("tls-key", Options("server.crt", "garbage.pem"));
  ExpectBad("tls-key", Options("server.crt", "server.crt"));
  ExpectBad("tls-client-ca", Options("server.crt", "server.key", "garbage.pem"));
}

TEST_F(Tls, WantsTheKeyOfThisCertificate) { ExpectBad("tls-key", Options("server.crt", "other.key")); }

TEST_F(Tls, NeverShowsWhatAFileHolds) {
  Write("secret.key", "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n");
  EXPECT_FALSE(absl::StrContains(CheckOptions(Options("server.crt", "secret.key")).message(), "c2VjcmV0"));
}

}  // namespace
}  // namespace gainful::rpc
