#include "services/common/journal/today.h"

#include "services/common/base/dates.h"
#include "services/common/base/fields.h"

namespace gainful::journal {

Calendar::Calendar(db::Pool* pool)
    : pool_(pool), select_("SELECT time_zone FROM directory.published_organisation_v1 WHERE org_id = $1::uuid") {}

absl::StatusOr<absl::CivilDay> Calendar::Today(const base::Call& call) {
  {
    std::lock_guard<std::mutex> lock(mu_);
    const auto it = known_.find(call.org);
    if (it != known_.end() && call.now < it->second.until) return base::Today(call.now, it->second.zone);
  }
  ASSIGN_OR_RETURN(auto tx, pool_->Begin(call));
  db::Params params;
  params.Text(call.org.ToString());
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(select_, params));
  const std::string zone = rows.empty() ? "" : rows[0][0].c_str();
  std::lock_guard<std::mutex> lock(mu_);
  if (known_.size() > 100000) known_.clear();
  known_[call.org] = {zone, call.now + absl::Minutes(1)};
  return base::Today(call.now, zone);
}

absl::Status Calendar::Check(const base::Call& call, const google::protobuf::Message& request,
                             base::Violations* violations) {
  ASSIGN_OR_RETURN(const auto today, Today(call));
  if (request.GetDescriptor()->FindFieldByName("update_mask") != nullptr) {
    base::CheckUpdate(request, today, violations);
  } else {
    base::CheckFields(request, today, violations);
  }
  return absl::OkStatus();
}

absl::Status Calendar::Check(const base::Call& call, const google::protobuf::Message& request) {
  base::Violations violations;
  RETURN_IF_ERROR(Check(call, request, &violations));
  return violations.ToStatus();
}

}  // namespace gainful::journal
