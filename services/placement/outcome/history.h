// What the outcome rules look at: one journey and its spells of work, as plain values in flat arrays, so that a million journeys lie side by side
// and are evaluated without an allocation for each.
#pragma once

#include <cstddef>
#include <cstdint>

#include "absl/time/civil_time.h"
#include "absl/types/span.h"

namespace gainful::placement::outcome {

// A day as a number: days since 1970-01-01. Both ends of every range are inclusive.
using Day = std::int32_t;
inline constexpr Day kNoDay = INT32_MIN;        // not recorded
inline constexpr Day kForever = INT32_MAX / 2;  // no end; half, so that days can be added to it

inline Day ToDayNumber(absl::CivilDay day) { return static_cast<Day>(day - absl::CivilDay(1970, 1, 1)); }
inline absl::CivilDay FromDayNumber(Day day) { return absl::CivilDay(1970, 1, 1) + day; }

enum class Fact : std::uint8_t { kUnknown, kNo, kYes };

enum class Contract : std::uint8_t { kEmployed, kApprenticeship, kSelfEmployed, kUnknown };

inline constexpr std::int32_t kUnknownNumber = -1;

// What was agreed from a day on, until the next terms of the spell. Before its first terms nothing is known.
struct Terms {
  Day from;
  std::int32_t weekly_minutes = kUnknownNumber;
  std::int32_t hourly_pence = kUnknownNumber;
};

// Days on which the job went on and no work was done. Where absences overlap, a day is unpaid if one of them is.
struct Absence {
  Day from;
  Day to;  // kNoDay while nobody knows: it may have been the first day alone, and may last as long as the spell
  Fact paid = Fact::kUnknown;
};

// Minutes that were worked in the seven days from `from` on. They lie evenly on the days of the spell in that week, and stand against the terms
// and every absence. Weeks of one spell do not overlap.
struct RecordedWeek {
  Day from;
  std::int32_t minutes;
};

// For Spell::pay_period_days: pay is worked out by calendar months.
inline constexpr std::int32_t kCalendarMonth = 0;

// Of an array of the history: [begin, end).
struct Range {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

struct Spell {
  std::int32_t job = 0;  // spells of one engagement with one employer have the same number
  Day start = 0;
  Day end = kNoDay;             // not set while it goes on
  Day last_confirmed = kNoDay;  // evidence of the spell reaches to here, or to its start
  bool end_is_shown =
      true;  // and to its end, where it has one and evidence shows that; else the end says only that it went on no longer
  Day four_hours_on = kNoDay;  // the day on which the job's first four paid hours were reached, where that was recorded
  Day pay_anchor = kNoDay;     // first day of a pay period; that of the job where it is not set
  std::int32_t pay_period_days = 7;  // or kCalendarMonth
  Fact competitive = Fact::kUnknown;
  Contract contract = Contract::kUnknown;
  Range terms, absences, weeks;  // each in order of its days
};

struct Journey {
  Day referral = 0;
  Day programme_start = 0;
  Day support_to = kForever;  // last day of support
  // The last day up to which it is known which jobs there were. kForever: whatever day is asked about, no job was missed up to it.
  Day followed_to = kForever;
  // The earliest and the latest day of birth that what is recorded allows; equal where the day is known.
  Day born_from = -kForever;
  Day born_to = kForever;
};

// One journey with its spells, in order of their start. The arrays may hold those of other journeys as well.
struct History {
  Journey journey;
  absl::Span<const Spell> spells;
  absl::Span<const Terms> terms;
  absl::Span<const Absence> absences;
  absl::Span<const RecordedWeek> weeks;
};

// The last day on which a spell's own evidence shows it to be going on; without any it is known to have begun.
inline Day KnownTo(const Spell& s) {
  if (s.end != kNoDay && s.end_is_shown) return s.end;
  const Day shown = s.last_confirmed == kNoDay ? s.start : s.last_confirmed;
  return s.end != kNoDay && s.end < shown ? s.end : shown;
}

// Whether evidence speaks for a spell, rather than its start alone.
inline bool HasEvidence(const Spell& s) {
  return (s.end != kNoDay && s.end_is_shown) || (s.last_confirmed != kNoDay && s.last_confirmed >= s.start);
}

// The last day on which evidence shows spell number `i` of a history to be going on, that of other spells of its job included. An end closes a spell
// and not always the job: where a new contract takes over the next day, whatever shows the job to go on after an end shows all days up to that end.
// Precisely: a spell with an end is shown to it where some evidence of a spell of the same job, of whatever kind, is of a day after that end, and no
// day between the end and that spell's start is without a spell of the job. Only spells with an end bridge such days; one that goes on bridges
// nothing beyond its evidence, since it may have ended, and the end of one whose evidence lies behind is shown by it anyway. The start of the next
// spell is typed like the end and shows nothing by itself. So evidence only adds days, and a spell may be split on any day that is shown.
inline Day KnownTo(absl::Span<const Spell> spells, std::size_t i) {
  const Spell& s = spells[i];
  const Day own = KnownTo(s);
  if (s.end == kNoDay || own >= s.end) return own;
  Day covered = s.end;  // from the end on, the job was there to here as recorded
  for (const Spell& o : spells) {
    if (o.start > covered + 1) break;  // they are in order of their start
    if (o.job != s.job) continue;
    if (HasEvidence(o) && KnownTo(o) > s.end) return s.end;
    if (o.end != kNoDay && o.end > covered) covered = o.end;
  }
  return own;
}

// The last day on which it can have gone on.
inline Day PossibleTo(const Spell& s) { return s.end == kNoDay ? kForever : s.end; }

}  // namespace gainful::placement::outcome
