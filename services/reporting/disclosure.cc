#include "services/reporting/disclosure.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "services/common/stats/wilson.h"
#include "services/reporting/disclosure_survival.h"

namespace gainful::reporting {
namespace {

void AddFlag(const std::string& flag, pb::EquityRow* row) {
  if (flag.empty()) return;
  row->set_flag(row->flag().empty() ? flag : absl::StrCat(row->flag(), "; ", flag));
}

double Percent(double share) { return std::round(100 * share); }

void AddTo(Tally* sum, const Tally& part) {
  sum->count += part.count;
  sum->key = (sum->key + part.key) % stats::PerturbationTable::kKeys;
}

void AddTo(std::vector<std::uint64_t>* sum, const std::vector<std::uint64_t>& part) {
  std::vector<std::uint64_t> both;
  both.reserve(sum->size() + part.size());
  std::merge(sum->begin(), sum->end(), part.begin(), part.end(), std::back_inserter(both));
  *sum = std::move(both);
}

}  // namespace

Tallied TallyUp(const std::vector<Column>& columns, int groups, const std::vector<Counted>& counted,
                const std::map<std::string, PersonKey>& keys) {
  Tallied all;
  all.tallies.assign(groups + 1, std::vector<Tally>(columns.size()));
  all.people.assign(groups + 1, std::vector<std::vector<std::uint64_t>>(columns.size()));
  for (const Counted& one : counted) {
    const PersonKey& key = keys.at(one.person);
    AddTo(&all.tallies[one.row][one.leaf], {1, key.key});
    all.people[one.row][one.leaf].push_back(key.token);
  }
  for (int row = 0; row < groups; ++row) {
    for (auto& tokens : all.people[row]) std::sort(tokens.begin(), tokens.end());
    // Children stand behind their parents.
    for (size_t c = columns.size(); c-- > 1;) {
      AddTo(&all.tallies[row][columns[c].parent], all.tallies[row][c]);
      AddTo(&all.people[row][columns[c].parent], all.people[row][c]);
    }
    for (size_t c = 0; c < columns.size(); ++c) {
      AddTo(&all.tallies[groups][c], all.tallies[row][c]);
      AddTo(&all.people[groups][c], all.people[row][c]);
    }
  }
  return all;
}

ProportionColumns::ProportionColumns(bool with_horizon)
    : denominator(with_horizon ? 1 : 0),
      numerator(denominator + 1),
      rest(numerator + 1),
      waiting(with_horizon ? 4 : -1) {
  if (with_horizon) columns.push_back({0, false});  // with those who are not yet due
  columns.push_back({0, true});
  columns.push_back({denominator, true});
  columns.push_back({denominator, false});
  if (with_horizon) columns.push_back({0, true});
}

SurvivalColumns::SurvivalColumns() : columns{{0, true}} {
  int before = 0;
  for (size_t week = 0; week < std::size(kWeeksAsDays); ++week) {
    const int first = static_cast<int>(columns.size());
    for (const bool is_shown : {true, false, true}) columns.push_back({before, is_shown});
    ended.push_back(first);
    lost.push_back(first + 1);
    beyond.push_back(first + 2);
    before = first + 2;
  }
}

std::vector<Proportion> SurvivalColumns::Proportions() const {
  std::vector<Proportion> all;
  int before = 0;
  for (size_t week = 0; week < std::size(kWeeksAsDays); ++week) {
    all.push_back({ended[week], before, {lost[week], beyond[week]}});
    all.push_back({beyond[week], before, {ended[week], lost[week]}});
    before = beyond[week];
  }
  return all;
}

int LeafOf(const ProportionColumns& table, const JourneyFacts& journey, absl::CivilDay as_at,
           std::optional<int> horizon_days) {
  Count count;
  AddSupportedIntoWork(journey, as_at, horizon_days, &count);
  if (count.not_yet_due > 0) return table.waiting;
  return count.numerator > 0 ? table.numerator : table.rest;
}

int LeafOf(const SurvivalColumns& table, const Tenure& tenure) {
  for (size_t week = 0; week < std::size(kWeeksAsDays); ++week) {
    if (tenure.days <= kWeeksAsDays[week]) return tenure.last == Last::kEnded ? table.ended[week] : table.lost[week];
  }
  return table.beyond.back();
}

void Release(const ProportionColumns& columns, const ControlledTable& table, int row, pb::EquityRow* out) {
  const bool has_numerator = table.IsShown(row, columns.numerator);
  const bool has_denominator = table.IsShown(row, columns.denominator);
  const std::int64_t numerator = table.Shown(row, columns.numerator);
  const std::int64_t denominator = table.Shown(row, columns.denominator);
  if (has_numerator) out->set_numerator(numerator);
  if (has_denominator) out->set_denominator(denominator);
  AddFlag(table.Flag(row), out);
  if (has_numerator && has_denominator && numerator <= denominator) {
    if (const auto interval = stats::Wilson(numerator, denominator)) {
      out->set_value(Percent(interval->value));
      out->set_lower95(Percent(interval->lower));
      out->set_upper95(Percent(interval->upper));
    }
  } else if (has_numerator && has_denominator) {
    AddFlag(table.Flag(row).empty() ? "withheld" : "", out);  // it is perturbed beyond one
  }
  if (columns.waiting < 0) return;
  const bool has_waiting = table.IsShown(row, columns.waiting);
  AddFlag(absl::StrCat("not yet due: ", has_waiting ? absl::StrCat(table.Shown(row, columns.waiting)) : "*"), out);
}

void Release(const SurvivalColumns& columns, const ControlledTable& table, int row, const std::string& group,
             pb::RetentionReportResponse* out) {
  LifeTable life(table.Shown(row, 0));
  bool is_known = table.IsShown(row, 0);
  for (size_t week = 0; week < std::size(kWeeksAsDays); ++week) {
    pb::RetentionRow* line = out->add_rows();
    line->set_group(group);
    line->set_time(kWeeksAsDays[week]);
    line->set_flag(table.Flag(row));
    const int ended = columns.ended[week], beyond = columns.beyond[week];
    if (table.IsShown(row, beyond)) line->set_at_risk(table.Shown(row, beyond));
    if (table.IsShown(row, ended)) line->set_events(table.Shown(row, ended));
    // Whoever comes next needs all that was before.
    is_known = is_known && line->has_at_risk() && line->has_events();
    if (!is_known) continue;
    const auto step = life.Next(line->events(), line->at_risk());
    if (!step || table.LeastOfShown(row, beyond) < kFewestAtRisk) {
      line->set_flag(line->flag().empty() ? "withheld: too few at risk" : line->flag());
      continue;
    }
    line->set_survival(Percent(step->survival));
    if (!step->limits) continue;
    line->set_lower95(Percent(step->limits->lower));
    line->set_upper95(Percent(step->limits->upper));
  }
  pb::RetentionGroup* counts = out->add_groups();
  counts->set_group(group);
  if (table.IsShown(row, 0)) counts->set_jobs(table.Shown(row, 0));
}

void ReleaseRaw(const Count& count, bool with_horizon, pb::EquityRow* row) {
  row->set_numerator(count.numerator);
  row->set_denominator(count.denominator);
  if (const auto interval = stats::Wilson(count.numerator, count.denominator)) {
    row->set_value(interval->value);
    row->set_lower95(interval->lower);
    row->set_upper95(interval->upper);
  }
  if (with_horizon) AddFlag(absl::StrCat("not yet due: ", count.not_yet_due), row);
}

void ReleaseRaw(const stats::SurvivalStep& step, pb::RetentionRow* row) {
  row->set_time(static_cast<std::int32_t>(step.time));
  row->set_at_risk(step.at_risk);
  row->set_events(step.events);
  row->set_survival(step.survival);
  if (step.se) row->set_se(*step.se);
  if (!step.limits) return;
  row->set_lower95(step.limits->lower);
  row->set_upper95(step.limits->upper);
}

void ReleaseRaw(const Retention& retention, bool with_gap, pb::RetentionGroup* group) {
  group->set_jobs(static_cast<std::int64_t>(retention.durations.size()));
  group->set_ended(retention.Count(Last::kEnded));
  group->set_at_follow_up_end(retention.Count(Last::kFollowUpEnd));
  group->set_at_exit(retention.Count(Last::kExit));
  group->set_at_as_at(retention.Count(Last::kAsAt));
  group->set_at_last_confirmation(retention.Count(Last::kConfirmation));
  if (!with_gap) return;
  group->set_at_unsettled_end(retention.Count(Last::kUnsettled));
  group->set_first_jobs_ended(retention.first_ended);
  group->set_first_jobs_followed(retention.first_followed);
}

}  // namespace gainful::reporting
