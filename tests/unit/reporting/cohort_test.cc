#include "services/reporting/cohort.h"

#include <algorithm>
#include <random>

#include "tests/unit/testing.h"

namespace gainful::reporting {
namespace {

using gainful::testing::Day;
using OptionalDay = std::optional<absl::CivilDay>;

const absl::CivilDay& Anchor() {
  static const absl::CivilDay day = Day("2024-02-01");
  return day;
}

// Day 1 is the anchor itself.
absl::CivilDay DayNumber(int n) { return Anchor() + (n - 1); }

JourneyFacts Facts(OptionalDay first_job, OptionalDay exited = {}, OptionalDay followed_to = {}) {
  return {"g", Anchor(), first_job, exited, followed_to};
}

// numerator, denominator, not yet due
using Three = std::vector<std::int64_t>;
Three Counted(const JourneyFacts& journey, absl::CivilDay as_at, std::optional<int> horizon = {}) {
  Count count;
  AddSupportedIntoWork(journey, as_at, horizon, &count);
  return {count.numerator, count.denominator, count.not_yet_due};
}
const Three kReached{1, 1, 0}, kNot{0, 1, 0}, kNotYetDue{0, 0, 1};

absl::CivilDay Followed(const JourneyFacts& journey, absl::CivilDay as_at) {
  return FollowedTo(journey.followed_to, journey.exited, as_at);
}

TEST(FollowedTo, IsWhatIsRecordedElseTheExitElseTheAsAtDate) {
  const auto as_at = Day("2024-12-31"), exit = Day("2024-05-01"), early = Day("2024-04-30"), late = Day("2024-08-01");
  EXPECT_EQ(Followed(Facts({}), as_at), as_at);
  EXPECT_EQ(Followed(Facts({}, exit), as_at), exit);
  EXPECT_EQ(Followed(Facts({}, exit, early), as_at), early) << "what is recorded comes first, before the exit";
  EXPECT_EQ(Followed(Facts({}, exit, late), as_at), late) << "and after it";
  EXPECT_EQ(Followed(Facts({}, {}, early), as_at), early);
}

TEST(FollowedTo, IsNeverLaterThanTheAsAtDate) {
  const auto day = Day("2024-06-15");
  for (const int shift : {-1, 0, 1}) {
    EXPECT_EQ(Followed(Facts({}, {}, day + shift), day), std::min(day, day + shift));
    EXPECT_EQ(Followed(Facts({}, day + shift), day), std::min(day, day + shift));
  }
}

TEST(WithoutHorizon, CountsAStartFromTheAnchorToTheAsAtDate) {
  const auto as_at = Day("2024-12-31");
  EXPECT_EQ(Counted(Facts(Anchor()), as_at), kReached) << "on the day itself";
  EXPECT_EQ(Counted(Facts(Anchor() + 1), as_at), kReached);
  EXPECT_EQ(Counted(Facts(as_at - 1), as_at), kReached);
  EXPECT_EQ(Counted(Facts(as_at), as_at), kReached);
  EXPECT_EQ(Counted(Facts(as_at + 1), as_at), kNot);
  EXPECT_EQ(Counted(Facts({}), as_at), kNot);
  EXPECT_EQ(Counted(Facts(Anchor()), Anchor()), kReached) << "as at the first day";
}

TEST(WithoutHorizon, CountsEverybodyHoweverShortTheyWereFollowed) {
  const auto as_at = Day("2024-12-31");
  EXPECT_EQ(Counted(Facts({}, DayNumber(2)), as_at), kNot);
  EXPECT_EQ(Counted(Facts({}, {}, DayNumber(1)), as_at), kNot);
  EXPECT_EQ(Counted(Facts(DayNumber(30), DayNumber(20)), as_at), kReached)
      << "a start after the exit is on record all the same";
}

TEST(Horizon, CountsAStartOnDayNAndNotOnTheNext) {
  const auto as_at = Day("2024-12-31");
  for (const int n : {1, 2, 7, 28, 29, 91, 182}) {
    EXPECT_EQ(Counted(Facts(DayNumber(1)), as_at, n), kReached) << n;
    EXPECT_EQ(Counted(Facts(DayNumber(n)), as_at, n), kReached) << n;
    EXPECT_EQ(Counted(Facts(DayNumber(n + 1)), as_at, n), kNot) << n;
    EXPECT_EQ(Counted(Facts({}), as_at, n), kNot) << n;
  }
}

TEST(Horizon, CountsDaysOfTheCalendarAcrossALeapDay) {
  EXPECT_EQ(DayNumber(29), Day("2024-02-29"));
  EXPECT_EQ(Counted(Facts(Day("2024-02-29")), Day("2024-12-31"), 29), kReached);
  EXPECT_EQ(Counted(Facts(Day("2024-03-01")), Day("2024-12-31"), 29), kNot);
}

TEST(Horizon, WaitsUntilAJourneyWasFollowedToDayN) {
  const auto as_at = Day("2024-12-31");
  for (const OptionalDay& job : {OptionalDay(), OptionalDay(DayNumber(5))}) {
    const Three due = job ? kReached : kNot;
    EXPECT_EQ(Counted(Facts(job, {}, DayNumber(90)), as_at, 91), kNotYetDue) << "whether there is a job or not";
    EXPECT_EQ(Counted(Facts(job, {}, DayNumber(91)), as_at, 91), due);
    EXPECT_EQ(Counted(Facts(job, {}, DayNumber(92)), as_at, 91), due);
    EXPECT_EQ(Counted(Facts(job, DayNumber(90)), as_at, 91), kNotYetDue) << "left a day early";
    EXPECT_EQ(Counted(Facts(job, DayNumber(91)), as_at, 91), due);
    EXPECT_EQ(Counted(Facts(job), DayNumber(90), 91), kNotYetDue) << "as at a day too early";
    EXPECT_EQ(Counted(Facts(job), DayNumber(91), 91), due);
  }
}

TEST(Horizon, GoesByTheRecordedFollowUpBeforeTheExit) {
  const auto as_at = Day("2024-12-31");
  EXPECT_EQ(Counted(Facts({}, DayNumber(10), DayNumber(91)), as_at, 91), kNot) << "left, and followed all the same";
  EXPECT_EQ(Counted(Facts({}, DayNumber(200), DayNumber(90)), as_at, 91), kNotYetDue) << "stayed, and lost sight of";
}

TEST(Horizon, GoesByTheAsAtDateWhereThatIsEarlierThanTheFollowUp) {
  EXPECT_EQ(Counted(Facts({}, {}, DayNumber(300)), DayNumber(90), 91), kNotYetDue);
  EXPECT_EQ(Counted(Facts({}, {}, DayNumber(300)), DayNumber(91), 91), kNot);
  EXPECT_EQ(Counted(Facts({}), Anchor() - 1, 1), kNotYetDue) << "as at the day before it began";
}

TEST(Counts, GoByGroupWithTheMissingInOneOfTheirOwn) {
  const auto as_at = Day("2024-12-31");
  std::vector<JourneyFacts> journeys{Facts(Anchor()), Facts({}), Facts(Anchor()), Facts({}, DayNumber(3))};
  journeys[1].group = "";
  journeys[2].group = "a";
  const auto counts = CountSupportedIntoWork(journeys, as_at, 7);
  ASSERT_EQ(counts.size(), 3u);
  EXPECT_EQ(counts.begin()->first, "") << "in the groups' order";
  EXPECT_EQ(counts.at("").denominator, 1);
  EXPECT_EQ(counts.at("").numerator, 0);
  EXPECT_EQ(counts.at("a").numerator, 1);
  EXPECT_EQ(counts.at("g").numerator, 1);
  EXPECT_EQ(counts.at("g").denominator, 1);
  EXPECT_EQ(counts.at("g").not_yet_due, 1);
  EXPECT_TRUE(CountSupportedIntoWork({}, as_at, {}).empty());
}

// A whole history, of which the facts are a summary.
struct History {
  absl::CivilDay anchor;
  std::vector<absl::CivilDay> starts;
  OptionalDay exited, followed_to;
};

// The rule as one would apply it with a calendar and a pencil: day by day.
Three Walk(const History& h, absl::CivilDay as_at, std::optional<int> horizon) {
  const auto starts_on = [&](absl::CivilDay day) { return std::count(h.starts.begin(), h.starts.end(), day) > 0; };
  const auto known_on = [&](absl::CivilDay day) {
    if (day > as_at) return false;
    if (h.followed_to) return day <= *h.followed_to;
    return !h.exited || day <= *h.exited;
  };
  bool started = false;
  if (!horizon) {
    for (absl::CivilDay day = h.anchor; day <= as_at; ++day) started = started || starts_on(day);
    return started ? kReached : kNot;
  }
  for (int n = 1; n <= *horizon; ++n) {
    const absl::CivilDay day = h.anchor + (n - 1);
    if (!known_on(day)) return kNotYetDue;
    started = started || starts_on(day);
  }
  return started ? kReached : kNot;
}

JourneyFacts Summary(const History& h, absl::CivilDay as_at) {
  JourneyFacts facts{"g", h.anchor, {}, h.exited, h.followed_to};
  for (const auto& start : h.starts) {
    if (start < h.anchor || start > as_at) continue;  // as the store selects them
    if (!facts.first_job || start < *facts.first_job) facts.first_job = start;
  }
  return facts;
}

TEST(Counts, AgreeWithAWalkThroughRandomHistories) {
  std::mt19937 random(1973);
  // Short spans, so that days meet often.
  const auto near = [&](absl::CivilDay day) { return day + (static_cast<int>(random() % 24) - 4); };
  Three total{0, 0, 0};
  for (int round = 0; round < 50000; ++round) {
    History h{Anchor() + static_cast<int>(random() % 10), {}, {}, {}};
    for (size_t jobs = random() % 3; jobs > 0; --jobs) h.starts.push_back(near(h.anchor));
    if (random() % 2 == 0) h.exited = std::max(h.anchor, near(h.anchor));
    if (random() % 2 == 0) h.followed_to = std::max(h.anchor, near(h.anchor));
    const absl::CivilDay as_at = std::max(h.anchor, near(h.anchor));
    const auto horizon = random() % 3 == 0 ? std::nullopt : std::optional<int>(1 + random() % 20);
    const Three walked = Walk(h, as_at, horizon);
    ASSERT_EQ(Counted(Summary(h, as_at), as_at, horizon), walked) << "round " << round;
    for (size_t i = 0; i < 3; ++i) total[i] += walked[i];
  }
  for (const auto each : total) EXPECT_GT(each, 1000) << "every case came up";
}

}  // namespace
}  // namespace gainful::reporting
