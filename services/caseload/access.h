// Seeing beyond one's own team, and signing for students: the RPC methods of gainful.caseload.v1.AccessService. What an opening or a cover lets
// somebody see is in the policies on caseload.participant and caseload.journey, and nowhere else.
#pragma once

#include "gainful/caseload/v1/access.pb.h"
#include "services/caseload/person.h"
#include "services/common/journal/records.h"
#include "services/common/journal/schema.h"
#include "services/common/journal/today.h"
#include "services/common/rpc/service.h"

namespace gainful::caseload {

namespace pb = gainful::caseload::v1;

constexpr int kUsualOpeningHours = 4;

class AccessService final : public rpc::Service {
 public:
  explicit AccessService(db::Pool* pool);
  absl::Status Ready() override { return schema_.Check(); }

  absl::Status CreateEmergencyOpening(const base::Call& call, const pb::CreateEmergencyOpeningRequest& q,
                                      pb::EmergencyOpening* out);
  absl::Status GetEmergencyOpening(const base::Call& call, const pb::GetEmergencyOpeningRequest& q,
                                   pb::EmergencyOpening* out);
  absl::Status ListEmergencyOpenings(const base::Call& call, const pb::ListEmergencyOpeningsRequest& q,
                                     pb::ListEmergencyOpeningsResponse* out);
  absl::Status ReviewEmergencyOpening(const base::Call& call, const pb::ReviewEmergencyOpeningRequest& q,
                                      pb::EmergencyOpening* out);

  absl::Status CreateCover(const base::Call& call, const pb::CreateCoverRequest& q, pb::Cover* out);
  absl::Status GetCover(const base::Call& call, const pb::GetCoverRequest& q, pb::Cover* out);
  absl::Status ListCovers(const base::Call& call, const pb::ListCoversRequest& q, pb::ListCoversResponse* out);
  absl::Status UpdateCover(const base::Call& call, const pb::UpdateCoverRequest& q, pb::Cover* out);

  absl::Status GetCountersignature(const base::Call& call, const pb::GetCountersignatureRequest& q,
                                   pb::Countersignature* out);
  absl::Status ListCountersignatures(const base::Call& call, const pb::ListCountersignaturesRequest& q,
                                     pb::ListCountersignaturesResponse* out);
  absl::Status DecideCountersignature(const base::Call& call, const pb::DecideCountersignatureRequest& q,
                                      pb::Countersignature* out);

  // For the tests that read the SQL and compare messages with tables.
  std::vector<const journal::Records*> records() const { return {&openings_, &covers_, &countersignatures_}; }

 private:
  absl::Status CheckNotCondemned(db::Transaction& tx, const base::Call& call, const std::string& person) const;
  absl::StatusOr<std::string> PersonToOpen(db::Transaction& tx, const base::Call& call, const pqxx::result& rows,
                                           const std::string& nhs_number) const;

  db::Pool* const pool_;
  journal::Calendar calendar_;
  journal::SchemaCheck schema_;
  journal::Records openings_, covers_, countersignatures_;
  const db::Statement opening_look_, by_nhs_number_, condemned_, cover_look_, qualified_, open_;
};

}  // namespace gainful::caseload
