// The employers that jobs name: they are the employer service's, which publishes that they are there.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/common/base/call.h"
#include "services/common/db/pool.h"

namespace gainful::placement {

// Those of the ids that name an employer of the organisation, as the database prints them; each with the employer into which it was merged, or with
// nothing.
using Employers = std::map<std::string, std::string>;
absl::StatusOr<Employers> KnownEmployers(db::Transaction& tx, const base::Call& call,
                                         const std::vector<std::string>& ids);

// The record that stands for the employer whose id it is, as the database prints ids; nothing for nobody.
std::string EmployerOf(const std::string& id, const Employers& known);

// What is wrong with an id that a new job names, in words; nothing where it names an employer that stands for itself.
std::string WhyNotEmployer(const Employers& known, const std::string& id);

// NOT_FOUND for spell.employer_id where it names nobody, and FAILED_PRECONDITION where it names one that was merged into another; empty names none.
absl::Status CheckEmployer(db::Transaction& tx, const base::Call& call, const std::string& id);

// The ids of all records of the employer whose id the parameter holds: an SQL array. $1 is the organisation.
std::string RecordsOfEmployer(const std::string& id);

}  // namespace gainful::placement
