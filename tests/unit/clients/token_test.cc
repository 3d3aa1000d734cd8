#include "gainful/token.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"

namespace gainful::client {
namespace {

using ::testing::HasSubstr;

std::string Jwt(const std::string& claims) { return absl::StrCat("e30.", absl::WebSafeBase64Escape(claims), ".c2ln"); }

std::string PathOf(const std::string& name) { return absl::StrCat(::testing::TempDir(), "/", name); }

void Write(const std::string& path, const std::string& text) { std::ofstream(path, std::ios::trunc) << text; }

TEST(TokenExpiry, IsReadFromTheClaims) {
  EXPECT_EQ(TokenExpiry(Jwt(R"({"sub":"x","exp":1700000000})")), absl::FromUnixSeconds(1700000000));
  EXPECT_EQ(TokenExpiry(Jwt(R"({"exp":1700000000.9})")), absl::FromUnixSeconds(1700000000));
}

TEST(TokenExpiry, IsAbsentWhereThereIsNone) {
  for (const std::string& token : {std::string("opaque"), Jwt("{}"), Jwt(R"({"exp":"soon"})"), Jwt("not json"),
                                   Jwt(R"({"exp":1e99})"), std::string("a.!!.c"), std::string("..")}) {
    EXPECT_EQ(TokenExpiry(token), std::nullopt) << token;
  }
}

TEST(TokenFromFile, FollowsTheFile) {
  const std::string path = PathOf("token_follow");
  Write(path, "first\n");
  const TokenSource source = TokenFromFile(path);
  EXPECT_EQ(source().value(), "first");
  Write(path, "the second\n");
  EXPECT_FALSE(source().ok()) << "two words are no token";
  Write(path, "third-token");
  EXPECT_EQ(source().value(), "third-token");
}

TEST(TokenFromFile, NamesAFileThatIsNotThere) {
  const auto token = TokenFromFile(PathOf("token_missing"))();
  EXPECT_EQ(token.status().code(), absl::StatusCode::kUnauthenticated);
  EXPECT_THAT(std::string(token.status().message()), HasSubstr("token_missing"));
}

TEST(TokenFromCommand, IsKeptUntilShortlyBeforeItEnds) {
  const std::string log = PathOf("token_runs");
  Write(log, "");
  const std::string token = Jwt(R"({"exp":1000})");
  absl::Time now = absl::FromUnixSeconds(900);
  const TokenSource source =
      TokenFromCommand({"sh", "-c", absl::StrCat("echo run >> ", log, "; echo ", token)}, [&] { return now; });
  const auto runs = [&] {
    std::ifstream in(log);
    return std::count(std::istreambuf_iterator<char>(in), {}, '\n');
  };
  EXPECT_EQ(source().value(), token);
  now = absl::FromUnixSeconds(969);
  EXPECT_EQ(source().value(), token);
  EXPECT_EQ(runs(), 1);
  now = absl::FromUnixSeconds(971);
  EXPECT_EQ(source().value(), token);
  EXPECT_EQ(runs(), 2);
}

TEST(TokenFromCommand, SaysHowItFailed) {
  const auto why = [](std::vector<std::string> argv) {
    const auto token = TokenFromCommand(std::move(argv))();
    EXPECT_EQ(token.status().code(), absl::StatusCode::kUnauthenticated);
    return std::string(token.status().message());
  };
  EXPECT_THAT(why({"sh", "-c", "exit 7"}), HasSubstr("exited with 7"));
  EXPECT_THAT(why({"sh", "-c", "kill -9 $$"}), HasSubstr("signal 9"));
  EXPECT_THAT(why({"/nonexistent/issuer"}), HasSubstr("cannot start"));
  EXPECT_THAT(why({"true"}), HasSubstr("no token"));
  EXPECT_THAT(why({"sh", "-c", "yes | head -c 100000"}), HasSubstr("printed too much"));
  EXPECT_THAT(why({}), HasSubstr("no command"));
}

}  // namespace
}  // namespace gainful::client
