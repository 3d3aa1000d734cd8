#include "tools/synthetic/model.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace gainful::synthetic {
namespace {

// By programme: chance of a start where nothing else weighs, median days to it, scale of the time in work, share of minorities and of the deprived.
struct Base {
  const char* name;
  double start, median_days, scale_days, minority, deprived;
};
const Base& BaseOf(Programme programme) {
  static const Base bases[kProgrammes] = {{"ips_secondary", 0.44, 128, 330, 0.26, 0.54},
                                          {"ips_primary", 0.52, 92, 420, 0.19, 0.43},
                                          {"ips_drugs_alcohol", 0.33, 141, 240, 0.11, 0.61},
                                          {"connect_to_work", 0.38, 110, 360, 0.22, 0.47}};
  return bases[static_cast<int>(programme)];
}

constexpr double kShape = 0.8;
constexpr double kMinorityOdds = 0.70, kDeprivedOdds = 0.80;
constexpr double kMinorityDelay = 1.25, kDeprivedDelay = 1.10, kDeprivedScale = 0.85;

double ScaleOf(const Group& g) { return BaseOf(g.programme).scale_days * (g.is_deprived ? kDeprivedScale : 1); }

int Whole(double days) { return static_cast<int>(std::min(std::floor(days), 36500.0)); }

// Further jobs follow one that ended while support goes on.
void AddJobs(Dice* dice, const Group& group, Timeline* t) {
  absl::CivilDay start =
      t->decided +
      std::max(kFewestDaysToStart, Whole(std::ceil(dice->LogNormal(MedianDaysToStart(group), kStartSigma))));
  t->exited = start + 30 + Whole(dice->LogNormal(250, 0.5));
  for (int i = 0; i < 4; ++i) {
    t->jobs.push_back({start, start + Whole(DaysInWork(group, dice->Uniform()))});
    start = t->jobs.back().end + 1 + Whole(dice->LogNormal(40, 0.6));
    if (!dice->Chance(0.45) || start > t->exited - 14) return;
  }
}

}  // namespace

std::vector<Group> AllGroups() {
  std::vector<Group> all;
  for (int p = 0; p < kProgrammes; ++p) {
    for (const bool minority : {false, true}) {
      for (const bool deprived : {false, true}) all.push_back({static_cast<Programme>(p), minority, deprived});
    }
  }
  return all;
}

const char* NameOf(Programme programme) { return BaseOf(programme).name; }

double ShareOf(const Group& g) {
  const Base& b = BaseOf(g.programme);
  return (g.is_minority ? b.minority : 1 - b.minority) * (g.is_deprived ? b.deprived : 1 - b.deprived);
}

double StartProbability(const Group& g) {
  const double start = BaseOf(g.programme).start;
  const double odds = start / (1 - start) * (g.is_minority ? kMinorityOdds : 1) * (g.is_deprived ? kDeprivedOdds : 1);
  return odds / (1 + odds);
}

double MedianDaysToStart(const Group& g) {
  return BaseOf(g.programme).median_days * (g.is_minority ? kMinorityDelay : 1) * (g.is_deprived ? kDeprivedDelay : 1);
}

double StillInWork(const Group& g, double days) { return std::exp(-std::pow(days / ScaleOf(g), kShape)); }

double DaysInWork(const Group& g, double u) { return ScaleOf(g) * std::pow(-std::log(1 - u), 1 / kShape); }

Timeline Draw(Dice* dice, const Group& group, absl::CivilDay referred) {
  Timeline t;
  t.referred = referred;
  t.decided = WorkingDay(referred + Whole(dice->LogNormal(8, 0.7)));
  t.is_declined = dice->Chance(kDeclined);
  if (t.is_declined) return t;
  if (dice->Chance(StartProbability(group))) {
    AddJobs(dice, group, &t);
  } else {
    t.exited = t.decided + 45 + Whole(dice->LogNormal(190, 0.6));
  }
  t.exited = WorkingDay(t.exited);
  return t;
}

double SeasonOf(int month) {
  static const double season[12] = {1.22, 1.08, 1.10, 0.95, 1.00, 1.02, 0.94, 0.74, 1.15, 1.16, 1.08, 0.56};
  return season[month - 1];
}

absl::CivilDay ReferralDay(Dice* dice, absl::CivilDay first, absl::CivilDay last) {
  const int days = static_cast<int>(last - first);
  for (;;) {
    const int at = dice->Between(0, days);
    const absl::CivilDay day = first + at;
    const double growth = days == 0 ? 1 : 0.85 + 0.3 * at / days;
    if (WorkingDay(day) == day && dice->Chance(SeasonOf(day.month()) * growth / (1.22 * 1.15))) return day;
    if (days < 7) return day;  // too short for the seasons, and it may hold no working day
  }
}

absl::CivilDay WorkingDay(absl::CivilDay day) {
  while (absl::GetWeekday(day) == absl::Weekday::saturday || absl::GetWeekday(day) == absl::Weekday::sunday) ++day;
  return day;
}

std::string Truth() {
  std::string out = absl::StrFormat(
      "{\n  \"declined\": %.4f,\n  \"days_to_start\": \"log-normal, sigma %.2f, at least %d\",\n  \"days_in_work\": "
      "\"Weibull, shape %.2f\",\n  \"groups\": [",
      kDeclined, kStartSigma, kFewestDaysToStart, kShape);
  const char* comma = "\n";
  for (const Group& g : AllGroups()) {
    absl::StrAppendFormat(
        &out,
        "%s    {\"programme\": \"%s\", \"ethnic_group\": \"%s\", \"imd\": \"%s\", \"share_of_programme\": %.4f, "
        "\"job_start\": %.4f, \"median_days_to_start\": %.1f, \"in_work_beyond_13_weeks\": %.4f, "
        "\"in_work_beyond_26_weeks\": %.4f, \"in_work_beyond_52_weeks\": %.4f}",
        comma, NameOf(g.programme), g.is_minority ? "other" : "white", g.is_deprived ? "1-2" : "3-5", ShareOf(g),
        StartProbability(g), MedianDaysToStart(g), StillInWork(g, 90), StillInWork(g, 181), StillInWork(g, 363));
    comma = ",\n";
  }
  return out + "\n  ]\n}\n";
}

}  // namespace gainful::synthetic
