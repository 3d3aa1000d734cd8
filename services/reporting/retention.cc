#include "services/reporting/retention.h"

#include <algorithm>

#include "services/reporting/cohort.h"

namespace gainful::reporting {

absl::CivilDay WatchedTo(const FirstJob& job, absl::CivilDay as_at) {
  // A job that began after follow-up had ended is known to have begun, and no more.
  return std::max(FollowedTo(job.followed_to, job.exited, as_at), job.started);
}

Last LastSeen(const FirstJob& job, absl::CivilDay known, absl::CivilDay watched, absl::CivilDay as_at) {
  if (known < watched) return Last::kConfirmation;
  if (job.exited == watched) return Last::kExit;
  if (job.followed_to == watched) return Last::kFollowUpEnd;
  return watched == as_at ? Last::kAsAt : Last::kConfirmation;
}

Tenure TenureOf(const FirstJob& job, absl::CivilDay as_at) {
  const absl::CivilDay watched = WatchedTo(job, as_at);
  const auto until = [&](absl::CivilDay day, Last last) {
    return Tenure{static_cast<int>(day - job.started + 1), last};
  };
  if (job.ended && *job.ended <= watched) return until(*job.ended, Last::kEnded);
  const absl::CivilDay known = job.ended ? watched : std::min(watched, job.last_confirmed.value_or(job.started));
  return until(known, LastSeen(job, known, watched, as_at));
}

void Retention::Add(const Tenure& tenure) {
  durations.push_back({static_cast<double>(tenure.days), tenure.last == Last::kEnded});
  ++by_last[static_cast<int>(tenure.last)];
}

void Retention::AddGroup(const Retention& group) {
  durations.insert(durations.end(), group.durations.begin(), group.durations.end());
  for (int last = 0; last < kLasts; ++last) by_last[last] += group.by_last[last];
  first_ended += group.first_ended;
  first_followed += group.first_followed;
}

}  // namespace gainful::reporting
