// One job is one engagement by an employer, however many spells: each later spell continues an earlier one that has ended, and no two continue the
// same, so that a job's spells are a chain in time. Pure functions of their dates; both days of a spell are inclusive.
#pragma once

#include <optional>
#include <string>
#include <vector>

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

// The job as one span: `spell`, with the first day of the earliest and the last day of the latest of it and `rest`, the job's other spells. It has no
// end where the latest goes on.
pb::Spell WholeJob(const pb::Spell& spell, const std::vector<pb::Spell>& rest);

// A job has one employer: that of `rest`, whose employer_id is that of the record which is kept, or empty; and so is `employer_id`.
void CheckOneEmployer(const std::string& employer_id, const std::vector<pb::Spell>& rest, base::Violations* violations);

// Facts of one kind on record for a spell, by what they ask of it: it starts on `start_by` at the latest and does not end before `end_from`.
struct FactDays {
  std::string what;  // "evidence"
  absl::CivilDay start_by, end_from;
};

// A spell whose first or last day moves keeps its facts within it. `path` stands before the names of fields: "spell.", or nothing.
void CheckKeepsFacts(const pb::Spell& before, const pb::Spell& after, const std::vector<FactDays>& facts,
                     const std::string& path, base::Violations* violations);

// A job that began before the journey's referral was held at referral and never counts as a job start; one that began on that day does.
bool IsHeldAtReferral(absl::CivilDay job_started_on, absl::CivilDay referred_on);

}  // namespace gainful::placement
