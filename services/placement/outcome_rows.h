// Rows of spells, and of what is known of them by date, as the outcome rules see them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "services/common/db/values.h"
#include "services/placement/outcome_facts.h"

namespace gainful::placement {

outcome::Day DayOr(const pqxx::field& field, outcome::Day otherwise);

// A spell's dated facts, in order of spells.
class BySpell {
 public:
  explicit BySpell(const pqxx::result& rows) {
    for (const auto& row : rows) rows_[row[0].c_str()].push_back(row);
  }
  const std::vector<pqxx::row>& of(const std::string& spell) const {
    static const auto* none = new std::vector<pqxx::row>();
    const auto found = rows_.find(spell);
    return found == rows_.end() ? *none : found->second;
  }

 private:
  std::map<std::string, std::vector<pqxx::row>> rows_;
};

// What is known of spells by date.
struct Dated {
  BySpell terms, absences, weeks;
};

// Adds a spell with all of it to the facts of its journey. Columns of `row`: as those of OutcomeStore's statement of spells.
void AddSpell(const pqxx::row& row, std::int32_t job, const Dated& dated, OutcomeFacts* facts);

}  // namespace gainful::placement
