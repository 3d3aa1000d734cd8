// Organisations, programmes and their funding, teams and staff: the RPC methods of gainful.directory.v1.DirectoryService.
#pragma once

#include "gainful/directory/v1/directory.pb.h"
#include "services/common/db/pool.h"
#include "services/common/journal/records.h"
#include "services/common/journal/schema.h"
#include "services/common/journal/today.h"
#include "services/common/rpc/service.h"

namespace gainful::directory {

namespace pb = gainful::directory::v1;

class DirectoryService final : public rpc::Service {
 public:
  // Only administrators of `operator_org` may create organisations.
  DirectoryService(db::Pool* pool, base::Uuid operator_org);
  absl::Status Ready() override { return schema_.Check(); }

  absl::Status CreateOrganisation(const base::Call& call, const pb::CreateOrganisationRequest& q,
                                  pb::Organisation* out);
  absl::Status GetOrganisation(const base::Call& call, const pb::GetOrganisationRequest& q, pb::Organisation* out);
  absl::Status ListOrganisations(const base::Call& call, const pb::ListOrganisationsRequest& q,
                                 pb::ListOrganisationsResponse* out);
  absl::Status UpdateOrganisation(const base::Call& call, const pb::UpdateOrganisationRequest& q,
                                  pb::Organisation* out);

  absl::Status CreateProgramme(const base::Call& call, const pb::CreateProgrammeRequest& q, pb::Programme* out);
  absl::Status GetProgramme(const base::Call& call, const pb::GetProgrammeRequest& q, pb::Programme* out);
  absl::Status ListProgrammes(const base::Call& call, const pb::ListProgrammesRequest& q,
                              pb::ListProgrammesResponse* out);
  absl::Status UpdateProgramme(const base::Call& call, const pb::UpdateProgrammeRequest& q, pb::Programme* out);

  absl::Status CreateFunding(const base::Call& call, const pb::CreateFundingRequest& q, pb::Funding* out);
  absl::Status GetFunding(const base::Call& call, const pb::GetFundingRequest& q, pb::Funding* out);
  absl::Status ListFundings(const base::Call& call, const pb::ListFundingsRequest& q, pb::ListFundingsResponse* out);
  absl::Status UpdateFunding(const base::Call& call, const pb::UpdateFundingRequest& q, pb::Funding* out);

  absl::Status CreateTeam(const base::Call& call, const pb::CreateTeamRequest& q, pb::Team* out);
  absl::Status GetTeam(const base::Call& call, const pb::GetTeamRequest& q, pb::Team* out);
  absl::Status ListTeams(const base::Call& call, const pb::ListTeamsRequest& q, pb::ListTeamsResponse* out);
  absl::Status UpdateTeam(const base::Call& call, const pb::UpdateTeamRequest& q, pb::Team* out);

  absl::Status CreateStaffMember(const base::Call& call, const pb::CreateStaffMemberRequest& q, pb::StaffMember* out);
  absl::Status GetStaffMember(const base::Call& call, const pb::GetStaffMemberRequest& q, pb::StaffMember* out);
  absl::Status ListStaffMembers(const base::Call& call, const pb::ListStaffMembersRequest& q,
                                pb::ListStaffMembersResponse* out);
  absl::Status UpdateStaffMember(const base::Call& call, const pb::UpdateStaffMemberRequest& q, pb::StaffMember* out);

  // For the tests that read the SQL and compare messages with tables.
  std::vector<const journal::Records*> records() const {
    return {&organisations_, &programmes_, &fundings_, &teams_, &staff_};
  }

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

  db::Pool* const pool_;
  const base::Uuid operator_org_;
  journal::Calendar calendar_;
  journal::SchemaCheck schema_;
  journal::Records organisations_, programmes_, fundings_, teams_, staff_;
  const db::Statement supervisor_, student_posting_;
};

}  // namespace gainful::directory
