// Attacks on what disclosure control lets out. None of them uses its code: one searches every table that there could be, the other narrows bounds
// until nothing moves.
#include <algorithm>
#include <array>
#include <random>

#include "services/reporting/disclosure.h"
#include "tests/unit/testing.h"

namespace gainful::reporting {
namespace {

constexpr pb::Disclosure kRounding[] = {pb::DISCLOSURE_MHSDS, pb::DISCLOSURE_HES};

using Group = std::array<std::int64_t, 2>;  // how many reached it, and how many did not

struct Rules {
  std::int64_t from, to;  // withheld
  bool IsSmall(std::int64_t n) const { return n >= from && n <= to; }
  // How a count looks: -1 where it is withheld.
  std::int64_t Look(std::int64_t n) const { return IsSmall(n) ? -1 : n == 0 ? 0 : (n + 2) / 5 * 5; }
};
Rules RulesOf(pb::Disclosure profile) { return profile == pb::DISCLOSURE_HES ? Rules{1, 7} : Rules{0, 4}; }

std::vector<std::vector<Tally>> TalliesOf(const std::vector<Group>& groups) {
  std::vector<std::vector<Tally>> rows(groups.size() + 1, std::vector<Tally>(3));
  for (size_t i = 0; i < groups.size(); ++i) {
    for (const size_t row : {i, groups.size()}) {
      rows[row][0].count += groups[i][0] + groups[i][1];
      rows[row][1].count += groups[i][0];
      rows[row][2].count += groups[i][1];
    }
  }
  return rows;
}

ControlledTable TableOf(const Control& control, const std::vector<Group>& groups, bool is_protected) {
  const ProportionColumns columns(false);
  ControlledTable table(&control, columns.columns, static_cast<int>(groups.size()), TalliesOf(groups));
  if (!is_protected) return table;
  for (const Proportion& each : columns.Proportions())
    table.HideProportion(each.numerator, each.denominator, each.rest);
  table.Protect();
  return table;
}

std::string LooksOf(const Control& control, const std::vector<Group>& groups) {
  const ProportionColumns columns(false);
  ControlledTable table(&control, columns.columns, static_cast<int>(groups.size()), TalliesOf(groups));
  for (const Proportion& each : columns.Proportions())
    table.HideProportion(each.numerator, each.denominator, each.rest);
  return table.Looks();
}

// What is seen of a row: -1 where nothing is.
struct Seen {
  std::int64_t reached = -1, of = -1;
  std::string flag;
};
Seen See(const ControlledTable& table, int row) {
  const ProportionColumns columns(false);
  pb::EquityRow out;
  Release(columns, table, row, &out);
  return {out.has_numerator() ? out.numerator() : -1, out.has_denominator() ? out.denominator() : -1, out.flag()};
}

bool Fits(const Rules& rules, const Seen& seen, std::int64_t reached, std::int64_t others) {
  const std::int64_t of = reached + others;
  if (seen.reached >= 0 && rules.Look(reached) != seen.reached) return false;
  if (seen.of >= 0 && rules.Look(of) != seen.of) return false;
  return true;  // a flag says no more than that something is withheld
}

constexpr std::int64_t kMost = 22;  // of each count that the search tries: more than any withheld range needs

// Every value that a small count of the table may have, by trying all tables. Reports the small counts that are told more exactly than that they are.
int Pinned(pb::Disclosure profile, const std::vector<Group>& groups, bool is_protected) {
  const Rules rules = RulesOf(profile);
  const Control control(ProfileOf(profile), nullptr);
  const ControlledTable table = TableOf(control, groups, is_protected);
  if (!table.HasGroups()) return 0;
  const int n = static_cast<int>(groups.size());
  std::vector<std::vector<Group>> fit(n);
  for (int row = 0; row < n; ++row) {
    const Seen seen = See(table, row);
    for (std::int64_t a = 0; a <= kMost; ++a) {
      for (std::int64_t b = 0; b <= kMost; ++b) {
        if (Fits(rules, seen, a, b)) fit[row].push_back({a, b});
      }
    }
  }
  const Seen all = See(table, n);
  // By row and column, then everybody's: which values came up.
  using Values = std::array<bool, 4 * kMost + 1>;
  std::vector<std::array<Values, 3>> came(n + 1, std::array<Values, 3>{});
  const auto note = [&](int row, std::int64_t a, std::int64_t b) {
    came[row][0][a + b] = came[row][1][a] = came[row][2][b] = true;
  };
  const std::vector<Group> seconds = n > 1 ? fit[1] : std::vector<Group>{{0, 0}};
  for (const Group& first : fit[0]) {
    for (const Group& second : seconds) {
      const std::int64_t a = first[0] + second[0], b = first[1] + second[1];
      if (!Fits(rules, all, a, b)) continue;
      note(0, first[0], first[1]);
      if (n > 1) note(1, second[0], second[1]);
      note(n, a, b);
    }
  }
  int pinned = 0;
  const auto tallies = TalliesOf(groups);
  for (int row = 0; row <= n; ++row) {
    for (int c = 0; c < 3; ++c) {
      if (!rules.IsSmall(tallies[row][c].count)) continue;
      bool all_came = true;
      for (std::int64_t v = rules.from; v <= rules.to; ++v) all_came = all_came && came[row][c][v];
      pinned += all_came ? 0 : 1;
    }
  }
  return pinned;
}

std::string Printed(const std::vector<Group>& groups) {
  std::string text;
  for (const Group& g : groups) text += std::to_string(g[0]) + "+" + std::to_string(g[1]) + " ";
  return text;
}

std::vector<Group> Random(std::mt19937* random, size_t groups, std::int64_t most) {
  std::vector<Group> out(groups);
  for (Group& group : out) {
    do {
      for (std::int64_t& count : group)
        count = static_cast<std::int64_t>((*random)() % static_cast<std::uint32_t>((*random)() % 3 == 0 ? 5 : most));
    } while (group[0] + group[1] == 0);
  }
  return out;
}

TEST(Attack, BySearchPinsNothingInTwoGroups) {
  std::mt19937 random(35);
  int told_before = 0;
  for (int round = 0; round < 120; ++round) {
    const auto groups = Random(&random, 1 + round % 2, 12);
    for (const auto profile : kRounding) {
      ASSERT_EQ(Pinned(profile, groups, true), 0) << profile << ": " << Printed(groups);
      told_before += Pinned(profile, groups, false) > 0 ? 1 : 0;
    }
  }
  EXPECT_GT(told_before, 60) << "the attack has teeth: starring each count by itself does not stand up to it";
}

// Tables that are made to tell: one small group beside a large one, two small ones, everybody, nobody, and totals at the edges of rounding.
TEST(Attack, BySearchPinsNothingWhereTotalsReveal) {
  for (const auto profile : kRounding) {
    for (std::int64_t small = 0; small <= 8; ++small) {
      for (const std::int64_t other : {0, 1, 3, 4, 5, 7, 8}) {
        for (const std::vector<Group>& groups : {std::vector<Group>{{small, other}, {9, 9}},
                                                 {{small, 0}, {other, 10}},
                                                 {{small, other}},
                                                 {{0, small}, {12, other}}}) {
          const bool has_empty =
              std::any_of(groups.begin(), groups.end(), [](const Group& g) { return g[0] + g[1] == 0; });
          if (has_empty) continue;
          ASSERT_EQ(Pinned(profile, groups, true), 0) << profile << ": " << Printed(groups);
        }
      }
    }
  }
}

struct Bounds {
  std::int64_t least = 0, most = 100000;
};

// Narrows what is known of every cell of a table of any columns by each sum there is, until nothing moves.
class Narrowing {
 public:
  Narrowing(const ControlledTable& table, const std::vector<Column>& columns, const Rules& rules)
      : columns_(columns), rows_(table.all() + 1), known_(rows_, std::vector<Bounds>(columns.size())) {
    for (int row = 0; row < rows_; ++row) {
      for (size_t c = 0; c < columns.size(); ++c) {
        if (!table.IsShown(row, static_cast<int>(c))) continue;
        const std::int64_t shown = table.Shown(row, static_cast<int>(c));
        known_[row][c] = shown == 0 ? Bounds{0, 0} : Bounds{std::max(shown - 2, rules.to + 1), shown + 2};
      }
    }
    while (Narrow()) {
    }
  }
  const Bounds& At(int row, int column) const { return known_[row][column]; }

 private:
  bool Narrow() {
    is_moved_ = false;
    for (int row = 0; row < rows_; ++row) {
      for (size_t c = 0; c < columns_.size(); ++c) {
        std::vector<Bounds*> parts;
        for (size_t part = 1; part < columns_.size(); ++part) {
          if (columns_[part].parent == static_cast<int>(c)) parts.push_back(&known_[row][part]);
        }
        if (!parts.empty()) Sum(&known_[row][c], parts);
      }
    }
    for (size_t c = 0; c < columns_.size(); ++c) {
      std::vector<Bounds*> parts;
      for (int row = 0; row + 1 < rows_; ++row) parts.push_back(&known_[row][c]);
      Sum(&known_[rows_ - 1][c], parts);
    }
    return is_moved_;
  }
  void Sum(Bounds* whole, const std::vector<Bounds*>& parts) {
    std::int64_t least = 0, most = 0;
    for (const Bounds* part : parts) least += part->least, most += part->most;
    Cut(whole, {least, most});
    for (Bounds* part : parts) Cut(part, {whole->least - (most - part->most), whole->most - (least - part->least)});
  }
  void Cut(Bounds* bounds, const Bounds& to) {
    if (to.least > bounds->least) bounds->least = to.least, is_moved_ = true;
    if (to.most < bounds->most) bounds->most = to.most, is_moved_ = true;
  }

  const std::vector<Column> columns_;
  const int rows_;
  std::vector<std::vector<Bounds>> known_;
  bool is_moved_ = false;
};

// A table with random leaves: those of children add up to their parents, and those of groups to everybody.
std::vector<std::vector<Tally>> RandomTable(std::mt19937* random, const std::vector<Column>& columns, int groups) {
  std::vector<std::vector<Tally>> rows(groups + 1, std::vector<Tally>(columns.size()));
  for (int row = 0; row < groups; ++row) {
    for (size_t c = columns.size(); c-- > 1;) {
      const bool is_leaf = std::none_of(columns.begin() + 1, columns.end(),
                                        [&](const Column& column) { return column.parent == static_cast<int>(c); });
      if (is_leaf) rows[row][c].count = (*random)() % ((*random)() % 2 == 0 ? 6 : 40);
      rows[row][columns[c].parent].count += rows[row][c].count;
    }
    if (rows[row][0].count == 0) ++rows[row][0].count, ++rows[row].back().count;
    for (size_t c = 0; c < columns.size(); ++c) rows[groups][c].count += rows[row][c].count;
  }
  return rows;
}

int Narrowed(const ControlledTable& table, const std::vector<Column>& columns, const Rules& rules,
             const std::vector<std::vector<Tally>>& tallies) {
  if (!table.HasGroups()) return 0;
  const Narrowing known(table, columns, rules);
  int narrowed = 0;
  for (int row = 0; row <= table.all(); ++row) {
    for (size_t c = 0; c < columns.size(); ++c) {
      if (!rules.IsSmall(tallies[row][c].count)) continue;
      const Bounds& bounds = known.At(row, static_cast<int>(c));
      narrowed += bounds.least > rules.from || bounds.most < rules.to ? 1 : 0;
    }
  }
  return narrowed;
}

TEST(Attack, ByNarrowingPinsNothingInAThousandTables) {
  std::mt19937 random(36);
  const std::vector<std::vector<Column>> shapes{ProportionColumns(false).columns, ProportionColumns(true).columns,
                                                SurvivalColumns().columns};
  int told_before = 0, shown = 0;
  for (int round = 0; round < 1000; ++round) {
    const auto& columns = shapes[round % shapes.size()];
    const auto profile = kRounding[round % 2];
    const auto tallies = RandomTable(&random, columns, 1 + round % 6);
    const Control control(ProfileOf(profile), nullptr);
    const int groups = static_cast<int>(tallies.size()) - 1;
    ControlledTable table(&control, columns, groups, tallies), before = table;
    table.Protect();
    ASSERT_EQ(Narrowed(table, columns, RulesOf(profile), tallies), 0) << round;
    told_before += Narrowed(before, columns, RulesOf(profile), tallies) > 0 ? 1 : 0;
    const std::string pattern = table.Pattern();
    shown += std::count(pattern.begin(), pattern.end(), 's') > 0 ? 1 : 0;
  }
  EXPECT_GT(told_before, 300) << "the attack has teeth";
  EXPECT_GT(shown, 500) << "and control is no silence";
}

// What another answer withheld to protect something stays as uncertain as if it differed by anything short of the least.
TEST(Attack, ByWhatAnotherAnswerHeldBackTellsNothing) {
  std::mt19937 random(37);
  const auto columns = ProportionColumns(false).columns;
  const Control control(ProfileOf(pb::DISCLOSURE_MHSDS), nullptr);
  for (int round = 0; round < 300; ++round) {
    const auto tallies = RandomTable(&random, columns, 2 + round % 4);
    ControlledTable table(&control, columns, static_cast<int>(tallies.size()) - 1, tallies);
    if (!table.HasGroups() || !table.IsShown(0, 0)) continue;
    const std::int64_t like = table.Shown(0, 0);
    table.HoldBack(0, 0);
    table.Protect();
    ASSERT_FALSE(table.IsShown(0, 0));
    const Bounds left = Narrowing(table, columns, RulesOf(pb::DISCLOSURE_MHSDS)).At(0, 0);
    EXPECT_TRUE(left.least <= std::max<std::int64_t>(5, like - 2) && left.most >= like + 2) << round;
    EXPECT_TRUE(left.least <= std::max<std::int64_t>(1, like - 6) || left.most >= like + 6) << round;
  }
}

// Counts that cannot be told apart may be moved about as one likes: not a byte moves.
TEST(Attack, ByComparingReportsThatLookAlikeFindsNoDifference) {
  std::mt19937 random(38);
  int moved = 0;
  for (int round = 0; round < 400; ++round) {
    auto groups = Random(&random, 2 + round % 3, 40);
    const auto profile = kRounding[round % 2];
    const Control control(ProfileOf(profile), nullptr);
    const ControlledTable before = TableOf(control, groups, true);
    auto other = groups;
    for (int step = 0; step < 200; ++step) {
      auto next = other;
      auto& count = next[random() % next.size()][random() % 2];
      count = std::max<std::int64_t>(0, count + (random() % 2 == 0 ? 1 : -1));
      const bool has_empty = std::any_of(next.begin(), next.end(), [](const Group& g) { return g[0] + g[1] == 0; });
      if (!has_empty && LooksOf(control, next) == LooksOf(control, groups)) other = next;
    }
    moved += other == groups ? 0 : 1;
    const ControlledTable after = TableOf(control, other, true);
    ASSERT_EQ(after.Pattern(), before.Pattern());
    for (int row = 0; row <= before.all(); ++row) {
      pb::EquityRow a, b;
      Release(ProportionColumns(false), before, row, &a);
      Release(ProportionColumns(false), after, row, &b);
      ASSERT_EQ(a.SerializeAsString(), b.SerializeAsString()) << Printed(groups) << "and " << Printed(other);
    }
  }
  EXPECT_GT(moved, 200) << "that would be no comparison";
}

}  // namespace
}  // namespace gainful::reporting
