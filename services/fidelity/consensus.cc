// After the sheets are locked: how they differ, what was agreed, and the report's text.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/fidelity/agreement.h"
#include "services/fidelity/instrument.h"
#include "services/fidelity/review_state.h"
#include "services/fidelity/service.h"

namespace gainful::fidelity {
namespace {

double PerCentOf(int part, int whole) { return 100.0 * part / whole; }

void Fill(const Agreement& agreement, pb::PairAgreement* out) {
  out->set_items(agreement.both);
  if (agreement.both > 0) {
    out->set_percent_agreement(PerCentOf(agreement.equal, agreement.both));
    out->set_percent_within_one(PerCentOf(agreement.within_one, agreement.both));
  }
  if (agreement.linear) out->set_linear_kappa(agreement.linear->value);
  if (!agreement.quadratic) return;
  out->set_weighted_kappa(agreement.quadratic->value);
  if (!agreement.quadratic->limits) return;
  out->set_kappa_from(agreement.quadratic->limits->lower);
  out->set_kappa_to(agreement.quadratic->limits->upper);
}

void AddAgreements(const Instrument& instrument, const std::vector<SheetRead>& sheets, pb::ReviewDifferences* out) {
  for (size_t i = 0; i < sheets.size(); ++i) {
    for (size_t j = i + 1; j < sheets.size(); ++j) {
      auto* pair = out->add_agreements();
      pair->set_first(sheets[i].number);
      pair->set_second(sheets[j].number);
      Fill(AgreementOf(instrument, sheets[i].scores, sheets[j].scores), pair);
    }
  }
}

void AddScore(const SheetRead& sheet, std::int32_t number, pb::ItemDifference* out) {
  for (size_t i = 0; i < sheet.scores.size(); ++i) {
    if (sheet.scores[i].number != number) continue;
    auto* score = out->add_scores();
    score->set_number(sheet.number);
    if (sheet.scores[i].score) score->set_score(*sheet.scores[i].score);
    score->set_not_applicable(sheet.scores[i].not_applicable);
    score->set_comment(sheet.comments[i]);
  }
}

void AddItems(const Instrument& instrument, const std::vector<SheetRead>& sheets, pb::ReviewDifferences* out) {
  std::vector<std::vector<ItemScore>> scores;
  for (const auto& sheet : sheets) scores.push_back(sheet.scores);
  const std::vector<std::int32_t> different = Differences(instrument, scores);
  for (int i = 0; i < instrument.item_size(); ++i) {
    auto* item = out->add_items();
    item->set_item(instrument.item(i).number());
    item->set_name(instrument.item(i).name());
    item->set_differs(std::find(different.begin(), different.end(), item->item()) != different.end());
    for (const auto& sheet : sheets) AddScore(sheet, item->item(), item);
  }
}

std::vector<ItemScore> OfItem(const std::vector<SheetRead>& sheets, std::int32_t number) {
  std::vector<ItemScore> scores;
  for (const auto& sheet : sheets) {
    for (const auto& score : sheet.scores) {
      if (score.number == number) scores.push_back(score);
    }
  }
  return scores;
}

absl::Status CheckLead(const Standing& standing, const char* what) {
  if (standing.leads_review) return absl::OkStatus();
  return NotYours(absl::StrCat("only the lead reviewer ", what));
}

}  // namespace

absl::Status FidelityService::GetReviewDifferences(const base::Call& call, const pb::GetReviewDifferencesRequest& q,
                                                   pb::ReviewDifferences* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(auto tx, pool_->Begin(call));
  ASSIGN_OR_RETURN(const auto review, store_.Review(tx, call, q.fidelity_review_id(), Store::Hold::kNone));
  ASSIGN_OR_RETURN(const Standing standing, store_.StandingOf(tx, call, review.team_id(), review.id()));
  if (!standing.Reviews() && !standing.Oversees())
    return NotYours("the sheets are shown to the reviewers, and to managers and auditors who do not work in the team");
  if (!standing.is_unblinded)
    return base::Error(
        absl::StatusCode::kFailedPrecondition, "BLIND",
        "the sheets are shown beside each other once every reviewer has locked theirs, and, where one was "
        "let go since the visit began, once a manager has taken the review to consensus");
  ASSIGN_OR_RETURN(const Instrument* instrument, InstrumentOf(review));
  ASSIGN_OR_RETURN(const auto sheets, store_.Sheets(tx, call, review.id()));
  RETURN_IF_ERROR(tx.Commit());
  AddItems(*instrument, sheets, out);
  AddAgreements(*instrument, sheets, out);
  return absl::OkStatus();
}

absl::Status FidelityService::AgreeItem(const base::Call& call, const pb::AgreeItemRequest& q, pb::AgreedItem* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record,
                        base::Violations* violations) -> absl::Status {
    const auto& agreed = static_cast<const pb::AgreedItem&>(*record);
    ASSIGN_OR_RETURN(const auto review, store_.GoingOn(tx, call, agreed.fidelity_review_id(),
                                                       "agreed_item.fidelity_review_id", Store::Hold::kShared));
    ASSIGN_OR_RETURN(const Standing standing, store_.StandingOf(tx, call, review.team_id(), review.id()));
    RETURN_IF_ERROR(CheckLead(standing, "records what was agreed"));
    if (review.state() != pb::REVIEW_STATE_CONSENSUS)
      return WrongState(absl::StrCat("scores are agreed while the review stands at consensus, and this one stands at ",
                                     Words(StateOf(review))));
    ASSIGN_OR_RETURN(const Instrument* instrument, InstrumentOf(review));
    ASSIGN_OR_RETURN(const auto sheets, store_.Sheets(tx, call, review.id()));
    CheckAgreed(*instrument, agreed, OfItem(sheets, agreed.item()), violations);
    return absl::OkStatus();
  };
  const std::function<bool(const pb::AgreedItem&)> is_it = [&](const pb::AgreedItem& a) {
    return a.item() == q.agreed_item().item();
  };
  return Save(call, q, &store_.agreed, q.agreed_item(), q.etag(), Changeable(pb::AgreedItem::descriptor()), is_it, rule,
              out);
}

absl::Status FidelityService::WriteReviewSummary(const base::Call& call, const pb::WriteReviewSummaryRequest& q,
                                                 pb::ReviewSummary* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  Parts parts;
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record,
                        base::Violations*) -> absl::Status {
    parts.Clear();
    const auto& summary = static_cast<const pb::ReviewSummary&>(*record);
    ASSIGN_OR_RETURN(const auto review, store_.GoingOn(tx, call, summary.fidelity_review_id(),
                                                       "review_summary.fidelity_review_id", Store::Hold::kAlone));
    ASSIGN_OR_RETURN(const Standing standing, store_.StandingOf(tx, call, review.team_id(), review.id()));
    RETURN_IF_ERROR(CheckLead(standing, "writes the report"));
    if (review.state() != pb::REVIEW_STATE_REPORT)
      return WrongState(absl::StrCat("the report is written while the review stands at report, and this one stands at ",
                                     Words(StateOf(review))));
    // The draft is another one now: whoever has read it as it was issues it no more.
    parts.also.push_back(store_.reviews.AsPart(call, review, parts.Keep(review)));
    return absl::OkStatus();
  };
  const std::function<bool(const pb::ReviewSummary&)> is_it = [](const pb::ReviewSummary&) { return true; };
  return Save(call, q, &store_.summaries, q.review_summary(), q.etag(), Changeable(pb::ReviewSummary::descriptor()),
              is_it, rule, out, parts.Taken());
}

}  // namespace gainful::fidelity
