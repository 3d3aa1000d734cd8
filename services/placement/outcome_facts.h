// What the outcome rules are told of journeys: the one place that knows where each fact is recorded. A fact that the record does not hold stays
// unknown to them.
#pragma once

#include <map>
#include <set>
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
  std::vector<outcome::Absence> absences;
  std::vector<outcome::RecordedWeek> weeks;
  std::vector<std::string> spell_ids;  // of each spell
  std::vector<std::string> rules;      // ids, as the programme names them
  std::set<std::string>
      unseen;  // those of spells under a journey that the caller does not see; filled for one who asks
  std::string participant_id;
  std::vector<outcome::Day> attempts;  // to reach somebody about their job, in vain: no rule asks for them
  bool is_withdrawn = false;

  // Good for as long as the facts are and do not change.
  outcome::History history() const { return {journey, spells, terms, absences, weeks}; }
};

class OutcomeStore {
 public:
  OutcomeStore();

  // Reads a journey that the caller sees, and writes that down as a read of the person's record. NOT_FOUND where there is none; the caller of this
  // writes that down.
  absl::StatusOr<OutcomeFacts> Read(db::Transaction& tx, const base::Call& call, const base::Uuid& journey) const;

  // By their ids, whoever asks: for what is worked out and stored. Those that were withdrawn, have no spell on record, or whose programme names no
  // rule are left out.
  absl::StatusOr<std::map<std::string, OutcomeFacts>> ReadAll(db::Transaction& tx, const base::Call& call,
                                                              const std::vector<std::string>& journeys) const;

  // For the tests that read the SQL.
  std::vector<std::string> AllSql() const {
    return {journey_.sql, journeys_.sql, spells_.sql, terms_.sql, absences_.sql, weeks_.sql, unseen_.sql};
  }

 private:
  // Adds the jobs of these journeys to their facts.
  absl::Status ReadJobs(db::Transaction& tx, const base::Call& call, const std::vector<std::string>& journeys,
                        std::map<std::string, OutcomeFacts>* facts) const;

  const db::Statement journey_, journeys_, spells_, terms_, absences_, weeks_, unseen_;
};

}  // namespace gainful::placement
