// Organisations, programmes and their funding, teams and staff: the RPC methods of gainful.directory.v1.DirectoryService.
#pragma once

#include "gainful/directory/v1/directory.pb.h"
#include "services/common/record/record_service.h"

namespace gainful::directory {

namespace pb = gainful::directory::v1;

class DirectoryService final : public record::RecordService {
 public:
  // Only administrators of `operator_org` may create organisations.
  DirectoryService(db::Pool* pool, base::Uuid operator_org);

  absl::Status CreateOrganisation(const base::Call& call, const pb::CreateOrganisationRequest& q,
                                  pb::Organisation* out);
  absl::Status UpdateOrganisation(const base::Call& call, const pb::UpdateOrganisationRequest& q,
                                  pb::Organisation* out);

  absl::Status CreateProgramme(const base::Call& call, const pb::CreateProgrammeRequest& q, pb::Programme* out);
  absl::Status UpdateProgramme(const base::Call& call, const pb::UpdateProgrammeRequest& q, pb::Programme* out);

  absl::Status CreateFunding(const base::Call& call, const pb::CreateFundingRequest& q, pb::Funding* out);
  absl::Status UpdateFunding(const base::Call& call, const pb::UpdateFundingRequest& q, pb::Funding* out);

  absl::Status CreateTeam(const base::Call& call, const pb::CreateTeamRequest& q, pb::Team* out);
  absl::Status UpdateTeam(const base::Call& call, const pb::UpdateTeamRequest& q, pb::Team* out);

  absl::Status CreateStaffMember(const base::Call& call, const pb::CreateStaffMemberRequest& q, pb::StaffMember* out);
  absl::Status UpdateStaffMember(const base::Call& call, const pb::UpdateStaffMemberRequest& q, pb::StaffMember* out);

 private:
  template <class Record, class Request>
  absl::Status Create(journal::Records& records, const base::Call& call, const Request& q, const Record& record,
                      Record* out, const journal::Records::Rule& rule);
  template <class Record, class Request>
  absl::Status Update(journal::Records& records, const base::Call& call, const Request& q, const Record& patch,
                      Record* out, const journal::Records::Rule& rule);
  absl::Status GuardHead(const base::Call& call);
  absl::Status CheckSupervisor(db::Transaction& tx, const base::Call& call, const pb::StaffMember& member,
                               base::Violations* violations) const;
  absl::Status CheckStaffMember(db::Transaction& tx, const base::Call& call, const pb::StaffMember& before,
                                const pb::StaffMember& after, base::Violations* violations);

  static absl::Status CheckOrganisation(db::Transaction& tx, const base::Call& call,
                                        const pb::Organisation& organisation, base::Violations* violations);
  absl::Status CheckFunding(db::Transaction& tx, const base::Call& call, const pb::Funding& funding,
                            base::Violations* violations) const;
  absl::Status CheckSubject(db::Transaction& tx, const base::Call& call, const pb::StaffMember& member,
                            base::Violations* violations);

  const base::Uuid operator_org_;
  journal::Records organisations_, programmes_, fundings_, teams_, staff_;
  const db::Statement supervisor_, student_posting_, lock_programme_, other_shares_, same_subject_;
};

}  // namespace gainful::directory
