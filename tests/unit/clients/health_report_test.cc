// The AHP Health and Work Report as a page.
#include "clients/cli/health_report.h"

#include <gmock/gmock.h>

#include "absl/strings/str_split.h"
#include "clients/cli/text.h"

namespace gainful::cli {
namespace {

namespace cl = caseload::v1;
using testing::HasSubstr;
using testing::Not;

google::type::Date Date(int year, int month, int day) {
  google::type::Date date;
  date.set_year(year);
  date.set_month(month);
  date.set_day(day);
  return date;
}

cl::HealthAndWorkReport Report() {
  cl::HealthAndWorkReport r;
  *r.mutable_assessed_on() = Date(2025, 6, 1);
  r.set_fitness(cl::FITNESS_MAY_BE_FIT);
  *r.mutable_starts_on() = Date(2025, 6, 2);
  *r.mutable_ends_on() = Date(2025, 7, 2);
  r.add_advice(cl::WORK_ADVICE_PHASED_RETURN);
  r.add_difficulties("Standing for long.");
  r.add_recommendations("A stool.");
  r.set_profession(cl::AHP_PROFESSION_OCCUPATIONAL_THERAPIST);
  r.set_registration_number("OT1");
  return r;
}

TEST(HealthReportText, SaysWhatTheReportSays) {
  cl::Participant person;
  person.set_name("Sam Example");
  const std::string page = HealthReportText(person, Report());
  EXPECT_EQ(page,
            "AHP Health and Work Report\n==========================\n\n"
            "Name            Sam Example\nAssessed on     2025-06-01\n"
            "Says            may be fit for work, with this advice\nFrom            2025-06-02\n"
            "To              2025-07-02\nWould help      a phased return to work\n\n"
            "Difficulties and what is recommended\n------------------------------------\n"
            "1. Difficulty   Standing for long.\n   Recommend    A stool.\n\n"
            "Written by\n----------\nProfession      occupational therapist\nRegistration    OT1\n");
}

TEST(HealthReportText, WarnsOfOneThatWasWithdrawnAndKeepsToThePage) {
  cl::Participant person;
  person.set_name("Sam\x1b[31m Example");
  auto r = Report();
  *r.mutable_withdrawn_on() = Date(2025, 6, 3);
  std::string words;
  for (int i = 0; i < 60; ++i) words += "standing ";
  r.set_difficulties(0, words);
  r.set_comments(words);
  const std::string page = HealthReportText(person, r);
  EXPECT_THAT(page, HasSubstr("WITHDRAWN on 2025-06-03"));
  EXPECT_THAT(page, Not(HasSubstr("\x1b")));
  for (const absl::string_view line : absl::StrSplit(page, '\n')) EXPECT_LE(Width(line), 78u) << line;
}

TEST(HealthReportText, SaysWhatAStudentWroteAndNobodySigned) {
  cl::Participant person;
  person.set_name("Sam Example");
  std::optional<cl::Countersignature> entry;
  EXPECT_THAT(HealthReportText(person, Report(), entry), Not(HasSubstr("COUNTERSIGNED")));
  entry.emplace();
  EXPECT_THAT(HealthReportText(person, Report(), entry),
              HasSubstr("\n\nNOT COUNTERSIGNED: a student wrote this, and nobody has signed it yet.\n\nName"));
  entry->set_decision(cl::COUNTERSIGN_DECISION_RETURNED);
  *entry->mutable_decided_on() = Date(2025, 6, 4);
  entry->set_decided_by("sue@example.org");
  const std::string returned = HealthReportText(person, Report(), entry);
  EXPECT_THAT(returned, HasSubstr("\n\nRETURNED to the student on 2025-06-04: not to be given to anybody.\n\nName"));
  EXPECT_THAT(returned, Not(HasSubstr("Countersigned")));
  entry->set_decision(cl::COUNTERSIGN_DECISION_SIGNED);
  const std::string signed_page = HealthReportText(person, Report(), entry);
  EXPECT_THAT(signed_page, HasSubstr("Registration    OT1\nCountersigned   2025-06-04 by sue@example.org\n"));
  EXPECT_THAT(signed_page, Not(HasSubstr("RETURNED")));
}

}  // namespace
}  // namespace gainful::cli
