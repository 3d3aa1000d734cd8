// What the outcome rules are told of a journey: the one place that knows where each fact is recorded. A fact that the record does not hold stays
// unknown to them.
#pragma once

#include <string>
#include <vector>

#include "services/common/base/call.h"
#include "services/common/db/pool.h"
#include "services/placement/outcome/history.h"

namespace gainful::placement {

// A journey as the rules see it, and what is said about it on a screen.
struct OutcomeFacts {
  outcome::Journey journey;
  std::vector<outcome::Spell> spells;
  std::vector<outcome::Terms> terms;
  std::vector<std::string> spell_ids;  // of each spell
  std::vector<std::string> rules;      // ids, as the programme names them
  bool is_withdrawn = false;

  // Good for as long as the facts are and do not change.
  outcome::History history() const { return {journey, spells, terms, {}, {}}; }
};

class OutcomeStore {
 public:
  OutcomeStore();

  // Reads a journey that the caller sees, and writes that down as a read of the person's record. NOT_FOUND where there is none; the caller of this
  // writes that down.
  absl::StatusOr<OutcomeFacts> Read(db::Transaction& tx, const base::Call& call, const base::Uuid& journey) const;

  // For the tests that read the SQL.
  std::vector<std::string> AllSql() const { return {journey_.sql, spells_.sql}; }

 private:
  const db::Statement journey_, spells_;
};

}  // namespace gainful::placement
