// What holds as at a day, derived from dates that do not depend on it.
//
// "As at" means: with everything that is on record, what is so on that day. A rule that was met later than the day is not yet met, and the earliest
// day it could be is the one on which it was.
//
//   met            met_on lies on or before the day
//   not yet        for certain not met by the day, and it may be later: with the job on record, or with a further one
//   cannot be met  neither what is on record nor a further job can lead to it
//   not known      it could have been met by the day, and no evidence says so: a job without an end was last confirmed before, or a fact that the
//                  rule asks for is not recorded. As long as the earliest day lies after the day, a job that nobody confirmed for long is still
//                  "not yet": whether it goes on or not, the rule is not met.
#pragma once

#include "services/placement/outcome/engine.h"

namespace gainful::placement::outcome {

enum class Holds { kMet, kNotYet, kCannotBeMet, kNotKnown };

struct Answer {
  Holds holds = Holds::kCannotBeMet;
  // Met: the day by which it is counted. Not yet and not known: the earliest day through what is on record. Not set where a further job is needed,
  // of which Engine::EarliestWithNewJob tells when it could meet the rule if it began the day after.
  Day day = kNoDay;

  bool operator==(const Answer& o) const { return holds == o.holds && day == o.day; }
};

Answer AnswerAt(const Standing& standing, Day as_at);

// What is not recorded of the spells that decide where a journey stands; a rule is "not known" for at least one of these.
struct Unknowns {
  bool later_work = false;  // a job without an end that goes on, as far as is known, beyond its last evidence
  bool competitive = false;
  bool contract = false;  // whether it is self-employment
  bool hours = false;
  bool pay = false;
  bool job_end = false;        // evidence that a job went on until the end that somebody typed in
  bool absence_end = false;    // of an absence without one
  bool absence_pay = false;    // whether an absence is paid, where the rule counts paid leave
  bool age = false;            // the pay lies between the floors of the ages that the person may have
  bool contract_kind = false;  // which floor the pay must reach
  bool later_jobs = false;     // which jobs there were after the day up to which the journey was followed
  bool wage_floor = false;     // nobody knows of one for the day
};

Unknowns WhatIsNotKnown(const History& history, const Compiled& rule, const Standing& standing,
                        const std::vector<int>& deciding);

// The day on which somebody is to confirm that a rule about days in work was met: the day after. kNoDay for other rules, or where there is none.
Day CheckpointOf(const Compiled& rule, const Standing& standing);

}  // namespace gainful::placement::outcome
