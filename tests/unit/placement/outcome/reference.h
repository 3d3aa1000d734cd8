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
    std::int64_t minutes_420 = -1;  // 420ths of a minute
    std::int32_t pence = -1;
    Fact at_floor = Fact::kUnknown;
  };
  void Prepare();
  void FillDay(int spell, Day day, DayOfWork* out);
  Fact FloorFact(const Spell& s, Day day, std::int32_t pence);
  Fact FloorInPeriod(const Spell& s, Day period, Day job_start, std::int32_t pence) const;
  const DayOfWork& On(int spell, Day day) const;
  bool Is(const Spell& s, Work work) const;
  bool IsIn(int spell, Day day) const;  // in this job on that day, as far as is certain or possible
  Day JobStart(int spell) const;
  bool CountsAtAll(int spell) const { return JobStart(spell) >= begins_; }

  Met Evaluate(const Rule& rule, bool certain, Day fresh);
  Met JobStarts(const Rule& rule) const;
  Met Weeks(const Rule& rule) const;
  std::vector<size_t> StretchOf(size_t spell) const;
  bool GoesOn(size_t spell) const;
  Day KnownOfStretch(size_t spell) const;
  Met Window(const Rule& rule, Day anchor) const;
  Met DaysInWork(const Rule& rule) const;
  Met Earnings(const Rule& rule) const;
  std::vector<int> Deciding(const Rule& rule, const Met& met) const;

  const History h_;
  Day begins_, first_, last_;  // the days that are looked at
  std::vector<std::vector<DayOfWork>> days_;
  Day floor_day_ = kNoDay;
  std::int32_t floor_pence_ = 0;
  Fact floor_ = Fact::kUnknown;
  // What is being asked.
  bool certain_ = false;
  Day fresh_ = kForever;
};

// Where engine and reference differ on a history under any shipped rule as at a day; empty where they do not.
std::string Difference(const History& history, Day as_at);

}  // namespace gainful::placement::outcome
