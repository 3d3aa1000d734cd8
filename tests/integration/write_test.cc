// The write path: what is acknowledged happened once, and a repeat gives the first answer.
#include <algorithm>
#include <atomic>
#include <cctype>
#include <set>
#include <thread>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "tests/integration/chain.h"
#include "tests/integration/fixture.h"

namespace gainful::integration {
namespace {

using caseload::v1::AcceptJourneyRequest;
using caseload::v1::DeclineJourneyRequest;
using caseload::v1::ExitJourneyRequest;
using caseload::v1::WithdrawJourneyRequest;
using placement::v1::ConfirmSpellRequest;
using placement::v1::EndSpellRequest;
using placement::v1::WithdrawSpellRequest;
using testing::AllOf;
using testing::Field;
using testing::IsEmpty;

class Writes : public WorldTest {
 protected:
  std::int64_t Entries(const std::string& org) {
    return sql().Count(absl::StrCat("SELECT count(*) FROM journal.entry WHERE org_id = '", org, "'"));
  }
  Journey NewJourney(const Tenant& t) {
    return world().NewJourney(t.manager, t, world().NewParticipant(t.manager, t.team));
  }
  template <class Request>
  Request Step(const std::string& id) {
    Request request;
    request.set_request_id(NewId());
    request.set_id(id);
    return request;
  }
};

testing::Matcher<const Outcome&> StaleEtag() {
  return AllOf(Refused(absl::StatusCode::kAborted), Field(&Outcome::reason, "ETAG_STALE"));
}
testing::Matcher<const Outcome&> WrongState() {
  return AllOf(Refused(absl::StatusCode::kFailedPrecondition), Field(&Outcome::reason, "STATE"));
}

TEST_F(Writes, AnUpdateChangesTheNamedFieldsAndNoOthers) {
  const Tenant t = world().NewTenant();
  Participant p = world().NewParticipant(t.manager, t.team);
  EXPECT_EQ(p.etag(), 1);
  Participant patch = p, updated, read;
  patch.set_name("Robin");
  patch.set_imd_quintile(3);
  patch.set_sex(caseload::v1::SEX_FEMALE);
  ASSERT_THAT(world().Update(t.manager, patch, {"name", "imd_quintile"}, &updated), IsOk());
  EXPECT_EQ(updated.etag(), 2);
  EXPECT_EQ(updated.name(), "Robin");
  EXPECT_EQ(updated.imd_quintile(), 3);
  EXPECT_EQ(updated.sex(), caseload::v1::SEX_UNSPECIFIED);
  ASSERT_THAT(world().Get(t.manager, p.id(), &read), IsOk());
  EXPECT_EQ(read.SerializeAsString(), updated.SerializeAsString());
  // A named field that is not set is cleared.
  patch = updated;
  patch.clear_imd_quintile();
  ASSERT_THAT(world().Update(t.manager, patch, {"imd_quintile"}, &updated), IsOk());
  EXPECT_FALSE(updated.has_imd_quintile());
  EXPECT_EQ(updated.etag(), 3);
}

TEST_F(Writes, AStaleEtagIsRefusedAndMovesNothing) {
  for (const auto& kind : ChangeableKinds()) {
    const Tenant t = world().NewTenant();
    const Journey j = NewJourney(t);
    const auto record = world().MakeOne(kind, t, j);
    const std::string field = ChangeableField(kind);
    ASSERT_THAT(world().Update(t.everyone, *record, {field}), IsOk()) << kind.field;
    const auto before = Entries(t.org);
    EXPECT_THAT(world().Update(t.everyone, *record, {field}), StaleEtag()) << kind.field;
    EXPECT_EQ(Entries(t.org), before);
    EXPECT_THAT(FaultsOfChain(&sql(), t.org), IsEmpty());
  }
}

TEST_F(Writes, AJourneyGoesThroughItsLife) {
  const Tenant t = world().NewTenant();
  Journey j = NewJourney(t);
  EXPECT_EQ(j.status(), caseload::v1::JOURNEY_STATUS_REFERRED);
  auto exit = Step<ExitJourneyRequest>(j.id());
  *exit.mutable_exited_on() = Day(2025, 3, 1);
  exit.set_exit_reason(caseload::v1::EXIT_REASON_COMPLETED);
  EXPECT_THAT(world().Call(t.manager, exit), WrongState());
  auto accept = Step<AcceptJourneyRequest>(j.id());
  *accept.mutable_accepted_on() = Day(2025, 1, 9);
  EXPECT_THAT(world().Call(t.manager, accept), InvalidFor({"accepted_on"}));
  *accept.mutable_accepted_on() = Day(2025, 1, 10);
  ASSERT_THAT(world().Call(t.manager, accept, &j), IsOk());
  EXPECT_EQ(j.status(), caseload::v1::JOURNEY_STATUS_ACTIVE);
  auto decline = Step<DeclineJourneyRequest>(j.id());
  *decline.mutable_declined_on() = Day(2025, 1, 20);
  decline.set_decline_reason(caseload::v1::DECLINE_REASON_OTHER);
  EXPECT_THAT(world().Call(t.manager, decline), WrongState());
  *exit.mutable_exited_on() = Day(2025, 1, 9);
  EXPECT_THAT(world().Call(t.manager, exit), InvalidFor({"exited_on"}));
  *exit.mutable_exited_on() = Day(2025, 1, 10);
  ASSERT_THAT(world().Call(t.manager, exit, &j), IsOk());
  EXPECT_EQ(j.status(), caseload::v1::JOURNEY_STATUS_EXITED);
  ASSERT_THAT(world().Call(t.manager, Step<WithdrawJourneyRequest>(j.id()), &j), IsOk());
  EXPECT_EQ(j.status(), caseload::v1::JOURNEY_STATUS_WITHDRAWN);
  EXPECT_EQ(j.withdrawn_on().SerializeAsString(), Day(2025, 6, 16).SerializeAsString());
  EXPECT_EQ(j.etag(), 4);
  EXPECT_THAT(world().Call(t.manager, Step<WithdrawJourneyRequest>(j.id())), WrongState());
  EXPECT_THAT(world().Update(t.manager, j, {"followed_to"}), WrongState());
  EXPECT_THAT(FaultsOfChain(&sql(), t.org), IsEmpty());
}

TEST_F(Writes, ADeclinedReferralStaysDeclined) {
  const Tenant t = world().NewTenant();
  Journey j = NewJourney(t);
  auto decline = Step<DeclineJourneyRequest>(j.id());
  *decline.mutable_declined_on() = Day(2025, 1, 20);
  decline.set_decline_reason(caseload::v1::DECLINE_REASON_OUT_OF_AREA);
  ASSERT_THAT(world().Call(t.manager, decline, &j), IsOk());
  EXPECT_EQ(j.status(), caseload::v1::JOURNEY_STATUS_DECLINED);
  auto accept = Step<AcceptJourneyRequest>(j.id());
  *accept.mutable_accepted_on() = Day(2025, 1, 21);
  EXPECT_THAT(world().Call(t.manager, accept), WrongState());
}

TEST_F(Writes, ASpellGoesThroughItsLife) {
  const Tenant t = world().NewTenant();
  Spell s = world().NewSpell(t.manager, NewJourney(t));  // from 2025-02-03
  auto confirm = Step<ConfirmSpellRequest>(s.id());
  confirm.set_evidence(placement::v1::EVIDENCE_KIND_PAYSLIP);
  *confirm.mutable_last_confirmed_on() = Day(2025, 2, 2);
  EXPECT_THAT(world().Call(t.manager, confirm), InvalidFor({"last_confirmed_on"}));
  *confirm.mutable_last_confirmed_on() = Day(2025, 3, 31);
  ASSERT_THAT(world().Call(t.manager, confirm, &s), IsOk());
  auto end = Step<EndSpellRequest>(s.id());
  end.set_end_reason(placement::v1::END_REASON_RESIGNED);
  *end.mutable_ended_on() = Day(2025, 3, 30);  // evidence says that it went on
  EXPECT_THAT(world().Call(t.manager, end), InvalidFor({"ended_on"}));
  *end.mutable_ended_on() = Day(2025, 4, 1);
  ASSERT_THAT(world().Call(t.manager, end, &s), IsOk());
  EXPECT_EQ(s.status(), placement::v1::SPELL_STATUS_ENDED);
  end.set_request_id(NewId());
  EXPECT_THAT(world().Call(t.manager, end), WrongState());
  ASSERT_THAT(world().Call(t.manager, Step<WithdrawSpellRequest>(s.id()), &s), IsOk());
  EXPECT_EQ(s.status(), placement::v1::SPELL_STATUS_WITHDRAWN);
  EXPECT_THAT(world().Call(t.manager, Step<WithdrawSpellRequest>(s.id())), WrongState());
  EXPECT_THAT(world().Update(t.manager, s, {"job_title"}), WrongState());
}

TEST_F(Writes, NothingIsRecordedUnderAWithdrawnJourney) {
  const Tenant t = world().NewTenant();
  const Journey j = NewJourney(t);
  ASSERT_THAT(world().Call(t.manager, Step<WithdrawJourneyRequest>(j.id())), IsOk());
  Spell s;
  s.set_journey_id(j.id());
  *s.mutable_started_on() = Day(2025, 2, 3);
  EXPECT_THAT(world().Create(t.manager, s), WrongState());
}

// A record that was taken back goes no further.
TEST_F(Writes, AWithdrawnRecordTakesNoStep) {
  const Tenant t = world().NewTenant();
  const Journey j = NewJourney(t);
  int tried = 0;
  for (const auto& kind : AllKinds()) {
    if (kind.steps.empty()) continue;
    const auto record = world().MakeOne(kind, t, j);
    const std::string id = GetText(*record, "id");
    const auto take = [&](const MethodDescriptor* step) {
      const auto request = NewMessage(step->input_type());
      SetText(request.get(), "request_id", NewId());
      SetText(request.get(), "id", id);
      FillStep(request.get());
      return world().Call(t.manager, *request);
    };
    const auto* service = kind.create->service();
    const auto* withdraw = service->FindMethodByName("Withdraw" + kind.type->name());
    if (withdraw == nullptr) continue;  // a disclosure happened; it is not taken back
    ASSERT_THAT(take(withdraw), IsOk());
    for (const auto* step : kind.steps) {
      EXPECT_THAT(take(step), WrongState()) << step->name();
      ++tried;
    }
  }
  EXPECT_EQ(tried, 6 + 3 + 1 + 1 + 3 + 8 + 1 + 1 + 1 + 7 + 6 + 1 + 3);
}

// A token may speak of an organisation that the operator has not made here.
TEST_F(Writes, AnOrganisationThatIsNotOnRecordWritesNothing) {
  const std::string org = NewId();
  const std::string token = world().Token({org, {"manager"}});
  Team team;
  team.set_name("North");
  EXPECT_THAT(world().Create(token, team),
              AllOf(Refused(absl::StatusCode::kFailedPrecondition), Field(&Outcome::reason, "NO_ORGANISATION")));
  EXPECT_EQ(Entries(org), 0);
  EXPECT_THAT(world().Call(token, directory::v1::ListTeamsRequest()), IsOk());
}

TEST_F(Writes, ARepeatedCreateGivesTheFirstAnswerByteForByte) {
  const Tenant t = world().NewTenant();
  Participant p;
  p.set_team_id(t.team);
  p.set_name("Sam");
  for (const char* key : {"b", "a", "d", "c"}) (*p.mutable_local_characteristics())[key] = key;
  const std::string id = NewId();
  Participant made;
  const Outcome first = world().Create(t.manager, p, &made, id);
  ASSERT_THAT(first, IsOk());
  Participant changed = made;
  changed.set_name("Robin");
  ASSERT_THAT(world().Update(t.manager, changed, {"name"}), IsOk());
  world().clock().Advance(absl::Minutes(5));
  const auto entries = Entries(t.org);
  const Outcome again = world().Create(t.manager, p, nullptr, id);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again.bytes, first.bytes);
  EXPECT_EQ(Entries(t.org), entries);
}

TEST_F(Writes, ARepeatedUpdateGivesTheFirstAnswerEvenAfterLaterOnes) {
  const Tenant t = world().NewTenant();
  Participant p = world().NewParticipant(t.manager, t.team);
  p.set_name("Second");
  const std::string id = NewId();
  Participant second;
  const Outcome first = world().Update(t.manager, p, {"name"}, &second, id);
  ASSERT_THAT(first, IsOk());
  second.set_name("Third");
  second.set_team_id(t.other_team);
  ASSERT_THAT(world().Update(t.manager, second, {"name", "team_id"}), IsOk());
  const Outcome again = world().Update(t.manager, p, {"name"}, nullptr, id);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again.bytes, first.bytes);
}

TEST_F(Writes, ARepeatedStepGivesTheFirstAnswerEvenAfterLaterOnes) {
  const Tenant t = world().NewTenant();
  const Journey j = NewJourney(t);
  auto accept = Step<AcceptJourneyRequest>(j.id());
  *accept.mutable_accepted_on() = Day(2025, 1, 20);
  const Outcome first = world().Call(t.manager, accept);
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(world().Call(t.manager, Step<WithdrawJourneyRequest>(j.id())), IsOk());
  const Outcome again = world().Call(t.manager, accept);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again.bytes, first.bytes);
}

TEST_F(Writes, ARepeatedOrganisationIsTheSameOrganisation) {
  const std::string token = world().Token({world().operator_org(), {"administrator"}});
  Organisation o;
  o.set_name("Once");
  o.set_kind(directory::v1::ORGANISATION_KIND_PROVIDER);
  std::string id = NewId();
  const Outcome first = world().Create(token, o, nullptr, id);
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(world().Create(token, o, nullptr, id).bytes, first.bytes);
  // An id is the same id in capitals; the request, byte for byte, is not.
  std::transform(id.begin(), id.end(), id.begin(), [](char c) { return std::toupper(c); });
  EXPECT_THAT(world().Create(token, o, nullptr, id), InvalidFor({"request_id"}));
  EXPECT_EQ(sql().Count("SELECT count(*) FROM directory.organisation WHERE name = 'Once'"), 1);
}

TEST_F(Writes, TheSameRequestIdWithAnotherContentIsRefused) {
  const Tenant t = world().NewTenant();
  const std::string id = NewId();
  Participant p;
  p.set_team_id(t.team);
  p.set_name("Sam");
  Participant made;
  ASSERT_THAT(world().Create(t.manager, p, &made, id), IsOk());
  const auto entries = Entries(t.org);
  p.set_name("Robin");
  EXPECT_THAT(world().Create(t.manager, p, nullptr, id), InvalidFor({"request_id"}));
  made.set_name("Robin");
  EXPECT_THAT(world().Update(t.manager, made, {"name"}, nullptr, id), InvalidFor({"request_id"}));
  Team team;
  team.set_name("Third");
  EXPECT_THAT(world().Create(t.manager, team, nullptr, id), InvalidFor({"request_id"}));
  EXPECT_EQ(Entries(t.org), entries);
  // Another caller's ids are their own.
  EXPECT_THAT(world().Create(world().Token({t.org, {"manager"}, {}, "bob@example.org"}), p, nullptr, id), IsOk());
}

TEST_F(Writes, ARefusedRequestIdMayBeUsedAgain) {
  const Tenant t = world().NewTenant();
  const std::string id = NewId();
  Participant p;
  p.set_team_id(NewId());
  p.set_name("Sam");
  ASSERT_THAT(world().Create(t.manager, p, nullptr, id), NotFoundFor({"participant.team_id"}));
  p.set_team_id(t.team);
  EXPECT_THAT(world().Create(t.manager, p, nullptr, id), IsOk());
}

TEST_F(Writes, TwoCallsAtOnceWithOneRequestIdMakeOneRecord) {
  const Tenant t = world().NewTenant();
  for (int round = 0; round < 10; ++round) {
    Participant p;
    p.set_team_id(t.team);
    p.set_name(absl::StrCat("Sam ", round));
    const std::string id = NewId();
    Outcome outcomes[2];
    std::thread other([&] { outcomes[0] = world().Create(t.manager, p, nullptr, id); });
    outcomes[1] = world().Create(t.manager, p, nullptr, id);
    other.join();
    ASSERT_THAT(outcomes[0], IsOk());
    ASSERT_THAT(outcomes[1], IsOk());
    EXPECT_EQ(outcomes[0].bytes, outcomes[1].bytes);
  }
  EXPECT_EQ(sql().Count(absl::StrCat("SELECT count(*) FROM caseload.participant WHERE org_id = '", t.org, "'")), 10);
  EXPECT_THAT(FaultsOfChain(&sql(), t.org), IsEmpty());
}

// Sixteen callers change one record, each with the etag that it last saw, until eight of each one's changes are acknowledged.
TEST_F(Writes, EveryAcknowledgedUpdateIsJournalledOnce) {
  const Tenant t = world().NewTenant();
  const Participant p = world().NewParticipant(t.manager, t.team);
  constexpr int kThreads = 16, kEach = 8;
  std::atomic<int> unexpected{0};
  const auto change = [&](int n) {
    Participant mine = p;
    for (int done = 0; done < kEach;) {
      mine.set_name(absl::StrCat(n, "/", done));
      const Outcome outcome = world().Update(t.manager, mine, {"name"}, &mine);
      if (outcome.ok()) {
        ++done;
      } else {
        if (outcome.code != absl::StatusCode::kAborted) ++unexpected;
        if (!world().Get(t.manager, p.id(), &mine).ok()) ++unexpected;
      }
    }
  };
  std::vector<std::thread> threads;
  for (int n = 0; n < kThreads; ++n) threads.emplace_back(change, n);
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(unexpected, 0);
  std::set<std::string> names;
  std::int64_t etag = 1;
  for (const auto& hex : sql().Column(absl::StrCat("SELECT encode(body, 'hex') FROM journal.entry WHERE subject = '",
                                                   p.id(), "' AND method = 'UpdateParticipant' ORDER BY seq"))) {
    Participant written;
    ASSERT_TRUE(written.ParseFromString(absl::HexStringToBytes(hex)));
    EXPECT_EQ(written.etag(), ++etag);
    EXPECT_TRUE(names.insert(written.name()).second) << written.name() << " is there twice";
  }
  EXPECT_EQ(names.size(), kThreads * kEach);
  EXPECT_THAT(FaultsOfChain(&sql(), t.org), IsEmpty());
}

// Names are unique within an organisation; the other one may have the same.
TEST_F(Writes, ANameThatIsTakenIsRefused) {
  const Tenant a = world().NewTenant(), b = world().NewTenant();
  Team team;
  team.set_name("North");
  const auto entries = Entries(a.org);
  EXPECT_THAT(world().Create(a.manager, team), Refused(absl::StatusCode::kAlreadyExists));
  EXPECT_EQ(Entries(a.org), entries);
  team.set_name("West");
  EXPECT_THAT(world().Create(a.manager, team), IsOk());
  EXPECT_THAT(world().Create(b.manager, team), IsOk());
}

// An id is the same id in capitals: what is answered is what is stored.
TEST_F(Writes, IdsInCapitalsAreAnsweredAsTheyAreStored) {
  const Tenant t = world().NewTenant();
  std::string team = t.team;
  std::transform(team.begin(), team.end(), team.begin(), [](char c) { return std::toupper(c); });
  Participant p, read;
  p.set_team_id(team);
  p.set_name("Sam");
  const Participant made = world().Make(t.manager, p);
  EXPECT_EQ(made.team_id(), t.team);
  ASSERT_THAT(world().Get(t.manager, made.id(), &read), IsOk());
  EXPECT_EQ(made.SerializeAsString(), read.SerializeAsString());
  p = made;
  p.set_team_id(team);
  EXPECT_THAT(world().Update(t.manager, p, {"team_id"}, &p), IsOk());
  EXPECT_EQ(p.team_id(), t.team);
}

}  // namespace
}  // namespace gainful::integration
