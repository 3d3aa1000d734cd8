// Consent: what may leave the organisation, to whom, and how it ends.
#include <atomic>
#include <random>
#include <thread>

#include "absl/strings/str_cat.h"
#include "services/caseload/consent.h"
#include "services/common/base/dates.h"
#include "tests/integration/fixture.h"

namespace gainful::integration {
namespace {

namespace cl = caseload::v1;
namespace ex = exchange::v1;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr auto kPurpose = cl::SHARING_PURPOSE_EMPLOYMENT_SUPPORT;

class Consents : public WorldTest {
 protected:
  struct Case {
    Tenant t;
    Participant person;
    Journey journey;
    Spell spell;
    std::string partner_org, partner;  // an organisation of its own, and its token
  };
  Case NewCase() {
    Case c;
    c.t = world().NewTenant();
    Participant p;
    p.set_team_id(c.t.team);
    p.set_name("Sam Example");
    *p.mutable_birth_date() = Day(1990, 5, 4);
    p.set_long_term_condition(type::v1::ANSWER_YES);
    p.set_ethnic_category(cl::ETHNIC_CATEGORY_CARIBBEAN);
    p.add_disabilities(cl::DISABILITY_SIGHT);
    c.person = world().Make(c.t.manager, p);
    c.journey = world().NewJourney(c.t.manager, c.t, c.person);
    c.spell = world().NewSpell(c.t.manager, c.journey);
    c.partner_org = NewId();
    c.partner = world().Token({c.partner_org, {"partner"}, {}, "system@jobcentre.example"});
    return c;
  }
  static cl::Consent Given(const Case& c, std::vector<cl::SharingCategory> categories) {
    cl::Consent consent;
    consent.set_participant_id(c.person.id());
    consent.set_decision(cl::CONSENT_DECISION_GIVEN);
    consent.set_recipient_org_id(c.partner_org);
    consent.set_purpose(kPurpose);
    for (const auto category : categories) consent.add_categories(category);
    consent.add_directions(cl::SHARING_DIRECTION_OUTGOING);
    *consent.mutable_said_on() = Day(2025, 6, 16);
    return consent;
  }
  static cl::WithdrawConsentRequest Withdrawal(const Case& c) {
    cl::WithdrawConsentRequest request;
    request.set_request_id(NewId());
    request.set_participant_id(c.person.id());
    *request.mutable_said_on() = Day(2025, 6, 16);
    return request;
  }
  Outcome Read(const Case& c, ex::SharedParticipant* out, cl::SharingPurpose purpose = kPurpose,
               const std::string& token = "") {
    ex::GetSharedParticipantRequest request;
    request.set_provider_org_id(c.t.org);
    request.set_id(c.person.id());
    request.set_purpose(purpose);
    return world().Call(token.empty() ? c.partner : token, request, out);
  }
  bool IsShared(const Case& c) {
    ex::SharedParticipant shared;
    const Outcome outcome = Read(c, &shared);
    EXPECT_TRUE(outcome.ok() || outcome.code == absl::StatusCode::kNotFound) << outcome;
    return outcome.ok();
  }
  std::vector<ex::Notice> Notices(const Case& c) {
    ex::ListNoticesRequest request;
    request.set_provider_org_id(c.t.org);
    ex::ListNoticesResponse response;
    World::MustBeOk(world().Call(c.partner, request, &response));
    return {response.notices().begin(), response.notices().end()};
  }
  cl::Sharing Sharing(const std::string& token, const std::string& id) {
    cl::GetSharingRequest request;
    request.set_id(id);
    cl::Sharing sharing;
    World::MustBeOk(world().Call(token, request, &sharing));
    return sharing;
  }
};

TEST_F(Consents, APartnerReadsWhatWasConsentedToAndNothingElse) {
  const Case c = NewCase();
  EXPECT_FALSE(IsShared(c));
  world().Make(c.t.specialist, Given(c, {cl::SHARING_CATEGORY_EMPLOYMENT}));
  ex::SharedParticipant shared;
  ASSERT_THAT(Read(c, &shared), IsOk());
  EXPECT_EQ(shared.participant_id(), c.person.id());
  EXPECT_THAT(shared.categories(), ElementsAre(cl::SHARING_CATEGORY_EMPLOYMENT));
  ASSERT_EQ(shared.employment().journeys_size(), 1);
  EXPECT_EQ(shared.employment().journeys(0).referred_on().day(), 10);
  ASSERT_EQ(shared.employment().spells_size(), 1);
  EXPECT_EQ(shared.employment().spells(0).started_on().month(), 2);
  EXPECT_FALSE(shared.has_identity() || shared.has_health() || shared.has_equity()) << shared.ShortDebugString();
  world().Make(c.t.specialist, Given(c, {cl::SHARING_CATEGORY_IDENTITY, cl::SHARING_CATEGORY_HEALTH}));
  ASSERT_THAT(Read(c, &shared), IsOk());
  EXPECT_EQ(shared.identity().name(), "Sam Example");
  EXPECT_EQ(shared.identity().birth_date().year(), 1990);
  EXPECT_EQ(shared.health().long_term_condition(), type::v1::ANSWER_YES);
  EXPECT_FALSE(shared.has_equity());
  world().Make(c.t.specialist, Given(c, {cl::SHARING_CATEGORY_EQUITY}));
  ASSERT_THAT(Read(c, &shared), IsOk());
  EXPECT_EQ(shared.equity().ethnic_category(), cl::ETHNIC_CATEGORY_CARIBBEAN);
  EXPECT_THAT(shared.equity().disabilities(), ElementsAre(cl::DISABILITY_SIGHT));
}

// To whom, what for, which way: each by itself is not enough.
TEST_F(Consents, WhatWasNotConsentedToLooksLikeNobody) {
  const Case c = NewCase(), other = NewCase();
  cl::Consent incoming = Given(c, {cl::SHARING_CATEGORY_IDENTITY});
  incoming.set_directions(0, cl::SHARING_DIRECTION_INCOMING);
  world().Make(c.t.manager, incoming);
  ex::SharedParticipant shared;
  const Outcome wrong_way = Read(c, &shared);
  world().Make(c.t.manager, Given(c, {cl::SHARING_CATEGORY_IDENTITY}));
  EXPECT_TRUE(IsShared(c));
  const Outcome wrong_purpose = Read(c, &shared, cl::SHARING_PURPOSE_RESEARCH);
  const Outcome wrong_partner = Read(c, &shared, kPurpose, other.partner);
  const Outcome own_organisation = Read(c, &shared, kPurpose, c.t.partner);
  Case nobody = c;
  nobody.person.set_id(NewId());
  const Outcome unknown = Read(nobody, &shared);
  Case nowhere = c;
  nowhere.t.org = NewId();
  const Outcome unknown_provider = Read(nowhere, &shared);
  for (const Outcome& o : {wrong_way, wrong_purpose, wrong_partner, own_organisation, unknown_provider}) {
    EXPECT_THAT(o, Refused(absl::StatusCode::kNotFound));
    EXPECT_EQ(o.message, unknown.message);
    EXPECT_EQ(o.details, unknown.details);
  }
  // Who asks in vain is written down at home, and the provider is not told.
  EXPECT_EQ(sql().Count(absl::StrCat("SELECT count(*) FROM journal.access WHERE org_id = '", other.partner_org,
                                     "' AND outcome = 'not_found' AND record = '", c.person.id(), "'")),
            1);
  EXPECT_EQ(sql().Count(absl::StrCat("SELECT count(*) FROM journal.access WHERE org_id = '", c.t.org,
                                     "' AND caller_org = '", other.partner_org, "'")),
            0);
}

// The day before, the day, the day after; in the provider's time zone, by the caller's clock.
TEST_F(Consents, ConsentHoldsThroughItsLastDay) {
  const Case c = NewCase();
  cl::Consent consent = Given(c, {cl::SHARING_CATEGORY_IDENTITY});
  *consent.mutable_expires_on() = Day(2025, 6, 17);
  world().Make(c.t.manager, consent);
  const absl::Time before = world().Now();
  EXPECT_TRUE(IsShared(c));
  // London is an hour ahead of UTC in June.
  world().clock().Set(absl::FromCivil(absl::CivilSecond(2025, 6, 17, 22, 59, 59), absl::UTCTimeZone()));
  EXPECT_TRUE(IsShared(c));
  EXPECT_EQ(Sharing(c.t.manager, c.person.id()).in_force_size(), 1);
  world().clock().Set(absl::FromCivil(absl::CivilSecond(2025, 6, 17, 23, 0, 0), absl::UTCTimeZone()));
  EXPECT_FALSE(IsShared(c));
  EXPECT_EQ(Sharing(c.t.manager, c.person.id()).in_force_size(), 0);
  world().clock().Set(before);
}

TEST_F(Consents, AWithdrawalEndsItAndSaysWhatWentToWhom) {
  const Case c = NewCase();
  world().Make(c.t.specialist,
               Given(c, {cl::SHARING_CATEGORY_IDENTITY, cl::SHARING_CATEGORY_EMPLOYMENT, cl::SHARING_CATEGORY_HEALTH}));
  EXPECT_THAT(Notices(c), IsEmpty());
  ASSERT_TRUE(IsShared(c));
  ASSERT_TRUE(IsShared(c));
  cl::WithdrawConsentRequest health = Withdrawal(c);
  health.add_categories(cl::SHARING_CATEGORY_HEALTH);
  cl::WithdrawConsentResponse answer;
  ASSERT_THAT(world().Call(c.t.specialist, health, &answer), IsOk());
  ASSERT_EQ(answer.shared_before_size(), 2);
  EXPECT_EQ(answer.shared_before(1).category(), cl::SHARING_CATEGORY_UNSPECIFIED) << "that something is shared at all";
  EXPECT_EQ(answer.shared_before(0).recipient_org_id(), c.partner_org);
  EXPECT_EQ(answer.shared_before(0).category(), cl::SHARING_CATEGORY_HEALTH);
  EXPECT_EQ(answer.shared_before(0).times(), 2);
  EXPECT_EQ(answer.consent().number(), 2);
  EXPECT_EQ(answer.consent().recorded_by(), "ann@example.org");
  ex::SharedParticipant shared;
  ASSERT_THAT(Read(c, &shared), IsOk());
  EXPECT_THAT(shared.categories(), ElementsAre(cl::SHARING_CATEGORY_EMPLOYMENT, cl::SHARING_CATEGORY_IDENTITY));
  EXPECT_FALSE(shared.has_health());
  // All at once, in one call.
  world().clock().Advance(absl::Seconds(1));
  ASSERT_THAT(world().Call(c.t.specialist, Withdrawal(c), &answer), IsOk());
  EXPECT_EQ(answer.shared_before_size(), 4);
  EXPECT_FALSE(IsShared(c));
  const auto notices = Notices(c);
  ASSERT_EQ(notices.size(), 2u);
  EXPECT_THAT(notices[0].categories(), ElementsAre(cl::SHARING_CATEGORY_HEALTH));
  EXPECT_EQ(notices[0].participant_id(), c.person.id());
  EXPECT_TRUE(notices[0].was_read());
  EXPECT_THAT(notices[0].directions(), ElementsAre(cl::SHARING_DIRECTION_OUTGOING));
  EXPECT_THAT(notices[1].categories(), ElementsAre(cl::SHARING_CATEGORY_EMPLOYMENT, cl::SHARING_CATEGORY_IDENTITY))
      << "what they had, and were not told of before";
  EXPECT_EQ(notices[1].recorded_at().seconds(), absl::ToUnixSeconds(world().Now()));
  // Who was told everything hears no more of what the person says.
  world().clock().Advance(absl::Seconds(1));
  ASSERT_THAT(world().Call(c.t.specialist, Withdrawal(c), &answer), IsOk());
  EXPECT_EQ(Notices(c).size(), 2u);
  // Nothing of the record went, and support goes on.
  Participant still;
  EXPECT_THAT(world().Get(c.t.specialist, c.person.id(), &still), IsOk());
  EXPECT_EQ(still.SerializeAsString(), c.person.SerializeAsString());
  cl::ListConsentsRequest list;
  list.set_participant_id(c.person.id());
  cl::ListConsentsResponse statements;
  ASSERT_THAT(world().Call(c.t.auditor, list, &statements), IsOk());
  EXPECT_EQ(statements.consents_size(), 4);
}

TEST_F(Consents, AWithdrawalIsDoneOnce) {
  const Case c = NewCase();
  world().Make(c.t.specialist, Given(c, {cl::SHARING_CATEGORY_IDENTITY}));
  ASSERT_TRUE(IsShared(c));
  const cl::WithdrawConsentRequest request = Withdrawal(c);
  const Outcome first = world().Call(c.t.specialist, request);
  ASSERT_THAT(first, IsOk());
  world().Make(c.t.specialist, Given(c, {cl::SHARING_CATEGORY_IDENTITY}));
  const Outcome again = world().Call(c.t.specialist, request);
  EXPECT_EQ(again.bytes, first.bytes);
  EXPECT_TRUE(IsShared(c)) << "the repeat takes nothing back that was given since";
  EXPECT_EQ(Notices(c).size(), 1u);
}

// Those who had consent and never used it are told as well; those whom it does not concern are not.
TEST_F(Consents, ARefusalEndsConsentAndNotifies) {
  const Case c = NewCase(), other = NewCase();
  world().Make(c.t.specialist, Given(c, {cl::SHARING_CATEGORY_IDENTITY, cl::SHARING_CATEGORY_HEALTH}));
  Case elsewhere = c;
  elsewhere.partner_org = other.partner_org;
  elsewhere.partner = other.partner;
  world().Make(c.t.specialist, Given(elsewhere, {cl::SHARING_CATEGORY_IDENTITY}));
  cl::Consent refused = Given(c, {cl::SHARING_CATEGORY_IDENTITY});
  refused.set_decision(cl::CONSENT_DECISION_REFUSED);
  world().Make(c.t.specialist, refused);
  const auto notices = Notices(c);
  ASSERT_EQ(notices.size(), 1u);
  EXPECT_FALSE(notices[0].was_read());
  EXPECT_EQ(notices[0].purpose(), kPurpose);
  EXPECT_THAT(Notices(elsewhere), IsEmpty());
  ex::SharedParticipant shared;
  ASSERT_THAT(Read(c, &shared), IsOk());
  EXPECT_THAT(shared.categories(), ElementsAre(cl::SHARING_CATEGORY_HEALTH));
  EXPECT_TRUE(IsShared(elsewhere));
}

// Statements at random, some of them at once: the one view says what the slow and obvious rule says.
TEST_F(Consents, TheViewAgreesWithTheRule) {
  std::mt19937 random(20250616);
  const auto upto = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  const std::vector<std::string> partners{NewId(), NewId(), NewId()};
  std::set<size_t> sizes;
  const absl::Time before = world().Now();
  for (int person = 0; person < 12; ++person) {
    // What is said lies up to four days back; some of it has expired when it is looked at.
    world().clock().Set(before - absl::Hours(48));
    Case c = NewCase();
    const int statements = 3 + upto(10);
    for (int i = 0; i < statements; ++i) {
      c.partner_org = partners[static_cast<size_t>(upto(3))];
      if (upto(3) == 0) {
        cl::WithdrawConsentRequest q = Withdrawal(c);
        *q.mutable_said_on() = Day(2025, 6, 11 + upto(4));
        if (upto(2) == 0) q.set_recipient_org_id(c.partner_org);
        if (upto(2) == 0) q.set_purpose(static_cast<cl::SharingPurpose>(1 + upto(2)));
        if (upto(2) == 0) q.add_categories(static_cast<cl::SharingCategory>(1 + upto(5)));
        if (upto(2) == 0) q.add_directions(static_cast<cl::SharingDirection>(1 + upto(2)));
        World::MustBeOk(world().Call(c.t.manager, q));
        continue;
      }
      cl::Consent consent = Given(c, {});
      *consent.mutable_said_on() = Day(2025, 6, 11 + upto(4));
      consent.set_decision(upto(4) == 0 ? cl::CONSENT_DECISION_REFUSED : cl::CONSENT_DECISION_GIVEN);
      consent.set_purpose(static_cast<cl::SharingPurpose>(1 + upto(2)));
      for (int k = 1; k <= 5; ++k) {
        if (upto(2) == 0 || (k == 5 && consent.categories().empty()))
          consent.add_categories(static_cast<cl::SharingCategory>(k));
      }
      if (upto(2) == 0) consent.add_directions(cl::SHARING_DIRECTION_INCOMING);
      if (upto(3) == 0) *consent.mutable_expires_on() = Day(2025, 6, 14 + upto(4));
      World::MustBeOk(world().Create(c.t.manager, consent));
    }
    world().clock().Set(before);
    cl::ListConsentsRequest list;
    list.set_participant_id(c.person.id());
    cl::ListConsentsResponse said;
    World::MustBeOk(world().Call(c.t.manager, list, &said));
    ASSERT_EQ(said.consents_size(), statements);
    std::set<caseload::Allowed> in_view;
    const cl::Sharing sharing = Sharing(c.t.manager, c.person.id());
    for (const auto& one : sharing.in_force())
      in_view.insert({one.recipient_org_id(), one.purpose(), one.category(), one.direction()});
    EXPECT_EQ(in_view, caseload::InForce({said.consents().begin(), said.consents().end()}, absl::CivilDay(2025, 6, 16)))
        << said.DebugString();
    sizes.insert(in_view.size());
  }
  EXPECT_GT(sizes.size(), 3u) << "the cases are too alike to show anything";
}

// 32 readers and a withdrawal: a read that begins after its answer returns nothing.
TEST_F(Consents, NoReadBegunAfterAWithdrawalReturnsData) {
  const Case c = NewCase();
  for (int round = 0; round < 3; ++round) {
    world().Make(c.t.specialist, Given(c, {cl::SHARING_CATEGORY_IDENTITY, cl::SHARING_CATEGORY_EMPLOYMENT}));
    std::atomic<bool> is_withdrawn{false}, is_done{false};
    std::atomic<int> before{0}, after{0}, leaked{0};
    std::vector<std::thread> readers;
    for (int i = 0; i < 32; ++i) {
      readers.emplace_back([&] {
        while (!is_done) {
          const bool began_after = is_withdrawn;
          ex::SharedParticipant shared;
          const Outcome outcome = Read(c, &shared);
          if (!began_after) {
            ++before;
          } else {
            ++after;
            leaked += outcome.code != absl::StatusCode::kNotFound;
          }
        }
      });
    }
    while (before < 64) absl::SleepFor(absl::Milliseconds(1));
    const Outcome withdrawn = world().Call(c.t.specialist, Withdrawal(c), nullptr, nullptr, absl::Seconds(60));
    is_withdrawn = true;
    while (after < 64) absl::SleepFor(absl::Milliseconds(1));
    is_done = true;
    for (auto& reader : readers) reader.join();
    ASSERT_THAT(withdrawn, IsOk());
    EXPECT_EQ(leaked, 0);
    EXPECT_GE(after, 64);
  }
}

// A paper form from before the withdrawal, keyed in after it, opens nothing again.
TEST_F(Consents, ABackdatedConsentDoesNotUndoAWithdrawal) {
  const Case c = NewCase();
  ASSERT_THAT(world().Call(c.t.specialist, Withdrawal(c)), IsOk());
  cl::Consent form = Given(c, {cl::SHARING_CATEGORY_IDENTITY});
  *form.mutable_said_on() = Day(2025, 6, 15);
  ASSERT_THAT(world().Create(c.t.specialist, form), IsOk());
  EXPECT_FALSE(IsShared(c));
  *form.mutable_said_on() = Day(2025, 6, 16);
  ASSERT_THAT(world().Create(c.t.specialist, form), IsOk());
  EXPECT_TRUE(IsShared(c));
}

// Who must no longer send is told so, and not that what they hold must go.
TEST_F(Consents, ARefusalOfIncomingDataSaysNothingOfOutgoing) {
  const Case c = NewCase();
  cl::Consent both = Given(c, {cl::SHARING_CATEGORY_HEALTH});
  both.add_directions(cl::SHARING_DIRECTION_INCOMING);
  world().Make(c.t.specialist, both);
  ASSERT_TRUE(IsShared(c));
  cl::WithdrawConsentRequest incoming = Withdrawal(c);
  incoming.add_directions(cl::SHARING_DIRECTION_INCOMING);
  cl::WithdrawConsentResponse answer;
  ASSERT_THAT(world().Call(c.t.specialist, incoming, &answer), IsOk());
  EXPECT_EQ(answer.shared_before_size(), 0);
  const auto notices = Notices(c);
  ASSERT_EQ(notices.size(), 1u);
  EXPECT_THAT(notices[0].directions(), ElementsAre(cl::SHARING_DIRECTION_INCOMING));
  EXPECT_FALSE(notices[0].was_read());
  EXPECT_TRUE(IsShared(c));
}

TEST_F(Consents, AJobOfAJourneyRecordedInErrorIsNotShared) {
  const Case c = NewCase();
  world().Make(c.t.specialist, Given(c, {cl::SHARING_CATEGORY_EMPLOYMENT}));
  ex::SharedParticipant shared;
  ASSERT_THAT(Read(c, &shared), IsOk());
  EXPECT_EQ(shared.employment().spells_size(), 1);
  cl::WithdrawJourneyRequest withdraw;
  withdraw.set_request_id(NewId());
  withdraw.set_id(c.journey.id());
  ASSERT_THAT(world().Call(c.t.manager, withdraw), IsOk());
  ASSERT_THAT(Read(c, &shared), IsOk());
  EXPECT_FALSE(shared.has_employment()) << shared.ShortDebugString();
}

// The views themselves, asked past the service: each shows its own kind of data, to the recipient alone, and none for the other direction.
TEST_F(Consents, EachViewShowsItsOwnKindToItsRecipientAlone) {
  const std::map<std::string, cl::SharingCategory> views{
      {"caseload.shared_identity_v1", cl::SHARING_CATEGORY_IDENTITY},
      {"caseload.shared_journey_v1", cl::SHARING_CATEGORY_EMPLOYMENT},
      {"placement.shared_spell_v1", cl::SHARING_CATEGORY_EMPLOYMENT},
      {"caseload.shared_health_v1", cl::SHARING_CATEGORY_HEALTH},
      {"caseload.shared_equity_v1", cl::SHARING_CATEGORY_EQUITY}};
  for (int category = 1; category < cl::SharingCategory_descriptor()->value_count(); ++category) {
    for (const auto direction : {cl::SHARING_DIRECTION_OUTGOING, cl::SHARING_DIRECTION_INCOMING}) {
      const Case c = NewCase();
      cl::Consent consent = Given(c, {static_cast<cl::SharingCategory>(category)});
      consent.set_directions(0, direction);
      world().Make(c.t.manager, consent);
      for (const auto& [view, shown] : views) {
        for (const std::string& caller : {c.partner_org, NewId(), c.t.org}) {
          Sql session(world().database(), "exchange_svc");
          session.Run(
              absl::StrCat("BEGIN; SET LOCAL app.org = '", c.t.org, "'; SET LOCAL app.caller_org = '", caller,
                           "'; SET LOCAL app.team_scope = 'own'; SET LOCAL app.teams = '{}'; SET LOCAL app.now = "
                           "'2025-06-16 12:00:00+00'"));
          const bool is_meant =
              shown == category && direction == cl::SHARING_DIRECTION_OUTGOING && caller == c.partner_org;
          EXPECT_EQ(session.Count("SELECT count(*) FROM " + view), is_meant ? 1 : 0) << view << " of " << category;
          session.Run("ROLLBACK");
        }
      }
    }
  }
}

// Two who record at once for one person: every statement gets its own number.
TEST_F(Consents, StatementsAtOnceAreNumberedInTurn) {
  const Case c = NewCase();
  std::vector<std::thread> writers;
  for (int i = 0; i < 16; ++i)
    writers.emplace_back([&] { world().Make(c.t.manager, Given(c, {cl::SHARING_CATEGORY_IDENTITY})); });
  for (auto& writer : writers) writer.join();
  EXPECT_EQ(sql().One(absl::StrCat("SELECT min(number) || ' ' || max(number) || ' ' || count(DISTINCT number) FROM "
                                   "caseload.consent WHERE participant_id = '",
                                   c.person.id(), "'")),
            "1 16 16");
}

TEST_F(Consents, AreForThoseWhoMaySeeThePerson) {
  const Case c = NewCase();
  EXPECT_THAT(world().Create(c.t.other_specialist, Given(c, {cl::SHARING_CATEGORY_IDENTITY})),
              NotFoundFor({"consent.participant_id"}));
  EXPECT_THAT(world().Call(c.t.other_specialist, Withdrawal(c)), NotFoundFor({"participant_id"}));
  cl::GetSharingRequest sharing;
  sharing.set_id(c.person.id());
  EXPECT_THAT(world().Call(c.t.other_specialist, sharing), Refused(absl::StatusCode::kNotFound));
  cl::Consent own = Given(c, {cl::SHARING_CATEGORY_IDENTITY});
  own.set_recipient_org_id(c.t.org);
  EXPECT_THAT(world().Create(c.t.manager, own), InvalidFor({"consent.recipient_org_id"}));
}

TEST_F(Consents, PartnersListWhoShares) {
  const Case c = NewCase();
  ex::ListSharedParticipantsRequest request;
  request.set_provider_org_id(c.t.org);
  request.set_purpose(kPurpose);
  request.set_page_size(2);
  std::vector<std::string> people, listed;
  for (int i = 0; i < 5; ++i) {
    Case next = c;
    next.person = world().NewParticipant(c.t.manager, i % 2 == 0 ? c.t.team : c.t.other_team);
    world().Make(c.t.manager, Given(next, {cl::SHARING_CATEGORY_HEALTH, cl::SHARING_CATEGORY_IDENTITY}));
    people.push_back(next.person.id());
  }
  int pages = 0;
  do {
    ex::ListSharedParticipantsResponse response;
    ASSERT_THAT(world().Call(c.partner, request, &response), IsOk());
    for (const auto& person : response.people()) {
      listed.push_back(person.participant_id());
      EXPECT_EQ(person.categories_size(), 2);
    }
    request.set_page_token(response.next_page_token());
    ++pages;
  } while (!request.page_token().empty());
  EXPECT_THAT(listed, testing::UnorderedElementsAreArray(people));
  EXPECT_EQ(pages, 3);
  EXPECT_EQ(sql().Count(absl::StrCat("SELECT count(*) FROM journal.access WHERE org_id = '", c.t.org,
                                     "' AND caller_org = '", c.partner_org, "' AND kind = 'shared_person'")),
            5);
}

// The account of a person's record tells each kind of data that went, to whom and for what.
TEST_F(Consents, ReadsOfPartnersStandInThePersonsAccount) {
  const Case c = NewCase();
  world().Make(c.t.manager, Given(c, {cl::SHARING_CATEGORY_IDENTITY, cl::SHARING_CATEGORY_EMPLOYMENT}));
  ASSERT_TRUE(IsShared(c));
  cl::AuditPersonRequest request;
  request.set_id(c.person.id());
  cl::AuditPersonResponse account;
  ASSERT_THAT(world().Call(c.t.manager, request, &account), IsOk());
  std::vector<std::string> kinds;
  for (const auto& row : account.rows()) {
    if (row.caller_org_id() != c.partner_org) continue;
    kinds.push_back(row.kind());
    EXPECT_EQ(row.purpose(), "employment_support");
    EXPECT_EQ(row.caller(), "system@jobcentre.example");
  }
  EXPECT_THAT(kinds,
              UnorderedElementsAre("shared_person", "shared_identity", "shared_employment", "shared_employment"));
  EXPECT_EQ(Sharing(c.t.manager, c.person.id()).shared_before_size(), 3);
}

TEST_F(Consents, ADisclosureIsReviewedByAnotherManager) {
  const Case c = NewCase();
  cl::Disclosure d;
  d.set_participant_id(c.person.id());
  d.set_basis(cl::DISCLOSURE_BASIS_SAFEGUARDING);
  d.set_necessity("A child was at risk.");
  d.set_recipient("Local authority");
  d.set_sent("Name and address.");
  *d.mutable_disclosed_on() = Day(2025, 6, 15);
  const cl::Disclosure made = world().Make(c.t.specialist, d);
  EXPECT_EQ(made.author(), "ann@example.org");
  cl::ReviewDisclosureRequest review;
  review.set_request_id(NewId());
  review.set_id(made.id());
  EXPECT_THAT(world().Call(c.t.manager, review), Refused(absl::StatusCode::kFailedPrecondition)) << "the same person";
  const std::string bea = world().Token({c.t.org, {"manager"}, {}, "bea@example.org"});
  cl::Disclosure reviewed;
  ASSERT_THAT(world().Call(bea, review, &reviewed), IsOk());
  EXPECT_EQ(reviewed.reviewer(), "bea@example.org");
  EXPECT_EQ(reviewed.reviewed_on().day(), 16);
  review.set_request_id(NewId());
  EXPECT_THAT(world().Call(bea, review), Refused(absl::StatusCode::kFailedPrecondition)) << "reviewed before";
  EXPECT_FALSE(IsShared(c)) << "a disclosure opens no door";
}

}  // namespace
}  // namespace gainful::integration
