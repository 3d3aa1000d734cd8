// Plans of reviews, their calendar and their steps.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/common/base/dates.h"
#include "services/fidelity/agreement.h"
#include "services/fidelity/instrument.h"
#include "services/fidelity/review_calendar.h"
#include "services/fidelity/review_state.h"
#include "services/fidelity/service.h"

namespace gainful::fidelity {
namespace {

// Steps of the calendar that are marked as done by the write that does them.
constexpr char kReportStep[] = "report";
constexpr char kActionPlanStep[] = "action_plan";

ReviewDays DaysOf(const pb::FidelityReview& review, int next_review_months) {
  ReviewDays days;
  days.visit_begins = VisitBegins(review);
  days.visit_ends = VisitEnds(review);
  if (review.has_issued_on()) days.report_issued = base::ToDay(review.issued_on());
  days.next_review_months = next_review_months;
  return days;
}

void Fill(const DueStep& step, pb::ReviewMilestone* milestone) {
  milestone->set_title(step.title);
  *milestone->mutable_due_on() = base::ToProto(step.due);
  milestone->set_provisional(step.is_provisional);
}

bool SameDay(const google::type::Date& a, const google::type::Date& b) { return base::ToDay(a) == base::ToDay(b); }

bool MovesVisit(const pb::FidelityReview& was, const pb::FidelityReview& is) {
  return VisitBegins(was) != VisitBegins(is) || VisitEnds(was) != VisitEnds(is);
}

std::string KnownInstruments() {
  std::vector<std::string> ids;
  for (const Instrument& instrument : ShippedInstruments()) {
    if (ids.empty() || ids.back() != instrument.id()) ids.push_back(instrument.id());
  }
  return absl::StrJoin(ids, ", ");
}

// The instrument in the version that is in force on the first day of the visit.
void ChooseInstrument(pb::FidelityReview* review, base::Violations* violations) {
  const Instrument* instrument = InstrumentInForce(review->instrument(), VisitBegins(*review));
  if (instrument == nullptr) {
    violations->Add(
        "fidelity_review.instrument",
        absl::StrCat("names no instrument that is in force on the day of the visit; there are ", KnownInstruments()));
  } else {
    review->set_instrument_version(instrument->version());
  }
}

absl::Status CheckPlans(const Standing& standing, const char* what) {
  if (standing.Plans()) return absl::OkStatus();
  return NotYours(absl::StrCat("only a manager, or somebody who leads the team under review today, ", what));
}

// Who may take which step: what follows from sheets is for those who may see them, and not for the team that they are about. Where a reviewer was let
// go the step shows the sheets of the others, and is not the lead reviewer's, who may have wished them gone.
absl::Status CheckMayStep(const Standing& standing, pb::ReviewState from, pb::ReviewState to) {
  if (from == pb::REVIEW_STATE_SCORING && to == pb::REVIEW_STATE_CONSENSUS && standing.has_let_go) {
    if (standing.Manages()) return absl::OkStatus();
    return NotYours(
        "a reviewer was let go since the visit began: only a manager who does not work in the team takes it to "
        "consensus");
  }
  if (from == pb::REVIEW_STATE_REPORT && to == pb::REVIEW_STATE_CONSENSUS) {
    if (standing.Manages() || standing.Reviews()) return absl::OkStatus();
    return NotYours("only a reviewer, or a manager who does not work in the team, sends a report back");
  }
  if (to == pb::REVIEW_STATE_CONSENSUS || to == pb::REVIEW_STATE_REPORT) {
    if (standing.Manages() || standing.leads_review) return absl::OkStatus();
    return NotYours("only the lead reviewer, or a manager who does not work in the team, takes a review there");
  }
  if (standing.Plans() || standing.leads_review) return absl::OkStatus();
  return NotYours(
      "only a manager, somebody who leads the team under review today, or the lead reviewer takes a review there");
}

// Before the reviewers score nothing is lost by calling off; then it could make scores vanish that somebody does not like, and is not the team's to
// decide. What is issued stands.
absl::Status CheckMayCallOff(const Standing& standing, const pb::FidelityReview& review, const std::string& reason) {
  RETURN_IF_ERROR(CheckPlans(standing, "calls its review off"));
  if (review.has_withdrawn_on()) return WrongState("the review was called off before");
  if (review.has_issued_on()) return WrongState("the report is issued; the review stands");
  if (review.state() < pb::REVIEW_STATE_SCORING) return absl::OkStatus();
  if (!standing.Manages())
    return NotYours("once it is in scoring only a manager who does not work in the team calls its review off");
  base::Violations missing;
  if (reason.empty()) missing.Add("reason", "must be given once the review is in scoring");
  return missing.ToStatus();
}

// Faults of a step by the contract's names for the days of the visit.
base::Violations AsFields(const base::Violations& faults) {
  base::Violations named;
  for (const auto& [field, wanted] : faults.list()) {
    const bool is_visit = field == "visit_begins" || field == "visit_ends";
    named.Add(is_visit ? field + "_on" : field, wanted);
  }
  return named;
}

// Items on which the sheets differ and for which nothing was agreed with a reason.
std::vector<std::int32_t> Unsettled(const Instrument& instrument, const std::vector<SheetRead>& sheets,
                                    const std::vector<pb::AgreedItem>& agreed) {
  std::vector<std::vector<ItemScore>> scores;
  for (const auto& sheet : sheets) scores.push_back(sheet.scores);
  std::vector<std::int32_t> unsettled;
  for (const std::int32_t number : Differences(instrument, scores)) {
    const bool is_settled = std::any_of(agreed.begin(), agreed.end(), [&](const pb::AgreedItem& a) {
      return a.item() == number && !a.reason().empty();
    });
    if (!is_settled) unsettled.push_back(number);
  }
  return unsettled;
}

}  // namespace

// The days that are not done move with the visit and the report; those that are new are added. `done`: what this write marks as done, and when.
absl::Status FidelityService::MoveCalendar(db::Transaction& tx, const base::Call& call,
                                           const pb::FidelityReview& review,
                                           const std::map<std::string, absl::CivilDay>& done, int next_review_months,
                                           Parts* parts) const {
  ASSIGN_OR_RETURN(const auto on_record,
                   store_.OfReview<pb::ReviewMilestone>(tx, call, store_.milestones, review.id()));
  for (const DueStep& step : DueSteps(UsualCalendar(), DaysOf(review, next_review_months))) {
    const auto was = std::find_if(on_record.begin(), on_record.end(),
                                  [&](const pb::ReviewMilestone& m) { return m.stage() == step.id; });
    auto* milestone = parts->Keep(was == on_record.end() ? pb::ReviewMilestone() : *was);
    const auto marked = done.find(step.id);
    if (!milestone->has_done_on()) Fill(step, milestone);
    if (!milestone->has_done_on() && marked != done.end())
      *milestone->mutable_done_on() = base::ToProto(marked->second);
    if (was == on_record.end()) {
      milestone->set_fidelity_review_id(review.id());
      milestone->set_stage(step.id);
      parts->also.push_back(store_.milestones.AsNewPart(call, milestone));
    } else if (!SameDay(was->due_on(), milestone->due_on()) || was->provisional() != milestone->provisional() ||
               was->has_done_on() != milestone->has_done_on()) {
      parts->also.push_back(store_.milestones.AsPart(call, *was, milestone));
    }
  }
  return absl::OkStatus();
}

absl::Status FidelityService::CreateFidelityReview(const base::Call& call, const pb::CreateFidelityReviewRequest& q,
                                                   pb::FidelityReview* out) {
  base::Violations v;
  RETURN_IF_ERROR(calendar_.Check(call, q, &v));
  if (v.empty()) CheckVisit(q.fidelity_review(), &v);
  RETURN_IF_ERROR(v.ToStatus());
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const base::Uuid team = base::IdOf(q.fidelity_review().team_id());
  Parts parts;
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record,
                        base::Violations* violations) -> absl::Status {
    parts.Clear();
    auto* review = static_cast<pb::FidelityReview*>(record);
    ASSIGN_OR_RETURN(const std::string name, store_.TeamName(tx, call, review->team_id()));
    const bool is_seen = call.all_teams || std::find(call.teams.begin(), call.teams.end(), team) != call.teams.end();
    base::Violations missing;
    if (name.empty() || !is_seen) missing.Add("fidelity_review.team_id", "names no team that you can see");
    RETURN_IF_ERROR(missing.ToStatus(absl::StatusCode::kNotFound));
    ASSIGN_OR_RETURN(const Standing standing, store_.StandingOf(tx, call, review->team_id(), ""));
    RETURN_IF_ERROR(CheckPlans(standing, "plans its review"));
    ChooseInstrument(review, violations);
    review->set_state(pb::REVIEW_STATE_PLANNED);
    *review->mutable_planned_on() = base::ToProto(today);
    return MoveCalendar(tx, call, *review, {}, 0, &parts);
  };
  return store_.reviews.Create(call, q, q.fidelity_review(),
                               {base::Uuid::V7(call.now), {"team", team}, {}, nullptr, parts.Taken()}, rule, out);
}

absl::Status FidelityService::UpdateFidelityReview(const base::Call& call, const pb::UpdateFidelityReviewRequest& q,
                                                   pb::FidelityReview* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  Parts parts;
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message* before, Message* record,
                        base::Violations* violations) -> absl::Status {
    parts.Clear();
    const auto& was = static_cast<const pb::FidelityReview&>(*before);
    const auto& is = static_cast<const pb::FidelityReview&>(*record);
    ASSIGN_OR_RETURN(const Standing standing, store_.StandingOf(tx, call, was.team_id(), was.id()));
    RETURN_IF_ERROR(CheckPlans(standing, "changes its review"));
    if (was.has_withdrawn_on()) return WrongState("the review was called off");
    if (was.state() == pb::REVIEW_STATE_CLOSED) return WrongState("the review is closed");
    CheckVisit(is, violations);
    if (!violations->empty() || !MovesVisit(was, is)) return absl::OkStatus();
    if (was.state() > pb::REVIEW_STATE_VISIT)
      return WrongState("the visit is over: its days stand once the reviewers score");
    if (was.state() == pb::REVIEW_STATE_VISIT && VisitBegins(was) != VisitBegins(is))
      return WrongState("the visit has begun: its first day stands, and its last one may be moved");
    return MoveCalendar(tx, call, is, {}, 0, &parts);
  };
  return store_.reviews.Update(call, q, q.fidelity_review(), q.update_mask(), rule, out, parts.Taken());
}

absl::Status FidelityService::WithdrawFidelityReview(const base::Call& call, const pb::WithdrawFidelityReviewRequest& q,
                                                     pb::FidelityReview* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record,
                        base::Violations*) -> absl::Status {
    auto* review = static_cast<pb::FidelityReview*>(record);
    ASSIGN_OR_RETURN(const Standing standing, store_.StandingOf(tx, call, review->team_id(), review->id()));
    RETURN_IF_ERROR(CheckMayCallOff(standing, *review, q.reason()));
    review->set_withdrawn_reason(q.reason());
    *review->mutable_withdrawn_on() = base::ToProto(today);
    return absl::OkStatus();
  };
  return store_.reviews.Change(call, q, q.id(), rule, out);
}

// What every sheet says is agreed without a word, and put on record before the report is written: so that what was agreed of an item is in one place.
absl::Status FidelityService::AgreeWhatAllSay(db::Transaction& tx, const base::Call& call,
                                              const pb::FidelityReview& review, Parts* parts) const {
  ASSIGN_OR_RETURN(const auto sheets, store_.Sheets(tx, call, review.id()));
  ASSIGN_OR_RETURN(const auto agreed, store_.OfReview<pb::AgreedItem>(tx, call, store_.agreed, review.id()));
  if (sheets.empty()) return absl::OkStatus();
  for (const ItemScore& score : sheets[0].scores) {
    const bool is_agreed =
        std::any_of(agreed.begin(), agreed.end(), [&](const pb::AgreedItem& a) { return a.item() == score.number; });
    if (is_agreed) continue;
    auto* item = parts->Keep(pb::AgreedItem());
    item->set_fidelity_review_id(review.id());
    item->set_item(score.number);
    if (score.score) item->set_score(*score.score);
    item->set_not_applicable(score.not_applicable);
    item->set_not_scored(!score.score && !score.not_applicable);
    if (item->not_scored()) item->set_reason("No reviewer had evidence to score it by.");
    parts->also.push_back(store_.agreed.AsNewPart(call, item));
  }
  return absl::OkStatus();
}

absl::Status FidelityService::Step(db::Transaction& tx, const base::Call& call, absl::CivilDay today,
                                   pb::ReviewState to, pb::FidelityReview* review, Parts* parts) const {
  if (review->has_withdrawn_on()) return WrongState("the review was called off");
  if (to == pb::REVIEW_STATE_ACTION_PLAN)
    return WrongState("the action plan follows when the report is issued: `gainful fidelity issue`");
  ASSIGN_OR_RETURN(const Standing standing, store_.StandingOf(tx, call, review->team_id(), review->id()));
  RETURN_IF_ERROR(CheckMayStep(standing, review->state(), to));
  ASSIGN_OR_RETURN(const Instrument* instrument, InstrumentOf(*review));
  ReviewFacts facts;
  ASSIGN_OR_RETURN(const auto reviewers, store_.OfReview<pb::Reviewer>(tx, call, store_.reviewers, review->id()));
  for (const auto& reviewer : reviewers) {
    if (reviewer.has_withdrawn_on()) continue;
    ++facts.reviewers;
    facts.has_lead = facts.has_lead || reviewer.leads();
  }
  facts.visit_begins = VisitBegins(*review);
  facts.visit_ends = VisitEnds(*review);
  // All or none: how many sheets are locked before all are is nobody's to know.
  facts.locked_sheets = standing.is_all_locked ? facts.reviewers : 0;
  if (to == pb::REVIEW_STATE_REPORT && standing.is_unblinded) {
    ASSIGN_OR_RETURN(const auto sheets, store_.Sheets(tx, call, review->id()));
    ASSIGN_OR_RETURN(const auto agreed, store_.OfReview<pb::AgreedItem>(tx, call, store_.agreed, review->id()));
    facts.unsettled = Unsettled(*instrument, sheets, agreed);
  }
  if (review->has_issued_on()) facts.report_issued = base::ToDay(review->issued_on());
  ASSIGN_OR_RETURN(const auto actions, store_.OfReview<pb::FidelityAction>(tx, call, store_.actions, review->id()));
  for (const auto& action : actions) facts.actions += action.has_withdrawn_on() ? 0 : 1;
  facts.says_no_action_needed = !review->no_action_reason().empty();
  base::Violations faults;
  CheckStep(StateOf(*review), static_cast<ReviewState>(to), facts, today, &faults);
  RETURN_IF_ERROR(AsFields(faults).ToStatus(absl::StatusCode::kFailedPrecondition));
  review->set_state(to);
  if (to == pb::REVIEW_STATE_REPORT) return AgreeWhatAllSay(tx, call, *review, parts);
  if (to != pb::REVIEW_STATE_CLOSED) return absl::OkStatus();
  *review->mutable_closed_on() = base::ToProto(today);
  return MoveCalendar(tx, call, *review, {{kActionPlanStep, today}}, 0, parts);
}

absl::Status FidelityService::AdvanceFidelityReview(const base::Call& call, const pb::AdvanceFidelityReviewRequest& q,
                                                    pb::FidelityReview* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  Parts parts;
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record,
                        base::Violations*) -> absl::Status {
    parts.Clear();
    return Step(tx, call, today, q.state(), static_cast<pb::FidelityReview*>(record), &parts);
  };
  return store_.reviews.Change(call, q, q.id(), rule, out, parts.Taken());
}

// The report, once it is moderated: total and band are those of what was agreed, and the next review follows from them.
absl::Status FidelityService::Issue(db::Transaction& tx, const base::Call& call, absl::CivilDay today,
                                    pb::FidelityReview* review, Parts* parts) const {
  ASSIGN_OR_RETURN(const Instrument* instrument, InstrumentOf(*review));
  ASSIGN_OR_RETURN(const auto summaries, store_.OfReview<pb::ReviewSummary>(tx, call, store_.summaries, review->id()));
  if (summaries.empty()) return WrongState("the report has no text yet: the lead reviewer writes it first");
  ASSIGN_OR_RETURN(const auto agreed, store_.OfReview<pb::AgreedItem>(tx, call, store_.agreed, review->id()));
  ASSIGN_OR_RETURN(const auto sheets, store_.Sheets(tx, call, review->id()));
  std::vector<ItemScore> scores;
  for (const auto& item : agreed) scores.push_back(ScoreIn(item));
  const std::vector<TotalScore> totals = Totals(*instrument, scores);
  int next_review_months = 0;
  if (!totals.empty()) {
    const TotalScore& total = totals[0];
    if (total.value) review->set_total(Decimal(*total.value));
    review->set_band(total.band_title);
    review->set_total_remark(total.remark);
    next_review_months = total.next_review_months;
  }
  review->set_agreement(AgreementText(*instrument, sheets));
  review->set_state(pb::REVIEW_STATE_ACTION_PLAN);
  *review->mutable_issued_on() = base::ToProto(today);
  auto* summary = parts->Keep(summaries[0]);
  summary->set_moderated_by(call.caller);
  parts->also.push_back(store_.summaries.AsPart(call, summaries[0], summary));
  return MoveCalendar(tx, call, *review, {{kReportStep, today}}, next_review_months, parts);
}

absl::Status FidelityService::IssueFidelityReport(const base::Call& call, const pb::IssueFidelityReportRequest& q,
                                                  pb::FidelityReview* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  Parts parts;
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message* before, Message* record,
                        base::Violations*) -> absl::Status {
    parts.Clear();
    auto* review = static_cast<pb::FidelityReview*>(record);
    if (review->has_withdrawn_on()) return WrongState("the review was called off");
    ASSIGN_OR_RETURN(const Standing standing, store_.StandingOf(tx, call, review->team_id(), review->id()));
    if (standing.leads_review || (!standing.Manages() && !standing.Reviews()))
      return NotYours(
          "a reviewer other than the lead, or a manager who does not work in the team, moderates and issues the "
          "report");
    if (review->state() != pb::REVIEW_STATE_REPORT)
      return WrongState(absl::StrCat("a report is issued while the review stands at report, and this one stands at ",
                                     Words(StateOf(*review))));
    const auto etag = static_cast<const pb::FidelityReview&>(*before).etag();
    if (etag != q.etag()) return journal::StaleEtag(etag, "");
    return Issue(tx, call, today, review, &parts);
  };
  return store_.reviews.Change(call, q, q.id(), rule, out, parts.Taken());
}

}  // namespace gainful::fidelity
