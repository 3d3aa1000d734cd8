// The facts of the live reading, read from what other services publish: one statement for each kind of fact, however many teams are asked about.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/common/base/call.h"
#include "services/common/db/pool.h"
#include "services/fidelity/live.h"
#include "services/fidelity/live_facts.h"

namespace gainful::fidelity {

struct TeamName {
  std::string id, name;
};

struct LiveFacts {
  OrgFacts org;
  std::vector<TeamFacts> teams;         // as they were asked about
  std::vector<std::string> programmes;  // JourneyFact::programme are places in it
};

class LiveStore {
 public:
  LiveStore();

  // The teams that the caller may ask about, by name: those of the token, those that they lead or cover today; all of the organisation's for whom
  // no team binds. `team_id` empty: all of those; else that one, or none.
  absl::StatusOr<std::vector<TeamName>> TeamsOf(db::Transaction& tx, const base::Call& call,
                                                const std::string& team_id) const;

  // What is on record of the teams on these days, and what of the time before the journeys that go on then need. `with_ids`: also the ids of
  // contacts, engagements, entries of time and spells, which figures do without.
  absl::StatusOr<LiveFacts> Read(db::Transaction& tx, const base::Call& call, const std::vector<TeamName>& teams,
                                 const Reach& reach, bool with_ids) const;

  // Who is to be told of drift in each team: members of staff, by team, out of the settings of programmes by their ids.
  absl::StatusOr<std::map<std::string, std::vector<std::string>>> Told(
      db::Transaction& tx, const base::Call& call,
      const std::map<std::string, std::vector<std::string>>& programmes) const;

  // Writes down that the caller reads of these people, and gives those of them whom the caller may see.
  absl::StatusOr<std::vector<std::string>> Seen(db::Transaction& tx, const base::Call& call,
                                                const std::vector<std::string>& people) const;

  // Of these members of staff those whose entries of time the caller may see, as the directory shows them: their own, those of whom they lead today;
  // everybody's for managers and auditors. Like there, it is not written down: it is about no participant.
  absl::StatusOr<std::vector<std::string>> TimeSeen(db::Transaction& tx, const base::Call& call,
                                                    const std::vector<std::string>& members) const;

  // For the tests that read the SQL.
  std::vector<std::string> AllSql() const;

 private:
  const db::Statement teams_, spans_, journeys_, merged_, contacts_, first_meetings_, allocations_, wishes_,
      engaged_for_, engagements_, employers_, vacancies_, time_, spells_, attachments_, told_, seen_, time_seen_;
};

}  // namespace gainful::fidelity
