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

 private:
  db::Pool* const pool_;
  journal::Calendar calendar_;
  journal::SchemaCheck schema_;
  const Store store_;
  Indicator supported_into_work_;
};

}  // namespace gainful::reporting
