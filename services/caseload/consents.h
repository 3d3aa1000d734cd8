// Consent and disclosures: the RPC methods of gainful.caseload.v1.ConsentService.
#pragma once

#include <vector>

#include "gainful/caseload/v1/consent.pb.h"
#include "services/common/record/record_service.h"

namespace gainful::caseload {

namespace pb = gainful::caseload::v1;

class ConsentService final : public record::RecordService {
 public:
  explicit ConsentService(db::Pool* pool);

  absl::Status CreateConsent(const base::Call& call, const pb::CreateConsentRequest& q, pb::Consent* out);
  absl::Status WithdrawConsent(const base::Call& call, const pb::WithdrawConsentRequest& q,
                               pb::WithdrawConsentResponse* out);
  absl::Status GetSharing(const base::Call& call, const pb::GetSharingRequest& q, pb::Sharing* out);

  absl::Status CreateDisclosure(const base::Call& call, const pb::CreateDisclosureRequest& q, pb::Disclosure* out);
  absl::Status ReviewDisclosure(const base::Call& call, const pb::ReviewDisclosureRequest& q, pb::Disclosure* out);

 private:
  absl::Status Say(db::Transaction& tx, const base::Call& call, const pqxx::result& person, const std::string& field,
                   pb::Consent* consent) const;
  absl::Status ReadSharedBefore(db::Transaction& tx, const base::Call& call, const pb::Consent& about,
                                google::protobuf::RepeatedPtrField<pb::SharedBefore>* out) const;

  journal::Records consents_, disclosures_;
  const db::Statement lock_person_, next_number_, in_force_, shared_before_, lock_head_;
};

}  // namespace gainful::caseload
