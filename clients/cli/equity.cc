#include "clients/cli/equity.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "clients/cli/csv.h"
#include "clients/cli/equity_table.h"
#include "clients/cli/errors.h"
#include "clients/cli/names.h"
#include "clients/cli/text.h"
#include "clients/cli/tree.h"
#include "clients/cli/value.h"

namespace gainful::cli {
namespace {

namespace reporting = gainful::reporting::v1;

constexpr char kWithheld[] = "withheld";

// What was typed after `gainful report equity`.
struct Typed {
  std::string indicator, by, from, to, as_at, programme, disclosure = "mhsds";
  std::string horizon;
};

void TakeDay(const std::string& text, const char* flag, const DayParser& parse, google::type::Date* date,
             std::vector<std::string>* faults) {
  const absl::StatusOr<absl::CivilDay> day = parse(text);
  if (day.ok()) return SetDate(*day, date);
  faults->push_back(absl::StrCat(flag, ": ", text.empty() ? "is required" : day.status().message()));
}

// The request but for its programme, which may need looking up.
std::vector<std::string> FillRequest(const Typed& typed, const DayParser& parse,
                                     reporting::EquityReportRequest* request) {
  std::vector<std::string> faults;
  if (typed.indicator.empty()) faults.push_back("--indicator: is required");
  if (typed.by.empty()) faults.push_back("--by: is required");
  request->set_indicator(typed.indicator);
  request->set_by(typed.by);
  TakeDay(typed.from, "--from", parse, request->mutable_from(), &faults);
  TakeDay(typed.to, "--to", parse, request->mutable_to(), &faults);
  if (!typed.as_at.empty()) TakeDay(typed.as_at, "--as-at", parse, request->mutable_as_at(), &faults);
  const auto set = [&](const char* field, const char* flag, const std::string& text) {
    if (text.empty()) return;
    const absl::Status status =
        SetFromText(*request->GetDescriptor()->FindFieldByName(field), text, parse, ',', request);
    if (!status.ok()) faults.push_back(absl::StrCat(flag, ": ", status.message()));
  };
  set("horizon_days", "--horizon", typed.horizon);
  set("disclosure", "--disclosure", typed.disclosure);
  return faults;
}

std::string AsTypedField(absl::string_view field) {
  if (field == "horizon_days") return "--horizon";
  if (field == "programme_id") return "--programme";
  return absl::StrCat("--", Kebab(Printable(field)));
}

int Report(const Typed& typed, Session& session, bool utf8) {
  reporting::EquityReportRequest request;
  const std::vector<std::string> faults = FillRequest(typed, session.parse_day, &request);
  for (const std::string& fault : faults) session.err << fault << "\n";
  if (!faults.empty()) return kExitUsage;
  if (session.format == Format::kIds) return ExplainUsage("--id-only: a report has no ids", session.err);
  if (!typed.programme.empty()) {
    const client::Error error = FindProgramme(session.client, typed.programme, request.mutable_programme_id());
    if (!error.ok()) return Explain(error, AsTypedField, session.err);
  }
  reporting::EquityReportResponse report;
  const client::Error error = session.client.Call(request, &report);
  if (!error.ok()) return Explain(error, AsTypedField, session.err);
  PrintEquityReport(request, report, session.format, utf8, session.out);
  return kExitOk;
}

void PrintCsv(const reporting::EquityReportResponse& report, std::ostream& out) {
  out << "indicator,version,period_from,period_to,characteristic,group,numerator,denominator,value,lower95,upper95,"
         "flag\n";
  for (const reporting::EquityRow& row : report.rows()) out << EquityCsvLine(row, report.disclosure());
}

}  // namespace

std::string EquityCsvLine(const reporting::EquityRow& row, reporting::Disclosure disclosure) {
  const std::string unset = absl::StrContains(row.flag(), kWithheld) ? "*" : "";
  const auto count = [&](bool set, int64_t n) { return set ? absl::StrCat(n) : unset; };
  const auto figure = [&](bool set, double v) {
    if (!set) return unset;
    return disclosure == reporting::DISCLOSURE_NONE ? absl::StrFormat("%.10f", v) : absl::StrFormat("%.0f", v);
  };
  return CsvLine({row.indicator(), absl::StrCat(row.version()), DateText(row.period_from()), DateText(row.period_to()),
                  row.characteristic(), row.group(), count(row.has_numerator(), row.numerator()),
                  count(row.has_denominator(), row.denominator()), figure(row.has_value(), row.value()),
                  figure(row.has_lower95(), row.lower95()), figure(row.has_upper95(), row.upper95()), row.flag()});
}

void PrintEquityReport(const reporting::EquityReportRequest& request, const reporting::EquityReportResponse& report,
                       Format format, bool utf8, std::ostream& out) {
  if (format == Format::kCsv) return PrintCsv(report, out);
  if (format == Format::kTable) return PrintEquityTable(request, report, utf8, out);
  out << JsonOf(report, true);
}

void AddEquityReport(Tree* tree) {
  const auto typed = std::make_shared<Typed>();
  CLI::App* report = tree->Add(tree->root(), "report", "Figures about groups of people.", nullptr);
  CLI::App* equity = tree->Add(report, "equity",
                               "Compares groups of people by one indicator: who reached the outcome, out of how many, "
                               "and how sure the figure is.",
                               [=](const Environment& environment) {
                                 return tree->WithSession(environment, [&](Session& session) {
                                   return Report(*typed, session, environment.utf8);
                                 });
                               });
  const auto add = [&](const char* name, std::string* value, const char* type, const char* help) {
    return equity->add_option(name, *value, help)->type_name(type);
  };
  add("--indicator", &typed->indicator, "NAME", "Required. What to count, such as supported_into_work.");
  add("--by", &typed->by, "NAME",
      "Required. What makes the groups: sex, gender_identity, ethnic_category, long_term_condition, imd_quintile, "
      "settled_accommodation, or the name of a local characteristic.");
  add("--from", &typed->from, "DATE", "Required. First day of the period.");
  add("--to", &typed->to, "DATE", "Required. Last day of the period.");
  add("--as-at", &typed->as_at, "DATE", "Draws the figures as they stood at this day; the period's end without it.");
  add("--horizon", &typed->horizon, "N",
      "Counts outcomes within N days, among journeys followed for N days; the others are not yet due.");
  add("--programme", &typed->programme, "NAME", "Only this programme, by name or id.");
  tree->SetChoices(add("--disclosure", &typed->disclosure, "RULE",
                       "What the figures go through before they are shown; mhsds without the option.\n"
                       "  mhsds  counts of 0 to 4 withheld, others to the nearest 5\n"
                       "  none   raw figures of one's own organisation, and the journal says who asked"),
                   {"mhsds", "none"});
  equity->footer(
      "Examples\n"
      "  gainful report equity --indicator supported_into_work --by race --from 1973-01-01 --to 1973-12-31\n"
      "  gainful report equity --indicator supported_into_work --by ethnic_category --from 2024-04-01 --to 2025-03-31 "
      "\\\n"
      "      --horizon 180 --format csv > equity.csv\n");
}

}  // namespace gainful::cli
