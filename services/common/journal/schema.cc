#include "services/common/journal/schema.h"

#include "absl/strings/str_cat.h"
#include "services/common/base/status.h"

namespace gainful::journal {

absl::Status SchemaFits(int database_version, int oldest_binary, int binary_version) {
  if (database_version < binary_version) {
    return absl::FailedPreconditionError(absl::StrCat("the database's schema is at version ", database_version,
                                                      ", this binary needs ", binary_version, "; run tools/migrate"));
  }
  if (oldest_binary > binary_version) {
    return absl::FailedPreconditionError(absl::StrCat("the database's schema is at version ", database_version,
                                                      " and no longer works with a binary of version ", binary_version,
                                                      "; install a newer gainfuld"));
  }
  return absl::OkStatus();
}

absl::Status SchemaCheck::Check() const {
  ASSIGN_OR_RETURN(
      const pqxx::result rows,
      pool_->Query("SELECT coalesce(max(version), 0), coalesce(max(oldest_binary), 0) FROM gainful.schema_migration"));
  return SchemaFits(rows[0][0].as<int>(), rows[0][1].as<int>(), GAINFUL_SCHEMA_VERSION);
}

}  // namespace gainful::journal
