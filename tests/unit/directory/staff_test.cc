#include "services/directory/staff.h"

#include "tests/unit/testing.h"

namespace gainful::directory {
namespace {

using gainful::testing::Date;
using gainful::testing::Day;
using gainful::testing::Listed;
using gainful::testing::Paths;

Days From(const char* first, const char* last = nullptr) {
  return {Day(first), last == nullptr ? std::nullopt : std::optional(Day(last))};
}

// "2025-03-01: 101", or empty.
std::string ExcessOf(const std::vector<Share>& postings) {
  const auto excess = FirstExcess(postings);
  return excess ? base::FormatDay(excess->day) + ": " + std::to_string(excess->percent) : "";
}

TEST(FirstSharedDay, IsTheLaterFirstDayWhereBothLast) {
  const Days march = From("2025-03-01", "2025-03-31");
  EXPECT_EQ(FirstSharedDay(march, From("2025-03-31", "2025-04-30")), Day("2025-03-31"));
  EXPECT_EQ(FirstSharedDay(march, From("2025-04-01", "2025-04-30")), std::nullopt);
  EXPECT_EQ(FirstSharedDay(march, From("2025-02-01", "2025-03-01")), Day("2025-03-01"));
  EXPECT_EQ(FirstSharedDay(march, From("2025-02-01", "2025-02-28")), std::nullopt);
  EXPECT_EQ(FirstSharedDay(march, From("2025-02-01")), Day("2025-03-01")) << "one that goes on";
  EXPECT_EQ(FirstSharedDay(From("2025-04-01"), From("2025-03-01")), Day("2025-04-01"));
  EXPECT_EQ(FirstSharedDay(march, From("2025-03-10", "2025-03-20")), Day("2025-03-10")) << "one within the other";
}

TEST(FirstExcess, CountsADayOnWhichOnePostingEndsAndAnotherBegins) {
  const Share sixty{From("2025-01-01", "2025-02-28"), 60};
  EXPECT_EQ(ExcessOf({sixty, {From("2025-02-28"), 41}}), "2025-02-28: 101");
  EXPECT_EQ(ExcessOf({sixty, {From("2025-02-28"), 40}}), "") << "full time is no excess";
  EXPECT_EQ(ExcessOf({sixty, {From("2025-03-01"), 100}}), "") << "the day after";
  EXPECT_EQ(ExcessOf({sixty, {From("2024-01-01", "2024-12-31"), 100}}), "") << "the day before";
  EXPECT_EQ(ExcessOf({sixty, {From("2024-01-01", "2025-01-01"), 41}}), "2025-01-01: 101");
}

TEST(FirstExcess, NamesTheFirstOfSeveralDays) {
  const std::vector<Share> postings{{From("2025-06-01"), 50},
                                    {From("2025-01-01"), 50},
                                    {From("2025-09-01"), 10},
                                    {From("2025-03-01", "2025-03-01"), 51}};
  EXPECT_EQ(ExcessOf(postings), "2025-03-01: 101");
  EXPECT_EQ(ExcessOf({postings[0], postings[1], postings[2]}), "2025-09-01: 110");
  EXPECT_EQ(ExcessOf({postings[0], postings[1]}), "");
}

TEST(MinutesTooMany, AreThoseBeyondADay) {
  EXPECT_EQ(MinutesTooMany(0, 1440), 0);
  EXPECT_EQ(MinutesTooMany(1, 1440), 1);
  EXPECT_EQ(MinutesTooMany(1439, 1), 0);
  EXPECT_EQ(MinutesTooMany(1440, 1440), 1440);
}

TEST(FirstExcess, AddsUpAllThatRun) {
  std::vector<Share> tenths(10, {From("2025-01-01"), 10});
  EXPECT_EQ(ExcessOf(tenths), "");
  tenths.push_back({From("2030-01-01"), 1});
  EXPECT_EQ(ExcessOf(tenths), "2030-01-01: 101");
  EXPECT_EQ(ExcessOf({}), "");
}

TEST(MaySupervise, IsForTheQualified) {
  std::vector<pb::StaffRole> qualified;
  for (int i = 0; i < pb::StaffRole_descriptor()->value_count(); ++i) {
    const auto role = static_cast<pb::StaffRole>(pb::StaffRole_descriptor()->value(i)->number());
    if (MaySupervise(role)) qualified.push_back(role);
  }
  EXPECT_EQ(qualified,
            (std::vector<pb::StaffRole>{pb::STAFF_ROLE_EMPLOYMENT_SPECIALIST, pb::STAFF_ROLE_OCCUPATIONAL_THERAPIST,
                                        pb::STAFF_ROLE_SENIOR_OCCUPATIONAL_THERAPIST, pb::STAFF_ROLE_PHYSIOTHERAPIST,
                                        pb::STAFF_ROLE_TEAM_LEAD}));
}

Listed Posted(const char* starts_on, std::optional<absl::CivilDay> from, std::optional<absl::CivilDay> to) {
  pb::Posting posting;
  *posting.mutable_starts_on() = Date(starts_on);
  base::Violations v;
  ValidatePosting(posting, from, to, &v);
  return v.list();
}

TEST(ValidatePosting, BeginsWithinTheEmployment) {
  const auto first = Day("2025-01-01"), last = Day("2025-12-31");
  EXPECT_EQ(Posted("2024-12-31", first, last),
            (Listed{{"posting.starts_on", "must not lie before the first day of the employment (2025-01-01)"}}));
  EXPECT_EQ(Posted("2025-01-01", first, last), Listed());
  EXPECT_EQ(Posted("2025-12-31", first, last), Listed());
  EXPECT_EQ(Posted("2026-01-01", first, last),
            (Listed{{"posting.starts_on", "must not lie after the last day of the employment (2025-12-31)"}}));
  EXPECT_EQ(Posted("1990-01-01", std::nullopt, std::nullopt), Listed());
}

constexpr char kAnn[] = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b", kBob[] = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5c";

std::vector<std::string> Faults(const pb::StaffMember& member) {
  base::Violations v;
  ValidateStaffMember(member, &v);
  return Paths(v);
}

TEST(ValidateStaffMember, AsksForBodyAndNumberTogether) {
  pb::StaffMember member;
  EXPECT_EQ(Faults(member), std::vector<std::string>());
  member.set_registration_body(pb::REGISTRATION_BODY_HCPC);
  EXPECT_EQ(Faults(member), std::vector<std::string>{"staff_member.registration_number"});
  member.set_registration_number("OT12345");
  EXPECT_EQ(Faults(member), std::vector<std::string>());
  member.clear_registration_body();
  EXPECT_EQ(Faults(member), std::vector<std::string>{"staff_member.registration_body"});
}

TEST(ValidateStaffMember, AsksForAStudentsSupervisor) {
  pb::StaffMember member;
  member.set_id(kAnn);
  member.set_role(pb::STAFF_ROLE_STUDENT);
  EXPECT_EQ(Faults(member), std::vector<std::string>{"staff_member.supervisor_id"});
  member.set_supervisor_id(kBob);
  EXPECT_EQ(Faults(member), std::vector<std::string>());
  member.set_role(pb::STAFF_ROLE_OCCUPATIONAL_THERAPIST);
  member.clear_supervisor_id();
  EXPECT_EQ(Faults(member), std::vector<std::string>());
}

TEST(ValidateStaffMember, LetsNobodySuperviseThemselves) {
  pb::StaffMember member;
  member.set_id(kAnn);
  for (const char* same : {kAnn, "0190A1B2-C3D4-7E5F-8A9B-0C1D2E3F4A5B"}) {
    member.set_supervisor_id(same);
    EXPECT_EQ(Faults(member), std::vector<std::string>{"staff_member.supervisor_id"}) << same;
  }
}

TEST(ValidateSupervision, IsByAnotherAndDueAgainNoEarlier) {
  pb::Supervision supervision;
  supervision.set_supervisee_id(kAnn);
  supervision.set_supervisor_id(kBob);
  *supervision.mutable_held_on() = Date("2025-03-10");
  const auto faults = [&] {
    base::Violations v;
    ValidateSupervision(supervision, &v);
    return v.list();
  };
  EXPECT_EQ(faults(), Listed()) << "not due again";
  *supervision.mutable_next_due_on() = Date("2025-03-10");
  EXPECT_EQ(faults(), Listed());
  *supervision.mutable_next_due_on() = Date("2025-03-09");
  EXPECT_EQ(faults(), (Listed{{"supervision.next_due_on", "must not lie before held_on (2025-03-10)"}}));
  supervision.clear_next_due_on();
  supervision.set_supervisor_id(kAnn);
  EXPECT_EQ(faults(), (Listed{{"supervision.supervisor_id", "must not be the one who was supervised"}}));
}

}  // namespace
}  // namespace gainful::directory
