// Several spells of one job: what may continue what, and which jobs were held at referral.
#include "services/placement/job.h"

#include "tests/unit/testing.h"

namespace gainful::placement {
namespace {

using gainful::testing::Date;
using gainful::testing::Day;
using gainful::testing::Listed;

constexpr char kContinues[] = "spell.continues_spell_id";

pb::Spell From(const char* start) {
  pb::Spell s;
  s.set_id("b");
  s.set_continues_spell_id("a");
  *s.mutable_started_on() = Date(start);
  return s;
}

EarlierSpell EndedOn(const char* day) { return {Day(day), false, "", "a", Day("2024-01-01")}; }

Listed Continues(const pb::Spell& spell, const EarlierSpell& earlier) {
  base::Violations v;
  CheckContinues(spell, earlier, &v);
  return v.list();
}

TEST(CheckContinues, WantsAStartAfterTheEarlierEnd) {
  const Listed refused{{"spell.started_on", "must lie after the end of the spell that it continues (2024-02-20)"}};
  EXPECT_EQ(Continues(From("2024-02-19"), EndedOn("2024-02-20")), refused);
  EXPECT_EQ(Continues(From("2024-02-20"), EndedOn("2024-02-20")), refused) << "both days are inclusive";
  EXPECT_EQ(Continues(From("2024-02-21"), EndedOn("2024-02-20")), Listed());
}

TEST(CheckContinues, WantsASpellThatStandsHasEndedAndIsFree) {
  EarlierSpell earlier = EndedOn("2024-02-20");
  earlier.ended_on.reset();
  EXPECT_EQ(Continues(From("2024-02-21"), earlier),
            (Listed{{kContinues, "names a spell that goes on; it must have ended first"}}));
  earlier = EndedOn("2024-02-20");
  earlier.continued_by = "c";
  EXPECT_EQ(Continues(From("2024-02-21"), earlier),
            (Listed{{kContinues, "names a spell that another one continues already; continue that one"}}));
  earlier.continued_by = "b";
  EXPECT_EQ(Continues(From("2024-02-21"), earlier), Listed()) << "by itself";
  earlier.is_withdrawn = true;
  EXPECT_EQ(Continues(From("2024-02-21"), earlier),
            (Listed{{kContinues, "names a spell that was withdrawn as recorded in error"}}));
}

TEST(CheckContinued, KeepsTheEndBeforeTheNextStart) {
  const auto ended = [](const char* day) {
    pb::Spell s = From("2024-01-01");
    if (day != nullptr) *s.mutable_ended_on() = Date(day);
    base::Violations v;
    CheckContinued(From("2024-01-01"), s, Day("2024-02-21"), &v);
    return v.list();
  };
  const Listed refused{
      {"spell.ended_on", "must lie before the start of the spell that continues this one (2024-02-21)"}};
  EXPECT_EQ(ended("2024-02-20"), Listed());
  EXPECT_EQ(ended("2024-02-21"), refused);
  EXPECT_EQ(ended("2024-02-22"), refused);
  EXPECT_EQ(ended(nullptr), refused) << "what is continued has ended";
}

TEST(CheckContinued, KeepsTheJobOfASpellThatAnotherOneContinues) {
  pb::Spell after = From("2024-01-01");
  *after.mutable_ended_on() = Date("2024-02-20");
  after.clear_continues_spell_id();
  base::Violations v;
  CheckContinued(From("2024-01-01"), after, Day("2024-02-21"), &v);
  EXPECT_EQ(v.list(),
            (Listed{{kContinues, "cannot be changed while another spell continues this one; change that one first"}}));
}

TEST(CheckNotContinued, RefusesAStateAndNamesTheDay) {
  EXPECT_TRUE(CheckNotContinued(std::nullopt).ok());
  const absl::Status refused = CheckNotContinued(Day("2024-02-21"));
  EXPECT_EQ(refused.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(base::Reason(refused), "STATE");
  EXPECT_NE(refused.message().find("from 2024-02-21"), absl::string_view::npos);
}

TEST(IsHeldAtReferral, IsWhatBeganBeforeTheDayOfReferral) {
  const auto referred = Day("2024-03-01");
  EXPECT_TRUE(IsHeldAtReferral(Day("2024-02-29"), referred));
  EXPECT_FALSE(IsHeldAtReferral(Day("2024-03-01"), referred));
  EXPECT_FALSE(IsHeldAtReferral(Day("2024-03-02"), referred));
}

}  // namespace
}  // namespace gainful::placement
