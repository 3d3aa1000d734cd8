// What a measure must hold, what it scores, and what a change of it means: pure functions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "gainful/caseload/v1/clinical.pb.h"
#include "services/common/base/status.h"

namespace gainful::caseload {

namespace pb = gainful::caseload::v1;

constexpr int kNotAnswered = -9;
constexpr int kUsualAnswerDays = 7;                                 // see Programme.old_answer_days
constexpr int kUsualCrisisMinutes = 30;                             // see Organisation.crisis_minutes
constexpr char kCrisisDetail[] = "PHQ-9, ninth answer above zero";  // what the alert of a measure says

// As many answers as the questionnaire has, each in its range or -9; weights for GAS alone, one for each goal; a total for the measures of which
// only that is kept, within its range, and none for others.
void ValidateMeasure(const pb::Measure& measure, base::Violations* violations);

// The score, or nothing where an answer is missing.
//   PHQ-9, GAD-7, WSAS   the sum of the answers
//   goal-based outcomes  the mean over the goals
//   GAS                  T = 50 + 10 sum(w x) / sqrt(0.7 sum(w^2) + 0.3 (sum w)^2), Kiresuk and Sherman 1968
//   others               the total as recorded
std::optional<double> Score(const pb::Measure& measure);

// Sets score and band, which are derived from the rest.
void SetScore(pb::Measure* measure);

// What the authors call a score: PHQ-9 minimal from 0, mild from 5, moderate from 10, moderately severe from 15, severe from 20; GAD-7 minimal,
// mild from 5, moderate from 10, severe from 15. Empty for others, or without a score.
std::string Band(const pb::Measure& measure);

// How `last` compares with `first`. Reliable from 6 points of PHQ-9 and 4 of GAD-7 (NHS Talking Therapies manual); fewer points are better.
// CHANGE_UNSPECIFIED for measures without a published threshold.
pb::ScoreChange ChangeBetween(pb::MeasureKind kind, double first, double last);

// What a measure recorded on `today` raises: a crisis when PHQ-9's ninth answer is above zero, or a review when it was given more than
// `old_answer_days` before.
pb::AlertKind AlertOf(const pb::Measure& measure, absl::CivilDay today, int old_answer_days);

// What whoever recorded a crisis must read at once. `protocol`, `duty` and `deputy` are the organisation's own words and may be empty.
std::string CrisisText(const std::string& protocol, const std::string& duty, const std::string& deputy, int minutes);

// The same for an answer given some time ago: a review is asked for, and the day may be a slip of the pen.
std::string OldAnswerText(const std::string& protocol);

// Who must take up an alert now that `late` minutes have passed since `answer_by` (negative: are left until then): the duty, then the deputy, then
// after `minutes` more every manager.
std::string WhoseAlert(int late, int minutes, const std::string& duty, const std::string& deputy);

}  // namespace gainful::caseload
