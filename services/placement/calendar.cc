#include "services/placement/calendar.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace gainful::placement {
namespace {

constexpr size_t kLongestLine = 75;  // octets, the line's end left out

// Where a file has no day at all: the grammar asks for one component at least.
constexpr char kNothing[] =
    "BEGIN:VTIMEZONE\r\nTZID:UTC\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0000\r\n"
    "TZOFFSETTO:+0000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

std::string DateText(absl::CivilDay day) { return absl::StrFormat("%04d%02d%02d", day.year(), day.month(), day.day()); }

void AddEvent(const CalendarEvent& event, std::string* out) {
  absl::StrAppend(
      out, "BEGIN:VEVENT\r\n", FoldedLine(absl::StrCat("UID:", EscapedText(event.uid))),
      FoldedLine(absl::StrCat("DTSTAMP:", absl::FormatTime("%E4Y%m%dT%H%M%SZ", event.changed, absl::UTCTimeZone()))),
      FoldedLine(absl::StrCat("DTSTART;VALUE=DATE:", DateText(event.on))),
      FoldedLine(absl::StrCat("SUMMARY:", EscapedText(event.summary))),
      "CLASS:PRIVATE\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\n");
}

}  // namespace

std::string FoldedLine(absl::string_view line) {
  std::string out;
  size_t room = kLongestLine;
  while (line.size() > room) {
    size_t cut = room;
    while (cut > 1 && IsContinuation(line[cut])) --cut;
    absl::StrAppend(&out, line.substr(0, cut), "\r\n ");
    line.remove_prefix(cut);
    room = kLongestLine - 1;  // the blank at the front counts
  }
  return absl::StrCat(out, line, "\r\n");
}

std::string EscapedText(absl::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto code = static_cast<unsigned char>(c);
    if (c == '\\' || c == ';' || c == ',') {
      out += {'\\', c};
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t' || (code >= 0x20 && code != 0x7F)) {
      out += c;
    }
  }
  return out;
}

std::string CalendarText(const std::vector<CalendarEvent>& events) {
  std::string out =
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Gainful//Due list//EN\r\nCALSCALE:GREGORIAN\r\n"
      "METHOD:PUBLISH\r\n";
  if (events.empty()) out += kNothing;
  for (const auto& event : events) AddEvent(event, &out);
  return out + "END:VCALENDAR\r\n";
}

}  // namespace gainful::placement
