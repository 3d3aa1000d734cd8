#include "services/reporting/service.h"

#include <google/protobuf/text_format.h>

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "embedded/kEmploymentRetentionV1.h"
#include "embedded/kFirstJobTenureV1.h"
#include "embedded/kSupportedIntoWorkV1.h"
#include "embedded/kSupportedIntoWorkV2.h"
#include "gainful/caseload/v1/characteristic.pb.h"
#include "google/protobuf/timestamp.pb.h"
#include "services/common/base/codes.h"
#include "services/common/base/dates.h"
#include "services/common/base/log.h"
#include "services/common/journal/access.h"
#include "services/reporting/disclosure.h"
#include "services/reporting/indicators.h"
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
// stated by date and that reports do not group by. Under a profile nobody is told: it would say whether there is anybody.
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

// What the figures rest on; `back_filled` are the journeys or jobs whose characteristic is, `lawful` on what basis they may be counted.
template <typename Response>
void SetBasis(const base::Call& call, pb::Disclosure profile, absl::CivilDay as_at,
              std::optional<std::int64_t> back_filled, const std::vector<std::string>& lawful, Response* out) {
  for (const std::string& basis : lawful) out->add_lawful_basis(basis);
  if (back_filled) out->set_back_filled(*back_filled);
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

// Adds one group's curve and what became of its jobs, without disclosure control.
void AddCurve(const std::string& group, const Retention& retention, bool with_gap, pb::RetentionReportResponse* out) {
  for (const stats::SurvivalStep& step : stats::KaplanMeier(retention.durations)) {
    pb::RetentionRow* row = out->add_rows();
    row->set_group(group);
    ReleaseRaw(step, row);
  }
  pb::RetentionGroup* counts = out->add_groups();
  counts->set_group(group);
  ReleaseRaw(retention, with_gap, counts);
}

// More cells than these nobody reads, and protecting them all takes longer than anybody waits.
constexpr size_t kMostCells = 300;

// A row for each group: those of the whole code list of a national characteristic, whether or not anybody is in them, and for the missing. Of a local one,
// those that anybody is in.
template <typename T>
absl::StatusOr<std::map<std::string, int>> RowsOf(const std::string& by, size_t columns, const std::vector<T>& all) {
  std::map<std::string, int> rows;
  for (const std::string& code : Store::CodesOf(by)) rows.emplace(code, 0);
  if (Store::IsNational(by)) rows.emplace("", 0);
  for (const T& each : all) rows.emplace(each.group, 0);
  int next = 0;
  for (auto& [group, row] : rows) row = next++;
  base::Violations v;
  const size_t most = kMostCells / columns;
  if (rows.size() > most)
    v.Add("by", absl::StrCat("makes more than ", most,
                             " groups, which are too many to protect together; choose another characteristic, or one "
                             "programme"));
  RETURN_IF_ERROR(v.ToStatus());
  return rows;
}

template <typename Request>
Cut CutOf(const std::string& report, const Request& q) {
  return {report, base::FormatDay(*base::ToDay(q.from())), base::FormatDay(*base::ToDay(q.to())),
          q.programme_id().empty() ? "" : base::IdOf(q.programme_id()).ToString()};
}

// What of a request a profile asks for beyond the period: horizon, or gap.
void CheckDays(const pb::EquityReportRequest& q, const Profile& profile, base::Violations* v) {
  if (q.has_horizon_days()) ValidateDays("horizon_days", q.horizon_days(), profile.horizon_days(), profile, v);
}
void CheckDays(const pb::RetentionReportRequest& q, const Profile& profile, base::Violations* v) {
  if (q.has_gap_days()) ValidateDays("gap_days", q.gap_days(), profile.gap_days(), profile, v);
}

// What was asked, the same however it was typed, and without any name of a person.
template <typename Request>
std::string Question(const Indicator& indicator, const Request& q, absl::CivilDay as_at, std::optional<int> days) {
  return absl::StrCat(indicator.id(), " ", indicator.version(), " by ", q.by(), " from ",
                      base::FormatDay(*base::ToDay(q.from())), " to ", base::FormatDay(*base::ToDay(q.to())), " as at ",
                      base::FormatDay(as_at), " days ", days ? absl::StrCat(*days) : "-", " programme ",
                      q.programme_id().empty() ? "-" : base::IdOf(q.programme_id()).ToString());
}

}  // namespace

ReportingService::ReportingService(db::Pool* pool, std::optional<Perturbation> perturbation)
    : rpc::Service(pb::EquityReportRequest::descriptor()->file()->FindServiceByName("ReportingService")),
      pool_(pool),
      perturbation_(std::move(perturbation)),
      ledger_(pool),
      calendar_(pool),
      schema_(pool),
      store_(pool),
      supported_into_work_({ReadIndicator(kSupportedIntoWorkV1), ReadIndicator(kSupportedIntoWorkV2)}),
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
  if (const Profile* profile = ProfileOf(q.disclosure())) {
    ValidateControlled(*profile, q.from(), q.to(), q.has_as_at() ? &q.as_at() : nullptr, today, v);
    CheckDays(q, *profile, v);
    RETURN_IF_ERROR(v->ToStatus());
  }
  if (q.disclosure() == pb::DISCLOSURE_CELL_KEY && !perturbation_)
    return base::Error(absl::StatusCode::kFailedPrecondition, "NO_PERTURBATION_TABLE",
                       "this server has no perturbation table, which cell-key needs: its operator names one by the "
                       "setting perturbation-table; mhsds and hes need none");
  if (q.disclosure() == pb::DISCLOSURE_NONE) RETURN_IF_ERROR(journal::RecordRead(pool_, call, kind));
  return Drawn{q.disclosure() == pb::DISCLOSURE_UNSPECIFIED ? pb::DISCLOSURE_MHSDS : q.disclosure(),
               q.has_as_at() ? *base::ToDay(q.as_at()) : std::min(*base::ToDay(q.to()), today)};
}

template <typename Response>
absl::Status ReportingService::Settle(
    const base::Call& call, const Control& control, const Asked& asked,
    const std::function<void(const ControlledTable& table, const std::string& group, int row, Response* out)>& render,
    Response* out) const {
  std::set<std::string> people;
  for (const Counted& one : asked.counted) people.insert(one.person);
  ASSIGN_OR_RETURN(const auto keys, ledger_.KeysOf(call, people));
  const int groups = static_cast<int>(asked.rows.size());
  const Tallied tallied = TallyUp(asked.columns, groups, asked.counted, keys);
  ControlledTable table(&control, asked.columns, groups, tallied.tallies);
  for (const Proportion& each : asked.proportions) table.HideProportion(each.numerator, each.denominator, each.rest);
  const auto rendered = [&](const ControlledTable& settled) {
    // A row must not say that anybody is in it: all codes of a list have one, and of a local characteristic's groups those of which anything is shown.
    std::map<std::string, int> rows;
    for (const auto& [group, row] : asked.rows) {
      if (Store::IsNational(asked.by) || (settled.HasGroups() && settled.HasAnythingShown(row)))
        rows.emplace(group, row);
    }
    Response figures;
    ForEachGroup(asked.by, rows, settled.all(),
                 [&](const std::string& group, int row) { render(settled, group, row, &figures); });
    return figures.SerializeAsString();
  };
  ASSIGN_OR_RETURN(const Answer answer,
                   ledger_.Settle(call, control, asked.question, asked.cut, tallied, &table, rendered));
  if (!out->ParseFromString(answer.bytes)) return absl::InternalError("figures that were given cannot be read");
  if (answer.given_on.empty()) return absl::OkStatus();
  for (auto& row : *out->mutable_rows())
    row.set_flag(absl::StrCat(row.flag(), row.flag().empty() ? "" : "; ", "as given on ", answer.given_on));
  return absl::OkStatus();
}

absl::Status ReportingService::Controlled(const base::Call& call, const Drawn& drawn, const std::string& question,
                                          const pb::EquityReportRequest& q, const std::vector<JourneyFacts>& journeys,
                                          std::optional<int> horizon, const pb::EquityRow& common,
                                          pb::EquityReportResponse* out) const {
  const Control control(ProfileOf(drawn.profile), perturbation_ ? &*perturbation_ : nullptr);
  const ProportionColumns columns(horizon.has_value());
  ASSIGN_OR_RETURN(auto rows, RowsOf(q.by(), columns.columns.size(), journeys));
  Asked asked{question, CutOf("equity", q), q.by(), columns.columns, columns.Proportions(), std::move(rows), {}};
  for (const JourneyFacts& journey : journeys)
    asked.counted.push_back(
        {journey.person, asked.rows.at(journey.group), LeafOf(columns, journey, drawn.as_at, horizon)});
  return Settle<pb::EquityReportResponse>(
      call, control, asked,
      [&](const ControlledTable& table, const std::string& group, int row, pb::EquityReportResponse* figures) {
        pb::EquityRow* line = figures->add_rows();
        *line = common;
        line->set_group(group);
        Release(columns, table, row, line);
      },
      out);
}

absl::Status ReportingService::Controlled(const base::Call& call, const Drawn& drawn, const std::string& question,
                                          const pb::RetentionReportRequest& q, const std::vector<Work>& work,
                                          std::optional<int> gap, pb::RetentionReportResponse* out) const {
  const Control control(ProfileOf(drawn.profile), perturbation_ ? &*perturbation_ : nullptr);
  const SurvivalColumns columns;
  ASSIGN_OR_RETURN(auto rows, RowsOf(q.by(), columns.columns.size(), work));
  Asked asked{question, CutOf("retention", q), q.by(), columns.columns, columns.Proportions(), std::move(rows), {}};
  for (const Work& one : work)
    asked.counted.push_back(
        {one.person, asked.rows.at(one.group), LeafOf(columns, TenureOfWork(one, gap, drawn.as_at))});
  return Settle<pb::RetentionReportResponse>(
      call, control, asked,
      [&](const ControlledTable& table, const std::string& group, int row, pb::RetentionReportResponse* figures) {
        Release(columns, table, row, group, figures);
      },
      out);
}

// How many have a characteristic that is filled back. Under a profile that is not told: it would be a part of every row at once, and no table is checked for
// that.
template <typename T>
std::optional<std::int64_t> BackFilled(pb::Disclosure profile, const std::vector<T>& all) {
  if (profile != pb::DISCLOSURE_NONE) return std::nullopt;
  return std::count_if(all.begin(), all.end(), [](const T& each) { return each.is_back_filled; });
}

absl::Status ReportingService::EquityReport(const base::Call& call, const pb::EquityReportRequest& q,
                                            pb::EquityReportResponse* out) {
  const std::string& id = supported_into_work_.back().id();
  const auto version = q.has_version() ? std::optional<int>(q.version()) : std::nullopt;
  base::Violations v;
  if (!q.indicator().empty() && q.indicator() != id) v.Add("indicator", absl::StrCat("must be ", id));
  if (version && *version > supported_into_work_.back().version())
    v.Add("version", absl::StrCat("must be a version of ", id, ": 1 to ", supported_into_work_.back().version()));
  ASSIGN_OR_RETURN(const Drawn drawn, Begin(call, q, "equity_report", &v));
  const Indicator& indicator = *VersionOf(supported_into_work_, version, drawn.as_at);
  const bool counts_people = indicator.counting() == PEOPLE_BY_JOB_START;
  ASSIGN_OR_RETURN(const auto journeys,
                   counts_people ? store_.People(call, q, drawn.as_at) : store_.Journeys(call, q, drawn.as_at));
  if (drawn.profile == pb::DISCLOSURE_NONE) RETURN_IF_ERROR(CheckLocal(q.by(), journeys));
  ASSIGN_OR_RETURN(const auto lawful, store_.LawfulBases(call, q.from(), q.to(), q.programme_id()));
  const auto horizon = q.has_horizon_days() ? std::optional<int>(q.horizon_days()) : std::nullopt;
  const std::string question = Question(indicator, q, drawn.as_at, horizon);
  pb::EquityRow common;
  common.set_indicator(indicator.id());
  common.set_version(indicator.version());
  *common.mutable_period_from() = q.from();
  *common.mutable_period_to() = q.to();
  common.set_characteristic(q.by());
  if (drawn.profile != pb::DISCLOSURE_NONE) {
    RETURN_IF_ERROR(Controlled(call, drawn, question, q, journeys, horizon, common, out));
  } else {
    const auto counts = CountSupportedIntoWork(journeys, drawn.as_at, horizon);
    ForEachGroup(q.by(), counts, Sum(counts), [&](const std::string& group, const Count& count) {
      pb::EquityRow* row = out->add_rows();
      *row = common;
      row->set_group(group);
      ReleaseRaw(count, horizon.has_value(), row);
    });
  }
  const auto filled = BackFilled(drawn.profile, journeys);
  out->set_definition(Definition(indicator, horizon));
  SetBasis(call, drawn.profile, drawn.as_at, filled, lawful, out);
  return absl::OkStatus();
}

absl::Status ReportingService::RetentionReport(const base::Call& call, const pb::RetentionReportRequest& q,
                                               pb::RetentionReportResponse* out) {
  base::Violations v;
  ASSIGN_OR_RETURN(const Drawn drawn, Begin(call, q, "retention_report", &v));
  ASSIGN_OR_RETURN(const auto work, store_.WorkOf(call, q, drawn.as_at));
  if (drawn.profile == pb::DISCLOSURE_NONE) RETURN_IF_ERROR(CheckLocal(q.by(), work));
  ASSIGN_OR_RETURN(const auto lawful, store_.LawfulBases(call, q.from(), q.to(), q.programme_id()));
  const auto gap = q.has_gap_days() ? std::optional<int>(q.gap_days()) : std::nullopt;
  const Indicator& indicator = gap ? employment_retention_ : first_job_tenure_;
  const std::string question = Question(indicator, q, drawn.as_at, gap);
  if (drawn.profile != pb::DISCLOSURE_NONE) {
    RETURN_IF_ERROR(Controlled(call, drawn, question, q, work, gap, out));
  } else {
    const auto groups = RetentionByGroup(work, gap, drawn.as_at);
    Retention all;
    for (const auto& [name, retention] : groups) all.AddGroup(retention);
    ForEachGroup(q.by(), groups, all, [&](const std::string& group, const Retention& retention) {
      AddCurve(group, retention, gap.has_value(), out);
    });
  }
  const auto filled = BackFilled(drawn.profile, work);
  out->set_indicator(indicator.id());
  out->set_version(indicator.version());
  out->set_definition(Definition(indicator, gap));
  if (gap) out->set_gap_days(*gap);
  SetBasis(call, drawn.profile, drawn.as_at, filled, lawful, out);
  return absl::OkStatus();
}

}  // namespace gainful::reporting
