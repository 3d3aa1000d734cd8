// Whether and when a journey meets an outcome rule: the one place where that is decided. Pure: no clock, no SQL, no allocation for each journey.
//
// A record does not say everything. A job without an end was there up to its last evidence and may or may not have gone on; pay, hours or the kind
// of job may not be recorded, nor when an absence ended and whether it was paid. So each rule is asked twice:
//   certain   with what is known alone: days up to the evidence, facts that are recorded, and an absence without an end goes on. It gives the day
//             on which the rule was met.
//   possible  with whatever may be so: jobs without an end go on under their last terms, an absence without one was over after its first day, what
//             is not recorded is as the rule wants it, and where the journey was followed only to some day, a job may have begun the day after. It
//             gives the earliest day on which the rule could be met.
// Both are days that do not depend on when somebody asks, so they can be stored with the write that moved them; answer.h derives what holds as at
// a day. More evidence only adds to what is certain: it never takes an outcome back, and a correction may.
//
// What every rule asks: a job counts if its first spell began neither before the referral nor before the programme, and what is counted begins
// while support runs. Spells of one job that follow on each other without a day between are one stretch: how it is split changes nothing, nor does it
// for what evidence shows of them (KnownTo in history.h has the rule).
#pragma once

#include <optional>
#include <tuple>
#include <vector>

#include "services/placement/outcome/rules.h"
#include "services/placement/outcome/segments.h"

namespace gainful::placement::outcome {

inline constexpr std::int32_t kAnyJob = INT32_MIN;

// Where a journey stands with one rule, whatever the day.
struct Standing {
  Day met_on = kNoDay;    // from this day on it is met; not set while it is not
  Day dated_on = kNoDay;  // the day by which it is then counted: met_on, but the first day of work for a job start
  Day earliest =
      kNoDay;  // not met: the earliest day through what is on record, if it goes on as recorded. Not set: a further job is needed
  Day latest_start =
      kNoDay;  // earliest not set: the last day on which a further job could begin and still meet it. Not set: there is none
  Day evidence_until =
      kNoDay;  // the last day of work that evidence shows of the deciding spells and what they lead up to, or else the day to which was followed
  // The deciding spells are those that the rule looks at, of `job` if it is one, which overlap with these days. Not set: there are none.
  Day from = kNoDay;
  Day to = kNoDay;
  std::int32_t job = kAnyJob;

  bool operator==(const Standing& o) const {
    return met_on == o.met_on && dated_on == o.dated_on && earliest == o.earliest && latest_start == o.latest_start &&
           evidence_until == o.evidence_until && from == o.from && to == o.to && job == o.job;
  }
};

// How far a journey has come by what is certain up to a day: paid minutes, weeks, days, or pence out of how many.
struct Progress {
  std::int64_t done = 0;
  std::int64_t needed = 0;  // 0: not known, since no wage floor is
};

class Engine {
 public:
  explicit Engine(const WageFloors* floors = &WageFloors::Shipped()) : floors_(floors) {}

  // Looks at a journey; what its spans point to must stay until the next Load.
  void Load(const History& history);

  Standing Evaluate(const Compiled& rule);

  // The earliest day on which the rule could be met if a further job began on `start`, beside all that is possible. kNoDay: it could not.
  Day EarliestWithNewJob(const Compiled& rule, Day start);

  // The numbers of the deciding spells, in order.
  std::vector<int> Deciding(const Compiled& rule, const Standing& standing) const;

  // Days beyond `as_at` are left out.
  Progress ProgressAt(const Compiled& rule, Day as_at);

  // For a rule about job starts: the first days of the jobs that count as at a day, in order.
  std::vector<Day> JobStarts(const Compiled& rule, Day as_at);

 private:
  enum class Mode { kCertain, kPossible };
  // A spell with what follows from the others.
  struct Held {
    Day start, known_to, possible_to;
    Day job_start;
    std::int32_t job;
    bool is_first;         // of its job
    int stretch;           // number of the first spell of the job and kind that leads up to it: itself, or held before
    bool goes_on;          // one of that stretch has no end, or one that evidence does not show
    Day stretch_known_to;  // evidence of all of it
    std::uint8_t passes;   // bits: which kinds of work it is, in which mode
  };
  struct Stretch {
    Day from, to;
  };
  struct Piece {
    Day from, to;
    std::int64_t rate;
  };
  // The day on which a pass met the rule, and what it counted.
  struct Reached {
    Day day = kNoDay;
    Day dated_on = kNoDay;
    Day from = kNoDay;
    std::int32_t job = kAnyJob;
  };

  // Days after `cap` are left out; a further job begins on `fresh`, unless it is kForever.
  struct Pass {
    Mode mode;
    Day fresh = kForever;
    Day cap = kForever;
  };

  static constexpr unsigned Bit(Work work, Mode mode) {
    return 1u << (2 * static_cast<int>(work - 1) + static_cast<int>(mode));
  }
  static bool Passes(const Held& held, Work work, Mode mode) { return (held.passes & Bit(work, mode)) != 0; }
  // Whether windows are counted from this spell: the first of its stretch.
  bool IsAnchor(const Held& held) const { return &held_[static_cast<size_t>(held.stretch)] == &held; }
  void JoinStretches();
  static std::uint8_t AllPasses(const Spell& spell);
  const Held& HeldOf(const Segment& s) const {
    return held_[static_cast<size_t>(held_of_[static_cast<size_t>(s.spell)])];
  }
  // Whether it is one that a pass looked at, on one of these days.
  static bool Overlaps(const Held& held, Work work, Mode mode, Day from, Day to);
  bool MayBegin(Day day) const { return day <= journey_.support_to; }
  Day Limit(const Compiled& rule) const;

  Reached Run(const Compiled& rule, const Pass& pass);
  Reached RunJobStart(const Compiled& rule, const Pass& pass);
  Reached RunWeeks(const Compiled& rule, const Pass& pass);
  Reached RunDays(const Compiled& rule, const Pass& pass);
  Reached RunEarnings(const Compiled& rule, const Pass& pass);

  // The day of the first four paid hours, or however many, of the job that `first` begins.
  Day PaidFrom(const Held& first, std::int32_t minutes, const Pass& pass);
  // The first days of the windows of a rule, in order. Where they are counted from the first spell alone, and it is not known which spells are of the
  // rule's kind: certain is the first if it is the rule's whatever the others are, possible is each up to the first that is for certain.
  const std::vector<Day>& Anchors(const Compiled& rule, const Pass& pass);
  // The minutes of each week of the window that begins on `anchor`.
  void AddUpWeeks(const Compiled& rule, Day anchor, const Pass& pass, std::int64_t* weeks);
  // Days in work, as few stretches as they are.
  const std::vector<Stretch>& Join(Work work, const Pass& pass, Day limit);
  // Fills `pieces` with earnings, or else minutes, a day: of one job, or of all that the rule looks at.
  void AddPieces(bool as_earnings, const Compiled& rule, std::int32_t job, const Pass& pass,
                 std::vector<Piece>* pieces);
  // The day on which pieces add up to `target`.
  static Day Reach(const std::vector<Piece>& pieces, std::int64_t target);
  Day FirstDay(Work work, const Pass& pass) const;

  // In progress.cc.
  static std::int64_t Sum(const std::vector<Piece>& pieces);
  std::int64_t MostPaidMinutes(const Compiled& rule, const Pass& pass);
  std::int64_t MostWeeks(const Compiled& rule, const Pass& pass);
  std::int64_t MostDays(const Compiled& rule, const Pass& pass);

  Day LatestStart(const Compiled& rule);
  void Decide(const Compiled& rule, const Reached& reached, Mode mode, Day to, Standing* out) const;
  const std::vector<Segment>& Segments();
  // Whether more may be possible than is certain.
  bool MayDiffer(const Compiled& rule);

  const WageFloors* floors_;
  History history_;
  Journey journey_;
  Day begins_ = 0;  // the first day on which a job that counts can begin
  bool has_segments_ = false;
  bool has_unknown_segments_ = false;
  unsigned differs_ = 0;    // bits, as of Mode::kPossible: spells of this kind that go on, or may or may not be of it
  std::vector<Held> held_;  // spells that count, by their start
  std::vector<int> spell_of_;  // their numbers in the history
  std::vector<int> held_of_;   // the other way round; -1 for spells that do not count
  std::vector<Segment> segments_;
  std::vector<Piece> pieces_;
  std::vector<Day> anchors_;

  // What several rules ask alike is worked out once for each mode; `key` says for what, and Load forgets it.
  template <typename Key, typename T>
  struct Kept {
    std::optional<Key> key;
    std::vector<T> values;
  };
  Kept<std::tuple<Work, Day, Day>, Stretch> stretches_[2];  // work, fresh, limit
  Kept<std::tuple<Work, bool, int, Anchor, Day>, std::int64_t>
      windows_[2];  // work, paid leave, weeks, anchor, fresh: a window for each anchor
  Kept<std::tuple<Work, bool, int, Day, Day>, Piece> earnings_[2];  // work, paid leave, longest week, fresh, cap
};

}  // namespace gainful::placement::outcome
