// People supported into work: which job starts count, whom a figure counts once, and by which version of the definition.
#include "services/reporting/job_starts.h"

#include <google/protobuf/text_format.h>

#include "embedded/kSupportedIntoWorkV1.h"
#include "embedded/kSupportedIntoWorkV2.h"
#include "services/reporting/cohort.h"
#include "services/reporting/indicators.h"
#include "tests/unit/testing.h"

namespace gainful::reporting {
namespace {

using gainful::testing::Day;
using placement::outcome::Fact;

const auto kLate = absl::CivilDay(2025, 12, 31);

// A competitive job of 960 minutes a week, of which four paid hours are worked on its second day; confirmed to its end.
PaidSpell Job(const char* start, const char* end, const char* job = "1") {
  PaidSpell spell;
  spell.job = job;
  spell.started = Day(start);
  spell.ended = spell.last_confirmed = Day(end);
  spell.competitive = Fact::kYes;
  spell.weekly_minutes = 960;
  return spell;
}
OptionalDay First(const std::vector<PaidSpell>& spells, absl::CivilDay as_at = kLate, OptionalDay exited = {}) {
  return FirstJobStart(Day("2025-01-10"), exited, spells, as_at);
}

TEST(JobStart, CountsFromTheDayOfTheFourthPaidHour) {
  const auto job = Job("2025-02-03", "2025-02-28");
  EXPECT_EQ(First({job}, Day("2025-02-03")), OptionalDay());
  EXPECT_EQ(First({job}, Day("2025-02-04")), Day("2025-02-03")) << "and is dated by its first day";
  EXPECT_EQ(First({job}, Day("2025-02-05")), Day("2025-02-03"));
  EXPECT_EQ(First({}), OptionalDay());
}

TEST(JobStart, TakesTheRecordedDayBeforeWhatHoursSay) {
  auto job = Job("2025-02-03", "2025-02-28");
  job.four_hours_on = Day("2025-02-10");
  EXPECT_EQ(First({job}, Day("2025-02-09")), OptionalDay());
  EXPECT_EQ(First({job}, Day("2025-02-10")), Day("2025-02-03"));
}

TEST(JobStart, IsOfACompetitiveJob) {
  for (const Fact competitive : {Fact::kNo, Fact::kUnknown}) {
    auto job = Job("2025-02-03", "2025-02-28");
    job.competitive = competitive;
    EXPECT_EQ(First({job}), OptionalDay()) << static_cast<int>(competitive);
  }
}

TEST(JobStart, LiesInTheJourneyAndInSupport) {
  EXPECT_EQ(First({Job("2025-01-09", "2025-02-28")}), OptionalDay()) << "the day before the anchor";
  EXPECT_EQ(First({Job("2025-01-10", "2025-02-28")}), Day("2025-01-10"));
  const auto job = Job("2025-02-03", "2025-02-28");
  EXPECT_EQ(First({job}, kLate, Day("2025-02-02")), OptionalDay()) << "support had ended";
  EXPECT_EQ(First({job}, kLate, Day("2025-02-03")), Day("2025-02-03"));
}

TEST(JobStart, WantsHoursThatEvidenceShows) {
  auto job = Job("2025-02-03", "2025-02-28");
  job.ended = job.last_confirmed = std::nullopt;
  EXPECT_EQ(First({job}), OptionalDay()) << "nobody confirmed more than the first day";
  job.last_confirmed = Day("2025-02-04");
  EXPECT_EQ(First({job}), Day("2025-02-03"));
  job.last_confirmed = std::nullopt;
  job.ended = Day("2025-02-28");
  EXPECT_EQ(First({job}), OptionalDay()) << "an end that nothing shows";
  job.end_shown_to = Day("2025-02-28");
  EXPECT_EQ(First({job}), Day("2025-02-03"));
  job.weekly_minutes = std::nullopt;
  EXPECT_EQ(First({job}), OptionalDay()) << "no hours on record";
}

TEST(JobStart, GoesByWeeksAsWorkedLeaveAndNewTerms) {
  auto job = Job("2025-02-03", "2025-02-07");
  job.weeks = {{Day("2025-02-03"), 239}};
  EXPECT_EQ(First({job}), OptionalDay()) << "a minute short";
  job.weeks = {{Day("2025-02-03"), 240}};
  EXPECT_EQ(First({job}), Day("2025-02-03"));
  auto away = Job("2025-02-03", "2025-02-07");
  away.absences = {{Day("2025-02-03"), Day("2025-02-06")}};
  EXPECT_EQ(First({away}), OptionalDay()) << "one day of 137 minutes is left";
  away.absences = {{Day("2025-02-03"), Day("2025-02-05")}};
  EXPECT_EQ(First({away}), Day("2025-02-03"));
  away.absences = {{Day("2025-02-03"), std::nullopt}};
  EXPECT_EQ(First({away}), OptionalDay()) << "nobody knows when it ended";
  auto terms = Job("2025-02-03", "2025-02-09");
  terms.weekly_minutes = 70;
  terms.terms = {{Day("2025-02-08"), std::nullopt, std::nullopt}};
  EXPECT_EQ(First({terms}), OptionalDay()) << "a change that says nothing of hours";
  terms.terms = {{Day("2025-02-08"), 700, std::nullopt}};
  EXPECT_EQ(First({terms}), Day("2025-02-03")) << "50 minutes in five days and 200 in two";
}

// As the rule has it for one journey: hours of a trial without pay are no paid hours, and pay that nobody recorded may be any.
TEST(JobStart, WantsHoursThatArePaid) {
  auto job = Job("2025-02-03", "2025-02-09");
  job.is_unpaid = true;
  EXPECT_EQ(First({job}), OptionalDay());
  job.weeks = {{Day("2025-02-03"), 960}};
  EXPECT_EQ(First({job}), OptionalDay()) << "nor of a week as worked";
  job.weeks.clear();
  job.terms = {{Day("2025-02-08"), std::nullopt, false}};
  EXPECT_EQ(First({job}, Day("2025-02-08")), OptionalDay());
  EXPECT_EQ(First({job}, Day("2025-02-09")), Day("2025-02-03")) << "137 paid minutes on each of two days";
  job.terms = {{Day("2025-02-08"), 960, std::nullopt}};
  EXPECT_EQ(First({job}), OptionalDay()) << "a change that says nothing of pay";
  job.terms.clear();
  job.is_unpaid = false;
  EXPECT_EQ(First({job}), Day("2025-02-03"));
}

TEST(JobStart, IsShownByASpellThatTakesOverTheNextDay) {
  auto first = Job("2025-02-03", "2025-02-05"), second = Job("2025-02-06", "2025-02-28");
  first.last_confirmed = std::nullopt;
  EXPECT_EQ(First({first}), OptionalDay()) << "an end that nothing shows";
  EXPECT_EQ(First({first, second}, Day("2025-02-04")), Day("2025-02-03"));
  second.started = Day("2025-02-07");
  EXPECT_EQ(First({first, second}, Day("2025-02-06")), OptionalDay()) << "a day between";
}

// Nor does the first to count stand for the first to begin: within a horizon, and later, it is the other one.
TEST(JobStart, IsTheFirstThatCountsAsAtTheDay) {
  auto slow = Job("2025-02-03", "2025-05-30");
  slow.four_hours_on = Day("2025-04-01");
  const auto quick = Job("2025-03-03", "2025-05-30", "2");
  EXPECT_EQ(First({slow, quick}, Day("2025-03-31")), Day("2025-03-03"));
  EXPECT_EQ(First({slow, quick}, Day("2025-04-01")), Day("2025-02-03"));
}

TEST(JobStart, OfSeveralSpellsIsTheFirstOnes) {
  auto first = Job("2025-02-03", "2025-02-03");
  const auto second = Job("2025-03-03", "2025-03-28");
  EXPECT_EQ(First({first, second}, Day("2025-03-02")), OptionalDay());
  EXPECT_EQ(First({first, second}, Day("2025-03-03")), Day("2025-02-03")) << "137 minutes on each of two days";
}

JourneyFacts Of(const char* person, const char* anchor, const char* group) {
  JourneyFacts facts;
  facts.person = person;
  facts.anchor = Day(anchor);
  facts.group = group;
  return facts;
}
using Texts = std::vector<std::string>;
Texts Groups(const std::vector<JourneyFacts>& journeys) {
  Texts groups;
  for (const auto& journey : FirstOfEachPerson(journeys)) groups.push_back(journey.group);
  return groups;
}

TEST(People, CountOnceByTheirFirstJourney) {
  EXPECT_EQ(Groups({}), (Texts{}));
  EXPECT_EQ(Groups({Of("x", "2025-02-01", "later"), Of("y", "2025-01-01", "other"), Of("x", "2025-01-31", "first")}),
            (Texts{"other", "first"}));
  EXPECT_EQ(Groups({Of("x", "2025-02-01", "a"), Of("x", "2025-02-01", "b")}), (Texts{"a"})) << "as given";
  EXPECT_EQ(Groups({Of("x", "2025-02-03", "a"), Of("x", "2025-02-02", "b"), Of("x", "2025-02-01", "c")}), (Texts{"c"}));
}

std::vector<Indicator> Versions() {
  std::vector<Indicator> versions(2);
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(std::string(kSupportedIntoWorkV1), &versions[0]));
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(std::string(kSupportedIntoWorkV2), &versions[1]));
  return versions;
}
int Chosen(std::optional<int> asked, const char* as_at) {
  const auto versions = Versions();
  const Indicator* found = VersionOf(versions, asked, Day(as_at));
  return found == nullptr ? 0 : found->version();
}

TEST(Versions, AreTheNewestInForceUnlessOneIsNamed) {
  EXPECT_EQ(Chosen({}, "2026-03-31"), 1);
  EXPECT_EQ(Chosen({}, "2026-04-01"), 2);
  EXPECT_EQ(Chosen({}, "2026-04-02"), 2);
  EXPECT_EQ(Chosen({}, "1800-01-01"), 1) << "before any";
  for (const char* as_at : {"2020-01-01", "2030-01-01"}) {
    EXPECT_EQ(Chosen(1, as_at), 1);
    EXPECT_EQ(Chosen(2, as_at), 2);
    EXPECT_EQ(Chosen(0, as_at), 0);
    EXPECT_EQ(Chosen(3, as_at), 0);
  }
}

TEST(Versions, AreDefinedInFull) {
  const auto versions = Versions();
  EXPECT_EQ(versions[0].id(), versions[1].id());
  EXPECT_EQ(versions[0].counting(), JOURNEYS_BY_ANY_JOB);
  EXPECT_EQ(versions[1].counting(), PEOPLE_BY_JOB_START);
  EXPECT_EQ(versions[1].version(), 2);
  EXPECT_NE(versions[1].horizon_numerator().find("{N}"), std::string::npos);
  EXPECT_NE(versions[1].horizon_denominator().find("{N}"), std::string::npos);
  const auto* type = Indicator::descriptor();
  for (int f = 0; f < type->field_count(); ++f) {
    if (type->field(f)->cpp_type() != google::protobuf::FieldDescriptor::CPPTYPE_STRING) continue;
    EXPECT_FALSE(versions[1].GetReflection()->GetString(versions[1], type->field(f)).empty()) << type->field(f)->name();
  }
}

}  // namespace
}  // namespace gainful::reporting
