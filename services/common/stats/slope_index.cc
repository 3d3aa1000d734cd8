#include "services/common/stats/slope_index.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include "services/common/stats/wilson.h"

namespace gainful::stats {
namespace {

constexpr std::uint64_t kSeed = 20040004;

// Standard normal numbers by Marsaglia's polar method. The standard library's own distribution may differ between compilers.
class Normal {
 public:
  double operator()() {
    if (has_spare_) {
      has_spare_ = false;
      return spare_;
    }
    double u, v, s;
    do {
      u = Uniform();
      v = Uniform();
      s = u * u + v * v;
    } while (s >= 1 || s == 0);
    const double scale = std::sqrt(-2 * std::log(s) / s);
    spare_ = v * scale;
    has_spare_ = true;
    return u * scale;
  }

 private:
  double Uniform() { return static_cast<double>(bits_() >> 11) * 0x1p-52 - 1; }  // from -1 to 1

  std::mt19937_64 bits_{kSeed};
  double spare_ = 0;
  bool has_spare_ = false;
};

// The regression is linear in the proportions, so its answer is two weighted sums of them.
struct Weights {
  std::vector<double> level, slope;
};

Weights WeightsOf(const std::vector<Proportion>& quantiles) {
  double population = 0, below = 0, spread = 0;
  for (const Proportion& q : quantiles) population += static_cast<double>(q.n);
  Weights w;
  for (const Proportion& q : quantiles) {
    const double share = static_cast<double>(q.n) / population, from_middle = below + share / 2 - 0.5;
    below += share;
    spread += share * from_middle * from_middle;
    w.level.push_back(share);
    w.slope.push_back(share * from_middle);
  }
  for (double& slope : w.slope) slope /= spread;
  return w;
}

struct Fit {
  double level = 0, slope = 0;

  void Add(const Weights& w, std::size_t i, double y) {
    level += w.level[i] * y;
    slope += w.slope[i] * y;
  }
  double Bottom() const { return level - slope / 2; }
  double Ratio() const { return (level + slope / 2) / Bottom(); }
};

double Logit(double p) { return std::log(p / (1 - p)); }

Limits Middle(std::vector<double>* draws, double confidence) {
  const double n = static_cast<double>(draws->size());
  const auto at = [&](double share) {
    const auto place = std::clamp(std::llround(n * share), 1LL, static_cast<long long>(draws->size()));
    const auto nth = draws->begin() + (place - 1);
    std::nth_element(draws->begin(), nth, draws->end());
    return *nth;
  };
  return {at((1 - confidence) / 2), at((1 + confidence) / 2)};
}

void Simulate(const std::vector<Proportion>& quantiles, const Weights& w, double confidence, int draws,
              SlopeIndex* out) {
  std::vector<double> centre, se;
  for (const Proportion& q : quantiles) {
    const auto wilson = Wilson(q.x, q.n);
    centre.push_back(Logit(wilson->value));
    se.push_back((Logit(wilson->upper) - Logit(wilson->lower)) / (2 * TwoSidedZ(kUsualConfidence)));
  }
  Normal normal;
  std::vector<double> slopes(static_cast<std::size_t>(draws)), ratios(slopes.size());
  for (std::size_t draw = 0; draw < slopes.size(); ++draw) {
    Fit fit;
    for (std::size_t i = 0; i < quantiles.size(); ++i) fit.Add(w, i, 1 / (1 + std::exp(-centre[i] - se[i] * normal())));
    slopes[draw] = fit.slope;
    // As the bottom goes to 0 the ratio grows without bound; what would lie beyond has no other meaning.
    ratios[draw] = fit.Bottom() > 0 ? fit.Ratio() : std::numeric_limits<double>::infinity();
  }
  out->sii_limits = Middle(&slopes, confidence);
  const Limits ratio = Middle(&ratios, confidence);
  if (out->rii && std::isfinite(ratio.upper)) out->rii_limits = ratio;
}

}  // namespace

SlopeIndex SlopeIndexOf(const std::vector<Proportion>& quantiles, double confidence, int draws) {
  const Weights w = WeightsOf(quantiles);
  Fit fit;
  bool logits = true;
  for (std::size_t i = 0; i < quantiles.size(); ++i) {
    fit.Add(w, i, quantiles[i].Share());
    logits = logits && quantiles[i].x > 0 && quantiles[i].x < quantiles[i].n;
  }
  SlopeIndex out{fit.slope, {}, {}, {}};
  if (fit.Bottom() > 0) out.rii = fit.Ratio();
  if (logits) Simulate(quantiles, w, confidence, draws, &out);
  return out;
}

}  // namespace gainful::stats
