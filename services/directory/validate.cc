#include "services/directory/validate.h"

#include <set>

#include "absl/strings/str_cat.h"

namespace gainful::directory {

void ValidateOrganisation(const pb::Organisation& organisation, base::Violations* violations) {
  if (!organisation.time_zone().empty() && !base::IsTimeZone(organisation.time_zone())) {
    violations->Add("organisation.time_zone", "must be the IANA name of a time zone, such as Europe/London");
  }
}

void ValidateProgramme(const pb::Programme& programme, base::Violations* violations) {
  std::set<std::string> seen;
  for (int i = 0; i < programme.outcome_rules_size(); ++i) {
    if (!seen.insert(programme.outcome_rules(i)).second)
      violations->Add(absl::StrCat("programme.outcome_rules[", i, "]"), "must not be named twice");
  }
  if (programme.has_retention_until_age() && !programme.has_retention_years())
    violations->Add("programme.retention_until_age", "needs retention_years, which holds for those who were of age");
  if (!programme.has_retention_until_age_at_17()) return;
  if (!programme.has_retention_until_age()) {
    violations->Add("programme.retention_until_age_at_17", "needs retention_until_age, which holds for those younger");
  } else if (programme.retention_until_age_at_17() < programme.retention_until_age()) {
    violations->Add("programme.retention_until_age_at_17",
                    absl::StrCat("must not be less than retention_until_age (", programme.retention_until_age(), ")"));
  }
}

}  // namespace gainful::directory
