// The calendar of follow-along contacts: which are asked for by when, and what counts for them.
#include "services/placement/follow_along.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "services/common/base/codes.h"
#include "tests/unit/testing.h"

namespace gainful::placement {
namespace {

using gainful::testing::Date;
using gainful::testing::Day;
using Lines = std::vector<std::string>;

// A job from Monday 2024-04-01 of somebody referred in January.
Followed Job(const std::string& contacts = "") {
  Followed f;
  f.job_started_on = f.started_on = Day("2024-04-01");
  f.referred_on = Day("2024-01-10");
  for (const absl::string_view day : absl::StrSplit(contacts, ' ', absl::SkipEmpty())) f.contacts.push_back(Day(day));
  return f;
}

std::string DayText(const google::type::Date& day) { return base::FormatDay(*base::ToDay(day)); }

// "first_month 2024-04-01..2024-04-07 met 2024-04-02", a line for each.
Lines Told(const Followed& f, const char* as_of) {
  Lines lines;
  for (const auto& c : FollowAlong(f, Day(as_of))) {
    lines.push_back(absl::StrCat(base::CodeOf(pb::FollowAlongReason_descriptor()->FindValueByNumber(c.reason())), " ",
                                 DayText(c.from()), "..", DayText(c.due_on()), " ",
                                 base::CodeOf(pb::FollowAlongState_descriptor()->FindValueByNumber(c.state())),
                                 c.has_met_on() ? " " + DayText(c.met_on()) : ""));
  }
  return lines;
}

// The line that begins with these words, or nothing.
std::string Line(const Followed& f, const char* as_of, const std::string& beginning) {
  for (const auto& line : Told(f, as_of)) {
    if (line.rfind(beginning, 0) == 0) return line;
  }
  return "";
}

TEST(FollowAlong, AsksForAWeekBeforeThreeDaysFourWeeksAndThenMonths) {
  EXPECT_EQ(Told(Job(), "2024-06-15"),
            (Lines{"before_start 2024-03-25..2024-03-31 missed", "start 2024-04-01..2024-04-04 missed",
                   "first_month 2024-04-01..2024-04-07 missed", "first_month 2024-04-08..2024-04-14 missed",
                   "first_month 2024-04-15..2024-04-21 missed", "first_month 2024-04-22..2024-04-28 missed",
                   "monthly 2024-05-01..2024-05-31 missed", "monthly 2024-06-01..2024-06-30 due",
                   "monthly 2024-07-01..2024-07-31 ahead"}));
}

TEST(FollowAlong, TellsNoMoreThanTheNextOneAhead) {
  EXPECT_EQ(Told(Job(), "2024-03-24"), (Lines{"before_start 2024-03-25..2024-03-31 ahead"}));
  EXPECT_EQ(Told(Job(), "2024-03-25"),
            (Lines{"before_start 2024-03-25..2024-03-31 due", "start 2024-04-01..2024-04-04 ahead"}));
}

TEST(FollowAlong, CountsAContactWithinTheSpanAndNotADayBeside) {
  const auto start = [](const char* contact) { return Line(Job(contact), "2024-04-10", "start"); };
  EXPECT_EQ(start("2024-03-31"), "start 2024-04-01..2024-04-04 missed");
  EXPECT_EQ(start("2024-04-01"), "start 2024-04-01..2024-04-04 met 2024-04-01");
  EXPECT_EQ(start("2024-04-04"), "start 2024-04-01..2024-04-04 met 2024-04-04");
  EXPECT_EQ(start("2024-04-05"), "start 2024-04-01..2024-04-04 missed");
  EXPECT_EQ(start("2024-04-03 2024-04-02"), "start 2024-04-01..2024-04-04 met 2024-04-02") << "the first of them";
  const auto before = [](const char* contact) { return Line(Job(contact), "2024-04-10", "before"); };
  EXPECT_EQ(before("2024-03-24"), "before_start 2024-03-25..2024-03-31 missed");
  EXPECT_EQ(before("2024-03-25"), "before_start 2024-03-25..2024-03-31 met 2024-03-25");
  EXPECT_EQ(before("2024-03-31"), "before_start 2024-03-25..2024-03-31 met 2024-03-31");
  EXPECT_EQ(before("2024-04-01"), "before_start 2024-03-25..2024-03-31 missed");
}

TEST(FollowAlong, CountsOneContactForEverySpanThatItLiesIn) {
  const Followed f = Job("2024-04-02");
  EXPECT_EQ(Line(f, "2024-04-10", "start"), "start 2024-04-01..2024-04-04 met 2024-04-02");
  EXPECT_EQ(Line(f, "2024-04-10", "first_month 2024-04-01"), "first_month 2024-04-01..2024-04-07 met 2024-04-02");
}

TEST(FollowAlong, IsDueToItsLastDayAndMissedOnTheNext) {
  EXPECT_EQ(Line(Job(), "2024-04-04", "start"), "start 2024-04-01..2024-04-04 due");
  EXPECT_EQ(Line(Job(), "2024-04-05", "start"), "start 2024-04-01..2024-04-04 missed");
  EXPECT_EQ(Line(Job("2024-04-04"), "2024-04-03", "start"), "start 2024-04-01..2024-04-04 due")
      << "what comes later is not known yet";
}

TEST(FollowAlong, CountsMonthsFromTheFirstDayAndClipsThemToTheMonth) {
  Followed f = Job();
  f.job_started_on = f.started_on = Day("2024-01-31");
  const Lines lines = Told(f, "2024-04-20");
  EXPECT_EQ(lines.at(6), "monthly 2024-02-29..2024-03-30 missed") << "a leap year";
  EXPECT_EQ(lines.at(7), "monthly 2024-03-31..2024-04-29 due") << "on the 31st again";
  EXPECT_EQ(lines.at(8), "monthly 2024-04-30..2024-05-30 ahead");
  f.job_started_on = f.started_on = Day("2023-01-31");
  f.referred_on = Day("2022-01-31");
  EXPECT_EQ(Told(f, "2023-03-01").at(6), "monthly 2023-02-28..2023-03-30 due");
}

TEST(FollowAlong, AsksNothingOfTheTimeBeforeTheReferral) {
  Followed f = Job();
  f.referred_on = Day("2024-03-31");
  EXPECT_NE(Line(f, "2024-04-01", "before"), "") << "its last day";
  f.referred_on = Day("2024-04-01");
  EXPECT_EQ(Line(f, "2024-04-01", "before"), "");
  EXPECT_NE(Line(f, "2024-04-01", "start"), "");
  f.referred_on = Day("2024-06-10");
  EXPECT_EQ(Told(f, "2024-06-15").front(), "monthly 2024-06-01..2024-06-30 due") << "a job held at referral";
}

TEST(FollowAlong, GoesOnWithTheJobsOwnMonthsWhereASpellContinuesAnother) {
  Followed f = Job();
  f.started_on = Day("2024-06-10");
  EXPECT_EQ(Told(f, "2024-07-15"), (Lines{"monthly 2024-06-01..2024-06-30 missed", "monthly 2024-07-01..2024-07-31 due",
                                          "monthly 2024-08-01..2024-08-31 ahead"}));
}

TEST(FollowAlong, EndsWithTheSpellButForWhatTookPlace) {
  Followed f = Job("2024-04-16");
  f.ended_on = Day("2024-04-20");
  EXPECT_EQ(Told(f, "2024-07-01").back(), "first_month 2024-04-15..2024-04-21 met 2024-04-16");
  f.contacts.clear();
  EXPECT_EQ(Told(f, "2024-07-01").back(), "first_month 2024-04-08..2024-04-14 missed");
  f.ended_on = Day("2024-04-21");
  EXPECT_EQ(Told(f, "2024-07-01").back(), "first_month 2024-04-15..2024-04-21 missed") << "it fell due on the last day";
}

TEST(FollowAlong, AsksForAContactWithinThreeDaysOfHearingOfALoss) {
  Followed f = Job();
  f.ended_on = Day("2024-04-10");
  f.lost_heard_on = Day("2024-04-12");
  EXPECT_EQ(Line(f, "2024-04-11", "loss"), "loss 2024-04-12..2024-04-15 ahead");
  EXPECT_EQ(Line(f, "2024-04-15", "loss"), "loss 2024-04-12..2024-04-15 due");
  EXPECT_EQ(Line(f, "2024-04-16", "loss"), "loss 2024-04-12..2024-04-15 missed");
  f.contacts = {Day("2024-04-11"), Day("2024-04-15")};
  EXPECT_EQ(Line(f, "2024-04-16", "loss"), "loss 2024-04-12..2024-04-15 met 2024-04-15");
}

TEST(FollowAlong, AsksForNothingThatFallsDueAfterTheExit) {
  Followed f = Job();
  f.exited_on = Day("2024-05-30");
  EXPECT_EQ(Told(f, "2024-07-01").back(), "first_month 2024-04-22..2024-04-28 missed");
  f.exited_on = Day("2024-05-31");
  EXPECT_EQ(Told(f, "2024-07-01").back(), "monthly 2024-05-01..2024-05-31 missed");
}

pb::Spell Ended(pb::EndReason reason) {
  pb::Spell s;
  *s.mutable_ended_on() = Date("2024-04-10");
  s.set_end_reason(reason);
  return s;
}

TEST(LossHeardOn, IsTheDayOfHearingElseOfTheEnd) {
  EXPECT_EQ(LossHeardOn(pb::Spell()), std::nullopt);
  pb::Spell s = Ended(pb::END_REASON_DISMISSED);
  EXPECT_EQ(LossHeardOn(s), Day("2024-04-10"));
  *s.mutable_end_heard_on() = Date("2024-04-08");
  EXPECT_EQ(LossHeardOn(s), Day("2024-04-08"));
  s.set_continued_by_spell_id("b");
  EXPECT_EQ(LossHeardOn(s), std::nullopt) << "a break";
}

TEST(LossHeardOn, IsEveryEndButThatForABetterJob) {
  for (int reason = 0; reason < pb::EndReason_ARRAYSIZE; ++reason) {
    const pb::Spell s = Ended(static_cast<pb::EndReason>(reason));
    EXPECT_EQ(LossHeardOn(s).has_value(), reason != pb::END_REASON_BETTER_JOB) << reason;
  }
}

}  // namespace
}  // namespace gainful::placement
