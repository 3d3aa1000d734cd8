// A team whose log is made by hand, for the live reading of fidelity. The world's clock stands at 2025-06-16.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gainful/fidelity/v1/live.pb.h"
#include "services/common/base/dates.h"
#include "tests/integration/merge_fixture.h"

namespace gainful::integration {

namespace fd = fidelity::v1;

class LiveFidelityTest : public MergeTest {
 protected:
  static google::type::Date On(const std::string& day) { return base::ToProto(base::ParseDay(day).value()); }

  // A tenant with a programme without triage. Robin is the team's specialist, full time; Kim leads it.
  static Tenant NewTeam(const std::vector<directory::v1::StaffRole>& told = {}) {
    Tenant t = world().NewTenant();
    Programme programme;
    programme.set_name("IPS " + NewId());
    programme.set_kind(directory::v1::PROGRAMME_KIND_IPS_SECONDARY);
    for (const auto role : told) programme.add_drift_told(role);
    t.programme = world().Make(t.manager, programme).id();
    StaffMember robin;
    World::MustBeOk(world().Get(t.manager, t.staff_member, &robin));
    robin.set_fte_percent(100);
    World::MustBeOk(world().Update(t.manager, robin, {"fte_percent"}));
    return t;
  }
  static Journey NewCase(const Tenant& t, const std::string& accepted = "2025-01-13", const std::string& person = "",
                         const std::string& team = "") {
    const std::string of_team = team.empty() ? t.team : team;
    Journey journey;
    journey.set_participant_id(person.empty() ? world().NewParticipant(t.manager, of_team).id() : person);
    journey.set_programme_id(t.programme);
    journey.set_team_id(of_team);
    *journey.mutable_referred_on() = On("2025-01-10");
    if (!accepted.empty()) *journey.mutable_accepted_on() = On(accepted);
    return world().Make(t.manager, journey);
  }
  static caseload::v1::Contact NewContact(const Tenant& t, const Journey& journey, const std::string& day,
                                          caseload::v1::ContactKind kind, caseload::v1::ContactPlace place,
                                          int minutes) {
    caseload::v1::Contact c;
    c.set_participant_id(journey.participant_id());
    c.set_journey_id(journey.id());
    *c.mutable_contacted_on() = On(day);
    c.set_kind(kind);
    c.set_attendance(minutes > 0 ? caseload::v1::CONTACT_ATTENDANCE_ATTENDED
                                 : caseload::v1::CONTACT_ATTENDANCE_DID_NOT_ATTEND);
    c.add_met_with(caseload::v1::CONTACT_WITH_PARTICIPANT);
    c.set_mode(place == caseload::v1::CONTACT_PLACE_UNSPECIFIED ? caseload::v1::CONTACT_MODE_PHONE
                                                                : caseload::v1::CONTACT_MODE_IN_PERSON);
    c.set_place(place);
    if (minutes > 0) c.set_minutes(minutes);
    c.set_staff_member_id(t.staff_member);
    return world().Make(t.manager, c);
  }
  static employer::v1::Engagement Visit(const Tenant& t, const std::string& employer, const std::string& day,
                                        const std::vector<std::string>& people) {
    employer::v1::CreateEngagementRequest q;
    q.set_request_id(NewId());
    auto* visit = q.mutable_engagement();
    visit->set_employer_id(employer);
    *visit->mutable_held_on() = On(day);
    visit->set_kind(employer::v1::ENGAGEMENT_KIND_MEETING);
    visit->set_mode(employer::v1::ENGAGEMENT_MODE_IN_PERSON);
    visit->set_minutes(45);
    visit->set_staff_member_id(t.staff_member);
    for (const auto& person : people) q.add_participant_ids(person);
    employer::v1::Engagement made;
    World::MustBeOk(world().Call(t.manager, q, &made));
    return made;
  }

  static fd::LiveReading Reading(const std::string& token, const std::string& team, const std::string& as_at = "",
                                 int weeks = 0) {
    fd::GetLiveReadingRequest q;
    q.set_team(team);
    if (!as_at.empty()) *q.mutable_as_at() = On(as_at);
    q.set_weeks(weeks);
    fd::LiveReading reading;
    World::MustBeOk(world().Call(token, q, &reading));
    return reading;
  }
  // "3/1 = 3 -> 5", or "no record", by the names of readings.
  static std::map<std::string, std::string> Told(const fd::LiveReading& reading) {
    std::map<std::string, std::string> told;
    for (const auto& item : reading.items()) {
      std::string& text = told[item.reading()];
      text = item.has_value() ? absl::StrCat(item.numerator(), "/", item.denominator()) : "no record";
      if (item.has_would_score()) absl::StrAppend(&text, " -> ", item.would_score());
      if (item.certainty() == fd::LIVE_CERTAINTY_INCOMPLETE) text += " incomplete";
    }
    return told;
  }
  static std::string Caseload(const Tenant& t) { return Told(Reading(t.manager, t.team)).at("caseload_per_fte"); }
};

}  // namespace gainful::integration
