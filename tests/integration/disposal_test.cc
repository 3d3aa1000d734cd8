// Who is listed for disposal, who may sign, and who stays after all.
#include "tests/integration/disposal_fixture.h"

#include "tests/integration/cli.h"

namespace gainful::integration {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

TEST_F(Disposals, ListWhoWasKeptForLongEnoughAndWhy) {
  const Tenant t = NewTenant();
  const Participant p = NewPerson(t);
  const Journey j = NewEnded(t, p);
  NewPerson(t, "Without a journey");
  world().NewJourney(t.manager, t, NewPerson(t, "Under way"));
  EXPECT_THAT(Propose(t, Day(2020, 4, 30)).people(), IsEmpty());
  EXPECT_THAT(Propose(t, Day(2020, 5, 1)).people(), IsEmpty());
  const cl::Disposal list = Propose(t, Day(2020, 5, 2));
  ASSERT_THAT(PeopleOn(list), ElementsAre(p.id()));
  const auto& line = list.people(0);
  EXPECT_EQ(line.journey_id(), j.id());
  EXPECT_EQ(line.programme_id(), t.programme);
  EXPECT_EQ(line.counted_from().ShortDebugString(), Day(2012, 5, 1).ShortDebugString());
  EXPECT_EQ(line.retention_years(), 8);
  EXPECT_EQ(line.kept_to().ShortDebugString(), Day(2020, 5, 1).ShortDebugString());
  EXPECT_EQ(line.outcome(), cl::DISPOSAL_OUTCOME_LISTED);
  EXPECT_EQ(list.listed(), 1);
  EXPECT_EQ(list.drawn_by(), "ann@example.org");
  EXPECT_EQ(list.status(), cl::DISPOSAL_STATUS_OPEN);
  EXPECT_THAT(TryPropose(t.manager, Day(2025, 6, 17), nullptr), InvalidFor({"disposal.as_of"}));
}

TEST_F(Disposals, ListNobodyOfAProgrammeThatSaysNothing) {
  const Tenant t = world().NewTenant();
  NewDue(t);
  EXPECT_THAT(Propose(t).people(), IsEmpty());
}

TEST_F(Disposals, ListChildrenByTheirAge) {
  const Tenant t = NewTenant();
  Programme programme;
  ASSERT_THAT(world().Get(t.manager, t.programme, &programme), IsOk());
  programme.set_retention_until_age(25);
  programme.set_retention_until_age_at_17(26);
  ASSERT_THAT(world().Update(t.manager, programme, {"retention_until_age", "retention_until_age_at_17"}), IsOk());
  Participant p;
  p.set_team_id(t.team);
  p.set_name("Sam");
  *p.mutable_birth_date() = Day(1995, 5, 1);  // 17 on the day of the exit
  p = world().Make(t.manager, p);
  NewEnded(t, p);
  NewDue(t);  // of whom no birth is known
  EXPECT_THAT(Propose(t, Day(2021, 5, 1)).people(), IsEmpty());
  const cl::Disposal list = Propose(t, Day(2021, 5, 2));
  ASSERT_THAT(PeopleOn(list), ElementsAre(p.id()));
  EXPECT_EQ(list.people(0).until_age(), 26);
  EXPECT_EQ(list.birth_unknown(), 1);
}

TEST_F(Disposals, LeaveOutWhoIsUnderLegalHold) {
  const Tenant t = NewTenant();
  const Participant p = NewDue(t), q = NewDue(t);
  const cl::LegalHold first = Hold(t, p), second = Hold(t, p);
  EXPECT_EQ(first.set_by(), "ann@example.org");
  EXPECT_EQ(first.set_on().ShortDebugString(), Day(2025, 6, 16).ShortDebugString());
  const cl::Disposal without = Propose(t);
  EXPECT_THAT(PeopleOn(without), ElementsAre(q.id()));
  EXPECT_EQ(without.on_hold(), 1);
  cl::LegalHold lifted;
  ASSERT_THAT(Lift(Second(t), first, &lifted), IsOk());
  EXPECT_EQ(lifted.lifted_by(), "bea@example.org");
  EXPECT_EQ(lifted.lift_reason(), "The inquiry has reported.");
  EXPECT_THAT(Lift(t.manager, first), RefusedState("STATE"));
  EXPECT_THAT(PeopleOn(Propose(t)), ElementsAre(q.id())) << "another hold stands";
  ASSERT_THAT(Lift(t.manager, second), IsOk());
  EXPECT_THAT(PeopleOn(Propose(t)), UnorderedElementsAre(p.id(), q.id()));
}

TEST_F(Disposals, AreSignedByAnotherManager) {
  const Tenant t = NewTenant(), other = NewTenant();
  const Participant p = NewDue(t);
  const cl::Disposal list = Propose(t);
  EXPECT_THAT(Sign(t.manager, list), RefusedState("OWN_LIST"));
  for (const auto& token : {t.specialist, t.auditor, t.commissioner, t.partner, t.administrator}) {
    EXPECT_THAT(Sign(token, list), Refused(absl::StatusCode::kPermissionDenied));
    EXPECT_THAT(Strike(token, list, p.id()), Refused(absl::StatusCode::kPermissionDenied));
    EXPECT_THAT(TryPropose(token, Day(2025, 6, 16), nullptr), Refused(absl::StatusCode::kPermissionDenied));
    cl::LegalHold hold;
    hold.set_participant_id(p.id());
    hold.set_reason("Because.");
    EXPECT_THAT(world().Create(token, hold), Refused(absl::StatusCode::kPermissionDenied));
  }
  EXPECT_THAT(Sign(Second(other), list), Refused(absl::StatusCode::kNotFound));
  EXPECT_THAT(Strike(Second(other), list, p.id()), Refused(absl::StatusCode::kNotFound));
  cl::LegalHold hold;
  hold.set_participant_id(p.id());
  hold.set_reason("Because.");
  EXPECT_THAT(world().Create(other.manager, hold), NotFoundFor({"legal_hold.participant_id"}));
  EXPECT_TRUE(IsOnRecord(t, p));
  const cl::Disposal done = Signed(t, list);
  EXPECT_EQ(done.signed_by(), "bea@example.org");
  EXPECT_EQ(done.disposed(), 1);
  EXPECT_EQ(done.status(), cl::DISPOSAL_STATUS_SIGNED);
  EXPECT_EQ(LineOf(done, p).outcome(), cl::DISPOSAL_OUTCOME_DISPOSED);
  EXPECT_EQ(LineOf(done, p).decided_by(), "bea@example.org");
  EXPECT_FALSE(IsOnRecord(t, p));
  EXPECT_THAT(Sign(Second(t), done), RefusedState("STATE"));
}

TEST_F(Disposals, LeaveWhoWasStruckOff) {
  const Tenant t = NewTenant();
  const Participant stays = NewDue(t), goes = NewDue(t), elsewhere = NewPerson(t);
  const cl::Disposal list = Propose(t);
  EXPECT_THAT(Strike(t.manager, list, elsewhere.id()), NotFoundFor({"participant_id"}));
  cl::Disposal struck;
  ASSERT_THAT(Strike(t.manager, list, stays.id(), &struck), IsOk());
  EXPECT_EQ(struck.struck(), 1);
  EXPECT_EQ(LineOf(struck, stays).reason(), "The complaint is not closed.");
  EXPECT_THAT(Strike(t.manager, struck, stays.id()), RefusedState("STATE"));
  EXPECT_THAT(Sign(Second(t), list), Refused(absl::StatusCode::kAborted)) << "who signs must have seen it as it is";
  const cl::Disposal done = Signed(t, struck);
  EXPECT_EQ(done.disposed(), 1);
  EXPECT_EQ(LineOf(done, stays).outcome(), cl::DISPOSAL_OUTCOME_STRUCK);
  EXPECT_EQ(LineOf(done, stays).decided_by(), "ann@example.org");
  EXPECT_TRUE(IsOnRecord(t, stays));
  EXPECT_FALSE(IsOnRecord(t, goes));
  EXPECT_THAT(Strike(t.manager, done, stays.id()), RefusedState("STATE"));
}

// What happened between the drawing up and the signature keeps a person, and the answer says what it was.
TEST_F(Disposals, LeaveWhomSomethingHappenedTo) {
  const Tenant t = NewTenant();
  const Participant held = NewDue(t), met = NewDue(t), reopened = NewPerson(t), goes = NewDue(t);
  const Journey j = NewEnded(t, reopened);
  const cl::Disposal list = Propose(t);
  ASSERT_EQ(list.listed(), 4);
  Hold(t, held);
  // Entered late, of a day that alone would not lengthen any period.
  world().Make(t.specialist, ContactWith(met, Day(2011, 1, 1)));
  cl::ReopenJourneyRequest reopen;
  reopen.set_request_id(NewId());
  reopen.set_id(j.id());
  reopen.set_reopen_reason("Back again.");
  ASSERT_THAT(world().Call(t.manager, reopen), IsOk());
  const cl::Disposal done = Signed(t, list);
  EXPECT_EQ(done.disposed(), 1);
  EXPECT_EQ(LineOf(done, goes).outcome(), cl::DISPOSAL_OUTCOME_DISPOSED);
  for (const auto& [person, reason] :
       {std::pair(held, "legal hold"), std::pair(met, "contact"), std::pair(reopened, "A journey is open")}) {
    EXPECT_EQ(LineOf(done, person).outcome(), cl::DISPOSAL_OUTCOME_KEPT);
    EXPECT_THAT(LineOf(done, person).reason(), HasSubstr(reason));
    EXPECT_TRUE(IsOnRecord(t, person));
  }
  EXPECT_FALSE(IsOnRecord(t, goes));
  // Nothing has happened since the next list, which has the one who was met and is still due.
  EXPECT_THAT(PeopleOn(Propose(t)), ElementsAre(met.id()));
}

TEST_F(Disposals, LeaveWhoIsNoLongerDue) {
  const Tenant t = NewTenant();
  const Participant p = NewDue(t);
  const cl::Disposal list = Propose(t);
  Keep(t, 20);
  const cl::Disposal done = Signed(t, list);
  EXPECT_EQ(done.disposed(), 0);
  EXPECT_THAT(LineOf(done, p).reason(), HasSubstr("2032-05-01"));
  EXPECT_TRUE(IsOnRecord(t, p));
}

TEST_F(Disposals, CountALaterContact) {
  const Tenant t = NewTenant();
  const Participant p = NewDue(t);
  world().Make(t.specialist, ContactWith(p, Day(2013, 1, 1)));
  EXPECT_THAT(Propose(t, Day(2021, 1, 1)).people(), IsEmpty());
  EXPECT_THAT(PeopleOn(Propose(t, Day(2021, 1, 2))), ElementsAre(p.id()));
}

TEST_F(Disposals, AreHarmlessWhenRepeated) {
  const Tenant t = NewTenant();
  const Participant p = NewDue(t);
  cl::Disposal twice;
  *twice.mutable_as_of() = Day(2025, 6, 16);
  const std::string id = NewId();
  const Outcome drawn = world().Create(t.manager, twice, &twice, id);
  cl::Disposal again;
  *again.mutable_as_of() = Day(2025, 6, 16);
  EXPECT_EQ(world().Create(t.manager, again, &again, id).bytes, drawn.bytes);
  auto signature = Signature(twice);
  const Outcome first = world().Call(Second(t), signature);
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(world().Call(Second(t), signature).bytes, first.bytes);
  signature.set_etag(7);
  EXPECT_THAT(world().Call(Second(t), signature), InvalidFor({"request_id"}));
  EXPECT_EQ(sql().Count(absl::StrCat("SELECT count(*) FROM journal.entry WHERE org_id = '", t.org,
                                     "' AND method = 'SignDisposal'")),
            1);
  EXPECT_FALSE(IsOnRecord(t, p));
}

// Two lists may name the same person; the second finds them gone.
TEST_F(Disposals, TakeAllRecordsOfAPersonOrNone) {
  const Tenant t = NewTenant();
  const Participant kept = NewPerson(t), duplicate = NewDue(t), third = NewPerson(t);
  Merge(t, kept, duplicate);
  const std::string undone = Merge(t, kept, third);
  const Journey open = world().NewJourney(t.manager, t, kept);
  EXPECT_THAT(Propose(t).people(), IsEmpty()) << "a journey under another record is open";
  cl::WithdrawJourneyRequest withdraw;
  withdraw.set_request_id(NewId());
  withdraw.set_id(open.id());
  World::MustBeOk(world().Call(t.manager, withdraw));
  EXPECT_THAT(Propose(t).people(), IsEmpty()) << "and has only just ended";
  sql().Run(
      absl::StrCat("UPDATE caseload.journey SET referred_on = '2012-01-01', accepted_on = '2012-01-01', "
                   "withdrawn_on = '2013-01-01' WHERE id = '",
                   open.id(), "'"));
  const cl::Disposal list = Propose(t);
  EXPECT_THAT(PeopleOn(list), UnorderedElementsAre(kept.id(), duplicate.id(), third.id()));
  EXPECT_EQ(list.listed(), 3);
  for (const auto& line : list.people()) EXPECT_EQ(line.journey_id(), open.id()) << "which ended last";
  const cl::Disposal signed_list = Signed(t, list);
  EXPECT_EQ(signed_list.disposed(), 3);
  for (const auto& p : {kept, duplicate, third}) EXPECT_FALSE(IsOnRecord(t, p));
  EXPECT_EQ(sql().Count(absl::StrCat("SELECT count(*) FROM caseload.merge WHERE org_id = '", t.org, "'")), 0);
}

TEST_F(Disposals, LeaveAllRecordsOfAPersonWithOne) {
  const Tenant t = NewTenant();
  const Participant kept = NewDue(t), duplicate = NewDue(t), met = NewDue(t), met_too = NewDue(t);
  Merge(t, kept, duplicate);
  Merge(t, met, met_too);
  const cl::LegalHold hold = Hold(t, kept);
  cl::LegalHold refused;
  refused.set_participant_id(duplicate.id());
  refused.set_reason("A claim.");
  EXPECT_THAT(world().Create(t.manager, refused), RefusedState("MERGED"));
  const cl::Disposal held = Propose(t);
  EXPECT_THAT(PeopleOn(held), UnorderedElementsAre(met.id(), met_too.id()));
  EXPECT_EQ(held.on_hold(), 1) << "one person";
  cl::ListLegalHoldsRequest of_duplicate;
  of_duplicate.set_participant_id(duplicate.id());
  cl::ListLegalHoldsResponse holds;
  World::MustBeOk(world().Call(t.manager, of_duplicate, &holds));
  EXPECT_EQ(holds.legal_holds_size(), 1);
  World::MustBeOk(Lift(t.manager, hold));
  const cl::Disposal list = Propose(t);
  EXPECT_EQ(list.listed(), 4);
  cl::Disposal struck;
  World::MustBeOk(Strike(t.manager, list, duplicate.id(), &struck));
  EXPECT_EQ(struck.struck(), 2) << "with all their records";
  EXPECT_THAT(Strike(t.manager, struck, kept.id()), RefusedState("STATE"));
  world().Make(t.specialist, ContactWith(met, Day(2011, 1, 1)));
  const cl::Disposal done = Signed(t, struck);
  EXPECT_EQ(done.disposed(), 0);
  for (const auto& p : {met, met_too}) {
    EXPECT_EQ(LineOf(done, p).outcome(), cl::DISPOSAL_OUTCOME_KEPT);
    EXPECT_THAT(LineOf(done, p).reason(), HasSubstr("contact"));
  }
  for (const auto& p : {kept, duplicate, met, met_too}) EXPECT_TRUE(IsOnRecord(t, p));
}

// Merged with somebody, or told apart, while a list waits: it was drawn up about other people.
TEST_F(Disposals, LeaveWhomAMergeConcernsMeanwhile) {
  const Tenant t = NewTenant();
  const Participant kept = NewDue(t), duplicate = NewPerson(t), one = NewDue(t), other = NewDue(t), goes = NewDue(t);
  const std::string merge = Merge(t, one, other);
  const cl::Disposal list = Propose(t);
  EXPECT_THAT(PeopleOn(list), UnorderedElementsAre(kept.id(), one.id(), other.id(), goes.id()));
  Merge(t, kept, duplicate);
  cl::UndoMergeRequest undo;
  undo.set_request_id(NewId());
  undo.set_id(merge);
  undo.set_undo_reason("Twins.");
  World::MustBeOk(world().Call(t.manager, undo));
  const cl::Disposal done = Signed(t, list);
  EXPECT_EQ(done.disposed(), 1);
  EXPECT_THAT(LineOf(done, kept).reason(), HasSubstr("Another record of the same person"));
  for (const auto& p : {one, other}) EXPECT_THAT(LineOf(done, p).reason(), HasSubstr("merge"));
  for (const auto& p : {kept, duplicate, one, other}) EXPECT_TRUE(IsOnRecord(t, p));
  EXPECT_FALSE(IsOnRecord(t, goes));
}

TEST_F(Disposals, FindWhoIsGone) {
  const Tenant t = NewTenant();
  const Participant p = NewDue(t);
  const cl::Disposal first = Propose(t), second = Propose(t);
  Signed(t, first);
  const cl::Disposal done = Signed(t, second);
  EXPECT_EQ(done.disposed(), 0);
  EXPECT_EQ(LineOf(done, p).outcome(), cl::DISPOSAL_OUTCOME_GONE);
}

TEST_F(Disposals, AreShownWithNamesAsLongAsThereAreAny) {
  const Tenant t = NewTenant();
  const Participant p = NewDue(t, "Sam Readable");
  const cl::Disposal list = Propose(t);
  EXPECT_EQ(list.people(0).name(), "") << "the list itself names nobody";
  cl::Disposal shown;
  ASSERT_THAT(world().Get(t.auditor, list.id(), &shown), IsOk());
  EXPECT_EQ(LineOf(shown, p).name(), "Sam Readable");
  const std::string reads = absl::StrCat("SELECT count(*) FROM journal.access WHERE org_id = '", t.org,
                                         "' AND method = 'GetDisposal' AND person = '", p.id(), "'");
  EXPECT_EQ(sql().Count(reads), 1);
  Signed(t, list);
  ASSERT_THAT(world().Get(t.auditor, list.id(), &shown), IsOk());
  EXPECT_EQ(LineOf(shown, p).name(), "");
  EXPECT_EQ(sql().Count(reads), 1) << "nothing of them was shown";
}

// Far more people than one list holds, and than are looked at in one go.
TEST_F(Disposals, HoldAThousandPeopleEach) {
  const Tenant t = NewTenant();
  sql().Run(absl::StrCat(
      "WITH p AS (INSERT INTO caseload.participant (id, org_id, etag, updated_at, team_id, name, disabilities, lsoa, "
      "local_characteristics, source, source_key, nhs_number) SELECT gen_random_uuid(), '",
      t.org, "', 1, '2012-01-01', '", t.team,
      "', 'Sam', '{}', '', '{}', '', '', '' FROM generate_series(1, 2100) RETURNING org_id, id, team_id) INSERT INTO "
      "caseload.journey (id, org_id, etag, updated_at, participant_id, programme_id, team_id, referred_on, "
      "accepted_on, exited_on, source, source_key, referral_reason, triage_reason, triaged_by, reopen_reason) SELECT "
      "gen_random_uuid(), org_id, 1, '2012-01-01', id, '",
      t.programme, "', team_id, '2010-01-01', '2010-02-01', '2012-05-01', '', '', '', '', '', '' FROM p"));
  for (const int wanted : {1000, 1000, 100}) {
    const cl::Disposal list = Propose(t);
    EXPECT_EQ(list.listed(), wanted);
    EXPECT_EQ(list.more(), wanted == 1000);
    EXPECT_EQ(Signed(t, list).disposed(), wanted);
  }
  EXPECT_EQ(sql().Count(absl::StrCat("SELECT count(*) FROM caseload.participant WHERE org_id = '", t.org, "'")), 0);
}

TEST_F(Disposals, ReadWellOnTheCommandLine) {
  const Tenant t = NewTenant();
  const Participant p = NewDue(t, "Sam Readable");
  const Printed drawn = RunCli(world(), t.manager, {"disposal", "propose"});
  ASSERT_EQ(drawn.code, 0) << drawn.err;
  EXPECT_THAT(drawn.out, HasSubstr(p.id()));
  EXPECT_THAT(drawn.out, HasSubstr("waits for a signature"));
  const std::string id = Propose(t).id();
  const Printed shown = RunCli(world(), t.manager, {"disposal", "get", id});
  EXPECT_THAT(shown.out, HasSubstr("Sam Readable"));
  const Printed held = RunCli(world(), t.manager, {"hold", "set", "--participant-id", p.id(), "--reason", "Inquiry"});
  EXPECT_EQ(held.code, 0) << held.err;
  const Printed done = RunCli(world(), Second(t), {"disposal", "sign", id, "--etag", "1"});
  EXPECT_EQ(done.code, 0) << done.err;
  EXPECT_THAT(done.out, HasSubstr("legal hold"));
}

}  // namespace
}  // namespace gainful::integration
