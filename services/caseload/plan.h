// What the parts of a plan and the records around a person must be together: pure functions of the record. Violations name the field by the
// record's path, such as "goal.reached_on".
#pragma once

#include <string>
#include <vector>

#include "gainful/caseload/v1/plan.pb.h"
#include "gainful/caseload/v1/support.pb.h"
#include "services/common/base/status.h"

namespace gainful::caseload {

namespace pb = gainful::caseload::v1;

// Of these date fields, in their order, each that is set must not lie before any that is set earlier in the list.
void DaysInOrder(const google::protobuf::Message& record, const std::string& kind,
                 const std::vector<std::string>& fields, base::Violations* v);

// Travel areas are compared in the form that TidyProfile() gives them, in which they need not be yet.
void CheckProfile(const pb::VocationalProfile& profile, base::Violations* v);
// Brings the parts of postcodes in travel_areas into one form: capitals, with one blank before the digit of a sector.
void TidyProfile(pb::VocationalProfile* profile);
void CheckGoal(const pb::Goal& goal, base::Violations* v);
void CheckReview(const pb::Review& review, base::Violations* v);
void CheckRelationship(const pb::Relationship& relationship, base::Violations* v);
void CheckRiskFlag(const pb::RiskFlag& flag, base::Violations* v);
void CheckSafeguardingConcern(const pb::SafeguardingConcern& concern, base::Violations* v);
void CheckDigitalAccess(const pb::DigitalAccessCheck& check, base::Violations* v);
void CheckKitLoan(const pb::KitLoan& loan, base::Violations* v);
void CheckAdjustment(const pb::Adjustment& adjustment, base::Violations* v);
void CheckFitNote(const pb::FitNote& note, base::Violations* v);
void CheckHealthAndWorkReport(const pb::HealthAndWorkReport& report, base::Violations* v);

// Where they stand, by their dates.
pb::GoalStatus StatusOf(const pb::Goal& goal);
pb::AdjustmentStatus StatusOf(const pb::Adjustment& adjustment);

}  // namespace gainful::caseload
