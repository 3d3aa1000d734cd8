// Why a journey stands with a rule where it does, in a sentence that a specialist reads in seconds. Pure.
#pragma once

#include <string>
#include <vector>

#include "services/placement/outcome/answer.h"
#include "services/placement/outcome_facts.h"

namespace gainful::placement {

// Which days a caller may read. Journeys of one passage, and spells of one job, may be of several teams: the answer rests on all of them, and no day
// that is on record only under a journey which the caller does not see stands in it. Days on which an outcome is or could be met are the answer's own;
// but that by which a job start is counted is the job's first day. Nor is it said how much is done: from day to day it would grow on the days that
// were worked.
struct Sight {
  bool of_work = true;      // of the spells that decide
  bool of_all_work = true;  // of all that may have been counted
  bool of_evidence =
      true;  // until when there is evidence: of those, or where none decides of the day to which all was followed
  bool of_support_end = true;  // the day on which support ended
};
Sight SightOf(const OutcomeFacts& facts, const std::vector<int>& deciding);

// Whether the caller sees all journeys that the answer rests on. Who does not is answered as at today alone: as at one day after another the answers
// would tell when the rest of it was worked.
bool IsSeenWhole(const OutcomeFacts& facts);

// Whether the day of an answer is to be left out of it.
bool IsDayHidden(const Sight& sight, const outcome::Compiled& rule);

// That an answer stands for several journeys, of which the caller does not see some; empty for one by itself.
std::string PassageWords(const OutcomeFacts& facts);

// What is certain so far: "63 of 91 days in work".
std::string Done(const outcome::Compiled& rule, const outcome::Progress& progress);

// `engine` has loaded the history of `facts`; `standing` and `answer` are the rule's, as at `as_at`.
std::string Because(const OutcomeFacts& facts, const outcome::Rule& rule, const outcome::Standing& standing,
                    const outcome::Answer& answer, outcome::Day as_at, outcome::Engine* engine);

}  // namespace gainful::placement
