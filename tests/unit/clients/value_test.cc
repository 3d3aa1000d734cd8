#include "clients/cli/value.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/contract_files.h"

namespace gainful::cli {
namespace {

using caseload::v1::Participant;
using ::testing::HasSubstr;

const DayParser kDays = DayOrWord(absl::CivilDay(2024, 3, 5));

absl::Status Set(const char* field, absl::string_view text, google::protobuf::Message* message) {
  return SetFromText(*message->GetDescriptor()->FindFieldByName(field), text, kDays, ',', message);
}

std::string Shown(const google::protobuf::Message& message, const char* field) {
  return TextOf(message, *message.GetDescriptor()->FindFieldByName(field));
}

TEST(Day, TakesIsoDaysOfTheCalendar) {
  EXPECT_EQ(ParseIsoDay("2024-02-29").value(), absl::CivilDay(2024, 2, 29));
  EXPECT_EQ(ParseIsoDay("0001-01-01").value(), absl::CivilDay(1, 1, 1));
  EXPECT_EQ(ParseIsoDay("9999-12-31").value(), absl::CivilDay(9999, 12, 31));
  for (const char* bad :
       {"2023-02-29", "2024-13-01", "2024-00-10", "2024-01-00", "0000-01-01", "24-01-01", "2024-1-1", "2024/01/01",
        "2024-01-01T00:00", " 2024-01-01", "", "-024-01-01", "2024-01-01-", "+024-01-01", "soon"}) {
    EXPECT_FALSE(ParseIsoDay(bad).ok()) << bad;
  }
}

TEST(Day, TakesTwoWords) {
  EXPECT_EQ(kDays("today").value(), absl::CivilDay(2024, 3, 5));
  EXPECT_EQ(DayOrWord(absl::CivilDay(2024, 3, 1))("yesterday").value(), absl::CivilDay(2024, 2, 29));
  EXPECT_FALSE(kDays("tomorrow").ok());
}

TEST(Day, TakesOtherFormats) {
  EXPECT_EQ(DayIn("%d/%m/%Y")("31/12/2024").value(), absl::CivilDay(2024, 12, 31));
  EXPECT_EQ(DayIn("%Y%m%d")("20241231").value(), absl::CivilDay(2024, 12, 31));
  EXPECT_EQ(DayIn("%d/%m/%y")("31/12/24").value(), absl::CivilDay(2024, 12, 31));
  EXPECT_EQ(DayIn("%d %b %Y")("5 Mar 2024").value(), absl::CivilDay(2024, 3, 5));
  for (const char* bad : {"12/31/2024", "30/02/2024", "2024-12-31", "", "31/12/2024 noon", "31/12/24", "1/1/240",
                          "01/01/-5", "01/01/12345"}) {
    EXPECT_FALSE(DayIn("%d/%m/%Y")(bad).ok()) << bad;
  }
}

TEST(FindValue, TakesCodesAndNamesInAnyCase) {
  const auto& sex = *caseload::v1::Sex_descriptor();
  EXPECT_EQ(FindValue(sex, "2")->number(), caseload::v1::SEX_FEMALE);
  EXPECT_EQ(FindValue(sex, "x")->number(), caseload::v1::SEX_NOT_KNOWN);
  EXPECT_EQ(FindValue(sex, "not-known")->number(), caseload::v1::SEX_NOT_KNOWN);
  EXPECT_EQ(FindValue(sex, "Not_Known")->number(), caseload::v1::SEX_NOT_KNOWN);
  EXPECT_EQ(FindValue(sex, "3"), nullptr) << "the number in the protos is no code";
  EXPECT_EQ(FindValue(sex, "unspecified"), nullptr);
  EXPECT_EQ(FindValue(sex, ""), nullptr);
  const auto& kind = *directory::v1::OrganisationKind_descriptor();
  EXPECT_EQ(FindValue(kind, "nhs-trust")->number(), directory::v1::ORGANISATION_KIND_NHS_TRUST);
  EXPECT_EQ(FindValue(kind, "nhs_trust")->number(), directory::v1::ORGANISATION_KIND_NHS_TRUST);
  const auto& disclosure = *reporting::v1::Disclosure_descriptor();
  EXPECT_EQ(FindValue(disclosure, "none")->number(), reporting::v1::DISCLOSURE_NONE);
}

TEST(FindValue, CodesAndNamesOfAnEnumNeverMeanTwoThings) {
  // Somebody who types one value's code must not get another one's name.
  for (const auto* file : ContractFiles()) {
    for (int e = 0; e < file->enum_type_count(); ++e) {
      const auto& type = *file->enum_type(e);
      for (int v = 0; v < type.value_count(); ++v) {
        if (type.value(v)->number() == 0) continue;
        const Choice choice = ChoicesOf(type)[static_cast<size_t>(v - 1)];
        EXPECT_EQ(FindValue(type, choice.code), type.value(v)) << type.full_name();
        EXPECT_EQ(FindValue(type, choice.name), type.value(v)) << type.full_name();
      }
    }
  }
}

TEST(SetFromText, SetsEveryKindOfField) {
  Participant p;
  EXPECT_TRUE(Set("name", "Ada", &p).ok());
  EXPECT_TRUE(Set("birth_date", "1990-12-31", &p).ok());
  EXPECT_TRUE(Set("birth_year", "1990", &p).ok());
  EXPECT_TRUE(Set("sex", "2", &p).ok());
  EXPECT_TRUE(Set("disabilities", "01, sight", &p).ok());
  EXPECT_TRUE(Set("etag", "7", &p).ok());
  EXPECT_EQ(p.name(), "Ada");
  EXPECT_EQ(p.birth_date().year(), 1990);
  EXPECT_EQ(p.birth_date().month(), 12);
  EXPECT_EQ(p.birth_year(), 1990);
  EXPECT_EQ(p.sex(), caseload::v1::SEX_FEMALE);
  EXPECT_EQ(p.disabilities_size(), 2);
  EXPECT_EQ(p.disabilities(1), caseload::v1::DISABILITY_SIGHT);
  EXPECT_EQ(p.etag(), 7);
  reporting::v1::EquityRow row;
  EXPECT_TRUE(Set("value", "0.25", &row).ok());
  EXPECT_EQ(row.value(), 0.25);
}

// An NHS number is printed in groups; blanks in a text are the text's own.
TEST(SetFromText, LeavesBlanksOutOfWhatIsDigitsAlone) {
  Participant p;
  for (const char* text : {"9598980006", "959 898 0006", " 959\t8980006 ",
                           "959\xC2\xA0"
                           "898\xC2\xA0"
                           "0006"}) {
    ASSERT_TRUE(Set("nhs_number", text, &p).ok()) << text;
    EXPECT_EQ(p.nhs_number(), "9598980006") << text;
  }
  ASSERT_TRUE(Set("nhs_number", "959-898-0006", &p).ok());
  EXPECT_EQ(p.nhs_number(), "959-898-0006") << "the server says what is wrong with it";
  ASSERT_TRUE(Set("lsoa", "E01 000001", &p).ok());
  EXPECT_EQ(p.lsoa(), "E01 000001");
  ASSERT_TRUE(Set("name", "Ada  King", &p).ok());
  EXPECT_EQ(p.name(), "Ada  King");
}

TEST(SetFromText, SaysWhatIsWanted) {
  Participant p;
  EXPECT_THAT(std::string(Set("birth_year", "x", &p).message()), HasSubstr("a whole number, not 'x'"));
  EXPECT_THAT(std::string(Set("birth_year", "99999999999", &p).message()), HasSubstr("whole number"));
  EXPECT_THAT(std::string(Set("birth_date", "31/12/1990", &p).message()), HasSubstr("YYYY-MM-DD"));
  EXPECT_THAT(std::string(Set("sex", "F", &p).message()), HasSubstr("one of 1, 2, 9, X, not 'F'"));
  EXPECT_THAT(std::string(Set("disabilities", "01,,02", &p).message()), HasSubstr("one of 01"));
  EXPECT_THAT(std::string(Set("name", "\xFF", &p).message()), HasSubstr("UTF-8"));
  EXPECT_FALSE(Set("updated_at", "now", &p).ok());
}

TEST(TextOf, ShowsValuesAsPeopleReadThem) {
  Participant p;
  p.set_name("Ada");
  p.mutable_birth_date()->set_year(1990);
  p.mutable_birth_date()->set_month(2);
  p.mutable_birth_date()->set_day(3);
  p.set_ethnic_category(caseload::v1::ETHNIC_CATEGORY_CARIBBEAN);
  p.add_disabilities(caseload::v1::DISABILITY_SIGHT);
  p.add_disabilities(caseload::v1::DISABILITY_HEARING);
  (*p.mutable_local_characteristics())["b"] = "2";
  (*p.mutable_local_characteristics())["a"] = "1";
  p.mutable_updated_at()->set_seconds(1700000000);
  p.set_etag(3);
  EXPECT_EQ(Shown(p, "birth_date"), "1990-02-03");
  EXPECT_EQ(Shown(p, "ethnic_category"), "Caribbean");
  EXPECT_EQ(Shown(p, "disabilities"), "sight; hearing");
  EXPECT_EQ(Shown(p, "local_characteristics"), "a=1; b=2");
  EXPECT_EQ(Shown(p, "updated_at"), "2023-11-14T22:13:20Z");
  EXPECT_EQ(Shown(p, "etag"), "3");
}

TEST(TextOf, ShowsDaysInAListAsDays) {
  placement::v1::Outcome outcome;
  EXPECT_EQ(Shown(outcome, "job_starts"), "");
  for (const int day : {8, 28}) {
    auto* date = outcome.add_job_starts();
    date->set_year(2024);
    date->set_month(2);
    date->set_day(day);
  }
  EXPECT_EQ(Shown(outcome, "job_starts"), "2024-02-08; 2024-02-28");
}

TEST(TextOf, WhatIsNotSetIsBlankAndZeroIsNot) {
  Participant p;
  for (const char* field :
       {"name", "birth_date", "birth_year", "sex", "disabilities", "local_characteristics", "updated_at"}) {
    EXPECT_EQ(Shown(p, field), "") << field;
  }
  p.set_birth_year(0);
  EXPECT_EQ(Shown(p, "birth_year"), "0");
}

}  // namespace
}  // namespace gainful::cli
