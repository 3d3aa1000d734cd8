// Fidelity reviews: the RPC methods of gainful.fidelity.v1.FidelityService. Reviews and their calendar stand in reviews.cc and reviewers.cc, what
// reviewers do in sheets.cc and consensus.cc, what comes of it in report.cc and actions.cc.
#pragma once

#include <map>
#include <memory>
#include <vector>

#include "gainful/fidelity/v1/fidelity.pb.h"
#include "google/protobuf/field_mask.pb.h"
#include "services/common/record/record_service.h"
#include "services/fidelity/report_page.h"
#include "services/fidelity/review_state.h"
#include "services/fidelity/store.h"
#include "services/fidelity/wording.h"

namespace gainful::fidelity {

class FidelityService final : public record::RecordService {
 public:
  // `wordings`: the texts of published scales that organisations hold licences for, each shown to that organisation alone.
  FidelityService(db::Pool* pool, std::map<base::Uuid, std::vector<Wording>> wordings);

  absl::Status GetInstruments(const base::Call& call, const pb::GetInstrumentsRequest& q, pb::Instruments* out);
  absl::Status GetInstrument(const base::Call& call, const pb::GetInstrumentRequest& q, pb::Instrument* out);

  absl::Status CreateFidelityReview(const base::Call& call, const pb::CreateFidelityReviewRequest& q,
                                    pb::FidelityReview* out);
  absl::Status UpdateFidelityReview(const base::Call& call, const pb::UpdateFidelityReviewRequest& q,
                                    pb::FidelityReview* out);
  absl::Status WithdrawFidelityReview(const base::Call& call, const pb::WithdrawFidelityReviewRequest& q,
                                      pb::FidelityReview* out);
  absl::Status AdvanceFidelityReview(const base::Call& call, const pb::AdvanceFidelityReviewRequest& q,
                                     pb::FidelityReview* out);

  absl::Status AddReviewer(const base::Call& call, const pb::AddReviewerRequest& q, pb::Reviewer* out);
  absl::Status WithdrawReviewer(const base::Call& call, const pb::WithdrawReviewerRequest& q, pb::Reviewer* out);
  absl::Status HandOverLead(const base::Call& call, const pb::HandOverLeadRequest& q, pb::FidelityReview* out);
  absl::Status RemoveReviewers(const base::Call& call, const pb::RemoveReviewersRequest& q, pb::FidelityReview* out);
  absl::Status MarkReviewMilestone(const base::Call& call, const pb::MarkReviewMilestoneRequest& q,
                                   pb::ReviewMilestone* out);

  absl::Status OpenReviewSheet(const base::Call& call, const pb::OpenReviewSheetRequest& q, pb::ReviewSheet* out);
  absl::Status ScoreItem(const base::Call& call, const pb::ScoreItemRequest& q, pb::ItemScore* out);
  absl::Status LockReviewSheet(const base::Call& call, const pb::LockReviewSheetRequest& q, pb::ReviewSheet* out);

  absl::Status GetReviewDifferences(const base::Call& call, const pb::GetReviewDifferencesRequest& q,
                                    pb::ReviewDifferences* out);
  absl::Status AgreeItem(const base::Call& call, const pb::AgreeItemRequest& q, pb::AgreedItem* out);
  absl::Status WriteReviewSummary(const base::Call& call, const pb::WriteReviewSummaryRequest& q,
                                  pb::ReviewSummary* out);
  absl::Status IssueFidelityReport(const base::Call& call, const pb::IssueFidelityReportRequest& q,
                                   pb::FidelityReview* out);
  absl::Status GetFidelityReport(const base::Call& call, const pb::GetFidelityReportRequest& q,
                                 pb::FidelityReport* out);

  absl::Status AddFidelityAction(const base::Call& call, const pb::AddFidelityActionRequest& q,
                                 pb::FidelityAction* out);
  absl::Status UpdateFidelityAction(const base::Call& call, const pb::UpdateFidelityActionRequest& q,
                                    pb::FidelityAction* out);
  absl::Status NoteFidelityProgress(const base::Call& call, const pb::NoteFidelityProgressRequest& q,
                                    pb::FidelityAction* out);
  absl::Status WithdrawFidelityAction(const base::Call& call, const pb::WithdrawFidelityActionRequest& q,
                                      pb::FidelityAction* out);
  absl::Status GetFidelityDue(const base::Call& call, const pb::GetFidelityDueRequest& q, pb::FidelityDue* out);

  // For the tests.
  const Store& store() const { return store_; }

 private:
  using Message = google::protobuf::Message;

  // Further parts of one write, and what they point to. A write that is tried again begins anew.
  struct Parts {
    std::vector<journal::Change> also;
    std::vector<std::unique_ptr<Message>> kept;
    void Clear();
    template <class Record>
    Record* Keep(Record record);
    journal::Records::Also Taken();
  };

  // Creates what has etag 0, else changes these fields of the record that `is_it` finds among its review's.
  template <class Record>
  absl::Status Save(const base::Call& call, const Message& q, journal::Records* records, const Record& record,
                    std::int64_t etag, const google::protobuf::FieldMask& mask,
                    const std::function<bool(const Record&)>& is_it, const journal::Records::Rule& rule, Record* out,
                    const journal::Records::Also& also = nullptr);
  absl::Status SaveAs(const base::Call& call, const Message& q, journal::Records* records, const Message& record,
                      const std::string& id, std::int64_t etag, const google::protobuf::FieldMask& mask,
                      const journal::Records::Rule& rule, Message* out, const journal::Records::Also& also);

  absl::Status MoveCalendar(db::Transaction& tx, const base::Call& call, const pb::FidelityReview& review,
                            const std::map<std::string, absl::CivilDay>& done, int next_review_months,
                            Parts* parts) const;
  absl::Status Step(db::Transaction& tx, const base::Call& call, absl::CivilDay today, pb::ReviewState to,
                    pb::FidelityReview* review, Parts* parts) const;
  absl::Status AgreeWhatAllSay(db::Transaction& tx, const base::Call& call, const pb::FidelityReview& review,
                               Parts* parts) const;
  absl::StatusOr<std::string> LetGoBefore(const base::Call& call, const pb::Reviewer& fresh) const;
  absl::Status HandOver(db::Transaction& tx, const base::Call& call, const std::vector<pb::Reviewer>& reviewers,
                        const base::Uuid& to, Parts* parts) const;
  absl::StatusOr<int> StillFromElsewhere(db::Transaction& tx, const base::Call& call, absl::CivilDay today,
                                         const pb::FidelityReview& review, const std::string& reviewer_id) const;
  absl::Status TakeNames(db::Transaction& tx, const base::Call& call, absl::CivilDay today, pb::FidelityReview* review,
                         Parts* parts) const;
  absl::Status Issue(db::Transaction& tx, const base::Call& call, absl::CivilDay today, pb::FidelityReview* review,
                     Parts* parts) const;
  absl::StatusOr<ReportPage> PageOf(db::Transaction& tx, const base::Call& call,
                                    const pb::FidelityReview& review) const;

  Store store_;
  const std::map<base::Uuid, std::vector<Wording>> wordings_;
};

// PERMISSION_DENIED, with what may be done by whom.
absl::Status NotYours(const std::string& text);
absl::Status WrongState(const std::string& text);

// The instrument that a review is by. INTERNAL where this binary does not have it any more.
absl::StatusOr<const Instrument*> InstrumentOf(const pb::FidelityReview& review);

// The fields of a record that a caller may change, but for what tells which record it is.
google::protobuf::FieldMask Changeable(const google::protobuf::Descriptor* type);

ReviewState StateOf(const pb::FidelityReview& review);

template <class Record>
Record* FidelityService::Parts::Keep(Record record) {
  kept.push_back(std::make_unique<Record>(std::move(record)));
  return static_cast<Record*>(kept.back().get());
}

template <class Record>
absl::Status FidelityService::Save(const base::Call& call, const Message& q, journal::Records* records,
                                   const Record& record, std::int64_t etag, const google::protobuf::FieldMask& mask,
                                   const std::function<bool(const Record&)>& is_it, const journal::Records::Rule& rule,
                                   Record* out, const journal::Records::Also& also) {
  std::string id;
  if (etag != 0) {
    ASSIGN_OR_RETURN(auto tx, pool_->Begin(call));
    ASSIGN_OR_RETURN(const auto all, store_.OfReview<Record>(tx, call, *records, record.fidelity_review_id()));
    RETURN_IF_ERROR(tx.Commit());
    for (const Record& one : all) {
      if (is_it(one)) id = one.id();
    }
    if (id.empty()) return base::NotFound(records->spec().kind);
  }
  return SaveAs(call, q, records, record, id, etag, mask, rule, out, also);
}

}  // namespace gainful::fidelity
