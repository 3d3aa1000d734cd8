// Items about jobs: job_type_diversity, employer_diversity, competitive_share. Counted are jobs that were held on any day of the window and begun on the
// journey; a job is one however many spells of it follow each other.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "services/common/base/codes.h"
#include "services/fidelity/live_tally.h"

namespace gainful::fidelity {
namespace {

namespace pl = placement::v1;

// A job as it stands on a day: what its latest spell says, or the one before where that says nothing.
struct Job {
  const SpellFact* first = nullptr;
  std::string soc_code;
  int employer = kNobody;
  type::v1::Answer competitive = type::v1::ANSWER_UNSPECIFIED;
  pl::ContractKind contract = pl::CONTRACT_KIND_UNSPECIFIED;
  Day ended = kNoDay;
};

bool SaysIt(type::v1::Answer answer) { return answer == type::v1::ANSWER_YES || answer == type::v1::ANSWER_NO; }

// By the id of the first spell, of spells that have begun.
std::map<std::string, Job> JobsOf(const TeamFacts& team, Day as_at) {
  std::map<std::string, Job> jobs;
  for (const auto& s : team.spells) {
    if (s.started > as_at) continue;
    Job& job = jobs[s.job_id];
    if (job.first == nullptr) job.first = &s;
    if (!s.soc_code.empty()) job.soc_code = s.soc_code;
    if (s.employer != kNobody) job.employer = s.employer;
    if (SaysIt(s.competitive)) job.competitive = s.competitive;
    if (s.contract != pl::CONTRACT_KIND_UNSPECIFIED) job.contract = s.contract;
    job.ended = std::max(job.ended, s.ended);
  }
  return jobs;
}

Seen Of(const TeamFacts& team, const Job& job) {
  return {"spell", &job.first->id, &team.journeys[job.first->journey].participant_id, job.first->started};
}

// Calls `count` with each job that is one of the item's.
template <class Count>
void CountJobs(const TeamFacts& team, Tally* tally, const Count& count) {
  std::map<std::tuple<int, Day, int>, std::string> known;  // somebody with two records may have a job under each
  const Day from = (*tally)->from;
  const auto jobs = JobsOf(team, (*tally)->to);
  for (const auto& [id, job] : jobs) {
    if (job.ended < from) continue;
    const JourneyFact& journey = team.journeys[job.first->journey];
    if (!tally->Covers(journey)) continue;
    const bool is_held_before = job.first->started < journey.referred || job.first->id != id;
    if (is_held_before) {
      tally->Leave(Of(team, job), "held before the referral", false);
      continue;
    }
    const auto same =
        known.try_emplace({journey.person, job.first->started, job.employer}, journey.participant_id).first;
    if (job.employer != kNobody && same->second != journey.participant_id) {
      tally->Leave(Of(team, job), "the same job, under another record of the person", false);
    } else {
      count(Of(team, job), job);
    }
  }
}

}  // namespace

// Kinds of job by occupation (SOC 2020, four digits), over jobs whose occupation is on record.
Value JobTypeDiversity(const TeamFacts& team, Tally tally) {
  std::set<std::string> kinds;
  CountJobs(team, &tally, [&](const Seen& seen, const Job& job) {
    if (job.soc_code.empty()) return tally.Leave(seen, "the occupation is not on record", true);
    kinds.insert(job.soc_code).second ? tally.Both(seen) : tally.Below(seen);
  });
  return std::move(tally).Finish(100);
}

// Employers over jobs whose employer is on record.
Value EmployerDiversity(const TeamFacts& team, Tally tally) {
  std::set<int> employers;
  CountJobs(team, &tally, [&](const Seen& seen, const Job& job) {
    if (job.employer == kNobody) return tally.Leave(seen, "the employer is not on record", true);
    employers.insert(job.employer).second ? tally.Both(seen) : tally.Below(seen);
  });
  return std::move(tally).Finish(100);
}

// Jobs that are on record as competitive and have no contract that the instrument leaves out, over all of which either is known.
Value CompetitiveShare(const TeamFacts& team, const Reading& reading, Tally tally) {
  const auto& never = reading.contracts_left_out();
  CountJobs(team, &tally, [&](const Seen& seen, const Job& job) {
    const auto* contract = pl::ContractKind_descriptor()->FindValueByNumber(job.contract);
    const bool is_never = std::find(never.begin(), never.end(), base::CodeOf(contract)) != never.end();
    if (is_never || job.competitive == type::v1::ANSWER_NO) return tally.Below(seen);
    if (!SaysIt(job.competitive)) return tally.Leave(seen, "whether it is competitive is not on record", true);
    if (job.contract == pl::CONTRACT_KIND_UNSPECIFIED || job.contract == pl::CONTRACT_KIND_NOT_KNOWN) {
      tally->incomplete = tally->incomplete || !never.empty();
      return tally.Both(seen, 1, "the kind of contract is not on record");
    }
    tally.Both(seen);
  });
  return std::move(tally).Finish(100);
}

}  // namespace gainful::fidelity
