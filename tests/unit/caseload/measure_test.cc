#include "services/caseload/measure.h"

#include <gmock/gmock.h>

#include "services/common/base/dates.h"
#include "tests/unit/testing.h"

namespace gainful::caseload {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

pb::Measure Of(pb::MeasureKind kind, const std::vector<int>& items, const std::vector<int>& weights = {}) {
  pb::Measure m;
  m.set_kind(kind);
  for (const int item : items) m.add_items(item);
  for (const int weight : weights) m.add_weights(weight);
  *m.mutable_measured_on() = base::ToProto(absl::CivilDay(2025, 6, 9));
  return m;
}

pb::Measure Phq9(int total) {
  std::vector<int> items(9, 0);
  for (int i = 0; total > 0; i = (i + 1) % 9) {
    if (items[static_cast<size_t>(i)] < 3) ++items[static_cast<size_t>(i)], --total;
  }
  return Of(pb::MEASURE_KIND_PHQ9, items);
}

std::vector<std::string> Faults(const pb::Measure& m) {
  base::Violations v;
  ValidateMeasure(m, &v);
  return gainful::testing::Paths(v);
}

TEST(Score, SumsAnswers) {
  EXPECT_EQ(Score(Of(pb::MEASURE_KIND_PHQ9, {0, 1, 2, 3, 0, 1, 2, 3, 0})), 12);
  EXPECT_EQ(Score(Of(pb::MEASURE_KIND_PHQ9, std::vector<int>(9, 0))), 0);
  EXPECT_EQ(Score(Of(pb::MEASURE_KIND_PHQ9, std::vector<int>(9, 3))), 27);
  EXPECT_EQ(Score(Of(pb::MEASURE_KIND_GAD7, std::vector<int>(7, 3))), 21);
  EXPECT_EQ(Score(Of(pb::MEASURE_KIND_WSAS, {8, 0, 4, 8, 1})), 21);
}

TEST(Score, IsNoneWhereAnAnswerIsMissing) {
  EXPECT_EQ(Score(Of(pb::MEASURE_KIND_PHQ9, {0, 1, 2, 3, 0, 1, 2, 3, kNotAnswered})), std::nullopt);
  EXPECT_EQ(Score(Of(pb::MEASURE_KIND_GAS, {1, kNotAnswered})), std::nullopt);
  EXPECT_EQ(Score(Of(pb::MEASURE_KIND_GAD7, {0, 1})), std::nullopt);
}

// The two published worked examples, and what follows from the formula: expected attainment of every goal is 50.
TEST(Score, OfGoalAttainmentIsT) {
  EXPECT_NEAR(*Score(Of(pb::MEASURE_KIND_GAS, {-1, -1, -1})), 36.306936, 1e-6);
  EXPECT_NEAR(*Score(Of(pb::MEASURE_KIND_GAS, {1, 0, -1}, {3, 2, 1})), 54.406526, 1e-6);
  for (int goals = 1; goals <= 10; ++goals) {
    EXPECT_DOUBLE_EQ(*Score(Of(pb::MEASURE_KIND_GAS, std::vector<int>(static_cast<size_t>(goals), 0))), 50);
    const double up = *Score(Of(pb::MEASURE_KIND_GAS, std::vector<int>(static_cast<size_t>(goals), 2)));
    const double down = *Score(Of(pb::MEASURE_KIND_GAS, std::vector<int>(static_cast<size_t>(goals), -2)));
    EXPECT_NEAR(up - 50, 50 - down, 1e-9);
  }
  // Weights matter by their proportion alone.
  EXPECT_NEAR(*Score(Of(pb::MEASURE_KIND_GAS, {1, 0, -1}, {30, 20, 10})), 54.406526, 1e-6);
}

TEST(Score, OfGoalsIsTheirMean) {
  EXPECT_DOUBLE_EQ(*Score(Of(pb::MEASURE_KIND_GOALS, {7})), 7);
  EXPECT_DOUBLE_EQ(*Score(Of(pb::MEASURE_KIND_GOALS, {7, 2, 0})), 3);
}

TEST(Score, OfLicensedOnesIsTheTotal) {
  pb::Measure m = Of(pb::MEASURE_KIND_SWEMWBS, {});
  m.set_total("24.11");
  EXPECT_DOUBLE_EQ(*Score(m), 24.11);
  m.set_total("");
  EXPECT_EQ(Score(m), std::nullopt);
}

TEST(Band, ChangesAtItsEdges) {
  for (const auto& [total, band] : std::vector<std::pair<int, std::string>>{{0, "minimal"},
                                                                            {4, "minimal"},
                                                                            {5, "mild"},
                                                                            {9, "mild"},
                                                                            {10, "moderate"},
                                                                            {14, "moderate"},
                                                                            {15, "moderately severe"},
                                                                            {19, "moderately severe"},
                                                                            {20, "severe"},
                                                                            {27, "severe"}}) {
    EXPECT_EQ(Band(Phq9(total)), band) << total;
  }
  EXPECT_EQ(Band(Of(pb::MEASURE_KIND_GAD7, {3, 3, 3, 3, 2, 0, 0})), "moderate");
  EXPECT_EQ(Band(Of(pb::MEASURE_KIND_GAD7, {3, 3, 3, 3, 3, 0, 0})), "severe");
  EXPECT_EQ(Band(Of(pb::MEASURE_KIND_WSAS, {8, 8, 8, 8, 8})), "");
}

TEST(ChangeBetween, IsReliableFromTheThreshold) {
  EXPECT_EQ(ChangeBetween(pb::MEASURE_KIND_PHQ9, 15, 10), pb::SCORE_CHANGE_NONE);
  EXPECT_EQ(ChangeBetween(pb::MEASURE_KIND_PHQ9, 15, 9), pb::SCORE_CHANGE_IMPROVED);
  EXPECT_EQ(ChangeBetween(pb::MEASURE_KIND_PHQ9, 15, 20), pb::SCORE_CHANGE_NONE);
  EXPECT_EQ(ChangeBetween(pb::MEASURE_KIND_PHQ9, 15, 21), pb::SCORE_CHANGE_DETERIORATED);
  EXPECT_EQ(ChangeBetween(pb::MEASURE_KIND_GAD7, 10, 7), pb::SCORE_CHANGE_NONE);
  EXPECT_EQ(ChangeBetween(pb::MEASURE_KIND_GAD7, 10, 6), pb::SCORE_CHANGE_IMPROVED);
  EXPECT_EQ(ChangeBetween(pb::MEASURE_KIND_GAD7, 10, 14), pb::SCORE_CHANGE_DETERIORATED);
  EXPECT_EQ(ChangeBetween(pb::MEASURE_KIND_WSAS, 40, 0), pb::SCORE_CHANGE_UNSPECIFIED);
}

TEST(ValidateMeasure, WantsEveryAnswerInItsRange) {
  EXPECT_THAT(Faults(Phq9(12)), IsEmpty());
  EXPECT_THAT(Faults(Of(pb::MEASURE_KIND_PHQ9, std::vector<int>(8, 0))), ElementsAre("measure.items"));
  EXPECT_THAT(Faults(Of(pb::MEASURE_KIND_PHQ9, std::vector<int>(10, 0))), ElementsAre("measure.items"));
  EXPECT_THAT(Faults(Of(pb::MEASURE_KIND_PHQ9, {0, 0, 4, 0, -1, 0, 0, kNotAnswered, 3})),
              ElementsAre("measure.items[2]", "measure.items[4]"));
  EXPECT_THAT(Faults(Of(pb::MEASURE_KIND_GAS, {-3, -2, 2, 3})), ElementsAre("measure.items[0]", "measure.items[3]"));
  EXPECT_THAT(Faults(Of(pb::MEASURE_KIND_GOALS, {0, 10})), IsEmpty());
  EXPECT_THAT(Faults(Of(pb::MEASURE_KIND_GOALS, {0, 1, 2, 3})), ElementsAre("measure.items"));
}

TEST(ValidateMeasure, WantsWeightsOfGasAlone) {
  EXPECT_THAT(Faults(Of(pb::MEASURE_KIND_GAS, {0, 1}, {1, 2})), IsEmpty());
  EXPECT_THAT(Faults(Of(pb::MEASURE_KIND_GAS, {0, 1}, {1})), ElementsAre("measure.weights"));
  EXPECT_THAT(Faults(Of(pb::MEASURE_KIND_GOALS, {0}, {1})), ElementsAre("measure.weights"));
}

TEST(ValidateMeasure, KeepsOnlyTheTotalOfLicensedOnes) {
  pb::Measure m = Of(pb::MEASURE_KIND_EQ5D, {});
  EXPECT_THAT(Faults(m), ElementsAre("measure.total"));
  m.set_total("0.736");
  EXPECT_THAT(Faults(m), IsEmpty());
  m.set_total("1.1");
  EXPECT_THAT(Faults(m), ElementsAre("measure.total"));
  m.set_total("1");
  m.add_items(1);
  EXPECT_THAT(Faults(m), ElementsAre("measure.items"));
  pb::Measure phq9 = Phq9(3);
  phq9.set_total("3");
  EXPECT_THAT(Faults(phq9), ElementsAre("measure.total"));
}

TEST(AlertOf, IsRaisedByTheNinthAnswerAlone) {
  constexpr absl::CivilDay kNine(2025, 6, 9);
  pb::Measure m = Of(pb::MEASURE_KIND_PHQ9, {3, 3, 3, 3, 3, 3, 3, 3, 0});
  EXPECT_EQ(AlertOf(m, kNine, 7), pb::ALERT_KIND_UNSPECIFIED);
  m.set_items(8, kNotAnswered);
  EXPECT_EQ(AlertOf(m, kNine, 7), pb::ALERT_KIND_UNSPECIFIED);
  m.set_items(8, 1);
  EXPECT_EQ(AlertOf(m, kNine, 7), pb::ALERT_KIND_CRISIS);
  EXPECT_EQ(AlertOf(m, kNine + 7, 7), pb::ALERT_KIND_CRISIS);
  EXPECT_EQ(AlertOf(m, kNine + 8, 7), pb::ALERT_KIND_OLD_ANSWER);
  EXPECT_EQ(AlertOf(m, kNine + 1, 0), pb::ALERT_KIND_OLD_ANSWER);
  m.set_kind(pb::MEASURE_KIND_WSAS);
  EXPECT_EQ(AlertOf(m, kNine, 7), pb::ALERT_KIND_UNSPECIFIED);
}

TEST(CrisisText, SaysWhatToDoAndThatNobodyIsCalled) {
  const std::string text = CrisisText("Stay with them. Ring the crisis team.", "Duty OT, 555", "Lead OT", 30);
  EXPECT_THAT(text, HasSubstr("Stay with them. Ring the crisis team. On duty: Duty OT, 555. Deputy: Lead OT."));
  EXPECT_THAT(text, HasSubstr("no emergency service"));
  const std::string without = CrisisText("", "", "", 30);
  EXPECT_THAT(without, HasSubstr("no crisis protocol"));
  EXPECT_THAT(without, HasSubstr("999"));
  EXPECT_THAT(without, Not(HasSubstr("Deputy")));
}

TEST(OldAnswerText, SaysWhatToDoIfTheDayIsAMistake) {
  EXPECT_THAT(OldAnswerText("Stay with them."), HasSubstr("act now: Stay with them. Gainful is a record"));
  EXPECT_THAT(OldAnswerText(""), HasSubstr("act now."));
}

TEST(WhoseAlert, PassesFromDutyToDeputyToEverybody) {
  EXPECT_EQ(WhoseAlert(-30, 30, "Ann", "Bea"), "for Ann, within 30 min");
  EXPECT_EQ(WhoseAlert(0, 30, "Ann", "Bea"), "for Ann, within 0 min");
  EXPECT_EQ(WhoseAlert(1, 30, "Ann", "Bea"), "not taken up in time: for Bea");
  EXPECT_EQ(WhoseAlert(30, 30, "Ann", ""), "not taken up in time: for the deputy");
  EXPECT_EQ(WhoseAlert(31, 30, "Ann", "Bea"), "not taken up by duty or deputy: for every manager, now");
}

}  // namespace
}  // namespace gainful::caseload
