// The stage that benches play on: a database of their own with organisations in it, a gainfuld with TLS, and tokens.
#pragma once

#include <sys/types.h>

#include <memory>
#include <string>
#include <vector>

#include "services/common/auth/signer.h"
#include "services/common/base/ids.h"

namespace gainful::bench {

struct Places {
  std::string socket;    // directory of the bench cluster's socket
  std::string work;      // scratch directory with cert.pem and key.pem
  std::string gainfuld;  // programs
  std::string gainful;
  std::string pgbench;
  std::string psql;
};

// Runs a program and returns what it printed on standard output; ends the bench when it fails.
std::string Run(const std::vector<std::string>& command);

// The id of the n-th organisation, team or programme, which pgbench can reckon as well.
base::Uuid NthOrg(int n);
base::Uuid NthTeam(int n);
base::Uuid NthProgramme(int n);

// A database made from gainful_template with `orgs` organisations, each with a team and a programme. Dropped first if it is there.
void MakeDatabase(const Places& places, const std::string& name, int orgs);

// A key and its JWKS file under work/; tokens for staff of the n-th organisation.
class Issuer {
 public:
  explicit Issuer(const Places& places);
  std::string Token(int org, const std::string& role, const std::string& subject = "bench",
                    const std::vector<std::string>& teams = {}) const;
  std::string jwks() const { return jwks_; }

 private:
  std::string jwks_;
  std::unique_ptr<auth::Signer> signer_;
};

// gainfuld as a process of its own, with TLS on; stopped with SIGTERM at the end.
class Daemon {
 public:
  Daemon(const Places& places, const Issuer& issuer, const std::string& database, int port);
  ~Daemon();
  std::string address() const { return address_; }

 private:
  pid_t pid_ = 0;
  std::string address_;
};

}  // namespace gainful::bench
