// Attacks by several questions: of one made-up population, by random cuts that may be asked for, with what the ledger makes of each after those before. The
// attacker knows how the figures hang together: windows are sums of months, groups add up to everybody, and two answers about the same people count the
// same.
#include <map>
#include <random>
#include <set>

#include "absl/strings/str_cat.h"
#include "services/reporting/disclosure_given.h"
#include "tests/unit/testing.h"

namespace gainful::reporting {
namespace {

constexpr int kMonths = 6, kAsAts = 3, kKinds = 2, kGroups[kKinds] = {2, 3};

struct Somebody {
  int month;           // in which they were accepted
  int group[kKinds];   // by each characteristic
  int in_work_before;  // the first of the days as at which they had a job; kAsAts: none
};

struct Question {
  int from, to;  // months, both within
  int by, as_at;
};

// What was given so far, as the ledger keeps it.
struct Before {
  std::vector<Question> cuts;
  std::map<std::string, Fate> fates;
  std::vector<std::vector<std::uint64_t>> groups;
};

struct Bounds {
  std::int64_t least = 0, most = 100000;
};

// Everything that is known of everything that can be counted, by name.
class Attacker {
 public:
  void See(const Question& q, const ControlledTable& table) {
    const ProportionColumns columns(false);
    for (int row = 0; row <= table.all(); ++row) {
      for (const int column : {columns.denominator, columns.numerator}) {
        if (!table.IsShown(row, column)) continue;
        const std::int64_t shown = table.Shown(row, column);
        Cut(Name(q.from, q.to, q.by, row, column, q.as_at), {std::max<std::int64_t>(5, shown - 2), shown + 2});
      }
    }
  }
  // Whether anything is known to be one number below 5.
  int Pinned(const std::vector<Somebody>& people) {
    Relate();
    while (Narrow()) {
    }
    int pinned = 0;
    for (const auto& [name, bounds] : known_) pinned += bounds.least == bounds.most && bounds.most < 5 ? 1 : 0;
    for (const auto& [name, count] : TrueCounts(people)) {
      const Bounds& bounds = known_[name];
      EXPECT_TRUE(bounds.least <= count && count <= bounds.most) << name << ": the attacker is wrong";
    }
    return pinned;
  }

 private:
  // Everybody are the same by whichever characteristic, and the denominator on whichever day.
  static std::string Name(int from, int to, int by, int row, int column, int as_at) {
    const bool is_all = row == kGroups[by];
    return absl::StrCat(from, "-", to, is_all ? " all" : absl::StrCat(" ", by, ".", row), " ", column,
                        column == 0 ? "" : absl::StrCat(" ", as_at));
  }
  template <typename Each>
  static void ForAll(Each each) {
    for (int from = 0; from < kMonths; ++from) {
      for (int to = from; to < kMonths; ++to) {
        for (int by = 0; by < kKinds; ++by) {
          for (int as_at = 0; as_at < kAsAts; ++as_at) each(from, to, by, as_at);
        }
      }
    }
  }
  void Relate() {
    ForAll([&](int from, int to, int by, int as_at) {
      for (int row = 0; row <= kGroups[by]; ++row) {
        const auto name = [&](int first, int last, int column) { return Name(first, last, by, row, column, as_at); };
        for (int column = 0; column < 3; ++column) {
          for (int split = from; split < to; ++split)
            sums_.push_back({name(from, to, column), {name(from, split, column), name(split + 1, to, column)}});
        }
        sums_.push_back({name(from, to, 0), {name(from, to, 1), name(from, to, 2)}});
        // Whoever had a job has had one ever after.
        if (as_at > 0)
          sums_.push_back(
              {name(from, to, 1), {Name(from, to, by, row, 1, as_at - 1), absl::StrCat(name(from, to, 1), " since")}});
      }
      for (int column = 0; column < 3; ++column) {
        std::vector<std::string> groups;
        for (int row = 0; row < kGroups[by]; ++row) groups.push_back(Name(from, to, by, row, column, as_at));
        sums_.push_back({Name(from, to, by, kGroups[by], column, as_at), groups});
      }
    });
  }
  static std::map<std::string, std::int64_t> TrueCounts(const std::vector<Somebody>& people) {
    std::map<std::string, std::int64_t> counts;
    ForAll([&](int from, int to, int by, int as_at) {
      for (int row = 0; row <= kGroups[by]; ++row) {
        std::int64_t of = 0, reached = 0;
        for (const Somebody& one : people) {
          if (one.month < from || one.month > to || (row < kGroups[by] && one.group[by] != row)) continue;
          ++of;
          reached += one.in_work_before <= as_at ? 1 : 0;
        }
        counts[Name(from, to, by, row, 0, as_at)] = of;
        counts[Name(from, to, by, row, 1, as_at)] = reached;
        counts[Name(from, to, by, row, 2, as_at)] = of - reached;
      }
    });
    return counts;
  }
  bool Narrow() {
    is_moved_ = false;
    for (const auto& [whole, parts] : sums_) {
      std::int64_t least = 0, most = 0;
      for (const std::string& part : parts) least += known_[part].least, most += known_[part].most;
      Cut(whole, {least, most});
      const Bounds all = known_[whole];
      for (const std::string& part : parts) {
        const Bounds now = known_[part];
        Cut(part, {all.least - (most - now.most), all.most - (least - now.least)});
      }
    }
    return is_moved_;
  }
  void Cut(const std::string& name, const Bounds& to) {
    Bounds& bounds = known_[name];
    if (to.least > bounds.least) bounds.least = to.least, is_moved_ = true;
    if (to.most < bounds.most) bounds.most = to.most, is_moved_ = true;
  }

  std::map<std::string, Bounds> known_;
  std::vector<std::pair<std::string, std::vector<std::string>>> sums_;
  bool is_moved_ = false;
};

Tallied TallyOf(const Question& q, const std::vector<Somebody>& people) {
  const ProportionColumns columns(false);
  std::vector<Counted> counted;
  std::map<std::string, PersonKey> keys;
  for (size_t i = 0; i < people.size(); ++i) {
    const Somebody& one = people[i];
    if (one.month < q.from || one.month > q.to) continue;
    keys[std::to_string(i)] = {0, i};
    counted.push_back(
        {std::to_string(i), one.group[q.by], one.in_work_before <= q.as_at ? columns.numerator : columns.rest});
  }
  return TallyUp(columns.columns, kGroups[q.by], counted, keys);
}

bool Overlaps(const Question& q, const std::vector<Question>& before) {
  return std::any_of(before.begin(), before.end(), [&](const Question& b) {
    return q.from <= b.to && q.to >= b.from && (q.from != b.from || q.to != b.to);
  });
}

// Asks, and lets the attacker see what is shown. Without `with_ledger` every table is protected by itself.
bool Ask(const Control& control, const Question& q, const std::vector<Somebody>& people, bool with_ledger,
         Before* before, Attacker* attacker) {
  const ProportionColumns columns(false);
  const Tallied tallied = TallyOf(q, people);
  ControlledTable table(&control, columns.columns, kGroups[q.by], tallied.tallies);
  for (const Proportion& each : columns.Proportions())
    table.HideProportion(each.numerator, each.denominator, each.rest);
  if (with_ledger) {
    if (Overlaps(q, before->cuts)) return false;
    const auto fate = [&](const std::string& digest) {
      const auto it = before->fates.find(digest);
      return it == before->fates.end() ? Fate::kNew : it->second;
    };
    if (!MarkGiven(tallied, fate, before->groups, 5, &table)) return false;
  }
  if (table.Protect() != Protection::kDone) return false;
  before->cuts.push_back(q);
  ForEachCell(tallied, table, [&](int row, int column, const std::vector<std::uint64_t>& group) {
    const State state = table.StateOf(row, column);
    if (state != State::kShown && state != State::kProtecting) return;
    Fate& fate = before->fates[DigestOf(group)];
    if (fate != Fate::kGiven) fate = state == State::kShown ? Fate::kGiven : Fate::kHeldBack;
    before->groups.push_back(group);
  });
  attacker->See(q, table);
  return table.HasAnythingShown(table.all());
}

struct Told {
  int answered = 0, pinned = 0;  // questions, and rounds in which anything was
};

Told Attack(int questions, int rounds, bool with_ledger) {
  std::mt19937 random(39);
  const auto below = [&](int n) { return static_cast<int>(random() % static_cast<std::uint32_t>(n)); };
  const Control control(ProfileOf(pb::DISCLOSURE_MHSDS), nullptr);
  Told told;
  for (int round = 0; round < rounds; ++round) {
    std::vector<Somebody> people(15 + below(60));
    for (Somebody& one : people)
      one = {below(kMonths), {below(kGroups[0]), below(3) == 0 ? below(kGroups[1]) : 0}, below(kAsAts + 1)};
    Before before;
    Attacker attacker;
    for (int i = 0; i < questions; ++i) {
      const int from = below(kMonths);
      const Question q{from, from + below(kMonths - from), below(kKinds), below(kAsAts)};
      told.answered += Ask(control, q, people, with_ledger, &before, &attacker) ? 1 : 0;
    }
    told.pinned += attacker.Pinned(people) > 0 ? 1 : 0;
  }
  return told;
}

TEST(Attack, ByTwoAndThreeQuestionsPinsNothing) {
  for (const int questions : {2, 3}) {
    const Told told = Attack(questions, 150, true);
    EXPECT_EQ(told.pinned, 0) << questions;
    EXPECT_GT(told.answered, 100) << "and the ledger is no silence";
  }
}

// The same population, asked whatever one likes, with each table protected by itself: the attack has teeth.
TEST(Attack, ByManyOverlappingWindowsPinsWhereNoLedgerIs) {
  EXPECT_EQ(Attack(200, 12, true).pinned, 0);
  EXPECT_GT(Attack(200, 12, false).pinned, 0);
}

}  // namespace
}  // namespace gainful::reporting
