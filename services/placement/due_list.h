// The due list as it is read: which checkpoints, follow-along contacts and planned starts a caller is to see, in the order of
// services/placement/due.h.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "services/common/base/call.h"
#include "services/common/db/pool.h"
#include "services/common/journal/records.h"
#include "services/placement/due.h"
#include "services/placement/outcome_facts.h"

namespace gainful::placement {

// What somebody asks the list for.
struct DueAsked {
  std::string staff_member_id, team_id;  // empty: whatever is the caller's own, or else all that they see
  int ahead = kDueAhead;                 // days, for checkpoints
  int contacts_ahead = 0;                // days, for contacts that do not count yet
  bool all = false;
  size_t most = 500;
};

class DueList {
 public:
  explicit DueList(const journal::Records* spells);

  // The list, and how many entries more there are. Written down as a read of the people on it.
  struct Read {
    std::vector<DueEntry> entries;
    int more = 0;
  };
  absl::StatusOr<Read> Of(db::Transaction& tx, const base::Call& call, const DueAsked& asked,
                          absl::CivilDay today) const;

  // For the tests that read the SQL.
  std::vector<std::string> AllSql() const;

 private:
  struct Scope;
  absl::StatusOr<Scope> ScopeOf(db::Transaction& tx, const base::Call& call, const DueAsked& asked,
                                absl::CivilDay today) const;
  absl::StatusOr<std::vector<DueEntry>> Checkpoints(db::Transaction& tx, const base::Call& call, const Scope& scope,
                                                    const DueAsked& asked, outcome::Day today, int* more) const;
  absl::StatusOr<std::vector<DueEntry>> Contacts(db::Transaction& tx, const base::Call& call, const Scope& scope,
                                                 const DueAsked& asked, outcome::Day today) const;
  absl::StatusOr<std::vector<DueEntry>> Starts(db::Transaction& tx, const base::Call& call, const Scope& scope,
                                               const DueAsked& asked, absl::CivilDay today) const;
  absl::Status WriteDown(db::Transaction& tx, const base::Call& call, const std::vector<DueEntry>& shown) const;

  const journal::Records* const spells_;
  const OutcomeStore store_;
  const db::Statement own_staff_, own_teams_, checkpoints_, contacts_, starts_, shown_;
};

// What a calendar knows an entry by: the same whatever its day, and no id of anything.
std::string DueUid(const pb::DueItem& item);

// Days on which somebody tried in vain to reach the people of journeys, by journey.
absl::StatusOr<std::map<std::string, std::vector<outcome::Day>>> AttemptsOf(db::Transaction& tx, const base::Call& call,
                                                                            const std::vector<std::string>& journeys);

}  // namespace gainful::placement
