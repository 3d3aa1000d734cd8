// `gainful report equity`: one indicator, by one characteristic, over one period.
#pragma once

#include <ostream>
#include <string>

#include "clients/cli/output.h"
#include "gainful/reporting/v1/reporting.pb.h"

namespace gainful::cli {

class Tree;

// Adds `gainful report equity`.
void AddEquityReport(Tree* tree);

// Prints a report.
//   csv    a row for each group below a header of the columns of EquityRow. Withheld numbers are `*`, others that are
//          not set are blank. Values and limits are proportions with ten decimals, or whole per cents under MHSDS.
//   json   the answer as it came, in protobuf JSON
//   table  for reading: what was counted, a line and a bar for each group, and notes on what the figures do not show.
//          `utf8` allows lines drawn with more than ASCII.
void PrintEquityReport(const gainful::reporting::v1::EquityReportRequest& request,
                       const gainful::reporting::v1::EquityReportResponse& report, Format format, bool utf8,
                       std::ostream& out);

// One row of the CSV form, line end included.
std::string EquityCsvLine(const gainful::reporting::v1::EquityRow& row, gainful::reporting::v1::Disclosure disclosure);

}  // namespace gainful::cli
