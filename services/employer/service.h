// Employers, their sites and contacts: the RPC methods of gainful.employer.v1.EmployerService.
#pragma once

#include <string>

#include "gainful/employer/v1/employer.pb.h"
#include "services/common/record/record_service.h"
#include "services/employer/find.h"

namespace gainful::employer {

namespace pb = gainful::employer::v1;

// Employers as they are read and written, for what changes them beside this service.
journal::RecordSpec EmployerSpec();

class EmployerService final : public record::RecordService {
 public:
  explicit EmployerService(db::Pool* pool);

  absl::Status CreateEmployer(const base::Call& call, const pb::CreateEmployerRequest& q, pb::Employer* out);
  absl::Status UpdateEmployer(const base::Call& call, const pb::UpdateEmployerRequest& q, pb::Employer* out);
  absl::Status FindEmployers(const base::Call& call, const pb::FindEmployersRequest& q, pb::FindEmployersResponse* out);
  absl::Status GetEmployerMatches(const base::Call& call, const pb::GetEmployerMatchesRequest& q,
                                  pb::EmployerMatches* out);

  absl::Status CreateEmployerSite(const base::Call& call, const pb::CreateEmployerSiteRequest& q,
                                  pb::EmployerSite* out);
  absl::Status UpdateEmployerSite(const base::Call& call, const pb::UpdateEmployerSiteRequest& q,
                                  pb::EmployerSite* out);
  absl::Status WithdrawEmployerSite(const base::Call& call, const pb::WithdrawEmployerSiteRequest& q,
                                    pb::EmployerSite* out);

  absl::Status CreateEmployerContact(const base::Call& call, const pb::CreateEmployerContactRequest& q,
                                     pb::EmployerContact* out);
  absl::Status UpdateEmployerContact(const base::Call& call, const pb::UpdateEmployerContactRequest& q,
                                     pb::EmployerContact* out);
  absl::Status WithdrawEmployerContact(const base::Call& call, const pb::WithdrawEmployerContactRequest& q,
                                       pb::EmployerContact* out);

  const Finder& finder() const { return finder_; }  // for the tests

 private:
  template <class Record>
  void AddMatches(const base::Call& call, const std::string& employer_id, const std::string& postcode, Record* out);

  journal::Records employers_, sites_, contacts_;
  const Finder finder_;
};

}  // namespace gainful::employer
