#include "services/fidelity/validate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/common/base/dates.h"
#include "services/fidelity/instrument.h"

namespace gainful::fidelity {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr char kTeam[] = "0197a000-0000-7000-8000-000000000001";
constexpr char kOther[] = "0197a000-0000-7000-8000-000000000002";

absl::CivilDay D(int year, int month, int day) { return absl::CivilDay(year, month, day); }

std::vector<std::string> FieldsOf(const base::Violations& v) {
  std::vector<std::string> fields;
  for (const auto& [field, wanted] : v.list()) fields.push_back(field);
  return fields;
}

pb::FidelityReview ReviewOn(absl::CivilDay begins) {
  pb::FidelityReview review;
  review.set_team_id(kTeam);
  *review.mutable_visit_begins_on() = base::ToProto(begins);
  return review;
}

absl::Status From(const std::vector<WorkSpan>& spans, absl::CivilDay begins = D(2025, 6, 16),
                  absl::CivilDay today = D(2025, 6, 16)) {
  return CheckFromElsewhere(ReviewOn(begins), spans, today);
}

const Instrument& Ips25() { return *FindInstrument("ips25", 1); }

TEST(WhereReviewersComeFrom, TwelveMonthsToTheDay) {
  const WorkSpan elsewhere{kOther, D(2024, 1, 1), std::nullopt, true};
  EXPECT_TRUE(From({elsewhere}).ok());
  EXPECT_TRUE(From({{kTeam, D(2023, 1, 1), D(2024, 6, 15), true}, elsewhere}).ok()) << "a day over twelve months";
  EXPECT_FALSE(From({{kTeam, D(2023, 1, 1), D(2024, 6, 16), true}, elsewhere}).ok()) << "twelve months";
  EXPECT_FALSE(From({{kTeam, D(2023, 1, 1), D(2024, 6, 17), true}, elsewhere}).ok());
  EXPECT_FALSE(From({{kTeam, D(2025, 6, 16), std::nullopt, true}}).ok()) << "since today";
  EXPECT_TRUE(From({{kTeam, D(2025, 6, 17), std::nullopt, true}}).ok()) << "from the day after the visit";
}

// Somebody who begins in the team before the visit is over is not from elsewhere; nor is somebody who left it in the year before a plan for later.
TEST(WhereReviewersComeFrom, AVisitToComeCountsToItsEnd) {
  EXPECT_FALSE(From({{kTeam, D(2025, 9, 1), std::nullopt, true}}, D(2025, 9, 1)).ok());
  EXPECT_TRUE(From({{kTeam, D(2025, 9, 2), std::nullopt, true}}, D(2025, 9, 1)).ok());
  EXPECT_FALSE(From({{kTeam, std::nullopt, D(2024, 6, 16), true}}, D(2025, 9, 1)).ok());
  EXPECT_FALSE(From({{kTeam, std::nullopt, D(2024, 1, 1), true}}, D(2025, 1, 1)).ok()) << "a visit that was";
  EXPECT_TRUE(From({{kTeam, std::nullopt, D(2023, 12, 31), true}}, D(2025, 1, 1)).ok());
}

// What the record of staff says holds on days without a posting, and on no other.
TEST(WhereReviewersComeFrom, APostingStandsBeforeTheRecord) {
  const WorkSpan by_record{kTeam, std::nullopt, std::nullopt, false};
  EXPECT_FALSE(From({by_record}).ok());
  EXPECT_TRUE(From({by_record, {kOther, D(2024, 6, 16), std::nullopt, true}}).ok());
  EXPECT_FALSE(From({by_record, {kOther, D(2024, 6, 17), std::nullopt, true}}).ok()) << "one day without a posting";
  EXPECT_FALSE(
      From({by_record, {kOther, D(2024, 6, 16), std::nullopt, true}, {kTeam, D(2025, 1, 1), D(2025, 1, 1), true}}).ok())
      << "a second posting";
  EXPECT_EQ(LastDayIn(kTeam, {by_record, {kOther, D(2025, 3, 2), std::nullopt, true}}, D(2025, 1, 1), D(2025, 6, 1)),
            D(2025, 3, 1));
}

TEST(Visits, EndNoEarlierThanTheyBegin) {
  pb::FidelityReview review = ReviewOn(D(2025, 6, 16));
  base::Violations none;
  CheckVisit(review, &none);
  *review.mutable_visit_ends_on() = base::ToProto(D(2025, 6, 16));
  CheckVisit(review, &none);
  EXPECT_TRUE(none.empty());
  *review.mutable_visit_ends_on() = base::ToProto(D(2025, 6, 15));
  base::Violations v;
  CheckVisit(review, &v);
  EXPECT_THAT(FieldsOf(v), ElementsAre("fidelity_review.visit_ends_on"));
}

std::vector<std::string> Faults(const pb::ItemScore& score) {
  base::Violations v;
  CheckScore(Ips25(), score, &v);
  return FieldsOf(v);
}

TEST(Scores, AreOneOfTwoAndKnownToTheInstrument) {
  pb::ItemScore score;
  score.set_item(1);
  EXPECT_THAT(Faults(score), ElementsAre("item_score.score"));
  score.set_score(5);
  EXPECT_THAT(Faults(score), IsEmpty());
  score.set_score(6);
  EXPECT_THAT(Faults(score), ElementsAre("item_score.score"));
  score.set_score(5);
  score.set_item(26);
  EXPECT_THAT(Faults(score), ElementsAre("item_score.item"));
}

TEST(Scores, WhatIsNotScoredSaysWhy) {
  pb::ItemScore score;
  score.set_item(6);
  score.set_not_scored(true);
  EXPECT_THAT(Faults(score), ElementsAre("item_score.comment"));
  score.set_comment("No psychiatrist could be asked.");
  EXPECT_THAT(Faults(score), IsEmpty());
  score.set_score(3);
  EXPECT_THAT(Faults(score), ElementsAre("item_score.not_scored"));
}

TEST(Scores, ALiveReadingHasItsDay) {
  pb::ItemScore score;
  score.set_item(1);
  score.set_score(4);
  score.set_live_reading("22.5: 90 of 4 full-time specialists");
  EXPECT_THAT(Faults(score), ElementsAre("item_score.live_reading_as_at"));
  *score.mutable_live_reading_as_at() = base::ToProto(D(2025, 6, 1));
  EXPECT_THAT(Faults(score), IsEmpty());
  score.clear_live_reading();
  EXPECT_THAT(Faults(score), ElementsAre("item_score.live_reading"));
}

std::vector<std::string> Faults(const pb::AgreedItem& agreed, const std::vector<ItemScore>& sheets) {
  base::Violations v;
  CheckAgreed(Ips25(), agreed, sheets, &v);
  return FieldsOf(v);
}

TEST(Consensus, NeedsAReasonUnlessItIsWhatAllSay) {
  pb::AgreedItem agreed;
  agreed.set_item(1);
  agreed.set_score(4);
  EXPECT_THAT(Faults(agreed, {{1, 4, false}, {1, 4, false}}), IsEmpty());
  EXPECT_THAT(Faults(agreed, {{1, 4, false}, {1, 3, false}}), ElementsAre("agreed_item.reason"));
  EXPECT_THAT(Faults(agreed, {{1, 3, false}, {1, 3, false}}), ElementsAre("agreed_item.reason"));
  EXPECT_THAT(Faults(agreed, {}), ElementsAre("agreed_item.reason"));
  agreed.set_reason("Counted again.");
  EXPECT_THAT(Faults(agreed, {{1, 4, false}, {1, 3, false}}), IsEmpty());
}

TEST(Consensus, IsOneOfThree) {
  pb::AgreedItem agreed;
  agreed.set_item(1);
  agreed.set_reason("Nobody could tell.");
  EXPECT_THAT(Faults(agreed, {}), ElementsAre("agreed_item.score"));
  agreed.set_not_scored(true);
  EXPECT_THAT(Faults(agreed, {}), IsEmpty());
  agreed.set_score(3);
  EXPECT_THAT(Faults(agreed, {}), ElementsAre("agreed_item.not_scored"));
}

TEST(Sheets, WhatIsMissingIsNamed) {
  std::vector<ItemScore> scores;
  for (int item = 1; item <= 25; ++item) {
    if (item != 7 && item != 25) scores.push_back({item, 3, false});
  }
  EXPECT_THAT(Unscored(Ips25(), scores), ElementsAre(7, 25));
}

}  // namespace
}  // namespace gainful::fidelity
