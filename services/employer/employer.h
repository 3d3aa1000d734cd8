// What an employer and a site must be, and where the relationship with an employer stands: pure functions.
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "gainful/employer/v1/employer.pb.h"
#include "services/common/base/dates.h"
#include "services/common/base/status.h"

namespace gainful::employer {

namespace pb = gainful::employer::v1;

// The section of SIC 2007 that a code belongs to: the code is a section's letter, or digits of which the first two are a division. Missing where no
// section has that division (Office for National Statistics, UK Standard Industrial Classification of Economic Activities 2007).
pb::SicSection SectionOf(absl::string_view sic_code);

// The letters with which a postcode begins.
std::string PostcodeAreaOf(absl::string_view postcode);

// A code that belongs to a section; no day on which a level of the Disability Confident scheme ends without the level.
void CheckEmployer(const pb::Employer& employer, base::Violations* violations);

// A relationship lapses when nothing happened for more than so many calendar months, while nobody is known to work there.
constexpr int kLapsesAfterMonths = 6;

// The last day on which a relationship stands of which `last_sign` was the last day: the same day of the month so many months on, or that
// month's last one.
absl::CivilDay LastDayBeforeLapse(absl::CivilDay last_sign);

// Where the relationship stands as at `as_of`, by the employer's derived days. The furthest that it came counts, unless it has lapsed: hired, hiring,
// in conversation, approached.
pb::EmployerStage StageOf(const pb::Employer& employer);

// Whether the level of the Disability Confident scheme has expired as at `as_of`: it holds on its last day, and without a last day for good.
bool HasExpired(const pb::Employer& employer);

// Sets the derived fields that follow from others of the same record.
void DeriveEmployer(pb::Employer* employer);
void DeriveSite(pb::EmployerSite* site);

// FAILED_PRECONDITION when it was withdrawn before: `what` is the record in words.
template <class Record>
absl::Status CheckStanding(const Record& record, absl::string_view what) {
  if (!record.has_withdrawn_on()) return absl::OkStatus();
  return base::Error(absl::StatusCode::kFailedPrecondition, "STATE",
                     std::string("the ").append(what.data(), what.size()) + " was withdrawn before");
}

// Marks it as withdrawn today, once.
template <class Record>
absl::Status Withdraw(absl::CivilDay today, absl::string_view what, Record* record) {
  RETURN_IF_ERROR(CheckStanding(*record, what));
  *record->mutable_withdrawn_on() = base::ToProto(today);
  return absl::OkStatus();
}

}  // namespace gainful::employer
