#include "clients/cli/text.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace gainful::cli {
namespace {

// Reads one character from the front of `text` and returns its length; 0 where the bytes are no character.
size_t Decode(absl::string_view text, char32_t* point) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) {
    *point = lead;
    return 1;
  }
  const size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return 0;
  *point = lead & (0x7F >> length);
  for (size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
    *point = (*point << 6) | (byte(i) & 0x3F);
  }
  static constexpr char32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = *point >= 0xD800 && *point <= 0xDFFF;
  return *point < kLeast[length] || surrogate || *point > 0x10FFFF ? 0 : length;
}

bool ActsOnTerminal(char32_t c) {
  const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
  const bool line_break = c == 0x2028 || c == 0x2029;
  const bool direction =
      c == 0x200E || c == 0x200F || c == 0x061C || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  return control || line_break || direction;
}

bool IsCombining(char32_t c) { return (c >= 0x0300 && c <= 0x036F) || (c >= 0x20D0 && c <= 0x20FF) || c == 0x200D; }

}  // namespace

bool IsUtf8(absl::string_view text) {
  char32_t point = 0;
  while (!text.empty()) {
    const size_t n = Decode(text, &point);
    if (n == 0) return false;
    text.remove_prefix(n);
  }
  return true;
}

std::string Printable(absl::string_view text) {
  std::string out;
  out.reserve(text.size());
  char32_t point = 0;
  while (!text.empty()) {
    const size_t n = Decode(text, &point);
    if (n == 0) {
      out += '?';
    } else if (ActsOnTerminal(point)) {
      out += ' ';
    } else {
      out.append(text.data(), n);
    }
    text.remove_prefix(n == 0 ? 1 : n);
  }
  return out;
}

size_t Width(absl::string_view text) {
  size_t width = 0;
  char32_t point = 0;
  while (!text.empty()) {
    const size_t n = Decode(text, &point);
    if (n == 0 || !IsCombining(point)) ++width;
    text.remove_prefix(n == 0 ? 1 : n);
  }
  return width;
}

std::string PadRight(absl::string_view text, size_t width) {
  const size_t taken = Width(text);
  return absl::StrCat(text, std::string(taken < width ? width - taken : 0, ' '));
}

std::string PadLeft(absl::string_view text, size_t width) {
  const size_t taken = Width(text);
  return absl::StrCat(std::string(taken < width ? width - taken : 0, ' '), text);
}

std::string Wrap(absl::string_view text, size_t indent, size_t width) {
  std::string out;
  bool first = true;
  for (const absl::string_view paragraph : absl::StrSplit(text, '\n')) {
    if (!first) absl::StrAppend(&out, "\n", std::string(indent, ' '));
    first = false;
    size_t column = indent;
    bool start = true;
    for (const absl::string_view word : absl::StrSplit(paragraph, ' ')) {
      const size_t w = Width(word);
      if (!start && column + 1 + w > width) {
        absl::StrAppend(&out, "\n", std::string(indent, ' '));
        column = indent;
      } else if (!start) {
        out += ' ';
        ++column;
      }
      absl::StrAppend(&out, word);
      column += w;
      start = false;
    }
  }
  return out;
}

std::string Trimmed(absl::string_view text) {
  static constexpr absl::string_view kNoBreak = "\xC2\xA0";
  for (;;) {
    const size_t before = text.size();
    text = absl::StripAsciiWhitespace(text);
    text = absl::StripSuffix(absl::StripPrefix(text, kNoBreak), kNoBreak);
    if (text.size() == before) return std::string(text);
  }
}

std::string Kebab(absl::string_view snake) { return absl::StrReplaceAll(snake, {{"_", "-"}}); }

std::string FirstSentence(absl::string_view text) {
  const size_t stop = text.find(". ");
  return std::string(stop == absl::string_view::npos ? text : text.substr(0, stop + 1));
}

absl::Status Wanted(absl::string_view what, absl::string_view text) {
  constexpr size_t kMostShown = 40;
  const std::string shown = Printable(text.substr(0, kMostShown));
  return absl::InvalidArgumentError(
      absl::StrCat("wants ", what, ", not '", shown, text.size() > kMostShown ? "..." : "", "'"));
}

}  // namespace gainful::cli
