#include "services/placement/job.h"

#include "absl/strings/str_cat.h"
#include "services/common/base/dates.h"

namespace gainful::placement {
namespace {

constexpr char kContinues[] = "spell.continues_spell_id";

}  // namespace

void CheckContinues(const pb::Spell& spell, const EarlierSpell& earlier, base::Violations* v) {
  if (earlier.is_withdrawn) return v->Add(kContinues, "names a spell that was withdrawn as recorded in error");
  if (!earlier.continued_by.empty() && earlier.continued_by != spell.id())
    return v->Add(kContinues, "names a spell that another one continues already; continue that one");
  if (!earlier.ended_on) return v->Add(kContinues, "names a spell that goes on; it must have ended first");
  const auto start = base::ToDay(spell.started_on());
  if (start && *start <= *earlier.ended_on)
    v->Add("spell.started_on", absl::StrCat("must lie after the end of the spell that it continues (",
                                            base::FormatDay(*earlier.ended_on), ")"));
}

void CheckContinued(const pb::Spell& before, const pb::Spell& after, absl::CivilDay next_start, base::Violations* v) {
  const auto end = after.has_ended_on() ? base::ToDay(after.ended_on()) : std::nullopt;
  if (!end || *end >= next_start)
    v->Add("spell.ended_on", absl::StrCat("must lie before the start of the spell that continues this one (",
                                          base::FormatDay(next_start), ")"));
  if (after.continues_spell_id() != before.continues_spell_id())
    v->Add(kContinues, "cannot be changed while another spell continues this one; change that one first");
}

absl::Status CheckNotContinued(const std::optional<absl::CivilDay>& next_start) {
  if (!next_start) return absl::OkStatus();
  return base::Error(absl::StatusCode::kFailedPrecondition, "STATE",
                     absl::StrCat("another spell, from ", base::FormatDay(*next_start),
                                  ", continues this one; withdraw that one first, or let it continue another"));
}

bool IsHeldAtReferral(absl::CivilDay job_started_on, absl::CivilDay referred_on) {
  return job_started_on < referred_on;
}

}  // namespace gainful::placement
