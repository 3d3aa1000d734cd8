#include "services/reporting/retention.h"

#include <algorithm>

#include "services/reporting/cohort.h"

namespace gainful::reporting {

Tenure TenureOf(const FirstJob& job, absl::CivilDay as_at) {
  // A job that began after follow-up had ended is known to have begun, and no more.
  const absl::CivilDay watched = std::max(FollowedTo(job.followed_to, job.exited, as_at), job.started);
  const auto until = [&](absl::CivilDay day, Last last) {
    return Tenure{static_cast<int>(day - job.started + 1), last};
  };
  if (job.ended && *job.ended <= watched) return until(*job.ended, Last::kEnded);
  const absl::CivilDay known = job.ended ? watched : std::min(watched, job.last_confirmed.value_or(job.started));
  if (known < watched) return until(known, Last::kConfirmation);
  if (job.exited == watched) return until(watched, Last::kExit);
  if (job.followed_to == watched) return until(watched, Last::kFollowUpEnd);
  return until(watched, watched == as_at ? Last::kAsAt : Last::kConfirmation);
}

void Retention::Add(const Tenure& tenure) {
  durations.push_back({static_cast<double>(tenure.days), tenure.last == Last::kEnded});
  ++by_last[static_cast<int>(tenure.last)];
}

std::map<std::string, Retention> RetentionByGroup(const std::vector<FirstJob>& jobs, absl::CivilDay as_at) {
  std::map<std::string, Retention> groups;
  for (const FirstJob& job : jobs) groups[job.group].Add(TenureOf(job, as_at));
  return groups;
}

std::vector<stats::SurvivalStep> AtWeeks(const std::vector<stats::SurvivalStep>& curve) {
  std::vector<stats::SurvivalStep> steps;
  stats::SurvivalStep now{0, 0, 0, 1, 0.0, stats::Limits{1, 1}};  // before anything ended
  auto next = curve.begin();
  for (const int day : kWeeksAsDays) {
    const auto on_or_after =
        std::find_if(next, curve.end(), [day](const stats::SurvivalStep& step) { return step.time >= day; });
    std::int64_t events = 0;
    for (; next != curve.end() && next->time <= day; ++next) {
      events += next->events;
      now = *next;
    }
    now.time = day;
    now.at_risk = on_or_after == curve.end() ? 0 : on_or_after->at_risk;
    now.events = events;
    steps.push_back(now);
  }
  return steps;
}

}  // namespace gainful::reporting
