// Job starts as figures count them: those of the outcome rule ips-grow-job-start (services/placement/outcome), by the same code that answers for one
// journey. Where a journey stands with that rule is stored only where its programme names it, and says no more than the first start that counted; a
// figure is about every journey, as at any day and within any horizon. So it rests on the facts that the rule looks at. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "services/placement/outcome/history.h"

namespace gainful::reporting {

using OptionalDay = std::optional<absl::CivilDay>;

// A spell of work, and what shows that its first paid hours were worked.
struct PaidSpell {
  std::string job;  // spells of one job have the same
  absl::CivilDay started;
  OptionalDay ended, last_confirmed, four_hours_on;
  OptionalDay end_shown_to;  // the last day that evidence of the end speaks for
  placement::outcome::Fact competitive = placement::outcome::Fact::kUnknown;
  std::optional<int> weekly_minutes;  // at the start
  std::optional<bool> is_unpaid;      // at the start, where pay is known: hours without any are no paid hours

  // All of them in order of their days.
  struct Terms {
    absl::CivilDay from;
    std::optional<int> weekly_minutes;  // not set: as before
    std::optional<bool> is_unpaid;      // the same
  };
  struct Absence {
    absl::CivilDay from;
    OptionalDay to;
  };
  struct Week {
    absl::CivilDay from;
    int minutes;
  };
  std::vector<Terms> terms;
  std::vector<Absence> absences;
  std::vector<Week> weeks;
};

// The first day of the first job that counts as at a day, among jobs that began on or after `anchor` and before support ended. `spells` are in order
// of their start, with the first one of each job among them.
OptionalDay FirstJobStart(absl::CivilDay anchor, OptionalDay exited, const std::vector<PaidSpell>& spells,
                          absl::CivilDay as_at);

}  // namespace gainful::reporting
