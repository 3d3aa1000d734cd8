#include "clients/cli/profile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

namespace gainful::cli {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

constexpr char kProfiles[] = R"({
  "default": "manager", "address": "127.0.0.1:50077", "tls_ca": "ca.pem",
  "profiles": {
    "manager": {"token_command": ["echo", "manager-token"]},
    "partner": {"token_file": "partner.token", "address": "127.0.0.1:9"},
    "empty": {},
    "odd": {"token_command": ["echo", 7]}
  }})";

class Profiles : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = ::testing::TempDir() + "/profilesXXXXXX";
    root_ = mkdtemp(pattern.data());
    fs::create_directories(root_ / ".gainful");
    fs::create_directories(root_ / "deep" / "below");
    file_ = root_ / ".gainful" / "profiles.json";
    Write(kProfiles);
    std::ofstream(root_ / ".gainful" / "partner.token") << "partner-token\n";
  }
  void TearDown() override { fs::remove_all(root_); }

  void Write(const std::string& text) { std::ofstream(file_, std::ios::trunc) << text; }

  absl::StatusOr<client::Options> Options(const Connection& connection, const char* home = nullptr) {
    return OptionsFor(connection, {home, (root_ / "deep" / "below").string()});
  }
  std::string Why(const Connection& connection) { return std::string(Options(connection).status().message()); }

  fs::path root_;
  fs::path file_;
};

TEST_F(Profiles, AreFoundAboveAndHaveADefault) {
  const auto options = Options({});
  ASSERT_TRUE(options.ok()) << options.status();
  EXPECT_EQ(options->address, "127.0.0.1:50077");
  EXPECT_EQ(options->token().value(), "manager-token");
  ASSERT_TRUE(options->tls.has_value());
  EXPECT_EQ(options->tls->ca, (root_ / ".gainful" / "ca.pem").string());
}

TEST_F(Profiles, OneIsPickedByName) {
  Connection connection;
  connection.profile = "partner";
  const auto options = Options(connection);
  ASSERT_TRUE(options.ok()) << options.status();
  EXPECT_EQ(options->address, "127.0.0.1:9");
  EXPECT_EQ(options->token().value(), "partner-token");
}

TEST_F(Profiles, TheCommandLineStandsBeforeTheFile) {
  Connection connection;
  connection.address = "127.0.0.1:1";
  connection.token_file = (root_ / ".gainful" / "partner.token").string();
  connection.timeout = "1500ms";
  const auto options = Options(connection);
  ASSERT_TRUE(options.ok()) << options.status();
  EXPECT_EQ(options->address, "127.0.0.1:1");
  EXPECT_EQ(options->token().value(), "partner-token");
  EXPECT_EQ(options->timeout, absl::Milliseconds(1500));
}

TEST_F(Profiles, TheHomeStandsBeforeTheSearch) {
  const fs::path home = root_ / "home";
  fs::create_directories(home);
  std::ofstream(home / "profiles.json")
      << R"({"address": "127.0.0.1:7", "profiles": {"only": {"token_command": ["echo", "t"]}}})";
  Connection connection;
  connection.profile = "only";
  EXPECT_EQ(Options(connection, home.c_str())->address, "127.0.0.1:7");
}

TEST_F(Profiles, SayWhatIsWrong) {
  EXPECT_THAT(Why([] {
                Connection c;
                c.profile = "nobody";
                return c;
              }()),
              HasSubstr("no profile nobody; there are empty, manager, odd, partner"));
  EXPECT_THAT(Why([] {
                Connection c;
                c.profile = "empty";
                return c;
              }()),
              HasSubstr("neither token_command nor token_file"));
  EXPECT_THAT(Why([] {
                Connection c;
                c.profile = "odd";
                return c;
              }()),
              HasSubstr("list of texts"));
  for (const char* bad : {"0s", "-1s", "soon", "3 parsecs", "1000h", "1.2.3", "."}) {
    EXPECT_THAT(Why([&] {
                  Connection c;
                  c.timeout = bad;
                  return c;
                }()),
                HasSubstr("--timeout"))
        << bad;
  }
  Write("{");
  EXPECT_THAT(Why({}), HasSubstr("is not a JSON object"));
  Write(R"({"profiles": {"a": {"token_command": ["echo", "t"]}}})");
  EXPECT_THAT(Why({}), HasSubstr("say as whom"));
  EXPECT_THAT(Why([] {
                Connection c;
                c.profile = "a";
                return c;
              }()),
              HasSubstr("no server is named"));
}

TEST_F(Profiles, SecondsNeedNoUnit) {
  Connection connection;
  connection.timeout = "2.5";
  EXPECT_EQ(Options(connection)->timeout, absl::Milliseconds(2500));
}

TEST_F(Profiles, AFileThatEverybodyMayWriteIsNotTrustedUnlessNamed) {
  chmod(file_.c_str(), 0666);
  EXPECT_THAT(Why({}), HasSubstr("its commands are not run"));
  EXPECT_TRUE(Options({}, file_.parent_path().c_str()).ok());
}

TEST(ProfilesAbsent, NeedAnAddress) {
  const Surroundings nowhere{"/nonexistent", "/"};
  EXPECT_THAT(std::string(OptionsFor({}, nowhere).status().message()), HasSubstr("--address"));
  Connection connection;
  connection.address = "127.0.0.1:1";
  EXPECT_TRUE(OptionsFor(connection, nowhere).ok());
  connection.profile = "manager";
  EXPECT_THAT(std::string(OptionsFor(connection, nowhere).status().message()), HasSubstr("--as manager"));
}

}  // namespace
}  // namespace gainful::cli
