// Two records of one employer: proposed, decided by somebody else, and told apart again.
#include <thread>

#include "absl/strings/str_cat.h"
#include "tests/integration/chain.h"
#include "tests/integration/cli.h"
#include "tests/integration/employer_merge_fixture.h"

namespace gainful::integration {
namespace {

using testing::AllOf;
using testing::AnyOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class EmployerMerges : public EmployerMergeTest {};

TEST_F(EmployerMerges, AreProposedAndDecidedByAnother) {
  em::EmployerMerge merge = world().Make(t_.specialist, Proposal(kept_.id(), duplicate_.id()));
  EXPECT_EQ(merge.state(), em::EMPLOYER_MERGE_STATE_WAITING);
  EXPECT_EQ(merge.proposed_by(), "ann@example.org");
  EXPECT_EQ(merge.proposed_on().day(), 16);
  EXPECT_THAT(Decide(t_.manager, merge.id(), kSame), RefusedBecause("OWN_PROPOSAL")) << "a manager, but the same one";
  EXPECT_EQ(Get(duplicate_.id()).merged_into(), "");
  ASSERT_THAT(Decide(manager_, merge.id(), kSame, &merge), IsOk());
  EXPECT_EQ(merge.state(), em::EMPLOYER_MERGE_STATE_MERGED);
  EXPECT_EQ(merge.decided_by(), "max@example.org");
  const em::Employer duplicate = Get(duplicate_.id());
  EXPECT_EQ(duplicate.merged_into(), kept_.id());
  EXPECT_EQ(duplicate.name(), "Northern Catering");
  EXPECT_EQ(Get(kept_.id()).etag(), 1) << "nothing of the kept record changes";
  EXPECT_THAT(Decide(manager_, merge.id(), kNotTheSame), RefusedBecause("STATE"));
}

TEST_F(EmployerMerges, TwoRecordsAreNeededAndOneProposalOfThemWaits) {
  EXPECT_THAT(world().Create(t_.specialist, Proposal(kept_.id(), kept_.id())),
              InvalidFor({"employer_merge.duplicate_id"}));
  EXPECT_THAT(world().Create(t_.specialist, Proposal(kept_.id(), NewId())),
              NotFoundFor({"employer_merge.duplicate_id"}));
  EXPECT_THAT(world().Create(t_.specialist, Proposal(NewId(), kept_.id())),
              NotFoundFor({"employer_merge.employer_id"}));
  em::EmployerMerge bare = Proposal(kept_.id(), duplicate_.id());
  bare.clear_reason();
  EXPECT_THAT(world().Create(t_.specialist, bare), InvalidFor({"employer_merge.reason"}));
  const std::string id = Propose();
  for (const auto& again : {Proposal(kept_.id(), duplicate_.id()), Proposal(duplicate_.id(), kept_.id())})
    EXPECT_THAT(world().Create(lead_, again), Refused(absl::StatusCode::kAlreadyExists));
  em::DecideEmployerMergeRequest silent = Decision(id, em::EMPLOYER_MERGE_DECISION_UNDECIDABLE);
  silent.clear_note();
  EXPECT_THAT(world().Call(manager_, silent), InvalidFor({"note"}));
  EXPECT_THAT(Decide(manager_, id, em::EMPLOYER_MERGE_DECISION_UNDECIDABLE), IsOk());
  EXPECT_EQ(Get(duplicate_.id()).merged_into(), "");
  EXPECT_THAT(world().Create(lead_, Proposal(duplicate_.id(), kept_.id())), IsOk()) << "once more is known";
}

TEST_F(EmployerMerges, AreDecidedByWhoeverLeadsATeamOrAManager) {
  const std::string id = Propose();
  const std::string colleague = world().Token({t_.org, {"specialist"}, {t_.team}, "robin@example.org"});
  EXPECT_THAT(Decide(colleague, id, kSame),
              AllOf(Refused(absl::StatusCode::kPermissionDenied), RefusedBecause("NOT_LEAD")));
  EXPECT_THAT(Decide(t_.auditor, id, kSame), Refused(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Decide(world().NewTenant().manager, id, kSame), Refused(absl::StatusCode::kNotFound));
  EXPECT_THAT(Decide(manager_, NewId(), kSame), Refused(absl::StatusCode::kNotFound));
  EXPECT_EQ(Get(duplicate_.id()).merged_into(), "");
  EXPECT_THAT(Decide(lead_, id, kSame), IsOk()) << "employers are no team's";
  for (const auto& token : {t_.commissioner, t_.partner, t_.administrator}) {
    em::EmployerMerge read;
    EXPECT_THAT(world().Get(token, id, &read), Refused(absl::StatusCode::kPermissionDenied));
  }
}

// As for people: on the day of whoever may decide, but for who proposed it; one line, which names nobody.
TEST_F(EmployerMerges, ThatWaitAreOnTheDayOfThoseWhoDecide) {
  const auto lines = [&](const std::string& token, const std::string& team = "") {
    caseload::v1::GetDayRequest q;
    q.set_team_id(team);
    caseload::v1::Day day;
    World::MustBeOk(world().Call(token, q, &day));
    std::vector<std::string> notes;
    for (const auto& item : day.items()) {
      if (item.reason() != caseload::v1::DAY_REASON_EMPLOYER_MERGE) continue;
      EXPECT_EQ(absl::StrCat(item.name(), item.participant_id(), item.journey_id(), item.merge_id()), "");
      EXPECT_EQ(item.due_on().day(), 23) << "within a week";
      notes.push_back(item.note().substr(0, item.note().find(':')));
    }
    return notes;
  };
  EXPECT_THAT(lines(manager_), IsEmpty());
  Propose();
  const std::string second = world().Make(lead_, Proposal(NewEmployer("A").id(), NewEmployer("B").id())).id();
  EXPECT_THAT(lines(manager_), ElementsAre("2 proposals to merge employers wait"));
  EXPECT_THAT(lines(lead_), ElementsAre("1 proposal to merge employers waits")) << "the other one is their own";
  EXPECT_THAT(lines(manager_, t_.team), IsEmpty()) << "employers are no team's";
  for (const auto& token : {t_.specialist, t_.auditor, world().NewTenant().manager})
    EXPECT_THAT(lines(token), IsEmpty());
  World::MustBeOk(Decide(manager_, second, kNotTheSame));
  EXPECT_THAT(lines(manager_), ElementsAre("1 proposal to merge employers waits"));
}

TEST_F(EmployerMerges, AreListedByEmployerAndState) {
  const std::string id = Propose();
  const std::string other = world().Make(t_.specialist, Proposal(NewEmployer("A").id(), NewEmployer("B").id())).id();
  World::MustBeOk(Decide(manager_, other, kNotTheSame));
  const auto list = [&](const std::string& employer, em::EmployerMergeState state) {
    em::ListEmployerMergesRequest q;
    q.set_employer_id(employer);
    q.set_state(state);
    em::ListEmployerMergesResponse response;
    World::MustBeOk(world().Call(t_.auditor, q, &response));
    std::vector<std::string> ids;
    for (const auto& merge : response.employer_merges()) ids.push_back(merge.id());
    return ids;
  };
  EXPECT_THAT(list("", em::EMPLOYER_MERGE_STATE_UNSPECIFIED), UnorderedElementsAre(id, other));
  EXPECT_THAT(list("", em::EMPLOYER_MERGE_STATE_WAITING), ElementsAre(id));
  EXPECT_THAT(list(kept_.id(), em::EMPLOYER_MERGE_STATE_UNSPECIFIED), ElementsAre(id));
  EXPECT_THAT(list(duplicate_.id(), em::EMPLOYER_MERGE_STATE_WAITING), ElementsAre(id)) << "of whichever of the two";
  EXPECT_THAT(list(duplicate_.id(), em::EMPLOYER_MERGE_STATE_MERGED), IsEmpty());
}

TEST_F(EmployerMerges, NeverMakeAChain) {
  Merged();
  const em::Employer third = NewEmployer("Third");
  const Outcome into_merged = world().Create(t_.specialist, Proposal(duplicate_.id(), third.id()));
  EXPECT_THAT(into_merged, RefusedBecause("MERGED"));
  EXPECT_THAT(into_merged.message, HasSubstr(kept_.id()));
  EXPECT_THAT(world().Create(t_.specialist, Proposal(third.id(), duplicate_.id())), RefusedBecause("MERGED"));
  EXPECT_THAT(world().Create(t_.specialist, Proposal(third.id(), kept_.id())), RefusedBecause("HAS_MERGED"));
  Merged(kept_.id(), third.id());
  world().Make(t_.specialist, Visit(kept_.id(), Day(2025, 6, 2)));
  EXPECT_EQ(Get(third.id()).stage(), em::EMPLOYER_STAGE_IN_CONVERSATION) << "several into one";
  EXPECT_EQ(Get(duplicate_.id()).stage(), em::EMPLOYER_STAGE_IN_CONVERSATION);
  // Proposed while both stood for themselves, decided at once: one of the two comes too late.
  for (int round = 0; round < 5; ++round) {
    const std::string a = NewEmployer("A").id(), b = NewEmployer("B").id(), d = NewEmployer("D").id();
    const std::string first = world().Make(t_.specialist, Proposal(a, b)).id();
    const std::string second = world().Make(t_.specialist, Proposal(b, d)).id();
    std::vector<Outcome> outcomes(2);
    std::thread other([&] { outcomes[1] = Decide(lead_, second, kSame); });
    outcomes[0] = Decide(manager_, first, kSame);
    other.join();
    EXPECT_NE(outcomes[0].ok(), outcomes[1].ok()) << outcomes[0] << outcomes[1];
    const Outcome& refused = outcomes[0].ok() ? outcomes[1] : outcomes[0];
    EXPECT_THAT(refused.reason, AnyOf("MERGED", "HAS_MERGED"));
  }
  EXPECT_THAT(FaultsOfChain(&sql(), t_.org), IsEmpty());
}

// The number is the employer's, whichever of its records has it.
TEST_F(EmployerMerges, TwoCompaniesHouseNumbersAreNotMerged) {
  const em::Employer one = NewEmployer("One", "01234567"), other = NewEmployer("Other", "01234568");
  EXPECT_THAT(world().Create(t_.specialist, Proposal(one.id(), other.id())), RefusedBecause("TWO_NUMBERS"));
  Merged(kept_.id(), one.id());
  EXPECT_THAT(world().Create(t_.specialist, Proposal(kept_.id(), other.id())), RefusedBecause("TWO_NUMBERS"));
  const std::string waits = Propose();
  duplicate_.set_companies_house_number("76543210");
  ASSERT_THAT(world().Update(t_.specialist, duplicate_, {"companies_house_number"}), IsOk());
  EXPECT_THAT(Decide(manager_, waits, kSame), RefusedBecause("TWO_NUMBERS")) << "as at the decision";
  EXPECT_THAT(Decide(manager_, waits, kNotTheSame), IsOk());
}

TEST_F(EmployerMerges, AreUndoneByAManagerOnce) {
  const std::string waiting = Propose();
  EXPECT_THAT(Undo(manager_, waiting), RefusedBecause("STATE"));
  World::MustBeOk(Decide(manager_, waiting, kSame));
  EXPECT_THAT(Undo(lead_, waiting), Refused(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Undo(world().NewTenant().manager, waiting), Refused(absl::StatusCode::kNotFound));
  em::UndoEmployerMergeRequest silent;
  silent.set_request_id(NewId());
  silent.set_id(waiting);
  EXPECT_THAT(world().Call(manager_, silent), InvalidFor({"undo_reason"}));
  std::vector<Outcome> outcomes(3);
  std::vector<std::thread> hands;
  for (int i = 0; i < 3; ++i) hands.emplace_back([&, i] { outcomes[i] = Undo(manager_, waiting); });
  for (auto& thread : hands) thread.join();
  EXPECT_EQ(std::count_if(outcomes.begin(), outcomes.end(), [](const Outcome& o) { return o.ok(); }), 1);
  EXPECT_THAT(Undo(manager_, waiting), RefusedBecause("STATE"));
  em::EmployerMerge undone;
  World::MustBeOk(world().Get(t_.specialist, waiting, &undone));
  EXPECT_EQ(undone.state(), em::EMPLOYER_MERGE_STATE_UNDONE);
  EXPECT_EQ(undone.undo_reason(), "Two firms in one building.");
  const em::Employer duplicate = Get(duplicate_.id());
  EXPECT_EQ(duplicate.etag(), 3);
  const std::vector<std::string> bookkeeping{"etag", "updated_at", "possible_matches"};
  EXPECT_EQ(Without(duplicate, bookkeeping)->SerializeAsString(),
            Without(duplicate_, bookkeeping)->SerializeAsString());
  EXPECT_THAT(Undo(manager_, Merged()), IsOk()) << "they may be merged again, and told apart again";
}

TEST_F(EmployerMerges, ARepeatedRequestIsDoneOnceAndTheJournalHasIt) {
  const em::DecideEmployerMergeRequest q = Decision(Propose(), kSame);
  em::EmployerMerge first, again;
  ASSERT_THAT(world().Call(manager_, q, &first), IsOk());
  ASSERT_THAT(world().Call(manager_, q, &again), IsOk());
  EXPECT_EQ(first.SerializeAsString(), again.SerializeAsString());
  EXPECT_EQ(Get(duplicate_.id()).etag(), 2);
  World::MustBeOk(Undo(manager_, first.id()));
  const auto entries = [&](const std::string& method) {
    return sql().Run(
        absl::StrCat("SELECT part, kind, subject, array_to_string(changed, ',') FROM journal.entry WHERE "
                     "org_id = '",
                     t_.org, "' AND method = '", method, "' ORDER BY seq"));
  };
  using Line = std::vector<std::string>;
  EXPECT_THAT(entries("DecideEmployerMerge"),
              ElementsAre(Line{"0", "employer_merge", first.id(), "state,decided_by,decided_at,note"},
                          Line{"1", "employer", duplicate_.id(), "merged_into"}));
  EXPECT_THAT(entries("UndoEmployerMerge"),
              ElementsAre(Line{"0", "employer_merge", first.id(), "state,undone_by,undone_on,undo_reason"},
                          Line{"1", "employer", duplicate_.id(), "merged_into"}));
  EXPECT_THAT(FaultsOfChain(&sql(), t_.org), IsEmpty());
}

TEST_F(EmployerMerges, ReadWellOnTheCommandLine) {
  const Printed proposed = RunCli(world(), t_.specialist,
                                  {"employer-merge", "propose", "--employer-id", kept_.id(), "--duplicate-id",
                                   duplicate_.id(), "--reason", "One kitchen.", "--id-only"});
  ASSERT_EQ(proposed.code, 0) << proposed.err;
  const std::string id = proposed.out.substr(0, 36);
  const Printed waiting = RunCli(world(), manager_, {"employer-merge", "list", "--state", "waiting"});
  EXPECT_THAT(waiting.out, HasSubstr(id)) << waiting.err;
  EXPECT_EQ(RunCli(world(), manager_, {"employer-merge", "decide", id, "--decision", "same"}).code, 0);
  EXPECT_THAT(RunCli(world(), manager_, {"employer", "get", duplicate_.id()}).out, HasSubstr(kept_.id()));
  const Printed found = RunCli(world(), manager_, {"employer", "find", "northern"});
  EXPECT_THAT(found.out, AllOf(HasSubstr("Village Hall"), HasSubstr("Northern Catering"))) << found.err;
  EXPECT_EQ(RunCli(world(), manager_, {"employer-merge", "undo", id, "--undo-reason", "Two firms."}).code, 0);
}

}  // namespace
}  // namespace gainful::integration
