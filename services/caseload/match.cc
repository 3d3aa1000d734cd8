#include "services/caseload/match.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_split.h"

namespace gainful::caseload {
namespace {

using Parts = std::vector<std::string>;

Parts PartsOf(const std::string& name) { return absl::StrSplit(name, absl::ByAnyChar(" -"), absl::SkipEmpty()); }

// Whether one insertion, deletion, substitution or exchange of neighbours makes one of the other.
bool IsOneSlip(const std::string& a, const std::string& b) {
  if (a.size() > b.size()) return IsOneSlip(b, a);
  if (b.size() - a.size() > 1) return false;
  size_t i = 0;
  while (i < a.size() && a[i] == b[i]) ++i;
  if (a.size() < b.size()) return a.substr(i) == b.substr(i + 1);
  if (i == a.size() || a.substr(i + 1) == b.substr(i + 1)) return true;
  return i + 1 < a.size() && a[i] == b[i + 1] && a[i + 1] == b[i] && a.substr(i + 2) == b.substr(i + 2);
}

bool AreAlike(const std::string& a, const std::string& b) {
  if (a == b) return true;
  if (std::min(a.size(), b.size()) == 1) return a[0] == b[0];
  return std::min(a.size(), b.size()) >= 4 && IsOneSlip(a, b);
}

bool AreSameParts(const std::string& a, const std::string& b) {
  Parts x = PartsOf(a), y = PartsOf(b);
  std::sort(x.begin(), x.end());
  std::sort(y.begin(), y.end());
  return !x.empty() && x == y;
}

}  // namespace

bool IsNhsNumber(absl::string_view text) {
  if (text.size() != 10) return false;
  int sum = 0;
  for (int i = 0; i < 10; ++i) {
    if (text[i] < '0' || text[i] > '9') return false;
    if (i < 9) sum += (text[i] - '0') * (10 - i);
  }
  if (text.find_first_not_of(text[0]) == absl::string_view::npos) return false;  // typed in for "not known"
  return (11 - sum % 11) % 11 == text[9] - '0';  // a check digit of 10 is never given out
}

std::vector<absl::CivilDay> NearDays(absl::CivilDay day) {
  std::set<absl::CivilDay> days{day};
  const auto add = [&](int year, int month, int d) {
    if (year < 1800 || year > 2199) return;  // as birth dates go
    const absl::CivilDay near(year, month, d);
    if (near.year() == year && near.month() == month && near.day() == d) days.insert(near);
  };
  const int y = static_cast<int>(day.year()), m = day.month(), d = day.day();
  add(y, d, m);
  // Each decimal digit of a part in turn takes the other nine values.
  const auto with_slips = [](int part, int digits, const auto& use) {
    for (int unit = 1, i = 0; i < digits; unit *= 10, ++i) {
      for (int digit = 0; digit < 10; ++digit) use(part + (digit - part / unit % 10) * unit);
    }
  };
  with_slips(y, 4, [&](int year) { add(year, m, d); });
  with_slips(m, 2, [&](int month) { add(y, month, d); });
  with_slips(d, 2, [&](int other) { add(y, m, other); });
  return {days.begin(), days.end()};
}

bool AreNamesAlike(const std::string& a, const std::string& b) {
  const Parts x = PartsOf(a), y = PartsOf(b);
  if (x.empty() || y.empty()) return false;
  if (AreSameParts(a, b)) return true;
  const Parts& few = x.size() <= y.size() ? x : y;
  const Parts& many = x.size() <= y.size() ? y : x;
  const auto among = [&](const std::string& part) { return std::find(many.begin(), many.end(), part) != many.end(); };
  if (few.size() >= 2 && std::all_of(few.begin(), few.end(), among)) return true;
  return AreAlike(x.back(), y.back()) && x.back().size() > 1 && y.back().size() > 1 && AreAlike(x.front(), y.front());
}

std::string WhyTheSame(const Identity& a, const Identity& b) {
  if (!a.nhs_number.empty() && !b.nhs_number.empty()) return a.nhs_number == b.nhs_number ? kSameNumber : "";
  if (!a.birth_date || !b.birth_date) return "";
  if (a.birth_date == b.birth_date) return AreNamesAlike(a.name, b.name) ? "the same birth date and a like name" : "";
  const auto near = NearDays(*a.birth_date);
  const bool is_near = std::find(near.begin(), near.end(), *b.birth_date) != near.end();
  return is_near && AreSameParts(a.name, b.name) ? "the same name and a like birth date" : "";
}

}  // namespace gainful::caseload
