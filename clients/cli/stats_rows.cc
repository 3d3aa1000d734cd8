// The methods that answer row by row.
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "clients/cli/stats_methods.h"
#include "services/common/stats/difference.h"
#include "services/common/stats/funnel.h"
#include "services/common/stats/gap.h"
#include "services/common/stats/poisson.h"
#include "services/common/stats/wilson.h"

namespace gainful::cli {
namespace {

using Cells = std::vector<std::string>;

Cells CellsOf(const std::optional<stats::Interval>& i) {
  return i ? Cells{Figure(i->value), Figure(i->lower), Figure(i->upper)} : Cells(3);
}

// Puts `answer` behind the cells that are copied through.
void Append(const StatsTable& table, const CsvRow& row, const Cells& answer, StatsCells* out) {
  Cells cells = table.OthersOf(row);
  cells.insert(cells.end(), answer.begin(), answer.end());
  out->push_back(std::move(cells));
}

}  // namespace

std::string Figure(double value) { return value == 0 ? "0" : absl::StrFormat("%.12g", value); }

StatsCells RunProportion(StatsTable& table, const StatsOptions& options) {
  StatsCells out;
  for (const CsvRow& row : table.rows()) {
    const auto p = table.Proportion(row, "numerator", "denominator");
    if (p) Append(table, row, CellsOf(stats::Wilson(p->x, p->n, options.confidence)), &out);
  }
  return out;
}

StatsCells RunRate(StatsTable& table, const StatsOptions& options) {
  StatsCells out;
  for (const CsvRow& row : table.rows()) {
    const auto events = table.Whole(row, "numerator");
    const auto denominator = table.Number(row, "denominator", true),
               multiplier = table.Number(row, "multiplier", false);
    if (!events || !denominator || !multiplier) continue;
    if (*events > 0 && *denominator == 0) {
      table.Blame(row, "denominator", absl::StrCat("wants a number above 0, as there are ", *events, " events"));
      continue;
    }
    Append(table, row, CellsOf(stats::Rate(*events, *denominator, *multiplier, options.confidence)), &out);
  }
  return out;
}

StatsCells RunDifference(StatsTable& table, const StatsOptions& options) {
  StatsCells out;
  for (const CsvRow& row : table.rows()) {
    const auto one = table.Proportion(row, "x1", "n1"), two = table.Proportion(row, "x2", "n2");
    if (!one || !two) continue;
    Append(table, row, CellsOf(stats::Difference(one->x, one->n, two->x, two->n, options.confidence)), &out);
  }
  return out;
}

StatsCells RunGap(StatsTable& table, const StatsOptions& options) {
  StatsCells out;
  for (const CsvRow& row : table.rows()) {
    const auto t0 = table.Proportion(row, "xt0", "nt0"), t1 = table.Proportion(row, "xt1", "nt1");
    const auto r0 = table.Proportion(row, "xr0", "nr0"), r1 = table.Proportion(row, "xr1", "nr1");
    if (!t0 || !t1 || !r0 || !r1) continue;
    const stats::Gap gap = stats::GapOf({*t0, *t1, *r0, *r1}, options.confidence);
    Cells cells = CellsOf(gap.did);
    const Cells ratio = CellsOf(gap.rrr);
    cells.insert(cells.end(), ratio.begin(), ratio.end());
    cells.emplace_back(stats::TextOf(gap.verdict));
    Append(table, row, cells, &out);
  }
  return out;
}

StatsCells RunFunnel(StatsTable& table, const StatsOptions&) {
  std::vector<stats::Proportion> providers;
  for (const CsvRow& row : table.rows()) {
    if (const auto p = table.Proportion(row, "numerator", "denominator")) providers.push_back(*p);
  }
  StatsCells out;
  if (!table.sound()) return out;
  const auto points = stats::Funnel(providers);
  for (size_t i = 0; i < points.size(); ++i) {
    const auto& p = points[i];
    Append(table, table.rows()[i],
           p ? Cells{Figure(p->value), Figure(p->limits95.lower), Figure(p->limits95.upper), Figure(p->limits998.lower),
                     Figure(p->limits998.upper)}
             : Cells(5),
           &out);
  }
  return out;
}

StatsCells RunCellKey(StatsTable& table, const StatsOptions& options) {
  StatsCells out;
  for (const CsvRow& row : table.rows()) {
    const auto count = table.Whole(row, "count");
    const auto ckey = table.Whole(row, "ckey", 0, stats::PerturbationTable::kKeys - 1);
    if (!count || !ckey) continue;
    const auto released = stats::ReleasedCount(options.perturbation, *count, *ckey, options.threshold);
    Append(table, row, {released ? absl::StrCat(*released) : "*"}, &out);
  }
  return out;
}

}  // namespace gainful::cli
