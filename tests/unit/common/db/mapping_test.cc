// Messages to parameters. Reading rows back is in tests/integration.
#include "services/common/db/mapping.h"

#include <algorithm>
#include <climits>

#include "gainful/caseload/v1/caseload.pb.h"
#include "gainful/directory/v1/directory.pb.h"
#include "gainful/placement/v1/placement.pb.h"
#include "gainful/reporting/v1/reporting.pb.h"
#include "tests/unit/testing.h"

namespace gainful::db {
namespace {

namespace cl = gainful::caseload::v1;
namespace pl = gainful::placement::v1;
using gainful::testing::Date;
using gainful::testing::RawDate;

constexpr char kId[] = "0190a5d2-7c00-7000-8000-00000000000a";

Column ColumnOf(const google::protobuf::Message& message, const std::string& name) {
  const Mapping mapping(message.GetDescriptor());
  for (const auto& c : mapping.columns()) {
    if (c.name == name) return c;
  }
  ADD_FAILURE() << "no column " << name;
  return {};
}

// What a column of a message is stored as.
std::string Stored(const google::protobuf::Message& message, const std::string& name) {
  std::string text = "left from before";
  return Mapping::ValueText(message, ColumnOf(message, name), &text) ? text : "<null>";
}

TEST(Mapping, GivesEveryKindOfFieldItsType) {
  const auto type = [](const google::protobuf::Message& m, const char* name) { return ColumnOf(m, name).type; };
  const cl::Participant p;
  EXPECT_EQ(type(p, "id"), "uuid");
  EXPECT_EQ(type(p, "name"), "text");
  EXPECT_EQ(type(p, "etag"), "bigint");
  EXPECT_EQ(type(p, "updated_at"), "timestamp with time zone");
  EXPECT_EQ(type(p, "birth_date"), "date");
  EXPECT_EQ(type(p, "birth_year"), "integer");
  EXPECT_EQ(type(p, "sex"), "text");
  EXPECT_EQ(type(p, "disabilities"), "text[]");
  EXPECT_EQ(type(p, "local_characteristics"), "jsonb");
}

TEST(Mapping, HasOneColumnForEveryFieldThatIsNotDerived) {
  const auto names = [](const google::protobuf::Descriptor* type) {
    std::vector<std::string> out;
    const Mapping mapping(type);
    for (const auto& c : mapping.columns()) {
      EXPECT_EQ(c.name, c.field->name());
      out.push_back(c.name);
    }
    return out;
  };
  EXPECT_EQ(names(gainful::directory::v1::Team::descriptor()),
            (std::vector<std::string>{"id", "org_id", "etag", "updated_at", "name", "starts_on", "ends_on"}));
  const auto journey = names(cl::Journey::descriptor()), spell = names(pl::Spell::descriptor());
  EXPECT_EQ(journey.size(), 32u);
  EXPECT_EQ(std::count(journey.begin(), journey.end(), "status"), 0);
  EXPECT_EQ(spell.size(), 28u);
  EXPECT_EQ(std::count(spell.begin(), spell.end(), "status"), 0);
}

TEST(Mapping, ListsColumnsWithTheirPrefixAndTimesAsMicroseconds) {
  const Mapping mapping(gainful::directory::v1::Team::descriptor());
  EXPECT_EQ(mapping.ColumnList(),
            "id, org_id, etag, (extract(epoch FROM updated_at) * 1000000)::bigint, name, starts_on, ends_on");
  EXPECT_EQ(
      mapping.ColumnList("t."),
      "t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.name, t.starts_on, t.ends_on");
}

TEST(MappingDeathTest, RefusesWhatCannotBeAColumn) {
  ::testing::FLAGS_gtest_death_test_style = "threadsafe";
  EXPECT_DEATH(Mapping{gainful::reporting::v1::EquityReportResponse::descriptor()}, "cannot be mapped")
      << "repeated messages";
  EXPECT_DEATH(Mapping{gainful::reporting::v1::EquityRow::descriptor()}, "cannot be mapped") << "floating point";
  EXPECT_DEATH(Mapping{pl::CreateSpellRequest::descriptor()}, "cannot be mapped") << "a message in a message";
}

TEST(ValueText, IsNullForWhatIsMissing) {
  const cl::Participant p;
  for (const char* name : {"id", "org_id", "team_id", "updated_at", "birth_date", "birth_year", "sex",
                           "ethnic_category", "long_term_condition", "imd_quintile"}) {
    EXPECT_EQ(Stored(p, name), "<null>") << name;
  }
  EXPECT_EQ(Stored(p, "name"), "") << "a text without presence is empty, not null";
  EXPECT_EQ(Stored(p, "source"), "");
  EXPECT_EQ(Stored(p, "etag"), "0");
  EXPECT_EQ(Stored(p, "disabilities"), "{}");
  EXPECT_EQ(Stored(p, "local_characteristics"), "{}");
}

TEST(ValueText, WritesTextsAndNumbersAsTheyAre) {
  cl::Participant p;
  p.set_id(kId);
  p.set_name(" Zoë 'O\"Hara\\ \n");
  p.set_etag(LLONG_MAX);
  p.set_birth_year(INT_MIN);
  EXPECT_EQ(Stored(p, "id"), kId);
  EXPECT_EQ(Stored(p, "name"), " Zoë 'O\"Hara\\ \n");
  EXPECT_EQ(Stored(p, "etag"), "9223372036854775807");
  EXPECT_EQ(Stored(p, "birth_year"), "-2147483648");
  pl::Spell s;
  s.set_hourly_pay_pence(0);
  EXPECT_EQ(Stored(s, "hourly_pay_pence"), "0") << "set to 0 is not missing";
}

TEST(ValueText, WritesCodesForEnums) {
  cl::Participant p;
  p.set_sex(cl::SEX_NOT_KNOWN);
  p.set_ethnic_category(cl::ETHNIC_CATEGORY_NOT_KNOWN);
  p.set_long_term_condition(gainful::type::v1::ANSWER_NOT_STATED);
  p.add_disabilities(cl::DISABILITY_SIGHT);
  p.add_disabilities(cl::DISABILITY_OTHER);
  EXPECT_EQ(Stored(p, "sex"), "X");
  EXPECT_EQ(Stored(p, "ethnic_category"), "99");
  EXPECT_EQ(Stored(p, "long_term_condition"), "Z");
  EXPECT_EQ(Stored(p, "disabilities"), "{\"09\",\"XX\"}");
  cl::Journey j;
  j.set_exit_reason(cl::EXIT_REASON_CHOSE_TO_LEAVE);
  EXPECT_EQ(Stored(j, "exit_reason"), "chose_to_leave") << "without a national code, the name";
}

TEST(ValueText, WritesDatesAndTimes) {
  cl::Participant p;
  *p.mutable_birth_date() = Date("1800-01-01");
  EXPECT_EQ(Stored(p, "birth_date"), "1800-01-01");
  *p.mutable_birth_date() = RawDate(2023, 2, 29);
  EXPECT_EQ(Stored(p, "birth_date"), "<null>") << "never 1 March";
  p.mutable_updated_at()->set_seconds(1709210096);
  p.mutable_updated_at()->set_nanos(123456999);
  EXPECT_EQ(Stored(p, "updated_at"), "2024-02-29 12:34:56.123456+00") << "microseconds, cut and not rounded";
  p.mutable_updated_at()->set_nanos(0);
  EXPECT_EQ(Stored(p, "updated_at"), "2024-02-29 12:34:56.000000+00");
  p.mutable_updated_at()->Clear();
  EXPECT_EQ(Stored(p, "updated_at"), "1970-01-01 00:00:00.000000+00") << "set to the epoch is not missing";
}

TEST(ValueText, WritesMapsAsJsonInOneOrder) {
  cl::Participant p;
  auto& local = *p.mutable_local_characteristics();
  local["race"] = "black";
  local["aid"] = "a \"quote\", a \\ and a\nline";
  local["zone"] = "ä";
  EXPECT_EQ(Stored(p, "local_characteristics"), R"({"aid":"a \"quote\", a \\ and a\nline","race":"black","zone":"ä"})");
}

TEST(PrintIds, WritesEveryIdInSmallLettersAndLeavesTheRest) {
  cl::Participant p;
  p.set_id("0190A5D2-7C00-7000-8000-00000000000A");
  p.set_team_id("0190a5d2-7C00-7000-8000-00000000000b");
  p.set_name("0190A5D2-7C00-7000-8000-00000000000A");
  p.set_source_key("R-A");
  Mapping(p.GetDescriptor()).PrintIds(&p);
  EXPECT_EQ(p.id(), kId);
  EXPECT_EQ(p.team_id(), "0190a5d2-7c00-7000-8000-00000000000b");
  EXPECT_EQ(p.name(), "0190A5D2-7C00-7000-8000-00000000000A") << "a name is no id, whatever it looks like";
  EXPECT_EQ(p.source_key(), "R-A");
  EXPECT_EQ(p.org_id(), "") << "none stays none";
}

TEST(Bind, AddsOneParameterForEachColumnInOrder) {
  gainful::directory::v1::Team team;
  team.set_id(kId);
  team.set_org_id(kId);
  team.set_etag(2);
  team.mutable_updated_at()->set_seconds(0);
  team.set_name("North");
  *team.mutable_ends_on() = Date("2024-12-31");
  Params params;
  params.Text("first");
  Mapping(team.GetDescriptor()).Bind(team, &params);
  ASSERT_EQ(params.size(), 8u);
  const std::vector<const char*> wanted{"first", kId,     kId,         "2", "1970-01-01 00:00:00.000000+00",
                                        "North", nullptr, "2024-12-31"};
  for (size_t i = 0; i < wanted.size(); ++i) EXPECT_STREQ(params.pointers()[i], wanted[i]) << i;
}

}  // namespace
}  // namespace gainful::db
