// What belongs to a job: changes of terms, absences, weeks as worked, evidence, plans of support and attempts to reach somebody; and jobs held at referral that are to be kept.
#include <algorithm>

#include "gainful/placement/v1/due.pb.h"
#include "gainful/placement/v1/in_work.pb.h"
#include "gainful/placement/v1/job.pb.h"
#include "services/common/base/dates.h"
#include "tools/synthetic/case.h"

namespace gainful::synthetic {
namespace {

namespace pl = gainful::placement::v1;

google::type::Date Date(absl::CivilDay day) { return base::ToProto(day); }

template <class Fact>
Fact About(const pl::Spell& spell) {
  Fact fact;
  fact.set_spell_id(spell.id());
  fact.set_journey_id(spell.journey_id());
  return fact;
}

void RecordTerms(Case* c, const pl::Spell& s, absl::CivilDay start, absl::CivilDay last) {
  const absl::CivilDay day = start + c->dice.Between(60, 200);
  if (day > last || !s.has_weekly_minutes() || !c->dice.Chance(0.3)) return;
  auto terms = About<pl::TermsChange>(s);
  *terms.mutable_takes_effect_on() = Date(day);
  terms.set_weekly_minutes(std::min(s.weekly_minutes() + 60 * c->dice.Between(1, 8), 2520));
  if (s.has_hourly_pay_pence()) terms.set_hourly_pay_pence(s.hourly_pay_pence() + 25 * c->dice.Between(0, 3));
  c->Enter("CreateTermsChange", day, 13, &terms);
}

void RecordAbsence(Case* c, const pl::Spell& s, absl::CivilDay start, absl::CivilDay last) {
  const absl::CivilDay from = start + c->dice.Between(14, 150), to = from + c->dice.Between(0, 20);
  if (to > last || !c->dice.Chance(0.35)) return;
  auto absence = About<pl::SpellAbsence>(s);
  absence.set_kind(static_cast<pl::AbsenceKind>(1 + c->dice.Pick({60, 25, 3, 7, 5})));
  *absence.mutable_absent_from() = Date(from);
  *absence.mutable_absent_to() = Date(to);
  absence.set_paid(absence.kind() == pl::ABSENCE_KIND_UNPAID
                       ? type::v1::ANSWER_NO
                       : static_cast<type::v1::Answer>(1 + c->dice.Pick({6, 2, 0, 2})));
  c->Enter("CreateSpellAbsence", to, 14, &absence);
}

// Some are hard to reach once the first weeks are over.
void RecordAttempts(Case* c, const pl::Spell& s, absl::CivilDay start, absl::CivilDay last) {
  Dice& d = c->dice;
  if (!d.Chance(0.2)) return;
  absl::CivilDay day = WorkingDay(start + d.Between(92, 110));
  for (int tries = d.Between(1, 3); tries > 0 && day <= last; --tries, day = WorkingDay(day + d.Between(1, 9))) {
    auto attempt = About<pl::FollowUpAttempt>(s);
    *attempt.mutable_attempted_on() = Date(day);
    attempt.set_mode(static_cast<caseload::v1::ContactMode>(1 + d.Pick({5, 75, 2, 18})));
    if (!c->Enter("CreateFollowUpAttempt", day, 11, &attempt)) return;
  }
}

// From payslips, for the first weeks.
void RecordWeeks(Case* c, const pl::Spell& s, absl::CivilDay start, absl::CivilDay last) {
  if (!s.has_weekly_minutes() || !c->dice.Chance(0.15)) return;
  for (int week = 0; week < 4 && start + 7 * week + 6 <= last; ++week) {
    auto worked = About<pl::SpellWeek>(s);
    *worked.mutable_week_from() = Date(start + 7 * week);
    worked.set_paid_minutes(std::max(0, s.weekly_minutes() + 30 * c->dice.Between(-4, 4)));
    if (!c->Enter("CreateSpellWeek", start + 7 * week + 6, 15, &worked)) return;
  }
}

void RecordSupportPlan(Case* c, const pl::Spell& s, absl::CivilDay start, absl::CivilDay last) {
  if (!c->dice.Chance(0.5)) return;
  auto plan = About<pl::InWorkPlan>(s);
  *plan.mutable_planned_on() = Date(start);
  plan.set_support("A call on the first evening, then a visit each week for a month.");
  plan.set_warning_signs("Comes late twice in a week; a walk at lunch helps.");
  *plan.mutable_next_review_on() = Date(std::max(start + 1, std::min(last, start + 91)));
  c->Enter("CreateInWorkPlan", WorkingDay(start), 16, &plan);
}

// How the return went, for a job that somebody was off sick from at referral.
void RecordRetention(Case* c, const pl::Spell& s) {
  Dice& d = c->dice;
  const absl::CivilDay first = WorkingDay(c->timeline.decided + d.Between(0, 5));
  auto retention = About<pl::JobRetention>(s);
  retention.set_situation(static_cast<pl::RetentionSituation>(1 + d.Pick({50, 35, 15})));
  const absl::CivilDay back = WorkingDay(first + d.Between(20, 90));
  if (retention.situation() != pl::RETENTION_SITUATION_AT_RISK) {
    *retention.mutable_off_sick_from() = Date(c->timeline.referred - d.Between(10, 90));
    *retention.mutable_return_planned_on() = Date(back);
  }
  if (!c->Enter("CreateJobRetention", first, 12, &retention)) return;
  for (int step = 0; step < 3; ++step) {
    auto planned = About<pl::ReturnStep>(s);
    *planned.mutable_step_from() = Date(back + 14 * step);
    planned.set_weekly_minutes(480 + 480 * step);
    if (!c->Enter("CreateReturnStep", first, 13, &planned)) return;
  }
}

}  // namespace

void RecordFacts(Case* c, const google::protobuf::Message& spell) {
  const auto& s = static_cast<const pl::Spell&>(spell);
  const absl::CivilDay start = *base::ToDay(s.started_on());
  const absl::CivilDay last = std::min(c->Known(), s.has_ended_on() ? *base::ToDay(s.ended_on()) : c->Known());
  RecordTerms(c, s, start, last);
  RecordAbsence(c, s, start, last);
  RecordWeeks(c, s, start, last);
  RecordSupportPlan(c, s, start, last);
  RecordAttempts(c, s, start, last);
}

void RecordHeldJob(Case* c) {
  Dice& d = c->dice;
  const absl::CivilDay day = WorkingDay(c->timeline.decided);
  if (day > c->Known() || !d.Chance(0.06)) return;
  pl::Spell s;
  s.set_journey_id(c->journey_id);
  *s.mutable_started_on() = Date(c->timeline.referred - d.Between(200, 900));
  s.set_contract(pl::CONTRACT_KIND_PERMANENT);
  s.set_weekly_minutes(2100);
  s.set_job_title("Shop assistant");
  const Act act = c->By("CreateSpell", day, 11);
  c->Begin(act, &s);
  s.set_job_id(s.id());
  s.set_held_at_referral(true);
  c->recorder->Write(act, &s);
  c->recorder->Keep(s);
  RecordRetention(c, s);
}

}  // namespace gainful::synthetic
