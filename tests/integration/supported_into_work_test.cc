// People supported into work by the second version of the definition: their first competitive job of which four paid hours were worked.
#include "absl/strings/str_cat.h"
#include "gainful/placement/v1/outcome.pb.h"
#include "gainful/reporting/v1/reporting.pb.h"
#include "services/common/base/dates.h"
#include "tests/integration/cli.h"
#include "tests/integration/merge_fixture.h"

namespace gainful::integration {
namespace {

namespace pl = placement::v1;
namespace rp = reporting::v1;
using testing::ElementsAre;
using testing::HasSubstr;

class SupportedIntoWork : public MergeTest {
 protected:
  void SetUp() override {
    c = NewCase();
    t = c.t;
  }
  void TearDown() override { world().clock().Set(noon); }
  Journey AddJourney(const Tenant& of, const google::type::Date& accepted, const std::string& group = "") {
    Participant person;
    person.set_team_id(of.team);
    person.set_name("Sam Example");
    if (!group.empty()) (*person.mutable_local_characteristics())["race"] = group;
    return AddJourney(of, accepted, world().Make(of.manager, person));
  }
  static Journey AddJourney(const Tenant& of, const google::type::Date& accepted, const Participant& person) {
    Journey journey;
    journey.set_participant_id(person.id());
    journey.set_programme_id(of.programme);
    journey.set_team_id(person.team_id());
    *journey.mutable_referred_on() = *journey.mutable_accepted_on() = accepted;
    return world().Make(of.manager, journey);
  }
  // A competitive job whose first four paid hours were worked on the first day.
  Spell AddJob(
      const Journey& journey, const google::type::Date& from, const std::function<void(Spell*)>& with = [](Spell*) {}) {
    Spell spell;
    spell.set_journey_id(journey.id());
    *spell.mutable_started_on() = *spell.mutable_first_four_hours_on() = from;
    spell.set_competitive(type::v1::ANSWER_YES);
    with(&spell);
    return world().Make(t.manager, spell);
  }

  // The first half of 2025, raw, by the second version.
  static rp::EquityReportRequest Half() {
    rp::EquityReportRequest q;
    q.set_indicator("supported_into_work");
    q.set_by("sex");
    *q.mutable_from() = Day(2025, 1, 1);
    *q.mutable_to() = Day(2025, 6, 16);
    q.set_disclosure(rp::DISCLOSURE_NONE);
    q.set_version(2);
    return q;
  }
  static std::vector<std::string> Figures(const std::string& token, const rp::EquityReportRequest& q) {
    rp::EquityReportResponse report;
    World::MustBeOk(world().Call(token, q, &report));
    std::vector<std::string> rows;
    for (const auto& row : report.rows())
      rows.push_back(absl::StrCat(row.group(), " ", row.numerator(), "/", row.denominator()));
    return rows;
  }
  // Those of everybody together.
  std::string All(const rp::EquityReportRequest& q = Half()) { return Figures(t.manager, q).back(); }

  Case c;
  Tenant t;
  const absl::Time noon = world().Now();
};

// The tenant's programme names no rule, so that where its journeys stand is stored nowhere.
TEST_F(SupportedIntoWork, IsByACompetitiveJobOfFourPaidHours) {
  AddJob(AddJourney(t, Day(2025, 1, 10)), Day(2025, 2, 3));
  EXPECT_EQ(All(), "all 1/1");
  const auto hours = [&](const std::function<void(Spell*)>& with) {
    const Journey journey = AddJourney(t, Day(2025, 1, 10));
    AddJob(journey, Day(2025, 2, 3), with);
    return journey;
  };
  hours([](Spell* s) { s->set_competitive(type::v1::ANSWER_NO); });
  hours([](Spell* s) { s->clear_competitive(); });
  hours([](Spell* s) { s->clear_first_four_hours_on(); });
  EXPECT_EQ(All(), "all 1/4");
  const auto worked = [&](int minutes) {
    const auto week = [&](Spell* s) {
      s->clear_first_four_hours_on();
      *s->mutable_ended_on() = *s->mutable_last_confirmed_on() = Day(2025, 2, 7);
    };
    const Journey journey = AddJourney(t, Day(2025, 1, 10));
    pl::SpellWeek record;
    record.set_spell_id(AddJob(journey, Day(2025, 2, 3), week).id());
    *record.mutable_week_from() = Day(2025, 2, 3);
    record.set_paid_minutes(minutes);
    world().Make(t.manager, record);
    pl::GetOutcomesRequest q;
    q.set_journey_id(journey.id());
    q.set_rule("ips-grow-job-start");
    pl::Outcomes outcomes;
    World::MustBeOk(world().Call(t.manager, q, &outcomes));
    return outcomes.outcomes(0).answer() == pl::OUTCOME_ANSWER_MET;
  };
  EXPECT_FALSE(worked(239));
  EXPECT_EQ(All(), "all 1/5");
  EXPECT_TRUE(worked(240));
  EXPECT_EQ(All(), "all 2/6") << "as `gainful outcome show` has it";
  rp::EquityReportRequest any = Half();
  any.set_version(1);
  EXPECT_EQ(All(any), "all 6/6") << "any job";
}

// Facts beside the spell: changes of hours, leave, and evidence of the end.
TEST_F(SupportedIntoWork, GoesByAllThatShowsHours) {
  const auto ends = [&](Spell* s) {
    s->clear_first_four_hours_on();
    s->set_weekly_minutes(70);
    *s->mutable_ended_on() = Day(2025, 2, 9);
  };
  const Spell spell = AddJob(AddJourney(t, Day(2025, 1, 10)), Day(2025, 2, 3), ends);
  pl::TermsChange terms;
  terms.set_spell_id(spell.id());
  *terms.mutable_takes_effect_on() = Day(2025, 2, 8);
  terms.set_weekly_minutes(700);
  world().Make(t.manager, terms);
  EXPECT_EQ(All(), "all 0/1") << "an end alone shows no day of work";
  pl::SpellEvidence evidence;
  evidence.set_spell_id(spell.id());
  evidence.set_fact(pl::EVIDENCE_FACT_ENDED);
  evidence.set_kind(pl::EVIDENCE_KIND_EMPLOYER);
  *evidence.mutable_speaks_for() = *evidence.mutable_received_on() = Day(2025, 2, 9);
  world().Make(t.manager, evidence);
  EXPECT_EQ(All(), "all 1/1") << "50 minutes in five days, and 200 in two";
  pl::SpellAbsence absence;
  absence.set_spell_id(spell.id());
  absence.set_kind(pl::ABSENCE_KIND_SICK);
  *absence.mutable_absent_from() = *absence.mutable_absent_to() = Day(2025, 2, 8);
  absence = world().Make(t.manager, absence);
  EXPECT_EQ(All(), "all 0/1");
  pl::WithdrawSpellAbsenceRequest withdraw;
  withdraw.set_request_id(NewId());
  withdraw.set_id(absence.id());
  World::MustBeOk(world().Call(t.manager, withdraw));
  EXPECT_EQ(All(), "all 1/1");
}

// A trial without pay, and what is agreed after it: the figure is the answer of `gainful outcome show`.
TEST_F(SupportedIntoWork, WantsHoursThatArePaid) {
  const auto trial = [&](Spell* s) {
    s->clear_first_four_hours_on();
    s->set_weekly_minutes(960);
    s->set_hourly_pay_pence(0);
    *s->mutable_ended_on() = *s->mutable_last_confirmed_on() = Day(2025, 2, 28);
  };
  const Journey journey = AddJourney(t, Day(2025, 1, 10));
  const Spell spell = AddJob(journey, Day(2025, 2, 3), trial);
  const auto shown = [&] {
    pl::GetOutcomesRequest q;
    q.set_journey_id(journey.id());
    q.set_rule("ips-grow-job-start");
    pl::Outcomes outcomes;
    World::MustBeOk(world().Call(t.manager, q, &outcomes));
    return outcomes.outcomes(0).answer();
  };
  EXPECT_NE(shown(), pl::OUTCOME_ANSWER_MET);
  EXPECT_EQ(All(), "all 0/1");
  pl::TermsChange terms;
  terms.set_spell_id(spell.id());
  *terms.mutable_takes_effect_on() = Day(2025, 2, 17);
  terms.set_weekly_minutes(960);
  terms.set_hourly_pay_pence(1300);
  world().Make(t.manager, terms);
  EXPECT_EQ(shown(), pl::OUTCOME_ANSWER_MET);
  EXPECT_EQ(All(), "all 1/1");
}

TEST_F(SupportedIntoWork, IsAsAtTheDayAndWithinTheHorizon) {
  const Journey journey = AddJourney(t, Day(2025, 1, 10));
  AddJob(journey, Day(2025, 1, 20), [](Spell* s) { *s->mutable_first_four_hours_on() = Day(2025, 4, 1); });
  AddJob(journey, Day(2025, 3, 3));
  const auto as_at = [&](int month, int day, int horizon) {
    rp::EquityReportRequest q = Half();
    *q.mutable_as_at() = Day(2025, month, day);
    if (horizon > 0) q.set_horizon_days(horizon);
    return All(q);
  };
  EXPECT_EQ(as_at(3, 2, 0), "all 0/1");
  EXPECT_EQ(as_at(3, 3, 0), "all 1/1");
  EXPECT_EQ(as_at(3, 31, 30), "all 0/1") << "the first to count began on day 53";
  EXPECT_EQ(as_at(4, 1, 30), "all 1/1") << "and then one counted that began on day 11";
  EXPECT_EQ(as_at(4, 1, 11), "all 1/1");
  EXPECT_EQ(as_at(4, 1, 10), "all 0/1");
  EXPECT_EQ(as_at(2, 7, 30), "all 0/0") << "day 29: not followed for so long";
}

TEST_F(SupportedIntoWork, LiesBetweenAcceptanceAndTheEndOfSupport) {
  AddJob(AddJourney(t, Day(2025, 1, 10)), Day(2025, 1, 9));
  EXPECT_EQ(All(), "all 0/1") << "held before";
  Journey journey = AddJourney(t, Day(2025, 1, 10));
  AddJob(journey, Day(2025, 3, 3));
  EXPECT_EQ(All(), "all 1/2");
  *journey.mutable_exited_on() = Day(2025, 3, 2);
  World::MustBeOk(world().Update(t.manager, journey, {"exited_on"}, &journey));
  EXPECT_EQ(All(), "all 0/2") << "support had ended the day before";
  *journey.mutable_exited_on() = Day(2025, 3, 3);
  World::MustBeOk(world().Update(t.manager, journey, {"exited_on"}, &journey));
  EXPECT_EQ(All(), "all 1/2");
}

// Two journeys of a person through two programmes: once, by the first of those that are in the report.
TEST_F(SupportedIntoWork, CountsPeople) {
  const Journey first = AddJourney(t, Day(2025, 1, 10), "a");
  Participant person;
  World::MustBeOk(world().Get(t.manager, first.participant_id(), &person));
  const Tenant another = world().WithAnotherProgramme(t);
  const Journey second = AddJourney(another, Day(2025, 2, 10), person);
  AddJob(second, Day(2025, 3, 3));
  rp::EquityReportRequest journeys = Half(), of_second = Half(), later = Half();
  journeys.set_version(1);
  EXPECT_EQ(All(journeys), "all 1/2");
  rp::EquityReportRequest by_group = Half();
  by_group.set_by("race");
  EXPECT_THAT(Figures(t.manager, by_group), ElementsAre("a 0/1", "all 0/1"));
  of_second.set_programme_id(another.programme);
  EXPECT_EQ(All(of_second), "all 1/1") << "another cut";
  *later.mutable_from() = Day(2025, 1, 11);
  EXPECT_EQ(All(later), "all 1/1") << "in which the second is the first";
  AddJob(first, Day(2025, 4, 1));
  EXPECT_EQ(All(), "all 1/1");
}

TEST_F(SupportedIntoWork, CountsPeopleWithSeveralRecordsOnce) {
  const Journey first = AddJourney(t, Day(2025, 1, 10), c.kept);
  AddJourney(t, Day(2025, 2, 10), c.duplicate);
  const Journey far = AddJourney(world().WithAnotherProgramme(t), Day(2025, 5, 1), c.duplicate);
  AddJob(first, Day(2025, 3, 3));
  AddJob(far, Day(2025, 5, 5));
  EXPECT_EQ(All(), "all 1/2") << "of the duplicate the first journey counts, which led to no job";
  const std::string id = Merged(c);
  EXPECT_EQ(All(), "all 1/1");
  World::MustBeOk(Undo(c.manager, id));
  EXPECT_EQ(All(), "all 1/2");
}

// The job stands under the second journey of a passage, and the figure is the answer.
TEST_F(SupportedIntoWork, TakesTheJobsOfAPassageTogether) {
  AddJourney(t, Day(2025, 1, 10), c.kept);
  AddJob(AddJourney(t, Day(2025, 2, 10), c.duplicate), Day(2025, 3, 3));
  EXPECT_EQ(All(), "all 1/2");
  Merged(c);
  EXPECT_EQ(All(), "all 1/1");
}

TEST_F(SupportedIntoWork, IsShownToWhoFundsIt) {
  const Tenant funder = world().NewTenant();
  for (int i = 0; i < 6; ++i) AddJob(AddJourney(t, Day(2025, 1, 10)), Day(2025, 2, 3));
  rp::EquityReportRequest q = Half();
  q.clear_disclosure();
  *q.mutable_to() = Day(2025, 5, 31);
  rp::EquityReportResponse report;
  World::MustBeOk(world().Call(funder.commissioner, q, &report));
  EXPECT_FALSE(report.rows(0).has_denominator());
  Funding funding;
  funding.set_programme_id(t.programme);
  funding.set_funder_org_id(funder.org);
  world().Make(t.manager, funding);
  World::MustBeOk(world().Call(funder.commissioner, q, &report));
  EXPECT_EQ(report.rows(report.rows_size() - 1).denominator(), 5) << "six, rounded";
  EXPECT_EQ(report.rows(report.rows_size() - 1).version(), 2);
}

TEST_F(SupportedIntoWork, IsByTheVersionThatIsNamedOrTheNewestInForce) {
  AddJob(AddJourney(t, Day(2025, 1, 10)), Day(2025, 2, 3), [](Spell* s) { s->clear_competitive(); });
  rp::EquityReportRequest q = Half();
  q.clear_version();
  rp::EquityReportResponse report;
  World::MustBeOk(world().Call(t.manager, q, &report));
  EXPECT_EQ(report.rows(0).version(), 1) << "before 2026-04-01";
  EXPECT_EQ(report.rows(report.rows_size() - 1).numerator(), 1);
  EXPECT_THAT(report.definition(), HasSubstr("Of journeys accepted"));
  q.set_version(2);
  World::MustBeOk(world().Call(t.manager, q, &report));
  EXPECT_EQ(report.rows(report.rows_size() - 1).numerator(), 0);
  EXPECT_THAT(report.definition(), HasSubstr("Of people accepted"));
  for (const int version : {0, -1, 3}) {
    q.set_version(version);
    EXPECT_THAT(world().Call(t.manager, q), InvalidFor({"version"})) << version;
  }
  const auto print = [&](const std::string& version) {
    return RunCli(world(), t.manager,
                  {"report", "equity", "--indicator", "supported_into_work", "--indicator-version", version, "--by",
                   "sex", "--from", "2025-01-01", "--to", "2025-06-16", "--disclosure", "none", "--format", "csv"});
  };
  EXPECT_EQ(print("2").code, 0) << print("2").err;
  EXPECT_THAT(print("2").out, HasSubstr("supported_into_work,2,"));
  EXPECT_THAT(print("1").out, HasSubstr("supported_into_work,1,"));
  EXPECT_THAT(print("3").err, HasSubstr("--indicator-version: must be a version of supported_into_work: 1 to 2"));
  world().clock().Set(absl::FromCivil(absl::CivilSecond(2026, 4, 1, 12), absl::UTCTimeZone()));
  const std::string manager = world().Token({t.org, {"manager"}});
  q.clear_version();
  *q.mutable_as_at() = Day(2026, 3, 31);
  World::MustBeOk(world().Call(manager, q, &report));
  EXPECT_EQ(report.rows(0).version(), 1);
  *q.mutable_as_at() = Day(2026, 4, 1);
  World::MustBeOk(world().Call(manager, q, &report));
  EXPECT_EQ(report.rows(0).version(), 2);
}

}  // namespace
}  // namespace gainful::integration
