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

// A journey as the rules see it, and what is said about it on a screen. Journeys of somebody with several records that are one passage
// (caseload.published_passage_v1) are one journey to the rules: with the days of the passage and the jobs of all.
struct OutcomeFacts {
  outcome::Journey journey;
  std::vector<outcome::Spell> spells;
  std::vector<outcome::Terms> terms;
  std::vector<outcome::Absence> absences;
  std::vector<outcome::RecordedWeek> weeks;
  std::vector<std::string> spell_ids;       // of each spell
  std::vector<std::string> spell_journeys;  // under which each spell is recorded
  std::vector<std::string> journeys;        // of the passage, in order of their ids; one by itself
  std::vector<std::string> rules;           // ids, as the programme names them
  // What one who asks does not see: filled by MarkUnseen.
  std::set<std::string> unseen;           // of these spells, those under a journey that the caller does not see
  std::set<std::string> unseen_journeys;  // of the passage
  bool is_support_end_seen = true;  // whether a journey that the caller sees ended on the day on which support did
  std::string participant_id;
  std::vector<outcome::Day> attempts;  // to reach somebody about their job, in vain: no rule asks for them
  std::map<std::string, int>
      waiting;                // by spell: entries of students that nobody has countersigned; filled for one who asks
  int waiting_of_course = 0;  // the same of the journeys and the person
  bool is_withdrawn = false;

  // Good for as long as the facts are and do not change.
  outcome::History history() const { return {journey, spells, terms, absences, weeks}; }
};

class OutcomeStore {
 public:
  OutcomeStore();

  // Reads a journey that the caller sees, with the passage that it is a part of, and writes that down as a read of the person's record. NOT_FOUND where
  // there is none; the caller of this writes that down. What the caller does not see is marked.
  absl::StatusOr<OutcomeFacts> Read(db::Transaction& tx, const base::Call& call, const base::Uuid& journey) const;

  // Journeys by their ids, whoever asks: for what is worked out and stored.
  struct All {
    // By the journey that its passage counts as. Those that were withdrawn, have no spell on record, or whose programme names no rule are left out.
    std::map<std::string, OutcomeFacts> facts;
    // What each counts as: of those that were asked for and are on record, and of all others of their passages.
    std::map<std::string, std::string> counted_as;
  };
  absl::StatusOr<All> ReadAll(db::Transaction& tx, const base::Call& call,
                              const std::vector<std::string>& journeys) const;

  // Marks of facts, by whatever key, what the caller does not see.
  absl::Status MarkUnseen(db::Transaction& tx, const base::Call& call,
                          std::map<std::string, OutcomeFacts>* facts) const;

  // For the tests that read the SQL.
  std::vector<std::string> AllSql() const {
    return {journey_.sql, journeys_.sql, passages_.sql, spells_.sql, terms_.sql, absences_.sql, weeks_.sql, seen_.sql};
  }

 private:
  // Passages of several journeys that people with these records have.
  absl::StatusOr<pqxx::result> Passages(db::Transaction& tx, const base::Call& call,
                                        const std::set<std::string>& people) const;
  // Adds the jobs of their journeys to facts.
  absl::Status ReadJobs(db::Transaction& tx, const base::Call& call, std::map<std::string, OutcomeFacts>* facts) const;

  const db::Statement journey_, journeys_, passages_, spells_, terms_, absences_, weeks_, seen_;
};

}  // namespace gainful::placement
