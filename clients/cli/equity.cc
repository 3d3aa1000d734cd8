#include "clients/cli/equity.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "clients/cli/csv.h"
#include "clients/cli/equity_table.h"
#include "clients/cli/report.h"
#include "clients/cli/text.h"
#include "clients/cli/tree.h"
#include "clients/cli/value.h"

namespace gainful::cli {
namespace {

namespace reporting = gainful::reporting::v1;

constexpr char kWithheld[] = "withheld";

// What was typed after `gainful report equity`.
struct Typed {
  std::string indicator, version, horizon;
  ReportOptions common;
};

int Report(const Typed& typed, Session& session, bool utf8) {
  reporting::EquityReportRequest request;
  reporting::EquityReportResponse report;
  std::vector<std::string> faults;
  if (typed.indicator.empty()) faults.emplace_back("--indicator: is required");
  request.set_indicator(typed.indicator);
  FillReport(typed.common, session.parse_day, &request, &faults);
  SetTyped("version", "--indicator-version", typed.version, session.parse_day, &request, &faults);
  SetTyped("horizon_days", "--horizon", typed.horizon, session.parse_day, &request, &faults);
  const int code = AskForReport(typed.common, faults, session, &request, &report);
  if (code == kExitOk) PrintEquityReport(request, report, session.format, utf8, session.out);
  return code;
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
  CLI::App* equity = tree->Add(ReportNoun(tree), "equity",
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
  add("--indicator-version", &typed->version, "N",
      "Which version of its definition; where none is named, the newest in force on the day as at which figures are "
      "drawn.");
  AddReportOptions(tree, equity, &typed->common);
  add("--horizon", &typed->horizon, "N",
      "Counts outcomes within N days, among journeys followed for N days; the others are not yet due. 91, 182 or 364, "
      "but for raw figures.");
  equity->footer(
      "Examples\n"
      "  gainful report equity --indicator supported_into_work --by race --from 1973-01-01 --to 1973-12-31\n"
      "  gainful report equity --indicator supported_into_work --by ethnic_category --from 2024-04-01 --to 2025-03-31 "
      "\\\n"
      "      --horizon 182 --format csv > equity.csv\n");
}

}  // namespace gainful::cli
