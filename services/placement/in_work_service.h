// Support in work: the RPC methods of gainful.placement.v1.InWorkService.
#pragma once

#include <string>
#include <vector>

#include "services/placement/follow_along.h"
#include "services/placement/job_service.h"

namespace gainful::placement {

std::vector<FactKind> InWorkKinds();

// What a spell's calendar of follow-along follows from beside it, as the last columns of a statement over spells `r` that joins the job's first
// spell as f, the journey as v and its exit as x; and how it is read.
constexpr int kFollowedColumns = 4;
std::string FollowedColumns();
// The days of contacts with a person that count for follow-along, under any of their records: an SQL expression over one for the person's id, and how
// its text is read. $1 is the organisation.
std::string ContactDaysSql(const std::string& participant_id);
std::vector<absl::CivilDay> ReadContactDays(const pqxx::field& days);
Followed FollowedOf(const pb::Spell& spell, const pqxx::row& row);

class InWorkService final : public FactService {
 public:
  explicit InWorkService(db::Pool* pool);

  absl::Status GetFollowAlong(const base::Call& call, const pb::GetFollowAlongRequest& q, pb::FollowAlong* out);

 private:
  const db::Statement followed_;
};

}  // namespace gainful::placement
