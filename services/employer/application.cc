#include "services/employer/application.h"

#include "absl/strings/str_cat.h"
#include "services/common/base/dates.h"
#include "services/common/base/status.h"
#include "services/employer/vacancy.h"

namespace gainful::employer {
namespace {

bool IsUnderWay(const pb::JobApplication& a) {
  return !a.has_withdrawn_on() && !a.has_turned_down_on() && !a.has_pulled_out_on();
}

}  // namespace

absl::Status CheckKeepsJob(const pb::JobApplication& after) {
  if (!after.has_job_id() || StatusOf(after) == pb::APPLICATION_STATUS_JOB_BEGAN) return absl::OkStatus();
  return base::Error(
      absl::StatusCode::kFailedPrecondition, "STATE",
      absl::StrCat("a job began through this application, so that it must stand as accepted; where that is "
                   "wrong, clear application_id of spell ",
                   after.job_id(), " first, or withdraw that spell"));
}

void CheckOfferedBefore(const pb::JobApplication& after, absl::CivilDay job_started_on, base::Violations* v) {
  const auto offered = base::ToDay(after.offered_on());
  if (after.has_offered_on() && offered && *offered > job_started_on)
    v->Add("job_application.offered_on",
           absl::StrCat("must not lie after the first day of the job that began through this application (spell ",
                        after.job_id(), "); where another job did, clear application_id there first"));
}

bool IsTakenUpAgain(const pb::JobApplication& before, const pb::JobApplication& after) {
  return !IsUnderWay(before) && IsUnderWay(after);
}

bool ArrangesInterview(const pb::JobApplication& before, const pb::JobApplication& after, absl::CivilDay today) {
  if (!IsUnderWay(after) || !after.has_interview_on()) return false;
  const auto day = base::ToDay(after.interview_on());
  const auto was = before.has_interview_on() ? base::ToDay(before.interview_on()) : std::nullopt;
  return day && *day > today && was != day;
}

}  // namespace gainful::employer
