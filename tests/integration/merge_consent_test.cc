// What a merge does to consent: it opens nothing, and a refusal under one record of a person stands for all of them.
#include <random>
#include <set>
#include <tuple>

#include "tests/integration/consent_fixture.h"

namespace gainful::integration {
namespace {

using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;

// What one consent in force allows: its id, to whom, what for, which kind of data, which way.
using One = std::tuple<std::string, std::string, int, int, int>;

class MergedConsents : public Consents {
 protected:
  // A further record of the person, with a journey of its own.
  struct Pair {
    Case kept, duplicate;  // of one tenant and one partner
  };
  Pair NewPair() {
    Pair pair;
    pair.kept = NewCase();
    pair.duplicate = pair.kept;
    pair.duplicate.person = world().Make(pair.kept.t.manager, pair.kept.person);
    pair.duplicate.journey = world().NewJourney(pair.kept.t.manager, pair.kept.t, pair.duplicate.person);
    return pair;
  }
  static std::string Merge(const Pair& pair) {
    cl::Merge merge;
    merge.set_participant_id(pair.kept.person.id());
    merge.set_duplicate_id(pair.duplicate.person.id());
    merge.set_reason("The same birth date.");
    cl::DecideMergeRequest decide;
    decide.set_request_id(NewId());
    decide.set_id(world().Make(pair.kept.t.specialist, merge).id());
    decide.set_decision(cl::MERGE_DECISION_SAME);
    World::MustBeOk(world().Call(Manager(pair), decide));
    return decide.id();
  }
  static void Undo(const Pair& pair, const std::string& id) {
    cl::UndoMergeRequest undo;
    undo.set_request_id(NewId());
    undo.set_id(id);
    undo.set_undo_reason("They are twins.");
    World::MustBeOk(world().Call(Manager(pair), undo));
  }
  static std::string Manager(const Pair& pair) {
    return world().Token({pair.kept.t.org, {"manager"}, {}, "max@example.org"});
  }
  // Says something about a kind of data, a while after what was said before.
  static void Say(const Case& c, cl::ConsentDecision decision,
                  cl::SharingCategory category = cl::SHARING_CATEGORY_IDENTITY, int day = 16) {
    world().clock().Advance(absl::Minutes(1));
    cl::Consent consent = Given(c, {category});
    consent.set_decision(decision);
    *consent.mutable_said_on() = Day(2025, 6, day);
    World::MustBeOk(world().Create(c.t.manager, consent));
  }
  std::set<One> Allowed(const Case& c) {
    std::set<One> all;
    const cl::Sharing sharing = Sharing(c.t.manager, c.person.id());
    for (const auto& one : sharing.in_force())
      all.insert({one.consent_id(), one.recipient_org_id(), one.purpose(), one.category(), one.direction()});
    return all;
  }
  static std::vector<cl::Consent> Said(const Case& c) {
    cl::ListConsentsRequest q;
    q.set_participant_id(c.person.id());
    cl::ListConsentsResponse said;
    World::MustBeOk(world().Call(c.t.manager, q, &said));
    return {said.consents().begin(), said.consents().end()};
  }
  // Whether a refusal among these statements of one record speaks of it, and was not taken back for its day or a later one.
  static bool IsRefused(const std::vector<cl::Consent>& statements, const One& one) {
    const auto speaks_of_it = [&](const cl::Consent& s) {
      return s.recipient_org_id() == std::get<1>(one) && s.purpose() == std::get<2>(one) &&
             std::count(s.categories().begin(), s.categories().end(), std::get<3>(one)) > 0 &&
             std::count(s.directions().begin(), s.directions().end(), std::get<4>(one)) > 0;
    };
    return std::any_of(statements.begin(), statements.end(), [&](const cl::Consent& w) {
      const auto takes_back = [&](const cl::Consent& v) {
        return v.decision() == cl::CONSENT_DECISION_GIVEN && v.number() > w.number() && speaks_of_it(v) &&
               v.said_on().day() >= w.said_on().day();
      };
      return w.decision() == cl::CONSENT_DECISION_REFUSED && speaks_of_it(w) &&
             std::none_of(statements.begin(), statements.end(), takes_back);
    });
  }
  std::vector<int> Shared(const Case& c) {
    ex::SharedParticipant shared;
    const Outcome outcome = Read(c, &shared);
    EXPECT_TRUE(outcome.ok() || outcome.code == absl::StatusCode::kNotFound) << outcome;
    return {shared.categories().begin(), shared.categories().end()};
  }
};

const auto kGiven = cl::CONSENT_DECISION_GIVEN;
const auto kRefused = cl::CONSENT_DECISION_REFUSED;

TEST_F(MergedConsents, OpenNothingOfTheOtherRecord) {
  const Pair pair = NewPair();
  Say(pair.kept, kGiven);
  const std::string id = Merge(pair);
  EXPECT_TRUE(IsShared(pair.kept));
  EXPECT_FALSE(IsShared(pair.duplicate));
  world().clock().Advance(absl::Minutes(1));
  Say(pair.kept, kGiven, cl::SHARING_CATEGORY_EMPLOYMENT);
  ex::SharedParticipant shared;
  World::MustBeOk(Read(pair.kept, &shared));
  EXPECT_THAT(shared.employment().journeys(), SizeIs(1)) << "its own journey";
  EXPECT_FALSE(IsShared(pair.duplicate));
  Undo(pair, id);
  EXPECT_TRUE(IsShared(pair.kept));
  EXPECT_FALSE(IsShared(pair.duplicate));
}

TEST_F(MergedConsents, ARefusalUnderOneRecordStandsForBoth) {
  for (const bool refused_first : {true, false}) {
    for (const bool refused_under_kept : {true, false}) {
      const Pair pair = NewPair();
      const Case& open = refused_under_kept ? pair.duplicate : pair.kept;
      const Case& closed = refused_under_kept ? pair.kept : pair.duplicate;
      if (refused_first) Say(closed, kRefused);
      Say(open, kGiven);
      if (!refused_first) Say(closed, kRefused);
      EXPECT_TRUE(IsShared(open));
      const std::string id = Merge(pair);
      EXPECT_FALSE(IsShared(open)) << refused_first << refused_under_kept;
      EXPECT_FALSE(IsShared(closed));
      EXPECT_THAT(Sharing(pair.kept.t.manager, pair.kept.person.id()).in_force(), IsEmpty());
      Undo(pair, id);
      EXPECT_TRUE(IsShared(open)) << "as it was before";
      EXPECT_FALSE(IsShared(closed));
    }
  }
}

TEST_F(MergedConsents, ARefusalStandsForWhatItSpeaksOf) {
  const Pair pair = NewPair();
  Say(pair.kept, kGiven);
  Say(pair.kept, kGiven, cl::SHARING_CATEGORY_HEALTH);
  Say(pair.duplicate, kRefused, cl::SHARING_CATEGORY_HEALTH);
  Case elsewhere = pair.duplicate;
  elsewhere.partner_org = NewId();
  Say(elsewhere, kRefused);  // to somebody else
  Merge(pair);
  EXPECT_THAT(Shared(pair.kept), UnorderedElementsAre(cl::SHARING_CATEGORY_IDENTITY));
}

TEST_F(MergedConsents, ARefusalThatTheSameRecordTookBackStandsNoLonger) {
  const Pair pair = NewPair();
  Say(pair.kept, kGiven);
  Say(pair.duplicate, kRefused);
  Say(pair.duplicate, kGiven);
  Merge(pair);
  EXPECT_TRUE(IsShared(pair.kept));
  EXPECT_TRUE(IsShared(pair.duplicate));
  // Recorded later and said earlier, it did not.
  const Pair late = NewPair();
  Say(late.kept, kGiven);
  Say(late.duplicate, kRefused, cl::SHARING_CATEGORY_IDENTITY, 16);
  Say(late.duplicate, kGiven, cl::SHARING_CATEGORY_IDENTITY, 15);
  Merge(late);
  EXPECT_FALSE(IsShared(late.kept));
}

TEST_F(MergedConsents, WhatIsSaidAfterTheMergeCountsForThePerson) {
  const Pair pair = NewPair();
  Say(pair.duplicate, kRefused);
  Merge(pair);
  Say(pair.kept, kGiven);
  EXPECT_TRUE(IsShared(pair.kept)) << "the person knows better now";
  EXPECT_FALSE(IsShared(pair.duplicate));
  Say(pair.kept, kRefused);
  EXPECT_FALSE(IsShared(pair.kept));
}

// The reader knows the person by two ids, and is told of both; what was taken back stays so, whatever is allowed again.
TEST_F(MergedConsents, AWithdrawalAfterTheMergeEndsBothAndIsTold) {
  const Pair pair = NewPair();
  Say(pair.kept, kGiven);
  Say(pair.duplicate, kGiven);
  EXPECT_TRUE(IsShared(pair.kept));
  EXPECT_TRUE(IsShared(pair.duplicate));
  Merge(pair);
  EXPECT_TRUE(IsShared(pair.kept));
  EXPECT_TRUE(IsShared(pair.duplicate));
  EXPECT_THAT(Sharing(pair.kept.t.manager, pair.kept.person.id()).in_force(), SizeIs(2));
  world().clock().Advance(absl::Minutes(1));
  cl::WithdrawConsentResponse answer;
  World::MustBeOk(world().Call(pair.kept.t.manager, Withdrawal(pair.kept), &answer));
  ASSERT_THAT(answer.shared_before(), SizeIs(2)) << "the data, and that there is any";
  EXPECT_EQ(answer.shared_before(0).times(), 4) << "read under either id";
  EXPECT_FALSE(IsShared(pair.kept));
  EXPECT_FALSE(IsShared(pair.duplicate));
  std::vector<std::string> told;
  for (const auto& notice : Notices(pair.kept)) told.push_back(notice.participant_id());
  EXPECT_THAT(told, UnorderedElementsAre(pair.kept.person.id(), pair.duplicate.person.id()));
  Say(pair.kept, kGiven);
  EXPECT_TRUE(IsShared(pair.kept));
  EXPECT_FALSE(IsShared(pair.duplicate));
}

// Statements at random under two records: together they allow what each allowed, less what a standing refusal under the other speaks of.
TEST_F(MergedConsents, WhateverWasSaidAMergeOnlyTakesAway) {
  std::mt19937 random(20250617);
  const auto upto = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  const std::vector<std::string> partners{NewId(), NewId()};
  size_t taken_away = 0, left = 0;
  for (int person = 0; person < 10; ++person) {
    Pair pair = NewPair();
    for (int i = 0; i < 8; ++i) {
      Case& c = upto(2) == 0 ? pair.kept : pair.duplicate;
      c.partner_org = partners[static_cast<size_t>(upto(2))];
      cl::Consent consent = Given(c, {static_cast<cl::SharingCategory>(1 + upto(2)), cl::SHARING_CATEGORY_EQUITY});
      *consent.mutable_said_on() = Day(2025, 6, 11 + upto(4));
      if (upto(3) == 0) consent.set_decision(kRefused);
      if (upto(2) == 0) consent.add_directions(cl::SHARING_DIRECTION_INCOMING);
      World::MustBeOk(world().Create(c.t.manager, consent));
    }
    const auto of_kept = Said(pair.kept), of_duplicate = Said(pair.duplicate);
    const auto apart_kept = Allowed(pair.kept), apart_duplicate = Allowed(pair.duplicate);
    std::set<One> together;
    for (const auto& one : apart_kept) {
      if (!IsRefused(of_duplicate, one)) together.insert(one);
    }
    for (const auto& one : apart_duplicate) {
      if (!IsRefused(of_kept, one)) together.insert(one);
    }
    const std::string id = Merge(pair);
    EXPECT_EQ(Allowed(pair.kept), together);
    EXPECT_EQ(Allowed(pair.duplicate), together) << "by whichever id";
    taken_away += apart_kept.size() + apart_duplicate.size() - together.size();
    left += together.size();
    Undo(pair, id);
    EXPECT_EQ(Allowed(pair.kept), apart_kept);
    EXPECT_EQ(Allowed(pair.duplicate), apart_duplicate);
  }
  EXPECT_GT(taken_away, 0u);
  EXPECT_GT(left, 0u);
}

// Two notices of one withdrawal on two pages.
TEST_F(MergedConsents, NoticesOfOneWithdrawalComeOneByOne) {
  const Pair pair = NewPair();
  Say(pair.kept, kGiven);
  Say(pair.duplicate, kGiven);
  Merge(pair);
  World::MustBeOk(world().Call(pair.kept.t.manager, Withdrawal(pair.kept)));
  ex::ListNoticesRequest request;
  request.set_provider_org_id(pair.kept.t.org);
  request.set_page_size(1);
  std::vector<std::string> told;
  for (int page = 0; page < 3; ++page) {
    ex::ListNoticesResponse response;
    World::MustBeOk(world().Call(pair.kept.partner, request, &response));
    for (const auto& notice : response.notices()) told.push_back(notice.participant_id());
    request.set_page_token(response.next_page_token());
    if (response.next_page_token().empty()) break;
  }
  EXPECT_THAT(told, UnorderedElementsAre(pair.kept.person.id(), pair.duplicate.person.id()));
}

}  // namespace
}  // namespace gainful::integration
