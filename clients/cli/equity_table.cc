#include "clients/cli/equity_table.h"

#include <cmath>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "clients/cli/report.h"
#include "clients/cli/text.h"

namespace gainful::cli {
namespace {

namespace reporting = gainful::reporting::v1;

constexpr int kBarCells = 41;  // 0% to 100% in steps of 2.5
constexpr size_t kWidth = 100;
constexpr char kAll[] = "all";

// What lines are drawn with.
struct Pen {
  const char* scale;
  const char* interval;
  const char* low;
  const char* high;
  const char* value;
  const char* dash;
  const char* rule;
};
constexpr Pen kFine = {"·", "━", "┣", "┫", "●", "–", "─"};
constexpr Pen kPlain = {".", "=", "[", "]", "o", "-", "-"};

// Figures come as proportions or as whole per cents; here they are all per cents.
struct Figures {
  bool raw;
  double Percent(double figure) const { return raw ? figure * 100 : figure; }
  std::string Text(double figure) const {
    return raw ? absl::StrFormat("%.1f%%", figure * 100) : absl::StrFormat("%.0f%%", figure);
  }
};

size_t Cell(double percent) {
  return static_cast<size_t>(std::lround(std::min(std::max(percent, 0.0), 100.0) / 100 * (kBarCells - 1)));
}

std::string Bar(const reporting::EquityRow& row, const Figures& figures, const Pen& pen) {
  std::vector<const char*> cells(kBarCells, pen.scale);
  if (row.has_lower95() && row.has_upper95()) {
    const size_t low = Cell(figures.Percent(row.lower95())), high = Cell(figures.Percent(row.upper95()));
    for (size_t i = low; i <= high && i < cells.size(); ++i) cells[i] = pen.interval;
    cells[low] = pen.low;
    cells[high] = pen.high;
  }
  if (row.has_value()) cells[Cell(figures.Percent(row.value()))] = pen.value;
  std::string bar;
  for (const char* cell : cells) bar += cell;
  return bar;
}

// One group's cells, as text.
struct Line {
  std::string group, count, of, rate, interval, bar, flag;
};

Line LineFor(const reporting::EquityRow& row, const Figures& figures, const Pen& pen) {
  const std::string unset = absl::StrContains(row.flag(), "withheld") ? "*" : "";
  Line line;
  line.group = Printable(absl::StrReplaceAll(row.group(), {{"_", " "}}));
  line.count = row.has_numerator() ? absl::StrCat(row.numerator()) : unset;
  line.of = row.has_denominator() ? absl::StrCat(row.denominator()) : unset;
  line.rate = row.has_value() ? figures.Text(row.value()) : unset;
  line.interval = row.has_lower95() && row.has_upper95()
                      ? absl::StrCat(figures.Text(row.lower95()), " ", pen.dash, " ", figures.Text(row.upper95()))
                      : unset;
  if (row.has_value()) line.bar = Bar(row, figures, pen);
  line.flag = Printable(row.flag());
  return line;
}

struct Widths {
  size_t group = 5, count = 7, of = 6, rate = 4, interval = 12;
  bool rates = false;
};

Widths Measure(const std::vector<Line>& lines, const std::string& characteristic) {
  Widths w;
  w.group = std::max(w.group, Width(characteristic));
  for (const Line& line : lines) {
    w.group = std::max(w.group, Width(line.group));
    w.count = std::max(w.count, Width(line.count));
    w.of = std::max(w.of, Width(line.of));
    w.rate = std::max(w.rate, Width(line.rate));
    w.interval = std::max(w.interval, Width(line.interval));
    w.rates = w.rates || !line.rate.empty();
  }
  return w;
}

std::string Layout(const Line& line, const Widths& w) {
  std::string text = absl::StrCat("  ", PadRight(line.group, w.group), "  ", PadLeft(line.count, w.count));
  if (w.rates) {
    absl::StrAppend(&text, "  ", PadLeft(line.of, w.of), "  ", PadLeft(line.rate, w.rate), "  ",
                    PadRight(line.interval, w.interval), "  ", line.bar);
  }
  return absl::StrCat(absl::StripTrailingAsciiWhitespace(text), "\n");
}

std::string Scale() {
  std::string scale = PadRight("0%", kBarCells / 2 - 1);
  scale = PadRight(absl::StrCat(scale, "50%"), kBarCells - 4);
  return absl::StrCat(scale, "100%");
}

std::string Title(const reporting::EquityReportRequest& request) {
  std::string title = absl::StrReplaceAll(absl::StrCat(request.indicator(), ", by ", request.by()), {{"_", " "}});
  if (!title.empty() && title[0] >= 'a' && title[0] <= 'z') title[0] = static_cast<char>(title[0] - 'a' + 'A');
  return Printable(title);
}

std::string Preface(const reporting::EquityReportRequest& request, const reporting::EquityReportResponse& report) {
  std::string text = Printable(report.definition());
  absl::StrAppend(&text, text.empty() ? "" : "\n", DayInWords(request.from()), " to ", DayInWords(request.to()),
                  ", as at ", DayInWords(report.as_at()));
  if (request.has_horizon_days()) absl::StrAppend(&text, ", counting the first ", request.horizon_days(), " days");
  absl::StrAppend(&text, ".\n", DisclosureInWords(report.disclosure()), BackFilledInWords(report.back_filled()),
                  LawfulBasisInWords(report.lawful_basis()));
  return Wrap(text, 0, kWidth);
}

// What a flag says of one group, for the reader of the table: "black: 15 not yet due".
void PrintNotes(const std::vector<Line>& lines, bool rates, std::ostream& out) {
  bool withheld = false;
  std::vector<std::string> notes;
  for (const Line& line : lines) {
    for (const absl::string_view flag : absl::StrSplit(line.flag, "; ", absl::SkipEmpty())) {
      if (absl::StrContains(flag, "withheld")) {
        withheld = true;
      } else {
        notes.push_back(absl::StrCat(line.group, ": ", flag));
      }
    }
  }
  if (withheld)
    notes.insert(notes.begin(),
                 "*  withheld, so that nobody can be recognised: a small count, or a figure that would give one away");
  if (rates)
    notes.push_back(
        "The interval is the 95% Wilson score interval. Groups whose intervals overlap widely may not differ at all.");
  if (!notes.empty()) out << "\n";
  for (const std::string& note : notes) out << "  " << Wrap(note, note[0] == '*' ? 5 : 4, kWidth) << "\n";
}

}  // namespace

void PrintEquityTable(const reporting::EquityReportRequest& request, const reporting::EquityReportResponse& report,
                      bool utf8, std::ostream& out) {
  const Pen& pen = utf8 ? kFine : kPlain;
  const Figures figures{report.disclosure() == reporting::DISCLOSURE_NONE};
  std::vector<Line> lines;
  for (const reporting::EquityRow& row : report.rows()) lines.push_back(LineFor(row, figures, pen));
  const std::string characteristic = Printable(absl::StrReplaceAll(request.by(), {{"_", " "}}));
  const Widths widths = Measure(lines, characteristic);
  out << Title(request) << "\n" << Preface(request, report) << "\n\n";
  Line heading{characteristic, "reached", "out of", "rate", "95% interval", Scale(), ""};
  if (!widths.rates) heading.count = "count";
  const std::string head = Layout(heading, widths);
  out << head << "  ";
  for (size_t i = 3; i < Width(head); ++i) out << pen.rule;
  out << "\n";
  for (size_t i = 0; i < lines.size(); ++i) {
    if (i > 0 && report.rows(static_cast<int>(i)).group() == kAll) out << "\n";
    out << Layout(lines[i], widths);
  }
  PrintNotes(lines, widths.rates, out);
}

}  // namespace gainful::cli
