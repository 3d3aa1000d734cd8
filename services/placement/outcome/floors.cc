#include "services/placement/outcome/floors.h"

#include <algorithm>

#include "embedded/kWageFloorsV1.h"
#include "services/placement/outcome/rules.h"

namespace gainful::placement::outcome {
namespace {

// The first day of the pay period that begins in a month, where they begin on `day` of each.
Day StartIn(absl::CivilMonth month, int day) {
  const int days = static_cast<int>(absl::CivilDay(month + 1) - absl::CivilDay(month));
  return ToDayNumber(absl::CivilDay(month) + (std::min(day, days) - 1));
}

}  // namespace

Day PayPeriods::Start(Day day) const {
  if (days_ != kCalendarMonth) {
    const Day into = (day - anchor_) % days_;
    return day - (into < 0 ? into + days_ : into);
  }
  const absl::CivilMonth month(FromDayNumber(day));
  const Day start = StartIn(month, day_of_month_);
  return start <= day ? start : StartIn(month - 1, day_of_month_);
}

Day PayPeriods::FirstFrom(Day day) const {
  if (day >= kForever) return kForever;
  if (days_ != kCalendarMonth) return Start(day + days_ - 1);
  const absl::CivilMonth month(FromDayNumber(day));
  const Day start = StartIn(month, day_of_month_);
  return start >= day ? start : StartIn(month + 1, day_of_month_);
}

Day YearsLater(Day day, int years) {
  // Between two equal days of the year lie so many leap days as there are between the Februaries before them.
  const absl::CivilDay from = FromDayNumber(day);
  const auto year = from.year() - (from.month() <= 2 ? 1 : 0);
  const auto leap_days = [](absl::civil_year_t y) { return y / 4 - y / 100 + y / 400; };
  return day + 365 * years + static_cast<Day>(leap_days(year + years) - leap_days(year));
}

Birthdays::Birthdays(Day born) {
  for (int i = 0; i < 6; ++i) {
    // Unknown births lie beyond every day: such a person has reached every age, or none.
    const bool is_known = born > -kForever && born < kForever;
    days[i] = is_known ? YearsLater(born, kAges[i]) : born;
  }
}

Day Birthdays::Of(int age) const {
  for (int i = 0; i < 6; ++i) {
    if (kAges[i] == age) return days[i];
  }
  return kForever;  // the loader of the table refuses other ages
}

const WageFloorTable& ShippedWageFloors() {
  static const auto* table = new WageFloorTable(ReadShipped<WageFloorTable>(kWageFloorsV1));
  return *table;
}

const WageFloors& WageFloors::Shipped() {
  static const auto* shipped = [] {
    auto* floors = new WageFloors();
    for (const auto& from : ShippedWageFloors().floors()) {
      Set set{ShippedDay(from.from()), {}, from.apprentice_pence()};
      for (const auto& band : from.bands()) set.bands.push_back({band.from_age(), band.pence()});
      floors->sets_.push_back(std::move(set));
    }
    return floors;
  }();
  return *shipped;
}

WageFloors WageFloors::Fixed(std::int32_t pence) {
  WageFloors floors;
  floors.sets_.push_back({-kForever, {{16, pence}}, pence});
  return floors;
}

// Newest first: most of what is asked about is recent.
const WageFloors::Set* WageFloors::At(Day day) const {
  for (auto set = sets_.rbegin(); set != sets_.rend(); ++set) {
    if (set->from <= day) return &*set;
  }
  return nullptr;
}

std::int32_t WageFloors::Adult(Day day) const {
  const Set* set = At(day);
  return set == nullptr ? kUnknownNumber : set->bands.front().pence;
}

std::int32_t WageFloors::Own(Day day, const Birthdays& birthdays) const {
  const Set* set = At(day);
  if (set == nullptr) return kUnknownNumber;
  for (const Band& band : set->bands) {
    if (birthdays.Of(band.from_age) <= day) return band.pence;
  }
  return 0;
}

std::int32_t WageFloors::Apprentice(Day day, const Birthdays& birthdays, Day first_year_to) const {
  const Set* set = At(day);
  if (set == nullptr) return kUnknownNumber;
  const bool has_rate = day < first_year_to || day < birthdays.Of(19);
  return has_rate ? set->apprentice : Own(day, birthdays);
}

Day WageFloors::NextChange(Day day) const {
  Day next = kForever;
  for (auto set = sets_.rbegin(); set != sets_.rend() && set->from > day; ++set) next = set->from;
  return next;
}

}  // namespace gainful::placement::outcome
