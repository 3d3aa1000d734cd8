// Stored with every write that moves it: where a journey stands. After each write all is worked out anew and must be what is stored.
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/common/base/dates.h"
#include "tests/integration/fixture.h"

namespace gainful::integration {
namespace {

namespace pb = placement::v1;

class Standings : public WorldTest {
 protected:
  // A journey that the programme took on on 2024-01-08, held to these rules.
  Journey NewCase(const Tenant& t, const std::vector<std::string>& rules) {
    programme_.set_name(NewId());
    programme_.set_kind(directory::v1::PROGRAMME_KIND_IPS_PRIMARY);
    for (const auto& rule : rules) programme_.add_outcome_rules(rule);
    programme_ = world().Make(t.manager, programme_);
    person_ = world().NewParticipant(t.manager, t.team);
    Journey journey;
    journey.set_participant_id(person_.id());
    journey.set_programme_id(programme_.id());
    journey.set_team_id(t.team);
    *journey.mutable_referred_on() = Day(2024, 1, 2);
    *journey.mutable_accepted_on() = Day(2024, 1, 8);
    journey.set_source("file");
    journey.set_source_key(NewId());
    return world().Make(t.manager, journey);
  }

  static Spell Job(const Journey& journey, const google::type::Date& start) {
    Spell spell;
    spell.set_journey_id(journey.id());
    *spell.mutable_started_on() = start;
    spell.set_weekly_minutes(960);
    spell.set_hourly_pay_pence(1200);
    spell.set_competitive(gainful::type::v1::ANSWER_YES);
    return spell;
  }

  pb::VerifyOutcomesResponse Verify(const Tenant& t) {
    pb::VerifyOutcomesResponse response;
    World::MustBeOk(world().Call(t.manager, pb::VerifyOutcomesRequest(), &response));
    return response;
  }

  // What is stored of a rule: met, or the earliest day with a "?", and until when there is evidence.
  std::string Stored(const Journey& journey, const std::string& rule) {
    return absl::StrJoin(
        sql().Column(absl::StrCat(
            "SELECT coalesce(met_on::text, earliest_on || '?', 'no') || ' ' || coalesce(evidence_until::text, "
            "'-') FROM placement.standing WHERE journey_id = '",
            journey.id(), "' AND rule = '", rule, "'")),
        ", ");
  }

  Programme programme_;
  Participant person_;
};

TEST_F(Standings, MoveWithEachWriteAndAreThoseWorkedOutAnew) {
  const Tenant t = world().NewTenant();
  const Journey journey = NewCase(t, {"sustained-13", "ipspc-13-in-16", "ips-grow-job-start"});
  const auto holds = [&](const std::string& sustained, const std::string& why) {
    EXPECT_EQ(Stored(journey, "sustained-13"), sustained) << why;
    const auto verified = Verify(t);
    EXPECT_EQ(verified.differing(), 0) << why;
    EXPECT_EQ(verified.standings(), sustained.empty() ? 0 : 3) << why;
  };
  holds("", "without a job there is nothing to keep");
  Spell spell = world().Make(t.specialist, Job(journey, Day(2024, 2, 1)));
  holds("2024-05-01? 2024-02-01", "the job was recorded");
  pb::ConfirmSpellRequest confirm;
  confirm.set_request_id(NewId());
  confirm.set_id(spell.id());
  *confirm.mutable_last_confirmed_on() = Day(2024, 4, 30);
  confirm.set_evidence(pb::EVIDENCE_KIND_PARTICIPANT);
  World::MustBeOk(world().Call(t.specialist, confirm, &spell));
  holds("2024-05-01? 2024-04-30", "a day short of 91");
  pb::SpellEvidence evidence;
  evidence.set_spell_id(spell.id());
  evidence.set_fact(pb::EVIDENCE_FACT_IN_WORK);
  evidence.set_kind(pb::EVIDENCE_KIND_PAYSLIP);
  *evidence.mutable_speaks_for() = Day(2024, 5, 1);
  *evidence.mutable_received_on() = Day(2024, 5, 3);
  evidence = world().Make(t.specialist, evidence);
  holds("2024-05-01 2024-05-01", "a payslip shows the last day");
  pb::WithdrawSpellEvidenceRequest take_back;
  take_back.set_request_id(NewId());
  take_back.set_id(evidence.id());
  World::MustBeOk(world().Call(t.specialist, take_back));
  holds("2024-05-01? 2024-04-30", "the payslip was somebody else's");
  World::MustBeOk(world().Get(t.specialist, spell.id(), &spell));
  *spell.mutable_started_on() = Day(2024, 1, 15);
  World::MustBeOk(world().Update(t.specialist, spell, {"started_on"}, &spell));
  holds("2024-04-14 2024-04-30", "it had begun earlier");
  pb::SpellAbsence absence;
  absence.set_spell_id(spell.id());
  absence.set_kind(pb::ABSENCE_KIND_SICK);
  absence.set_paid(gainful::type::v1::ANSWER_NO);
  *absence.mutable_absent_from() = Day(2024, 2, 5);
  *absence.mutable_absent_to() = Day(2024, 2, 18);
  const std::string weeks = Stored(journey, "ipspc-13-in-16");
  world().Make(t.specialist, absence);
  holds("2024-04-14 2024-04-30", "a rule on the contract ignores absences");
  EXPECT_NE(Stored(journey, "ipspc-13-in-16"), weeks) << "and one on hours does not";
  pb::TermsChange terms;
  terms.set_spell_id(spell.id());
  terms.set_weekly_minutes(300);
  *terms.mutable_takes_effect_on() = Day(2024, 3, 4);
  const std::string before = Stored(journey, "ipspc-13-in-16");
  world().Make(t.specialist, terms);
  holds("2024-04-14 2024-04-30", "fewer hours");
  EXPECT_NE(Stored(journey, "ipspc-13-in-16"), before);
  pb::SpellWeek week;
  week.set_spell_id(spell.id());
  week.set_paid_minutes(600);
  *week.mutable_week_from() = Day(2024, 4, 1);
  world().Make(t.specialist, week);
  holds("2024-04-14 2024-04-30", "a week as worked");
  pb::WithdrawSpellRequest withdraw;
  withdraw.set_request_id(NewId());
  withdraw.set_id(spell.id());
  World::MustBeOk(world().Call(t.specialist, withdraw));
  holds("", "the job was somebody else's");
}

TEST_F(Standings, MoveWithTheJourneyItsPersonAndItsProgramme) {
  const Tenant t = world().NewTenant();
  Journey journey = NewCase(t, {"sustained-13"});
  Spell spell = Job(journey, Day(2024, 2, 1));
  spell.set_hourly_pay_pence(700);
  *spell.mutable_last_confirmed_on() = Day(2024, 8, 30);
  world().Make(t.specialist, spell);
  EXPECT_EQ(Stored(journey, "sustained-13"), "2024-05-01 2024-08-30");
  *journey.mutable_accepted_on() = Day(2024, 2, 2);
  World::MustBeOk(world().Update(t.manager, journey, {"accepted_on"}, &journey));
  EXPECT_THAT(Stored(journey, "sustained-13"), testing::StartsWith("no")) << "the job began before the programme";
  EXPECT_EQ(Verify(t).differing(), 0);
  *journey.mutable_accepted_on() = Day(2024, 1, 8);
  World::MustBeOk(world().Update(t.manager, journey, {"accepted_on"}, &journey));
  EXPECT_EQ(Stored(journey, "sustained-13"), "2024-05-01 2024-08-30");

  programme_.add_outcome_rules("ipspc-13-in-16");
  World::MustBeOk(world().Update(t.manager, programme_, {"outcome_rules"}, &programme_));
  const std::string unknown = Stored(journey, "ipspc-13-in-16");
  EXPECT_NE(unknown, "");
  EXPECT_EQ(Verify(t).differing(), 0);
  World::MustBeOk(world().Get(t.manager, person_.id(), &person_));
  *person_.mutable_birth_date() = Day(2008, 3, 1);
  World::MustBeOk(world().Update(t.manager, person_, {"birth_date"}, &person_));
  EXPECT_NE(Stored(journey, "ipspc-13-in-16"), unknown) << "700 pence an hour are a floor at 16";
  EXPECT_EQ(Verify(t).differing(), 0);

  programme_.clear_outcome_rules();
  World::MustBeOk(world().Update(t.manager, programme_, {"outcome_rules"}, &programme_));
  EXPECT_EQ(
      sql().Count(absl::StrCat("SELECT count(*) FROM placement.standing WHERE journey_id = '", journey.id(), "'")), 0);
  EXPECT_EQ(Verify(t).journeys(), 0);
}

TEST_F(Standings, OfAFileAreThereWhenItIs) {
  const Tenant t = world().NewTenant();
  Journey journey = NewCase(t, {"sustained-13"});
  pb::StageImportRequest stage;
  stage.set_import_id(NewId());
  for (int i = 0; i < 3; ++i) {
    auto* row = stage.add_rows();
    row->set_line(i + 2);
    row->set_journey_key(journey.source_key());
    *row->mutable_spell() = Job(journey, Day(2024, 2, 1));
    row->mutable_spell()->clear_journey_id();
    row->mutable_spell()->set_source("file");
    row->mutable_spell()->set_source_key(absl::StrCat("job ", i));
  }
  gainful::type::v1::StageImportResponse staged;
  ASSERT_THAT(world().Call(t.manager, stage, &staged), IsOk());
  ASSERT_EQ(staged.problems_size(), 0) << staged.DebugString();
  EXPECT_EQ(Stored(journey, "sustained-13"), "");
  gainful::type::v1::CommitImportRequest commit;
  commit.set_request_id(NewId());
  commit.set_import_id(stage.import_id());
  const auto* method =
      pb::Spell::descriptor()->file()->FindServiceByName("PlacementService")->FindMethodByName("CommitImport");
  ASSERT_THAT(world().Call(t.manager, commit, nullptr, method), IsOk());
  EXPECT_EQ(Stored(journey, "sustained-13"), "2024-05-01? 2024-02-01");
  EXPECT_EQ(Verify(t).differing(), 0);
}

TEST_F(Standings, AreThoseOfAllWritesWhenManyComeAtOnce) {
  const Tenant t = world().NewTenant();
  const Journey journey = NewCase(t, {"sustained-13-gap-14", "ips-grow-job-start"});
  constexpr int kJobs = 8;
  std::vector<std::thread> writers;
  std::vector<Outcome> outcomes(kJobs);
  for (int i = 0; i < kJobs; ++i) {
    writers.emplace_back([&, i] {
      Spell spell = Job(journey, Day(2024, 2, 1 + i));
      *spell.mutable_ended_on() = Day(2024, 3, 1 + i);
      outcomes[static_cast<size_t>(i)] = world().Create(t.specialist, spell);
    });
  }
  for (auto& writer : writers) writer.join();
  for (const auto& outcome : outcomes) EXPECT_THAT(outcome, IsOk());
  const auto verified = Verify(t);
  EXPECT_EQ(verified.standings(), 2);
  EXPECT_EQ(verified.differing(), 0);
}

TEST_F(Standings, ThatAreDamagedAreFoundAndPutRight) {
  const Tenant t = world().NewTenant();
  const Journey journey = NewCase(t, {"sustained-13", "sustained-26"});
  world().Make(t.specialist, Job(journey, Day(2024, 2, 1)));
  const auto set = [&](const std::string& what) {
    sql().Run(absl::StrCat("UPDATE placement.standing SET ", what, " WHERE journey_id = '", journey.id(),
                           "' AND rule = 'sustained-13'"));
  };
  const std::string right = Stored(journey, "sustained-13");
  for (const std::string& what : {std::string("earliest_on = '2024-04-30'"),
                                  std::string("met_on = '2024-05-01', dated_on = '2024-05-01', earliest_on = NULL"),
                                  std::string("evidence_until = NULL"), std::string("spell_ids = '{}'"),
                                  std::string("version = 7"), std::string("rule = 'sustained-52'")}) {
    set(what);
    EXPECT_EQ(Verify(t).differing(), 1) << what;
    EXPECT_EQ(Verify(t).differing(), 0) << what;
    EXPECT_EQ(Stored(journey, "sustained-13"), right) << what;
  }
}

TEST_F(Standings, AreVerifiedByManagersAlone) {
  const Tenant t = world().NewTenant();
  for (const auto& token : {t.specialist, t.auditor, t.commissioner, t.partner})
    EXPECT_EQ(world().Call(token, pb::VerifyOutcomesRequest()).code, absl::StatusCode::kPermissionDenied);
  const Tenant other = world().NewTenant();
  const Journey journey = NewCase(other, {"sustained-13"});
  world().Make(other.specialist, Job(journey, Day(2024, 2, 1)));
  EXPECT_EQ(Verify(t).journeys(), 0) << "another organisation's are not there";
  EXPECT_EQ(Verify(other).journeys(), 1);
}

}  // namespace
}  // namespace gainful::integration
