// Every step from every state, and each thing that a step asks for.
#include "services/fidelity/review_state.h"

#include <functional>

#include "tests/unit/fidelity/testing.h"

namespace gainful::fidelity {
namespace {

using S = ReviewState;

const absl::CivilDay kToday(2026, 3, 4);

// Nothing is missing for any step on the day after the visit, but that a report which is issued cannot go back to consensus.
ReviewFacts Whole() {
  ReviewFacts facts;
  facts.reviewers = 2;
  facts.has_lead = true;
  facts.visit_begins = absl::CivilDay(2026, 3, 2);
  facts.visit_ends = absl::CivilDay(2026, 3, 3);
  facts.locked_sheets = 2;
  facts.report_issued = absl::CivilDay(2026, 3, 4);
  facts.actions = 1;
  return facts;
}

std::vector<std::string> Refused(S from, S to, const ReviewFacts& facts, absl::CivilDay today = kToday) {
  base::Violations v;
  CheckStep(from, to, facts, today, &v);
  return FieldsOf(v);
}

TEST(Steps, FollowInOrderAndBackFromTheReport) {
  ReviewFacts before_issue = Whole();
  before_issue.report_issued.reset();
  for (const S from : kReviewStates) {
    for (const S to : kReviewStates) {
      const int step = static_cast<int>(to) - static_cast<int>(from);
      const bool back = from == S::kReport && to == S::kConsensus;
      EXPECT_EQ(MayFollow(from, to), step == 1 || back) << Words(from) << " to " << Words(to);
      const ReviewFacts facts = back ? before_issue : Whole();
      if (step == 1 || back) {
        EXPECT_EQ(Refused(from, to, facts), std::vector<std::string>{}) << Words(from) << " to " << Words(to);
      } else {
        EXPECT_EQ(Refused(from, to, facts), std::vector<std::string>{"state"}) << Words(from) << " to " << Words(to);
      }
    }
  }
}

TEST(Steps, AreNamedInTheirRefusal) {
  base::Violations v;
  CheckStep(S::kPlanned, S::kScoring, Whole(), kToday, &v);
  EXPECT_EQ(v.list()[0].second, "cannot go from planned to scoring: what follows is evidence gathering");
  base::Violations end;
  CheckStep(S::kClosed, S::kPlanned, Whole(), kToday, &end);
  EXPECT_EQ(end.list()[0].second, "cannot go from closed to planned: nothing follows it");
}

TEST(EvidenceGathering, AsksForReviewersAndDays) {
  const auto with = [](const std::function<void(ReviewFacts*)>& change) {
    ReviewFacts facts = Whole();
    change(&facts);
    return Refused(S::kPlanned, S::kEvidenceGathering, facts);
  };
  using Fields = std::vector<std::string>;
  EXPECT_EQ(with([](ReviewFacts* f) { f->reviewers = 1; }), Fields{"reviewers"});
  EXPECT_EQ(with([](ReviewFacts* f) { f->reviewers = 3; }), Fields{});
  EXPECT_EQ(with([](ReviewFacts* f) { f->has_lead = false; }), Fields{"reviewers"});
  EXPECT_EQ(with([](ReviewFacts* f) { f->visit_begins.reset(); }), Fields{"visit_begins"});
  EXPECT_EQ(with([](ReviewFacts* f) { f->visit_ends.reset(); }), Fields{"visit_ends"});
  EXPECT_EQ(with([](ReviewFacts* f) { f->visit_ends = *f->visit_begins - 1; }), Fields{"visit_ends"});
  EXPECT_EQ(with([](ReviewFacts* f) { f->visit_ends = *f->visit_begins; }), Fields{}) << "a visit of one day";
  EXPECT_EQ(with([](ReviewFacts* f) { *f = ReviewFacts(); }),
            (Fields{"reviewers", "reviewers", "visit_begins", "visit_ends"}))
      << "all at once";
}

TEST(VisitAndScoring, WaitForTheirDays) {
  using Fields = std::vector<std::string>;
  const absl::CivilDay begins(2026, 3, 2), ends(2026, 3, 3);
  EXPECT_EQ(Refused(S::kEvidenceGathering, S::kVisit, Whole(), begins - 1), Fields{"visit_begins"});
  EXPECT_EQ(Refused(S::kEvidenceGathering, S::kVisit, Whole(), begins), Fields{});
  EXPECT_EQ(Refused(S::kEvidenceGathering, S::kVisit, Whole(), begins + 1), Fields{});
  EXPECT_EQ(Refused(S::kVisit, S::kScoring, Whole(), ends - 1), Fields{"visit_ends"});
  EXPECT_EQ(Refused(S::kVisit, S::kScoring, Whole(), ends), Fields{});
  EXPECT_EQ(Refused(S::kVisit, S::kScoring, Whole(), ends + 1), Fields{});
  ReviewFacts without = Whole();
  without.visit_begins.reset();
  EXPECT_EQ(Refused(S::kEvidenceGathering, S::kVisit, without), Fields{"visit_begins"});
}

// Reviewers may have been let go since evidence was gathered.
TEST(VisitAndScoring, AskForTheReviewersAnew) {
  using Fields = std::vector<std::string>;
  for (const auto& [from, to] : {std::pair(S::kEvidenceGathering, S::kVisit), std::pair(S::kVisit, S::kScoring)}) {
    ReviewFacts facts = Whole();
    facts.reviewers = 1;
    EXPECT_EQ(Refused(from, to, facts), Fields{"reviewers"}) << Words(to);
    facts.reviewers = 0;
    facts.has_lead = false;
    EXPECT_EQ(Refused(from, to, facts), (Fields{"reviewers", "reviewers"})) << Words(to);
    facts.reviewers = 2;
    EXPECT_EQ(Refused(from, to, facts), Fields{"reviewers"}) << Words(to) << " without a lead";
  }
}

TEST(Consensus, AsksForALead) {
  ReviewFacts facts = Whole();
  facts.has_lead = false;
  EXPECT_EQ(Refused(S::kScoring, S::kConsensus, facts), std::vector<std::string>{"reviewers"});
}

TEST(Consensus, AsksForAllSheetsLocked) {
  using Fields = std::vector<std::string>;
  const auto with = [](int reviewers, int locked) {
    ReviewFacts facts = Whole();
    facts.reviewers = reviewers;
    facts.locked_sheets = locked;
    return Refused(S::kScoring, S::kConsensus, facts);
  };
  EXPECT_EQ(with(2, 2), Fields{});
  EXPECT_EQ(with(2, 1), Fields{"sheets"});
  EXPECT_EQ(with(2, 0), Fields{"sheets"});
  EXPECT_EQ(with(3, 2), Fields{"sheets"}) << "the third may still write blind";
  EXPECT_EQ(with(3, 3), Fields{});
  EXPECT_EQ(with(1, 1), Fields{"sheets"}) << "one alone is no agreement";
  EXPECT_FALSE(ShowsSheets(2, 1));
  EXPECT_FALSE(ShowsSheets(0, 0));
  EXPECT_TRUE(ShowsSheets(2, 2));
}

TEST(Report, AsksForAScoreWhereSheetsDiffer) {
  ReviewFacts facts = Whole();
  facts.unsettled = {4};
  EXPECT_EQ(Refused(S::kConsensus, S::kReport, facts), std::vector<std::string>{"consensus"});
  base::Violations v;
  facts.unsettled = {4, 17};
  CheckStep(S::kConsensus, S::kReport, facts, kToday, &v);
  EXPECT_EQ(v.list()[0].second, "a score with a reason is wanted for items 4, 17, on which the sheets differ");
}

TEST(Report, StandsOnceItIsIssued) {
  EXPECT_EQ(Refused(S::kReport, S::kConsensus, Whole()), std::vector<std::string>{"report"});
}

TEST(ActionPlan, AsksForAnIssuedReport) {
  using Fields = std::vector<std::string>;
  ReviewFacts facts = Whole();
  EXPECT_EQ(Refused(S::kReport, S::kActionPlan, facts, kToday), Fields{});
  EXPECT_EQ(Refused(S::kReport, S::kActionPlan, facts, kToday - 1), Fields{"report"}) << "a day to come";
  facts.report_issued.reset();
  EXPECT_EQ(Refused(S::kReport, S::kActionPlan, facts), Fields{"report"});
}

TEST(Closing, AsksForAPlanOrTheWordThatNoneIsNeeded) {
  using Fields = std::vector<std::string>;
  const auto with = [](int actions, int no_owner, int no_day, bool none_needed) {
    ReviewFacts facts = Whole();
    facts.actions = actions;
    facts.actions_without_owner = no_owner;
    facts.actions_without_due_day = no_day;
    facts.says_no_action_needed = none_needed;
    return Refused(S::kActionPlan, S::kClosed, facts);
  };
  EXPECT_EQ(with(1, 0, 0, false), Fields{});
  EXPECT_EQ(with(0, 0, 0, false), Fields{"actions"});
  EXPECT_EQ(with(0, 0, 0, true), Fields{});
  EXPECT_EQ(with(3, 1, 0, false), Fields{"actions"});
  EXPECT_EQ(with(3, 0, 2, false), Fields{"actions"});
  EXPECT_EQ(with(3, 1, 2, true), (Fields{"actions", "actions"})) << "what is planned is planned whole";
}

TEST(MayScore, FromTheVisitUntilConsensus) {
  for (const S state : kReviewStates)
    EXPECT_EQ(MayScore(state), state == S::kVisit || state == S::kScoring) << Words(state);
}

}  // namespace
}  // namespace gainful::fidelity
