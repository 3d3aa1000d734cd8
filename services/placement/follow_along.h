// The follow-along calendar of a job, as supported employment asks for it (IPS fidelity, "time-unlimited follow-along supports"): a contact with the
// participant in the week before the job begins, within three days of the first day, weekly in the first month, monthly after, and within
// three days of hearing that the job was lost. A pure function of days; all of them are inclusive.
#pragma once

#include <optional>
#include <vector>

#include "absl/time/civil_time.h"
#include "gainful/placement/v1/in_work.pb.h"
#include "gainful/placement/v1/placement.pb.h"

namespace gainful::placement {

namespace pb = gainful::placement::v1;

// For so many days before the start a contact counts for it; the last of them is the day before.
inline constexpr int kDaysBeforeStart = 7;

// What the calendar follows from.
struct Followed {
  absl::CivilDay job_started_on;  // of the job's first spell: the months are counted from it
  absl::CivilDay started_on;      // of this spell
  std::optional<absl::CivilDay> ended_on;
  std::optional<absl::CivilDay> lost_heard_on;  // set where the job was lost: see LossHeardOn
  absl::CivilDay referred_on;
  std::optional<absl::CivilDay> exited_on;
  std::vector<absl::CivilDay> contacts;  // attended, with the participant, for support in work
};

// The day on which it was heard that the job was lost; that of the end where nobody said. Nothing while it goes on, when the person left for a better
// job, or when another spell continues this one.
std::optional<absl::CivilDay> LossHeardOn(const pb::Spell& spell);

// The contacts that are asked for, by the days on which they begin to count: all that have begun by `as_of`, and the next. The first month has
// four weeks of seven days from the first day; each later month begins on the day of the month on which the job did, or on its last.
//   Nobody is asked for what fell due before the referral, or before this spell where it continues another; or, unless it took place, after
//   the end of the spell or after the exit.
// A contact counts for every span that it lies in. States are as at `as_of`; contacts after it are not looked at.
std::vector<pb::FollowAlongContact> FollowAlong(const Followed& followed, absl::CivilDay as_of);

}  // namespace gainful::placement
