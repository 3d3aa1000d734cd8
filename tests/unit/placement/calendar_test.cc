// iCalendar as RFC 5545 has it: lines, folding, escaping, and a file that a program takes.
#include "services/placement/calendar.h"

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "tests/unit/testing.h"

namespace gainful::placement {
namespace {

using gainful::testing::Day;

CalendarEvent Event(const std::string& uid, const char* day, const std::string& summary) {
  return {uid, absl::FromUnixSeconds(1750075200), Day(day), summary};
}

TEST(CalendarText, IsWrittenAsTheGrammarWantsIt) {
  EXPECT_EQ(CalendarText({Event("0f@gainful", "2024-02-29", "Check-in due (checkpoint, 0f)")}),
            "BEGIN:VCALENDAR\r\n"
            "VERSION:2.0\r\n"
            "PRODID:-//Gainful//Due list//EN\r\n"
            "CALSCALE:GREGORIAN\r\n"
            "METHOD:PUBLISH\r\n"
            "BEGIN:VEVENT\r\n"
            "UID:0f@gainful\r\n"
            "DTSTAMP:20250616T120000Z\r\n"
            "DTSTART;VALUE=DATE:20240229\r\n"
            "SUMMARY:Check-in due (checkpoint\\, 0f)\r\n"
            "CLASS:PRIVATE\r\n"
            "TRANSP:TRANSPARENT\r\n"
            "END:VEVENT\r\n"
            "END:VCALENDAR\r\n");
}

TEST(CalendarText, IsTheSameForTheSameAndMovesByItsUidAlone) {
  const auto one = CalendarText({Event("a@gainful", "2025-03-29", "x")});
  EXPECT_EQ(one, CalendarText({Event("a@gainful", "2025-03-29", "x")}));
  const auto moved = CalendarText({Event("a@gainful", "2025-03-30", "x")});
  EXPECT_NE(one, moved);
  EXPECT_TRUE(absl::StrContains(moved, "UID:a@gainful\r\n"));
  EXPECT_TRUE(absl::StrContains(moved, "DTSTART;VALUE=DATE:20250330\r\n"))
      << "clocks change that night; a day is a day";
}

TEST(CalendarText, HasAComponentThoughThereIsNoDay) {
  const std::string text = CalendarText({});
  EXPECT_TRUE(absl::StrContains(text, "BEGIN:VTIMEZONE\r\n"));
  EXPECT_FALSE(absl::StrContains(text, "VEVENT"));
  EXPECT_FALSE(absl::StrContains(CalendarText({Event("a", "2025-01-01", "x")}), "VTIMEZONE"));
}

TEST(FoldedLine, FoldsBehindThe75thOctet) {
  EXPECT_EQ(FoldedLine(std::string(75, 'a')), std::string(75, 'a') + "\r\n");
  EXPECT_EQ(FoldedLine(std::string(76, 'a')), std::string(75, 'a') + "\r\n a\r\n");
  EXPECT_EQ(FoldedLine(std::string(149, 'a')), std::string(75, 'a') + "\r\n " + std::string(74, 'a') + "\r\n");
  EXPECT_EQ(FoldedLine(std::string(150, 'a')), std::string(75, 'a') + "\r\n " + std::string(74, 'a') + "\r\n a\r\n");
  EXPECT_EQ(FoldedLine(""), "\r\n");
}

// Characters of one to four octets, at every offset from the fold.
TEST(FoldedLine, NeverFoldsInsideACharacter) {
  for (const std::string character : {"a", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\xA6\x8A"}) {
    for (size_t before = 60; before < 80; ++before) {
      std::string line(before, '.');
      for (int i = 0; i < 60; ++i) line += character;
      const std::string folded = FoldedLine(line);
      std::string unfolded;
      for (const absl::string_view part : absl::StrSplit(folded.substr(0, folded.size() - 2), "\r\n")) {
        ASSERT_LE(part.size(), 75u);
        const absl::string_view text = unfolded.empty() ? part : part.substr(1);
        ASSERT_TRUE(unfolded.empty() || part[0] == ' ');
        ASSERT_NE(static_cast<unsigned char>(text[0]) & 0xC0, 0x80) << "a character was cut in two";
        unfolded.append(text.data(), text.size());
      }
      EXPECT_EQ(unfolded, line);
    }
  }
}

TEST(EscapedText, EscapesWhatTheGrammarReserves) {
  EXPECT_EQ(EscapedText("a,b;c\\d\ne"), "a\\,b\\;c\\\\d\\ne");
  EXPECT_EQ(EscapedText("a:b\"c\"\xC3\xA9"), "a:b\"c\"\xC3\xA9") << "these stand for themselves";
  EXPECT_EQ(EscapedText("a\r\nb\x01\x7F\tc"), "a\\nb\tc");
}

}  // namespace
}  // namespace gainful::placement
