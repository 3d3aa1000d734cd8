// Drift, windows and postings: the small rules under the live reading.
#include <random>

#include "services/fidelity/live_drift.h"
#include "tests/unit/fidelity/live_fixture.h"

namespace gainful::fidelity {
namespace {

// "5 4 . 4": a week each, without a score where there is a dot.
std::vector<std::optional<int>> Weeks(const std::string& text) {
  std::vector<std::optional<int>> scores;
  for (const char c : text) {
    if (c != ' ') scores.push_back(c == '.' ? std::nullopt : std::optional<int>(c - '0'));
  }
  return scores;
}

std::string Told(const std::string& text) {
  const auto scores = Weeks(text);
  const auto drifted = DriftOf(scores);
  return drifted ? absl::StrCat("from ", *scores[drifted->before], " for ", drifted->weeks) : "none";
}

TEST(Drift, IsEightWeeksLowerThanTheWeekBefore) {
  EXPECT_EQ(Told("4 3333333"), "none") << "seven";
  EXPECT_EQ(Told("4 33333333"), "from 4 for 8");
  EXPECT_EQ(Told("4 333333333"), "from 4 for 9");
  EXPECT_EQ(Told("4 33323313"), "from 4 for 8");
  EXPECT_EQ(Told("4 33343333"), "none") << "back for one week";
  EXPECT_EQ(Told("3 33333333"), "none");
  EXPECT_EQ(Told("2 33333333"), "none") << "for the better";
  EXPECT_EQ(Told(""), "none");
  EXPECT_EQ(Told("5"), "none");
}

TEST(Drift, SaysNothingOfWhatIsNotOnRecord) {
  EXPECT_EQ(Told("4 333.3333"), "none");
  EXPECT_EQ(Told("4 3333333."), "none");
  EXPECT_EQ(Told(". 33333333"), "none");
  EXPECT_EQ(Told(".4 33333333"), "from 4 for 8") << "before the row anything may be missing";
}

TEST(Drift, TellsTheHighestScoreThatWasLost) {
  EXPECT_EQ(Told("5 4 33333333"), "from 5 for 9");
  EXPECT_EQ(Told("5 44444444 3"), "from 5 for 9");
  EXPECT_EQ(Told("5 5 33333333"), "from 5 for 8") << "the later of two";
  EXPECT_EQ(Told("5 3 4 33333333"), "from 5 for 10");
  EXPECT_EQ(Told("4 5 33333333"), "from 5 for 8");
}

// Whether reviews with the lead took place is on record nowhere, so that the item would score 2 for ever.
TEST(Drift, GoesByTheFigureWhereAConditionIsNeverOnRecord) {
  const Item& item = Made::ItemOf("employer_contacts_a_week");
  std::vector<std::optional<int>> scores;
  for (const int contacts : {7, 2, 2, 2, 2, 2, 2, 2, 2}) {
    Value value;
    value.value = Exact{contacts, 1};
    value.denominator = 7;
    EXPECT_EQ(Score(item, value)->score, 2);
    scores.push_back(ScoreForDrift(item, value));
  }
  ASSERT_TRUE(DriftOf(scores));
  EXPECT_EQ(*scores[DriftOf(scores)->before], 5);
  EXPECT_EQ(*scores.back(), 2);
}

// Nor does a record that is missing make the same figure drift.
TEST(Drift, IsNotOutOfRecordsAlone) {
  const Item& item = Made::ItemOf("days_to_employer_contact");
  Value tracked, open;
  tracked.value = open.value = Exact{20, 1};
  tracked.denominator = open.denominator = 5;
  tracked.known.hold.insert("tracked");
  EXPECT_EQ(ScoreForDrift(item, tracked), 5);
  EXPECT_EQ(ScoreForDrift(item, open), 5);
  open.worst = Exact{400, 1};
  EXPECT_EQ(Score(item, open)->score, 1);
  EXPECT_EQ(ScoreForDrift(item, open), 5);
  open.value.reset();
  EXPECT_EQ(ScoreForDrift(item, open), std::nullopt);
}

// The rule as it is said, without any cleverness.
std::optional<int> Slow(const std::vector<std::optional<int>>& scores) {
  std::optional<int> highest;
  for (size_t before = 0; before + kDriftWeeks < scores.size(); ++before) {
    bool all_lower = scores[before].has_value();
    for (size_t i = before + 1; i < scores.size(); ++i)
      all_lower = all_lower && scores[i] && *scores[i] < *scores[before];
    if (all_lower && (!highest || *scores[before] > *highest)) highest = scores[before];
  }
  return highest;
}

TEST(Drift, IsWhatTheSlowRuleSays) {
  std::mt19937 random(11);
  int found = 0;
  for (int i = 0; i < 20000; ++i) {
    std::vector<std::optional<int>> scores(random() % 27);
    for (auto& score : scores) {
      if (random() % 40 != 0) score = 1 + static_cast<int>(random() % 3 + random() % 2);
    }
    if (!scores.empty() && random() % 2 == 0) scores[random() % scores.size()] = 5;
    const auto drifted = DriftOf(scores);
    const auto slow = Slow(scores);
    ASSERT_EQ(drifted.has_value(), slow.has_value());
    if (drifted) {
      ASSERT_EQ(scores[drifted->before], slow);
      ASSERT_EQ(drifted->before + static_cast<size_t>(drifted->weeks), scores.size() - 1);
      ++found;
    }
  }
  EXPECT_GT(found, 500);
}

TEST(Window, EndsWithTheDayAndIsMonthsLong) {
  EXPECT_EQ(WindowFrom(N("2025-06-30"), 6), N("2024-12-31"));
  EXPECT_EQ(WindowFrom(N("2025-06-15"), 6), N("2024-12-16"));
  EXPECT_EQ(WindowFrom(N("2025-08-31"), 6), N("2025-03-01")) << "February has no 31st";
  EXPECT_EQ(WindowFrom(N("2024-08-31"), 6), N("2024-03-01"));
  EXPECT_EQ(WindowFrom(N("2024-08-29"), 6), N("2024-03-01")) << "a leap day";
  EXPECT_EQ(WindowFrom(N("2025-06-30"), 12), N("2024-07-01"));
  EXPECT_EQ(WindowFrom(N("2025-06-30"), 0), N("2025-06-30"));
}

TEST(Window, MonthsKeepTheirDayOrTakeTheLast) {
  EXPECT_EQ(MonthsAfter(N("2024-01-31"), 1), N("2024-02-29"));
  EXPECT_EQ(MonthsAfter(N("2025-01-31"), 1), N("2025-02-28"));
  EXPECT_EQ(MonthsAfter(N("2025-12-31"), 2), N("2026-02-28"));
  EXPECT_EQ(MonthsAfter(N("2025-03-31"), -1), N("2025-02-28"));
}

TEST(Passages, PutOverlappingJourneysOfOnePersonTogether) {
  Made made;
  made.Journey("2024-01-10", "2024-06-10", 1);
  made.Journey("2024-06-10", "2024-12-10", 1);  // from the day on which the first was over
  made.Journey("2024-12-09", nullptr, 1);       // from the day before
  made.Journey("2024-12-09", nullptr, 2);
  ASSERT_EQ(made.team.passages.size(), 3u);
  EXPECT_EQ(made.team.passages[0].journeys, (std::vector<int>{0}));
  EXPECT_EQ(made.team.passages[1].journeys, (std::vector<int>{1, 2}));
  EXPECT_EQ(made.team.passages[2].journeys, (std::vector<int>{3}));
}

TEST(KeyWorkers, AreThoseOfTheDay) {
  JourneyFact journey;
  journey.key_workers = {{N("2025-01-10"), 3}, {N("2025-02-10"), kNobody}, {N("2025-02-10"), 4}};
  EXPECT_EQ(KeyWorkerOn(journey, N("2025-01-09")), kNobody);
  EXPECT_EQ(KeyWorkerOn(journey, N("2025-01-10")), 3);
  EXPECT_EQ(KeyWorkerOn(journey, N("2025-02-09")), 3);
  EXPECT_EQ(KeyWorkerOn(journey, N("2025-02-10")), 4);
}

TEST(Readings, AreKnownByEveryInstrumentThatIsShipped) {
  int read = 0;
  for (const auto& instrument : ShippedInstruments()) {
    for (const Item* item : LiveItems(instrument)) {
      EXPECT_NE(std::find(std::begin(kReadings), std::end(kReadings), item->reading().name()), std::end(kReadings))
          << instrument.id() << " item " << item->number();
      const pb::LiveItem shown = Shown(*item, Read({}, TeamFacts(), *item, N(kAsAt)));
      EXPECT_FALSE(shown.has_value()) << "nothing on record is no reading of 0: item " << item->number();
      EXPECT_FALSE(shown.has_would_score());
      EXPECT_EQ(shown.certainty(), pb::LIVE_CERTAINTY_NO_RECORD);
      ++read;
    }
  }
  EXPECT_GE(read, 26);
}

}  // namespace
}  // namespace gainful::fidelity
