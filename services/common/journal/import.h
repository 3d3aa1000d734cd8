// Whole files: rows are checked and staged in chunks, each committed, then merged into the record in one transaction that moves the head
// once for the whole batch. Staged rows are not part of the record; those of an abandoned import are dropped after a day.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "gainful/type/v1/import.pb.h"
#include "services/common/journal/import_rows.h"

namespace gainful::journal {

class Importer {
 public:
  // `records` outlives this. `field` is the name of the record in problems, such as "spell".
  Importer(db::Pool* pool, const Records* records, std::string field);

  // The records on file under these keys of one source, as they stand, locked against nothing.
  absl::Status Existing(db::Transaction& tx, const base::Call& call, const std::string& source,
                        const std::vector<std::string>& keys,
                        const std::function<google::protobuf::Message*()>& add) const;

  // See PrepareRow.
  void Prepare(const base::Call& call, const google::protobuf::Message& record, const google::protobuf::Message* before,
               const google::protobuf::FieldMask& mask, StagedRow* out) const;

  // Stages rows. A key that another line of the same import already has is a problem of the later line. To look for such keys costs a
  // third of the time and they are rare, so the first attempt does without and answers ALREADY_EXISTS when it meets one.
  enum class Attempt { kHopeful, kCareful };
  absl::Status Stage(db::Transaction& tx, Attempt attempt, const base::Call& call, const std::string& import_id,
                     const std::vector<StagedRow>& rows, gainful::type::v1::StageImportResponse* response) const;

  // Drops staged rows: of this import, or all older ones of the organisation when `import_id` is empty.
  absl::Status Discard(db::Transaction& tx, const base::Call& call, const std::string& import_id) const;

  // Merges what is staged. `part` is the next free part number and moves on. ABORTED when a record changed since it was staged.
  absl::Status Merge(db::Transaction& tx, const base::Call& call, const google::protobuf::Message& request,
                     const std::string& import_id, int* part, gainful::type::v1::CommitImportResponse* response) const;

  // The merge's three statements as SQL text, for the bench and the tests.
  std::vector<std::string> MergeSql() const;

 private:
  db::Params Ids(const base::Call& call, const std::string& import_id) const;

  const Records* const records_;
  const std::string field_;
  const db::Statement existing_, stage_, stage_carefully_, staged_lines_, discard_, discard_old_, merge_update_,
      merge_insert_, merge_count_, merge_entries_;
};

// Writes a commit's own entry, part 0 of its batch, whose body is the answer: it makes the commit idempotent.
class ImportCommit {
 public:
  explicit ImportCommit(db::Pool* pool);

  // Merges all that is staged: `part` is the next free part number and moves on. May be called again, after a lost race.
  using Merge =
      std::function<absl::Status(db::Transaction&, int* part, gainful::type::v1::CommitImportResponse* response)>;
  absl::Status Run(const base::Call& call, const gainful::type::v1::CommitImportRequest& request, const Merge& merge,
                   gainful::type::v1::CommitImportResponse* response);

  // The same for importers that need nothing but a check before.
  absl::Status Run(const base::Call& call, const gainful::type::v1::CommitImportRequest& request,
                   const std::vector<const Importer*>& importers,
                   const std::function<absl::Status(db::Transaction&)>& check,
                   gainful::type::v1::CommitImportResponse* response);

 private:
  Writer writer_;
  const db::Statement entry_;
};

}  // namespace gainful::journal
