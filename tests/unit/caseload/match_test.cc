// NHS numbers, and who may be the same person.
#include "services/caseload/match.h"

#include <random>
#include <set>

#include "absl/strings/str_cat.h"
#include "tests/unit/testing.h"

namespace gainful::caseload {
namespace {

using gainful::testing::Day;

TEST(IsNhsNumber, ChecksTheLastDigit) {
  EXPECT_TRUE(IsNhsNumber("9598980006"));
  EXPECT_FALSE(IsNhsNumber("9598980007"));
  EXPECT_TRUE(IsNhsNumber("9434765919"));
  for (char digit = '0'; digit <= '9'; ++digit) EXPECT_FALSE(IsNhsNumber(std::string(10, digit))) << digit;
  for (const char* not_one : {"", "959898000", "95989800061", "959898000a", "959 898 00", "-598980006"})
    EXPECT_FALSE(IsNhsNumber(not_one)) << not_one;
}

// Slow and obvious: by the published steps. Of each nine digits one check digit fits, or none where it would be ten.
TEST(IsNhsNumber, IsWhatThePublishedStepsSay) {
  std::mt19937 random(7);
  int without = 0;
  for (int i = 0; i < 2000; ++i) {
    std::string nine;
    int sum = 0;
    for (int d = 0; d < 9; ++d) {
      const int digit = static_cast<int>(random() % 10);
      nine += static_cast<char>('0' + digit);
      sum += digit * (10 - d);
    }
    const int left = 11 - sum % 11;
    const int check = left == 11 ? 0 : left;
    int fit = 0;
    for (int c = 0; c < 10; ++c) {
      const bool is = IsNhsNumber(absl::StrCat(nine, c));
      EXPECT_EQ(is, c == check) << nine << c;
      fit += is ? 1 : 0;
    }
    EXPECT_EQ(fit, check == 10 ? 0 : 1);
    without += check == 10 ? 1 : 0;
  }
  EXPECT_GT(without, 0);
}

TEST(NearDays, AreOneSlipAway) {
  const auto near = NearDays(Day("1980-03-04"));
  const std::set<absl::CivilDay> days(near.begin(), near.end());
  EXPECT_EQ(days.size(), near.size());
  for (const char* day :
       {"1980-03-04", "1980-04-03", "1980-03-14", "1980-03-05", "1980-02-04", "1990-03-04", "1981-03-04", "1880-03-04"})
    EXPECT_EQ(days.count(Day(day)), 1u) << day;
  for (const char* day : {"1991-03-04", "1980-03-15", "1980-05-03"}) EXPECT_EQ(days.count(Day(day)), 0u) << day;
}

// Only days that there are, and only of years that birth dates have.
TEST(NearDays, AreDaysOfTheCalendar) {
  for (const char* born : {"2000-01-31", "1980-02-29", "1999-12-31"}) {
    for (const auto day : NearDays(Day(born))) {
      EXPECT_GE(day.year(), 1800);
      EXPECT_LT(day.year(), 2200);
      EXPECT_TRUE(base::ParseDay(base::FormatDay(day)).has_value());
    }
  }
}

// One slip leads back.
TEST(NearDays, AreNearEachOther) {
  std::mt19937 random(11);
  for (int i = 0; i < 300; ++i) {
    const absl::CivilDay day = absl::CivilDay(1930, 1, 1) + static_cast<int>(random() % 30000);
    for (const auto other : NearDays(day)) {
      const auto back = NearDays(other);
      EXPECT_NE(std::find(back.begin(), back.end(), day), back.end()) << day << " " << other;
    }
  }
}

TEST(AreNamesAlike, ForgivesASlip) {
  const std::vector<std::pair<const char*, const char*>> alike{{"sam smith", "sam smith"},
                                                               {"smith sam", "sam smith"},
                                                               {"sam j smith", "sam smith"},
                                                               {"samuel smyth", "samuel smith"},
                                                               {"s smith", "samuel smith"},
                                                               {"samuel smiht", "samuel smith"},
                                                               {"maria garcia-lopez", "maria lopez garcia"},
                                                               {"anne oneill", "annie oneill"}};
  for (const auto& [a, b] : alike) {
    EXPECT_TRUE(AreNamesAlike(a, b)) << a << ", " << b;
    EXPECT_TRUE(AreNamesAlike(b, a)) << b << ", " << a;
  }
  const std::vector<std::pair<const char*, const char*>> unlike{
      {"sam smith", "sam jones"}, {"sam smith", "kim smith"},       {"sam", "sam smith"}, {"", "sam smith"}, {"", ""},
      {"jo lee", "jo lea"},       {"samuel smith", "samuel smythe"}};
  for (const auto& [a, b] : unlike) {
    EXPECT_FALSE(AreNamesAlike(a, b)) << a << ", " << b;
    EXPECT_FALSE(AreNamesAlike(b, a)) << b << ", " << a;
  }
}

TEST(WhyTheSame, NeedsTheNumberOrNameAndBirth) {
  const Identity sam{"sam smith", Day("1980-03-04"), ""};
  const auto why = [&](Identity other) {
    const std::string there = WhyTheSame(sam, other);
    EXPECT_EQ(there, WhyTheSame(other, sam));
    return there;
  };
  EXPECT_EQ(why({"sam smith", Day("1980-03-04"), ""}), "the same birth date and a like name");
  EXPECT_EQ(why({"s smith", Day("1980-03-04"), ""}), "the same birth date and a like name");
  EXPECT_EQ(why({"smith sam", Day("1980-04-03"), ""}), "the same name and a like birth date");
  EXPECT_EQ(why({"s smith", Day("1980-04-03"), ""}), "");
  EXPECT_EQ(why({"sam smith", Day("1979-12-31"), ""}), "");
  EXPECT_EQ(why({"sam smith", std::nullopt, ""}), "");
  EXPECT_EQ(why({"kim jones", Day("1980-03-04"), ""}), "");
  Identity with = sam, other{"kim jones", std::nullopt, "9598980006"};
  with.nhs_number = "9598980006";
  EXPECT_EQ(WhyTheSame(with, other), "the same NHS number");
  other = with;
  other.nhs_number = "9434765919";
  EXPECT_EQ(WhyTheSame(with, other), "") << "two numbers are two people";
  other.nhs_number.clear();
  EXPECT_EQ(WhyTheSame(with, other), "the same birth date and a like name");
}

}  // namespace
}  // namespace gainful::caseload
