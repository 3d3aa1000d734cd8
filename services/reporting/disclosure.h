// Disclosure control: the last step before figures leave the service, and the only way out.
#pragma once

#include <cstdint>
#include <optional>

#include "gainful/reporting/v1/reporting.pb.h"
#include "services/common/stats/kaplan_meier.h"
#include "services/reporting/cohort.h"
#include "services/reporting/retention.h"

namespace gainful::reporting {

namespace pb = gainful::reporting::v1;

// Counts of 0 to 4 are withheld, others rounded to the nearest 5. Source: the suppression rule of NHS England's Mental Health Services
// Data Set publications.
std::optional<std::int64_t> RoundMhsds(std::int64_t count);

// A count as it leaves the service; nothing where it is withheld.
std::optional<std::int64_t> ReleasedCount(std::int64_t count, pb::Disclosure profile);

// Fills numerator, denominator, value, limits and flag of `row` from raw counts. `with_horizon` says whether not-yet-due journeys are
// spoken of at all. Under MHSDS value and limits are whole per cents and withheld together with either count.
void Release(const Count& count, pb::Disclosure profile, bool with_horizon, pb::EquityRow* row);

// Fewer than so many jobs at risk give no survival under disclosure control.
inline constexpr std::int64_t kFewestAtRisk = 10;

// Fills a row of a survival curve. Under MHSDS survival and limits are whole per cents; they are withheld together with both counts where
// either count is, and where fewer than kFewestAtRisk are at risk; the standard error is never given.
void Release(const stats::SurvivalStep& step, pb::Disclosure profile, pb::RetentionRow* row);

// Fills the counts of what became of a group's jobs; `with_gap` says whether jobs after the first were followed and are spoken of at all.
void Release(const Retention& retention, pb::Disclosure profile, bool with_gap, pb::RetentionGroup* group);

}  // namespace gainful::reporting
