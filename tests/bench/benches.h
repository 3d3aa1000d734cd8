// The benches by name.
#pragma once

#include "tests/bench/stage.h"

namespace gainful::bench {

struct Effort {
  int runs = 3;     // interleaved runs of each side
  int seconds = 5;  // of each timed stretch
  int rows = 200000;
};

int BenchWrite(const Places& places, const Effort& effort);
int BenchImport(const Places& places, const Effort& effort);

}  // namespace gainful::bench
