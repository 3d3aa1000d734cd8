// The work itself: profile, goals, reviews, contacts with their notes, measures.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "gainful/caseload/v1/access.pb.h"
#include "gainful/caseload/v1/clinical.pb.h"
#include "gainful/caseload/v1/plan.pb.h"
#include "gainful/caseload/v1/work.pb.h"
#include "services/common/base/dates.h"
#include "tools/synthetic/case.h"

namespace gainful::synthetic {
namespace {

namespace pb = gainful::caseload::v1;

constexpr int kCrisisMinutes = 30;  // as RecordOrganisation says

google::type::Date Date(absl::CivilDay day) { return base::ToProto(day); }

std::string OneOf(Case* c, const std::vector<std::string>& texts) { return c->dice.One(texts); }

bool WorksOn(const Case& c, absl::CivilDay day) {
  return std::any_of(c.timeline.jobs.begin(), c.timeline.jobs.end(),
                     [&](const Job& job) { return job.start <= day && day <= job.end; });
}

// Parts of the area in which the made-up employers are, by dice of their own.
void AddTravelAreas(const Case& c, pb::VocationalProfile* profile) {
  Dice d = c.dice.For("travel areas", 0);
  if (d.Chance(0.3)) return;
  const int first = d.Between(1, 9), districts = d.Between(1, 4);
  for (int i = 0; i < districts; ++i) profile->add_travel_areas(absl::StrCat("ZZ", 1 + (first + i) % 9));
  if (d.Chance(0.2)) profile->add_travel_areas(absl::StrCat("ZZ", first, " ", d.Between(1, 9)));
}

void RecordProfile(Case* c) {
  const absl::CivilDay begun = WorkingDay(c->timeline.decided + c->dice.Between(2, 14));
  const auto entered = c->Entered(begun);
  if (!entered || begun > c->Known()) return;
  Dice& d = c->dice;
  pb::VocationalProfile p;
  p.set_journey_id(c->journey_id);
  *p.mutable_started_on() = Date(begun);
  p.set_preferred_work(
      OneOf(c, {"Outdoors", "With people", "With animals", "Office work, quiet", "Practical, with the hands"}));
  p.set_strengths(OneOf(c, {"Reliable and patient", "Good with numbers", "Learns fast", "Speaks three languages"}));
  const int hours = 4 * d.Between(1, 8);
  p.set_hours_from(hours);
  p.set_hours_to(std::min(60, hours + 4 * d.Between(0, 4)));
  if (d.Chance(0.8)) p.set_travel_minutes(15 * d.Between(1, 5));
  p.set_travel(OneOf(c, {"Bus", "Walks", "Drives", ""}));
  AddTravelAreas(*c, &p);
  p.set_disclosure(static_cast<pb::DisclosureWish>(d.Pick({10, 15, 25, 20, 15, 15})));
  p.set_work_history(
      OneOf(c, {"Retail for six years.", "No paid work yet.", "Several short jobs, the last one two years ago."}));
  if (d.Chance(0.7)) p.set_benefits("Universal Credit");
  if (d.Chance(0.5))
    p.set_barriers(OneOf(c, {"Sleeps badly, mornings are hard.", "Looks after a parent.", "No device at home."}));
  Act act = c->By("CreateVocationalProfile", *entered, 12);
  c->Begin(act, &p);
  c->recorder->Write(act, &p);
  const absl::CivilDay done = WorkingDay(std::max(begun, *entered) + d.Between(5, 30));
  if (done <= c->Known() && d.Chance(0.9)) {
    *p.mutable_completed_on() = Date(done);
    c->recorder->Write(c->By("UpdateVocationalProfile", done, 13), &p);
  }
  c->recorder->Keep(p);
}

void RecordGoals(Case* c) {
  const int goals = c->dice.Between(1, 3);
  for (int i = 0; i < goals; ++i) {
    const absl::CivilDay set = WorkingDay(c->timeline.decided + c->dice.Between(7, 60));
    const auto entered = c->Entered(set);
    if (!entered || set > c->Known()) continue;
    pb::Goal g;
    g.set_journey_id(c->journey_id);
    *g.mutable_set_on() = Date(set);
    g.set_goal(OneOf(c, {"Apply for two jobs a week", "A job of 16 hours near home", "Meet an employer",
                         "Finish the CV", "Travel by bus alone"}));
    if (c->dice.Chance(0.6)) g.set_steps("Agree what to try first, try it, look back together.");
    *g.mutable_target_on() = Date(set + 14 * c->dice.Between(2, 10));
    const Act act = c->By("CreateGoal", *entered, 13);
    c->Begin(act, &g);
    c->recorder->Write(act, &g);
    const absl::CivilDay ended = WorkingDay(std::max(set, *entered) + c->dice.Between(14, 160));
    if (ended <= c->Known()) {
      if (c->dice.Chance(0.65)) {
        *g.mutable_reached_on() = Date(ended);
      } else {
        *g.mutable_dropped_on() = Date(ended);
      }
      c->recorder->Write(c->By("UpdateGoal", ended, 14), &g);
    }
    c->recorder->Keep(g);
  }
}

void RecordReviews(Case* c) {
  for (absl::CivilDay day = WorkingDay(c->timeline.decided + 90 + c->dice.Between(-10, 15)); day <= c->Known();
       day = WorkingDay(day + 90 + c->dice.Between(-10, 20))) {
    if (c->dice.Chance(0.12)) continue;
    pb::Review r;
    r.set_journey_id(c->journey_id);
    *r.mutable_reviewed_on() = Date(day);
    r.add_met_with(pb::CONTACT_WITH_PARTICIPANT);
    if (c->dice.Chance(0.3)) r.add_met_with(pb::CONTACT_WITH_CLINICIAN);
    r.set_summary(WorksOn(*c, day) ? "In work; what helps at work was looked at."
                                   : "Looked back at the goals and agreed the next steps.");
    *r.mutable_next_on() = Date(WorkingDay(day + 90));
    c->Enter("CreateReview", day, 14, &r);
  }
}

pb::ContactKind KindOn(Case* c, absl::CivilDay day, bool first) {
  if (first) return pb::CONTACT_KIND_FIRST_APPOINTMENT;
  if (WorksOn(*c, day))
    return c->dice.Chance(0.8) ? pb::CONTACT_KIND_IN_WORK_SUPPORT : pb::CONTACT_KIND_EMPLOYER_ENGAGEMENT;
  if (day < c->timeline.decided + 30)
    return c->dice.Chance(0.6) ? pb::CONTACT_KIND_VOCATIONAL_PROFILE : pb::CONTACT_KIND_ACTION_PLAN;
  return static_cast<pb::ContactKind>(std::vector<int>{4, 5, 7, 9, 10}[c->dice.Pick({60, 20, 8, 7, 5})]);
}

void RecordNote(Case* c, absl::CivilDay day) {
  Dice& d = c->dice;
  pb::Note n;
  n.set_journey_id(c->journey_id);
  *n.mutable_noted_on() = Date(day);
  std::string text =
      OneOf(c, {"Talked about what went well.", "Practised for an interview.", "Wrote to two employers together.",
                "Did not feel well and kept it short.", "Went through the week and what was hard."});
  for (int i = d.Between(0, 4); i > 0; --i)
    absl::StrAppend(&text, " ",
                    OneOf(c, {"Agreed to meet again next week.", "Will ask about hours.", "The CV is done.",
                              "Travel was tried and works."}));
  n.set_text(text);
  n.set_restricted(d.Chance(0.03));
  const auto entered = c->Entered(day);
  if (!entered) return;
  const Act act = c->By("CreateNote", *entered, 15);
  c->Begin(act, &n);
  n.set_author(act.caller);
  Once(c->recorder, act, &n);
  if (!d.Chance(0.02) || *entered + 1 > c->options.until) return;
  pb::Note more;
  more.set_journey_id(c->journey_id);
  more.set_addendum_to(n.id());
  *more.mutable_noted_on() = Date(day);
  more.set_text("Correction: the day named was the Tuesday.");
  more.set_restricted(n.restricted());
  Act next = act;
  next.at += absl::Hours(1);
  c->Begin(next, &more);
  more.set_author(next.caller);
  Once(c->recorder, next, &more);
}

// Whoever writes has looked first.
void RecordLook(Case* c, const Act& act) {
  const std::string at = absl::FormatTime("%Y-%m-%d %H:%M:%E6S+00", act.at - absl::Minutes(5), absl::UTCTimeZone());
  const std::string purpose = "direct care", method = "GetParticipant", kind = "participant", outcome = "read";
  const std::string call = c->dice.RequestId();
  c->recorder->KeepRow("journal.access",
                       {"org_id", "at", "caller_org", "caller", "role", "purpose", "method", "kind", "record", "person",
                        "outcome", "call_id"},
                       {&c->provider.id, &at, &c->provider.id, &act.caller, &act.role, &purpose, &method, &kind,
                        &c->participant_id, &c->participant_id, &outcome, &call});
}

// What a student enters waits for a signature.
void AwaitSignature(Case* c, const Act& act, const std::string& record) {
  pb::Countersignature s;
  s.set_id(record);
  s.set_org_id(c->provider.id);
  s.set_etag(1);
  s.set_participant_id(c->participant_id);
  s.set_kind("contact");
  s.set_entered_by(act.caller);
  s.mutable_entered_at()->set_seconds(absl::ToUnixSeconds(act.at));
  *s.mutable_updated_at() = s.entered_at();
  const absl::CivilDay on = WorkingDay(absl::ToCivilDay(act.at, absl::UTCTimeZone()) + c->dice.Between(1, 12));
  if (on <= c->options.until) {
    Act sign = c->By("DecideCountersignature", on, 10);
    sign.caller = c->team->LeadOn(on).subject;
    s.set_decision(c->dice.Chance(0.95) ? pb::COUNTERSIGN_DECISION_SIGNED : pb::COUNTERSIGN_DECISION_RETURNED);
    if (s.decision() == pb::COUNTERSIGN_DECISION_RETURNED) s.set_note("Please say who was met.");
    s.set_decided_by(sign.caller);
    *s.mutable_decided_on() = Date(on);
    c->recorder->Write(sign, &s);
  }
  c->recorder->Keep(s);
}

const Worker* StudentOn(const Case& c, absl::CivilDay day) {
  for (const Worker& w : c.team->students) {
    if (w.WorksOn(day)) return &w;
  }
  return nullptr;
}

bool RecordContact(Case* c, absl::CivilDay day, bool first) {
  Dice& d = c->dice;
  const auto entered = c->Entered(day);
  if (!entered) return false;
  pb::Contact k;
  k.set_journey_id(c->journey_id);
  *k.mutable_contacted_on() = Date(day);
  k.set_kind(KindOn(c, day, first));
  k.set_attendance(static_cast<pb::ContactAttendance>(1 + d.Pick({78, 12, 7, 3})));
  k.add_met_with(k.kind() == pb::CONTACT_KIND_EMPLOYER_ENGAGEMENT ? pb::CONTACT_WITH_EMPLOYER
                 : k.kind() == pb::CONTACT_KIND_CLINICAL_LIAISON  ? pb::CONTACT_WITH_CLINICIAN
                                                                  : pb::CONTACT_WITH_PARTICIPANT);
  k.set_mode(static_cast<pb::ContactMode>(1 + d.Pick({62, 28, 7, 3})));
  if (k.mode() == pb::CONTACT_MODE_IN_PERSON)
    k.set_place(static_cast<pb::ContactPlace>(1 + d.Pick({25, 45, 8, 17, 5})));
  if (k.attendance() == pb::CONTACT_ATTENDANCE_ATTENDED) k.set_minutes(5 * d.Between(3, 18));
  k.set_staff_member_id(c->WorkerOn(day).id);
  Act act = c->By("CreateContact", *entered, 15);
  const Worker* student = d.Chance(0.04) ? StudentOn(*c, *entered) : nullptr;
  if (student != nullptr) act.caller = student->subject;
  c->Begin(act, &k);
  Once(c->recorder, act, &k);
  if (student != nullptr) AwaitSignature(c, act, k.id());
  if (d.Chance(0.4)) RecordLook(c, act);
  return k.attendance() == pb::CONTACT_ATTENDANCE_ATTENDED;
}

// Dense at first, wider apart once somebody works.
void RecordContacts(Case* c) {
  absl::CivilDay day = WorkingDay(c->timeline.decided + c->dice.Between(2, 12));
  for (bool first = true; day <= c->Known(); first = false) {
    if (RecordContact(c, day, first) && c->dice.Chance(0.45)) RecordNote(c, day);
    const double mean = WorksOn(*c, day) ? 24 : day < c->timeline.decided + 60 ? 10 : 17;
    day = WorkingDay(day + 3 + static_cast<int>(std::min(90.0, c->dice.Exponential(mean))));
  }
}

// A crisis answer raises an alert under the measure's own id, which the lead takes up.
void RecordAlert(Case* c, const Act& act, const pb::Measure& m) {
  pb::Alert a;
  a.set_id(m.id());
  a.set_org_id(c->provider.id);
  a.set_etag(1);
  *a.mutable_updated_at() = m.updated_at();
  a.set_participant_id(c->participant_id);
  a.set_journey_id(c->journey_id);
  a.set_kind(m.alert());
  a.set_detail("PHQ-9, ninth answer above zero");
  a.set_raised_by(act.caller);
  *a.mutable_raised_on() = m.recorded_on();
  *a.mutable_answer_by() = m.answer_by();
  // Only one of the last day may still wait.
  if (base::ToDay(m.recorded_on()) < c->options.until || c->dice.Chance(0.5)) {
    Act taken = act;
    taken.at += absl::Minutes(c->dice.Between(2, 45));
    const absl::CivilDay on = absl::ToCivilDay(taken.at, absl::UTCTimeZone());
    taken.caller = c->team->LeadOn(on).subject;
    taken.method = "AcknowledgeAlert";
    a.set_acknowledged_by(taken.caller);
    *a.mutable_acknowledged_on() = Date(on);
    c->recorder->Write(taken, &a);
  }
  c->recorder->Keep(a);
}

void RecordMeasure(Case* c, pb::MeasureKind kind, absl::CivilDay day, double ill) {
  Dice& d = c->dice;
  pb::Measure m;
  m.set_journey_id(c->journey_id);
  m.set_kind(kind);
  *m.mutable_measured_on() = Date(day);
  const int items = kind == pb::MEASURE_KIND_PHQ9   ? 9
                    : kind == pb::MEASURE_KIND_GAD7 ? 7
                    : kind == pb::MEASURE_KIND_WSAS ? 5
                                                    : 0;
  const int most = kind == pb::MEASURE_KIND_WSAS ? 8 : 3;
  for (int i = 0; i < items; ++i) {
    const bool is_ninth = i == 8;
    const double level = std::clamp(most * (is_ninth ? ill - 0.6 : ill) + 0.8 * d.Normal(), 0.0, double{1} * most);
    m.add_items(d.Chance(0.01) ? -9 : static_cast<int>(level));
  }
  if (items == 0) m.set_total(absl::StrCat(std::clamp(static_cast<int>(35 - 22 * ill + 2 * d.Normal()), 7, 35)));
  const Act act = c->By("CreateMeasure", day, 12);
  c->Begin(act, &m);
  const bool is_crisis = items == 9 && m.items(8) > 0;
  if (is_crisis) {
    m.set_alert(pb::ALERT_KIND_CRISIS);
    m.mutable_answer_by()->set_seconds(absl::ToUnixSeconds(act.at) + kCrisisMinutes * 60);
  }
  Once(c->recorder, act, &m);
  if (is_crisis) RecordAlert(c, act, m);
}

// On the way out of an illness, mostly.
void RecordMeasures(Case* c) {
  double ill = 0.35 + 0.3 * c->dice.Uniform();
  for (absl::CivilDay day = WorkingDay(c->timeline.decided + c->dice.Between(3, 20)); day <= c->Known();
       day = WorkingDay(day + 100 + c->dice.Between(0, 60))) {
    RecordMeasure(c, pb::MEASURE_KIND_PHQ9, day, ill);
    RecordMeasure(c, c->dice.Chance(0.5) ? pb::MEASURE_KIND_SWEMWBS : pb::MEASURE_KIND_GAD7, day, ill);
    if (c->dice.Chance(0.3)) RecordMeasure(c, pb::MEASURE_KIND_WSAS, day, ill);
    ill = std::clamp(ill - 0.06 + 0.1 * c->dice.Normal(), 0.02, 0.95);
  }
}

}  // namespace

void RecordPlan(Case* c) {
  RecordProfile(c);
  RecordGoals(c);
  RecordReviews(c);
  RecordContacts(c);
  RecordMeasures(c);
}

}  // namespace gainful::synthetic
