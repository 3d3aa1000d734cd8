// How long first jobs last: pure functions of their days. How long work lasts, in whichever jobs, stands in employment.h.
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
  kEnded,         // on a day on which the journey was followed; of work in several jobs, without another one in time
  kExit,          // still in work on the day on which the journey ended
  kFollowUpEnd,   // still in work on the last day for which follow-up is recorded
  kAsAt,          // still in work on the day as at which figures are drawn
  kConfirmation,  // nobody knows of a later day than the last confirmation (or the start)
  kUnsettled,     // it ended, too late to know whether another job followed in time: of work in several jobs alone
};
inline constexpr int kLasts = 6;

struct Tenure {
  int days;  // from the start, that day being the first, to the last day known
  Last last;
};

// Needs started <= as_at. A job that ended after follow-up did, or after `as_at`, counts as still in work then: who is no longer followed is
// heard of more readily when a job ends than while it goes on.
Tenure TenureOf(const FirstJob& job, absl::CivilDay as_at);

// The last day whose facts count: FollowedTo(), but the job's first day where follow-up was over before.
absl::CivilDay WatchedTo(const FirstJob& job, absl::CivilDay as_at);

// Why nothing more is known of what was not seen to end and is known to have gone on until `known`, which is no later than `watched`.
Last LastSeen(const FirstJob& job, absl::CivilDay known, absl::CivilDay watched, absl::CivilDay as_at);

// One group's jobs.
struct Retention {
  std::vector<stats::Duration> durations;
  std::int64_t by_last[kLasts] = {};
  // Where work is followed beyond first jobs: how many of these ended, and how many endings led to another job in time.
  std::int64_t first_ended = 0, first_followed = 0;

  void Add(const Tenure& tenure);
  void AddGroup(const Retention& group);
  std::int64_t Count(Last last) const { return by_last[static_cast<int>(last)]; }
};

// Who lasts beyond these days has completed 13, 26 and 52 weeks: the 91st, 182nd and 364th day.
inline constexpr int kWeeksAsDays[] = {90, 181, 363};

}  // namespace gainful::reporting
