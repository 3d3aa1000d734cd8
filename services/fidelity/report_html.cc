#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "services/common/base/dates.h"
#include "services/fidelity/report_page.h"

namespace gainful::fidelity {
namespace {

// Whatever the text is, it is text: in content and in attributes in double quotes.
std::string Escaped(absl::string_view text) {
  return absl::StrReplaceAll(text, {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}, {"'", "&#39;"}});
}

// Paragraphs out of a text with blank lines; single line ends stay.
std::string Paragraphs(absl::string_view text) {
  return absl::StrCat("<p>", absl::StrReplaceAll(Escaped(text), {{"\n\n", "</p>\n<p>"}, {"\n", "<br>\n"}}), "</p>\n");
}

std::string Row(const std::vector<std::string>& cells) {
  std::string row = absl::StrCat("<tr><th scope=\"row\">", Escaped(cells[0]), "</th>");
  for (size_t i = 1; i < cells.size(); ++i) absl::StrAppend(&row, "<td>", Escaped(cells[i]), "</td>");
  return row + "</tr>\n";
}

std::string TableHead(const std::string& caption, const std::vector<std::string>& columns) {
  std::string head = absl::StrCat("<table>\n<caption>", Escaped(caption), "</caption>\n<thead><tr>");
  for (const auto& column : columns) absl::StrAppend(&head, "<th scope=\"col\">", Escaped(column), "</th>");
  return head + "</tr></thead>\n<tbody>\n";
}

constexpr char kTableEnd[] = "</tbody>\n</table>\n";

// The head of the page. Nothing is loaded: what a browser of 2010 does not know it passes over.
std::string Head(const std::string& title) {
  return absl::StrCat(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
      "content=\"width=device-width, initial-scale=1\">\n<title>",
      Escaped(title),
      "</title>\n<style>\nbody { font-family: sans-serif; line-height: 1.5; max-width: 50em; margin: 1em auto; "
      "padding: 0 "
      "1em; color: #111; background: #fff; }\ntable { border-collapse: collapse; width: 100%; margin: 1em 0; "
      "}\ncaption "
      "{ text-align: left; font-weight: bold; }\nth, td { border: 1px solid #555; padding: 0.3em 0.5em; text-align: "
      "left; vertical-align: top; }\n</style>\n</head>\n<body>\n<main>\n<h1>",
      Escaped(title), "</h1>\n");
}

std::string Items(const ReportPage& page) {
  std::string out = "<h2>Items</h2>\n", section;
  for (const auto& line : page.items) {
    if (line.item->section() != section) {
      if (!section.empty()) out += kTableEnd;
      section = line.item->section();
      out += TableHead(section, {"Item", "Name", "Score", "Why"});
    }
    out += Row({absl::StrCat(line.item->number()), line.item->name(), Said(line.said), line.reason});
  }
  return page.items.empty() ? out : out + kTableEnd;
}

std::string StrengthList(const ReportPage& page) {
  const auto strengths = Strengths(page);
  std::string out = "<h2>Strengths</h2>\n";
  if (strengths.empty()) return out + "<p>No item is at its two highest scores.</p>\n";
  out += "<ul>\n";
  for (const auto* line : strengths)
    absl::StrAppend(&out, "<li>Item ", line->item->number(), ", ", Escaped(line->item->name()), ": ", Said(line->said),
                    "</li>\n");
  return out + "</ul>\n";
}

std::string RaiseTable(const ReportPage& page) {
  const std::string heading = "What would raise each item by one point";
  std::string out = absl::StrCat("<h2>", heading, "</h2>\n");
  if (page.raises.empty()) return out + "<p>No scored item has a higher score.</p>\n";
  out += TableHead(heading, {"Item", "From", "To", "What it takes"});
  for (const auto& raise : page.raises)
    out += Row({absl::StrCat(raise.number), absl::StrCat(raise.from), absl::StrCat(raise.to), raise.text});
  return out + kTableEnd;
}

std::string TrendTable(const ReportPage& page) {
  std::string rows;
  for (const auto* all : {&page.trend.totals, &page.trend.items}) {
    for (const auto& series : *all) {
      if (series.points.size() > 1) rows += Row({series.title, PointsLine(series)});
    }
  }
  std::string out = "<h2>Over the reviews</h2>\n";
  if (rows.empty()) {
    out += "<p>There is no earlier review that this one can be compared with.</p>\n";
  } else {
    absl::StrAppend(&out, TableHead("Scores by the day on which the visit ended", {"What", "Scores"}), rows, kTableEnd);
  }
  for (const auto& remark : page.trend.remarks) absl::StrAppend(&out, "<p>", Escaped(remark), "</p>\n");
  return out;
}

std::string DayOrNothing(const std::optional<absl::CivilDay>& day) { return day ? base::FormatDay(*day) : ""; }

std::string ActionTable(const ReportPage& page) {
  std::string out = "<h2>Action plan</h2>\n";
  if (page.actions.empty())
    return out + Paragraphs(page.no_action_reason.empty() ? "There is none yet." : page.no_action_reason);
  out += TableHead("Actions", {"Action", "For", "Owner", "Due", "Done", "Progress"});
  for (const auto& action : page.actions) {
    std::string progress;
    for (const auto& note : action.progress) absl::StrAppend(&progress, progress.empty() ? "" : " ", note);
    out += Row({action.action, AboutItem(action), action.owner, DayOrNothing(action.due_on),
                DayOrNothing(action.done_on), progress});
  }
  return out + kTableEnd;
}

}  // namespace

std::string AsHtml(const ReportPage& page) {
  std::string out = Head("Fidelity report: " + page.team);
  absl::StrAppend(&out, "<p>", Escaped(page.instrument), "</p>\n<p>Visit: ", base::FormatDay(page.visit_begins));
  if (page.visit_ends != page.visit_begins) absl::StrAppend(&out, " to ", base::FormatDay(page.visit_ends));
  absl::StrAppend(&out, ". ",
                  page.issued_on ? absl::StrCat("Issued: ", base::FormatDay(*page.issued_on), ".")
                                 : absl::StrCat("<strong>Draft, not issued.</strong> Its etag is ", page.etag, "."),
                  "</p>\n");
  if (page.called_off_on) absl::StrAppend(&out, "<p><strong>", Escaped(CalledOffLine(page)), "</strong></p>\n");
  for (const auto& total : page.totals) absl::StrAppend(&out, "<p>", Escaped(TotalLine(total)), "</p>\n");
  if (!page.summary.empty()) absl::StrAppend(&out, "<h2>What was found</h2>\n", Paragraphs(page.summary));
  absl::StrAppend(&out, Items(page), StrengthList(page), RaiseTable(page), TrendTable(page), ActionTable(page));
  if (!page.agreement.empty())
    absl::StrAppend(&out, "<h2>How far the reviewers agreed</h2>\n", Paragraphs(page.agreement));
  return out + "</main>\n</body>\n</html>\n";
}

}  // namespace gainful::fidelity
