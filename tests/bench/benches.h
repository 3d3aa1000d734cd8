// The benches by name.
#pragma once

#include <vector>

#include "tests/bench/stage.h"

namespace gainful::bench {

struct Effort {
  int runs = 3;     // interleaved runs of each side
  int seconds = 5;  // of each timed stretch
  int rows = 200000;
  std::vector<int> callers = {1, 8, 32};  // at once, one stretch for each
};

int BenchWrite(const Places& places, const Effort& effort);
int BenchRead(const Places& places, const Effort& effort);
int BenchImport(const Places& places, const Effort& effort);

}  // namespace gainful::bench
