// Notes and measures: the RPC methods of gainful.caseload.v1.ClinicalService.
#pragma once

#include <vector>

#include "gainful/caseload/v1/clinical.pb.h"
#include "services/common/db/pool.h"
#include "services/common/journal/records.h"
#include "services/common/journal/schema.h"
#include "services/common/journal/today.h"
#include "services/common/rpc/service.h"

namespace gainful::caseload {

namespace pb = gainful::caseload::v1;

class ClinicalService final : public rpc::Service {
 public:
  explicit ClinicalService(db::Pool* pool);
  absl::Status Ready() override { return schema_.Check(); }

  absl::Status CreateNote(const base::Call& call, const pb::CreateNoteRequest& q, pb::Note* out);
  absl::Status GetNote(const base::Call& call, const pb::GetNoteRequest& q, pb::Note* out);
  absl::Status ListNotes(const base::Call& call, const pb::ListNotesRequest& q, pb::ListNotesResponse* out);

  absl::Status CreateMeasure(const base::Call& call, const pb::CreateMeasureRequest& q, pb::Measure* out);
  absl::Status GetMeasure(const base::Call& call, const pb::GetMeasureRequest& q, pb::Measure* out);
  absl::Status ListMeasures(const base::Call& call, const pb::ListMeasuresRequest& q, pb::ListMeasuresResponse* out);
  absl::Status WithdrawMeasure(const base::Call& call, const pb::WithdrawMeasureRequest& q, pb::Measure* out);
  absl::Status GetProgress(const base::Call& call, const pb::GetProgressRequest& q, pb::Progress* out);

  // For the tests that read the SQL and compare messages with tables.
  std::vector<const journal::Records*> records() const { return {&notes_, &measures_}; }

 private:
  db::Pool* const pool_;
  journal::Calendar calendar_;
  journal::SchemaCheck schema_;
  journal::Records notes_, measures_;
  const db::Statement note_look_, measure_look_, progress_;
};

}  // namespace gainful::caseload
