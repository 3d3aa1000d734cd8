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

pb::Spell Span(const char* from, const char* to) {
  pb::Spell s = From(from);
  if (to != nullptr) *s.mutable_ended_on() = Date(to);
  return s;
}

TEST(WholeJob, GoesFromTheFirstDayOfAllToTheLastOfTheLatest) {
  const auto whole = [](const pb::Spell& spell, const std::vector<pb::Spell>& rest) {
    const pb::Spell job = WholeJob(spell, rest);
    const auto text = [](const google::type::Date& day) { return base::FormatDay(*base::ToDay(day)); };
    return text(job.started_on()) + (job.has_ended_on() ? " " + text(job.ended_on()) : "");
  };
  const pb::Spell first = Span("2024-01-01", "2024-01-31"), second = Span("2024-02-10", "2024-02-29"),
                  open = Span("2024-03-10", nullptr);
  EXPECT_EQ(whole(first, {}), "2024-01-01 2024-01-31");
  EXPECT_EQ(whole(first, {second}), "2024-01-01 2024-02-29");
  EXPECT_EQ(whole(second, {first}), "2024-01-01 2024-02-29");
  EXPECT_EQ(whole(second, {open, first}), "2024-01-01") << "it goes on";
  EXPECT_EQ(whole(open, {first, second}), "2024-01-01");
}

TEST(CheckOneEmployer, RefusesTwoThatAreBothKnown) {
  const auto at = [](const char* employer) {
    pb::Spell s = From("2024-01-01");
    if (employer != nullptr) s.set_employer_id(employer);
    return s;
  };
  const auto refused = [](const std::string& employer, const std::vector<pb::Spell>& rest) {
    base::Violations v;
    CheckOneEmployer(employer, rest, &v);
    return gainful::testing::Paths(v);
  };
  using None = std::vector<std::string>;
  EXPECT_EQ(refused("x", {}), None());
  EXPECT_EQ(refused("x", {at("x"), at(nullptr)}), None());
  EXPECT_EQ(refused("", {at("x")}), None()) << "nobody said";
  EXPECT_EQ(refused("x", {at(nullptr), at("y"), at("y")}), None{"spell.employer_id"});
}

TEST(CheckKeepsFacts, HoldsDaysThatMoveAgainstWhatIsOnRecord) {
  const std::vector<FactDays> facts{{"evidence", Day("2024-02-05"), Day("2024-02-20")},
                                    {"changes of terms", Day("2024-02-09"), Day("2024-02-10")}};
  const pb::Spell before = Span("2024-02-01", "2024-02-29");
  const auto moved = [&](const char* from, const char* to, const std::string& path = "spell.") {
    base::Violations v;
    CheckKeepsFacts(before, Span(from, to), facts, path, &v);
    return v.list();
  };
  EXPECT_EQ(moved("2024-02-04", "2024-02-29"), Listed());
  EXPECT_EQ(moved("2024-02-05", "2024-02-29"), Listed());
  EXPECT_EQ(moved("2024-02-06", "2024-02-29"),
            (Listed{{"spell.started_on",
                     "must not lie after 2024-02-05, because of the evidence on record for this spell; change or "
                     "withdraw that first"}}));
  EXPECT_EQ(moved("2024-02-10", "2024-02-29").size(), 2u) << "the terms of the first day are the spell's own";
  EXPECT_EQ(moved("2024-02-01", "2024-02-21"), Listed());
  EXPECT_EQ(moved("2024-02-01", "2024-02-20"), Listed());
  EXPECT_EQ(moved("2024-02-01", "2024-02-19", ""),
            (Listed{{"ended_on",
                     "must not lie before 2024-02-20, because of the evidence on record for this spell; change or "
                     "withdraw that first"}}));
  EXPECT_EQ(moved("2024-02-01", "2024-02-09").size(), 2u);
  EXPECT_EQ(moved("2024-02-01", nullptr), Listed()) << "it goes on";
}

TEST(CheckKeepsFacts, LeavesDaysAloneThatDoNotMove) {
  const pb::Spell wrong = Span("2024-02-10", "2024-02-12");
  base::Violations v;
  CheckKeepsFacts(wrong, wrong, {{"evidence", Day("2024-02-05"), Day("2024-02-20")}}, "spell.", &v);
  EXPECT_TRUE(v.empty()) << "a job title may be corrected";
}

TEST(IsHeldAtReferral, IsWhatBeganBeforeTheDayOfReferral) {
  const auto referred = Day("2024-03-01");
  EXPECT_TRUE(IsHeldAtReferral(Day("2024-02-29"), referred));
  EXPECT_FALSE(IsHeldAtReferral(Day("2024-03-01"), referred));
  EXPECT_FALSE(IsHeldAtReferral(Day("2024-03-02"), referred));
}

}  // namespace
}  // namespace gainful::placement
