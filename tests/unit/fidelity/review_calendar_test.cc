// Days around a visit, at ends of months and in leap years.
#include "services/fidelity/review_calendar.h"

#include <map>

#include "tests/unit/fidelity/testing.h"

namespace gainful::fidelity {
namespace {

TEST(AddMonths, KeepsTheDayOrTakesTheLast) {
  const struct {
    const char* day;
    int months;
    const char* expected;
  } rows[] = {{"2026-04-15", -2, "2026-02-15"},  {"2026-04-30", -2, "2026-02-28"}, {"2024-04-30", -2, "2024-02-29"},
              {"2024-04-29", -2, "2024-02-29"},  {"2026-04-28", -2, "2026-02-28"}, {"2026-01-31", -2, "2025-11-30"},
              {"2026-12-31", 2, "2027-02-28"},   {"2024-02-29", 12, "2025-02-28"}, {"2024-02-29", 48, "2028-02-29"},
              {"2026-10-31", -12, "2025-10-31"}, {"2026-03-31", 0, "2026-03-31"},  {"2025-08-31", 6, "2026-02-28"}};
  for (const auto& row : rows) EXPECT_EQ(AddMonths(On(row.day), row.months), On(row.expected)) << row.day << row.months;
}

std::map<std::string, DueStep> Due(const ReviewDays& days) {
  std::map<std::string, DueStep> due;
  for (const DueStep& step : DueSteps(UsualCalendar(), days)) due[step.id] = step;
  return due;
}

TEST(DueSteps, StandAroundTheVisit) {
  auto due = Due({On("2024-04-30"), On("2024-05-01"), std::nullopt, 0});
  EXPECT_EQ(due.size(), 7U);
  EXPECT_EQ(due["agreement"].due, On("2024-02-29")) << "two months before, in a leap year";
  EXPECT_EQ(due["information_governance"].due, On("2024-02-29"));
  EXPECT_EQ(due["snapshot"].due, On("2024-04-16")) << "two weeks before the first day";
  EXPECT_EQ(due["report"].due, On("2024-05-29")) << "four weeks after the last";
  EXPECT_EQ(due["further_evidence"].due, On("2024-06-05"));
  EXPECT_EQ(due["personal_data"].due, On("2024-06-12"));
  EXPECT_EQ(due["action_plan"].due, On("2024-07-10"));
  EXPECT_EQ(due.count(kNextReview), 0U) << "no score yet";
}

TEST(DueSteps, MoveWithTheReport) {
  const ReviewDays days{On("2026-03-02"), On("2026-03-03"), On("2026-03-20"), 0};
  auto due = Due(days);
  EXPECT_EQ(due["report"].due, On("2026-03-31")) << "it was due then, whenever it came";
  EXPECT_EQ(due["further_evidence"].due, On("2026-03-27"));
  EXPECT_EQ(due["personal_data"].due, On("2026-04-03"));
  EXPECT_EQ(due["action_plan"].due, On("2026-05-01"));
  for (const auto& [id, step] : due) EXPECT_FALSE(step.is_provisional) << id;
  for (const auto& [id, step] : Due({days.visit_begins, days.visit_ends, std::nullopt, 12}))
    EXPECT_EQ(step.is_provisional, id == "further_evidence" || id == "personal_data" || id == "action_plan") << id;
}

TEST(DueSteps, EndWithTheNextReview) {
  EXPECT_EQ(Due({On("2026-08-30"), On("2026-08-31"), std::nullopt, 6})[kNextReview].due, On("2027-02-28"));
  EXPECT_EQ(Due({On("2026-08-30"), On("2026-08-31"), On("2026-09-20"), 12})[kNextReview].due, On("2027-08-31"));
  const auto steps = DueSteps(UsualCalendar(), {On("2026-08-30"), On("2026-08-31"), std::nullopt, 18});
  EXPECT_EQ(steps.front().id, "agreement");
  EXPECT_EQ(steps.back().id, kNextReview);
  for (const DueStep& step : steps) EXPECT_FALSE(step.title.empty()) << step.id;
}

TEST(CalendarFaults, NameTheStep) {
  ReviewCalendar calendar = UsualCalendar();
  calendar.mutable_step(0)->set_id("report");
  EXPECT_FALSE(Faults(calendar).empty()) << "twice, and counted from another day";
  calendar = UsualCalendar();
  calendar.mutable_step(3)->set_id("other");
  EXPECT_EQ(Faults(calendar), std::vector<std::string>{"usual: it has no report"});
  calendar = UsualCalendar();
  calendar.mutable_step(1)->clear_from();
  EXPECT_EQ(Faults(calendar),
            std::vector<std::string>{"usual: information_governance: it does not say from which day it counts"});
  calendar = UsualCalendar();
  calendar.clear_source();
  EXPECT_EQ(Faults(calendar).size(), 1U);
}

}  // namespace
}  // namespace gainful::fidelity
