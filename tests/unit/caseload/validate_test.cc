#include "services/caseload/validate.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <set>

#include "tests/unit/testing.h"

namespace gainful::caseload {
namespace {

using gainful::testing::Date;
using gainful::testing::Listed;
using gainful::testing::RawDate;

Listed Of(const pb::Participant& p) {
  base::Violations v;
  ValidateParticipant(p, &v);
  return v.list();
}

Listed Of(const pb::Journey& j) {
  base::Violations v;
  ValidateJourney(j, &v);
  return v.list();
}

pb::Participant Born(const std::string& date, int year) {
  pb::Participant p;
  *p.mutable_birth_date() = Date(date);
  p.set_birth_year(year);
  return p;
}

TEST(ValidateParticipant, WantsTheYearOfTheBirthDate) {
  EXPECT_EQ(Of(Born("1980-01-01", 1980)), Listed());
  EXPECT_EQ(Of(Born("1980-12-31", 1980)), Listed());
  EXPECT_EQ(Of(Born("1980-01-01", 1979)),
            (Listed{{"participant.birth_year", "must be the year of birth_date (1980)"}}));
  EXPECT_EQ(Of(Born("1979-12-31", 1980)),
            (Listed{{"participant.birth_year", "must be the year of birth_date (1979)"}}));
}

TEST(ValidateParticipant, TakesEitherOfBirthDateAndYearOrNone) {
  pb::Participant p;
  EXPECT_EQ(Of(p), Listed());
  p.set_birth_year(1980);
  EXPECT_EQ(Of(p), Listed());
  p.clear_birth_year();
  *p.mutable_birth_date() = Date("1980-02-29");
  EXPECT_EQ(Of(p), Listed());
  *p.mutable_birth_date() = RawDate(1981, 2, 29);
  p.set_birth_year(1980);
  EXPECT_EQ(Of(p), Listed()) << "a day that does not exist is the field rules' business";
}

TEST(ValidateParticipant, CountsBirthYearZeroAsSet) {
  EXPECT_EQ(Of(Born("1980-01-01", 0)), (Listed{{"participant.birth_year", "must be the year of birth_date (1980)"}}));
}

pb::Participant With(const std::vector<int>& disabilities) {
  pb::Participant p;
  for (const int d : disabilities) p.add_disabilities(static_cast<pb::Disability>(d));
  return p;
}

bool Says(const Listed& list, const std::string& wanted) {
  return std::any_of(list.begin(), list.end(), [&](const auto& found) {
    return found.first == "participant.disabilities" && found.second == wanted;
  });
}

// Every list of up to three of the thirteen values and missing, against the rule in words.
TEST(ValidateParticipant, LetsNoDisabilityAndNotStatedStandAloneAndNothingTwice) {
  const std::string twice = "must not hold a value twice",
                    alone = "\"no disability\" and \"not stated\" must stand alone";
  std::vector<std::vector<int>> lists{{}};
  for (int a = 1; a <= 13; ++a) {
    lists.push_back({a});
    for (int b = 1; b <= 13; ++b) {
      lists.push_back({a, b});
      for (int c = 1; c <= 13; ++c) lists.push_back({a, b, c});
    }
  }
  for (const auto& list : lists) {
    const std::set<int> distinct(list.begin(), list.end());
    const bool lonely = distinct.count(pb::DISABILITY_NONE) + distinct.count(pb::DISABILITY_NOT_STATED) > 0;
    const Listed found = Of(With(list));
    ASSERT_EQ(Says(found, twice), distinct.size() < list.size()) << ::testing::PrintToString(list);
    ASSERT_EQ(Says(found, alone), lonely && list.size() > 1) << ::testing::PrintToString(list);
    ASSERT_EQ(found.empty(), distinct.size() == list.size() && !(lonely && list.size() > 1))
        << ::testing::PrintToString(list);
  }
}

template <class Record>
Listed From(const std::string& source, const std::string& key) {
  Record record;
  record.set_source(source);
  record.set_source_key(key);
  return Of(record);
}

TEST(ValidateParticipant, TakesASourceWithItsKeyOnly) {
  const std::string wanted = "must be given, since the other one of the two is";
  EXPECT_EQ(From<pb::Participant>("", ""), Listed());
  EXPECT_EQ(From<pb::Participant>("rossi", "R1"), Listed());
  EXPECT_EQ(From<pb::Participant>("rossi", ""), (Listed{{"participant.source_key", wanted}}));
  EXPECT_EQ(From<pb::Participant>("", "R1"), (Listed{{"participant.source", wanted}}));
  EXPECT_EQ(From<pb::Journey>("rossi", ""), (Listed{{"journey.source_key", wanted}}));
  EXPECT_EQ(From<pb::Journey>("", "R1"), (Listed{{"journey.source", wanted}}));
}

pb::Journey Referred(const std::string& on) {
  pb::Journey j;
  *j.mutable_referred_on() = Date(on);
  return j;
}

// The three days about a day, and what is said of each when it must not lie before that day.
template <class Set>
void ExpectNotBefore(const pb::Journey& base, const Set& set, const std::string& field, const std::string& what) {
  const auto at = [&](const char* day) {
    pb::Journey j = base;
    *set(&j) = Date(day);
    return Of(j);
  };
  EXPECT_EQ(at("2024-02-28"), (Listed{{"journey." + field, "must not lie before " + what + " (2024-02-29)"}}));
  EXPECT_EQ(at("2024-02-29"), Listed()) << field << " on the same day";
  EXPECT_EQ(at("2024-03-01"), Listed()) << field << " a day later";
}

TEST(ValidateJourney, LetsNothingLieBeforeTheReferral) {
  const pb::Journey j = Referred("2024-02-29");
  ExpectNotBefore(
      j, [](pb::Journey* x) { return x->mutable_accepted_on(); }, "accepted_on", "the referral");
  ExpectNotBefore(
      j, [](pb::Journey* x) { return x->mutable_declined_on(); }, "declined_on", "the referral");
  ExpectNotBefore(
      j, [](pb::Journey* x) { return x->mutable_exited_on(); }, "exited_on", "the referral");
  ExpectNotBefore(
      j, [](pb::Journey* x) { return x->mutable_followed_to(); }, "followed_to", "the referral");
}

TEST(ValidateJourney, LetsNobodyLeaveBeforeTheyWereAccepted) {
  pb::Journey j = Referred("2024-01-01");
  *j.mutable_accepted_on() = Date("2024-02-29");
  ExpectNotBefore(
      j, [](pb::Journey* x) { return x->mutable_exited_on(); }, "exited_on", "the day the person was accepted");
}

TEST(ValidateJourney, FollowsAPersonBeyondTheirExit) {
  pb::Journey j = Referred("2024-01-01");
  *j.mutable_exited_on() = Date("2024-01-31");
  for (const char* day : {"2024-01-30", "2024-01-31", "2024-02-01"}) {
    *j.mutable_followed_to() = Date(day);
    EXPECT_EQ(Of(j), Listed()) << day;
  }
}

TEST(ValidateJourney, IsAcceptedOrDeclinedNotBoth) {
  pb::Journey j = Referred("2024-01-01");
  *j.mutable_accepted_on() = Date("2024-01-02");
  *j.mutable_declined_on() = Date("2024-01-02");
  EXPECT_EQ(Of(j), (Listed{{"journey.declined_on", "must not be set on a journey that was accepted"}}));
}

TEST(ValidateJourney, TakesAReasonWithItsDateOnly) {
  pb::Journey j = Referred("2024-01-01");
  j.set_decline_reason(pb::DECLINE_REASON_OTHER);
  j.set_exit_reason(pb::EXIT_REASON_OTHER);
  EXPECT_EQ(Of(j),
            (Listed{{"journey.decline_reason", "needs declined_on"}, {"journey.exit_reason", "needs exited_on"}}));
  pb::Journey exited = Referred("2024-01-01");
  *exited.mutable_exited_on() = Date("2024-01-02");
  EXPECT_EQ(Of(exited), Listed()) << "a date without a reason: files seldom say why";
  exited.set_exit_reason(pb::EXIT_REASON_CUSTODY);
  EXPECT_EQ(Of(exited), Listed());
}

TEST(ValidateJourney, ReportsEverythingAtOnce) {
  pb::Journey j = Referred("2024-02-29");
  for (auto* date : {j.mutable_accepted_on(), j.mutable_declined_on(), j.mutable_followed_to()})
    *date = Date("2024-02-28");
  *j.mutable_exited_on() = Date("2024-02-27");
  j.set_source("s");
  EXPECT_EQ(Of(j), (Listed{{"journey.accepted_on", "must not lie before the referral (2024-02-29)"},
                           {"journey.declined_on", "must not lie before the referral (2024-02-29)"},
                           {"journey.followed_to", "must not lie before the referral (2024-02-29)"},
                           {"journey.exited_on", "must not lie before the day the person was accepted (2024-02-28)"},
                           {"journey.declined_on", "must not be set on a journey that was exited"},
                           {"journey.declined_on", "must not be set on a journey that was accepted"},
                           {"journey.source_key", "must be given, since the other one of the two is"}}));
}

TEST(ValidateJourney, LeavesImpossibleDaysToTheFieldRules) {
  pb::Journey j = Referred("2024-02-29");
  *j.mutable_accepted_on() = RawDate(2023, 2, 29);
  *j.mutable_exited_on() = RawDate(2023, 0, 0);
  EXPECT_EQ(Of(j), Listed());
  EXPECT_EQ(Of(pb::Journey()), Listed());
}

TEST(ValidateJourney, EndsOnce) {
  pb::Journey j;
  *j.mutable_referred_on() = Date("2024-01-01");
  *j.mutable_declined_on() = *j.mutable_exited_on() = Date("2024-02-01");
  EXPECT_EQ(Of(j), (Listed{{"journey.declined_on", "must not be set on a journey that was exited"}}));
}

TEST(ValidateJourney, WhatTriageDecidedHasItsDay) {
  pb::Journey j;
  *j.mutable_referred_on() = Date("2024-01-01");
  j.set_triage_priority(pb::REFERRAL_PRIORITY_URGENT);
  j.set_triage_reason("At risk of losing the job.");
  EXPECT_EQ(Of(j),
            (Listed{{"journey.triage_priority", "needs triaged_on"}, {"journey.triage_reason", "needs triaged_on"}}));
  *j.mutable_triaged_on() = Date("2024-01-01");
  EXPECT_EQ(Of(j), Listed());
}

pb::Journey Exited() {
  pb::Journey j;
  *j.mutable_accepted_on() = Date("2024-01-10");
  *j.mutable_exited_on() = Date("2024-02-10");
  j.set_exit_reason(pb::EXIT_REASON_HEALTH);
  return j;
}

TEST(CheckExitFollowsAcceptance, UnlessItStoodBefore) {
  const auto faults = [](const pb::Journey& before, const pb::Journey& after) {
    base::Violations v;
    CheckExitFollowsAcceptance(before, after, &v);
    return v.list().size();
  };
  pb::Journey bare = Exited();
  bare.clear_accepted_on();
  EXPECT_EQ(faults({}, Exited()), 0u);
  EXPECT_EQ(faults({}, bare), 1u);
  EXPECT_EQ(faults(bare, bare), 0u) << "as history may have it";
}

TEST(CheckEndStands, WithItsReasonAndTheAcceptance) {
  const auto faults = [](const pb::Journey& before, const pb::Journey& after) {
    base::Violations v;
    CheckEndStands(before, after, &v);
    return gainful::testing::Paths(v);
  };
  pb::Journey after = Exited();
  EXPECT_THAT(faults(Exited(), after), ::testing::IsEmpty());
  after.clear_exit_reason();
  after.clear_accepted_on();
  EXPECT_THAT(faults(Exited(), after), ::testing::ElementsAre("journey.accepted_on", "journey.exit_reason"));
}

pb::Participant Saying(type::v1::Answer settled, pb::EthnicCategory category,
                       std::vector<pb::Disability> disabilities) {
  pb::Participant p;
  p.set_settled_accommodation(settled);
  p.set_ethnic_category(category);
  for (const auto d : disabilities) p.add_disabilities(d);
  return p;
}

TEST(CheckStillStated, LetsNothingUnknownReplaceWhatWasStated) {
  const auto faults = [](const pb::Participant& before, const pb::Participant& after) {
    base::Violations v;
    CheckStillStated(before, after, &v);
    return gainful::testing::Paths(v);
  };
  const auto stated = Saying(type::v1::ANSWER_YES, pb::ETHNIC_CATEGORY_CARIBBEAN, {pb::DISABILITY_SIGHT});
  const auto declined = Saying(type::v1::ANSWER_NOT_KNOWN, pb::ETHNIC_CATEGORY_NOT_STATED, {pb::DISABILITY_NOT_STATED});
  EXPECT_THAT(faults(stated, declined),
              ::testing::ElementsAre("participant.ethnic_category", "participant.disabilities",
                                     "participant.settled_accommodation"));
  EXPECT_THAT(faults(declined, stated), ::testing::IsEmpty());
  EXPECT_THAT(faults(declined, declined), ::testing::IsEmpty());
  EXPECT_THAT(faults(stated, pb::Participant()), ::testing::IsEmpty()) << "an error is cleared";
  EXPECT_THAT(faults(stated, Saying(type::v1::ANSWER_NO, pb::ETHNIC_CATEGORY_IRISH, {pb::DISABILITY_NONE})),
              ::testing::IsEmpty());
}

TEST(KeepStated, KeepsItWhereAFileStatesNothing) {
  const auto stated =
      Saying(type::v1::ANSWER_YES, pb::ETHNIC_CATEGORY_CARIBBEAN, {pb::DISABILITY_SIGHT, pb::DISABILITY_SPEECH});
  for (auto given : {pb::Participant(),
                     Saying(type::v1::ANSWER_NOT_KNOWN, pb::ETHNIC_CATEGORY_NOT_STATED, {pb::DISABILITY_NOT_STATED})}) {
    KeepStated(stated, &given);
    EXPECT_EQ(given.SerializeAsString(), stated.SerializeAsString());
    KeepStated(pb::Participant(), &given);
    EXPECT_EQ(given.SerializeAsString(), stated.SerializeAsString());
  }
  auto another = Saying(type::v1::ANSWER_NO, pb::ETHNIC_CATEGORY_IRISH, {pb::DISABILITY_NONE});
  KeepStated(stated, &another);
  EXPECT_EQ(another.ethnic_category(), pb::ETHNIC_CATEGORY_IRISH);
  EXPECT_EQ(another.disabilities_size(), 1);
}

}  // namespace
}  // namespace gainful::caseload
