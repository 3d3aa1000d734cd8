// A table of counts that is about to be shown: which of its cells may be, so that nobody can work the others out. Pure, and a function of how each count
// looks under the profile alone: two tables that look the same come out the same.
//
// What is protected, and against whom. The attacker sees every count and flag that is shown; knows that rows add up to the last one and columns along
// their tree, what a flag tells, and the profile; and, where 0 is withheld like other small counts, which cells are withheld for being small. That a group
// has a row tells nothing: a row is there for every code of a list, or only where something of it is shown. A count that is withheld for being small is
// protected when every count that is (0 to 4, say) is still possible to them, each in some whole table that agrees with all they see. Cells that are never
// shown, such as the denominator less the numerator, are protected like any other. What another answer withheld to protect something is protected when
// all counts that look like its own are possible, and so many more or as many fewer. What another answer gave is known, and withholding it would
// protect nothing.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "services/reporting/disclosure_flow.h"
#include "services/reporting/disclosure_profile.h"

namespace gainful::reporting {

// Columns form a tree: each is the sum of those that it is the parent of. Parents stand before their children, the root first, its own parent.
struct Column {
  int parent;
  bool is_shown;  // whether it is shown at all; what never is can be worked out all the same
};

// Why a cell is shown or not.
enum class State : char {
  kShown = 's',
  kNever = '-',       // of a column that is never shown
  kSmall = '*',       // by its own count
  kEverybody = '%',   // all or none of a small group
  kHeldBack = '~',    // another answer withheld it to protect a figure
  kProtecting = '+',  // another cell could be worked out from it
};

enum class Protection {
  kDone,
  kImpossible,  // what was given before tells too much
  kTooLate,
};

class ControlledTable {
 public:
  // `groups` rows and behind them the one of everybody. `tallies` by row, then column; each must be the sum that it is said to be.
  ControlledTable(const Control* control, std::vector<Column> columns, int groups,
                  std::vector<std::vector<Tally>> tallies);

  int all() const { return groups_; }  // the number of the last row
  // Whether the rows of groups are given at all: not where everybody together are so few that their number is withheld.
  bool HasGroups() const;

  // Marks cells before Protect(): the proportion of two columns, of which `rest` are the others, tells of everybody or nobody in a small group; another
  // answer withheld the count of just these people, or gave it.
  void HideProportion(int numerator, int denominator, const std::vector<int>& rest);
  void HoldBack(int row, int column);
  void SetGiven(int row, int column) { cells_[row][column].is_given = true; }

  // Withholds further cells until every one that needs protection has it, then shows again what need not be withheld. Looks at `is_late` as it goes;
  // what is not kDone must not be shown.
  Protection Protect(const std::function<bool()>& is_late = nullptr);

  // Withholds the whole table, for one reason that every row's flag gives.
  void WithholdAll() { is_withheld_ = true; }
  bool HasAnythingShown(int row) const;

  bool IsShown(int row, int column) const { return !is_withheld_ && StateOf(row, column) == State::kShown; }
  std::int64_t Shown(int row, int column) const { return cells_[row][column].as.shown; }
  // The least count that looks like this one.
  std::int64_t LeastOfShown(int row, int column) const { return cells_[row][column].as.may_be.least; }
  State StateOf(int row, int column) const { return cells_[row][column].state; }
  // Whether any cell of the row is withheld; in words, or empty.
  std::string Flag(int row) const;

  // How all cells look under the profile, shown or not: the same for tables that cannot be told apart.
  std::string Looks() const;

  // All states, row by row.
  std::string Pattern() const;

 private:
  struct Cell {
    Class as;
    State state = State::kShown;
    bool is_guarded = false;  // needs protection because all or none of a small group would be told
    bool is_given = false;    // by another answer
  };
  // What must remain possible of a cell: `must`, and where `more` is above 0 so many more or as many fewer.
  struct Wish {
    Range must;
    std::int64_t more = 0;
  };
  bool IsShownRow(int row) const { return row == groups_ || HasGroups(); }
  bool IsLeaf(int column) const;
  bool IsFlagged(int row) const;
  Range Nothing(const Cell& cell) const;
  Range KnownOf(int row, int column, bool knows_small) const;
  bool Needs(int row, int column, Wish* wish) const;
  // What the attacker knows, as a circulation, and the edge of each cell, which is counted row by row; -1 for a row that is not given. `unsure` is what is known to
  // one who cannot tell which of the withheld cells are small: what is too close, all or none of a small group, and everything under a profile that shows 0.
  struct Net {
    Circulation flow, unsure;
    std::vector<int> edges;
    bool is_unsure;  // whether that is needed
  };
  bool KnowsSmall() const;
  Net Known() const;
  std::vector<int> AddRows(bool knows_small, Circulation* flow) const;
  bool IsNarrowed(const Net& net, int cell) const;
  int FirstNarrowed(const Net& net) const;  // -1 where there is none
  bool WouldHelp(const Net& net, int cell, int narrowed);
  int NextToHide(const Net& net, int narrowed, const std::function<bool()>& is_late);
  bool HasGiven() const;

  const Control* control_;
  const std::vector<Column> columns_;
  const int groups_;
  std::vector<std::vector<Cell>> cells_;
  bool is_withheld_ = false;
};

}  // namespace gainful::reporting
