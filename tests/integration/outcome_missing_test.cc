// What nobody recorded, over gRPC: when an absence ended and whether it was paid, a day of birth, a contract; and pay periods, recorded and not.
#include "absl/strings/str_cat.h"
#include "gainful/placement/v1/outcome.pb.h"
#include "services/common/base/codes.h"
#include "services/common/base/dates.h"
#include "tests/integration/fixture.h"

namespace gainful::integration {
namespace {

namespace pb = placement::v1;

google::type::Date On(const std::string& day) { return base::ToProto(base::ParseDay(day).value()); }

constexpr char kWeeks[] = "ipspc-13-in-16";
constexpr char kEarnings[] = "earnings-16-hours-26-weeks";

class OutcomesOfWhatIsMissing : public WorldTest {
 protected:
  void SetUp() override { t = world().NewTenant(); }

  // Whom a programme took on on 2024-01-08; `birth` empty: nobody knows.
  Journey NewCase(const std::string& birth = "1980-02-29") const {
    Programme programme;
    programme.set_name(NewId());
    programme.set_kind(directory::v1::PROGRAMME_KIND_IPS_PRIMARY);
    for (const char* rule : {kWeeks, kEarnings}) programme.add_outcome_rules(rule);
    Participant person;
    person.set_team_id(t.team);
    person.set_name("Sam Example");
    if (!birth.empty()) *person.mutable_birth_date() = On(birth);
    Journey journey;
    journey.set_participant_id(world().Make(t.manager, person).id());
    journey.set_programme_id(world().Make(t.manager, programme).id());
    journey.set_team_id(t.team);
    *journey.mutable_referred_on() = *journey.mutable_accepted_on() = On("2024-01-08");
    return world().Make(t.manager, journey);
  }
  // A competitive job of 16 hours a week from 2024-01-10 to `to`, the last day that is confirmed.
  static Spell Job(const Journey& journey, const std::string& to, int pence) {
    Spell spell;
    spell.set_journey_id(journey.id());
    *spell.mutable_started_on() = On("2024-01-10");
    *spell.mutable_ended_on() = *spell.mutable_last_confirmed_on() = On(to);
    spell.set_weekly_minutes(960);
    spell.set_hourly_pay_pence(pence);
    spell.set_competitive(type::v1::ANSWER_YES);
    spell.set_contract(pb::CONTRACT_KIND_PERMANENT);
    return spell;
  }
  pb::SpellAbsence Away(const Spell& spell, const std::string& from) const {
    pb::SpellAbsence absence;
    absence.set_spell_id(spell.id());
    absence.set_kind(pb::ABSENCE_KIND_SICK);
    *absence.mutable_absent_from() = On(from);
    return world().Make(t.specialist, absence);
  }
  // The answer; where it is met or not known its day; and for the latter what is behind the last semicolon of why.
  std::string Says(const Journey& journey, const std::string& rule) const {
    pb::GetOutcomesRequest q;
    q.set_journey_id(journey.id());
    q.set_rule(rule);
    pb::Outcomes outcomes;
    World::MustBeOk(world().Call(t.specialist, q, &outcomes));
    const pb::Outcome& o = outcomes.outcomes(0);
    const std::string answer = base::MeaningOf(pb::OutcomeAnswer_descriptor()->FindValueByNumber(o.answer()));
    if (o.answer() != pb::OUTCOME_ANSWER_MET && o.answer() != pb::OUTCOME_ANSWER_NOT_KNOWN) return answer;
    const std::string day = absl::StrCat(answer, " ", base::FormatDay(*base::ToDay(o.day())));
    return o.answer() == pb::OUTCOME_ANSWER_MET ? day : day + o.because().substr(o.because().rfind(';'));
  }

  Tenant t;
};

TEST_F(OutcomesOfWhatIsMissing, WhoFellIllMayHaveComeBack) {
  Journey journey = NewCase();
  const Spell job = world().Make(t.specialist, Job(journey, "2024-04-30", 1200));
  pb::SpellAbsence absence = Away(job, "2024-03-06");
  EXPECT_EQ(Says(journey, kWeeks), "not known 2024-04-09; not recorded: when an absence ends");
  *journey.mutable_exited_on() = On("2024-06-30");
  World::MustBeOk(world().Update(t.manager, journey, {"exited_on"}, &journey));
  EXPECT_EQ(Says(journey, kWeeks), "not known 2024-04-09; not recorded: when an absence ends") << "whatever the exit";
  *absence.mutable_absent_to() = On("2024-03-30");
  World::MustBeOk(world().Update(t.specialist, absence, {"absent_to"}, &absence));
  EXPECT_EQ(Says(journey, kWeeks), "cannot be met now") << "three days of the twelfth week are left";
  *absence.mutable_absent_to() = On("2024-03-29");
  World::MustBeOk(world().Update(t.specialist, absence, {"absent_to"}));
  EXPECT_EQ(Says(journey, kWeeks), "met 2024-04-30") << "and four are enough";
}

// 182 days at the adult floor, so that ten unpaid ones are ten too many.
TEST_F(OutcomesOfWhatIsMissing, AnAbsenceMayHaveBeenPaid) {
  const Journey journey = NewCase();
  const Spell job = world().Make(t.specialist, Job(journey, "2024-07-18", 1042));
  pb::SpellAbsence absence = Away(job, "2024-03-01");
  EXPECT_EQ(Says(journey, kEarnings),
            "not known 2024-07-09; not recorded: when an absence ends, whether an absence is paid");
  *absence.mutable_absent_to() = On("2024-03-10");
  World::MustBeOk(world().Update(t.specialist, absence, {"absent_to"}, &absence));
  EXPECT_EQ(Says(journey, kEarnings), "not known 2024-07-09; not recorded: whether an absence is paid");
  absence.set_paid(type::v1::ANSWER_NO);
  World::MustBeOk(world().Update(t.specialist, absence, {"paid"}, &absence));
  EXPECT_EQ(Says(journey, kEarnings), "not yet");
  absence.set_paid(type::v1::ANSWER_YES);
  World::MustBeOk(world().Update(t.specialist, absence, {"paid"}));
  EXPECT_EQ(Says(journey, kEarnings), "met 2024-07-09");
}

TEST_F(OutcomesOfWhatIsMissing, PayMayBeAtTheFloorOfAnAgeOrAContract) {
  Journey journey = NewCase("");
  Spell job = world().Make(t.specialist, Job(journey, "2024-04-30", 1000));
  EXPECT_EQ(Says(journey, kWeeks), "not known 2024-04-09; not recorded: date of birth");
  job.clear_contract();
  World::MustBeOk(world().Update(t.specialist, job, {"contract"}, &job));
  EXPECT_EQ(Says(journey, kWeeks), "not known 2024-04-09; not recorded: date of birth, what kind of contract");
  journey = NewCase();
  job = Job(journey, "2024-04-30", 1000);
  job.clear_contract();
  job = world().Make(t.specialist, job);
  EXPECT_EQ(Says(journey, kWeeks), "not known 2024-04-09; not recorded: what kind of contract");
  job.set_contract(pb::CONTRACT_KIND_PERMANENT);
  World::MustBeOk(world().Update(t.specialist, job, {"contract"}));
  EXPECT_EQ(Says(journey, kWeeks), "not yet");
}

// At the floor of March 2024. A new one is in force from 1 April, a Monday; the thirteenth week is that from Wednesday 3 April.
TEST_F(OutcomesOfWhatIsMissing, ANewFloorWaitsForThePayPeriodThatIsRecorded) {
  const Journey journey = NewCase();
  Spell job = world().Make(t.specialist, Job(journey, "2024-04-30", 1042));
  EXPECT_EQ(Says(journey, kWeeks), "not yet") << "weeks from the job's first day where none is recorded";
  const auto paid = [&](pb::PayPeriod period, const std::string& from) {
    job.set_pay_period(period);
    *job.mutable_pay_period_from() = On(from);
    World::MustBeOk(world().Update(t.specialist, job, {"pay_period", "pay_period_from"}, &job));
    return Says(journey, kWeeks);
  };
  EXPECT_EQ(paid(pb::PAY_PERIOD_MONTHLY, "2025-01-25"), "met 2024-04-09");
  EXPECT_EQ(paid(pb::PAY_PERIOD_MONTHLY, "2025-01-07"), "met 2024-04-09") << "four days of the week before it";
  EXPECT_EQ(paid(pb::PAY_PERIOD_MONTHLY, "2025-01-06"), "not yet") << "three";
  EXPECT_EQ(paid(pb::PAY_PERIOD_MONTHLY, "2025-01-31"), "met 2024-04-09") << "to 29 April";
  EXPECT_EQ(paid(pb::PAY_PERIOD_FOUR_WEEKLY, "2024-03-10"), "met 2024-04-09");
  EXPECT_EQ(paid(pb::PAY_PERIOD_FOUR_WEEKLY, "2024-03-09"), "not yet");
  EXPECT_EQ(paid(pb::PAY_PERIOD_FORTNIGHTLY, "2024-03-24"), "met 2024-04-09");
  EXPECT_EQ(paid(pb::PAY_PERIOD_FORTNIGHTLY, "2024-03-23"), "not yet");
  EXPECT_EQ(paid(pb::PAY_PERIOD_WEEKLY, "2024-03-31"), "met 2024-04-09") << "the next begins on 7 April";
  EXPECT_EQ(paid(pb::PAY_PERIOD_WEEKLY, "2024-04-01"), "not yet");
  job.clear_pay_period();
  job.clear_pay_period_from();
  World::MustBeOk(world().Update(t.specialist, job, {"pay_period", "pay_period_from"}));
  EXPECT_EQ(Says(journey, kWeeks), "not yet");
  EXPECT_EQ(sql().Count(absl::StrCat("SELECT count(*) FROM placement.standing WHERE met_on IS NULL AND journey_id = '",
                                     journey.id(), "'")),
            2);
}

TEST_F(OutcomesOfWhatIsMissing, APayPeriodAndItsFirstDayGoTogether) {
  Spell job = Job(NewCase(), "2024-04-30", 1042);
  job.set_pay_period(pb::PAY_PERIOD_MONTHLY);
  EXPECT_THAT(world().Create(t.specialist, job), InvalidFor({"spell.pay_period_from"}));
  *job.mutable_pay_period_from() = On("2024-01-25");
  job = world().Make(t.specialist, job);
  EXPECT_EQ(job.pay_period(), pb::PAY_PERIOD_MONTHLY);
  job.clear_pay_period();
  EXPECT_THAT(world().Update(t.specialist, job, {"pay_period"}), InvalidFor({"spell.pay_period"}));
}

}  // namespace
}  // namespace gainful::integration
