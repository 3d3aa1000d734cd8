#include "services/reporting/disclosure_flow.h"

#include <algorithm>
#include <deque>

namespace gainful::reporting {

int Circulation::AddArc(int from, int to, std::int64_t capacity) {
  const int arc = static_cast<int>(arcs_.size());
  arcs_.push_back({to, capacity});
  arcs_.push_back({from, 0});
  out_[from].push_back(arc);
  out_[to].push_back(arc + 1);
  return arc;
}

int Circulation::AddEdge(int from, int to, Range bounds) {
  edges_.push_back({from, to, AddArc(from, to, bounds.greatest - bounds.least), bounds});
  return static_cast<int>(edges_.size()) - 1;
}

std::int64_t Circulation::Push(std::vector<Arc>* arcs, const std::vector<std::vector<int>>& out, int from, int to,
                               std::int64_t most) {
  std::int64_t pushed = 0;
  while (pushed < most) {
    std::vector<int> by(out.size(), -1);  // the arc that first led to a node
    std::deque<int> reached{from};
    while (!reached.empty() && by[to] < 0) {
      const int node = reached.front();
      reached.pop_front();
      for (const int arc : out[node]) {
        const int next = (*arcs)[arc].to;
        if ((*arcs)[arc].left == 0 || next == from || by[next] >= 0) continue;
        by[next] = arc;
        reached.push_back(next);
      }
    }
    if (by[to] < 0) break;
    std::int64_t step = most - pushed;
    for (int node = to; node != from; node = (*arcs)[by[node] ^ 1].to) step = std::min(step, (*arcs)[by[node]].left);
    for (int node = to; node != from; node = (*arcs)[by[node] ^ 1].to) {
      (*arcs)[by[node]].left -= step;
      (*arcs)[by[node] ^ 1].left += step;
    }
    pushed += step;
  }
  return pushed;
}

bool Circulation::Solve() {
  // Every edge carries its least; what nodes then have too much of goes from a source to a sink of its own.
  std::vector<std::int64_t> excess(out_.size());
  for (const Edge& edge : edges_) {
    excess[edge.to] += edge.bounds.least;
    excess[edge.from] -= edge.bounds.least;
  }
  const int source = static_cast<int>(out_.size()), sink = source + 1;
  out_.resize(out_.size() + 2);
  std::int64_t wanted = 0;
  for (int node = 0; node < source; ++node) {
    if (excess[node] > 0) AddArc(source, node, excess[node]);
    if (excess[node] < 0) AddArc(node, sink, -excess[node]);
    wanted += std::max<std::int64_t>(excess[node], 0);
  }
  const bool found = Push(&arcs_, out_, source, sink, wanted) == wanted;
  // Nothing may flow back into the source or out of the sink afterwards.
  for (const int node : {source, sink}) {
    for (const int arc : out_[node]) arcs_[arc].left = arcs_[arc ^ 1].left = 0;
  }
  return found;
}

void Circulation::Widen(int e, Range bounds) {
  Edge& edge = edges_[e];
  arcs_[edge.arc].left += bounds.greatest - edge.bounds.greatest;
  arcs_[edge.arc + 1].left += edge.bounds.least - bounds.least;
  edge.bounds = bounds;
}

Range Circulation::RangeOf(int e, Range wanted) const {
  const Edge& edge = edges_[e];
  const std::int64_t now = edge.bounds.least + arcs_[edge.arc + 1].left;
  // More through the edge is as much more from its end back to its start by other ways; less, the other way round.
  const auto other_ways = [&](int from, int to, std::int64_t most) {
    std::vector<Arc> arcs = arcs_;
    arcs[edge.arc].left = arcs[edge.arc + 1].left = 0;
    return most <= 0 ? 0 : Push(&arcs, out_, from, to, most);
  };
  return {now - other_ways(edge.from, edge.to, now - std::max(edge.bounds.least, wanted.least)),
          now + other_ways(edge.to, edge.from, std::min(edge.bounds.greatest, wanted.greatest) - now)};
}

}  // namespace gainful::reporting
