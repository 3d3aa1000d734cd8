// The live reading of a team whose truth is written out here: what each item counts, the records behind it, and who may see them.
#include <google/protobuf/util/message_differencer.h>

#include "gainful/caseload/v1/work.pb.h"
#include "gainful/fidelity/v1/fidelity.pb.h"
#include "tests/integration/cli.h"
#include "tests/integration/fidelity_live_fixture.h"

namespace gainful::integration {
namespace {

using google::protobuf::util::MessageDifferencer;
using testing::HasSubstr;
using Items = std::map<std::string, std::string>;

class FidelityLive : public LiveFidelityTest {
 protected:
  static void Allocate(const Tenant& t, const Journey& journey) {
    cl::Allocation allocation;
    allocation.set_journey_id(journey.id());
    allocation.set_staff_member_id(t.staff_member);
    *allocation.mutable_allocated_on() = On("2025-01-20");
    World::MustBeOk(world().Create(t.manager, allocation));
  }
  static Spell Job(const Tenant& t, const Journey& journey, const std::string& from, type::v1::Answer competitive,
                   const std::string& employer) {
    Spell spell;
    spell.set_journey_id(journey.id());
    *spell.mutable_started_on() = On(from);
    spell.set_competitive(competitive);
    spell.set_contract(placement::v1::CONTRACT_KIND_PERMANENT);
    spell.set_soc_code("5435");
    if (!employer.empty()) spell.set_employer_id(employer);
    return world().Make(t.manager, spell);
  }
  static std::string Spend(const Tenant& t, const std::string& day, directory::v1::TimeKind kind, int minutes,
                           const std::string& staff = "") {
    directory::v1::TimeUse time;
    time.set_staff_member_id(staff.empty() ? t.staff_member : staff);
    *time.mutable_spent_on() = On(day);
    time.set_kind(kind);
    time.set_minutes(minutes);
    return world().Make(t.manager, time).id();
  }
  static fd::LiveRecords Records(const std::string& token, const std::string& team, int item) {
    fd::GetLiveRecordsRequest q;
    q.set_team(team);
    q.set_item(item);
    fd::LiveRecords records;
    World::MustBeOk(world().Call(token, q, &records));
    return records;
  }
};

// Three people with whom Robin works, one whose referral waits, and one of another team.
TEST_F(FidelityLive, IsWhatTheLogSays) {
  const Tenant t = NewTeam();
  const Journey a = NewCase(t), b = NewCase(t), c = NewCase(t);
  NewCase(t, "");
  NewCase(t, "2025-01-13", "", t.other_team);
  for (const auto& journey : {a, b, c}) Allocate(t, journey);
  // Robin's minutes: 60 + 30 + 30 + 30 in contacts that are employment work, 60 in one that is not, 45 with an employer, 60 on the road.
  NewContact(t, a, "2025-02-03", cl::CONTACT_KIND_FIRST_APPOINTMENT, cl::CONTACT_PLACE_OFFICE, 60);
  NewContact(t, b, "2025-02-04", cl::CONTACT_KIND_FIRST_APPOINTMENT, cl::CONTACT_PLACE_UNSPECIFIED, 30);
  NewContact(t, a, "2025-02-10", cl::CONTACT_KIND_JOB_SEARCH, cl::CONTACT_PLACE_COMMUNITY, 30);
  NewContact(t, b, "2025-03-03", cl::CONTACT_KIND_OTHER, cl::CONTACT_PLACE_OFFICE, 60);
  NewContact(t, b, "2025-05-20", cl::CONTACT_KIND_IN_WORK_SUPPORT, cl::CONTACT_PLACE_EMPLOYER, 30);
  for (const char* missed : {"2025-04-01", "2025-04-08"})
    NewContact(t, c, missed, cl::CONTACT_KIND_JOB_SEARCH, cl::CONTACT_PLACE_OFFICE, 0);
  NewContact(t, c, "2025-04-10", cl::CONTACT_KIND_OUTREACH, cl::CONTACT_PLACE_HOME, 0);
  Spend(t, "2025-02-05", directory::v1::TIME_KIND_TRAVEL, 60);
  Spend(t, "2025-02-06", directory::v1::TIME_KIND_LEAVE, 400);
  Visit(t, t.employer, "2025-02-17", {a.participant_id()});
  cl::VocationalProfile profile;
  profile.set_participant_id(a.participant_id());
  profile.set_journey_id(a.id());
  *profile.mutable_started_on() = On("2025-02-03");
  profile.set_preferred_work("In a bakery");  // the employer looks for a baker
  World::MustBeOk(world().Create(t.manager, profile));
  Job(t, a, "2025-03-03", type::v1::ANSWER_YES, t.employer);
  Job(t, b, "2025-02-10", type::v1::ANSWER_NO, "");  // its fourth month is from 05-10 to 06-09
  directory::v1::ClinicalAttachment attached;
  attached.set_team_id(t.team);
  attached.set_clinical_team_id(t.clinical_team);
  *attached.mutable_starts_on() = On("2025-01-01");
  World::MustBeOk(world().Create(t.manager, attached));

  // The window has 182 days: from 2024-12-17 to 2025-06-16. Five hours give no score for shares of time; two who were accepted 154 days ago met no
  // employer, which makes 107 days at worst.
  EXPECT_EQ(Told(Reading(t.manager, t.team)), (Items{{"caseload_per_fte", "3/1 -> 5"},
                                                     {"employment_time_share", "255/315 incomplete"},
                                                     {"phases_by_one_specialist", "4/1 -> 4"},
                                                     {"attached_team_share", "no record"},
                                                     {"days_to_employer_contact", "14/1 -> 3 incomplete"},
                                                     {"contacts_matching_preferences", "1/1 -> 5 incomplete"},
                                                     {"employer_contacts_a_week", "1/26 -> 1"},
                                                     {"job_type_diversity", "1/2"},
                                                     {"employer_diversity", "1/1 incomplete"},
                                                     {"competitive_share", "1/2"},
                                                     {"follow_along_kept", "1/1 -> 3"},
                                                     {"community_share", "105/255"},
                                                     {"outreach_attempts", "3/1 -> 2"}}));
  // Before anything was done: a caseload, time without any, and no record of all else.
  const auto before = Told(Reading(t.manager, t.team, "2025-02-02"));
  EXPECT_EQ(before.at("caseload_per_fte"), "3/1 -> 5");
  EXPECT_EQ(before.at("employer_contacts_a_week"), absl::StrCat("0/", 184 / 7.0, " -> 1"));
  for (const char* item : {"employment_time_share", "phases_by_one_specialist", "days_to_employer_contact",
                           "contacts_matching_preferences", "job_type_diversity", "competitive_share",
                           "follow_along_kept", "community_share", "outreach_attempts"})
    EXPECT_EQ(before.at(item), "no record") << item;
}

TEST_F(FidelityLive, CountsNothingThatWasTakenBackOrIsPlanned) {
  const Tenant t = NewTeam();
  const Journey a = NewCase(t);
  const auto contact = NewContact(t, a, "2025-06-02", cl::CONTACT_KIND_JOB_SEARCH, cl::CONTACT_PLACE_COMMUNITY, 30);
  const auto visit = Visit(t, t.employer, "2025-06-03", {a.participant_id()});
  const auto plan = Visit(t, t.employer, "2025-06-17", {a.participant_id()});
  auto told = Told(Reading(t.manager, t.team));
  EXPECT_EQ(told.at("community_share"), "75/75");
  EXPECT_EQ(told.at("employer_contacts_a_week"), "1/26 -> 1");
  world().clock().Advance(absl::Hours(48));
  EXPECT_EQ(Told(Reading(t.manager, t.team, "2025-06-18")).at("community_share"), "75/75")
      << "nobody said that the plan took place";
  employer::v1::Engagement took_place = plan;
  took_place.set_took_place(type::v1::ANSWER_YES);
  World::MustBeOk(world().Update(t.manager, took_place, {"took_place"}));
  EXPECT_EQ(Told(Reading(t.manager, t.team, "2025-06-18")).at("community_share"), "120/120");
  cl::WithdrawContactRequest q;
  q.set_request_id(NewId());
  q.set_id(contact.id());
  World::MustBeOk(world().Call(t.manager, q));
  employer::v1::WithdrawEngagementRequest w;
  w.set_request_id(NewId());
  w.set_id(visit.id());
  World::MustBeOk(world().Call(t.manager, w));
  told = Told(Reading(t.manager, t.team, "2025-06-18"));
  EXPECT_EQ(told.at("community_share"), "45/45");
  world().clock().Advance(-absl::Hours(48));
}

TEST_F(FidelityLive, CountsAMergedPersonOnce) {
  Case c = MergeTest::NewCase();
  const Tenant team = NewTeam();  // another organisation's changes nothing
  StaffMember robin;
  World::MustBeOk(world().Get(c.t.manager, c.t.staff_member, &robin));
  robin.set_fte_percent(100);
  World::MustBeOk(world().Update(c.t.manager, robin, {"fte_percent"}));
  Programme programme;
  programme.set_name("Without triage");
  programme.set_kind(directory::v1::PROGRAMME_KIND_IPS_SECONDARY);
  c.t.programme = world().Make(c.t.manager, programme).id();
  NewCase(c.t, "2025-01-13", c.kept.id());
  NewCase(c.t, "2025-01-14", c.duplicate.id());
  EXPECT_EQ(Caseload(c.t), "2/1 -> 5");
  const std::string merge = Merged(c);
  EXPECT_EQ(Caseload(c.t), "1/1 -> 5");
  World::MustBeOk(Undo(c.manager, merge));
  EXPECT_EQ(Caseload(c.t), "2/1 -> 5");
  EXPECT_EQ(Caseload(team), "0/1 -> 5");
}

TEST_F(FidelityLive, GoesByThePostingsOfTheDay) {
  const Tenant t = NewTeam();
  NewCase(t);
  Posting away;
  away.set_staff_member_id(t.staff_member);
  away.set_team_id(t.other_team);
  away.set_role(directory::v1::STAFF_ROLE_EMPLOYMENT_SPECIALIST);
  away.set_fte_percent(100);
  *away.mutable_starts_on() = On("2025-06-10");
  *away.mutable_ends_on() = On("2025-06-12");
  World::MustBeOk(world().Create(t.manager, away));
  const auto caseload = [&](const char* day) { return Told(Reading(t.manager, t.team, day)).at("caseload_per_fte"); };
  EXPECT_EQ(caseload("2025-06-09"), "1/1 -> 5");
  EXPECT_EQ(caseload("2025-06-10"), "no record");
  EXPECT_EQ(caseload("2025-06-12"), "no record");
  EXPECT_EQ(caseload("2025-06-13"), "1/1 -> 5");
  EXPECT_EQ(Told(Reading(t.manager, t.other_team, "2025-06-12")).at("caseload_per_fte"), "0/1 -> 5");
}

TEST_F(FidelityLive, ShowsTheRecordsBehindAnItemAndWritesThemDown) {
  const Tenant t = NewTeam();
  const Journey a = NewCase(t), waiting = NewCase(t, "");
  const std::string seen =
      absl::StrCat("SELECT count(*) FROM journal.access WHERE org_id = '", t.org,
                   "' AND method = 'GetLiveRecords' AND kind = 'live_reading' AND outcome = 'read'");
  const fd::LiveRecords records = Records(t.specialist, t.team, 1);
  std::vector<std::string> told;
  for (const auto& r : records.records())
    told.push_back(absl::StrCat(r.kind(), " ", r.id(), " ", r.use(), " ", r.reason()));
  EXPECT_THAT(told,
              testing::UnorderedElementsAre(
                  absl::StrCat("journey ", a.id(), " 1 "),
                  absl::StrCat("staff_member ", t.staff_member, " 2 hundredths of full time"),
                  absl::StrCat("journey ", waiting.id(), " 4 not accepted yet"),
                  absl::StrCat("staff_member ", t.supervisor, " 4 works in another role than employment specialist")));
  EXPECT_EQ(records.records(2).use(), fd::LIVE_USE_LEFT_OUT) << "those left out come last";
  EXPECT_EQ(sql().Count(seen), 2);
  for (const auto& journey : {a, waiting})
    EXPECT_EQ(sql().Count(absl::StrCat(seen, " AND person = '", journey.participant_id(), "'")), 1);
  EXPECT_TRUE(MessageDifferencer::Equals(records.item(), Reading(t.manager, t.team).items(0)));
  Reading(t.specialist, t.team);
  EXPECT_EQ(sql().Count(seen), 2) << "figures are about nobody";
}

// Days and minutes of a colleague are easily matched with a calendar, and leave or sickness with nothing else.
TEST_F(FidelityLive, ShowsEntriesOfTimeAsTheDirectoryDoes) {
  const Tenant t = NewTeam();
  const auto staff = [&](const std::string& name, const std::string& subject, directory::v1::StaffRole role) {
    StaffMember member;
    member.set_name(name);
    member.set_subject(subject);
    member.set_team_id(t.team);
    member.set_role(role);
    member.set_fte_percent(100);
    return world().Make(t.manager, member).id();
  };
  const std::string jo = staff("Jo", "jo@example.org", directory::v1::STAFF_ROLE_EMPLOYMENT_SPECIALIST);
  staff("Lee", "lee@example.org", directory::v1::STAFF_ROLE_TEAM_LEAD);
  const std::string robins = Spend(t, "2025-06-02", directory::v1::TIME_KIND_TRAVEL, 60);
  const std::string jos = Spend(t, "2025-06-03", directory::v1::TIME_KIND_OTHER, 30, jo);
  Spend(t, "2025-06-04", directory::v1::TIME_KIND_SICKNESS, 450);
  Spend(t, "2025-06-05", directory::v1::TIME_KIND_LEAVE, 450, jo);
  const auto seen = [&](const std::string& token) {
    const fd::LiveRecords records = Records(token, t.team, 2);
    EXPECT_EQ(records.item().numerator(), 60) << "the figures are the same for everybody";
    EXPECT_EQ(records.item().denominator(), 90);
    EXPECT_EQ(records.item().left_out_size(), 0);
    EXPECT_EQ(records.more(), 0) << "nor is told how many there are of others";
    std::vector<std::string> ids;
    for (const auto& record : records.records()) ids.push_back(record.id());
    return ids;
  };
  const auto specialist = [&](const std::string& subject) {
    return seen(world().Token({t.org, {"specialist"}, {t.team}, subject}));
  };
  EXPECT_THAT(specialist("jo@example.org"), testing::ElementsAre(jos));
  EXPECT_THAT(specialist("robin@example.org"), testing::ElementsAre(robins));
  EXPECT_THAT(seen(t.specialist), testing::IsEmpty()) << "somebody else of the team";
  EXPECT_THAT(specialist("lee@example.org"), testing::ElementsAre(robins, jos));
  EXPECT_THAT(seen(t.manager), testing::ElementsAre(robins, jos));
  EXPECT_THAT(seen(t.auditor), testing::ElementsAre(robins, jos));
}

TEST_F(FidelityLive, EveryInstrumentThatIsShownCanBeNamed) {
  const Tenant t = NewTeam();
  fd::Instruments all;
  World::MustBeOk(world().Call(t.specialist, fd::GetInstrumentsRequest(), &all));
  int read = 0;
  for (const auto& instrument : all.instruments()) {
    fd::GetInstrumentRequest one;
    one.set_instrument(instrument.id());
    EXPECT_THAT(world().Call(t.specialist, one), IsOk()) << instrument.id();
    fd::GetLiveReadingRequest q;
    q.set_team(t.team);
    q.set_instrument(instrument.id());
    fd::LiveReading reading;
    const Outcome outcome = world().Call(t.specialist, q, &reading);
    if (instrument.id() == "ips25" || instrument.id() == "ips25_young") {
      EXPECT_THAT(outcome, IsOk()) << instrument.id();
      EXPECT_EQ(reading.instrument(), instrument.id());
      ++read;
    } else {
      EXPECT_THAT(outcome, InvalidFor({"instrument"})) << instrument.id();
      ASSERT_EQ(outcome.violations.size(), 1u);
      EXPECT_EQ(outcome.violations[0].second, "must be one with items that the log can answer") << instrument.id();
    }
    fd::FidelityReview review;
    review.set_team_id(t.team);
    review.set_instrument(instrument.id());
    *review.mutable_visit_begins_on() = On("2025-09-01");
    EXPECT_THAT(world().Create(t.manager, review), IsOk()) << instrument.id();
  }
  EXPECT_EQ(read, 2);
}

TEST_F(FidelityLive, SaysTheSameWhoeverMayAskAndNothingToOthers) {
  const Tenant t = NewTeam(), elsewhere = NewTeam();
  NewCase(t);
  const fd::LiveReading reading = Reading(t.manager, t.team);
  EXPECT_TRUE(MessageDifferencer::Equals(reading, Reading(t.specialist, t.team)));
  EXPECT_TRUE(MessageDifferencer::Equals(reading, Reading(t.auditor, t.team)));
  fd::GetLiveReadingRequest q;
  q.set_team(t.team);
  const Outcome hidden = world().Call(t.other_specialist, q);
  EXPECT_THAT(hidden, NotFoundFor({"team"}));
  EXPECT_THAT(world().Call(elsewhere.manager, q), NotFoundFor({"team"}));
  EXPECT_THAT(world().Call(t.commissioner, q), Refused(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(world().Call(t.administrator, q), Refused(absl::StatusCode::kPermissionDenied));
  q.set_team(NewId());
  const Outcome missing = world().Call(t.other_specialist, q);
  EXPECT_EQ(missing.message, hidden.message) << "a team that is not there is refused alike";
  EXPECT_EQ(missing.details, hidden.details);
  fd::GetLiveRecordsRequest r;
  r.set_team(t.team);
  r.set_item(1);
  EXPECT_THAT(world().Call(t.other_specialist, r), NotFoundFor({"team"}));
  fd::LiveReadings all;
  World::MustBeOk(world().Call(t.other_specialist, fd::GetLiveReadingsRequest(), &all));
  for (const auto& item : all.items()) EXPECT_EQ(item.team_id(), t.other_team);
  EXPECT_EQ(all.items_size(), 13);
  World::MustBeOk(world().Call(t.manager, fd::GetLiveReadingsRequest(), &all));
  EXPECT_EQ(all.items_size(), 26);
  EXPECT_EQ(all.items(0).team(), "North");
  EXPECT_EQ(all.items(0).would_score(), 5);
}

TEST_F(FidelityLive, RefusesWhatItCannotRead) {
  const Tenant t = NewTeam();
  fd::GetLiveReadingRequest q;
  EXPECT_THAT(world().Call(t.manager, q), InvalidFor({"team"}));
  q.set_team(t.team);
  *q.mutable_as_at() = On("2025-06-16");
  EXPECT_THAT(world().Call(t.manager, q), IsOk());
  *q.mutable_as_at() = On("2025-06-17");
  EXPECT_THAT(world().Call(t.manager, q), InvalidFor({"as_at"}));
  q.clear_as_at();
  q.set_weeks(53);
  EXPECT_THAT(world().Call(t.manager, q), InvalidFor({"weeks"}));
  q.clear_weeks();
  q.set_instrument("ips26");
  EXPECT_THAT(world().Call(t.manager, q), InvalidFor({"instrument"}));
  q.set_instrument("ips15");  // nothing of it is tied to the log
  EXPECT_THAT(world().Call(t.manager, q), InvalidFor({"instrument"}));
  q.set_instrument("ips25");
  q.set_version(99);
  EXPECT_THAT(world().Call(t.manager, q), InvalidFor({"version"}));
  q.set_instrument("ips26");
  EXPECT_THAT(world().Call(t.manager, q), InvalidFor({"instrument"})) << "no version of it would do";
  q.set_instrument("ips25");
  q.clear_version();
  *q.mutable_as_at() = On("2007-12-31");
  EXPECT_THAT(world().Call(t.manager, q), InvalidFor({"as_at"})) << "the day before the first version";
  fd::GetLiveRecordsRequest r;
  r.set_team(t.team);
  r.set_item(5);
  EXPECT_THAT(world().Call(t.manager, r), InvalidFor({"item"}));
  r.set_item(26);
  EXPECT_THAT(world().Call(t.manager, r), InvalidFor({"item"}));
}

TEST_F(FidelityLive, IsOnTheCommandLine) {
  const Tenant t = NewTeam();
  NewCase(t);
  const Printed shown = RunCli(world(), t.specialist,
                               {"fidelity", "live", "--team", t.team, "--as-at", "2025-06-16", "--format", "json"});
  EXPECT_EQ(shown.code, 0) << shown.err;
  EXPECT_THAT(shown.out, HasSubstr("caseload_per_fte"));
  const Printed drift = RunCli(world(), t.specialist, {"fidelity", "drift"});
  EXPECT_EQ(drift.code, 0) << drift.err;
}

}  // namespace
}  // namespace gainful::integration
