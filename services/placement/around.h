// What stands around a spell of work, as far as a change of the spell must leave it right: the rest of its job, its dated facts, and the record of
// retention.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "services/common/journal/records.h"
#include "services/placement/job.h"

namespace gainful::placement {

class AroundSpell {
 public:
  explicit AroundSpell(db::Pool* pool);

  // The other spells of its job that stand, with id, days and employer alone: that of the record which is kept. Whatever the caller may see of them.
  // The job's first spell is locked: so nobody else changes what is held against the job as a whole.
  absl::StatusOr<std::vector<pb::Spell>> RestOfJob(db::Transaction& tx, const base::Call& call,
                                                   const pb::Spell& spell) const;

  // The dated facts that stand, by the id of their spell.
  absl::StatusOr<std::map<std::string, std::vector<FactDays>>> Facts(db::Transaction& tx, const base::Call& call,
                                                                     const std::vector<std::string>& spells) const;

  // Whether `after`, which belongs to a job now, fits all of it. `before` is null for a new one; `path` is as for CheckKeepsFacts.
  absl::Status Check(db::Transaction& tx, const base::Call& call, const pb::Spell* before, const pb::Spell& after,
                     const std::string& path, base::Violations* violations) const;

 private:
  absl::Status CheckRetentions(db::Transaction& tx, const base::Call& call, const pb::Spell* before,
                               const pb::Spell& after, const std::vector<pb::Spell>& rest, const std::string& path,
                               base::Violations* violations) const;

  const journal::Records retentions_;
  const db::Statement first_, rest_, facts_, retentions_of_;
};

// The days that dated facts ask of their spells, for those whose ids `among` holds: columns spell_id, what, start_by, end_from. $1 is the organisation.
std::string FactDaysSql(const std::string& among);

}  // namespace gainful::placement
