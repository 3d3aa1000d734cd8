// The methods that answer group by group. Groups keep the order in which the input names them first.
#include <algorithm>
#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "clients/cli/stats_methods.h"
#include "services/common/stats/dsr.h"
#include "services/common/stats/kaplan_meier.h"
#include "services/common/stats/log_rank.h"

namespace gainful::cli {
namespace {

using Cells = std::vector<std::string>;

constexpr char kGroup[] = "group";

// The values that a method reads out of a group's rows.
template <typename T>
struct Group {
  std::string name;
  std::vector<T> members;
};

// Reads every row by `read`, which gives nothing for a row at fault.
template <typename T, typename Read>
std::vector<Group<T>> GroupsOf(StatsTable& table, Read read) {
  std::vector<Group<T>> groups;
  std::map<std::string, size_t> places;
  for (const CsvRow& row : table.rows()) {
    std::optional<T> member = read(row);
    if (!member) continue;
    const std::string& name = table.Text(row, kGroup);
    const size_t place = places.emplace(name, groups.size()).first->second;
    if (place == groups.size()) groups.push_back({name, {}});
    groups[place].members.push_back(*std::move(member));
  }
  return groups;
}

// With all the digits it may have been given with: two times that differ must not look alike.
std::string TimeText(double time) { return absl::StrFormat("%.15g", time); }

std::string OrBlank(const std::optional<double>& value) { return value ? Figure(*value) : ""; }

Cells CellsOf(const std::optional<stats::Limits>& limits) {
  return limits ? Cells{Figure(limits->lower), Figure(limits->upper)} : Cells(2);
}

struct DsrRow {
  const CsvRow* row;
  stats::Stratum stratum;
  double multiplier;
};

std::optional<DsrRow> ReadStratum(StatsTable& table, const CsvRow& row) {
  const auto count = table.Whole(row, "count");
  const auto population = table.Number(row, "population", false),
             standard = table.Number(row, "standard_population", true);
  const auto multiplier = table.Has("multiplier") ? table.Number(row, "multiplier", false) : 1.0;
  if (!count || !population || !standard || !multiplier) return std::nullopt;
  return DsrRow{&row, {*count, *population, *standard}, *multiplier};
}

struct SiiRow {
  const CsvRow* row;
  int64_t quantile;
  stats::Proportion proportion;
};

std::optional<SiiRow> ReadQuantile(StatsTable& table, const CsvRow& row) {
  const auto quantile = table.Whole(row, "quantile", 1, 1000);
  const auto proportion = table.Proportion(row, "count", "population");
  if (!quantile || !proportion) return std::nullopt;
  if (proportion->n > 0) return SiiRow{&row, *quantile, *proportion};
  table.Blame(row, "population", "wants a whole number above 0");
  return std::nullopt;
}

// Puts a group's quantiles in order and sees that they make a scale.
void CheckQuantiles(Group<SiiRow>* group, StatsTable* table) {
  auto& quantiles = group->members;
  std::stable_sort(quantiles.begin(), quantiles.end(),
                   [](const SiiRow& a, const SiiRow& b) { return a.quantile < b.quantile; });
  for (size_t i = 1; i < quantiles.size(); ++i) {
    if (quantiles[i].quantile == quantiles[i - 1].quantile)
      table->Blame(*quantiles[i].row, "quantile", "wants each quantile of a group once; this one was there before");
  }
  if (quantiles.size() < 2)
    table->Blame(*quantiles.front().row, "", "wants two quantiles or more in each group; this group has one");
}

std::vector<Group<stats::Duration>> ReadDurations(StatsTable& table) {
  return GroupsOf<stats::Duration>(table, [&](const CsvRow& row) -> std::optional<stats::Duration> {
    const auto time = table.Number(row, "time", true);
    const auto event = table.Whole(row, "event", 0, 1);
    if (!time || !event) return std::nullopt;
    return stats::Duration{*time, *event == 1};
  });
}

}  // namespace

StatsCells RunDsr(StatsTable& table, const StatsOptions& options) {
  StatsCells out;
  const auto groups = GroupsOf<DsrRow>(table, [&](const CsvRow& row) { return ReadStratum(table, row); });
  for (const Group<DsrRow>& group : groups) {
    const double multiplier = group.members.front().multiplier;
    std::vector<stats::Stratum> strata;
    for (const DsrRow& member : group.members) {
      strata.push_back(member.stratum);
      if (member.multiplier != multiplier)
        table.Blame(*member.row, "multiplier", absl::StrCat("wants the group's first one, ", Figure(multiplier)));
    }
    const auto rate = stats::DirectlyStandardisedRate(strata, multiplier, options.confidence);
    Cells cells{group.name, "", "", ""};
    if (rate) cells = {group.name, Figure(rate->value), Figure(rate->lower), Figure(rate->upper)};
    out.push_back(std::move(cells));
  }
  return out;
}

StatsCells RunSii(StatsTable& table, const StatsOptions& options) {
  auto groups = GroupsOf<SiiRow>(table, [&](const CsvRow& row) { return ReadQuantile(table, row); });
  // A group that lost a row to a fault would be blamed for that again.
  if (!table.sound()) return {};
  for (Group<SiiRow>& group : groups) CheckQuantiles(&group, &table);
  if (!table.sound()) return {};
  StatsCells out;
  for (const Group<SiiRow>& group : groups) {
    std::vector<stats::Proportion> quantiles;
    for (const SiiRow& member : group.members) quantiles.push_back(member.proportion);
    const stats::SlopeIndex index = stats::SlopeIndexOf(quantiles, options.confidence, options.draws);
    Cells cells{group.name, Figure(index.sii), OrBlank(index.rii)};
    for (const auto& limits : {index.sii_limits, index.rii_limits}) {
      const Cells both = CellsOf(limits);
      cells.insert(cells.end(), both.begin(), both.end());
    }
    out.push_back(std::move(cells));
  }
  return out;
}

StatsCells RunKm(StatsTable& table, const StatsOptions& options) {
  StatsCells out;
  for (Group<stats::Duration>& group : ReadDurations(table)) {
    for (const stats::SurvivalStep& step : stats::KaplanMeier(std::move(group.members), options.confidence)) {
      const Cells limits = CellsOf(step.limits);
      out.push_back({group.name, TimeText(step.time), absl::StrCat(step.at_risk), absl::StrCat(step.events),
                     Figure(step.survival), OrBlank(step.se), limits[0], limits[1]});
    }
  }
  return out;
}

StatsCells RunLogRank(StatsTable& table, const StatsOptions&) {
  std::vector<std::vector<stats::Duration>> groups;
  for (Group<stats::Duration>& group : ReadDurations(table)) groups.push_back(std::move(group.members));
  if (!table.sound()) return {};
  if (groups.size() < 2) {
    table.BlameAll(absl::StrCat("wants two groups or more to compare, not ", groups.size()));
    return {};
  }
  const stats::LogRank test = stats::LogRankTest(groups);
  return {{OrBlank(test.chisq), absl::StrCat(test.df), OrBlank(test.p)}};
}

}  // namespace gainful::cli
