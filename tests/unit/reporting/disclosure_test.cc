#include "services/reporting/disclosure.h"

#include <cmath>
#include <random>

#include "services/common/stats/wilson.h"
#include "services/reporting/disclosure_given.h"
#include "tests/unit/testing.h"

namespace gainful::reporting {
namespace {

struct Group {
  std::int64_t reached, others, waiting = 0;
};

// A table of people with keys of their own, one for each count.
ControlledTable TableOf(const Control& control, const std::vector<Group>& groups, bool with_horizon = false) {
  const ProportionColumns columns(with_horizon);
  std::vector<Counted> counted;
  std::map<std::string, PersonKey> keys;
  const auto add = [&](int row, int leaf, std::int64_t count) {
    for (; count > 0; --count) {
      const std::string person = std::to_string(keys.size());
      keys[person] = {static_cast<std::int64_t>(keys.size() * 37 % 256), keys.size()};
      counted.push_back({person, row, leaf});
    }
  };
  for (size_t row = 0; row < groups.size(); ++row) {
    add(static_cast<int>(row), columns.numerator, groups[row].reached);
    add(static_cast<int>(row), columns.rest, groups[row].others);
    if (with_horizon) add(static_cast<int>(row), columns.waiting, groups[row].waiting);
  }
  const int rows = static_cast<int>(groups.size());
  ControlledTable table(&control, columns.columns, rows, TallyUp(columns.columns, rows, counted, keys).tallies);
  for (const Proportion& each : columns.Proportions())
    table.HideProportion(each.numerator, each.denominator, each.rest);
  return table;
}

// "reached/of flag" for each row that is given.
std::vector<std::string> Rows(pb::Disclosure profile, const std::vector<Group>& groups, bool with_horizon = false) {
  const Control control(ProfileOf(profile), nullptr);
  ControlledTable table = TableOf(control, groups, with_horizon);
  table.Protect();
  std::vector<std::string> rows;
  for (int row = table.HasGroups() ? 0 : table.all(); row <= table.all(); ++row) {
    pb::EquityRow out;
    Release(ProportionColumns(with_horizon), table, row, &out);
    rows.push_back((out.has_numerator() ? std::to_string(out.numerator()) : "*") + "/" +
                   (out.has_denominator() ? std::to_string(out.denominator()) : "*") +
                   (out.flag().empty() ? "" : " " + out.flag()));
    EXPECT_EQ(out.has_value(), out.has_numerator() && out.has_denominator() && out.denominator() > 0) << rows.back();
    EXPECT_EQ(out.has_lower95(), out.has_value());
    EXPECT_EQ(out.has_upper95(), out.has_value());
  }
  return rows;
}

using Lines = std::vector<std::string>;

TEST(ReleaseRaw, ShowsCountsAndProportionsAsTheyAre) {
  pb::EquityRow row;
  ReleaseRaw({316, 379, 0}, false, &row);
  EXPECT_EQ(row.numerator(), 316);
  EXPECT_EQ(row.denominator(), 379);
  EXPECT_NEAR(row.value(), 0.8337730870712401, 1e-15);
  EXPECT_NEAR(row.lower95(), 0.7929821088286182, 1e-12);
  EXPECT_NEAR(row.upper95(), 0.8678658588375324, 1e-12);
  EXPECT_EQ(row.flag(), "");
  pb::EquityRow nobody;
  ReleaseRaw({0, 0, 3}, true, &nobody);
  EXPECT_TRUE(nobody.has_numerator() && nobody.has_denominator());
  EXPECT_FALSE(nobody.has_value()) << "there is nobody to count";
  EXPECT_EQ(nobody.flag(), "not yet due: 3");
}

TEST(Release, ShowsTheProportionOfWhatIsShown) {
  const Control control(ProfileOf(pb::DISCLOSURE_MHSDS), nullptr);
  ControlledTable table = TableOf(control, {{316, 63}, {200, 400}});
  table.Protect();
  pb::EquityRow row;
  Release(ProportionColumns(false), table, 0, &row);
  EXPECT_EQ(row.numerator(), 315);
  EXPECT_EQ(row.denominator(), 380);
  const auto interval = stats::Wilson(315, 380);
  EXPECT_EQ(row.value(), std::round(100 * interval->value));
  EXPECT_EQ(row.lower95(), std::round(100 * interval->lower));
  EXPECT_EQ(row.upper95(), std::round(100 * interval->upper));
  EXPECT_EQ(row.flag(), "");
}

TEST(Release, WithholdsWhoseRestIsSmall) {
  // By what is shown, 40 of 40 may leave any number from 0 to 4; 30 of 35 would leave 1 at least.
  EXPECT_EQ(Rows(pb::DISCLOSURE_MHSDS, {{40, 0}, {100, 100}}), (Lines{"40/40", "100/200", "140/240"}));
  EXPECT_EQ(Rows(pb::DISCLOSURE_MHSDS, {{31, 4}, {100, 100}}).front(), "*/35 withheld");
}

TEST(Release, WithholdsAllAndNoneOfASmallGroup) {
  EXPECT_EQ(Rows(pb::DISCLOSURE_MHSDS, {{17, 0}, {100, 100}}).front(), "*/15 withheld");
  EXPECT_EQ(Rows(pb::DISCLOSURE_MHSDS, {{18, 0}, {100, 100}}).front(), "20/20") << "20 is where it ends";
  EXPECT_EQ(Rows(pb::DISCLOSURE_HES, {{17, 0}, {100, 100}}).front(), "*/* withheld") << "100 of 115 leave 11 at least";
  EXPECT_EQ(Rows(pb::DISCLOSURE_HES, {{0, 17}, {100, 100}}).front(), "*/15 withheld");
  EXPECT_EQ(Rows(pb::DISCLOSURE_HES, {{0, 18}, {100, 100}}).front(), "0/20");
  EXPECT_EQ(Rows(pb::DISCLOSURE_HES, {{0, 5}, {100, 100}}).front(), "*/* withheld") << "nor that it is none of a few";
  EXPECT_EQ(Rows(pb::DISCLOSURE_HES, {{3, 3}, {100, 100}, {60, 40}}).back(), "165/305") << "which costs nobody else's";
}

TEST(Release, GivesOneRowAloneWhereAllAreFew) {
  for (const std::vector<Group>& few : {std::vector<Group>{}, {{1, 0}, {1, 1}}, {{0, 4}}})
    EXPECT_EQ(Rows(pb::DISCLOSURE_MHSDS, few), Lines{"*/* withheld"});
  EXPECT_EQ(Rows(pb::DISCLOSURE_HES, {}), Lines{"0/0"}) << "nobody is shown there";
}

TEST(Release, ProtectsASmallGroupByAnother) {
  // With one group withheld, all less the others would tell: 3 is what 100 and 70 leave. The least that helps is withheld too.
  const Lines rows = Rows(pb::DISCLOSURE_MHSDS, {{20, 30}, {30, 40}, {1, 2}});
  EXPECT_EQ(rows[2], "*/* withheld");
  EXPECT_EQ(rows, Rows(pb::DISCLOSURE_MHSDS, {{20, 30}, {30, 40}, {1, 2}})) << "always the same";
}

TEST(Release, SaysHowManyAreNotYetDue) {
  EXPECT_EQ(Rows(pb::DISCLOSURE_MHSDS, {{20, 30, 13}, {30, 40, 20}}, true),
            (Lines{"20/50 not yet due: 15", "30/70 not yet due: 20", "50/120 not yet due: 35"}));
  const Lines few = Rows(pb::DISCLOSURE_MHSDS, {{20, 30, 2}, {30, 40, 20}}, true);
  EXPECT_EQ(few[0], "20/50 withheld; not yet due: *");
}

TEST(Release, ShowsNoProportionThatPerturbationMadeImpossible) {
  Perturbation perturbation;
  ASSERT_TRUE(perturbation.table.Add(30, 0, 9));
  perturbation.largest = 9;
  const Control control(ProfileOf(pb::DISCLOSURE_CELL_KEY), &perturbation);
  const ProportionColumns columns(false);
  const std::vector<Tally> row{{32, 1}, {30, 0}, {2, 1}};
  ControlledTable table(&control, columns.columns, 1, {row, row});
  pb::EquityRow out;
  Release(columns, table, 0, &out);
  EXPECT_EQ(out.numerator(), 39);
  EXPECT_EQ(out.denominator(), 32);
  EXPECT_FALSE(out.has_value());
  EXPECT_EQ(out.flag(), "withheld") << "and not why, which would say that few are left";
}

// A row of 30 jobs of which 10 end by 13 weeks: survival is that of the life table, up to where too few are at risk.
TEST(ReleaseSurvival, IsThatOfTheShownCounts) {
  const Control control(ProfileOf(pb::DISCLOSURE_MHSDS), nullptr);
  const SurvivalColumns columns;
  std::vector<Counted> counted;
  std::map<std::string, PersonKey> keys;
  const auto add = [&](int leaf, int count) {
    for (; count > 0; --count) {
      const std::string person = std::to_string(keys.size());
      keys[person] = {0, keys.size()};
      counted.push_back({person, 0, leaf});
    }
  };
  for (int week = 0; week < 2; ++week) add(columns.ended[week], 31), add(columns.lost[week], 20);
  add(columns.ended[2], 30), add(columns.lost[2], 10), add(columns.beyond[2], 9);
  ControlledTable table(&control, columns.columns, 1, TallyUp(columns.columns, 1, counted, keys).tallies);
  table.Protect();
  pb::RetentionReportResponse out;
  Release(columns, table, 0, "a", &out);
  ASSERT_EQ(out.rows_size(), 3);
  EXPECT_EQ(out.rows(0).at_risk(), 100);
  EXPECT_EQ(out.rows(0).events(), 30);
  EXPECT_EQ(out.rows(0).survival(), std::round(100 * 110.0 / 140)) << "of 150, 20 lost";
  EXPECT_FALSE(out.rows(0).has_se());
  EXPECT_TRUE(out.rows(1).has_survival());
  EXPECT_EQ(out.rows(2).at_risk(), 10);
  EXPECT_FALSE(out.rows(2).has_survival()) << "10 may be 8";
  EXPECT_EQ(out.rows(2).flag(), "withheld: too few at risk");
  EXPECT_EQ(out.groups(0).jobs(), 150);
  EXPECT_FALSE(out.groups(0).has_ended() || out.groups(0).has_at_exit());
}

TEST(LeafOf, CountsAJobAtItsEdges) {
  const SurvivalColumns columns;
  EXPECT_EQ(LeafOf(columns, Tenure{90, Last::kEnded}), columns.ended[0]);
  EXPECT_EQ(LeafOf(columns, Tenure{90, Last::kExit}), columns.lost[0]);
  EXPECT_EQ(LeafOf(columns, Tenure{91, Last::kEnded}), columns.ended[1]);
  EXPECT_EQ(LeafOf(columns, Tenure{181, Last::kAsAt}), columns.lost[1]);
  EXPECT_EQ(LeafOf(columns, Tenure{182, Last::kEnded}), columns.ended[2]);
  EXPECT_EQ(LeafOf(columns, Tenure{363, Last::kEnded}), columns.ended[2]);
  EXPECT_EQ(LeafOf(columns, Tenure{364, Last::kEnded}), columns.beyond[2]);
}

TEST(TallyUp, CountsPeopleAndTheirKeysAsOftenAsTheyAreCounted) {
  const ProportionColumns columns(false);
  const std::map<std::string, PersonKey> keys{{"a", {200, 9}}, {"b", {100, 4}}};
  const Tallied tallied = TallyUp(
      columns.columns, 2, {{"a", 0, columns.numerator}, {"a", 1, columns.rest}, {"b", 1, columns.numerator}}, keys);
  const auto& all = tallied.tallies[2][columns.denominator];
  EXPECT_EQ(all.count, 3);
  EXPECT_EQ(all.key, 500 % 256);
  EXPECT_EQ(tallied.people[2][columns.denominator], (std::vector<std::uint64_t>{4, 9, 9}))
      << "each as often as they are counted";
  EXPECT_EQ(tallied.people[1][columns.rest], std::vector<std::uint64_t>{9});
}

TEST(AreTooClose, IsAboutDifferentPeopleAndFewerThanTheLeast) {
  const std::vector<std::uint64_t> a{1, 2, 3, 4, 5, 6};
  EXPECT_FALSE(AreTooClose(a, a, 5)) << "the same people tell nothing new";
  EXPECT_TRUE(AreTooClose(a, {1, 2, 3, 4, 5}, 5));
  EXPECT_TRUE(AreTooClose({2}, a, 6)) << "5 apart";
  EXPECT_FALSE(AreTooClose({2}, a, 5));
  EXPECT_TRUE(AreTooClose(a, {1, 2, 3, 4, 7, 8}, 5)) << "2 went and 2 came";
  EXPECT_FALSE(AreTooClose(a, {1, 2, 3, 7, 8}, 5)) << "3 and 2";
  EXPECT_FALSE(AreTooClose({}, {}, 5));
  EXPECT_TRUE(AreTooClose({1, 2}, {1, 2, 2}, 5)) << "a second journey of one person tells of them as much";
  EXPECT_TRUE(AreTooClose({1, 2}, {1, 2, 2, 2, 2, 2, 2}, 5)) << "and so do five";
  EXPECT_FALSE(AreTooClose({1, 2, 2}, {1, 2, 2}, 5));
  EXPECT_TRUE(AreTooClose({}, {1}, 5));
}

TEST(Tokens, AreKeptWhole) {
  const std::vector<std::uint64_t> tokens{0, 1, 255, 256, 0x7fffffffffffffff};
  EXPECT_EQ(TokenBytes(tokens).size(), 40u);
  EXPECT_EQ(TokensOf(TokenBytes(tokens)), tokens);
  EXPECT_TRUE(TokensOf("").empty());
}

TEST(ReleaseSurvival, WithholdsThatNoneOrAllOfASmallGroupLasted) {
  const SurvivalColumns columns;
  for (const auto profile : {pb::DISCLOSURE_MHSDS, pb::DISCLOSURE_HES}) {
    for (const int jobs : {15, 40}) {
      for (const int leaf : {columns.ended[0], columns.beyond[2]}) {
        std::vector<std::vector<Tally>> tallies(3, std::vector<Tally>(columns.columns.size()));
        const auto add = [&](int row, int column, int count) {
          for (tallies[row][0].count += count; column != 0; column = columns.columns[column].parent)
            tallies[row][column].count += count;
        };
        for (const int row : {0, 2}) add(row, leaf, jobs);
        for (const int row : {1, 2}) {
          for (const int each : {columns.ended[0], columns.ended[1], columns.lost[2], columns.beyond[2]})
            add(row, each, 100);
        }
        const Control control(ProfileOf(profile), nullptr);
        ControlledTable table(&control, columns.columns, 2, tallies);
        for (const Proportion& each : columns.Proportions())
          table.HideProportion(each.numerator, each.denominator, each.rest);
        ASSERT_EQ(table.Protect(), Protection::kDone);
        const bool is_told = table.IsShown(0, columns.ended[0]) || table.IsShown(0, columns.beyond[0]);
        EXPECT_EQ(is_told, jobs == 40) << profile << " " << jobs << " " << leaf;
      }
    }
  }
}

// 40 and 60, of whom half each; what was given or withheld before decides.
constexpr int kAll = 2, kNumerator = 1;
Tallied Two() {
  const ProportionColumns columns(false);
  std::vector<Counted> counted;
  std::map<std::string, PersonKey> keys;
  for (int i = 0; i < 100; ++i) {
    keys[std::to_string(i)] = {0, static_cast<std::uint64_t>(i)};
    counted.push_back({std::to_string(i), i < 40 ? 0 : 1, i % 2 == 0 ? columns.numerator : columns.rest});
  }
  return TallyUp(columns.columns, 2, counted, keys);
}

TEST(MarkGiven, WithholdsTheWholeTableWhereOneCellIsTooClose) {
  const Control control(ProfileOf(pb::DISCLOSURE_MHSDS), nullptr);
  const Tallied tallied = Two();
  for (const int more : {1, 4, 5}) {
    ControlledTable table(&control, ProportionColumns(false).columns, 2, tallied.tallies);
    auto before = tallied.people[1][kNumerator];
    for (int i = 0; i < more; ++i) before.push_back(1000 + i);
    const auto is_new = [](const std::string&) { return Fate::kNew; };
    ASSERT_EQ(MarkGiven(tallied, is_new, {before}, 5, &table), more == 5) << more;
    if (more == 5) continue;
    table.WithholdAll();
    for (int row = 0; row <= kAll; ++row) {
      EXPECT_FALSE(table.HasAnythingShown(row));
      EXPECT_EQ(table.Flag(row), "withheld: too close to figures given before") << "every row says the same";
    }
  }
}

TEST(MarkGiven, HoldsBackWhatAnotherAnswerWithheldAndProtectsIt) {
  const Control control(ProfileOf(pb::DISCLOSURE_MHSDS), nullptr);
  const Tallied tallied = Two();
  ControlledTable table(&control, ProportionColumns(false).columns, 2, tallied.tallies);
  const std::string held = DigestOf(tallied.people[0][0]);
  ASSERT_TRUE(MarkGiven(
      tallied, [&](const std::string& digest) { return digest == held ? Fate::kHeldBack : Fate::kNew; }, {}, 5,
      &table));
  ASSERT_EQ(table.Protect(), Protection::kDone);
  EXPECT_FALSE(table.IsShown(0, 0));
  EXPECT_EQ(table.Flag(0), "withheld");
  EXPECT_FALSE(table.IsShown(1, 0) && table.IsShown(kAll, 0)) << "which would tell of it";
}

TEST(MarkGiven, HoldsBackWhatFewPeopleMakeManyOf) {
  const Control control(ProfileOf(pb::DISCLOSURE_MHSDS), nullptr);
  for (const int people : {4, 5}) {
    const ProportionColumns columns(false);
    std::vector<Counted> counted;
    std::map<std::string, PersonKey> keys;
    for (int i = 0; i < 50; ++i) {
      const std::string person = i < 20 ? std::to_string(i % people) : std::to_string(100 + i);
      keys[person] = {0, static_cast<std::uint64_t>(std::stoi(person))};
      counted.push_back({person, i < 20 ? 0 : 1, i % 10 < 5 ? columns.numerator : columns.rest});
    }
    const Tallied tallied = TallyUp(columns.columns, 2, counted, keys);
    ControlledTable table(&control, columns.columns, 2, tallied.tallies);
    const auto is_new = [](const std::string&) { return Fate::kNew; };
    ASSERT_TRUE(MarkGiven(tallied, is_new, {}, 5, &table));
    EXPECT_EQ(table.IsShown(0, 0), people == 5) << "20 journeys of " << people;
  }
}

TEST(Protect, DoesNotHideWhatIsKnownAlready) {
  const Control control(ProfileOf(pb::DISCLOSURE_MHSDS), nullptr);
  const std::vector<Group> groups{{20, 30}, {1, 2}};
  ControlledTable fresh = TableOf(control, groups), known = TableOf(control, groups), told = TableOf(control, groups);
  ASSERT_EQ(fresh.Protect(), Protection::kDone);
  known.SetGiven(kAll, 0);
  ASSERT_EQ(known.Protect(), Protection::kDone);
  EXPECT_TRUE(known.IsShown(kAll, 0));
  EXPECT_FALSE(known.IsShown(0, 0)) << "with 50 of all 55 the 3 others would be told";
  // Where all else was given there is nothing left to withhold.
  for (const int column : {0, kNumerator}) {
    told.SetGiven(0, column);
    told.SetGiven(kAll, column);
  }
  EXPECT_EQ(told.Protect(), Protection::kImpossible);
  ControlledTable late = TableOf(control, groups);
  EXPECT_EQ(late.Protect([] { return true; }), Protection::kTooLate);
}

}  // namespace
}  // namespace gainful::reporting
