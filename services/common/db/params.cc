#include "services/common/db/params.h"

namespace gainful::db {

void ArrayText::Add(absl::string_view element) {
  std::string quoted = "\"";
  for (const char c : element) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  Append(quoted + "\"");
}

std::vector<std::string> ParseArray(absl::string_view text) {
  std::vector<std::string> out;
  if (text.size() <= 2) return out;
  std::string element;
  bool quoted = false, was_quoted = false;  // a quoted "NULL" is a text
  for (size_t i = 1; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\\' && i + 1 < text.size()) {
      element += text[++i];
    } else if (c == '"') {
      quoted = !quoted;
      was_quoted = true;
    } else if (!quoted && (c == ',' || c == '}')) {
      if (!was_quoted && element == "NULL") element.clear();
      out.push_back(std::move(element));
      element.clear();
      was_quoted = false;
    } else {
      element += c;
    }
  }
  return out;
}

}  // namespace gainful::db
