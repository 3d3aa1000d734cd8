#include "services/caseload/plan.h"

#include <map>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "services/common/base/dates.h"
#include "services/common/base/fields.h"

namespace gainful::caseload {
namespace {

using google::protobuf::Message;

std::optional<absl::CivilDay> DayOf(const Message& record, const std::string& field) {
  const auto* f = record.GetDescriptor()->FindFieldByName(field);
  if (!record.GetReflection()->HasField(record, f)) return std::nullopt;
  return base::ToDay(static_cast<const google::type::Date&>(record.GetReflection()->GetMessage(record, f)));
}

// Each value once.
template <class List>
void NoneTwice(const List& list, const std::string& field, base::Violations* v) {
  const std::set<int> once(list.begin(), list.end());
  if (static_cast<int>(once.size()) < list.size()) v->Add(field, "must not hold a value twice");
}

// "m14  5" as "M14 5"
std::string TidyArea(const std::string& area) {
  std::string tidy = absl::AsciiStrToUpper(area);
  absl::RemoveExtraAsciiWhitespace(&tidy);
  return tidy;
}

// That entries have the form of one stands in the contract, which takes an empty text for none.
void CheckTravelAreas(const pb::VocationalProfile& p, base::Violations* v) {
  const auto* field = pb::VocationalProfile::descriptor()->FindFieldByName("travel_areas");
  std::map<std::string, int> first;  // where each stands
  for (int i = 0; i < p.travel_areas_size(); ++i) {
    const std::string path = absl::StrCat("vocational_profile.travel_areas[", i, "]");
    const auto [at, is_new] = first.emplace(TidyArea(p.travel_areas(i)), i);
    if (at->first.empty()) {
      v->Add(path, absl::StrCat("must be ", base::RuleOf(field).wanted()));
    } else if (!is_new) {
      v->Add(path, absl::StrCat("must not name what travel_areas[", at->second, "] names already"));
    }
  }
}

// What a professional says of work: advice goes with "may be fit" alone.
template <class Note>
void CheckFitness(const Note& note, const std::string& kind, base::Violations* v) {
  DaysInOrder(note, kind, {"starts_on", "ends_on"}, v);
  NoneTwice(note.advice(), kind + ".advice", v);
  if (note.advice_size() > 0 && note.fitness() != pb::FITNESS_MAY_BE_FIT)
    v->Add(kind + ".advice", "goes with fitness may_be_fit only");
}

}  // namespace

void DaysInOrder(const Message& record, const std::string& kind, const std::vector<std::string>& fields,
                 base::Violations* v) {
  std::optional<absl::CivilDay> last;
  std::string last_field;
  for (const auto& field : fields) {
    const auto day = DayOf(record, field);
    if (!day) continue;
    if (last && *day < *last) {
      v->Add(absl::StrCat(kind, ".", field),
             absl::StrCat("must not lie before ", last_field, " (", base::FormatDay(*last), ")"));
    } else {
      last = day;
      last_field = field;
    }
  }
}

void CheckProfile(const pb::VocationalProfile& p, base::Violations* v) {
  DaysInOrder(p, "vocational_profile", {"started_on", "completed_on"}, v);
  if (p.has_hours_from() && p.has_hours_to() && p.hours_from() > p.hours_to())
    v->Add("vocational_profile.hours_to", absl::StrCat("must not be less than hours_from (", p.hours_from(), ")"));
  CheckTravelAreas(p, v);
}

void TidyProfile(pb::VocationalProfile* p) {
  for (auto& area : *p->mutable_travel_areas()) area = TidyArea(area);
}

void CheckGoal(const pb::Goal& g, base::Violations* v) {
  DaysInOrder(g, "goal", {"set_on", "target_on"}, v);
  DaysInOrder(g, "goal", {"set_on", "reached_on"}, v);
  DaysInOrder(g, "goal", {"set_on", "dropped_on"}, v);
  if (g.has_reached_on() && g.has_dropped_on()) v->Add("goal.dropped_on", "must not be set on a goal that was reached");
}

void CheckReview(const pb::Review& r, base::Violations* v) {
  NoneTwice(r.met_with(), "review.met_with", v);
  const auto on = DayOf(r, "reviewed_on"), next = DayOf(r, "next_on");
  if (on && next && *next <= *on)
    v->Add("review.next_on", absl::StrCat("must lie after reviewed_on (", base::FormatDay(*on), ")"));
}

void CheckRelationship(const pb::Relationship& r, base::Violations* v) {
  DaysInOrder(r, "relationship", {"starts_on", "ends_on"}, v);
}

void CheckRiskFlag(const pb::RiskFlag& f, base::Violations* v) {
  DaysInOrder(f, "risk_flag", {"raised_on", "check_on"}, v);
  DaysInOrder(f, "risk_flag", {"raised_on", "ended_on"}, v);
}

void CheckSafeguardingConcern(const pb::SafeguardingConcern& c, base::Violations* v) {
  DaysInOrder(c, "safeguarding_concern", {"raised_on", "reported_on"}, v);
  DaysInOrder(c, "safeguarding_concern", {"raised_on", "closed_on"}, v);
  if (c.has_reported_on() && c.reported_to().empty())
    v->Add("safeguarding_concern.reported_to", "must be given, since reported_on is");
  if (c.has_closed_on() && c.outcome().empty())
    v->Add("safeguarding_concern.outcome", "must be given, since closed_on is");
}

void CheckDigitalAccess(const pb::DigitalAccessCheck& c, base::Violations* v) {
  if (c.has_device() == 0 && c.has_data() == 0 && c.has_skills() == 0)
    v->Add(
        "digital_access_check.has_device",
        "must be given, or has_data or has_skills: a check says something of one of them, even that it is not known");
}

void CheckKitLoan(const pb::KitLoan& k, base::Violations* v) {
  DaysInOrder(k, "kit_loan", {"lent_on", "due_back_on"}, v);
  DaysInOrder(k, "kit_loan", {"lent_on", "returned_on"}, v);
}

void CheckAdjustment(const pb::Adjustment& a, base::Violations* v) {
  DaysInOrder(a, "adjustment", {"requested_on", "agreed_on", "in_place_on", "checked_on"}, v);
  DaysInOrder(a, "adjustment", {"requested_on", "refused_on"}, v);
  if (a.has_checked_on() && !a.has_in_place_on()) v->Add("adjustment.checked_on", "needs in_place_on");
  if (a.has_refused_on() && (a.has_agreed_on() || a.has_in_place_on()))
    v->Add("adjustment.refused_on", "must not be set on an adjustment that was agreed or is in place");
  if (a.has_refused_on() == a.refusal_reason().empty())
    v->Add(a.has_refused_on() ? "adjustment.refusal_reason" : "adjustment.refused_on",
           "must be given, since the other one of the two is");
}

void CheckFitNote(const pb::FitNote& n, base::Violations* v) { CheckFitness(n, "fit_note", v); }

void CheckHealthAndWorkReport(const pb::HealthAndWorkReport& r, base::Violations* v) {
  CheckFitness(r, "health_and_work_report", v);
  if (r.difficulties_size() != r.recommendations_size())
    v->Add("health_and_work_report.recommendations",
           absl::StrCat("must be as many as the difficulties (", r.difficulties_size(), "), in their order"));
}

pb::GoalStatus StatusOf(const pb::Goal& g) {
  if (g.has_reached_on()) return pb::GOAL_STATUS_REACHED;
  return g.has_dropped_on() ? pb::GOAL_STATUS_DROPPED : pb::GOAL_STATUS_OPEN;
}

pb::AdjustmentStatus StatusOf(const pb::Adjustment& a) {
  if (a.has_refused_on()) return pb::ADJUSTMENT_STATUS_REFUSED;
  if (a.has_checked_on()) return pb::ADJUSTMENT_STATUS_CHECKED;
  if (a.has_in_place_on()) return pb::ADJUSTMENT_STATUS_IN_PLACE;
  return a.has_agreed_on() ? pb::ADJUSTMENT_STATUS_AGREED : pb::ADJUSTMENT_STATUS_REQUESTED;
}

}  // namespace gainful::caseload
