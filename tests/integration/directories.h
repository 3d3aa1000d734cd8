// Staff, their postings and their days: what the suites on the directory begin with.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/integration/fixture.h"
#include "tests/integration/sql.h"

namespace gainful::integration {

namespace dir = directory::v1;

class Directories : public WorldTest {
 protected:
  // Somebody of the first team, whose token is TokenOf(subject).
  std::string NewStaff(const Tenant& t, dir::StaffRole role, const std::string& subject = "") {
    StaffMember s;
    s.set_team_id(t.team);
    s.set_name(absl::StrCat("Staff ", subject));
    s.set_role(role);
    s.set_subject(subject);
    if (role == dir::STAFF_ROLE_STUDENT) s.set_supervisor_id(t.supervisor);
    return world().Make(t.manager, s).id();
  }
  std::string TokenOf(const Tenant& t, const std::string& subject) {
    return world().Token({t.org, {"specialist"}, {t.team}, subject});
  }
  static Posting Posted(const std::string& staff, const std::string& team, int fte, const google::type::Date& from) {
    Posting p;
    p.set_staff_member_id(staff);
    p.set_team_id(team);
    p.set_role(dir::STAFF_ROLE_EMPLOYMENT_SPECIALIST);
    p.set_fte_percent(fte);
    *p.mutable_starts_on() = from;
    return p;
  }
  static Posting Posted(const std::string& staff, const std::string& team, int fte, const google::type::Date& from,
                        const google::type::Date& to) {
    Posting p = Posted(staff, team, fte, from);
    *p.mutable_ends_on() = to;
    return p;
  }
  // What the rest of the system takes somebody for today: "role fte team,team active".
  std::string Today(const Tenant& t, const std::string& staff) {
    Sql session(world().database(), "caseload_svc");
    session.Run(absl::StrCat("BEGIN; SET LOCAL app.org = '", t.org, "'; SET LOCAL app.now = '",
                             absl::FormatTime("%Y-%m-%d %H:%M:%S+00", world().Now(), absl::UTCTimeZone()), "'"));
    return session.One(absl::StrCat(
        "SELECT concat_ws(' ', role, coalesce(fte_percent::text, '-'), array_to_string(team_ids, ','), active) FROM "
        "directory.published_staff_member_v1 WHERE id = '",
        staff, "'"));
  }
  std::vector<std::string> LoadsOf(const Tenant& t, const std::string& team) {
    caseload::v1::GetLoadsRequest request;
    request.set_team_id(team);
    caseload::v1::Loads loads;
    World::MustBeOk(world().Call(t.auditor, request, &loads));
    std::vector<std::string> lines;
    for (const auto& load : loads.loads()) lines.push_back(absl::StrCat(load.name(), " ", load.limit()));
    return lines;
  }
  // Another day at noon, and no earlier one than the tokens'; the clock goes back when the test is over.
  void GoTo(int month, int day) { world().clock().Set(absl::FromCivil(absl::CivilHour(2025, month, day, 12), utc_)); }
  void TearDown() override { GoTo(6, 16); }

  const absl::TimeZone utc_ = absl::UTCTimeZone();
};

inline testing::Matcher<const Outcome&> RefusedBecause(absl::StatusCode code, const std::string& reason) {
  return testing::AllOf(Refused(code), testing::Field(&Outcome::reason, reason));
}
inline testing::Matcher<const Outcome&> Says(const std::string& text) {
  return testing::Field(&Outcome::message, testing::HasSubstr(text));
}

}  // namespace gainful::integration
