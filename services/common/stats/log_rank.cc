#include "services/common/stats/log_rank.h"

#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

namespace gainful::stats {
namespace {

struct Seen {
  double time;
  bool event;
  std::size_t group;
};

// What happened at one time at which something ended.
void AddTime(const std::vector<double>& at_risk, const std::vector<double>& events, double n, double d, LogRank* out) {
  for (std::size_t g = 0; g < at_risk.size(); ++g) {
    out->groups[g].observed += events[g];
    out->groups[g].expected += d * at_risk[g] / n;
    if (n <= 1) continue;
    const double scale = d * (n - d) / (n - 1) * at_risk[g] / n;
    for (std::size_t h = 0; h < at_risk.size(); ++h) {
      out->covariance[g][h] += scale * ((g == h ? 1 : 0) - at_risk[h] / n);
    }
  }
}

// u' V^- u by elimination, always with the largest pivot that is left; those that are 0 but for rounding carry no information. The number of
// pivots is the rank. V is a covariance matrix, so its diagonal bounds it.
double Quadratic(std::vector<std::vector<double>> v, std::vector<double> u, int* rank) {
  double largest = 0, sum = 0;
  for (std::size_t i = 0; i < v.size(); ++i) largest = std::max(largest, v[i][i]);
  for (*rank = 0; *rank < static_cast<int>(v.size()); ++*rank) {
    std::size_t k = 0;
    for (std::size_t i = 1; i < v.size(); ++i) k = v[i][i] > v[k][k] ? i : k;
    const double pivot = v[k][k];
    if (!(pivot > largest * 1e-10)) break;
    sum += u[k] * u[k] / pivot;
    const std::vector<double> row = v[k];
    const double first = u[k];
    for (std::size_t i = 0; i < v.size(); ++i) {
      const double share = row[i] / pivot;
      u[i] -= share * first;
      for (std::size_t j = 0; j < v.size(); ++j) v[i][j] -= share * row[j];
    }
    for (std::size_t i = 0; i < v.size(); ++i) v[i][k] = v[k][i] = 0;
  }
  return sum;
}

}  // namespace

LogRank LogRankTest(const std::vector<std::vector<Duration>>& groups) {
  std::vector<Seen> all;
  std::vector<double> at_risk(groups.size());
  for (std::size_t g = 0; g < groups.size(); ++g) {
    for (const Duration& d : groups[g]) all.push_back({d.time, d.event, g});
    at_risk[g] = static_cast<double>(groups[g].size());
  }
  std::sort(all.begin(), all.end(), [](const Seen& a, const Seen& b) { return a.time < b.time; });
  LogRank out;
  out.groups.resize(groups.size());
  out.covariance.assign(groups.size(), std::vector<double>(groups.size()));
  for (std::size_t i = 0; i < all.size();) {
    const double time = all[i].time, n = static_cast<double>(all.size() - i);
    std::vector<double> events(groups.size()), left(groups.size());
    double d = 0;
    for (; i < all.size() && all[i].time == time; ++i) {
      left[all[i].group] += 1;
      if (!all[i].event) continue;
      events[all[i].group] += 1;
      d += 1;
    }
    if (d > 0) AddTime(at_risk, events, n, d, &out);
    for (std::size_t g = 0; g < groups.size(); ++g) at_risk[g] -= left[g];
  }
  std::vector<double> excess;
  for (const LogRankGroup& g : out.groups) excess.push_back(g.observed - g.expected);
  const double chisq = Quadratic(out.covariance, excess, &out.df);
  if (out.df == 0) return out;
  out.chisq = chisq;
  out.p = boost::math::gamma_q(out.df / 2.0, chisq / 2);
  return out;
}

}  // namespace gainful::stats
