// What must hold of any history, over many that are made up; the seed of one that fails is in the message.
#include <algorithm>
#include <cstdlib>

#include "tests/unit/placement/outcome/histories.h"
#include "tests/unit/placement/outcome/made.h"
#include "tests/unit/placement/outcome/reference.h"

namespace gainful::placement::outcome {
namespace {

// A million in a Release build. The plain reference takes its time by design, and sanitizers and -O1 make it many times slower: there a few thousand
// do. GAINFUL_HISTORIES asks for another number.
int HowMany() {
#ifdef NDEBUG
  constexpr int kUsual = 1000000;
#else
  constexpr int kUsual = 4000;
#endif
  const char* asked = std::getenv("GAINFUL_HISTORIES");
  return asked == nullptr ? kUsual : std::atoi(asked);
}

// One history that can be changed.
Made RandomHistory(int seed) {
  Histories histories;
  AddRandomHistory(static_cast<std::uint64_t>(seed), &histories);
  const History h = histories[0];
  Made made;
  made.journey = h.journey;
  made.spells.assign(h.spells.begin(), h.spells.end());
  made.terms.assign(h.terms.begin(), h.terms.end());
  made.absences.assign(h.absences.begin(), h.absences.end());
  made.weeks.assign(h.weeks.begin(), h.weeks.end());
  return made;
}

std::vector<Standing> Standings(const Made& made, const WageFloors* floors = &WageFloors::Shipped()) {
  Engine engine(floors);
  const History history = made.history();
  engine.Load(history);
  std::vector<Standing> standings;
  for (const Rule& rule : TriedRules()) standings.push_back(engine.Evaluate(Compile(rule)));
  return standings;
}

TEST(Outcomes, AreThoseOfThePlainReference) {
  const int n = HowMany();
  for (int seed = 0; seed < n; ++seed) {
    Histories histories;
    AddRandomHistory(static_cast<std::uint64_t>(seed), &histories);
    const History history = histories[0];
    const Day as_at = history.journey.programme_start + seed % 701;
    ASSERT_EQ(Difference(history, as_at), "") << "seed " << seed << ", as at " << DayText(as_at);
  }
}

// As at the last day that the reference looks at, windows reach beyond it; the bench asks for no other day.
TEST(Outcomes, AreThoseOfThePlainReferenceAtTheEndOfItsDays) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    Histories histories;
    AddRandomHistory(seed, &histories);
    const History history = histories[0];
    Engine engine;
    engine.Load(history);
    Reference reference(history);
    for (const Rule& rule : TriedRules()) {
      const bool is_met = reference.At(rule, reference.last()).answer.holds == Holds::kMet;
      EXPECT_EQ(is_met, engine.Evaluate(Compile(rule)).met_on != kNoDay) << "seed " << seed << " " << rule.id();
    }
  }
}

// Records what nobody knew of absences: when they ended, and whether they were paid.
void FillInAbsences(int seed, Made* made) {
  for (Absence& a : made->absences) {
    if (a.to == kNoDay) a.to = a.from + seed % 40;
    if (a.paid == Fact::kUnknown) a.paid = seed % 3 == 0 ? Fact::kNo : Fact::kYes;
  }
}

// Whatever contract and day of birth are possible.
void FillInPerson(int seed, Made* made) {
  const Contract contract = static_cast<Contract>(seed % 3);  // one of those before kUnknown
  for (Spell& s : made->spells) {
    if (s.contract == Contract::kUnknown) s.contract = contract;
  }
  Journey& j = made->journey;
  const bool is_oldest = j.born_to == kForever || (j.born_from > -kForever && seed % 2 == 0);
  if (j.born_from == -kForever && j.born_to == kForever) return;
  j.born_from = j.born_to = is_oldest ? j.born_from : j.born_to;
}

TEST(Outcomes, AreNotTakenBackByEvidence) {
  int met = 0;
  for (int seed = 0; seed < 20000; ++seed) {
    const Made before = RandomHistory(seed);
    Made confirmed = before;
    Made ended = before;
    for (size_t i = 0; i < before.spells.size(); ++i) {
      const Spell& s = before.spells[i];
      if (s.end != kNoDay && s.end_is_shown) continue;
      confirmed.spells[i].last_confirmed = std::min(KnownTo(s) + seed % 90, PossibleTo(s));
      if (s.end == kNoDay) ended.spells[i].end = KnownTo(s) + seed % 90;
      ended.spells[i].end_is_shown = true;
    }
    Made back = before;
    FillInAbsences(seed, &back);
    const auto was = Standings(before), is = Standings(confirmed), over = Standings(ended), returned = Standings(back);
    for (size_t r = 0; r < was.size(); ++r) {
      if (was[r].met_on == kNoDay) continue;
      ++met;
      for (const Standing& now : {is[r], over[r], returned[r]}) {
        ASSERT_NE(now.met_on, kNoDay) << "seed " << seed << " " << TriedRules()[r].id();
        ASSERT_LE(now.met_on, was[r].met_on) << "seed " << seed << " " << TriedRules()[r].id();
      }
    }
  }
  EXPECT_GT(met, 10000);
}

TEST(Outcomes, AreMetOnTheEarliestDayIfAllGoesOnAsItMay) {
  for (int seed = 0; seed < 5000; ++seed) {
    Made made = RandomHistory(seed);
    made.journey.followed_to = kForever;
    const auto was = Standings(made);
    for (Spell& s : made.spells) {
      if (s.end == kNoDay) s.last_confirmed = s.start + 3000;
      s.end_is_shown = true;
    }
    FillInAbsences(seed, &made);
    FillInPerson(seed, &made);
    const auto is = Standings(made);
    for (size_t r = 0; r < was.size(); ++r) {
      if (was[r].met_on == kNoDay && is[r].met_on != kNoDay) {
        ASSERT_NE(was[r].earliest, kNoDay) << "seed " << seed << " " << TriedRules()[r].id();
        ASSERT_LE(was[r].earliest, is[r].met_on) << "seed " << seed << " " << TriedRules()[r].id();
      }
    }
  }
}

Day Shifted(Day day, Day by) { return day == kNoDay || day > kForever / 2 || day < -kForever / 2 ? day : day + by; }

// Pay periods by calendar months do not shift by whole days; with one floor for ever nothing hangs on where they begin.
TEST(Outcomes, ShiftWithTheirDates) {
  const WageFloors fixed = WageFloors::Fixed(1144);
  for (int seed = 0; seed < 20000; ++seed) {
    Made made = RandomHistory(seed);
    made.journey.born_from = made.journey.born_to = -kForever;
    Made shifted = made;
    const Day by = seed % 1500 - 700;
    for (Day* day : {&shifted.journey.referral, &shifted.journey.programme_start, &shifted.journey.support_to,
                     &shifted.journey.followed_to})
      *day = Shifted(*day, by);
    for (Spell& s : shifted.spells) {
      for (Day* day : {&s.start, &s.end, &s.last_confirmed, &s.four_hours_on, &s.pay_anchor}) *day = Shifted(*day, by);
    }
    for (Terms& terms : shifted.terms) terms.from += by;
    for (Absence& absence : shifted.absences) absence.from += by, absence.to = Shifted(absence.to, by);
    for (RecordedWeek& week : shifted.weeks) week.from += by;
    auto standings = Standings(made, &fixed);
    for (Standing& s : standings) {
      for (Day* day : {&s.met_on, &s.dated_on, &s.earliest, &s.latest_start, &s.evidence_until, &s.from, &s.to})
        *day = Shifted(*day, by);
    }
    ASSERT_TRUE(standings == Standings(shifted, &fixed)) << "seed " << seed;
  }
}

// Splits a spell before `day`, the end of the first part as typed as that of any spell: nothing shows it but what shows the job to go on. False where a
// recorded week has days on both sides: its minutes could not be told apart.
bool Split(Made* made, size_t i, Day day) {
  Spell& first = made->spells[i];
  if (day <= first.start || day > KnownTo(made->spells, i)) return false;
  for (auto w = first.weeks.begin; w < first.weeks.end; ++w) {
    if (made->weeks[w].from < day && day <= made->weeks[w].from + 6) return false;
  }
  Spell second = first;
  second.start = day;
  if (second.last_confirmed < day) second.last_confirmed = kNoDay;
  first.end = day - 1;
  first.last_confirmed =
      first.last_confirmed == kNoDay || day % 2 == 0 ? kNoDay : std::min(first.last_confirmed, day - 1);
  first.end_is_shown = false;
  made->spells.push_back(second);
  std::stable_sort(made->spells.begin(), made->spells.end(),
                   [](const Spell& a, const Spell& b) { return a.start < b.start; });
  return true;
}

TEST(Outcomes, DoNotDependOnHowASpellIsSplit) {
  int split = 0, by_others = 0;
  for (int seed = 0; seed < 20000; ++seed) {
    const Made made = RandomHistory(seed);
    if (made.spells.empty()) continue;
    Made other = made;
    const size_t i = static_cast<size_t>(seed) % made.spells.size();
    const Day day = made.spells[i].start + 1 + seed % 97;
    if (!Split(&other, i, day)) continue;
    ++split;
    by_others += KnownTo(made.spells[i]) < day;
    const auto was = Standings(made), is = Standings(other);
    for (size_t r = 0; r < was.size(); ++r)
      ASSERT_TRUE(was[r] == is[r]) << "seed " << seed << " " << TriedRules()[r].id();
  }
  EXPECT_GT(split, 3000);
  EXPECT_GT(by_others, 20) << "spells that only evidence of a later one shows";
}

TEST(Outcomes, AreTheSameInAnyOrderOfRulesAndJourneys) {
  Engine engine;
  for (int seed = 0; seed < 3000; ++seed) {
    const Made made = RandomHistory(seed);
    const History history = made.history();
    engine.Load(history);
    const auto fresh = Standings(made);
    for (size_t r = fresh.size(); r-- > 0;)
      ASSERT_TRUE(engine.Evaluate(Compile(TriedRules()[r])) == fresh[r]) << "seed " << seed;
  }
}

}  // namespace
}  // namespace gainful::placement::outcome
