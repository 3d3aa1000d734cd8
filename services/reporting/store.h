// Reads what other services published, across organisations; the caller's scope is part of every statement.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "gainful/reporting/v1/reporting.pb.h"
#include "services/common/base/call.h"
#include "services/common/db/pool.h"
#include "services/reporting/cohort.h"
#include "services/reporting/employment.h"

namespace gainful::reporting {

namespace pb = gainful::reporting::v1;

class Store {
 public:
  explicit Store(db::Pool* pool);

  // The journeys of the report: anchored in the period, neither declined nor withdrawn, with first jobs up to `as_at`. A commissioner's scope
  // is the programmes that their organisation funds during the period; everybody else's is their own organisation.
  absl::StatusOr<std::vector<JourneyFacts>> Journeys(const base::Call& call, const pb::EquityReportRequest& q,
                                                     absl::CivilDay as_at) const;

  // The same journeys, of each person the first alone, with the first job that counts as a job start as at `as_at`: see job_starts.h.
  absl::StatusOr<std::vector<JourneyFacts>> People(const base::Call& call, const pb::EquityReportRequest& q,
                                                   absl::CivilDay as_at) const;

  // The work that each journey led to whose first job began in the period and by `as_at`, in spells that began by then; of journeys neither
  // declined nor withdrawn. The scope is the same.
  absl::StatusOr<std::vector<Work>> WorkOf(const base::Call& call, const pb::RetentionReportRequest& q,
                                           absl::CivilDay as_at) const;

  // On what lawful basis the providers in the caller's scope of the period, and of the programme where one is named, count everybody: each that is
  // recorded once, "not recorded" for those without any.
  absl::StatusOr<std::vector<std::string>> LawfulBases(const base::Call& call, const google::type::Date& from,
                                                       const google::type::Date& to,
                                                       const std::string& programme) const;

  // Whether `by` names a national characteristic; any other name is a local one's.
  static bool IsNational(const std::string& by);

  // The codes that a national characteristic's groups may have, in the order of their list; none for a local one's.
  static std::vector<std::string> CodesOf(const std::string& by);

  // What people call a group: the code's meaning, a local value as it stands, "missing".
  static std::string GroupName(const std::string& by, const std::string& code);

 private:
  db::Pool* const pool_;
  const db::Statement own_, funded_, own_people_, funded_people_, own_work_, funded_work_, own_basis_, funded_basis_;
};

}  // namespace gainful::reporting
