// Why a journey stands with a rule where it does, in a sentence that a specialist reads in seconds. Pure.
#pragma once

#include <string>

#include "services/placement/outcome/answer.h"

namespace gainful::placement {

// What is certain so far: "63 of 91 days in work".
std::string Done(const outcome::Compiled& rule, const outcome::Progress& progress);

// `engine` has loaded `history`; `standing` and `answer` are the rule's, as at `as_at`.
std::string Because(const outcome::History& history, const outcome::Rule& rule, const outcome::Standing& standing,
                    const outcome::Answer& answer, outcome::Day as_at, outcome::Engine* engine);

}  // namespace gainful::placement
