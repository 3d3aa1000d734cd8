// Settings from flags and file: what is taken, which wins, and that every refusal names its setting.
#include "services/gainfuld/settings.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>

#include "absl/strings/match.h"

namespace gainful::gainfuld {
namespace {

constexpr char kOrg[] = "0190a5d2-7c00-7000-8000-00000000000a";

struct Outcome {
  int code = 0;
  std::string said;     // on standard error
  std::string printed;  // on standard output
  Settings settings;
};

Outcome ReadFrom(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "gainfuld");
  std::vector<char*> argv;
  for (auto& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  Outcome out;
  ::testing::internal::CaptureStderr();
  ::testing::internal::CaptureStdout();
  out.code = ReadSettings(static_cast<int>(arguments.size()), argv.data(), &out.settings);
  out.said = ::testing::internal::GetCapturedStderr();
  out.printed = ::testing::internal::GetCapturedStdout();
  return out;
}

// The settings without which nothing starts, and others after them.
Outcome With(const std::vector<std::string>& more) {
  std::vector<std::string> all{"--db-host=/run/postgresql", "--jwks=/etc/gainful/jwks.json",
                               "--issuer=https://issuer.example"};
  all.insert(all.end(), more.begin(), more.end());
  return ReadFrom(all);
}

std::string ConfigFile(const std::string& text) {
  const std::string path = ::testing::TempDir() + "gainful_settings_" +
                           ::testing::UnitTest::GetInstance()->current_test_info()->name() + ".conf";
  std::ofstream(path) << text;
  return path;
}

void ExpectTaken(const Outcome& out) {
  EXPECT_EQ(out.code, -1);
  EXPECT_EQ(out.said, "");
}

void ExpectRefused(const Outcome& out, const std::string& setting) {
  EXPECT_EQ(out.code, 2) << setting;
  EXPECT_TRUE(absl::StartsWith(out.said, "gainfuld: ")) << out.said;
  EXPECT_TRUE(absl::StrContains(out.said, setting)) << setting << ": " << out.said;
  EXPECT_EQ(std::count(out.said.begin(), out.said.end(), '\n'), 1) << "one line: " << out.said;
}

TEST(Settings, HaveDefaults) {
  const Outcome out = With({});
  ExpectTaken(out);
  const Settings& s = out.settings;
  EXPECT_EQ(s.services, AllServices());
  EXPECT_EQ(s.server.listen, "127.0.0.1:50077");
  EXPECT_EQ(s.server.metrics_listen, "");
  EXPECT_EQ(s.server.drain, absl::Seconds(10));
  EXPECT_EQ(s.database.database, "gainful");
  EXPECT_EQ(s.database.port, "5432");
  EXPECT_EQ(s.claims.audience, "gainful");
  EXPECT_EQ(s.claims.leeway, absl::Seconds(30));
  EXPECT_EQ(s.claims.mapping.subject, "sub");
  EXPECT_TRUE(s.claims.mapping.role_names.empty());
  EXPECT_EQ(s.operator_org, base::Uuid());
  EXPECT_EQ(s.log_level, "info");
  EXPECT_FALSE(s.check_only);
}

TEST(Settings, ForTheServerComeFromFlags) {
  const Outcome out =
      With({"--services=placement,reporting", "--listen=127.0.0.1:1", "--metrics-listen", "127.0.0.1:2", "--threads=3",
            "--queue=4", "--max-message-bytes=2048", "--drain-seconds=1.5", "--log-level=debug", "--check"});
  ExpectTaken(out);
  const Settings& s = out.settings;
  EXPECT_EQ(s.services, (std::vector<std::string>{"placement", "reporting"}));
  EXPECT_EQ(s.server.listen, "127.0.0.1:1");
  EXPECT_EQ(s.server.metrics_listen, "127.0.0.1:2");
  EXPECT_EQ(s.server.threads, 3);
  EXPECT_EQ(s.server.queue, 4);
  EXPECT_EQ(s.server.max_message_bytes, 2048);
  EXPECT_EQ(s.server.drain, absl::Milliseconds(1500));
  EXPECT_EQ(s.log_level, "debug");
  EXPECT_TRUE(s.check_only);
}

TEST(Settings, ForTheDatabaseComeFromFlags) {
  const Outcome out = With({"--db-port=5433", "--db-name=other", "--db-connections=7", "--db-password-file=/run/pass"});
  ExpectTaken(out);
  const db::PoolOptions& database = out.settings.database;
  EXPECT_EQ(database.host, "/run/postgresql");
  EXPECT_EQ(database.port, "5433");
  EXPECT_EQ(database.database, "other");
  EXPECT_EQ(database.size, 7);
  EXPECT_EQ(database.password_file, "/run/pass");
  EXPECT_EQ(database.role, "") << "each service logs in as its own";
}

TEST(Settings, ForIdentityComeFromFlags) {
  const Outcome out = With({"--audience=us", "--leeway-seconds=0", "--claim-subject=email", "--claim-org=o",
                            "--claim-roles=realm_access.roles", "--claim-teams=t", "--role-name",
                            "ips-worker=specialist", "--role-name=boss=manager", std::string("--operator-org=") + kOrg,
                            std::string("--fidelity-wording=") + kOrg + "=/etc/a=b.textproto"});
  ExpectTaken(out);
  const Settings& s = out.settings;
  EXPECT_EQ(s.jwks, "/etc/gainful/jwks.json");
  EXPECT_EQ(s.claims.issuer, "https://issuer.example");
  EXPECT_EQ(s.claims.audience, "us");
  EXPECT_EQ(s.claims.leeway, absl::ZeroDuration());
  EXPECT_EQ(s.claims.mapping.subject, "email");
  EXPECT_EQ(s.claims.mapping.organisation, "o");
  EXPECT_EQ(s.claims.mapping.roles, "realm_access.roles");
  EXPECT_EQ(s.claims.mapping.teams, "t");
  EXPECT_EQ(s.claims.mapping.role_names,
            (std::map<std::string, std::string>{{"ips-worker", "specialist"}, {"boss", "manager"}}));
  EXPECT_EQ(s.operator_org.ToString(), kOrg);
  ASSERT_EQ(s.fidelity_wordings.size(), 1u);
  EXPECT_EQ(s.fidelity_wordings[0].first.ToString(), kOrg);
  EXPECT_EQ(s.fidelity_wordings[0].second, "/etc/a=b.textproto");
}

TEST(Settings, ForReportsComeFromFlags) {
  const Outcome out = With({"--perturbation-table=/etc/gainful/ptable.csv"});
  ExpectTaken(out);
  EXPECT_EQ(out.settings.perturbation_table, "/etc/gainful/ptable.csv");
  EXPECT_EQ(With({}).settings.perturbation_table, "") << "none, and the profile is refused";
}

TEST(ConfigFile, HoldsTheSameSettings) {
  const std::string file = ConfigFile(
      "# where things are\n"
      "db-host = /run/postgresql\n"
      "jwks = \"https://issuer.example/jwks.json\"\n"
      "issuer = https://issuer.example\n"
      "services = directory,caseload\n"
      "threads = 5\n"
      "role-name = [\"a=specialist\", \"b=auditor\"]\n");
  const Outcome out = ReadFrom({"--config", file});
  ExpectTaken(out);
  EXPECT_EQ(out.settings.jwks, "https://issuer.example/jwks.json");
  EXPECT_EQ(out.settings.services, (std::vector<std::string>{"directory", "caseload"}));
  EXPECT_EQ(out.settings.server.threads, 5);
  EXPECT_EQ(out.settings.claims.mapping.role_names,
            (std::map<std::string, std::string>{{"a", "specialist"}, {"b", "auditor"}}));
}

TEST(ConfigFile, YieldsToFlags) {
  const std::string file =
      ConfigFile("threads = 5\nqueue = 50\ndb-host = from-file\nservices = all\nlog-level = error\n");
  const Outcome out = With({"--config", file, "--threads=6", "--services=placement"});
  ExpectTaken(out);
  EXPECT_EQ(out.settings.server.threads, 6);
  EXPECT_EQ(out.settings.server.queue, 50) << "no flag says otherwise";
  EXPECT_EQ(out.settings.database.host, "/run/postgresql");
  EXPECT_EQ(out.settings.services, std::vector<std::string>{"placement"});
  EXPECT_EQ(out.settings.log_level, "error");
}

TEST(ConfigFile, IsRefusedWithASettingThatNobodyKnows) {
  ExpectRefused(With({"--config", ConfigFile("thread = 5\n")}), "thread");
  ExpectRefused(With({"--config", ConfigFile("[server]\nthreads = 5\n")}), "server");
  ExpectRefused(With({"--config", ConfigFile("check = true\n")}), "check");
  ExpectRefused(With({"--config", ConfigFile("threads = many\n")}), "threads");
  ExpectRefused(With({"--config", ConfigFile("threads = 0\n")}), "threads");
}

TEST(ConfigFile, MustBeThereWhenItIsNamed) {
  ExpectRefused(With({"--config", ::testing::TempDir() + "gainful_no_such_file.conf"}), "gainful_no_such_file.conf");
  EXPECT_EQ(With({"--config"}).code, 2);
}

TEST(Settings, AreRefusedWhenUnknownOrDoubled) {
  ExpectRefused(With({"--thread=5"}), "--thread");
  ExpectRefused(With({"placement"}), "placement");
  ExpectRefused(With({"--threads=5", "--threads=6"}), "--threads");
}

TEST(Settings, MustNameWhatNothingStartsWithout) {
  ExpectRefused(ReadFrom({"--jwks=a", "--issuer=b"}), "db-host: must be given");
  ExpectRefused(ReadFrom({"--db-host=a", "--issuer=b"}), "jwks: must be given");
  ExpectRefused(ReadFrom({"--db-host=a", "--jwks=b"}), "issuer: must be given");
}

TEST(Settings, AreRefusedByNameWhenTheyMakeNoSense) {
  const std::vector<std::pair<std::string, std::vector<std::string>>> table{
      {"services", {"", "placment", ",", "All", "placement,placement", "all,placement", "placement,all"}},
      {"listen", {"50077", "127.0.0.1", "0.0.0.0:50077", "127.0.0.1:99999", "127.example.org:1"}},
      {"metrics-listen", {"9477", "0.0.0.0:9477"}},
      {"threads", {"0", "257", "-1", "many", "3.5", "99999999999999999999", ""}},
      {"queue", {"0", "100001", "x"}},
      {"max-message-bytes", {"0", "1023", "67108865", "4MiB"}},
      {"drain-seconds", {"-1", "3601", "nan", "-nan", "inf", "soon"}},
      {"log-level", {"", "INFO", "warn", "trace"}},
      {"db-port", {"", "0", "-1", "65536", "postgres", "54 32"}},
      {"db-name", {""}},
      {"db-host", {""}},
      {"db-connections", {"0", "101", "-1", "x"}},
      {"jwks", {""}},
      {"issuer", {""}},
      {"audience", {""}},
      {"leeway-seconds", {"-1", "301", "nan", "inf", "x"}},
      {"claim-subject", {""}},
      {"claim-org", {""}},
      {"claim-roles", {""}},
      {"claim-teams", {""}},
      {"role-name",
       {"", "specialist", "worker=", "=specialist", "worker=boss", "worker=Specialist", "worker=unspecified",
        "a=b=partner"}},
      {"fidelity-wording",
       {"x", "=x", "1=x", "0190a5d2-7c00-7000-8000-000000000001", "0190a5d2-7c00-7000-8000-000000000001="}},
      {"operator-org", {"1", "operator", "0190a5d2-7c00-7000-8000-00000000000"}},
      {"tls-cert", {"/nowhere/cert.pem"}},
      {"tls-client-ca", {"/nowhere/ca.pem"}},
  };
  for (const auto& [setting, values] : table) {
    for (const auto& value : values) {
      // As the last of its name, for those that are given already.
      std::vector<std::string> all{"--" + setting + "=" + value};
      for (const char* needed : {"db-host", "jwks", "issuer"}) {
        if (setting != needed) all.push_back(std::string("--") + needed + "=x");
      }
      SCOPED_TRACE(all[0]);
      ExpectRefused(ReadFrom(all), setting);
    }
  }
  ExpectRefused(With({"--tls-key=/nowhere/key.pem"}), "tls-cert");
}

// What a script writes when a variable of its own is empty.
TEST(Settings, DoNotTakeTheNextFlagForTheirValue) {
  for (const char* setting : {"services", "listen", "tls-cert", "threads", "log-level", "db-name", "db-password-file",
                              "jwks", "issuer", "audience", "claim-org", "role-name", "operator-org"}) {
    const std::string flag = std::string("--") + setting;
    ExpectRefused(With({flag + "=", "--queue=9"}), setting);
    ExpectRefused(With({flag, "--queue=9"}), setting);
    ExpectRefused(With({flag + "="}), setting);
    ExpectRefused(With({flag}), setting);
  }
  ExpectRefused(With({"--config", ConfigFile("db-name =\nqueue = 9\n")}), "db-name");
}

TEST(Settings, TakeTheirLastGoodValues) {
  for (const char* good :
       {"--services=all", "--services=placement", "--services=reporting,placement,caseload,directory", "--threads=1",
        "--threads=256", "--queue=1", "--queue=100000", "--max-message-bytes=1024", "--max-message-bytes=67108864",
        "--drain-seconds=0", "--drain-seconds=3600", "--db-connections=1", "--db-connections=100", "--db-port=1",
        "--db-port=65535", "--leeway-seconds=300", "--log-level=warning",
        "--role-name=an employment worker=specialist"}) {
    SCOPED_TRACE(good);
    ExpectTaken(With({good}));
  }
}

TEST(Help, NamesEverySettingAndEndsTheProgram) {
  const Outcome out = ReadFrom({"--help"});
  EXPECT_EQ(out.code, 0);
  EXPECT_EQ(out.said, "");
  for (
      const char* setting :
      {"--config",      "--check",         "--services",  "--listen",         "--metrics-listen",    "--tls-cert",
       "--tls-key",     "--tls-client-ca", "--threads",   "--queue",          "--max-message-bytes", "--drain-seconds",
       "--log-level",   "--db-host",       "--db-port",   "--db-name",        "--db-password-file",  "--db-connections",
       "--jwks",        "--issuer",        "--audience",  "--leeway-seconds", "--claim-subject",     "--claim-org",
       "--claim-roles", "--claim-teams",   "--role-name", "--operator-org"}) {
    EXPECT_TRUE(absl::StrContains(out.printed, setting)) << setting;
  }
}

// A secret in a flag shows in the list of processes, and in a config file it is copied about.
TEST(Help, OffersNoSecretButByFile) {
  const Outcome out = ReadFrom({"--help"});
  for (const char* flag : {"--password", "--db-password ", "--secret", "--token"}) {
    EXPECT_FALSE(absl::StrContains(out.printed, flag)) << flag;
  }
}

}  // namespace
}  // namespace gainful::gainfuld
