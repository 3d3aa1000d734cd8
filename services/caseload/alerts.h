// Alerts: raised by what happens, never typed in.
#pragma once

#include "gainful/caseload/v1/work.pb.h"
#include "services/common/journal/records.h"

namespace gainful::caseload {

namespace pb = gainful::caseload::v1;

// Alerts are raised, not typed in, and taken up at once: none waits for a countersignature.
journal::RecordSpec AlertSpec();

// Whether an alert `t` is for the caller to see, as SQL over two expressions, the caller and their role: who sees the person, or a journey of theirs, and
// who has the duty in a crisis or deputises. An attempt to exclude somebody is for managers, auditors and leads of the person's team; an emergency
// opening for managers and auditors.
std::string SeesAlert(const std::string& caller, const std::string& role);

// Records an alert that `request`, a refused or accepted mutation, gave rise to. The alert's request id follows from the request's, so that a
// repeat raises no second one.
absl::Status RaiseAlert(journal::Records* alerts, const base::Call& call, const google::protobuf::Message& request,
                        absl::CivilDay today, const pb::Alert& alert);

}  // namespace gainful::caseload
