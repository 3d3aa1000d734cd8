#include "services/directory/validate.h"

namespace gainful::directory {

void ValidateOrganisation(const pb::Organisation& organisation, base::Violations* violations) {
  if (!organisation.time_zone().empty() && !base::IsTimeZone(organisation.time_zone())) {
    violations->Add("organisation.time_zone", "must be the IANA name of a time zone, such as Europe/London");
  }
}

}  // namespace gainful::directory
