// `gainful report retention`: how long first jobs last, or people stay in work, by one characteristic.
#pragma once

#include <ostream>

#include "clients/cli/output.h"
#include "gainful/reporting/v1/reporting.pb.h"

namespace gainful::cli {

class Tree;

// Adds `gainful report retention`.
void AddRetentionReport(Tree* tree);

// Prints a report.
//   csv    a row for each time of a group below the heading group,time,at_risk,events,survival,se,lower,upper. Withheld numbers are `*`, others
//          that are not set are blank. Survival, error and limits are proportions, or whole per cents under MHSDS. What became of the jobs, and
//          with a gap what was counted, has no place in the columns and goes to `notes`.
//   json   the answer as it came, in protobuf JSON
//   table  for reading: what was counted, a line for each time of a group, and what became of the jobs. `utf8` allows more than ASCII.
void PrintRetentionReport(const gainful::reporting::v1::RetentionReportRequest& request,
                          const gainful::reporting::v1::RetentionReportResponse& report, Format format, bool utf8,
                          std::ostream& out, std::ostream& notes);

}  // namespace gainful::cli
