#include "services/common/rpc/tls.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "services/common/base/status.h"

namespace gainful::rpc {
namespace {

absl::Status Bad(absl::string_view setting, absl::string_view why) {
  return absl::InvalidArgumentError(absl::StrCat(setting, ": ", why));
}

absl::StatusOr<std::string> ReadFile(absl::string_view setting, const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  if (!file || text.str().empty()) return Bad(setting, absl::StrCat("cannot read ", path));
  return text.str();
}

using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;
using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

Bio Reader(const std::string& pem) { return {BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free}; }

// Null where the text holds none.
Certificate ParseCertificate(const std::string& pem) {
  return {PEM_read_bio_X509(Reader(pem).get(), nullptr, nullptr, nullptr), X509_free};
}
Key ParseKey(const std::string& pem) {
  // Without this OpenSSL asks the terminal for a password.
  const auto no_password = [](char*, int, int, void*) { return -1; };
  return {PEM_read_bio_PrivateKey(Reader(pem).get(), nullptr, no_password, nullptr), EVP_PKEY_free};
}

absl::Status CheckPair(const std::string& cert_pem, const std::string& key_pem) {
  const Certificate cert = ParseCertificate(cert_pem);
  if (cert == nullptr) return Bad("tls-cert", "holds no certificate in PEM form");
  const Key key = ParseKey(key_pem);
  if (key == nullptr) return Bad("tls-key", "holds no private key in PEM form that opens without a password");
  if (X509_check_private_key(cert.get(), key.get()) != 1) {
    return Bad("tls-key", "is not the key of the first certificate in tls-cert");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> TlsCredentials(const std::string& cert, const std::string& key,
                                                                        const std::string& client_ca) {
  grpc::SslServerCredentialsOptions ssl(client_ca.empty() ? GRPC_SSL_DONT_REQUEST_CLIENT_CERTIFICATE
                                                          : GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
  ASSIGN_OR_RETURN(const std::string cert_pem, ReadFile("tls-cert", cert));
  ASSIGN_OR_RETURN(const std::string key_pem, ReadFile("tls-key", key));
  const absl::Status pair = CheckPair(cert_pem, key_pem);
  ERR_clear_error();  // what OpenSSL remembers of a refusal would surface in some later call
  RETURN_IF_ERROR(pair);
  ssl.pem_key_cert_pairs.push_back({key_pem, cert_pem});
  if (!client_ca.empty()) {
    ASSIGN_OR_RETURN(ssl.pem_root_certs, ReadFile("tls-client-ca", client_ca));
    const bool good = ParseCertificate(ssl.pem_root_certs) != nullptr;
    ERR_clear_error();
    if (!good) return Bad("tls-client-ca", "holds no certificate in PEM form");
  }
  return grpc::SslServerCredentials(ssl);
}

}  // namespace gainful::rpc
