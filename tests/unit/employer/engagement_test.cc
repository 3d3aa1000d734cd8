// Engagements, and the two figures from the log, at the edges of weeks and periods.
#include "services/employer/engagement.h"

#include "tests/unit/testing.h"

namespace gainful::employer {
namespace {

using gainful::testing::Date;
using gainful::testing::Day;
using gainful::testing::Paths;

TEST(ConversationKinds, AreThoseInWhichBothTakePart) {
  EXPECT_FALSE(IsConversation(pb::ENGAGEMENT_KIND_FIRST_APPROACH));
  EXPECT_FALSE(IsConversation(pb::ENGAGEMENT_KIND_STIGMA_WORK));
  EXPECT_FALSE(IsConversation(pb::ENGAGEMENT_KIND_THANK_YOU));
  EXPECT_EQ(ConversationKinds(),
            "{meeting,job_analysis,awareness_session,adjustment_advice,job_carving,placement_review}");
}

TEST(CheckEngagement, LetsTheNextStepComeOnTheDayItself) {
  pb::Engagement e;
  *e.mutable_held_on() = Date("2025-03-10");
  for (const auto& [day, faults] :
       std::vector<std::pair<const char*, int>>{{"2025-03-09", 1}, {"2025-03-10", 0}, {"2025-03-11", 0}}) {
    *e.mutable_next_on() = Date(day);
    base::Violations v;
    CheckEngagement(e, &v);
    EXPECT_EQ(Paths(v).size(), static_cast<size_t>(faults)) << day;
  }
}

pb::Engagement Recorded(const char* recorded_on, const char* held_on) {
  pb::Engagement e;
  *e.mutable_recorded_on() = Date(recorded_on);
  *e.mutable_held_on() = Date(held_on);
  return e;
}
constexpr auto kYes = gainful::type::v1::ANSWER_YES;
constexpr auto kNo = gainful::type::v1::ANSWER_NO;

TEST(TookPlace, GoesWithoutSayingFromItsDayOn) {
  EXPECT_FALSE(TookPlace(Recorded("2025-03-09", "2025-03-10"))) << "the day before: a plan";
  EXPECT_TRUE(TookPlace(Recorded("2025-03-10", "2025-03-10")));
  EXPECT_TRUE(TookPlace(Recorded("2025-03-11", "2025-03-10")));
  auto e = Recorded("2025-03-09", "2025-03-10");
  e.set_took_place(kYes);
  EXPECT_TRUE(TookPlace(e));
  e = Recorded("2025-03-11", "2025-03-10");
  e.set_took_place(kNo);
  EXPECT_FALSE(TookPlace(e));
  EXPECT_EQ(TookPlaceSql("g"), "(g.took_place = 'Y' OR g.took_place IS NULL AND g.recorded_on >= g.held_on)");
}

TEST(ToldOn, IsTheDayOnceItHasCome) {
  EXPECT_EQ(ToldOn(Day("2025-03-10"), Day("2025-03-09")), std::nullopt);
  EXPECT_EQ(ToldOn(Day("2025-03-10"), Day("2025-03-10")), Day("2025-03-10"));
  EXPECT_EQ(ToldOn(Day("2025-03-10"), Day("2025-03-11")), Day("2025-03-10"));
}

TEST(CheckEngagement, TakesYesOrNo) {
  auto e = Recorded("2025-03-09", "2025-03-10");
  const auto faults = [&](gainful::type::v1::Answer answer) {
    e.set_took_place(answer);
    base::Violations v;
    CheckEngagement(e, &v);
    return Paths(v);
  };
  EXPECT_TRUE(faults(kYes).empty());
  EXPECT_TRUE(faults(kNo).empty());
  EXPECT_EQ(faults(gainful::type::v1::ANSWER_NOT_KNOWN), (std::vector<std::string>{"engagement.took_place"}));
}

TEST(CheckSaid, IsFromItsDayOn) {
  auto e = Recorded("2025-03-01", "2025-03-10");
  const auto faults = [&](const char* today) {
    base::Violations v;
    CheckSaid(e, Day(today), &v);
    return Paths(v);
  };
  EXPECT_TRUE(faults("2025-03-09").empty()) << "nothing is said";
  e.set_took_place(kYes);
  EXPECT_EQ(faults("2025-03-09"), (std::vector<std::string>{"engagement.took_place"}));
  EXPECT_TRUE(faults("2025-03-10").empty());
  EXPECT_TRUE(faults("2025-03-11").empty());
}

TEST(CheckStaysHeld, LeavesPlansAndNothingElseToBeMoved) {
  const absl::CivilDay today = Day("2025-03-12");
  const auto faults = [&](const pb::Engagement& before, const pb::Engagement& after) {
    base::Violations v;
    CheckStaysHeld(before, after, today, &v);
    return Paths(v);
  };
  const auto held = Recorded("2025-03-10", "2025-03-10"), plan = Recorded("2025-03-01", "2025-03-10");
  EXPECT_TRUE(faults(held, Recorded("2025-03-10", "2025-03-09")).empty());
  EXPECT_EQ(faults(held, Recorded("2025-03-10", "2025-03-13")), (std::vector<std::string>{"engagement.held_on"}));
  EXPECT_EQ(faults(held, Recorded("2025-03-10", "2025-03-12")), (std::vector<std::string>{"engagement.took_place"}))
      << "after it was recorded: it must be said";
  EXPECT_TRUE(faults(plan, Recorded("2025-03-01", "2025-03-13")).empty());
  auto not_held = held;
  not_held.set_took_place(kNo);
  EXPECT_EQ(faults(held, not_held), (std::vector<std::string>{"engagement.took_place"}));
  auto said = plan;
  said.set_took_place(kYes);
  EXPECT_TRUE(faults(plan, said).empty());
  EXPECT_EQ(faults(said, plan), (std::vector<std::string>{"engagement.took_place"}));
}

TEST(IsApproachToCome, IsNothingOfYesterday) {
  auto e = Recorded("2025-03-10", "2025-03-10");
  const auto is = [&](pb::EngagementKind kind, const char* today) {
    e.set_kind(kind);
    return IsApproachToCome(e, Day(today));
  };
  EXPECT_TRUE(is(pb::ENGAGEMENT_KIND_FIRST_APPROACH, "2025-03-09"));
  EXPECT_TRUE(is(pb::ENGAGEMENT_KIND_FIRST_APPROACH, "2025-03-10"));
  EXPECT_FALSE(is(pb::ENGAGEMENT_KIND_FIRST_APPROACH, "2025-03-11"));
  EXPECT_TRUE(is(pb::ENGAGEMENT_KIND_MEETING, "2025-03-09"));
  EXPECT_FALSE(is(pb::ENGAGEMENT_KIND_MEETING, "2025-03-10")) << "they came to us";
}

TEST(CheckMayWithdraw, LeavesIncidentsToManagers) {
  pb::ParticipantEngagement record;
  EXPECT_TRUE(CheckMayWithdraw(record, "specialist").ok());
  record.set_account("It came out.");
  EXPECT_TRUE(absl::IsPermissionDenied(CheckMayWithdraw(record, "specialist")));
  EXPECT_TRUE(CheckMayWithdraw(record, "manager").ok());
}

TEST(CheckMayWithdraw, LeavesEngagementsWithAnIncidentToManagersAndLeads) {
  EXPECT_TRUE(CheckMayWithdraw(false, "specialist", false).ok());
  const absl::Status refused = CheckMayWithdraw(true, "specialist", false);
  EXPECT_TRUE(absl::IsPermissionDenied(refused));
  EXPECT_EQ(refused.message().find("incident"), absl::string_view::npos) << "they may not see whose it is";
  EXPECT_TRUE(CheckMayWithdraw(true, "specialist", true).ok());
  EXPECT_TRUE(CheckMayWithdraw(true, "manager", false).ok());
}

TEST(CheckDisclosed, TakesNoAccountOfWhatHasNotCome) {
  const auto faults = [](const char* held_on, const std::string& account) {
    base::Violations v;
    CheckDisclosed({}, account, Day(held_on), Day("2025-03-10"), "x.", &v);
    return Paths(v);
  };
  EXPECT_TRUE(faults("2025-03-09", "They asked.").empty());
  EXPECT_TRUE(faults("2025-03-10", "They asked.").empty());
  EXPECT_EQ(faults("2025-03-11", "They asked."), (std::vector<std::string>{"x.account"}));
  EXPECT_TRUE(faults("2025-03-11", "").empty());
  base::Violations v;
  CheckDisclosed({pb::DISCLOSURE_CONTENT_OTHER, pb::DISCLOSURE_CONTENT_OTHER}, "", Day("2025-03-10"), Day("2025-03-10"),
                 "", &v);
  EXPECT_EQ(Paths(v), (std::vector<std::string>{"discloses"}));
}

TEST(CheckPeriod, IsOfFiveYearsAtMost) {
  const auto is_good = [](const char* from, const char* to) {
    base::Violations v;
    CheckPeriod(Day(from), Day(to), &v);
    return v.empty();
  };
  EXPECT_TRUE(is_good("2025-03-10", "2025-03-10"));
  EXPECT_FALSE(is_good("2025-03-10", "2025-03-09"));
  EXPECT_TRUE(is_good("2020-03-10", "2025-03-09"));
  EXPECT_FALSE(is_good("2020-03-10", "2025-03-10"));
}

TEST(WeekOf, BeginsOnMonday) {
  EXPECT_EQ(WeekOf(Day("2025-03-09")), Day("2025-03-03"));  // a Sunday
  EXPECT_EQ(WeekOf(Day("2025-03-10")), Day("2025-03-10"));
  EXPECT_EQ(WeekOf(Day("2025-03-11")), Day("2025-03-10"));
  EXPECT_EQ(WeekOf(Day("2025-03-16")), Day("2025-03-10"));
  EXPECT_EQ(WeekOf(Day("2024-03-01")), Day("2024-02-26")) << "over a leap day";
}

FaceToFace Of(const std::string& who, const char* day) { return {who, who, Day(day)}; }

// "2025-03-03: 2 in 7 days", for each row.
std::vector<std::string> Weeks(const pb::EngagementWeeks& weeks) {
  std::vector<std::string> out;
  for (const auto& w : weeks.weeks()) {
    out.push_back(w.staff_member_id() + " " + base::FormatDay(*base::ToDay(w.week_of())) + ": " +
                  std::to_string(w.contacts()) + " in " + std::to_string(w.days()));
  }
  return out;
}

TEST(CountWeeks, HasEveryWeekOfEverySpecialist) {
  const auto weeks =
      CountWeeks({Of("kim", "2025-03-09"), Of("kim", "2025-03-10"), Of("kim", "2025-03-10"), Of("ann", "2025-03-03")},
                 Day("2025-03-03"), Day("2025-03-16"), Day("2025-06-16"), std::nullopt);
  EXPECT_EQ(Weeks(weeks), (std::vector<std::string>{"ann 2025-03-03: 1 in 7", "ann 2025-03-10: 0 in 7",
                                                    "kim 2025-03-03: 1 in 7", "kim 2025-03-10: 2 in 7"}));
  ASSERT_EQ(weeks.specialists_size(), 2);
  EXPECT_EQ(weeks.specialists(1).contacts(), 3);
  EXPECT_DOUBLE_EQ(weeks.specialists(0).a_week(), 0.5);
  EXPECT_DOUBLE_EQ(weeks.specialists(1).a_week(), 1.5);
}

TEST(CountWeeks, CountsTheDaysOfThePeriodAlone) {
  const std::vector contacts{Of("kim", "2025-03-04"), Of("kim", "2025-03-05"), Of("kim", "2025-03-11"),
                             Of("kim", "2025-03-12")};
  const auto weeks = CountWeeks(contacts, Day("2025-03-05"), Day("2025-03-11"), Day("2025-06-16"), std::nullopt);
  EXPECT_EQ(Weeks(weeks), (std::vector<std::string>{"kim 2025-03-03: 1 in 5", "kim 2025-03-10: 1 in 2"}));
  EXPECT_DOUBLE_EQ(weeks.specialists(0).a_week(), 2.0) << "two contacts in seven days";
}

TEST(CountWeeks, CountsNothingThatHasNotCome) {
  const std::vector contacts{Of("kim", "2025-03-11"), Of("kim", "2025-03-12"), Of("kim", "2025-03-13")};
  const auto weeks = CountWeeks(contacts, Day("2025-03-10"), Day("2025-03-23"), Day("2025-03-12"), std::nullopt);
  EXPECT_EQ(Weeks(weeks), (std::vector<std::string>{"kim 2025-03-10: 2 in 3"}));
  EXPECT_EQ(CountWeeks(contacts, Day("2025-03-20"), Day("2025-03-23"), Day("2025-03-12"), std::nullopt).weeks_size(),
            0);
}

TEST(CountWeeks, ShowsWhoWasAskedForThoughTheyHadNone) {
  const auto weeks = CountWeeks({}, Day("2025-03-10"), Day("2025-03-16"), Day("2025-06-16"), Of("kim", "2025-03-10"));
  EXPECT_EQ(Weeks(weeks), (std::vector<std::string>{"kim 2025-03-10: 0 in 7"}));
  EXPECT_DOUBLE_EQ(weeks.specialists(0).a_week(), 0);
}

JourneyStart Start(const char* met, const char* contact) {
  return {"j", "p", Day(met), *contact == '\0' ? std::nullopt : std::optional(Day(contact))};
}

TEST(DaysToContact, CountsFromTheFirstMeeting) {
  const auto days = [](const char* met, const char* contact) {
    return DaysToContact({Start(met, contact)}, Day("2025-06-16")).rows(0).days();
  };
  EXPECT_EQ(days("2025-03-10", "2025-03-09"), -1);
  EXPECT_EQ(days("2025-03-10", "2025-03-10"), 0);
  EXPECT_EQ(days("2025-03-10", "2025-03-11"), 1);
  EXPECT_EQ(days("2024-02-28", "2024-03-01"), 2) << "over a leap day";
  EXPECT_EQ(days("2025-03-29", "2025-03-31"), 2) << "over the night in which clocks change";
}

TEST(DaysToContact, SaysHowLongOthersWait) {
  const auto out = DaysToContact({Start("2025-06-10", "")}, Day("2025-06-16"));
  EXPECT_FALSE(out.rows(0).has_days());
  EXPECT_EQ(out.rows(0).waiting_days(), 6);
  EXPECT_EQ(out.journeys(), 1);
  EXPECT_EQ(out.with_contact(), 0);
  EXPECT_FALSE(out.has_median_days());
}

TEST(DaysToContact, HasTheMedianOfThoseWithAContact) {
  const std::vector<JourneyStart> three{Start("2025-03-01", "2025-03-11"), Start("2025-03-01", "2025-03-02"),
                                        Start("2025-03-01", ""), Start("2025-03-01", "2025-03-31")};
  EXPECT_DOUBLE_EQ(DaysToContact(three, Day("2025-06-16")).median_days(), 10);
  EXPECT_DOUBLE_EQ(
      DaysToContact({Start("2025-03-01", "2025-03-02"), Start("2025-03-01", "2025-03-04")}, Day("2025-06-16"))
          .median_days(),
      2);
}

}  // namespace
}  // namespace gainful::employer
