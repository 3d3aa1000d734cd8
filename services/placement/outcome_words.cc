#include "services/placement/outcome_words.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "services/common/base/dates.h"

namespace gainful::placement {
namespace {

using outcome::Compiled;
using outcome::Day;
using outcome::kForever;
using outcome::kNoDay;

std::string Text(Day day) { return base::FormatDay(outcome::FromDayNumber(day)); }

std::string Pounds(std::int64_t pence) { return absl::StrFormat("£%d.%02d", pence / 100, pence % 100); }

std::string WhyMet(const Compiled& rule, const outcome::Standing& s, const outcome::Progress& p) {
  switch (rule.kind) {
    case Compiled::Kind::kJobStart:
      return absl::StrCat("the job began on ", Text(s.dated_on), "; ", rule.needed / 60, " paid hours by ",
                          Text(s.met_on));
    case Compiled::Kind::kWeeks:
      return absl::StrCat("the ", rule.needed, "th week counted from ", Text(s.from), " ended on ", Text(s.met_on));
    case Compiled::Kind::kDays:
      return absl::StrCat(rule.needed, " days in work from ", Text(s.from), " to ", Text(s.met_on));
    case Compiled::Kind::kEarnings:
      break;
  }
  return absl::StrCat(Pounds(p.needed), " earned from ", Text(s.from), " to ", Text(s.met_on));
}

// What stands in the way of knowing.
std::string WhyNotKnown(const outcome::Unknowns& u, const outcome::Standing& s) {
  std::vector<std::string> parts;
  if (u.later_work && s.evidence_until != kNoDay)
    parts.push_back(absl::StrCat("no evidence of work since ", Text(s.evidence_until)));
  if (u.later_jobs && !u.later_work) parts.push_back(absl::StrCat("no facts since ", Text(s.evidence_until)));
  std::vector<std::string> missing;
  if (u.competitive) missing.push_back("whether the job is competitive");
  if (u.contract) missing.push_back("whether it is self-employment");
  if (u.hours) missing.push_back("hours");
  if (u.pay) missing.push_back("pay");
  if (u.absence_end) missing.push_back("when an absence ends");
  if (u.absence_pay) missing.push_back("whether an absence is paid");
  if (u.age) missing.push_back("date of birth");
  if (u.contract_kind) missing.push_back("what kind of contract");
  if (!missing.empty()) parts.push_back(absl::StrCat("not recorded: ", absl::StrJoin(missing, ", ")));
  if (u.wage_floor) parts.push_back("no wage floor is known for its days");
  return absl::StrJoin(parts, "; ");
}

std::string WhyNotYet(const Compiled& rule, const outcome::Standing& s, const outcome::Answer& answer, Day as_at,
                      const outcome::History& history, outcome::Engine* engine) {
  const std::string done = Done(rule, engine->ProgressAt(rule, as_at));
  if (s.met_on != kNoDay) return absl::StrCat(done, " by then; it was met later");
  if (answer.day == kNoDay) {
    const Day soonest = engine->EarliestWithNewJob(rule, as_at + 1);
    const std::string day = soonest == kNoDay ? "" : absl::StrCat(", by ", Text(soonest), " at the earliest");
    const std::string by = s.latest_start >= kForever ? "" : absl::StrCat("; it must begin by ", Text(s.latest_start));
    return absl::StrCat(done, "; needs a further job", day, by);
  }
  const auto deciding = engine->Deciding(rule, s);
  const std::string not_known = WhyNotKnown(WhatIsNotKnown(history, rule, s, deciding), s);
  if (deciding.empty()) return absl::StrCat(done, "; needs a further job, by ", Text(answer.day), " at the earliest");
  return absl::StrCat(done, " so far; ", Text(answer.day), " if the job goes on", not_known.empty() ? "" : "; ",
                      not_known);
}

std::string WhyNever(const outcome::Journey& journey, const std::string& done, Day as_at) {
  if (journey.support_to < journey.programme_start) return "the referral was declined";
  if (journey.support_to <= as_at) return absl::StrCat(done, "; support ended on ", Text(journey.support_to));
  return absl::StrCat(done, "; neither a job on record nor a further one can still meet it");
}

}  // namespace

std::string Done(const Compiled& rule, const outcome::Progress& p) {
  switch (rule.kind) {
    case Compiled::Kind::kJobStart:
      return absl::StrCat(p.done / 60, " h ", p.done % 60, " min of ", p.needed / 60, " paid hours");
    case Compiled::Kind::kWeeks:
      return absl::StrCat(p.done, " of ", p.needed, " weeks");
    case Compiled::Kind::kDays:
      return absl::StrCat(p.done, " of ", p.needed, " days in work");
    case Compiled::Kind::kEarnings:
      break;
  }
  return p.needed == 0 ? absl::StrCat(Pounds(p.done), " earned")
                       : absl::StrCat(Pounds(p.done), " of ", Pounds(p.needed));
}

std::string Because(const outcome::History& history, const outcome::Rule& rule, const outcome::Standing& standing,
                    const outcome::Answer& answer, Day as_at, outcome::Engine* engine) {
  const Compiled compiled = outcome::Compile(rule);
  const auto progress = [&] { return engine->ProgressAt(compiled, as_at); };
  switch (answer.holds) {
    case outcome::Holds::kMet: {
      const std::string why = WhyMet(compiled, standing, progress());
      const auto starts = engine->JobStarts(compiled, as_at).size();
      const bool counts_jobs = compiled.kind == Compiled::Kind::kJobStart && starts > 1;
      return counts_jobs ? absl::StrCat(why, "; ", starts, " job starts") : why;
    }
    case outcome::Holds::kNotYet:
      return WhyNotYet(compiled, standing, answer, as_at, history, engine);
    case outcome::Holds::kCannotBeMet:
      return WhyNever(history.journey, Done(compiled, progress()), as_at);
    case outcome::Holds::kNotKnown:
      break;
  }
  const auto unknowns = WhatIsNotKnown(history, compiled, standing, engine->Deciding(compiled, standing));
  const std::string not_known = WhyNotKnown(unknowns, standing);
  return absl::StrCat(Done(compiled, progress()), " shown", not_known.empty() ? "" : "; ", not_known);
}

}  // namespace gainful::placement
