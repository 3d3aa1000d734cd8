// Employers: sectors, postcode areas, who may be the same, and where the relationship stands, at the edges.
#include "services/employer/employer.h"

#include "services/employer/find.h"
#include "tests/unit/testing.h"

namespace gainful::employer {
namespace {

using gainful::testing::Date;
using gainful::testing::Day;
using gainful::testing::Paths;

TEST(SectionOf, FollowsTheDivision) {
  EXPECT_EQ(SectionOf("01"), pb::SIC_SECTION_A);
  EXPECT_EQ(SectionOf("03"), pb::SIC_SECTION_A);
  EXPECT_EQ(SectionOf("05"), pb::SIC_SECTION_B);
  EXPECT_EQ(SectionOf("10110"), pb::SIC_SECTION_C);
  EXPECT_EQ(SectionOf("3320"), pb::SIC_SECTION_C);
  EXPECT_EQ(SectionOf("47110"), pb::SIC_SECTION_G);
  EXPECT_EQ(SectionOf("99"), pb::SIC_SECTION_U);
  for (const char* none : {"04", "34", "40", "44", "48", "54", "57", "67", "76", "83", "89", "00", "", "4", "xx"})
    EXPECT_EQ(SectionOf(none), pb::SIC_SECTION_UNSPECIFIED) << none;
}

TEST(SectionOf, IsTheLetterItself) {
  EXPECT_EQ(SectionOf("A"), pb::SIC_SECTION_A);
  EXPECT_EQ(SectionOf("U"), pb::SIC_SECTION_U);
  EXPECT_EQ(SectionOf("V"), pb::SIC_SECTION_UNSPECIFIED);
}

// Each section has a division of its own, and each division one section at most.
TEST(SectionOf, KnowsAllOfThem) {
  std::vector<int> seen(pb::SicSection_MAX + 1);
  for (int division = 0; division < 100; ++division) {
    const std::string code = {static_cast<char>('0' + division / 10), static_cast<char>('0' + division % 10)};
    ++seen[static_cast<size_t>(SectionOf(code))];
  }
  EXPECT_EQ(seen[0], 100 - 88) << "SIC 2007 has 88 divisions";
  for (int section = 1; section <= pb::SicSection_MAX; ++section) EXPECT_GE(seen[static_cast<size_t>(section)], 1);
}

TEST(PostcodeAreaOf, IsItsLetters) {
  EXPECT_EQ(PostcodeAreaOf("SW1A 1AA"), "SW");
  EXPECT_EQ(PostcodeAreaOf("M1 1AE"), "M");
  EXPECT_EQ(PostcodeAreaOf(""), "");
}

TEST(CheckEmployer, WantsADivisionThatIsThereAndALevelThatEnds) {
  pb::Employer e;
  e.set_sic_code("34");
  *e.mutable_confident_until() = Date("2026-01-01");
  base::Violations v;
  CheckEmployer(e, &v);
  EXPECT_EQ(Paths(v), (std::vector<std::string>{"employer.sic_code", "employer.confident_until"}));
  e.set_sic_code("33");
  e.set_disability_confident(pb::DISABILITY_CONFIDENT_LEVEL_COMMITTED);
  base::Violations none;
  CheckEmployer(e, &none);
  EXPECT_TRUE(none.empty());
}

TEST(HasExpired, IsTheDayAfterTheLevelsLast) {
  for (const auto& [as_of, has] :
       std::vector<std::pair<const char*, bool>>{{"2025-12-31", false}, {"2026-01-01", false}, {"2026-01-02", true}}) {
    pb::Employer e;
    *e.mutable_confident_until() = Date("2026-01-01");
    *e.mutable_as_of() = Date(as_of);
    DeriveEmployer(&e);
    EXPECT_EQ(e.has_confident_expired_on(), has) << as_of;
    EXPECT_EQ(HasExpired(e), has) << as_of;
    EXPECT_EQ(e.confident_expired_on().ShortDebugString(), has ? Date("2026-01-01").ShortDebugString() : "") << as_of;
    *e.mutable_confident_until() = Date("2027-01-01");  // renewed
    DeriveEmployer(&e);
    EXPECT_FALSE(e.has_confident_expired_on()) << as_of;
    e.clear_confident_until();
    EXPECT_FALSE(HasExpired(e)) << "without a last day";
  }
}

TEST(LastDayBeforeLapse, IsSixMonthsOn) {
  EXPECT_EQ(LastDayBeforeLapse(Day("2025-01-15")), Day("2025-07-15"));
  EXPECT_EQ(LastDayBeforeLapse(Day("2024-08-31")), Day("2025-02-28"));
  EXPECT_EQ(LastDayBeforeLapse(Day("2023-08-30")), Day("2024-02-29"));
  EXPECT_EQ(LastDayBeforeLapse(Day("2025-10-31")), Day("2026-04-30"));
}

pb::Employer Approached(const char* as_of) {
  pb::Employer e;
  *e.mutable_approached_on() = Date("2025-01-15");
  *e.mutable_last_sign_on() = Date("2025-01-15");
  *e.mutable_as_of() = Date(as_of);
  return e;
}

TEST(StageOf, GoesAsFarAsTheRelationshipCame) {
  pb::Employer e;
  *e.mutable_as_of() = Date("2025-02-01");
  EXPECT_EQ(StageOf(e), pb::EMPLOYER_STAGE_NOT_APPROACHED);
  e = Approached("2025-02-01");
  EXPECT_EQ(StageOf(e), pb::EMPLOYER_STAGE_APPROACHED);
  *e.mutable_in_conversation_since() = Date("2025-01-20");
  EXPECT_EQ(StageOf(e), pb::EMPLOYER_STAGE_IN_CONVERSATION);
  *e.mutable_hiring_since() = Date("2025-01-25");
  EXPECT_EQ(StageOf(e), pb::EMPLOYER_STAGE_HIRING);
  *e.mutable_hired_on() = Date("2025-01-30");
  EXPECT_EQ(StageOf(e), pb::EMPLOYER_STAGE_HIRED);
}

TEST(StageOf, IsHiringOrHiredWithoutAnApproachOfOurs) {
  pb::Employer e;
  *e.mutable_as_of() = Date("2025-02-01");
  *e.mutable_hiring_since() = *e.mutable_last_sign_on() = Date("2025-01-25");
  EXPECT_EQ(StageOf(e), pb::EMPLOYER_STAGE_HIRING);
  e.clear_hiring_since();
  *e.mutable_hired_on() = Date("2025-01-25");
  EXPECT_EQ(StageOf(e), pb::EMPLOYER_STAGE_HIRED);
}

TEST(StageOf, LapsesOnTheDayAfterSixMonths) {
  EXPECT_EQ(StageOf(Approached("2025-07-14")), pb::EMPLOYER_STAGE_APPROACHED);
  EXPECT_EQ(StageOf(Approached("2025-07-15")), pb::EMPLOYER_STAGE_APPROACHED);
  EXPECT_EQ(StageOf(Approached("2025-07-16")), pb::EMPLOYER_STAGE_LAPSED);
}

TEST(StageOf, DoesNotLapseWhileSomebodyWorksThere) {
  pb::Employer e = Approached("2026-01-01");
  *e.mutable_hired_on() = Date("2025-01-15");
  EXPECT_EQ(StageOf(e), pb::EMPLOYER_STAGE_LAPSED);
  e.set_employs_now(true);
  EXPECT_EQ(StageOf(e), pb::EMPLOYER_STAGE_HIRED);
}

TEST(Withdraw, IsDoneOnce) {
  pb::EmployerContact contact;
  ASSERT_TRUE(Withdraw(Day("2025-03-01"), "contact", &contact).ok());
  EXPECT_EQ(base::ToDay(contact.withdrawn_on()), Day("2025-03-01"));
  const absl::Status again = Withdraw(Day("2025-03-02"), "contact", &contact);
  EXPECT_EQ(base::Reason(again), "STATE");
  EXPECT_EQ(base::ToDay(contact.withdrawn_on()), Day("2025-03-01"));
}

TEST(AreNamesAlike, ByTheFirstWordOrAllOfTheFewer) {
  EXPECT_TRUE(AreNamesAlike("corner bakery", "corner bakery leeds"));
  EXPECT_TRUE(AreNamesAlike("corner bakery", "corner cafe")) << "the same first word";
  EXPECT_TRUE(AreNamesAlike("bakery", "corner bakery"));
  EXPECT_FALSE(AreNamesAlike("a1 taxis", "a1 plumbing")) << "too short a first word";
  EXPECT_FALSE(AreNamesAlike("corner bakery", "village bakery"));
  EXPECT_FALSE(AreNamesAlike("", "corner bakery"));
}

TEST(WhyTheSame, TakesTheNumberBeforeAllElse) {
  const EmployerIdentity a = {{"corner bakery"}, "01234567", {"LS1 4AP"}};
  EXPECT_EQ(WhyTheSame(a, {{"quite another"}, "01234567", {}}), kSameNumber);
  EXPECT_EQ(WhyTheSame(a, {{"corner bakery"}, "01234568", {"LS1 4AP"}}), "") << "two numbers are two companies";
  EXPECT_EQ(WhyTheSame(a, {{"corner bakery"}, "", {"LS1 4AP"}}), "the same name and postcode");
  EXPECT_EQ(WhyTheSame(a, {{"corner bakery"}, "", {"M1 1AE"}}), "the same name");
  EXPECT_EQ(WhyTheSame(a, {{"corner cafe"}, "", {"M1 1AE", "LS1 4AP"}}), "the same postcode and a like name");
  EXPECT_EQ(WhyTheSame(a, {{"corner cafe"}, "", {"M1 1AE"}}), "");
  EXPECT_EQ(WhyTheSame(a, {{"village hall"}, "", {"LS1 4AP"}}), "") << "many employers share a postcode";
  EXPECT_EQ(WhyTheSame({{""}, "", {}}, {{""}, "", {}}), "");
}

// An employer goes by every name under which a record of it stands.
TEST(WhyTheSame, TakesAnyNameOfEach) {
  const EmployerIdentity a = {{"northern foods", "corner bakery"}, "", {"LS1 4AP"}};
  EXPECT_EQ(WhyTheSame(a, {{"village hall", "corner bakery"}, "", {}}), "the same name");
  EXPECT_EQ(WhyTheSame({{"village hall", "corner bakery"}, "", {}}, a), "the same name");
  EXPECT_EQ(WhyTheSame(a, {{"village hall", "corner cafe"}, "", {"LS1 4AP"}}), "the same postcode and a like name");
  EXPECT_EQ(WhyTheSame(a, {{"village hall", "corner cafe"}, "", {}}), "");
  EXPECT_EQ(WhyTheSame(a, {{}, "", {"LS1 4AP"}}), "");
}

}  // namespace
}  // namespace gainful::employer
