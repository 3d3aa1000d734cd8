#include "services/common/base/dates.h"

#include <climits>

#include "services/common/base/clock.h"
#include "tests/unit/testing.h"

namespace gainful::base {
namespace {

using gainful::testing::RawDate;

// The calendar as it is taught.
int DaysIn(int year, int month) {
  static constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return month == 2 && leap ? 29 : kDays[month - 1];
}

TEST(ToDay, TakesEveryRealDayOfFourHundredYearsAndNoOther) {
  std::optional<absl::CivilDay> last;
  for (int year = 1800; year <= 2199; ++year) {
    for (int month = 0; month <= 13; ++month) {
      for (int day = 0; day <= 32; ++day) {
        const bool real = month >= 1 && month <= 12 && day >= 1 && day <= DaysIn(year, month);
        const auto found = ToDay(RawDate(year, month, day));
        ASSERT_EQ(found.has_value(), real) << year << "-" << month << "-" << day;
        if (!real) continue;
        ASSERT_TRUE(!last || *found == *last + 1) << FormatDay(*found);
        last = found;
        const google::type::Date back = ToProto(*found);
        ASSERT_TRUE(back.year() == year && back.month() == month && back.day() == day);
        ASSERT_EQ(ParseDay(FormatDay(*found)), found);
      }
    }
  }
  EXPECT_EQ(*last - absl::CivilDay(1800, 1, 1), 146096) << "400 years have 146,097 days";
}

TEST(ToDay, KeepsToTheEdgesOfItsRange) {
  EXPECT_FALSE(ToDay(RawDate(1799, 12, 31)));
  EXPECT_TRUE(ToDay(RawDate(1800, 1, 1)));
  EXPECT_TRUE(ToDay(RawDate(2199, 12, 31)));
  EXPECT_FALSE(ToDay(RawDate(2200, 1, 1)));
  for (const int extreme : {INT_MIN, -1, 0, INT_MAX}) {
    EXPECT_FALSE(ToDay(RawDate(extreme, 1, 1))) << extreme;
    EXPECT_FALSE(ToDay(RawDate(2024, extreme, 1))) << extreme;
    EXPECT_FALSE(ToDay(RawDate(2024, 1, extreme))) << extreme;
  }
}

TEST(ToDay, TakesNoPartOfADate) {
  EXPECT_FALSE(ToDay(google::type::Date()));
  EXPECT_FALSE(ToDay(RawDate(2024, 0, 0))) << "a year alone";
  EXPECT_FALSE(ToDay(RawDate(2024, 2, 0))) << "a month of a year";
  EXPECT_FALSE(ToDay(RawDate(0, 2, 29))) << "an anniversary";
}

TEST(ToDay, KnowsLeapYears) {
  for (const int year : {1804, 1904, 2000, 2024, 2196}) EXPECT_TRUE(ToDay(RawDate(year, 2, 29))) << year;
  for (const int year : {1800, 1900, 2023, 2100}) EXPECT_FALSE(ToDay(RawDate(year, 2, 29))) << year;
  EXPECT_FALSE(ToDay(RawDate(2024, 2, 30)));
  EXPECT_FALSE(ToDay(RawDate(2024, 4, 31)));
}

TEST(ParseDay, TakesItsOneForm) {
  EXPECT_EQ(ParseDay("2024-02-29"), absl::CivilDay(2024, 2, 29));
  EXPECT_EQ(ParseDay("1800-01-01"), absl::CivilDay(1800, 1, 1));
  EXPECT_EQ(ParseDay("2199-12-31"), absl::CivilDay(2199, 12, 31));
  EXPECT_EQ(FormatDay(absl::CivilDay(1973, 1, 2)), "1973-01-02");
}

TEST(ParseDay, RefusesEverythingElse) {
  const std::string wrong =
      "|2024|2024-02|2024-2-29|2024-02-9|24-02-29|02024-02-29|2024-02-029|20240229|2024/02/29|2024.02.29|29-02-2024|"
      "2024-02-29 | 2024-02-29|2024-02-29T|2024-02-29T00:00:00Z|+024-02-29|-024-02-29|2024--2-29|2024-+2-29|2024- 2-29|"
      "2024-02- 9|2024-02-2a|0x24-02-29|2024-o2-29|2024-02-30|2023-02-29|2024-13-01|2024-00-01|2024-01-00|2024-01-32|"
      "0000-00-00|0000-01-01|1799-12-31|2200-01-01|9999-12-31|today|infinity|-infinity|2024‑02‑29|２０２４-02-29";
  for (const std::string& text : std::vector<std::string>(absl::StrSplit(wrong, '|'))) {
    EXPECT_FALSE(ParseDay(text)) << text;
  }
  EXPECT_FALSE(ParseDay(absl::string_view("2024-02-2\0", 10)));
  EXPECT_FALSE(ParseDay(absl::string_view("2024-02-29\0", 11)));
}

TEST(ParseDay, RefusesAnyOtherCharacterAtAnyPlace) {
  const std::string day = "2024-11-21";
  for (size_t i = 0; i < day.size(); ++i) {
    for (int c = 0; c < 256; ++c) {
      const bool dash = i == 4 || i == 7;
      if (dash ? c == '-' : (c >= '0' && c <= '9')) continue;
      std::string text = day;
      text[i] = static_cast<char>(c);
      EXPECT_FALSE(ParseDay(text)) << i << " " << c;
    }
  }
}

struct Instant {
  const char* utc;
  const char* day;
};

void ExpectDays(const std::string& zone, const std::vector<Instant>& instants) {
  for (const auto& [utc, day] : instants) {
    absl::Time time;
    std::string error;
    ASSERT_TRUE(absl::ParseTime(absl::RFC3339_full, utc, &time, &error)) << utc << error;
    EXPECT_EQ(FormatDay(Today(time, zone)), day) << utc << " in " << zone;
  }
}

TEST(Today, TurnsAtMidnightInLondon) {
  ExpectDays("Europe/London", {
                                  // Greenwich Mean Time
                                  {"2024-01-15T23:59:59.999999999Z", "2024-01-15"},
                                  {"2024-01-16T00:00:00Z", "2024-01-16"},
                                  {"2024-02-28T23:59:59Z", "2024-02-28"},
                                  {"2024-02-29T00:00:00Z", "2024-02-29"},
                                  {"2024-03-01T00:00:00Z", "2024-03-01"},
                                  {"2023-12-31T23:59:59Z", "2023-12-31"},
                                  {"2024-01-01T00:00:00Z", "2024-01-01"},
                                  // British Summer Time
                                  {"2024-07-15T22:59:59.999999999Z", "2024-07-15"},
                                  {"2024-07-15T23:00:00Z", "2024-07-16"},
                                  {"2024-07-16T00:00:00Z", "2024-07-16"},
                                  {"2024-06-30T23:00:00Z", "2024-07-01"},
                              });
}

TEST(Today, TurnsAtMidnightWhenTheClocksChange) {
  ExpectDays("Europe/London", {
                                  // Clocks go forward at 01:00 on 31 March: that day begins in GMT and ends in BST.
                                  {"2024-03-30T23:59:59Z", "2024-03-30"},
                                  {"2024-03-31T00:00:00Z", "2024-03-31"},
                                  {"2024-03-31T00:59:59Z", "2024-03-31"},
                                  {"2024-03-31T01:00:00Z", "2024-03-31"},
                                  {"2024-03-31T22:59:59Z", "2024-03-31"},
                                  {"2024-03-31T23:00:00Z", "2024-04-01"},
                                  // They go back at 02:00 on 27 October: that day begins in BST and ends in GMT.
                                  {"2024-10-26T22:59:59Z", "2024-10-26"},
                                  {"2024-10-26T23:00:00Z", "2024-10-27"},
                                  {"2024-10-27T00:59:59Z", "2024-10-27"},
                                  {"2024-10-27T01:00:00Z", "2024-10-27"},
                                  {"2024-10-27T23:00:00Z", "2024-10-27"},
                                  {"2024-10-27T23:59:59Z", "2024-10-27"},
                                  {"2024-10-28T00:00:00Z", "2024-10-28"},
                                  // From 1968 to 1971 the clocks did not go back.
                                  {"1969-12-31T22:59:59Z", "1969-12-31"},
                                  {"1969-12-31T23:00:00Z", "1970-01-01"},
                              });
}

TEST(Today, KnowsOtherZones) {
  ExpectDays("UTC", {{"2024-07-15T23:59:59Z", "2024-07-15"}, {"2024-07-16T00:00:00Z", "2024-07-16"}});
  ExpectDays("Asia/Kolkata", {{"2024-07-15T18:29:59Z", "2024-07-15"}, {"2024-07-15T18:30:00Z", "2024-07-16"}});
  ExpectDays("America/St_Johns", {{"2024-01-16T03:29:59Z", "2024-01-15"}, {"2024-01-16T03:30:00Z", "2024-01-16"}});
  ExpectDays("Pacific/Kiritimati", {{"2024-07-15T09:59:59Z", "2024-07-15"}, {"2024-07-15T10:00:00Z", "2024-07-16"}});
  ExpectDays("Pacific/Pago_Pago", {{"2024-07-16T10:59:59Z", "2024-07-15"}, {"2024-07-16T11:00:00Z", "2024-07-16"}});
}

TEST(Today, IsLondonsWhereTheZoneIsEmptyOrUnknown) {
  for (const char* zone : {"", "Mars/Olympus_Mons", "europe london", "/etc/localtime"}) {
    ExpectDays(zone, {{"2024-07-15T22:59:59Z", "2024-07-15"}, {"2024-07-15T23:00:00Z", "2024-07-16"}});
  }
}

TEST(IsTimeZone, KnowsIanaNames) {
  for (const char* zone : {"Europe/London", "UTC", "GMT", "Europe/Belfast", "Asia/Kolkata",
                           "America/Argentina/Buenos_Aires", "Etc/GMT+5", "America/Port-au-Prince"}) {
    EXPECT_TRUE(IsTimeZone(zone)) << zone;
  }
}

TEST(IsTimeZone, TakesNothingElse) {
  for (const char* zone : {"", " ", "Europe", "Europe/", "Europe/London ", "Europe/Nowhere", "GMT0BST", "BST",
                           "zone.tab", "+01:00", "Fixed/UTC+01:00:00"}) {
    EXPECT_FALSE(IsTimeZone(zone)) << zone;
  }
}

// The name comes from a request and ends up in the name of a file that is opened.
TEST(IsTimeZone, OpensNoFileOutsideTheZones) {
  for (const char* zone : {"/etc/localtime", "/usr/share/zoneinfo/Europe/London", "../zoneinfo/Europe/London",
                           "./Europe/London", "Europe/../Europe/London", "Europe//London", "file:/etc/localtime",
                           "file:Europe/London", "localtime", "posixrules"}) {
    EXPECT_FALSE(IsTimeZone(zone)) << zone;
  }
}

TEST(IsTimeZone, KeepsKnowingAfterThousandsOfUnknownNames) {
  for (int i = 0; i < 2500; ++i) EXPECT_FALSE(IsTimeZone("Nowhere/Place_" + std::to_string(i)));
  EXPECT_TRUE(IsTimeZone("Europe/London"));
  ExpectDays("Asia/Tokyo", {{"2024-07-15T14:59:59Z", "2024-07-15"}, {"2024-07-15T15:00:00Z", "2024-07-16"}});
}

TEST(FakeClock, StandsUntilItIsMoved) {
  FakeClock clock(absl::UnixEpoch());
  EXPECT_EQ(clock.Now(), absl::UnixEpoch());
  clock.Advance(absl::Hours(25));
  EXPECT_EQ(clock.Now(), absl::UnixEpoch() + absl::Hours(25));
  clock.Set(absl::FromUnixSeconds(5));
  EXPECT_EQ(clock.Now(), absl::FromUnixSeconds(5));
}

}  // namespace
}  // namespace gainful::base
