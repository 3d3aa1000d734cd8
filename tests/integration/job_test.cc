// One job in several spells, jobs held at referral, the dated facts of a spell, and what evidence does to the day last confirmed.
#include "absl/strings/str_cat.h"
#include "gainful/reporting/v1/reporting.pb.h"
#include "tests/integration/chain.h"
#include "tests/integration/cli.h"
#include "tests/integration/job_fixture.h"

namespace gainful::integration {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Jobs : public JobTest {};

TEST_F(Jobs, AreOneInSeveralSpells) {
  const Spell first = Made(Of(Day(2025, 2, 3), Day(2025, 3, 31)));
  EXPECT_EQ(first.job_id(), first.id());
  const Spell second = Made(Continuing(first, Day(2025, 4, 14), Day(2025, 5, 1)));
  const Spell third = Made(Continuing(second, Day(2025, 5, 2)));
  EXPECT_EQ(second.job_id(), first.id());
  EXPECT_EQ(third.job_id(), first.id());
  EXPECT_EQ(Read(first).continued_by_spell_id(), second.id());
  EXPECT_FALSE(Read(third).has_continued_by_spell_id());
  const Spell other = Made(Of(Day(2025, 2, 10)));
  EXPECT_NE(other.job_id(), first.id()) << "another job at the same time";
  pl::ListSpellsRequest q;
  q.set_job_id(first.id());
  pl::ListSpellsResponse rows;
  ASSERT_THAT(world().Call(t.specialist, q, &rows), IsOk());
  EXPECT_EQ(rows.spells_size(), 3);
}

TEST_F(Jobs, AreNeverTwiceAtTheSameTime) {
  const Spell going_on = Made(Of(Day(2025, 2, 3)));
  EXPECT_THAT(world().Create(t.specialist, Continuing(going_on, Day(2025, 4, 1))),
              InvalidFor({"spell.continues_spell_id"}));
  const Spell first = Made(Of(Day(2025, 2, 3), Day(2025, 3, 31)));
  EXPECT_THAT(world().Create(t.specialist, Continuing(first, Day(2025, 3, 31))), InvalidFor({"spell.started_on"}));
  Spell second = Made(Continuing(first, Day(2025, 4, 1)));
  EXPECT_THAT(world().Create(t.specialist, Continuing(first, Day(2025, 5, 1))),
              InvalidFor({"spell.continues_spell_id"}));
  // Neither of the two may be moved into the other.
  Spell moved = Read(first);
  *moved.mutable_ended_on() = Day(2025, 4, 1);
  EXPECT_THAT(world().Update(t.specialist, moved, {"ended_on"}), InvalidFor({"spell.ended_on"}));
  moved.clear_ended_on();
  EXPECT_THAT(world().Update(t.specialist, moved, {"ended_on"}), InvalidFor({"spell.ended_on"}));
  *second.mutable_started_on() = Day(2025, 3, 31);
  EXPECT_THAT(world().Update(t.specialist, second, {"started_on"}), InvalidFor({"spell.started_on"}));
  EXPECT_EQ(Withdraw(first).reason, "STATE");
  EXPECT_THAT(Withdraw(second), IsOk());
  EXPECT_FALSE(Read(first).has_continued_by_spell_id());
  EXPECT_THAT(Withdraw(first), IsOk());
  EXPECT_THAT(world().Create(t.specialist, Continuing(first, Day(2025, 5, 1))),
              InvalidFor({"spell.continues_spell_id"}));
}

TEST_F(Jobs, AreJoinedAndPartedByACorrection) {
  const Spell first = Made(Of(Day(2025, 2, 3), Day(2025, 3, 31)));
  Spell second = Made(Of(Day(2025, 4, 14)));
  second.set_continues_spell_id(first.id());
  ASSERT_THAT(world().Update(t.specialist, second, {"continues_spell_id"}, &second), IsOk());
  EXPECT_EQ(second.job_id(), first.id());
  second.clear_continues_spell_id();
  ASSERT_THAT(world().Update(t.specialist, second, {"continues_spell_id"}, &second), IsOk());
  EXPECT_EQ(second.job_id(), second.id());
  second.set_continues_spell_id(second.id());
  EXPECT_THAT(world().Update(t.specialist, second, {"continues_spell_id"}), InvalidFor({"spell.continues_spell_id"}));
}

TEST_F(Jobs, AreOfOnePersonWhomTheCallerSees) {
  const Spell first = Made(Of(Day(2025, 2, 3), Day(2025, 3, 31)));
  const Journey later = world().NewJourney(t.manager, world().WithAnotherProgramme(t), person);
  Spell second = Continuing(first, Day(2025, 4, 14));
  second.set_journey_id(later.id());
  EXPECT_EQ(Made(second).job_id(), first.id()) << "another journey of the same person";
  const Journey others = world().NewJourney(t.manager, t, world().NewParticipant(t.manager, t.team));
  second = Continuing(first, Day(2025, 4, 14));
  second.set_journey_id(others.id());
  EXPECT_THAT(world().Create(t.specialist, second), NotFoundFor({"spell.continues_spell_id"}));
}

TEST_F(Jobs, HeldAtReferralAreNoJobStarts) {
  EXPECT_TRUE(Made(Of(Day(2025, 1, 9))).held_at_referral());
  EXPECT_FALSE(Made(Of(Day(2025, 1, 10))).held_at_referral());
  EXPECT_FALSE(Made(Of(Day(2025, 1, 11))).held_at_referral());
  const Spell held = Made(Of(Day(2024, 6, 3), Day(2025, 1, 31)));
  const Spell on = Made(Continuing(held, Day(2025, 3, 3)));
  EXPECT_TRUE(on.held_at_referral()) << "the job began before, whatever its break";
  Spell corrected = Read(held);
  *corrected.mutable_started_on() = Day(2025, 1, 13);
  ASSERT_THAT(world().Update(t.specialist, corrected, {"started_on"}, &corrected), IsOk());
  EXPECT_FALSE(corrected.held_at_referral());
  EXPECT_FALSE(Read(on).held_at_referral());
}

// Somebody in one job, held at referral and gone on with after a break, has not been supported into work by that.
TEST_F(Jobs, GoneOnWithCountOnceAndHeldOnesNever) {
  const auto in_work = [&] {
    reporting::v1::EquityReportRequest q;
    q.set_indicator("supported_into_work");
    q.set_by("sex");
    *q.mutable_from() = Day(2025, 1, 1);
    *q.mutable_to() = Day(2025, 3, 31);
    q.set_disclosure(reporting::v1::DISCLOSURE_NONE);
    reporting::v1::EquityReportResponse report;
    World::MustBeOk(world().Call(t.manager, q, &report));
    return report.rows(report.rows_size() - 1).numerator();  // of all
  };
  const Spell held = Made(Of(Day(2024, 6, 3), Day(2025, 1, 31)));
  Made(Continuing(held, Day(2025, 3, 3)));
  EXPECT_EQ(in_work(), 0);
  Made(Of(Day(2025, 3, 10)));
  EXPECT_EQ(in_work(), 1);
}

TEST_F(Jobs, AreConfirmedByEvidenceInOneWrite) {
  Spell s = Made(Of(Day(2025, 2, 3)));
  const auto entries = sql().Count("SELECT count(*) FROM journal.entry WHERE org_id = '" + t.org + "'");
  ASSERT_THAT(Confirm(s, Day(2025, 3, 31), pl::EVIDENCE_KIND_EMPLOYER, &s), IsOk());
  EXPECT_EQ(DayText(s.last_confirmed_on()), "2025-3-31");
  EXPECT_EQ(Read(s).ShortDebugString(), s.ShortDebugString());
  const auto evidence = Evidence(s);
  ASSERT_EQ(evidence.size(), 1u);
  EXPECT_EQ(evidence[0].fact(), pl::EVIDENCE_FACT_IN_WORK);
  EXPECT_EQ(evidence[0].kind(), pl::EVIDENCE_KIND_EMPLOYER);
  EXPECT_EQ(DayText(evidence[0].speaks_for()), "2025-3-31");
  EXPECT_EQ(DayText(evidence[0].received_on()), "2025-6-16");
  EXPECT_EQ(evidence[0].recorded_by(), "ann@example.org");
  EXPECT_EQ(sql().Count("SELECT count(*) FROM journal.entry WHERE org_id = '" + t.org + "'"), entries + 2);
  EXPECT_THAT(FaultsOfChain(&sql(), t.org), IsEmpty());
  EXPECT_THAT(Confirm(s, Day(2025, 3, 30), pl::EVIDENCE_KIND_EMPLOYER), InvalidFor({"last_confirmed_on"}));
  EXPECT_THAT(Confirm(s, Day(2025, 4, 30), pl::EVIDENCE_KIND_UNSPECIFIED), InvalidFor({"evidence"}));
  EXPECT_EQ(Evidence(s).size(), 1u) << "what was refused left none";
}

TEST_F(Jobs, AreConfirmedByNothingButEvidence) {
  Spell s = Of(Day(2025, 2, 3));
  *s.mutable_last_confirmed_on() = Day(2025, 2, 20);
  s = Made(s);
  ASSERT_EQ(Evidence(s).size(), 1u);
  EXPECT_EQ(Evidence(s)[0].kind(), pl::EVIDENCE_KIND_SPECIALIST);
  Spell later = s;
  *later.mutable_last_confirmed_on() = Day(2025, 6, 1);
  EXPECT_THAT(world().Update(t.specialist, later, {"last_confirmed_on"}), InvalidFor({"update_mask"}));
  EXPECT_EQ(DayText(Read(s).last_confirmed_on()), "2025-2-20");
}

TEST_F(Jobs, GoBackToWhatTheRestOfTheEvidenceShows) {
  const Spell s = Made(Of(Day(2025, 2, 3)));
  const auto early = world().Make(t.specialist, Payslip(s, Day(2025, 2, 28)));
  auto late = world().Make(t.specialist, Payslip(s, Day(2025, 5, 31)));
  EXPECT_EQ(DayText(Read(s).last_confirmed_on()), "2025-5-31");
  const auto ended = [&] {
    auto e = Payslip(s, Day(2025, 6, 10));
    e.set_fact(pl::EVIDENCE_FACT_ENDED);
    return world().Make(t.specialist, e);
  }();
  EXPECT_EQ(DayText(Read(s).last_confirmed_on()), "2025-5-31") << "it shows no work";
  *late.mutable_speaks_for() = Day(2025, 4, 30);
  ASSERT_THAT(world().Update(t.specialist, late, {"speaks_for"}, &late), IsOk());
  EXPECT_EQ(DayText(Read(s).last_confirmed_on()), "2025-4-30");
  const auto etag = Read(s).etag();
  ASSERT_THAT(TakeBack(ended), IsOk());
  EXPECT_EQ(Read(s).etag(), etag) << "nothing of the spell moved";
  ASSERT_THAT(TakeBack(late), IsOk());
  EXPECT_EQ(DayText(Read(s).last_confirmed_on()), "2025-2-28");
  ASSERT_THAT(TakeBack(early), IsOk());
  EXPECT_FALSE(Read(s).has_last_confirmed_on());
  EXPECT_EQ(TakeBack(early).reason, "STATE");
  EXPECT_THAT(FaultsOfChain(&sql(), t.org), IsEmpty());
}

TEST_F(Jobs, TakeEvidenceInOrderOfTimeWheneverTheFirstFourHoursWere) {
  Spell s = Of(Day(2025, 2, 3));
  *s.mutable_first_four_hours_on() = Day(2025, 2, 5);
  s = Made(s);
  auto first_day = Payslip(s, Day(2025, 2, 3));
  first_day.set_fact(pl::EVIDENCE_FACT_STARTED);
  EXPECT_THAT(world().Create(t.specialist, first_day), IsOk());
  EXPECT_EQ(DayText(Read(s).last_confirmed_on()), "2025-2-3");
  ASSERT_THAT(Confirm(s, Day(2025, 2, 4), pl::EVIDENCE_KIND_EMPLOYER), IsOk());
  const auto late = world().Make(t.specialist, Payslip(s, Day(2025, 2, 28)));
  Spell four = Read(s);
  *four.mutable_first_four_hours_on() = Day(2025, 3, 1);
  ASSERT_THAT(world().Update(t.specialist, four, {"first_four_hours_on"}), IsOk());
  ASSERT_THAT(TakeBack(late), IsOk());
  EXPECT_EQ(DayText(Read(s).last_confirmed_on()), "2025-2-4");
  EXPECT_EQ(DayText(Read(s).first_four_hours_on()), "2025-3-1");
}

TEST_F(Jobs, KeepTheirEvidenceWithinThemWhenTheyAreMoved) {
  const Spell s = Made(Of(Day(2025, 3, 1)));
  const auto early = world().Make(t.specialist, Payslip(s, Day(2025, 3, 5)));
  const auto late = world().Make(t.specialist, Payslip(s, Day(2025, 3, 20)));
  const auto starting = [&](int day) {
    Spell moved = Read(s);
    *moved.mutable_started_on() = Day(2025, 3, day);
    return world().Update(t.specialist, moved, {"started_on"});
  };
  EXPECT_THAT(starting(6), InvalidFor({"spell.started_on"}));
  EXPECT_THAT(starting(5), IsOk());
  ASSERT_THAT(TakeBack(early), IsOk());
  EXPECT_THAT(starting(20), IsOk());
  ASSERT_THAT(TakeBack(late), IsOk());
  EXPECT_FALSE(Read(s).has_last_confirmed_on());
  EXPECT_THAT(starting(21), IsOk()) << "nothing is left to be held against";
}

TEST_F(Jobs, KeepTheirDatedFactsWithinThemWhenTheyEndOrAreMoved) {
  const auto ended = [&](const Spell& s, int day) {
    pl::EndSpellRequest q;
    q.set_request_id(NewId());
    q.set_id(s.id());
    *q.mutable_ended_on() = Day(2025, 3, day);
    q.set_end_reason(pl::END_REASON_HEALTH);
    return world().Call(t.specialist, q);
  };
  // Of a job from 1 March the fact asks for a start by `first` and an end from `last`.
  const auto holds = [&](const Message& fact, int first, int last) {
    SCOPED_TRACE(fact.GetTypeName());
    const Spell s = Made(Of(Day(2025, 3, 1)));
    std::unique_ptr<Message> record(fact.New());
    record->CopyFrom(fact);
    SetText(record.get(), "spell_id", s.id());
    ASSERT_THAT(world().Create(t.specialist, *record), IsOk());
    Spell moved = Read(s);
    *moved.mutable_started_on() = Day(2025, 3, first + 1);
    EXPECT_THAT(world().Update(t.specialist, moved, {"started_on"}), InvalidFor({"spell.started_on"}));
    *moved.mutable_started_on() = Day(2025, 3, first);
    ASSERT_THAT(world().Update(t.specialist, moved, {"started_on"}, &moved), IsOk());
    *moved.mutable_started_on() = Day(2025, 3, 1);
    ASSERT_THAT(world().Update(t.specialist, moved, {"started_on"}), IsOk());
    EXPECT_THAT(ended(s, last - 1), InvalidFor({"ended_on"}));
    EXPECT_THAT(ended(s, last), IsOk());
    moved = Read(s);
    *moved.mutable_ended_on() = Day(2025, 3, last - 1);
    EXPECT_THAT(world().Update(t.specialist, moved, {"ended_on"}), InvalidFor({"spell.ended_on"}));
    *moved.mutable_ended_on() = Day(2025, 3, 30);
    EXPECT_THAT(world().Update(t.specialist, moved, {"ended_on"}), IsOk());
  };
  pl::TermsChange terms;
  *terms.mutable_takes_effect_on() = Day(2025, 3, 10);
  terms.set_weekly_minutes(900);
  holds(terms, 9, 10);
  pl::SpellAbsence away;
  away.set_kind(pl::ABSENCE_KIND_SICK);
  *away.mutable_absent_from() = Day(2025, 3, 10);
  *away.mutable_absent_to() = Day(2025, 3, 12);
  holds(away, 10, 12);
  away.clear_absent_to();
  holds(away, 10, 10);
  pl::SpellWeek week;
  *week.mutable_week_from() = Day(2025, 3, 10);
  week.set_paid_minutes(600);
  holds(week, 16, 10);
  pl::ReturnStep step;
  *step.mutable_step_from() = Day(2025, 3, 10);
  step.set_weekly_minutes(480);
  holds(step, 10, 10);
}

TEST_F(Jobs, AreAtOneEmployer) {
  const auto at = [](Spell s, const std::string& employer) {
    s.set_employer_id(employer);
    return s;
  };
  employer::v1::Employer other;
  other.set_name("Corner Bakery");
  other = world().Make(t.everyone, other);
  const Spell first = Made(at(Of(Day(2025, 2, 3), Day(2025, 3, 31)), t.employer));
  EXPECT_THAT(world().Create(t.specialist, at(Continuing(first, Day(2025, 4, 14)), other.id())),
              InvalidFor({"spell.employer_id"}));
  Spell second = Made(Continuing(first, Day(2025, 4, 14), Day(2025, 5, 1)));  // nobody said
  EXPECT_THAT(world().Update(t.specialist, at(second, other.id()), {"employer_id"}), InvalidFor({"spell.employer_id"}));
  EXPECT_THAT(world().Create(t.specialist, at(Continuing(second, Day(2025, 5, 2)), other.id())),
              InvalidFor({"spell.employer_id"}))
      << "nor by way of one that does not say";
  EXPECT_THAT(world().Update(t.specialist, at(second, t.employer), {"employer_id"}, &second), IsOk());
  Spell elsewhere = Made(at(Of(Day(2025, 5, 12)), other.id()));
  elsewhere.set_continues_spell_id(second.id());
  EXPECT_THAT(world().Update(t.specialist, elsewhere, {"continues_spell_id"}), InvalidFor({"spell.employer_id"}));
  // Two records of one employer are one.
  sql().Run(
      absl::StrCat("UPDATE employer.employer SET merged_into = '", t.employer, "' WHERE id = '", other.id(), "'"));
  EXPECT_THAT(world().Update(t.specialist, elsewhere, {"continues_spell_id"}), IsOk());
}

TEST_F(Jobs, TakeNoEvidenceOutsideThemOrOfThoseTakenBack) {
  const Spell s = Made(Of(Day(2025, 2, 3), Day(2025, 3, 31)));
  EXPECT_THAT(world().Create(t.specialist, Payslip(s, Day(2025, 2, 2))), InvalidFor({"spell_evidence.speaks_for"}));
  EXPECT_THAT(world().Create(t.specialist, Payslip(s, Day(2025, 4, 1))), InvalidFor({"spell_evidence.speaks_for"}));
  EXPECT_THAT(world().Create(t.other_specialist, Payslip(s, Day(2025, 3, 1))),
              NotFoundFor({"spell_evidence.spell_id"}));
  ASSERT_THAT(Withdraw(s), IsOk());
  EXPECT_EQ(world().Create(t.specialist, Payslip(s, Day(2025, 3, 1))).reason, "STATE");
}

TEST_F(Jobs, ShowTheTermsOfToday) {
  Spell s = Of(Day(2025, 2, 3));
  s.set_weekly_minutes(600);
  s.set_hourly_pay_pence(1221);
  s = Made(s);
  EXPECT_FALSE(s.has_current_weekly_minutes());
  const auto change = [&](google::type::Date from, int minutes, int pence) {
    pl::TermsChange terms;
    terms.set_spell_id(s.id());
    *terms.mutable_takes_effect_on() = std::move(from);
    terms.set_weekly_minutes(minutes);
    if (pence > 0) terms.set_hourly_pay_pence(pence);
    return world().Make(t.specialist, terms);
  };
  change(Day(2025, 4, 1), 900, 1300);
  const auto today = change(Day(2025, 6, 16), 1200, 0);
  change(Day(2025, 6, 17), 1500, 1400);
  Spell read = Read(s);
  EXPECT_EQ(read.weekly_minutes(), 600) << "those of the start stay";
  EXPECT_EQ(read.current_weekly_minutes(), 1200) << "from its very day, and not a day before";
  EXPECT_EQ(read.current_hourly_pay_pence(), 1300) << "as before";
  pl::WithdrawTermsChangeRequest q;
  q.set_request_id(NewId());
  q.set_id(today.id());
  ASSERT_THAT(world().Call(t.specialist, q), IsOk());
  EXPECT_EQ(Read(s).current_weekly_minutes(), 900);
  pl::TermsChange twice;
  twice.set_spell_id(s.id());
  *twice.mutable_takes_effect_on() = Day(2025, 4, 1);
  twice.set_weekly_minutes(60);
  EXPECT_THAT(world().Create(t.specialist, twice), InvalidFor({"terms_change.takes_effect_on"}));
}

TEST_F(Jobs, HaveAbsencesAndWeeksThatDoNotOverlap) {
  const Spell s = Made(Of(Day(2025, 2, 3)));
  pl::SpellAbsence away;
  away.set_spell_id(s.id());
  away.set_kind(pl::ABSENCE_KIND_SICK);
  *away.mutable_absent_from() = Day(2025, 3, 3);
  *away.mutable_absent_to() = Day(2025, 3, 7);
  world().Make(t.specialist, away);
  *away.mutable_absent_from() = Day(2025, 3, 7);
  *away.mutable_absent_to() = Day(2025, 3, 9);
  EXPECT_THAT(world().Create(t.specialist, away), InvalidFor({"spell_absence.absent_from"}));
  *away.mutable_absent_from() = Day(2025, 3, 8);
  away = world().Make(t.specialist, away);
  *away.mutable_absent_from() = Day(2025, 3, 7);
  EXPECT_THAT(world().Update(t.specialist, away, {"absent_from"}), InvalidFor({"spell_absence.absent_from"}));
  pl::SpellWeek week;
  week.set_spell_id(s.id());
  week.set_paid_minutes(0);
  *week.mutable_week_from() = Day(2025, 2, 10);
  world().Make(t.specialist, week);
  *week.mutable_week_from() = Day(2025, 2, 16);
  EXPECT_THAT(world().Create(t.specialist, week), InvalidFor({"spell_week.week_from"}));
  *week.mutable_week_from() = Day(2025, 2, 17);
  EXPECT_THAT(world().Create(t.specialist, week), IsOk());
  *week.mutable_week_from() = Day(2025, 1, 28);  // its last day is the job's first
  week.set_paid_minutes(1441);
  EXPECT_THAT(world().Create(t.specialist, week), InvalidFor({"spell_week.paid_minutes"}));
  week.set_paid_minutes(1440);
  EXPECT_THAT(world().Create(t.specialist, week), IsOk());
}

TEST_F(Jobs, OfAJourneyTakenBackGetNoMoreFacts) {
  const Spell s = Made(Of(Day(2025, 2, 3)));
  const auto early = world().Make(t.specialist, Payslip(s, Day(2025, 2, 28)));
  caseload::v1::WithdrawJourneyRequest q;
  q.set_request_id(NewId());
  q.set_id(journey.id());
  ASSERT_THAT(world().Call(t.manager, q), IsOk());
  EXPECT_EQ(world().Create(t.specialist, Payslip(s, Day(2025, 3, 1))).reason, "STATE");
  pl::InWorkPlan plan;
  plan.set_spell_id(s.id());
  *plan.mutable_planned_on() = Day(2025, 3, 3);
  plan.set_support("A call each Friday.");
  EXPECT_EQ(world().Create(t.specialist, plan).reason, "STATE");
  EXPECT_THAT(TakeBack(early), IsOk()) << "what is on record may be taken back";
}

TEST_F(Jobs, SpeakOnTheCommandLine) {
  const auto run = [&](std::vector<std::string> arguments) {
    return RunCli(world(), t.specialist, std::move(arguments));
  };
  const Spell s = Made(Of(Day(2025, 2, 3)));
  Printed printed = run({"spell", "confirm", s.id(), "--last-confirmed-on", "2025-03-31"});
  EXPECT_EQ(printed.code, 2) << "who says so is never filled in";
  EXPECT_THAT(printed.err, HasSubstr("--evidence: is required"));
  EXPECT_EQ(Evidence(s).size(), 0u);
  printed = run({"spell", "confirm", s.id(), "--last-confirmed-on", "2025-03-31", "--evidence", "participant"});
  EXPECT_EQ(printed.code, 0) << printed.err;
  ASSERT_EQ(Evidence(s).size(), 1u);
  EXPECT_EQ(Evidence(s)[0].kind(), pl::EVIDENCE_KIND_PARTICIPANT);
  printed = run({"evidence", "record", "--spell-id", s.id(), "--fact", "first-four-hours", "--kind", "payslip",
                 "--speaks-for", "2025-04-30"});
  EXPECT_EQ(printed.code, 0) << printed.err;
  EXPECT_EQ(DayText(Read(s).last_confirmed_on()), "2025-4-30");
  printed =
      run({"terms", "change", "--spell-id", s.id(), "--takes-effect-on", "2025-05-01", "--weekly-minutes", "900"});
  EXPECT_EQ(printed.code, 0) << printed.err;
  printed = run({"spell", "create", "--journey-id", journey.id(), "--started-on", "2025-05-01", "--soc-code", "12"});
  EXPECT_EQ(printed.code, 3);
  EXPECT_THAT(printed.err, HasSubstr("--soc-code: must be four digits of a SOC 2020 unit group"));
  printed = run({"spell", "confirm", "--help"});
  EXPECT_THAT(printed.out, AllOf(HasSubstr("--evidence"), HasSubstr("participant")));
}

}  // namespace
}  // namespace gainful::integration
