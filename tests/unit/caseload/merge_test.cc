#include "services/caseload/merge.h"

#include <gmock/gmock.h>

#include "services/common/base/dates.h"
#include "services/common/base/status.h"
#include "tests/unit/testing.h"

namespace gainful::caseload {
namespace {

using ::testing::HasSubstr;

constexpr absl::CivilDay kToday(2025, 6, 16);
const absl::Time kNow = absl::FromUnixMicros(1750075200123456);

MergeRecord Record(const std::string& id) { return {id, "", "", "north", false}; }

std::string Outcome(const absl::Status& status) { return status.ok() ? "ok" : base::Reason(status); }

TEST(CheckMergeable, TakesTwoRecordsThatStandForThemselves) {
  EXPECT_EQ(Outcome(CheckMergeable(Record("k"), Record("d"))), "ok");
  MergeRecord kept = Record("k");
  kept.has_merged = true;
  EXPECT_EQ(Outcome(CheckMergeable(kept, Record("d"))), "ok") << "several may be merged into one";
  kept.team_id = "south";
  EXPECT_EQ(Outcome(CheckMergeable(kept, Record("d"))), "ok") << "who decides is another question";
}

TEST(CheckMergeable, NeverMakesAChain) {
  MergeRecord merged = Record("m");
  merged.merged_into = "x";
  EXPECT_EQ(Outcome(CheckMergeable(merged, Record("d"))), "MERGED");
  EXPECT_THAT(std::string(CheckMergeable(merged, Record("d")).message()), HasSubstr("merged into x"));
  EXPECT_EQ(Outcome(CheckMergeable(Record("k"), merged)), "MERGED");
  MergeRecord kept_elsewhere = Record("d");
  kept_elsewhere.has_merged = true;
  EXPECT_EQ(Outcome(CheckMergeable(Record("k"), kept_elsewhere)), "HAS_MERGED");
}

TEST(CheckMergeable, TakesNoTwoNhsNumbers) {
  MergeRecord a = Record("a"), b = Record("b");
  a.nhs_number = "9598980006";
  EXPECT_EQ(Outcome(CheckMergeable(a, b)), "ok");
  EXPECT_EQ(Outcome(CheckMergeable(b, a)), "ok");
  b.nhs_number = "9598980006";
  EXPECT_EQ(Outcome(CheckMergeable(a, b)), "ok");
  b.nhs_number = "9434765919";
  EXPECT_EQ(Outcome(CheckMergeable(a, b)), "TWO_NHS_NUMBERS");
}

TEST(CheckNotMerged, NamesTheRecordThatIsKept) {
  EXPECT_EQ(Outcome(CheckNotMerged("")), "ok");
  EXPECT_EQ(Outcome(CheckNotMerged("k")), "MERGED");
  EXPECT_THAT(std::string(CheckNotMerged("k").message()), HasSubstr("merged into k,"));
}

TEST(CheckMayDecide, IsForManagersAndForLeadsOfTheTeamOfBoth) {
  const MergeRecord a = Record("a"), b = Record("b");
  MergeRecord elsewhere = Record("c");
  elsewhere.team_id = "south";
  EXPECT_EQ(Outcome(CheckMayDecide("manager", a, b, false)), "ok");
  EXPECT_EQ(Outcome(CheckMayDecide("manager", a, elsewhere, false)), "ok");
  EXPECT_EQ(Outcome(CheckMayDecide("specialist", a, b, true)), "ok");
  for (const auto& status :
       {CheckMayDecide("specialist", a, b, false), CheckMayDecide("specialist", a, elsewhere, true),
        CheckMayDecide("specialist", a, elsewhere, false)}) {
    EXPECT_TRUE(absl::IsPermissionDenied(status)) << status;
    EXPECT_EQ(base::Reason(status), "NOT_LEAD");
  }
}

pb::Merge Waiting() {
  pb::Merge merge;
  merge.set_state(pb::MERGE_STATE_WAITING);
  merge.set_proposed_by("ann");
  return merge;
}

pb::DecideMergeRequest Decision(pb::MergeDecision decision) {
  pb::DecideMergeRequest q;
  q.set_decision(decision);
  q.set_note("Seen both.");
  return q;
}

TEST(Decide, LeavesTheStateThatWasDecided) {
  const std::vector<std::pair<pb::MergeDecision, pb::MergeState>> all{
      {pb::MERGE_DECISION_SAME, pb::MERGE_STATE_MERGED},
      {pb::MERGE_DECISION_NOT_THE_SAME, pb::MERGE_STATE_NOT_THE_SAME},
      {pb::MERGE_DECISION_UNDECIDABLE, pb::MERGE_STATE_UNDECIDABLE}};
  for (const auto& [decision, state] : all) {
    pb::Merge merge = Waiting();
    ASSERT_EQ(Outcome(Decide(Decision(decision), "bob", kNow, &merge)), "ok");
    EXPECT_EQ(merge.state(), state);
    EXPECT_EQ(merge.decided_by(), "bob");
    EXPECT_EQ(merge.note(), "Seen both.");
    EXPECT_EQ(merge.decided_at().seconds(), 1750075200);
    EXPECT_EQ(merge.decided_at().nanos(), 123456000);
  }
}

TEST(Decide, IsDoneOnceAndByAnother) {
  pb::Merge own = Waiting();
  EXPECT_EQ(Outcome(Decide(Decision(pb::MERGE_DECISION_SAME), "ann", kNow, &own)), "OWN_PROPOSAL");
  EXPECT_EQ(own.state(), pb::MERGE_STATE_WAITING);
  for (int state = pb::MERGE_STATE_MERGED; state <= pb::MergeState_MAX; ++state) {
    pb::Merge merge = Waiting();
    merge.set_state(static_cast<pb::MergeState>(state));
    EXPECT_EQ(Outcome(Decide(Decision(pb::MERGE_DECISION_SAME), "bob", kNow, &merge)), "STATE");
    EXPECT_EQ(merge.decided_by(), "");
  }
}

TEST(Undo, IsOfAMergeInForce) {
  pb::Merge merge = Waiting();
  merge.set_state(pb::MERGE_STATE_MERGED);
  ASSERT_EQ(Outcome(Undo("Twins.", "bob", kToday, &merge)), "ok");
  EXPECT_EQ(merge.state(), pb::MERGE_STATE_UNDONE);
  EXPECT_EQ(merge.undone_by(), "bob");
  EXPECT_EQ(merge.undo_reason(), "Twins.");
  EXPECT_EQ(base::ToDay(merge.undone_on()), kToday);
  for (const auto state :
       {pb::MERGE_STATE_WAITING, pb::MERGE_STATE_NOT_THE_SAME, pb::MERGE_STATE_UNDECIDABLE, pb::MERGE_STATE_UNDONE}) {
    merge.set_state(state);
    EXPECT_EQ(Outcome(Undo("Again.", "eve", kToday, &merge)), "STATE");
    EXPECT_EQ(merge.undone_by(), "bob");
  }
}

TEST(DueMerge, IsToBeDecidedWithinAWeek) {
  for (const auto& [age, urgency] : std::vector<std::pair<int, pb::DayUrgency>>{{0, pb::DAY_URGENCY_DUE},
                                                                                {6, pb::DAY_URGENCY_DUE},
                                                                                {7, pb::DAY_URGENCY_DUE},
                                                                                {8, pb::DAY_URGENCY_OVERDUE}}) {
    const pb::DayItem item = DueMerge(kToday - age, kToday);
    EXPECT_EQ(item.urgency(), urgency) << age;
    EXPECT_EQ(item.reason(), pb::DAY_REASON_MERGE);
    EXPECT_EQ(base::ToDay(item.due_on()), kToday - age + 7);
  }
}

TEST(DueMerge, OfEmployersIsOneLineForAllOfThem) {
  for (const auto& [age, urgency] :
       std::vector<std::pair<int, pb::DayUrgency>>{{7, pb::DAY_URGENCY_DUE}, {8, pb::DAY_URGENCY_OVERDUE}}) {
    const pb::DayItem item = DueEmployerMerges(kToday - age, 2, kToday);
    EXPECT_EQ(item.urgency(), urgency) << age;
    EXPECT_EQ(item.reason(), pb::DAY_REASON_EMPLOYER_MERGE);
    EXPECT_EQ(item.note(), "2 proposals to merge employers wait: gainful employer-merge list --state waiting");
  }
  EXPECT_EQ(DueEmployerMerges(kToday, 1, kToday).note(),
            "1 proposal to merge employers waits: gainful employer-merge list --state waiting");
}

}  // namespace
}  // namespace gainful::caseload
