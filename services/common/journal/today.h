// "Today" of an organisation: the calendar day in its own time zone.
#pragma once

#include <mutex>
#include <string>
#include <unordered_map>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "google/protobuf/message.h"
#include "services/common/base/call.h"
#include "services/common/base/status.h"
#include "services/common/db/pool.h"

namespace gainful::journal {

// Time zones are read through the directory's published view and kept for a minute.
class Calendar {
 public:
  explicit Calendar(db::Pool* pool);
  absl::StatusOr<absl::CivilDay> Today(const base::Call& call);

  // Holds a request against the contract's field rules, with the organisation's today: base::CheckUpdate where it has an update mask, else
  // base::CheckFields. The first form leaves the violations to be completed; the second is for requests that have no other rules.
  absl::Status Check(const base::Call& call, const google::protobuf::Message& request, base::Violations* violations);
  absl::Status Check(const base::Call& call, const google::protobuf::Message& request);

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
