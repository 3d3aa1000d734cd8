#include "services/fidelity/live.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/common/base/dates.h"
#include "services/fidelity/live_tally.h"

namespace gainful::fidelity {

Value Read(const OrgFacts& org, const TeamFacts& team, const Item& item, Day as_at, bool records) {
  const std::string& name = item.reading().name();
  const int months = item.reading().window_months();
  Tally tally(WindowFrom(as_at, months), as_at, records);
  const auto read = [&]() -> Value {
    if (name == "caseload_per_fte") return CaseloadPerFte(org, team, std::move(tally));
    if (name == "employment_time_share") return EmploymentTimeShare(org, team, item.reading(), std::move(tally));
    if (name == "phases_by_one_specialist") return PhasesByOneSpecialist(org, team, std::move(tally));
    if (name == "attached_team_share") return AttachedTeamShare(team, std::move(tally));
    if (name == "days_to_employer_contact") return DaysToEmployerContact(team, item, std::move(tally));
    if (name == "contacts_matching_preferences") return ContactsMatchingPreferences(org, team, std::move(tally));
    if (name == "employer_contacts_a_week") return EmployerContactsAWeek(org, team, std::move(tally));
    if (name == "job_type_diversity") return JobTypeDiversity(team, std::move(tally));
    if (name == "employer_diversity") return EmployerDiversity(team, std::move(tally));
    if (name == "competitive_share") return CompetitiveShare(team, item.reading(), std::move(tally));
    if (name == "follow_along_kept") return FollowAlongKept(team, std::move(tally));
    if (name == "community_share") return CommunityShare(org, team, std::move(tally));
    return OutreachAttempts(org, team, std::move(tally));  // the last of kReadings; instruments name no other
  };
  Value value = read();
  if (months == 0) value.from = kNoDay;
  return value;
}

std::optional<WouldScore> Score(const Item& item, const Value& value) {
  if (!value.value || *value.no_score != '\0') return std::nullopt;
  if (value.denominator < item.reading().least()) return std::nullopt;
  auto score = ScoreOf(item, *value.value, value.known);
  if (!score || !value.worst) return score;
  const auto worst = ScoreOf(item, *value.worst, value.known);
  if (worst->score < score->score) {
    score->score = worst->score;
    score->open.insert(score->open.begin(), value.worst_unless);
  }
  return score;
}

std::optional<int> ScoreForDrift(const Item& item, const Value& value) {
  const auto score = Score(item, value);
  return score ? std::optional<int>(score->at_most) : std::nullopt;
}

namespace {

pb::LiveCertainty CertaintyOf(const Value& value) {
  if (!value.value) return pb::LIVE_CERTAINTY_NO_RECORD;
  return value.incomplete ? pb::LIVE_CERTAINTY_INCOMPLETE : pb::LIVE_CERTAINTY_COMPLETE;
}

void AddScore(const Item& item, const Value& value, pb::LiveItem* shown) {
  const auto score = Score(item, value);
  if (score) {
    shown->set_would_score(score->score);
    if (score->at_most > score->score) {
      shown->set_would_score_at_most(score->at_most);
      shown->add_remarks(absl::StrCat("up to ", score->at_most, " if ", absl::StrJoin(score->open, ", or "),
                                      ", which no record says"));
    }
  } else if (value.value && *value.no_score != '\0') {
    shown->add_remarks(absl::StrCat("no score, as ", value.no_score));
  } else if (value.value) {
    const Exact least{item.reading().least(), value.parts};
    shown->add_remarks(absl::StrCat("no score, as it rests on fewer than ", Decimal(least), value.counted));
  }
}

}  // namespace

pb::LiveItem Shown(const Item& item, const Value& value) {
  pb::LiveItem shown;
  shown.set_number(item.number());
  shown.set_name(item.name());
  shown.set_reading(item.reading().name());
  shown.set_unit(item.has_measure() ? item.measure().unit() : "");
  if (value.value) shown.set_value(value.value->AsDouble());
  shown.set_numerator(static_cast<double>(value.numerator));
  shown.set_denominator(static_cast<double>(value.denominator) / value.parts);
  if (value.from != kNoDay) *shown.mutable_from() = base::ToProto(CivilDayOf(value.from));
  *shown.mutable_to() = base::ToProto(CivilDayOf(value.to));
  shown.set_certainty(CertaintyOf(value));
  AddScore(item, value, &shown);
  for (const auto& remark : value.remarks) shown.add_remarks(remark);
  for (const auto& left : value.left_out) {
    auto* out = shown.add_left_out();
    out->set_reason(std::string(left.reason));
    out->set_records(left.records);
    out->set_is_gap(left.is_gap);
  }
  for (const auto& [name, figure] : value.beside) {
    auto* out = shown.add_beside();
    out->set_name(name);
    out->set_value(figure);
  }
  return shown;
}

std::vector<const Item*> LiveItems(const Instrument& instrument) {
  std::vector<const Item*> items;
  for (const auto& item : instrument.item()) {
    if (item.has_reading()) items.push_back(&item);
  }
  std::sort(items.begin(), items.end(), [](const Item* a, const Item* b) { return a->number() < b->number(); });
  return items;
}

Reach ReachOf(const std::vector<const Item*>& items, Day earliest, Day last) {
  Reach reach{earliest, earliest, last};
  for (const Item* item : items) {
    const Day day = WindowFrom(earliest, item->reading().window_months() + 1);
    reach.first = std::min(reach.first, day);
    if (item->reading().name() != "follow_along_kept") reach.log = std::min(reach.log, day);
  }
  return reach;
}

}  // namespace gainful::fidelity
