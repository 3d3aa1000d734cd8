// Wage floors: by date, by age, for apprentices, and from the first pay period on.
#include "services/placement/outcome/floors.h"

#include "absl/strings/str_cat.h"
#include "tests/unit/placement/outcome/made.h"

namespace gainful::placement::outcome {
namespace {

const WageFloors& Floors() { return WageFloors::Shipped(); }

std::int32_t Own(absl::string_view day, absl::string_view born) { return Floors().Own(On(day), Birthdays(On(born))); }

TEST(WageFloors, ChangeOnTheirDayAndTheAgeOfAdultsWithThem) {
  EXPECT_EQ(Floors().Adult(On("2016-03-31")), kUnknownNumber) << "nobody knows of one";
  EXPECT_EQ(Floors().Adult(On("2016-04-01")), 720);
  EXPECT_EQ(Floors().Adult(On("2024-03-31")), 1042);
  EXPECT_EQ(Floors().Adult(On("2024-04-01")), 1144);
  EXPECT_EQ(Floors().Adult(On("2031-01-01")), 1271) << "the last one stays until another is set";
  // 24, 22 and 21 years old: adults from 25, from 23, from 21.
  EXPECT_EQ(Own("2021-03-31", "1996-06-01"), 820);
  EXPECT_EQ(Own("2021-04-01", "1996-06-01"), 891);
  EXPECT_EQ(Own("2024-03-31", "2001-06-01"), 1018);
  EXPECT_EQ(Own("2024-04-01", "2001-06-01"), 1144);
}

TEST(WageFloors, ChangeOnBirthdays) {
  EXPECT_EQ(Own("2024-06-01", "2008-06-02"), 0) << "under 16";
  EXPECT_EQ(Own("2024-06-02", "2008-06-02"), 640);
  EXPECT_EQ(Own("2024-06-01", "2006-06-02"), 640);
  EXPECT_EQ(Own("2024-06-02", "2006-06-02"), 860);
  EXPECT_EQ(Own("2024-06-01", "2003-06-02"), 860);
  EXPECT_EQ(Own("2024-06-02", "2003-06-02"), 1144);
}

TEST(WageFloors, TakeABirthOn29FebruaryForOneOn1MarchInOtherYears) {
  EXPECT_EQ(Own("2025-02-28", "2004-02-29"), 860);
  EXPECT_EQ(Own("2025-03-01", "2004-02-29"), 1144);
  EXPECT_EQ(DayText(YearsLater(On("2004-02-29"), 18)), "2022-03-01");
  EXPECT_EQ(DayText(YearsLater(On("2004-02-29"), 20)), "2024-02-29");
  EXPECT_EQ(DayText(YearsLater(On("1999-12-31"), 25)), "2024-12-31");
  EXPECT_EQ(DayText(YearsLater(On("2096-03-01"), 8)), "2104-03-01") << "2100 has no leap day";
}

TEST(WageFloors, GiveApprenticesTheirOwnRateUntilThey19OrForAYear) {
  const auto rate = [](absl::string_view day, absl::string_view born, absl::string_view began) {
    return Floors().Apprentice(On(day), Birthdays(On(born)), YearsLater(On(began), 1));
  };
  EXPECT_EQ(rate("2024-12-31", "1990-01-01", "2024-01-01"), 640) << "the last day of the first year";
  EXPECT_EQ(rate("2025-01-01", "1990-01-01", "2024-01-01"), 1144);
  EXPECT_EQ(rate("2024-06-01", "2005-06-02", "2022-01-01"), 640) << "18 years old, long after the first year";
  EXPECT_EQ(rate("2024-06-02", "2005-06-02", "2022-01-01"), 860);
}

TEST(WageFloors, ApplyFromTheFirstPayPeriodOnOrAfter) {
  // Paid between the old rate and the new one, by weeks that begin on a Wednesday: 1 April 2024 is a Monday.
  Made made;
  made.Job("2024-03-20", "2024-05-01", 960, 1100);
  std::vector<Segment> segments;
  Ages ages(made.journey);
  AddSegments(made.history(), 0, On("2024-03-20"), Floors(), &ages, &segments);
  ASSERT_EQ(segments.size(), 2);
  EXPECT_EQ(segments[0].at_floor, Fact::kYes);
  EXPECT_EQ(DayText(segments[0].to), "2024-04-02");
  EXPECT_EQ(segments[1].at_floor, Fact::kNo);
  EXPECT_EQ(DayText(segments[1].from), "2024-04-03");
}

TEST(WageFloors, ApplyFromTheMonthOfPayThatBeginsOnOrAfter) {
  Made made;
  made.Job("2024-03-20", "2024-05-31", 960, 1100);
  made.spells[0].pay_period_days = kCalendarMonth;
  const auto at_floor_to = [&](absl::string_view anchor) {
    made.spells[0].pay_anchor = On(anchor);
    std::vector<Segment> segments;
    Ages ages(made.journey);
    AddSegments(made.history(), 0, On("2024-03-20"), Floors(), &ages, &segments);
    EXPECT_EQ(segments.size(), 2);
    EXPECT_EQ(segments.back().at_floor, Fact::kNo);
    return DayText(segments.at(0).to);
  };
  EXPECT_EQ(at_floor_to("2024-09-25"), "2024-04-24");
  EXPECT_EQ(at_floor_to("2024-09-02"), "2024-04-01");
  EXPECT_EQ(at_floor_to("2024-09-01"), "2024-03-31") << "a month that begins on the very day";
  EXPECT_EQ(at_floor_to("2024-10-31"), "2024-04-29") << "the last day of April, which has no 31st";
}

TEST(PayPeriods, OfSoManyDaysLieBeforeTheAnchorAndAfterIt) {
  const PayPeriods weeks(On("2024-04-01"), 7);
  EXPECT_EQ(DayText(weeks.Start(On("2024-04-01"))), "2024-04-01");
  EXPECT_EQ(DayText(weeks.Start(On("2024-04-07"))), "2024-04-01");
  EXPECT_EQ(DayText(weeks.Start(On("2024-04-08"))), "2024-04-08");
  EXPECT_EQ(DayText(weeks.Start(On("2024-03-31"))), "2024-03-25") << "before the anchor";
  EXPECT_EQ(DayText(weeks.FirstFrom(On("2024-03-31"))), "2024-04-01");
  EXPECT_EQ(DayText(weeks.FirstFrom(On("2024-04-01"))), "2024-04-01");
  EXPECT_EQ(DayText(weeks.FirstFrom(On("2024-04-02"))), "2024-04-08");
  const PayPeriods four_weeks(On("2024-04-01"), 28);
  EXPECT_EQ(DayText(four_weeks.Start(On("2024-04-28"))), "2024-04-01");
  EXPECT_EQ(DayText(four_weeks.FirstFrom(On("2024-04-02"))), "2024-04-29");
  for (const int days : {7, kCalendarMonth})
    EXPECT_EQ(PayPeriods(On("2024-04-01"), days).FirstFrom(kForever), kForever);
}

TEST(PayPeriods, OfAMonthBeginOnTheLastDayOfOneThatIsTooShort) {
  const auto periods = [](absl::string_view anchor) { return PayPeriods(On(anchor), kCalendarMonth); };
  const auto start = [&](absl::string_view anchor, absl::string_view day) {
    return DayText(periods(anchor).Start(On(day)));
  };
  const auto first_from = [&](absl::string_view anchor, absl::string_view day) {
    return DayText(periods(anchor).FirstFrom(On(day)));
  };
  EXPECT_EQ(start("2024-06-25", "2024-01-24"), "2023-12-25");
  EXPECT_EQ(start("2024-06-25", "2024-01-25"), "2024-01-25");
  EXPECT_EQ(first_from("2024-06-25", "2023-12-25"), "2023-12-25");
  EXPECT_EQ(first_from("2024-06-25", "2023-12-26"), "2024-01-25");
  EXPECT_EQ(start("2023-01-31", "2024-02-28"), "2024-01-31");
  EXPECT_EQ(start("2023-01-31", "2024-02-29"), "2024-02-29");
  EXPECT_EQ(start("2023-01-31", "2024-03-30"), "2024-02-29");
  EXPECT_EQ(start("2023-01-31", "2024-03-31"), "2024-03-31");
  EXPECT_EQ(first_from("2023-01-31", "2024-02-01"), "2024-02-29");
  EXPECT_EQ(first_from("2023-01-31", "2024-03-01"), "2024-03-31");
  EXPECT_EQ(first_from("2023-01-31", "2024-04-30"), "2024-04-30");
  EXPECT_EQ(start("2024-11-30", "2025-02-27"), "2025-01-30");
  EXPECT_EQ(start("2024-11-30", "2025-02-28"), "2025-02-28");
  EXPECT_EQ(start("2024-11-30", "2025-03-29"), "2025-02-28");
  EXPECT_EQ(start("2024-11-30", "2025-03-30"), "2025-03-30");
  EXPECT_EQ(start("2024-02-29", "2025-02-28"), "2025-02-28") << "and the 29th of others";
  EXPECT_EQ(first_from("2024-02-29", "2025-03-01"), "2025-03-29");
}

TEST(Segments, DoNotPretendToKnowAContract) {
  Made made;
  made.Job("2024-05-01", "2024-05-31", 960, 639).contract = Contract::kUnknown;
  const auto segment = [&] {
    std::vector<Segment> segments;
    Ages ages(made.journey);
    AddSegments(made.history(), 0, On("2024-05-01"), Floors(), &ages, &segments);
    return segments.at(0);
  };
  EXPECT_EQ(segment().at_floor, Fact::kUnknown) << "below an apprentice's; the self-employed have no floor";
  EXPECT_TRUE(segment().hangs_on_contract);
  EXPECT_FALSE(segment().hangs_on_age);
  made.terms[0].hourly_pence = 1143;
  EXPECT_EQ(segment().at_floor, Fact::kUnknown);
  made.terms[0].hourly_pence = 1144;
  EXPECT_EQ(segment().at_floor, Fact::kYes) << "the adult floor is enough on any contract";
  EXPECT_FALSE(segment().hangs_on_contract);
  made.terms[0].hourly_pence = 639;
  for (const Contract contract : {Contract::kEmployed, Contract::kApprenticeship}) {
    made.spells[0].contract = contract;
    EXPECT_EQ(segment().at_floor, Fact::kNo);
    EXPECT_FALSE(segment().hangs_on_contract);
  }
  made.terms[0].hourly_pence = 640;
  EXPECT_EQ(segment().at_floor, Fact::kYes) << "an apprentice's in the first year";
}

TEST(Segments, OfLeaveAreWhatIsCertainAndWhatIsPossible) {
  Made made;
  made.Job("2024-05-01", "2024-05-31");
  made.Away("2024-05-10", "2024-05-12", Fact::kUnknown);
  made.Away("2024-05-20", "", Fact::kYes);
  made.Away("2024-05-20", "", Fact::kNo);
  made.Week("2024-05-25", 60);
  std::vector<Segment> segments;
  Ages ages(made.journey);
  AddSegments(made.history(), 0, On("2024-05-01"), Floors(), &ages, &segments);
  std::string text;
  const auto word = [](Presence p) {
    return p == Presence::kAtWork ? "work" : p == Presence::kPaidLeave ? "paid" : "unpaid";
  };
  for (const Segment& s : segments)
    absl::StrAppend(&text, DayText(s.from).substr(8), "-", DayText(s.to).substr(8), " ", word(s.certain), "/",
                    word(s.possible), ", ");
  // Unpaid for certain on the 20th, which makes none; at work in the recorded week whatever the absences.
  EXPECT_EQ(text, "01-09 work/work, 10-12 unpaid/paid, 13-19 work/work, 21-24 unpaid/work, 25-31 work/work, ");
}

TEST(Segments, DoNotPretendToKnowAnAge) {
  Made made;
  made.Job("2024-05-01", "2024-05-31", 960, 900);
  const auto at_floor = [&] {
    std::vector<Segment> segments;
    Ages ages(made.journey);
    AddSegments(made.history(), 0, On("2024-05-01"), Floors(), &ages, &segments);
    return segments.at(0).at_floor;
  };
  EXPECT_EQ(at_floor(), Fact::kNo) << "an adult";
  made.journey.born_to = On("2005-01-01");
  EXPECT_EQ(at_floor(), Fact::kUnknown) << "an adult, or 19";
  made.journey.born_from = On("2004-12-31");
  EXPECT_EQ(at_floor(), Fact::kYes) << "19 at any rate";
  made.spells[0].contract = Contract::kSelfEmployed;
  made.terms[0].hourly_pence = 1;
  EXPECT_EQ(at_floor(), Fact::kYes) << "the law knows no floor for them";
}

}  // namespace
}  // namespace gainful::placement::outcome
