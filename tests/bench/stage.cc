#include "tests/bench/stage.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <pqxx/pqxx>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/time/clock.h"
#include "tests/bench/load.h"

namespace gainful::bench {
namespace {

[[noreturn]] void Fail(const std::string& why) {
  std::fprintf(stderr, "bench: %s\n", why.c_str());
  std::exit(1);
}

base::Uuid Nth(int kind, int n) { return *base::Uuid::Parse(absl::StrFormat("%08x-0000-7000-8000-%012x", kind, n)); }

// `out` and `error` take the program's standard output and error; -1 leaves them as they are.
pid_t Spawn(const std::vector<std::string>& command, int out, int error) {
  const pid_t pid = fork();
  if (pid != 0) return pid;
  prctl(PR_SET_PDEATHSIG, SIGKILL);  // a bench that fails leaves nothing running
  if (out >= 0) dup2(out, STDOUT_FILENO);
  if (error >= 0) dup2(error, STDERR_FILENO);
  std::vector<char*> argv;
  for (const auto& word : command) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  execvp(argv[0], argv.data());
  _exit(127);
}

pqxx::connection Connect(const Places& places, const std::string& database) {
  return pqxx::connection(absl::StrCat("host=", places.socket, " user=gainful_admin dbname=", database));
}

}  // namespace

std::string Run(const std::vector<std::string>& command) {
  int ends[2];
  if (pipe(ends) != 0) Fail("no pipe");
  const pid_t pid = Spawn(command, ends[1], -1);
  close(ends[1]);
  std::string out;
  char buffer[65536];
  ssize_t got = 0;
  while ((got = read(ends[0], buffer, sizeof(buffer))) > 0) out.append(buffer, static_cast<size_t>(got));
  close(ends[0]);
  int status = 0;
  waitpid(pid, &status, 0);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) Fail(absl::StrCat("failed: ", absl::StrJoin(command, " ")));
  return out;
}

base::Uuid NthOrg(int n) { return Nth(1, n); }
base::Uuid NthTeam(int n) { return Nth(2, n); }
base::Uuid NthProgramme(int n) { return Nth(3, n); }

void MakeDatabase(const Places& places, const std::string& name, int orgs) {
  {
    auto admin = Connect(places, "postgres");
    pqxx::nontransaction tx(admin);
    tx.exec(absl::StrCat("DROP DATABASE IF EXISTS ", name, " WITH (FORCE)"));
    tx.exec(absl::StrCat("CREATE DATABASE ", name, " TEMPLATE gainful_template"));
  }
  auto conn = Connect(places, name);
  pqxx::work tx(conn);
  for (int i = 1; i <= orgs; ++i) {
    const std::string org = NthOrg(i).ToString();
    tx.exec(absl::StrCat("INSERT INTO journal.head VALUES ('", org, "', 0, '', sha256(''))"));
    tx.exec(absl::StrCat(
        "INSERT INTO directory.organisation (id, org_id, etag, updated_at, name, kind, ods_code, time_zone, "
        "crisis_protocol, crisis_duty, crisis_deputy, lawful_basis) VALUES ('",
        org, "', '", org, "', 1, now(), 'Organisation ", i, "', 'provider', '', '', '', '', '', '')"));
    tx.exec(absl::StrCat("INSERT INTO directory.team VALUES ('", NthTeam(i).ToString(), "', '", org,
                         "', 1, now(), 'Team')"));
    tx.exec(absl::StrCat(
        "INSERT INTO directory.programme (id, org_id, etag, updated_at, name, kind, outcome_rules, triage, "
        "asks_eligibility, "
        "asks_right_to_work) "
        "VALUES ('",
        NthProgramme(i).ToString(), "', '", org, "', 1, now(), 'Programme', 'other', '{}', false, false, false)"));
  }
  tx.commit();
  pqxx::nontransaction(conn).exec("VACUUM ANALYZE");
  pqxx::nontransaction(conn).exec("CHECKPOINT");  // or what comes first here would pay for what was done last
}

Issuer::Issuer(const Places& places) : jwks_(places.work + "/jwks.json") {
  auto signer = auth::Signer::Generate(auth::Alg::kEs256, "bench");
  if (!signer.ok()) Fail("cannot make a key");
  signer_ = std::make_unique<auth::Signer>(*std::move(signer));
  std::ofstream(jwks_) << auth::JwksOf({signer_->PublicJwk()}).dump();
}

std::string Issuer::Token(int org, const std::string& role, const std::string& subject,
                          const std::vector<std::string>& teams) const {
  const auto now = absl::ToUnixSeconds(absl::Now());
  const auto token = signer_->Sign({{"iss", "bench"},
                                    {"aud", "gainful"},
                                    {"sub", subject},
                                    {"org", NthOrg(org).ToString()},
                                    {"roles", {role}},
                                    {"teams", teams},
                                    {"iat", now},
                                    {"exp", now + 7200}});
  if (!token.ok()) Fail("cannot sign a token");
  return *token;
}

Daemon::Daemon(const Places& places, const Issuer& issuer, const std::string& database, int port)
    : address_(absl::StrCat("localhost:", port)) {
  // Its log lines, one for each call, are part of what is measured.
  const int log = open((places.work + "/gainfuld.log").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  pid_ = Spawn({places.gainfuld, "--services=all", absl::StrCat("--listen=", address_), "--db-host=" + places.socket,
                "--db-name=" + database, "--jwks=" + issuer.jwks(), "--issuer=bench",
                "--tls-cert=" + places.work + "/cert.pem", "--tls-key=" + places.work + "/key.pem"},
               -1, log);
  close(log);
  Connected(address_, places.work + "/cert.pem");
}

Daemon::~Daemon() {
  kill(pid_, SIGTERM);
  waitpid(pid_, nullptr, 0);
}

}  // namespace gainful::bench
