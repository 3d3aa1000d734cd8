#include "clients/cli/day.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/time/time.h"
#include "clients/cli/text.h"

namespace gainful::cli {

absl::StatusOr<absl::CivilDay> ParseIsoDay(absl::string_view text) {
  int year = 0, month = 0, day = 0;
  const std::vector<absl::string_view> parts = absl::StrSplit(text, '-');
  const bool shape = parts.size() == 3 && parts[0].size() == 4 && parts[1].size() == 2 && parts[2].size() == 2 &&
                     text.find_first_not_of("0123456789-") == absl::string_view::npos;
  if (shape && absl::SimpleAtoi(parts[0], &year) && absl::SimpleAtoi(parts[1], &month) &&
      absl::SimpleAtoi(parts[2], &day)) {
    const absl::CivilDay civil(year, month, day);
    // A CivilDay turns 30 February into 2 March; a person who writes it made a mistake.
    if (year > 0 && civil.year() == year && civil.month() == month && civil.day() == day) return civil;
    return Wanted("a day of the calendar", text);
  }
  return Wanted("a date as YYYY-MM-DD", text);
}

DayParser DayOrWord(absl::CivilDay today) {
  return [today](absl::string_view text) -> absl::StatusOr<absl::CivilDay> {
    if (text == "today") return today;
    if (text == "yesterday") return today - 1;
    return ParseIsoDay(text);
  };
}

DayParser DayIn(std::string format) {
  // %Y takes any number of digits, so that 24 would be a year of the first century; %E4Y takes four.
  const std::string strict = absl::StrReplaceAll(format, {{"%%", "%%"}, {"%Y", "%E4Y"}});
  return [format = std::move(format), strict](absl::string_view text) -> absl::StatusOr<absl::CivilDay> {
    absl::Time time;
    std::string error;
    const bool parsed = absl::ParseTime(strict, text, absl::UTCTimeZone(), &time, &error);
    const absl::CivilDay day = absl::ToCivilDay(time, absl::UTCTimeZone());
    if (parsed && day.year() >= 1 && day.year() <= 9999) return day;
    return Wanted(absl::StrCat("a date written as ", format), text);
  };
}

}  // namespace gainful::cli
