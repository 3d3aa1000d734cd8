#include "tools/synthetic/standings.h"

#include "absl/time/clock.h"
#include "services/common/base/status.h"
#include "services/common/db/pool.h"
#include "services/placement/standings.h"

namespace gainful::synthetic {

absl::Status KeepStandings(const std::string& socket, const std::string& database,
                           const std::vector<std::string>& organisations) {
  constexpr int kJourneysOfAPage = 20000;
  db::PoolOptions options;
  options.host = socket;
  options.database = database;
  options.role = "placement_svc";
  db::Pool pool(options);
  const placement::StandingKeeper keeper;
  for (const auto& organisation : organisations) {
    base::Call call;
    call.org = call.caller_org = base::IdOf(organisation);
    call.all_teams = true;
    call.now = absl::Now();
    placement::StandingKeeper::Counts counts;
    std::string after;
    do {
      ASSIGN_OR_RETURN(auto tx, pool.Begin(call));
      RETURN_IF_ERROR(keeper.Verify(tx, call, kJourneysOfAPage, &after, &counts));
      RETURN_IF_ERROR(tx.Commit());
    } while (!after.empty());
  }
  return absl::OkStatus();
}

}  // namespace gainful::synthetic
