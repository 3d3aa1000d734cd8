#include "services/placement/due.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "services/common/base/codes.h"
#include "services/common/base/dates.h"

namespace gainful::placement {
namespace {

using outcome::Day;
using outcome::kNoDay;

// A job as one span: it goes on while one of its spells does.
struct Job {
  Day from = outcome::kForever;
  Day to = kNoDay;  // not set while it goes on
};

bool MayCount(const outcome::Compiled& rule, const outcome::Spell& s) {
  switch (rule.work) {
    case outcome::COMPETITIVE:
      return s.competitive != outcome::Fact::kNo;
    case outcome::EMPLOYED:
      return s.contract != outcome::Contract::kSelfEmployed;
    default:
      return s.contract == outcome::Contract::kSelfEmployed || s.contract == outcome::Contract::kUnknown;
  }
}

bool IsOver(const Job& job, Day as_at) { return job.to != kNoDay && job.to <= as_at; }

// The jobs that had begun by then, as far as they count.
std::vector<Job> JobsBegun(const outcome::History& history, const outcome::Compiled& rule, Day as_at) {
  std::map<std::int32_t, Job> jobs;
  std::map<std::int32_t, Day> first;  // of each job, whether or not it counts
  for (const auto& s : history.spells) {
    const auto [it, is_new] = first.emplace(s.job, s.start);
    if (!is_new) it->second = std::min(it->second, s.start);
    if (s.start > as_at || !MayCount(rule, s)) continue;
    Job& job = jobs[s.job];
    const bool is_first = job.from == outcome::kForever;
    job.from = std::min(job.from, s.start);
    job.to = s.end == kNoDay || (!is_first && job.to == kNoDay) ? kNoDay : is_first ? s.end : std::max(job.to, s.end);
  }
  const Day begins = std::max(history.journey.referral, history.journey.programme_start);
  std::vector<Job> begun;
  for (const auto& [number, job] : jobs) {
    if (first.at(number) >= begins) begun.push_back(job);
  }
  return begun;
}

bool HasChanged(const std::vector<Job>& jobs, const outcome::Compiled& rule, Day as_at) {
  const std::int64_t gap = rule.kind == outcome::Compiled::Kind::kDays ? rule.gap : outcome::kForever;
  for (const Job& over : jobs) {
    if (!IsOver(over, as_at)) continue;
    for (const Job& other : jobs) {
      if (!IsOver(other, as_at) && other.from > over.from && std::int64_t{other.from} - over.to - 1 <= gap) return true;
    }
  }
  return false;
}

// Entries of one kind about one spell of a journey are one line.
using SpellKey = std::tuple<std::string, std::string, int>;

SpellKey KeyOf(const pb::DueItem& item) { return {item.journey_id(), SubjectOf(item), static_cast<int>(item.kind())}; }

bool IsOfOneDay(const pb::DueItem& a, const pb::DueItem& b) {
  return a.has_lost_after() == b.has_lost_after() && base::ToDay(a.lost_after()) == base::ToDay(b.lost_after());
}

std::optional<Day> DayOf(bool has, const google::type::Date& date) {
  const auto day = has ? base::ToDay(date) : std::nullopt;
  return day ? std::optional(outcome::ToDayNumber(*day)) : std::nullopt;
}

// The last of the ends that somebody typed in, where it is evidence of these that is missing; kNoDay: it is not, or later work is missing as well.
Day EndToShow(const outcome::History& history, const outcome::Compiled& rule, const outcome::Standing& standing,
              const std::vector<int>& deciding) {
  Day last = kNoDay;
  if (standing.met_on != kNoDay || standing.earliest == kNoDay) return last;
  if (WhatIsNotKnown(history, rule, standing, deciding).later_work) return last;
  for (const int i : deciding) {
    const auto& s = history.spells[static_cast<size_t>(i)];
    const bool is_missing =
        s.end != kNoDay && KnownTo(history.spells, static_cast<size_t>(i)) < std::min(standing.earliest, s.end);
    if (is_missing) last = std::max(last, s.end);
  }
  return last;
}

}  // namespace

Attempts AttemptsIn(const std::vector<Day>& attempts, Day from, Day to) {
  Attempts in;
  std::set<Day> days;
  for (const Day day : attempts) {
    if (day < from || day > to) continue;
    ++in.number;
    days.insert(day);
    in.last = std::max(in.last, day);
  }
  in.days = static_cast<int>(days.size());
  return in;
}

bool IsLostToFollowUp(Day checkpoint, const Attempts& since, Day as_at) {
  return as_at - checkpoint > kDaysToKeep && since.days >= kDaysTried;
}

pb::DueState StateOf(Day checkpoint, bool is_work_shown, const Attempts& since, Day today, int ahead) {
  if (is_work_shown) return pb::DUE_STATE_EVIDENCE_MISSING;
  if (checkpoint > today) return checkpoint - today <= ahead ? pb::DUE_STATE_DUE : pb::DUE_STATE_UNSPECIFIED;
  if (checkpoint == today) return pb::DUE_STATE_DUE;
  return since.number > 0 ? pb::DUE_STATE_UNREACHABLE : pb::DUE_STATE_OVERDUE;
}

Day DayToAsk(const outcome::Standing& s) {
  const Day met = s.met_on != kNoDay ? s.met_on : s.earliest;
  return met == kNoDay ? kNoDay : met + 1;
}

bool IsWorkShown(const outcome::History& history, const outcome::Compiled& rule, const outcome::Standing& standing,
                 const std::vector<int>& deciding) {
  if (standing.met_on != kNoDay) return true;
  if (standing.earliest == kNoDay || deciding.empty()) return false;
  const auto unknowns = WhatIsNotKnown(history, rule, standing, deciding);
  return !unknowns.later_work && !unknowns.later_jobs;
}

pb::CheckpointFate FateOf(const outcome::History& history, const outcome::Compiled& rule,
                          const outcome::Standing& standing, const std::vector<int>& deciding,
                          const std::vector<Day>& attempts, Day as_at) {
  if (standing.met_on != kNoDay && standing.met_on <= as_at) return pb::CHECKPOINT_FATE_CONFIRMED;
  const auto jobs = JobsBegun(history, rule, as_at);
  if (jobs.empty()) return pb::CHECKPOINT_FATE_UNSPECIFIED;
  const Day ask = DayToAsk(standing);
  Day last = kNoDay;  // of the jobs, where all are over
  bool goes_on = false;
  for (const Job& job : jobs) {
    goes_on |= !IsOver(job, as_at);
    last = std::max(last, job.to);
  }
  if (!goes_on && (ask == kNoDay || ask > last + 1)) return pb::CHECKPOINT_FATE_LOST_JOB;
  if (ask == kNoDay) return pb::CHECKPOINT_FATE_UNSPECIFIED;
  if (ask > as_at) {
    return HasChanged(jobs, rule, as_at) ? pb::CHECKPOINT_FATE_CHANGED_JOB : pb::CHECKPOINT_FATE_NOT_YET_DUE;
  }
  // Of a job that is over, what nobody could prove is asked for from the day after its end.
  const Day end = EndToShow(history, rule, standing, deciding);
  const Day from = end == kNoDay ? ask : std::max(ask, end + 1);
  const bool is_unknown = end != kNoDay || (goes_on && !IsWorkShown(history, rule, standing, deciding));
  const bool is_lost = is_unknown && IsLostToFollowUp(from, AttemptsIn(attempts, from, as_at), as_at);
  return is_lost ? pb::CHECKPOINT_FATE_LOST_TO_FOLLOW_UP : pb::CHECKPOINT_FATE_TO_CONFIRM;
}

bool IsEndLetGo(const outcome::History& history, const outcome::Compiled& rule, const outcome::Standing& standing,
                const std::vector<int>& deciding, Day today) {
  const Day end = EndToShow(history, rule, standing, deciding);
  return end != kNoDay && today - (end + 1) > kDaysToKeep;
}

void SortByLoss(Day today, std::vector<DueEntry>* entries) {
  const auto rank = [today](const DueEntry& e) {
    const auto lost_after = DayOf(e.item.has_lost_after(), e.item.lost_after());
    const int kept = !lost_after ? 2 : *lost_after >= today ? 0 : 1;
    const Day day = !lost_after ? 0 : kept == 0 ? *lost_after : -*lost_after;
    // Names and ids so that the order is the same each time.
    return std::tuple<int, Day, std::int64_t, const std::string&, const std::string&, const std::string&, int,
                      std::string>(kept, day, -e.stake, e.item.name(), e.item.journey_id(), SubjectOf(e.item),
                                   static_cast<int>(e.item.kind()), e.item.rules().empty() ? "" : e.item.rules(0));
  };
  std::sort(entries->begin(), entries->end(), [&](const DueEntry& a, const DueEntry& b) { return rank(a) < rank(b); });
}

int CutAfter(size_t most, std::vector<DueEntry>* entries) {
  std::set<SpellKey> kept;
  size_t end = 0;
  for (; end < entries->size(); ++end) {
    const DueEntry& entry = (*entries)[end];
    if (end > 0 && kept.size() >= most && !IsOfOneDay((*entries)[end - 1].item, entry.item)) break;
    kept.insert(KeyOf(entry.item));
  }
  std::set<SpellKey> dropped;
  for (size_t i = end; i < entries->size(); ++i) {
    if (kept.count(KeyOf((*entries)[i].item)) == 0) dropped.insert(KeyOf((*entries)[i].item));
  }
  entries->resize(end);
  return static_cast<int>(dropped.size());
}

const std::string& SubjectOf(const pb::DueItem& item) {
  return item.spell_id().empty() ? item.application_id() : item.spell_id();
}

std::vector<DueEntry> OneForEachSpell(std::vector<DueEntry> entries) {
  std::vector<DueEntry> all;
  std::map<SpellKey, size_t> known;
  for (auto& entry : entries) {
    const auto [it, is_new] = known.emplace(KeyOf(entry.item), all.size());
    if (is_new) {
      all.push_back(std::move(entry));
      continue;
    }
    pb::DueItem& first = all[it->second].item;
    first.mutable_rules()->MergeFrom(entry.item.rules());
    first.set_because(absl::StrCat(first.because(), " | ", entry.item.because()));
    all[it->second].changed = std::max(all[it->second].changed, entry.changed);
  }
  return all;
}

const pb::FollowAlongContact* ContactDue(const std::vector<pb::FollowAlongContact>& contacts, Day today, int* missed) {
  const pb::FollowAlongContact* last = nullptr;  // that began to count
  int before = 0;
  *missed = 0;
  for (const auto& contact : contacts) {
    if (contact.state() == pb::FOLLOW_ALONG_STATE_AHEAD) continue;
    *missed = before;
    before = contact.state() == pb::FOLLOW_ALONG_STATE_MET ? 0 : before + 1;
    last = &contact;
    if (contact.state() == pb::FOLLOW_ALONG_STATE_DUE) return last;
  }
  if (last == nullptr || last->state() != pb::FOLLOW_ALONG_STATE_MISSED) return nullptr;
  const auto due = DayOf(last->has_due_on(), last->due_on());
  return due && today - *due <= kDaysMissed ? last : nullptr;
}

const pb::FollowAlongContact* ContactAhead(const std::vector<pb::FollowAlongContact>& contacts, Day today, int ahead) {
  for (const auto& contact : contacts) {
    if (contact.state() != pb::FOLLOW_ALONG_STATE_AHEAD) continue;
    const auto due = DayOf(contact.has_due_on(), contact.due_on());
    return due && *due - today <= ahead ? &contact : nullptr;
  }
  return nullptr;
}

void FitAttempt(const pb::Spell& spell, const pb::FollowUpAttempt& attempt, const Others&, base::Violations* v) {
  const auto day = DayOf(attempt.has_attempted_on(), attempt.attempted_on());
  const auto start = DayOf(spell.has_started_on(), spell.started_on());
  if (day && start && *day < *start)
    v->Add("follow_up_attempt.attempted_on", absl::StrCat("must not lie before the start of the spell (",
                                                          base::FormatDay(outcome::FromDayNumber(*start)), ")"));
}

void CheckAnswer(const pb::AnswerCheckpointRequest& q, base::Violations* v) {
  const bool is_there = q.answer() == pb::CHECKPOINT_ANSWER_STILL_THERE;
  const bool is_over = q.answer() == pb::CHECKPOINT_ANSWER_CHANGED_JOB || q.answer() == pb::CHECKPOINT_ANSWER_LOST_JOB;
  const bool is_tried = q.answer() == pb::CHECKPOINT_ANSWER_NOT_REACHED;
  const auto refuse = [&](bool is_given, bool belongs, const char* field, const char* to) {
    if (is_given && !belongs) v->Add(field, absl::StrCat("goes with the answer ", to));
  };
  refuse(q.has_weekly_minutes(), is_there, "weekly_minutes", "still_there");
  refuse(q.has_hourly_pay_pence(), is_there, "hourly_pay_pence", "still_there");
  refuse(q.end_reason() != 0, is_over, "end_reason", "changed_job or lost_job");
  refuse(q.mode() != 0, is_tried, "mode", "not_reached");
  refuse(!q.note().empty(), is_tried, "note", "not_reached");
  if (is_there && q.evidence() == 0) v->Add("evidence", "must be given: who or what says that they are still there");
  if (is_over && q.end_reason() == 0) v->Add("end_reason", "must be given: why the job ended");
  if (q.answer() == pb::CHECKPOINT_ANSWER_LOST_JOB && q.end_reason() == pb::END_REASON_BETTER_JOB)
    v->Add("end_reason", "goes with the answer changed_job, since they left for a better job");
}

std::optional<pb::TermsChange> TermsFrom(const pb::Spell& spell, const Others& changes,
                                         const pb::AnswerCheckpointRequest& q, base::Violations* v) {
  const auto on = DayOf(q.has_on(), q.on());
  std::optional<int> minutes, pence;
  if (spell.has_weekly_minutes()) minutes = spell.weekly_minutes();
  if (spell.has_hourly_pay_pence()) pence = spell.hourly_pay_pence();
  std::map<Day, const pb::TermsChange*> by_day;
  for (const auto& other : changes) {
    const auto& change = static_cast<const pb::TermsChange&>(*other);
    const auto day = DayOf(change.has_takes_effect_on(), change.takes_effect_on());
    if (day && on && *day <= *on) by_day[*day] = &change;
  }
  for (const auto& [day, change] : by_day) {
    minutes = change->weekly_minutes();
    if (change->has_hourly_pay_pence()) pence = change->hourly_pay_pence();
  }
  const bool other_hours = q.has_weekly_minutes() && minutes != q.weekly_minutes();
  const bool other_pay = q.has_hourly_pay_pence() && pence != q.hourly_pay_pence();
  if (!other_hours && !other_pay) return std::nullopt;
  if (!q.has_weekly_minutes() && !minutes) {
    v->Add("weekly_minutes", "must be given with other pay, since no hours are on record for that day");
    return std::nullopt;
  }
  pb::TermsChange terms;
  terms.set_spell_id(spell.id());
  terms.set_journey_id(spell.journey_id());
  terms.set_participant_id(spell.participant_id());
  *terms.mutable_takes_effect_on() = q.on();
  terms.set_weekly_minutes(q.has_weekly_minutes() ? q.weekly_minutes() : *minutes);
  if (other_pay) terms.set_hourly_pay_pence(q.hourly_pay_pence());
  return terms;
}

}  // namespace gainful::placement
