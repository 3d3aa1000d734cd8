#include "services/common/auth/key_set.h"

#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <vector>

#include "tests/unit/common/auth/auth_testing.h"
#include "tests/unit/common/auth/http_server.h"

namespace gainful::auth {
namespace {

using testing::HasSubstr;

class KeySetTest : public testing::Test {
 protected:
  KeySetTest() : directory_(NewDirectory()), path_(directory_ + "/jwks.json") {}
  ~KeySetTest() override { std::filesystem::remove_all(directory_); }

  // As the issuer does: a file beside it, then a rename.
  void Replace(const std::string& text) const {
    std::ofstream(path_ + ".new", std::ios::binary) << text;
    std::filesystem::rename(path_ + ".new", path_);
  }
  void Overwrite(const std::string& text) const { std::ofstream(path_, std::ios::binary | std::ios::trunc) << text; }

  // Looks often; keeps what is reported.
  KeySetOptions Quick() {
    KeySetOptions options;
    options.refresh = absl::Milliseconds(10);
    options.retry = absl::Milliseconds(10);
    options.report = [this](const absl::Status& status) {
      std::lock_guard<std::mutex> lock(mutex_);
      reports_.push_back(status);
    };
    return options;
  }
  std::vector<absl::Status> reports() {
    std::lock_guard<std::mutex> lock(mutex_);
    return reports_;
  }

  const std::string directory_, path_;

 private:
  std::mutex mutex_;
  std::vector<absl::Status> reports_;
};

bool Has(const KeySet& set, const std::string& kid) { return set.Current()->Find(kid) != nullptr; }

TEST_F(KeySetTest, FollowsAFile) {
  Replace(SetOf({Ec().PublicJwk()}));
  const auto set = KeySet::Open(path_, Quick());
  ASSERT_TRUE(set.ok()) << set.status();
  EXPECT_TRUE(Has(**set, "ec-1"));
  const auto before = (*set)->Current();
  Replace(SetOf({OtherEc().PublicJwk()}));
  EXPECT_TRUE(Eventually([&] { return Has(**set, "ec-2"); }));
  EXPECT_FALSE(Has(**set, "ec-1"));
  EXPECT_NE((*set)->Current()->generation, before->generation);
  EXPECT_NE(before->Find("ec-1"), nullptr) << "whoever took the keys before keeps what they took";
  Overwrite(SetOf({Ec().PublicJwk(), OtherEc().PublicJwk()}));
  EXPECT_TRUE(Eventually([&] { return Has(**set, "ec-1") && Has(**set, "ec-2"); }));
}

TEST_F(KeySetTest, TheSameKeysAreNoChange) {
  Replace(SetOf({Ec().PublicJwk(), Rsa().PublicJwk()}));
  const auto set = KeySet::Open(path_, Quick()).value();
  const auto before = set->Current();
  Replace(JwksOf({Rsa().PublicJwk(), Ec().PublicJwk()}).dump(4));
  absl::SleepFor(absl::Milliseconds(100));
  EXPECT_EQ(set->Current(), before);
}

TEST_F(KeySetTest, ABadFileKeepsTheKeysAndIsReportedOnce) {
  Replace(SetOf({Ec().PublicJwk()}));
  const auto set = KeySet::Open(path_, Quick()).value();
  Overwrite("{\"keys\": [");
  ASSERT_TRUE(Eventually([&] { return !reports().empty(); }));
  EXPECT_TRUE(absl::IsInvalidArgument(reports()[0]));
  std::filesystem::remove(path_);
  ASSERT_TRUE(Eventually([&] { return reports().back().message().find("No such file") != absl::string_view::npos; }));
  const size_t count = reports().size();
  absl::SleepFor(absl::Milliseconds(100));
  EXPECT_EQ(reports().size(), count) << "the same trouble is told once";
  EXPECT_TRUE(Has(*set, "ec-1"));
  Replace(SetOf({OtherEc().PublicJwk()}));
  EXPECT_TRUE(Eventually([&] { return reports().back().ok(); }));
  EXPECT_TRUE(Has(*set, "ec-2"));
}

TEST_F(KeySetTest, AnEmptySetIsBelieved) {
  Replace(SetOf({Ec().PublicJwk()}));
  const auto set = KeySet::Open(path_, Quick()).value();
  Replace("{\"keys\":[]}");
  EXPECT_TRUE(Eventually([&] { return !Has(*set, "ec-1"); }));
}

TEST_F(KeySetTest, TellsWhichKeysAreLeftOut) {
  Replace(SetOf({Ec().PublicJwk(), {{"kty", "oct"}, {"kid", "s"}, {"k", "AA"}}}));
  const auto set = KeySet::Open(path_, Quick()).value();
  ASSERT_EQ(reports().size(), 1u);
  EXPECT_THAT(std::string(reports()[0].message()), HasSubstr("key 2: a symmetric key"));
}

TEST_F(KeySetTest, DoesNotOpenWithoutAKey) {
  EXPECT_THAT(std::string(KeySet::Open(path_).status().message()), HasSubstr("No such file"));
  EXPECT_FALSE(KeySet::Open(directory_).ok());
  Replace("{\"keys\":[]}");
  EXPECT_THAT(std::string(KeySet::Open(path_).status().message()), HasSubstr("holds no key"));
  Replace(SetOf({{{"kty", "oct"}, {"kid", "s"}, {"k", "AA"}}}));
  EXPECT_THAT(std::string(KeySet::Open(path_).status().message()), HasSubstr("symmetric"));
  Replace("hello");
  EXPECT_TRUE(absl::IsInvalidArgument(KeySet::Open(path_).status()));
  Replace(SetOf({Ec().PublicJwk()}) + std::string(kMaxKeySet, ' '));
  EXPECT_THAT(std::string(KeySet::Open(path_).status().message()), HasSubstr("256 KiB"));
}

TEST_F(KeySetTest, APipeDoesNotHoldItUp) {
  ASSERT_EQ(system(("mkfifo " + path_).c_str()), 0);
  EXPECT_FALSE(KeySet::Open(path_).ok());
}

TEST(KeySource, TakesOnlySafePlaces) {
  for (const char* place :
       {"http://issuer.example/jwks", "http://127.0.0.1.example/jwks", "http://128.0.0.1/jwks", "ftp://127.0.0.1/k",
        "file:///etc/passwd", "https://user:secret@issuer.example/jwks", "http://localhost@evil.example/", "https://",
        "://", "gopher://127.0.0.1/", "http://[::2]/k", "http://localhost.evil.example/", ""}) {
    const auto source = MakeKeySource(place);
    EXPECT_TRUE(absl::IsInvalidArgument(source.status())) << place;
    EXPECT_EQ(source.status().message().find("secret"), absl::string_view::npos);
  }
  for (const char* place : {"https://issuer.example/jwks", "HTTPS://issuer.example", "http://127.0.0.1:8080/k",
                            "http://127.9.8.7/k", "http://[::1]:80/k", "http://localhost/k", "some/path.json"}) {
    EXPECT_TRUE(MakeKeySource(place).ok()) << place;
  }
}

TEST_F(KeySetTest, FollowsAUrl) {
  HttpServer server;
  server.Answer(SetOf({Ec().PublicJwk()}));
  const auto set = KeySet::Open(server.Url(), Quick());
  ASSERT_TRUE(set.ok()) << set.status();
  EXPECT_TRUE(Has(**set, "ec-1"));
  server.Answer(SetOf({Rsa().PublicJwk()}));
  EXPECT_TRUE(Eventually([&] { return Has(**set, "rsa-1"); }));
  server.AnswerStatus("503 Service Unavailable");
  EXPECT_TRUE(Eventually([&] { return !reports().empty(); }));
  EXPECT_THAT(std::string(reports()[0].message()), HasSubstr("503"));
  EXPECT_TRUE(Has(**set, "rsa-1"));
  server.Answer(SetOf({Ec().PublicJwk()}));
  EXPECT_TRUE(Eventually([&] { return Has(**set, "ec-1"); }));
  EXPECT_TRUE(Eventually([&] { return reports().back().ok(); }));
}

TEST_F(KeySetTest, RefusesAnswersThatAreNoKeySet) {
  HttpServer server, other;
  other.Answer(SetOf({Ec().PublicJwk()}));
  const auto why = [&] { return std::string(KeySet::Open(server.Url()).status().message()); };
  server.AnswerStatus("404 Not Found");
  EXPECT_THAT(why(), HasSubstr("404"));
  server.AnswerStatus("302 Found", "Location: " + other.Url() + "\r\n");
  EXPECT_THAT(why(), HasSubstr("redirects"));
  EXPECT_EQ(other.requests(), 0);
  server.AnswerStatus("204 No Content");
  EXPECT_THAT(why(), HasSubstr("204"));
  server.Answer("<html>please log in</html>");
  EXPECT_THAT(why(), HasSubstr("not one JSON object"));
  server.Answer(SetOf({Ec().PublicJwk()}) + std::string(kMaxKeySet, ' '));
  EXPECT_THAT(why(), HasSubstr("256 KiB"));
  server.AnswerRaw("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + std::string(2 * kMaxKeySet, ' '));
  EXPECT_THAT(why(), HasSubstr("256 KiB")) << "no length told in advance";
  server.AnswerRaw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{}");
  EXPECT_FALSE(why().empty()) << "cut short";
  server.AnswerRaw("nonsense");
  EXPECT_FALSE(why().empty());
  server.AnswerRaw("");
  EXPECT_FALSE(why().empty());
}

TEST_F(KeySetTest, TrustsOnlyTheAuthoritiesItIsGiven) {
  HttpServer server("IP:127.0.0.1"), other("IP:127.0.0.1");
  server.Answer(SetOf({Ec().PublicJwk()}));
  KeySetOptions options;
  Overwrite(server.certificate());
  options.source.ca_file = path_;
  const auto set = KeySet::Open(server.Url(), options);
  EXPECT_TRUE(set.ok()) << set.status();
  EXPECT_FALSE(KeySet::Open(server.Url()).ok()) << "no authority of this system has signed it";
  Overwrite(other.certificate());
  EXPECT_FALSE(KeySet::Open(server.Url(), options).ok());
  options.source.ca_file = path_ + ".missing";
  EXPECT_FALSE(KeySet::Open(server.Url(), options).ok());
  EXPECT_EQ(server.requests(), 1) << "the others hung up before they asked";
}

TEST_F(KeySetTest, ACertificateMustBeForTheHost) {
  HttpServer server("DNS:issuer.example");
  server.Answer(SetOf({Ec().PublicJwk()}));
  KeySetOptions options;
  Overwrite(server.certificate());
  options.source.ca_file = path_;
  EXPECT_FALSE(KeySet::Open(server.Url(), options).ok());
  EXPECT_EQ(server.requests(), 0);
}

TEST_F(KeySetTest, DoesNotWaitForeverForAnAnswer) {
  HttpServer server;
  server.Hang(true);
  KeySetOptions options;
  options.source.timeout = absl::Milliseconds(200);
  const absl::Time start = absl::Now();
  EXPECT_TRUE(absl::IsUnavailable(KeySet::Open(server.Url(), options).status()));
  EXPECT_LT(absl::Now() - start, absl::Seconds(5));
}

TEST_F(KeySetTest, EndsWhileARequestHangs) {
  HttpServer server;
  server.Answer(SetOf({Ec().PublicJwk()}));
  KeySetOptions options = Quick();
  options.source.timeout = absl::Seconds(60);
  auto set = KeySet::Open(server.Url(), options).value();
  server.Hang(true);
  const int before = server.requests();
  ASSERT_TRUE(Eventually([&] { return server.requests() > before; }));
  const absl::Time start = absl::Now();
  set.reset();
  EXPECT_LT(absl::Now() - start, absl::Seconds(10));
  EXPECT_TRUE(reports().empty()) << "stopping is no failure";
}

}  // namespace
}  // namespace gainful::auth
