// Whom an organisation works with: the RPC methods of gainful.directory.v1.PartnerService.
#pragma once

#include <vector>

#include "gainful/directory/v1/partner.pb.h"
#include "services/common/record/record_service.h"

namespace gainful::directory {

namespace pb = gainful::directory::v1;

class PartnerService final : public record::RecordService {
 public:
  explicit PartnerService(db::Pool* pool);

  absl::Status CreatePartner(const base::Call& call, const pb::CreatePartnerRequest& q, pb::Partner* out);
  absl::Status UpdatePartner(const base::Call& call, const pb::UpdatePartnerRequest& q, pb::Partner* out);

  absl::Status CreateClinicalTeam(const base::Call& call, const pb::CreateClinicalTeamRequest& q,
                                  pb::ClinicalTeam* out);
  absl::Status UpdateClinicalTeam(const base::Call& call, const pb::UpdateClinicalTeamRequest& q,
                                  pb::ClinicalTeam* out);

  absl::Status CreateClinicalAttachment(const base::Call& call, const pb::CreateClinicalAttachmentRequest& q,
                                        pb::ClinicalAttachment* out);
  absl::Status UpdateClinicalAttachment(const base::Call& call, const pb::UpdateClinicalAttachmentRequest& q,
                                        pb::ClinicalAttachment* out);

 private:
  absl::Status CheckCode(db::Transaction& tx, const base::Call& call, const pb::Partner& partner) const;
  absl::Status CheckOthers(db::Transaction& tx, const base::Call& call, const pb::ClinicalAttachment& attachment,
                           base::Violations* violations) const;

  journal::Records partners_, clinical_teams_, attachments_;
  const db::Statement same_code_, lock_team_, others_;
};

}  // namespace gainful::directory
