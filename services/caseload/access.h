// Seeing beyond one's own team, and signing for students: the RPC methods of gainful.caseload.v1.AccessService. What an opening or a cover lets
// somebody see is in the policies on caseload.participant and caseload.journey, and nowhere else.
#pragma once

#include <optional>
#include <string>

#include "gainful/caseload/v1/access.pb.h"
#include "gainful/caseload/v1/work.pb.h"
#include "services/caseload/person.h"
#include "services/common/record/record_service.h"

namespace gainful::caseload {

namespace pb = gainful::caseload::v1;

constexpr int kUsualOpeningHours = 4;

class AccessService final : public record::RecordService {
 public:
  explicit AccessService(db::Pool* pool);

  absl::Status CreateEmergencyOpening(const base::Call& call, const pb::CreateEmergencyOpeningRequest& q,
                                      pb::EmergencyOpening* out);
  absl::Status ReviewEmergencyOpening(const base::Call& call, const pb::ReviewEmergencyOpeningRequest& q,
                                      pb::EmergencyOpening* out);

  absl::Status CreateCover(const base::Call& call, const pb::CreateCoverRequest& q, pb::Cover* out);
  absl::Status UpdateCover(const base::Call& call, const pb::UpdateCoverRequest& q, pb::Cover* out);

  absl::Status DecideCountersignature(const base::Call& call, const pb::DecideCountersignatureRequest& q,
                                      pb::Countersignature* out);

 private:
  // An alert as it stood and as it will.
  struct TakenUp {
    pb::Alert before, after;
  };
  absl::StatusOr<std::optional<TakenUp>> TakeUpAlert(db::Transaction& tx, const base::Call& call,
                                                     const std::string& opening, absl::CivilDay today) const;
  absl::StatusOr<bool> MayArrange(db::Transaction& tx, const base::Call& call, const std::string& team) const;
  absl::Status CheckNotCondemned(db::Transaction& tx, const base::Call& call, const std::string& person) const;
  absl::StatusOr<std::string> PersonToOpen(db::Transaction& tx, const base::Call& call, const pqxx::result& rows,
                                           const std::string& nhs_number) const;

  journal::Records openings_, covers_, countersignatures_, alerts_;
  const db::Statement opening_look_, by_nhs_number_, condemned_, cover_look_, leads_, open_alert_, qualified_, open_;
};

}  // namespace gainful::caseload
