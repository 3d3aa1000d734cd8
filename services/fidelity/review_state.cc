#include "services/fidelity/review_state.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace gainful::fidelity {
namespace {

using base::Violations;

void CheckLead(const ReviewFacts& facts, Violations* v) {
  if (!facts.has_lead) v->Add("reviewers", "one of them must lead");
}

void CheckReviewers(const ReviewFacts& facts, Violations* v) {
  if (facts.reviewers < kFewestReviewers)
    v->Add("reviewers", absl::StrCat("at least ", kFewestReviewers, " are wanted, and there ",
                                     facts.reviewers == 1 ? "is " : "are ", facts.reviewers));
  CheckLead(facts, v);
}

void CheckPlanned(const ReviewFacts& facts, Violations* v) {
  CheckReviewers(facts, v);
  if (!facts.visit_begins) v->Add("visit_begins", "is wanted before evidence is gathered");
  if (!facts.visit_ends) v->Add("visit_ends", "is wanted before evidence is gathered");
  if (facts.visit_begins && facts.visit_ends && *facts.visit_ends < *facts.visit_begins)
    v->Add("visit_ends", "must not be before visit_begins");
}

void CheckDayHasCome(const char* field, const std::optional<absl::CivilDay>& day, absl::CivilDay today, Violations* v) {
  if (!day || today < *day) v->Add(field, "must be today or earlier: change it first if the visit was moved");
}

void CheckReport(const ReviewFacts& facts, Violations* v) {
  if (facts.unsettled.empty()) return;
  const bool one = facts.unsettled.size() == 1;
  v->Add("consensus", absl::StrCat("a score with a reason is wanted for ", one ? "item " : "items ",
                                   absl::StrJoin(facts.unsettled, ", "), ", on which the sheets differ"));
}

void CheckClosed(const ReviewFacts& facts, Violations* v) {
  if (facts.actions == 0 && !facts.says_no_action_needed)
    v->Add("actions", "an action is wanted, or the word that none is needed");
  if (facts.actions_without_owner > 0)
    v->Add("actions", absl::StrCat("an owner is wanted for each; without one: ", facts.actions_without_owner));
  if (facts.actions_without_due_day > 0)
    v->Add("actions", absl::StrCat("a due day is wanted for each; without one: ", facts.actions_without_due_day));
}

}  // namespace

absl::string_view Words(ReviewState state) {
  switch (state) {
    case ReviewState::kPlanned:
      return "planned";
    case ReviewState::kEvidenceGathering:
      return "evidence gathering";
    case ReviewState::kVisit:
      return "visit";
    case ReviewState::kScoring:
      return "scoring";
    case ReviewState::kConsensus:
      return "consensus";
    case ReviewState::kReport:
      return "report";
    case ReviewState::kActionPlan:
      return "action plan";
    case ReviewState::kClosed:
      return "closed";
  }
  return "unknown";
}

bool MayFollow(ReviewState from, ReviewState to) {
  if (from == ReviewState::kReport && to == ReviewState::kConsensus) return true;
  return static_cast<int>(to) == static_cast<int>(from) + 1;
}

void CheckStep(ReviewState from, ReviewState to, const ReviewFacts& facts, absl::CivilDay today, Violations* v) {
  if (!MayFollow(from, to)) {
    const std::string next =
        from == ReviewState::kClosed
            ? "nothing follows it"
            : absl::StrCat("what follows is ", Words(static_cast<ReviewState>(static_cast<int>(from) + 1)));
    return v->Add("state", absl::StrCat("cannot go from ", Words(from), " to ", Words(to), ": ", next));
  }
  switch (to) {
    case ReviewState::kPlanned:
      break;  // nothing leads there
    case ReviewState::kEvidenceGathering:
      return CheckPlanned(facts, v);
    case ReviewState::kVisit:
      CheckReviewers(facts, v);
      return CheckDayHasCome("visit_begins", facts.visit_begins, today, v);
    case ReviewState::kScoring:
      CheckReviewers(facts, v);
      return CheckDayHasCome("visit_ends", facts.visit_ends, today, v);
    case ReviewState::kConsensus:
      if (from == ReviewState::kReport) {
        if (facts.report_issued) v->Add("report", "was issued, and its scores stand");
      } else if (!ShowsSheets(facts.reviewers, facts.locked_sheets)) {
        v->Add("sheets", absl::StrCat("all reviewers' must be locked, and at least ", kFewestReviewers));
      }
      CheckLead(facts, v);
      return;
    case ReviewState::kReport:
      return CheckReport(facts, v);
    case ReviewState::kActionPlan:
      if (!facts.report_issued || today < *facts.report_issued)
        v->Add("report", "must be issued, on a day that has come");
      return;
    case ReviewState::kClosed:
      return CheckClosed(facts, v);
  }
}

bool MayScore(ReviewState state) { return state == ReviewState::kVisit || state == ReviewState::kScoring; }

bool ShowsSheets(int reviewers, int locked_sheets) {
  return locked_sheets >= kFewestReviewers && locked_sheets >= reviewers;
}

}  // namespace gainful::fidelity
