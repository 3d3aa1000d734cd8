#include "services/common/stats/gap.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>

#include "services/common/stats/ratio.h"

namespace gainful::stats {
namespace {

// Four shares that cancel out in truth leave some rounding, which must not count as a direction.
constexpr double kRounding = 1e-12;

int Sign(double x) { return x > kRounding ? 1 : x < -kRounding ? -1 : 0; }

// 1 or -1 where the interval lies on one side of `none`, else 0.
int Side(const Interval& i, double none) { return i.lower > none ? 1 : i.upper < none ? -1 : 0; }

double Variance(const Proportion& p) { return p.Share() * (1 - p.Share()) / static_cast<double>(p.n); }

Interval DifferenceInDifferences(const GapCounts& c, double z) {
  const double did =
      (c.group_after.Share() - c.group_before.Share()) - (c.others_after.Share() - c.others_before.Share());
  const double reach = z * std::sqrt(Variance(c.group_before) + Variance(c.group_after) + Variance(c.others_before) +
                                     Variance(c.others_after));
  return {did, did - reach, did + reach};
}

Interval RatioOfRatios(const GapCounts& c, double z) {
  const double ratio =
      (c.group_after.Share() / c.group_before.Share()) / (c.others_after.Share() / c.others_before.Share());
  double variance = 0;
  for (const Proportion& p : {c.group_before, c.group_after, c.others_before, c.others_after})
    variance += LogVariance(p.x, p.n);
  const double reach = std::exp(z * std::sqrt(variance));
  return {ratio, ratio / reach, ratio * reach};
}

Verdict Judge(const Interval& did, const Interval& rrr) {
  if (Sign(did.value) * Sign(std::log(rrr.value)) < 0) return Verdict::kScalesDisagree;
  const int difference = Side(did, 0), ratio = Side(rrr, 1);
  if (difference != ratio) return Verdict::kScalesDisagree;
  if (difference == 0) return Verdict::kCannotTell;
  return difference > 0 ? Verdict::kFaster : Verdict::kSlower;
}

}  // namespace

const char* TextOf(Verdict verdict) {
  switch (verdict) {
    case Verdict::kTooFew:
      return "too few to say";
    case Verdict::kFaster:
      return "faster";
    case Verdict::kSlower:
      return "slower";
    case Verdict::kScalesDisagree:
      return "scales disagree";
    case Verdict::kCannotTell:
      return "cannot be told apart";
  }
  return "";
}

Gap GapOf(const GapCounts& c, double confidence) {
  const auto all = {c.group_before, c.group_after, c.others_before, c.others_after};
  const auto every = [&](auto holds) { return std::all_of(all.begin(), all.end(), holds); };
  const double z = TwoSidedZ(confidence);
  Gap gap;
  if (every([](const Proportion& p) { return p.n > 0; })) gap.did = DifferenceInDifferences(c, z);
  if (every([](const Proportion& p) { return p.x > 0; })) gap.rrr = RatioOfRatios(c, z);
  if (every([](const Proportion& p) { return p.x >= kFewestForGap && p.n >= kSmallestForGap; }))
    gap.verdict = Judge(*gap.did, *gap.rrr);
  return gap;
}

}  // namespace gainful::stats
