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

std::string Words(const Unknowns& u) {
  std::string words;
  if (u.later_work) words += "work ";
  if (u.competitive) words += "competitive ";
  if (u.contract) words += "contract ";
  if (u.hours) words += "hours ";
  if (u.pay) words += "pay ";
  if (u.absence_end) words += "end ";
  if (u.absence_pay) words += "paid ";
  if (u.age) words += "age ";
  if (u.contract_kind) words += "kind ";
  if (u.later_jobs) words += "jobs ";
  if (u.wage_floor) words += "floor ";
  return words;
}

TEST(WhatIsNotKnown, NamesWhatIsMissing) {
  Made made;
  made.Job("2024-01-10", "", kUnknownNumber, kUnknownNumber);
  made.spells[0].competitive = Fact::kUnknown;
  made.spells[0].contract = Contract::kUnknown;
  const auto not_known = [&](absl::string_view id) { return Words(made.NotKnown(RuleOf(id))); };
  EXPECT_EQ(not_known("sustained-13"), "work competitive ");
  EXPECT_EQ(not_known("ips-grow-job-start"), "competitive hours ");
  EXPECT_EQ(not_known("ipspc-13-in-16"), "work competitive hours pay ");
  EXPECT_EQ(not_known("earnings-8-hours-26-weeks"), "contract hours pay ");
  EXPECT_EQ(not_known("self-employed-182-in-639"), "work contract ");
}

TEST(WhatIsNotKnown, NamesAbsencesOnTheDaysThatDecide) {
  Made made;
  made.Job("2024-01-10", "2024-04-30");
  made.Away("2024-03-06", "", Fact::kUnknown);
  const auto not_known = [&](absl::string_view id) { return Words(made.NotKnown(RuleOf(id))); };
  EXPECT_EQ(not_known("ipspc-13-in-16"), "end ") << "a rule that counts no leave asks for no pay of it";
  EXPECT_EQ(not_known("earnings-8-hours-26-weeks"), "end paid ");
  made.spells[0].competitive = Fact::kUnknown;
  EXPECT_EQ(not_known("sustained-13"), "competitive ") << "a rule on the contract asks for neither";
  made.spells[0].competitive = Fact::kYes;
  made.absences[0].paid = Fact::kNo;
  EXPECT_EQ(not_known("earnings-8-hours-26-weeks"), "end ");
  made.absences[0].paid = Fact::kUnknown;
  made.absences[0].to = On("2024-03-31");
  made.spells[0].end = On("2024-04-05");  // too few days after it
  EXPECT_EQ(not_known("earnings-8-hours-26-weeks"), "paid ");
  made.spells[0].end = On("2024-01-12");
  made.absences[0] = {On("2024-01-11"), kNoDay, Fact::kNo};
  EXPECT_EQ(not_known("ips-grow-job-start"), "end ");
  made.spells[0].four_hours_on = On("2024-01-12");
  EXPECT_EQ(not_known("ips-grow-job-start"), "") << "met";
}

TEST(WhatIsNotKnown, NamesAgeAndContractWhereTheFloorHangsOnThem) {
  Made made;
  made.Job("2024-01-10", "2024-04-30", 960, 1000);
  const auto not_known = [&](Day born_from, Day born_to, Contract contract) {
    made.journey.born_from = born_from;
    made.journey.born_to = born_to;
    made.spells[0].contract = contract;
    return Words(made.NotKnown(RuleOf("ipspc-13-in-16")));
  };
  const Day adult = On("1980-06-01");
  EXPECT_EQ(not_known(-kForever, kForever, Contract::kEmployed), "age ");
  EXPECT_EQ(not_known(-kForever, kForever, Contract::kUnknown), "age kind ");
  EXPECT_EQ(not_known(adult, adult, Contract::kUnknown), "kind ");
  EXPECT_EQ(not_known(adult - 365, adult, Contract::kUnknown), "kind ") << "an adult in any case";
  EXPECT_EQ(not_known(adult, adult, Contract::kEmployed), "") << "below it for certain";
  made.terms[0].hourly_pence = 1500;
  EXPECT_EQ(not_known(-kForever, kForever, Contract::kUnknown), "") << "met at any age and on any contract";
  made.terms[0].hourly_pence = 1000;
  EXPECT_EQ(Words(made.NotKnown(RuleOf("earnings-8-hours-26-weeks"))), "contract ") << "it asks for no floor of theirs";
}

}  // namespace
}  // namespace gainful::placement::outcome
