#include "services/common/stats/gap_remarks.h"

namespace gainful::stats {
namespace {

// Gains count to the better, whichever way the indicator points.
struct Move {
  double before, gain;
};

Move MoveOf(const Proportion& before, const Proportion& after, double sign) {
  return {sign * before.Share(), sign * (after.Share() - before.Share())};
}

}  // namespace

Verdict Oriented(Verdict verdict, bool higher_is_better) {
  if (higher_is_better) return verdict;
  if (verdict == Verdict::kFaster) return Verdict::kSlower;
  return verdict == Verdict::kSlower ? Verdict::kFaster : verdict;
}

std::vector<std::string> GapRemarks(const GapCounts& c, Verdict verdict, bool higher_is_better) {
  std::vector<std::string> remarks;
  if (!higher_is_better) remarks.push_back("A lower figure is the better one: a fall counts as the better move.");
  const Verdict oriented = Oriented(verdict, higher_is_better);
  const bool faster = oriented == Verdict::kFaster;
  if (!faster && oriented != Verdict::kSlower) return remarks;
  const double sign = higher_is_better ? 1 : -1;
  const Move group = MoveOf(c.group_before, c.group_after, sign);
  const Move others = MoveOf(c.others_before, c.others_after, sign);
  const bool ahead = group.before > others.before;
  if (ahead)
    remarks.push_back(faster ? "The group began ahead: its faster move widens the gap."
                             : "The group began ahead: its slower move narrows the gap.");
  // Whoever is behind gains on whoever is ahead; what the latter lost is no gain of the former's.
  const bool narrows = ahead != faster;
  const Move& leading = ahead ? group : others;
  const Move& trailing = ahead ? others : group;
  if (narrows && leading.gain < 0) {
    const std::string who = ahead ? "the group" : "the others";
    remarks.push_back(trailing.gain > 0
                          ? "The gap narrows in part because " + who + " lost ground."
                          : "The gap narrows because " + who + " lost ground, not because anybody gained.");
  }
  return remarks;
}

}  // namespace gainful::stats
