// The action plan, and what is due.
#include "absl/strings/str_cat.h"
#include "services/common/base/dates.h"
#include "services/common/db/values.h"
#include "services/fidelity/instrument.h"
#include "services/fidelity/review_state.h"
#include "services/fidelity/service.h"

namespace gainful::fidelity {
namespace {

constexpr int kUsualDaysAhead = 28;
constexpr int kLongestDue = 500;
constexpr int kMostNotes = 500;

absl::Status CheckPlansActions(const Standing& standing) {
  if (standing.Plans() || standing.leads_review) return absl::OkStatus();
  return NotYours(
      "only a manager, somebody who leads the team under review today, or the lead reviewer plans its actions");
}

// Before the report is issued there is nothing to act on.
absl::Status CheckPlanBegun(const pb::FidelityReview& review) {
  if (review.state() >= pb::REVIEW_STATE_ACTION_PLAN) return absl::OkStatus();
  return WrongState(absl::StrCat("actions are planned once the report is issued, and this review stands at ",
                                 Words(StateOf(review))));
}

absl::Status CheckStands(const pb::FidelityAction& action) {
  if (!action.has_withdrawn_on()) return absl::OkStatus();
  return WrongState("the action was taken back");
}

void CheckItem(const pb::FidelityReview& review, const Instrument& instrument, const pb::FidelityAction& action,
               base::Violations* v) {
  if (action.item() != 0 && FindItem(instrument, action.item()) == nullptr)
    v->Add("fidelity_action.item", absl::StrCat("is no item of ", Title(instrument), "; 0 is none in particular"));
  const auto due = base::ToDay(action.due_on());
  const auto issued = base::ToDay(review.issued_on());
  if (due && issued && *due < *issued)
    v->Add("fidelity_action.due_on", "must be no earlier than the day on which the report was issued");
}

}  // namespace

absl::Status FidelityService::AddFidelityAction(const base::Call& call, const pb::AddFidelityActionRequest& q,
                                                pb::FidelityAction* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  const std::string& review_id = q.fidelity_action().fidelity_review_id();
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record,
                        base::Violations* violations) -> absl::Status {
    const auto& action = static_cast<const pb::FidelityAction&>(*record);
    ASSIGN_OR_RETURN(const auto review,
                     store_.GoingOn(tx, call, review_id, "fidelity_action.fidelity_review_id", Store::Hold::kShared));
    ASSIGN_OR_RETURN(const Standing standing, store_.StandingOf(tx, call, review.team_id(), review.id()));
    RETURN_IF_ERROR(CheckPlansActions(standing));
    RETURN_IF_ERROR(CheckPlanBegun(review));
    ASSIGN_OR_RETURN(const Instrument* instrument, InstrumentOf(review));
    ASSIGN_OR_RETURN(const StaffRead owner, store_.Staff(tx, call, action.owner_id()));
    base::Violations missing;
    if (!owner.is_there) missing.Add("fidelity_action.owner_id", "names no member of staff");
    RETURN_IF_ERROR(missing.ToStatus(absl::StatusCode::kNotFound));
    if (!owner.active) return WrongState("fidelity_action.owner_id names somebody who has left");
    CheckItem(review, *instrument, action, violations);
    return absl::OkStatus();
  };
  return store_.actions.Create(call, q, q.fidelity_action(),
                               {base::Uuid::V7(call.now), {"fidelity_review", base::IdOf(review_id)}, {}}, rule, out);
}

absl::Status FidelityService::UpdateFidelityAction(const base::Call& call, const pb::UpdateFidelityActionRequest& q,
                                                   pb::FidelityAction* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message* before, Message* record,
                        base::Violations* violations) -> absl::Status {
    const auto& was = static_cast<const pb::FidelityAction&>(*before);
    const auto& is = static_cast<const pb::FidelityAction&>(*record);
    ASSIGN_OR_RETURN(const auto review,
                     store_.GoingOn(tx, call, was.fidelity_review_id(), "fidelity_action.id", Store::Hold::kShared));
    ASSIGN_OR_RETURN(const Standing standing, store_.StandingOf(tx, call, review.team_id(), review.id()));
    RETURN_IF_ERROR(CheckPlansActions(standing));
    RETURN_IF_ERROR(CheckStands(was));
    ASSIGN_OR_RETURN(const Instrument* instrument, InstrumentOf(review));
    CheckItem(review, *instrument, is, violations);
    if (base::IdOf(was.owner_id()) == base::IdOf(is.owner_id())) return absl::OkStatus();
    ASSIGN_OR_RETURN(const StaffRead owner, store_.Staff(tx, call, is.owner_id()));
    base::Violations missing;
    if (!owner.is_there) missing.Add("fidelity_action.owner_id", "names no member of staff");
    RETURN_IF_ERROR(missing.ToStatus(absl::StatusCode::kNotFound));
    return owner.active ? absl::OkStatus() : WrongState("fidelity_action.owner_id names somebody who has left");
  };
  return store_.actions.Update(call, q, q.fidelity_action(), q.update_mask(), rule, out);
}

absl::Status FidelityService::NoteFidelityProgress(const base::Call& call, const pb::NoteFidelityProgressRequest& q,
                                                   pb::FidelityAction* out) {
  base::Violations v;
  RETURN_IF_ERROR(calendar_.Check(call, q, &v));
  if (q.note().empty() && !q.has_done_on()) v.Add("note", "must be given, or else done_on");
  RETURN_IF_ERROR(v.ToStatus());
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record,
                        base::Violations*) -> absl::Status {
    auto* action = static_cast<pb::FidelityAction*>(record);
    ASSIGN_OR_RETURN(const bool is_owner, store_.IsSelf(tx, call, action->owner_id()));
    // An owner of another team does not see the review, and need not: one that has actions is issued and stands.
    if (!is_owner) {
      ASSIGN_OR_RETURN(const auto review,
                       store_.GoingOn(tx, call, action->fidelity_review_id(), "id", Store::Hold::kShared));
      ASSIGN_OR_RETURN(const Standing standing, store_.StandingOf(tx, call, review.team_id(), review.id()));
      RETURN_IF_ERROR(CheckPlansActions(standing));
    }
    RETURN_IF_ERROR(CheckStands(*action));
    if (action->has_done_on()) return WrongState("the action is done");
    if (action->progress_size() >= kMostNotes)
      return WrongState(absl::StrCat("there are ", kMostNotes, " notes of this action, which is all that it may have"));
    if (!q.note().empty()) action->add_progress(absl::StrCat(base::FormatDay(today), ": ", q.note()));
    if (q.has_done_on()) *action->mutable_done_on() = q.done_on();
    return absl::OkStatus();
  };
  return store_.actions.Change(call, q, q.id(), rule, out);
}

absl::Status FidelityService::WithdrawFidelityAction(const base::Call& call, const pb::WithdrawFidelityActionRequest& q,
                                                     pb::FidelityAction* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record,
                        base::Violations*) -> absl::Status {
    auto* action = static_cast<pb::FidelityAction*>(record);
    ASSIGN_OR_RETURN(const auto review,
                     store_.GoingOn(tx, call, action->fidelity_review_id(), "id", Store::Hold::kShared));
    ASSIGN_OR_RETURN(const Standing standing, store_.StandingOf(tx, call, review.team_id(), review.id()));
    RETURN_IF_ERROR(CheckPlansActions(standing));
    RETURN_IF_ERROR(CheckStands(*action));
    if (review.state() == pb::REVIEW_STATE_CLOSED)
      return WrongState("the review is closed; its plan stands, and progress with it is noted");
    *action->mutable_withdrawn_on() = base::ToProto(today);
    return absl::OkStatus();
  };
  return store_.actions.Change(call, q, q.id(), rule, out);
}

absl::Status FidelityService::GetFidelityDue(const base::Call& call, const pb::GetFidelityDueRequest& q,
                                             pb::FidelityDue* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const int ahead = q.has_days_ahead() ? q.days_ahead() : kUsualDaysAhead;
  ASSIGN_OR_RETURN(auto tx, pool_->Begin(call));
  if (!q.team_id().empty()) {
    ASSIGN_OR_RETURN(const std::string name, store_.TeamName(tx, call, q.team_id()));
    base::Violations missing;
    if (name.empty()) missing.Add("team_id", "names no team");
    RETURN_IF_ERROR(missing.ToStatus(absl::StatusCode::kNotFound));
  }
  ASSIGN_OR_RETURN(const pqxx::result rows, store_.Due(tx, call, q.team_id(), today + ahead, kLongestDue));
  for (const auto& row : rows) {
    auto* item = out->add_items();
    const absl::CivilDay due = db::DayIn(row[0]).value_or(today);
    *item->mutable_due_on() = base::ToProto(due);
    item->set_overdue(due < today);
    item->set_what(db::TextIn(row[1]));
    item->set_team(db::TextIn(row[2]));
    item->set_owner(db::TextIn(row[3]));
    item->set_fidelity_review_id(db::TextIn(row[4]));
    item->set_fidelity_action_id(db::TextIn(row[5]));
    item->set_provisional(db::IsTrue(row[7]));
  }
  if (!rows.empty()) out->set_more(rows[0][6].as<int>() - static_cast<int>(rows.size()));
  return tx.Commit();
}

}  // namespace gainful::fidelity
