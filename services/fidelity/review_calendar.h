// The days around a review by which something is to be done (review_calendar.v1.textproto). Pure; days only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "services/fidelity/instrument.pb.h"

namespace gainful::fidelity {

// What the calendar follows from.
struct ReviewDays {
  absl::CivilDay visit_begins;
  absl::CivilDay visit_ends;  // not before it begins
  std::optional<absl::CivilDay> report_issued;
  std::int32_t next_review_months = 0;  // of the band that was scored (TotalScore); 0: no total, or nobody says
};

struct DueStep {
  std::string id;  // CalendarStep.id, or kNextReview
  std::string title;
  absl::CivilDay due;
  bool is_provisional = false;  // counted from the day on which the report is due, because it is not issued yet
};

inline constexpr char kNextReview[] = "next_review";

// One for each step of the calendar, in its order, then the next review where the score says when: so many months after the visit ended.
// Months are calendar months, and a day that the month does not have is its last. Nothing moves for weekends and holidays.
std::vector<DueStep> DueSteps(const ReviewCalendar& calendar, const ReviewDays& days);

// So many months later, negative ones earlier: the same day of the month, or the last one where the month is shorter.
absl::CivilDay AddMonths(absl::CivilDay day, int months);

// What contradicts itself or is missing in a calendar, one sentence each.
std::vector<std::string> Faults(const ReviewCalendar& calendar);

}  // namespace gainful::fidelity
