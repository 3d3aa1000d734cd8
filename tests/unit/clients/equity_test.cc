#include "clients/cli/equity.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <sstream>

#include "absl/strings/str_split.h"
#include "clients/cli/text.h"

namespace gainful::cli {
namespace {

namespace reporting = gainful::reporting::v1;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

template <typename M>
M Parse(const std::string& text) {
  M message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message));
  return message;
}

reporting::EquityRow Row(const std::string& more) {
  return Parse<reporting::EquityRow>(
      "indicator: 'supported_into_work' version: 1 period_from { year: 1973 month: 1 day: 1 } "
      "period_to { year: 1973 month: 12 day: 31 } characteristic: 'race' " +
      more);
}

const reporting::EquityRow kBlack =
    Row("group: 'black' numerator: 316 denominator: 379 value: 0.8337730870712401 lower95: 0.7929 upper95: 0.8681");
const reporting::EquityRow kAll =
    Row("group: 'all' numerator: 360 denominator: 432 value: 0.8333333333 lower95: 0.7953 upper95: 0.8655");

reporting::EquityReportRequest Request(const std::string& more = "") {
  return Parse<reporting::EquityReportRequest>(
      "indicator: 'supported_into_work' by: 'race' from { year: 1973 month: 1 day: 1 } to { year: 1973 month: 12 day: "
      "31 } " +
      more);
}

std::string Printed(const std::vector<reporting::EquityRow>& rows, reporting::Disclosure disclosure, Format format,
                    bool utf8 = true) {
  auto report = Parse<reporting::EquityReportResponse>(
      "definition: 'People whose first job started in time.' as_at { year: 1973 month: 12 day: 31 }");
  for (const auto& row : rows) *report.add_rows() = row;
  report.set_disclosure(disclosure);
  std::ostringstream out;
  PrintEquityReport(Request(), report, format, utf8, out);
  return out.str();
}

TEST(EquityCsv, HasRawProportionsWithTenDecimals) {
  EXPECT_EQ(
      Printed({kBlack}, reporting::DISCLOSURE_NONE, Format::kCsv),
      "indicator,version,period_from,period_to,characteristic,group,numerator,denominator,value,lower95,upper95,flag\n"
      "supported_into_work,1,1973-01-01,1973-12-31,race,black,316,379,0.8337730871,0.7929000000,0.8681000000,\n");
}

TEST(EquityCsv, HasWholePerCentsUnderMhsds) {
  const auto row = Row("group: 'other' numerator: 45 denominator: 55 value: 82 lower95: 70 upper95: 90");
  EXPECT_EQ(EquityCsvLine(row, reporting::DISCLOSURE_MHSDS),
            "supported_into_work,1,1973-01-01,1973-12-31,race,other,45,55,82,70,90,\n");
}

TEST(EquityCsv, WithheldNumbersAreStarsAndAbsentOnesBlank) {
  EXPECT_EQ(EquityCsvLine(Row("group: 'a' flag: 'withheld; not yet due: 15'"), reporting::DISCLOSURE_MHSDS),
            "supported_into_work,1,1973-01-01,1973-12-31,race,a,*,*,*,*,*,withheld; not yet due: 15\n");
  EXPECT_EQ(EquityCsvLine(Row("group: 'a' denominator: 55 flag: 'withheld'"), reporting::DISCLOSURE_MHSDS),
            "supported_into_work,1,1973-01-01,1973-12-31,race,a,*,55,*,*,*,withheld\n");
  EXPECT_EQ(EquityCsvLine(Row("group: 'a' numerator: 0 denominator: 0"), reporting::DISCLOSURE_NONE),
            "supported_into_work,1,1973-01-01,1973-12-31,race,a,0,0,,,,\n");
}

TEST(EquityTable, SaysOnWhatLawfulBasisEverybodyIsCounted) {
  auto report = Parse<reporting::EquityReportResponse>(
      "as_at { year: 1973 month: 12 day: 31 } lawful_basis: 'UK GDPR Article 6(1)(e)' lawful_basis: 'not recorded'");
  std::ostringstream out;
  PrintEquityReport(Request(), report, Format::kTable, true, out);
  EXPECT_THAT(out.str(), HasSubstr("Lawful basis of counting everybody: UK GDPR Article 6(1)(e); not recorded."));
}

TEST(EquityTable, ReadsAsAPage) {
  const std::string table = Printed({kBlack, kAll}, reporting::DISCLOSURE_NONE, Format::kTable);
  EXPECT_THAT(
      table,
      AllOf(HasSubstr("Supported into work, by race\n"), HasSubstr("People whose first job started in time."),
            HasSubstr("1 January 1973 to 31 December 1973, as at 31 December 1973."), HasSubstr("not for publication"),
            HasSubstr("83.4%"), HasSubstr("79.3% \xE2\x80\x93 86.8%"), Not(HasSubstr("withheld"))));
}

TEST(EquityTable, KeepsToItsWidthAndToAsciiWhereAsked) {
  const std::string table = Printed({kBlack, kAll}, reporting::DISCLOSURE_NONE, Format::kTable, /*utf8=*/false);
  for (const absl::string_view line : absl::StrSplit(table, '\n')) {
    EXPECT_LE(Width(line), 110u) << line;
    for (const unsigned char c : line) EXPECT_LT(c, 0x80);
  }
  EXPECT_THAT(table, HasSubstr("..[o=].."));
}

TEST(EquityTable, ExplainsWhatIsMissing) {
  const std::string table = Printed(
      {Row("group: 'a' flag: 'withheld'"),
       Row("group: 'b' numerator: 10 denominator: 20 value: 50 lower95: 30 upper95: 70 flag: 'not yet due: 15'")},
      reporting::DISCLOSURE_MHSDS, Format::kTable);
  EXPECT_THAT(table, AllOf(HasSubstr("*  withheld"), HasSubstr("b: not yet due: 15"),
                           HasSubstr("rounded to the nearest 5"), HasSubstr("50%")));
}

TEST(EquityTable, CountsHaveNoRate) {
  const std::string table = Printed({Row("group: 'a' numerator: 12")}, reporting::DISCLOSURE_NONE, Format::kTable);
  EXPECT_THAT(table, AllOf(HasSubstr("count"), HasSubstr("12"), Not(HasSubstr("rate")), Not(HasSubstr("interval"))));
}

TEST(EquityTable, SurvivesOddFigures) {
  Printed({Row("group: 'a\x1B' numerator: 1 denominator: 1 value: 1.5 lower95: -1 upper95: 99")},
          reporting::DISCLOSURE_NONE, Format::kTable);
  Printed({}, reporting::DISCLOSURE_NONE, Format::kTable);
}

TEST(EquityJson, IsTheAnswer) {
  EXPECT_THAT(Printed({kBlack}, reporting::DISCLOSURE_NONE, Format::kJson),
              AllOf(HasSubstr("\"period_from\""), HasSubstr("\"numerator\": \"316\"")));
}

}  // namespace
}  // namespace gainful::cli
