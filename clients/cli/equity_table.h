// The equity report as a page to read.
#pragma once

#include <ostream>

#include "gainful/reporting/v1/reporting.pb.h"

namespace gainful::cli {

// What was counted and over which days; a line for each group with its counts, its rate, the 95% interval and both
// drawn on a scale from 0 to 100%; then what the figures do not show. See PrintEquityReport.
void PrintEquityTable(const gainful::reporting::v1::EquityReportRequest& request,
                      const gainful::reporting::v1::EquityReportResponse& report, bool utf8, std::ostream& out);

}  // namespace gainful::cli
