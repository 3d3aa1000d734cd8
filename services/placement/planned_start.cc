#include "services/placement/planned_start.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/common/base/dates.h"
#include "services/placement/follow_along.h"

namespace gainful::placement {
namespace {

constexpr char kField[] = "spell.application_id";

bool IsMet(const PlannedStart& planned, absl::CivilDay from, absl::CivilDay due, absl::CivilDay today) {
  return std::any_of(planned.contacts.begin(), planned.contacts.end(),
                     [&](absl::CivilDay day) { return from <= day && day <= due && day <= today; });
}

}  // namespace

std::optional<StartAsked> AskAbout(const PlannedStart& planned, absl::CivilDay today, int ahead) {
  if (planned.start <= today) {
    if (today - planned.start > kDaysAsked) return std::nullopt;
    if (planned.start < planned.referred_on || (planned.exited_on && planned.start > *planned.exited_on))
      return std::nullopt;
    const auto state = planned.start == today ? pb::DUE_STATE_DUE : pb::DUE_STATE_OVERDUE;
    return StartAsked{pb::DUE_KIND_PLANNED_START, state, planned.start, planned.start};
  }
  const absl::CivilDay from = planned.start - kDaysBeforeStart, due = planned.start - 1;
  if (today < from && due - today > ahead) return std::nullopt;
  if (due < planned.referred_on || (planned.exited_on && due > *planned.exited_on)) return std::nullopt;
  if (IsMet(planned, from, due, today)) return std::nullopt;
  return StartAsked{pb::DUE_KIND_BEFORE_START, pb::DUE_STATE_DUE, from, due};
}

absl::Status CheckLedToJob(const Application& application) {
  const auto refused = [](const char* why) {
    return base::Error(absl::StatusCode::kFailedPrecondition, "STATE", absl::StrCat(kField, " names ", why));
  };
  if (application.is_withdrawn) return refused("an application that was withdrawn as recorded in error");
  if (application.is_over)
    return refused(
        "an application that came to nothing: they were turned down or pulled out; where that is wrong, `gainful "
        "application update` mends it first");
  if (!application.is_accepted)
    return refused(
        "an application without an offer that was accepted; `gainful application update` records offered_on and "
        "offer_accepted_on first");
  if (application.has_other_job)
    return refused("an application that has become a job already; another job needs one of its own, or none");
  return absl::OkStatus();
}

void CheckBeganThrough(const pb::Spell& spell, const Application& application, base::Violations* v) {
  if (spell.has_continues_spell_id())
    v->Add(kField, "goes with the first spell of a job, and this one continues another");
  if (!spell.has_employer_id()) {
    v->Add("spell.employer_id", absl::StrCat("must be given with application_id: the employer of that application is ",
                                             application.employer_id));
  } else if (!application.is_its_employer) {
    v->Add(kField, absl::StrCat("names an application to another employer (", application.employer_id,
                                ") than employer_id does"));
  }
  const auto started = base::ToDay(spell.started_on());
  if (started && application.offered_on && *started < *application.offered_on)
    v->Add("spell.started_on", absl::StrCat("must not lie before the offer of the application through which it began (",
                                            base::FormatDay(*application.offered_on), ")"));
}

}  // namespace gainful::placement
