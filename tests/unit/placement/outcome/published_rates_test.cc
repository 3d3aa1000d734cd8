// The wage floors that are shipped against the published figures: UK Government, "National Minimum Wage and National Living Wage rates"
// (https://www.gov.uk/national-minimum-wage-rates), typed in here by themselves, in pounds as they are published.
#include "absl/strings/str_cat.h"
#include "services/placement/outcome/floors.h"
#include "tests/unit/placement/outcome/made.h"

namespace gainful::placement::outcome {
namespace {

// In force from a day on. The adult rate is for people of `adult_from` and older; where that is 21 there is no rate between.
struct Published {
  const char* from;
  int adult_from;
  double adult, from_21, from_18, from_16, apprentice;
};
constexpr Published kPublished[] = {
    {"2016-04-01", 25, 7.20, 6.70, 5.30, 3.87, 3.30},   {"2016-10-01", 25, 7.20, 6.95, 5.55, 4.00, 3.40},
    {"2017-04-01", 25, 7.50, 7.05, 5.60, 4.05, 3.50},   {"2018-04-01", 25, 7.83, 7.38, 5.90, 4.20, 3.70},
    {"2019-04-01", 25, 8.21, 7.70, 6.15, 4.35, 3.90},   {"2020-04-01", 25, 8.72, 8.20, 6.45, 4.55, 4.15},
    {"2021-04-01", 23, 8.91, 8.36, 6.56, 4.62, 4.30},   {"2022-04-01", 23, 9.50, 9.18, 6.83, 4.81, 4.81},
    {"2023-04-01", 23, 10.42, 10.18, 7.49, 5.28, 5.28}, {"2024-04-01", 21, 11.44, 0, 8.60, 6.40, 6.40},
    {"2025-04-01", 21, 12.21, 0, 10.00, 7.55, 7.55},    {"2026-04-01", 21, 12.71, 0, 10.85, 8.00, 8.00},
};

std::int32_t Pence(double pounds) { return static_cast<std::int32_t>(pounds * 100 + 0.5); }

std::int32_t OfAge(const Published& p, int age) {
  if (age >= p.adult_from) return Pence(p.adult);
  if (age >= 21) return Pence(p.from_21);
  if (age >= 18) return Pence(p.from_18);
  return age >= 16 ? Pence(p.from_16) : 0;
}

// Born so many years before that day and month.
Birthdays Turning(int age, Day day) {
  const absl::CivilDay date = FromDayNumber(day);
  return Birthdays(ToDayNumber(absl::CivilDay(date.year() - age, date.month(), date.day())));
}

// Calls `expect` with what was published for the day before, the day and the day after each change, nothing being known before the first.
template <typename Expect>
void AroundEachChange(const Expect& expect) {
  const Published* before = nullptr;
  for (const Published& now : kPublished) {
    const Day day = On(now.from);
    if (before != nullptr) expect(*before, day - 1);
    expect(now, day);
    expect(now, day + 1);
    before = &now;
  }
}

TEST(PublishedRates, ChangeOnTheirDaysAndOnNoOthers) {
  const WageFloors& floors = WageFloors::Shipped();
  Day day = On("2016-03-31");
  EXPECT_EQ(floors.Adult(day), kUnknownNumber);
  EXPECT_EQ(floors.Own(day, Turning(30, day)), kUnknownNumber);
  for (const Published& p : kPublished) {
    day = floors.NextChange(day);
    EXPECT_EQ(DayText(day), p.from);
  }
  EXPECT_EQ(floors.NextChange(day), kForever) << "rates that are not in this table; add them here as published";
}

TEST(PublishedRates, AreThoseOfAdults) {
  AroundEachChange([](const Published& p, Day day) {
    EXPECT_EQ(WageFloors::Shipped().Adult(day), Pence(p.adult)) << DayText(day);
    for (const int age : {p.adult_from, 25, 26, 64})
      EXPECT_EQ(WageFloors::Shipped().Own(day, Turning(age, day)), Pence(p.adult)) << DayText(day) << " at " << age;
  });
}

// On the day before a birthday, on it and on the day after.
TEST(PublishedRates, AreThoseOfEachAgeAtItsEdges) {
  AroundEachChange([](const Published& p, Day day) {
    for (const int age : {16, 18, 21, 23, 25}) {
      const auto own = [&](Day birthday) { return WageFloors::Shipped().Own(day, Turning(age, birthday)); };
      EXPECT_EQ(own(day + 1), OfAge(p, age - 1)) << DayText(day) << ", " << age << " tomorrow";
      EXPECT_EQ(own(day), OfAge(p, age)) << DayText(day) << ", " << age << " today";
      EXPECT_EQ(own(day - 1), OfAge(p, age)) << DayText(day) << ", " << age << " yesterday";
    }
  });
}

TEST(PublishedRates, AreThoseOfApprenticesUnder19OrInTheirFirstYear) {
  AroundEachChange([](const Published& p, Day day) {
    const auto rate = [&](const Birthdays& birthdays, Day first_year_to) {
      return WageFloors::Shipped().Apprentice(day, birthdays, first_year_to);
    };
    const Day over = day - 400;  // the first year has long ended
    EXPECT_EQ(rate(Turning(19, day + 1), over), Pence(p.apprentice)) << DayText(day) << ", 18 until tomorrow";
    EXPECT_EQ(rate(Turning(19, day), over), Pence(p.from_18)) << DayText(day) << ", 19 today";
    EXPECT_EQ(rate(Turning(19, day - 1), over), Pence(p.from_18)) << DayText(day) << ", 19 since yesterday";
    for (const int age : {19, 21, 23, 25, 40}) {
      const std::string who = absl::StrCat(DayText(day), " at ", age);
      EXPECT_EQ(rate(Turning(age, day), day + 1), Pence(p.apprentice)) << who << ", the last day of the first year";
      EXPECT_EQ(rate(Turning(age, day), day), OfAge(p, age)) << who << ", the first day after it";
      EXPECT_EQ(rate(Turning(age, day), day - 1), OfAge(p, age)) << who << ", the second";
    }
  });
}

}  // namespace
}  // namespace gainful::placement::outcome
