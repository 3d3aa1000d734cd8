// Hourly wage floors of the United Kingdom by day, age and apprenticeship.
//
// Source of the rates: wage_floors.v1.textproto. A rate applies from the first pay period that begins on or after the day on which it was set or
// the birthday (National Minimum Wage Regulations 2015, regulation 4B and the notes to it): so the floor of a day is that of its pay period's first day.
// Where nobody recorded how a job's pay is worked out, it is by weeks from the job's first day on.
#pragma once

#include <vector>

#include "services/placement/outcome/history.h"
#include "services/placement/outcome/rule.pb.h"

namespace gainful::placement::outcome {

// The days on which somebody reaches the ages that floors have turned on. Born on 29 February, one is older on 1 March in other years.
struct Birthdays {
  explicit Birthdays(Day born);
  Day Of(int age) const;  // any age of kAges

  static constexpr int kAges[] = {16, 18, 19, 21, 23, 25};
  Day days[6];
};

// The rates that are shipped, as they are written down.
const WageFloorTable& ShippedWageFloors();

class WageFloors {
 public:
  // Those that are shipped.
  static const WageFloors& Shipped();
  // For tests that need a floor which never changes.
  static WageFloors Fixed(std::int32_t pence);

  // The adult rate set on or before `day`, in pence; kUnknownNumber before the first.
  std::int32_t Adult(Day day) const;

  // The floor for somebody of that age on that day, without regard to pay periods. Below 16 years there is none: 0.
  std::int32_t Own(Day day, const Birthdays& birthdays) const;
  // An apprentice's: the apprentice rate while they are under 19 or in the first year of the job, which ends before `first_year_to`.
  std::int32_t Apprentice(Day day, const Birthdays& birthdays, Day first_year_to) const;

  // The first day after `day` on which a new set of rates begins; kForever behind the last.
  Day NextChange(Day day) const;

 private:
  struct Band {
    int from_age;
    std::int32_t pence;
  };
  struct Set {
    Day from;
    std::vector<Band> bands;
    std::int32_t apprentice;
  };
  const Set* At(Day day) const;

  std::vector<Set> sets_;
};

// Pay periods of one length without a day between, before the anchor and after it.
class PayPeriods {
 public:
  // `days` may be kCalendarMonth: each begins on the anchor's day of the month, and on the last day of a month that is too short to have it.
  PayPeriods(Day anchor, std::int32_t days)
      : anchor_(anchor), days_(days), day_of_month_(days == kCalendarMonth ? FromDayNumber(anchor).day() : 0) {}

  // The first day of the period that `day` is in.
  Day Start(Day day) const;
  // The first day of the first period that begins on or after `day`; kForever for kForever.
  Day FirstFrom(Day day) const;

 private:
  Day anchor_;
  std::int32_t days_;
  int day_of_month_;
};

// The same day so many years later; 1 March for 29 February in a year that has none.
Day YearsLater(Day day, int years);

}  // namespace gainful::placement::outcome
