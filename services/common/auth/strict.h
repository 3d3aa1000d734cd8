// Strict readings of the two encodings that tokens and keys are made of. Where lenient parsers disagree about a text, an attacker
// can show one thing to one of them and another to the next; so whatever can be read in two ways is not read at all.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace gainful::auth {

// A JSON object in UTF-8, nested at most 16 deep, without NUL bytes, in which no object holds a name twice. Never throws.
std::optional<nlohmann::json> ParseObject(absl::string_view text);

// The member `name` of `object` if it is there and a string, else null.
const std::string* FindString(const nlohmann::json& object, const char* name);

// Base64url without padding (RFC 7515): only the one canonical text for given bytes is accepted.
std::optional<std::string> DecodeBase64Url(absl::string_view text);
std::string EncodeBase64Url(absl::string_view bytes);

}  // namespace gainful::auth
