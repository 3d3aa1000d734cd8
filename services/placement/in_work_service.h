// Support in work: the RPC methods of gainful.placement.v1.InWorkService.
#pragma once

#include <vector>

#include "services/placement/job_service.h"

namespace gainful::placement {

std::vector<FactKind> InWorkKinds();

class InWorkService final : public FactService {
 public:
  explicit InWorkService(db::Pool* pool);

  absl::Status GetFollowAlong(const base::Call& call, const pb::GetFollowAlongRequest& q, pb::FollowAlong* out);

 private:
  const db::Statement followed_;
};

}  // namespace gainful::placement
