// Reviewers' sheets: each their own, blind to the others'.
#include <algorithm>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/common/base/dates.h"
#include "services/fidelity/instrument.h"
#include "services/fidelity/review_state.h"
#include "services/fidelity/service.h"

namespace gainful::fidelity {
namespace {

absl::Status CheckScoring(const pb::FidelityReview& review) {
  if (MayScore(StateOf(review))) return absl::OkStatus();
  return WrongState(
      absl::StrCat("sheets are filled while the review stands at visit or scoring, and this one stands at ",
                   Words(StateOf(review))));
}

absl::Status CheckOpen(const pb::ReviewSheet& sheet) {
  if (!sheet.has_locked_on()) return absl::OkStatus();
  return WrongState("your sheet is locked; nothing on it changes any more");
}

// Whoever sees somebody else's sheet, once all are locked, still has none of it to write on.
bool IsOwn(const base::Call& call, const pb::ReviewSheet& sheet) { return sheet.author() == call.caller; }

absl::Status CheckReviewsYet(const Standing& standing, const pb::ReviewSheet& sheet) {
  if (standing.reviewer_id == sheet.reviewer_id()) return absl::OkStatus();
  return NotYours("you do not review this team any more");
}

absl::Status NoSheetOfYours(const std::string& field) {
  base::Violations missing;
  missing.Add(field, "names no sheet of yours");
  return missing.ToStatus(absl::StatusCode::kNotFound);
}

// What stands beside a score: it stays when the score changes, unless it is said anew or cleared.
constexpr const char* kBeside[] = {"evidence_records",     "evidence_documents", "evidence_interviews",
                                   "evidence_observation", "live_reading",       "comment"};

void CheckClear(const pb::ScoreItemRequest& q, base::Violations* v) {
  for (int i = 0; i < q.clear_size(); ++i) {
    if (std::find(std::begin(kBeside), std::end(kBeside), q.clear(i)) == std::end(kBeside))
      v->Add(absl::StrCat("clear[", i, "]"), absl::StrCat("must be one of ", absl::StrJoin(kBeside, ", ")));
  }
  if (q.clear_size() > 0 && q.etag() == 0) v->Add("clear", "goes with an etag: there is nothing on record to clear");
}

// The fields that a change of a score is about: the answer where there is one, what is said beside it, and what is cleared.
google::protobuf::FieldMask ChangedBy(const pb::ScoreItemRequest& q) {
  google::protobuf::FieldMask mask;
  const pb::ItemScore& score = q.item_score();
  if (score.has_score() || score.not_applicable() || score.not_scored()) {
    for (const char* answer : {"score", "not_applicable", "not_scored"}) mask.add_paths(answer);
  }
  for (const std::string field : kBeside) {
    const auto* f = score.GetDescriptor()->FindFieldByName(field);
    const bool is_said = f->is_repeated() ? score.GetReflection()->FieldSize(score, f) > 0
                                          : !score.GetReflection()->GetString(score, f).empty();
    if (!is_said && std::find(q.clear().begin(), q.clear().end(), field) == q.clear().end()) continue;
    mask.add_paths(field);
    if (field == "live_reading") mask.add_paths("live_reading_as_at");
  }
  if (score.has_live_reading_as_at() && score.live_reading().empty()) mask.add_paths("live_reading_as_at");
  return mask;
}

}  // namespace

// Postings may have been recorded since the reviewer was named, or since they opened their sheet. Gives the reviewer's number.
absl::StatusOr<int> FidelityService::StillFromElsewhere(db::Transaction& tx, const base::Call& call,
                                                        absl::CivilDay today, const pb::FidelityReview& review,
                                                        const std::string& reviewer_id) const {
  int number = 0;
  ASSIGN_OR_RETURN(const auto reviewers, store_.OfReview<pb::Reviewer>(tx, call, store_.reviewers, review.id()));
  for (const auto& reviewer : reviewers) {
    if (reviewer.id() != reviewer_id) continue;
    ASSIGN_OR_RETURN(const StaffRead staff, store_.Staff(tx, call, reviewer.staff_member_id()));
    RETURN_IF_ERROR(CheckFromElsewhere(review, staff.spans, today));
    number = reviewer.number();
  }
  return number;
}

absl::Status FidelityService::OpenReviewSheet(const base::Call& call, const pb::OpenReviewSheetRequest& q,
                                              pb::ReviewSheet* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record,
                        base::Violations*) -> absl::Status {
    auto* sheet = static_cast<pb::ReviewSheet*>(record);
    ASSIGN_OR_RETURN(const auto review,
                     store_.GoingOn(tx, call, q.fidelity_review_id(), "fidelity_review_id", Store::Hold::kShared));
    ASSIGN_OR_RETURN(const Standing standing, store_.StandingOf(tx, call, review.team_id(), review.id()));
    if (!standing.Reviews()) return NotYours("only its reviewers have a sheet of a review");
    RETURN_IF_ERROR(CheckScoring(review));
    ASSIGN_OR_RETURN(const int number, StillFromElsewhere(tx, call, today, review, standing.reviewer_id));
    sheet->set_number(number);
    sheet->set_fidelity_review_id(review.id());
    sheet->set_reviewer_id(standing.reviewer_id);
    sheet->set_author(call.caller);
    return absl::OkStatus();
  };
  const absl::Status status = store_.sheets.Create(
      call, q, pb::ReviewSheet(),
      {base::Uuid::V7(call.now), {"fidelity_review", base::IdOf(q.fidelity_review_id())}, {}}, rule, out);
  if (!absl::IsAlreadyExists(status)) return status;
  return base::Error(absl::StatusCode::kAlreadyExists, "EXISTS",
                     "your sheet of this review is open already; `gainful sheet list` shows it to whoever opened it");
}

absl::Status FidelityService::ScoreItem(const base::Call& call, const pb::ScoreItemRequest& q, pb::ItemScore* out) {
  base::Violations v;
  RETURN_IF_ERROR(calendar_.Check(call, q, &v));
  CheckClear(q, &v);
  if (q.etag() != 0 && ChangedBy(q).paths().empty()) v.Add("item_score", "must say what is to change");
  RETURN_IF_ERROR(v.ToStatus());
  pb::ItemScore score = q.item_score();
  {
    ASSIGN_OR_RETURN(auto tx, pool_->Begin(call));
    const auto sheet = store_.Sheet(tx, call, score.review_sheet_id());
    if (absl::IsNotFound(sheet.status())) return NoSheetOfYours("item_score.review_sheet_id");
    RETURN_IF_ERROR(sheet.status());
    RETURN_IF_ERROR(tx.Commit());
    score.set_fidelity_review_id(sheet->fidelity_review_id());
  }
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record,
                        base::Violations* violations) -> absl::Status {
    auto* made = static_cast<pb::ItemScore*>(record);
    ASSIGN_OR_RETURN(const auto sheet, store_.Sheet(tx, call, q.item_score().review_sheet_id()));
    if (!IsOwn(call, sheet)) return NoSheetOfYours("item_score.review_sheet_id");
    RETURN_IF_ERROR(CheckOpen(sheet));
    ASSIGN_OR_RETURN(const auto review, store_.GoingOn(tx, call, sheet.fidelity_review_id(),
                                                       "item_score.review_sheet_id", Store::Hold::kShared));
    RETURN_IF_ERROR(CheckScoring(review));
    ASSIGN_OR_RETURN(const Standing standing, store_.StandingOf(tx, call, review.team_id(), review.id()));
    RETURN_IF_ERROR(CheckReviewsYet(standing, sheet));
    ASSIGN_OR_RETURN(const Instrument* instrument, InstrumentOf(review));
    made->set_fidelity_review_id(review.id());
    CheckScore(*instrument, *made, violations);
    return absl::OkStatus();
  };
  const std::function<bool(const pb::ItemScore&)> is_it = [&](const pb::ItemScore& s) {
    return s.item() == score.item() && base::IdOf(s.review_sheet_id()) == base::IdOf(score.review_sheet_id());
  };
  return Save(call, q, &store_.scores, score, q.etag(), ChangedBy(q), is_it, rule, out);
}

// The sheet's own row is all that changes: two who lock at the same moment do not wait for each other, and whether all are locked is asked whenever
// somebody wants to see them.
absl::Status FidelityService::LockReviewSheet(const base::Call& call, const pb::LockReviewSheetRequest& q,
                                              pb::ReviewSheet* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record,
                        base::Violations*) -> absl::Status {
    auto* sheet = static_cast<pb::ReviewSheet*>(record);
    if (!IsOwn(call, *sheet)) return base::NotFound("review_sheet");
    RETURN_IF_ERROR(CheckOpen(*sheet));
    ASSIGN_OR_RETURN(const auto review,
                     store_.GoingOn(tx, call, sheet->fidelity_review_id(), "id", Store::Hold::kShared));
    RETURN_IF_ERROR(CheckScoring(review));
    ASSIGN_OR_RETURN(const Standing standing, store_.StandingOf(tx, call, review.team_id(), review.id()));
    RETURN_IF_ERROR(CheckReviewsYet(standing, *sheet));
    RETURN_IF_ERROR(StillFromElsewhere(tx, call, today, review, standing.reviewer_id).status());
    ASSIGN_OR_RETURN(const Instrument* instrument, InstrumentOf(review));
    ASSIGN_OR_RETURN(const auto all, store_.OfReview<pb::ItemScore>(tx, call, store_.scores, review.id()));
    std::vector<ItemScore> own;
    for (const auto& score : all) {
      if (score.review_sheet_id() == sheet->id()) own.push_back(ScoreIn(score));
    }
    const auto missing = Unscored(*instrument, own);
    if (!missing.empty())
      return base::Error(absl::StatusCode::kFailedPrecondition, "NOT_ALL_SCORED",
                         absl::StrCat("every item needs a score, not_applicable, or not_scored and why, before the "
                                      "sheet is locked; these have none: ",
                                      absl::StrJoin(missing, ", ")));
    *sheet->mutable_locked_on() = base::ToProto(today);
    return absl::OkStatus();
  };
  return store_.sheets.Change(call, q, q.id(), rule, out);
}

}  // namespace gainful::fidelity
