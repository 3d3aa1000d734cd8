// Whether a group's proportion moves faster than everybody else's, on two scales that can disagree: the difference and the ratio.
// Sources: for the difference in differences of proportions the unpooled (Wald) interval; for the ratio of ratios the log-normal interval
// of ratio.h, each of the four proportions adding its variance (D. G. Altman and J. M. Bland, "Interaction revisited: the difference between
// two estimates", BMJ 326 (2003) 219). The verdict's rules are Gainful's own.
#pragma once

#include <optional>

#include "services/common/stats/interval.h"

namespace gainful::stats {

// A group and everybody else, before and after.
struct GapCounts {
  Proportion group_before, group_after, others_before, others_after;
};

inline constexpr std::int64_t kFewestForGap = 5;     // numerator
inline constexpr std::int64_t kSmallestForGap = 20;  // denominator

// Of the proportions as they are; gap_remarks.h turns it round where a lower figure is the better one.
enum class Verdict {
  kTooFew,          // a numerator is under 5 or a denominator under 20
  kFaster,          // both intervals exclude no difference, upwards
  kSlower,          // both, downwards
  kScalesDisagree,  // the estimates point apart, or exactly one interval excludes no difference
  kCannotTell,      // neither does
};

// "too few to say", "faster", "slower", "scales disagree", "cannot be told apart".
const char* TextOf(Verdict verdict);

struct Gap {
  std::optional<Interval> did;  // (group after - before) - (others after - before); nothing when a denominator is 0
  std::optional<Interval> rrr;  // (group after / before) / (others after / before); nothing when a numerator is 0
  Verdict verdict = Verdict::kTooFew;
};

Gap GapOf(const GapCounts& counts, double confidence = kUsualConfidence);

}  // namespace gainful::stats
