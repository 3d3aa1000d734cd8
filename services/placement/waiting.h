// What students entered about jobs and nobody has countersigned yet, for answers that rest on it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "services/common/base/call.h"
#include "services/common/db/pool.h"

namespace gainful::placement {

// By spell, how many entries wait for countersignature, those that were returned to the student among them: the spell itself, its terms, absences and
// weeks, and evidence that no other, signed or recorded by somebody qualified, makes up for. Spells of which none waits are left out.
absl::StatusOr<std::map<std::string, int>> WaitingOf(db::Transaction& tx, const base::Call& call,
                                                     const std::vector<std::string>& spells);

// The same of journeys and their person: acceptance, exit and birth decide as well.
absl::StatusOr<int> WaitingOfCourse(db::Transaction& tx, const base::Call& call, std::vector<std::string> journeys,
                                    const std::string& participant);

// The statements, for the tests that read the SQL.
std::vector<std::string> WaitingSql();

// What an answer says of so many entries that it rests on; empty for none.
std::string WaitingWords(int entries);

}  // namespace gainful::placement
