#include "services/directory/validate.h"

#include "gainful/directory/v1/partner.pb.h"
#include "gainful/directory/v1/staff.pb.h"
#include "tests/unit/testing.h"

namespace gainful::directory {
namespace {

using gainful::testing::Date;
using gainful::testing::Listed;
using gainful::testing::RawDate;

Listed InZone(const std::string& zone) {
  pb::Organisation organisation;
  organisation.set_time_zone(zone);
  base::Violations v;
  ValidateOrganisation(organisation, &v);
  return v.list();
}

TEST(ValidateOrganisation, TakesTimeZonesThatThisMachineKnows) {
  for (const char* zone : {"", "Europe/London", "UTC", "America/Argentina/Buenos_Aires"})
    EXPECT_EQ(InZone(zone), Listed()) << zone;
  const Listed wrong{{"organisation.time_zone", "must be the IANA name of a time zone, such as Europe/London"}};
  for (const char* zone :
       {"London", "Europe/Londn", " Europe/London", "GMT+1h", "BST", "/etc/localtime", "../zoneinfo/UTC", "日本"}) {
    EXPECT_EQ(InZone(zone), wrong) << zone;
  }
}

TEST(ValidateProgramme, NamesNoOutcomeRuleTwice) {
  pb::Programme programme;
  const auto faults = [&] {
    base::Violations v;
    ValidateProgramme(programme, &v);
    return v.list();
  };
  EXPECT_EQ(faults(), Listed());
  for (const char* rule : {"ips-grow-job-start", "ips-grow-13-weeks", "ips-grow-26-weeks"})
    programme.add_outcome_rules(rule);
  EXPECT_EQ(faults(), Listed());
  programme.add_outcome_rules("ips-grow-13-weeks");
  EXPECT_EQ(faults(), (Listed{{"programme.outcome_rules[3]", "must not be named twice"}}));
}

template <class Record>
Listed Span(const google::type::Date* first, const google::type::Date* last, const std::string& prefix) {
  Record record;
  if (first != nullptr) *record.mutable_starts_on() = *first;
  if (last != nullptr) *record.mutable_ends_on() = *last;
  base::Violations v;
  ValidateDates(record, prefix, &v);
  return v.list();
}

// Years alone will do; ages of children add to them.
TEST(ValidateProgramme, NeedsYearsBeforeAges) {
  const auto faults = [](int years, int age, int at_17) {
    pb::Programme programme;
    if (years > 0) programme.set_retention_years(years);
    if (age > 0) programme.set_retention_until_age(age);
    if (at_17 > 0) programme.set_retention_until_age_at_17(at_17);
    base::Violations violations;
    ValidateProgramme(programme, &violations);
    return gainful::testing::Paths(violations);
  };
  using Fields = std::vector<std::string>;
  const std::string age = "programme.retention_until_age", at_17 = "programme.retention_until_age_at_17";
  EXPECT_EQ(faults(0, 0, 0), Fields());
  EXPECT_EQ(faults(8, 0, 0), Fields());
  EXPECT_EQ(faults(8, 25, 0), Fields());
  EXPECT_EQ(faults(8, 25, 25), Fields());
  EXPECT_EQ(faults(8, 25, 24), Fields{at_17});
  EXPECT_EQ(faults(0, 25, 0), Fields{age});
  EXPECT_EQ(faults(8, 0, 26), Fields{at_17});
  EXPECT_EQ(faults(0, 0, 26), Fields{at_17});
}

template <class Record>
class ValidateDatesTest : public ::testing::Test {};
using Dated =
    ::testing::Types<pb::Programme, pb::Funding, pb::Team, pb::StaffMember, pb::Posting, pb::ClinicalAttachment>;
TYPED_TEST_SUITE(ValidateDatesTest, Dated);

TYPED_TEST(ValidateDatesTest, LetsNothingEndBeforeItStarts) {
  const auto day = Date("2024-02-29"), before = Date("2024-02-28"), after = Date("2024-03-01");
  EXPECT_EQ(Span<TypeParam>(&day, &before, "x."),
            (Listed{{"x.ends_on", "must not lie before starts_on (2024-02-29)"}}));
  EXPECT_EQ(Span<TypeParam>(&day, &day, "x."), Listed()) << "one day is a span";
  EXPECT_EQ(Span<TypeParam>(&day, &after, "x."), Listed());
}

TYPED_TEST(ValidateDatesTest, LeavesOpenEndsOpen) {
  const auto day = Date("2024-02-29");
  EXPECT_EQ(Span<TypeParam>(nullptr, nullptr, ""), Listed());
  EXPECT_EQ(Span<TypeParam>(&day, nullptr, ""), Listed());
  EXPECT_EQ(Span<TypeParam>(nullptr, &day, ""), Listed());
}

TYPED_TEST(ValidateDatesTest, LeavesImpossibleDaysToTheFieldRules) {
  const auto day = Date("2024-02-29"), none = RawDate(2023, 2, 29), part = RawDate(2020, 0, 0);
  EXPECT_EQ(Span<TypeParam>(&day, &none, ""), Listed());
  EXPECT_EQ(Span<TypeParam>(&none, &day, ""), Listed());
  EXPECT_EQ(Span<TypeParam>(&day, &part, ""), Listed());
}

}  // namespace
}  // namespace gainful::directory
