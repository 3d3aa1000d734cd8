// What the dated facts of a spell must be: pure functions of the fact, its spell and the other facts of its kind there. Violations name the field
// by the record's path, such as "spell_week.week_from". All days are inclusive.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "absl/time/civil_time.h"
#include "gainful/placement/v1/in_work.pb.h"
#include "gainful/placement/v1/job.pb.h"
#include "gainful/placement/v1/placement.pb.h"
#include "services/common/base/status.h"

namespace gainful::placement {

namespace pb = gainful::placement::v1;

// Others of a kind that stand for the same spell.
using Others = std::vector<std::unique_ptr<google::protobuf::Message>>;

// What the fields of one must be together.
void CheckAbsence(const pb::SpellAbsence& absence, base::Violations* v);
void CheckEvidence(const pb::SpellEvidence& evidence, base::Violations* v);
void CheckRetention(const pb::JobRetention& retention, base::Violations* v);
void CheckPlan(const pb::InWorkPlan& plan, base::Violations* v);

// How they fit the spell and each other: within it, each day once. Retention is of a job: it is held against all of that, as WholeJob gives it.
void FitTerms(const pb::Spell& spell, const pb::TermsChange& terms, const Others& others, base::Violations* v);
void FitAbsence(const pb::Spell& spell, const pb::SpellAbsence& absence, const Others& others, base::Violations* v);
void FitWeek(const pb::Spell& spell, const pb::SpellWeek& week, const Others& others, base::Violations* v);
void FitEvidence(const pb::Spell& spell, const pb::SpellEvidence& evidence, const Others& others, base::Violations* v);
void FitRetention(const pb::Spell& spell, const pb::JobRetention& retention, const Others& others, base::Violations* v);
void FitStep(const pb::Spell& spell, const pb::ReturnStep& step, const Others& others, base::Violations* v);
void FitPlan(const pb::Spell& spell, const pb::InWorkPlan& plan, const Others& others, base::Violations* v);

// Whether evidence shows the person in the job on its day: all but that of the end does.
bool ShowsInWork(const pb::SpellEvidence& evidence);

// Moves the spell's day last confirmed to the last one that the evidence shows, or that the file said from which the spell came; of a spell that was
// moved away from its evidence, to the last one that lies in it.
void Reconfirm(const std::optional<absl::CivilDay>& evidence_until, pb::Spell* spell);

}  // namespace gainful::placement
