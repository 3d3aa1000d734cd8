// Where a journey stands, and every step from every place.
#include "services/caseload/journey.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <functional>

#include "absl/strings/match.h"
#include "google/protobuf/util/message_differencer.h"
#include "tests/unit/testing.h"

namespace gainful::caseload {
namespace {

using gainful::testing::Date;
using gainful::testing::Day;
using gainful::testing::Listed;
using google::protobuf::util::MessageDifferencer;

// A journey made of the dates named by letters: a accepted, d declined, e exited, w withdrawn.
pb::Journey Made(const std::string& of) {
  pb::Journey j;
  *j.mutable_referred_on() = Date("2024-01-01");
  if (absl::StrContains(of, "a")) *j.mutable_accepted_on() = Date("2024-01-10");
  if (absl::StrContains(of, "d")) *j.mutable_declined_on() = Date("2024-01-10");
  if (absl::StrContains(of, "e")) *j.mutable_exited_on() = Date("2024-02-10");
  if (absl::StrContains(of, "p")) *j.mutable_engaged_on() = Date("2024-01-20");
  if (absl::StrContains(of, "w")) *j.mutable_withdrawn_on() = Date("2024-02-20");
  return j;
}

TEST(StatusOf, FollowsFromTheDatesWhateverTheyAre) {
  for (int set = 0; set < 32; ++set) {
    std::string of;
    for (int i = 0; i < 5; ++i) {
      if ((set >> i & 1) != 0) of += "adewp"[i];
    }
    // Withdrawn before anything else, then declined, exited, engaged, accepted; else referred, whatever profile there is.
    const auto wanted = absl::StrContains(of, "w")                                 ? pb::JOURNEY_STATUS_WITHDRAWN
                        : absl::StrContains(of, "d")                               ? pb::JOURNEY_STATUS_DECLINED
                        : absl::StrContains(of, "e")                               ? pb::JOURNEY_STATUS_EXITED
                        : absl::StrContains(of, "a") && absl::StrContains(of, "p") ? pb::JOURNEY_STATUS_ENGAGED
                        : absl::StrContains(of, "a")                               ? pb::JOURNEY_STATUS_ACTIVE
                                                                                   : pb::JOURNEY_STATUS_REFERRED;
    EXPECT_EQ(StatusOf(Made(of)), wanted) << of;
  }
}

absl::Status ExitOn(const google::type::Date& on, pb::ExitReason reason, pb::Journey* j, base::Violations* v) {
  pb::ExitJourneyRequest q;
  *q.mutable_exited_on() = on;
  q.set_exit_reason(reason);
  q.set_exit_destination(pb::EXIT_DESTINATION_PAID_WORK);
  return Exit(q, j, v);
}

std::vector<std::string> FaultsOfReferral(const ProgrammeTerms& terms, const pb::Journey& j,
                                          std::optional<absl::CivilDay> born = {}, std::optional<int> year = {}) {
  base::Violations v;
  CheckReferral(terms, born, year, j, &v);
  return gainful::testing::Paths(v);
}

TEST(CheckReferral, LiesWithinTheProgrammeAndTheLife) {
  using ::testing::ElementsAre;
  using ::testing::IsEmpty;
  pb::Journey j;
  *j.mutable_referred_on() = Date("2024-03-31");
  ProgrammeTerms terms;
  EXPECT_THAT(FaultsOfReferral(terms, j), IsEmpty());
  terms.ends_on = Day("2024-03-31");
  EXPECT_THAT(FaultsOfReferral(terms, j), IsEmpty());
  terms.ends_on = Day("2024-03-30");
  EXPECT_THAT(FaultsOfReferral(terms, j), ElementsAre("journey.referred_on"));
  EXPECT_THAT(FaultsOfReferral({}, j, Day("2024-03-31")), IsEmpty());
  EXPECT_THAT(FaultsOfReferral({}, j, Day("2024-04-01")), ElementsAre("journey.referred_on"));
  EXPECT_THAT(FaultsOfReferral({}, j, {}, 2024), IsEmpty());
  EXPECT_THAT(FaultsOfReferral({}, j, {}, 2025), ElementsAre("journey.referred_on"));
  EXPECT_THAT(FaultsOfReferral({}, j, Day("2024-03-31"), 2025), IsEmpty()) << "the date goes before the year";
}

TEST(CheckReferral, IsTriagedWhereTheProgrammeTriages) {
  pb::Journey j;
  *j.mutable_referred_on() = *j.mutable_triaged_on() = Date("2024-03-31");
  EXPECT_THAT(FaultsOfReferral({}, j), ::testing::ElementsAre("journey.triaged_on"));
  ProgrammeTerms terms;
  terms.triage = true;
  EXPECT_THAT(FaultsOfReferral(terms, j), ::testing::IsEmpty());
}

TEST(CheckFacts, AreOnRecordWhateverTheyAre) {
  const auto reason = [](const ProgrammeTerms& terms, const pb::Journey& j) {
    return base::Reason(CheckFacts(terms, j));
  };
  ProgrammeTerms asks;
  pb::Journey j;
  EXPECT_TRUE(CheckFacts(asks, j).ok());
  asks.asks_eligibility = true;
  EXPECT_EQ(reason(asks, j), "FACTS_MISSING");
  j.set_eligible(type::v1::ANSWER_NO);
  EXPECT_TRUE(CheckFacts(asks, j).ok());
  asks.asks_right_to_work = true;
  EXPECT_EQ(reason(asks, j), "FACTS_MISSING");
  j.set_right_to_work(type::v1::ANSWER_NOT_KNOWN);
  EXPECT_TRUE(CheckFacts(asks, j).ok());
}

TEST(CheckDayOfJourney, LiesFromTheReferralToTheEnd) {
  const auto faults = [](const std::string& on, std::optional<absl::CivilDay> end) {
    base::Violations v;
    CheckDayOfJourney("review.reviewed_on", Day(on), Day("2024-02-10"), end, &v);
    return v.list().size();
  };
  EXPECT_EQ(faults("2024-02-09", {}), 1u);
  EXPECT_EQ(faults("2024-02-10", {}), 0u);
  EXPECT_EQ(faults("2034-02-10", {}), 0u) << "while it goes on";
  EXPECT_EQ(faults("2024-03-10", Day("2024-03-10")), 0u);
  EXPECT_EQ(faults("2024-03-11", Day("2024-03-10")), 1u);
}

struct Step {
  std::string name;
  std::vector<pb::JourneyStatus> from;  // where alone it begins; none: anywhere but when withdrawn
  std::string refusal;
  std::function<absl::Status(pb::Journey*, base::Violations*)> take;
  pb::JourneyStatus to;
};

const std::vector<Step>& Steps() {
  static const auto* steps = new std::vector<Step>{
      {"accept",
       {pb::JOURNEY_STATUS_REFERRED},
       "only an undecided referral can be accepted",
       [](pb::Journey* j, base::Violations* v) { return Accept(Date("2024-03-01"), j, v); },
       pb::JOURNEY_STATUS_ACTIVE},
      {"decline",
       {pb::JOURNEY_STATUS_REFERRED},
       "only an undecided referral can be declined",
       [](pb::Journey* j, base::Violations* v) { return Decline(Date("2024-03-01"), pb::DECLINE_REASON_OTHER, j, v); },
       pb::JOURNEY_STATUS_DECLINED},
      {"exit",
       {pb::JOURNEY_STATUS_ACTIVE, pb::JOURNEY_STATUS_ENGAGED},
       "only a journey under way can end",
       [](pb::Journey* j, base::Violations* v) { return ExitOn(Date("2024-03-01"), pb::EXIT_REASON_COMPLETED, j, v); },
       pb::JOURNEY_STATUS_EXITED},
      {"withdraw",
       {},
       "it was withdrawn before",
       [](pb::Journey* j, base::Violations*) { return Withdraw(Day("2024-03-01"), j); },
       pb::JOURNEY_STATUS_WITHDRAWN},
  };
  return *steps;
}

TEST(Steps, BeginWhereTheyMayAndNowhereElse) {
  for (const auto& step : Steps()) {
    for (const char* of : {"", "a", "ap", "d", "e", "ae", "ape", "w", "aw", "dw", "ew", "aew"}) {
      pb::Journey j = Made(of);
      const auto status = StatusOf(j);
      const bool may = step.from.empty() ? status != pb::JOURNEY_STATUS_WITHDRAWN
                                         : std::find(step.from.begin(), step.from.end(), status) != step.from.end();
      base::Violations v;
      const absl::Status taken = step.take(&j, &v);
      EXPECT_TRUE(v.empty());
      EXPECT_EQ(taken.ok(), may) << step.name << " from " << of << ": " << taken;
      if (may) {
        EXPECT_EQ(StatusOf(j), step.to) << step.name << " from " << of;
        continue;
      }
      EXPECT_EQ(taken.code(), absl::StatusCode::kFailedPrecondition);
      EXPECT_EQ(base::Reason(taken), "STATE");
      EXPECT_TRUE(absl::EndsWith(taken.message(), "; " + step.refusal)) << taken;
      EXPECT_TRUE(MessageDifferencer::Equals(j, Made(of))) << step.name << " was refused and yet changed the journey";
    }
  }
}

TEST(Steps, SayWhereTheJourneyStands) {
  pb::Journey j = Made("ae");
  base::Violations v;
  EXPECT_EQ(Accept(Date("2024-03-01"), &j, &v).message(),
            "the journey is \"left the programme\"; only an undecided referral can be accepted");
  j = Made("w");
  EXPECT_EQ(Withdraw(Day("2024-03-01"), &j).message(), "the journey is \"recorded in error\"; it was withdrawn before");
}

TEST(Steps, WriteTheirDateAndReasonAndNothingElse) {
  base::Violations v;
  pb::Journey j = Made(""), wanted = Made("");
  EXPECT_TRUE(Accept(Date("2024-01-10"), &j, &v).ok());
  EXPECT_TRUE(MessageDifferencer::Equals(j, Made("a")));
  EXPECT_TRUE(ExitOn(Date("2024-02-10"), pb::EXIT_REASON_HEALTH, &j, &v).ok());
  wanted = Made("ae");
  wanted.set_exit_reason(pb::EXIT_REASON_HEALTH);
  wanted.set_exit_destination(pb::EXIT_DESTINATION_PAID_WORK);
  EXPECT_TRUE(MessageDifferencer::Equals(j, wanted));
  EXPECT_TRUE(Withdraw(Day("2024-02-20"), &j).ok());
  *wanted.mutable_withdrawn_on() = Date("2024-02-20");
  EXPECT_TRUE(MessageDifferencer::Equals(j, wanted));
  j = Made("");
  EXPECT_TRUE(Decline(Date("2024-01-10"), pb::DECLINE_REASON_NOT_WANTED, &j, &v).ok());
  wanted = Made("d");
  wanted.set_decline_reason(pb::DECLINE_REASON_NOT_WANTED);
  EXPECT_TRUE(MessageDifferencer::Equals(j, wanted));
  EXPECT_TRUE(v.empty());
}

TEST(Reopen, TakesAnEndBackAndNothingElse) {
  for (const char* of : {"", "a", "d", "e", "ae", "w", "aw", "dw", "ew", "aew"}) {
    pb::Journey j = Made(of);
    const auto status = StatusOf(j);
    const bool may = status == pb::JOURNEY_STATUS_EXITED || status == pb::JOURNEY_STATUS_DECLINED;
    j.set_exit_reason(pb::EXIT_REASON_HEALTH);
    j.set_exit_destination(pb::EXIT_DESTINATION_CARE);
    j.set_decline_reason(pb::DECLINE_REASON_OTHER);
    const pb::Journey before = j;
    const absl::Status taken = Reopen(Day("2024-03-01"), "she is back", &j);
    EXPECT_EQ(taken.ok(), may) << of;
    if (!may) {
      EXPECT_TRUE(absl::EndsWith(taken.message(), "; only one that was exited or declined is opened again")) << taken;
      EXPECT_TRUE(MessageDifferencer::Equals(j, before)) << of;
      continue;
    }
    pb::Journey wanted = Made(absl::StrContains(of, "a") ? "a" : "");
    *wanted.mutable_reopened_on() = Date("2024-03-01");
    wanted.set_reopen_reason("she is back");
    EXPECT_TRUE(MessageDifferencer::Equals(j, wanted)) << of;
  }
}

using Dated = std::function<absl::Status(const google::type::Date&, pb::Journey*, base::Violations*)>;

// A step on the day before it may be taken is a fault of the step's own field and leaves the journey as it was.
void ExpectFrom(const std::string& of, const char* before, const char* day, const char* after, const Listed& fault,
                const Dated& step) {
  for (const char* on : {before, day, after}) {
    pb::Journey j = Made(of);
    base::Violations v;
    EXPECT_TRUE(step(Date(on), &j, &v).ok()) << on;
    EXPECT_EQ(v.list(), on == before ? fault : Listed()) << on;
    EXPECT_EQ(MessageDifferencer::Equals(j, Made(of)), on == before) << on;
  }
}

TEST(Steps, LieOnOrAfterTheDayTheyFollow) {
  const auto accept = [](const auto& on, pb::Journey* j, base::Violations* v) { return Accept(on, j, v); };
  const auto decline = [](const auto& on, pb::Journey* j, base::Violations* v) {
    return Decline(on, pb::DECLINE_REASON_OTHER, j, v);
  };
  const auto exit = [](const auto& on, pb::Journey* j, base::Violations* v) {
    return ExitOn(on, pb::EXIT_REASON_OTHER, j, v);
  };
  ExpectFrom("", "2023-12-31", "2024-01-01", "2024-01-02",
             {{"accepted_on", "must not lie before the referral (2024-01-01)"}}, accept);
  ExpectFrom("", "2023-12-31", "2024-01-01", "2024-01-02",
             {{"declined_on", "must not lie before the referral (2024-01-01)"}}, decline);
  ExpectFrom("a", "2024-01-09", "2024-01-10", "2024-01-11",
             {{"exited_on", "must not lie before the day the person was accepted (2024-01-10)"}}, exit);
}

}  // namespace
}  // namespace gainful::caseload
