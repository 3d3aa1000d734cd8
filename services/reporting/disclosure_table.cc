#include "services/reporting/disclosure_table.h"

#include <algorithm>
#include <tuple>

#include "absl/strings/str_cat.h"

namespace gainful::reporting {
namespace {

bool Contains(const Range& outer, const Range& inner) {
  return outer.least <= inner.least && outer.greatest >= inner.greatest;
}

}  // namespace

ControlledTable::ControlledTable(const Control* control, std::vector<Column> columns, int groups,
                                 std::vector<std::vector<Tally>> tallies)
    : control_(control), columns_(std::move(columns)), groups_(groups), cells_(tallies.size()) {
  for (size_t row = 0; row < tallies.size(); ++row) {
    for (size_t column = 0; column < columns_.size(); ++column) {
      Cell cell;
      cell.as = control_->ClassOf(tallies[row][column]);
      if (!columns_[column].is_shown) {
        cell.state = State::kNever;
      } else if (cell.as.is_small) {
        cell.state = State::kSmall;
      }
      cells_[row].push_back(cell);
    }
  }
}

bool ControlledTable::HasGroups() const { return !cells_[groups_][0].as.is_small; }

bool ControlledTable::IsLeaf(int column) const {
  for (size_t c = 1; c < columns_.size(); ++c) {
    if (columns_[c].parent == column) return false;
  }
  return true;
}

void ControlledTable::HideProportion(int numerator, int denominator, const std::vector<int>& rest) {
  for (auto& row : cells_) {
    Cell& top = row[numerator];
    const Cell& bottom = row[denominator];
    const bool is_nobody = !bottom.as.is_small && bottom.as.shown == 0;
    if (top.as.is_small || is_nobody || bottom.as.shown >= control_->profile().small_group()) continue;
    if (!bottom.as.is_small && top.as.shown > 0 && top.as.shown < bottom.as.shown) continue;
    if (top.state == State::kShown) top.state = State::kEverybody;
    if (top.as.shown == 0) {
      top.is_guarded = true;
      continue;
    }
    // Whoever is not in it is nobody, or next to nobody.
    for (const int other : rest) {
      row[other].is_guarded = true;
      if (row[other].state == State::kShown) row[other].state = State::kEverybody;
    }
  }
}

void ControlledTable::HoldBack(int row, int column) {
  if (cells_[row][column].state == State::kShown) cells_[row][column].state = State::kHeldBack;
}

bool ControlledTable::HasAnythingShown(int row) const {
  for (int column = 0; column < static_cast<int>(columns_.size()); ++column) {
    if (IsShown(row, column)) return true;
  }
  return false;
}

bool ControlledTable::IsFlagged(int row) const {
  return std::any_of(cells_[row].begin(), cells_[row].end(),
                     [](const Cell& cell) { return cell.state != State::kShown && cell.state != State::kNever; });
}

// What is nought, or looks like it, must not be told from what is withheld.
Range ControlledTable::Nothing(const Cell& cell) const {
  return {0, std::max(control_->profile().withheld_to(), cell.as.may_be.greatest)};
}

Range ControlledTable::KnownOf(int row, int column, bool knows_small) const {
  const Cell& cell = cells_[row][column];
  Range known{0, kUnbounded};
  if (cell.state == State::kShown || (cell.as.is_small && knows_small)) {
    known = cell.as.may_be;
  } else if (cell.is_guarded && knows_small) {
    known = Nothing(cell);
  }
  return known;
}

bool ControlledTable::Needs(int row, int column, Wish* wish) const {
  const Cell& cell = cells_[row][column];
  if (cell.as.is_small) {
    wish->must = cell.as.may_be;
  } else if (cell.is_guarded) {
    wish->must = Nothing(cell);
  } else if (cell.state == State::kHeldBack) {
    *wish = {cell.as.may_be, control_->profile().fewest_apart() - 1};
  } else {
    return false;
  }
  return wish->must.least <= wish->must.greatest;
}

// Nodes: 0 is where everything begins and ends; then one for each column, in which the groups come together; then one for each group and column.
std::vector<int> ControlledTable::AddRows(bool knows_small, Circulation* flow) const {
  const int n = static_cast<int>(columns_.size());
  std::vector<int> edges;
  for (int row = 0; HasGroups() && row < groups_; ++row) {
    const auto node = [&](int column) { return 1 + n + row * n + column; };
    for (int c = 0; c < n; ++c) {
      const int from = c == 0 ? 0 : node(columns_[c].parent);
      edges.push_back(flow->AddEdge(from, IsLeaf(c) ? 1 + c : node(c), KnownOf(row, c, knows_small)));
    }
  }
  // Without groups, nobody knows of whom everybody is made up.
  for (int c = 0; edges.empty() && c < n; ++c) {
    if (IsLeaf(c)) flow->AddEdge(0, 1 + c, {0, kUnbounded});
  }
  edges.resize(static_cast<size_t>(groups_) * n, -1);
  for (int c = 0; c < n; ++c)
    edges.push_back(flow->AddEdge(1 + c, c == 0 ? 0 : 1 + columns_[c].parent, KnownOf(groups_, c, knows_small)));
  return edges;
}

// Counts that are withheld for being small add up to small ones only where nought is among them: two of 1 to 7 are 2 at least, so that whoever knew which
// are small would know more of their sum, whatever is withheld besides.
bool ControlledTable::KnowsSmall() const { return control_->profile().withheld_from() == 0; }

ControlledTable::Net ControlledTable::Known() const {
  const int nodes = static_cast<int>(1 + columns_.size() * (1 + groups_));
  Net net{Circulation(nodes), Circulation(nodes), {}, false};
  net.edges = AddRows(true, &net.flow);
  // The true counts are such a flow, so there is one.
  net.flow.Solve();
  net.is_unsure = !KnowsSmall();
  for (const auto& row : cells_) {
    for (const Cell& cell : row)
      net.is_unsure = net.is_unsure || cell.state == State::kHeldBack || (cell.is_guarded && !cell.as.is_small);
  }
  if (net.is_unsure) {
    AddRows(false, &net.unsure);
    net.unsure.Solve();
  }
  return net;
}

bool ControlledTable::IsNarrowed(const Net& net, int cell) const {
  const int n = static_cast<int>(columns_.size());
  Wish wish;
  if (net.edges[cell] < 0 || !Needs(cell / n, cell % n, &wish)) return false;
  const Range looked_for{std::max<std::int64_t>(0, wish.must.least - wish.more), wish.must.greatest + wish.more};
  const bool is_known = cells_[cell / n][cell % n].as.is_small && KnowsSmall();
  const Range found = (is_known ? net.flow : net.unsure).RangeOf(net.edges[cell], looked_for);
  const bool either = wish.more == 0 || found.least <= looked_for.least || found.greatest >= looked_for.greatest;
  return !Contains(found, wish.must) || !either;
}

int ControlledTable::FirstNarrowed(const Net& net) const {
  for (int cell = 0; cell < static_cast<int>(net.edges.size()); ++cell) {
    if (IsNarrowed(net, cell)) return cell;
  }
  return -1;
}

bool ControlledTable::WouldHelp(const Net& net, int cell, int narrowed) {
  const int n = static_cast<int>(columns_.size());
  State& state = cells_[cell / n][cell % n].state;
  Net without = net;
  state = State::kProtecting;
  without.flow.Widen(without.edges[cell], KnownOf(cell / n, cell % n, true));
  if (net.is_unsure) without.unsure.Widen(without.edges[cell], KnownOf(cell / n, cell % n, false));
  state = State::kShown;
  return !IsNarrowed(without, narrowed);
}

// The least that helps at once; else the least of its row and column, else of all. A nought that is shown protects nothing, nor does what was given
// before.
int ControlledTable::NextToHide(const Net& net, int narrowed, const std::function<bool()>& is_late) {
  const int n = static_cast<int>(columns_.size());
  std::tuple<bool, bool, std::int64_t, int> best{true, true, 0, -1};
  for (int cell = 0; cell < static_cast<int>(net.edges.size()); ++cell) {
    const int row = cell / n, column = cell % n;
    if (net.edges[cell] < 0 || !IsShown(row, column) || Shown(row, column) == 0 || cells_[row][column].is_given)
      continue;
    if (is_late && is_late()) return -1;
    const bool is_far = row != narrowed / n && column != narrowed % n;
    const std::tuple<bool, bool, std::int64_t, int> next{!WouldHelp(net, cell, narrowed), is_far, Shown(row, column),
                                                         cell};
    if (std::get<3>(best) < 0 || next < best) best = next;
  }
  return std::get<3>(best);
}

bool ControlledTable::HasGiven() const {
  for (const auto& row : cells_) {
    for (const Cell& cell : row) {
      if (cell.is_given && cell.state == State::kShown) return true;
    }
  }
  return false;
}

Protection ControlledTable::Protect(const std::function<bool()>& is_late) {
  const int n = static_cast<int>(columns_.size());
  std::vector<int> hidden;
  Net net = Known();
  for (int narrowed = FirstNarrowed(net); narrowed >= 0; narrowed = FirstNarrowed(net)) {
    const int next = NextToHide(net, narrowed, is_late);
    if (is_late && is_late()) return Protection::kTooLate;
    if (next < 0 && HasGiven()) return Protection::kImpossible;
    if (next < 0) break;  // nothing is shown any more
    cells_[next / n][next % n].state = State::kProtecting;
    hidden.push_back(next);
    net = Known();
  }
  std::sort(hidden.begin(), hidden.end(), [&](int a, int b) {
    return std::make_tuple(-Shown(a / n, a % n), a) < std::make_tuple(-Shown(b / n, b % n), b);
  });
  for (const int cell : hidden) {
    if (is_late && is_late()) return Protection::kTooLate;
    State& state = cells_[cell / n][cell % n].state;
    state = State::kShown;
    if (FirstNarrowed(Known()) >= 0) state = State::kProtecting;
  }
  return Protection::kDone;
}

std::string ControlledTable::Flag(int row) const {
  if (is_withheld_) return "withheld: too close to figures given before";
  // Why is not said: that nothing of a row is small, or that something is, tells of other rows.
  return IsFlagged(row) ? "withheld" : "";
}

std::string ControlledTable::Looks() const {
  std::string looks;
  for (const auto& row : cells_) {
    for (const Cell& cell : row)
      absl::StrAppend(&looks, cell.as.is_small ? "*" : absl::StrCat(cell.as.shown), cell.is_guarded ? "%" : "", ",");
  }
  return looks;
}

std::string ControlledTable::Pattern() const {
  std::string pattern;
  for (const auto& row : cells_) {
    for (const Cell& cell : row) pattern.push_back(static_cast<char>(cell.state));
  }
  return pattern;
}

}  // namespace gainful::reporting
