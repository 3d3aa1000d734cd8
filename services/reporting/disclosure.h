// Disclosure control: the last step before figures leave the service, and the only way out. Reports say where each journey or job is counted; what
// may be shown of the sums is decided by ControlledTable, after the ledger of what was given before has been asked.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "gainful/reporting/v1/reporting.pb.h"
#include "services/common/stats/kaplan_meier.h"
#include "services/reporting/cohort.h"
#include "services/reporting/disclosure_table.h"
#include "services/reporting/employment.h"
#include "services/reporting/retention.h"

namespace gainful::reporting {

namespace pb = gainful::reporting::v1;

// A person's permanent random key, from 0 to 255, and the random number that stands for them where groups of people are compared.
struct PersonKey {
  std::int64_t key = 0;
  std::uint64_t token = 0;
};

// One journey or job: of whom, and in which row and leaf it is counted.
struct Counted {
  std::string person;
  int row;
  int leaf;
};

// What a table is made of, by row and column: counts with the sums of their keys, and the tokens of the people in them, sorted, each as often as they are
// counted. The last row is that of everybody.
struct Tallied {
  std::vector<std::vector<Tally>> tallies;
  std::vector<std::vector<std::vector<std::uint64_t>>> people;
};

// `keys` must have everybody who is counted.
Tallied TallyUp(const std::vector<Column>& columns, int groups, const std::vector<Counted>& counted,
                const std::map<std::string, PersonKey>& keys);

// A proportion of two columns, and what else the denominator is made of.
struct Proportion {
  int numerator, denominator;
  std::vector<int> rest;
};

// The columns of a table that compares groups by a proportion, and which of them is what. Without a horizon everybody is due: `waiting` is -1.
struct ProportionColumns {
  explicit ProportionColumns(bool with_horizon);
  std::vector<Proportion> Proportions() const { return {{numerator, denominator, {rest}}}; }
  std::vector<Column> columns;
  int denominator, numerator, rest, waiting;
};

// Those of survival at 13, 26 and 52 weeks: of the jobs, how many ended by then, how many were lost sight of, and how many lasted longer.
struct SurvivalColumns {
  SurvivalColumns();
  // Of those who came so far, how many ended by each week, and how many lasted longer.
  std::vector<Proportion> Proportions() const;
  std::vector<Column> columns;
  std::vector<int> ended, lost, beyond;  // for each of kWeeksAsDays; `jobs` is the first column
};

// Where a journey is counted, and where a job.
int LeafOf(const ProportionColumns& table, const JourneyFacts& journey, absl::CivilDay as_at,
           std::optional<int> horizon_days);
int LeafOf(const SurvivalColumns& table, const Tenure& tenure);

// Fill a row after disclosure control: value and limits are whole per cents of the counts that are shown, so that they say no more than these.
void Release(const ProportionColumns& columns, const ControlledTable& table, int row, pb::EquityRow* out);
// Adds the rows of a group, and its jobs. Survival is that of the life table of the shown counts, and is only given where 10 at least are sure to be at
// risk.
void Release(const SurvivalColumns& columns, const ControlledTable& table, int row, const std::string& group,
             pb::RetentionReportResponse* out);

// Fewer than so many jobs at risk give no survival under disclosure control.
inline constexpr std::int64_t kFewestAtRisk = 10;

// The same without disclosure control; `with_horizon` says whether not-yet-due journeys are spoken of at all, `with_gap` whether jobs after the first
// were followed and are.
void ReleaseRaw(const Count& count, bool with_horizon, pb::EquityRow* row);
void ReleaseRaw(const stats::SurvivalStep& step, pb::RetentionRow* row);
void ReleaseRaw(const Retention& retention, bool with_gap, pb::RetentionGroup* group);

}  // namespace gainful::reporting
