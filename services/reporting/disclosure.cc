#include "services/reporting/disclosure.h"

#include <cmath>
#include <string>

#include "absl/strings/str_cat.h"
#include "services/common/stats/wilson.h"

namespace gainful::reporting {
namespace {

constexpr char kWithheld[] = "withheld";

void AddFlag(const std::string& flag, pb::EquityRow* row) {
  row->set_flag(row->flag().empty() ? flag : absl::StrCat(row->flag(), "; ", flag));
}

void SetInterval(const stats::Interval& i, bool per_cent, pb::EquityRow* row) {
  row->set_value(per_cent ? std::round(100 * i.value) : i.value);
  row->set_lower95(per_cent ? std::round(100 * i.lower) : i.lower);
  row->set_upper95(per_cent ? std::round(100 * i.upper) : i.upper);
}

}  // namespace

std::optional<std::int64_t> RoundMhsds(std::int64_t count) {
  if (count < 5) return std::nullopt;
  return (count + 2) / 5 * 5;
}

std::optional<std::int64_t> ReleasedCount(std::int64_t count, pb::Disclosure profile) {
  return profile == pb::DISCLOSURE_NONE ? std::optional<std::int64_t>(count) : RoundMhsds(count);
}

void Release(const Count& count, pb::Disclosure profile, bool with_horizon, pb::EquityRow* row) {
  const bool raw = profile == pb::DISCLOSURE_NONE;
  const auto numerator = ReleasedCount(count.numerator, profile);
  const auto denominator = ReleasedCount(count.denominator, profile);
  if (numerator) row->set_numerator(*numerator);
  if (denominator) row->set_denominator(*denominator);
  if (numerator && denominator) {
    if (const auto interval = stats::Wilson(count.numerator, count.denominator)) SetInterval(*interval, !raw, row);
  } else {
    AddFlag(kWithheld, row);
  }
  if (!with_horizon) return;
  const auto waiting = ReleasedCount(count.not_yet_due, profile);
  AddFlag(absl::StrCat("not yet due: ", waiting ? absl::StrCat(*waiting) : "*"), row);
}

void Release(const stats::SurvivalStep& step, pb::Disclosure profile, pb::RetentionRow* row) {
  const bool raw = profile == pb::DISCLOSURE_NONE;
  row->set_time(static_cast<std::int32_t>(step.time));
  if (!raw && (step.at_risk < kFewestAtRisk || !RoundMhsds(step.events))) return row->set_flag(kWithheld);
  const auto share = [&](double s) { return raw ? s : std::round(100 * s); };
  row->set_at_risk(raw ? step.at_risk : *RoundMhsds(step.at_risk));
  row->set_events(raw ? step.events : *RoundMhsds(step.events));
  row->set_survival(share(step.survival));
  if (raw && step.se) row->set_se(*step.se);
  if (!step.limits) return;
  row->set_lower95(share(step.limits->lower));
  row->set_upper95(share(step.limits->upper));
}

void Release(const Retention& retention, pb::Disclosure profile, bool with_gap, pb::RetentionGroup* group) {
  const auto shown = [&](std::int64_t count) { return ReleasedCount(count, profile); };
  if (const auto n = shown(static_cast<std::int64_t>(retention.durations.size()))) group->set_jobs(*n);
  if (const auto n = shown(retention.Count(Last::kEnded))) group->set_ended(*n);
  if (const auto n = shown(retention.Count(Last::kFollowUpEnd))) group->set_at_follow_up_end(*n);
  if (const auto n = shown(retention.Count(Last::kExit))) group->set_at_exit(*n);
  if (const auto n = shown(retention.Count(Last::kAsAt))) group->set_at_as_at(*n);
  if (const auto n = shown(retention.Count(Last::kConfirmation))) group->set_at_last_confirmation(*n);
  if (!with_gap) return;
  if (const auto n = shown(retention.Count(Last::kUnsettled))) group->set_at_unsettled_end(*n);
  if (const auto n = shown(retention.first_ended)) group->set_first_jobs_ended(*n);
  if (const auto n = shown(retention.first_followed)) group->set_first_jobs_followed(*n);
}

}  // namespace gainful::reporting
