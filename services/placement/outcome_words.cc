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

constexpr char kOfAnotherTeam[] = "; it rests on work recorded under a journey of another team";

std::string WhyMet(const Compiled& rule, const outcome::Standing& s, const outcome::Progress& p, const Sight& sight) {
  const std::string from = sight.of_work ? absl::StrCat(" from ", Text(s.from)) : "";
  switch (rule.kind) {
    case Compiled::Kind::kJobStart:
      if (!sight.of_work) return absl::StrCat("a job began; ", rule.needed / 60, " paid hours were worked");
      return absl::StrCat("the job began on ", Text(s.dated_on), "; ", rule.needed / 60, " paid hours by ",
                          Text(s.met_on));
    case Compiled::Kind::kWeeks:
      return absl::StrCat("the ", rule.needed, "th week", sight.of_work ? " counted" : "", from, " ended on ",
                          Text(s.met_on));
    case Compiled::Kind::kDays:
      return absl::StrCat(rule.needed, " days in work", from, " to ", Text(s.met_on));
    case Compiled::Kind::kEarnings:
      break;
  }
  return absl::StrCat(Pounds(p.needed), " earned", from, " to ", Text(s.met_on));
}

// What stands in the way of knowing.
std::string WhyNotKnown(const outcome::Unknowns& u, const outcome::Standing& s, const Sight& sight) {
  std::vector<std::string> parts;
  const bool is_named = sight.of_evidence && s.evidence_until != kNoDay;
  const std::string since = is_named ? absl::StrCat(" since ", Text(s.evidence_until)) : "";
  if (u.later_work && s.evidence_until != kNoDay)
    parts.push_back(absl::StrCat("no ", since.empty() ? "later " : "", "evidence of work", since));
  if (u.later_jobs && !u.later_work)
    parts.push_back(absl::StrCat("no ", since.empty() ? "later " : "", "facts", since));
  std::vector<std::string> missing;
  if (u.competitive) missing.push_back("whether the job is competitive");
  if (u.contract) missing.push_back("whether it is self-employment");
  if (u.hours) missing.push_back("hours");
  if (u.pay) missing.push_back("pay");
  if (u.job_end) missing.push_back("evidence of the end of a job");
  if (u.absence_end) missing.push_back("when an absence ends");
  if (u.absence_pay) missing.push_back("whether an absence is paid");
  if (u.age) missing.push_back("date of birth");
  if (u.contract_kind) missing.push_back("what kind of contract");
  if (!missing.empty()) parts.push_back(absl::StrCat("not recorded: ", absl::StrJoin(missing, ", ")));
  if (u.wage_floor) parts.push_back("no wage floor is known for its days");
  return absl::StrJoin(parts, "; ");
}

std::string WhyNotYet(const Compiled& rule, const outcome::Standing& s, const outcome::Answer& answer, Day as_at,
                      const outcome::History& history, const Sight& sight, outcome::Engine* engine) {
  const auto done = [&](absl::string_view suffix) {
    return sight.of_all_work ? absl::StrCat(Done(rule, engine->ProgressAt(rule, as_at)), suffix, "; ") : "";
  };
  if (s.met_on != kNoDay) return absl::StrCat(done(" by then"), "it was met later");
  if (answer.day == kNoDay) {
    const Day soonest = engine->EarliestWithNewJob(rule, as_at + 1);
    const std::string day = soonest == kNoDay ? "" : absl::StrCat(", by ", Text(soonest), " at the earliest");
    const bool is_named = s.latest_start < kForever && sight.of_support_end;  // mostly the day on which support ends
    const std::string by = is_named ? absl::StrCat("; it must begin by ", Text(s.latest_start)) : "";
    return absl::StrCat(done(""), "needs a further job", day, by);
  }
  const auto deciding = engine->Deciding(rule, s);
  const std::string not_known = WhyNotKnown(WhatIsNotKnown(history, rule, s, deciding), s, sight);
  if (deciding.empty()) return absl::StrCat(done(""), "needs a further job, by ", Text(answer.day), " at the earliest");
  const std::string day = IsDayHidden(sight, rule) ? "later" : Text(answer.day);
  return absl::StrCat(done(" so far"), day, " if the job goes on", not_known.empty() ? "" : "; ", not_known);
}

std::string WhyNever(const outcome::Journey& journey, const std::string& done, Day as_at, const Sight& sight) {
  if (journey.support_to < journey.programme_start) return "the referral was declined";
  if (journey.support_to <= as_at)
    return absl::StrCat(done, "support ended", sight.of_support_end ? " on " + Text(journey.support_to) : "");
  return absl::StrCat(done, "neither a job on record nor a further one can still meet it");
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

Sight SightOf(const OutcomeFacts& facts, const std::vector<int>& deciding) {
  Sight sight;
  sight.of_work = std::none_of(deciding.begin(), deciding.end(), [&](int spell) {
    return facts.unseen.count(facts.spell_ids[static_cast<size_t>(spell)]) > 0;
  });
  sight.of_all_work = facts.unseen.empty();
  sight.of_evidence = deciding.empty() ? facts.unseen_journeys.empty() : sight.of_work;
  sight.of_support_end = facts.is_support_end_seen;
  return sight;
}

bool IsSeenWhole(const OutcomeFacts& facts) { return facts.unseen.empty() && facts.unseen_journeys.empty(); }

bool IsDayHidden(const Sight& sight, const Compiled& rule) {
  return !sight.of_work && rule.kind == Compiled::Kind::kJobStart;
}

std::string PassageWords(const OutcomeFacts& facts) {
  if (facts.journeys.size() < 2) return "";
  const std::string others =
      facts.unseen_journeys.empty() ? "" : absl::StrCat("; ", facts.unseen_journeys.size(), " of them of another team");
  return absl::StrCat("one passage of ", facts.journeys.size(),
                      " journeys through this programme, under merged records of one person", others);
}

std::string Because(const OutcomeFacts& facts, const outcome::Rule& rule, const outcome::Standing& standing,
                    const outcome::Answer& answer, Day as_at, outcome::Engine* engine) {
  const outcome::History history = facts.history();
  const Compiled compiled = outcome::Compile(rule);
  const auto deciding = engine->Deciding(compiled, standing);
  const Sight sight = SightOf(facts, deciding);
  const std::string of_others = sight.of_work ? "" : kOfAnotherTeam;
  const auto progress = [&] { return engine->ProgressAt(compiled, as_at); };
  const auto done = [&](absl::string_view suffix) {
    return sight.of_all_work ? absl::StrCat(Done(compiled, progress()), suffix) : "";
  };
  switch (answer.holds) {
    case outcome::Holds::kMet: {
      const std::string why = absl::StrCat(WhyMet(compiled, standing, progress(), sight), of_others);
      const auto starts = engine->JobStarts(compiled, as_at).size();
      const bool counts_jobs = compiled.kind == Compiled::Kind::kJobStart && starts > 1;
      return counts_jobs ? absl::StrCat(why, "; ", starts, " job starts") : why;
    }
    case outcome::Holds::kNotYet:
      return absl::StrCat(WhyNotYet(compiled, standing, answer, as_at, history, sight, engine), of_others);
    case outcome::Holds::kCannotBeMet:
      return absl::StrCat(WhyNever(history.journey, done("; "), as_at, sight), of_others);
    case outcome::Holds::kNotKnown:
      break;
  }
  const auto unknowns = WhatIsNotKnown(history, compiled, standing, deciding);
  const std::string not_known = WhyNotKnown(unknowns, standing, sight);
  const std::string shown = sight.of_all_work || !not_known.empty() ? done(" shown") : "it is not known";
  return absl::StrCat(shown, shown.empty() || not_known.empty() ? "" : "; ", not_known, of_others);
}

}  // namespace gainful::placement
