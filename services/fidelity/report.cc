// The report: gathered out of what was agreed, the sheets' agreement, earlier reviews and the action plan.
#include <algorithm>

#include "services/common/base/dates.h"
#include "services/fidelity/instrument.h"
#include "services/fidelity/service.h"

namespace gainful::fidelity {
namespace {

void AddItems(const Instrument& instrument, const std::vector<pb::AgreedItem>& agreed, ReportPage* page) {
  for (int i = 0; i < instrument.item_size(); ++i) {
    ReportItem line;
    line.item = &instrument.item(i);
    line.said.number = line.item->number();
    const auto found = std::find_if(agreed.begin(), agreed.end(),
                                    [&](const pb::AgreedItem& a) { return a.item() == line.item->number(); });
    if (found != agreed.end()) {
      line.said = ScoreIn(*found);
      line.reason = found->reason();
    }
    page->items.push_back(std::move(line));
  }
}

void AddActions(const std::vector<pb::FidelityAction>& actions, const std::map<std::string, std::string>& names,
                ReportPage* page) {
  for (const auto& action : actions) {
    if (action.has_withdrawn_on()) continue;
    ReportAction line;
    line.item = action.item();
    line.action = action.action();
    const auto owner = names.find(action.owner_id());
    if (owner != names.end()) line.owner = owner->second;
    line.due_on = base::ToDay(action.due_on());
    if (action.has_done_on()) line.done_on = base::ToDay(action.done_on());
    line.progress.assign(action.progress().begin(), action.progress().end());
    page->actions.push_back(std::move(line));
  }
}

}  // namespace

absl::StatusOr<ReportPage> FidelityService::PageOf(db::Transaction& tx, const base::Call& call,
                                                   const pb::FidelityReview& review) const {
  ASSIGN_OR_RETURN(const Instrument* instrument, InstrumentOf(review));
  ASSIGN_OR_RETURN(const auto agreed, store_.OfReview<pb::AgreedItem>(tx, call, store_.agreed, review.id()));
  ASSIGN_OR_RETURN(const auto summaries, store_.OfReview<pb::ReviewSummary>(tx, call, store_.summaries, review.id()));
  ASSIGN_OR_RETURN(const auto actions, store_.OfReview<pb::FidelityAction>(tx, call, store_.actions, review.id()));
  ASSIGN_OR_RETURN(auto past, store_.Past(tx, call, review));
  std::vector<std::string> owners;
  for (const auto& action : actions) owners.push_back(action.owner_id());
  ASSIGN_OR_RETURN(const auto names, store_.StaffNames(tx, call, owners));
  ReportPage page;
  ASSIGN_OR_RETURN(page.team, store_.TeamName(tx, call, review.team_id()));
  page.instrument = Title(*instrument);
  page.visit_begins = VisitBegins(review);
  page.visit_ends = VisitEnds(review);
  if (review.has_issued_on()) page.issued_on = base::ToDay(review.issued_on());
  page.etag = review.etag();
  if (review.has_withdrawn_on()) page.called_off_on = base::ToDay(review.withdrawn_on());
  page.called_off_reason = review.withdrawn_reason();
  if (!summaries.empty()) page.summary = summaries[0].summary();
  page.agreement = review.agreement();
  page.no_action_reason = review.no_action_reason();
  std::vector<ItemScore> scores;
  for (const auto& item : agreed) scores.push_back(ScoreIn(item));
  page.totals = Totals(*instrument, scores);
  AddItems(*instrument, agreed, &page);
  page.raises = RaiseEach(*instrument, scores);
  past.push_back({instrument, page.visit_ends, scores});
  page.trend = TrendOf(*instrument, past);
  AddActions(actions, names, &page);
  return page;
}

// The team reads it once it is issued; before that it is there for nobody but its reviewers and those who see every team and work in another.
absl::Status FidelityService::GetFidelityReport(const base::Call& call, const pb::GetFidelityReportRequest& q,
                                                pb::FidelityReport* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(auto tx, pool_->Begin(call));
  ASSIGN_OR_RETURN(const auto review, store_.Review(tx, call, q.fidelity_review_id(), Store::Hold::kNone));
  ASSIGN_OR_RETURN(const Standing standing, store_.StandingOf(tx, call, review.team_id(), review.id()));
  if (!review.has_issued_on() && !standing.Reviews() && !standing.Oversees())
    return WrongState("the report is not issued yet");
  if (review.state() < pb::REVIEW_STATE_REPORT) return WrongState("the scores are not agreed yet");
  ASSIGN_OR_RETURN(const ReportPage page, PageOf(tx, call, review));
  RETURN_IF_ERROR(tx.Commit());
  out->set_report(q.report_format() == pb::REPORT_FORMAT_HTML ? AsHtml(page) : AsText(page));
  return absl::OkStatus();
}

}  // namespace gainful::fidelity
