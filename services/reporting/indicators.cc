#include "services/reporting/indicators.h"

#include "services/common/base/dates.h"

namespace gainful::reporting {

const Indicator* VersionOf(const std::vector<Indicator>& versions, std::optional<int> asked, absl::CivilDay as_at) {
  const Indicator* found = asked || versions.empty() ? nullptr : &versions.front();
  for (const Indicator& version : versions) {
    const auto from = base::ParseDay(version.effective_from());
    if (asked ? version.version() == *asked : from && *from <= as_at) found = &version;
  }
  return found;
}

}  // namespace gainful::reporting
