#include "services/employer/merge.h"

#include "absl/strings/str_cat.h"
#include "services/common/base/dates.h"
#include "services/common/base/instants.h"
#include "services/common/base/status.h"

namespace gainful::employer {
namespace {

absl::Status Failed(const std::string& reason, const std::string& text) {
  return base::Error(absl::StatusCode::kFailedPrecondition, reason, text);
}

pb::EmployerMergeState StateAfter(pb::EmployerMergeDecision decision) {
  switch (decision) {
    case pb::EMPLOYER_MERGE_DECISION_SAME:
      return pb::EMPLOYER_MERGE_STATE_MERGED;
    case pb::EMPLOYER_MERGE_DECISION_NOT_THE_SAME:
      return pb::EMPLOYER_MERGE_STATE_NOT_THE_SAME;
    default:
      return pb::EMPLOYER_MERGE_STATE_UNDECIDABLE;
  }
}

}  // namespace

absl::Status CheckMergeable(const MergeRecord& kept, const MergeRecord& duplicate) {
  if (!kept.merged_into.empty())
    return Failed("MERGED", absl::StrCat("employer_id was itself merged into ", kept.merged_into,
                                         "; name that one as the employer that is kept"));
  if (!duplicate.merged_into.empty())
    return Failed("MERGED", absl::StrCat("duplicate_id was merged into ", duplicate.merged_into,
                                         " before; undo that merge first, or propose that employer"));
  if (duplicate.has_merged)
    return Failed("HAS_MERGED",
                  "others were merged into duplicate_id; propose it as the employer that is kept, or undo those merges "
                  "first");
  if (!kept.companies_house_number.empty() && !duplicate.companies_house_number.empty() &&
      kept.companies_house_number != duplicate.companies_house_number)
    return Failed("TWO_NUMBERS",
                  "the two records have different Companies House numbers; if they are about one company, correct the "
                  "wrong one first");
  return absl::OkStatus();
}

absl::Status CheckNotMerged(const std::string& field, const std::string& kept_id) {
  if (kept_id.empty()) return absl::OkStatus();
  return Failed("MERGED", absl::StrCat(field, " names an employer that was merged into ", kept_id, "; name that one"));
}

absl::Status CheckMayDecide(const std::string& role, bool leads_a_team) {
  if (role == "manager" || leads_a_team) return absl::OkStatus();
  return base::Error(absl::StatusCode::kPermissionDenied, "NOT_LEAD",
                     "only somebody who leads a team today, or a manager, decides whether two employers are one");
}

absl::Status Decide(const pb::DecideEmployerMergeRequest& q, const std::string& caller, absl::Time now,
                    pb::EmployerMerge* merge) {
  if (merge->proposed_by() == caller)
    return Failed("OWN_PROPOSAL", "you proposed this yourself; somebody else must decide");
  if (merge->state() != pb::EMPLOYER_MERGE_STATE_WAITING) return Failed("STATE", "the proposal was decided before");
  merge->set_state(StateAfter(q.decision()));
  merge->set_decided_by(caller);
  *merge->mutable_decided_at() = base::ToProto(now);
  merge->set_note(q.note());
  return absl::OkStatus();
}

absl::Status Undo(const std::string& reason, const std::string& caller, absl::CivilDay today,
                  pb::EmployerMerge* merge) {
  if (merge->state() == pb::EMPLOYER_MERGE_STATE_UNDONE) return Failed("STATE", "the merge was undone before");
  if (merge->state() != pb::EMPLOYER_MERGE_STATE_MERGED) return Failed("STATE", "nothing was merged by this proposal");
  merge->set_state(pb::EMPLOYER_MERGE_STATE_UNDONE);
  merge->set_undone_by(caller);
  *merge->mutable_undone_on() = base::ToProto(today);
  merge->set_undo_reason(reason);
  return absl::OkStatus();
}

}  // namespace gainful::employer
