// Legal holds and disposal: the RPC methods of gainful.caseload.v1.DisposalService. The rule is in disposal.h, the SQL in disposal_store.h.
#pragma once

#include "gainful/caseload/v1/disposal.pb.h"
#include "services/caseload/disposal_store.h"
#include "services/common/journal/records.h"
#include "services/common/journal/schema.h"
#include "services/common/journal/today.h"
#include "services/common/rpc/service.h"

namespace gainful::caseload {

constexpr int kMostListed = 1000;  // people on one list: one transaction disposes of them, and one message holds them

class DisposalService final : public rpc::Service {
 public:
  explicit DisposalService(db::Pool* pool);
  absl::Status Ready() override { return schema_.Check(); }

  absl::Status CreateLegalHold(const base::Call& call, const pb::CreateLegalHoldRequest& q, pb::LegalHold* out);
  absl::Status GetLegalHold(const base::Call& call, const pb::GetLegalHoldRequest& q, pb::LegalHold* out);
  absl::Status ListLegalHolds(const base::Call& call, const pb::ListLegalHoldsRequest& q,
                              pb::ListLegalHoldsResponse* out);
  absl::Status LiftLegalHold(const base::Call& call, const pb::LiftLegalHoldRequest& q, pb::LegalHold* out);

  absl::Status CreateDisposal(const base::Call& call, const pb::CreateDisposalRequest& q, pb::Disposal* out);
  absl::Status GetDisposal(const base::Call& call, const pb::GetDisposalRequest& q, pb::Disposal* out);
  absl::Status ListDisposals(const base::Call& call, const pb::ListDisposalsRequest& q, pb::ListDisposalsResponse* out);
  absl::Status StrikeDisposal(const base::Call& call, const pb::StrikeDisposalRequest& q, pb::Disposal* out);
  absl::Status SignDisposal(const base::Call& call, const pb::SignDisposalRequest& q, pb::Disposal* out);

  // For the tests that read the SQL and compare messages with tables.
  std::vector<const journal::Records*> records() const { return {&holds_, &disposals_}; }
  std::vector<std::string> AllSql() const { return store_.AllSql(); }

 private:
  absl::Status DrawUp(db::Transaction& tx, const base::Call& call, pb::Disposal* list) const;
  absl::Status LookAgain(db::Transaction& tx, const base::Call& call, pb::Disposal* list,
                         std::vector<std::string>* to_go) const;

  db::Pool* const pool_;
  journal::Calendar calendar_;
  journal::SchemaCheck schema_;
  journal::Records holds_, disposals_;
  const DisposalStore store_;
};

}  // namespace gainful::caseload
