// Work that is planned to begin, as an accepted offer says: what is to be asked about it on a day, and what a job must be that began so. Pure functions
// of days; all of them are inclusive.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "gainful/placement/v1/due.pb.h"
#include "gainful/placement/v1/placement.pb.h"
#include "services/common/base/status.h"

namespace gainful::placement {

namespace pb = gainful::placement::v1;

struct PlannedStart {
  absl::CivilDay start;
  absl::CivilDay referred_on;
  std::optional<absl::CivilDay> exited_on;
  std::vector<absl::CivilDay> contacts;  // attended, with the participant, for support in work
};

// For how many days from the planned start on it is asked whether work has begun: what nobody answered in a year is history.
constexpr int kDaysAsked = 365;

// What somebody is to do about it, from and up to which day.
struct StartAsked {
  pb::DueKind kind;
  pb::DueState state;
  absl::CivilDay from, due;  // the planned start both, where the question is whether the job has begun
};

// Before the start the contact in the seven days before it, as the follow-along calendar has it: once that time has begun and until it took place, or
// earlier where its last day lies at most `ahead` days ahead. From the start on and for kDaysAsked days, whether the job has begun. Nobody is asked for
// what falls due before the referral or after the exit; whether a job began before the exit is asked after it too.
std::optional<StartAsked> AskAbout(const PlannedStart& planned, absl::CivilDay today, int ahead);

// The application that a spell names, one of the same person.
struct Application {
  bool is_withdrawn = false;
  bool is_accepted = false;
  bool is_over = false;          // turned down, or they pulled out
  bool has_other_job = false;    // another spell that stands names it
  bool is_its_employer = false;  // the spell's employer is the application's, in whichever of their records
  std::string employer_id;       // the record of the employer that new jobs name
  std::optional<absl::CivilDay> offered_on;
};

// Whether the application may have led to a job. FAILED_PRECONDITION, saying why not.
absl::Status CheckLedToJob(const Application& application);
// How the spell fits it: with the same employer, the first of its job, and not begun before the offer.
void CheckBeganThrough(const pb::Spell& spell, const Application& application, base::Violations* violations);

}  // namespace gainful::placement
