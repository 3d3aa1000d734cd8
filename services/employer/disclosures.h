// What employers may be told: the RPC methods of gainful.employer.v1.DisclosureService, and the choices as other records of this service ask for them.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "gainful/employer/v1/disclosure.pb.h"
#include "services/common/record/record_service.h"
#include "services/employer/disclosure.h"

namespace gainful::employer {

namespace pb = gainful::employer::v1;

// Everything that a person said about one employer, under any of their records and of the employer's.
class Choices {
 public:
  Choices();
  // A person's record and an employer's.
  using Pair = std::pair<std::string, std::string>;

  // Of each pair, in their order.
  absl::StatusOr<std::vector<std::vector<pb::DisclosureChoice>>> ReadAll(db::Transaction& tx, const base::Call& call,
                                                                         const std::vector<Pair>& pairs) const;
  absl::StatusOr<std::vector<pb::DisclosureChoice>> Read(db::Transaction& tx, const base::Call& call,
                                                         const std::string& participant_id,
                                                         const std::string& employer_id) const;

 private:
  const db::Mapping mapping_;
  const db::Statement read_;  // $2 and $3 the records of each pair
};

class DisclosureService final : public record::RecordService {
 public:
  explicit DisclosureService(db::Pool* pool);

  absl::Status CreateDisclosureChoice(const base::Call& call, const pb::CreateDisclosureChoiceRequest& q,
                                      pb::DisclosureChoice* out);
  absl::Status GetDisclosureAllowed(const base::Call& call, const pb::GetDisclosureAllowedRequest& q,
                                    pb::DisclosureAllowed* out);

 private:
  void AddAffected(const base::Call& call, absl::CivilDay today, pb::DisclosureChoice* out);

  journal::Records records_of_choices_;
  const Choices choices_;
  const db::Mapping planned_mapping_;
  const db::Statement next_number_, shown_, planned_;
};

}  // namespace gainful::employer
