#include "services/fidelity/validate.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "services/common/base/dates.h"
#include "services/common/base/ids.h"
#include "services/fidelity/instrument.h"
#include "services/fidelity/review_calendar.h"

namespace gainful::fidelity {
namespace {

bool Covers(const WorkSpan& span, absl::CivilDay day) {
  return (!span.starts_on || *span.starts_on <= day) && (!span.ends_on || *span.ends_on >= day);
}

// Whether they work in that team on the day: by a posting, or, on a day without any, by their own record.
bool WorksIn(const base::Uuid& team, const std::vector<WorkSpan>& spans, absl::CivilDay day) {
  bool is_posted = false, by_posting = false, by_record = false;
  for (const auto& span : spans) {
    if (!Covers(span, day)) continue;
    const bool is_there = base::IdOf(span.team_id) == team;
    is_posted = is_posted || span.is_posting;
    by_posting = by_posting || (span.is_posting && is_there);
    by_record = by_record || (!span.is_posting && is_there);
  }
  return is_posted ? by_posting : by_record;
}

// The rules speak of an item's `number`, the contract of its `item`.
void CheckAgainst(const Instrument& instrument, const ItemScore& score, const std::string& record,
                  base::Violations* v) {
  base::Violations found;
  CheckItemScore(instrument, score, record, &found);
  for (const auto& [field, wanted] : found.list())
    v->Add(field == record + ".number" ? record + ".item" : field, wanted);
}

}  // namespace

std::optional<absl::CivilDay> LastDayIn(const std::string& team_id, const std::vector<WorkSpan>& spans,
                                        absl::CivilDay from, absl::CivilDay to) {
  const base::Uuid team = base::IdOf(team_id);
  for (absl::CivilDay day = to; day >= from; --day) {
    if (WorksIn(team, spans, day)) return day;
  }
  return std::nullopt;
}

absl::CivilDay VisitBegins(const pb::FidelityReview& review) {
  return base::ToDay(review.visit_begins_on()).value_or(absl::CivilDay());
}

absl::CivilDay VisitEnds(const pb::FidelityReview& review) {
  return review.has_visit_ends_on() ? base::ToDay(review.visit_ends_on()).value_or(VisitBegins(review))
                                    : VisitBegins(review);
}

absl::Status CheckFromElsewhere(const pb::FidelityReview& review, const std::vector<WorkSpan>& spans,
                                absl::CivilDay today) {
  const absl::CivilDay from = AddMonths(std::min(today, VisitBegins(review)), -kMonthsAway);
  if (!LastDayIn(review.team_id(), spans, from, std::max(today, VisitEnds(review)))) return absl::OkStatus();
  return base::Error(absl::StatusCode::kFailedPrecondition, "FROM_THE_TEAM",
                     absl::StrCat("a reviewer must have no posting in the team under review, and must have had none in "
                                  "the ",
                                  kMonthsAway, " months before; name somebody from elsewhere"));
}

void CheckVisit(const pb::FidelityReview& review, base::Violations* v) {
  if (VisitEnds(review) < VisitBegins(review))
    v->Add("fidelity_review.visit_ends_on", "must be no earlier than visit_begins_on");
}

ItemScore ScoreIn(const pb::ItemScore& score) {
  ItemScore out;
  out.number = score.item();
  if (score.has_score()) out.score = score.score();
  out.not_applicable = score.not_applicable();
  return out;
}

ItemScore ScoreIn(const pb::AgreedItem& agreed) {
  ItemScore out;
  out.number = agreed.item();
  if (agreed.has_score()) out.score = agreed.score();
  out.not_applicable = agreed.not_applicable();
  return out;
}

void CheckScore(const Instrument& instrument, const pb::ItemScore& score, base::Violations* v) {
  CheckAgainst(instrument, ScoreIn(score), "item_score", v);
  if (!score.has_score() && !score.not_applicable() && !score.not_scored())
    v->Add("item_score.score", "must be given, or else not_applicable or not_scored");
  if (score.not_scored() && (score.has_score() || score.not_applicable()))
    v->Add("item_score.not_scored", "cannot go with a score or with not_applicable");
  if (score.not_scored() && score.comment().empty())
    v->Add("item_score.comment", "must be given with not_scored: why there was no evidence to score it by");
  if (score.live_reading().empty() && score.has_live_reading_as_at())
    v->Add("item_score.live_reading", "must be given with the day as at which it was taken");
  if (!score.live_reading().empty() && !score.has_live_reading_as_at())
    v->Add("item_score.live_reading_as_at", "must be given with a live reading: the day as at which it was taken");
}

void CheckAgreed(const Instrument& instrument, const pb::AgreedItem& agreed, const std::vector<ItemScore>& sheets,
                 base::Violations* v) {
  const ItemScore said = ScoreIn(agreed);
  CheckAgainst(instrument, said, "agreed_item", v);
  const int answers = (agreed.has_score() ? 1 : 0) + (agreed.not_applicable() ? 1 : 0) + (agreed.not_scored() ? 1 : 0);
  if (answers == 0) v->Add("agreed_item.score", "must be given, or else not_applicable or not_scored");
  if (answers > 1 && agreed.not_scored())
    v->Add("agreed_item.not_scored", "cannot go with a score or with not_applicable");
  const bool is_what_all_say = !sheets.empty() && std::all_of(sheets.begin(), sheets.end(),
                                                              [&](const ItemScore& s) { return SaysTheSame(s, said); });
  if (!is_what_all_say && agreed.reason().empty())
    v->Add("agreed_item.reason", "must be given: this is not what every sheet says");
}

bool SaysTheSame(const ItemScore& a, const ItemScore& b) {
  return a.score == b.score && a.not_applicable == b.not_applicable;
}

std::vector<std::int32_t> Unscored(const Instrument& instrument, const std::vector<ItemScore>& scores) {
  std::vector<std::int32_t> missing;
  for (int i = 0; i < instrument.item_size(); ++i) {
    const std::int32_t number = instrument.item(i).number();
    const bool is_there =
        std::any_of(scores.begin(), scores.end(), [&](const ItemScore& s) { return s.number == number; });
    if (!is_there) missing.push_back(number);
  }
  return missing;
}

}  // namespace gainful::fidelity
