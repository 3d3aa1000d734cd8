#include "services/employer/engagement.h"

#include <algorithm>
#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "services/common/base/codes.h"
#include "services/common/base/dates.h"

namespace gainful::employer {
namespace {

namespace type = gainful::type::v1;

constexpr int kLongestYears = 5;

int Between(absl::CivilDay from, absl::CivilDay to) { return static_cast<int>(to - from); }

double Median(std::vector<int> numbers) {
  std::sort(numbers.begin(), numbers.end());
  const size_t half = numbers.size() / 2;
  return numbers.size() % 2 == 1 ? numbers[half] : (numbers[half - 1] + numbers[half]) / 2.0;
}

}  // namespace

bool IsConversation(pb::EngagementKind kind) {
  return kind == pb::ENGAGEMENT_KIND_MEETING || kind == pb::ENGAGEMENT_KIND_JOB_ANALYSIS ||
         kind == pb::ENGAGEMENT_KIND_AWARENESS_SESSION || kind == pb::ENGAGEMENT_KIND_ADJUSTMENT_ADVICE ||
         kind == pb::ENGAGEMENT_KIND_JOB_CARVING || kind == pb::ENGAGEMENT_KIND_PLACEMENT_REVIEW;
}

std::string ConversationKinds() {
  std::string kinds;
  const auto* type = pb::EngagementKind_descriptor();
  for (int i = 1; i < type->value_count(); ++i) {
    if (IsConversation(static_cast<pb::EngagementKind>(type->value(i)->number())))
      absl::StrAppend(&kinds, kinds.empty() ? "{" : ",", base::CodeOf(type->value(i)));
  }
  return kinds + "}";
}

bool TookPlace(const pb::Engagement& e) {
  if (e.took_place() != type::ANSWER_UNSPECIFIED) return e.took_place() == type::ANSWER_YES;
  const auto held = base::ToDay(e.held_on()), recorded = base::ToDay(e.recorded_on());
  return held && recorded && *recorded >= *held;
}

std::string TookPlaceSql(const std::string& row) {
  return absl::StrReplaceAll(
      "(x.took_place = '$yes' OR x.took_place IS NULL AND x.recorded_on >= x.held_on)",
      {{"x.", row + "."}, {"$yes", base::CodeOf(type::Answer_descriptor()->FindValueByNumber(type::ANSWER_YES))}});
}

std::optional<absl::CivilDay> ToldOn(absl::CivilDay held_on, absl::CivilDay today) {
  return held_on <= today ? std::optional(held_on) : std::nullopt;
}

void CheckEngagement(const pb::Engagement& e, base::Violations* v) {
  const auto held = base::ToDay(e.held_on());
  const auto next = base::ToDay(e.next_on());
  if (e.has_next_on() && held && next && *next < *held)
    v->Add("engagement.next_on", absl::StrCat("must not lie before the engagement (", base::FormatDay(*held), ")"));
  if (e.took_place() != type::ANSWER_UNSPECIFIED && e.took_place() != type::ANSWER_YES &&
      e.took_place() != type::ANSWER_NO)
    v->Add("engagement.took_place", "must be yes or no");
}

void CheckSaid(const pb::Engagement& e, absl::CivilDay today, base::Violations* v) {
  const auto held = base::ToDay(e.held_on());
  if (e.took_place() != type::ANSWER_UNSPECIFIED && held && *held > today)
    v->Add("engagement.took_place", absl::StrCat("is said from its day on (", base::FormatDay(*held), ")"));
}

void CheckStaysHeld(const pb::Engagement& before, const pb::Engagement& after, absl::CivilDay today,
                    base::Violations* v) {
  const auto was = base::ToDay(before.held_on()), held = base::ToDay(after.held_on());
  if (!TookPlace(before) || !was || *was > today) return;
  if (held && *held > today) {
    v->Add("engagement.held_on", "must not lie after today, since it took place; log what is planned by itself");
  } else if (!TookPlace(after)) {
    v->Add("engagement.took_place",
           "must be yes, since it took place; where it did not, `gainful engagement withdraw` takes it back");
  }
}

bool IsApproachToCome(const pb::Engagement& e, absl::CivilDay today) {
  const auto held = base::ToDay(e.held_on());
  if (!held) return false;
  return *held > today || (*held == today && e.kind() == pb::ENGAGEMENT_KIND_FIRST_APPROACH);
}

void CheckDisclosed(const std::vector<pb::DisclosureContent>& discloses, const std::string& account,
                    absl::CivilDay held_on, absl::CivilDay today, const std::string& path, base::Violations* v) {
  const std::set<int> once(discloses.begin(), discloses.end());
  if (once.size() < discloses.size()) v->Add(path + "discloses", "must not hold a value twice");
  if (!account.empty() && held_on > today)
    v->Add(path + "account", "is of what has happened, and this engagement has not come yet");
}

absl::Status CheckMayWithdraw(const pb::ParticipantEngagement& record, const std::string& role) {
  if (record.account().empty() || role == "manager") return absl::OkStatus();
  return base::Error(absl::StatusCode::kPermissionDenied, "NOT_MANAGER",
                     "an incident is on record here; only a manager takes it back as recorded in error");
}

absl::Status CheckMayWithdraw(bool has_incident, const std::string& role, bool leads_a_team) {
  if (!has_incident || role == "manager" || leads_a_team) return absl::OkStatus();
  return base::Error(
      absl::StatusCode::kPermissionDenied, "NOT_LEAD",
      "because of what was recorded with it, only a manager or somebody who leads a team today takes this "
      "engagement back");
}

void CheckPeriod(absl::CivilDay from, absl::CivilDay to, base::Violations* v) {
  if (to < from) {
    v->Add("to", absl::StrCat("must not lie before the first day (", base::FormatDay(from), ")"));
  } else if (to >= absl::CivilDay(from.year() + kLongestYears, from.month(), from.day())) {
    v->Add("to", absl::StrCat("must lie within ", kLongestYears, " years of the first day"));
  }
}

absl::CivilDay WeekOf(absl::CivilDay day) { return absl::PrevWeekday(day + 1, absl::Weekday::monday); }

pb::EngagementWeeks CountWeeks(const std::vector<FaceToFace>& contacts, absl::CivilDay from, absl::CivilDay to,
                               absl::CivilDay as_of, const std::optional<FaceToFace>& asked_for) {
  const absl::CivilDay last = std::min(to, as_of);
  std::map<std::pair<std::string, std::string>, std::map<absl::CivilDay, int>> counts;  // name and id, then week
  if (asked_for) counts[{asked_for->name, asked_for->staff_member_id}];
  for (const auto& c : contacts) {
    if (from <= c.held_on && c.held_on <= last) ++counts[{c.name, c.staff_member_id}][WeekOf(c.held_on)];
  }
  pb::EngagementWeeks out;
  if (last < from) return out;  // nothing of it has come
  for (auto& [who, weeks] : counts) {
    auto* mean = out.add_specialists();
    mean->set_name(who.first);
    mean->set_staff_member_id(who.second);
    for (absl::CivilDay week = WeekOf(from); week <= last; week += 7) {
      auto* row = out.add_weeks();
      row->set_name(who.first);
      row->set_staff_member_id(who.second);
      *row->mutable_week_of() = base::ToProto(week);
      row->set_days(Between(std::max(week, from), std::min(week + 6, last)) + 1);
      row->set_contacts(weeks[week]);
      mean->set_days(mean->days() + row->days());
      mean->set_contacts(mean->contacts() + row->contacts());
    }
    if (mean->days() > 0) mean->set_a_week(7.0 * mean->contacts() / mean->days());
  }
  return out;
}

pb::FirstEmployerContacts DaysToContact(const std::vector<JourneyStart>& journeys, absl::CivilDay as_of) {
  pb::FirstEmployerContacts out;
  std::vector<int> days;
  for (const auto& j : journeys) {
    auto* row = out.add_rows();
    row->set_journey_id(j.journey_id);
    row->set_participant_id(j.participant_id);
    *row->mutable_first_meeting_on() = base::ToProto(j.first_meeting);
    if (j.first_contact) {
      *row->mutable_first_contact_on() = base::ToProto(*j.first_contact);
      row->set_days(Between(j.first_meeting, *j.first_contact));
      days.push_back(row->days());
    } else {
      row->set_waiting_days(Between(j.first_meeting, as_of));
    }
  }
  out.set_journeys(static_cast<int>(journeys.size()));
  out.set_with_contact(static_cast<int>(days.size()));
  if (!days.empty()) out.set_median_days(Median(days));
  return out;
}

}  // namespace gainful::employer
