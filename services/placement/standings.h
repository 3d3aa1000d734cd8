// Where journeys stand with the outcome rules of their programmes, stored with every write that moves it: placement.standing holds the days, which do
// not depend on when somebody asks, and the spells that decide. Working everything out anew gives the same rows.
//
// Journeys that are one passage have one standing, stored for the journey that the passage counts as (caseload.published_passage_v1). Why none is
// stale, though two people may write under two journeys of a passage at once while a third undoes the merge: every such write locks its own roots, by
// their ids, and the organisation's head last; what follows from it is worked out after that and before the commit. So the later of two works out its
// part once the earlier has committed, and each of its statements reads what is committed by then: jobs of the other journey, who is one person, what
// is stored. It looks at all journeys under any record of the people whom it is about. An undone merge names both records, though they are two people
// again, and the other records of either; so whatever was joined or parted is looked at from both sides. It locks nothing further but rows of
// standings, which nobody touches without the head.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "services/placement/outcome_facts.h"

namespace gainful::placement {

class StandingKeeper {
 public:
  StandingKeeper();

  // What follows from these writes, in their transaction: see db::Follow. They hold the organisation's head, so each looks at what the one before it
  // has written.
  absl::Status Follow(db::Transaction& tx, const base::Call& call, const std::vector<db::Written>& written) const;

  // How many were worked out, and of how many journeys something was stored otherwise.
  struct Counts {
    std::int64_t journeys = 0, standings = 0, differing = 0;
  };
  // The journeys behind `after`, at most `most` of them by their ids, worked out anew and put right. `after` becomes the last id, or empty at the end.
  absl::Status Verify(db::Transaction& tx, const base::Call& call, int most, std::string* after, Counts* counts) const;

  // For the tests that read the SQL.
  std::vector<std::string> AllSql() const;

 private:
  absl::Status Keep(db::Transaction& tx, const base::Call& call, const std::vector<std::string>& journeys,
                    Counts* counts) const;
  absl::Status KeepAll(db::Transaction& tx, const base::Call& call, const pqxx::result& journeys) const;

  const OutcomeStore store_;
  const db::Statement take_turns_, of_people_, of_programme_, of_import_, drop_orphans_, page_, stored_, drop_, put_;
};

}  // namespace gainful::placement
