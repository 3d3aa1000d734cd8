// Work that is planned to begin: what is asked about it from eight days before to the day after, and which job may have begun through an application.
#include "services/placement/planned_start.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/common/base/codes.h"
#include "tests/unit/testing.h"

namespace gainful::placement {
namespace {

using gainful::testing::Day;
using gainful::testing::Paths;
using Fields = std::vector<std::string>;

// Work from Monday 2024-03-11 of somebody referred in January.
PlannedStart Planned() {
  PlannedStart planned;
  planned.start = Day("2024-03-11");
  planned.referred_on = Day("2024-01-10");
  return planned;
}

// "before_start due 2024-03-04..2024-03-10", or nothing.
std::string Asked(const PlannedStart& planned, const char* today, int ahead = 0) {
  const auto asked = AskAbout(planned, Day(today), ahead);
  if (!asked) return "";
  return absl::StrCat(base::CodeOf(pb::DueKind_descriptor()->FindValueByNumber(asked->kind)), " ",
                      base::CodeOf(pb::DueState_descriptor()->FindValueByNumber(asked->state)), " ",
                      base::FormatDay(asked->from), "..", base::FormatDay(asked->due));
}

constexpr char kContact[] = "before_start due 2024-03-04..2024-03-10";
constexpr char kQuestion[] = "planned_start due 2024-03-11..2024-03-11";
constexpr char kLateQuestion[] = "planned_start overdue 2024-03-11..2024-03-11";

TEST(AskAbout, IsTheContactForSevenDaysAndThenWhetherItBegan) {
  EXPECT_EQ(Asked(Planned(), "2024-03-03"), "") << "eight days before";
  EXPECT_EQ(Asked(Planned(), "2024-03-04"), kContact) << "seven";
  EXPECT_EQ(Asked(Planned(), "2024-03-10"), kContact) << "the day before";
  EXPECT_EQ(Asked(Planned(), "2024-03-11"), kQuestion) << "the day";
  EXPECT_EQ(Asked(Planned(), "2024-03-12"), kLateQuestion) << "the day after";
  EXPECT_EQ(Asked(Planned(), "2025-03-11"), kLateQuestion) << "still";
}

TEST(AskAbout, CountsDaysOverALeapDayAndTheEndOfAYear) {
  PlannedStart planned = Planned();
  planned.start = Day("2024-03-03");
  EXPECT_EQ(Asked(planned, "2024-02-24"), "");
  EXPECT_EQ(Asked(planned, "2024-02-25"), "before_start due 2024-02-25..2024-03-02");
  planned.start = Day("2025-01-01");
  EXPECT_EQ(Asked(planned, "2024-12-25"), "before_start due 2024-12-25..2024-12-31");
}

TEST(AskAbout, LooksAheadToTheLastDayOnWhichTheContactCounts) {
  EXPECT_EQ(Asked(Planned(), "2024-02-10", 29), kContact) << "29 days to the 10th";
  EXPECT_EQ(Asked(Planned(), "2024-02-10", 28), "");
  EXPECT_EQ(Asked(Planned(), "2024-03-03", 7), kContact);
  EXPECT_EQ(Asked(Planned(), "2024-03-03", 6), "");
}

TEST(AskAbout, IsAnsweredByAContactOfThoseSevenDays) {
  for (const auto& [day, counts] : {std::pair("2024-03-03", false), std::pair("2024-03-04", true),
                                    std::pair("2024-03-10", true), std::pair("2024-03-11", false)}) {
    PlannedStart planned = Planned();
    planned.contacts = {Day("2024-01-15"), Day(day)};
    EXPECT_EQ(Asked(planned, "2024-03-10"), counts ? "" : kContact) << day;
    EXPECT_EQ(Asked(planned, "2024-03-11"), kQuestion) << day << ": a contact does not say that work began";
  }
  PlannedStart planned = Planned();
  planned.contacts = {Day("2024-03-06")};
  EXPECT_EQ(Asked(planned, "2024-03-05"), kContact) << "not before it took place";
  EXPECT_EQ(Asked(planned, "2024-03-06"), "");
}

TEST(AskAbout, AsksForAYear) {
  EXPECT_EQ(Asked(Planned(), "2025-03-11"), kLateQuestion) << "the 365th day after";
  EXPECT_EQ(Asked(Planned(), "2025-03-12"), "") << "the 366th";
}

// The contact is nobody's any more once somebody has left, and whether the job began before is.
TEST(AskAbout, AsksAfterAnExitWhetherTheJobBeganBeforeIt) {
  PlannedStart planned = Planned();
  planned.exited_on = Day("2024-03-12");
  for (const char* today : {"2024-03-12", "2024-03-13", "2024-05-01"})
    EXPECT_EQ(Asked(planned, today), kLateQuestion) << today;
  planned.exited_on = Day("2024-03-11");
  EXPECT_EQ(Asked(planned, "2024-05-01"), kLateQuestion) << "it was to begin on the last day";
  planned.exited_on = Day("2024-03-10");
  EXPECT_EQ(Asked(planned, "2024-05-01"), "") << "after it";
}

TEST(AskAbout, AsksNobodyForWhatLiesBeforeTheReferralOrAfterTheExit) {
  for (const auto& [day, contact, question] :
       {std::tuple("2024-03-10", true, true), std::tuple("2024-03-11", false, true),
        std::tuple("2024-03-12", false, false)}) {
    PlannedStart planned = Planned();
    planned.referred_on = Day(day);
    EXPECT_EQ(Asked(planned, "2024-03-10"), contact ? kContact : "") << "referred on " << day;
    EXPECT_EQ(Asked(planned, "2024-03-12"), question ? kLateQuestion : "") << "referred on " << day;
  }
  for (const auto& [day, contact, question] :
       {std::tuple("2024-03-09", false, false), std::tuple("2024-03-10", true, false),
        std::tuple("2024-03-11", true, true)}) {
    PlannedStart planned = Planned();
    planned.exited_on = Day(day);
    EXPECT_EQ(Asked(planned, "2024-03-08"), contact ? kContact : "") << "exit on " << day;
    EXPECT_EQ(Asked(planned, "2024-03-11"), question ? kQuestion : "") << "exit on " << day;
  }
}

Application Accepted() {
  Application application;
  application.is_accepted = application.is_its_employer = true;
  application.employer_id = "00000000-0000-7000-8000-000000000001";
  return application;
}

TEST(CheckLedToJob, WantsAnAcceptedOfferThatBecameNoOtherJob) {
  EXPECT_TRUE(CheckLedToJob(Accepted()).ok());
  const auto refused = [](void (*change)(Application*)) {
    Application application = Accepted();
    change(&application);
    const absl::Status status = CheckLedToJob(application);
    EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
    EXPECT_TRUE(absl::StrContains(status.message(), "spell.application_id names an application ")) << status;
    return std::string(status.message());
  };
  EXPECT_TRUE(absl::StrContains(refused([](Application* a) { a->is_accepted = false; }), "without an offer"));
  EXPECT_TRUE(absl::StrContains(refused([](Application* a) { a->is_over = true; }), "came to nothing"));
  EXPECT_TRUE(absl::StrContains(refused([](Application* a) { a->is_withdrawn = true; }), "recorded in error"));
  EXPECT_TRUE(absl::StrContains(refused([](Application* a) { a->has_other_job = true; }), "a job already"));
}

Fields Wrong(const pb::Spell& spell, const Application& application) {
  base::Violations v;
  CheckBeganThrough(spell, application, &v);
  return Paths(v);
}

TEST(CheckBeganThrough, WantsTheFirstSpellWithTheSameEmployer) {
  pb::Spell spell;
  EXPECT_EQ(Wrong(spell, Accepted()), Fields{"spell.employer_id"});
  spell.set_employer_id("00000000-0000-7000-8000-000000000001");
  EXPECT_EQ(Wrong(spell, Accepted()), Fields());
  Application elsewhere = Accepted();
  elsewhere.is_its_employer = false;
  EXPECT_EQ(Wrong(spell, elsewhere), Fields{"spell.application_id"});
  spell.set_continues_spell_id("00000000-0000-7000-8000-000000000002");
  EXPECT_EQ(Wrong(spell, Accepted()), Fields{"spell.application_id"});
}

TEST(CheckBeganThrough, WantsNoJobFromBeforeTheOffer) {
  Application application = Accepted();
  application.offered_on = Day("2024-03-01");
  pb::Spell spell;
  spell.set_employer_id("00000000-0000-7000-8000-000000000001");
  for (const auto& [day, faults] : std::vector<std::pair<const char*, Fields>>{{"2023-03-01", {"spell.started_on"}},
                                                                               {"2024-02-29", {"spell.started_on"}},
                                                                               {"2024-03-01", {}},
                                                                               {"2024-03-02", {}}}) {
    *spell.mutable_started_on() = gainful::testing::Date(day);
    EXPECT_EQ(Wrong(spell, application), faults) << day;
  }
}

}  // namespace
}  // namespace gainful::placement
