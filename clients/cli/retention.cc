#include "clients/cli/retention.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "clients/cli/csv.h"
#include "clients/cli/report.h"
#include "clients/cli/stats_methods.h"
#include "clients/cli/text.h"
#include "clients/cli/tree.h"

namespace gainful::cli {
namespace {

namespace reporting = gainful::reporting::v1;

constexpr size_t kWidth = 100;

// The cells of one row in CSV.
std::vector<std::string> CellsOf(const reporting::RetentionRow& row, bool raw) {
  const std::string unset = absl::StrContains(row.flag(), "withheld") ? "*" : "";
  const auto count = [&](bool set, int64_t n) { return set ? absl::StrCat(n) : unset; };
  const auto share = [&](bool set, double s) { return !set ? unset : raw ? Figure(s) : absl::StrFormat("%.0f", s); };
  return {row.group(),
          absl::StrCat(row.time()),
          count(row.has_at_risk(), row.at_risk()),
          count(row.has_events(), row.events()),
          share(row.has_survival(), row.survival()),
          row.has_se() ? Figure(row.se()) : "",  // never given under control
          share(row.has_lower95(), row.lower95()),
          share(row.has_upper95(), row.upper95())};
}

// The same for reading: per cents, and the limits as one cell.
std::vector<std::string> Readable(const reporting::RetentionRow& row, bool raw, const char* dash) {
  std::vector<std::string> cells = CellsOf(row, raw);
  const auto percent = [&](double s) {
    return raw ? absl::StrFormat("%.1f%%", 100 * s) : absl::StrFormat("%.0f%%", s);
  };
  const std::string unset = absl::StrContains(row.flag(), "withheld") ? "*" : "";
  const std::string interval = row.has_lower95() && row.has_upper95()
                                   ? absl::StrCat(percent(row.lower95()), " ", dash, " ", percent(row.upper95()))
                                   : unset;
  return {Printable(absl::StrReplaceAll(row.group(), {{"_", " "}})), cells[1], cells[2], cells[3],
          row.has_survival() ? percent(row.survival()) : unset,      interval};
}

// "employment_retention, version 1, with a gap of 14 days".
std::string Counted(const reporting::RetentionReportResponse& report) {
  const std::string gap = report.has_gap_days() ? absl::StrCat(", with a gap of ", report.gap_days(), " days") : "";
  return absl::StrCat(Printable(report.indicator()), ", version ", report.version(), gap);
}

// "black: 310 first jobs, of which 250 ended; the others were last seen in work: 55 at the end of follow-up, * at the exit".
std::string Fate(const reporting::RetentionGroup& g, bool with_gap) {
  const auto text = [](bool set, int64_t n) { return set ? absl::StrCat(n) : "*"; };
  std::vector<std::string> seen;
  const auto add = [&](bool set, int64_t n, const char* where) {
    if (!set || n > 0) seen.push_back(absl::StrCat(text(set, n), " ", where));
  };
  add(g.has_at_follow_up_end(), g.at_follow_up_end(), "at the end of follow-up");
  add(g.has_at_exit(), g.at_exit(), "at the exit");
  add(g.has_at_as_at(), g.at_as_at(), "on the as-at day");
  add(g.has_at_last_confirmation(), g.at_last_confirmation(), "when last confirmed, and nothing is known after that");
  if (with_gap)
    add(g.has_at_unsettled_end(), g.at_unsettled_end(), "at an end too late to know whether another job followed");
  const std::string jobs = absl::StrCat(Printable(absl::StrReplaceAll(g.group(), {{"_", " "}})), ": ",
                                        text(g.has_jobs(), g.jobs()), " first jobs");
  if (!g.has_ended()) return jobs;  // under control, what became of them is not told
  const std::string first =
      absl::StrCat(jobs, ", ", with_gap ? "after which work ended for " : "of which ", text(g.has_ended(), g.ended()),
                   with_gap ? "" : " ended",
                   "; the others were last seen in work: ", seen.empty() ? "none" : absl::StrJoin(seen, ", "));
  if (!with_gap) return first;
  return absl::StrCat(first, ". Of ", text(g.has_first_jobs_ended(), g.first_jobs_ended()), " first jobs' endings ",
                      text(g.has_first_jobs_followed(), g.first_jobs_followed()), " led to another job in time");
}

void PrintNotes(const reporting::RetentionReportResponse& report, std::ostream& out) {
  for (const reporting::RetentionGroup& group : report.groups())
    out << "  " << Wrap(Fate(group, report.has_gap_days()), 4, kWidth) << "\n";
}

std::string Layout(const std::vector<std::string>& cells, const std::vector<size_t>& widths) {
  std::string line = absl::StrCat("  ", PadRight(cells[0], widths[0]));
  for (size_t i = 1; i < cells.size(); ++i) {
    const bool last = i + 1 == cells.size();
    absl::StrAppend(&line, "  ", last ? cells[i] : PadLeft(cells[i], widths[i]));
  }
  return absl::StrCat(absl::StripTrailingAsciiWhitespace(line), "\n");
}

void PrintTable(const reporting::RetentionReportRequest& request, const reporting::RetentionReportResponse& report,
                bool utf8, std::ostream& out) {
  const bool raw = report.disclosure() == reporting::DISCLOSURE_NONE;
  const std::string by = Printable(absl::StrReplaceAll(request.by(), {{"_", " "}}));
  std::vector<std::vector<std::string>> lines{{by, "days", "at risk", "ended", "lasts longer", "95% interval"}};
  bool withheld = false;
  for (const reporting::RetentionRow& row : report.rows()) {
    lines.push_back(Readable(row, raw, utf8 ? "–" : "-"));
    withheld = withheld || absl::StrContains(row.flag(), "withheld");
  }
  std::vector<size_t> widths(lines.front().size());
  for (const auto& line : lines) {
    for (size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], Width(line[i]));
  }
  out << (report.has_gap_days() ? "Employment retention, by " : "First job tenure, by ") << by << "\n"
      << Wrap(absl::StrCat(Printable(report.definition()), "\n", Counted(report), ".\n", DayInWords(request.from()),
                           " to ", DayInWords(request.to()), ", as at ", DayInWords(report.as_at()), ".\n",
                           DisclosureInWords(report.disclosure()), BackFilledInWords(report.back_filled()),
                           LawfulBasisInWords(report.lawful_basis())),
              0, kWidth)
      << "\n\n";
  for (size_t i = 0; i < lines.size(); ++i) {
    const bool begins = i > 1 && lines[i][0] != lines[i - 1][0];
    out << (begins ? "\n" : "") << Layout(lines[i], widths);
  }
  out << "\n  "
      << Wrap(
             "Who lasts longer than 90, 181 and 363 days has completed 13, 26 and 52 weeks. Ended: since the line "
             "before. "
             "The interval is the 95% log-log interval. Nothing is adjusted for what else tells the groups apart.",
             4, kWidth)
      << "\n";
  if (withheld) out << "  *  withheld: fewer than 10 at risk, a small count, or a figure that would give one away\n";
  PrintNotes(report, out);
}

// What was typed after `gainful report retention`.
struct Typed {
  std::string gap;
  ReportOptions common;
};

int Report(const Typed& typed, Session& session, bool utf8) {
  reporting::RetentionReportRequest request;
  reporting::RetentionReportResponse report;
  std::vector<std::string> faults;
  FillReport(typed.common, session.parse_day, &request, &faults);
  SetTyped("gap_days", "--gap-days", typed.gap, session.parse_day, &request, &faults);
  const int code = AskForReport(typed.common, faults, session, &request, &report);
  if (code == kExitOk) PrintRetentionReport(request, report, session.format, utf8, session.out, session.err);
  return code;
}

}  // namespace

void PrintRetentionReport(const reporting::RetentionReportRequest& request,
                          const reporting::RetentionReportResponse& report, Format format, bool utf8, std::ostream& out,
                          std::ostream& notes) {
  if (format == Format::kTable) return PrintTable(request, report, utf8, out);
  if (format != Format::kCsv) {
    out << JsonOf(report, true);
    return;
  }
  out << "group,time,at_risk,events,survival,se,lower,upper\n";
  for (const reporting::RetentionRow& row : report.rows())
    out << CsvLine(CellsOf(row, report.disclosure() == reporting::DISCLOSURE_NONE));
  if (report.has_gap_days()) notes << "  " << Counted(report) << "\n";
  PrintNotes(report, notes);
}

void AddRetentionReport(Tree* tree) {
  const auto typed = std::make_shared<Typed>();
  CLI::App* retention =
      tree->Add(ReportNoun(tree), "retention",
                "How long first jobs last: the share of those that began in the period which lasts "
                "longer than so many days, by groups of people. With --gap-days, how long people stay "
                "in work from then on.",
                [=](const Environment& environment) {
                  return tree->WithSession(environment,
                                           [&](Session& session) { return Report(*typed, session, environment.utf8); });
                });
  AddReportOptions(tree, retention, &typed->common);
  retention
      ->add_option("--gap-days", typed->gap,
                   "Follows people in work rather than in their first job: a next job carries on that begins after at "
                   "most N days without work, from 0 to 365; but for raw figures 0, 14 or 28. An end that was not "
                   "followed for long enough to know counts "
                   "up to that day.")
      ->type_name("N");
  retention->footer(
      "Without disclosure control the curve has a row for every time, else for 13, 26 and 52 weeks, where at least\n"
      "10 are sure to be at risk, by the life table of the counts that are shown; what became of the jobs otherwise "
      "is\n"
      "not told then.\n\n"
      "Examples\n"
      "  gainful report retention --by race --from 1973-01-01 --to 1973-12-31\n"
      "  gainful report retention --by race --from 1973-01-01 --to 1973-12-31 --gap-days 14\n"
      "  gainful report retention --by race --from 1973-01-01 --to 1973-12-31 --format csv --disclosure none\n");
}

}  // namespace gainful::cli
