#include "clients/cli/mapping.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"

namespace gainful::cli {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

std::string FaultsOf(const std::string& text) { return std::string(LoadMapping(text, "m").status().message()); }

// A mapping of people that is right but for what `more` adds on line 2.
std::string People(const std::string& more) {
  return absl::StrCat("people { source: 's' key: 'k'\n", more, "\n column { from: 'n' to: 'participant.name' } }");
}

TEST(Mapping, TheSampleIsRight) {
  std::ifstream in(GAINFUL_TEST_DATA "/rossi_mapping.textproto");
  std::ostringstream text;
  text << in.rdbuf();
  const auto mapping = LoadMapping(text.str(), "rossi_mapping.textproto");
  ASSERT_TRUE(mapping.ok()) << mapping.status();
  EXPECT_EQ(mapping->programme, "Transitional aid");
  EXPECT_EQ(mapping->team, "Sample team");
  ASSERT_THAT(mapping->people->records, SizeIs(2));
  EXPECT_THAT(mapping->people->MaskOf(*mapping->people->records[0]), ElementsAre("local_characteristics", "name"));
  EXPECT_THAT(mapping->people->MaskOf(*mapping->people->records[1]),
              ElementsAre("accepted_on", "exit_reason", "exited_on", "followed_to", "referred_on"));
  ASSERT_THAT(mapping->jobs->records, SizeIs(1));
  EXPECT_THAT(mapping->jobs->key, ElementsAre("person", "job"));
}

TEST(Mapping, SyntaxErrorsHaveTheirPlace) {
  EXPECT_THAT(FaultsOf("people {\n  sauce: 's'\n}"), HasSubstr("m:2:"));
  EXPECT_THAT(FaultsOf("people {"), HasSubstr("m:1:"));
  EXPECT_THAT(FaultsOf(""), HasSubstr("neither people nor jobs"));
}

TEST(Mapping, PathsAreCheckedAgainstTheContract) {
  EXPECT_THAT(
      FaultsOf(People("column { from: 'x' to: 'participant.birthdate' }")),
      AllOf(HasSubstr("m:2:20: 'participant.birthdate' is no field; a participant has team_id, name, birth_date")));
  EXPECT_THAT(FaultsOf(People("column { from: 'x' to: 'person.name' }")),
              HasSubstr("paths begin with participant. or journey."));
  EXPECT_THAT(FaultsOf(People("column { from: 'x' to: 'participant' }")), HasSubstr("is no field"));
  EXPECT_THAT(FaultsOf(People("column { from: 'x' to: 'spell.started_on' }")), HasSubstr("is no field"));
  EXPECT_THAT(FaultsOf(People("column { from: 'x' to: 'participant.etag' }")), HasSubstr("filled in by the import"));
  EXPECT_THAT(FaultsOf(People("column { from: 'x' to: 'participant.source_key' }")),
              HasSubstr("filled in by the import"));
  EXPECT_THAT(FaultsOf(People("column { from: 'x' to: 'participant.local_characteristics' }")),
              HasSubstr("needs a name after it"));
  EXPECT_THAT(FaultsOf(People("column { from: 'x' to: 'participant.local_characteristics.' }")),
              HasSubstr("needs a name after it"));
  EXPECT_THAT(FaultsOf(People("column { from: 'x' to: 'participant.local_characteristics.Home Area' }")),
              HasSubstr("is no name"));
  EXPECT_THAT(FaultsOf(People("column { from: 'x' to: 'participant.name.first' }")), HasSubstr("has no parts"));
}

TEST(Mapping, NoFieldIsFedTwice) {
  EXPECT_THAT(FaultsOf(People("column { from: 'x' to: 'participant.name' }")), HasSubstr("m:3:"));
  EXPECT_THAT(FaultsOf(People("column { from: 'x' to: 'participant.local_characteristics.a' }"
                              "column { from: 'y' to: 'participant.local_characteristics.b' }")),
              "");
}

TEST(Mapping, CodesMustBeKnown) {
  EXPECT_THAT(
      FaultsOf(People(
          "column { from: 'x' to: 'participant.sex' code { from: 'F' to: 'female' } code { from: 'M' to: '7' } }")),
      AllOf(HasSubstr("m:2:"), HasSubstr("'7' is no code of participant.sex")));
}

TEST(Mapping, WhatEveryRowNeedsMustBeFed) {
  EXPECT_THAT(FaultsOf("people { source: 's' key: 'k' column { from: 'b' to: 'participant.sex' } }"),
              HasSubstr("no column feeds participant.name"));
  EXPECT_THAT(FaultsOf(People("column { from: 'x' to: 'journey.exited_on' }")),
              HasSubstr("no column feeds journey.referred_on"));
  EXPECT_THAT(FaultsOf("jobs { source: 's' key: 'k' journey_key: 'p' }"),
              HasSubstr("no column feeds spell.started_on"));
}

TEST(Mapping, ListsInBracketsHavePlacesToo) {
  const std::string faults = FaultsOf(
      "people { source: 's' key: ['k', 'l']\n column: [ { from: 'n' to: ['participant.name', 'x.y'] },\n"
      "{ from: 'm' to: 'x.z' } ] }");
  EXPECT_THAT(faults, AllOf(HasSubstr("m:2:"), HasSubstr("'x.y'"), HasSubstr("'x.z'")));
}

TEST(Mapping, EveryFaultIsListed) {
  const std::string faults = FaultsOf(
      "people {\n"
      "  separator: ';;'\n"
      "  date_format: '%d.%m'\n"
      "  journey_key: 'x'\n"
      "  column { from: 'n' }\n"
      "  column { to: 'participant.name' date_format: 'never' list_separator: '' }\n"
      "}\n"
      "jobs { source: 's' key: 'k' column { from: 'a' to: 'spell.started_on' } }\n");
  for (const char* fault :
       {"source: give", "key: name the columns that identify", "m:2:3: separator", "m:3:3: date_format",
        "m:4:3: journey_key: is for jobs", "m:5:3: to:", "m:6:3: from:", "m:6:35: date_format", "journey_key: name"}) {
    EXPECT_THAT(faults, HasSubstr(fault));
  }
}

// A part of records that is right but for what `more` adds on line 2.
std::string Notes(const std::string& more) {
  return absl::StrCat("records { source: 's' key: 'k'\n", more,
                      "\n column { from: 'd' to: 'note.noted_on' } column { from: 't' to: 'note.text' } }");
}

TEST(Mapping, TheFieldsSayWhichKindOfRecordsAFileHolds) {
  const auto mapping = LoadMapping(
      absl::StrCat(Notes("person_key: ['a', 'b'] people_source: 'p'"),
                   "records { name: 'carer' source: 's' key: 'k' person_key: 'p' constant { to: "
                   "'characteristic.kind' text: 'carer' } column { from: 'v' to: 'characteristic.values' to: "
                   "'characteristic.source' } column { from: 'f' to: 'characteristic.valid_from' } }"),
      "m");
  ASSERT_TRUE(mapping.ok()) << mapping.status();
  ASSERT_THAT(mapping->records, SizeIs(2));
  EXPECT_EQ(mapping->records[0].name, "note") << "the kind's, where none is given";
  EXPECT_THAT(mapping->records[0].person_key, ElementsAre("a", "b"));
  EXPECT_EQ(mapping->records[0].people_source, "p");
  const FilePlan& carer = mapping->records[1];
  EXPECT_EQ(carer.name, "carer");
  EXPECT_THAT(carer.MaskOf(*carer.records.front()), ElementsAre("kind", "source", "valid_from", "values"));
}

TEST(Mapping, RecordsNeedOneKindAndAKey) {
  EXPECT_THAT(FaultsOf(Notes("")), HasSubstr("person_key: name the columns that say whom a row is about"));
  EXPECT_EQ(FaultsOf(Notes("journey_key: 'j'")), "");
  EXPECT_THAT(FaultsOf(Notes("person_key: 'p' column { from: 'x' to: 'contact.minutes' }")),
              HasSubstr("one kind of record, not contact and note"));
  EXPECT_THAT(FaultsOf("records { source: 's' key: 'k' person_key: 'p' }"), HasSubstr("no column feeds a record"));
  EXPECT_THAT(FaultsOf(Notes("person_key: 'p' column { from: 'x' to: 'note.journey_id' }")),
              HasSubstr("filled in by the import"));
  EXPECT_THAT(
      FaultsOf("records { source: 's' key: 'k' person_key: 'p' column { from: 's' to: 'review.summary' } column "
               "{ from: 'd' to: 'review.reviewed_on' } }"),
      HasSubstr("journey_key: name the columns that say whose journey it is; every review belongs to one"));
  EXPECT_THAT(FaultsOf("records { source: 's' key: 'k' person_key: 'p' column { from: 't' to: 'note.text' } }"),
              HasSubstr("no column feeds note.noted_on, which every row needs"));
}

TEST(Mapping, PartsOfRecordsHaveNamesOfTheirOwn) {
  EXPECT_THAT(FaultsOf(Notes("person_key: 'p'") + Notes("person_key: 'p'")), HasSubstr("m:3:"));
  EXPECT_THAT(FaultsOf(Notes("person_key: 'p'") + Notes("person_key: 'p'")),
              HasSubstr("'note' is the name of two parts"));
  EXPECT_THAT(FaultsOf(Notes("person_key: 'p' name: 'jobs'")), HasSubstr("'jobs' is the name of two parts"));
  EXPECT_THAT(FaultsOf(Notes("person_key: 'p' name: 'a=b'")), HasSubstr("may hold no ="));
  EXPECT_THAT(FaultsOf(People("name: 'a'")), HasSubstr("name: is for records only"));
  EXPECT_THAT(FaultsOf(People("person_key: 'a'")), HasSubstr("person_key: is for records only"));
}

TEST(Mapping, WhatEveryRowGetsIsCheckedOnce) {
  EXPECT_THAT(FaultsOf(People("constant { to: 'participant.birth_date' text: '31/12/1990' }")),
              AllOf(HasSubstr("m:2:12:"), HasSubstr("participant.birth_date: wants a date")));
  EXPECT_THAT(FaultsOf(People("constant { to: 'participant.sex' text: '7' }")), HasSubstr("participant.sex: wants"));
  EXPECT_THAT(FaultsOf(People("constant { to: 'participant.name' text: 'Ann' }")), HasSubstr("fed by two columns"));
  EXPECT_THAT(FaultsOf(People("constant { text: 'Ann' }")), HasSubstr("to: name the field that gets the text"));
  EXPECT_EQ(FaultsOf(People("constant { to: 'participant.local_characteristics.site' text: 'north' }")), "");
}

// The answers of a questionnaire stand in a column each.
TEST(Mapping, SeveralColumnsMayFeedAFieldOfSeveralValues) {
  EXPECT_EQ(FaultsOf(People("column { from: 'x' to: 'participant.disabilities' } column { from: 'y' to: "
                            "'participant.disabilities' }")),
            "");
}

}  // namespace
}  // namespace gainful::cli
