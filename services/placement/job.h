// One job is one engagement by an employer, however many spells: each later spell continues an earlier one that has ended, and no two continue the
// same, so that a job's spells are a chain in time. Pure functions of their dates; both days of a spell are inclusive.
#pragma once

#include <optional>
#include <string>

#include "absl/time/civil_time.h"
#include "gainful/placement/v1/placement.pb.h"
#include "services/common/base/status.h"

namespace gainful::placement {

namespace pb = gainful::placement::v1;

// The spell that another one continues, or is to continue.
struct EarlierSpell {
  std::optional<absl::CivilDay> ended_on;
  bool is_withdrawn = false;
  std::string continued_by;  // the id of the spell that continues it already, or empty
  std::string job_id;
  absl::CivilDay job_started_on;  // first day of the job's first spell
};

// Whether `spell` may continue `earlier`: that one has ended, before this one starts, and nothing else continues it. A spell whose id is
// that of `earlier.continued_by` does so already.
void CheckContinues(const pb::Spell& spell, const EarlierSpell& earlier, base::Violations* violations);

// A spell that another one continues, from `next_start`, keeps an end before that day and goes on continuing what it did.
void CheckContinued(const pb::Spell& before, const pb::Spell& after, absl::CivilDay next_start,
                    base::Violations* violations);

// Such a spell is not withdrawn while the other one stands: FAILED_PRECONDITION.
absl::Status CheckNotContinued(const std::optional<absl::CivilDay>& next_start);

// A job that began before the journey's referral was held at referral and never counts as a job start; one that began on that day does.
bool IsHeldAtReferral(absl::CivilDay job_started_on, absl::CivilDay referred_on);

}  // namespace gainful::placement
