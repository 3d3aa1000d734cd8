// Code lists of characteristics, and what held on a day.
#include "services/caseload/characteristic.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/common/base/codes.h"
#include "tests/unit/testing.h"

namespace gainful::caseload {
namespace {

using gainful::testing::Date;
using gainful::testing::Day;
using gainful::testing::Paths;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

pb::Characteristic Said(pb::CharacteristicKind kind, const std::vector<std::string>& values,
                        const char* from = "2025-01-01", const char* to = "") {
  static int number = 0;
  pb::Characteristic c;
  c.set_id(absl::StrCat("id", 1000 + ++number));
  c.set_kind(kind);
  for (const auto& value : values) c.add_values(value);
  *c.mutable_valid_from() = Date(from);
  if (*to != '\0') *c.mutable_valid_to() = Date(to);
  return c;
}

std::vector<std::string> Wrong(const pb::Characteristic& c) {
  base::Violations v;
  CheckCharacteristic(c, &v);
  return Paths(v);
}

TEST(Lists, AreThereForEachKindAndOnlyOnce) {
  std::set<std::string> kinds;
  for (const auto& list : ShippedLists().list()) {
    EXPECT_TRUE(kinds.insert(list.kind()).second) << list.kind();
    EXPECT_NE(base::ValueOf<pb::CharacteristicKind>(list.kind()), 0) << list.kind();
    EXPECT_FALSE(list.source().empty()) << list.kind();
    std::set<std::string> codes;
    for (const auto& code : CodesOf(list)) {
      EXPECT_TRUE(codes.insert(code.code()).second) << list.kind() << " " << code.code();
      EXPECT_FALSE(code.meaning().empty()) << list.kind() << " " << code.code();
    }
    EXPECT_FALSE(codes.empty()) << list.kind();
    for (const auto& alone : list.alone()) EXPECT_EQ(codes.count(alone), 1u) << list.kind() << " " << alone;
    EXPECT_EQ(codes.count(list.declined()), list.declined().empty() ? 0u : 1u) << list.kind();
    // A grouping puts each code into one group.
    for (const auto& grouping : list.grouping()) {
      std::multiset<std::string> grouped;
      for (const auto& group : grouping.group()) grouped.insert(group.code().begin(), group.code().end());
      EXPECT_EQ(grouped, std::multiset<std::string>(codes.begin(), codes.end()))
          << list.kind() << " " << grouping.name();
    }
  }
  EXPECT_EQ(kinds.size(), static_cast<size_t>(pb::CharacteristicKind_descriptor()->value_count() - 1));
}

TEST(Lists, RestrictConvictionsAbuseAndGenderHistory) {
  std::set<std::string> restricted;
  for (const auto& list : ShippedLists().list()) {
    if (list.restricted()) restricted.insert(list.kind());
  }
  EXPECT_EQ(absl::StrJoin(restricted, " "), "convictions domestic_abuse gender_history modern_slavery");
  EXPECT_TRUE(IsRestricted(pb::CHARACTERISTIC_KIND_CONVICTIONS));
  EXPECT_FALSE(IsRestricted(pb::CHARACTERISTIC_KIND_DISABILITY));
}

// Where Chinese falls is data, and both ways are there.
TEST(Lists, GroupEthnicCategoriesInMoreThanOneWay) {
  std::map<std::string, std::string> of_r;
  for (const auto& grouping : ListFor(pb::CHARACTERISTIC_KIND_ETHNIC_CATEGORY).grouping()) {
    for (const auto& group : grouping.group()) {
      if (std::count(group.code().begin(), group.code().end(), "R") > 0) of_r[grouping.name()] = group.name();
    }
  }
  EXPECT_EQ(of_r["nhs"], "Other");
  EXPECT_EQ(of_r["ons"], "Asian or Asian British");
}

// The bands are those of the national list, worked out from whole hours at every edge.
TEST(GroupsOf, PutHoursIntoTheirNationalBand) {
  const auto band = [](const char* hours) {
    return absl::StrJoin(GroupsOf(ListFor(pb::CHARACTERISTIC_KIND_WEEKLY_HOURS), hours), "; ");
  };
  const std::map<std::string, std::vector<const char*>> hours{{"nhs=none (no hours)", {"0"}},
                                                              {"nhs=04 (1-4 hours)", {"1", "4"}},
                                                              {"nhs=03 (5-15 hours)", {"5", "15"}},
                                                              {"nhs=02 (16-29 hours)", {"16", "29"}},
                                                              {"nhs=01 (30 hours or more)", {"30", "96"}},
                                                              {"nhs=97 (not stated)", {"97"}},
                                                              {"nhs=98 (not applicable)", {"98"}},
                                                              {"nhs=99 (not known)", {"99"}},
                                                              {"", {"100", "-1", "x", "04"}}};
  for (const auto& [group, values] : hours) {
    for (const char* value : values) EXPECT_EQ(band(value), group) << value;
  }
  // Every number of hours is in one band.
  for (int n = 0; n <= 99; ++n)
    EXPECT_EQ(GroupsOf(ListFor(pb::CHARACTERISTIC_KIND_WEEKLY_HOURS), absl::StrCat(n)).size(), 1u) << n;
}

TEST(GroupsOf, AreThoseOfEachGrouping) {
  EXPECT_THAT(GroupsOf(ListFor(pb::CHARACTERISTIC_KIND_ETHNIC_CATEGORY), "R"),
              ElementsAre("nhs=Other", "ons=Asian or Asian British"));
  EXPECT_THAT(GroupsOf(ListFor(pb::CHARACTERISTIC_KIND_RELIGION), "C"), IsEmpty());
}

TEST(Values, AreThoseOfTheList) {
  EXPECT_THAT(Wrong(Said(pb::CHARACTERISTIC_KIND_ETHNIC_CATEGORY, {"R"})), IsEmpty());
  EXPECT_THAT(Wrong(Said(pb::CHARACTERISTIC_KIND_ETHNIC_CATEGORY, {"Q"})), ElementsAre("characteristic.values"));
  EXPECT_THAT(Wrong(Said(pb::CHARACTERISTIC_KIND_ETHNIC_CATEGORY, {"A", "B"})), ElementsAre("characteristic.values"));
  EXPECT_THAT(Wrong(Said(pb::CHARACTERISTIC_KIND_DISABILITY, {"01", "10"})), IsEmpty());
  EXPECT_THAT(Wrong(Said(pb::CHARACTERISTIC_KIND_DISABILITY, {"01", "01"})), ElementsAre("characteristic.values"));
  for (const char* alone : {"NN", "ZZ"}) {
    EXPECT_THAT(Wrong(Said(pb::CHARACTERISTIC_KIND_DISABILITY, {alone})), IsEmpty());
    EXPECT_THAT(Wrong(Said(pb::CHARACTERISTIC_KIND_DISABILITY, {"01", alone})), ElementsAre("characteristic.values"));
  }
  for (const char* hours : {"0", "16", "96", "97", "98", "99"})
    EXPECT_THAT(Wrong(Said(pb::CHARACTERISTIC_KIND_WEEKLY_HOURS, {hours})), IsEmpty()) << hours;
  for (const char* hours : {"-1", "100", "016", "7.5", "", "x", "1-4", "16-29", "04"})
    EXPECT_THAT(Wrong(Said(pb::CHARACTERISTIC_KIND_WEEKLY_HOURS, {hours})), ElementsAre("characteristic.values"))
        << hours;
  EXPECT_THAT(Wrong(Said(pb::CHARACTERISTIC_KIND_LANGUAGE, {"pa-Guru"})), IsEmpty());
  EXPECT_THAT(Wrong(Said(pb::CHARACTERISTIC_KIND_LANGUAGE, {"Punjabi!"})), ElementsAre("characteristic.values"));
  base::Violations v;
  CheckCharacteristic(Said(pb::CHARACTERISTIC_KIND_WEEKLY_HOURS, {"x"}), &v);
  EXPECT_EQ(
      v.list()[0].second,
      "must be a whole number from 0 to 96, or one of 97, 98, 99 (`gainful characteristic codes` says what they mean)");
}

TEST(Values, OfADeprivationQuintileNameTheEdition) {
  auto c = Said(pb::CHARACTERISTIC_KIND_IMD_QUINTILE, {"1"});
  EXPECT_THAT(Wrong(c), ElementsAre("characteristic.edition"));
  c.set_edition("IMD2019");
  EXPECT_THAT(Wrong(c), IsEmpty());
  auto other = Said(pb::CHARACTERISTIC_KIND_AUTISM, {"Y"});
  other.set_edition("IMD2019");
  EXPECT_THAT(Wrong(other), ElementsAre("characteristic.edition"));
}

TEST(Values, HoldFromADayToADay) {
  EXPECT_THAT(Wrong(Said(pb::CHARACTERISTIC_KIND_AUTISM, {"Y"}, "2025-01-02", "2025-01-01")),
              ElementsAre("characteristic.valid_to"));
  EXPECT_THAT(Wrong(Said(pb::CHARACTERISTIC_KIND_AUTISM, {"Y"}, "2025-01-02", "2025-01-02")), IsEmpty());
}

TEST(StateOf, KeepsDeclinedAndNotKnownApart) {
  EXPECT_EQ(StateOf(Said(pb::CHARACTERISTIC_KIND_AUTISM, {"N"})), pb::CHARACTERISTIC_STATE_STATED);
  EXPECT_EQ(StateOf(Said(pb::CHARACTERISTIC_KIND_AUTISM, {"Z"})), pb::CHARACTERISTIC_STATE_DECLINED);
  EXPECT_EQ(StateOf(Said(pb::CHARACTERISTIC_KIND_AUTISM, {"9"})), pb::CHARACTERISTIC_STATE_NOT_KNOWN);
  EXPECT_EQ(StateOf(Said(pb::CHARACTERISTIC_KIND_WEEKLY_HOURS, {"9"})), pb::CHARACTERISTIC_STATE_STATED);
  EXPECT_EQ(StateOf(Said(pb::CHARACTERISTIC_KIND_WEEKLY_HOURS, {"97"})), pb::CHARACTERISTIC_STATE_DECLINED);
  EXPECT_EQ(StateOf(Said(pb::CHARACTERISTIC_KIND_WEEKLY_HOURS, {"98"})), pb::CHARACTERISTIC_STATE_STATED);
  EXPECT_EQ(StateOf(Said(pb::CHARACTERISTIC_KIND_WEEKLY_HOURS, {"99"})), pb::CHARACTERISTIC_STATE_NOT_KNOWN);
  EXPECT_EQ(StateOf(Said(pb::CHARACTERISTIC_KIND_ETHNIC_CATEGORY, {"99"})), pb::CHARACTERISTIC_STATE_NOT_KNOWN);
}

// "value" or "value back-filled" of the one kind asked for; empty where nothing is known.
std::string On(const char* day, const std::vector<pb::Characteristic>& said) {
  const auto held = HeldOn(Day(day), said);
  if (held.empty()) return "";
  EXPECT_EQ(held.size(), 1u);
  return absl::StrCat(absl::StrJoin(held[0].values(), "+"), held[0].back_filled() ? " back-filled" : "");
}

TEST(HeldOn, IsTheValueOfTheDay) {
  const std::vector<pb::Characteristic> said{
      Said(pb::CHARACTERISTIC_KIND_EMPLOYMENT_STATUS, {"02"}, "2025-01-01", "2025-03-31"),
      Said(pb::CHARACTERISTIC_KIND_EMPLOYMENT_STATUS, {"01"}, "2025-04-01")};
  EXPECT_EQ(On("2024-12-31", said), "02 back-filled");
  EXPECT_EQ(On("2025-01-01", said), "02");
  EXPECT_EQ(On("2025-03-31", said), "02");
  EXPECT_EQ(On("2025-04-01", said), "01");
}

TEST(HeldOn, SaysWhichGroupsTheValuesFallIn) {
  const auto held = HeldOn(Day("2025-02-01"), {Said(pb::CHARACTERISTIC_KIND_WEEKLY_HOURS, {"20"})});
  ASSERT_EQ(held.size(), 1u);
  EXPECT_THAT(held[0].values(), ElementsAre("20")) << "the hours stay what was said";
  EXPECT_THAT(held[0].groups(), ElementsAre("nhs=02 (16-29 hours)"));
}

TEST(HeldOn, NeverLetsDeclinedStandBeforeWhatWasStated) {
  auto kind = pb::CHARACTERISTIC_KIND_RELIGION;
  std::vector<pb::Characteristic> said{Said(kind, {"C"}, "2025-01-01"), Said(kind, {"M"}, "2025-02-01"),
                                       Said(kind, {"N"}, "2025-03-01")};
  EXPECT_EQ(On("2025-04-01", said), "C");
  // Nor "not known" before "declined".
  said.erase(said.begin());
  EXPECT_EQ(On("2025-04-01", said), "M");
  EXPECT_EQ(On("2025-01-15", said), "M back-filled");
}

TEST(HeldOn, TakesNoWithdrawnStatement) {
  auto said = std::vector<pb::Characteristic>{Said(pb::CHARACTERISTIC_KIND_AUTISM, {"Y"})};
  EXPECT_EQ(On("2025-06-01", said), "Y");
  *said[0].mutable_withdrawn_on() = Date("2025-06-01");
  EXPECT_EQ(On("2025-06-01", said), "");
}

TEST(HeldOn, DoesNotBackFillWhatHasEnded) {
  EXPECT_EQ(On("2025-06-01", {Said(pb::CHARACTERISTIC_KIND_AUTISM, {"Y"}, "2025-01-01", "2025-05-31")}), "");
}

// Slow and obvious: of all statements that may be the answer, take away each one that another goes before.
TEST(HeldOn, IsWhatTheRuleSaysStepByStep) {
  std::mt19937 random(3);
  for (int round = 0; round < 3000; ++round) {
    std::vector<pb::Characteristic> said;
    for (unsigned i = 0; i < 1 + random() % 5; ++i) {
      const char* values[] = {"Y", "N", "Z", "9"};
      auto c = Said(pb::CHARACTERISTIC_KIND_CARER, {values[random() % 4]});
      const absl::CivilDay from = Day("2025-01-01") + static_cast<int>(random() % 6);
      *c.mutable_valid_from() = base::ToProto(from);
      if (random() % 2 == 0) *c.mutable_valid_to() = base::ToProto(from + static_cast<int>(random() % 4));
      said.push_back(c);
    }
    const absl::CivilDay day = Day("2025-01-01") + static_cast<int>(random() % 8);
    const auto from = [](const pb::Characteristic& c) { return *base::ToDay(c.valid_from()); };
    std::vector<const pb::Characteristic*> left;
    for (const auto& c : said) {
      if (from(c) <= day && (!c.has_valid_to() || *base::ToDay(c.valid_to()) >= day)) left.push_back(&c);
    }
    const bool is_back_filled = left.empty();
    if (left.empty()) {
      for (const auto& c : said) {
        if (from(c) > day) left.push_back(&c);
      }
    }
    const auto keep_if_any = [&](const std::function<bool(const pb::Characteristic&)>& good) {
      std::vector<const pb::Characteristic*> kept;
      for (const auto* c : left) {
        if (good(*c)) kept.push_back(c);
      }
      if (!kept.empty()) left = kept;
    };
    for (const auto state : {pb::CHARACTERISTIC_STATE_STATED, pb::CHARACTERISTIC_STATE_DECLINED})
      keep_if_any([&](const pb::Characteristic& c) { return StateOf(c) == state; });
    if (!left.empty()) {
      std::vector<absl::CivilDay> days;
      for (const auto* c : left) days.push_back(from(*c));
      const auto wanted =
          is_back_filled ? *std::min_element(days.begin(), days.end()) : *std::max_element(days.begin(), days.end());
      keep_if_any([&](const pb::Characteristic& c) { return from(c) == wanted; });
      const std::string last =
          (*std::max_element(left.begin(), left.end(), [](auto* a, auto* b) { return a->id() < b->id(); }))->id();
      keep_if_any([&](const pb::Characteristic& c) { return c.id() == last; });
    }
    const auto held = HeldOn(day, said);
    ASSERT_EQ(held.size(), left.size());
    if (left.empty()) continue;
    EXPECT_EQ(held[0].characteristic_id(), left[0]->id());
    EXPECT_EQ(held[0].back_filled(), is_back_filled);
  }
}

}  // namespace
}  // namespace gainful::caseload
