// Encrypted connections: who may listen, who is believed, who must show a certificate.
#include <cstdlib>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "tests/integration/fixture.h"

namespace gainful::integration {
namespace {

class Tls : public WorldTest {
 public:
  static void SetUpTestSuite() {
    WorldTest::SetUpTestSuite();
    for (const char* who : {"ca", "stranger"})
      Run(absl::StrCat("req -x509 ", kNew, " -subj /CN=", who, " -days 2 -keyout ", who, ".key -out ", who, ".pem"));
    std::ofstream(world().scratch() + "/names") << "subjectAltName=DNS:localhost\n";
    for (const auto& [who, authority] :
         std::map<std::string, std::string>{{"server", "ca"}, {"client", "ca"}, {"impostor", "stranger"}}) {
      Run(absl::StrCat("req ", kNew, " -subj /CN=", who, " -keyout ", who, ".key -out ", who, ".csr"));
      Run(absl::StrCat("x509 -req -in ", who, ".csr -CA ", authority, ".pem -CAkey ", authority,
                       ".key -CAcreateserial -days 2 -extfile names -out ", who, ".pem"));
    }
  }

 protected:
  static void Run(const std::string& openssl) {
    const std::string command =
        absl::StrCat("cd '", world().scratch(), "' && openssl ", openssl, " >>openssl.log 2>&1");
    if (std::system(command.c_str()) != 0) throw std::runtime_error("failed: " + command);
  }
  static std::string File(const std::string& name) { return world().scratch() + "/" + name; }
  static std::unique_ptr<Daemon> Start(bool is_mutual) {
    DaemonOptions options;
    options.tls_cert = File("server.pem");
    options.tls_key = File("server.key");
    if (is_mutual) options.tls_client_ca = File("ca.pem");
    return world().StartDaemon(options);
  }
  static Outcome List(const Daemon& daemon, const TlsFiles* files) {
    static const std::string token = world().NewTenant().manager;
    return Wire(daemon.address(), files)
        .Call("/gainful.directory.v1.DirectoryService/ListTeams", "", Bearer(token), absl::Seconds(3));
  }
  static constexpr char kNew[] = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes";
};

TEST_F(Tls, AClientThatTrustsTheServerIsServed) {
  const auto daemon = Start(false);
  const TlsFiles trusting{File("ca.pem"), "", ""};
  EXPECT_THAT(List(*daemon, &trusting), IsOk());
}

TEST_F(Tls, AClientThatDoesNotTrustTheServerSendsItNothing) {
  const auto daemon = Start(false);
  const TlsFiles distrustful{File("stranger.pem"), "", ""};
  EXPECT_THAT(List(*daemon, &distrustful), Refused(absl::StatusCode::kUnavailable));
}

TEST_F(Tls, PlaintextIsNotAnswered) {
  const auto daemon = Start(false);
  EXPECT_FALSE(List(*daemon, nullptr).ok());
}

TEST_F(Tls, MutualTlsWantsACertificateOfItsOwnAuthority) {
  const auto daemon = Start(true);
  const TlsFiles without{File("ca.pem"), "", ""}, impostor{File("ca.pem"), File("impostor.pem"), File("impostor.key")},
      client{File("ca.pem"), File("client.pem"), File("client.key")};
  EXPECT_FALSE(List(*daemon, &without).ok());
  EXPECT_FALSE(List(*daemon, &impostor).ok());
  EXPECT_THAT(List(*daemon, &client), IsOk());
}

TEST_F(Tls, AServerWithoutSoundFilesDoesNotStart) {
  const auto start = [](const std::string& cert, const std::string& key, const std::string& ca) -> std::string {
    DaemonOptions options;
    options.tls_cert = cert;
    options.tls_key = key;
    options.tls_client_ca = ca;
    try {
      world().StartDaemon(options);
    } catch (const std::runtime_error& e) {
      return e.what();
    }
    return "started";
  };
  EXPECT_THAT(start(File("server.pem"), "", ""), testing::HasSubstr("tls-cert"));
  EXPECT_THAT(start(File("nothing.pem"), File("server.key"), ""), testing::HasSubstr("tls-cert"));
  EXPECT_THAT(start(File("server.pem"), File("names"), ""), testing::HasSubstr("tls-key"));
  EXPECT_THAT(start(File("server.pem"), File("client.key"), ""), testing::HasSubstr("tls-key"));
  EXPECT_THAT(start(File("server.pem"), File("server.key"), File("names")), testing::HasSubstr("tls-client-ca"));
  EXPECT_THAT(start("", "", File("ca.pem")), testing::HasSubstr("tls-client-ca"));
}

}  // namespace
}  // namespace gainful::integration
