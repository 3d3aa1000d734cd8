// The known answers of the Rossi study (tests/data/README.md) by the counting alone, without services and database.
#include <map>

#include "services/reporting/cohort.h"
#include "services/reporting/retention.h"
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

// How long first jobs last, with what became of them.
Retention Tenures(const std::string& as_at) {
  std::map<std::string, FirstJob> people;
  for (const auto& row : ReadCsv(GAINFUL_TEST_DATA "/rossi_people.csv")) {
    people[row.at(0)] = {row.at(3), {}, {}, {}, DayOrNone(row.at(10)), DayOrNone(row.at(12))};
  }
  Retention all;
  for (const auto& row : ReadCsv(GAINFUL_TEST_DATA "/rossi_jobs.csv")) {
    if (row.at(1) != "1" || Day(row.at(2)) > Day(as_at)) continue;
    FirstJob& job = people.at(row.at(0));
    job.started = Day(row.at(2));
    job.ended = DayOrNone(row.at(3));
    job.last_confirmed = DayOrNone(row.at(4));
    all.Add(TenureOf(job, Day(as_at)));
  }
  return all;
}

TEST(Rossi, KeepsFirstJobsForAsLongAsIsKnown) {
  const Retention all = Tenures("1973-12-31");
  EXPECT_EQ(all.durations.size(), 360u);
  EXPECT_EQ(all.Count(Last::kEnded), 277);
  EXPECT_EQ(all.Count(Last::kFollowUpEnd), 73);
  EXPECT_EQ(all.Count(Last::kExit), 10);
  const auto weeks = AtWeeks(stats::KaplanMeier(all.durations));
  const struct {
    std::int64_t at_risk, events;
    double survival;
  } table[] = {{155, 196, 0.448287528}, {98, 51, 0.298896379}, {18, 30, 0.189120639}};
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(weeks[i].at_risk, table[i].at_risk);
    EXPECT_EQ(weeks[i].events, table[i].events);
    EXPECT_NEAR(weeks[i].survival, table[i].survival, 5e-10);
  }
}

TEST(Rossi, KnowsAtMidyearWhatHadNotEndedYet) {
  const Retention all = Tenures("1973-06-30");
  EXPECT_EQ(all.durations.size(), 336u);
  EXPECT_EQ(all.Count(Last::kEnded), 213);
  EXPECT_EQ(all.Count(Last::kAsAt), 118);
  EXPECT_EQ(all.Count(Last::kExit), 5);
  EXPECT_NEAR(stats::SurvivalAt(stats::KaplanMeier(all.durations), 90), 0.451143992, 5e-10);
}

}  // namespace
}  // namespace gainful::reporting
