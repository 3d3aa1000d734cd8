// One team's participants and their journeys, with all that is recorded about them on the way.
#pragma once

#include "tools/synthetic/directory.h"

namespace gainful::synthetic {

// Records a team's journeys, in the order of their referrals. `number` tells teams apart, in the seed.
void RecordHistory(const Options& options, const Provider& provider, TeamOfWorkers* team, int number,
                   Recorder* recorder);

}  // namespace gainful::synthetic
