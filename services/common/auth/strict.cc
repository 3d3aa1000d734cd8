#include "services/common/auth/strict.h"

#include <exception>
#include <set>
#include <vector>

#include "absl/strings/escaping.h"

namespace gainful::auth {
namespace {

using nlohmann::json;

constexpr int kMaxDepth = 16;

// Watches the parser at work and remembers whether anything was against the rules.
class Watch {
 public:
  bool operator()(int depth, json::parse_event_t event, const json& value) {
    if (event == json::parse_event_t::object_start || event == json::parse_event_t::array_start) {
      if (depth >= kMaxDepth) broken_ = true;
    }
    if (broken_) return false;  // keep nothing more: the result is thrown away
    if (event == json::parse_event_t::object_start) {
      names_.emplace_back();
    } else if (event == json::parse_event_t::object_end) {
      names_.pop_back();
    } else if (event == json::parse_event_t::key) {
      if (!names_.back().insert(value.get_ref<const std::string&>()).second) broken_ = true;
    }
    return !broken_;
  }
  bool broken() const { return broken_; }

 private:
  std::vector<std::set<std::string>> names_;  // of the objects that are open
  bool broken_ = false;
};

}  // namespace

std::optional<json> ParseObject(absl::string_view text) {
  // The parser takes a NUL byte for the end of its input and would let anything follow it.
  if (text.find('\0') != absl::string_view::npos) return std::nullopt;
  try {
    Watch watch;
    json value = json::parse(text.begin(), text.end(), std::ref(watch), /*allow_exceptions=*/false);
    if (watch.broken() || !value.is_object()) return std::nullopt;
    return value;
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

const std::string* FindString(const json& object, const char* name) {
  const auto it = object.find(name);
  return it == object.end() ? nullptr : it->get_ptr<const std::string*>();
}

std::optional<std::string> DecodeBase64Url(absl::string_view text) {
  std::string bytes;
  // Abseil also accepts blanks, padding and loose last bits; encoding again finds them all.
  if (!absl::WebSafeBase64Unescape(text, &bytes) || EncodeBase64Url(bytes) != text) return std::nullopt;
  return bytes;
}

std::string EncodeBase64Url(absl::string_view bytes) { return absl::WebSafeBase64Escape(bytes); }

}  // namespace gainful::auth
