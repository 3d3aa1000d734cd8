// Allocation, load, alerts and the day's list: the RPC methods of gainful.caseload.v1.WorkService.
#pragma once

#include <vector>

#include "gainful/caseload/v1/work.pb.h"
#include "services/caseload/limit.h"
#include "services/common/db/pool.h"
#include "services/common/journal/records.h"
#include "services/common/journal/schema.h"
#include "services/common/journal/today.h"
#include "services/common/rpc/service.h"

namespace gainful::caseload {

namespace pb = gainful::caseload::v1;

class WorkService final : public rpc::Service {
 public:
  explicit WorkService(db::Pool* pool);
  absl::Status Ready() override { return schema_.Check(); }

  absl::Status CreateAllocation(const base::Call& call, const pb::CreateAllocationRequest& q, pb::Allocation* out);
  absl::Status GetAllocation(const base::Call& call, const pb::GetAllocationRequest& q, pb::Allocation* out);
  absl::Status ListAllocations(const base::Call& call, const pb::ListAllocationsRequest& q,
                               pb::ListAllocationsResponse* out);
  absl::Status GetLoads(const base::Call& call, const pb::GetLoadsRequest& q, pb::Loads* out);
  absl::Status GetDay(const base::Call& call, const pb::GetDayRequest& q, pb::Day* out);
  absl::Status ListAlerts(const base::Call& call, const pb::ListAlertsRequest& q, pb::ListAlertsResponse* out);
  absl::Status GetAlert(const base::Call& call, const pb::GetAlertRequest& q, pb::Alert* out);
  absl::Status AcknowledgeAlert(const base::Call& call, const pb::AcknowledgeAlertRequest& q, pb::Alert* out);

  // For the tests that read the SQL and compare messages with tables.
  std::vector<const journal::Records*> records() const { return {&allocations_, &alerts_}; }

 private:
  absl::Status Allocate(db::Transaction& tx, const base::Call& call, const pqxx::result& rows,
                        pb::Allocation* allocation, base::Violations* violations) const;
  absl::StatusOr<std::vector<std::string>> KeyWorkersOf(db::Transaction& tx, const base::Call& call,
                                                        const pb::GetDayRequest& q, absl::CivilDay today) const;
  absl::Status AddAlerts(db::Transaction& tx, const base::Call& call, const std::string& team_id, absl::CivilDay today,
                         std::vector<pb::DayItem>* items) const;
  absl::Status AddUnsigned(db::Transaction& tx, const base::Call& call, const std::string& team_id,
                           absl::CivilDay today, std::vector<pb::DayItem>* items) const;

  db::Pool* const pool_;
  journal::Calendar calendar_;
  journal::SchemaCheck schema_;
  journal::Records allocations_, alerts_;
  const CaseloadLimit limit_;
  const db::Statement allocation_look_, next_number_, loads_, own_staff_, open_journeys_, unsigned_, open_alerts_,
      due_merges_, shown_;
};

}  // namespace gainful::caseload
