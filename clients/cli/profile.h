// Whom the command line speaks as, and with which server.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "gainful/client.h"

namespace gainful::cli {

// What the options of the command line say; empty: not given.
struct Connection {
  std::string profile;     // --as
  std::string address;     // --address
  std::string token_file;  // --token-file
  bool tls = false;        // --tls
  std::string tls_ca;      // --tls-ca, --tls-cert and --tls-key: each implies --tls
  std::string tls_cert;
  std::string tls_key;
  std::string timeout;  // --timeout, such as "10s"
  std::string purpose;  // --purpose
};

// Where profiles are looked for: `home` is $GAINFUL_HOME (null where it is not set), `directory` the current directory.
struct Surroundings {
  const char* home;
  std::string directory;
};

// Options for the SDK. They come from the command line, and what that leaves open from the file of profiles:
// $GAINFUL_HOME/profiles.json, or else .gainful/profiles.json in the current directory or the nearest one above it.
//
//   {"default": "manager", "address": "127.0.0.1:50077", "tls_ca": "ca.pem",
//    "profiles": {"manager": {"token_command": ["/usr/bin/gainful-issuer", "token", "manager"]},
//                 "auditor": {"token_file": "/run/secrets/auditor"}}}
//
// Only "profiles" is needed. A profile's own "address", "tls" (true: trust whom the system trusts), "tls_ca",
// "tls_cert" and "tls_key" stand before the file's. Paths are meant from where the file lies. kInvalidArgument in a
// sentence. A file that was found by searching must belong to the user or to root and not be writable by everybody: it
// names programs to run.
absl::StatusOr<client::Options> OptionsFor(const Connection& connection, const Surroundings& surroundings);

}  // namespace gainful::cli
