// For how long records are kept: the day before, the day, the day after.
#include "services/caseload/disposal.h"

#include <gmock/gmock.h>

#include "tests/unit/testing.h"

namespace gainful::caseload {
namespace {

using gainful::testing::Day;
using ::testing::HasSubstr;

EndedJourney Ended(const std::string& on, std::optional<int> years, const std::string& id = "j") {
  EndedJourney journey;
  journey.id = id;
  journey.programme_id = "programme of " + id;
  if (!on.empty()) journey.ended_on = Day(on);
  journey.period.years = years;
  return journey;
}

RecordFacts With(std::vector<EndedJourney> journeys) {
  RecordFacts facts;
  facts.birth_date = Day("1980-06-01");
  facts.journeys = std::move(journeys);
  return facts;
}

// Somebody whose one journey ended on a day, in a programme that keeps records 8 years, those of children to 25, or 26 for who was 17.
RecordFacts Child(const std::string& born, const std::string& ended) {
  RecordFacts facts = With({Ended(ended, 8)});
  facts.birth_date = Day(born);
  facts.journeys[0].period.until_age = 25;
  facts.journeys[0].period.until_age_at_17 = 26;
  return facts;
}

Retention On(const RecordFacts& facts, const std::string& day) { return Judge(facts, Day(day)).retention; }

// Kept through `last`, due from the day after on.
void ExpectKeptTo(const RecordFacts& facts, const std::string& last) {
  const absl::CivilDay day = Day(last);
  EXPECT_EQ(Judge(facts, day - 1).retention, Retention::kNotYet) << last;
  EXPECT_EQ(Judge(facts, day).retention, Retention::kNotYet) << last;
  EXPECT_EQ(Judge(facts, day + 1).retention, Retention::kDue) << last;
  EXPECT_EQ(Judge(facts, day + 1).keeping.kept_to, day);
}

TEST(Judge, CountsYearsFromTheEndOfTheJourney) {
  ExpectKeptTo(With({Ended("2005-05-01", 20)}), "2025-05-01");
  ExpectKeptTo(With({Ended("2024-05-01", 1)}), "2025-05-01");
  const Keeping keeping = Judge(With({Ended("2005-05-01", 20)}), Day("2030-01-01")).keeping;
  EXPECT_EQ(keeping.journey_id, "j");
  EXPECT_EQ(keeping.programme_id, "programme of j");
  EXPECT_EQ(keeping.counted_from, Day("2005-05-01"));
  EXPECT_EQ(keeping.years, 20);
  EXPECT_EQ(keeping.until_age, 0);
}

// A 29th of February that is not is the day after the 28th.
TEST(Judge, NeverEndsAPeriodEarlyForALeapDay) {
  ExpectKeptTo(With({Ended("2004-02-29", 20)}), "2024-02-29");
  ExpectKeptTo(With({Ended("2004-02-29", 19)}), "2023-03-01");
  ExpectKeptTo(With({Ended("2003-02-28", 1)}), "2004-02-28");
}

TEST(Judge, BeginsAnewWithALaterContact) {
  RecordFacts facts = With({Ended("2005-05-01", 8)});
  facts.last_contact = Day("2005-05-02");
  ExpectKeptTo(facts, "2013-05-02");
  EXPECT_EQ(Judge(facts, Day("2020-01-01")).keeping.counted_from, Day("2005-05-02"));
  facts.last_contact = Day("2005-04-30");
  ExpectKeptTo(facts, "2013-05-01");
}

TEST(Judge, WaitsForEveryJourneyToEnd) {
  EXPECT_EQ(On(With({Ended("", 1)}), "2099-01-01"), Retention::kOpen);
  EXPECT_EQ(On(With({Ended("2000-01-01", 1), Ended("", 1)}), "2099-01-01"), Retention::kOpen);
}

TEST(Judge, TakesTheLongestOfSeveralPeriods) {
  const RecordFacts facts =
      With({Ended("2010-01-01", 8, "a"), Ended("2005-01-01", 20, "b"), Ended("2014-01-01", 8, "c")});
  ExpectKeptTo(facts, "2025-01-01");
  EXPECT_EQ(Judge(facts, Day("2030-01-01")).keeping.journey_id, "b");
}

TEST(Judge, ListsNobodyWhereAProgrammeSaysNothing) {
  EXPECT_EQ(On(With({Ended("1990-01-01", std::nullopt)}), "2099-01-01"), Retention::kNoPeriod);
  EXPECT_EQ(On(With({Ended("1990-01-01", 1), Ended("1990-01-01", std::nullopt)}), "2099-01-01"), Retention::kNoPeriod);
}

TEST(Judge, ListsNobodyWithoutAJourney) { EXPECT_EQ(On(With({}), "2099-01-01"), Retention::kNoJourney); }

TEST(Judge, KeepsWhatIsHeld) {
  RecordFacts facts = With({Ended("2005-05-01", 1)});
  facts.on_hold = true;
  EXPECT_EQ(On(facts, "2006-05-02"), Retention::kOnHold);
  EXPECT_EQ(On(facts, "2006-05-01"), Retention::kNotYet) << "the hold is not what keeps it";
}

TEST(Judge, KeepsTheRecordOfAChildUntilAnAge) {
  // The day before the 17th birthday, on it, the day before the 18th, on it.
  ExpectKeptTo(Child("2000-06-15", "2017-06-14"), "2025-06-15");
  ExpectKeptTo(Child("2000-06-15", "2017-06-15"), "2026-06-15");
  ExpectKeptTo(Child("2000-06-15", "2018-06-14"), "2026-06-15");
  ExpectKeptTo(Child("2000-06-15", "2018-06-15"), "2026-06-15");  // of age: eight years
  EXPECT_EQ(Judge(Child("2000-06-15", "2018-06-14"), Day("2030-01-01")).keeping.until_age, 26);
  EXPECT_EQ(Judge(Child("2000-06-15", "2018-06-15"), Day("2030-01-01")).keeping.until_age, 0);
  ExpectKeptTo(Child("2000-06-15", "2010-01-01"), "2025-06-15");
}

TEST(Judge, KeepsTheRecordOfAChildForTheYearsWhereTheyAreLonger) {
  RecordFacts facts = Child("2000-06-15", "2016-01-01");
  facts.journeys[0].period.years = 20;
  ExpectKeptTo(facts, "2036-01-01");
  EXPECT_EQ(Judge(facts, Day("2040-01-01")).keeping.until_age, 0);
}

TEST(Judge, TakesTheAgeOfTheYoungerWhereNoneIsGivenForWhoWas17) {
  RecordFacts facts = Child("2000-06-15", "2017-06-15");
  facts.journeys[0].period.until_age_at_17 = std::nullopt;
  ExpectKeptTo(facts, "2025-06-15");
}

// Born on the 29th of February, one comes of age on the 1st of March.
TEST(Judge, KnowsBirthdaysOfALeapDay) {
  ExpectKeptTo(Child("2004-02-29", "2021-02-28"), "2029-03-01");
  ExpectKeptTo(Child("2004-02-29", "2021-03-01"), "2030-03-01");
  EXPECT_EQ(Judge(Child("2004-02-29", "2022-02-28"), Day("2040-01-01")).keeping.until_age, 26);
  EXPECT_EQ(Judge(Child("2004-02-29", "2022-03-01"), Day("2040-01-01")).keeping.until_age, 0);
}

TEST(Judge, TakesTheLastDayOfABirthYear) {
  RecordFacts facts = Child("2000-01-01", "2017-12-30");
  facts.birth_date = std::nullopt;
  facts.birth_year = 2000;
  ExpectKeptTo(facts, "2025-12-31");
}

TEST(Judge, KeepsARecordWithoutBirthWhereThatMatters) {
  RecordFacts facts = Child("2000-01-01", "2017-12-30");
  facts.birth_date = std::nullopt;
  EXPECT_EQ(On(facts, "2025-12-30"), Retention::kNotYet);
  EXPECT_EQ(On(facts, "2025-12-31"), Retention::kBirthUnknown);
  EXPECT_EQ(On(facts, "2199-12-31"), Retention::kBirthUnknown);
  facts.journeys[0].period.until_age = std::nullopt;
  EXPECT_EQ(On(facts, "2025-12-31"), Retention::kDue);
}

// ---- Somebody with several records

RecordFacts Two(const RecordFacts& a, const RecordFacts& b) { return FactsTogether({a, b}); }

TEST(FactsTogether, KeepAllAsLongAsOneIsKept) {
  const RecordFacts early = With({Ended("2010-05-01", 8, "early")}), late = With({Ended("2015-05-01", 8, "late")});
  ExpectKeptTo(early, "2018-05-01");
  for (const auto& both : {Two(early, late), Two(late, early)}) {
    ExpectKeptTo(both, "2023-05-01");
    EXPECT_EQ(Judge(both, Day("2024-01-01")).keeping.journey_id, "late");
  }
  EXPECT_EQ(On(Two(early, With({Ended("", 8)})), "2100-01-01"), Retention::kOpen);
  EXPECT_EQ(On(Two(With({Ended("2015-05-01", std::nullopt)}), early), "2100-01-01"), Retention::kNoPeriod);
}

TEST(FactsTogether, AreOnHoldWithOne) {
  const RecordFacts free = With({Ended("2010-05-01", 8)});
  RecordFacts held = free;
  held.on_hold = true;
  EXPECT_EQ(On(Two(free, free), "2018-05-02"), Retention::kDue);
  EXPECT_EQ(On(Two(free, held), "2018-05-02"), Retention::kOnHold);
  EXPECT_EQ(On(Two(held, free), "2018-05-02"), Retention::kOnHold);
}

TEST(FactsTogether, CountTheLastContactUnderAny) {
  const RecordFacts met = With({Ended("2010-05-01", 8)});
  RecordFacts seen = With({});
  seen.last_contact = Day("2012-01-01");
  ExpectKeptTo(Two(met, seen), "2020-01-01");
  RecordFacts seen_before = met;
  seen_before.last_contact = Day("2011-01-01");
  ExpectKeptTo(Two(seen_before, seen), "2020-01-01");
  ExpectKeptTo(Two(seen, seen_before), "2020-01-01");
}

// A record without a journey follows the person's others; alone it says nothing.
TEST(FactsTogether, TakeARecordWithoutJourneysAlong) {
  EXPECT_EQ(On(With({}), "2100-01-01"), Retention::kNoJourney);
  ExpectKeptTo(Two(With({}), With({Ended("2010-05-01", 8)})), "2018-05-01");
  EXPECT_EQ(On(Two(With({}), With({})), "2100-01-01"), Retention::kNoJourney);
}

TEST(FactsTogether, TakeTheLatestBirth) {
  const RecordFacts child = Child("2000-06-15", "2010-01-01");
  RecordFacts other = Child("2000-06-16", "2009-01-01"), unknown = child;
  ExpectKeptTo(Two(child, other), "2025-06-16");
  ExpectKeptTo(Two(other, child), "2025-06-16");
  other.birth_date = std::nullopt;
  other.birth_year = 2000;
  ExpectKeptTo(Two(child, other), "2025-12-31");
  unknown.birth_date = std::nullopt;
  ExpectKeptTo(Two(child, unknown), "2025-06-15");
  EXPECT_EQ(On(Two(unknown, unknown), "2025-06-16"), Retention::kBirthUnknown);
}

TEST(ReasonToKeep, IsThereWhereARecordIsMissing) {
  Judgement due;
  due.retention = Retention::kDue;
  EXPECT_EQ(ReasonToKeep(due, "", true), "");
  EXPECT_THAT(ReasonToKeep(due, "", false), HasSubstr("Another record"));
}

TEST(ReasonToKeep, IsEmptyJustForWhoIsDueAndUnchanged) {
  Judgement judgement;
  for (const auto retention : {Retention::kOnHold, Retention::kNotYet, Retention::kBirthUnknown, Retention::kNoPeriod,
                               Retention::kOpen, Retention::kNoJourney}) {
    judgement.retention = retention;
    judgement.keeping.kept_to = Day("2031-02-03");
    EXPECT_NE(ReasonToKeep(judgement, ""), "");
    EXPECT_EQ(ReasonToKeep(judgement, "contact"), ReasonToKeep(judgement, "")) << "what holds whatever was recorded";
  }
  judgement.retention = Retention::kNotYet;
  EXPECT_THAT(ReasonToKeep(judgement, ""), HasSubstr("2031-02-03"));
  judgement.retention = Retention::kDue;
  EXPECT_EQ(ReasonToKeep(judgement, ""), "");
  EXPECT_THAT(ReasonToKeep(judgement, "contact, spell"), HasSubstr("contact, spell"));
}

}  // namespace
}  // namespace gainful::caseload
