// Days that are easily got wrong, over gRPC: breaks, a new wage floor, leap days, nights on which the clocks change, the last day of a period; and two
// people who change one job at once.
#include <functional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gainful/placement/v1/outcome.pb.h"
#include "gainful/reporting/v1/reporting.pb.h"
#include "services/common/base/codes.h"
#include "services/common/base/dates.h"
#include "tests/integration/fixture.h"

namespace gainful::integration {
namespace {

namespace pb = placement::v1;
using testing::AllOf;
using testing::HasSubstr;

google::type::Date On(const std::string& day) { return base::ToProto(base::ParseDay(day).value()); }

class OutcomesShown : public WorldTest {
 protected:
  void SetUp() override { t = world().NewTenant(); }
  void TearDown() override { world().clock().Set(noon); }

  // Somebody born in 1980, whom a programme of two rules took on on the day of referral.
  Journey NewCase(const std::string& referred = "2024-01-08") const {
    Programme programme;
    programme.set_name(NewId());
    programme.set_kind(directory::v1::PROGRAMME_KIND_IPS_PRIMARY);
    for (const char* rule : {"sustained-13", "ipspc-13-in-16"}) programme.add_outcome_rules(rule);
    Participant person;
    person.set_team_id(t.team);
    person.set_name("Sam Example");
    *person.mutable_birth_date() = On("1980-02-29");
    Journey journey;
    journey.set_participant_id(world().Make(t.manager, person).id());
    journey.set_programme_id(world().Make(t.manager, programme).id());
    journey.set_team_id(t.team);
    *journey.mutable_referred_on() = On(referred);
    *journey.mutable_accepted_on() = On(referred);
    return world().Make(t.manager, journey);
  }
  // A competitive job of 16 hours a week; confirmed to its last day where it has one.
  Spell NewJob(const Journey& journey, const std::string& from, const std::string& to, int pence = 1200) const {
    Spell spell;
    spell.set_journey_id(journey.id());
    *spell.mutable_started_on() = On(from);
    if (!to.empty()) *spell.mutable_last_confirmed_on() = *spell.mutable_ended_on() = On(to);
    spell.set_weekly_minutes(960);
    spell.set_hourly_pay_pence(pence);
    spell.set_competitive(type::v1::ANSWER_YES);
    spell.set_contract(pb::CONTRACT_KIND_PERMANENT);
    return world().Make(t.specialist, spell);
  }
  void ChangePay(const Spell& spell, const std::string& from, int pence) const {
    pb::TermsChange terms;
    terms.set_spell_id(spell.id());
    *terms.mutable_takes_effect_on() = On(from);
    terms.set_weekly_minutes(960);
    terms.set_hourly_pay_pence(pence);
    world().Make(t.specialist, terms);
  }

  // The day on which a rule was met, or the answer in words.
  std::string Met(const Journey& journey, const std::string& rule) const {
    pb::GetOutcomesRequest q;
    q.set_journey_id(journey.id());
    q.set_rule(rule);
    pb::Outcomes outcomes;
    World::MustBeOk(world().Call(t.specialist, q, &outcomes));
    const pb::Outcome& o = outcomes.outcomes(0);
    if (o.answer() == pb::OUTCOME_ANSWER_MET) return base::FormatDay(*base::ToDay(o.day()));
    return base::MeaningOf(pb::OutcomeAnswer_descriptor()->FindValueByNumber(o.answer()));
  }
  // When the only job of a case meets the rule.
  std::string MetBy(const std::string& from, const std::string& to, const std::string& rule = "sustained-13",
                    const std::string& referred = "2023-11-01") const {
    const Journey journey = NewCase(referred);
    NewJob(journey, from, to);
    return Met(journey, rule);
  }

  // Somebody of the team at an instant, with a token of that time.
  std::string At(const std::string& instant, const std::string& who = "ann@example.org") const {
    absl::Time time;
    std::string why;
    if (!absl::ParseTime(absl::RFC3339_full, instant, &time, &why)) throw std::runtime_error(why);
    world().clock().Set(time);
    return world().Token({t.org, {"specialist"}, {t.team}, who});
  }
  Outcome Confirm(const std::string& token, const Spell& spell, const std::string& day, Spell* out = nullptr) const {
    pb::ConfirmSpellRequest q;
    q.set_request_id(NewId());
    q.set_id(spell.id());
    *q.mutable_last_confirmed_on() = On(day);
    q.set_evidence(pb::EVIDENCE_KIND_EMPLOYER);
    return world().Call(token, q, out);
  }
  Outcome End(const std::string& token, const Spell& spell, const std::string& day) const {
    pb::EndSpellRequest q;
    q.set_request_id(NewId());
    q.set_id(spell.id());
    *q.mutable_ended_on() = On(day);
    q.set_end_reason(pb::END_REASON_RESIGNED);
    return world().Call(token, q);
  }
  Spell Read(const Spell& spell) const {
    Spell read;
    World::MustBeOk(world().Get(t.specialist, spell.id(), &read));
    return read;
  }
  static std::string Text(const google::type::Date& day) { return base::FormatDay(*base::ToDay(day)); }

  Tenant t;
  const absl::Time noon = world().Now();
};

TEST_F(OutcomesShown, ThirteenWeeksMayBeSplitByThreeWeeksAndNotByFour) {
  // Six weeks and seven, in a window of sixteen.
  for (const auto& [second_from, second_to, window] :
       {std::tuple("2024-04-08", "2024-05-26", "2024-05-26"), std::tuple("2024-04-15", "2024-06-02", "not yet")}) {
    const Journey journey = NewCase();
    NewJob(journey, "2024-02-05", "2024-03-17");
    NewJob(journey, second_from, second_to);
    EXPECT_EQ(Met(journey, "ipspc-13-in-16"), window);
    EXPECT_EQ(Met(journey, "sustained-13"), "not yet");
  }
  EXPECT_EQ(MetBy("2024-02-05", "2024-05-05", "ipspc-13-in-16"), "2024-05-05") << "without a break";
}

// The adult floor is 1042 pence to 31 March 2024 and 1144 from 1 April; it binds from the first pay period that begins then. From Wednesday 7 February
// that is the week from 3 April, the ninth of the job.
TEST_F(OutcomesShown, ANewWageFloorInMidWindowIsKeptByARaiseInTime) {
  const auto paid = [&](const std::string& raise_from, int raised) {
    const Journey journey = NewCase();
    const Spell job = NewJob(journey, "2024-02-07", "2024-06-30", 1042);
    if (!raise_from.empty()) ChangePay(job, raise_from, raised);
    EXPECT_EQ(Met(journey, "sustained-13"), "2024-05-07") << "it asks for no pay";
    return Met(journey, "ipspc-13-in-16");
  };
  EXPECT_EQ(paid("2024-04-03", 1144), "2024-05-07");
  EXPECT_EQ(paid("2024-04-01", 1144), "2024-05-07") << "or sooner";
  EXPECT_EQ(paid("2024-04-03", 1143), "not yet") << "a penny short";
  EXPECT_EQ(paid("", 0), "not yet");
}

TEST_F(OutcomesShown, LeapDaysAreDays) {
  EXPECT_EQ(MetBy("2024-02-29", "2024-05-28"), "not yet");
  EXPECT_EQ(MetBy("2024-02-29", "2024-05-29"), "2024-05-29");
  EXPECT_EQ(MetBy("2023-12-01", "2024-02-28"), "not yet") << "90 days";
  EXPECT_EQ(MetBy("2023-12-01", "2024-02-29"), "2024-02-29");
  EXPECT_EQ(MetBy("2023-12-01", "2024-03-01"), "2024-02-29");
  EXPECT_EQ(MetBy("2022-12-01", "2023-02-28", "sustained-13", "2022-11-01"), "not yet") << "no leap year";
  EXPECT_EQ(MetBy("2022-12-01", "2023-03-01", "sustained-13", "2022-11-01"), "2023-03-01");
}

TEST_F(OutcomesShown, NightsOnWhichTheClocksChangeAreNights) {
  for (const char* rule : {"sustained-13", "ipspc-13-in-16"}) {
    EXPECT_EQ(MetBy("2024-03-25", "2024-06-23", rule), "2024-06-23") << "2024-03-31 has 23 hours";
    EXPECT_EQ(MetBy("2024-10-21", "2025-01-19", rule), "2025-01-19") << "2024-10-27 has 25";
  }
  EXPECT_EQ(MetBy("2024-03-25", "2024-06-22"), "not yet");
  EXPECT_EQ(MetBy("2024-10-21", "2025-01-18"), "not yet");
  // Of the thirteenth week one day is too little, and two do not reach seven hours either.
  EXPECT_EQ(MetBy("2024-03-25", "2024-06-18", "ipspc-13-in-16"), "not yet");
  EXPECT_EQ(MetBy("2024-10-21", "2025-01-14", "ipspc-13-in-16"), "not yet");
}

TEST_F(OutcomesShown, TodayIsTheOrganisationsOwnInThoseNightsToo) {
  Organisation organisation;
  World::MustBeOk(world().Get(t.everyone, t.org, &organisation));
  organisation.set_time_zone("Europe/London");
  World::MustBeOk(world().Update(t.everyone, organisation, {"time_zone"}));
  const Spell job = NewJob(NewCase(), "2024-02-05", "");
  // Instants, the day before and the day that each begins in London.
  for (const auto& [instant, today, tomorrow] :
       {std::tuple("2024-03-30T23:30:00Z", "2024-03-30", "2024-03-31"),  // half an hour before midnight
        std::tuple("2024-03-31T00:30:00Z", "2024-03-31", "2024-04-01"),  // 00:30, before the clocks go on
        std::tuple("2024-03-31T23:30:00Z", "2024-04-01", "2024-04-02"),  // 00:30, after they went on
        std::tuple("2024-10-26T22:30:00Z", "2024-10-26", "2024-10-27"),  // half an hour before midnight
        std::tuple("2024-10-26T23:30:00Z", "2024-10-27", "2024-10-28"),  // 00:30, before they go back
        std::tuple("2024-10-27T23:30:00Z", "2024-10-27",
                   "2024-10-28"),  // half an hour before midnight, after they went back
        std::tuple("2024-10-28T00:30:00Z", "2024-10-28", "2024-10-29")}) {
    SCOPED_TRACE(instant);
    const std::string token = At(instant);
    EXPECT_THAT(Confirm(token, job, tomorrow), InvalidFor({"last_confirmed_on"}));
    Spell confirmed;
    EXPECT_THAT(Confirm(token, job, today, &confirmed), IsOk());
    EXPECT_EQ(Text(confirmed.last_confirmed_on()), today);
  }
}

TEST_F(OutcomesShown, AJobThatBeginsOnAPeriodsLastDayIsOfThatPeriod) {
  const Journey last_day = world().NewJourney(t.manager, t, world().NewParticipant(t.manager, t.team));
  const Journey day_after = world().NewJourney(t.manager, t, world().NewParticipant(t.manager, t.team));
  NewJob(last_day, "2025-03-31", "");
  NewJob(day_after, "2025-04-01", "");
  const auto supported = [&](const std::string& as_at) {
    reporting::v1::EquityReportRequest q;
    q.set_indicator("supported_into_work");
    q.set_by("sex");
    *q.mutable_from() = On("2025-01-01");
    *q.mutable_to() = On("2025-03-31");
    if (!as_at.empty()) *q.mutable_as_at() = On(as_at);
    q.set_disclosure(reporting::v1::DISCLOSURE_NONE);
    reporting::v1::EquityReportResponse report;
    World::MustBeOk(world().Call(t.manager, q, &report));
    const auto& all = report.rows(report.rows_size() - 1);
    return absl::StrCat(all.numerator(), " of ", all.denominator());
  };
  EXPECT_EQ(supported(""), "1 of 2") << "as at the period's last day";
  EXPECT_EQ(supported("2025-04-01"), "2 of 2");
  const auto first_jobs = [&](const std::string& from, const std::string& to) {
    reporting::v1::RetentionReportRequest q;
    q.set_by("sex");
    *q.mutable_from() = On(from);
    *q.mutable_to() = On(to);
    *q.mutable_as_at() = On("2025-06-16");
    q.set_disclosure(reporting::v1::DISCLOSURE_NONE);
    reporting::v1::RetentionReportResponse report;
    World::MustBeOk(world().Call(t.manager, q, &report));
    return report.groups(report.groups_size() - 1).jobs();
  };
  EXPECT_EQ(first_jobs("2025-01-01", "2025-03-31"), 1);
  EXPECT_EQ(first_jobs("2025-04-01", "2025-06-16"), 1);
  EXPECT_EQ(first_jobs("2025-03-31", "2025-04-01"), 2);
}

// Two people have read one version of a job.
TEST_F(OutcomesShown, AnUpdateOfWhatSomebodyElseChangedNamesTheFields) {
  const std::string kim = world().Token({t.org, {"specialist"}, {t.team}, "kim@example.org"});
  const Spell seen = NewJob(NewCase(), "2025-02-03", "");
  Spell anns = seen, kims = seen;
  anns.set_job_title("Kitchen porter");
  anns.set_weekly_minutes(1200);
  ASSERT_THAT(world().Update(t.specialist, anns, {"job_title", "weekly_minutes"}), IsOk());
  kims.set_job_title("Cook");
  const Outcome stale = world().Update(kim, kims, {"job_title"});
  EXPECT_THAT(stale, Refused(absl::StatusCode::kAborted));
  EXPECT_EQ(stale.reason, "ETAG_STALE");
  EXPECT_THAT(stale.message,
              AllOf(HasSubstr("job_title"), HasSubstr("weekly_minutes"), HasSubstr("its etag is now 2")));
  EXPECT_EQ(Read(seen).job_title(), "Kitchen porter");
  kims = Read(seen);
  kims.set_job_title("Cook");
  ASSERT_THAT(world().Update(kim, kims, {"job_title"}), IsOk());
  EXPECT_EQ(Read(seen).job_title(), "Cook");
}

// A step is about the job as it stands, whatever its caller had read; a change of fields is about what they had read.
TEST_F(OutcomesShown, AnUpdateAndAConfirmationDoNotOverwriteEachOther) {
  const std::string kim = world().Token({t.org, {"specialist"}, {t.team}, "kim@example.org"});
  const Spell seen = NewJob(NewCase(), "2025-02-03", "");
  ASSERT_THAT(Confirm(kim, seen, "2025-04-30"), IsOk());
  Spell anns = seen;
  anns.set_job_title("Kitchen porter");
  const Outcome stale = world().Update(t.specialist, anns, {"job_title"});
  EXPECT_EQ(stale.reason, "ETAG_STALE");
  EXPECT_THAT(stale.message, HasSubstr("last_confirmed_on"));
  anns = Read(seen);
  anns.set_job_title("Kitchen porter");
  ASSERT_THAT(world().Update(t.specialist, anns, {"job_title"}), IsOk());
  ASSERT_THAT(Confirm(kim, seen, "2025-05-31"), IsOk()) << "after the update";
  EXPECT_EQ(Read(seen).job_title(), "Kitchen porter");
  EXPECT_EQ(Text(Read(seen).last_confirmed_on()), "2025-05-31");
}

TEST_F(OutcomesShown, ASecondEndIsRefusedAndSaysWhatStands) {
  const std::string kim = world().Token({t.org, {"specialist"}, {t.team}, "kim@example.org"});
  const Spell job = NewJob(NewCase(), "2025-02-03", "");
  ASSERT_THAT(End(t.specialist, job, "2025-05-30"), IsOk());
  const Outcome second = End(kim, job, "2025-06-06");
  EXPECT_THAT(second, Refused(absl::StatusCode::kFailedPrecondition));
  EXPECT_EQ(second.reason, "STATE");
  EXPECT_THAT(second.message, HasSubstr("the spell is \"ended\", on 2025-05-30"));
  EXPECT_EQ(Text(Read(job).ended_on()), "2025-05-30");
  EXPECT_EQ(Read(job).etag(), 2);
}

}  // namespace
}  // namespace gainful::integration
