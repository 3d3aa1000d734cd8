// Merging employers: the RPC methods of gainful.employer.v1.EmployerMergeService.
#pragma once

#include <string>
#include <vector>

#include "gainful/employer/v1/employer.pb.h"
#include "gainful/employer/v1/merge.pb.h"
#include "services/common/db/pool.h"
#include "services/common/journal/records.h"
#include "services/common/record/record_service.h"
#include "services/employer/merge.h"

namespace gainful::employer {

namespace pb = gainful::employer::v1;

class EmployerMergeService final : public record::RecordService {
 public:
  explicit EmployerMergeService(db::Pool* pool);

  absl::Status CreateEmployerMerge(const base::Call& call, const pb::CreateEmployerMergeRequest& q,
                                   pb::EmployerMerge* out);
  absl::Status DecideEmployerMerge(const base::Call& call, const pb::DecideEmployerMergeRequest& q,
                                   pb::EmployerMerge* out);
  absl::Status UndoEmployerMerge(const base::Call& call, const pb::UndoEmployerMergeRequest& q, pb::EmployerMerge* out);

  // For the tests: what is beside the records' own.
  std::vector<std::string> AllSql() const;

 private:
  struct Pair;  // the two records of a proposal
  static Pair PairIn(const pqxx::result& rows, const pb::EmployerMerge& merge);
  absl::StatusOr<Pair> LockPair(db::Transaction& tx, const base::Call& call, const pb::EmployerMerge& merge) const;
  absl::StatusOr<pb::Employer> ReadDuplicate(db::Transaction& tx, const base::Call& call,
                                             const pb::EmployerMerge& merge) const;

  journal::Records merges_, employers_;
  const db::Statement pair_, lock_pair_, leads_, employer_;
};

}  // namespace gainful::employer
