// The known answers of the Rossi study (tests/data/README.md) by the counting alone, without services and database.
#include <map>

#include "services/reporting/cohort.h"
#include "tests/unit/testing.h"

namespace gainful::reporting {
namespace {

using gainful::testing::Day;
using gainful::testing::ReadCsv;

std::optional<absl::CivilDay> DayOrNone(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional<absl::CivilDay>(Day(text));
}

// Everybody was released into the study, so they are taken on on the day they were referred.
std::vector<JourneyFacts> Journeys(absl::CivilDay as_at) {
  std::map<std::string, JourneyFacts> journeys;
  for (const auto& row : ReadCsv(GAINFUL_TEST_DATA "/rossi_people.csv")) {
    // person, referred, age, race, ..., left (10), leaving_reason, followed_to
    journeys[row.at(0)] = {row.at(3), Day(row.at(1)), {}, DayOrNone(row.at(10)), DayOrNone(row.at(12))};
  }
  for (const auto& row : ReadCsv(GAINFUL_TEST_DATA "/rossi_jobs.csv")) {
    JourneyFacts& journey = journeys.at(row.at(0));
    const absl::CivilDay start = Day(row.at(2));
    if (start < journey.anchor || start > as_at) continue;
    if (!journey.first_job || start < *journey.first_job) journey.first_job = start;
  }
  std::vector<JourneyFacts> out;
  for (auto& [person, journey] : journeys) out.push_back(std::move(journey));
  return out;
}

using Three = std::vector<std::int64_t>;

std::map<std::string, Three> Report(const std::string& as_at, std::optional<int> horizon = {}) {
  std::map<std::string, Three> out;
  for (const auto& [group, count] : CountSupportedIntoWork(Journeys(Day(as_at)), Day(as_at), horizon)) {
    out[group] = {count.numerator, count.denominator, count.not_yet_due};
  }
  return out;
}

using Groups = std::map<std::string, Three>;

TEST(Rossi, HasItsKnownAnswers) {
  EXPECT_EQ(Journeys(Day("1973-12-31")).size(), 432u);
  EXPECT_EQ(Report("1973-12-31"), (Groups{{"black", {316, 379, 0}}, {"other", {44, 53, 0}}}));
}

TEST(Rossi, KnowsWhatWasKnownAtMidyear) {
  EXPECT_EQ(Report("1973-06-30"), (Groups{{"black", {295, 379, 0}}, {"other", {41, 53, 0}}}));
}

// Counted once by a separate script over the two files.
TEST(Rossi, HasItsAnswersWithinAHorizon) {
  EXPECT_EQ(Report("1973-12-31", 7), (Groups{{"black", {47, 379, 0}}, {"other", {13, 53, 0}}}));
  EXPECT_EQ(Report("1973-12-31", 28), (Groups{{"black", {146, 376, 3}}, {"other", {26, 53, 0}}}));
  EXPECT_EQ(Report("1973-12-31", 91), (Groups{{"black", {243, 361, 18}}, {"other", {34, 52, 1}}}));
  EXPECT_EQ(Report("1973-12-31", 182), (Groups{{"black", {270, 331, 48}}, {"other", {39, 50, 3}}}));
}

TEST(Rossi, WasFollowedForFiftyTwoWeeksAndNoDayMore) {
  EXPECT_EQ(Report("1973-12-31", 364), (Groups{{"black", {250, 280, 99}}, {"other", {37, 42, 11}}}));
  EXPECT_EQ(Report("1973-12-31", 365), (Groups{{"black", {0, 0, 379}}, {"other", {0, 0, 53}}}));
}

TEST(Rossi, IsNotYetDueTheDayBeforeTheHorizonEnds) {
  EXPECT_EQ(Report("1973-03-31", 91), (Groups{{"black", {0, 0, 379}}, {"other", {0, 0, 53}}}));
  EXPECT_EQ(Report("1973-04-01", 91), (Groups{{"black", {243, 361, 18}}, {"other", {34, 52, 1}}}));
}

}  // namespace
}  // namespace gainful::reporting
