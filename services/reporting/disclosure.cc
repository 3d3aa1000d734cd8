#include "services/reporting/disclosure.h"

#include <cmath>
#include <string>

#include "absl/strings/str_cat.h"
#include "services/common/stats/wilson.h"

namespace gainful::reporting {
namespace {

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

void Release(const Count& count, pb::Disclosure profile, bool with_horizon, pb::EquityRow* row) {
  const bool raw = profile == pb::DISCLOSURE_NONE;
  const auto numerator = raw ? std::optional<std::int64_t>(count.numerator) : RoundMhsds(count.numerator);
  const auto denominator = raw ? std::optional<std::int64_t>(count.denominator) : RoundMhsds(count.denominator);
  if (numerator) row->set_numerator(*numerator);
  if (denominator) row->set_denominator(*denominator);
  if (numerator && denominator) {
    if (const auto interval = stats::Wilson(count.numerator, count.denominator)) SetInterval(*interval, !raw, row);
  } else {
    AddFlag("withheld", row);
  }
  if (!with_horizon) return;
  const auto waiting = raw ? std::optional<std::int64_t>(count.not_yet_due) : RoundMhsds(count.not_yet_due);
  AddFlag(absl::StrCat("not yet due: ", waiting ? absl::StrCat(*waiting) : "*"), row);
}

}  // namespace gainful::reporting
