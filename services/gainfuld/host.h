// Puts the services of one process together and serves them.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "services/common/base/clock.h"
#include "services/fidelity/wording.h"
#include "services/gainfuld/settings.h"
#include "services/reporting/disclosure_profile.h"

namespace gainful::gainfuld {

class Host {
 public:
  // `clock` must outlive the host. INVALID_ARGUMENT names the setting that makes no sense; UNAVAILABLE a port that is taken.
  static absl::StatusOr<std::unique_ptr<Host>> Start(const Settings& settings, const base::Clock* clock);

  int port() const { return server_->port(); }
  void Stop() { server_->Stop(); }

 private:
  Host() = default;
  db::Pool* AddPool(const Settings& settings, const std::string& service);
  void AddService(const Settings& settings, const std::string& name);
  rpc::DispatchOptions Dispatch(const base::Clock* clock) const;

  std::vector<std::unique_ptr<db::Pool>> pools_;
  std::unique_ptr<auth::Verifier> verifier_;
  std::map<base::Uuid, std::vector<fidelity::Wording>> wordings_;  // licensed, by organisation
  std::optional<reporting::Perturbation> perturbation_;            // for the profile that needs one
  std::vector<std::unique_ptr<rpc::Service>> services_;
  std::map<const rpc::Service*, db::Pool*> pool_of_;
  std::unique_ptr<rpc::Server> server_;  // last: it goes first
};

}  // namespace gainful::gainfuld
