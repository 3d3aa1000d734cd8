// How long people stay in work from the start of their first job on, in whichever jobs: pure functions of their days.
//
// A next job that begins after at most so many days without work carries on: next start - previous end - 1 <= gap days, so that 0 lets it begin
// the day after. Jobs that overlap carry on as well. Time runs from the first start, that day included, and days between are not taken off it.
// The event is an end that no job follows in time. It is one once the day of that end + gap days + 1 was followed, the last on which a job could
// still begin in time; where follow-up stops before (as recorded, at the exit, or on the day as at which figures are drawn), nobody can know
// whether a job followed, and the work is censored at its end. Work whose end nobody knows is censored as a first job is, and as long as one job
// of it is not known to have ended, the work is not.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "services/reporting/retention.h"

namespace gainful::reporting {

struct Spell {
  absl::CivilDay started;
  std::optional<absl::CivilDay> ended;
  std::optional<absl::CivilDay> last_confirmed;
};

// The spells of one engagement, one at least, in order of their days: each but the last ended before the next one began. A job that was gone on
// with after a break had not ended.
using Job = std::vector<Spell>;

// What is known of one journey's work.
struct Work {
  std::string group;      // as of FirstJob
  std::vector<Job> jobs;  // one at least, in order of their starts
  std::optional<absl::CivilDay> exited;
  std::optional<absl::CivilDay> followed_to;
  bool is_back_filled = false;
  std::string person = {};  // the same for all journeys of somebody
};

// The first of its jobs, as it is known on the last day that was followed. Needs a first start by `as_at`, as TenureOf() does.
FirstJob FirstJobOf(const Work& work, absl::CivilDay as_at);

struct Employment {
  Tenure tenure;                   // from the first job's start to the last day known in work
  bool has_first_ended = false;    // the first job itself, while it was followed
  bool is_first_followed = false;  // by another job that carried on
};

// Needs gap_days >= 0.
Employment EmploymentOf(const Work& work, int gap_days, absl::CivilDay as_at);

// Of the first job; with a gap, of the time in employment.
Tenure TenureOfWork(const Work& work, std::optional<int> gap_days, absl::CivilDay as_at);

// Tenure of first jobs by group, in the groups' order; with a gap, time in employment. The empty group is that of the missing.
std::map<std::string, Retention> RetentionByGroup(const std::vector<Work>& all, std::optional<int> gap_days,
                                                  absl::CivilDay as_at);

}  // namespace gainful::reporting
