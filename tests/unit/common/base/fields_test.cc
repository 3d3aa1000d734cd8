// What CheckFields says about real requests of the contract.
#include "services/common/base/fields.h"

#include "absl/strings/str_cat.h"
#include "gainful/caseload/v1/plan.pb.h"
#include "tests/unit/common/base/field_testing.h"

namespace gainful::base {
namespace {

namespace cl = gainful::caseload::v1;
namespace pl = gainful::placement::v1;
using gainful::testing::Date;
using gainful::testing::Listed;
using gainful::testing::RawDate;

TEST(CheckFields, PassesGoodRequests) {
  EXPECT_EQ(Check(GoodParticipant()), None());
  EXPECT_EQ(Check(GoodJourney()), None());
  EXPECT_EQ(Check(GoodSpell()), None());
  EXPECT_EQ(Check(GoodOrganisation()), None());
}

TEST(CheckFields, AsksForWhatIsRequired) {
  EXPECT_EQ(Check(cl::CreateParticipantRequest()),
            (Listed{{"request_id", "must be given"}, {"participant", "must be given"}}));
  cl::CreateParticipantRequest q;
  q.mutable_participant();
  EXPECT_EQ(Check(q), (Listed{{"request_id", "must be given"},
                              {"participant.team_id", "must be given"},
                              {"participant.name", "must be given"}}));
  pl::CreateSpellRequest spell;
  spell.mutable_spell();
  EXPECT_EQ(Check(spell), (Listed{{"request_id", "must be given"},
                                  {"spell.journey_id", "must be given"},
                                  {"spell.started_on", "must be given"}}));
  pl::EndSpellRequest end;
  EXPECT_EQ(Check(end), (Listed{{"request_id", "must be given"},
                                {"id", "must be given"},
                                {"ended_on", "must be given"},
                                {"end_reason", "must be given"}}));
}

TEST(CheckFields, ReportsEverythingAtOnceInTheContractsOrder) {
  auto q = GoodParticipant();
  auto* p = q.mutable_participant();
  q.set_request_id("1");
  p->set_team_id("team");
  p->set_name(std::string("A\0nn", 4));
  *p->mutable_birth_date() = Date("2024-03-01");
  p->set_birth_year(1899);
  p->set_sex(static_cast<cl::Sex>(77));
  p->add_disabilities(cl::DISABILITY_SIGHT);
  p->add_disabilities(static_cast<cl::Disability>(0));
  p->add_disabilities(static_cast<cl::Disability>(99));
  p->set_lsoa("S01000001");
  p->set_imd_quintile(6);
  (*p->mutable_local_characteristics())["race"] = std::string(201, 'x');
  p->set_source(std::string(61, 's'));
  p->set_source_key(std::string(121, 'k'));
  EXPECT_EQ(Check(q), (Listed{{"request_id", "must be a UUID, such as 0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"},
                              {"participant.team_id", "must be a UUID, such as 0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"},
                              {"participant.name", "must not hold a NUL byte"},
                              {"participant.birth_date", "must not lie after today (2024-02-29)"},
                              {"participant.birth_year", "must be from 1900 to 2100"},
                              {"participant.sex", "has no value 77"},
                              {"participant.disabilities[1]", "must be given"},
                              {"participant.disabilities[2]", "has no value 99"},
                              {"participant.lsoa", "must be an LSOA code, such as E01000001"},
                              {"participant.imd_quintile", "must be from 1 to 5"},
                              {"participant.local_characteristics.race", "must have at most 200 characters"},
                              {"participant.source", "must have at most 60 characters"},
                              {"participant.source_key", "must have at most 120 characters"}}));
}

TEST(CheckFields, BeginsPathsWithThePrefix) {
  Violations v;
  CheckFields(cl::Participant(), TestDay(), &v, "rows[3].participant.");
  EXPECT_EQ(gainful::testing::Paths(v),
            (std::vector<std::string>{"rows[3].participant.team_id", "rows[3].participant.name"}));
}

TEST(CheckFields, PassesOverWhatTheServerSets) {
  auto q = GoodSpell();
  auto* s = q.mutable_spell();
  s->set_id("none of ours");
  s->set_org_id(std::string("\0", 1));
  s->set_participant_id("?");
  s->set_etag(-5);
  s->mutable_updated_at()->set_nanos(-1);
  *s->mutable_withdrawn_on() = RawDate(0, 99, 99);
  s->set_status(static_cast<pl::SpellStatus>(123));
  EXPECT_EQ(Check(q), None());
}

TEST(CheckFields, NamesTheRowOfARepeatedMessage) {
  pl::StageImportRequest q;
  q.set_import_id(kId);
  for (int i = 0; i < 3; ++i) {
    auto* row = q.add_rows();
    row->set_line(i + 2);
    row->set_journey_key("k");
    *row->mutable_spell() = GoodSpell().spell();
  }
  EXPECT_EQ(Check(q), None());
  q.mutable_rows(0)->clear_journey_key();
  q.mutable_rows(2)->mutable_spell()->set_weekly_minutes(0);
  q.mutable_rows(2)->set_line(0);
  EXPECT_EQ(Check(q), (Listed{{"rows[0].journey_key", "must be given"},
                              {"rows[2].line", "must be from 1 to 1000000000"},
                              {"rows[2].spell.weekly_minutes", "must be from 1 to 10080"}}));
}

TEST(CheckFields, TakesAThousandRowsAndNotOneMore) {
  pl::StageImportRequest q;
  q.set_import_id(kId);
  for (int i = 0; i < 1000; ++i) {
    auto* row = q.add_rows();
    row->set_line(i + 2);
    row->set_journey_key("k");
    *row->mutable_spell() = GoodSpell().spell();
  }
  EXPECT_EQ(Check(q), None());
  q.add_rows();
  EXPECT_EQ(Check(q), One("rows", "must have at most 1000 entries"));
}

TEST(CheckFields, TakesAsManyEntriesAsTheContractSays) {
  cl::VocationalProfile p;
  p.set_participant_id(kId);
  p.set_journey_id(kId);
  *p.mutable_started_on() = Date("2024-02-29");
  for (int i = 0; i < 50; ++i) p.add_travel_areas(absl::StrCat("M", i));
  const auto faults = [&] {
    Violations v;
    CheckFields(p, TestDay(), &v);
    return v.list();
  };
  EXPECT_EQ(faults(), Listed());
  p.add_travel_areas("M50");
  EXPECT_EQ(faults(), (Listed{{"travel_areas", "must have at most 50 entries"}}));
}

TEST(CheckFields, TakesABlankTextForNone) {
  for (const char* blank : {"", " ", "\t", " \t\r\n "}) {
    auto q = GoodParticipant();
    q.mutable_participant()->set_name(blank);
    EXPECT_EQ(Check(q), One("participant.name", "must be given"));
  }
  auto q = GoodParticipant();
  q.mutable_participant()->set_name(" x ");
  EXPECT_EQ(Check(q), None());
}

TEST(CheckFields, KnowsADateThatIsSetButEmpty) {
  auto q = GoodSpell();
  *q.mutable_spell()->mutable_started_on() = google::type::Date();
  EXPECT_EQ(Check(q), One("spell.started_on", "must be a real day from 1800-01-01 to 2199-12-31"));
  *q.mutable_spell()->mutable_started_on() = RawDate(2024, 2, 0);
  EXPECT_EQ(Check(q), One("spell.started_on", "must be a real day from 1800-01-01 to 2199-12-31"));
  *q.mutable_spell()->mutable_started_on() = RawDate(2023, 2, 29);
  EXPECT_EQ(Check(q), One("spell.started_on", "must be a real day from 1800-01-01 to 2199-12-31"));
}

TEST(CheckFields, ForbidsTheFutureOnlyWhereTheContractDoes) {
  auto spell = GoodSpell();
  const auto started = [&](const char* day) {
    *spell.mutable_spell()->mutable_started_on() = Date(day);
    return Check(spell);
  };
  EXPECT_EQ(started("2024-02-28"), None());
  EXPECT_EQ(started("2024-02-29"), None()) << "today";
  EXPECT_EQ(started("2024-03-01"), One("spell.started_on", "must not lie after today (2024-02-29)"));
  gainful::directory::v1::CreateProgrammeRequest programme;
  programme.set_request_id(kId);
  programme.mutable_programme()->set_name("IPS");
  programme.mutable_programme()->set_kind(gainful::directory::v1::PROGRAMME_KIND_IPS_PRIMARY);
  *programme.mutable_programme()->mutable_starts_on() = Date("2199-12-31");
  EXPECT_EQ(Check(programme), None());
}

TEST(CheckFields, RefusesUnknownEnumNumbers) {
  for (const int number : {-1, 5, 1000000}) {
    auto q = GoodParticipant();
    q.mutable_participant()->set_sex(static_cast<cl::Sex>(number));
    EXPECT_EQ(Check(q), One("participant.sex", "has no value " + std::to_string(number)));
  }
  auto q = GoodOrganisation();
  q.mutable_organisation()->set_kind(static_cast<gainful::directory::v1::OrganisationKind>(9));
  EXPECT_EQ(Check(q), One("organisation.kind", "has no value 9"));
  q.mutable_organisation()->clear_kind();
  EXPECT_EQ(Check(q), One("organisation.kind", "must be given"));
}

TEST(RuleOf, IsTheContracts) {
  const auto* type = cl::Participant::descriptor();
  EXPECT_TRUE(RuleOf(type->FindFieldByName("id")).output_only());
  EXPECT_TRUE(RuleOf(type->FindFieldByName("source")).immutable());
  EXPECT_EQ(RuleOf(type->FindFieldByName("source_key")).max_chars(), 120u);
  EXPECT_TRUE(RuleOf(cl::Journey::descriptor()->FindFieldByName("status")).derived());
  EXPECT_FALSE(RuleOf(type->FindFieldByName("sex")).required()) << "no rule is a rule without demands";
}

}  // namespace
}  // namespace gainful::base
