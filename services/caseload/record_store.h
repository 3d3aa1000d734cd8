// What a chunk of imported records hangs on, read at once for all of its rows.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "services/caseload/record_rules.h"
#include "services/common/db/mapping.h"
#include "services/common/db/pool.h"

namespace gainful::caseload {

class RecordStore {
 public:
  RecordStore();

  // Ids by the key under which somebody was imported, on record or among the staged people of an import; of a journey the person's id as well.
  struct Named {
    std::string id, participant_id;
  };
  using ByKey = std::map<std::string, Named>;
  absl::StatusOr<ByKey> People(db::Transaction& tx, const base::Call& call, const std::string& source,
                               const std::vector<std::string>& keys, const std::string& people_import_id) const;
  absl::StatusOr<ByKey> Journeys(db::Transaction& tx, const base::Call& call, const std::string& source,
                                 const std::vector<std::string>& keys, const std::string& people_import_id) const;

  // The other records of the same person, for those of these ids that have any.
  using OtherRecords = std::map<std::string, std::set<std::string>>;
  absl::StatusOr<OtherRecords> Others(db::Transaction& tx, const base::Call& call,
                                      const std::set<std::string>& ids) const;

  // The neighbours of these records, all of one type. While rows are staged, those of two imports count beside what is on record: of people that are
  // not committed yet, and of the file itself, but for rows under these keys, which are being staged (again, where an answer was lost).
  struct Imports {
    base::Uuid people, own;
    std::vector<std::string> keys;
  };
  absl::Status Load(db::Transaction& tx, const base::Call& call, const Imports& imports,
                    const std::vector<const google::protobuf::Message*>& records, Neighbours* out) const;

  // Before allocations are written: locks the journeys and the key workers, in the order of their ids, against whoever allocates meanwhile.
  absl::Status LockForAllocation(db::Transaction& tx, const base::Call& call,
                                 const std::vector<const google::protobuf::Message*>& records) const;

  // The number that the last allocation of each of these journeys has.
  absl::StatusOr<std::map<std::string, std::int64_t>> LastNumbers(
      db::Transaction& tx, const base::Call& call, const std::vector<const google::protobuf::Message*>& records) const;

  // Raises the alerts of these measures, which are on record.
  absl::Status RaiseAlerts(db::Transaction& tx, const base::Call& call,
                           const std::vector<const google::protobuf::Message*>& records) const;

  absl::Status Discard(db::Transaction& tx, const base::Call& call, const std::string& import_id) const;
  absl::Status DiscardOld(db::Transaction& tx, const base::Call& call) const;

  // For the tests that read it.
  std::vector<std::string> AllSql() const;

 private:
  absl::Status LoadJourneys(db::Transaction& tx, const base::Call& call, const Imports& imports,
                            const std::set<std::string>& ids, Neighbours* out) const;
  absl::Status LoadActive(db::Transaction& tx, const base::Call& call, const Imports& imports, const std::string& staff,
                          Neighbours* out) const;

  const db::Mapping journey_;
  const db::Statement people_by_key_, journeys_by_key_, people_, others_, journeys_, programmes_, staff_, notes_,
      profiles_, crisis_, active_, staged_active_, lock_journeys_, add_key_workers_, lock_key_workers_, numbers_,
      alerts_, discard_, discard_old_;
};

}  // namespace gainful::caseload
