// What every bench prints: one line for each figure, so that runs can be compared by machines and by eye.
#pragma once

#include <string>
#include <vector>

namespace gainful::bench {

double Median(std::vector<double> values);

// "bench NAME/CASE ratio=R min=A max=B runs=N": the median of one ratio for each interleaved run.
void PrintRatio(const std::string& name, const std::vector<double>& ratios);

// "bench NAME/CASE value=V unit=U min=A max=B runs=N".
void PrintValue(const std::string& name, const std::string& unit, const std::vector<double>& values);

}  // namespace gainful::bench
