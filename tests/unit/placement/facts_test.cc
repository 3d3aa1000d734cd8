// The dated facts of a spell, at their edges.
#include "services/placement/facts.h"

#include "tests/unit/testing.h"

namespace gainful::placement {
namespace {

using gainful::testing::Date;
using gainful::testing::Day;
using gainful::testing::Listed;
using gainful::testing::Paths;

// From 2024-02-01 to 2024-02-29, or still going on.
pb::Spell Spell(bool has_ended = true) {
  pb::Spell s;
  *s.mutable_started_on() = Date("2024-02-01");
  if (has_ended) *s.mutable_ended_on() = Date("2024-02-29");
  return s;
}

template <class Record>
Others Beside(const std::vector<Record>& records) {
  Others others;
  for (const auto& record : records) others.push_back(std::make_unique<Record>(record));
  return others;
}

template <class Record>
std::vector<std::string> Fits(void (*fit)(const pb::Spell&, const Record&, const Others&, base::Violations*),
                              const pb::Spell& spell, const Record& record, const std::vector<Record>& beside = {}) {
  base::Violations v;
  fit(spell, record, Beside(beside), &v);
  return Paths(v);
}

template <class Record>
Listed Checked(void (*check)(const Record&, base::Violations*), const Record& record) {
  base::Violations v;
  check(record, &v);
  return v.list();
}

using None = std::vector<std::string>;

pb::TermsChange Terms(const char* from) {
  pb::TermsChange t;
  *t.mutable_takes_effect_on() = Date(from);
  t.set_weekly_minutes(960);
  return t;
}

TEST(FitTerms, LieBehindTheFirstDayAndWithinTheSpellEachDayOnce) {
  const None refused{"terms_change.takes_effect_on"};
  EXPECT_EQ(Fits(FitTerms, Spell(), Terms("2024-01-31")), refused);
  EXPECT_EQ(Fits(FitTerms, Spell(), Terms("2024-02-01")), refused) << "those stand on the spell";
  EXPECT_EQ(Fits(FitTerms, Spell(), Terms("2024-02-02")), None());
  EXPECT_EQ(Fits(FitTerms, Spell(), Terms("2024-02-29")), None());
  EXPECT_EQ(Fits(FitTerms, Spell(), Terms("2024-03-01")), refused);
  EXPECT_EQ(Fits(FitTerms, Spell(false), Terms("2034-03-01")), None()) << "agreed for later";
  EXPECT_EQ(Fits(FitTerms, Spell(), Terms("2024-02-10"), {Terms("2024-02-10")}), refused);
  EXPECT_EQ(Fits(FitTerms, Spell(), Terms("2024-02-10"), {Terms("2024-02-09"), Terms("2024-02-11")}), None());
}

pb::SpellAbsence Away(const char* from, const char* to) {
  pb::SpellAbsence a;
  *a.mutable_absent_from() = Date(from);
  if (to != nullptr) *a.mutable_absent_to() = Date(to);
  return a;
}

TEST(FitAbsence, LiesWithinTheSpell) {
  EXPECT_EQ(Fits(FitAbsence, Spell(), Away("2024-01-31", "2024-02-02")), None{"spell_absence.absent_from"});
  EXPECT_EQ(Fits(FitAbsence, Spell(), Away("2024-02-01", "2024-02-29")), None());
  EXPECT_EQ(Fits(FitAbsence, Spell(), Away("2024-02-01", "2024-03-01")), None{"spell_absence.absent_to"});
  EXPECT_EQ(Fits(FitAbsence, Spell(), Away("2024-02-29", nullptr)), None());
  EXPECT_EQ(Fits(FitAbsence, Spell(), Away("2024-03-01", nullptr)), None{"spell_absence.absent_from"});
}

TEST(FitAbsence, TakesNoDayTwice) {
  const None refused{"spell_absence.absent_from"};
  const std::vector<pb::SpellAbsence> other{Away("2024-02-10", "2024-02-14")};
  EXPECT_EQ(Fits(FitAbsence, Spell(), Away("2024-02-05", "2024-02-09"), other), None());
  EXPECT_EQ(Fits(FitAbsence, Spell(), Away("2024-02-05", "2024-02-10"), other), refused);
  EXPECT_EQ(Fits(FitAbsence, Spell(), Away("2024-02-11", "2024-02-12"), other), refused);
  EXPECT_EQ(Fits(FitAbsence, Spell(), Away("2024-02-14", "2024-02-20"), other), refused);
  EXPECT_EQ(Fits(FitAbsence, Spell(), Away("2024-02-15", "2024-02-20"), other), None());
  EXPECT_EQ(Fits(FitAbsence, Spell(), Away("2024-02-09", nullptr), other), refused) << "its end is not known";
  EXPECT_EQ(Fits(FitAbsence, Spell(), Away("2024-02-20", "2024-02-21"), {Away("2024-02-10", nullptr)}), refused);
  EXPECT_EQ(Fits(FitAbsence, Spell(), Away("2024-02-08", "2024-02-09"), {Away("2024-02-10", nullptr)}), None());
}

TEST(CheckAbsence, EndsNoEarlierThanItBegins) {
  EXPECT_EQ(Checked(CheckAbsence, Away("2024-02-10", "2024-02-09")),
            (Listed{{"spell_absence.absent_to", "must not lie before absent_from (2024-02-10)"}}));
  EXPECT_EQ(Checked(CheckAbsence, Away("2024-02-10", "2024-02-10")), Listed()) << "one day";
}

pb::SpellWeek Week(const char* from) {
  pb::SpellWeek w;
  *w.mutable_week_from() = Date(from);
  return w;
}

TEST(FitWeek, HasADayWithinTheSpell) {
  const None refused{"spell_week.week_from"};
  EXPECT_EQ(Fits(FitWeek, Spell(), Week("2024-01-25")), refused) << "its last day is the one before the start";
  EXPECT_EQ(Fits(FitWeek, Spell(), Week("2024-01-26")), None());
  EXPECT_EQ(Fits(FitWeek, Spell(), Week("2024-02-29")), None());
  EXPECT_EQ(Fits(FitWeek, Spell(), Week("2024-03-01")), refused);
}

TEST(FitWeek, HasNoMoreMinutesThanItsDaysInTheSpell) {
  const auto worked = [](const char* from, int minutes, bool has_ended = true) {
    pb::SpellWeek w = Week(from);
    w.set_paid_minutes(minutes);
    return Fits(FitWeek, Spell(has_ended), w);
  };
  const None refused{"spell_week.paid_minutes"};
  EXPECT_EQ(worked("2024-01-26", 1440), None()) << "the first day alone";
  EXPECT_EQ(worked("2024-01-26", 1441), refused);
  EXPECT_EQ(worked("2024-01-27", 1441), None()) << "the first two";
  EXPECT_EQ(worked("2024-02-10", 10080), None());
  EXPECT_EQ(worked("2024-02-10", 10081), refused);
  EXPECT_EQ(worked("2024-02-23", 10080), None()) << "to the last day";
  EXPECT_EQ(worked("2024-02-24", 8640), None());
  EXPECT_EQ(worked("2024-02-24", 8641), refused);
  EXPECT_EQ(worked("2024-02-29", 1441), refused) << "the last day alone";
  EXPECT_EQ(worked("2024-02-29", 10080, false), None()) << "it goes on";
}

TEST(FitWeek, TakesNoDayTwice) {
  const std::vector<pb::SpellWeek> other{Week("2024-02-12")};
  const None refused{"spell_week.week_from"};
  EXPECT_EQ(Fits(FitWeek, Spell(), Week("2024-02-05"), other), None());
  EXPECT_EQ(Fits(FitWeek, Spell(), Week("2024-02-06"), other), refused);
  EXPECT_EQ(Fits(FitWeek, Spell(), Week("2024-02-12"), other), refused);
  EXPECT_EQ(Fits(FitWeek, Spell(), Week("2024-02-18"), other), refused);
  EXPECT_EQ(Fits(FitWeek, Spell(), Week("2024-02-19"), other), None());
}

pb::SpellEvidence For(const char* day, const char* received = "2024-03-10") {
  pb::SpellEvidence e;
  e.set_fact(pb::EVIDENCE_FACT_IN_WORK);
  *e.mutable_speaks_for() = Date(day);
  *e.mutable_received_on() = Date(received);
  return e;
}

TEST(FitEvidence, SpeaksForADayOfTheSpell) {
  const None refused{"spell_evidence.speaks_for"};
  EXPECT_EQ(Fits(FitEvidence, Spell(), For("2024-01-31")), refused);
  EXPECT_EQ(Fits(FitEvidence, Spell(), For("2024-02-01")), None());
  EXPECT_EQ(Fits(FitEvidence, Spell(), For("2024-02-29")), None());
  EXPECT_EQ(Fits(FitEvidence, Spell(), For("2024-03-01")), refused);
  EXPECT_EQ(Fits(FitEvidence, Spell(false), For("2024-03-01")), None());
}

TEST(CheckEvidence, SpeaksForNoDayAfterItCame) {
  EXPECT_EQ(Checked(CheckEvidence, For("2024-02-10", "2024-02-09")),
            (Listed{{"spell_evidence.received_on", "must not lie before the day for which it speaks (2024-02-10)"}}));
  EXPECT_EQ(Checked(CheckEvidence, For("2024-02-10", "2024-02-10")), Listed());
}

TEST(ShowsInWork, IsAllButTheEnd) {
  for (int fact = 1; fact < pb::EvidenceFact_ARRAYSIZE; ++fact) {
    pb::SpellEvidence e = For("2024-02-10");
    e.set_fact(static_cast<pb::EvidenceFact>(fact));
    EXPECT_EQ(ShowsInWork(e), fact != pb::EVIDENCE_FACT_ENDED) << fact;
  }
}

// The day last confirmed that comes of evidence and of the word of the file.
std::string Reconfirmed(const char* evidence, const char* file, bool has_ended = true) {
  pb::Spell s = Spell(has_ended);
  *s.mutable_last_confirmed_on() = Date("2024-02-28");
  if (file != nullptr) *s.mutable_confirmed_by_source_on() = Date(file);
  *s.mutable_first_four_hours_on() = Date("2024-02-20");  // however far the evidence goes
  const auto until = evidence == nullptr ? std::nullopt : std::optional(Day(evidence));
  Reconfirm(until, &s);
  EXPECT_EQ(s.has_evidence_until(), evidence != nullptr);
  return s.has_last_confirmed_on() ? base::FormatDay(*base::ToDay(s.last_confirmed_on())) : "";
}

TEST(Reconfirm, FollowsWhicheverSaysMore) {
  EXPECT_EQ(Reconfirmed(nullptr, nullptr), "");
  EXPECT_EQ(Reconfirmed("2024-02-10", nullptr), "2024-02-10");
  EXPECT_EQ(Reconfirmed(nullptr, "2024-02-10"), "2024-02-10");
  EXPECT_EQ(Reconfirmed("2024-02-10", "2024-02-11"), "2024-02-11");
  EXPECT_EQ(Reconfirmed("2024-02-12", "2024-02-11"), "2024-02-12");
}

// Evidence is asked to lie in the spell when it is recorded; of what was recorded otherwise it says no more than the spell's own days.
TEST(Reconfirm, CountsNoEvidenceOutsideTheSpell) {
  EXPECT_EQ(Reconfirmed("2024-01-31", nullptr), "");
  EXPECT_EQ(Reconfirmed("2024-02-01", nullptr), "2024-02-01");
  EXPECT_EQ(Reconfirmed("2024-02-29", nullptr), "2024-02-29");
  EXPECT_EQ(Reconfirmed("2024-03-01", nullptr), "2024-02-29");
  EXPECT_EQ(Reconfirmed("2024-03-01", nullptr, false), "2024-03-01");
}

TEST(FitRetention, IsForOneJobHeldAtReferral) {
  pb::Spell held = Spell();
  pb::JobRetention r;
  EXPECT_EQ(Fits(FitRetention, held, r), None{"job_retention.spell_id"});
  held.set_held_at_referral(true);
  EXPECT_EQ(Fits(FitRetention, held, r), None());
  EXPECT_EQ(Fits(FitRetention, held, r, {r}), None{"job_retention.spell_id"});
  *r.mutable_off_sick_from() = Date("2024-01-31");
  *r.mutable_returned_on() = Date("2024-03-01");
  *r.mutable_outcome_on() = Date("2024-01-31");
  EXPECT_EQ(Fits(FitRetention, held, r),
            (None{"job_retention.off_sick_from", "job_retention.returned_on", "job_retention.outcome_on"}));
  *r.mutable_off_sick_from() = Date("2024-02-01");
  *r.mutable_returned_on() = Date("2024-02-29");
  *r.mutable_outcome_on() = Date("2024-03-15");
  EXPECT_EQ(Fits(FitRetention, held, r), None()) << "a changed job begins after the old one";
}

TEST(FitRetention, HasAnOutcomeThatTheJobBearsOut) {
  const auto settled = [](pb::RetentionOutcome outcome, const char* on, bool has_ended = true) {
    pb::Spell held = Spell(has_ended);
    held.set_held_at_referral(true);
    pb::JobRetention r;
    r.set_outcome(outcome);
    *r.mutable_outcome_on() = Date(on);
    return Fits(FitRetention, held, r);
  };
  const None refused{"job_retention.outcome_on"};
  for (const char* day : {"2024-02-28", "2024-02-29"}) EXPECT_EQ(settled(pb::RETENTION_OUTCOME_KEPT, day), None());
  EXPECT_EQ(settled(pb::RETENTION_OUTCOME_KEPT, "2024-03-01"), refused) << "it had ended by then";
  EXPECT_EQ(settled(pb::RETENTION_OUTCOME_KEPT, "2024-03-01", false), None());
  EXPECT_EQ(settled(pb::RETENTION_OUTCOME_CHANGED, "2024-03-01"), None());
  EXPECT_EQ(settled(pb::RETENTION_OUTCOME_CHANGED, "2024-01-31"), refused);
  EXPECT_EQ(settled(pb::RETENTION_OUTCOME_LOST, "2024-02-28"), refused);
  EXPECT_EQ(settled(pb::RETENTION_OUTCOME_LOST, "2024-02-29"), None());
  EXPECT_EQ(settled(pb::RETENTION_OUTCOME_LOST, "2024-03-01"), refused);
  EXPECT_EQ(settled(pb::RETENTION_OUTCOME_LOST, "2024-02-29", false), refused) << "it goes on";
}

TEST(CheckRetention, AgreesOnWhoWasOffSick) {
  pb::JobRetention r;
  const auto paths = [&] {
    base::Violations v;
    CheckRetention(r, &v);
    return Paths(v);
  };
  for (const auto situation : {pb::RETENTION_SITUATION_OFF_SICK, pb::RETENTION_SITUATION_BOTH}) {
    r = {};
    r.set_situation(situation);
    EXPECT_EQ(paths(), None()) << "since when may not be known";
    *r.mutable_returned_on() = Date("2024-02-10");
    EXPECT_EQ(paths(), None{"job_retention.off_sick_from"});
    *r.mutable_off_sick_from() = Date("2024-02-10");
    EXPECT_EQ(paths(), None());
  }
  r.set_situation(pb::RETENTION_SITUATION_AT_RISK);
  EXPECT_EQ(paths(), (None{"job_retention.off_sick_from", "job_retention.returned_on"}));
  r.clear_off_sick_from();
  r.clear_returned_on();
  EXPECT_EQ(paths(), None());
}

TEST(CheckRetention, ReturnsAfterFallingSickAndDatesItsOutcome) {
  pb::JobRetention r;
  *r.mutable_off_sick_from() = Date("2024-02-10");
  *r.mutable_return_planned_on() = Date("2024-02-09");
  *r.mutable_returned_on() = Date("2024-02-09");
  r.set_outcome(pb::RETENTION_OUTCOME_KEPT);
  EXPECT_EQ(Checked(CheckRetention, r),
            (Listed{{"job_retention.return_planned_on", "must not lie before off_sick_from (2024-02-10)"},
                    {"job_retention.returned_on", "must not lie before off_sick_from (2024-02-10)"},
                    {"job_retention.outcome_on", "must be given, since the other one of the two is"}}));
  *r.mutable_return_planned_on() = Date("2024-02-10");
  *r.mutable_returned_on() = Date("2024-02-10");
  *r.mutable_outcome_on() = Date("2024-02-10");
  EXPECT_EQ(Checked(CheckRetention, r), Listed());
  r.clear_outcome();
  EXPECT_EQ(Checked(CheckRetention, r),
            (Listed{{"job_retention.outcome", "must be given, since the other one of the two is"}}));
}

TEST(FitStep, BeginsWithinTheSpellOneADay) {
  const auto from = [](const char* day) {
    pb::ReturnStep s;
    *s.mutable_step_from() = Date(day);
    return s;
  };
  const None refused{"return_step.step_from"};
  EXPECT_EQ(Fits(FitStep, Spell(), from("2024-01-31")), refused);
  EXPECT_EQ(Fits(FitStep, Spell(), from("2024-02-01")), None());
  EXPECT_EQ(Fits(FitStep, Spell(), from("2024-03-01")), refused);
  EXPECT_EQ(Fits(FitStep, Spell(), from("2024-02-10"), {from("2024-02-10")}), refused);
  EXPECT_EQ(Fits(FitStep, Spell(), from("2024-02-10"), {from("2024-02-11")}), None());
}

TEST(FitPlan, IsOneAtATime) {
  pb::InWorkPlan plan, other;
  EXPECT_EQ(Fits(FitPlan, Spell(), plan, {other}), None{"in_work_plan.spell_id"});
  *other.mutable_closed_on() = Date("2024-02-10");
  EXPECT_EQ(Fits(FitPlan, Spell(), plan, {other}), None());
  other.clear_closed_on();
  *plan.mutable_closed_on() = Date("2024-02-10");
  EXPECT_EQ(Fits(FitPlan, Spell(), plan, {other}), None()) << "an old plan may be told later";
}

TEST(CheckPlan, IsLookedAtAgainLaterAndClosesNoEarlier) {
  pb::InWorkPlan p;
  *p.mutable_planned_on() = Date("2024-02-10");
  *p.mutable_next_review_on() = Date("2024-02-10");
  *p.mutable_closed_on() = Date("2024-02-09");
  EXPECT_EQ(Checked(CheckPlan, p), (Listed{{"in_work_plan.next_review_on", "must lie after planned_on (2024-02-10)"},
                                           {"in_work_plan.closed_on", "must not lie before planned_on (2024-02-10)"}}));
  *p.mutable_next_review_on() = Date("2024-02-11");
  *p.mutable_closed_on() = Date("2024-02-10");
  EXPECT_EQ(Checked(CheckPlan, p), Listed());
}

}  // namespace
}  // namespace gainful::placement
