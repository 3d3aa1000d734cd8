#include "services/employer/merge.h"

#include <gmock/gmock.h>

#include "services/common/base/dates.h"
#include "services/common/base/status.h"
#include "services/employer/references.h"
#include "tests/unit/testing.h"

namespace gainful::employer {
namespace {

using ::testing::HasSubstr;

constexpr absl::CivilDay kToday(2025, 6, 16);
const absl::Time kNow = absl::FromUnixMicros(1750075200123456);

MergeRecord Record(const std::string& id) { return {id, "", "", false}; }

std::string Outcome(const absl::Status& status) { return status.ok() ? "ok" : base::Reason(status); }

TEST(CheckMergeable, TakesTwoEmployersThatStandForThemselves) {
  EXPECT_EQ(Outcome(CheckMergeable(Record("k"), Record("d"))), "ok");
  MergeRecord kept = Record("k");
  kept.has_merged = true;
  EXPECT_EQ(Outcome(CheckMergeable(kept, Record("d"))), "ok") << "several may be merged into one";
}

TEST(CheckMergeable, NeverMakesAChain) {
  MergeRecord merged = Record("m");
  merged.merged_into = "x";
  EXPECT_EQ(Outcome(CheckMergeable(merged, Record("d"))), "MERGED");
  EXPECT_THAT(std::string(CheckMergeable(merged, Record("d")).message()), HasSubstr("merged into x;"));
  EXPECT_EQ(Outcome(CheckMergeable(Record("k"), merged)), "MERGED");
  MergeRecord kept_elsewhere = Record("d");
  kept_elsewhere.has_merged = true;
  EXPECT_EQ(Outcome(CheckMergeable(Record("k"), kept_elsewhere)), "HAS_MERGED");
}

TEST(CheckMergeable, TakesNoTwoCompaniesHouseNumbers) {
  MergeRecord a = Record("a"), b = Record("b");
  a.companies_house_number = "01234567";
  EXPECT_EQ(Outcome(CheckMergeable(a, b)), "ok");
  EXPECT_EQ(Outcome(CheckMergeable(b, a)), "ok");
  b.companies_house_number = "01234567";
  EXPECT_EQ(Outcome(CheckMergeable(a, b)), "ok");
  b.companies_house_number = "01234568";
  EXPECT_EQ(Outcome(CheckMergeable(a, b)), "TWO_NUMBERS");
}

TEST(CheckNotMerged, NamesTheFieldAndTheEmployerThatIsKept) {
  EXPECT_EQ(Outcome(CheckNotMerged("vacancy.employer_id", "")), "ok");
  const absl::Status refused = CheckNotMerged("vacancy.employer_id", "k");
  EXPECT_EQ(Outcome(refused), "MERGED");
  EXPECT_EQ(refused.message(), "vacancy.employer_id names an employer that was merged into k; name that one");
}

TEST(CheckMayDecide, IsForManagersAndForWhoeverLeadsATeam) {
  EXPECT_EQ(Outcome(CheckMayDecide("manager", false)), "ok");
  EXPECT_EQ(Outcome(CheckMayDecide("specialist", true)), "ok");
  const absl::Status refused = CheckMayDecide("specialist", false);
  EXPECT_TRUE(absl::IsPermissionDenied(refused)) << refused;
  EXPECT_EQ(Outcome(refused), "NOT_LEAD");
}

pb::EmployerMerge Waiting() {
  pb::EmployerMerge merge;
  merge.set_state(pb::EMPLOYER_MERGE_STATE_WAITING);
  merge.set_proposed_by("ann");
  return merge;
}

pb::DecideEmployerMergeRequest Decision(pb::EmployerMergeDecision decision) {
  pb::DecideEmployerMergeRequest q;
  q.set_decision(decision);
  q.set_note("Seen both.");
  return q;
}

TEST(Decide, LeavesTheStateThatWasDecided) {
  const std::vector<std::pair<pb::EmployerMergeDecision, pb::EmployerMergeState>> all{
      {pb::EMPLOYER_MERGE_DECISION_SAME, pb::EMPLOYER_MERGE_STATE_MERGED},
      {pb::EMPLOYER_MERGE_DECISION_NOT_THE_SAME, pb::EMPLOYER_MERGE_STATE_NOT_THE_SAME},
      {pb::EMPLOYER_MERGE_DECISION_UNDECIDABLE, pb::EMPLOYER_MERGE_STATE_UNDECIDABLE}};
  for (const auto& [decision, state] : all) {
    pb::EmployerMerge merge = Waiting();
    ASSERT_EQ(Outcome(Decide(Decision(decision), "bob", kNow, &merge)), "ok");
    EXPECT_EQ(merge.state(), state);
    EXPECT_EQ(merge.decided_by(), "bob");
    EXPECT_EQ(merge.note(), "Seen both.");
    EXPECT_EQ(merge.decided_at().seconds(), 1750075200);
    EXPECT_EQ(merge.decided_at().nanos(), 123456000);
  }
}

TEST(Decide, IsDoneOnceAndByAnother) {
  pb::EmployerMerge own = Waiting();
  EXPECT_EQ(Outcome(Decide(Decision(pb::EMPLOYER_MERGE_DECISION_SAME), "ann", kNow, &own)), "OWN_PROPOSAL");
  EXPECT_EQ(own.state(), pb::EMPLOYER_MERGE_STATE_WAITING);
  for (int state = pb::EMPLOYER_MERGE_STATE_MERGED; state <= pb::EmployerMergeState_MAX; ++state) {
    pb::EmployerMerge merge = Waiting();
    merge.set_state(static_cast<pb::EmployerMergeState>(state));
    EXPECT_EQ(Outcome(Decide(Decision(pb::EMPLOYER_MERGE_DECISION_SAME), "bob", kNow, &merge)), "STATE");
    EXPECT_EQ(merge.decided_by(), "");
  }
}

TEST(Undo, IsOfAMergeInForce) {
  pb::EmployerMerge merge = Waiting();
  merge.set_state(pb::EMPLOYER_MERGE_STATE_MERGED);
  ASSERT_EQ(Outcome(Undo("Two branches.", "bob", kToday, &merge)), "ok");
  EXPECT_EQ(merge.state(), pb::EMPLOYER_MERGE_STATE_UNDONE);
  EXPECT_EQ(merge.undone_by(), "bob");
  EXPECT_EQ(merge.undo_reason(), "Two branches.");
  EXPECT_EQ(base::ToDay(merge.undone_on()), kToday);
  for (const auto state : {pb::EMPLOYER_MERGE_STATE_WAITING, pb::EMPLOYER_MERGE_STATE_NOT_THE_SAME,
                           pb::EMPLOYER_MERGE_STATE_UNDECIDABLE, pb::EMPLOYER_MERGE_STATE_UNDONE}) {
    merge.set_state(state);
    EXPECT_EQ(Outcome(Undo("Again.", "eve", kToday, &merge)), "STATE");
    EXPECT_EQ(merge.undone_by(), "bob");
  }
}

// What a record names already it may go on naming.
TEST(NewlyNamed, LeavesOutWhatWasNamedBefore) {
  const std::string a = "01900000-0000-7000-8000-00000000000a", b = "01900000-0000-7000-8000-00000000000b";
  const std::string nil = "00000000-0000-0000-0000-000000000000";
  const References same = NewlyNamed({"e", a, b, a}, {"e", a, b, a});
  EXPECT_EQ(same.employer_id, "e");
  EXPECT_EQ(same.site_id + same.contact_id + same.staff_id, "");
  const References other = NewlyNamed({"e", a, b, ""}, {"e", b, "", a});
  EXPECT_EQ(other.site_id, b);
  EXPECT_EQ(other.contact_id, "");
  EXPECT_EQ(other.staff_id, a);
  EXPECT_EQ(NewlyNamed({"e", "", "", ""}, {"e", nil, "", ""}).site_id, nil) << "nothing is no id";
}

}  // namespace
}  // namespace gainful::employer
