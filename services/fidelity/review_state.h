// The steps of a review, which may follow which, and what each asks for. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "services/common/base/status.h"

namespace gainful::fidelity {

// In their order; the numbers are those of the contract's enum, where 0 is unspecified.
enum class ReviewState : std::uint8_t {
  kPlanned = 1,
  kEvidenceGathering = 2,
  kVisit = 3,
  kScoring = 4,
  kConsensus = 5,
  kReport = 6,  // it is written and moderated, and then issued
  kActionPlan = 7,
  kClosed = 8,
};
inline constexpr ReviewState kReviewStates[] = {ReviewState::kPlanned,    ReviewState::kEvidenceGathering,
                                                ReviewState::kVisit,      ReviewState::kScoring,
                                                ReviewState::kConsensus,  ReviewState::kReport,
                                                ReviewState::kActionPlan, ReviewState::kClosed};
// "evidence gathering".
absl::string_view Words(ReviewState state);

inline constexpr int kFewestReviewers = 2;

// What stands on record of a review.
struct ReviewFacts {
  int reviewers = 0;
  bool has_lead = false;  // one of them leads
  std::optional<absl::CivilDay> visit_begins;
  std::optional<absl::CivilDay> visit_ends;
  int locked_sheets = 0;
  // Items on which the sheets differ and that have no consensus with a reason. What all sheets agree on needs none.
  std::vector<std::int32_t> unsettled;
  std::optional<absl::CivilDay> report_issued;
  int actions = 0;  // of the action plan
  int actions_without_owner = 0;
  int actions_without_due_day = 0;
  bool says_no_action_needed = false;  // instead of a plan: nothing is to be done, said in so many words
};

// Whether the one step may follow the other, whatever else is so: the next one, or back from the report to consensus, when further evidence or the
// moderator asks for it. Closed is the end.
bool MayFollow(ReviewState from, ReviewState to);

// Refuses a step that may not follow, or that asks for something which is not on record; every fault at once, each by the field that mends it: state,
// reviewers, visit_begins, visit_ends, sheets, consensus, report, actions.
//   evidence gathering  two reviewers or more, one of them leading; the days of the visit
//   visit               the reviewers; it has begun
//   scoring             the reviewers; it has ended: today is its last day or later
//   consensus           two sheets or more, those of all reviewers locked, and a lead among them
//   report              no item is unsettled
//   action plan         the report was issued, on a day that has come
//   closed              a plan, each action of it with an owner and a due day, or the word that none is needed
//   back to consensus   the report was not issued
void CheckStep(ReviewState from, ReviewState to, const ReviewFacts& facts, absl::CivilDay today, base::Violations* v);

// Sheets are written and locked from the first day of the visit until all are locked.
bool MayScore(ReviewState state);
// The sheets of others, and what follows from them, are shown to whoever may see the review.
bool ShowsSheets(int reviewers, int locked_sheets);

}  // namespace gainful::fidelity
