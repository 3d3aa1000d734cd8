// What is recorded with care: risks, safeguarding, disclosures, legal holds, openings in an emergency; health at work and adjustments.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "gainful/caseload/v1/access.pb.h"
#include "gainful/caseload/v1/consent.pb.h"
#include "gainful/caseload/v1/disposal.pb.h"
#include "gainful/caseload/v1/support.pb.h"
#include "gainful/caseload/v1/work.pb.h"
#include "services/common/base/dates.h"
#include "tools/synthetic/case.h"

namespace gainful::synthetic {
namespace {

namespace pb = gainful::caseload::v1;

google::type::Date Date(absl::CivilDay day) { return base::ToProto(day); }

void RecordRisks(Case* c) {
  Dice& d = c->dice;
  const absl::CivilDay day = WorkingDay(c->timeline.decided + d.Between(1, 120));
  if (day > c->Known()) return;
  if (d.Chance(0.15)) {
    pb::RiskFlag f;
    f.set_kind(static_cast<pb::RiskKind>(d.Between(1, pb::RiskKind_MAX)));
    *f.mutable_raised_on() = Date(day);
    f.set_detail("Meet in public places, and let the office know.");
    *f.mutable_check_on() = Date(day + 90);
    c->Enter("CreateRiskFlag", day, 13, &f);
  }
  if (d.Chance(0.03)) {
    pb::SafeguardingConcern s;
    s.set_kind(static_cast<pb::SafeguardingKind>(d.Between(1, pb::SafeguardingKind_MAX)));
    *s.mutable_raised_on() = Date(day);
    s.set_detail("Told of money that is taken from them.");
    s.set_reported_to("local authority");
    *s.mutable_reported_on() = Date(day);
    c->Enter("CreateSafeguardingConcern", day, 14, &s);
  }
  if (d.Chance(0.025)) {
    pb::Disclosure x;
    x.set_basis(static_cast<pb::DisclosureBasis>(d.Between(1, pb::DisclosureBasis_MAX)));
    x.set_necessity("Somebody was in danger, and asking first would have added to it.");
    x.set_recipient("local authority");
    x.set_sent("Name, address and what was said.");
    *x.mutable_disclosed_on() = Date(day);
    const Act act = c->By("CreateDisclosure", day, 15);
    c->Begin(act, &x);
    x.set_author(act.caller);
    Once(c->recorder, act, &x);
  }
  if (d.Chance(0.02)) {
    pb::LegalHold h;
    h.set_reason("A claim about the referral is with the ombudsman.");
    const Act act = c->ByManager("CreateLegalHold", day, 16);
    c->Begin(act, &h);
    h.set_set_by(act.caller);
    *h.mutable_set_on() = Date(day);
    Once(c->recorder, act, &h);
  }
}

// By somebody of another team, for hours; a manager looks at it later, and meanwhile an alert tells of it.
void RecordOpening(Case* c) {
  Dice& d = c->dice;
  const absl::CivilDay day = WorkingDay(c->timeline.decided + d.Between(5, 200));
  if (day > c->Known() || c->provider.teams.size() < 2 || !d.Chance(0.025)) return;
  const auto& others = c->provider.teams[&c->provider.teams[0] == c->team ? 1 : 0].key_workers;
  const auto by = std::find_if(others.begin(), others.end(), [&](const Worker& w) { return w.WorksOn(day); });
  if (by == others.end()) return;
  pb::EmergencyOpening o;
  Act act = c->By("CreateEmergencyOpening", day, 11);
  act.caller = by->subject;
  c->Begin(act, &o);
  o.set_reason("Came to the door in distress, and the team was away.");
  o.set_hours(4);
  o.set_opened_by(by->subject);
  o.mutable_opened_at()->set_seconds(absl::ToUnixSeconds(act.at));
  o.mutable_expires_at()->set_seconds(absl::ToUnixSeconds(act.at) + 4 * 3600);
  c->recorder->Write(act, &o);
  pb::Alert a;
  a.set_id(o.id());
  a.set_org_id(c->provider.id);
  a.set_etag(1);
  *a.mutable_updated_at() = o.updated_at();
  a.set_participant_id(c->participant_id);
  a.set_kind(pb::ALERT_KIND_EMERGENCY_OPENING);
  a.set_detail("Somebody outside the team opened the record; the reason stands in the opening.");
  a.set_raised_by(by->subject);
  *a.mutable_raised_on() = Date(day);
  const absl::CivilDay reviewed = WorkingDay(day + d.Between(1, 6));
  if (reviewed <= c->options.until) {
    Act review = c->ByManager("ReviewEmergencyOpening", reviewed, 9);
    o.set_reviewed_by(review.caller);
    *o.mutable_reviewed_on() = Date(reviewed);
    o.set_verdict(d.Chance(0.95) ? pb::ACCESS_VERDICT_JUSTIFIED : pb::ACCESS_VERDICT_NOT_JUSTIFIED);
    o.set_review("Asked the team and the caller.");
    c->recorder->Write(review, &o);
    a.set_acknowledged_by(review.caller);
    *a.mutable_acknowledged_on() = Date(reviewed);
    c->recorder->Write(c->ByManager("AcknowledgeAlert", reviewed, 10), &a);
  }
  c->recorder->Keep(o);
  c->recorder->Keep(a);
}

void RecordAdjustment(Case* c, absl::CivilDay day) {
  Dice& d = c->dice;
  const auto entered = c->Entered(day);
  if (!entered || day > c->Known()) return;
  pb::Adjustment a;
  a.set_journey_id(c->journey_id);
  a.set_kind(static_cast<pb::AdjustmentKind>(d.Between(1, pb::AdjustmentKind_MAX)));
  a.set_adjustment("A later start, and a quiet place for breaks.");
  a.set_asked_of("line manager");
  *a.mutable_requested_on() = Date(day);
  Act act = c->By("CreateAdjustment", *entered, 14);
  c->Begin(act, &a);
  c->recorder->Write(act, &a);
  const absl::CivilDay answered = WorkingDay(std::max(day, *entered) + d.Between(5, 40));
  if (answered <= c->Known()) {
    if (d.Chance(0.85)) {
      *a.mutable_agreed_on() = Date(answered);
      if (d.Chance(0.7)) *a.mutable_in_place_on() = Date(answered);
    } else {
      *a.mutable_refused_on() = Date(answered);
      a.set_refusal_reason("The shift plan does not allow it, they say.");
    }
    c->recorder->Write(c->By("UpdateAdjustment", answered, 15), &a);
  }
  c->recorder->Keep(a);
}

template <class Note>
void SetFitness(Dice* d, absl::CivilDay day, Note* n) {
  *n->mutable_assessed_on() = Date(day);
  *n->mutable_starts_on() = Date(day);
  *n->mutable_ends_on() = Date(day + 7 * d->Between(1, 8));
  n->set_fitness(d->Chance(0.3) ? pb::FITNESS_MAY_BE_FIT : pb::FITNESS_NOT_FIT);
  if (n->fitness() == pb::FITNESS_MAY_BE_FIT) n->add_advice(static_cast<pb::WorkAdvice>(d->Between(1, 4)));
}

void RecordHealthAtWork(Case* c) {
  Dice& d = c->dice;
  for (const Job& job : c->timeline.jobs) {
    if (d.Chance(0.4)) RecordAdjustment(c, WorkingDay(job.start + d.Between(0, 40)));
  }
  const absl::CivilDay day = WorkingDay(c->timeline.decided + d.Between(10, 200));
  if (day > c->Known()) return;
  if (d.Chance(0.18)) {
    pb::FitNote n;
    n.set_journey_id(c->journey_id);
    SetFitness(&d, day, &n);
    n.set_issued_by(static_cast<pb::NotePractitioner>(1 + d.Pick({80, 8, 5, 2, 5})));
    c->Enter("CreateFitNote", day, 13, &n);
  }
  if (d.Chance(0.06)) {
    pb::HealthAndWorkReport r;
    r.set_journey_id(c->journey_id);
    SetFitness(&d, day, &r);
    r.add_difficulties("Tires after four hours.");
    r.add_recommendations("Start with half days for two weeks.");
    r.set_profession(pb::AHP_PROFESSION_OCCUPATIONAL_THERAPIST);
    r.set_registration_number(absl::StrCat("OT", d.Between(10000, 99999)));
    c->Enter("CreateHealthAndWorkReport", day, 14, &r);
  }
}

}  // namespace

void RecordCareful(Case* c) {
  RecordRisks(c);
  RecordOpening(c);
  RecordHealthAtWork(c);
}

}  // namespace gainful::synthetic
