// Disclosure control: the last step before figures leave the service, and the only way out.
#pragma once

#include <cstdint>
#include <optional>

#include "gainful/reporting/v1/reporting.pb.h"
#include "services/reporting/cohort.h"

namespace gainful::reporting {

namespace pb = gainful::reporting::v1;

// Counts of 0 to 4 are withheld, others rounded to the nearest 5. Source: the suppression rule of NHS England's Mental Health Services
// Data Set publications.
std::optional<std::int64_t> RoundMhsds(std::int64_t count);

// Fills numerator, denominator, value, limits and flag of `row` from raw counts. `with_horizon` says whether not-yet-due journeys are
// spoken of at all. Under MHSDS value and limits are whole per cents and withheld together with either count.
void Release(const Count& count, pb::Disclosure profile, bool with_horizon, pb::EquityRow* row);

}  // namespace gainful::reporting
