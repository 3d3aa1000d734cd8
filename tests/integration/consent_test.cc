// Consent: what people say about sharing, and how it ends.
#include <atomic>
#include <random>
#include <thread>

#include "services/caseload/consent.h"
#include "services/common/base/dates.h"
#include "tests/integration/consent_fixture.h"

namespace gainful::integration {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

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

// Who speaks, held against the birth on the record: the person is of 4 May 1990.
TEST_F(Consents, AreThePersonsOwnUnlessSaidOnWhatGrounds) {
  Case c = NewCase();
  cl::Consent consent = Given(c, {cl::SHARING_CATEGORY_IDENTITY});
  consent.set_given_by(cl::CONSENT_GIVEN_BY_ATTORNEY_OR_DEPUTY);
  EXPECT_THAT(world().Create(c.t.specialist, consent), InvalidFor({"consent.capacity_note"}));
  consent.set_capacity_note("Lasting power of attorney of 2023 seen.");
  EXPECT_THAT(world().Create(c.t.specialist, consent), IsOk());
  consent.set_given_by(cl::CONSENT_GIVEN_BY_PARENT);
  EXPECT_THAT(world().Create(c.t.specialist, consent), InvalidFor({"consent.given_by"}));
  // Thirteen years old: alone with a note, or a parent for them.
  Participant child;
  child.set_team_id(c.t.team);
  child.set_name("Robin");
  *child.mutable_birth_date() = Day(2012, 3, 1);
  c.person = world().Make(c.t.manager, child);
  cl::Consent own = Given(c, {cl::SHARING_CATEGORY_IDENTITY});
  own.set_given_by(cl::CONSENT_GIVEN_BY_PARTICIPANT);
  const Outcome alone = world().Create(c.t.specialist, own);
  EXPECT_THAT(alone, InvalidFor({"consent.capacity_note"}));
  EXPECT_THAT(alone.violations[0].second, testing::HasSubstr("under 16"));
  own.set_capacity_note("Understood and weighed it; a teacher was present.");
  EXPECT_THAT(world().Create(c.t.specialist, own), IsOk());
  own.set_given_by(cl::CONSENT_GIVEN_BY_PARENT);
  EXPECT_THAT(world().Create(c.t.specialist, own), IsOk());
  // Nothing holds up a withdrawal, whoever speaks.
  cl::WithdrawConsentRequest withdrawal = Withdrawal(c);
  withdrawal.set_given_by(cl::CONSENT_GIVEN_BY_PARENT);
  EXPECT_THAT(world().Call(c.t.specialist, withdrawal), IsOk());
}

// Beside the id of the other organisation stands the name by which this one has recorded it, where it has.
TEST_F(Consents, NameThePartner) {
  const Case c = NewCase(), elsewhere = NewCase();
  const cl::Consent made = world().Make(c.t.specialist, Given(c, {cl::SHARING_CATEGORY_IDENTITY}));
  ASSERT_TRUE(IsShared(c));
  EXPECT_EQ(Sharing(c.t.manager, c.person.id()).in_force(0).recipient(), "") << "not recorded yet";
  Partner jobcentre;
  jobcentre.set_name("Jobcentre Plus");
  jobcentre.set_kind(directory::v1::ORGANISATION_KIND_JOBCENTRE);
  jobcentre.set_partner_org_id(c.partner_org);
  world().Make(c.t.manager, jobcentre);
  // What another organisation calls it is its own affair.
  jobcentre.set_name("Elsewhere's name");
  world().Make(elsewhere.t.manager, jobcentre);
  const cl::Sharing sharing = Sharing(c.t.manager, c.person.id());
  EXPECT_EQ(sharing.in_force(0).recipient(), "Jobcentre Plus");
  EXPECT_EQ(sharing.in_force(0).recipient_org_id(), c.partner_org);
  ASSERT_EQ(sharing.shared_before_size(), 2);
  for (const auto& before : sharing.shared_before()) EXPECT_EQ(before.recipient(), "Jobcentre Plus");
  cl::Consent read;
  World::MustBeOk(world().Get(c.t.auditor, made.id(), &read));
  EXPECT_EQ(read.recipient(), "Jobcentre Plus");
  cl::ListConsentsRequest list;
  list.set_participant_id(c.person.id());
  cl::ListConsentsResponse statements;
  World::MustBeOk(world().Call(c.t.auditor, list, &statements));
  EXPECT_EQ(statements.consents(0).recipient(), "Jobcentre Plus");
  cl::WithdrawConsentResponse answer;
  World::MustBeOk(world().Call(c.t.specialist, Withdrawal(c), &answer));
  ASSERT_GT(answer.shared_before_size(), 0);
  EXPECT_EQ(answer.shared_before(0).recipient(), "Jobcentre Plus");
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

// What it tells of, such as a concern, is not for everybody on the team.
TEST_F(Consents, ADisclosureIsForWhoRecordedItManagersAndAuditors) {
  const Case c = NewCase();
  cl::Disclosure d;
  d.set_participant_id(c.person.id());
  d.set_basis(cl::DISCLOSURE_BASIS_SAFEGUARDING);
  d.set_necessity("A child was at risk.");
  d.set_recipient("Local authority");
  d.set_sent("Name and address.");
  *d.mutable_disclosed_on() = Day(2025, 6, 15);
  const cl::Disclosure made = world().Make(c.t.specialist, d);
  const std::string colleague = world().Token({c.t.org, {"specialist"}, {c.t.team}, "bea@example.org"});
  const std::string auditor = world().Token({c.t.org, {"auditor"}, {}, "aud@example.org"});
  const std::string manager = world().Token({c.t.org, {"manager"}, {}, "mo@example.org"});
  cl::ListDisclosuresRequest list;
  list.set_participant_id(c.person.id());
  const auto listed = [&](const std::string& token) {
    cl::ListDisclosuresResponse rows;
    World::MustBeOk(world().Call(token, list, &rows));
    return rows.disclosures_size();
  };
  cl::Disclosure seen;
  EXPECT_THAT(world().Get(colleague, made.id(), &seen), Refused(absl::StatusCode::kNotFound));
  EXPECT_EQ(listed(colleague), 0);
  for (const std::string& token : {c.t.specialist, auditor, manager}) {
    EXPECT_THAT(world().Get(token, made.id(), &seen), IsOk());
    EXPECT_EQ(listed(token), 1);
  }
  // Those that wait for a review, and no others.
  const cl::Disclosure second = world().Make(c.t.specialist, d);
  cl::ReviewDisclosureRequest review;
  review.set_request_id(NewId());
  review.set_id(made.id());
  ASSERT_THAT(world().Call(manager, review), IsOk());
  EXPECT_EQ(listed(manager), 2);
  list.set_unreviewed(true);
  cl::ListDisclosuresResponse rows;
  ASSERT_THAT(world().Call(manager, list, &rows), IsOk());
  ASSERT_EQ(rows.disclosures_size(), 1);
  EXPECT_EQ(rows.disclosures(0).id(), second.id());
  list.clear_participant_id();
  EXPECT_EQ(listed(manager), 1);
}

}  // namespace
}  // namespace gainful::integration
