// Outcome rules and where journeys stand: the RPC methods of gainful.placement.v1.OutcomeService. What is met and what is not is decided in outcome/.
#pragma once

#include "gainful/placement/v1/outcome.pb.h"
#include "services/common/record/record_service.h"
#include "services/placement/standings.h"

namespace gainful::placement {

class OutcomeService final : public record::RecordService {
 public:
  explicit OutcomeService(db::Pool* pool);

  absl::Status GetOutcomeRules(const base::Call& call, const v1::GetOutcomeRulesRequest& q, v1::OutcomeRules* out);
  absl::Status GetOutcomes(const base::Call& call, const v1::GetOutcomesRequest& q, v1::Outcomes* out);

  absl::Status ListOutcomes(const base::Call& call, const v1::ListOutcomesRequest& q, v1::ListOutcomesResponse* out);

  absl::Status VerifyOutcomes(const base::Call& call, const v1::VerifyOutcomesRequest& q,
                              v1::VerifyOutcomesResponse* out);

  // For the tests that read the SQL.
  std::vector<std::string> AllSql() const;
  const StandingKeeper& standings() const { return standings_; }

 private:
  absl::StatusOr<OutcomeFacts> Read(db::Transaction& tx, const base::Call& call, const base::Uuid& journey) const;
  // What only answers ask for.
  absl::Status AddAround(db::Transaction& tx, const base::Call& call, OutcomeFacts* facts) const;
  absl::StatusOr<OutcomeFacts> Facts(const base::Call& call, const std::string& journey);

  const OutcomeStore store_;
  const StandingKeeper standings_;
  const db::Statement journeys_of_person_, person_;
};

}  // namespace gainful::placement
