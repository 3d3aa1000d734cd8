// Why a token is refused: a fixed vocabulary. Nothing that a token holds is ever part of an error, since errors reach logs and
// callers who need not be those the token was made for.
#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace gainful::auth {

enum class Refusal {
  kMissing,
  kTooLong,
  kMalformed,
  kHeader,
  kAlgorithm,
  kKey,
  kSignature,
  kIssuer,
  kAudience,
  kTimes,
  kExpired,
  kNotYet,
  kSubject,
  kOrganisation,
  kRoles,
  kTeams,
  kCount  // how many there are; not a refusal
};

// The sentence for people, such as "the token has expired".
absl::string_view Sentence(Refusal why);

// UNAUTHENTICATED with that sentence and a reason for programs, such as TOKEN_EXPIRED, as google.rpc.ErrorInfo.
absl::Status Refuse(Refusal why);

}  // namespace gainful::auth
