// What an employer may be told: the latest statement counts, and what was not asked is not allowed.
#include "services/employer/disclosure.h"

#include "tests/unit/testing.h"

namespace gainful::employer {
namespace {

using gainful::testing::Date;
using gainful::testing::Paths;

constexpr auto kSupported = pb::DISCLOSURE_CONTENT_SUPPORTED;
constexpr auto kHealth = pb::DISCLOSURE_CONTENT_HEALTH_CONDITION;
constexpr auto kGiven = pb::DISCLOSURE_DECISION_GIVEN;
constexpr auto kRefused = pb::DISCLOSURE_DECISION_REFUSED;
constexpr auto kWithdrawn = pb::DISCLOSURE_DECISION_WITHDRAWN;

pb::DisclosureChoice Said(int number, pb::DisclosureDecision decision, std::vector<pb::DisclosureContent> contents,
                          const std::string& record = "one") {
  pb::DisclosureChoice c;
  c.set_participant_id(record);
  c.set_number(number);
  c.set_decision(decision);
  for (const auto content : contents) c.add_contents(content);
  *c.mutable_said_on() = Date("2025-03-01");
  c.set_wording_version("v" + std::to_string(number));
  return c;
}

TEST(AllowedOf, IsNothingThatWasNotAsked) {
  const auto out = AllowedOf(kHealth, {Said(1, kGiven, {kSupported})});
  EXPECT_FALSE(out.allowed());
  EXPECT_EQ(out.decision(), pb::DISCLOSURE_DECISION_UNSPECIFIED);
  EXPECT_FALSE(out.has_said_on());
}

TEST(AllowedOf, GoesByTheHighestNumberWhateverTheOrder) {
  const auto given = Said(1, kGiven, {kSupported, kHealth}), taken = Said(2, kWithdrawn, {kHealth});
  for (const auto& said : {std::vector{given, taken}, std::vector{taken, given}}) {
    EXPECT_TRUE(AllowedOf(kSupported, said).allowed());
    EXPECT_FALSE(AllowedOf(kHealth, said).allowed());
    EXPECT_EQ(AllowedOf(kHealth, said).decision(), kWithdrawn);
    EXPECT_EQ(AllowedOf(kHealth, said).wording_version(), "v2");
  }
  EXPECT_TRUE(AllowedOf(kHealth, {given, taken, Said(3, kGiven, {kHealth})}).allowed()) << "given once more";
}

// After a merge nobody asks which record a refusal stands under.
TEST(AllowedOf, IsNothingThatOneOfSeveralRecordsRefuses) {
  const auto refused = Said(1, kRefused, {kHealth}, "two");
  for (const auto* record : {"one", "three"}) {
    const auto given = Said(9, kGiven, {kHealth}, record);
    EXPECT_FALSE(AllowedOf(kHealth, {given, refused}).allowed()) << record;
    EXPECT_FALSE(AllowedOf(kHealth, {refused, given}).allowed()) << record;
  }
}

TEST(OutsideOf, NamesEachContentOnce) {
  const std::vector said{Said(1, kGiven, {kSupported})};
  EXPECT_TRUE(OutsideOf({kSupported}, said).empty());
  EXPECT_TRUE(OutsideOf({}, {}).empty());
  EXPECT_EQ(OutsideOf({kHealth, kSupported, kHealth}, said), (std::vector<pb::DisclosureContent>{kHealth}));
  EXPECT_EQ(InWords(OutsideOf({kSupported, kHealth}, {})), "that somebody supports them, their health condition");
}

TEST(CheckChoice, HoldsNoContentTwice) {
  base::Violations v;
  CheckChoice(Said(1, kGiven, {kHealth, kSupported}), &v);
  EXPECT_TRUE(v.empty());
  CheckChoice(Said(1, kGiven, {kHealth, kHealth}), &v);
  EXPECT_EQ(Paths(v), (std::vector<std::string>{"disclosure_choice.contents"}));
}

}  // namespace
}  // namespace gainful::employer
