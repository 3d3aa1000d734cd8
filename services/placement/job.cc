#include "services/placement/job.h"

#include "absl/strings/str_cat.h"
#include "services/common/base/dates.h"

namespace gainful::placement {
namespace {

constexpr char kContinues[] = "spell.continues_spell_id";

std::optional<absl::CivilDay> StartOf(const pb::Spell& s) { return base::ToDay(s.started_on()); }
std::optional<absl::CivilDay> EndOf(const pb::Spell& s) {
  return s.has_ended_on() ? base::ToDay(s.ended_on()) : std::nullopt;
}

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

pb::Spell WholeJob(const pb::Spell& spell, const std::vector<pb::Spell>& rest) {
  pb::Spell whole = spell;
  const pb::Spell* latest = &spell;
  for (const auto& other : rest) {
    if (StartOf(other) < StartOf(whole)) *whole.mutable_started_on() = other.started_on();
    if (StartOf(other) > StartOf(*latest)) latest = &other;
  }
  if (latest == &spell) return whole;
  whole.clear_ended_on();
  if (latest->has_ended_on()) *whole.mutable_ended_on() = latest->ended_on();
  return whole;
}

void CheckOneEmployer(const std::string& employer_id, const std::vector<pb::Spell>& rest, base::Violations* v) {
  if (employer_id.empty()) return;
  for (const auto& other : rest) {
    if (!other.employer_id().empty() && other.employer_id() != employer_id)
      return v->Add("spell.employer_id",
                    "names another employer than another spell of this job; work for another employer is a job of its "
                    "own, which continues none");
  }
}

void CheckKeepsFacts(const pb::Spell& before, const pb::Spell& after, const std::vector<FactDays>& facts,
                     const std::string& path, base::Violations* v) {
  const auto start = StartOf(after), end = EndOf(after);
  const bool starts_anew = start != StartOf(before), ends_anew = end != EndOf(before);
  const auto add = [&](const char* field, const char* wanted, absl::CivilDay day, const std::string& what) {
    v->Add(path + field, absl::StrCat("must not lie ", wanted, " ", base::FormatDay(day), ", because of the ", what,
                                      " on record for this spell; change or withdraw that first"));
  };
  for (const auto& fact : facts) {
    if (starts_anew && start && *start > fact.start_by) add("started_on", "after", fact.start_by, fact.what);
    if (ends_anew && end && *end < fact.end_from) add("ended_on", "before", fact.end_from, fact.what);
  }
}

bool IsHeldAtReferral(absl::CivilDay job_started_on, absl::CivilDay referred_on) {
  return job_started_on < referred_on;
}

}  // namespace gainful::placement
