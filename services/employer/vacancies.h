// Vacancies and applications: the RPC methods of gainful.employer.v1.VacancyService.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gainful/employer/v1/vacancy.pb.h"
#include "services/common/record/record_service.h"
#include "services/employer/disclosures.h"
#include "services/employer/vacancy.h"

namespace gainful::employer {

namespace pb = gainful::employer::v1;

class VacancyService final : public record::RecordService {
 public:
  explicit VacancyService(db::Pool* pool);

  absl::Status CreateVacancy(const base::Call& call, const pb::CreateVacancyRequest& q, pb::Vacancy* out);
  absl::Status UpdateVacancy(const base::Call& call, const pb::UpdateVacancyRequest& q, pb::Vacancy* out);
  absl::Status WithdrawVacancy(const base::Call& call, const pb::WithdrawVacancyRequest& q, pb::Vacancy* out);

  absl::Status CreateJobApplication(const base::Call& call, const pb::CreateJobApplicationRequest& q,
                                    pb::JobApplication* out);
  absl::Status UpdateJobApplication(const base::Call& call, const pb::UpdateJobApplicationRequest& q,
                                    pb::JobApplication* out);
  absl::Status WithdrawJobApplication(const base::Call& call, const pb::WithdrawJobApplicationRequest& q,
                                      pb::JobApplication* out);

  absl::Status GetVacancyMatches(const base::Call& call, const pb::GetVacancyMatchesRequest& q,
                                 pb::VacancyMatches* out);

  // For the tests: what is beside the records' own.
  std::vector<std::string> AllSql() const {
    return {open_.sql, under_way_.sql, job_of_.sql, applicants_.sql, place_.sql, only_place_.sql, wishes_.sql};
  }

 private:
  struct Opening {  // what an application asks of a vacancy
    std::string employer_id;
    bool is_through_service;
    std::optional<absl::CivilDay> filled_on;
  };
  absl::StatusOr<Opening> FindVacancy(db::Transaction& tx, const base::Call& call, const std::string& id) const;
  absl::Status CheckMayApply(db::Transaction& tx, const base::Call& call, const std::string& participant_id,
                             const std::string& employer_id) const;
  absl::Status CheckNoneUnderWay(db::Transaction& tx, const base::Call& call,
                                 const pb::JobApplication& application) const;
  absl::Status CheckChange(db::Transaction& tx, const base::Call& call, const pb::JobApplication& before,
                           absl::CivilDay today, pb::JobApplication* after, base::Violations* violations) const;
  absl::StatusOr<std::optional<absl::CivilDay>> FindJob(db::Transaction& tx, const base::Call& call,
                                                        pb::JobApplication* application) const;
  absl::Status CheckApplicants(db::Transaction& tx, const base::Call& call, const pb::Vacancy& vacancy,
                               std::vector<std::string>* told) const;
  absl::Status WriteDown(const base::Call& call, const std::vector<std::string>& people) const;
  absl::StatusOr<Place> FindPlace(db::Transaction& tx, const base::Call& call, const pb::Vacancy& vacancy) const;

  journal::Records vacancies_, applications_;
  const Choices choices_;
  const db::Statement open_, under_way_, take_turns_, job_of_, applicants_, place_, only_place_, wishes_, shown_, told_;
};

}  // namespace gainful::employer
