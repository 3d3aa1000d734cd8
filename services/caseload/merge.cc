#include "services/caseload/merge.h"

#include "absl/strings/str_cat.h"
#include "services/common/base/dates.h"
#include "services/common/base/instants.h"
#include "services/common/base/status.h"

namespace gainful::caseload {
namespace {

constexpr int kToDecide = 7;

absl::Status Failed(const std::string& reason, const std::string& text) {
  return base::Error(absl::StatusCode::kFailedPrecondition, reason, text);
}

pb::MergeState StateAfter(pb::MergeDecision decision) {
  switch (decision) {
    case pb::MERGE_DECISION_SAME:
      return pb::MERGE_STATE_MERGED;
    case pb::MERGE_DECISION_NOT_THE_SAME:
      return pb::MERGE_STATE_NOT_THE_SAME;
    default:
      return pb::MERGE_STATE_UNDECIDABLE;
  }
}

}  // namespace

absl::Status CheckMergeable(const MergeRecord& kept, const MergeRecord& duplicate) {
  if (!kept.merged_into.empty())
    return Failed("MERGED", absl::StrCat("participant_id was itself merged into ", kept.merged_into,
                                         "; name that one as the record that is kept"));
  if (!duplicate.merged_into.empty())
    return Failed("MERGED", absl::StrCat("duplicate_id was merged into ", duplicate.merged_into,
                                         " before; undo that merge first, or propose that record"));
  if (duplicate.has_merged)
    return Failed("HAS_MERGED",
                  "others were merged into duplicate_id; propose it as the record that is kept, or undo those merges "
                  "first");
  if (!kept.nhs_number.empty() && !duplicate.nhs_number.empty() && kept.nhs_number != duplicate.nhs_number)
    return Failed("TWO_NHS_NUMBERS",
                  "the two records have different NHS numbers; if they are about one person, correct the wrong one "
                  "first");
  return absl::OkStatus();
}

absl::Status CheckNotMerged(const std::string& kept_id) {
  if (kept_id.empty()) return absl::OkStatus();
  return Failed("MERGED", absl::StrCat("this record was merged into ", kept_id,
                                       ", which is about the same person: record it there"));
}

absl::Status CheckMayDecide(const std::string& role, const MergeRecord& kept, const MergeRecord& duplicate,
                            bool leads_kept) {
  if (role == "manager" || (leads_kept && kept.team_id == duplicate.team_id)) return absl::OkStatus();
  return base::Error(absl::StatusCode::kPermissionDenied, "NOT_LEAD",
                     kept.team_id == duplicate.team_id
                         ? "only a lead of the team to which both records belong, or a manager, decides"
                         : "the two records belong to different teams: only a manager decides");
}

absl::Status Decide(const pb::DecideMergeRequest& q, const std::string& caller, absl::Time now, pb::Merge* merge) {
  if (merge->proposed_by() == caller)
    return Failed("OWN_PROPOSAL", "you proposed this yourself; somebody else must decide");
  if (merge->state() != pb::MERGE_STATE_WAITING) return Failed("STATE", "the proposal was decided before");
  merge->set_state(StateAfter(q.decision()));
  merge->set_decided_by(caller);
  *merge->mutable_decided_at() = base::ToProto(now);
  merge->set_note(q.note());
  return absl::OkStatus();
}

absl::Status Undo(const std::string& reason, const std::string& caller, absl::CivilDay today, pb::Merge* merge) {
  if (merge->state() == pb::MERGE_STATE_UNDONE) return Failed("STATE", "the merge was undone before");
  if (merge->state() != pb::MERGE_STATE_MERGED) return Failed("STATE", "nothing was merged by this proposal");
  merge->set_state(pb::MERGE_STATE_UNDONE);
  merge->set_undone_by(caller);
  *merge->mutable_undone_on() = base::ToProto(today);
  merge->set_undo_reason(reason);
  return absl::OkStatus();
}

pb::DayItem DueMerge(absl::CivilDay proposed_on, absl::CivilDay today) {
  pb::DayItem item;
  item.set_reason(pb::DAY_REASON_MERGE);
  const absl::CivilDay due = proposed_on + kToDecide;
  item.set_urgency(due < today ? pb::DAY_URGENCY_OVERDUE : pb::DAY_URGENCY_DUE);
  *item.mutable_due_on() = base::ToProto(due);
  return item;
}

pb::DayItem DueEmployerMerges(absl::CivilDay first_on, int proposals, absl::CivilDay today) {
  pb::DayItem item = DueMerge(first_on, today);
  item.set_reason(pb::DAY_REASON_EMPLOYER_MERGE);
  item.set_note(absl::StrCat(proposals, proposals == 1 ? " proposal" : " proposals", " to merge employers ",
                             proposals == 1 ? "waits" : "wait", ": gainful employer-merge list --state waiting"));
  return item;
}

}  // namespace gainful::caseload
