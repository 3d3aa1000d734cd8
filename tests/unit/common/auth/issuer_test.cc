// The program gainful-issuer, run as the tools run it.
#include <sys/stat.h>
#include <sys/wait.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "services/common/auth/strict.h"
#include "tests/unit/common/auth/auth_testing.h"

namespace gainful::auth {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;

struct Outcome {
  int code;
  std::string output;  // both streams
};

class IssuerTest : public testing::Test {
 protected:
  ~IssuerTest() override { std::filesystem::remove_all(home_); }

  // `arguments` go through a shell.
  Outcome Run(const std::string& command, const std::string& arguments = "") const {
    const std::string line = absl::StrCat(GAINFUL_ISSUER, " ", command, " --home ", home_, " ", arguments, " 2>&1");
    FILE* pipe = popen(line.c_str(), "r");
    Outcome outcome{-1, ""};
    char buffer[4096];
    size_t n;
    while ((n = fread(buffer, 1, sizeof(buffer), pipe)) > 0) outcome.output.append(buffer, n);
    const int status = pclose(pipe);
    if (WIFEXITED(status)) outcome.code = WEXITSTATUS(status);
    return outcome;
  }
  std::string Text(const std::string& file) const {
    std::ifstream in(home_ + "/" + file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
  }
  json Parsed(const std::string& file) const { return ParseObject(Text(file)).value_or(json()); }
  timespec Modified(const std::string& file) const {
    struct stat s {};
    stat((home_ + "/" + file).c_str(), &s);
    return s.st_mtim;
  }
  mode_t Mode(const std::string& file) const {
    struct stat s {};
    return stat((home_ + "/" + file).c_str(), &s) == 0 ? s.st_mode & 07777 : 0;
  }
  Outcome AddManager() const {
    return Run("profile", absl::StrCat("manager --role manager,specialist --org ", kOrg, " --sub mary --team ", kTeam,
                                       " --team ", kOtherTeam));
  }
  std::string Token() const {
    const Outcome outcome = Run("token", "--profile manager");
    EXPECT_EQ(outcome.code, 0) << outcome.output;
    return std::string(absl::StripSuffix(outcome.output, "\n"));
  }
  std::unique_ptr<Verifier> MakeVerifier() const {
    VerifierSettings settings;
    settings.claims.issuer = "gainful-local";
    settings.claims.audience = "gainful";
    return Verifier::Create(settings, KeySet::Open(home_ + "/issuer/jwks.json").value()).value();
  }

  const std::string home_ = NewDirectory();
};

TEST_F(IssuerTest, ItsTokensAreTaken) {
  for (const char* alg : {"ES256", "RS256"}) {
    std::filesystem::remove_all(home_ + "/issuer");
    ASSERT_EQ(Run("init", absl::StrCat("--alg ", alg)).code, 0);
    ASSERT_EQ(AddManager().code, 0);
    const std::string token = Token();
    const auto caller = MakeVerifier()->Verify(token, absl::Now());
    ASSERT_TRUE(caller.ok()) << caller.status();
    EXPECT_EQ((*caller)->subject, "mary");
    EXPECT_EQ((*caller)->org.ToString(), kOrg);
    EXPECT_EQ((*caller)->teams.size(), 2u);
    EXPECT_THAT((*caller)->roles, ElementsAre(gainful::type::v1::ROLE_SPECIALIST, gainful::type::v1::ROLE_MANAGER));
    const json header = ParseObject(Split(token)->header).value();
    EXPECT_EQ(header["alg"], alg);
    EXPECT_EQ(header["kid"], Parsed("issuer/jwks.json")["keys"][0]["kid"]);
    const json claims = ParseObject(Split(token)->claims).value();
    EXPECT_EQ(claims["exp"].get<int64_t>() - claims["iat"].get<int64_t>(), 15 * 60);
    EXPECT_TRUE(claims["jti"].is_string());
    EXPECT_NE(ParseObject(Split(Token())->claims).value()["jti"], claims["jti"]);
  }
}

TEST_F(IssuerTest, InitTwiceChangesNothing) {
  ASSERT_EQ(Run("init", "--address 127.0.0.1:4000").code, 0);
  ASSERT_EQ(AddManager().code, 0);
  EXPECT_EQ(Mode("issuer/key.json"), 0600u);
  EXPECT_EQ(Mode("issuer/jwks.json"), 0644u);
  const std::string key = Text("issuer/key.json"), jwks = Text("issuer/jwks.json"), profiles = Text("profiles.json");
  const timespec before = Modified("profiles.json");
  ASSERT_EQ(Run("init").code, 0);
  ASSERT_EQ(AddManager().code, 0);
  EXPECT_EQ(Text("issuer/key.json"), key);
  EXPECT_EQ(Text("issuer/jwks.json"), jwks);
  EXPECT_EQ(Text("profiles.json"), profiles);
  EXPECT_EQ(Modified("profiles.json").tv_nsec, before.tv_nsec) << "not even written again";
  EXPECT_FALSE(Parsed("issuer/jwks.json")["keys"][0].contains("d"));
}

TEST_F(IssuerTest, ProfilesSayHowToGetAToken) {
  ASSERT_EQ(Run("init").code, 0);
  ASSERT_EQ(AddManager().code, 0);
  ASSERT_EQ(Run("profile", absl::StrCat("audit --role auditor --org ", kOrg, " --sub 'Ann O''Neil'")).code, 0);
  json file = Parsed("profiles.json");
  EXPECT_EQ(file["default"], "manager");
  EXPECT_EQ(file["address"], "127.0.0.1:50077");
  EXPECT_EQ(file["profiles"].size(), 2u);
  const json command = file["profiles"]["manager"]["token_command"];
  ASSERT_EQ(command.size(), 6u);
  EXPECT_EQ(command[0].get<std::string>().front(), '/');
  EXPECT_EQ(command[3], std::filesystem::canonical(home_).string());
  EXPECT_EQ(file["profiles"]["manager"]["claims"]["roles"], json({"manager", "specialist"}));
  ASSERT_EQ(Run("profile", absl::StrCat("audit --role partner --org ", kOrg, " --sub x")).code, 0);
  ASSERT_EQ(Run("address", "localhost:1").code, 0);
  file = Parsed("profiles.json");
  EXPECT_EQ(file["profiles"].size(), 2u);
  EXPECT_EQ(file["profiles"]["audit"]["claims"]["roles"], json({"partner"}));
  EXPECT_EQ(file["address"], "localhost:1");
}

TEST_F(IssuerTest, RotationKeepsOldTokensUntilTheyAreForgotten) {
  ASSERT_EQ(Run("init").code, 0);
  ASSERT_EQ(AddManager().code, 0);
  const std::string old = Token();
  const json old_kid = Parsed("issuer/jwks.json")["keys"][0]["kid"];
  ASSERT_EQ(Run("rotate", "--alg RS256").code, 0);
  json keys = Parsed("issuer/jwks.json")["keys"];
  ASSERT_EQ(keys.size(), 2u);
  EXPECT_EQ(keys[0]["kty"], "RSA");
  EXPECT_EQ(keys[1]["kid"], old_kid);
  EXPECT_EQ(Mode("issuer/key.json"), 0600u);
  const auto verifier = MakeVerifier();
  EXPECT_TRUE(verifier->Verify(old, absl::Now()).ok());
  EXPECT_TRUE(verifier->Verify(Token(), absl::Now()).ok());
  ASSERT_EQ(Run("rotate", "--forget --alg ES256").code, 0);
  EXPECT_EQ(Parsed("issuer/jwks.json")["keys"].size(), 1u);
  EXPECT_TRUE(Eventually([&] { return !verifier->Verify(old, absl::Now()).ok(); }));
  for (int i = 0; i < 6; ++i) ASSERT_EQ(Run("rotate").code, 0);
  EXPECT_EQ(Parsed("issuer/jwks.json")["keys"].size(), 4u) << "old keys do not pile up";
}

TEST_F(IssuerTest, RefusesWrongUse) {
  ASSERT_EQ(Run("init").code, 0);
  const std::string good = absl::StrCat(" --role manager --org ", kOrg, " --sub a ");
  for (const auto& [command, arguments, wanted] : std::vector<std::tuple<std::string, std::string, std::string>>{
           {"init", "--alg HS256", "HS256"},
           {"init", "--address nowhere", "HOST:PORT"},
           {"address", "a:0", "HOST:PORT"},
           {"address", ":80", "HOST:PORT"},
           {"address", "a:65536", "HOST:PORT"},
           {"address", "", "address"},
           {"profile", "", "name"},
           {"profile", "'Big Boss'" + good, "name"},
           {"profile", "../../x" + good, "name"},
           {"profile", "p --role root --org x --sub a", "no role"},
           {"profile", "p --role manager --org x --sub a", "--org"},
           {"profile", absl::StrCat("p --role manager --org ", kOrg, " --sub ''"), "--sub"},
           {"profile", absl::StrCat("p --role manager --org ", kOrg, " --sub \"$(printf '\\377')\""), "--sub"},
           {"profile", "p" + good + "--team north", "--team"},
           {"token", "--profile manager --ttl 0s", "--ttl"},
           {"token", "--profile manager --ttl 25h", "--ttl"},
           {"token", "--profile manager --ttl soon", "--ttl"},
           {"token", "", "--profile"},
           {"dance", "", ""}}) {
    const Outcome outcome = Run(command, arguments);
    EXPECT_EQ(outcome.code, 2) << command << " " << arguments << ": " << outcome.output;
    EXPECT_THAT(outcome.output, HasSubstr(wanted)) << command << " " << arguments;
    EXPECT_EQ(std::count(outcome.output.begin(), outcome.output.end(), '\n'), 1) << outcome.output;
    EXPECT_TRUE(absl::StartsWith(outcome.output, "gainful-issuer: ")) << outcome.output;
  }
}

TEST_F(IssuerTest, SaysWhatIsMissingOrBroken) {
  const auto expect = [&](const std::string& command, const std::string& arguments, const std::string& wanted) {
    const Outcome outcome = Run(command, arguments);
    EXPECT_EQ(outcome.code, 1) << command << " " << arguments << ": " << outcome.output;
    EXPECT_THAT(outcome.output, HasSubstr(wanted));
    EXPECT_EQ(std::count(outcome.output.begin(), outcome.output.end(), '\n'), 1) << outcome.output;
  };
  expect("token", "--profile manager", "run gainful-issuer init first");
  expect("rotate", "", "run gainful-issuer init first");
  expect("address", "a:1", "run gainful-issuer init first");
  ASSERT_EQ(Run("init", "--alg ES256").code, 0);
  expect("token", "--profile manager", "no profile \"manager\"");
  expect("init", "--alg RS256", "rotate --alg RS256");
  std::filesystem::permissions(home_ + "/issuer/key.json", std::filesystem::perms(0640));
  expect("token", "--profile manager", "chmod 600");
  std::filesystem::permissions(home_ + "/issuer/key.json", std::filesystem::perms(0600));
  std::ofstream(home_ + "/profiles.json") << "{";
  expect("token", "--profile manager", "remove it and run init again");
  std::ofstream(home_ + "/issuer/key.json") << "{}";
  expect("token", "--profile manager", "holds no private key");
  EXPECT_EQ(Run("init").code, 1) << "a broken key is not quietly replaced";
}

TEST_F(IssuerTest, ProfilesPutAtTheSameTimeAreAllThere) {
  ASSERT_EQ(Run("init").code, 0);
  std::vector<std::thread> threads;
  threads.reserve(8);
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      const Outcome outcome = Run("profile", absl::StrCat("p", i, " --role manager --org ", kOrg, " --sub a"));
      EXPECT_EQ(outcome.code, 0) << outcome.output;
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(Parsed("profiles.json")["profiles"].size(), 8u);
}

}  // namespace
}  // namespace gainful::auth
