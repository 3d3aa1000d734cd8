// Allocation, load, alerts and the day's list: the RPC methods of gainful.caseload.v1.WorkService.
#pragma once

#include <vector>

#include "gainful/caseload/v1/work.pb.h"
#include "services/caseload/limit.h"
#include "services/common/record/record_service.h"

namespace gainful::caseload {

namespace pb = gainful::caseload::v1;

class WorkService final : public record::RecordService {
 public:
  explicit WorkService(db::Pool* pool);

  absl::Status CreateAllocation(const base::Call& call, const pb::CreateAllocationRequest& q, pb::Allocation* out);
  absl::Status GetLoads(const base::Call& call, const pb::GetLoadsRequest& q, pb::Loads* out);
  absl::Status GetDay(const base::Call& call, const pb::GetDayRequest& q, pb::Day* out);
  absl::Status AcknowledgeAlert(const base::Call& call, const pb::AcknowledgeAlertRequest& q, pb::Alert* out);

 private:
  absl::Status Allocate(db::Transaction& tx, const base::Call& call, const pqxx::result& rows,
                        pb::Allocation* allocation, base::Violations* violations) const;
  absl::StatusOr<std::vector<std::string>> KeyWorkersOf(db::Transaction& tx, const base::Call& call,
                                                        const pb::GetDayRequest& q, absl::CivilDay today) const;
  absl::Status AddAlerts(db::Transaction& tx, const base::Call& call, const std::string& team_id, absl::CivilDay today,
                         std::vector<pb::DayItem>* items) const;
  absl::StatusOr<std::string> TeamsOf(db::Transaction& tx, const base::Call& call, bool is_own_day) const;
  absl::Status AddReturned(db::Transaction& tx, const base::Call& call, const std::string& team_id,
                           absl::CivilDay today, std::vector<pb::DayItem>* items) const;
  absl::Status AddDisclosures(db::Transaction& tx, const base::Call& call, const std::string& team_id,
                              absl::CivilDay today, std::vector<pb::DayItem>* items) const;
  absl::Status AddUnsigned(db::Transaction& tx, const base::Call& call, const std::string& team_id,
                           absl::CivilDay today, std::vector<pb::DayItem>* items) const;

  journal::Records allocations_, alerts_;
  const CaseloadLimit limit_;
  const db::Statement allocation_look_, next_number_, loads_, own_staff_, open_journeys_, open_journeys_of_teams_,
      unsigned_, returned_, due_disclosures_, own_teams_, alert_open_, open_alerts_, due_merges_, due_employer_merges_,
      shown_;
};

}  // namespace gainful::caseload
