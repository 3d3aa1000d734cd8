// Files of jobs: what they say beside what was recorded here, when they are checked and when they are committed.
#include "gainful/type/v1/import.pb.h"
#include "tests/integration/job_fixture.h"

namespace gainful::integration {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// What is checked of a file is checked against what is on record then; until it is committed, others go on recording.
class JobFiles : public JobTest {
 protected:
  void SetUp() override {
    JobTest::SetUp();
    for (const char* key : {"1", "2"}) {
      Journey j = journey;
      j.clear_id();
      j.set_source("sheet");
      j.set_source_key(key);
      j.set_participant_id(world().NewParticipant(t.manager, t.team).id());
      journeys.push_back(world().Make(t.manager, j));
    }
  }
  // One job, in line 2 of the file: that of the key "JOURNEY/1".
  pl::StageImportRequest File(const std::string& key, google::type::Date from, google::type::Date to = {}) const {
    pl::StageImportRequest q;
    q.set_import_id(NewId());
    auto* row = q.add_rows();
    row->set_line(2);
    row->set_journey_key(key);
    Spell* s = row->mutable_spell();
    s->set_source("sheet");
    s->set_source_key(key + "/1");
    *s->mutable_started_on() = std::move(from);
    if (to.year() != 0) *s->mutable_ended_on() = std::move(to);
    for (const char* path : {"started_on", "ended_on", "employer_id"}) q.mutable_spell_mask()->add_paths(path);
    return q;
  }
  type::v1::StageImportResponse Stage(const pl::StageImportRequest& q) const {
    type::v1::StageImportResponse staged;
    World::MustBeOk(world().Call(t.manager, q, &staged));
    return staged;
  }
  Outcome Commit(const pl::StageImportRequest& q) const {
    type::v1::CommitImportRequest commit;
    commit.set_request_id(NewId());
    commit.set_import_id(q.import_id());
    const auto* service = Spell::descriptor()->file()->FindServiceByName("PlacementService");
    return world().Call(t.manager, commit, nullptr, service->FindMethodByName("CommitImport"));
  }
  Spell Loaded(const pl::StageImportRequest& q) const {
    EXPECT_EQ(Stage(q).problems_size(), 0);
    World::MustBeOk(Commit(q));
    Spell read;
    World::MustBeOk(world().Get(t.manager,
                                sql().One(absl::StrCat("SELECT id FROM placement.spell WHERE org_id = '", t.org,
                                                       "' AND source_key = '", q.rows(0).spell().source_key(), "'")),
                                &read));
    return read;
  }
  std::vector<std::string> Problems(const pl::StageImportRequest& q) const {
    std::vector<std::string> fields;
    const auto staged = Stage(q);
    for (const auto& problem : staged.problems()) fields.push_back(problem.field());
    return fields;
  }
  void ExpectUnfit(const pl::StageImportRequest& q, const std::string& why) const {
    const Outcome refused = Commit(q);
    EXPECT_THAT(refused, Refused(absl::StatusCode::kFailedPrecondition));
    EXPECT_EQ(refused.reason, "STATE");
    EXPECT_THAT(refused.message, AllOf(HasSubstr("line 2 ("), HasSubstr(why)));
  }
  std::vector<Journey> journeys;
};

TEST_F(JobFiles, DoNotRunIntoASpellThatWasRecordedSinceTheCheck) {
  const Spell s = Loaded(File("1", Day(2025, 2, 3), Day(2025, 5, 10)));
  const auto longer = File("1", Day(2025, 2, 3), Day(2025, 5, 20)),
             as_long = File("1", Day(2025, 2, 3), Day(2025, 5, 11));
  EXPECT_THAT(Problems(longer), IsEmpty());
  EXPECT_THAT(Problems(as_long), IsEmpty());
  Spell next = Continuing(s, Day(2025, 5, 12));
  next.set_journey_id(journeys[0].id());
  next = Made(next);
  ExpectUnfit(longer, "another spell of the job");
  EXPECT_EQ(DayText(Read(s).ended_on()), "2025-5-10");
  EXPECT_THAT(Problems(File("1", Day(2025, 2, 3), Day(2025, 5, 20))), ElementsAre("spell.ended_on"));
  EXPECT_THAT(Commit(as_long), IsOk()) << "to the day before";
  EXPECT_EQ(DayText(Read(s).ended_on()), "2025-5-11");
}

TEST_F(JobFiles, DoNotLeaveDatedFactsOutside) {
  const Spell s = Loaded(File("1", Day(2025, 2, 3), Day(2025, 5, 10)));
  const auto shorter = File("1", Day(2025, 2, 3), Day(2025, 4, 30));
  EXPECT_THAT(Problems(shorter), IsEmpty());
  pl::TermsChange terms;
  terms.set_spell_id(s.id());
  *terms.mutable_takes_effect_on() = Day(2025, 5, 1);
  terms.set_weekly_minutes(900);
  world().Make(t.specialist, terms);
  ExpectUnfit(shorter, "changes of terms");
  EXPECT_THAT(Problems(File("1", Day(2025, 2, 3), Day(2025, 4, 30))), ElementsAre("spell.ended_on"));
  EXPECT_THAT(Problems(File("1", Day(2025, 5, 1), Day(2025, 5, 10))), ElementsAre("spell.started_on"));
  Loaded(File("1", Day(2025, 2, 3), Day(2025, 5, 1)));
}

TEST_F(JobFiles, GoToNoJourneyOrEmployerThatIsGoneSinceTheCheck) {
  employer::v1::Employer other;
  other.set_name("Corner Bakery");
  other = world().Make(t.everyone, other);
  auto at_other = File("1", Day(2025, 2, 3), Day(2025, 5, 10));
  at_other.mutable_rows(0)->mutable_spell()->set_employer_id(other.id());
  EXPECT_THAT(Problems(at_other), IsEmpty());
  sql().Run(
      absl::StrCat("UPDATE employer.employer SET merged_into = '", t.employer, "' WHERE id = '", other.id(), "'"));
  ExpectUnfit(at_other, "its employer");
  const auto under = File("2", Day(2025, 2, 3), Day(2025, 5, 10));
  EXPECT_THAT(Problems(under), IsEmpty());
  caseload::v1::WithdrawJourneyRequest q;
  q.set_request_id(NewId());
  q.set_id(journeys[1].id());
  ASSERT_THAT(world().Call(t.manager, q), IsOk());
  ExpectUnfit(under, "its journey");
  EXPECT_EQ(sql().Count("SELECT count(*) FROM placement.spell WHERE org_id = '" + t.org + "'"), 0);
}

// A file speaks for the day last confirmed beside the evidence that is recorded here: the later of the two stands.
TEST_F(JobFiles, TakeTheirPlainFieldsAndTheirDayConfirmed) {
  const auto load = [&](int day) {
    auto q = File("1", Day(2025, 1, 6));
    Spell* s = q.mutable_rows(0)->mutable_spell();
    *s->mutable_last_confirmed_on() = Day(2025, 3, day);
    *s->mutable_first_four_hours_on() = Day(2025, 1, 7);
    s->set_soc_code("9223");
    s->set_contract(pl::CONTRACT_KIND_ZERO_HOURS);
    for (const char* path : {"last_confirmed_on", "first_four_hours_on", "soc_code", "contract"})
      q.mutable_spell_mask()->add_paths(path);
    return Loaded(q);
  };
  const Spell s = load(10);
  EXPECT_EQ(s.soc_code(), "9223");
  EXPECT_EQ(s.contract(), pl::CONTRACT_KIND_ZERO_HOURS);
  EXPECT_EQ(DayText(s.first_four_hours_on()), "2025-1-7");
  EXPECT_EQ(s.job_id(), s.id());
  EXPECT_TRUE(s.held_at_referral());
  EXPECT_EQ(DayText(s.confirmed_by_source_on()), "2025-3-10");
  const auto payslip = world().Make(t.specialist, Payslip(s, Day(2025, 3, 20)));
  EXPECT_EQ(DayText(load(15).last_confirmed_on()), "2025-3-20");
  EXPECT_EQ(DayText(load(25).last_confirmed_on()), "2025-3-25");
  EXPECT_EQ(DayText(load(12).last_confirmed_on()), "2025-3-20");
  ASSERT_THAT(TakeBack(payslip), IsOk());
  EXPECT_EQ(DayText(Read(s).last_confirmed_on()), "2025-3-12") << "the file's own word, as it stands";
}

}  // namespace
}  // namespace gainful::integration
