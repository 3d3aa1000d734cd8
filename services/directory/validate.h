// What the directory's records must be, beyond the field rules of the contract.
#pragma once

#include "gainful/directory/v1/directory.pb.h"
#include "services/common/base/status.h"

namespace gainful::directory {

namespace pb = gainful::directory::v1;

// The time zone must be one this machine knows.
void ValidateOrganisation(const pb::Organisation& organisation, base::Violations* violations);

// No outcome rule is named twice; what is said of the records of children adds to a period in years.
void ValidateProgramme(const pb::Programme& programme, base::Violations* violations);

// The last day must not lie before the first. For programmes, funding, teams, staff, postings and attachments; `prefix` is such as "team.".
template <class Record>
void ValidateDates(const Record& record, const std::string& prefix, base::Violations* violations);

}  // namespace gainful::directory

#include "services/common/base/dates.h"

namespace gainful::directory {

template <class Record>
void ValidateDates(const Record& record, const std::string& prefix, base::Violations* violations) {
  if (!record.has_starts_on() || !record.has_ends_on()) return;
  const auto first = base::ToDay(record.starts_on());
  const auto last = base::ToDay(record.ends_on());
  if (first && last && *last < *first) {
    violations->Add(prefix + "ends_on", "must not lie before starts_on (" + base::FormatDay(*first) + ")");
  }
}

}  // namespace gainful::directory
