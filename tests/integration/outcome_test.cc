// Outcome rules over gRPC: where a journey stands, from the jobs that were recorded, and who may know.
#include "absl/strings/str_cat.h"
#include "services/common/base/codes.h"
#include "services/common/base/dates.h"
#include "tests/integration/fixture.h"

namespace gainful::integration {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
namespace pb = placement::v1;

class OutcomeAnswers : public WorldTest {
 protected:
  static google::type::Date Date(int year, int month, int day) {
    google::type::Date date;
    date.set_year(year);
    date.set_month(month);
    date.set_day(day);
    return date;
  }

  // A journey that the programme took on on 2024-01-08, held to these rules.
  Journey NewCase(const Tenant& t, const std::vector<std::string>& rules) {
    Programme programme;
    programme.set_name(NewId());
    programme.set_kind(directory::v1::PROGRAMME_KIND_IPS_PRIMARY);
    for (const auto& rule : rules) programme.add_outcome_rules(rule);
    Journey journey;
    journey.set_participant_id(world().NewParticipant(t.manager, t.team).id());
    journey.set_programme_id(world().Make(t.manager, programme).id());
    journey.set_team_id(t.team);
    *journey.mutable_referred_on() = Date(2024, 1, 2);
    *journey.mutable_accepted_on() = Date(2024, 1, 8);
    return world().Make(t.manager, journey);
  }

  // A competitive job from 2024-02-01 at 16 hours and £12.
  Spell NewJob(const Tenant& t, const Journey& journey) {
    Spell spell;
    spell.set_journey_id(journey.id());
    *spell.mutable_started_on() = Date(2024, 2, 1);
    spell.set_weekly_minutes(960);
    spell.set_hourly_pay_pence(1200);
    spell.set_competitive(gainful::type::v1::ANSWER_YES);
    return world().Make(t.manager, spell);
  }

  void Confirm(const Tenant& t, const Spell& spell, const google::type::Date& day) {
    pb::ConfirmSpellRequest q;
    q.set_request_id(NewId());
    q.set_id(spell.id());
    *q.mutable_last_confirmed_on() = day;
    q.set_evidence(pb::EVIDENCE_KIND_PARTICIPANT);
    World::MustBeOk(world().Call(t.manager, q));
  }

  Outcome Ask(const std::string& token, const std::string& journey, const std::string& rule, pb::Outcomes* out,
              const google::type::Date* on = nullptr) {
    pb::GetOutcomesRequest q;
    q.set_journey_id(journey);
    q.set_rule(rule);
    if (on != nullptr) *q.mutable_on() = *on;
    return world().Call(token, q, out);
  }

  static std::string Text(const pb::Outcome& o) {
    const auto day = o.has_day() ? absl::StrCat(" ", base::FormatDay(*base::ToDay(o.day()))) : "";
    return absl::StrCat(o.rule(), " ", base::MeaningOf(pb::OutcomeAnswer_descriptor()->FindValueByNumber(o.answer())),
                        day);
  }
  std::vector<std::string> Answers(const Tenant& t, const Journey& journey, const google::type::Date* on = nullptr) {
    pb::Outcomes outcomes;
    World::MustBeOk(Ask(t.specialist, journey.id(), "", &outcomes, on));
    std::vector<std::string> texts;
    for (const auto& outcome : outcomes.outcomes()) texts.push_back(Text(outcome));
    return texts;
  }
};

TEST_F(OutcomeAnswers, RulesAreListedWithTheirVersionDatesAndSource) {
  const Tenant t = world().NewTenant();
  pb::OutcomeRules rules;
  ASSERT_THAT(world().Call(t.specialist, pb::GetOutcomeRulesRequest(), &rules), IsOk());
  EXPECT_EQ(rules.rules_size(), 12);
  pb::GetOutcomeRulesRequest one;
  one.set_rule("sustained-13");
  ASSERT_THAT(world().Call(t.auditor, one, &rules), IsOk());
  ASSERT_EQ(rules.rules_size(), 1);
  EXPECT_EQ(rules.rules(0).version(), 1);
  EXPECT_TRUE(rules.rules(0).has_effective_from());
  EXPECT_THAT(rules.rules(0).summary(), testing::HasSubstr("91 days"));
  EXPECT_NE(rules.rules(0).source(), "");
  one.set_rule("sustained-14");
  EXPECT_THAT(world().Call(t.specialist, one, &rules), InvalidFor({"rule"}));
}

TEST_F(OutcomeAnswers, ProgrammesNameShippedRulesOnly) {
  const Tenant t = world().NewTenant();
  pb::OutcomeRules rules;
  World::MustBeOk(world().Call(t.manager, pb::GetOutcomeRulesRequest(), &rules));
  std::vector<std::string> ids;
  for (const auto& rule : rules.rules()) ids.push_back(rule.id());
  EXPECT_THAT(sql().Column("SELECT id FROM placement.published_outcome_rule_v1"),
              testing::UnorderedElementsAreArray(ids));

  Programme programme;
  programme.set_name("Odd");
  programme.set_kind(directory::v1::PROGRAMME_KIND_OTHER);
  programme.add_outcome_rules("sustained-13");
  programme.add_outcome_rules("sustained-14");
  EXPECT_THAT(world().Create(t.manager, programme), InvalidFor({"programme.outcome_rules[1]"}));
  programme.mutable_outcome_rules()->RemoveLast();
  Programme made;
  ASSERT_THAT(world().Create(t.manager, programme, &made), IsOk());
  // What was named at another time stays, and is said to be nobody's rule now.
  sql().Run(absl::StrCat("UPDATE directory.programme SET outcome_rules = '{old-rule,sustained-13}' WHERE id = '",
                         made.id(), "'"));
  ASSERT_THAT(world().Get(t.manager, made.id(), &made), IsOk());
  made.add_outcome_rules("sustained-26");
  ASSERT_THAT(world().Update(t.manager, made, {"outcome_rules"}, &made), IsOk());
  made.add_outcome_rules("sustained-14");
  EXPECT_THAT(world().Update(t.manager, made, {"outcome_rules"}), InvalidFor({"programme.outcome_rules[3]"}));
  Journey journey;
  journey.set_participant_id(world().NewParticipant(t.manager, t.team).id());
  journey.set_programme_id(made.id());
  journey.set_team_id(t.team);
  *journey.mutable_referred_on() = Date(2024, 1, 2);
  EXPECT_THAT(
      Answers(t, world().Make(t.manager, journey)),
      ElementsAre("old-rule unspecified", "sustained-13 not yet 2025-09-15", "sustained-26 not yet 2025-12-15"));
}

TEST_F(OutcomeAnswers, FollowTheJobsAndTheirEvidence) {
  const Tenant t = world().NewTenant();
  const Journey journey = NewCase(t, {"ips-grow-job-start", "sustained-13", "sustained-52", "ipspc-13-in-16"});
  EXPECT_THAT(Answers(t, journey),
              ElementsAre("ips-grow-job-start not yet 2025-06-17", "sustained-13 not yet 2025-09-15",
                          "sustained-52 not yet 2026-06-15", "ipspc-13-in-16 not yet 2025-09-15"))
      << "with a job from tomorrow on";
  const Spell job = NewJob(t, journey);
  EXPECT_THAT(Answers(t, journey),
              ElementsAre("ips-grow-job-start not known 2024-02-02", "sustained-13 not known 2024-05-01",
                          "sustained-52 not known 2025-01-29", "ipspc-13-in-16 not known 2024-05-01"));
  Confirm(t, job, Date(2024, 5, 1));
  EXPECT_THAT(Answers(t, journey), ElementsAre("ips-grow-job-start met 2024-02-01", "sustained-13 met 2024-05-01",
                                               "sustained-52 not known 2025-01-29", "ipspc-13-in-16 met 2024-05-01"));
  pb::Outcomes starts;
  World::MustBeOk(Ask(t.specialist, journey.id(), "ips-grow-job-start", &starts));
  ASSERT_EQ(starts.outcomes(0).job_starts_size(), 1);
  EXPECT_EQ(base::FormatDay(*base::ToDay(starts.outcomes(0).job_starts(0))), "2024-02-01");
  World::MustBeOk(Ask(t.specialist, journey.id(), "sustained-13", &starts));
  EXPECT_EQ(starts.outcomes(0).job_starts_size(), 0) << "is no rule about job starts";
  const auto before = Date(2024, 4, 30);
  EXPECT_THAT(Answers(t, journey, &before),
              ElementsAre("ips-grow-job-start met 2024-02-01", "sustained-13 not yet 2024-05-01",
                          "sustained-52 not yet 2025-01-29", "ipspc-13-in-16 not yet 2024-05-01"));
}

TEST_F(OutcomeAnswers, SayWhyAndByWhichSpells) {
  const Tenant t = world().NewTenant();
  const Journey journey = NewCase(t, {});
  const Spell job = NewJob(t, journey);
  Confirm(t, job, Date(2024, 4, 30));
  pb::Outcomes outcomes;
  ASSERT_THAT(Ask(t.specialist, journey.id(), "sustained-13", &outcomes), IsOk());
  ASSERT_EQ(outcomes.outcomes_size(), 1);
  const pb::Outcome& o = outcomes.outcomes(0);
  EXPECT_EQ(o.because(), "90 of 91 days in work shown; no evidence of work since 2024-04-30");
  EXPECT_THAT(o.spell_ids(), ElementsAre(job.id()));
  EXPECT_EQ(base::FormatDay(*base::ToDay(o.evidence_until())), "2024-04-30");
  EXPECT_EQ(base::FormatDay(*base::ToDay(o.checkpoint_on())), "2024-05-02");
  EXPECT_EQ(o.version(), 1);

  pb::WithdrawSpellRequest withdraw;
  withdraw.set_request_id(NewId());
  withdraw.set_id(job.id());
  World::MustBeOk(world().Call(t.manager, withdraw));
  ASSERT_THAT(Ask(t.specialist, journey.id(), "sustained-13", &outcomes), IsOk());
  EXPECT_EQ(outcomes.outcomes(0).answer(), pb::OUTCOME_ANSWER_NOT_YET) << "a withdrawn spell is none";
  EXPECT_THAT(outcomes.outcomes(0).spell_ids(), IsEmpty());
}

TEST_F(OutcomeAnswers, AreRefusedWithTheReason) {
  const Tenant t = world().NewTenant();
  const Journey journey = NewCase(t, {});
  pb::Outcomes outcomes;
  EXPECT_THAT(Ask(t.specialist, journey.id(), "", &outcomes), Refused(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(Ask(t.specialist, journey.id(), "sustained-14", &outcomes), InvalidFor({"rule"}));
  EXPECT_THAT(Ask(t.specialist, "x", "", &outcomes), InvalidFor({"journey_id"}));
  const auto tomorrow = Date(2025, 6, 17);
  EXPECT_THAT(Ask(t.specialist, journey.id(), "", &outcomes, &tomorrow), InvalidFor({"on"}));
}

TEST_F(OutcomeAnswers, OfAnotherTeamsJourneyAreNotThereAndEveryAttemptIsWrittenDown) {
  const Tenant t = world().NewTenant();
  const Tenant other = world().NewTenant();
  const Journey journey = NewCase(t, {"sustained-13"});
  pb::Outcomes outcomes;
  EXPECT_THAT(Ask(t.other_specialist, journey.id(), "", &outcomes), Refused(absl::StatusCode::kNotFound));
  EXPECT_THAT(Ask(other.manager, journey.id(), "", &outcomes), Refused(absl::StatusCode::kNotFound));
  EXPECT_THAT(Ask(t.auditor, journey.id(), "", &outcomes), IsOk());
  EXPECT_THAT(
      sql().Run(absl::StrCat("SELECT kind, person, outcome FROM journal.access WHERE org_id = '", t.org,
                             "' AND method = 'GetOutcomes' AND record = '", journey.id(), "' ORDER BY outcome")),
      ElementsAre(ElementsAre("journey", testing::_, "not_found"),
                  ElementsAre("outcome", journey.participant_id(), "read")));
  EXPECT_EQ(sql().Count(absl::StrCat("SELECT count(*) FROM journal.access WHERE org_id = '", other.org,
                                     "' AND method = 'GetOutcomes' AND outcome = 'not_found'")),
            1);
}

}  // namespace
}  // namespace gainful::integration
