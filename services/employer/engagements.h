// Engagement with employers: the RPC methods of gainful.employer.v1.EngagementService.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "gainful/caseload/v1/work.pb.h"
#include "gainful/employer/v1/engagement.pb.h"
#include "services/common/record/record_service.h"
#include "services/employer/disclosures.h"

namespace gainful::employer {

namespace pb = gainful::employer::v1;

class EngagementService final : public record::RecordService {
 public:
  explicit EngagementService(db::Pool* pool);

  absl::Status CreateEngagement(const base::Call& call, const pb::CreateEngagementRequest& q, pb::Engagement* out);
  absl::Status UpdateEngagement(const base::Call& call, const pb::UpdateEngagementRequest& q, pb::Engagement* out);
  absl::Status WithdrawEngagement(const base::Call& call, const pb::WithdrawEngagementRequest& q, pb::Engagement* out);

  absl::Status CreateParticipantEngagement(const base::Call& call, const pb::CreateParticipantEngagementRequest& q,
                                           pb::ParticipantEngagement* out);
  absl::Status GetParticipantEngagement(const base::Call& call, const pb::GetParticipantEngagementRequest& q,
                                        pb::ParticipantEngagement* out);
  absl::Status ListParticipantEngagements(const base::Call& call, const pb::ListParticipantEngagementsRequest& q,
                                          pb::ListParticipantEngagementsResponse* out);
  absl::Status WithdrawParticipantEngagement(const base::Call& call, const pb::WithdrawParticipantEngagementRequest& q,
                                             pb::ParticipantEngagement* out);

  absl::Status GetEngagementWeeks(const base::Call& call, const pb::GetEngagementWeeksRequest& q,
                                  pb::EngagementWeeks* out);
  absl::Status GetFirstEmployerContacts(const base::Call& call, const pb::GetFirstEmployerContactsRequest& q,
                                        pb::FirstEmployerContacts* out);

  // For the tests: what is beside the records' own.
  std::vector<std::string> AllSql() const;

 private:
  struct Parts;  // further parts of a write: for whom an engagement was, and alerts
  struct Held;   // the engagement that something is for
  absl::Status CompleteFor(db::Transaction& tx, const base::Call& call, const Held& held, absl::CivilDay today,
                           const std::string& path, pb::ParticipantEngagement* record) const;
  void AddAlert(const base::Call& call, absl::CivilDay today, const pb::ParticipantEngagement& record,
                Parts* parts) const;
  absl::Status CheckTold(db::Transaction& tx, const base::Call& call, const pb::Engagement& engagement) const;
  absl::Status SetOutside(const base::Call& call, const std::vector<pb::ParticipantEngagement*>& records);
  static std::string WeeksSql();
  static std::string StartsSql();
  absl::StatusOr<Held> FindEngagement(db::Transaction& tx, const base::Call& call, const std::string& id) const;
  absl::Status CheckNotFull(db::Transaction& tx, const base::Call& call, const pb::ParticipantEngagement& record) const;

  journal::Records engagements_, for_participants_, alerts_;
  const Choices choices_;
  const db::Statement held_, others_, weeks_, staff_, starts_, incident_, told_;
};

}  // namespace gainful::employer
