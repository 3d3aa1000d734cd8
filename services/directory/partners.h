// Whom an organisation works with: the RPC methods of gainful.directory.v1.PartnerService.
#pragma once

#include <vector>

#include "gainful/directory/v1/partner.pb.h"
#include "services/common/db/pool.h"
#include "services/common/journal/records.h"
#include "services/common/journal/schema.h"
#include "services/common/journal/today.h"
#include "services/common/rpc/service.h"

namespace gainful::directory {

namespace pb = gainful::directory::v1;

class PartnerService final : public rpc::Service {
 public:
  explicit PartnerService(db::Pool* pool);
  absl::Status Ready() override { return schema_.Check(); }

  absl::Status CreatePartner(const base::Call& call, const pb::CreatePartnerRequest& q, pb::Partner* out);
  absl::Status GetPartner(const base::Call& call, const pb::GetPartnerRequest& q, pb::Partner* out);
  absl::Status ListPartners(const base::Call& call, const pb::ListPartnersRequest& q, pb::ListPartnersResponse* out);
  absl::Status UpdatePartner(const base::Call& call, const pb::UpdatePartnerRequest& q, pb::Partner* out);

  absl::Status CreateClinicalTeam(const base::Call& call, const pb::CreateClinicalTeamRequest& q,
                                  pb::ClinicalTeam* out);
  absl::Status GetClinicalTeam(const base::Call& call, const pb::GetClinicalTeamRequest& q, pb::ClinicalTeam* out);
  absl::Status ListClinicalTeams(const base::Call& call, const pb::ListClinicalTeamsRequest& q,
                                 pb::ListClinicalTeamsResponse* out);
  absl::Status UpdateClinicalTeam(const base::Call& call, const pb::UpdateClinicalTeamRequest& q,
                                  pb::ClinicalTeam* out);

  absl::Status CreateClinicalAttachment(const base::Call& call, const pb::CreateClinicalAttachmentRequest& q,
                                        pb::ClinicalAttachment* out);
  absl::Status GetClinicalAttachment(const base::Call& call, const pb::GetClinicalAttachmentRequest& q,
                                     pb::ClinicalAttachment* out);
  absl::Status ListClinicalAttachments(const base::Call& call, const pb::ListClinicalAttachmentsRequest& q,
                                       pb::ListClinicalAttachmentsResponse* out);
  absl::Status UpdateClinicalAttachment(const base::Call& call, const pb::UpdateClinicalAttachmentRequest& q,
                                        pb::ClinicalAttachment* out);

  // For the tests that read the SQL and compare messages with tables.
  std::vector<const journal::Records*> records() const { return {&partners_, &clinical_teams_, &attachments_}; }

 private:
  absl::Status CheckCode(db::Transaction& tx, const base::Call& call, const pb::Partner& partner) const;
  absl::Status CheckOthers(db::Transaction& tx, const base::Call& call, const pb::ClinicalAttachment& attachment,
                           base::Violations* violations) const;

  journal::Calendar calendar_;
  journal::SchemaCheck schema_;
  journal::Records partners_, clinical_teams_, attachments_;
  const db::Statement same_code_, lock_team_, others_;
};

}  // namespace gainful::directory
