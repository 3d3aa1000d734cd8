// The whole made-up world, told to a recorder.
#pragma once

#include "tools/synthetic/directory.h"

namespace gainful::synthetic {

// Commissioners first, then one provider after the other; so many journeys altogether.
void Generate(const Options& options, Recorder* recorder);

}  // namespace gainful::synthetic
