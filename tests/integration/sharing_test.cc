// Sharing: what partners read as far as people consent, and nothing else.
#include "tests/integration/consent_fixture.h"

namespace gainful::integration {
namespace {

using testing::ElementsAre;
using testing::UnorderedElementsAre;

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

// What was stated by date and holds today goes before the record's own column; what a partner reads is what reports count.
TEST_F(Consents, APartnerReadsTheEquityDataThatHoldsToday) {
  const Case c = NewCase();
  world().Make(c.t.specialist, Given(c, {cl::SHARING_CATEGORY_EQUITY}));
  const auto say = [&](cl::CharacteristicKind kind, const std::vector<std::string>& values,
                       const google::type::Date& from, const google::type::Date* to = nullptr) {
    cl::Characteristic said;
    said.set_participant_id(c.person.id());
    said.set_kind(kind);
    for (const auto& value : values) said.add_values(value);
    *said.mutable_valid_from() = from;
    if (to != nullptr) *said.mutable_valid_to() = *to;
    return world().Make(c.t.specialist, said);
  };
  const auto equity = [&] {
    ex::SharedParticipant shared;
    World::MustBeOk(Read(c, &shared));
    return shared.equity();
  };
  // Neither what has ended nor what has yet to begin: today is 16 June.
  const google::type::Date yesterday = Day(2025, 6, 15);
  say(cl::CHARACTERISTIC_KIND_ETHNIC_CATEGORY, {"A"}, Day(2025, 1, 1), &yesterday);
  say(cl::CHARACTERISTIC_KIND_ETHNIC_CATEGORY, {"B"}, Day(2025, 6, 17));
  say(cl::CHARACTERISTIC_KIND_DISABILITY, {"02", "03"}, Day(2025, 6, 17));
  EXPECT_EQ(equity().ethnic_category(), cl::ETHNIC_CATEGORY_CARIBBEAN);
  EXPECT_THAT(equity().disabilities(), ElementsAre(cl::DISABILITY_SIGHT));
  const auto chinese = say(cl::CHARACTERISTIC_KIND_ETHNIC_CATEGORY, {"R"}, Day(2025, 6, 16));
  say(cl::CHARACTERISTIC_KIND_DISABILITY, {"01", "09"}, Day(2025, 5, 1));
  say(cl::CHARACTERISTIC_KIND_STATED_GENDER, {"2"}, Day(2025, 5, 1));
  say(cl::CHARACTERISTIC_KIND_GENDER_IDENTITY, {"3"}, Day(2025, 5, 1));
  EXPECT_EQ(equity().ethnic_category(), cl::ETHNIC_CATEGORY_CHINESE);
  EXPECT_THAT(equity().disabilities(), ElementsAre(cl::DISABILITY_BEHAVIOUR_AND_EMOTIONAL, cl::DISABILITY_SIGHT));
  EXPECT_EQ(equity().sex(), cl::SEX_FEMALE);
  EXPECT_EQ(equity().gender_identity(), cl::GENDER_IDENTITY_NON_BINARY);
  // "Declined" supersedes nothing that was stated, be it by date or in the record's own column.
  say(cl::CHARACTERISTIC_KIND_ETHNIC_CATEGORY, {"Z"}, Day(2025, 6, 16));
  EXPECT_EQ(equity().ethnic_category(), cl::ETHNIC_CATEGORY_CHINESE);
  cl::WithdrawCharacteristicRequest withdraw;
  withdraw.set_request_id(NewId());
  withdraw.set_id(chinese.id());
  World::MustBeOk(world().Call(c.t.specialist, withdraw));
  EXPECT_EQ(equity().ethnic_category(), cl::ETHNIC_CATEGORY_CARIBBEAN);
  Participant p;
  World::MustBeOk(world().Get(c.t.manager, c.person.id(), &p));
  p.clear_ethnic_category();
  World::MustBeOk(world().Update(c.t.manager, p, {"ethnic_category"}));
  EXPECT_EQ(equity().ethnic_category(), cl::ETHNIC_CATEGORY_NOT_STATED);
}

// No consent opens a restricted characteristic, and none but those of the answer.
TEST_F(Consents, RestrictedCharacteristicsGoToNobody) {
  const Case c = NewCase();
  world().Make(c.t.specialist, Given(c, {cl::SHARING_CATEGORY_EQUITY, cl::SHARING_CATEGORY_HEALTH,
                                         cl::SHARING_CATEGORY_SUPPORT_NEEDS}));
  ex::SharedParticipant before, after;
  World::MustBeOk(Read(c, &before));
  for (const auto kind : {cl::CHARACTERISTIC_KIND_GENDER_HISTORY, cl::CHARACTERISTIC_KIND_CONVICTIONS,
                          cl::CHARACTERISTIC_KIND_DOMESTIC_ABUSE, cl::CHARACTERISTIC_KIND_MODERN_SLAVERY,
                          cl::CHARACTERISTIC_KIND_HOMELESSNESS}) {
    cl::Characteristic said;
    said.set_participant_id(c.person.id());
    said.set_kind(kind);
    said.add_values("Y");
    *said.mutable_valid_from() = Day(2025, 1, 1);
    world().Make(c.t.specialist, said);
  }
  World::MustBeOk(Read(c, &after));
  EXPECT_EQ(after.SerializeAsString(), before.SerializeAsString());
  EXPECT_EQ(after.categories_size(), 3) << "support needs are consented to, and nothing of them is handed over";
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
          session.Run(absl::StrCat("BEGIN; SET LOCAL app.org = '", c.t.org, "'; SET LOCAL app.caller_org = '", caller,
                                   "'; SET LOCAL app.team_scope = 'own'; SET LOCAL app.teams = '{}'; SET LOCAL "
                                   "app.caller = 'x'; SET LOCAL app.now = "
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

}  // namespace
}  // namespace gainful::integration
