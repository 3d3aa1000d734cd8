#include "services/reporting/employment.h"

#include <algorithm>

namespace gainful::reporting {
namespace {

// A job as it is known on `watched`, on which it had begun; it is followed as its journey is.
FirstJob JobAsKnown(const Work& work, const Job& job, absl::CivilDay watched) {
  FirstJob known{work.group, job.front().started, {}, {}, work.exited, work.followed_to, work.is_back_filled};
  for (const Spell& spell : job) {
    if (spell.started > watched) break;
    known.ended = spell.ended;
    known.last_confirmed = spell.last_confirmed.value_or(spell.started);
  }
  return known;
}

}  // namespace

FirstJob FirstJobOf(const Work& work, absl::CivilDay as_at) {
  const Job& job = work.jobs.front();
  const FirstJob begun{work.group, job.front().started, {}, {}, work.exited, work.followed_to, work.is_back_filled};
  return JobAsKnown(work, job, WatchedTo(begun, as_at));
}

Employment EmploymentOf(const Work& work, int gap_days, absl::CivilDay as_at) {
  const FirstJob first = FirstJobOf(work, as_at);
  const absl::CivilDay watched = WatchedTo(first, as_at);
  const Tenure own = TenureOf(first, as_at);
  const absl::CivilDay first_known = first.started + (own.days - 1);
  absl::CivilDay known = first_known;
  bool all_ended = own.last == Last::kEnded;
  for (const Job& job : work.jobs) {
    const absl::CivilDay start = job.front().started;
    if (start > watched || start > known + (gap_days + 1)) break;
    const FirstJob next = JobAsKnown(work, job, watched);
    const Tenure tenure = TenureOf(next, as_at);
    known = std::max(known, start + (tenure.days - 1));
    all_ended = all_ended && tenure.last == Last::kEnded;
  }
  Employment out;
  out.has_first_ended = own.last == Last::kEnded;
  out.is_first_followed = out.has_first_ended && known > first_known;
  const bool is_settled = watched >= known + (gap_days + 1);
  const Last last = !all_ended ? LastSeen(first, known, watched, as_at) : is_settled ? Last::kEnded : Last::kUnsettled;
  out.tenure = {static_cast<int>(known - first.started + 1), last};
  return out;
}

Tenure TenureOfWork(const Work& work, std::optional<int> gap_days, absl::CivilDay as_at) {
  return gap_days ? EmploymentOf(work, *gap_days, as_at).tenure : TenureOf(FirstJobOf(work, as_at), as_at);
}

std::map<std::string, Retention> RetentionByGroup(const std::vector<Work>& all, std::optional<int> gap_days,
                                                  absl::CivilDay as_at) {
  std::map<std::string, Retention> groups;
  for (const Work& work : all) {
    Retention& group = groups[work.group];
    if (!gap_days) {
      group.Add(TenureOf(FirstJobOf(work, as_at), as_at));
      continue;
    }
    const Employment employment = EmploymentOf(work, *gap_days, as_at);
    group.Add(employment.tenure);
    group.first_ended += employment.has_first_ended ? 1 : 0;
    group.first_followed += employment.is_first_followed ? 1 : 0;
  }
  return groups;
}

}  // namespace gainful::reporting
