// What holds as at a day, out of dates that do not depend on it.
#include "services/placement/outcome/answer.h"

#include "tests/unit/placement/outcome/made.h"

namespace gainful::placement::outcome {
namespace {

TEST(AnswerAt, ChangesOnTheDayOnWhichItWasMet) {
  Standing s;
  s.met_on = 100;
  s.dated_on = 90;
  EXPECT_EQ(AnswerAt(s, 99), (Answer{Holds::kNotYet, 100}));
  EXPECT_EQ(AnswerAt(s, 100), (Answer{Holds::kMet, 90}));
  EXPECT_EQ(AnswerAt(s, 101), (Answer{Holds::kMet, 90}));
}

TEST(AnswerAt, IsNotKnownFromTheDayOnWhichItCouldHaveBeenMet) {
  Standing s;
  s.earliest = 100;
  EXPECT_EQ(AnswerAt(s, 99), (Answer{Holds::kNotYet, 100}));
  EXPECT_EQ(AnswerAt(s, 100), (Answer{Holds::kNotKnown, 100}));
  EXPECT_EQ(AnswerAt(s, 101), (Answer{Holds::kNotKnown, 100}));
}

TEST(AnswerAt, CannotBeMetOnceAFurtherJobWouldBeTooLate) {
  Standing s;
  s.latest_start = 100;
  EXPECT_EQ(AnswerAt(s, 99), (Answer{Holds::kNotYet, kNoDay})) << "one may begin the day after";
  EXPECT_EQ(AnswerAt(s, 100), (Answer{Holds::kCannotBeMet, kNoDay}));
  s.latest_start = kForever;
  EXPECT_EQ(AnswerAt(s, 1000000), (Answer{Holds::kNotYet, kNoDay}));
  EXPECT_EQ(AnswerAt(Standing(), 0), (Answer{Holds::kCannotBeMet, kNoDay}));
}

TEST(WhatIsNotKnown, NamesWhatIsMissing) {
  Made made;
  made.Job("2024-01-10", "", kUnknownNumber, kUnknownNumber);
  made.spells[0].competitive = Fact::kUnknown;
  made.spells[0].contract = Contract::kUnknown;
  const History history = made.history();
  Engine engine;
  engine.Load(history);
  const auto not_known = [&](absl::string_view id) {
    const Compiled rule = RuleOf(id);
    const Standing standing = engine.Evaluate(rule);
    const Unknowns u = WhatIsNotKnown(history, rule, standing, engine.Deciding(rule, standing));
    std::string words;
    if (u.later_work) words += "work ";
    if (u.competitive) words += "competitive ";
    if (u.contract) words += "contract ";
    if (u.hours) words += "hours ";
    if (u.pay) words += "pay ";
    if (u.later_jobs) words += "jobs ";
    if (u.wage_floor) words += "floor ";
    return words;
  };
  EXPECT_EQ(not_known("sustained-13"), "work competitive ");
  EXPECT_EQ(not_known("ips-grow-job-start"), "competitive hours ");
  EXPECT_EQ(not_known("ipspc-13-in-16"), "work competitive hours pay ");
  EXPECT_EQ(not_known("earnings-8-hours-26-weeks"), "contract hours pay ");
  EXPECT_EQ(not_known("self-employed-182-in-639"), "work contract ");
}

}  // namespace
}  // namespace gainful::placement::outcome
