// A team's working day, step by step: people, journeys, staff and their postings. The world's clock stands at 2025-06-16.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/integration/fixture.h"

namespace gainful::integration {

namespace cl = caseload::v1;
namespace dir = directory::v1;

class WorkingDayTest : public WorldTest {
 protected:
  static Participant NewPerson(const Tenant& t, const std::string& name = "Sam") {
    Participant p;
    p.set_team_id(t.team);
    p.set_name(name);
    *p.mutable_birth_date() = Day(1990, 5, 4);
    return world().Make(t.manager, p);
  }
  static Journey NewOne(const Tenant& t, const std::string& name = "Sam") {
    return world().NewJourney(t.manager, t, NewPerson(t, name));
  }
  static Outcome Accept(const std::string& token, const std::string& id, Journey* out = nullptr) {
    cl::AcceptJourneyRequest accept;
    accept.set_request_id(NewId());
    accept.set_id(id);
    *accept.mutable_accepted_on() = Day(2025, 1, 20);
    return world().Call(token, accept, out);
  }
  static Journey Accepted(const Tenant& t, const std::string& name = "Sam") {
    Journey j;
    World::MustBeOk(Accept(t.manager, NewOne(t, name).id(), &j));
    return j;
  }
  static Outcome Exit(const std::string& token, const std::string& id) {
    cl::ExitJourneyRequest exit;
    exit.set_request_id(NewId());
    exit.set_id(id);
    *exit.mutable_exited_on() = Day(2025, 5, 1);
    exit.set_exit_reason(cl::EXIT_REASON_COMPLETED);
    return world().Call(token, exit);
  }
  static Outcome Reopen(const std::string& token, const std::string& id, const std::string& over = "",
                        Journey* out = nullptr) {
    cl::ReopenJourneyRequest reopen;
    reopen.set_request_id(NewId());
    reopen.set_id(id);
    reopen.set_reopen_reason("They came back.");
    reopen.set_over_limit_reason(over);
    return world().Call(token, reopen, out);
  }
  static Outcome Triage(const std::string& token, const std::string& id) {
    cl::TriageJourneyRequest triage;
    triage.set_request_id(NewId());
    triage.set_id(id);
    triage.set_triage_priority(cl::REFERRAL_PRIORITY_SOON);
    *triage.mutable_triaged_on() = Day(2025, 1, 12);
    return world().Call(token, triage);
  }
  static StaffMember NewStaff(const Tenant& t, dir::StaffRole role, const std::string& subject,
                              const std::string& team = "", int fte = 100) {
    StaffMember s;
    s.set_team_id(team.empty() ? t.team : team);
    s.set_name(subject);
    s.set_role(role);
    s.set_subject(subject);
    s.set_fte_percent(fte);
    s.set_supervisor_id(t.supervisor);
    return world().Make(t.manager, s);
  }
  static std::string SignIn(const Tenant& t, const std::string& subject, const std::string& team = "") {
    return world().Token({t.org, {"specialist"}, {team.empty() ? t.team : team}, subject});
  }
  static cl::Allocation To(const Journey& j, const std::string& staff, const std::string& over = "") {
    cl::Allocation a;
    a.set_journey_id(j.id());
    a.set_staff_member_id(staff);
    *a.mutable_allocated_on() = Day(2025, 2, 1);
    a.set_over_limit_reason(over);
    return a;
  }
  static cl::Contact Met(const Journey& j) {
    cl::Contact c;
    c.set_participant_id(j.participant_id());
    *c.mutable_contacted_on() = Day(2025, 6, 10);
    c.set_kind(cl::CONTACT_KIND_JOB_SEARCH);
    c.set_attendance(cl::CONTACT_ATTENDANCE_ATTENDED);
    c.add_met_with(cl::CONTACT_WITH_PARTICIPANT);
    c.set_minutes(30);
    return c;
  }
  static void ChangeProgramme(const Tenant& t, const std::vector<std::string>& paths,
                              const std::function<void(Programme*)>& change) {
    Programme programme;
    World::MustBeOk(world().Get(t.manager, t.programme, &programme));
    change(&programme);
    World::MustBeOk(world().Update(t.manager, programme, paths));
  }
  // "REASON name" of each item.
  static std::vector<std::string> DayOf(const std::string& token) {
    cl::Day day;
    World::MustBeOk(world().Call(token, cl::GetDayRequest(), &day));
    std::vector<std::string> lines;
    for (const auto& item : day.items())
      lines.push_back(absl::StrCat(cl::DayReason_Name(item.reason()).substr(11), " ", item.name()));
    return lines;
  }
  static cl::Measure Crisis(const Journey& j) {
    cl::Measure m;
    m.set_participant_id(j.participant_id());
    m.set_kind(cl::MEASURE_KIND_PHQ9);
    *m.mutable_measured_on() = Day(2025, 6, 16);
    for (int i = 0; i < 8; ++i) m.add_items(0);
    m.add_items(1);
    return m;
  }
  static std::string AlertOf(const Tenant& t, cl::AlertKind kind) {
    cl::ListAlertsResponse response;
    World::MustBeOk(world().Call(t.manager, cl::ListAlertsRequest(), &response));
    for (const auto& alert : response.alerts()) {
      if (alert.kind() == kind) return alert.id();
    }
    return "";
  }
  static Outcome Acknowledge(const std::string& token, const std::string& id) {
    cl::AcknowledgeAlertRequest q;
    q.set_request_id(NewId());
    q.set_id(id);
    return world().Call(token, q);
  }
  static testing::Matcher<const Outcome&> RefusedBecause(const std::string& reason) {
    return testing::AllOf(Refused(absl::StatusCode::kFailedPrecondition), testing::Field(&Outcome::reason, reason));
  }
};

}  // namespace gainful::integration
