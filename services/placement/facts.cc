#include "services/placement/facts.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "services/common/base/dates.h"

namespace gainful::placement {
namespace {

using google::protobuf::Message;
using google::type::Date;

constexpr std::int64_t kMinutesOfADay = 1440;

// Nothing for a field that is not set or names no real day, which the field rules report.
std::optional<absl::CivilDay> DayOf(const Message& m, const std::string& field) {
  const auto* f = m.GetDescriptor()->FindFieldByName(field);
  if (!m.GetReflection()->HasField(m, f)) return std::nullopt;
  return base::ToDay(static_cast<const Date&>(m.GetReflection()->GetMessage(m, f)));
}

// `field` is a path such as "spell_week.week_from".
void NotBefore(const std::optional<absl::CivilDay>& day, const std::optional<absl::CivilDay>& first,
               const std::string& field, const std::string& what, base::Violations* v) {
  if (day && first && *day < *first)
    v->Add(field, absl::StrCat("must not lie before ", what, " (", base::FormatDay(*first), ")"));
}
void NotAfter(const std::optional<absl::CivilDay>& day, const std::optional<absl::CivilDay>& last,
              const std::string& field, const std::string& what, base::Violations* v) {
  if (day && last && *day > *last)
    v->Add(field, absl::StrCat("must not lie after ", what, " (", base::FormatDay(*last), ")"));
}

void Within(const pb::Spell& spell, const std::optional<absl::CivilDay>& day, const std::string& field,
            base::Violations* v) {
  NotBefore(day, DayOf(spell, "started_on"), field, "the start of the spell", v);
  NotAfter(day, DayOf(spell, "ended_on"), field, "the end of the spell", v);
}

// At most one of a kind begins on a day.
void OnlyOneOn(const Message& record, const Others& others, const std::string& name, const std::string& kind,
               base::Violations* v) {
  const auto day = DayOf(record, name);
  for (const auto& other : others) {
    if (day && DayOf(*other, name) == day)
      return v->Add(absl::StrCat(kind, ".", name), "is the day of another one of this spell; change that one");
  }
}

}  // namespace

void CheckAbsence(const pb::SpellAbsence& a, base::Violations* v) {
  NotBefore(DayOf(a, "absent_to"), DayOf(a, "absent_from"), "spell_absence.absent_to", "absent_from", v);
}

void CheckEvidence(const pb::SpellEvidence& e, base::Violations* v) {
  NotBefore(DayOf(e, "received_on"), DayOf(e, "speaks_for"), "spell_evidence.received_on",
            "the day for which it speaks", v);
}

void CheckRetention(const pb::JobRetention& r, base::Violations* v) {
  const auto off_sick = DayOf(r, "off_sick_from");
  NotBefore(DayOf(r, "return_planned_on"), off_sick, "job_retention.return_planned_on", "off_sick_from", v);
  NotBefore(DayOf(r, "returned_on"), off_sick, "job_retention.returned_on", "off_sick_from", v);
  if (r.situation() == pb::RETENTION_SITUATION_AT_RISK) {
    for (const auto& [is_set, field] :
         {std::pair(r.has_off_sick_from(), "off_sick_from"), std::pair(r.has_returned_on(), "returned_on")}) {
      if (is_set) v->Add(absl::StrCat("job_retention.", field), "must not be set for somebody who was at work");
    }
  } else if (r.has_returned_on() && !off_sick) {
    v->Add("job_retention.off_sick_from", "must be given, since returned_on is");
  }
  if ((r.outcome() != pb::RETENTION_OUTCOME_UNSPECIFIED) != r.has_outcome_on())
    v->Add(r.has_outcome_on() ? "job_retention.outcome" : "job_retention.outcome_on",
           "must be given, since the other one of the two is");
}

void CheckPlan(const pb::InWorkPlan& p, base::Violations* v) {
  const auto planned = DayOf(p, "planned_on"), next = DayOf(p, "next_review_on");
  if (planned && next && *next <= *planned)
    v->Add("in_work_plan.next_review_on", absl::StrCat("must lie after planned_on (", base::FormatDay(*planned), ")"));
  NotBefore(DayOf(p, "closed_on"), planned, "in_work_plan.closed_on", "planned_on", v);
}

void FitTerms(const pb::Spell& spell, const pb::TermsChange& terms, const Others& others, base::Violations* v) {
  const auto day = DayOf(terms, "takes_effect_on"), start = DayOf(spell, "started_on");
  if (day && start && *day <= *start)
    v->Add("terms_change.takes_effect_on",
           absl::StrCat("must lie after the first day of the spell (", base::FormatDay(*start),
                        "); the terms from that day stand on the spell itself"));
  NotAfter(day, DayOf(spell, "ended_on"), "terms_change.takes_effect_on", "the end of the spell", v);
  OnlyOneOn(terms, others, "takes_effect_on", "terms_change", v);
}

void FitAbsence(const pb::Spell& spell, const pb::SpellAbsence& a, const Others& others, base::Violations* v) {
  const auto from = DayOf(a, "absent_from"), to = DayOf(a, "absent_to");
  Within(spell, from, "spell_absence.absent_from", v);
  NotAfter(to, DayOf(spell, "ended_on"), "spell_absence.absent_to", "the end of the spell", v);
  for (const auto& other : others) {
    const auto first = DayOf(*other, "absent_from"), last = DayOf(*other, "absent_to");
    const bool is_apart = (last && from && *from > *last) || (to && first && *to < *first);
    if (!is_apart)
      return v->Add("spell_absence.absent_from",
                    absl::StrCat("must not overlap another absence of this spell (from ", base::FormatDay(*first),
                                 last ? " to " + base::FormatDay(*last) : "", ")"));
  }
}

void FitWeek(const pb::Spell& spell, const pb::SpellWeek& week, const Others& others, base::Violations* v) {
  const auto from = DayOf(week, "week_from"), start = DayOf(spell, "started_on");
  if (!from || !start) return;
  if (*from + 6 < *start)
    v->Add("spell_week.week_from", absl::StrCat("must not lie more than six days before the start of the spell (",
                                                base::FormatDay(*start), ")"));
  NotAfter(from, DayOf(spell, "ended_on"), "spell_week.week_from", "the end of the spell", v);
  for (const auto& other : others) {
    const auto day = DayOf(*other, "week_from");
    if (day && std::abs(*day - *from) < 7)
      return v->Add("spell_week.week_from",
                    absl::StrCat("must not overlap another week of this spell (from ", base::FormatDay(*day), ")"));
  }
  const auto last = std::min(*from + 6, DayOf(spell, "ended_on").value_or(*from + 6));
  const auto most = std::max<std::int64_t>(0, last - std::max(*from, *start) + 1) * kMinutesOfADay;
  if (week.paid_minutes() > most)
    v->Add("spell_week.paid_minutes",
           absl::StrCat("must be at most ", most, ", which is all of the days of that week that lie in the spell"));
}

void FitEvidence(const pb::Spell& spell, const pb::SpellEvidence& e, const Others&, base::Violations* v) {
  Within(spell, DayOf(e, "speaks_for"), "spell_evidence.speaks_for", v);
}

void FitRetention(const pb::Spell& spell, const pb::JobRetention& r, const Others& others, base::Violations* v) {
  if (!spell.held_at_referral())
    return v->Add("job_retention.spell_id", "names a job that was not held at referral; there is none to retain");
  if (!others.empty())
    v->Add("job_retention.spell_id", "names a job that has a record of retention already; change that one");
  for (const char* field : {"off_sick_from", "returned_on"})
    Within(spell, DayOf(r, field), absl::StrCat("job_retention.", field), v);
  const auto on = DayOf(r, "outcome_on"), end = DayOf(spell, "ended_on");
  const std::string field = "job_retention.outcome_on";
  NotBefore(on, DayOf(spell, "started_on"), field, "the start of the spell", v);
  if (r.outcome() == pb::RETENTION_OUTCOME_KEPT) NotAfter(on, end, field, "the end of the job that was kept", v);
  if (r.outcome() != pb::RETENTION_OUTCOME_LOST || !on || on == end) return;
  v->Add(field, end ? absl::StrCat("must be the last day of the lost job (", base::FormatDay(*end), ")")
                    : "is the last day of a job that goes on; end the job on that day first");
}

void FitStep(const pb::Spell& spell, const pb::ReturnStep& step, const Others& others, base::Violations* v) {
  Within(spell, DayOf(step, "step_from"), "return_step.step_from", v);
  OnlyOneOn(step, others, "step_from", "return_step", v);
}

void FitPlan(const pb::Spell&, const pb::InWorkPlan& plan, const Others& others, base::Violations* v) {
  if (plan.has_closed_on()) return;
  for (const auto& other : others) {
    if (!static_cast<const pb::InWorkPlan&>(*other).has_closed_on())
      return v->Add("in_work_plan.spell_id", "names a spell that has an open plan already; close that one first");
  }
}

bool ShowsInWork(const pb::SpellEvidence& e) { return e.fact() != pb::EVIDENCE_FACT_ENDED; }

void Reconfirm(const std::optional<absl::CivilDay>& evidence_until, pb::Spell* spell) {
  auto last = std::max(evidence_until, DayOf(*spell, "confirmed_by_source_on"));  // nothing comes before any day
  if (const auto end = DayOf(*spell, "ended_on")) last = std::min(last, end);
  if (last && last >= DayOf(*spell, "started_on")) {
    *spell->mutable_last_confirmed_on() = base::ToProto(*last);
  } else {
    spell->clear_last_confirmed_on();
  }
  if (evidence_until) {
    *spell->mutable_evidence_until() = base::ToProto(*evidence_until);
  } else {
    spell->clear_evidence_until();
  }
}

}  // namespace gainful::placement
