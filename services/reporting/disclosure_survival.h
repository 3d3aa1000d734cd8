// Survival out of counts at a few times, where the times between are not to be known: the actuarial life table.
// Source: S. J. Cutler and F. Ederer, "Maximum utilization of the life table method in analyzing survival", Journal of Chronic Diseases 8 (1958) 699-712,
// who take those lost sight of between two times to have been at risk for half of it; the standard error of M. Greenwood (1926), and the interval on
// the scale log(-log S), as in stats/kaplan_meier.h.
#pragma once

#include <cstdint>
#include <optional>

#include "services/common/stats/interval.h"

namespace gainful::reporting {

class LifeTable {
 public:
  explicit LifeTable(std::int64_t at_start) : entering_(static_cast<double>(at_start)) {}

  struct Step {
    double survival;
    std::optional<stats::Limits> limits;  // nothing where survival is 0
  };
  // How many ended until the next time, and how many were seen to last beyond it; whoever is left was lost sight of, nobody where rounding makes them
  // fewer than none. Nothing where nobody was at risk, nor ever after.
  std::optional<Step> Next(std::int64_t ended, std::int64_t beyond);

 private:
  double entering_, survival_ = 1, greenwood_ = 0;
  bool is_over_ = false;
};

}  // namespace gainful::reporting
