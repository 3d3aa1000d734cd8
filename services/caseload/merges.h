// Merging duplicates: the RPC methods of gainful.caseload.v1.MergeService, and the proposals that wait on somebody's day.
#pragma once

#include <string>
#include <vector>

#include "gainful/caseload/v1/caseload.pb.h"
#include "gainful/caseload/v1/merge.pb.h"
#include "gainful/caseload/v1/work.pb.h"
#include "services/caseload/merge.h"
#include "services/common/db/pool.h"
#include "services/common/journal/records.h"
#include "services/common/record/record_service.h"

namespace gainful::caseload {

namespace pb = gainful::caseload::v1;

class MergeService final : public record::RecordService {
 public:
  explicit MergeService(db::Pool* pool);

  absl::Status CreateMerge(const base::Call& call, const pb::CreateMergeRequest& q, pb::Merge* out);
  absl::Status DecideMerge(const base::Call& call, const pb::DecideMergeRequest& q, pb::Merge* out);
  absl::Status UndoMerge(const base::Call& call, const pb::UndoMergeRequest& q, pb::Merge* out);

 private:
  struct Pair;  // the two records of a proposal
  static Pair PairIn(const pqxx::result& rows, const pb::Merge& merge);
  absl::StatusOr<Pair> LockPair(db::Transaction& tx, const base::Call& call, const pb::Merge& merge) const;
  absl::StatusOr<pb::Participant> ReadDuplicate(db::Transaction& tx, const base::Call& call,
                                                const pb::Merge& merge) const;

  absl::Status CheckNoJointJob(db::Transaction& tx, const base::Call& call, const pb::Merge& merge) const;

  journal::Records merges_, participants_;
  const db::Statement pair_, lock_pair_, leads_, participant_, joint_job_;
};

// Proposals that wait, for those who may decide them.
std::string DueMergesSql();
absl::Status AddDueMerges(db::Transaction& tx, const base::Call& call, const db::Statement& due_merges,
                          const std::string& team_id, absl::CivilDay today, std::vector<pb::DayItem>* items);

// Proposals to merge employers, for those who may decide them: managers, and whoever leads a team today, but for their own. How many and since when is
// all that is known of them here.
std::string DueEmployerMergesSql();
absl::Status AddEmployerMerges(db::Transaction& tx, const base::Call& call, const db::Statement& due_merges,
                               absl::CivilDay today, std::vector<pb::DayItem>* items);

}  // namespace gainful::caseload
