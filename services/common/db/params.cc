#include "services/common/db/params.h"

#include <algorithm>

namespace gainful::db {

void ArrayText::Add(absl::string_view element) {
  if (out_.size() > 1) out_ += ',';
  out_ += '"';
  for (size_t at = 0; at < element.size();) {
    const size_t special = std::min(element.find_first_of("\"\\", at), element.size());
    out_.append(element.data() + at, special - at);
    if (special < element.size()) out_.append({'\\', element[special]});
    at = special + 1;
  }
  out_ += '"';
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
