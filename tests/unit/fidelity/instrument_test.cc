// The instruments that are shipped, and that a broken one is told.
#include "services/fidelity/instrument.h"

#include <algorithm>
#include <functional>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_join.h"
#include "services/fidelity/review_calendar.h"
#include "tests/unit/fidelity/testing.h"

namespace gainful::fidelity {
namespace {

TEST(ShippedInstruments, AreThese) {
  std::vector<std::string> titles;
  for (const Instrument& instrument : ShippedInstruments()) titles.push_back(Title(instrument));
  EXPECT_EQ(titles, (std::vector<std::string>{"IPS fidelity, 15 items (ips15, version 1)",
                                              "IPS fidelity, 25 items (ips25, version 1)",
                                              "IPS fidelity, 25 items, for young people (ips25_young, version 1)",
                                              "Supported employment quality, five stages (seqf, version 1)"}));
}

TEST(ShippedInstruments, HaveTheirItemsInTheirSections) {
  const auto sections = [](const char* id) { return Sections(Shipped(id)); };
  EXPECT_EQ(sections("ips25"), (std::vector<std::string>{"Staffing", "Organisation", "Services"}));
  EXPECT_EQ(sections("ips15"), (std::vector<std::string>{"Staffing", "Organisation", "Services"}));
  EXPECT_EQ(sections("ips25_young"), (std::vector<std::string>{"Staffing", "Organisation", "Services", "Education"}));
  EXPECT_EQ(sections("seqf"), (std::vector<std::string>{"Engagement", "Vocational profiling", "Job finding",
                                                        "Employer engagement", "On and off job support"}));
  const Instrument ips25 = Shipped("ips25");
  ASSERT_EQ(ips25.item_size(), 25);
  for (const Item& item : ips25.item())
    EXPECT_EQ(item.section(), item.number() <= 3 ? "Staffing" : item.number() <= 11 ? "Organisation" : "Services");
  EXPECT_EQ(Shipped("ips15").item_size(), 15);
  EXPECT_EQ(Shipped("ips25_young").item_size(), 30);
  EXPECT_EQ(Shipped("seqf").item_size(), 15);
}

TEST(ShippedInstruments, LetTheLogAnswerTheseItems) {
  const Instrument ips25 = Shipped("ips25");
  const std::vector<std::pair<const char*, int>> expected = {
      {"caseload_per_fte", 1},          {"employment_time_share", 2},     {"phases_by_one_specialist", 3},
      {"attached_team_share", 4},       {"days_to_employer_contact", 15}, {"contacts_matching_preferences", 16},
      {"employer_contacts_a_week", 17}, {"job_type_diversity", 19},       {"employer_diversity", 20},
      {"competitive_share", 21},        {"follow_along_kept", 23},        {"community_share", 24},
      {"outreach_attempts", 25}};
  std::set<std::string> names(std::begin(kReadings), std::end(kReadings));
  EXPECT_EQ(names.size(), expected.size());
  for (const auto& [name, number] : expected) {
    ASSERT_NE(FindItemByReading(ips25, name), nullptr) << name;
    EXPECT_EQ(FindItemByReading(ips25, name)->number(), number) << name;
    EXPECT_EQ(names.count(name), 1U) << name;
  }
  EXPECT_EQ(FindItemByReading(ips25, ""), nullptr) << "items without a reading have no name";
  EXPECT_EQ(ips25.item(20).reading().least(), 10) << "competitive jobs: the least number of jobs";
}

TEST(ShippedInstruments, SayWhatIsVerified) {
  const auto verified = [](const char* id) {
    std::set<int> items;
    const Instrument instrument = Shipped(id);
    for (const Item& item : instrument.item()) {
      for (const Level& level : item.level()) {
        if (level.verified()) items.insert(item.number());
      }
    }
    return items;
  };
  EXPECT_EQ(verified("ips25"), (std::set<int>{1, 2}));
  EXPECT_EQ(verified("ips15"), (std::set<int>{1, 2, 3, 8}));
  EXPECT_FALSE(ItemOf("ips15", 8).level(3).verified()) << "the copy that was read repeats score 3 there";
  EXPECT_FALSE(Shipped("ips25").total(0).band(3).verified());
  EXPECT_TRUE(Shipped("ips25").total(0).band(1).verified());
}

TEST(ShippedInstruments, AreFoundByIdVersionAndDay) {
  EXPECT_EQ(FindInstrument("ips25", 2), nullptr);
  EXPECT_EQ(FindInstrument("ips25", 0), nullptr);
  EXPECT_EQ(FindInstrument("", 1), nullptr);
  EXPECT_EQ(InstrumentInForce("ips25", On("2007-12-31")), nullptr);
  ASSERT_NE(InstrumentInForce("ips25", On("2008-01-01")), nullptr);
  EXPECT_EQ(InstrumentInForce("ips25", On("2030-01-01"))->version(), 1);
  EXPECT_EQ(FindItem(Shipped("ips25"), 26), nullptr);
  EXPECT_EQ(FindTotal(Shipped("ips25"), ""), nullptr);
}

TEST(IsInForce, FromTheFirstDayToTheLast) {
  Instrument instrument = Shipped("ips25");
  instrument.set_effective_to("2026-03-31");
  EXPECT_FALSE(IsInForce(instrument, On("2007-12-31")));
  EXPECT_TRUE(IsInForce(instrument, On("2008-01-01")));
  EXPECT_TRUE(IsInForce(instrument, On("2026-03-30")));
  EXPECT_TRUE(IsInForce(instrument, On("2026-03-31")));
  EXPECT_FALSE(IsInForce(instrument, On("2026-04-01")));
  instrument.clear_effective_to();
  EXPECT_TRUE(IsInForce(instrument, On("2026-04-01")));
}

TEST(ShippedInstruments, ExtendTheirBaseWithoutChangingIt) {
  const Instrument base = Shipped("ips25"), young = Shipped("ips25_young");
  for (int i = 0; i < base.item_size(); ++i)
    EXPECT_EQ(base.item(i).SerializeAsString(), young.item(i).SerializeAsString()) << i;
  EXPECT_EQ(base.total(0).SerializeAsString(), young.total(0).SerializeAsString());
  EXPECT_EQ(young.total(1).first_item(), 26);
}

// A whole instrument, and what is said of it once something in it is changed.
constexpr char kWhole[] =
    R"(id: "made" version: 1 title: "Made" summary: "For a test." source: "A test." effective_from: "2020-01-01"
  item { number: 1 section: "S" name: "N" description: "D." aim: "a" lowest: 1 highest: 3 evidence: [RECORDS] source: "A test."
    measure { unit: "% of it" rounding: NEAREST_WHOLE } condition { id: "c" says: "kept" }
    level { score: 1 } level { score: 2 at_least: 50 } level { score: 3 at_least: 90 needs_one_of: ["c"] }
    reading { name: "community_share" window_months: 6 least: 1 } not_applicable_when: "Never seen." }
  item { number: 2 section: "S" name: "N" description: "D." aim: "a" lowest: 1 highest: 3 evidence: [RECORDS] source: "A test." }
  total { id: "t" title: "T" first_item: 1 last_item: 2 most_not_applicable: 1 source: "A test."
    band { id: "low" title: "low" from: 2 } band { id: "high" title: "high" from: 5 } })";

std::vector<std::string> FaultsWith(const std::function<void(Instrument*)>& change) {
  Instrument instrument = Made(kWhole);
  change(&instrument);
  return Faults(instrument, nullptr);
}

TEST(Faults, AreNoneInAWholeInstrument) {
  EXPECT_EQ(FaultsWith([](Instrument*) {}), std::vector<std::string>{});
}

TEST(Faults, NameWhatContradicts) {
  const struct {
    const char* says;
    std::function<void(Instrument*)> change;
  } rows[] = {
      {"no version", [](Instrument* i) { i->set_version(0); }},
      {"no title", [](Instrument* i) { i->clear_source(); }},
      {"effective_from is no day", [](Instrument* i) { i->set_effective_from("2020-02-30"); }},
      {"effective_to is no day", [](Instrument* i) { i->set_effective_to("2019-12-31"); }},
      {"its id is not of small letters", [](Instrument* i) { i->set_id("made-up"); }},
      {"its id is not of small letters", [](Instrument* i) { i->set_id("Made"); }},
      {"its id is not of small letters", [](Instrument* i) { i->set_id("2made"); }},
      {"a share on record that is no percentage",
       [](Instrument* i) { i->mutable_item(0)->mutable_reading()->set_least_recorded_percent(101); }},
      {"its base is not", [](Instrument* i) { i->mutable_base()->set_id("ips25"); }},
      {"it has no items", [](Instrument* i) { i->clear_item(); }},
      {"item 3: 2 was its turn", [](Instrument* i) { i->mutable_item(1)->set_number(3); }},
      {"item 1: it has no aim", [](Instrument* i) { i->mutable_item(0)->clear_aim(); }},
      {"highest score is not above", [](Instrument* i) { i->mutable_item(1)->set_highest(1); }},
      {"names no source of evidence", [](Instrument* i) { i->mutable_item(1)->clear_evidence(); }},
      {"stands twice", [](Instrument* i) { i->mutable_item(1)->add_evidence(RECORDS); }},
      {"no score needs condition d",
       [](Instrument* i) {
         Condition* more = i->mutable_item(0)->add_condition();
         more->set_id("d");
         more->set_says("d");
       }},
      {"condition c is not explained", [](Instrument* i) { i->mutable_item(0)->clear_condition(); }},
      {"one level for each score", [](Instrument* i) { i->mutable_item(0)->mutable_level()->RemoveLast(); }},
      {"lowest score to the highest", [](Instrument* i) { i->mutable_item(0)->mutable_level(1)->set_score(3); }},
      {"unit or rounding is missing", [](Instrument* i) { i->mutable_item(0)->clear_measure(); }},
      {"its lowest score asks", [](Instrument* i) { i->mutable_item(0)->mutable_level(0)->set_at_least(0); }},
      {"points the other way", [](Instrument* i) { i->mutable_item(0)->mutable_level(1)->set_at_most(50); }},
      {"asks for less than", [](Instrument* i) { i->mutable_item(0)->mutable_level(1)->set_at_least(91); }},
      {"asks for no more than",
       [](Instrument* i) {
         i->mutable_item(0)->mutable_level(2)->set_at_least(50);
         i->mutable_item(0)->mutable_level(2)->clear_needs_one_of();
       }},
      {"all of its components",
       [](Instrument* i) {
         Component* one = i->mutable_item(0)->add_component();
         one->set_id("x");
         one->set_says("x");
       }},
      {"score 1 says nothing",
       [](Instrument* i) {
         for (int score = 1; score <= 3; ++score) i->mutable_item(1)->add_level()->set_score(score);
       }},
      {"there is no reading x", [](Instrument* i) { i->mutable_item(0)->mutable_reading()->set_name("x"); }},
      {"no least number", [](Instrument* i) { i->mutable_item(0)->mutable_reading()->set_least(0); }},
      {"a reading and no cut-points",
       [](Instrument* i) {
         *i->mutable_item(1)->mutable_reading() = i->item(0).reading();
         i->mutable_item(0)->clear_reading();
       }},
      {"another item has its reading",
       [](Instrument* i) { *i->mutable_item(1)->mutable_reading() = i->item(0).reading(); }},
      {"it has no total", [](Instrument* i) { i->clear_total(); }},
      {"there is no item 3", [](Instrument* i) { i->mutable_total(0)->set_last_item(3); }},
      {"more items may be set aside", [](Instrument* i) { i->mutable_total(0)->set_most_not_applicable(2); }},
      {"does not begin where it should", [](Instrument* i) { i->mutable_total(0)->mutable_band(0)->set_from(1); }},
      {"cannot be reached", [](Instrument* i) { i->mutable_total(0)->mutable_band(1)->set_from(7); }},
      {"its bands have no source", [](Instrument* i) { i->mutable_total(0)->clear_source(); }},
      {"total t stands twice", [](Instrument* i) { *i->add_total() = Total(i->total(0)); }},
      {"that is itself",
       [](Instrument* i) {
         i->add_comparable()->set_id("made");
         i->mutable_comparable(0)->set_version(1);
       }},
      {"there is no item 9",
       [](Instrument* i) {
         i->add_comparable()->set_id("made");
         i->mutable_comparable(0)->set_version(2);
         i->mutable_comparable(0)->add_item()->set_here(9);
       }},
  };
  for (const auto& row : rows) {
    const std::vector<std::string> faults = FaultsWith(row.change);
    EXPECT_TRUE(std::any_of(faults.begin(), faults.end(),
                            [&](const std::string& fault) { return absl::StrContains(fault, row.says); }))
        << row.says << "; said: " << (faults.empty() ? "nothing" : faults.front());
  }
}

TEST(Faults, AreInAnExtensionThatBeginsElsewhere) {
  const Instrument base = Made(kWhole);
  Instrument extension = Made(kWhole);
  extension.set_id("more");
  extension.mutable_base()->set_id("made");
  extension.mutable_base()->set_version(1);
  extension.clear_total();
  EXPECT_TRUE(absl::StrContains(absl::StrJoin(Faults(extension, &base), "\n"), "another item has its reading"));
  extension.mutable_item(0)->clear_reading();
  EXPECT_FALSE(Faults(extension, &base).empty()) << "its items have the numbers of the base's";
  extension.mutable_item(0)->set_number(3);
  extension.mutable_item(1)->set_number(4);
  EXPECT_EQ(Faults(extension, &base), std::vector<std::string>{});
  extension.mutable_base()->set_version(2);
  EXPECT_FALSE(Faults(extension, &base).empty());
  EXPECT_FALSE(Faults(extension, nullptr).empty());
}

TEST(UsualCalendar, IsWhole) { EXPECT_EQ(Faults(UsualCalendar()), std::vector<std::string>{}); }

}  // namespace
}  // namespace gainful::fidelity
