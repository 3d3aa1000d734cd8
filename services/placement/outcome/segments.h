// A spell of work as stretches of days on which nothing changes: minutes, pay, leave, and whether the pay is at the wage floor. What is not recorded
// of leave makes two answers of one stretch: what is certain, and what is possible.
#pragma once

#include <optional>
#include <vector>

#include "services/placement/outcome/floors.h"
#include "services/placement/outcome/history.h"

namespace gainful::placement::outcome {

// Minutes are counted in units of 1/420 minute, so that a week's minutes divide evenly by any number of days up to seven.
inline constexpr std::int64_t kMinute = 420;

// Whether somebody works on days of a job: each counts for no more than the one before it.
enum class Presence : std::uint8_t { kAtWork, kPaidLeave, kUnpaidLeave };

inline bool Counts(Presence presence, bool counts_paid_leave) {
  return presence == Presence::kAtWork || (presence == Presence::kPaidLeave && counts_paid_leave);
}

struct Segment {
  Day from = 0;
  Day to = 0;        // kForever where the spell has no end
  Day known_to = 0;  // evidence of the spell, or of what follows on it, reaches to here, which may lie before `from`
  int spell = 0;
  std::int64_t rate = kUnknownNumber;   // units of work a day
  std::int32_t pence = kUnknownNumber;  // an hour
  Fact at_floor = Fact::kUnknown;       // always yes for the self-employed, for whom the law knows no floor
  bool hangs_on_age = false;            // at_floor is not known, and a day of birth might tell
  bool hangs_on_contract = false;       // at_floor is not known, and the kind of contract might tell
  Presence certain =
      Presence::kAtWork;  // where it is not known when leave ends: on leave, and unpaid unless recorded as paid
  Presence possible = Presence::
      kAtWork;  // at work again, and paid unless recorded as unpaid; what is unpaid leave even so makes no segment
};

// What the floors turn on, of one journey: the oldest and the youngest that the person can be. Worked out when it is first asked for, because
// whoever is paid the adult rate is at the floor at any age.
class Ages {
 public:
  explicit Ages(const Journey& journey) : journey_(journey) {}
  const Birthdays& oldest() { return Get(journey_.born_from, &oldest_); }
  const Birthdays& youngest() { return Get(journey_.born_to, &youngest_); }

 private:
  static const Birthdays& Get(Day born, std::optional<Birthdays>* birthdays) {
    if (!*birthdays) birthdays->emplace(born);
    return **birthdays;
  }

  const Journey& journey_;
  std::optional<Birthdays> oldest_, youngest_;
};

// Adds the segments of spell number `spell`, whose job began on `job_start`, in order of their days.
void AddSegments(const History& history, int spell, Day job_start, const WageFloors& floors, Ages* ages,
                 std::vector<Segment>* out);

}  // namespace gainful::placement::outcome
