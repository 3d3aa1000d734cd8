// The live reading's items about what specialists do with their time.
#include "tests/unit/fidelity/live_fixture.h"

namespace gainful::fidelity {
namespace {

constexpr char kEmployment[] = "employment_time_share";
constexpr char kCommunity[] = "community_share";
constexpr char kPhases[] = "phases_by_one_specialist";

TEST(EmploymentTimeShare, IsMinutesOfTheWindow) {
  Made made;
  const int member = made.Member();
  const int journey = made.Journey();
  made.Contact(journey, member, "2024-12-30", cl::CONTACT_KIND_JOB_SEARCH, 1);  // the day before
  made.Contact(journey, member, "2024-12-31", cl::CONTACT_KIND_JOB_SEARCH, 10);
  made.Contact(journey, member, "2025-06-30", cl::CONTACT_KIND_OTHER, 100);
  made.Contact(journey, member, "2025-07-01", cl::CONTACT_KIND_OTHER, 1000);
  EXPECT_EQ(Told(made.Reads(kEmployment)), "10/110");
  made.Engagement(member, "2025-03-03", {}, 40);
  made.Time(member, "2025-03-04", dir::TIME_KIND_TRAVEL, 30);
  made.Time(member, "2025-03-04", dir::TIME_KIND_OTHER, 20);
  made.Time(member, "2025-03-05", dir::TIME_KIND_LEAVE, 400);
  made.Time(member, "2025-03-06", dir::TIME_KIND_SICKNESS, 400);
  made.Time(member, "2024-12-30", dir::TIME_KIND_TRAVEL, 5);
  EXPECT_EQ(Told(made.Reads(kEmployment)), "80/200") << "leave and sickness are told of nowhere";
}

// From Monday 2025-06-16 to the day asked about: eleven working days of 450 minutes, of which 80% are 3960.
int Came(Made* made) {
  const int member = made->Member();
  made->org.members[member].own.from = N("2025-06-16");
  return member;
}

TEST(EmploymentTimeShare, HasNoScoreWithoutATimeLog) {
  Made made;
  const int member = Came(&made);
  made.Contact(made.Journey(), member, "2025-06-20", cl::CONTACT_KIND_JOB_SEARCH, 4950);
  const Value value = made.Reads(kEmployment);
  EXPECT_EQ(Told(value), "4950/4950");
  EXPECT_EQ(ScoreOf(kEmployment, value), 0) << "contacts alone are all employment work";
  const pb::LiveItem shown = Shown(Made::ItemOf(kEmployment), value);
  EXPECT_FALSE(shown.has_would_score());
  EXPECT_EQ(shown.remarks(0), "no score, as no time log is kept");
  made.Time(member, "2025-06-21", dir::TIME_KIND_LEAVE, 1);
  EXPECT_EQ(ScoreOf(kEmployment, made.Reads(kEmployment)), 5);
}

TEST(EmploymentTimeShare, IsARangeWhereHoursAreNotOnRecord) {
  for (const dir::TimeKind kind : {dir::TIME_KIND_TRAVEL, dir::TIME_KIND_LEAVE}) {
    Made made;
    const int member = Came(&made);
    made.Contact(made.Journey(), member, "2025-06-20", cl::CONTACT_KIND_JOB_SEARCH, 3000);
    made.Time(member, "2025-06-23", kind, 959);
    Value value = made.Reads(kEmployment);
    EXPECT_TRUE(value.incomplete) << "one minute less than 80%";
    const pb::LiveItem shown = Shown(Made::ItemOf(kEmployment), value);
    EXPECT_EQ(shown.certainty(), pb::LIVE_CERTAINTY_INCOMPLETE);
    EXPECT_EQ(shown.value(), 100);
    EXPECT_EQ(shown.would_score(), 3) << "79.98%, or 75.2% of all but leave";
    EXPECT_EQ(shown.would_score_at_most(), 5);
    EXPECT_EQ(shown.remarks(0),
              "up to 5 if the hours that are not on record were employment work, which no record says");
    EXPECT_EQ(shown.remarks(1), "of 1 of the team's employment specialists less than 80% of their hours is on record");
    made.team.time[0].minutes = 960;
    value = made.Reads(kEmployment);
    EXPECT_FALSE(value.incomplete);
    EXPECT_EQ(ScoreOf(kEmployment, value), 5);
    Came(&made);  // somebody who records nothing
    value = made.Reads(kEmployment);
    EXPECT_TRUE(value.incomplete) << "each of them has to";
    EXPECT_EQ(ScoreOf(kEmployment, value), 1);
  }
}

TEST(EmploymentTimeShare, ScoresFromAFullTimeWeekOn) {
  Made made;
  const int member = made.Member(10);
  made.org.members[member].own.from = N("2025-06-30");
  made.Time(member, "2025-06-30", dir::TIME_KIND_TRAVEL, 2249);
  EXPECT_EQ(ScoreOf(kEmployment, made.Reads(kEmployment)), 0);
  EXPECT_EQ(Shown(Made::ItemOf(kEmployment), made.Reads(kEmployment)).remarks(0),
            "no score, as it rests on fewer than 2250 minutes");
  made.team.time[0].minutes = 2250;
  EXPECT_EQ(ScoreOf(kEmployment, made.Reads(kEmployment)), 5);
}

TEST(EmploymentTimeShare, SaysWhoseAnEntryOfTimeIsAndShowsNoLeave) {
  Made made;
  const int member = made.Member();
  made.Contact(made.Journey(), member, "2025-03-03");
  made.Time(member, "2025-03-04", dir::TIME_KIND_TRAVEL, 30);
  made.Time(member, "2025-03-05", dir::TIME_KIND_LEAVE, 400);
  made.Time(member, "2025-03-06", dir::TIME_KIND_SICKNESS, 400);
  const Value value = made.Reads(kEmployment, kAsAt, true);
  ASSERT_EQ(value.behind.size(), 2u);
  EXPECT_EQ(value.behind[0].kind, "contact");
  EXPECT_EQ(value.behind[0].own_of, "");
  EXPECT_EQ(value.behind[1].kind, "time_use");
  EXPECT_EQ(value.behind[1].own_of, made.org.members[member].id);
}

TEST(EmploymentTimeShare, LeavesOutWhatIsNotSpecialistsTime) {
  Made made;
  const int member = made.Member();
  const int lead = made.Member(100, dir::STAFF_ROLE_TEAM_LEAD);
  const int journey = made.Journey();
  made.Contact(journey, member, "2025-02-03", cl::CONTACT_KIND_REVIEW, 60);
  made.Contact(journey, lead, "2025-02-03");
  made.Contact(journey, kNobody, "2025-02-03");
  made.Contact(journey, member, "2025-02-04", cl::CONTACT_KIND_REVIEW, 0);
  made.Contact(journey, member, "2025-02-05", cl::CONTACT_KIND_REVIEW, 0).attendance =
      cl::CONTACT_ATTENDANCE_DID_NOT_ATTEND;  // that took no time
  made.Contact(journey, member, "2025-02-06", cl::CONTACT_KIND_REVIEW, 15).attendance =
      cl::CONTACT_ATTENDANCE_DID_NOT_ATTEND;  // that was waited for
  made.Contact(kNobody, member, "2025-02-07");
  made.Time(lead, "2025-02-03", dir::TIME_KIND_TRAVEL, 30);
  const Value value = made.Reads(kEmployment);
  EXPECT_EQ(Told(value),
            "75/75; 1 by somebody else than the team's employment specialists; 1 nobody is on record as having been "
            "there!; 1 how long it took is not on record!; 1 recorded under no journey!");
  EXPECT_TRUE(value.incomplete);
}

TEST(EmploymentTimeShare, TakesAGroupAndAConversationOnce) {
  Made made;
  const int member = made.Member();
  for (int i = 0; i < 4; ++i) made.Contact(made.Journey(), member, "2025-02-03").together = 3;
  EXPECT_EQ(Told(made.Reads(kEmployment)), "120/120; 2 the same group, recorded for another of its people")
      << "three of one group, and one of the next";
  made.Contact(0, member, "2025-02-04", cl::CONTACT_KIND_EMPLOYER_ENGAGEMENT, 30).with_employer = true;
  EXPECT_EQ(made.Reads(kEmployment).denominator, 150);
  made.Engagement(member, "2025-02-04", {0}, 45);
  EXPECT_EQ(made.Reads(kEmployment).denominator, 165);
  made.Contact(0, member, "2025-02-05", cl::CONTACT_KIND_EMPLOYER_ENGAGEMENT, 30).with_employer = true;
  EXPECT_EQ(made.Reads(kEmployment).denominator, 195) << "another day";
}

TEST(EmploymentTimeShare, GoesToTheTeamWhereSomebodyWorksMost) {
  Made made;
  const int member = made.Member();
  made.Post(member, 0, 40, "2025-01-01", "2025-12-31");
  made.Post(member, 1, 60, "2025-03-01", "2025-03-31");
  made.Post(member, 2, 40, "2025-04-01", "2025-04-30");
  made.Time(member, "2025-02-28", dir::TIME_KIND_TRAVEL, 1);
  made.Time(member, "2025-03-01", dir::TIME_KIND_TRAVEL, 10);
  made.Time(member, "2025-03-31", dir::TIME_KIND_TRAVEL, 100);
  made.Time(member, "2025-04-01", dir::TIME_KIND_TRAVEL, 1000);  // as many hours: the first of the two
  EXPECT_EQ(Told(made.Reads(kEmployment)), "1001/1001");
  made.team.team = 2;
  EXPECT_EQ(Told(made.Reads(kEmployment)), "no record");
}

TEST(CommunityShare, IsByPlaceAndMinutes) {
  Made made;
  const int member = made.Member();
  const int journey = made.Journey();
  const auto add = [&](cl::ContactMode mode, cl::ContactPlace place, int minutes) {
    ContactFact& c = made.Contact(journey, member, "2025-02-03", cl::CONTACT_KIND_JOB_SEARCH, minutes);
    c.mode = mode;
    c.place = place;
  };
  add(cl::CONTACT_MODE_IN_PERSON, cl::CONTACT_PLACE_COMMUNITY, 1);
  add(cl::CONTACT_MODE_IN_PERSON, cl::CONTACT_PLACE_EMPLOYER, 2);
  add(cl::CONTACT_MODE_IN_PERSON, cl::CONTACT_PLACE_HOME, 4);
  EXPECT_EQ(Told(made.Reads(kCommunity)), "7/7");
  add(cl::CONTACT_MODE_IN_PERSON, cl::CONTACT_PLACE_OFFICE, 8);
  add(cl::CONTACT_MODE_IN_PERSON, cl::CONTACT_PLACE_HEALTH_SETTING, 16);
  add(cl::CONTACT_MODE_PHONE, cl::CONTACT_PLACE_HOME, 32);  // by phone nobody is anywhere
  add(cl::CONTACT_MODE_VIDEO, cl::CONTACT_PLACE_UNSPECIFIED, 64);
  EXPECT_EQ(Told(made.Reads(kCommunity)), "7/127");
  add(cl::CONTACT_MODE_IN_PERSON, cl::CONTACT_PLACE_UNSPECIFIED, 128);
  add(cl::CONTACT_MODE_UNSPECIFIED, cl::CONTACT_PLACE_OFFICE, 256);
  EXPECT_EQ(Told(made.Reads(kCommunity)), "7/127; 1 where is not on record!; 1 how people met is not on record!");
  made.Contact(journey, member, "2025-02-03").attendance = cl::CONTACT_ATTENDANCE_DID_NOT_ATTEND;
  made.Engagement(member, "2025-02-04", {journey}, 3);
  made.Engagement(member, "2025-02-04", {journey}, 5).in_person = false;
  EXPECT_EQ(Told(made.Reads(kCommunity)), "10/135; 1 where is not on record!; 1 how people met is not on record!");
  made.Time(member, "2025-02-04", dir::TIME_KIND_TRAVEL, 500);
  EXPECT_EQ(made.Reads(kCommunity).denominator, 135) << "is no scheduled time";
  EXPECT_EQ(ScoreOf(kCommunity, made.Reads(kCommunity)), 0) << "two hours say nothing of half a year";
  made.Engagement(member, "2025-02-05", {journey}, 2250 - 135);
  EXPECT_EQ(ScoreOf(kCommunity, made.Reads(kCommunity)), 5);
}

TEST(PhasesByOneSpecialist, AreThoseOfPeopleWhoseKeyWorkerTheyAre) {
  Made made;
  const int first = made.Member(), second = made.Member();
  const int journey = made.Journey(), other = made.Journey();
  made.team.journeys[journey].key_workers = {{N("2024-02-01"), first}, {N("2025-03-01"), second}};
  made.Contact(journey, first, "2025-01-10", cl::CONTACT_KIND_FIRST_APPOINTMENT);
  made.Contact(journey, first, "2025-01-11", cl::CONTACT_KIND_FIRST_APPOINTMENT);
  made.Contact(journey, first, "2025-01-12", cl::CONTACT_KIND_ACTION_PLAN);
  made.Contact(journey, first, "2025-01-13", cl::CONTACT_KIND_REVIEW);  // of no phase
  made.Contact(journey, first, "2025-02-28", cl::CONTACT_KIND_VOCATIONAL_PROFILE);
  made.Contact(journey, first, "2025-03-01", cl::CONTACT_KIND_IN_WORK_SUPPORT);  // no longer theirs
  made.Contact(other, first, "2025-03-02", cl::CONTACT_KIND_IN_WORK_SUPPORT);
  EXPECT_EQ(Told(made.Reads(kPhases)),
            "3/1; 1 by another specialist than the key worker; 1 the journey had no key worker on the day!; 1 is on "
            "record with nobody whose key worker they were!");
  made.Engagement(second, "2025-03-03", {journey});
  made.Contact(journey, second, "2025-03-04", cl::CONTACT_KIND_IN_WORK_SUPPORT);
  made.Contact(journey, second, "2025-03-05", cl::CONTACT_KIND_IN_WORK_SUPPORT).place = cl::CONTACT_PLACE_EMPLOYER;
  EXPECT_EQ(made.Reads(kPhases).numerator, 6) << "job finding, follow-along and coaching at work";
  EXPECT_EQ(made.Reads(kPhases).denominator, 2);
  made.Contact(journey, second, "2025-03-06", cl::CONTACT_KIND_BENEFITS_ADVICE).attendance =
      cl::CONTACT_ATTENDANCE_DID_NOT_ATTEND;
  EXPECT_EQ(made.Reads(kPhases).numerator, 6);
}

TEST(PhasesByOneSpecialist, AsksOfWhoWorkedThereOnAnyDayOfTheWindow) {
  Made made;
  const int member = made.Member();
  made.org.members[member].own.to = N("2024-12-30");
  EXPECT_EQ(Told(made.Reads(kPhases)), "no record");
  made.org.members[member].own.to = N("2024-12-31");
  EXPECT_EQ(Told(made.Reads(kPhases)), "no record; 1 is on record with nobody whose key worker they were!");
  made.org.members[member].own.from = N("2025-07-01");
  made.org.members[member].own.to = kForever;
  EXPECT_EQ(Told(made.Reads(kPhases)), "no record");
  made.org.members[member].own.from = N("2025-06-30");
  EXPECT_EQ(Told(made.Reads(kPhases)), "no record; 1 is on record with nobody whose key worker they were!");
}

}  // namespace
}  // namespace gainful::fidelity
