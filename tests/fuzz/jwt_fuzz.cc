// Whatever bytes a stranger sends as a token, as its parts or as a key set: no crash, no exception, and only refusals of the fixed
// vocabulary. What is accepted keeps what the headers promise.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

#include "services/common/auth/jwks.h"
#include "services/common/auth/key_set.h"
#include "services/common/auth/refusal.h"
#include "services/common/auth/signer.h"
#include "services/common/auth/token.h"
#include "services/common/auth/verifier.h"

namespace gainful::auth {
namespace {

void Check(bool holds) {
  if (!holds) std::abort();
}

// One public key, and never another.
class OneKey final : public KeySource {
 public:
  explicit OneKey(std::string text) : text_(std::move(text)) {}
  absl::StatusOr<std::optional<std::string>> Read() override { return std::optional<std::string>(text_); }
  void Cancel() override {}
  bool IsCheap() const override { return false; }

 private:
  const std::string text_;
};

struct World {
  World() {
    rules.issuer = "https://issuer.example";
    rules.audience = "gainful";
    rules.mapping.roles = "realm_access.roles";
    reader = std::make_unique<ClaimsReader>(ClaimsReader::Create(rules).value());
    KeySetOptions options;
    options.refresh = options.unknown_key_gap = absl::Hours(1000);  // a made-up kid is looked for once
    auto source = std::make_unique<OneKey>(JwksOf({signer.PublicJwk()}).dump());
    verifier = Verifier::Create({rules, 100}, KeySet::Open(std::move(source), options).value()).value();
  }
  const absl::Time now = absl::FromUnixSeconds(1750000000);
  const Signer signer = Signer::Generate(Alg::kEs256, "k").value();
  ClaimRules rules;
  std::unique_ptr<ClaimsReader> reader;
  std::unique_ptr<Verifier> verifier;
};

void CheckRefused(const absl::Status& status) {
  Check(absl::IsUnauthenticated(status));
  for (int i = 0; i < static_cast<int>(Refusal::kCount); ++i) {
    if (status.message() == Sentence(static_cast<Refusal>(i))) return;
  }
  Check(false);
}

void CheckClaims(const absl::StatusOr<Claims>& claims, absl::Time now) {
  if (!claims.ok()) return CheckRefused(claims.status());
  const Caller& caller = claims->caller;
  Check(IsSubject(caller.subject));
  Check(now < claims->until && now >= claims->from);
  for (const auto role : caller.roles) Check(!RoleName(role).empty());
}

}  // namespace

int OneInput(const std::uint8_t* data, std::size_t size) {
  static auto* world = new World;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto header = ReadHeader(text);
  if (!header.ok()) CheckRefused(header.status());
  const auto claims = world->reader->Read(text, world->now);
  CheckClaims(claims, world->now);
  const auto parts = Split(text);
  if (!parts.ok()) CheckRefused(parts.status());
  // Nobody but the holder of a key that was made just now could sign one that is good.
  const auto caller = world->verifier->Verify(text, world->now);
  Check(!caller.ok());
  CheckRefused(caller.status());
  const auto jwks = ParseJwks(text);
  Check(jwks.ok() || absl::IsInvalidArgument(jwks.status()));
  // Signed properly, the same claims reach the reader through the whole verifier, with the same end.
  if (size < 5000 && claims.ok()) {
    const auto token = world->signer.SignBytes(world->signer.Header(), text);
    Check(token.ok() && (token->size() > kMaxToken || world->verifier->Verify(*token, world->now).ok()));
  }
  return 0;
}

}  // namespace gainful::auth

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return gainful::auth::OneInput(data, size);
}
