// How long first jobs last: pure functions of their days.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "services/common/stats/kaplan_meier.h"

namespace gainful::reporting {

// What is known of one journey's first job.
struct FirstJob {
  std::string group;  // the code or value of the characteristic; empty where it is missing
  absl::CivilDay started;
  std::optional<absl::CivilDay> ended;
  std::optional<absl::CivilDay> last_confirmed;
  std::optional<absl::CivilDay> exited;       // the journey's
  std::optional<absl::CivilDay> followed_to;  // likewise: the last day whose facts are known, where recorded
  bool is_back_filled = false;  // the characteristic was recorded only for a day after the journey's first
};

// Why nothing more is known of a job; the first that applies.
enum class Last {
  kEnded,         // on a day on which the journey was followed
  kExit,          // still in work on the day on which the journey ended
  kFollowUpEnd,   // still in work on the last day for which follow-up is recorded
  kAsAt,          // still in work on the day as at which figures are drawn
  kConfirmation,  // nobody knows of a later day than the last confirmation (or the start)
};
inline constexpr int kLasts = 5;

struct Tenure {
  int days;  // from the start, that day being the first, to the last day known
  Last last;
};

// Needs started <= as_at. A job that ended after follow-up did, or after `as_at`, counts as still in work then: who is no longer followed is
// heard of more readily when a job ends than while it goes on.
Tenure TenureOf(const FirstJob& job, absl::CivilDay as_at);

// One group's jobs.
struct Retention {
  std::vector<stats::Duration> durations;
  std::int64_t by_last[kLasts] = {};

  void Add(const Tenure& tenure);
  std::int64_t Count(Last last) const { return by_last[static_cast<int>(last)]; }
};

// By group, in the groups' order; the empty group is that of the missing.
std::map<std::string, Retention> RetentionByGroup(const std::vector<FirstJob>& jobs, absl::CivilDay as_at);

// Who lasts beyond these days has completed 13, 26 and 52 weeks: the 91st, 182nd and 364th day.
inline constexpr int kWeeksAsDays[] = {90, 181, 363};

// The curve at those days only. Events are those since the step before, at_risk whoever was seen to last at least so long.
std::vector<stats::SurvivalStep> AtWeeks(const std::vector<stats::SurvivalStep>& curve);

}  // namespace gainful::reporting
