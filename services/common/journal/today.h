// "Today" of an organisation: the calendar day in its own time zone.
#pragma once

#include <mutex>
#include <string>
#include <unordered_map>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "services/common/base/call.h"
#include "services/common/db/pool.h"

namespace gainful::journal {

// Time zones are read through the directory's published view and kept for a minute.
class Calendar {
 public:
  explicit Calendar(db::Pool* pool);
  absl::StatusOr<absl::CivilDay> Today(const base::Call& call);

 private:
  struct Known {
    std::string zone;
    absl::Time until;
  };
  db::Pool* const pool_;
  const db::Statement select_;
  std::mutex mu_;
  absl::flat_hash_map<base::Uuid, Known> known_;
};

}  // namespace gainful::journal
