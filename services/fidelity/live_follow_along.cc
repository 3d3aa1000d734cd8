// The item about support in work: follow_along_kept. The scale's own calendar, which ends after a year, as an instrument may ask for another one than
// specialists are reminded of (services/placement/follow_along.h): so the rule is this service's own, as its scores are.
#include <algorithm>
#include <map>

#include "absl/strings/str_cat.h"
#include "services/fidelity/live_tally.h"

namespace gainful::fidelity {
namespace {

namespace cl = caseload::v1;

constexpr int kWeeks = 4;     // of the first month
constexpr int kMonths = 12;   // after which the scale asks for nothing any more
constexpr int kMonth = 4;     // the one in which somebody must have been met
constexpr int kSoonDays = 3;  // after the start, and after hearing of a loss

// A job on a journey, with its meetings for support in work.
struct Followed {
  const SpellFact* first = nullptr;
  const SpellFact* last = nullptr;
  std::vector<Day> met;  // by day
};

struct Due {
  Day from, to;
  bool is_regular;  // weekly in the first month, then monthly
  bool after_loss = false;
};

bool IsSupport(const ContactFact& c) {
  return c.kind == cl::CONTACT_KIND_IN_WORK_SUPPORT && c.attendance == cl::CONTACT_ATTENDANCE_ATTENDED &&
         c.with_participant && c.mode != cl::CONTACT_MODE_TEXT && c.journey != kNobody;
}

// Somebody's meetings count for all of their jobs, whichever record they are under.
std::map<std::string, Followed> FollowedOf(const TeamFacts& team, Day as_at) {
  std::map<int, std::vector<Day>> met;
  for (const auto& c : team.contacts) {
    if (IsSupport(c) && c.day <= as_at) met[team.journeys[c.journey].person].push_back(c.day);
  }
  std::map<std::string, Followed> jobs;
  for (const auto& s : team.spells) {
    if (s.started > as_at) continue;
    Followed& job = jobs[s.job_id];
    if (job.first == nullptr) {
      job.first = &s;
      job.met = met[team.journeys[s.journey].person];
    }
    job.last = &s;
  }
  return jobs;
}

bool IsMet(const Followed& job, Day from, Day to) {
  const auto next = std::lower_bound(job.met.begin(), job.met.end(), from);
  return next != job.met.end() && *next <= to;
}

// What the calendar asks for in all, whatever became of the job.
std::vector<Due> Calendar(const Followed& job) {
  const Day start = job.first->started;
  std::vector<Due> due{{start - 7, start - 1, false}, {start, start + kSoonDays, false}};
  for (int week = 0; week < kWeeks; ++week) due.push_back({start + 7 * week, start + 7 * week + 6, true});
  for (int month = 1; month < kMonths; ++month)
    due.push_back({MonthsAfter(start, month), MonthsAfter(start, month + 1) - 1, true});
  const SpellFact& last = *job.last;
  if (last.ended != kForever && last.end_reason != placement::v1::END_REASON_BETTER_JOB) {
    const Day heard = last.end_heard == kNoDay ? last.ended : last.end_heard;
    due.push_back({heard, heard + kSoonDays, false, true});
  }
  return due;
}

struct Kept {
  int due = 0, kept = 0;

  // Holds where all that fell due took place, fails where less than half of it did; what lies between is for a reviewer to judge.
  void Judge(const char* condition, Conditions* known) const {
    if (due == 0) return;
    if (kept == due) known->hold.insert(condition);
    if (2 * kept < due) known->fail.insert(condition);
  }
};

void CountCalendar(const TeamFacts& team, const Followed& job, const Tally& tally, Kept* regular, Kept* all) {
  const JourneyFact& journey = team.journeys[job.first->journey];
  for (const Due& due : Calendar(job)) {
    if (!tally.Covers(due.to) || due.from < journey.referred || due.to >= journey.ended) continue;
    if (!due.after_loss && due.to > job.last->ended) continue;
    const bool is_kept = IsMet(job, due.from, due.to);
    for (Kept* kept : {all, due.is_regular ? regular : nullptr}) {
      if (kept == nullptr) continue;
      ++kept->due;
      kept->kept += is_kept ? 1 : 0;
    }
  }
}

}  // namespace

// Jobs whose fourth month ended in the window, while the job and the journey went on: above the line those whose person was met for support in work
// in that month.
Value FollowAlongKept(const TeamFacts& team, Tally tally) {
  Kept regular, all;
  bool is_seen_later = false;  // any of them, after the first month
  const auto jobs = FollowedOf(team, tally->to);
  for (const auto& [id, job] : jobs) {
    const JourneyFact& journey = team.journeys[job.first->journey];
    if (!tally.Covers(journey)) continue;
    const Seen seen{"spell", &job.first->id, &journey.participant_id, job.first->started};
    CountCalendar(team, job, tally, &regular, &all);
    const Day from = MonthsAfter(job.first->started, kMonth - 1), to = MonthsAfter(job.first->started, kMonth) - 1;
    if (!tally.Covers(to) || job.last->ended < to) continue;
    if (from < journey.referred || job.first->id != id) {
      tally.Leave(seen, "held before the referral", false);
    } else if (to >= journey.ended) {
      tally.Leave(seen, "the journey had ended", false);
    } else {
      IsMet(job, from, to) ? tally.Both(seen) : tally.Below(seen);
      is_seen_later = is_seen_later || IsMet(job, MonthsAfter(job.first->started, 1), tally->to);
    }
  }
  if (tally->denominator > 0) (is_seen_later ? tally->known.hold : tally->known.fail).insert("seen_after_first_month");
  regular.Judge("weekly_then_monthly", &tally->known);
  all.Judge("full_calendar", &tally->known);
  if (all.due > 0) {
    tally->remarks.push_back(absl::StrCat("of ", all.due, " contacts that the calendar asked for, ", all.kept,
                                          " took place; weekly and then monthly: ", regular.kept, " of ", regular.due));
  }
  return std::move(tally).Finish(100);
}

}  // namespace gainful::fidelity
