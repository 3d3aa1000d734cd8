// What may be asked for, by whom, and how groups and indicators are named.
#include <google/protobuf/text_format.h>

#include "embedded/kEmploymentRetentionV1.h"
#include "embedded/kFirstJobTenureV1.h"
#include "embedded/kSupportedIntoWorkV1.h"
#include "services/reporting/disclosure_profile.h"
#include "services/reporting/indicator.pb.h"
#include "services/reporting/store.h"
#include "services/reporting/validate.h"
#include "tests/unit/testing.h"

namespace gainful::reporting {
namespace {

using gainful::testing::Date;
using gainful::testing::Day;
using gainful::testing::Listed;
using gainful::testing::RawDate;

Listed Asked(const char* from, const char* to, const char* as_at = nullptr) {
  google::type::Date as_at_date;
  if (as_at != nullptr) as_at_date = Date(as_at);
  base::Violations v;
  ValidatePeriod(Date(from), Date(to), as_at == nullptr ? nullptr : &as_at_date, Day("2024-02-29"), &v);
  return v.list();
}

TEST(ValidatePeriod, WantsAPeriodThatDoesNotEndBeforeItBegins) {
  const Listed wrong{{"to", "must not lie before from (2023-06-15)"}};
  EXPECT_EQ(Asked("2023-06-15", "2023-06-14"), wrong);
  EXPECT_EQ(Asked("2023-06-15", "2023-06-15"), Listed()) << "one day is a period";
  EXPECT_EQ(Asked("2023-06-15", "2023-06-16"), Listed());
  EXPECT_EQ(Asked("2023-06-15", "2025-06-16"), Listed()) << "a period may still be running";
}

Listed AskedUnder(const char* from, const char* to, const char* as_at = nullptr) {
  google::type::Date as_at_date;
  if (as_at != nullptr) as_at_date = Date(as_at);
  base::Violations v;
  ValidateControlled(*ProfileOf(pb::DISCLOSURE_MHSDS), Date(from), Date(to), as_at == nullptr ? nullptr : &as_at_date,
                     Day("2024-02-29"), &v);
  return v.list();
}

TEST(ValidateControlled, WantsWholeMonthsThatAreOver) {
  const std::string under = " under mhsds, which gives figures of whole calendar months";
  EXPECT_EQ(AskedUnder("2024-02-01", "2024-02-29"), Listed()) << "one month, on its last day";
  EXPECT_EQ(AskedUnder("2023-04-01", "2024-01-31", "2024-02-29"), Listed());
  for (const char* from : {"2024-01-02", "2023-12-31"})
    EXPECT_EQ(AskedUnder(from, "2024-01-31"), (Listed{{"from", "must be the first day of a month" + under}})) << from;
  for (const char* to : {"2024-01-30", "2024-02-28", "2024-02-01", "2024-03-31"})
    EXPECT_EQ(AskedUnder("2024-01-01", to), (Listed{{"to", "must be the last day of a month that is over" + under}}))
        << to;
  EXPECT_EQ(AskedUnder("2023-01-01", "2023-02-28"), Listed()) << "in a year without a 29th";
  EXPECT_EQ(AskedUnder("2024-01-01", "2024-01-31", "2024-02-28"),
            (Listed{{"as_at", "must be the last day of a month" + under + "; the period's end where it is not set"}}));
  EXPECT_EQ(AskedUnder("2023-12-01", "2024-01-31", "2023-12-31"),
            (Listed{{"as_at", "must not lie before to (2024-01-31) under mhsds"}}));
}

TEST(ValidateDays, WantsOneThatTheProfileLists) {
  const Profile& profile = *ProfileOf(pb::DISCLOSURE_HES);
  for (const int days : {90, 91, 92, 182, 364}) {
    base::Violations v;
    ValidateDays("horizon_days", days, profile.horizon_days(), profile, &v);
    const bool is_listed = days != 90 && days != 92;
    EXPECT_EQ(v.list(), is_listed ? Listed() : (Listed{{"horizon_days", "must be one of 91, 182, 364 under hes"}}))
        << days;
  }
}

TEST(Codes, AreThoseOfTheWholeList) {
  EXPECT_EQ(Store::CodesOf("imd_quintile").size(), 5u);
  EXPECT_EQ(Store::CodesOf("weekly_hours").size(), 8u);
  EXPECT_TRUE(Store::CodesOf("race").empty()) << "nobody has written down a local one's";
  for (const std::string by : {"sex", "ethnic_category", "digital_access"}) {
    const auto codes = Store::CodesOf(by);
    ASSERT_GT(codes.size(), 2u) << by;
    for (const std::string& code : codes) EXPECT_NE(Store::GroupName(by, code), "missing") << by;
  }
}

TEST(GroupNames, OfWeeklyHoursAreTheBandsOfTheNationalList) {
  EXPECT_TRUE(Store::IsNational("weekly_hours"));
  const std::map<std::string, std::string> names{
      {"0", "no hours"},        {"01", "30 hours or more"}, {"02", "16-29 hours"},
      {"03", "5-15 hours"},     {"04", "1-4 hours"},        {"97", "not stated (declined)"},
      {"98", "not applicable"}, {"99", "not known"},        {"", "missing"}};
  for (const auto& [code, name] : names) EXPECT_EQ(Store::GroupName("weekly_hours", code), name) << code;
  EXPECT_EQ(Store::GroupName("imd_quintile", "1"), "1") << "the codes of hours are those of hours alone";
}

TEST(ValidatePeriod, DrawsNothingFromTheFuture) {
  EXPECT_EQ(Asked("2024-01-01", "2024-01-31", "2024-02-28"), Listed());
  EXPECT_EQ(Asked("2024-01-01", "2024-01-31", "2024-02-29"), Listed()) << "today";
  EXPECT_EQ(Asked("2024-01-01", "2024-01-31", "2024-03-01"),
            (Listed{{"as_at", "must not lie after today (2024-02-29)"}}));
}

TEST(ValidatePeriod, DrawsNothingBeforeThePeriod) {
  EXPECT_EQ(Asked("2024-01-10", "2024-01-31", "2024-01-09"),
            (Listed{{"as_at", "must not lie before from (2024-01-10)"}}));
  EXPECT_EQ(Asked("2024-01-10", "2024-01-31", "2024-01-10"), Listed());
  EXPECT_EQ(Asked("2024-01-10", "2024-01-31", "2024-01-20"), Listed()) << "within the period";
}

TEST(ValidatePeriod, ReportsEverythingAtOnceAndLeavesImpossibleDaysToTheFieldRules) {
  EXPECT_EQ(Asked("2025-01-10", "2025-01-09", "2024-03-01"),
            (Listed{{"to", "must not lie before from (2025-01-10)"},
                    {"as_at", "must not lie after today (2024-02-29)"},
                    {"as_at", "must not lie before from (2025-01-10)"}}));
  const google::type::Date as_at = RawDate(2030, 0, 0), none;
  base::Violations v;
  ValidatePeriod(RawDate(2024, 2, 30), Date("1900-01-01"), &as_at, Day("2024-02-29"), &v);
  ValidatePeriod(none, none, nullptr, Day("2024-02-29"), &v);
  EXPECT_EQ(v.list(), Listed());
}

TEST(MayHaveRaw, IsForManagersAndAuditors) {
  for (const char* role : {"manager", "auditor", "specialist", "commissioner", "administrator", "partner", ""}) {
    base::Call call;
    call.role = role;
    for (const auto profile : {pb::DISCLOSURE_UNSPECIFIED, pb::DISCLOSURE_MHSDS}) {
      EXPECT_TRUE(MayHaveRaw(call, profile).ok()) << role;
    }
    const absl::Status raw = MayHaveRaw(call, pb::DISCLOSURE_NONE);
    const bool may = std::string(role) == "manager" || std::string(role) == "auditor";
    EXPECT_EQ(raw.code(), may ? absl::StatusCode::kOk : absl::StatusCode::kPermissionDenied) << role;
    EXPECT_EQ(base::Reason(raw), may ? "" : "RAW_FIGURES") << role;
  }
}

TEST(Groups, AreCalledByTheirMeaning) {
  EXPECT_EQ(Store::GroupName("sex", "2"), "female");
  EXPECT_EQ(Store::GroupName("gender_identity", "2"), "female including trans woman");
  EXPECT_EQ(Store::GroupName("ethnic_category", "99"), "not known (not asked)");
  EXPECT_EQ(Store::GroupName("long_term_condition", "Z"), "not stated (declined)");
  EXPECT_EQ(Store::GroupName("settled_accommodation", "Y"), "yes");
  EXPECT_EQ(Store::GroupName("imd_quintile", "1"), "1");
  EXPECT_EQ(Store::GroupName("race", "black"), "black") << "a local value as it stands";
  EXPECT_EQ(Store::GroupName("sex", "?"), "?") << "a code that the contract no longer has";
  EXPECT_EQ(Store::GroupName("sex", ""), "missing");
  EXPECT_EQ(Store::GroupName("race", ""), "missing");
}

TEST(Characteristics, AreNationalOrLocal) {
  for (const char* by :
       {"sex", "gender_identity", "ethnic_category", "long_term_condition", "settled_accommodation", "imd_quintile"}) {
    EXPECT_TRUE(Store::IsNational(by)) << by;
  }
  for (const char* by : {"", "race", "Sex", "sex ", "name", "birth_date", "disabilities", "lsoa"})
    EXPECT_FALSE(Store::IsNational(by)) << by;
}

TEST(SupportedIntoWork, IsDefinedInFull) {
  Indicator i;
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(std::string(kSupportedIntoWorkV1), &i));
  EXPECT_EQ(i.id(), "supported_into_work");
  EXPECT_EQ(i.version(), 1);
  EXPECT_TRUE(base::ParseDay(i.effective_from()).has_value()) << i.effective_from();
  EXPECT_NE(i.horizon_numerator().find("{N}"), std::string::npos);
  EXPECT_NE(i.horizon_denominator().find("{N}"), std::string::npos);
  EXPECT_EQ(i.numerator().find("{N}") + 1, 0u);
  const auto* type = i.GetDescriptor();
  for (int f = 0; f < type->field_count(); ++f) {
    if (type->field(f)->cpp_type() != google::protobuf::FieldDescriptor::CPPTYPE_STRING) continue;
    EXPECT_FALSE(i.GetReflection()->GetString(i, type->field(f)).empty()) << type->field(f)->name();
  }
}

// Of two indicators that have no horizon.
void ExpectDefinedInFull(absl::string_view text, const char* id) {
  Indicator i;
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(std::string(text), &i));
  EXPECT_EQ(i.id(), id);
  EXPECT_EQ(i.version(), 1);
  EXPECT_TRUE(base::ParseDay(i.effective_from()).has_value()) << i.effective_from();
  const auto* type = i.GetDescriptor();
  for (int f = 0; f < type->field_count(); ++f) {
    const std::string& name = type->field(f)->name();
    if (type->field(f)->cpp_type() != google::protobuf::FieldDescriptor::CPPTYPE_STRING) continue;
    const bool of_horizon = name == "horizon_numerator" || name == "horizon_denominator";
    EXPECT_EQ(i.GetReflection()->GetString(i, type->field(f)).empty(), of_horizon) << name;
  }
}

TEST(FirstJobTenure, IsDefinedInFull) { ExpectDefinedInFull(kFirstJobTenureV1, "first_job_tenure"); }

TEST(EmploymentRetention, IsDefinedInFullAndSaysItsGap) {
  ExpectDefinedInFull(kEmploymentRetentionV1, "employment_retention");
  EXPECT_NE(kEmploymentRetentionV1.find("at most {N} days without work"), absl::string_view::npos);
}

}  // namespace
}  // namespace gainful::reporting
