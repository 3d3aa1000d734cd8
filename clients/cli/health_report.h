// An AHP Health and Work Report as a page of text, for the person, their employer or their GP.
#pragma once

#include <optional>
#include <string>

#include "gainful/caseload/v1/access.pb.h"
#include "gainful/caseload/v1/caseload.pb.h"
#include "gainful/caseload/v1/support.pb.h"

namespace gainful::cli {

class Tree;

// Adds `gainful health-report print`.
void AddHealthReport(Tree* tree);

// The page, in lines of at most 78 columns. `entry` is given where a student wrote the report: until somebody signs it, the page says that nobody did.
std::string HealthReportText(const caseload::v1::Participant& person, const caseload::v1::HealthAndWorkReport& report,
                             const std::optional<caseload::v1::Countersignature>& entry = std::nullopt);

}  // namespace gainful::cli
