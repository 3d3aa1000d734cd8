#include "tools/synthetic/dice.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "services/caseload/match.h"
#include "services/common/base/ids.h"
#include "tools/synthetic/names.h"

namespace gainful::synthetic {
namespace {

TEST(Dice, DrawTheSameFromTheSameSeed) {
  Dice a(7), b(7), c(8);
  for (int i = 0; i < 100; ++i) {
    const auto drawn = a.Next();
    EXPECT_EQ(drawn, b.Next());
    EXPECT_NE(drawn, c.Next());
  }
}

TEST(Dice, OfTheirOwnDoNotHeedWhatOthersDraw) {
  const Dice a(7);
  Dice early = a.For("journey", 3), late = a.For("journey", 3);
  late.For("something", 1).Next();
  EXPECT_EQ(early.Next(), late.Next());
  EXPECT_NE(a.For("journey", 3).Next(), a.For("journey", 4).Next());
  EXPECT_NE(a.For("journey", 3).Next(), a.For("team", 3).Next());
}

TEST(Dice, AreEven) {
  Dice d(1);
  int faces[6] = {};
  double sum = 0, squares = 0;
  std::vector<double> days;
  for (int i = 0; i < 60000; ++i) {
    ++faces[d.Between(1, 6) - 1];
    const double x = d.Normal();
    sum += x;
    squares += x * x;
    days.push_back(d.LogNormal(90, 0.75));
  }
  for (const int n : faces) EXPECT_NEAR(n, 10000, 400);  // four deviations
  EXPECT_NEAR(sum / 60000, 0, 0.02);
  EXPECT_NEAR(squares / 60000, 1, 0.03);
  std::nth_element(days.begin(), days.begin() + 30000, days.end());
  EXPECT_NEAR(days[30000], 90, 1.5);
}

TEST(Dice, PickByWeight) {
  Dice d(2);
  int counts[3] = {};
  for (int i = 0; i < 40000; ++i) ++counts[d.Pick({1, 0, 3})];
  EXPECT_NEAR(counts[0], 10000, 400);
  EXPECT_EQ(counts[1], 0);
}

TEST(Dice, MakeIdsOfTheirTime) {
  Dice d(3);
  std::set<std::string> ids;
  const absl::Time noon = absl::FromUnixMillis(1750075200123);
  for (int i = 0; i < 1000; ++i) ids.insert(d.Id(noon));
  EXPECT_EQ(ids.size(), 1000u);
  for (const auto& id : ids) {
    ASSERT_TRUE(base::Uuid::Parse(id));
    EXPECT_EQ(id.substr(0, 15), base::Uuid::V7(noon).ToString().substr(0, 15));
  }
  EXPECT_LT(d.Id(noon), d.Id(noon + absl::Milliseconds(1)));
  EXPECT_EQ(d.RequestId()[14], '4');
}

TEST(Names, AreManyAndUneven) {
  Dice d(4);
  std::map<std::string, int> last_names;
  for (int i = 0; i < 20000; ++i) {
    const std::string name = PersonName(&d);
    ++last_names[name.substr(name.find(' ') + 1)];
  }
  int most = 0;
  for (const auto& [name, n] : last_names) most = std::max(most, n);
  EXPECT_GT(last_names.size(), 3000u);
  EXPECT_GT(most, 100) << "the most frequent has about one in ninety";
}

TEST(Names, NhsNumbersAreOfTheRangeForTestsAndCheck) {
  Dice d(5);
  for (int i = 0; i < 1000; ++i) {
    const std::string number = TestNhsNumber(&d);
    EXPECT_TRUE(caseload::IsNhsNumber(number)) << number;
    EXPECT_EQ(number.substr(0, 3), "999");
  }
}

}  // namespace
}  // namespace gainful::synthetic
