// Two records of one person: proposed, decided by somebody else, and told apart again.
#include <thread>

#include "absl/strings/str_cat.h"
#include "tests/integration/chain.h"
#include "tests/integration/cli.h"
#include "tests/integration/merge_fixture.h"

namespace gainful::integration {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class Merges : public MergeTest {};

TEST_F(Merges, AreProposedAndDecidedByAnother) {
  const Case c = NewCase();
  cl::Merge merge = world().Make(c.t.specialist, Proposal(c.kept.id(), c.duplicate.id()));
  EXPECT_EQ(merge.state(), cl::MERGE_STATE_WAITING);
  EXPECT_EQ(merge.proposed_by(), "ann@example.org");
  EXPECT_THAT(Decide(c.t.manager, merge.id(), kSame), RefusedBecause("OWN_PROPOSAL")) << "a manager, but the same one";
  EXPECT_EQ(Get(c.t.specialist, c.duplicate.id()).merged_into(), "");
  ASSERT_THAT(Decide(c.lead, merge.id(), kSame, &merge), IsOk());
  EXPECT_EQ(merge.state(), cl::MERGE_STATE_MERGED);
  EXPECT_EQ(merge.decided_by(), "lee@example.org");
  const Participant duplicate = Get(c.t.specialist, c.duplicate.id());
  EXPECT_EQ(duplicate.merged_into(), c.kept.id());
  EXPECT_EQ(duplicate.name(), "Samuel Example");
  EXPECT_EQ(Get(c.t.specialist, c.kept.id()).SerializeAsString(), Get(c.t.manager, c.kept.id()).SerializeAsString());
  EXPECT_EQ(Get(c.t.specialist, c.kept.id()).etag(), 1) << "nothing of the kept record changes";
  EXPECT_THAT(Decide(c.manager, merge.id(), kNotTheSame), RefusedBecause("STATE"));
}

TEST_F(Merges, TwoRecordsAreNeededAndOneProposalOfThemWaits) {
  const Case c = NewCase();
  EXPECT_THAT(world().Create(c.t.specialist, Proposal(c.kept.id(), c.kept.id())), InvalidFor({"merge.duplicate_id"}));
  cl::Merge bare = Proposal(c.kept.id(), c.duplicate.id());
  bare.clear_reason();
  EXPECT_THAT(world().Create(c.t.specialist, bare), InvalidFor({"merge.reason"}));
  const std::string id = Propose(c);
  EXPECT_THAT(world().Create(c.lead, Proposal(c.kept.id(), c.duplicate.id())),
              Refused(absl::StatusCode::kAlreadyExists));
  EXPECT_THAT(world().Create(c.lead, Proposal(c.duplicate.id(), c.kept.id())),
              Refused(absl::StatusCode::kAlreadyExists));
  cl::DecideMergeRequest silent = Decision(id, cl::MERGE_DECISION_UNDECIDABLE);
  silent.clear_note();
  EXPECT_THAT(world().Call(c.manager, silent), InvalidFor({"note"}));
  EXPECT_THAT(Decide(c.manager, id, cl::MERGE_DECISION_UNDECIDABLE), IsOk());
  EXPECT_THAT(world().Create(c.lead, Proposal(c.duplicate.id(), c.kept.id())), IsOk()) << "once more is known";
}

TEST_F(Merges, AreDecidedByALeadOfBothOrAManager) {
  const Case c = NewCase();
  const std::string id = Propose(c);
  const std::string colleague = world().Token({c.t.org, {"specialist"}, {c.t.team}, "robin@example.org"});
  EXPECT_THAT(Decide(colleague, id, kSame), RefusedBecause("NOT_LEAD"));
  EXPECT_THAT(Decide(c.t.other_specialist, id, kSame), Refused(absl::StatusCode::kNotFound));
  EXPECT_THAT(Decide(world().NewTenant().manager, id, kSame), Refused(absl::StatusCode::kNotFound));
  EXPECT_THAT(Decide(c.t.auditor, id, kSame), Refused(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Decide(c.manager, NewId(), kSame), Refused(absl::StatusCode::kNotFound));
  // Of two teams: the lead of one does not see the other record; whoever works in both does, and is no manager.
  const Participant elsewhere = NewPerson(c, "Sam Elsewhere", c.t.other_team);
  const std::string across = world().Make(c.t.manager, Proposal(c.kept.id(), elsewhere.id())).id();
  EXPECT_THAT(Decide(c.lead, across, kSame), Refused(absl::StatusCode::kNotFound));
  const std::string in_both = world().Token({c.t.org, {"specialist"}, {c.t.team, c.t.other_team}, "lee@example.org"});
  EXPECT_THAT(Decide(in_both, across, kSame), RefusedBecause("NOT_LEAD"));
  EXPECT_EQ(Get(c.t.manager, elsewhere.id()).merged_into(), "");
  EXPECT_THAT(Decide(c.manager, across, kSame), IsOk());
}

TEST_F(Merges, WhoSeesOneOfTwoLearnsNothing) {
  const Case c = NewCase();
  const Participant elsewhere = NewPerson(c, "Sam Elsewhere", c.t.other_team);
  EXPECT_THAT(world().Create(c.t.specialist, Proposal(c.kept.id(), elsewhere.id())),
              NotFoundFor({"merge.duplicate_id"}));
  EXPECT_THAT(world().Create(c.t.specialist, Proposal(elsewhere.id(), c.kept.id())),
              NotFoundFor({"merge.participant_id"}));
  EXPECT_THAT(world().Create(c.t.specialist, Proposal(c.kept.id(), NewId())), NotFoundFor({"merge.duplicate_id"}));
  cl::Merge merge = world().Make(c.t.manager, Proposal(c.kept.id(), elsewhere.id()));
  for (const auto& token : {c.t.specialist, c.t.other_specialist}) {
    EXPECT_THAT(world().Get(token, merge.id(), &merge), Refused(absl::StatusCode::kNotFound));
    cl::ListMergesResponse list;
    ASSERT_THAT(world().Call(token, cl::ListMergesRequest(), &list), IsOk());
    EXPECT_THAT(list.merges(), IsEmpty());
  }
  EXPECT_THAT(world().Get(c.t.auditor, merge.id(), &merge), IsOk());
}

TEST_F(Merges, AreListedByPersonAndState) {
  const Case c = NewCase();
  const std::string id = Propose(c);
  const std::string other = world().Make(c.t.specialist, Proposal(NewPerson(c, "A").id(), NewPerson(c, "B").id())).id();
  World::MustBeOk(Decide(c.manager, other, kNotTheSame));
  const auto list = [&](const std::string& person, cl::MergeState state) {
    cl::ListMergesRequest q;
    q.set_participant_id(person);
    q.set_state(state);
    cl::ListMergesResponse response;
    World::MustBeOk(world().Call(c.t.auditor, q, &response));
    std::vector<std::string> ids;
    for (const auto& merge : response.merges()) ids.push_back(merge.id());
    return ids;
  };
  EXPECT_THAT(list("", cl::MERGE_STATE_UNSPECIFIED), UnorderedElementsAre(id, other));
  EXPECT_THAT(list("", cl::MERGE_STATE_WAITING), ElementsAre(id));
  EXPECT_THAT(list("", cl::MERGE_STATE_NOT_THE_SAME), ElementsAre(other));
  EXPECT_THAT(list(c.kept.id(), cl::MERGE_STATE_UNSPECIFIED), ElementsAre(id));
  EXPECT_THAT(list(c.duplicate.id(), cl::MERGE_STATE_WAITING), ElementsAre(id)) << "of whichever of the two";
  EXPECT_THAT(list(c.duplicate.id(), cl::MERGE_STATE_MERGED), IsEmpty());
}

TEST_F(Merges, ADecisionIsMadeOnce) {
  const Case c = NewCase();
  for (int round = 0; round < 5; ++round) {
    const std::string id = world().Make(c.t.specialist, Proposal(NewPerson(c, "A").id(), NewPerson(c, "B").id())).id();
    std::vector<Outcome> outcomes(4);
    std::vector<std::thread> deciders;
    for (int i = 0; i < 4; ++i) {
      deciders.emplace_back(
          [&, i] { outcomes[i] = Decide(i % 2 == 0 ? c.manager : c.lead, id, i < 2 ? kSame : kNotTheSame); });
    }
    for (auto& thread : deciders) thread.join();
    EXPECT_EQ(std::count_if(outcomes.begin(), outcomes.end(), [](const Outcome& o) { return o.ok(); }), 1);
    for (const auto& outcome : outcomes) EXPECT_TRUE(outcome.ok() || outcome.reason == "STATE") << outcome;
  }
  EXPECT_THAT(FaultsOfChain(&sql(), c.t.org), IsEmpty());
}

TEST_F(Merges, ARepeatedRequestIsDoneOnce) {
  const Case c = NewCase();
  const cl::DecideMergeRequest q = Decision(Propose(c), kSame);
  cl::Merge first, again;
  ASSERT_THAT(world().Call(c.manager, q, &first), IsOk());
  ASSERT_THAT(world().Call(c.manager, q, &again), IsOk());
  EXPECT_EQ(first.SerializeAsString(), again.SerializeAsString());
  EXPECT_EQ(Get(c.t.manager, c.duplicate.id()).etag(), 2);
}

TEST_F(Merges, NeverMakeAChain) {
  const Case c = NewCase();
  Merged(c);
  const Participant third = NewPerson(c, "Sam Third");
  const Outcome into_merged = world().Create(c.t.specialist, Proposal(c.duplicate.id(), third.id()));
  EXPECT_THAT(into_merged, RefusedBecause("MERGED"));
  EXPECT_THAT(into_merged.message, HasSubstr(c.kept.id()));
  EXPECT_THAT(world().Create(c.t.specialist, Proposal(third.id(), c.duplicate.id())), RefusedBecause("MERGED"));
  EXPECT_THAT(world().Create(c.t.specialist, Proposal(third.id(), c.kept.id())), RefusedBecause("HAS_MERGED"));
  const std::string star = world().Make(c.t.specialist, Proposal(c.kept.id(), third.id())).id();
  EXPECT_THAT(Decide(c.manager, star, kSame), IsOk()) << "several into one";
  // Proposed while both stood for themselves, decided at once: one of the two comes too late.
  for (int round = 0; round < 5; ++round) {
    const std::string a = NewPerson(c, "A").id(), b = NewPerson(c, "B").id(), d = NewPerson(c, "D").id();
    const std::string first = world().Make(c.t.specialist, Proposal(a, b)).id();
    const std::string second = world().Make(c.t.specialist, Proposal(b, d)).id();
    std::vector<Outcome> outcomes(2);
    std::thread other([&] { outcomes[1] = Decide(c.lead, second, kSame); });
    outcomes[0] = Decide(c.manager, first, kSame);
    other.join();
    EXPECT_NE(outcomes[0].ok(), outcomes[1].ok()) << outcomes[0] << outcomes[1];
    const Outcome& refused = outcomes[0].ok() ? outcomes[1] : outcomes[0];
    EXPECT_THAT(refused.reason, testing::AnyOf("MERGED", "HAS_MERGED"));
  }
}

TEST_F(Merges, TwoNhsNumbersAreNotMerged) {
  Case c = NewCase();
  const std::string id = Propose(c);
  c.kept.set_nhs_number("9598980006");
  c.duplicate.set_nhs_number("9434765919");
  for (const auto& p : {c.kept, c.duplicate}) World::MustBeOk(world().Update(c.t.manager, p, {"nhs_number"}));
  EXPECT_THAT(Decide(c.manager, id, kSame), RefusedBecause("TWO_NHS_NUMBERS"));
  EXPECT_THAT(Decide(c.manager, id, kNotTheSame), IsOk());
}

// One job of two people would count each one's days for the other.
TEST_F(Merges, OfAJobOfBothAreUndoneOnceItIsParted) {
  const Case c = NewCase();
  Programme programme;
  World::MustBeOk(world().Get(c.t.manager, c.t.programme, &programme));
  programme.add_outcome_rules("sustained-13-gap-14");
  World::MustBeOk(world().Update(c.t.manager, programme, {"outcome_rules"}));
  const auto differing = [&] {
    placement::v1::VerifyOutcomesResponse verified;
    World::MustBeOk(world().Call(c.t.manager, placement::v1::VerifyOutcomesRequest(), &verified));
    EXPECT_EQ(verified.journeys(), 2);
    return verified.differing();
  };
  Spell first = world().NewSpell(c.t.manager, world().NewJourney(c.t.manager, c.t, c.kept));
  first.clear_last_confirmed_on();
  *first.mutable_ended_on() = Day(2025, 3, 2);
  first.set_end_reason(placement::v1::END_REASON_RESIGNED);
  World::MustBeOk(world().Update(c.t.manager, first, {"ended_on", "end_reason"}, &first));
  const Journey other = world().NewJourney(c.t.manager, world().WithAnotherProgramme(c.t), c.duplicate);
  const std::string merge = Merged(c);
  Spell second;
  second.set_journey_id(other.id());
  *second.mutable_started_on() = Day(2025, 3, 10);
  second.set_continues_spell_id(first.id());
  second = world().Make(c.t.manager, second);
  EXPECT_EQ(second.job_id(), first.id());
  EXPECT_EQ(differing(), 0);
  EXPECT_THAT(Undo(c.manager, merge), RefusedBecause("JOINT_JOB"));
  second.clear_continues_spell_id();
  World::MustBeOk(world().Update(c.t.manager, second, {"continues_spell_id"}, &second));
  EXPECT_EQ(differing(), 0) << "what the first journey had of it has gone";
  EXPECT_THAT(Undo(c.manager, merge), IsOk());
}

TEST_F(Merges, AreUndoneByAManagerOnce) {
  const Case c = NewCase();
  const std::string waiting = Propose(c);
  EXPECT_THAT(Undo(c.manager, waiting), RefusedBecause("STATE"));
  World::MustBeOk(Decide(c.manager, waiting, kSame));
  EXPECT_THAT(Undo(c.lead, waiting), Refused(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Undo(world().NewTenant().manager, waiting), Refused(absl::StatusCode::kNotFound));
  cl::UndoMergeRequest silent;
  silent.set_request_id(NewId());
  silent.set_id(waiting);
  EXPECT_THAT(world().Call(c.manager, silent), InvalidFor({"undo_reason"}));
  std::vector<Outcome> outcomes(3);
  std::vector<std::thread> hands;
  for (int i = 0; i < 3; ++i) hands.emplace_back([&, i] { outcomes[i] = Undo(c.manager, waiting); });
  for (auto& thread : hands) thread.join();
  EXPECT_EQ(std::count_if(outcomes.begin(), outcomes.end(), [](const Outcome& o) { return o.ok(); }), 1);
  EXPECT_THAT(Undo(c.manager, waiting), RefusedBecause("STATE"));
  cl::Merge undone;
  World::MustBeOk(world().Get(c.t.specialist, waiting, &undone));
  EXPECT_EQ(undone.state(), cl::MERGE_STATE_UNDONE);
  EXPECT_EQ(undone.undo_reason(), "They are twins.");
  Participant duplicate = Get(c.t.manager, c.duplicate.id());
  EXPECT_EQ(duplicate.etag(), 3);
  const std::vector<std::string> bookkeeping{"etag", "updated_at", "possible_matches"};
  EXPECT_EQ(Without(duplicate, bookkeeping)->SerializeAsString(),
            Without(c.duplicate, bookkeeping)->SerializeAsString());
  EXPECT_THAT(Undo(c.manager, Merged(c)), IsOk()) << "they may be merged again, and told apart again";
}

TEST_F(Merges, StandInTheJournalOfBoth) {
  const Case c = NewCase();
  const std::string id = Merged(c);
  World::MustBeOk(Undo(c.manager, id));
  const auto entries = [&](const std::string& method) {
    return sql().Run(
        absl::StrCat("SELECT part, kind, subject, person, array_to_string(changed, ',') FROM "
                     "journal.entry WHERE org_id = '",
                     c.t.org, "' AND method = '", method, "' ORDER BY seq"));
  };
  using Line = std::vector<std::string>;
  const std::string kept = c.kept.id(), duplicate = c.duplicate.id();
  const std::string given = "participant_id,duplicate_id,reason";
  EXPECT_THAT(entries("CreateMerge"),
              ElementsAre(Line{"0", "merge", id, kept, given}, Line{"1", "merge", id, duplicate, given}));
  const std::string decided = "state,decided_by,decided_at,note";
  EXPECT_THAT(entries("DecideMerge"),
              ElementsAre(Line{"0", "merge", id, kept, decided}, Line{"1", "merge", id, duplicate, decided},
                          Line{"2", "participant", duplicate, duplicate, "merged_into"}));
  const std::string undone = "state,undone_by,undone_on,undo_reason";
  EXPECT_THAT(entries("UndoMerge"),
              ElementsAre(Line{"0", "merge", id, kept, undone}, Line{"1", "merge", id, duplicate, undone},
                          Line{"2", "participant", duplicate, duplicate, "merged_into"}));
  EXPECT_THAT(FaultsOfChain(&sql(), c.t.org), IsEmpty());
  cl::Merge merge;
  World::MustBeOk(world().Get(c.t.specialist, id, &merge));
  EXPECT_THAT(
      sql().Column(absl::StrCat("SELECT person FROM journal.access WHERE method = 'GetMerge' AND record = '", id, "'")),
      UnorderedElementsAre(kept, duplicate));
}

TEST_F(Merges, WaitOnTheDayOfWhoeverMayDecide) {
  const Case c = NewCase();
  const std::string id = Propose(c);
  const auto due = [&](const std::string& token) {
    cl::Day day;
    World::MustBeOk(world().Call(token, cl::GetDayRequest(), &day));
    std::vector<std::string> ids;
    for (const auto& item : day.items()) {
      if (item.reason() == cl::DAY_REASON_MERGE) ids.push_back(item.merge_id());
    }
    return ids;
  };
  EXPECT_THAT(due(c.manager), ElementsAre(id));
  EXPECT_THAT(due(c.lead), ElementsAre(id));
  EXPECT_THAT(due(c.t.specialist), IsEmpty()) << "who proposed it";
  EXPECT_THAT(due(world().Token({c.t.org, {"specialist"}, {c.t.team}, "robin@example.org"})), IsEmpty());
  EXPECT_THAT(due(c.t.other_specialist), IsEmpty());
  World::MustBeOk(Decide(c.lead, id, kSame));
  EXPECT_THAT(due(c.manager), IsEmpty());
}

TEST_F(Merges, ReadWellOnTheCommandLine) {
  const Case c = NewCase();
  const Printed proposed = RunCli(world(), c.t.specialist,
                                  {"merge", "propose", "--participant-id", c.kept.id(), "--duplicate-id",
                                   c.duplicate.id(), "--reason", "One address.", "--id-only"});
  ASSERT_EQ(proposed.code, 0) << proposed.err;
  const std::string id = proposed.out.substr(0, 36);
  const Printed waiting = RunCli(world(), c.manager, {"merge", "list", "--state", "waiting"});
  EXPECT_THAT(waiting.out, HasSubstr(id)) << waiting.err;
  EXPECT_EQ(RunCli(world(), c.manager, {"merge", "decide", id, "--decision", "same"}).code, 0);
  EXPECT_THAT(RunCli(world(), c.manager, {"participant", "get", c.duplicate.id()}).out, HasSubstr(c.kept.id()));
  EXPECT_EQ(RunCli(world(), c.manager, {"merge", "undo", id, "--undo-reason", "Twins."}).code, 0);
}

}  // namespace
}  // namespace gainful::integration
