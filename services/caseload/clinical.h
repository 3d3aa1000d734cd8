// Notes and measures: the RPC methods of gainful.caseload.v1.ClinicalService.
#pragma once

#include <vector>

#include "gainful/caseload/v1/clinical.pb.h"
#include "services/common/record/record_service.h"

namespace gainful::caseload {

namespace pb = gainful::caseload::v1;

class ClinicalService final : public record::RecordService {
 public:
  explicit ClinicalService(db::Pool* pool);

  absl::Status CreateNote(const base::Call& call, const pb::CreateNoteRequest& q, pb::Note* out);

  absl::Status CreateMeasure(const base::Call& call, const pb::CreateMeasureRequest& q, pb::Measure* out);
  absl::Status WithdrawMeasure(const base::Call& call, const pb::WithdrawMeasureRequest& q, pb::Measure* out);
  absl::Status GetProgress(const base::Call& call, const pb::GetProgressRequest& q, pb::Progress* out);

 private:
  journal::Records notes_, measures_;
  const db::Statement note_look_, measure_look_, progress_;
};

}  // namespace gainful::caseload
