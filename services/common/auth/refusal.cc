#include "services/common/auth/refusal.h"

#include <cstddef>

#include "services/common/base/status.h"

namespace gainful::auth {
namespace {

struct Words {
  const char* reason;
  const char* sentence;
};

// In the order of the enum.
constexpr Words kWords[] = {
    {"TOKEN_MISSING", "the call carries no token"},
    {"TOKEN_TOO_LONG", "the token is too long"},
    {"TOKEN_MALFORMED", "the token is not a signed JWT"},
    {"TOKEN_HEADER", "the token's header asks for what is not supported"},
    {"TOKEN_ALGORITHM", "the token is not signed with the algorithm of its key"},
    {"TOKEN_KEY", "the token is signed with a key that is not known here"},
    {"TOKEN_SIGNATURE", "the token's signature is wrong"},
    {"TOKEN_ISSUER", "the token is from another issuer"},
    {"TOKEN_AUDIENCE", "the token is meant for somebody else"},
    {"TOKEN_TIMES", "the token does not say when it expires, or its times are no times"},
    {"TOKEN_EXPIRED", "the token has expired"},
    {"TOKEN_NOT_YET_VALID", "the token is not valid yet"},
    {"TOKEN_SUBJECT", "the token's subject is missing or cannot be used"},
    {"TOKEN_ORGANISATION", "the token names no organisation by its id"},
    {"TOKEN_ROLES", "the token's roles are not a list of names"},
    {"TOKEN_TEAMS", "the token's teams are not a list of ids"},
};
static_assert(sizeof(kWords) / sizeof(kWords[0]) == static_cast<size_t>(Refusal::kCount));

}  // namespace

absl::string_view Sentence(Refusal why) { return kWords[static_cast<size_t>(why)].sentence; }

absl::Status Refuse(Refusal why) {
  const Words& words = kWords[static_cast<size_t>(why)];
  return base::Error(absl::StatusCode::kUnauthenticated, words.reason, words.sentence);
}

}  // namespace gainful::auth
