#include "services/caseload/consent.h"

#include <gmock/gmock.h>

#include "services/common/base/dates.h"
#include "tests/unit/testing.h"

namespace gainful::caseload {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kOwn[] = "0190f0f0-0000-7000-8000-000000000001";
constexpr char kJobcentre[] = "0190f0f0-0000-7000-8000-000000000002";
constexpr char kSurgery[] = "0190f0f0-0000-7000-8000-000000000003";
constexpr absl::CivilDay kToday(2025, 6, 16);

google::type::Date Day(int year, int month, int day) { return base::ToProto(absl::CivilDay(year, month, day)); }

pb::Consent Given(std::int64_t number, std::vector<pb::SharingCategory> categories = {pb::SHARING_CATEGORY_IDENTITY}) {
  pb::Consent c;
  c.set_number(number);
  c.set_decision(pb::CONSENT_DECISION_GIVEN);
  c.set_recipient_org_id(kJobcentre);
  c.set_purpose(pb::SHARING_PURPOSE_EMPLOYMENT_SUPPORT);
  for (const auto category : categories) c.add_categories(category);
  c.add_directions(pb::SHARING_DIRECTION_OUTGOING);
  *c.mutable_said_on() = Day(2025, 3, 1);
  return c;
}

pb::Consent Withdrawn(std::int64_t number, const pb::WithdrawConsentRequest& request = {}) {
  pb::Consent c = WithdrawalOf(request);
  *c.mutable_said_on() = Day(2025, 3, 1);
  c.set_number(number);
  return c;
}

std::vector<std::string> Faults(const pb::Consent& c) {
  base::Violations v;
  ValidateConsent(c, *base::Uuid::Parse(kOwn), absl::CivilDay(2025, 3, 1), &v);
  return gainful::testing::Paths(v);
}

TEST(ValidateConsent, TakesAGivenAndARefusedOne) {
  pb::Consent c = Given(0);
  EXPECT_THAT(Faults(c), IsEmpty());
  c.set_decision(pb::CONSENT_DECISION_REFUSED);
  EXPECT_THAT(Faults(c), IsEmpty());
}

TEST(ValidateConsent, LeavesWithdrawalToItsOwnCall) {
  pb::Consent c = Given(0);
  c.set_decision(pb::CONSENT_DECISION_WITHDRAWN);
  EXPECT_THAT(Faults(c), ElementsAre("consent.decision"));
}

TEST(ValidateConsent, IsAboutAnotherOrganisation) {
  pb::Consent c = Given(0);
  c.set_recipient_org_id("0190F0F0-0000-7000-8000-000000000001");
  EXPECT_THAT(Faults(c), ElementsAre("consent.recipient_org_id"));
}

TEST(ValidateConsent, AsksOnWhatGroundsSomebodySpeaksForTheParticipant) {
  pb::Consent c = Given(0);
  for (const auto decision : {pb::CONSENT_DECISION_GIVEN, pb::CONSENT_DECISION_REFUSED}) {
    c.set_decision(decision);
    for (const auto by : {pb::CONSENT_GIVEN_BY_PARENT, pb::CONSENT_GIVEN_BY_ATTORNEY_OR_DEPUTY}) {
      c.set_given_by(by);
      c.clear_capacity_note();
      EXPECT_THAT(Faults(c), ElementsAre("consent.capacity_note"));
      c.set_capacity_note("Lasting power of attorney of 2023 seen.");
      EXPECT_THAT(Faults(c), IsEmpty());
    }
  }
  c.clear_capacity_note();
  for (const auto by : {pb::CONSENT_GIVEN_BY_UNSPECIFIED, pb::CONSENT_GIVEN_BY_PARTICIPANT}) {
    c.set_given_by(by);
    EXPECT_THAT(Faults(c), IsEmpty());
  }
}

// Faults of who speaks, on 1 March 2025.
std::vector<std::string> SpeakerFaults(const pb::Consent& c, std::optional<absl::CivilDay> born,
                                       std::optional<int> birth_year) {
  base::Violations v;
  CheckSpeaker(c, born, birth_year, &v);
  return gainful::testing::Paths(v);
}

TEST(CheckSpeaker, AsksForANoteUntilTheSixteenthBirthday) {
  pb::Consent c = Given(0);
  c.set_given_by(pb::CONSENT_GIVEN_BY_PARTICIPANT);
  EXPECT_THAT(SpeakerFaults(c, absl::CivilDay(2009, 3, 2), 2009), ElementsAre("consent.capacity_note"));
  EXPECT_THAT(SpeakerFaults(c, absl::CivilDay(2009, 3, 1), 2009), IsEmpty());
  // Of a year of birth the last day counts.
  EXPECT_THAT(SpeakerFaults(c, std::nullopt, 2009), ElementsAre("consent.capacity_note"));
  EXPECT_THAT(SpeakerFaults(c, std::nullopt, 2008), IsEmpty());
  EXPECT_THAT(SpeakerFaults(c, std::nullopt, std::nullopt), IsEmpty()) << "nothing is guessed";
  c.set_capacity_note("Understood and weighed it; a nurse was present.");
  EXPECT_THAT(SpeakerFaults(c, absl::CivilDay(2012, 1, 1), 2012), IsEmpty());
}

TEST(CheckSpeaker, LetsAParentSpeakUntilTheSixteenthBirthday) {
  pb::Consent c = Given(0);
  c.set_given_by(pb::CONSENT_GIVEN_BY_PARENT);
  c.set_capacity_note("Has parental responsibility.");
  EXPECT_THAT(SpeakerFaults(c, absl::CivilDay(2009, 3, 2), 2009), IsEmpty());
  EXPECT_THAT(SpeakerFaults(c, absl::CivilDay(2009, 3, 1), 2009), ElementsAre("consent.given_by"));
  EXPECT_THAT(SpeakerFaults(c, std::nullopt, 2009), IsEmpty());
  EXPECT_THAT(SpeakerFaults(c, std::nullopt, 2008), ElementsAre("consent.given_by"));
  EXPECT_THAT(SpeakerFaults(c, std::nullopt, std::nullopt), IsEmpty());
  // An attorney or deputy speaks for people of any age.
  c.set_given_by(pb::CONSENT_GIVEN_BY_ATTORNEY_OR_DEPUTY);
  EXPECT_THAT(SpeakerFaults(c, absl::CivilDay(1990, 1, 1), 1990), IsEmpty());
}

TEST(ValidateConsent, NamesNothingTwice) {
  pb::Consent c = Given(0, {pb::SHARING_CATEGORY_HEALTH, pb::SHARING_CATEGORY_HEALTH});
  c.add_directions(pb::SHARING_DIRECTION_OUTGOING);
  EXPECT_THAT(Faults(c), ElementsAre("consent.categories", "consent.directions"));
}

TEST(ValidateConsent, HoldsForADayAtLeast) {
  pb::Consent c = Given(0);
  *c.mutable_expires_on() = Day(2025, 2, 28);
  EXPECT_THAT(Faults(c), ElementsAre("consent.expires_on"));
  *c.mutable_expires_on() = Day(2025, 3, 1);
  EXPECT_THAT(Faults(c), IsEmpty());
  // One that holds no more when it is recorded would only end what stands.
  *c.mutable_said_on() = Day(2025, 2, 1);
  *c.mutable_expires_on() = Day(2025, 2, 28);
  EXPECT_THAT(Faults(c), ElementsAre("consent.expires_on"));
}

TEST(WithdrawalOf, MeansAllThatItLeavesOut) {
  pb::WithdrawConsentRequest q;
  pb::Consent all = WithdrawalOf(q);
  EXPECT_FALSE(all.has_recipient_org_id());
  EXPECT_EQ(all.purpose(), pb::SHARING_PURPOSE_UNSPECIFIED);
  EXPECT_THAT(all.categories(), SizeIs(pb::SharingCategory_descriptor()->value_count() - 1));
  EXPECT_THAT(all.directions(), SizeIs(pb::SharingDirection_descriptor()->value_count() - 1));
  EXPECT_EQ(all.decision(), pb::CONSENT_DECISION_WITHDRAWN);
  q.set_recipient_org_id(kSurgery);
  q.add_categories(pb::SHARING_CATEGORY_HEALTH);
  q.add_directions(pb::SHARING_DIRECTION_INCOMING);
  EXPECT_EQ(WithdrawalOf(q).recipient_org_id(), kSurgery);
  EXPECT_THAT(WithdrawalOf(q).categories(), ElementsAre(pb::SHARING_CATEGORY_HEALTH));
  EXPECT_THAT(WithdrawalOf(q).directions(), ElementsAre(pb::SHARING_DIRECTION_INCOMING));
}

TEST(InForce, IsNothingWithoutAStatement) { EXPECT_THAT(InForce({}, kToday), IsEmpty()); }

TEST(InForce, IsWhatWasGivenUntilTheLastDay) {
  pb::Consent c = Given(1);
  const Allowed allowed{kJobcentre, pb::SHARING_PURPOSE_EMPLOYMENT_SUPPORT, pb::SHARING_CATEGORY_IDENTITY,
                        pb::SHARING_DIRECTION_OUTGOING};
  EXPECT_THAT(InForce({c}, kToday), ElementsAre(allowed));
  *c.mutable_expires_on() = Day(2025, 6, 15);
  EXPECT_THAT(InForce({c}, kToday), IsEmpty());
  *c.mutable_expires_on() = Day(2025, 6, 16);
  EXPECT_THAT(InForce({c}, kToday), ElementsAre(allowed));
}

TEST(InForce, EndsWithALaterStatementOnly) {
  EXPECT_THAT(InForce({Given(1), Withdrawn(2)}, kToday), IsEmpty());
  EXPECT_THAT(InForce({Withdrawn(1), Given(2)}, kToday), SizeIs(1));
  EXPECT_THAT(InForce({Given(1), Withdrawn(2), Given(3)}, kToday), SizeIs(1));
  pb::Consent refused = Given(2);
  refused.set_decision(pb::CONSENT_DECISION_REFUSED);
  EXPECT_THAT(InForce({Given(1), refused}, kToday), IsEmpty());
}

// Who says yes for good, and then yes until a day, has said: until that day.
TEST(InForce, IsWhatTheLastStatementSays) {
  pb::Consent shorter = Given(2);
  *shorter.mutable_expires_on() = Day(2025, 6, 15);
  EXPECT_THAT(InForce({Given(1), shorter}, kToday), IsEmpty());
  EXPECT_THAT(InForce({Given(1), shorter, Given(3)}, kToday), SizeIs(1));
}

// A form that was signed before the person took everything back, and is keyed in after, opens nothing again.
TEST(InForce, AWithdrawalStandsAgainstWhatWasSaidBeforeIt) {
  pb::Consent withdrawn = Withdrawn(1);
  *withdrawn.mutable_said_on() = Day(2025, 3, 2);
  EXPECT_THAT(InForce({withdrawn, Given(2)}, kToday), IsEmpty());
  *withdrawn.mutable_said_on() = Day(2025, 3, 1);
  EXPECT_THAT(InForce({withdrawn, Given(2)}, kToday), SizeIs(1)) << "on one day the order of recording decides";
  // Two consents: the one recorded last counts, whichever day it was said on.
  pb::Consent shorter = Given(1);
  *shorter.mutable_said_on() = Day(2025, 3, 5);
  *shorter.mutable_expires_on() = Day(2025, 6, 1);
  EXPECT_THAT(InForce({shorter, Given(2)}, kToday), SizeIs(1));
}

TEST(InForce, EndsAsFarAsTheWithdrawalSpeaksOfIt) {
  const auto both = Given(1, {pb::SHARING_CATEGORY_IDENTITY, pb::SHARING_CATEGORY_HEALTH});
  pb::WithdrawConsentRequest q;
  q.add_categories(pb::SHARING_CATEGORY_HEALTH);
  EXPECT_THAT(InForce({both, Withdrawn(2, q)}, kToday),
              ElementsAre(Allowed{kJobcentre, pb::SHARING_PURPOSE_EMPLOYMENT_SUPPORT, pb::SHARING_CATEGORY_IDENTITY,
                                  pb::SHARING_DIRECTION_OUTGOING}));
  q.set_purpose(pb::SHARING_PURPOSE_RESEARCH);
  EXPECT_THAT(InForce({both, Withdrawn(2, q)}, kToday), SizeIs(2));
  q.set_purpose(pb::SHARING_PURPOSE_EMPLOYMENT_SUPPORT);
  q.set_recipient_org_id(kSurgery);
  EXPECT_THAT(InForce({both, Withdrawn(2, q)}, kToday), SizeIs(2));
  q.set_recipient_org_id(kJobcentre);
  q.add_directions(pb::SHARING_DIRECTION_INCOMING);
  EXPECT_THAT(InForce({both, Withdrawn(2, q)}, kToday), SizeIs(2));
  q.add_directions(pb::SHARING_DIRECTION_OUTGOING);
  EXPECT_THAT(InForce({both, Withdrawn(2, q)}, kToday), SizeIs(1));
}

TEST(Review, IsAnothersAndDoneOnce) {
  pb::Disclosure d;
  d.set_author("ann");
  EXPECT_EQ(base::Reason(Review("ann", kToday, &d)), "OWN_DISCLOSURE");
  EXPECT_FALSE(d.has_reviewed_on());
  EXPECT_TRUE(Review("bea", kToday, &d).ok());
  EXPECT_EQ(d.reviewer(), "bea");
  EXPECT_EQ(base::ToDay(d.reviewed_on()), kToday);
  EXPECT_EQ(base::Reason(Review("cem", kToday, &d)), "STATE");
  EXPECT_EQ(d.reviewer(), "bea");
}

}  // namespace
}  // namespace gainful::caseload
