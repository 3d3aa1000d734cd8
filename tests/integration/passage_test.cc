// Journeys of two records that are one passage have one answer: from the merge to its undo, as their days begin and stop to overlap, whoever writes
// under which of them. After each write all is worked out anew and must be what is stored.
#include <thread>

#include "gainful/reporting/v1/reporting.pb.h"
#include "tests/integration/cli.h"
#include "tests/integration/passage_fixture.h"

namespace gainful::integration {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Passages : public PassageTest {};

// Six weeks of work under one record and seven under the other.
TEST_F(Passages, AreOneAnswerFromTheMergeToItsUndo) {
  Begin({"sustained-13"});
  AddJob(first, "2024-02-05", "2024-03-17");
  AddJob(second, "2024-03-18", "2024-05-05");
  const auto apart = [&] {
    EXPECT_EQ(Shown(first), "not yet");
    EXPECT_EQ(Shown(second), "not yet");
    EXPECT_THAT(Stored(), testing::UnorderedElementsAre("first 0 -", "second 0 -"));
    EXPECT_EQ(Asked(c.t.manager, first).outcomes(0).journeys(), 1);
    EXPECT_THAT(Asked(c.t.manager, first).outcomes(0).because(), testing::Not(HasSubstr("passage")));
    ExpectVerified(2);
  };
  apart();
  Merge();
  for (const auto& journey : {first, second}) {
    EXPECT_EQ(Shown(journey), "met 2024-05-05");
    const pl::Outcome outcome = Asked(c.t.manager, journey).outcomes(0);
    EXPECT_EQ(outcome.journeys(), 2);
    EXPECT_EQ(outcome.because(),
              "91 days in work from 2024-02-05 to 2024-05-05; one passage of 2 journeys through this programme, under "
              "merged records of one person");
    EXPECT_EQ(outcome.spell_ids_size(), 2);
  }
  EXPECT_THAT(Stored(), ElementsAre("first 2 2024-05-05"));
  ExpectVerified(1);
  const Printed shown =
      RunCli(world(), c.t.manager, {"outcome", "show", "--journey-id", second.id(), "--format", "json"});
  EXPECT_EQ(shown.code, 0) << shown.err;
  EXPECT_THAT(shown.out, HasSubstr("one passage of 2 journeys"));
  World::MustBeOk(Undo(c.manager, merge));
  apart();
}

// One person was supported into work once, by the first of their jobs; there are two job starts.
TEST_F(Passages, SupportIntoWorkOnceAndCountAllJobStarts) {
  Begin({"ips-grow-job-start"});
  AddJob(first, "2024-04-01", "2024-04-30");
  AddJob(second, "2024-03-11", "2024-03-29");
  Merge();
  for (const auto& journey : {first, second}) {
    EXPECT_EQ(Shown(journey), "met 2024-03-11");
    EXPECT_EQ(Asked(c.t.manager, journey).outcomes(0).job_starts_size(), 2);
  }
  EXPECT_THAT(Stored(), ElementsAre("first 2 2024-03-12"));
  pl::ListOutcomesRequest q;
  q.set_participant_id(c.kept.id());
  pl::ListOutcomesResponse listed;
  World::MustBeOk(world().Call(c.t.manager, q, &listed));
  EXPECT_EQ(listed.outcomes_size(), 1) << "and the person's list answers once";
}

// A job before the second journey began, recorded under that one, counts from the day on which the passage began.
TEST_F(Passages, TakeTheEarliestReferralAndTheLatestExit) {
  Begin({"ips-grow-job-start"});
  AddJob(second, "2024-02-12", "2024-02-29");
  EXPECT_EQ(Shown(second), "not yet") << "held at referral";
  Merge();
  EXPECT_EQ(Shown(second), "met 2024-02-12");
  ExpectVerified(1);
  World::MustBeOk(Undo(c.manager, merge));
  AddJob(first, "2024-06-03", "2024-06-28");
  Exit(&first, "2024-05-31");
  EXPECT_EQ(Shown(first), "cannot be met now") << "support had ended";
  Merge();
  Spell early;
  World::MustBeOk(world().Get(c.t.manager, Asked(c.t.manager, first).outcomes(0).spell_ids(0), &early));
  pl::WithdrawSpellRequest withdraw;
  withdraw.set_request_id(NewId());
  withdraw.set_id(early.id());
  World::MustBeOk(world().Call(c.t.manager, withdraw));
  EXPECT_EQ(Shown(first), "met 2024-06-03") << "it goes on under the other";
  Exit(&second, "2024-06-02");
  EXPECT_EQ(Shown(first), "cannot be met now");
  EXPECT_THAT(Asked(c.t.manager, first).outcomes(0).because(), HasSubstr("support ended on 2024-06-02"));
  Exit(&second, "2024-06-03");
  EXPECT_EQ(Shown(first), "met 2024-06-03") << "which begins on the last day of support";
  ExpectVerified(1);
}

TEST_F(Passages, FollowTheDaysOfTheirJourneys) {
  Begin({"sustained-13"});
  AddJob(first, "2024-02-05", "2024-03-17");
  AddJob(second, "2024-03-18", "2024-05-05");
  Merge();
  Exit(&first, "2024-03-03");
  EXPECT_THAT(Stored(), testing::UnorderedElementsAre("first 0 -", "second 0 -")) << "the day before the second began";
  ExpectVerified(2);
  Exit(&first, "2024-03-04");
  EXPECT_THAT(Stored(), ElementsAre("first 2 2024-05-05")) << "on the day";
  ExpectVerified(1);
  *second.mutable_accepted_on() = On("2024-03-05");
  World::MustBeOk(world().Update(c.t.manager, second, {"accepted_on"}, &second));
  EXPECT_EQ(Stored().size(), 2u) << "the other one moved by a day";
  ExpectVerified(2);
  *second.mutable_referred_on() = *second.mutable_accepted_on() = On("2024-01-07");
  World::MustBeOk(world().Update(c.t.manager, second, {"referred_on", "accepted_on"}, &second));
  EXPECT_THAT(Stored(), ElementsAre("second 2 2024-05-05")) << "and now it is the first to begin";
  ExpectVerified(1);
  cl::WithdrawJourneyRequest withdraw;
  withdraw.set_request_id(NewId());
  withdraw.set_id(second.id());
  World::MustBeOk(world().Call(c.t.manager, withdraw));
  EXPECT_THAT(Stored(), ElementsAre("first 0 -"));
  ExpectVerified(1);
}

// Of two people in a file, the second alone has a job: where they stand is stored for the first, until the file says that it had ended before.
TEST_F(Passages, FollowTheDaysThatAFileMoves) {
  Begin({"sustained-13"});
  cl::StageImportRequest file;
  for (const char* f : {"name", "team_id"}) file.mutable_participant_mask()->add_paths(f);
  for (const char* f : {"referred_on", "accepted_on", "exited_on", "exit_reason", "team_id", "programme_id"})
    file.mutable_journey_mask()->add_paths(f);
  for (const auto& [key, begins] : {std::pair("1", "2024-01-08"), std::pair("2", "2024-03-04")}) {
    auto* row = file.add_rows();
    row->set_line(file.rows_size() + 1);
    row->mutable_participant()->set_team_id(c.t.team);
    row->mutable_participant()->set_name(absl::StrCat("Person ", key));
    auto* journey = row->mutable_journey();
    journey->set_programme_id(programme.id());
    journey->set_team_id(c.t.team);
    *journey->mutable_referred_on() = *journey->mutable_accepted_on() = On(begins);
    for (auto* keyed : {row->mutable_participant()->mutable_source(), journey->mutable_source()}) *keyed = "file";
    for (auto* keyed : {row->mutable_participant()->mutable_source_key(), journey->mutable_source_key()}) *keyed = key;
  }
  const auto import = [&] {
    file.set_import_id(NewId());
    type::v1::StageImportResponse staged;
    World::MustBeOk(world().Call(c.t.manager, file, &staged));
    EXPECT_THAT(staged.problems(), IsEmpty()) << staged.DebugString();
    type::v1::CommitImportRequest q;
    q.set_request_id(NewId());
    q.set_import_id(file.import_id());
    const auto* service = cl::StageImportRequest::descriptor()->file()->FindServiceByName("CaseloadService");
    World::MustBeOk(world().Call(c.t.manager, q, nullptr, service->FindMethodByName("CommitImport")));
  };
  import();
  const auto id_of = [&](const std::string& table, const std::string& key) {
    return sql().One(absl::StrCat("SELECT id FROM caseload.", table, " WHERE org_id = '", c.t.org,
                                  "' AND source = 'file' AND source_key = '", key, "'"));
  };
  c.kept.set_id(id_of("participant", "1"));
  c.duplicate.set_id(id_of("participant", "2"));
  first.set_id(id_of("journey", "1"));
  second.set_id(id_of("journey", "2"));
  AddJob(second, "2024-03-18", "2024-05-05");
  Merge();
  EXPECT_THAT(Stored(), ElementsAre("first 2 -"));
  *file.mutable_rows(0)->mutable_journey()->mutable_exited_on() = On("2024-03-03");
  file.mutable_rows(0)->mutable_journey()->set_exit_reason(cl::EXIT_REASON_OTHER);
  import();
  EXPECT_THAT(Stored(), ElementsAre("second 0 -"));
  ExpectVerified(1);
  *file.mutable_rows(0)->mutable_journey()->mutable_exited_on() = On("2024-03-04");
  import();
  EXPECT_THAT(Stored(), ElementsAre("first 2 -"));
  ExpectVerified(1);
}

TEST_F(Passages, MoveWithJobsUnderEitherJourney) {
  Begin({"sustained-13"});
  Merge();
  ExpectVerified(0, "nobody has a job");
  const Spell job = AddJob(second, "2024-03-18", "2024-05-05");
  EXPECT_THAT(Stored(), ElementsAre("first 2 -")) << "though the first has no job of its own";
  AddJob(first, "2024-02-05", "2024-03-17");
  EXPECT_THAT(Stored(), ElementsAre("first 2 2024-05-05"));
  ExpectVerified(1);
  pl::WithdrawSpellRequest withdraw;
  withdraw.set_request_id(NewId());
  withdraw.set_id(job.id());
  World::MustBeOk(world().Call(c.t.manager, withdraw));
  EXPECT_THAT(Stored(), ElementsAre("first 2 -"));
  ExpectVerified(1);
}

// All jobs are under the journey that the standing is not stored for.
TEST_F(Passages, MoveWithWhatTheirProgrammeAsks) {
  Begin({"sustained-13"});
  Merge();
  AddJob(second, "2024-03-18", "2024-06-30");
  EXPECT_THAT(Stored(), ElementsAre("first 2 2024-06-16"));
  programme.add_outcome_rules("sustained-26");
  World::MustBeOk(world().Update(c.t.manager, programme, {"outcome_rules"}, &programme));
  EXPECT_THAT(Stored(), ElementsAre("first 2 2024-06-16", "first 2 -"));
  ExpectVerified(1);
  programme.clear_outcome_rules();
  World::MustBeOk(world().Update(c.t.manager, programme, {"outcome_rules"}, &programme));
  EXPECT_THAT(Stored(), IsEmpty());
  ExpectVerified(0);
}

// The second journey bridges the first and a third one under another record; without it those are two passages.
TEST_F(Passages, OfThreeRecordsComeApartOnBothSides) {
  Begin({"sustained-13"});
  Exit(&first, "2024-03-10");
  const Participant third_record = NewPerson(c, "S. Example");
  const Journey third = AddJourney(third_record, "2024-05-01");
  AddJob(first, "2024-02-05", "2024-03-03");
  AddJob(third, "2024-05-06", "2024-05-31");
  const std::string other = world().Make(c.t.manager, Proposal(c.kept.id(), third_record.id())).id();
  World::MustBeOk(Decide(c.manager, other, kSame));
  EXPECT_EQ(Stored().size(), 2u) << "weeks lie between them";
  Merge();
  EXPECT_THAT(Stored(), ElementsAre("first 3 -"));
  ExpectVerified(1);
  World::MustBeOk(Undo(c.manager, merge));
  EXPECT_THAT(Stored(), testing::UnorderedElementsAre("first 0 -", "another 0 -"))
      << "the third is of none of the two people whom the undo names";
  ExpectVerified(2);
}

// The same job is on record under both: nobody is asked twice, nor by two.
TEST_F(Passages, AreAskedAboutOnce) {
  Begin({"sustained-13", "sustained-13-gap-14"});
  AddJob(first, "2025-03-03", "");
  const Spell later = AddJob(second, "2025-03-10", "");
  EXPECT_EQ(Checkpoints(c.t.manager).size(), 2u);
  Merge();
  const auto items = Checkpoints(c.t.manager);
  ASSERT_EQ(items.size(), 1u);
  EXPECT_EQ(items[0].spell_id(), later.id()) << "the last that decides";
  EXPECT_EQ(items[0].journey_id(), second.id());
  EXPECT_EQ(items[0].participant_id(), c.kept.id());
  EXPECT_EQ(items[0].rules_size(), 2);
  pl::FollowUpAttempt attempt;
  attempt.set_spell_id(later.id());
  *attempt.mutable_attempted_on() = On("2025-06-13");
  world().Make(c.t.specialist, attempt);
  EXPECT_EQ(Checkpoints(c.t.manager)[0].attempts(), 1);
  World::MustBeOk(Undo(c.manager, merge));
  EXPECT_EQ(Checkpoints(c.t.manager).size(), 2u);
}

// Jobs under both journeys, a merge and its undo, all at once: whatever order they come in, what is stored in the end follows from all of them.
TEST_F(Passages, AreRightWhenManyWriteUnderBothJourneys) {
  Begin({"sustained-13-gap-14", "ips-grow-job-start"});
  Merge();
  constexpr int kWriters = 4;
  std::vector<std::thread> writers;
  for (int i = 0; i < kWriters; ++i) {
    writers.emplace_back([&, i] {
      for (int k = 0; k < 3; ++k) {
        const std::string day = absl::StrCat("2024-0", 4 + k, "-0", 1 + i);
        AddJob(i % 2 == 0 ? first : second, day, absl::StrCat("2024-0", 4 + k, "-2", i));
      }
    });
  }
  writers.emplace_back([&] { World::MustBeOk(Undo(c.manager, merge)); });
  for (auto& writer : writers) writer.join();
  ExpectVerified(2, "the merge was undone meanwhile");
  Merge();
  ExpectVerified(1);
  EXPECT_THAT(Stored(), ElementsAre("first 2 2024-04-02", "first 2 -"));
}

// As an older release left them, or by damage.
TEST_F(Passages, ThatAreStoredOtherwiseAreFoundAndPutRight) {
  Begin({"sustained-13"});
  Merge();
  AddJob(second, "2024-03-18", "2024-05-05");
  const auto differing = [&] {
    pl::VerifyOutcomesResponse response;
    World::MustBeOk(world().Call(c.t.manager, pl::VerifyOutcomesRequest(), &response));
    return response.differing();
  };
  const auto set = [&](const std::string& what) {
    sql().Run(absl::StrCat("UPDATE placement.standing SET ", what, " WHERE org_id = '", c.t.org, "'"));
  };
  set("journey_ids = '{}'");
  EXPECT_EQ(differing(), 1);
  EXPECT_THAT(Stored(), ElementsAre("first 2 -"));
  set(absl::StrCat("journey_ids = '{}', journey_id = '", second.id(), "'"));
  EXPECT_EQ(differing(), 2) << "one has too much and one too little";
  EXPECT_THAT(Stored(), ElementsAre("first 2 -"));
  ExpectVerified(1);
}

// What figures take for one passage and what outcomes do is one definition.
TEST_F(Passages, AreWhatFiguresCount) {
  EXPECT_EQ(sql().One("SELECT pg_get_viewdef('caseload.published_passage_v1'::regclass) = "
                      "pg_get_viewdef('caseload.published_passage_all_v1'::regclass)"),
            "t");
}

// A journey that says to when it was followed, and one that ended and says nothing: the passage was followed to the later day.
TEST_F(Passages, AreFollowedAsLongAsTheirJourneys) {
  Begin({"sustained-13-gap-14"});
  Merge();
  AddJob(first, "2024-06-01", "2024-08-20");  // 81 days; one that begins by 2024-09-04 could go on with them
  Exit(&first, "2024-08-25");
  *first.mutable_followed_to() = On("2025-05-30");
  World::MustBeOk(world().Update(c.t.manager, first, {"followed_to"}, &first));
  Exit(&second, "2024-08-24");
  EXPECT_EQ(Asked(c.t.manager, second).outcomes(0).answer(), pl::OUTCOME_ANSWER_CANNOT_BE_MET);
  ExpectVerified(1);
}

}  // namespace
}  // namespace gainful::integration
