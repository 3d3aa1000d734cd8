#include "services/fidelity/review_calendar.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"

namespace gainful::fidelity {
namespace {

absl::CivilDay Shifted(absl::CivilDay day, const CalendarStep& step) {
  return AddMonths(day, step.months()) + step.days();
}

// The step by which the report is due; what counts from the report counts from there until it is issued.
const CalendarStep* ReportStep(const ReviewCalendar& calendar) {
  for (const CalendarStep& step : calendar.step()) {
    if (step.id() == "report") return &step;
  }
  return nullptr;
}

}  // namespace

absl::CivilDay AddMonths(absl::CivilDay day, int months) {
  const absl::CivilMonth month = absl::CivilMonth(day) + months;
  const absl::CivilDay last = absl::CivilDay(month + 1) - 1;
  return absl::CivilDay(month.year(), month.month(), std::min(day.day(), last.day()));
}

std::vector<DueStep> DueSteps(const ReviewCalendar& calendar, const ReviewDays& days) {
  const CalendarStep* report_step = ReportStep(calendar);
  const absl::CivilDay report_due = report_step == nullptr ? days.visit_ends : Shifted(days.visit_ends, *report_step);
  const absl::CivilDay report = days.report_issued.value_or(report_due);
  std::vector<DueStep> due;
  for (const CalendarStep& step : calendar.step()) {
    const bool from_report = step.from() == REPORT;
    const absl::CivilDay from = from_report                   ? report
                                : step.from() == VISIT_BEGINS ? days.visit_begins
                                                              : days.visit_ends;
    due.push_back({step.id(), step.title(), Shifted(from, step), from_report && !days.report_issued});
  }
  if (days.next_review_months > 0)
    due.push_back({kNextReview, "Next review", AddMonths(days.visit_ends, days.next_review_months), false});
  return due;
}

std::vector<std::string> Faults(const ReviewCalendar& calendar) {
  std::vector<std::string> faults;
  std::set<std::string> ids;
  for (const CalendarStep& step : calendar.step()) {
    const auto add = [&](const char* what) {
      faults.push_back(absl::StrCat(calendar.id(), ": ", step.id(), ": ", what));
    };
    if (step.id().empty() || step.title().empty()) add("it has no id or no title");
    if (!ids.insert(step.id()).second || step.id() == kNextReview) add("another step has its id");
    if (step.from() == COUNT_FROM_UNSPECIFIED) add("it does not say from which day it counts");
    if (step.id() == "report" && step.from() != VISIT_ENDS) add("the report counts from the end of the visit");
  }
  if (calendar.id().empty() || calendar.version() < 1 || calendar.title().empty() || calendar.source().empty())
    faults.push_back(absl::StrCat(calendar.id(), ": it has no id, version, title or source"));
  if (ids.count("report") == 0) faults.push_back(absl::StrCat(calendar.id(), ": it has no report"));
  return faults;
}

}  // namespace gainful::fidelity
