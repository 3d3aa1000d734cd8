#include "services/placement/outcome/rules.h"

#include <algorithm>
#include <cstdlib>
#include <tuple>

#include "embedded/kEarnings16Hours26WeeksV1.h"
#include "embedded/kEarnings8Hours26WeeksV1.h"
#include "embedded/kIpsGrowJobStartV1.h"
#include "embedded/kIpspc13In16960V1.h"
#include "embedded/kIpspc13In16V1.h"
#include "embedded/kSelfEmployed182In639V1.h"
#include "embedded/kSustained13Gap14V1.h"
#include "embedded/kSustained13V1.h"
#include "embedded/kSustained26Gap14V1.h"
#include "embedded/kSustained26V1.h"
#include "embedded/kSustained52Gap14V1.h"
#include "embedded/kSustained52V1.h"
#include "services/common/base/dates.h"
#include "services/common/base/log.h"

namespace gainful::placement::outcome {

void ShippedDataIsBroken(absl::string_view what) {
  base::Log(base::Level::kError, "built-in data cannot be read", {{"what", std::string(what)}});
  std::abort();
}

Day ShippedDay(absl::string_view text) {
  const auto day = base::ParseDay(text);
  if (!day) ShippedDataIsBroken(text);
  return ToDayNumber(*day);
}

const std::vector<Rule>& ShippedRules() {
  static const auto* rules = [] {
    auto* all = new std::vector<Rule>();
    for (const absl::string_view text :
         {kEarnings16Hours26WeeksV1, kEarnings8Hours26WeeksV1, kIpsGrowJobStartV1, kIpspc13In16960V1, kIpspc13In16V1,
          kSelfEmployed182In639V1, kSustained13Gap14V1, kSustained13V1, kSustained26Gap14V1, kSustained26V1,
          kSustained52Gap14V1, kSustained52V1})
      all->push_back(ReadShipped<Rule>(text));
    std::sort(all->begin(), all->end(), [](const Rule& a, const Rule& b) {
      return std::make_tuple(a.id(), a.version()) < std::make_tuple(b.id(), b.version());
    });
    return all;
  }();
  return *rules;
}

const Rule* FindRule(absl::string_view id, Day on) {
  const Rule* found = nullptr;
  for (const Rule& rule : ShippedRules()) {
    if (rule.id() == id && (found == nullptr || ShippedDay(rule.effective_from()) <= on)) found = &rule;
  }
  return found;
}

Compiled Compile(const Rule& rule) {
  Compiled c;
  c.work = rule.work();
  c.within_support = rule.within_support();
  if (rule.has_job_start()) {
    c.kind = Compiled::Kind::kJobStart;
    c.needed = rule.job_start().paid_minutes();
  } else if (rule.has_weeks_in_window()) {
    c.kind = Compiled::Kind::kWeeks;
    c.needed = rule.weeks_in_window().weeks();
    c.window_weeks = rule.weeks_in_window().window_weeks();
    c.weekly_minutes = rule.weeks_in_window().weekly_minutes();
    c.counts_paid_leave = rule.weeks_in_window().counts_paid_leave();
    c.anchor = rule.weeks_in_window().anchor();
    if (c.window_weeks > kMostWeeks || c.needed > c.window_weeks) ShippedDataIsBroken(rule.id());
  } else if (rule.has_days()) {
    c.needed = rule.days().days();
    c.gap = rule.days().any_gaps() ? kForever : rule.days().gap();
    c.max_total_gap = rule.days().any_gaps() ? kForever : rule.days().max_total_gap();
    c.window_days = rule.days().window_days();
  } else {
    c.kind = Compiled::Kind::kEarnings;
    c.needed = rule.earnings().weekly_hours() * rule.earnings().weeks();
    c.weekly_minutes = rule.earnings().longest_week_minutes();
    c.counts_paid_leave = rule.earnings().counts_paid_leave();
  }
  if (c.needed <= 0 || rule.work() == WORK_UNSPECIFIED) ShippedDataIsBroken(rule.id());
  return c;
}

int DaysAlone(const Compiled& rule) {
  switch (rule.kind) {
    case Compiled::Kind::kJobStart:
      return 1;
    case Compiled::Kind::kWeeks:
      return 7 * rule.needed;
    case Compiled::Kind::kDays:
      return rule.needed;
    case Compiled::Kind::kEarnings:
      return (rule.needed * 60 * 7 + rule.weekly_minutes - 1) / rule.weekly_minutes;
  }
  return 0;
}

}  // namespace gainful::placement::outcome
