// Tokens and keys that change under a running verifier.
#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

#include "tests/unit/common/auth/auth_testing.h"
#include "tests/unit/common/auth/http_server.h"

namespace gainful::auth {
namespace {

KeySetOptions Slow() {  // so that only an unknown kid makes it look
  KeySetOptions options;
  options.refresh = absl::Hours(1);
  options.unknown_key_gap = absl::Hours(1);
  options.unknown_key_wait = absl::Seconds(10);
  return options;
}

class RotationTest : public testing::Test {
 protected:
  RotationTest() { state_->Set(SetOf({Ec().PublicJwk()})); }

  void Open(KeySetOptions options) {
    Open(KeySet::Open(std::make_unique<FakeSource>(state_), std::move(options)).value());
  }
  void Open(std::shared_ptr<KeySet> keys) {
    VerifierSettings settings;
    settings.claims = GoodRules();
    verifier_ = Verifier::Create(settings, std::move(keys)).value();
  }
  absl::StatusOr<std::shared_ptr<const Caller>> Verify(const std::string& token) {
    return verifier_->Verify(token, TestTime());
  }

  const std::shared_ptr<FakeSource::State> state_ = std::make_shared<FakeSource::State>();
  std::unique_ptr<Verifier> verifier_;
  const std::string old_ = Ec().Sign(GoodClaims()).value();
  const std::string new_ = OtherEc().Sign(GoodClaims()).value();
};

TEST_F(RotationTest, AnUnknownKidIsLookedForAtOnce) {
  Open(Slow());
  EXPECT_TRUE(Verify(old_).ok());
  state_->Set(SetOf({Ec().PublicJwk(), OtherEc().PublicJwk()}));
  EXPECT_TRUE(Verify(new_).ok());
  EXPECT_TRUE(Verify(old_).ok());
  EXPECT_EQ(state_->reads, 2);
}

TEST_F(RotationTest, UnknownKidsAreLookedForOnceInAWhile) {
  Open(Slow());
  for (int i = 0; i < 100; ++i) EXPECT_THAT(Verify(new_), IsRefused(Refusal::kKey));
  EXPECT_EQ(state_->reads, 2) << "once at the start and once for all of them";
}

TEST_F(RotationTest, TheyAreLookedForAgainLater) {
  KeySetOptions options = Slow();
  options.unknown_key_gap = absl::Milliseconds(20);
  Open(options);
  EXPECT_THAT(Verify(new_), IsRefused(Refusal::kKey));
  state_->Set(SetOf({OtherEc().PublicJwk()}));
  EXPECT_TRUE(Eventually([&] { return Verify(new_).ok(); }));
}

TEST_F(RotationTest, OnlyAHandfulOfCallsWait) {
  KeySetOptions options = Slow();
  options.unknown_key_wait = absl::Seconds(1);
  Open(options);
  {
    std::lock_guard<std::mutex> lock(state_->mutex);
    state_->delay = absl::Seconds(3);
  }
  std::atomic<int> quick{0};
  std::vector<std::thread> threads;
  threads.reserve(12);
  for (int i = 0; i < 12; ++i) {
    threads.emplace_back([&] {
      const absl::Time start = absl::Now();
      EXPECT_THAT(Verify(new_), IsRefused(Refusal::kKey));
      if (absl::Now() - start < absl::Milliseconds(500)) ++quick;
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_GE(quick, 8);
  EXPECT_TRUE(Verify(old_).ok()) << "known keys never wait";
}

TEST_F(RotationTest, CallsWithTheNewKeyShareOneLook) {
  Open(Slow());
  {
    std::lock_guard<std::mutex> lock(state_->mutex);
    state_->delay = absl::Milliseconds(200);
  }
  state_->Set(SetOf({OtherEc().PublicJwk()}));
  std::vector<std::thread> threads;
  threads.reserve(4);
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] { EXPECT_TRUE(Verify(new_).ok()); });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(state_->reads, 2);
}

TEST_F(RotationTest, AKeyThatIsGoneTakesItsCachedTokensAlong) {
  Open(Slow());
  EXPECT_TRUE(Verify(old_).ok());
  EXPECT_TRUE(Verify(old_).ok());
  state_->Set(SetOf({OtherEc().PublicJwk()}));
  EXPECT_TRUE(Verify(old_).ok()) << "nobody has looked yet";
  EXPECT_TRUE(Verify(new_).ok());
  EXPECT_THAT(Verify(old_), IsRefused(Refusal::kKey));
}

TEST_F(RotationTest, AnotherKeyUnderTheSameKidIsAnotherKey) {
  KeySetOptions options = Slow();
  options.refresh = absl::Milliseconds(5);
  Open(options);
  EXPECT_TRUE(Verify(old_).ok());
  nlohmann::json impostor = OtherEc().PublicJwk();
  impostor["kid"] = "ec-1";
  state_->Set(SetOf({impostor}));
  EXPECT_TRUE(Eventually([&] { return !Verify(old_).ok(); }));
  EXPECT_THAT(Verify(old_), IsRefused(Refusal::kSignature));
}

TEST_F(RotationTest, AFailedLookChangesNothing) {
  Open(Slow());
  EXPECT_TRUE(Verify(old_).ok());
  state_->Set(absl::UnavailableError("the issuer is down"));
  EXPECT_THAT(Verify(new_), IsRefused(Refusal::kKey));
  EXPECT_TRUE(Verify(old_).ok());
}

TEST_F(RotationTest, ByFile) {
  const std::string directory = NewDirectory();
  const std::string path = directory + "/jwks.json";
  std::ofstream(path) << SetOf({Ec().PublicJwk()});
  Open(KeySet::Open(path, Slow()).value());
  EXPECT_TRUE(Verify(old_).ok());
  std::ofstream(path + ".new") << SetOf({OtherEc().PublicJwk()});
  std::filesystem::rename(path + ".new", path);
  EXPECT_TRUE(Verify(new_).ok());
  EXPECT_THAT(Verify(old_), IsRefused(Refusal::kKey));
  std::filesystem::remove_all(directory);
}

TEST_F(RotationTest, ByUrl) {
  HttpServer server;
  server.Answer(SetOf({Ec().PublicJwk()}));
  Open(KeySet::Open(server.Url(), Slow()).value());
  EXPECT_TRUE(Verify(old_).ok());
  server.Answer(SetOf({OtherEc().PublicJwk()}));
  EXPECT_TRUE(Verify(new_).ok());
  EXPECT_THAT(Verify(old_), IsRefused(Refusal::kKey));
  EXPECT_EQ(server.requests(), 2);
}

// Many threads while keys come and go: a token whose key is always there is never refused, and one is never taken for another.
TEST_F(RotationTest, UnderLoad) {
  KeySetOptions options;
  options.refresh = absl::Milliseconds(1);
  options.unknown_key_gap = absl::Milliseconds(5);
  options.unknown_key_wait = absl::Milliseconds(50);
  state_->Set(SetOf({Rsa().PublicJwk(), Ec().PublicJwk()}));
  Open(options);
  nlohmann::json claims = GoodClaims();
  claims["sub"] = "always";
  const std::string always = Rsa().Sign(claims).value();
  std::atomic<bool> stop{false};
  std::atomic<int> calls{0};
  std::vector<std::thread> threads;
  threads.reserve(6);
  for (int i = 0; i < 6; ++i) {
    threads.emplace_back([&, i] {
      while (!stop) {
        const auto steady = Verify(always);
        ASSERT_TRUE(steady.ok()) << steady.status();
        ASSERT_EQ((*steady)->subject, "always");
        const auto other = Verify(i % 2 == 0 ? old_ : new_);
        if (other.ok()) {
          ASSERT_EQ((*other)->subject, "ann@example.org");
        } else {
          ASSERT_THAT(other, IsRefused(Refusal::kKey));
        }
        ++calls;
      }
    });
  }
  for (int round = 0; round < 100; ++round) {
    state_->Set(SetOf({Rsa().PublicJwk(), (round % 2 == 0 ? OtherEc() : Ec()).PublicJwk()}));
    absl::SleepFor(absl::Milliseconds(3));
  }
  stop = true;
  for (auto& thread : threads) thread.join();
  EXPECT_GT(calls, 0);
}

}  // namespace
}  // namespace gainful::auth
