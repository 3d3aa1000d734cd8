// What counts as work that a journey led to: people supported into work by their first job, job starts by the job, whatever spells it is recorded in.
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gainful/placement/v1/outcome.pb.h"
#include "gainful/reporting/v1/reporting.pb.h"
#include "tests/integration/cli.h"
#include "tests/integration/fixture.h"

namespace gainful::integration {
namespace {

namespace pb = placement::v1;
using testing::HasSubstr;

constexpr char kRule[] = "ips-grow-job-start";

class JobStarts : public WorldTest {
 protected:
  void SetUp() override {
    t = world().NewTenant();
    journey = AddJourney();
  }
  // Of somebody else each time; referred on 2025-01-10, from when on the programme counts.
  Journey AddJourney() const { return world().NewJourney(t.manager, t, world().NewParticipant(t.manager, t.team)); }

  static Spell Of(const Journey& j, const google::type::Date& from, const google::type::Date& to) {
    Spell s;
    s.set_journey_id(j.id());
    *s.mutable_started_on() = from;
    *s.mutable_ended_on() = to;
    s.set_competitive(type::v1::ANSWER_YES);
    return s;
  }
  // A competitive job with four paid hours on its first day.
  Spell AddJob(const Journey& j, const google::type::Date& from, const google::type::Date& to,
               const std::string& continues = "") const {
    Spell s = Of(j, from, to);
    if (continues.empty()) *s.mutable_first_four_hours_on() = from;
    if (!continues.empty()) s.set_continues_spell_id(continues);
    return world().Make(t.specialist, s);
  }
  // A job of five days whose paid minutes are known and whose first four hours were never said to be reached.
  Journey WorkedFor(int minutes) const {
    const Journey j = AddJourney();
    Spell confirmed = Of(j, Day(2025, 2, 3), Day(2025, 2, 7));
    *confirmed.mutable_last_confirmed_on() = confirmed.ended_on();
    pb::SpellWeek week;
    week.set_spell_id(world().Make(t.specialist, confirmed).id());
    *week.mutable_week_from() = Day(2025, 2, 3);
    week.set_paid_minutes(minutes);
    world().Make(t.specialist, week);
    return j;
  }

  // People supported into work, out of all journeys of the first quarter.
  std::string Supported() const {
    reporting::v1::EquityReportRequest q;
    q.set_indicator("supported_into_work");
    q.set_by("sex");
    *q.mutable_from() = Day(2025, 1, 1);
    *q.mutable_to() = Day(2025, 3, 31);
    q.set_disclosure(reporting::v1::DISCLOSURE_NONE);
    reporting::v1::EquityReportResponse report;
    World::MustBeOk(world().Call(t.manager, q, &report));
    const auto& all = report.rows(report.rows_size() - 1);
    return absl::StrCat(all.numerator(), " of ", all.denominator());
  }
  pb::Outcome Asked(const Journey& j) const {
    pb::GetOutcomesRequest q;
    q.set_journey_id(j.id());
    q.set_rule(kRule);
    pb::Outcomes outcomes;
    World::MustBeOk(world().Call(t.specialist, q, &outcomes));
    return outcomes.outcomes_size() == 1 ? outcomes.outcomes(0) : pb::Outcome();
  }
  // The job starts that the rule counts: the reason names their number where it is more than one.
  int Starts(const Journey& j) const {
    const pb::Outcome outcome = Asked(j);
    EXPECT_EQ(outcome.rule(), kRule);
    if (outcome.answer() != pb::OUTCOME_ANSWER_MET) return 0;
    if (!absl::EndsWith(outcome.because(), " job starts")) return 1;
    const std::vector<std::string> words = absl::StrSplit(outcome.because(), ' ');
    int starts = -1;
    EXPECT_TRUE(absl::SimpleAtoi(words[words.size() - 3], &starts)) << outcome.because();
    return starts;
  }
  Tenant t;
  Journey journey;
};

TEST_F(JobStarts, AreThreeOfAPersonWhoWasSupportedIntoWorkOnce) {
  AddJourney();
  EXPECT_EQ(Supported(), "0 of 2");
  EXPECT_EQ(Starts(journey), 0);
  AddJob(journey, Day(2025, 2, 3), Day(2025, 3, 31));
  EXPECT_EQ(Supported(), "1 of 2");
  EXPECT_EQ(Starts(journey), 1);
  AddJob(journey, Day(2025, 3, 10), Day(2025, 3, 14));  // beside the first
  AddJob(journey, Day(2025, 5, 1), Day(2025, 5, 30));
  EXPECT_EQ(Supported(), "1 of 2");
  EXPECT_EQ(Starts(journey), 3);
  EXPECT_EQ(Asked(journey).day().month(), 2) << "dated by the first of them";
  const Printed shown = RunCli(world(), t.specialist,
                               {"outcome", "show", "--journey-id", journey.id(), "--rule", kRule, "--format", "json"});
  EXPECT_EQ(shown.code, 0) << shown.err;
  EXPECT_THAT(shown.out, HasSubstr("; 3 job starts"));
}

TEST_F(JobStarts, AreOneOfAJobInTwoSpells) {
  const Spell first = AddJob(journey, Day(2025, 2, 3), Day(2025, 2, 28));
  AddJob(journey, Day(2025, 3, 17), Day(2025, 4, 30), first.id());
  EXPECT_EQ(Supported(), "1 of 1");
  EXPECT_EQ(Starts(journey), 1);
  AddJob(journey, Day(2025, 3, 17), Day(2025, 4, 30));
  EXPECT_EQ(Supported(), "1 of 1");
  EXPECT_EQ(Starts(journey), 2) << "one that continues nothing is another job";
}

TEST_F(JobStarts, AreNoneOfAJobHeldAtReferral) {
  const Spell held = AddJob(journey, Day(2025, 1, 9), Day(2025, 1, 31));  // from the day before
  EXPECT_TRUE(held.held_at_referral());
  EXPECT_EQ(Starts(journey), 0);
  AddJob(journey, Day(2025, 2, 10), Day(2025, 2, 28), held.id());
  EXPECT_EQ(Starts(journey), 0) << "nor of going on with it";
  EXPECT_EQ(Supported(), "0 of 1");
  const Journey on_the_day = AddJourney(), day_after = AddJourney();
  EXPECT_FALSE(AddJob(on_the_day, Day(2025, 1, 10), Day(2025, 1, 31)).held_at_referral());
  EXPECT_FALSE(AddJob(day_after, Day(2025, 1, 11), Day(2025, 1, 31)).held_at_referral());
  EXPECT_EQ(Starts(on_the_day), 1);
  EXPECT_EQ(Starts(day_after), 1);
  EXPECT_EQ(Supported(), "2 of 3");
}

TEST_F(JobStarts, WantFourPaidHours) {
  const Journey short_of_it = WorkedFor(210);
  EXPECT_EQ(Starts(short_of_it), 0);
  EXPECT_THAT(Asked(short_of_it).because(), HasSubstr("3 h 30 min of 4 paid hours"));
  EXPECT_EQ(Starts(WorkedFor(239)), 0) << "a minute short";
  EXPECT_EQ(Starts(WorkedFor(240)), 1);
  EXPECT_EQ(Starts(WorkedFor(241)), 1);
  AddJob(short_of_it, Day(2025, 3, 3), Day(2025, 3, 31));
  EXPECT_EQ(Starts(short_of_it), 1) << "the other job's";
}

TEST_F(JobStarts, AreNoneOfASpellRecordedInError) {
  const Spell wrong = AddJob(journey, Day(2025, 2, 3), Day(2025, 2, 28));
  AddJob(journey, Day(2025, 3, 3), Day(2025, 3, 31));
  EXPECT_EQ(Starts(journey), 2);
  pb::WithdrawSpellRequest q;
  q.set_request_id(NewId());
  q.set_id(wrong.id());
  World::MustBeOk(world().Call(t.specialist, q));
  EXPECT_EQ(Starts(journey), 1);
  EXPECT_EQ(Supported(), "1 of 1");
}

}  // namespace
}  // namespace gainful::integration
