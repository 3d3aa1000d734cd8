#include "services/reporting/service.h"

#include <google/protobuf/text_format.h>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "embedded/kEmploymentRetentionV1.h"
#include "embedded/kFirstJobTenureV1.h"
#include "embedded/kSupportedIntoWorkV1.h"
#include "gainful/caseload/v1/characteristic.pb.h"
#include "google/protobuf/timestamp.pb.h"
#include "services/common/base/codes.h"
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

Indicator ReadIndicator(absl::string_view text) {
  Indicator indicator;
  if (!google::protobuf::TextFormat::ParseFromString(std::string(text), &indicator)) {
    base::Log(base::Level::kError, "an indicator's definition cannot be read", {});
    std::abort();  // built into the binary; a test reads it as well
  }
  return indicator;
}

// Whether a local characteristic was asked for that nobody among `all` has, though there is somebody: it will have been misspelt, or it is one that is
// stated by date and that reports do not group by.
template <typename T>
absl::Status CheckLocal(const std::string& by, const std::vector<T>& all) {
  const bool nobody_has_it = std::all_of(all.begin(), all.end(), [](const T& each) { return each.group.empty(); });
  base::Violations v;
  if (Store::IsNational(by) || !nobody_has_it || all.empty()) return v.ToStatus();
  const bool is_kind = base::FindCode(gainful::caseload::v1::CharacteristicKind_descriptor(), by) != nullptr;
  v.Add("by", is_kind
                  ? "is a characteristic that reports make no groups of; `gainful report equity --help` names those "
                    "that they do"
                  : "names no characteristic that anybody in this report has");
  return v.ToStatus();
}

// Runs `add(name, figures)` for each group, then for the missing and for everybody together.
template <typename T, typename Add>
void ForEachGroup(const std::string& by, const std::map<std::string, T>& groups, const T& all, Add add) {
  for (const auto& [group, figures] : groups) {
    if (!group.empty()) add(Store::GroupName(by, group), figures);
  }
  if (groups.count("") > 0) add("missing", groups.at(""));
  add("all", all);
}

// What the figures rest on; `all` are the journeys or jobs that were counted, `lawful` on what basis they may be.
template <typename T, typename Response>
void SetBasis(const base::Call& call, pb::Disclosure profile, absl::CivilDay as_at, const std::vector<T>& all,
              const std::vector<std::string>& lawful, Response* out) {
  for (const std::string& basis : lawful) out->add_lawful_basis(basis);
  const auto filled = std::count_if(all.begin(), all.end(), [](const T& each) { return each.is_back_filled; });
  if (const auto n = ReleasedCount(filled, profile)) out->set_back_filled(*n);
  out->set_disclosure(profile);
  *out->mutable_as_at() = base::ToProto(as_at);
  out->mutable_read_at()->set_seconds(absl::ToUnixSeconds(call.now));
}

// `days` is the horizon, or the gap, where one was asked for.
std::string Definition(const Indicator& i, std::optional<int> days) {
  const bool has_horizon = days && !i.horizon_numerator().empty();
  const std::string text = absl::StrCat("Of ", has_horizon ? i.horizon_denominator() : i.denominator(), ", ",
                                        has_horizon ? i.horizon_numerator() : i.numerator(), ". ", i.left_out());
  return days ? absl::StrReplaceAll(text, {{"{N}", absl::StrCat(*days)}}) : text;
}

// Adds one group's curve and what became of its jobs, both after disclosure control.
void AddCurve(const std::string& group, const Retention& retention, pb::Disclosure profile, bool with_gap,
              pb::RetentionReportResponse* out) {
  auto steps = stats::KaplanMeier(retention.durations);
  if (profile != pb::DISCLOSURE_NONE) steps = AtWeeks(steps);
  for (const stats::SurvivalStep& step : steps) {
    pb::RetentionRow* row = out->add_rows();
    row->set_group(group);
    Release(step, profile, row);
  }
  pb::RetentionGroup* counts = out->add_groups();
  counts->set_group(group);
  Release(retention, profile, with_gap, counts);
}

}  // namespace

ReportingService::ReportingService(db::Pool* pool)
    : rpc::Service(pb::EquityReportRequest::descriptor()->file()->FindServiceByName("ReportingService")),
      pool_(pool),
      calendar_(pool),
      schema_(pool),
      store_(pool),
      supported_into_work_(ReadIndicator(kSupportedIntoWorkV1)),
      first_job_tenure_(ReadIndicator(kFirstJobTenureV1)),
      employment_retention_(ReadIndicator(kEmploymentRetentionV1)) {
  On(&ReportingService::EquityReport, "EquityReport");
  On(&ReportingService::RetentionReport, "RetentionReport");
}

template <typename Request>
absl::StatusOr<ReportingService::Drawn> ReportingService::Begin(const base::Call& call, const Request& q,
                                                                const std::string& kind, base::Violations* v) {
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  RETURN_IF_ERROR(calendar_.Check(call, q, v));
  ValidatePeriod(q.from(), q.to(), q.has_as_at() ? &q.as_at() : nullptr, today, v);
  RETURN_IF_ERROR(v->ToStatus());
  RETURN_IF_ERROR(MayHaveRaw(call, q.disclosure()));
  if (q.disclosure() == pb::DISCLOSURE_NONE) RETURN_IF_ERROR(journal::RecordRead(pool_, call, kind));
  return Drawn{q.disclosure() == pb::DISCLOSURE_UNSPECIFIED ? pb::DISCLOSURE_MHSDS : q.disclosure(),
               q.has_as_at() ? *base::ToDay(q.as_at()) : std::min(*base::ToDay(q.to()), today)};
}

absl::Status ReportingService::EquityReport(const base::Call& call, const pb::EquityReportRequest& q,
                                            pb::EquityReportResponse* out) {
  const Indicator& indicator = supported_into_work_;
  base::Violations v;
  if (!q.indicator().empty() && q.indicator() != indicator.id())
    v.Add("indicator", absl::StrCat("must be ", indicator.id()));
  ASSIGN_OR_RETURN(const Drawn drawn, Begin(call, q, "equity_report", &v));
  ASSIGN_OR_RETURN(const auto journeys, store_.Journeys(call, q, drawn.as_at));
  RETURN_IF_ERROR(CheckLocal(q.by(), journeys));
  ASSIGN_OR_RETURN(const auto lawful, store_.LawfulBases(call, q.from(), q.to(), q.programme_id()));
  const auto horizon = q.has_horizon_days() ? std::optional<int>(q.horizon_days()) : std::nullopt;
  const auto counts = CountSupportedIntoWork(journeys, drawn.as_at, horizon);
  ForEachGroup(q.by(), counts, Sum(counts), [&](const std::string& group, const Count& count) {
    pb::EquityRow* row = out->add_rows();
    row->set_indicator(indicator.id());
    row->set_version(indicator.version());
    *row->mutable_period_from() = q.from();
    *row->mutable_period_to() = q.to();
    row->set_characteristic(q.by());
    row->set_group(group);
    Release(count, drawn.profile, horizon.has_value(), row);
  });
  out->set_definition(Definition(indicator, horizon));
  SetBasis(call, drawn.profile, drawn.as_at, journeys, lawful, out);
  return absl::OkStatus();
}

absl::Status ReportingService::RetentionReport(const base::Call& call, const pb::RetentionReportRequest& q,
                                               pb::RetentionReportResponse* out) {
  base::Violations v;
  ASSIGN_OR_RETURN(const Drawn drawn, Begin(call, q, "retention_report", &v));
  ASSIGN_OR_RETURN(const auto work, store_.WorkOf(call, q, drawn.as_at));
  RETURN_IF_ERROR(CheckLocal(q.by(), work));
  ASSIGN_OR_RETURN(const auto lawful, store_.LawfulBases(call, q.from(), q.to(), q.programme_id()));
  const auto gap = q.has_gap_days() ? std::optional<int>(q.gap_days()) : std::nullopt;
  const auto groups = RetentionByGroup(work, gap, drawn.as_at);
  Retention all;
  for (const auto& [name, retention] : groups) all.AddGroup(retention);
  ForEachGroup(q.by(), groups, all, [&](const std::string& group, const Retention& retention) {
    AddCurve(group, retention, drawn.profile, gap.has_value(), out);
  });
  const Indicator& indicator = gap ? employment_retention_ : first_job_tenure_;
  out->set_indicator(indicator.id());
  out->set_version(indicator.version());
  out->set_definition(Definition(indicator, gap));
  if (gap) out->set_gap_days(*gap);
  SetBasis(call, drawn.profile, drawn.as_at, work, lawful, out);
  return absl::OkStatus();
}

}  // namespace gainful::reporting
