// What an employer may be told: the latest statement counts, a later refusal stands, and what was not asked is not allowed.
#include "services/employer/disclosure.h"

#include "tests/unit/testing.h"

namespace gainful::employer {
namespace {

using gainful::testing::Date;
using gainful::testing::Day;
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

// What was said about two records of one employer, by one person.
TEST(AllowedOf, IsWhatWasSaidLastAboutOneEmployer) {
  const auto about = [](const std::string& employer, int number, pb::DisclosureDecision decision, const char* day) {
    auto choice = Said(number, decision, {kHealth});
    choice.set_employer_id(employer);
    *choice.mutable_said_on() = Date(day);
    return choice;
  };
  const auto refused = about("merged", 5, kRefused, "2025-03-10");
  const std::vector<std::pair<const char*, bool>> days{
      {"2025-03-09", false}, {"2025-03-10", false}, {"2025-03-11", true}};
  for (const auto& [day, allowed] : days) {
    for (const int number : {4, 6}) {
      const auto given = about("kept", number, kGiven, day);
      EXPECT_EQ(AllowedOf(kHealth, {given, refused}).allowed(), allowed) << day << number;
      EXPECT_EQ(AllowedOf(kHealth, {refused, given}).allowed(), allowed) << day << number;
    }
  }
  const auto out = AllowedOf(kHealth, {refused, about("kept", 6, kGiven, "2025-03-10")});
  EXPECT_EQ(out.decision(), kRefused) << "on one day the stricter";
  EXPECT_EQ(out.wording_version(), "v5");
  // About one record the number says which was last, whatever the day.
  EXPECT_TRUE(AllowedOf(kHealth, {refused, about("merged", 6, kGiven, "2025-03-10")}).allowed());
  // Later consent that leaves the content out takes nothing back; another record of the person's refuses all the same.
  auto other = about("kept", 7, kGiven, "2025-03-20");
  other.clear_contents();
  other.add_contents(kSupported);
  EXPECT_FALSE(AllowedOf(kHealth, {refused, other}).allowed());
  auto elsewhere = about("merged", 1, kWithdrawn, "2025-01-01");
  elsewhere.set_participant_id("two");
  EXPECT_FALSE(AllowedOf(kHealth, {about("kept", 6, kGiven, "2025-03-11"), elsewhere}).allowed());
}

pb::DisclosureChoice SaidOn(const char* day, int number, pb::DisclosureDecision decision) {
  auto choice = Said(number, decision, {kHealth});
  *choice.mutable_said_on() = Date(day);
  return choice;
}

// A paper form of before that is typed after the refusal takes back nothing.
TEST(AllowedOf, IsNotGivenByWhatWasSaidBeforeARefusal) {
  const auto refused = SaidOn("2025-03-10", 2, kWithdrawn);
  const std::vector<std::pair<const char*, bool>> days{
      {"2025-03-09", false}, {"2025-03-10", true}, {"2025-03-11", true}};
  for (const auto& [day, allowed] : days) {
    const auto typed_late = SaidOn(day, 3, kGiven);
    EXPECT_EQ(AllowedOf(kHealth, {refused, typed_late}).allowed(), allowed) << day;
    EXPECT_EQ(AllowedOf(kHealth, {typed_late, refused}).allowed(), allowed) << day;
    EXPECT_FALSE(AllowedOf(kHealth, {SaidOn(day, 1, kGiven), refused}).allowed()) << "recorded before it: " << day;
  }
  const auto out = AllowedOf(kHealth, {refused, SaidOn("2025-03-01", 3, kGiven)});
  EXPECT_EQ(out.decision(), kWithdrawn);
  EXPECT_EQ(out.wording_version(), "v2");
  // Nor does the late form displace what was given again after the refusal.
  const auto again = SaidOn("2025-03-12", 3, kGiven);
  EXPECT_EQ(AllowedOf(kHealth, {refused, again, SaidOn("2025-03-01", 4, kGiven)}).wording_version(), "v3");
}

// A conversation is judged by what had been said by its day; a plan by all that was said.
TEST(AllowedOf, GoesByTheDayOfTheConversation) {
  const auto given = SaidOn("2025-03-10", 1, kGiven), taken = SaidOn("2025-03-20", 2, kWithdrawn);
  const auto on = [&](const char* day) { return AllowedOf(kHealth, {given, taken}, Day(day)).allowed(); };
  EXPECT_FALSE(on("2025-03-09"));
  EXPECT_TRUE(on("2025-03-10"));
  EXPECT_TRUE(on("2025-03-19"));
  EXPECT_FALSE(on("2025-03-20"));
  EXPECT_FALSE(on("2025-03-21"));
  EXPECT_FALSE(AllowedOf(kHealth, {given, taken}).allowed());
  EXPECT_EQ(AllowedOf(kHealth, {given, taken}, Day("2025-03-09")).decision(), pb::DISCLOSURE_DECISION_UNSPECIFIED);
  EXPECT_EQ(OutsideOf({kHealth}, {given}, Day("2025-03-09")), std::vector{kHealth});
  EXPECT_TRUE(OutsideOf({kHealth}, {given}, Day("2025-03-10")).empty());
}

// Nobody knows which of two on one day came before the conversation.
TEST(AllowedOf, IsTheStricterOfTheDayItself) {
  const auto refused = SaidOn("2025-03-10", 1, kRefused), given = SaidOn("2025-03-10", 2, kGiven);
  EXPECT_FALSE(AllowedOf(kHealth, {refused, given}, Day("2025-03-10")).allowed());
  EXPECT_TRUE(AllowedOf(kHealth, {refused, given}, Day("2025-03-11")).allowed());
  EXPECT_TRUE(AllowedOf(kHealth, {refused, given}).allowed());
}

TEST(MayApplyThroughService, NeedsBothContents) {
  constexpr auto kName = pb::DISCLOSURE_CONTENT_SERVICE_NAME;
  EXPECT_EQ(MayApplyThroughService({}), std::nullopt);
  EXPECT_EQ(MayApplyThroughService({Said(1, kGiven, {kSupported})}), std::nullopt) << "not asked about the name";
  EXPECT_EQ(MayApplyThroughService({Said(1, kGiven, {kSupported, kName})}), true);
  EXPECT_EQ(MayApplyThroughService({Said(1, kRefused, {kName})}), false);
  EXPECT_EQ(MayApplyThroughService({Said(1, kGiven, {kSupported, kName}), Said(2, kWithdrawn, {kSupported})}), false);
  EXPECT_EQ(MayApplyThroughService({Said(1, kRefused, {kHealth})}), std::nullopt);
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
