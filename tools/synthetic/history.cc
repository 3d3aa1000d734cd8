#include "tools/synthetic/history.h"

#include <algorithm>

#include "gainful/caseload/v1/work.pb.h"
#include "gainful/placement/v1/job.pb.h"
#include "gainful/placement/v1/placement.pb.h"
#include "services/common/base/dates.h"
#include "tools/synthetic/case.h"

namespace gainful::synthetic {
namespace {

namespace pb = gainful::caseload::v1;
namespace pl = gainful::placement::v1;
using gainful::type::v1::Answer;

constexpr double kReturns = 0.12;   // of referrals, where somebody has left before
constexpr double kInError = 0.004;  // of referrals, recorded by mistake
constexpr int kUsualLimit = 20;

google::type::Date Date(absl::CivilDay day) { return base::ToProto(day); }

// Somebody who may be referred again.
struct Former {
  Person person;
  std::string id;
  absl::CivilDay left;
  int consents, choices;
};

void RecordParticipant(Case* c) {
  auto* p = &c->person.record;
  p->set_team_id(c->team->id);
  const Act act = c->ByManager("CreateParticipant", c->timeline.referred, 8);
  c->Begin(act, p);
  c->participant_id = p->id();
  c->recorder->Write(act, p);
  const absl::CivilDay later = WorkingDay(c->timeline.referred + c->dice.Between(60, 200));
  if (c->dice.Chance(0.05) && later <= c->options.until) {
    p->set_settled_accommodation(static_cast<Answer>(c->dice.Between(1, 2)));
    c->recorder->Write(c->ByManager("UpdateParticipant", later, 13), p);
  }
  c->recorder->Keep(*p);
}

pb::Journey Referral(Case* c) {
  Dice& d = c->dice;
  pb::Journey j;
  j.set_programme_id(c->team->programme_id);
  j.set_team_id(c->team->id);
  *j.mutable_referred_on() = Date(c->timeline.referred);
  const std::vector<double> sources =
      c->team->programme == Programme::kIpsSecondary   ? std::vector<double>{6, 1, 70, 8, 1, 2, 1, 1, 1, 2, 4, 3}
      : c->team->programme == Programme::kDrugsAlcohol ? std::vector<double>{12, 1, 5, 6, 60, 3, 1, 1, 6, 3, 2, 1}
                                                       : std::vector<double>{25, 1, 6, 34, 2, 22, 1, 1, 1, 1, 4, 2};
  j.set_referral_source(static_cast<pb::ReferralSource>(1 + d.Pick(sources)));
  j.set_urgency(static_cast<pb::ReferralPriority>(d.Pick({10, 70, 15, 5})));
  if (d.Chance(0.6)) j.set_referral_reason("Wants paid work and asks for support with it.");
  j.set_work_situation(static_cast<pb::WorkSituation>(1 + d.Pick({80, 6, 4, 7, 3})));
  j.set_eligible(static_cast<Answer>(1 + d.Pick({93, 2, 1, 4})));
  j.set_right_to_work(static_cast<Answer>(1 + d.Pick({92, 1, 2, 5})));
  const bool works = j.work_situation() == pb::WORK_SITUATION_IN_WORK ||
                     j.work_situation() == pb::WORK_SITUATION_AT_RISK ||
                     j.work_situation() == pb::WORK_SITUATION_OFF_SICK;
  if (d.Chance(c->person.is_recorded_well ? 0.95 : 0.6))
    j.set_employment_status(works ? pb::EMPLOYMENT_STATUS_EMPLOYED
                                  : static_cast<pb::EmploymentStatus>(2 + d.Pick({45, 4, 38, 4, 3, 3, 1, 2})));
  return j;
}

// How people leave: whoever is in work then mostly because support is done.
void SetExit(Case* c, pb::Journey* j) {
  Dice& d = c->dice;
  const bool works = !c->timeline.jobs.empty() && c->timeline.jobs.back().end > c->timeline.exited;
  *j->mutable_exited_on() = Date(c->timeline.exited);
  j->set_exit_reason(static_cast<pb::ExitReason>(
      1 + (works ? d.Pick({82, 8, 5, 3, 1, 0, 1}) : d.Pick({20, 30, 24, 6, 12, 1, 4, 0.5, 1, 1.5}))));
  if (d.Chance(0.1)) return;
  j->set_exit_destination(works ? pb::EXIT_DESTINATION_PAID_WORK
                                : static_cast<pb::ExitDestination>(4 + d.Pick({10, 8, 34, 20, 8, 3, 1, 4, 12})));
}

void RecordSteps(Case* c, Act act, pb::Journey* j) {
  const auto step = [&](const std::string& method, absl::CivilDay day, int hour) {
    Act next = c->By(method, day, hour);
    Case::Next(act, &next);
    act = next;
    c->recorder->Write(act, j);
  };
  const Timeline& t = c->timeline;
  if (c->team->triage && t.decided <= c->options.until) {
    const absl::CivilDay on = WorkingDay(t.referred + c->dice.Between(0, static_cast<int>(t.decided - t.referred)));
    *j->mutable_triaged_on() = Date(std::min(on, t.decided));
    j->set_triage_priority(static_cast<pb::ReferralPriority>(1 + c->dice.Pick({75, 18, 7})));
    j->set_triaged_by(c->team->LeadOn(on).subject);
    step("TriageJourney", std::min(on, t.decided), 10);
  }
  if (t.decided > c->options.until) return;
  if (t.is_declined) {
    *j->mutable_declined_on() = Date(t.decided);
    j->set_decline_reason(static_cast<pb::DeclineReason>(1 + c->dice.Pick({45, 32, 9, 14})));
    return step("DeclineJourney", t.decided, 11);
  }
  *j->mutable_accepted_on() = Date(t.decided);
  step("AcceptJourney", t.decided, 11);
  if (t.exited > c->options.until) return;
  SetExit(c, j);
  step("ExitJourney", t.exited, 17);
}

// False when it was recorded by mistake and taken back: then nothing follows.
bool RecordJourney(Case* c) {
  pb::Journey j = Referral(c);
  const Act act = c->ByManager("CreateJourney", c->timeline.referred, 9);
  c->Begin(act, &j);
  c->journey_id = j.id();
  c->recorder->Write(act, &j);
  const bool in_error = c->dice.Chance(kInError);
  if (in_error) {
    *j.mutable_withdrawn_on() = Date(c->timeline.referred);
    c->recorder->Write(c->ByManager("WithdrawJourney", c->timeline.referred, 10), &j);
  } else {
    RecordSteps(c, act, &j);
  }
  c->recorder->Keep(j);
  return !in_error;
}

// Among those who work that day the one with the fewest journeys, but for some who are given more than others.
Worker* Choose(Case* c, absl::CivilDay day) {
  Worker* best = nullptr;
  double least = 0;
  for (Worker& w : c->team->key_workers) {
    if (!w.WorksOn(day)) continue;
    const double load = w.ActiveOn(day) * (0.7 + 0.6 * c->dice.Uniform()) + c->dice.Uniform();
    if (best == nullptr || load < least) {
      best = &w;
      least = load;
    }
  }
  return best;
}

// To a key worker, and to another whenever that one leaves.
void RecordAllocations(Case* c) {
  absl::CivilDay day = WorkingDay(c->timeline.decided + c->dice.Between(0, 6));
  for (int number = 1; day <= c->Known(); ++number) {
    Worker* w = Choose(c, day);
    if (w == nullptr) return;
    pb::Allocation a;
    a.set_journey_id(c->journey_id);
    a.set_number(number);
    a.set_staff_member_id(w->id);
    *a.mutable_allocated_on() = Date(day);
    if (w->ActiveOn(day) >= kUsualLimit)
      a.set_over_limit_reason("Everybody on the team is full, and waiting would do harm.");
    const Act act = c->ByManager("CreateAllocation", day, 12);
    c->Begin(act, &a);
    Once(c->recorder, act, &a);
    w->ends.push_back(w->last ? std::min(*w->last, c->timeline.exited) : c->timeline.exited);
    c->key_workers.emplace_back(day, w);
    if (!w->last) return;
    day = WorkingDay(*w->last + 1);
  }
}

void AddEvidence(Case* c, const Act& act, pl::EvidenceFact fact, absl::CivilDay day, Dice* d, const pl::Spell& s) {
  pl::SpellEvidence evidence;
  evidence.set_spell_id(s.id());
  evidence.set_journey_id(s.journey_id());
  evidence.set_fact(fact);
  evidence.set_kind(static_cast<pl::EvidenceKind>(1 + d->Pick({20, 15, 50, 5, 10})));
  *evidence.mutable_speaks_for() = Date(day);
  *evidence.mutable_received_on() = Date(WorkingDay(day));
  c->Begin(act, &evidence);
  Once(c->recorder, act, &evidence);
}

// With the evidence that says so.
void Confirm(Case* c, absl::CivilDay day, Act* act, pl::Spell* s) {
  *s->mutable_last_confirmed_on() = Date(day);
  *s->mutable_evidence_until() = Date(day);
  Act next = c->By("ConfirmSpell", WorkingDay(day), 14);
  Case::Next(*act, &next);
  *act = next;
  c->recorder->Write(*act, s);
  AddEvidence(c, next, pl::EVIDENCE_FACT_IN_WORK, day, &c->dice, *s);
}

// What is known of one job: its start, confirmations at the checkpoints, its end where that was still followed.
void RecordSpell(Case* c, const Job& job) {
  // With their SOC 2020 unit groups.
  static const std::pair<const char*, const char*> occupations[] = {{"Warehouse assistant", "9252"},
                                                                    {"Kitchen porter", "9263"},
                                                                    {"Care worker", "6135"},
                                                                    {"Cleaner", "9223"},
                                                                    {"Shop assistant", "7111"},
                                                                    {"Administrator", "4159"},
                                                                    {"Gardener", "5113"},
                                                                    {"Delivery driver", "8214"},
                                                                    {"Receptionist", "4216"},
                                                                    {"Teaching assistant", "6112"}};
  const auto entered = c->Entered(job.start);
  if (!entered || job.start > c->Known()) return;
  Dice& d = c->dice;
  pl::Spell s;
  s.set_journey_id(c->journey_id);
  *s.mutable_started_on() = Date(job.start);
  if (d.Chance(0.93)) s.set_weekly_minutes(30 * std::clamp(static_cast<int>(d.LogNormal(40, 0.5)), 4, 84));
  if (d.Chance(0.85)) s.set_hourly_pay_pence(std::max(1144, static_cast<int>(d.LogNormal(1190, 0.12))));
  if (d.Chance(0.97)) s.set_competitive(static_cast<Answer>(1 + d.Pick({93, 5, 0, 2})));
  const auto& [title, soc_code] = occupations[d.Between(0, 9)];
  s.set_job_title(title);
  s.set_soc_code(soc_code);
  s.set_contract(static_cast<pl::ContractKind>(1 + d.Pick({40, 16, 18, 12, 2, 3, 6, 1, 2})));
  Dice others = d.For("employer of a job", static_cast<std::uint64_t>(job.start - absl::CivilDay()));
  if (others.Chance(0.5)) s.set_employer_id(others.One(c->provider.employers).id);
  Act act = c->By("CreateSpell", *entered, 15);
  c->Begin(act, &s);
  s.set_job_id(s.id());
  c->recorder->Write(act, &s);
  const absl::CivilDay followed = std::min(c->Known(), job.end);
  for (const int days : {28, 91, 182, 273, 364}) {
    const absl::CivilDay on = job.start + days;
    if (on <= followed && on >= *entered && WorkingDay(on) <= c->options.until && d.Chance(0.9))
      Confirm(c, on, &act, &s);
  }
  const absl::CivilDay told = std::max(WorkingDay(job.end), *entered);
  if (job.end <= c->Known() && told <= c->options.until) {
    *s.mutable_ended_on() = Date(job.end);
    *s.mutable_end_heard_on() = Date(told);
    s.set_end_reason(static_cast<pl::EndReason>(1 + d.Pick({30, 10, 10, 18, 4, 16, 3, 4, 5})));
    Act next = c->By("EndSpell", told, 16);
    Case::Next(act, &next);
    c->recorder->Write(next, &s);
    // Not every end has evidence of its own.
    Dice ends = d.For("evidence of an end", static_cast<std::uint64_t>(job.start - absl::CivilDay()));
    if (ends.Chance(0.85)) AddEvidence(c, next, pl::EVIDENCE_FACT_ENDED, job.end, &ends, s);
  }
  c->recorder->Keep(s);
  RecordFacts(c, s);
}

void Tell(Case* c) {
  if (!RecordJourney(c)) return;
  if (c->timeline.is_declined || c->timeline.decided > c->options.until) return;
  RecordAllocations(c);
  for (const Job& job : c->timeline.jobs) RecordSpell(c, job);
  RecordPlan(c);
  RecordPerson(c);
  RecordCareful(c);
  RecordWithEmployers(c);
  RecordHeldJob(c);
}

}  // namespace

void RecordHistory(const Options& options, const Provider& provider, TeamOfWorkers* team, int number,
                   Recorder* recorder) {
  const Dice dice = Dice(options.seed).For(provider.id, static_cast<std::uint64_t>(number));
  Dice days = dice.For("days", 0);
  std::vector<absl::CivilDay> referrals;
  for (int i = 0; i < team->journeys; ++i) referrals.push_back(ReferralDay(&days, FirstDay(options), options.until));
  std::sort(referrals.begin(), referrals.end());
  std::vector<Former> former;
  for (size_t i = 0; i < referrals.size(); ++i) {
    Case c(options, provider, team, dice.For("journey", i), recorder);
    int consents = 0, choices = 0;
    const size_t which = former.empty() ? 0 : c.dice.Next() % former.size();
    const bool returns = !former.empty() && former[which].left < referrals[i] - 14 && c.dice.Chance(kReturns);
    if (returns) {
      c.person = former[which].person;
      c.participant_id = former[which].id;
      consents = former[which].consents;
      choices = former[which].choices;
      former.erase(former.begin() + static_cast<std::ptrdiff_t>(which));
    } else {
      c.person = DrawPerson(&c.dice, team->programme, referrals[i]);
    }
    c.consents = &consents;
    c.choices = &choices;
    c.timeline = Draw(&c.dice, c.person.group, referrals[i]);
    if (!returns) RecordParticipant(&c);
    Tell(&c);
    const absl::CivilDay left = c.timeline.is_declined ? c.timeline.decided : c.timeline.exited;
    if (left <= options.until) former.push_back({c.person, c.participant_id, left, consents, choices});
  }
}

}  // namespace gainful::synthetic
