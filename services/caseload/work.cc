#include "services/caseload/work.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "services/common/base/codes.h"
#include "services/common/base/dates.h"

namespace gainful::caseload {
namespace {

constexpr int kWithoutContact = 28;  // days
constexpr int kAtRisk = 7;           // days before it is due
constexpr int kConsentAhead = 30;    // days before consent ends
constexpr int kToSign = 7;           // days in which a student's entry is signed, or mended where it was returned
constexpr int kToReview = 7;         // days in which a disclosure is reviewed

pb::DayUrgency UrgencyOf(absl::CivilDay due, absl::CivilDay today, int ahead) {
  if (due < today) return pb::DAY_URGENCY_OVERDUE;
  if (due == today) return pb::DAY_URGENCY_DUE;
  return due - today <= ahead ? pb::DAY_URGENCY_AT_RISK : pb::DAY_URGENCY_UNSPECIFIED;
}

std::optional<absl::CivilDay> NextReview(const OpenJourney& j) {
  if (j.next_review_on || !j.review_days) return j.next_review_on;
  const auto last = j.last_reviewed ? j.last_reviewed : j.accepted_on;
  return last ? std::optional(*last + *j.review_days) : std::nullopt;
}

// Due so many days after, and listed from the start.
pb::DayItem DueAfter(pb::DayReason reason, absl::CivilDay first_on, int days, absl::CivilDay today) {
  pb::DayItem item;
  item.set_reason(reason);
  const absl::CivilDay due = first_on + days;
  item.set_urgency(due < today ? pb::DAY_URGENCY_OVERDUE : pb::DAY_URGENCY_DUE);
  *item.mutable_due_on() = base::ToProto(due);
  return item;
}

std::string Entries(int entries) { return absl::StrCat(entries, entries == 1 ? " entry" : " entries"); }

}  // namespace

int ScaledLimit(int full_time, std::optional<int> fte_percent) { return full_time * fte_percent.value_or(100) / 100; }

bool IsExclusion(directory::v1::ProgrammeKind programme, pb::DeclineReason reason) {
  switch (programme) {
    case directory::v1::PROGRAMME_KIND_IPS_SECONDARY:
    case directory::v1::PROGRAMME_KIND_IPS_PRIMARY:
    case directory::v1::PROGRAMME_KIND_IPS_DRUGS_ALCOHOL:
    case directory::v1::PROGRAMME_KIND_IPS_YOUNG_PEOPLE:
      break;
    default:
      return false;
  }
  return reason == pb::DECLINE_REASON_NOT_READY || reason == pb::DECLINE_REASON_SYMPTOMS ||
         reason == pb::DECLINE_REASON_SUBSTANCE_USE || reason == pb::DECLINE_REASON_CONVICTIONS;
}

void AddDue(const OpenJourney& j, absl::CivilDay today, std::vector<pb::DayItem>* items) {
  const auto add = [&](pb::DayReason reason, std::optional<absl::CivilDay> due, int ahead = kAtRisk) {
    const auto urgency = due ? UrgencyOf(*due, today, ahead) : pb::DAY_URGENCY_DUE;
    if (urgency == pb::DAY_URGENCY_UNSPECIFIED) return;
    pb::DayItem item;
    item.set_urgency(urgency);
    item.set_reason(reason);
    if (due) *item.mutable_due_on() = base::ToProto(*due);
    item.set_name(j.name);
    item.set_key_worker(j.key_worker);
    item.set_participant_id(j.participant_id);
    item.set_journey_id(j.id);
    items->push_back(std::move(item));
  };
  if (j.consent_ends) add(pb::DAY_REASON_CONSENT_EXPIRY, j.consent_ends, kConsentAhead);
  if (const auto review = NextReview(j)) add(pb::DAY_REASON_REVIEW, review);
  if (!j.accepted_on && j.waits_for_triage)
    add(pb::DAY_REASON_TRIAGE, j.triage_days ? std::optional(j.referred_on + *j.triage_days) : std::nullopt);
  if (!j.accepted_on) {
    return add(pb::DAY_REASON_DECISION,
               j.decision_days ? std::optional(j.referred_on + *j.decision_days) : std::nullopt);
  }
  if (j.key_worker.empty()) add(pb::DAY_REASON_ALLOCATION, j.accepted_on);
  if (j.last_met && *j.last_met >= *j.accepted_on) {
    add(pb::DAY_REASON_NO_CONTACT, *j.last_met + kWithoutContact);
  } else {
    add(pb::DAY_REASON_FIRST_CONTACT, *j.accepted_on + j.first_contact_days.value_or(kWithoutContact));
  }
}

pb::DayItem DueAlert(pb::AlertKind kind, absl::CivilDay raised_on, absl::CivilDay today, bool is_late) {
  pb::DayItem item;
  item.set_note(base::MeaningOf(pb::AlertKind_descriptor()->FindValueByNumber(kind)));
  item.set_reason(kind == pb::ALERT_KIND_CRISIS ? pb::DAY_REASON_CRISIS : pb::DAY_REASON_ALERT);
  item.set_urgency(raised_on < today || is_late ? pb::DAY_URGENCY_OVERDUE : pb::DAY_URGENCY_DUE);
  *item.mutable_due_on() = base::ToProto(raised_on);
  return item;
}

pb::DayItem DueSignature(absl::CivilDay first_on, int entries, absl::CivilDay today) {
  pb::DayItem item = DueAfter(pb::DAY_REASON_COUNTERSIGNATURE, first_on, kToSign, today);
  item.set_note(Entries(entries));
  return item;
}

pb::DayItem DueReturned(absl::CivilDay first_on, int entries, absl::CivilDay today) {
  pb::DayItem item = DueAfter(pb::DAY_REASON_RETURNED, first_on, kToSign, today);
  item.set_note(Entries(entries));
  return item;
}

pb::DayItem DueDisclosure(absl::CivilDay disclosed_on, absl::CivilDay today) {
  return DueAfter(pb::DAY_REASON_DISCLOSURE, disclosed_on, kToReview, today);
}

void DropRepeatedConsents(std::vector<pb::DayItem>* items) {
  std::set<std::string> people;
  const auto is_repeat = [&](const pb::DayItem& item) {
    return item.reason() == pb::DAY_REASON_CONSENT_EXPIRY && !people.insert(item.participant_id()).second;
  };
  items->erase(std::remove_if(items->begin(), items->end(), is_repeat), items->end());
}

void SortByUrgency(std::vector<pb::DayItem>* items) {
  const auto rank = [](const pb::DayItem& item) {
    // What has no day waits since before any day.
    const auto due = item.has_due_on() ? *base::ToDay(item.due_on()) : absl::CivilDay(1, 1, 1);
    const int kind = item.reason() == pb::DAY_REASON_CRISIS ? 0 : item.reason() == pb::DAY_REASON_ALERT ? 1 : 2;
    return std::make_tuple(kind, static_cast<int>(item.urgency()), due, item.name(), item.journey_id(),
                           static_cast<int>(item.reason()));
  };
  std::sort(items->begin(), items->end(),
            [&](const pb::DayItem& a, const pb::DayItem& b) { return rank(a) < rank(b); });
}

}  // namespace gainful::caseload
