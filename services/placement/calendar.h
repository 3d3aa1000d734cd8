// Days as an iCalendar file (RFC 5545), for programs that subscribe to one or import it. Pure.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace gainful::placement {

// Something on one day, all day.
struct CalendarEvent {
  std::string uid;  // the same for the same thing whatever its day, so that a program that has it moves it
  absl::Time changed;
  absl::CivilDay on;
  std::string summary;  // valid UTF-8
};

// The file: lines end with CR LF and are folded at 75 octets, never inside a character; texts are escaped. The same events give the same bytes.
std::string CalendarText(const std::vector<CalendarEvent>& events);

// One line and its end, folded (RFC 5545, 3.1).
std::string FoldedLine(absl::string_view line);

// A value of type TEXT (RFC 5545, 3.3.11). Control characters other than line feeds and tabs are left out: no text holds them.
std::string EscapedText(absl::string_view text);

}  // namespace gainful::placement
