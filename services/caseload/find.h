// Finding people among those that the caller sees, and records that may be about the same person.
#pragma once

#include <string>
#include <vector>

#include "gainful/caseload/v1/caseload.pb.h"
#include "services/common/base/call.h"
#include "services/common/base/status.h"
#include "services/common/db/pool.h"

namespace gainful::caseload {

namespace pb = gainful::caseload::v1;

class Finder {
 public:
  Finder();

  // At most 50, by name, each written to the access journal. One that was merged into another says so.
  absl::Status Find(db::Transaction& tx, const base::Call& call, const pb::FindParticipantsRequest& q,
                    pb::FindParticipantsResponse* out) const;

  // The statements of Find(), for the tests and the bench.
  std::vector<std::string> FindSql() const { return {by_name_.sql, by_birth_.sql, by_number_.sql}; }

  // Whether enough is known of somebody to look for matches: a birth date or an NHS number.
  static bool MayMatch(const pb::Participant& person);

  // Who may be the person that all these records are about, the surest first. Of one that the caller does not see it says only that there is one. Pairs
  // that were decided to be two people are left out.
  absl::StatusOr<std::vector<pb::Match>> MatchesOf(db::Transaction& tx, const base::Call& call,
                                                   const std::vector<pb::Participant>& records) const;

 private:
  struct Matched;
  absl::Status AddMatches(db::Transaction& tx, const base::Call& call, const pb::Participant& record,
                          const std::string& own_ids, Matched* found) const;

  absl::StatusOr<pqxx::result> FindByName(db::Transaction& tx, const base::Call& call,
                                          const std::vector<std::string>& parts) const;

  const db::Statement form_, by_name_, by_birth_, by_number_, candidates_, shown_, hinted_;
};

// A match in a sentence, for whoever has just recorded somebody.
std::string InWords(const pb::Match& match);

}  // namespace gainful::caseload
