// The files of the contract that hold services, for tests that go through all of it.
#pragma once

#include <vector>

#include "gainful/caseload/v1/access.pb.h"
#include "gainful/caseload/v1/caseload.pb.h"
#include "gainful/caseload/v1/characteristic.pb.h"
#include "gainful/caseload/v1/clinical.pb.h"
#include "gainful/caseload/v1/consent.pb.h"
#include "gainful/caseload/v1/disposal.pb.h"
#include "gainful/caseload/v1/merge.pb.h"
#include "gainful/caseload/v1/plan.pb.h"
#include "gainful/caseload/v1/record_import.pb.h"
#include "gainful/caseload/v1/support.pb.h"
#include "gainful/caseload/v1/work.pb.h"
#include "gainful/directory/v1/directory.pb.h"
#include "gainful/directory/v1/partner.pb.h"
#include "gainful/directory/v1/staff.pb.h"
#include "gainful/employer/v1/disclosure.pb.h"
#include "gainful/employer/v1/employer.pb.h"
#include "gainful/employer/v1/engagement.pb.h"
#include "gainful/employer/v1/merge.pb.h"
#include "gainful/employer/v1/vacancy.pb.h"
#include "gainful/exchange/v1/exchange.pb.h"
#include "gainful/fidelity/v1/fidelity.pb.h"
#include "gainful/fidelity/v1/live.pb.h"
#include "gainful/placement/v1/due.pb.h"
#include "gainful/placement/v1/in_work.pb.h"
#include "gainful/placement/v1/job.pb.h"
#include "gainful/placement/v1/outcome.pb.h"
#include "gainful/placement/v1/placement.pb.h"
#include "gainful/reporting/v1/reporting.pb.h"
#include "google/protobuf/descriptor.h"

namespace gainful {

inline std::vector<const google::protobuf::FileDescriptor*> ContractFiles() {
  return {directory::v1::Team::descriptor()->file(),
          directory::v1::Partner::descriptor()->file(),
          directory::v1::Posting::descriptor()->file(),
          caseload::v1::Participant::descriptor()->file(),
          caseload::v1::Consent::descriptor()->file(),
          placement::v1::Spell::descriptor()->file(),
          caseload::v1::Allocation::descriptor()->file(),
          caseload::v1::Note::descriptor()->file(),
          caseload::v1::Goal::descriptor()->file(),
          caseload::v1::FitNote::descriptor()->file(),
          caseload::v1::Characteristic::descriptor()->file(),
          caseload::v1::Cover::descriptor()->file(),
          caseload::v1::RecordRow::descriptor()->file(),
          caseload::v1::Disposal::descriptor()->file(),
          caseload::v1::Merge::descriptor()->file(),
          reporting::v1::EquityRow::descriptor()->file(),
          exchange::v1::Notice::descriptor()->file(),
          employer::v1::Employer::descriptor()->file(),
          employer::v1::DisclosureChoice::descriptor()->file(),
          employer::v1::Engagement::descriptor()->file(),
          employer::v1::Vacancy::descriptor()->file(),
          employer::v1::EmployerMerge::descriptor()->file(),
          placement::v1::SpellEvidence::descriptor()->file(),
          placement::v1::JobRetention::descriptor()->file(),
          placement::v1::Outcome::descriptor()->file(),
          placement::v1::FollowUpAttempt::descriptor()->file(),
          fidelity::v1::FidelityReview::descriptor()->file(),
          fidelity::v1::LiveReading::descriptor()->file()};
}

// Every method of the contract.
inline std::vector<const google::protobuf::MethodDescriptor*> ContractMethods() {
  std::vector<const google::protobuf::MethodDescriptor*> methods;
  for (const auto* file : ContractFiles()) {
    for (int s = 0; s < file->service_count(); ++s) {
      for (int m = 0; m < file->service(s)->method_count(); ++m) methods.push_back(file->service(s)->method(m));
    }
  }
  return methods;
}

}  // namespace gainful
