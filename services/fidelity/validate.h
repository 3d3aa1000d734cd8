// What plans, reviewers, scores and actions must be beyond what the contract says of each field: pure functions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "gainful/fidelity/v1/fidelity.pb.h"
#include "services/common/base/status.h"
#include "services/fidelity/score.h"

namespace gainful::fidelity {

namespace pb = gainful::fidelity::v1;

// For how long before the visit a reviewer must have been in another team.
constexpr int kMonthsAway = 12;

// A stretch of work in a team: a posting, or what somebody's own record says, which holds on days without a posting.
struct WorkSpan {
  std::string team_id;
  std::optional<absl::CivilDay> starts_on, ends_on;  // none: without a beginning, without an end
  bool is_posting = false;
};

// The last day from `from` to `to` on which somebody with these spans works in the team; nothing where there is none.
std::optional<absl::CivilDay> LastDayIn(const std::string& team_id, const std::vector<WorkSpan>& spans,
                                        absl::CivilDay from, absl::CivilDay to);

// The days of the visit. Where no last day is given the first one is it.
absl::CivilDay VisitBegins(const pb::FidelityReview& review);
absl::CivilDay VisitEnds(const pb::FidelityReview& review);

// FAILED_PRECONDITION where somebody with these spans works in the team under review, or did in the 12 months before `today` or before the visit,
// whichever begins earlier; or will before the visit has ended. Says so without the day, which is no business of whoever plans.
absl::Status CheckFromElsewhere(const pb::FidelityReview& review, const std::vector<WorkSpan>& spans,
                                absl::CivilDay today);

// A visit ends no earlier than it begins.
void CheckVisit(const pb::FidelityReview& review, base::Violations* v);

// What a sheet, or the consensus, says of one item.
ItemScore ScoreIn(const pb::ItemScore& score);
ItemScore ScoreIn(const pb::AgreedItem& agreed);

// A score, not applicable or not scored, one of the three, as the instrument knows it. What is not scored has a comment that says why. A live reading
// has its day, and a day its reading.
void CheckScore(const Instrument& instrument, const pb::ItemScore& score, base::Violations* v);

// A score, not applicable or not scored, one of the three. `sheets` is what the reviewers scored; a reason is needed where that is not one and the same,
// or not what is agreed.
void CheckAgreed(const Instrument& instrument, const pb::AgreedItem& agreed, const std::vector<ItemScore>& sheets,
                 base::Violations* v);

// Whether two say the same of an item.
bool SaysTheSame(const ItemScore& a, const ItemScore& b);

// Items of the instrument, by number, that are not among the scores.
std::vector<std::int32_t> Unscored(const Instrument& instrument, const std::vector<ItemScore>& scores);

}  // namespace gainful::fidelity
