// What a spell of work must be and which steps it may take: pure functions of its dates. Both days of a spell are inclusive.
#pragma once

#include <optional>

#include "absl/time/civil_time.h"
#include "gainful/placement/v1/placement.pb.h"
#include "services/common/base/status.h"

namespace gainful::placement {

namespace pb = gainful::placement::v1;

// What is known of a person's birth.
struct Birth {
  std::optional<absl::CivilDay> date;
  std::optional<int> year;
};

pb::SpellStatus StatusOf(const pb::Spell& spell);

// End not before start; the day last confirmed and that of the first four paid hours within the spell; an end reason, and the day on which the end
// was heard of, only with an end; a source goes with a key. The four hours are stated, as an end is: evidence may not have come that far yet.
void ValidateSpell(const pb::Spell& spell, base::Violations* violations);

// No job starts before birth.
void ValidateAgainstBirth(const pb::Spell& spell, const Birth& birth, base::Violations* violations);

// Steps. Each changes `spell` or says why it cannot.
// Confirm moves the day last confirmed forwards; an earlier day than the one on record changes nothing and is refused.
absl::Status Confirm(const google::type::Date& on, pb::Spell* spell, base::Violations* violations);
absl::Status End(const pb::EndSpellRequest& request, pb::Spell* spell, base::Violations* violations);
absl::Status Withdraw(absl::CivilDay today, pb::Spell* spell);

}  // namespace gainful::placement
