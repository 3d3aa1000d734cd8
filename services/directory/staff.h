// What attachments must be: pure functions.
#pragma once

#include <optional>

#include "absl/time/civil_time.h"

namespace gainful::directory {

// Days from the first to the last one; without a last one it goes on.
struct Days {
  absl::CivilDay first;
  std::optional<absl::CivilDay> last;
};

// The first day that both have; nothing where they have none.
std::optional<absl::CivilDay> FirstSharedDay(const Days& a, const Days& b);

}  // namespace gainful::directory
