// Counting a cohort: pure functions of a journey's days.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"

namespace gainful::reporting {

// What an indicator needs to know of one journey.
struct JourneyFacts {
  std::string group;                        // the code or value of the characteristic; empty where it is missing
  absl::CivilDay anchor;                    // accepted, else referred
  std::optional<absl::CivilDay> first_job;  // the first start on or after the anchor that is on record
  std::optional<absl::CivilDay> exited;
  std::optional<absl::CivilDay> followed_to;  // the last day whose facts are known, where recorded
  bool is_back_filled = false;                // the characteristic was recorded only for a later day
  std::string person = {};                    // the same for all journeys of somebody
};

struct Count {
  std::int64_t numerator = 0;
  std::int64_t denominator = 0;
  std::int64_t not_yet_due = 0;
};

// The last day up to which a journey's facts are known as at `as_at`: as recorded, else the exit, else `as_at` itself; never later.
absl::CivilDay FollowedTo(std::optional<absl::CivilDay> followed_to, std::optional<absl::CivilDay> exited,
                          absl::CivilDay as_at);

// Adds one journey to `count`. Without a horizon it counts above the line when its first job started by `as_at`. With a horizon of N days,
// the anchor being day 1, it counts below the line only if it was followed to day N, and above it if its first job started by then.
void AddSupportedIntoWork(const JourneyFacts& journey, absl::CivilDay as_at, std::optional<int> horizon_days,
                          Count* count);

// Of each person the journey with the earliest anchor, and of those with the same one the first in the given order, which stays.
std::vector<JourneyFacts> FirstOfEachPerson(std::vector<JourneyFacts> journeys);

// Counts by group, in the groups' order; the empty group is that of the missing.
std::map<std::string, Count> CountSupportedIntoWork(const std::vector<JourneyFacts>& journeys, absl::CivilDay as_at,
                                                    std::optional<int> horizon_days);

}  // namespace gainful::reporting
