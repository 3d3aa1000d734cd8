// Reports: the RPC methods of gainful.reporting.v1.ReportingService.
#pragma once

#include "services/common/journal/schema.h"
#include "services/common/journal/today.h"
#include "services/common/rpc/service.h"
#include "services/reporting/indicator.pb.h"
#include "services/reporting/store.h"

namespace gainful::reporting {

class ReportingService final : public rpc::Service {
 public:
  explicit ReportingService(db::Pool* pool);
  absl::Status Ready() override { return schema_.Check(); }

  absl::Status EquityReport(const base::Call& call, const pb::EquityReportRequest& q, pb::EquityReportResponse* out);
  absl::Status RetentionReport(const base::Call& call, const pb::RetentionReportRequest& q,
                               pb::RetentionReportResponse* out);

 private:
  // What a report is drawn through and as at.
  struct Drawn {
    pb::Disclosure profile;
    absl::CivilDay as_at;
  };
  // Checks a request, adding to what was found wrong with it already, and whether the caller may have what it asks for; a raw report is
  // written down as a read of `kind`.
  template <typename Request>
  absl::StatusOr<Drawn> Begin(const base::Call& call, const Request& q, const std::string& kind,
                              base::Violations* found);

  db::Pool* const pool_;
  journal::Calendar calendar_;
  journal::SchemaCheck schema_;
  const Store store_;
  const Indicator supported_into_work_, first_job_tenure_, employment_retention_;
};

}  // namespace gainful::reporting
