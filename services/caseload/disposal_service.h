// Legal holds and disposal: the RPC methods of gainful.caseload.v1.DisposalService. The rule is in disposal.h, the SQL in disposal_store.h.
#pragma once

#include "gainful/caseload/v1/disposal.pb.h"
#include "services/caseload/disposal_store.h"
#include "services/common/record/record_service.h"

namespace gainful::caseload {

constexpr int kMostListed = 1000;  // records on one list: one transaction disposes of them, and one message holds them

class DisposalService final : public record::RecordService {
 public:
  explicit DisposalService(db::Pool* pool);

  absl::Status CreateLegalHold(const base::Call& call, const pb::CreateLegalHoldRequest& q, pb::LegalHold* out);
  absl::Status LiftLegalHold(const base::Call& call, const pb::LiftLegalHoldRequest& q, pb::LegalHold* out);

  absl::Status CreateDisposal(const base::Call& call, const pb::CreateDisposalRequest& q, pb::Disposal* out);
  absl::Status GetDisposal(const base::Call& call, const pb::GetDisposalRequest& q, pb::Disposal* out);
  absl::Status StrikeDisposal(const base::Call& call, const pb::StrikeDisposalRequest& q, pb::Disposal* out);
  absl::Status SignDisposal(const base::Call& call, const pb::SignDisposalRequest& q, pb::Disposal* out);

  // For the tests that read the SQL.
  std::vector<std::string> AllSql() const { return store_.AllSql(); }

 private:
  static void Consider(const DisposalStore::Person& person, pb::Disposal* list);
  absl::Status DrawUp(db::Transaction& tx, const base::Call& call, pb::Disposal* list) const;
  absl::Status LookAgain(db::Transaction& tx, const base::Call& call, pb::Disposal* list,
                         std::vector<std::string>* to_go) const;

  journal::Records holds_, disposals_;
  const DisposalStore store_;
};

}  // namespace gainful::caseload
