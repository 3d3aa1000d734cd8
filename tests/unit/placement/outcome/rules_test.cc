// The rules that are shipped: what they are called and what they say.
#include "services/placement/outcome/rules.h"

#include <set>

#include "tests/unit/placement/outcome/made.h"

namespace gainful::placement::outcome {
namespace {

TEST(ShippedRules, AreTheseAndSayWhatTheyAre) {
  std::vector<std::string> ids;
  for (const Rule& rule : ShippedRules()) {
    ids.push_back(rule.id());
    EXPECT_EQ(rule.version(), 1) << rule.id();
    for (const std::string& text : {rule.title(), rule.summary(), rule.source()})
      EXPECT_GT(text.size(), 5) << rule.id();
    EXPECT_TRUE(base::ParseDay(rule.effective_from())) << rule.id();
    EXPECT_EQ(rule.effective_to(), "") << rule.id();
    EXPECT_GT(DaysAlone(Compile(rule)), 0) << rule.id();
  }
  EXPECT_EQ(ids, (std::vector<std::string>{
                     "earnings-16-hours-26-weeks", "earnings-8-hours-26-weeks", "ips-grow-job-start", "ipspc-13-in-16",
                     "ipspc-13-in-16-960", "self-employed-182-in-639", "sustained-13", "sustained-13-gap-14",
                     "sustained-26", "sustained-26-gap-14", "sustained-52", "sustained-52-gap-14"}));
}

TEST(ShippedRules, CountWhatTheirNamesSay) {
  EXPECT_EQ(RuleOf("ips-grow-job-start").needed, 240);
  EXPECT_EQ(RuleOf("ipspc-13-in-16").weekly_minutes, 420);
  EXPECT_EQ(RuleOf("ipspc-13-in-16-960").weekly_minutes, 960);
  EXPECT_EQ(RuleOf("ipspc-13-in-16").window_weeks, 16);
  EXPECT_EQ(RuleOf("sustained-13").needed, 91);
  EXPECT_EQ(RuleOf("sustained-26").needed, 182);
  EXPECT_EQ(RuleOf("sustained-52").needed, 364);
  EXPECT_EQ(RuleOf("sustained-26-gap-14").gap, 14);
  EXPECT_EQ(RuleOf("earnings-16-hours-26-weeks").needed, 416);
  EXPECT_EQ(RuleOf("earnings-8-hours-26-weeks").needed, 208);
  EXPECT_EQ(RuleOf("self-employed-182-in-639").window_days, 639);
}

TEST(ShippedRules, AreFoundByTheirIdAndTheDay) {
  EXPECT_EQ(FindRule("sustained-14", On("2024-01-01")), nullptr);
  EXPECT_EQ(FindRule("", On("2024-01-01")), nullptr);
  ASSERT_NE(FindRule("ipspc-13-in-16", On("2024-01-01")), nullptr);
  EXPECT_EQ(FindRule("ipspc-13-in-16", On("1990-01-01"))->version(), 1)
      << "the first, for a journey of before its time";
}

}  // namespace
}  // namespace gainful::placement::outcome
