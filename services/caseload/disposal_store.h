// The SQL of disposal: what the rule needs to know of people, the lines of a list, and the deletion itself.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "gainful/caseload/v1/disposal.pb.h"
#include "services/caseload/disposal.h"
#include "services/common/base/call.h"
#include "services/common/base/ids.h"
#include "services/common/db/pool.h"

namespace gainful::caseload {

namespace pb = gainful::caseload::v1;

class DisposalStore {
 public:
  DisposalStore();

  // Number of the journal's last entry. Of what was committed before, everything is seen by later statements.
  absl::StatusOr<std::int64_t> LastEntry(db::Transaction& tx, const base::Call& call) const;

  // The next people behind `after`, by id, all of whose journeys have ended in programmes that say how long records are kept. Empty at the end.
  absl::StatusOr<std::vector<std::string>> Candidates(db::Transaction& tx, const base::Call& call,
                                                      const std::string& after) const;

  // Somebody with all their records, those included that nobody asked for, and what the rule needs to know of them.
  struct Person {
    std::vector<std::string> records;  // ids, in their order
    RecordFacts facts;
  };
  // The people whom these records are about, each once, in the order of their first record; what is not on record is missing.
  absl::StatusOr<std::vector<Person>> People(db::Transaction& tx, const base::Call& call,
                                             const std::vector<std::string>& records) const;

  // The ids of all records of the person, by any one of them, in their order.
  absl::StatusOr<std::vector<std::string>> RecordsOfOne(db::Transaction& tx, const base::Call& call,
                                                        const std::string& record) const;

  // Kinds of records that were made or changed about these people behind that entry, by the id that they were recorded under.
  using Kinds = std::map<std::string, std::set<std::string>>;
  absl::StatusOr<Kinds> ChangedSince(db::Transaction& tx, const base::Call& call, const std::vector<Person>& people,
                                     std::int64_t last_entry) const;

  // Writes the lines of a new list.
  absl::Status AddLines(db::Transaction& tx, const base::Call& call, const pb::Disposal& list) const;
  // Fills in the lines of a list, without names.
  absl::Status ReadLines(db::Transaction& tx, const base::Call& call, pb::Disposal* list) const;
  // The same with the names of those who are on record, each of which is written to the access journal.
  absl::Status ReadLinesWithNames(db::Transaction& tx, const base::Call& call, pb::Disposal* list) const;
  // Writes outcome, reason and who decided of each line that is no longer just listed.
  absl::Status Decide(db::Transaction& tx, const base::Call& call, const pb::Disposal& list) const;

  // Locks the records that there are, then the journal's head: until the end of the transaction nothing new is written about them, nor by anybody
  // in the organisation.
  absl::Status LockPeopleAndJournal(db::Transaction& tx, const base::Call& call,
                                    const std::vector<std::string>& people) const;

  // Marks the list as signed and deletes what the schemas hold of these people: the functions ask whether each stands on a signed list as disposed
  // of. INTERNAL when they deleted fewer.
  absl::Status Dispose(db::Transaction& tx, const base::Call& call, const pb::Disposal& list,
                       const std::vector<std::string>& people) const;

  // For the tests that read the SQL: all of it but the calls of the functions that delete, which name no table.
  std::vector<std::string> AllSql() const;

 private:
  absl::StatusOr<std::map<std::string, RecordFacts>> Facts(db::Transaction& tx, const base::Call& call,
                                                           const std::vector<std::string>& records) const;

  const db::Statement last_entry_, candidates_, others_, people_, journeys_, contacts_, holds_, changed_since_,
      add_lines_, lines_, lines_with_names_, decide_, lock_people_, lock_head_, sign_, dispose_jobs_,
      dispose_with_employers_, dispose_keys_, dispose_people_, empty_entries_;
};

// The keys among these, of one source, under which somebody was imported whose record was disposed of since: such a row must not bring them back
// unnoticed. Only a digest of the key is kept.
absl::StatusOr<std::set<std::string>> DisposedKeys(db::Transaction& tx, const base::Call& call,
                                                   const std::string& source, const std::vector<std::string>& keys);

constexpr char kDisposedKey[] =
    "is that of a record that was disposed of; leave it out, or give a person who has come back a key of their own";

}  // namespace gainful::caseload
