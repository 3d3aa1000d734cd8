// What a change of a score keeps, and items for which there was no evidence.
#include "tests/integration/fidelity_fixture.h"

namespace gainful::integration {
namespace {

using testing::HasSubstr;

class FidelitySheets : public WorldTest {
 protected:
  static Outcome LeaveUnscored(const std::string& token, const std::string& sheet, int item, const std::string& why) {
    auto q = Fresh<fi::ScoreItemRequest>();
    q.mutable_item_score()->set_review_sheet_id(sheet);
    q.mutable_item_score()->set_item(item);
    q.mutable_item_score()->set_not_scored(true);
    q.mutable_item_score()->set_comment(why);
    return world().Call(token, q);
  }
  // A locked sheet of fours, but for one item that is left.
  static void LockWithout(const std::string& token, const std::string& review, int left) {
    fi::ReviewSheet sheet;
    World::MustBeOk(OpenSheet(world(), token, review, &sheet));
    for (int item = 1; item <= kItems; ++item)
      World::MustBeOk(item == left ? LeaveUnscored(token, sheet.id(), item, "Nobody could be asked.")
                                   : ScoreItem(world(), token, sheet.id(), item, 4));
    World::MustBeOk(LockSheet(world(), token, sheet.id()));
  }
};

TEST_F(FidelitySheets, AnotherScoreKeepsWhatIsSaidBesideIt) {
  const ReviewCase c = NewReviewCase(world());
  fi::ReviewSheet sheet;
  ASSERT_THAT(OpenSheet(world(), c.first, c.review.id(), &sheet), IsOk());
  auto q = Fresh<fi::ScoreItemRequest>();
  auto* score = q.mutable_item_score();
  score->set_review_sheet_id(sheet.id());
  score->set_item(2);
  score->set_score(2);
  score->set_comment("Half of the time.");
  score->add_evidence_records("sample of 10 files, list B");
  score->set_live_reading("61% of recorded time, 120 of 197 hours");
  *score->mutable_live_reading_as_at() = Day(2025, 6, 1);
  fi::ItemScore made;
  ASSERT_THAT(world().Call(c.first, q, &made), IsOk());
  const auto change = [&](const std::function<void(fi::ScoreItemRequest*)>& what) {
    auto next = Fresh<fi::ScoreItemRequest>();
    next.mutable_item_score()->set_review_sheet_id(sheet.id());
    next.mutable_item_score()->set_item(2);
    next.set_etag(made.etag());
    what(&next);
    return world().Call(c.first, next, &made);
  };
  ASSERT_THAT(change([](auto* next) { next->mutable_item_score()->set_score(3); }), IsOk());
  EXPECT_EQ(made.score(), 3);
  EXPECT_EQ(made.comment(), "Half of the time.");
  EXPECT_EQ(made.evidence_records_size(), 1);
  EXPECT_TRUE(made.has_live_reading_as_at());
  ASSERT_THAT(change([](auto* next) { next->mutable_item_score()->set_comment("Two thirds."); }), IsOk());
  EXPECT_EQ(made.score(), 3) << "only what is said";
  EXPECT_EQ(made.comment(), "Two thirds.");
  ASSERT_THAT(change([](auto* next) { next->add_clear("live_reading"); }), IsOk());
  EXPECT_EQ(made.live_reading(), "");
  EXPECT_FALSE(made.has_live_reading_as_at());
  EXPECT_EQ(made.evidence_records_size(), 1);
  EXPECT_THAT(change([](auto* next) { next->add_clear("score"); }), InvalidFor({"clear[0]"}));
  EXPECT_THAT(change([](auto*) {}), InvalidFor({"item_score"}));
}

// Nobody has to make a score up: what no reviewer could score has no agreed score either, and the report no total.
TEST_F(FidelitySheets, WhatNobodyCouldScoreIsLeftWithTheReason) {
  const ReviewCase c = NewReviewCase(world());
  for (const auto& token : {c.first, c.second}) LockWithout(token, c.review.id(), 6);
  fi::ReviewDifferences differences;
  ASSERT_THAT(Differences(world(), c.first, c.review.id(), &differences), IsOk());
  EXPECT_FALSE(differences.items(5).differs());
  EXPECT_FALSE(differences.items(5).scores(0).has_score());
  EXPECT_EQ(differences.agreements(0).items(), kItems - 1) << "what nobody scored is no agreement";
  ASSERT_THAT(Advance(world(), c.first, c.review.id(), fi::REVIEW_STATE_CONSENSUS), IsOk());
  const fi::FidelityReview issued = BringToReport(world(), c, "A good service.");
  EXPECT_EQ(issued.total(), "");
  EXPECT_THAT(issued.total_remark(), HasSubstr("item 6 has no score"));
}

TEST_F(FidelitySheets, WhatOneCouldNotScoreIsSettled) {
  const ReviewCase c = NewReviewCase(world());
  fi::ReviewSheet open;
  ASSERT_THAT(OpenSheet(world(), c.first, c.review.id(), &open), IsOk());
  EXPECT_THAT(LeaveUnscored(c.first, open.id(), 6, ""), InvalidFor({"item_score.comment"}));
  for (int item = 1; item <= kItems; ++item) ASSERT_THAT(ScoreItem(world(), c.first, open.id(), item, 4), IsOk());
  ASSERT_THAT(LockSheet(world(), c.first, open.id()), IsOk());
  LockWithout(c.second, c.review.id(), 6);
  ASSERT_THAT(Advance(world(), c.first, c.review.id(), fi::REVIEW_STATE_CONSENSUS), IsOk());
  const Outcome unsettled = Advance(world(), c.first, c.review.id(), fi::REVIEW_STATE_REPORT);
  EXPECT_THAT(unsettled, RefusedFor(absl::StatusCode::kFailedPrecondition, std::vector<std::string>{"consensus"}));
  ASSERT_THAT(AgreeOn(world(), c.first, c.review.id(), 6, 3, "By the referral letters."), IsOk());
  EXPECT_EQ(BringToReport(world(), c, "A good service.").total(), "99");
}

}  // namespace
}  // namespace gainful::integration
