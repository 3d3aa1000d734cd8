// Text for people: checked, made safe for a terminal, and set in lines.
#pragma once

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace gainful::cli {

// Whether the bytes are well-formed UTF-8 (no overlong forms, no surrogates, nothing above U+10FFFF).
bool IsUtf8(absl::string_view text);

// The text with nothing left that a terminal would act upon: control characters (C0, DEL, C1) and marks that turn the
// direction of writing become blanks, bytes that are not UTF-8 become '?'. A record's text may come from anywhere.
std::string Printable(absl::string_view text);

// Columns that printable text takes, counting one for each character other than combining marks.
size_t Width(absl::string_view text);

// The text followed by blanks up to `width` columns, or preceded by them.
std::string PadRight(absl::string_view text, size_t width);
std::string PadLeft(absl::string_view text, size_t width);

// Breaks text into lines of at most `width` columns at blanks, all but the first indented. Line breaks in the text
// stay.
std::string Wrap(absl::string_view text, size_t indent, size_t width);

// The text without blanks around it; spreadsheets are full of no-break spaces as well.
std::string Trimmed(absl::string_view text);

// "local_characteristics" -> "local-characteristics".
std::string Kebab(absl::string_view snake);

// The text up to and with its first full stop that ends a sentence.
std::string FirstSentence(absl::string_view text);

// A refusal to follow a field's name: "wants <what>, not '<text>'", the text made printable and cut short.
absl::Status Wanted(absl::string_view what, absl::string_view text);

}  // namespace gainful::cli
