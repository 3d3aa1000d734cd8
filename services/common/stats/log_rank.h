// Whether groups last equally long.
// Sources: N. Mantel, "Evaluation of survival data and two new rank order statistics arising in its consideration", Cancer Chemotherapy
// Reports 50 (1966) 163-170; for several groups R. Peto and J. Peto, JRSS A 135 (1972) 185-207; with hypergeometric variances.
#pragma once

#include <optional>
#include <vector>

#include "services/common/stats/kaplan_meier.h"

namespace gainful::stats {

struct LogRankGroup {
  double observed = 0, expected = 0;  // events
};

struct LogRank {
  std::vector<LogRankGroup> groups;
  std::vector<std::vector<double>> covariance;  // of observed - expected
  // As many as there are groups that can be told apart, less one: a group with nobody at risk while others are counts for none.
  int df = 0;
  std::optional<double> chisq, p;  // nothing where df is 0
};

// Each group's durations, in any order.
LogRank LogRankTest(const std::vector<std::vector<Duration>>& groups);

}  // namespace gainful::stats
