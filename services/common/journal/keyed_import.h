// Whole files of records whose tables know no source and key: those stand beside them, in <schema>.imported_record, and the rows of every kind wait
// in one table, <schema>.stage_record, as the bytes that the journal will hold. A merge reads them back in chunks, so that they can be checked once
// more, and writes each chunk by one statement.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "gainful/type/v1/import.pb.h"
#include "services/common/journal/import_rows.h"

namespace gainful::journal {

struct KeyedRow {
  std::string key;
  StagedRow staged;
  std::string body;  // as it was staged
};

class KeyedImporter {
 public:
  // `records` outlives this.
  explicit KeyedImporter(const Records* records);

  const Records& records() const { return *records_; }

  // The records on file under these keys of one source, by key. Null where the key is taken by one that the caller does not see.
  using ByKey = std::map<std::string, std::unique_ptr<google::protobuf::Message>>;
  absl::StatusOr<ByKey> Existing(db::Transaction& tx, const base::Call& call, const std::string& source,
                                 const std::vector<std::string>& keys) const;

  // Stages rows. A key that another line of the same import already has is a problem of the later line, whose place in `rows` is returned.
  absl::StatusOr<std::vector<size_t>> Stage(db::Transaction& tx, const base::Call& call, const std::string& import_id,
                                            const std::string& source, const std::vector<KeyedRow>& rows,
                                            gainful::type::v1::StageImportResponse* response) const;

  // The next rows to be written, in the order of their lines, behind that of `after`; none at the end.
  absl::StatusOr<std::vector<KeyedRow>> Staged(db::Transaction& tx, const base::Call& call,
                                               const std::string& import_id, const KeyedRow& after) const;

  // Writes these rows as they now stand, and keeps what was completed of them since they were staged. ABORTED when a record changed meanwhile.
  absl::Status Write(db::Transaction& tx, const base::Call& call, const std::string& import_id,
                     const std::vector<KeyedRow>& rows) const;

  // After all rows were written: their keys and their entries. `part` is the next free part number and moves on.
  absl::Status Finish(db::Transaction& tx, const base::Call& call, const google::protobuf::Message& request,
                      const std::string& import_id, int* part, gainful::type::v1::CommitImportResponse* response) const;

  // For the tests that read it.
  std::vector<std::string> AllSql() const;

 private:
  db::Params Ids(const base::Call& call, const std::string& import_id) const;
  absl::Status Run(db::Transaction& tx, const base::Call& call, const db::Statement& statement,
                   const std::vector<const KeyedRow*>& rows) const;

  const Records* const records_;
  const db::Statement existing_, stage_, staged_lines_, staged_, insert_, update_, rewrite_, keys_, count_, entries_;
};

}  // namespace gainful::journal
