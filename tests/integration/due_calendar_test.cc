// The calendar of the due list over gRPC and from the command line: which days are in it, and what nobody learns from it.
#include <regex>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "tests/integration/cli.h"
#include "tests/integration/planned_start_fixture.h"

namespace gainful::integration {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class DueCalendars : public PlannedStartTest {
 protected:
  std::string Read(const std::string& token, const pl::GetDueCalendarRequest& q = {}) {
    pl::DueCalendar calendar;
    World::MustBeOk(world().Call(token, q, &calendar));
    return calendar.calendar();
  }
  static std::multiset<std::string> Uids(const std::string& calendar) {
    std::multiset<std::string> found;
    for (const absl::string_view line : absl::StrSplit(calendar, "\r\n")) {
      if (absl::StartsWith(line, "UID:")) found.insert(std::string(line));
    }
    return found;
  }
  // Holds every line against RFC 5545, and every component closed.
  static void MustBeACalendar(const std::string& text) {
    ASSERT_TRUE(absl::EndsWith(text, "END:VCALENDAR\r\n"));
    static const std::regex kLine(
        "BEGIN:(VCALENDAR|VEVENT|VTIMEZONE|STANDARD)|END:(VCALENDAR|VEVENT|VTIMEZONE|STANDARD)|VERSION:2\\.0|"
        "PRODID:-//Gainful//Due list//EN|CALSCALE:GREGORIAN|METHOD:PUBLISH|UID:[0-9a-f]{32}@gainful|"
        "DTSTAMP:[0-9]{8}T[0-9]{6}Z|DTSTART;VALUE=DATE:[0-9]{8}|CLASS:PRIVATE|TRANSP:TRANSPARENT|"
        "SUMMARY:Check-in due \\((checkpoint|follow-along contact|contact before start|has the job begun\\?)\\\\, "
        "[0-9a-f]{8}\\)|TZID:UTC|"
        "DTSTART:19700101T000000|TZOFFSET(FROM|TO):\\+0000");
    std::vector<std::string> open;
    for (const absl::string_view line : absl::StrSplit(text.substr(0, text.size() - 2), "\r\n")) {
      EXPECT_LE(line.size(), 75u);
      EXPECT_TRUE(std::regex_match(std::string(line), kLine)) << line;
      if (absl::StartsWith(line, "BEGIN:")) open.emplace_back(line.substr(6));
      if (!absl::StartsWith(line, "END:")) continue;
      ASSERT_FALSE(open.empty());
      EXPECT_EQ(open.back(), line.substr(4));
      open.pop_back();
    }
    EXPECT_THAT(open, IsEmpty());
  }
};

TEST_F(DueCalendars, HoldTheDaysAndNothingOfThePersonNorOfTheJob) {
  employer::v1::Employer employer;
  employer.set_name("Zygomorph Xylitol Ltd");
  employer = world().Make(t.manager, employer);
  const Journey journey = NewCase(t, {"sustained-13"}, "Quokka Vellichor");
  Spell job = NewJob(t, journey, "2025-03-17");
  job.set_job_title("Kumquat whisperer");
  job.set_employer_id(employer.id());
  World::MustBeOk(world().Update(t.manager, job, {"job_title", "employer_id"}, &job));
  pl::FollowUpAttempt attempt;
  attempt.set_spell_id(job.id());
  *attempt.mutable_attempted_on() = On("2025-06-16");
  attempt.set_note("Borborygmus on the line.");
  world().Make(t.specialist, attempt);
  const std::string calendar = Read(t.specialist);
  MustBeACalendar(calendar);
  const std::string lower = absl::AsciiStrToLower(calendar);
  for (const std::string& word :
       {std::string("quokka"), std::string("vellichor"), std::string("zygomorph"), std::string("xylitol"),
        std::string("kumquat"), std::string("whisperer"), std::string("borborygmus"), std::string("sustained"),
        job.id(), journey.id(), journey.participant_id(), employer.id(), job.id().substr(0, 8), journey.id().substr(24),
        t.org, t.team})
    EXPECT_FALSE(absl::StrContains(lower, word)) << word;
  EXPECT_THAT(calendar, HasSubstr("DTSTART;VALUE=DATE:20250616\r\n"));
  const auto items = Items(t.specialist);
  ASSERT_EQ(items.size(), 1u);
  EXPECT_THAT(calendar, HasSubstr(absl::StrCat("(checkpoint\\, ", items[0].reference(), ")")))
      << "the list says whose it is";
}

TEST_F(DueCalendars, AreReplacedByTheNextRatherThanDoubled) {
  const Journey journey = NewCase(t, {"sustained-13"});
  Spell job = NewJob(t, journey, "2025-03-17");
  const std::string first = Read(t.specialist);
  EXPECT_EQ(Uids(first).size(), 2u) << "the checkpoint and the contact of the month";
  EXPECT_EQ(Read(t.specialist), first);
  *job.mutable_started_on() = On("2025-03-20");
  World::MustBeOk(world().Update(t.manager, job, {"started_on"}));
  const std::string moved = Read(t.specialist);
  EXPECT_EQ(Uids(moved), Uids(first));
  EXPECT_THAT(moved, HasSubstr("DTSTART;VALUE=DATE:20250619\r\n"));
  EXPECT_THAT(moved, testing::Not(HasSubstr("DTSTART;VALUE=DATE:20250616\r\n")));
}

TEST_F(DueCalendars, LookNinetyDaysAheadUnlessToldOtherwise) {
  NewJob(t, NewCase(t, {"sustained-13"}), "2025-06-15");  // to be asked about on 2025-09-14, 90 days ahead
  NewJob(t, NewCase(t, {"sustained-13"}), "2025-06-16");
  EXPECT_THAT(Read(t.specialist), HasSubstr("DTSTART;VALUE=DATE:20250914\r\n"));
  EXPECT_THAT(Read(t.specialist), testing::Not(HasSubstr("DTSTART;VALUE=DATE:20250915\r\n")));
  pl::GetDueCalendarRequest q;
  q.set_days(91);
  EXPECT_THAT(Read(t.specialist, q), HasSubstr("DTSTART;VALUE=DATE:20250915\r\n"));
  q.set_days(-1);
  EXPECT_THAT(world().Call(t.specialist, q), InvalidFor({"days"}));
}

// The days of the calendar, in its order.
std::vector<std::string> DaysOf(const std::string& calendar) {
  std::vector<std::string> days;
  for (absl::string_view line : absl::StrSplit(calendar, "\r\n")) {
    if (absl::ConsumePrefix(&line, "DTSTART;VALUE=DATE:")) days.emplace_back(line);
  }
  return days;
}

TEST_F(DueCalendars, HoldTheContactBeforeAPlannedStartAndThenItsQuestion) {
  const Journey journey = NewCase(t, {}, "Quokka Vellichor");
  em::JobApplication a = Accepted(journey, "2025-09-15");  // the contact counts to 2025-09-14, 90 days ahead
  std::string calendar = Read(t.specialist);
  MustBeACalendar(calendar);
  EXPECT_THAT(DaysOf(calendar), ElementsAre("20250914"));
  EXPECT_THAT(calendar, HasSubstr("(contact before start\\, "));
  for (const std::string& word : {std::string("Quokka"), std::string("Baker"), std::string("Bakery"), a.id(),
                                  a.id().substr(0, 8), journey.id(), journey.participant_id(), t.vacancy, t.employer})
    EXPECT_FALSE(absl::StrContains(calendar, word)) << word;
  *a.mutable_planned_start_on() = On("2025-09-16");
  World::MustBeOk(world().Update(t.manager, a, {"planned_start_on"}, &a));
  EXPECT_THAT(DaysOf(Read(t.specialist)), IsEmpty());
  pl::GetDueCalendarRequest q;
  q.set_days(91);
  const std::string moved = Read(t.specialist, q);
  EXPECT_THAT(DaysOf(moved), ElementsAre("20250915"));
  EXPECT_EQ(Uids(moved), Uids(calendar)) << "it is moved, not doubled";
  *a.mutable_planned_start_on() = On("2025-06-16");
  World::MustBeOk(world().Update(t.manager, a, {"planned_start_on"}, &a));
  calendar = Read(t.specialist);
  MustBeACalendar(calendar);
  EXPECT_THAT(DaysOf(calendar), ElementsAre("20250616"));
  EXPECT_THAT(calendar, HasSubstr("(has the job begun?\\, "));
  EXPECT_NE(Uids(calendar), Uids(moved));
}

TEST_F(DueCalendars, HoldTheNextFollowAlongContactWhereNoneIsDue) {
  const Spell job = NewJob(t, NewCase(t, {}), "2025-06-09");
  EXPECT_THAT(DaysOf(Read(t.specialist)), ElementsAre("20250622")) << "that of the second week";
  const auto before = Uids(Read(t.specialist));
  cl::Contact seen;
  seen.set_participant_id(job.participant_id());
  *seen.mutable_contacted_on() = On("2025-06-16");
  seen.set_kind(cl::CONTACT_KIND_IN_WORK_SUPPORT);
  seen.set_attendance(cl::CONTACT_ATTENDANCE_ATTENDED);
  seen.set_minutes(30);
  seen.add_met_with(cl::CONTACT_WITH_PARTICIPANT);
  world().Make(t.specialist, seen);
  EXPECT_THAT(Items(t.specialist, {}, pl::DUE_KIND_FOLLOW_ALONG), IsEmpty()) << "the list waits for the third week";
  EXPECT_THAT(DaysOf(Read(t.specialist)), ElementsAre("20250629"));
  EXPECT_EQ(Uids(Read(t.specialist)), before) << "one job's next contact moves";
  pl::GetDueCalendarRequest q;
  q.set_days(12);
  EXPECT_THAT(DaysOf(Read(t.specialist, q)), IsEmpty());
  q.set_days(13);
  EXPECT_THAT(DaysOf(Read(t.specialist, q)), ElementsAre("20250629"));
}

TEST_F(DueCalendars, ArePrintedAsTheyAre) {
  MustBeACalendar(Read(t.other_specialist));  // of no day
  NewJob(t, NewCase(t, {"sustained-13"}), "2025-03-17");
  const Printed printed = RunCli(world(), t.specialist, {"due", "calendar"});
  EXPECT_EQ(printed.code, 0) << printed.err;
  EXPECT_EQ(printed.out, Read(t.specialist));
  MustBeACalendar(printed.out);
  const Printed json = RunCli(world(), t.specialist, {"due", "calendar", "--format", "json"});
  EXPECT_THAT(json.out, HasSubstr("\"calendar\""));
}

}  // namespace
}  // namespace gainful::integration
