#include "services/reporting/service.h"

#include <google/protobuf/text_format.h>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "embedded/kSupportedIntoWorkV1.h"
#include "google/protobuf/timestamp.pb.h"
#include "services/common/base/dates.h"
#include "services/common/base/log.h"
#include "services/common/journal/access.h"
#include "services/reporting/disclosure.h"
#include "services/reporting/validate.h"

namespace gainful::reporting {
namespace {

Count Sum(const std::map<std::string, Count>& counts) {
  Count all;
  for (const auto& [group, count] : counts) {
    all.numerator += count.numerator;
    all.denominator += count.denominator;
    all.not_yet_due += count.not_yet_due;
  }
  return all;
}

std::string Definition(const Indicator& i, std::optional<int> horizon) {
  if (!horizon) return absl::StrCat("Of ", i.denominator(), ", ", i.numerator(), ". ", i.left_out());
  const std::string text =
      absl::StrCat("Of ", i.horizon_denominator(), ", ", i.horizon_numerator(), ". ", i.left_out());
  return absl::StrReplaceAll(text, {{"{N}", absl::StrCat(*horizon)}});
}

}  // namespace

ReportingService::ReportingService(db::Pool* pool)
    : rpc::Service(pb::EquityReportRequest::descriptor()->file()->FindServiceByName("ReportingService")),
      pool_(pool),
      calendar_(pool),
      schema_(pool),
      store_(pool) {
  On(&ReportingService::EquityReport, "EquityReport");
  if (!google::protobuf::TextFormat::ParseFromString(std::string(kSupportedIntoWorkV1), &supported_into_work_)) {
    base::Log(base::Level::kError, "an indicator's definition cannot be read", {{"indicator", "supported_into_work"}});
    std::abort();  // built into the binary; a test reads it as well
  }
}

absl::Status ReportingService::EquityReport(const base::Call& call, const pb::EquityReportRequest& q,
                                            pb::EquityReportResponse* out) {
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  base::Violations v;
  RETURN_IF_ERROR(calendar_.Check(call, q, &v));
  ValidateEquityReport(q, today, &v);
  const Indicator& indicator = supported_into_work_;
  if (!q.indicator().empty() && q.indicator() != indicator.id())
    v.Add("indicator", absl::StrCat("must be ", indicator.id()));
  RETURN_IF_ERROR(v.ToStatus());
  RETURN_IF_ERROR(MayHaveRaw(call, q));
  const auto profile = q.disclosure() == pb::DISCLOSURE_UNSPECIFIED ? pb::DISCLOSURE_MHSDS : q.disclosure();
  if (profile == pb::DISCLOSURE_NONE) RETURN_IF_ERROR(journal::RecordRead(pool_, call, "equity_report"));

  const absl::CivilDay as_at = q.has_as_at() ? *base::ToDay(q.as_at()) : std::min(*base::ToDay(q.to()), today);
  ASSIGN_OR_RETURN(const auto journeys, store_.Journeys(call, q, as_at));
  const bool nobody_has_it =
      std::all_of(journeys.begin(), journeys.end(), [](const auto& j) { return j.group.empty(); });
  if (!Store::IsNational(q.by()) && nobody_has_it && !journeys.empty()) {
    v.Add("by", "names no characteristic that anybody in this report has");
    return v.ToStatus();
  }
  const auto horizon = q.has_horizon_days() ? std::optional<int>(q.horizon_days()) : std::nullopt;
  const auto counts = CountSupportedIntoWork(journeys, as_at, horizon);
  const auto add = [&](const std::string& group, const Count& count) {
    pb::EquityRow* row = out->add_rows();
    row->set_indicator(indicator.id());
    row->set_version(indicator.version());
    *row->mutable_period_from() = q.from();
    *row->mutable_period_to() = q.to();
    row->set_characteristic(q.by());
    row->set_group(group);
    Release(count, profile, horizon.has_value(), row);
  };
  for (const auto& [group, count] : counts) {
    if (!group.empty()) add(Store::GroupName(q.by(), group), count);
  }
  if (counts.count("") > 0) add("missing", counts.at(""));
  add("all", Sum(counts));
  out->set_definition(Definition(indicator, horizon));
  out->set_disclosure(profile);
  *out->mutable_as_at() = base::ToProto(as_at);
  out->mutable_read_at()->set_seconds(absl::ToUnixSeconds(call.now));
  return absl::OkStatus();
}

}  // namespace gainful::reporting
