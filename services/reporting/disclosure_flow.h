// How far a hidden figure can be narrowed from what is shown: least and greatest flow through one edge of a circulation whose every edge has bounds.
// A table of groups by figures, either of which add up along a tree, is such a circulation: each cell is an edge. Its constraints are totally unimodular, so
// every whole number between least and greatest belongs to some table that agrees with the bounds (A. Schrijver, Theory of Linear and Integer
// Programming, 1986, chapter 19; feasibility with lower bounds after A. J. Hoffman, 1960).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace gainful::reporting {

inline constexpr std::int64_t kUnbounded = 1'000'000'000'000;

struct Range {
  std::int64_t least = 0, greatest = kUnbounded;
};

class Circulation {
 public:
  explicit Circulation(int nodes) : out_(nodes) {}

  // Returns the edge's number, from 0 on. Needs 0 <= least <= greatest.
  int AddEdge(int from, int to, Range bounds);

  // Finds some flow that keeps within all bounds; false where there is none.
  bool Solve();

  // Lets an edge carry more, or less, than it could before; what was found stays a flow. Needs bounds that contain the old ones. After Solve().
  void Widen(int e, Range bounds);

  // The values that edge `e` has in all flows there are, as far as they lie within `wanted`: nothing more is looked for outside. After Solve().
  Range RangeOf(int e, Range wanted) const;

 private:
  struct Arc {
    int to;
    std::int64_t left;  // how much more may flow this way
  };
  // Pushes up to `most` from one node to another along what is left, and says how much it was.
  static std::int64_t Push(std::vector<Arc>* arcs, const std::vector<std::vector<int>>& out, int from, int to,
                           std::int64_t most);
  int AddArc(int from, int to, std::int64_t capacity);

  struct Edge {
    int from, to, arc;
    Range bounds;
  };
  std::vector<Edge> edges_;
  std::vector<Arc> arcs_;              // each with its reverse behind it
  std::vector<std::vector<int>> out_;  // by node
};

}  // namespace gainful::reporting
