#include "clients/cli/rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gainful/caseload/v1/caseload.pb.h"
#include "gainful/caseload/v1/record_import.pb.h"
#include "gainful/placement/v1/placement.pb.h"

namespace gainful::cli {
namespace {

using caseload::v1::ImportRow;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kMapping[] = R"(
  people {
    source: 'sheet' key: ['site', 'ref'] date_format: '%d/%m/%Y' blank: ['', 'NA']
    column { from: 'name' to: 'participant.name' required: true }
    column { from: 'born' to: 'participant.birth_date' }
    column { from: 'year' to: 'participant.birth_year' }
    column { from: 'sex' to: 'participant.sex' code { from: 'F' to: '2' } code { from: 'M' to: 'male' } }
    column { from: 'eth' to: 'participant.ethnic_category' }
    column { from: 'dis' to: 'participant.disabilities' list_separator: '+' }
    column { from: 'area' to: 'participant.local_characteristics.area' blank: '-' }
    column { from: 'start' to: 'journey.referred_on' to: 'journey.accepted_on' date_format: '%Y%m%d' required: true }
  })";
const std::vector<std::string> kHeader = {"site", "ref", "name", "born",  "year", "sex",
                                          "eth",  "dis", "area", "start", "notes"};

class Rows : public ::testing::Test {
 protected:
  Rows() : mapping_(LoadMapping(kMapping, "m").value()), translator_(*mapping_.people, kHeader) {}

  std::vector<RowFault> Translate(std::vector<std::string> cells, ImportRow* row) {
    CsvRow csv;
    csv.line = 7;
    csv.cells = std::move(cells);
    return translator_.Translate(csv, {"team", "programme", {}}, row);
  }

  const Mapping mapping_;
  const RowTranslator translator_;
};

TEST_F(Rows, EveryKindOfFieldIsTranslated) {
  ImportRow row;
  const auto faults = Translate(
      {"N", "17", " Ada\xC2\xA0", "31/12/1990", "1990", "F", "caribbean", "01+ sight", "east", "20240305", "x"}, &row);
  EXPECT_THAT(faults, IsEmpty());
  EXPECT_EQ(row.line(), 7);
  const auto& p = row.participant();
  EXPECT_EQ(p.source(), "sheet");
  EXPECT_EQ(p.source_key(), "N/17");
  EXPECT_EQ(p.team_id(), "team");
  EXPECT_EQ(p.name(), "Ada");
  EXPECT_EQ(p.birth_date().month(), 12);
  EXPECT_EQ(p.birth_year(), 1990);
  EXPECT_EQ(p.sex(), caseload::v1::SEX_FEMALE);
  EXPECT_EQ(p.ethnic_category(), caseload::v1::ETHNIC_CATEGORY_CARIBBEAN);
  EXPECT_THAT(p.disabilities(),
              ElementsAre(caseload::v1::DISABILITY_BEHAVIOUR_AND_EMOTIONAL, caseload::v1::DISABILITY_SIGHT));
  EXPECT_EQ(p.local_characteristics().at("area"), "east");
  const auto& j = row.journey();
  EXPECT_EQ(j.source_key(), "N/17");
  EXPECT_EQ(j.programme_id(), "programme");
  EXPECT_EQ(j.team_id(), "team");
  EXPECT_EQ(j.referred_on().day(), 5);
  EXPECT_EQ(j.accepted_on().day(), 5);
}

TEST_F(Rows, BlankCellsLeaveFieldsUnset) {
  ImportRow row;
  EXPECT_THAT(Translate({"N", "17", "Ada", "", "NA", "", " NA ", "", "-", "20240305", ""}, &row), IsEmpty());
  EXPECT_FALSE(row.participant().has_birth_date());
  EXPECT_FALSE(row.participant().has_birth_year());
  EXPECT_EQ(row.participant().sex(), caseload::v1::SEX_UNSPECIFIED);
  EXPECT_EQ(row.participant().local_characteristics_size(), 0);
}

TEST_F(Rows, EveryFaultOfARowIsFoundAndNamesItsColumn) {
  ImportRow row;
  const auto faults = Translate({"N", "", "NA", "1990-12-31", "x", "Female", "Q", "01+?", "east", "5 March", ""}, &row);
  std::map<std::string, std::string> by_column;
  for (const RowFault& fault : faults) by_column[fault.column] = fault.reason;
  EXPECT_THAT(by_column["ref"], HasSubstr("key"));
  EXPECT_THAT(by_column["name"], HasSubstr("may not be blank"));
  EXPECT_THAT(by_column["born"], HasSubstr("written as %d/%m/%Y"));
  EXPECT_THAT(by_column["year"], HasSubstr("whole number"));
  EXPECT_THAT(by_column["sex"], HasSubstr("wants one of F, M, not 'Female'"));
  EXPECT_THAT(by_column["eth"], HasSubstr("wants one of A, B"));
  EXPECT_THAT(by_column["dis"], HasSubstr("wants one of 01"));
  EXPECT_THAT(by_column["start"], HasSubstr("%Y%m%d"));
  EXPECT_THAT(faults, SizeIs(8)) << "a cell that feeds two fields is blamed once";
}

TEST_F(Rows, UnreadableAndRaggedRowsAreBadAsAWhole) {
  ImportRow row;
  const auto ragged = Translate({"N", "17"}, &row);
  ASSERT_THAT(ragged, SizeIs(1));
  EXPECT_THAT(ragged[0].column, IsEmpty());
  EXPECT_THAT(ragged[0].reason, HasSubstr("has 2 cells where the first line has 11"));
  CsvRow broken;
  broken.fault = "it holds a NUL byte";
  EXPECT_THAT(translator_.Translate(broken, {}, &row)[0].reason, HasSubstr("NUL"));
}

TEST_F(Rows, TheHeaderIsComparedWithTheMapping) {
  EXPECT_THAT(translator_.header_faults(), IsEmpty());
  EXPECT_THAT(translator_.ignored(), ElementsAre("notes"));
  const RowTranslator other(*mapping_.people, {"site", " ref ", "name", "born", "born", "sex", "eth", "dis", "area"});
  EXPECT_THAT(other.header_faults(), ElementsAre("the file has two columns 'born'", "the file has no column 'year'",
                                                 "the file has no column 'start'"));
}

TEST_F(Rows, FieldsThatAServerNamesAreTakenBackToColumns) {
  EXPECT_EQ(translator_.ColumnFor("participant.birth_date"), "born");
  EXPECT_EQ(translator_.ColumnFor("journey.accepted_on"), "start");
  EXPECT_EQ(translator_.ColumnFor("participant.source_key"), "site/ref");
  EXPECT_EQ(translator_.ColumnFor("participant.local_characteristics.area"), "area");
  EXPECT_EQ(translator_.ColumnFor("participant.disabilities[1]"), "dis");
  EXPECT_EQ(translator_.ColumnFor("participant.lsoa"), "");
}

TEST(JobRows, NameTheirJourney) {
  const Mapping mapping =
      LoadMapping("jobs { source: 's' key: ['p', 'j'] journey_key: 'p' column { from: 'on' to: 'spell.started_on' } }",
                  "m")
          .value();
  const RowTranslator translator(*mapping.jobs, {"p", "j", "on"});
  CsvRow csv;
  csv.line = 2;
  csv.cells = {"R002", "1", "1973-03-05"};
  placement::v1::ImportRow row;
  EXPECT_THAT(translator.Translate(csv, {"team", "programme", {}}, &row), IsEmpty());
  EXPECT_EQ(row.journey_key(), "R002");
  EXPECT_EQ(row.spell().source_key(), "R002/1");
  EXPECT_EQ(row.spell().started_on().year(), 1973);
  EXPECT_EQ(translator.ColumnFor("journey_key"), "p");
}

TEST(RecordRows, PutTheAnswersOfAQuestionnaireTogether) {
  const Mapping mapping = LoadMapping(R"(
    records {
      source: 's' key: ['ref', 'date'] person_key: 'ref'
      constant { to: 'measure.kind' text: 'gad7' }
      column { from: 'date' to: 'measure.measured_on' }
      column { from: 'q1' to: 'measure.items' code { from: '' to: '-9' } code { from: '2' to: '2' } }
      column { from: 'q2' to: 'measure.items' }
      column { from: 'rest' to: 'measure.items' list_separator: ' ' }
    })",
                                      "m")
                              .value();
  const RowTranslator translator(mapping.records.front(), {"ref", "date", "q1", "q2", "rest"});
  CsvRow csv;
  csv.line = 2;
  csv.cells = {"R002", "2025-02-01", "", "1", "0 1 2 3 0"};
  caseload::v1::RecordRow row;
  EXPECT_THAT(translator.Translate(csv, {"team", "programme", {}}, &row), IsEmpty());
  EXPECT_EQ(row.source(), "s");
  EXPECT_EQ(row.source_key(), "R002/2025-02-01");
  EXPECT_EQ(row.person_key(), "R002");
  EXPECT_EQ(row.measure().kind(), caseload::v1::MEASURE_KIND_GAD7);
  EXPECT_THAT(row.measure().items(), ElementsAre(-9, 1, 0, 1, 2, 3, 0));
  EXPECT_EQ(translator.ColumnFor("measure.items[1]"), "q2");
  EXPECT_EQ(translator.ColumnFor("measure.items"), "q1");
  EXPECT_EQ(translator.ColumnFor("person_key"), "ref");
  EXPECT_EQ(translator.ColumnFor("source_key"), "ref/date");
  csv.cells[2] = "9";
  csv.cells[3] = "much";
  caseload::v1::RecordRow bad;
  const auto faults = translator.Translate(csv, {}, &bad);
  ASSERT_THAT(faults, SizeIs(2));
  EXPECT_EQ(faults[0].column, "q1");
  EXPECT_EQ(faults[1].column, "q2");
}

}  // namespace
}  // namespace gainful::cli
