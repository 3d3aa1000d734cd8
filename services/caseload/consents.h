// Consent and disclosures: the RPC methods of gainful.caseload.v1.ConsentService.
#pragma once

#include <vector>

#include "gainful/caseload/v1/consent.pb.h"
#include "services/common/db/pool.h"
#include "services/common/journal/records.h"
#include "services/common/journal/schema.h"
#include "services/common/journal/today.h"
#include "services/common/rpc/service.h"

namespace gainful::caseload {

namespace pb = gainful::caseload::v1;

class ConsentService final : public rpc::Service {
 public:
  explicit ConsentService(db::Pool* pool);
  absl::Status Ready() override { return schema_.Check(); }

  absl::Status CreateConsent(const base::Call& call, const pb::CreateConsentRequest& q, pb::Consent* out);
  absl::Status WithdrawConsent(const base::Call& call, const pb::WithdrawConsentRequest& q,
                               pb::WithdrawConsentResponse* out);
  absl::Status GetConsent(const base::Call& call, const pb::GetConsentRequest& q, pb::Consent* out);
  absl::Status ListConsents(const base::Call& call, const pb::ListConsentsRequest& q, pb::ListConsentsResponse* out);
  absl::Status GetSharing(const base::Call& call, const pb::GetSharingRequest& q, pb::Sharing* out);

  absl::Status CreateDisclosure(const base::Call& call, const pb::CreateDisclosureRequest& q, pb::Disclosure* out);
  absl::Status GetDisclosure(const base::Call& call, const pb::GetDisclosureRequest& q, pb::Disclosure* out);
  absl::Status ListDisclosures(const base::Call& call, const pb::ListDisclosuresRequest& q,
                               pb::ListDisclosuresResponse* out);
  absl::Status ReviewDisclosure(const base::Call& call, const pb::ReviewDisclosureRequest& q, pb::Disclosure* out);

  // For the tests that read the SQL and compare messages with tables.
  std::vector<const journal::Records*> records() const { return {&consents_, &disclosures_}; }

 private:
  absl::Status Say(db::Transaction& tx, const base::Call& call, const pqxx::result& person, const std::string& field,
                   pb::Consent* consent) const;
  absl::Status ReadSharedBefore(db::Transaction& tx, const base::Call& call, const pb::Consent& about,
                                google::protobuf::RepeatedPtrField<pb::SharedBefore>* out) const;

  db::Pool* const pool_;
  journal::Calendar calendar_;
  journal::SchemaCheck schema_;
  journal::Records consents_, disclosures_;
  const db::Statement lock_person_, next_number_, in_force_, shared_before_, lock_head_;
};

}  // namespace gainful::caseload
