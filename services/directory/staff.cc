#include "services/directory/staff.h"

#include <algorithm>

namespace gainful::directory {
namespace {

bool IsIn(absl::CivilDay day, const Days& days) { return day >= days.first && (!days.last || day <= *days.last); }

}  // namespace

std::optional<absl::CivilDay> FirstSharedDay(const Days& a, const Days& b) {
  const absl::CivilDay day = std::max(a.first, b.first);
  return IsIn(day, a) && IsIn(day, b) ? std::optional(day) : std::nullopt;
}

}  // namespace gainful::directory
