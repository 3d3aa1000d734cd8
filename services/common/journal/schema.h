// Whether the database's schema fits this binary: readiness fails when it does not.
#pragma once

#include "absl/status/status.h"
#include "services/common/db/pool.h"

namespace gainful::journal {

class SchemaCheck {
 public:
  explicit SchemaCheck(db::Pool* pool) : pool_(pool) {}

  // OK when the newest migration is the one this binary was built with, or a later one that says it still works with it.
  absl::Status Check() const;

 private:
  db::Pool* const pool_;
};

// The pure part: what the versions mean. `oldest_binary` is the largest over the applied migrations.
absl::Status SchemaFits(int database_version, int oldest_binary, int binary_version);

}  // namespace gainful::journal
