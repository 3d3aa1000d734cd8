// What is true in the made-up world: who starts a job, how soon and for how long. Pure functions of the group and of dice, so that figures drawn from
// the records can be held against what they should find. Nothing here knows of services, databases or today.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "tools/synthetic/dice.h"

namespace gainful::synthetic {

enum class Programme { kIpsSecondary, kIpsPrimary, kDrugsAlcohol, kConnectToWork };
constexpr int kProgrammes = 4;

// A group of people with the same chances.
struct Group {
  Programme programme = Programme::kIpsSecondary;
  bool is_minority = false;  // an ethnic category other than the White ones
  bool is_deprived = false;  // lives in one of the two most deprived fifths of areas

  friend bool operator==(const Group& a, const Group& b) {
    return a.programme == b.programme && a.is_minority == b.is_minority && a.is_deprived == b.is_deprived;
  }
};

std::vector<Group> AllGroups();
const char* NameOf(Programme programme);

// How many of a programme's people are of the group.
double ShareOf(const Group& group);

// The chance that an accepted journey comes to a job: the odds of the programme, times 0.70 for minorities, times 0.80 for the deprived.
double StartProbability(const Group& group);

// Half of those who start have started by then, in days from the acceptance. The days are log-normal with sigma 0.75, and no fewer than 7.
double MedianDaysToStart(const Group& group);
constexpr double kStartSigma = 0.75;
constexpr int kFewestDaysToStart = 7;

// The chance that a job lasts longer than so many days: exp(-(days / scale) ^ 0.8), a hazard that falls with time (Weibull).
double StillInWork(const Group& group, double days);
// The days by which the share `u` of jobs has ended.
double DaysInWork(const Group& group, double u);

// Of referrals, whatever the group.
constexpr double kDeclined = 0.12;

struct Job {
  absl::CivilDay start;
  absl::CivilDay end;  // the last day, were it followed so far
};

// All that happens to one referral, were it followed to its end. Who reports on a day knows only what lies before.
struct Timeline {
  absl::CivilDay referred;
  absl::CivilDay decided;  // accepted or declined
  bool is_declined = false;
  std::vector<Job> jobs;  // by start; the first is the job start that counts
  absl::CivilDay exited;  // of an accepted one
};
Timeline Draw(Dice* dice, const Group& group, absl::CivilDay referred);

// How many referrals a month has, of twelve even ones: more after New Year and in autumn, fewer in August and December.
double SeasonOf(int month);

// A working day from first to last, by the seasons; the last years have somewhat more than the first.
absl::CivilDay ReferralDay(Dice* dice, absl::CivilDay first, absl::CivilDay last);

// The day, or the Monday after it.
absl::CivilDay WorkingDay(absl::CivilDay day);

// The truth as JSON: what --truth prints.
std::string Truth();

}  // namespace gainful::synthetic
