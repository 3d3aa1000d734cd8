// Spells of work: what their dates may be, where they stand and every step from every place.
#include "services/placement/spell.h"

#include <functional>

#include "absl/strings/match.h"
#include "google/protobuf/util/message_differencer.h"
#include "tests/unit/testing.h"

namespace gainful::placement {
namespace {

using gainful::testing::Date;
using gainful::testing::Day;
using gainful::testing::Listed;
using gainful::testing::RawDate;
using google::protobuf::util::MessageDifferencer;

// A spell from 2024-02-01 with the dates named by letters: c confirmed on the 10th, e ended on the 20th, w withdrawn.
pb::Spell Made(const std::string& of) {
  pb::Spell s;
  *s.mutable_started_on() = Date("2024-02-01");
  if (absl::StrContains(of, "c")) *s.mutable_last_confirmed_on() = Date("2024-02-10");
  if (absl::StrContains(of, "e")) *s.mutable_ended_on() = Date("2024-02-20");
  if (absl::StrContains(of, "w")) *s.mutable_withdrawn_on() = Date("2024-03-01");
  return s;
}

Listed Of(const pb::Spell& s) {
  base::Violations v;
  ValidateSpell(s, &v);
  return v.list();
}

TEST(ValidateSpell, LetsNothingEndBeforeItStarts) {
  const auto ended = [](const char* day) {
    pb::Spell s = Made("");
    *s.mutable_ended_on() = Date(day);
    return Of(s);
  };
  EXPECT_EQ(Of(Made("")), Listed());
  EXPECT_EQ(ended("2024-01-31"), (Listed{{"spell.ended_on", "must not lie before the start (2024-02-01)"}}));
  EXPECT_EQ(ended("2024-02-01"), Listed()) << "a job of one day";
  EXPECT_EQ(ended("2024-02-02"), Listed());
}

TEST(ValidateSpell, WantsTheDayLastConfirmedWithinTheSpell) {
  const auto confirmed = [](const std::string& of, const char* day) {
    pb::Spell s = Made(of);
    *s.mutable_last_confirmed_on() = Date(day);
    return Of(s);
  };
  const Listed before{{"spell.last_confirmed_on", "must not lie before the start (2024-02-01)"}};
  const Listed after{{"spell.last_confirmed_on", "must not lie after the end (2024-02-20)"}};
  for (const char* of : {"", "e"}) {
    EXPECT_EQ(confirmed(of, "2024-01-31"), before) << of;
    EXPECT_EQ(confirmed(of, "2024-02-01"), Listed()) << of;
    EXPECT_EQ(confirmed(of, "2024-02-19"), Listed()) << of;
    EXPECT_EQ(confirmed(of, "2024-02-20"), Listed()) << of;
  }
  EXPECT_EQ(confirmed("e", "2024-02-21"), after);
  EXPECT_EQ(confirmed("", "2024-02-21"), Listed()) << "it goes on";
}

TEST(ValidateSpell, TakesAnEndReasonWithAnEndOnlyAndASourceWithItsKey) {
  pb::Spell s = Made("");
  s.set_end_reason(pb::END_REASON_RESIGNED);
  s.set_source("rossi");
  EXPECT_EQ(Of(s), (Listed{{"spell.end_reason", "needs ended_on"},
                           {"spell.source_key", "must be given, since the other one of the two is"}}));
  s = Made("e");
  EXPECT_EQ(Of(s), Listed()) << "an end without a reason";
  s.set_end_reason(pb::END_REASON_RESIGNED);
  s.set_source_key("R1/1");
  EXPECT_EQ(Of(s), (Listed{{"spell.source", "must be given, since the other one of the two is"}}));
  s.set_source("rossi");
  EXPECT_EQ(Of(s), Listed());
}

TEST(ValidateSpell, TakesAPayPeriodWithItsFirstDayOnly) {
  pb::Spell s = Made("");
  s.set_pay_period(pb::PAY_PERIOD_MONTHLY);
  EXPECT_EQ(Of(s), (Listed{{"spell.pay_period_from", "must be given, since the other one of the two is"}}));
  *s.mutable_pay_period_from() = s.started_on();
  EXPECT_EQ(Of(s), Listed());
  s.clear_pay_period();
  EXPECT_EQ(Of(s), (Listed{{"spell.pay_period", "must be given, since the other one of the two is"}}));
}

TEST(ValidateSpell, ReportsEverythingAtOnceAndLeavesImpossibleDaysToTheFieldRules) {
  pb::Spell s = Made("");
  *s.mutable_ended_on() = Date("2024-01-30");
  *s.mutable_last_confirmed_on() = Date("2024-01-31");
  EXPECT_EQ(Of(s), (Listed{{"spell.ended_on", "must not lie before the start (2024-02-01)"},
                           {"spell.last_confirmed_on", "must not lie before the start (2024-02-01)"},
                           {"spell.last_confirmed_on", "must not lie after the end (2024-01-30)"}}));
  *s.mutable_started_on() = RawDate(2024, 2, 30);
  s.clear_last_confirmed_on();
  EXPECT_EQ(Of(s), Listed());
}

TEST(ValidateSpell, WantsTheFirstFourHoursWithinTheSpellHoweverFarTheEvidenceGoes) {
  const auto reached = [](const std::string& of, const char* day) {
    pb::Spell s = Made(of);
    *s.mutable_first_four_hours_on() = Date(day);
    return Of(s);
  };
  const char* const kField = "spell.first_four_hours_on";
  for (const char* of : {"", "c", "e", "ce"}) {
    EXPECT_EQ(reached(of, "2024-01-31"), (Listed{{kField, "must not lie before the start (2024-02-01)"}})) << of;
    EXPECT_EQ(reached(of, "2024-02-01"), Listed()) << of;
    EXPECT_EQ(reached(of, "2024-02-10"), Listed()) << of;
  }
  EXPECT_EQ(reached("c", "2024-02-11"), Listed()) << "it is stated, and the evidence speaks for an earlier day";
  EXPECT_EQ(reached("", "2024-02-11"), Listed()) << "nothing was confirmed yet";
  EXPECT_EQ(reached("e", "2024-02-20"), Listed());
  EXPECT_EQ(reached("e", "2024-02-21"), (Listed{{kField, "must not lie after the end (2024-02-20)"}}));
}

TEST(ValidateSpell, HearsOfAnEndThatThereIsAndNotBeforeTheStart) {
  const auto heard = [](const std::string& of, const char* day) {
    pb::Spell s = Made(of);
    *s.mutable_end_heard_on() = Date(day);
    return Of(s);
  };
  EXPECT_EQ(heard("", "2024-02-10"), (Listed{{"spell.end_heard_on", "needs ended_on"}}));
  EXPECT_EQ(heard("e", "2024-01-31"), (Listed{{"spell.end_heard_on", "must not lie before the start (2024-02-01)"}}));
  EXPECT_EQ(heard("e", "2024-02-01"), Listed()) << "notice may come on the first day";
  EXPECT_EQ(heard("e", "2024-05-01"), Listed()) << "or long after";
}

Listed Born(const std::string& start, const Birth& birth) {
  pb::Spell s;
  *s.mutable_started_on() = Date(start);
  base::Violations v;
  ValidateAgainstBirth(s, birth, &v);
  return v.list();
}

TEST(ValidateAgainstBirth, LetsNoJobStartBeforeTheBirthDate) {
  const Birth birth{Day("2000-02-29"), std::nullopt};
  EXPECT_EQ(Born("2000-02-28", birth), (Listed{{"spell.started_on", "must not lie before the person was born"}}));
  EXPECT_EQ(Born("2000-02-29", birth), Listed()) << "as far as dates go";
  EXPECT_EQ(Born("2000-03-01", birth), Listed());
}

TEST(ValidateAgainstBirth, LetsNoJobStartBeforeTheBirthYear) {
  const Birth birth{std::nullopt, 2000};
  EXPECT_EQ(Born("1999-12-31", birth),
            (Listed{{"spell.started_on", "must not lie before the year in which the person was born"}}));
  EXPECT_EQ(Born("2000-01-01", birth), Listed());
  EXPECT_EQ(Born("2000-12-31", birth), Listed());
}

TEST(ValidateAgainstBirth, PrefersTheDateAndAsksNothingWhereNothingIsKnown) {
  EXPECT_EQ(Born("2000-01-01", {Day("2000-02-29"), 2000}),
            (Listed{{"spell.started_on", "must not lie before the person was born"}}));
  EXPECT_EQ(Born("2003-01-01", {Day("2000-02-29"), 2005}), Listed()) << "whatever the year says";
  EXPECT_EQ(Born("1800-01-01", {}), Listed());
  base::Violations v;
  ValidateAgainstBirth(pb::Spell(), {Day("2000-02-29"), 2000}, &v);
  EXPECT_TRUE(v.empty()) << "a start that is missing is the field rules' business";
}

TEST(StatusOf, FollowsFromTheDates) {
  for (const char* of : {"", "c"}) EXPECT_EQ(StatusOf(Made(of)), pb::SPELL_STATUS_CURRENT) << of;
  for (const char* of : {"e", "ce"}) EXPECT_EQ(StatusOf(Made(of)), pb::SPELL_STATUS_ENDED) << of;
  for (const char* of : {"w", "cw", "ew", "cew"}) EXPECT_EQ(StatusOf(Made(of)), pb::SPELL_STATUS_WITHDRAWN) << of;
}

pb::EndSpellRequest Ended(const std::string& on, pb::EndReason reason = pb::END_REASON_OTHER) {
  pb::EndSpellRequest q;
  *q.mutable_ended_on() = Date(on);
  q.set_end_reason(reason);
  return q;
}

struct Step {
  std::string name, refusal;
  bool from_ended;
  std::function<absl::Status(pb::Spell*, base::Violations*)> take;
  pb::SpellStatus to;  // UNSPECIFIED: where it was
};

const std::vector<Step>& Steps() {
  static const auto* steps = new std::vector<Step>{
      {"confirm", "it cannot be confirmed", true,
       [](pb::Spell* s, base::Violations* v) { return Confirm(Date("2024-02-15"), s, v); },
       pb::SPELL_STATUS_UNSPECIFIED},
      {"end", "only a job that goes on can end", false,
       [](pb::Spell* s, base::Violations* v) { return End(Ended("2024-02-25"), s, v); }, pb::SPELL_STATUS_ENDED},
      {"withdraw", "it was withdrawn before", true,
       [](pb::Spell* s, base::Violations*) { return Withdraw(Day("2024-03-02"), s); }, pb::SPELL_STATUS_WITHDRAWN},
  };
  return *steps;
}

TEST(Steps, BeginWhereTheyMayAndNowhereElse) {
  for (const auto& step : Steps()) {
    for (const char* of : {"", "c", "e", "ce", "w", "cw", "ew", "cew"}) {
      pb::Spell s = Made(of);
      const auto status = StatusOf(s);
      const bool may = status == pb::SPELL_STATUS_CURRENT || (status == pb::SPELL_STATUS_ENDED && step.from_ended);
      base::Violations v;
      const absl::Status taken = step.take(&s, &v);
      EXPECT_TRUE(v.empty()) << step.name << " from " << of;
      EXPECT_EQ(taken.ok(), may) << step.name << " from " << of << ": " << taken;
      if (may) {
        EXPECT_EQ(StatusOf(s), step.to == pb::SPELL_STATUS_UNSPECIFIED ? status : step.to)
            << step.name << " from " << of;
        continue;
      }
      EXPECT_EQ(taken.code(), absl::StatusCode::kFailedPrecondition);
      EXPECT_EQ(base::Reason(taken), "STATE");
      EXPECT_TRUE(absl::EndsWith(taken.message(), "; " + step.refusal)) << taken;
      EXPECT_TRUE(MessageDifferencer::Equals(s, Made(of))) << step.name << " was refused and yet changed the spell";
    }
  }
}

TEST(Steps, WriteTheirDateAndReasonAndNothingElse) {
  base::Violations v;
  pb::Spell s = Made(""), wanted = Made("ce");
  EXPECT_TRUE(Confirm(Date("2024-02-10"), &s, &v).ok());
  EXPECT_TRUE(MessageDifferencer::Equals(s, Made("c")));
  EXPECT_TRUE(End(Ended("2024-02-20", pb::END_REASON_HEALTH), &s, &v).ok());
  wanted.set_end_reason(pb::END_REASON_HEALTH);
  EXPECT_TRUE(MessageDifferencer::Equals(s, wanted));
  EXPECT_TRUE(Withdraw(Day("2024-03-01"), &s).ok());
  *wanted.mutable_withdrawn_on() = Date("2024-03-01");
  EXPECT_TRUE(MessageDifferencer::Equals(s, wanted));
  EXPECT_TRUE(v.empty());
}

// What a step on a day says, and whether it then changed the spell: it does one or the other.
Listed Taken(const std::string& of, const std::function<absl::Status(pb::Spell*, base::Violations*)>& step) {
  pb::Spell s = Made(of);
  base::Violations v;
  EXPECT_TRUE(step(&s, &v).ok());
  EXPECT_TRUE(v.empty() || MessageDifferencer::Equals(s, Made(of))) << "refused and yet changed";
  return v.list();
}

TEST(Confirm, MovesForwardsWithinTheSpell) {
  const auto on = [](const std::string& of, const char* day) {
    return Taken(of, [&](pb::Spell* s, base::Violations* v) { return Confirm(Date(day), s, v); });
  };
  const std::pair<std::string, std::string> start{"last_confirmed_on", "must not lie before the start (2024-02-01)"};
  const std::pair<std::string, std::string> already{"last_confirmed_on",
                                                    "must not lie before the day confirmed already (2024-02-10)"};
  const std::pair<std::string, std::string> end{"last_confirmed_on", "must not lie after the end (2024-02-20)"};
  EXPECT_EQ(on("", "2024-01-31"), Listed{start});
  EXPECT_EQ(on("", "2024-02-01"), Listed());
  EXPECT_EQ(on("", "2024-02-02"), Listed());
  EXPECT_EQ(on("e", "2024-02-19"), Listed());
  EXPECT_EQ(on("e", "2024-02-20"), Listed()) << "evidence for the last day itself may come late";
  EXPECT_EQ(on("e", "2024-02-21"), Listed{end});
  EXPECT_EQ(on("c", "2024-02-09"), Listed{already});
  EXPECT_EQ(on("c", "2024-02-10"), Listed()) << "the same evidence again";
  EXPECT_EQ(on("c", "2024-02-11"), Listed());
  EXPECT_EQ(on("ce", "2024-01-31"), (Listed{start, already}));
}

// The first document is often of the first day.
TEST(Confirm, MayComeBeforeTheDayOfTheFirstFourHours) {
  for (const char* day : {"2024-02-02", "2024-02-03", "2024-02-04"}) {
    pb::Spell s = Made("");
    *s.mutable_first_four_hours_on() = Date("2024-02-03");
    base::Violations v;
    EXPECT_TRUE(Confirm(Date(day), &s, &v).ok());
    EXPECT_TRUE(v.empty()) << day;
    EXPECT_TRUE(MessageDifferencer::Equals(s.last_confirmed_on(), Date(day)));
    EXPECT_EQ(Of(s), Listed()) << day;
  }
}

TEST(End, LiesOnOrAfterTheStartAndTheDayLastConfirmed) {
  const auto on = [](const std::string& of, const char* day) {
    return Taken(of, [&](pb::Spell* s, base::Violations* v) { return End(Ended(day), s, v); });
  };
  EXPECT_EQ(on("", "2024-01-31"), (Listed{{"ended_on", "must not lie before the start (2024-02-01)"}}));
  EXPECT_EQ(on("", "2024-02-01"), Listed());
  EXPECT_EQ(on("", "2024-02-02"), Listed());
  EXPECT_EQ(on("c", "2024-02-09"),
            (Listed{{"ended_on", "must not lie before the day last confirmed in work (2024-02-10)"}}));
  EXPECT_EQ(on("c", "2024-02-10"), Listed());
  EXPECT_EQ(on("c", "2024-02-11"), Listed());
}

TEST(End, LiesOnOrAfterTheFourHoursAndSaysWhenItWasHeardOf) {
  pb::Spell s = Made("");
  *s.mutable_first_four_hours_on() = Date("2024-02-03");
  base::Violations v;
  EXPECT_TRUE(End(Ended("2024-02-02"), &s, &v).ok());
  EXPECT_EQ(v.list(), (Listed{{"ended_on", "must not lie before the day of the first four paid hours (2024-02-03)"}}));
  pb::EndSpellRequest q = Ended("2024-02-03");
  *q.mutable_end_heard_on() = Date("2024-01-31");
  v = {};
  EXPECT_TRUE(End(q, &s, &v).ok());
  EXPECT_EQ(v.list(), (Listed{{"end_heard_on", "must not lie before the start (2024-02-01)"}}));
  EXPECT_FALSE(s.has_ended_on());
  *q.mutable_end_heard_on() = Date("2024-02-01");
  v = {};
  EXPECT_TRUE(End(q, &s, &v).ok());
  EXPECT_TRUE(v.empty());
  EXPECT_TRUE(MessageDifferencer::Equals(s.end_heard_on(), Date("2024-02-01")));
}

}  // namespace
}  // namespace gainful::placement
