#include "services/fidelity/report_page.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"
#include "services/common/base/dates.h"
#include "services/fidelity/agreement.h"

namespace gainful::fidelity {
namespace {

// "84.0%"
std::string Share(int part, int whole) { return absl::StrFormat("%.1f%%", 100.0 * part / whole); }

std::string PairText(const Instrument& instrument, const SheetRead& first, const SheetRead& second) {
  const Agreement agreement = AgreementOf(instrument, first.scores, second.scores);
  std::string text = absl::StrCat("Reviewers ", first.number, " and ", second.number);
  if (agreement.both == 0) return absl::StrCat(text, " scored no item both.");
  absl::StrAppend(&text, " gave ", Share(agreement.equal, agreement.both), " of ", agreement.both,
                  " items the same score, ", Share(agreement.within_one, agreement.both),
                  " a score at most one point apart; weighted kappa ");
  if (!agreement.quadratic) return absl::StrCat(text, "cannot be told.");
  absl::StrAppend(&text, absl::StrFormat("%.2f", agreement.quadratic->value));
  if (!agreement.quadratic->limits) return absl::StrCat(text, ".");
  return absl::StrCat(text, absl::StrFormat(" (95%% interval %.2f to %.2f).", agreement.quadratic->limits->lower,
                                            agreement.quadratic->limits->upper));
}

void AppendItems(const ReportPage& page, std::string* out) {
  std::string section;
  for (const auto& line : page.items) {
    if (line.item->section() != section) {
      section = line.item->section();
      absl::StrAppend(out, "\n", section, "\n");
    }
    absl::StrAppend(out, "  ", line.item->number(), ". ", line.item->name(), ": ", Said(line.said), "\n");
    if (!line.reason.empty()) absl::StrAppend(out, "     ", line.reason, "\n");
  }
}

void AppendTrend(const ReportPage& page, std::string* out) {
  absl::StrAppend(out, "\nOver the reviews\n");
  bool is_any = false;
  for (const auto* all : {&page.trend.totals, &page.trend.items}) {
    for (const auto& series : *all) {
      if (series.points.size() < 2) continue;
      absl::StrAppend(out, "  ", series.title, ": ", PointsLine(series), "\n");
      is_any = true;
    }
  }
  if (!is_any) absl::StrAppend(out, "  There is no earlier review that this one can be compared with.\n");
  for (const auto& remark : page.trend.remarks) absl::StrAppend(out, "  ", remark, "\n");
}

void AppendActions(const ReportPage& page, std::string* out) {
  absl::StrAppend(out, "\nAction plan\n");
  if (page.actions.empty())
    absl::StrAppend(out, "  ", page.no_action_reason.empty() ? "There is none yet." : page.no_action_reason, "\n");
  for (const auto& action : page.actions) {
    const std::string about = AboutItem(action);
    absl::StrAppend(out, "  ", action.action, about.empty() ? "" : absl::StrCat(" (", about, ")"), ": ", action.owner);
    if (action.due_on) absl::StrAppend(out, ", by ", base::FormatDay(*action.due_on));
    if (action.done_on) absl::StrAppend(out, ", done on ", base::FormatDay(*action.done_on));
    absl::StrAppend(out, "\n");
    for (const auto& note : action.progress) absl::StrAppend(out, "     ", note, "\n");
  }
}

}  // namespace

std::string Said(const ItemScore& score) {
  if (score.not_applicable) return "not applicable";
  return score.score ? absl::StrCat(*score.score) : "not scored";
}

std::vector<const ReportItem*> Strengths(const ReportPage& page) {
  std::vector<const ReportItem*> strengths;
  for (const auto& line : page.items) {
    if (line.said.score && *line.said.score >= line.item->highest() - 1) strengths.push_back(&line);
  }
  return strengths;
}

std::string TotalLine(const TotalScore& total) {
  if (!total.value) return absl::StrCat(total.title, ": none. ", total.remark);
  std::string line = absl::StrCat(total.title, ": ", Decimal(*total.value), " of ", total.highest);
  if (!total.band_title.empty()) absl::StrAppend(&line, ", ", total.band_title);
  return total.remark.empty() ? line + "." : absl::StrCat(line, ". ", total.remark);
}

std::string PointsLine(const TrendSeries& series) {
  std::string line;
  for (const auto& point : series.points)
    absl::StrAppend(&line, line.empty() ? "" : "; ", base::FormatDay(point.on), ": ", Decimal(point.value));
  return line;
}

std::string AboutItem(const ReportAction& action) {
  return action.item == 0 ? std::string() : absl::StrCat("item ", action.item);
}

std::string AgreementText(const Instrument& instrument, const std::vector<SheetRead>& sheets) {
  std::string text;
  for (size_t i = 0; i < sheets.size(); ++i) {
    for (size_t j = i + 1; j < sheets.size(); ++j)
      absl::StrAppend(&text, text.empty() ? "" : " ", PairText(instrument, sheets[i], sheets[j]));
  }
  return text;
}

std::string CalledOffLine(const ReportPage& page) {
  if (!page.called_off_on) return "";
  return absl::StrCat("Called off on ", base::FormatDay(*page.called_off_on),
                      page.called_off_reason.empty() ? "" : ": ", absl::StripSuffix(page.called_off_reason, "."),
                      ". Its scores do not count.");
}

std::string AsText(const ReportPage& page) {
  std::string out = absl::StrCat("Fidelity report: ", page.team, "\n", page.instrument,
                                 "\nVisit: ", base::FormatDay(page.visit_begins));
  if (page.visit_ends != page.visit_begins) absl::StrAppend(&out, " to ", base::FormatDay(page.visit_ends));
  absl::StrAppend(&out, "\n",
                  page.issued_on ? "Issued: " + base::FormatDay(*page.issued_on)
                                 : absl::StrCat("DRAFT, not issued (etag ", page.etag, ")"),
                  "\n");
  if (page.called_off_on) absl::StrAppend(&out, CalledOffLine(page), "\n");
  absl::StrAppend(&out, "\n");
  for (const auto& total : page.totals) absl::StrAppend(&out, TotalLine(total), "\n");
  if (!page.summary.empty()) absl::StrAppend(&out, "\n", page.summary, "\n");
  absl::StrAppend(&out, "\nItems\n");
  AppendItems(page, &out);
  absl::StrAppend(&out, "\nStrengths\n");
  const auto strengths = Strengths(page);
  if (strengths.empty()) absl::StrAppend(&out, "  No item is at its two highest scores.\n");
  for (const auto* line : strengths)
    absl::StrAppend(&out, "  ", line->item->number(), ". ", line->item->name(), ": ", Said(line->said), "\n");
  absl::StrAppend(&out, "\nWhat would raise each item by one point\n");
  if (page.raises.empty()) absl::StrAppend(&out, "  No scored item has a higher score.\n");
  for (const auto& raise : page.raises)
    absl::StrAppend(&out, "  ", raise.number, ". ", raise.from, " to ", raise.to, ": ", raise.text, "\n");
  AppendTrend(page, &out);
  AppendActions(page, &out);
  if (!page.agreement.empty()) absl::StrAppend(&out, "\nHow far the reviewers agreed\n  ", page.agreement, "\n");
  return out;
}

}  // namespace gainful::fidelity
