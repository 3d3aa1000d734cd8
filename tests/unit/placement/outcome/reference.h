// Outcome rules evaluated slowly and plainly: a day at a time, straight from the words of the rules, asked anew for each day as at which an answer is
// wanted. It shares the histories, the rules' text and the table of rates with the engine, and no way of counting. The engine is held against it.
#pragma once

#include <string>
#include <vector>

#include "services/placement/outcome/answer.h"

namespace gainful::placement::outcome {

struct ReferenceAnswer {
  Answer answer;
  std::vector<int> deciding;
};

class Reference {
 public:
  explicit Reference(const History& history);

  ReferenceAnswer At(const Rule& rule, Day as_at);
  // The earliest day if a further job begins on `start`.
  Day WithNewJob(const Rule& rule, Day start);
  // The last day that it looks at.
  Day last() const { return last_; }

 private:
  struct Met {
    Day day = kNoDay;
    Day dated_on = kNoDay;
    Day from = kNoDay;
    int job = -1;  // -1: whichever
  };
  // What one spell is on one day.
  struct DayOfWork {
    bool is_there = false;
    bool is_leave = false;
    bool is_unpaid_leave = false;
    bool may_be_leave = false;  // of an absence of which nobody knows how long it lasted, or whether it is paid
    bool may_be_unpaid_leave = false;
    std::int64_t minutes_420 = -1;  // 420ths of a minute
    std::int32_t pence = -1;
    Fact at_floor = Fact::kUnknown;
  };
  void Prepare();
  void FillDay(int spell, Day day, Day period, DayOfWork* out);
  void FillAbsences(const Spell& s, Day day, DayOfWork* out) const;
  Day PayAnchor(const Spell& s) const;
  Fact FloorFact(const Spell& s, Day period, std::int32_t pence);
  Fact FloorInPeriod(const Spell& s, Day period, std::int32_t pence) const;
  const DayOfWork& On(int spell, Day day) const;
  bool Is(const Spell& s, Work work) const { return Is(s, work, certain_); }
  static bool Is(const Spell& s, Work work, bool certain);
  bool IsIn(int spell, Day day) const;  // in this job on that day, as far as is certain or possible
  bool IsOnLeave(const DayOfWork& d) const { return d.is_leave || (certain_ && d.may_be_leave); }
  bool IsUnpaid(const DayOfWork& d) const { return d.is_unpaid_leave || (certain_ && d.may_be_unpaid_leave); }
  Day JobStart(int spell) const;
  bool CountsAtAll(int spell) const { return JobStart(spell) >= begins_; }

  Met Evaluate(const Rule& rule, bool certain, Day fresh);
  Met JobStarts(const Rule& rule) const;
  Met Weeks(const Rule& rule) const;
  std::vector<size_t> StretchOf(size_t spell) const;
  bool GoesOn(size_t spell) const;
  Day KnownOfStretch(size_t spell) const;
  Met Window(const Rule& rule, Day anchor) const;
  bool LeadsUp(size_t spell) const;
  bool ComesTooLate(const Rule& rule, Day anchor) const;
  Met DaysInWork(const Rule& rule) const;
  Met Earnings(const Rule& rule) const;
  std::vector<int> Deciding(const Rule& rule, const Met& met) const;

  const History h_;
  Day begins_, first_, last_;  // the days that are looked at
  std::vector<Day> shown_to_;  // of each spell, the last day on which evidence shows somebody in it
  std::vector<std::vector<DayOfWork>> days_;
  Day floor_day_ = kNoDay;
  std::int32_t floor_pence_ = 0;
  Fact floor_ = Fact::kUnknown;
  // What is being asked.
  bool certain_ = false;
  Day fresh_ = kForever;
};

// The shipped rules, and variants of them that the engine knows and none of them uses.
const std::vector<Rule>& TriedRules();

// Where engine and reference differ on a history under any of these as at a day; empty where they do not.
std::string Difference(const History& history, Day as_at);

}  // namespace gainful::placement::outcome
