// The live reading's items about the caseload, and about those who stay away.
#include "tests/unit/fidelity/live_fixture.h"

namespace gainful::fidelity {
namespace {

constexpr char kCaseload[] = "caseload_per_fte";
constexpr char kAttached[] = "attached_team_share";
constexpr char kOutreach[] = "outreach_attempts";

TEST(CaseloadPerFte, IsPeopleOverHoursOfSpecialistsOnTheDay) {
  Made made;
  made.Member(100);
  made.Member(50);
  made.Member(100, dir::STAFF_ROLE_TEAM_LEAD);
  for (int i = 0; i < 30; ++i) made.Journey();
  const Value value = made.Reads(kCaseload);
  EXPECT_EQ(Told(value), "30/150; 1 works in another role than employment specialist");
  EXPECT_EQ(*value.value, (Exact{20, 1}));
  EXPECT_EQ(ScoreOf(kCaseload, value), 5);
  EXPECT_FALSE(value.incomplete);
  EXPECT_EQ(value.from, kNoDay);
}

TEST(CaseloadPerFte, TakesAJourneyFromItsAcceptanceToTheDayBeforeItsEnd) {
  Made made;
  made.Member();
  made.Journey("2025-06-30");                // that very day
  made.Journey("2025-07-01");                // the day after
  made.Journey("2024-01-10", "2025-06-30");  // over on the day
  made.Journey("2024-01-10", "2025-07-01");  // the last day
  const int waits = made.Journey();
  made.team.journeys[waits].accepted = kNoDay;
  const int later = made.Journey();
  made.team.journeys[later].accepted = N("2025-07-01");
  EXPECT_EQ(Told(made.Reads(kCaseload)), "2/100; 2 not accepted yet");
}

TEST(CaseloadPerFte, CountsSomebodyWithTwoRecordsOnce) {
  Made made;
  made.Member();
  made.Journey("2024-01-10", nullptr, 1);
  made.Journey("2024-03-10", nullptr, 1);
  made.Journey("2024-03-10", nullptr, 2);
  EXPECT_EQ(Told(made.Reads(kCaseload)), "2/100; 1 the same person again");
}

TEST(CaseloadPerFte, GoesByThePostingsOfTheDay) {
  Made made;
  made.Journey();
  const int moved = made.Member(100);
  made.Post(moved, 1, 100, "2025-06-30", "2025-06-30");  // elsewhere on that one day
  const int part = made.Member(100);
  made.Post(part, 0, 40, "2025-06-01", "2025-06-30");
  const int left = made.Member(100);
  made.org.members[left].own.to = N("2025-06-29");
  EXPECT_EQ(Told(made.Reads(kCaseload, "2025-06-29")), "1/240");
  EXPECT_EQ(Told(made.Reads(kCaseload, "2025-06-30")), "1/40");
  EXPECT_EQ(Told(made.Reads(kCaseload, "2025-07-01")), "1/200");
}

TEST(CaseloadPerFte, SaysWhereHoursAreNotOnRecordAndWhereNobodyWorks) {
  Made made;
  made.Journey();
  Value value = made.Reads(kCaseload);
  EXPECT_EQ(Told(value), "no record");
  EXPECT_EQ(value.remarks, (std::vector<std::string>{"no employment specialist works in the team on that day"}));
  made.Member(0);
  value = made.Reads(kCaseload);
  EXPECT_EQ(Told(value), "1/100");
  EXPECT_TRUE(value.incomplete);
}

TEST(CaseloadPerFte, ScoresATeamWithLessThanOneFullTimeSpecialist) {
  Made made;
  const int member = made.Member(80);
  for (int i = 0; i < 30; ++i) made.Journey();
  EXPECT_EQ(*made.Reads(kCaseload).value, (Exact{75, 2}));
  EXPECT_EQ(ScoreOf(kCaseload, made.Reads(kCaseload)), 2);
  made.org.members[member].own.fte_percent = 1;
  EXPECT_EQ(ScoreOf(kCaseload, made.Reads(kCaseload)), 1);
}

TEST(CaseloadPerFte, ShowsTheRecordsBehindIt) {
  Made made;
  made.Member(80);
  const int journey = made.Journey();
  made.team.journeys[made.Journey()].accepted = kNoDay;
  const Value value = made.Reads(kCaseload, kAsAt, true);
  ASSERT_EQ(value.behind.size(), 3u);
  EXPECT_EQ(value.behind[0].id, made.team.journeys[journey].id);
  EXPECT_EQ(value.behind[0].use, pb::LIVE_USE_NUMERATOR);
  EXPECT_EQ(value.behind[1].use, pb::LIVE_USE_LEFT_OUT);
  EXPECT_EQ(value.behind[1].reason, "not accepted yet");
  EXPECT_EQ(value.behind[2].kind, "staff_member");
  EXPECT_EQ(value.behind[2].counts, 80);
  EXPECT_TRUE(made.Reads(kCaseload).behind.empty());
}

TEST(AttachedTeamShare, IsNotKnownWhateverIsOnRecordOfTheTeam) {
  Made made;
  made.Journey();
  made.Journey();
  const auto said = [&](const char* as_at) {
    const Value value = made.Reads(kAttached, as_at);
    EXPECT_EQ(ScoreOf(kAttached, value), 0) << "neither 1 nor 5";
    EXPECT_EQ(Shown(Made::ItemOf(kAttached), value).certainty(), pb::LIVE_CERTAINTY_NO_RECORD);
    return absl::StrCat(Told(value), "; ", value.remarks.at(0));
  };
  const std::string none =
      "no record; 2 no attachment to a treatment team is on record!; no attachment to a treatment team is on record";
  EXPECT_EQ(said(kAsAt), none);
  made.team.attachments.push_back({"a", "clinic 1", N("2025-06-30"), N("2025-06-30")});
  EXPECT_EQ(said(kAsAt),
            "no record; 2 from which team is not on record!; attached to 1 treatment team; there is no record of who "
            "comes from which team");
  EXPECT_EQ(said("2025-06-29"), none);
  EXPECT_EQ(said("2025-07-01"), none);
  made.team.attachments.push_back({"b", "clinic 2", N("2025-01-01"), kForever});
  made.team.attachments.push_back({"c", "clinic 2", N("2025-02-01"), kForever});  // the same one twice
  EXPECT_EQ(said(kAsAt),
            "no record; 2 from which team is not on record!; attached to 2 treatment teams; there is no record of who "
            "comes from which team");
}

// Missed in a row on these days.
int Away(Made* made, int member, const char* first, const char* second, const char* ended = nullptr) {
  const int journey = made->Journey("2024-01-10", ended);
  for (const char* day : {first, second})
    made->Contact(journey, member, day).attendance = cl::CONTACT_ATTENDANCE_DID_NOT_ATTEND;
  return journey;
}

TEST(OutreachAttempts, CountsSixKinds) {
  Made made;
  const int member = made.Member();
  const int journey = Away(&made, member, "2025-02-03", "2025-02-10");
  const auto sought = [&](const char* day) -> ContactFact& {
    ContactFact& contact = made.Contact(journey, member, day, cl::CONTACT_KIND_OUTREACH);
    contact.attendance = cl::CONTACT_ATTENDANCE_DID_NOT_ATTEND;
    return contact;
  };
  EXPECT_EQ(Told(made.Reads(kOutreach)), "1/1") << "nobody was discharged, and nobody was sought";
  sought("2025-02-12").mode = cl::CONTACT_MODE_PHONE;
  EXPECT_EQ(Told(made.Reads(kOutreach)), "2/1") << "written down";
  sought("2025-02-13").place = cl::CONTACT_PLACE_HEALTH_SETTING;
  EXPECT_EQ(Told(made.Reads(kOutreach)), "3/1") << "a second attempt";
  sought("2025-02-14").place = cl::CONTACT_PLACE_HOME;
  EXPECT_EQ(Told(made.Reads(kOutreach)), "4/1") << "a visit, though in vain";
  made.Contact(journey, member, "2025-02-15", cl::CONTACT_KIND_CLINICAL_LIAISON).with_participant = false;
  EXPECT_EQ(Told(made.Reads(kOutreach)), "5/1");
  ContactFact& family = sought("2025-02-16");
  family.with_participant = false;
  family.with_carer = true;
  EXPECT_EQ(Told(made.Reads(kOutreach)), "6/1");
  EXPECT_EQ(ScoreOf(kOutreach, made.Reads(kOutreach)), 5);
}

TEST(OutreachAttempts, CountTheSpecialistsOwnAsSeveral) {
  Made made;
  const int member = made.Member(), lead = made.Member(100, dir::STAFF_ROLE_TEAM_LEAD);
  const int journey = Away(&made, member, "2025-02-03", "2025-02-10");
  for (const char* day : {"2025-02-12", "2025-02-13"})
    made.Contact(journey, lead, day, cl::CONTACT_KIND_OUTREACH).with_participant = false;
  EXPECT_EQ(Told(made.Reads(kOutreach)), "2/1");
  for (const char* day : {"2025-02-14", "2025-02-15"})
    made.Contact(journey, member, day, cl::CONTACT_KIND_OUTREACH).with_participant = false;
  EXPECT_EQ(Told(made.Reads(kOutreach)), "3/1");
}

TEST(OutreachAttempts, BeginWithTheSecondMissedContactInARow) {
  Made made;
  const int member = made.Member();
  const int journey = made.Journey();
  made.Contact(journey, member, "2025-02-03").attendance = cl::CONTACT_ATTENDANCE_DID_NOT_ATTEND;
  made.Contact(journey, member, "2025-02-04");  // came
  made.Contact(journey, member, "2025-02-05").attendance = cl::CONTACT_ATTENDANCE_CANCELLED_BY_PARTICIPANT;
  made.Contact(journey, member, "2025-02-06").attendance = cl::CONTACT_ATTENDANCE_CANCELLED_BY_SERVICE;
  EXPECT_EQ(Told(made.Reads(kOutreach)), "no record");
  made.Contact(journey, member, "2025-02-07").attendance = cl::CONTACT_ATTENDANCE_CANCELLED_BY_PARTICIPANT;
  EXPECT_EQ(Told(made.Reads(kOutreach)), "1/1");
  made.Contact(journey, member, "2025-02-08");  // came
  EXPECT_EQ(Told(made.Reads(kOutreach)), "no record; 1 came back within four weeks")
      << "an ordinary pair of cancellations is no time away";
}

TEST(OutreachAttempts, EndWithTheContactThatTheyCameTo) {
  for (const auto& [day, told] : std::map<std::string, std::string>{
           {"2025-03-09", "no record; 1 came back within four weeks"}, {"2025-03-10", "1/1"}}) {
    Made made;
    const int member = made.Member();
    const int journey = Away(&made, member, "2025-02-03", "2025-02-10");
    ContactFact& word = made.Contact(journey, member, "2025-02-20", cl::CONTACT_KIND_EMPLOYER_ENGAGEMENT);
    word.with_participant = false;  // with the employer alone: nobody was sought
    word.with_employer = true;
    made.Contact(journey, member, "2025-02-21").attendance = cl::CONTACT_ATTENDANCE_CANCELLED_BY_PARTICIPANT;
    ContactFact& came = made.Contact(journey, member, day.c_str());
    came.place = cl::CONTACT_PLACE_HOME;
    came.with_carer = true;
    made.Contact(journey, member, "2025-03-11", cl::CONTACT_KIND_OUTREACH);  // what comes after does not count
    EXPECT_EQ(Told(made.Reads(kOutreach)), told) << "nor does the meeting itself";
  }
}

TEST(OutreachAttempts, CountTheVisitThatFoundThem) {
  Made made;
  const int member = made.Member();
  const int journey = Away(&made, member, "2025-02-03", "2025-02-10");
  made.Contact(journey, member, "2025-03-10", cl::CONTACT_KIND_OUTREACH).place = cl::CONTACT_PLACE_HOME;
  EXPECT_EQ(Told(made.Reads(kOutreach)), "3/1");
}

TEST(OutreachAttempts, LeavesOutWhoHasStayedAwayForLessThanFourWeeks) {
  Made made;
  const int member = made.Member();
  Away(&made, member, "2025-06-01", "2025-06-03");
  EXPECT_EQ(Told(made.Reads(kOutreach, "2025-06-30")), "no record; 1 has stayed away for less than four weeks");
  EXPECT_EQ(Told(made.Reads(kOutreach, "2025-07-01")), "1/1");
}

TEST(OutreachAttempts, TakesADischargeForOne) {
  Made made;
  const int member = made.Member();
  Away(&made, member, "2025-02-03", "2025-02-10", "2025-03-01");
  EXPECT_EQ(Told(made.Reads(kOutreach)), "0/1");
  EXPECT_EQ(
      made.Reads(kOutreach).remarks,
      (std::vector<std::string>{"1 who stayed away when the journey ended are taken as discharged for it, whatever "
                                "the reason was"}));
  EXPECT_EQ(Told(made.Reads(kOutreach, "2025-02-28")), "no record; 1 has stayed away for less than four weeks")
      << "the day before";
  EXPECT_EQ(Told(made.Reads(kOutreach, "2025-03-01")), "0/1");
}

}  // namespace
}  // namespace gainful::fidelity
