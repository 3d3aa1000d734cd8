// Files of contacts, notes, measures and the rest: the RPC methods of gainful.caseload.v1.RecordImportService.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "gainful/caseload/v1/record_import.pb.h"
#include "gainful/type/v1/import.pb.h"
#include "services/caseload/person_service.h"
#include "services/caseload/record_rules.h"
#include "services/caseload/record_store.h"
#include "services/common/journal/import.h"
#include "services/common/journal/keyed_import.h"
#include "services/common/record/record_service.h"

namespace gainful::caseload {

namespace pb = gainful::caseload::v1;
namespace type = gainful::type::v1;

class RecordImportService final : public record::RecordService {
 public:
  explicit RecordImportService(db::Pool* pool);

  absl::Status StageImport(const base::Call& call, const pb::StageRecordsRequest& q, type::StageImportResponse* out);
  absl::Status CommitImport(const base::Call& call, const type::CommitImportRequest& q,
                            type::CommitImportResponse* out);
  absl::Status DiscardImport(const base::Call& call, const type::DiscardImportRequest& q,
                             type::DiscardImportResponse* out);

  // For the tests that read the SQL.
  std::vector<const journal::KeyedImporter*> importers() const;
  const RecordStore& store() const { return store_; }

 private:
  struct Kind {
    PersonKind kind;  // its record, and what the record's fields must be together
    bool is_never_changed;
    journal::Records records;
    journal::KeyedImporter importer;
    Kind(db::Pool* pool, PersonKind k, bool never_changed)
        : kind(std::move(k)), is_never_changed(never_changed), records(pool, kind.spec), importer(&records) {}
    const std::string& name() const { return kind.spec.kind; }
  };
  struct Chunk;  // rows on their way into the stage
  const Kind* KindOf(const pb::RecordRow& row) const;
  absl::Status Check(const pb::StageRecordsRequest& q) const;
  absl::Status Look(db::Transaction& tx, const base::Call& call, const pb::StageRecordsRequest& q, Chunk* chunk) const;
  RecordStore::Named Resolve(const pb::RecordRow& row, const Chunk& chunk, base::Violations* v) const;
  void Prepare(const base::Call& call, const pb::StageRecordsRequest& q, const pb::RecordRow& row, Chunk* chunk) const;
  absl::Status Keep(db::Transaction& tx, const base::Call& call, const pb::StageRecordsRequest& q, Chunk* chunk,
                    type::StageImportResponse* out) const;
  absl::Status Merge(db::Transaction& tx, const base::Call& call, const type::CommitImportRequest& q, const Kind& kind,
                     absl::CivilDay today, int* part, type::CommitImportResponse* out) const;
  absl::Status RaiseAlerts(db::Transaction& tx, const base::Call& call, const std::vector<journal::KeyedRow>& rows,
                           const Neighbours& neighbours, type::CommitImportResponse* out) const;
  absl::Status Complete(db::Transaction& tx, const base::Call& call, const Kind& kind, absl::CivilDay today,
                        std::vector<journal::KeyedRow>* rows, Neighbours* neighbours) const;

  journal::ImportCommit commit_;
  const RecordStore store_;
  std::vector<std::unique_ptr<Kind>> kinds_;
};

}  // namespace gainful::caseload
