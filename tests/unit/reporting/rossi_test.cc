// The known answers of the Rossi study (tests/data/README.md) by the counting alone, without services and database.
#include <algorithm>
#include <iterator>
#include <map>

#include "services/reporting/cohort.h"
#include "services/reporting/employment.h"
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

// The work of everybody who had begun a job, with what became of it: of first jobs, or with a gap of all jobs.
Retention Tenures(const std::string& as_at, std::optional<int> gap = {}) {
  std::map<std::string, Work> people;
  for (const auto& row : ReadCsv(GAINFUL_TEST_DATA "/rossi_people.csv")) {
    people[row.at(0)] = {"", {}, DayOrNone(row.at(10)), DayOrNone(row.at(12))};
  }
  for (const auto& row : ReadCsv(GAINFUL_TEST_DATA "/rossi_jobs.csv")) {
    if (Day(row.at(2)) > Day(as_at)) continue;
    people.at(row.at(0)).jobs.push_back({{Day(row.at(2)), DayOrNone(row.at(3)), DayOrNone(row.at(4))}});
  }
  std::vector<Work> all;
  for (const auto& [person, work] : people) {
    if (!work.jobs.empty()) all.push_back(work);
  }
  return RetentionByGroup(all, gap, Day(as_at)).at("");
}

struct AtWeek {
  std::int64_t at_risk, events;
  double survival;
};

// After 13, 26 and 52 weeks: who was seen to last at least so long, how many ended since the week before, and the curve.
void ExpectAtWeeks(const Retention& all, const std::vector<AtWeek>& wanted) {
  ASSERT_EQ(wanted.size(), std::size(kWeeksAsDays));
  const auto curve = stats::KaplanMeier(all.durations);
  int before = 0;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const int day = kWeeksAsDays[i];
    const auto count = [&](auto holds) { return std::count_if(all.durations.begin(), all.durations.end(), holds); };
    EXPECT_EQ(count([&](const auto& d) { return d.time >= day; }), wanted[i].at_risk) << i;
    EXPECT_EQ(count([&](const auto& d) { return d.event && d.time > before && d.time <= day; }), wanted[i].events) << i;
    EXPECT_NEAR(stats::SurvivalAt(curve, day), wanted[i].survival, 5e-10) << i;
    before = day;
  }
}

TEST(Rossi, KeepsFirstJobsForAsLongAsIsKnown) {
  const Retention all = Tenures("1973-12-31");
  EXPECT_EQ(all.durations.size(), 360u);
  EXPECT_EQ(all.Count(Last::kEnded), 277);
  EXPECT_EQ(all.Count(Last::kFollowUpEnd), 73);
  EXPECT_EQ(all.Count(Last::kExit), 10);
  ExpectAtWeeks(all, {{155, 196, 0.448287528}, {98, 51, 0.298896379}, {18, 30, 0.189120639}});
}

TEST(Rossi, KnowsAtMidyearWhatHadNotEndedYet) {
  const Retention all = Tenures("1973-06-30");
  EXPECT_EQ(all.durations.size(), 336u);
  EXPECT_EQ(all.Count(Last::kEnded), 213);
  EXPECT_EQ(all.Count(Last::kAsAt), 118);
  EXPECT_EQ(all.Count(Last::kExit), 5);
  EXPECT_NEAR(stats::SurvivalAt(stats::KaplanMeier(all.durations), 90), 0.451143992, 5e-10);
}

// Of 277 first jobs that ended while they were followed, 34 led to another job within 14 days. What is counted is the days without work between the
// two: the last day of the one job and the first of the next are not among them. The study counts weeks, so that they are 7 (16 times), 14 (18 times),
// 21 and so on.
TEST(Rossi, LedFromThirtyFourFirstJobsToAnotherWithinFourteenDays) {
  for (const auto& [gap, followed] :
       std::map<int, int>{{0, 0}, {6, 0}, {7, 16}, {13, 16}, {14, 34}, {20, 34}, {21, 55}}) {
    const Retention all = Tenures("1973-12-31", gap);
    EXPECT_EQ(all.first_ended, 277) << gap;
    EXPECT_EQ(all.first_followed, followed) << gap;
  }
  EXPECT_EQ(Tenures("1973-06-30", 14).first_followed, 26) << "of 213";
}

// Counted once by a separate script over the two files, day by day.
TEST(Rossi, KeepsPeopleInWorkForLongerThanInTheirFirstJob) {
  const Retention all = Tenures("1973-12-31", 14);
  EXPECT_EQ(all.durations.size(), 360u);
  EXPECT_EQ(all.Count(Last::kEnded), 248);
  EXPECT_EQ(all.Count(Last::kUnsettled), 15);
  EXPECT_EQ(all.Count(Last::kFollowUpEnd), 84);
  EXPECT_EQ(all.Count(Last::kExit), 13);
  ExpectAtWeeks(all, {{169, 177, 0.498957861}, {111, 47, 0.357729965}, {22, 24, 0.270705406}});
  const Retention midyear = Tenures("1973-06-30", 14);
  EXPECT_EQ(midyear.Count(Last::kEnded), 186);
  EXPECT_EQ(midyear.Count(Last::kUnsettled), 13);
  EXPECT_EQ(midyear.Count(Last::kAsAt), 131);
  ExpectAtWeeks(midyear, {{139, 155, 0.51318878}, {33, 31, 0.37862795}, {0, 0, 0.37862795}});
  // No job of the sample begins on the day after another one ended.
  ExpectAtWeeks(Tenures("1973-12-31", 0), {{155, 196, 0.448287528}, {98, 51, 0.298896379}, {18, 30, 0.189120639}});
  EXPECT_EQ(Tenures("1973-12-31", 365).Count(Last::kEnded), 0) << "nobody was followed for so long";
}

}  // namespace
}  // namespace gainful::reporting
