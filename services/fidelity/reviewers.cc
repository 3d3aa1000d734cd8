// Who reviews, what of the calendar is done, and the end of the reviewers' names.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/common/base/dates.h"
#include "services/fidelity/service.h"

namespace gainful::fidelity {
namespace {

// Steps of the calendar that are marked by what does them.
constexpr char kReportStep[] = "report";
constexpr char kPersonalDataStep[] = "personal_data";

absl::Status CheckNames(const Standing& standing) {
  if (standing.Plans()) return absl::OkStatus();
  return NotYours(
      "only a manager, or somebody who leads the team under review today, names reviewers and lets them go");
}

// Nor does the team choose among those who have seen it.
absl::Status CheckLetsGo(const Standing& standing, const pb::FidelityReview& review) {
  if (review.state() < pb::REVIEW_STATE_VISIT) return CheckNames(standing);
  if (standing.Manages()) return absl::OkStatus();
  return NotYours("from the visit on only a manager who does not work in the team lets a reviewer go");
}

// A reviewer who comes in after the sheets are open would not be blind.
absl::Status CheckStillBlind(const pb::FidelityReview& review, const Standing& standing) {
  if (review.state() <= pb::REVIEW_STATE_SCORING && !standing.is_unblinded) return absl::OkStatus();
  return WrongState("the reviewers are fixed once all of them have locked their sheets");
}

std::vector<pb::Reviewer> WhoStand(const std::vector<pb::Reviewer>& reviewers) {
  std::vector<pb::Reviewer> standing;
  for (const auto& reviewer : reviewers) {
    if (!reviewer.has_withdrawn_on()) standing.push_back(reviewer);
  }
  return standing;
}

// Held against those who review already: nobody twice, one lead.
absl::Status CheckBeside(const pb::Reviewer& fresh, const std::vector<pb::Reviewer>& reviewers) {
  for (const auto& reviewer : WhoStand(reviewers)) {
    if (base::IdOf(reviewer.staff_member_id()) == base::IdOf(fresh.staff_member_id()))
      return base::Error(absl::StatusCode::kAlreadyExists, "REVIEWS_ALREADY",
                         "reviewer.staff_member_id names somebody who reviews this team already");
    if (reviewer.leads() && fresh.leads())
      return base::Error(absl::StatusCode::kAlreadyExists, "HAS_LEAD",
                         "reviewer.leads is somebody else's; let them go first, or name this one without it");
  }
  return absl::OkStatus();
}

// The row of somebody who was let go from the review before. Empty: none.
std::string WasLetGo(const std::vector<pb::Reviewer>& reviewers, const std::string& staff_id) {
  for (const auto& reviewer : reviewers) {
    if (reviewer.has_withdrawn_on() && base::IdOf(reviewer.staff_member_id()) == base::IdOf(staff_id))
      return reviewer.id();
  }
  return "";
}

const pb::ReviewMilestone* Find(const std::vector<pb::ReviewMilestone>& milestones, const std::string& stage) {
  const auto found = std::find_if(milestones.begin(), milestones.end(),
                                  [&](const pb::ReviewMilestone& m) { return m.stage() == stage; });
  return found == milestones.end() ? nullptr : &*found;
}

}  // namespace

// Whoever was let go comes back as who they were, with their number and their sheet: a second sheet would not be blind to the first.
absl::StatusOr<std::string> FidelityService::LetGoBefore(const base::Call& call, const pb::Reviewer& fresh) const {
  ASSIGN_OR_RETURN(auto tx, pool_->Begin(call));
  ASSIGN_OR_RETURN(const auto reviewers,
                   store_.OfReview<pb::Reviewer>(tx, call, store_.reviewers, fresh.fidelity_review_id()));
  RETURN_IF_ERROR(tx.Commit());
  return WasLetGo(reviewers, fresh.staff_member_id());
}

absl::Status FidelityService::AddReviewer(const base::Call& call, const pb::AddReviewerRequest& q, pb::Reviewer* out) {
  base::Violations v;
  RETURN_IF_ERROR(calendar_.Check(call, q, &v));
  if (q.reviewer().staff_member_id().empty()) v.Add("reviewer.staff_member_id", "must be given");
  RETURN_IF_ERROR(v.ToStatus());
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const std::string& review_id = q.reviewer().fidelity_review_id();
  ASSIGN_OR_RETURN(const std::string again, LetGoBefore(call, q.reviewer()));
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record,
                        base::Violations*) -> absl::Status {
    auto* reviewer = static_cast<pb::Reviewer*>(record);
    ASSIGN_OR_RETURN(const auto review,
                     store_.GoingOn(tx, call, review_id, "reviewer.fidelity_review_id", Store::Hold::kAlone));
    ASSIGN_OR_RETURN(const Standing standing, store_.StandingOf(tx, call, review.team_id(), review.id()));
    RETURN_IF_ERROR(CheckNames(standing));
    RETURN_IF_ERROR(CheckStillBlind(review, standing));
    ASSIGN_OR_RETURN(const StaffRead staff, store_.Staff(tx, call, reviewer->staff_member_id()));
    base::Violations missing;
    if (!staff.is_there) missing.Add("reviewer.staff_member_id", "names no member of staff");
    RETURN_IF_ERROR(missing.ToStatus(absl::StatusCode::kNotFound));
    if (!staff.active) return WrongState("reviewer.staff_member_id names somebody who has left");
    RETURN_IF_ERROR(CheckFromElsewhere(review, staff.spans, today));
    ASSIGN_OR_RETURN(const auto reviewers, store_.OfReview<pb::Reviewer>(tx, call, store_.reviewers, review.id()));
    if (WasLetGo(reviewers, q.reviewer().staff_member_id()) != again)
      return base::Error(absl::StatusCode::kAborted, "CHANGED", "the reviewers were changed meanwhile; try again");
    RETURN_IF_ERROR(CheckBeside(q.reviewer(), reviewers));
    reviewer->set_leads(q.reviewer().leads());
    reviewer->clear_withdrawn_on();
    if (again.empty()) reviewer->set_number(static_cast<int>(reviewers.size()) + 1);
    return absl::OkStatus();
  };
  if (!again.empty()) return store_.reviewers.Change(call, q, again, rule, out);
  return store_.reviewers.Create(call, q, q.reviewer(),
                                 {base::Uuid::V7(call.now), {"fidelity_review", base::IdOf(review_id)}, {}}, rule, out);
}

absl::Status FidelityService::WithdrawReviewer(const base::Call& call, const pb::WithdrawReviewerRequest& q,
                                               pb::Reviewer* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record,
                        base::Violations*) -> absl::Status {
    auto* reviewer = static_cast<pb::Reviewer*>(record);
    ASSIGN_OR_RETURN(const auto review,
                     store_.GoingOn(tx, call, reviewer->fidelity_review_id(), "id", Store::Hold::kAlone));
    ASSIGN_OR_RETURN(const Standing standing, store_.StandingOf(tx, call, review.team_id(), review.id()));
    RETURN_IF_ERROR(CheckLetsGo(standing, review));
    RETURN_IF_ERROR(CheckStillBlind(review, standing));
    if (reviewer->has_withdrawn_on()) return WrongState("the reviewer was let go before");
    ASSIGN_OR_RETURN(const auto reviewers, store_.OfReview<pb::Reviewer>(tx, call, store_.reviewers, review.id()));
    const size_t left = WhoStand(reviewers).size() - 1;
    // One alone could never be compared with anybody, and without a lead nothing is agreed.
    if (review.state() >= pb::REVIEW_STATE_VISIT && left < kFewestReviewers)
      return WrongState("two reviewers must be left from the visit on; name another one first");
    if (review.state() >= pb::REVIEW_STATE_VISIT && reviewer->leads())
      return WrongState("they lead the review; hand that over first: `gainful fidelity hand-over`");
    *reviewer->mutable_withdrawn_on() = base::ToProto(today);
    return absl::OkStatus();
  };
  return store_.reviewers.Change(call, q, q.id(), rule, out);
}

// Who leads may leave at any time, and the review must not end with them.
absl::Status FidelityService::HandOverLead(const base::Call& call, const pb::HandOverLeadRequest& q,
                                           pb::FidelityReview* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  Parts parts;
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record,
                        base::Violations*) -> absl::Status {
    parts.Clear();
    const auto& review = static_cast<const pb::FidelityReview&>(*record);
    ASSIGN_OR_RETURN(const Standing standing, store_.StandingOf(tx, call, review.team_id(), review.id()));
    if (!standing.Manages()) return NotYours("only a manager who does not work in the team hands the lead over");
    if (review.has_withdrawn_on()) return WrongState("the review was called off");
    if (review.has_issued_on()) return WrongState("the report is issued; its lead reviewer is who led it");
    ASSIGN_OR_RETURN(const auto reviewers, store_.OfReview<pb::Reviewer>(tx, call, store_.reviewers, review.id()));
    return HandOver(tx, call, reviewers, base::IdOf(q.reviewer_id()), &parts);
  };
  return store_.reviews.Change(call, q, q.fidelity_review_id(), rule, out, parts.Taken());
}

// First who led, then who leads: there are never two.
absl::Status FidelityService::HandOver(db::Transaction& tx, const base::Call& call,
                                       const std::vector<pb::Reviewer>& reviewers, const base::Uuid& to,
                                       Parts* parts) const {
  const std::vector<pb::Reviewer> stand = WhoStand(reviewers);
  const auto next = std::find_if(stand.begin(), stand.end(),
                                 [&](const pb::Reviewer& reviewer) { return base::IdOf(reviewer.id()) == to; });
  base::Violations missing;
  if (next == stand.end())
    missing.Add("reviewer_id", "names nobody who reviews this team; `gainful reviewer list` does");
  RETURN_IF_ERROR(missing.ToStatus(absl::StatusCode::kNotFound));
  if (next->leads()) return WrongState("they lead the review already");
  ASSIGN_OR_RETURN(const StaffRead staff, store_.Staff(tx, call, next->staff_member_id()));
  if (!staff.active) return WrongState("reviewer_id names somebody who has left");
  for (const bool leads : {false, true}) {
    for (const auto& reviewer : stand) {
      if (leads ? base::IdOf(reviewer.id()) != to : !reviewer.leads()) continue;
      auto* changed = parts->Keep(reviewer);
      changed->set_leads(leads);
      parts->also.push_back(store_.reviewers.AsPart(call, reviewer, changed));
    }
  }
  return absl::OkStatus();
}

absl::Status FidelityService::MarkReviewMilestone(const base::Call& call, const pb::MarkReviewMilestoneRequest& q,
                                                  pb::ReviewMilestone* out) {
  base::Violations v;
  RETURN_IF_ERROR(calendar_.Check(call, q, &v));
  if (q.stage() == kReportStep) v.Add("stage", "is marked when the report is issued: `gainful fidelity issue`");
  if (q.stage() == kPersonalDataStep)
    v.Add("stage", "is marked when the names are removed: `gainful fidelity remove-reviewers`");
  RETURN_IF_ERROR(v.ToStatus());
  std::string id;
  {
    ASSIGN_OR_RETURN(auto tx, pool_->Begin(call));
    ASSIGN_OR_RETURN(const auto milestones,
                     store_.OfReview<pb::ReviewMilestone>(tx, call, store_.milestones, q.fidelity_review_id()));
    RETURN_IF_ERROR(tx.Commit());
    base::Violations missing;
    const auto* milestone = Find(milestones, q.stage());
    if (milestones.empty()) {
      missing.Add("fidelity_review_id", "names no review that you can see");
    } else if (milestone == nullptr) {
      missing.Add("stage", "names nothing of this calendar; `gainful fidelity calendar` shows its days");
    }
    RETURN_IF_ERROR(missing.ToStatus(absl::StatusCode::kNotFound));
    id = milestone->id();
  }
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record,
                        base::Violations*) -> absl::Status {
    ASSIGN_OR_RETURN(const auto review,
                     store_.GoingOn(tx, call, q.fidelity_review_id(), "fidelity_review_id", Store::Hold::kShared));
    ASSIGN_OR_RETURN(const Standing standing, store_.StandingOf(tx, call, review.team_id(), review.id()));
    if (!standing.Plans() && !standing.leads_review)
      return NotYours(
          "only a manager, somebody who leads the team under review today, or the lead reviewer marks its calendar");
    auto* milestone = static_cast<pb::ReviewMilestone*>(record);
    if (milestone->has_done_on()) return WrongState("this is marked as done already");
    *milestone->mutable_done_on() = q.done_on();
    return absl::OkStatus();
  };
  return store_.milestones.Change(call, q, id, rule, out);
}

// The names go from the review's reviewers, their sheets and the moderation. What the journal says of who did what stays, as everywhere.
absl::Status FidelityService::TakeNames(db::Transaction& tx, const base::Call& call, absl::CivilDay today,
                                        pb::FidelityReview* review, Parts* parts) const {
  ASSIGN_OR_RETURN(const auto milestones,
                   store_.OfReview<pb::ReviewMilestone>(tx, call, store_.milestones, review->id()));
  const auto* due = Find(milestones, kPersonalDataStep);
  if (due != nullptr && !review->has_withdrawn_on()) {
    const auto due_on = base::ToDay(due->due_on());
    if (due->provisional() || !due_on || today < *due_on)
      return WrongState(absl::StrCat(
          "the reviewers are named until their data are due to be removed, ",
          due->provisional() ? "which is counted from the report" : "on " + base::FormatDay(due_on.value_or(today))));
  }
  ASSIGN_OR_RETURN(const auto reviewers, store_.OfReview<pb::Reviewer>(tx, call, store_.reviewers, review->id()));
  for (const auto& reviewer : reviewers) {
    auto* nameless = parts->Keep(reviewer);
    nameless->clear_staff_member_id();
    parts->also.push_back(store_.reviewers.AsPart(call, reviewer, nameless));
  }
  ASSIGN_OR_RETURN(const auto summaries, store_.OfReview<pb::ReviewSummary>(tx, call, store_.summaries, review->id()));
  for (const auto& summary : summaries) {
    auto* nameless = parts->Keep(summary);
    nameless->clear_moderated_by();
    parts->also.push_back(store_.summaries.AsPart(call, summary, nameless));
  }
  if (due != nullptr && !due->has_done_on()) {
    auto* done = parts->Keep(*due);
    *done->mutable_done_on() = base::ToProto(today);
    parts->also.push_back(store_.milestones.AsPart(call, *due, done));
  }
  *review->mutable_reviewers_removed_on() = base::ToProto(today);
  return store_.RemoveAuthors(tx, call, review->id());
}

absl::Status FidelityService::RemoveReviewers(const base::Call& call, const pb::RemoveReviewersRequest& q,
                                              pb::FidelityReview* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  Parts parts;
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record,
                        base::Violations*) -> absl::Status {
    parts.Clear();
    auto* review = static_cast<pb::FidelityReview*>(record);
    ASSIGN_OR_RETURN(const Standing standing, store_.StandingOf(tx, call, review->team_id(), review->id()));
    if (!standing.Plans())
      return NotYours("only a manager, or somebody who leads the team under review today, removes who reviewed it");
    if (review->has_reviewers_removed_on()) return WrongState("it was removed before who the reviewers were");
    return TakeNames(tx, call, today, review, &parts);
  };
  return store_.reviews.Change(call, q, q.fidelity_review_id(), rule, out, parts.Taken());
}

}  // namespace gainful::fidelity
