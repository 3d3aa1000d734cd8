// What the tests of common/auth share: keys, claims that pass, and a key source that a test fills by hand.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "services/common/auth/key_set.h"
#include "services/common/auth/refusal.h"
#include "services/common/auth/signer.h"
#include "services/common/auth/verifier.h"

namespace gainful::auth {

constexpr char kOrg[] = "0190a5d2-7c00-7000-8000-00000000000a";
constexpr char kTeam[] = "0190a5d2-7c00-7000-8000-0000000000b1";
constexpr char kOtherTeam[] = "0190a5d2-7c00-7000-8000-0000000000b2";
inline absl::Time TestTime() { return absl::FromUnixSeconds(1750000000); }
inline int64_t Seconds(absl::Duration from_test_time) { return absl::ToUnixSeconds(TestTime() + from_test_time); }

// Made once for all tests: an RSA key takes a while.
inline const Signer& Rsa() {
  static const auto* key = new Signer(Signer::Generate(Alg::kRs256, "rsa-1").value());
  return *key;
}
inline const Signer& Ec() {
  static const auto* key = new Signer(Signer::Generate(Alg::kEs256, "ec-1").value());
  return *key;
}
inline const Signer& OtherEc() {
  static const auto* key = new Signer(Signer::Generate(Alg::kEs256, "ec-2").value());
  return *key;
}

inline nlohmann::json GoodClaims() {
  return {{"iss", "https://issuer.example"},   {"aud", "gainful"},
          {"sub", "ann@example.org"},          {"org", kOrg},
          {"roles", {"specialist"}},           {"teams", {kTeam}},
          {"iat", Seconds(-absl::Minutes(1))}, {"exp", Seconds(absl::Minutes(15))}};
}

inline ClaimRules GoodRules() {
  ClaimRules rules;
  rules.issuer = "https://issuer.example";
  rules.audience = "gainful";
  return rules;
}

inline std::string SetOf(const std::vector<nlohmann::json>& jwks) { return JwksOf(jwks).dump(); }

// Answers with what the test last put in.
class FakeSource final : public KeySource {
 public:
  struct State {
    std::mutex mutex;
    absl::StatusOr<std::string> text;
    std::atomic<int> reads{0};
    std::atomic<bool> cancelled{false};
    absl::Duration delay;
    void Set(absl::StatusOr<std::string> to) {
      std::lock_guard<std::mutex> lock(mutex);
      text = std::move(to);
    }
  };
  explicit FakeSource(std::shared_ptr<State> state) : state_(std::move(state)) {}
  absl::StatusOr<std::optional<std::string>> Read() override {
    ++state_->reads;
    absl::Duration delay;
    {
      std::lock_guard<std::mutex> lock(state_->mutex);
      delay = state_->delay;
    }
    for (absl::Duration slept; slept < delay && !state_->cancelled; slept += absl::Milliseconds(5)) {
      absl::SleepFor(absl::Milliseconds(5));
    }
    std::lock_guard<std::mutex> lock(state_->mutex);
    if (!state_->text.ok()) return state_->text.status();
    return std::optional<std::string>(*state_->text);
  }
  void Cancel() override { state_->cancelled = true; }
  bool IsCheap() const override { return false; }

 private:
  const std::shared_ptr<State> state_;
};

// A key set that holds these keys for good.
inline std::shared_ptr<KeySet> FixedKeys(const std::vector<nlohmann::json>& jwks, KeySetOptions options = {}) {
  auto state = std::make_shared<FakeSource::State>();
  state->Set(SetOf(jwks));
  return KeySet::Open(std::make_unique<FakeSource>(state), std::move(options)).value();
}

// A new directory of its own. Whoever asks for it removes it.
inline std::string NewDirectory() {
  std::string name = testing::TempDir() + "gainful-XXXXXX";
  return mkdtemp(&name[0]) == nullptr ? "" : name;
}

// Whether `condition` comes true within ten seconds.
template <class Condition>
bool Eventually(Condition condition) {
  const absl::Time end = absl::Now() + absl::Seconds(10);
  while (!condition()) {
    if (absl::Now() > end) return false;
    absl::SleepFor(absl::Milliseconds(5));
  }
  return true;
}

MATCHER_P(IsRefused, why, std::string("is refused: ") + std::string(Sentence(why))) {
  const absl::Status& status = arg.status();
  *result_listener << status.ToString();
  return absl::IsUnauthenticated(status) && status.message() == Sentence(why);
}

}  // namespace gainful::auth
