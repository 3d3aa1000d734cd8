#include "tests/bench/report.h"

#include <algorithm>
#include <cstdio>

namespace gainful::bench {

double Median(std::vector<double> values) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  const size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

void PrintRatio(const std::string& name, const std::vector<double>& ratios) {
  const auto [low, high] = std::minmax_element(ratios.begin(), ratios.end());
  std::printf("bench %s ratio=%.3f min=%.3f max=%.3f runs=%zu\n", name.c_str(), Median(ratios), *low, *high,
              ratios.size());
  std::fflush(stdout);
}

void PrintValue(const std::string& name, const std::string& unit, const std::vector<double>& values) {
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  std::printf("bench %s value=%.6g unit=%s min=%.6g max=%.6g runs=%zu\n", name.c_str(), Median(values), unit.c_str(),
              *low, *high, values.size());
  std::fflush(stdout);
}

}  // namespace gainful::bench
