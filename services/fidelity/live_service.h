// The live reading between fidelity reviews: the RPC methods of gainful.fidelity.v1.LiveFidelityService.
#pragma once

#include <string>
#include <vector>

#include "gainful/fidelity/v1/live.pb.h"
#include "services/common/record/record_service.h"
#include "services/fidelity/live.h"
#include "services/fidelity/live_store.h"

namespace gainful::fidelity {

class LiveFidelityService final : public record::RecordService {
 public:
  explicit LiveFidelityService(db::Pool* pool);

  absl::Status GetLiveReading(const base::Call& call, const pb::GetLiveReadingRequest& q, pb::LiveReading* out);
  absl::Status GetLiveReadings(const base::Call& call, const pb::GetLiveReadingsRequest& q, pb::LiveReadings* out);
  absl::Status GetLiveRecords(const base::Call& call, const pb::GetLiveRecordsRequest& q, pb::LiveRecords* out);
  absl::Status GetDrift(const base::Call& call, const pb::GetDriftRequest& q, pb::Drift* out);

  // For the tests that read the SQL.
  std::vector<std::string> AllSql() const { return store_.AllSql(); }

 private:
  // What every request says: the day, and the instrument.
  struct Asked {
    Day as_at = kNoDay;
    const Instrument* instrument = nullptr;
  };
  template <class Request>
  absl::StatusOr<Asked> AskedBy(const base::Call& call, const Request& q);

  absl::StatusOr<TeamName> TeamOf(db::Transaction& tx, const base::Call& call, const std::string& id) const;

  const LiveStore store_;
};

}  // namespace gainful::fidelity
