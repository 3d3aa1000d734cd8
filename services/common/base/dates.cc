#include "services/common/base/dates.h"

#include <re2/re2.h>

#include <cctype>
#include <map>
#include <mutex>

#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"

namespace gainful::base {
namespace {

std::optional<absl::CivilDay> Checked(int year, int month, int day) {
  if (year < 1800 || year > 2199 || month < 1 || day < 1) return std::nullopt;
  const absl::CivilDay civil(year, month, day);  // normalises, so 30 February would become 2 March
  if (civil.year() != year || civil.month() != month || civil.day() != day) return std::nullopt;
  return civil;
}

// Loading a zone reads a file, and a call needs one for every request. Names come from users and end up in that file's
// path, so only what looks like one of IANA's is tried: else "/dev/stdin" or a path with ".." would be opened.
std::optional<absl::TimeZone> FindZone(absl::string_view name) {
  static const auto* iana = new re2::RE2("[A-Z][A-Za-z0-9_+-]*(/[A-Z][A-Za-z0-9_+-]*)*");
  if (!re2::RE2::FullMatch(re2::StringPiece(name.data(), name.size()), *iana)) return std::nullopt;
  static std::mutex mu;
  static auto* zones = new std::map<std::string, std::optional<absl::TimeZone>>;
  std::lock_guard<std::mutex> lock(mu);
  auto [it, fresh] = zones->try_emplace(std::string(name));
  if (fresh) {
    absl::TimeZone zone;
    if (absl::LoadTimeZone(it->first, &zone)) it->second = zone;
    if (zones->size() > 1000) {  // whoever sends many names does not fill the memory
      const auto found = it->second;
      zones->clear();
      return found;
    }
  }
  return it->second;
}

}  // namespace

std::optional<absl::CivilDay> ToDay(const google::type::Date& date) {
  return Checked(date.year(), date.month(), date.day());
}

google::type::Date ToProto(absl::CivilDay day) {
  google::type::Date date;
  date.set_year(static_cast<int>(day.year()));
  date.set_month(day.month());
  date.set_day(day.day());
  return date;
}

std::optional<absl::CivilDay> ParseDay(absl::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  for (size_t i = 0; i < text.size(); ++i) {
    if (i != 4 && i != 7 && !std::isdigit(static_cast<unsigned char>(text[i]))) return std::nullopt;
  }
  int year = 0, month = 0, day = 0;
  if (!absl::SimpleAtoi(text.substr(0, 4), &year) || !absl::SimpleAtoi(text.substr(5, 2), &month) ||
      !absl::SimpleAtoi(text.substr(8, 2), &day)) {
    return std::nullopt;
  }
  return Checked(year, month, day);
}

std::string FormatDay(absl::CivilDay day) {
  return absl::StrFormat("%04d-%02d-%02d", day.year(), day.month(), day.day());
}

absl::CivilDay Today(absl::Time now, absl::string_view time_zone) {
  std::optional<absl::TimeZone> zone;
  if (!time_zone.empty()) zone = FindZone(time_zone);
  if (!zone) zone = FindZone("Europe/London");
  return absl::ToCivilDay(now, zone.value_or(absl::UTCTimeZone()));
}

bool IsTimeZone(absl::string_view name) { return FindZone(name).has_value(); }

}  // namespace gainful::base
