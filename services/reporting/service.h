// Reports: the RPC methods of gainful.reporting.v1.ReportingService.
#pragma once

#include "services/common/journal/schema.h"
#include "services/common/journal/today.h"
#include "services/common/rpc/service.h"
#include "services/reporting/disclosure_ledger.h"
#include "services/reporting/indicator.pb.h"
#include "services/reporting/store.h"

namespace gainful::reporting {

class ReportingService final : public rpc::Service {
 public:
  // Without a perturbation table the profile that needs one is refused.
  explicit ReportingService(db::Pool* pool, std::optional<Perturbation> perturbation = std::nullopt);
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

  // What was asked of a controlled table, and who is counted where.
  struct Asked {
    std::string question;
    Cut cut;
    std::string by;
    std::vector<Column> columns;
    std::vector<Proportion> proportions;
    std::map<std::string, int> rows;  // by group
    std::vector<Counted> counted;
  };
  // The figures that may be shown of it to the caller's audience; `render` fills in a response's of a table, by the rows that are to be given.
  template <typename Response>
  absl::Status Settle(
      const base::Call& call, const Control& control, const Asked& asked,
      const std::function<void(const ControlledTable& table, const std::string& group, int row, Response* out)>& render,
      Response* out) const;
  // The rows after disclosure control. `horizon` and `gap` are days, where some were asked for.
  absl::Status Controlled(const base::Call& call, const Drawn& drawn, const std::string& question,
                          const pb::EquityReportRequest& q, const std::vector<JourneyFacts>& journeys,
                          std::optional<int> horizon, const pb::EquityRow& common, pb::EquityReportResponse* out) const;
  absl::Status Controlled(const base::Call& call, const Drawn& drawn, const std::string& question,
                          const pb::RetentionReportRequest& q, const std::vector<Work>& work, std::optional<int> gap,
                          pb::RetentionReportResponse* out) const;

  db::Pool* const pool_;
  const std::optional<Perturbation> perturbation_;
  const DisclosureLedger ledger_;
  journal::Calendar calendar_;
  journal::SchemaCheck schema_;
  const Store store_;
  const std::vector<Indicator> supported_into_work_;  // its versions, oldest first
  const Indicator first_job_tenure_, employment_retention_;
};

}  // namespace gainful::reporting
