// What is left of a person whose record was disposed of, whoever wrote to it at the same moment.
#include <thread>

#include "absl/strings/escaping.h"
#include "absl/strings/str_join.h"
#include "gainful/reporting/v1/reporting.pb.h"
#include "gainful/type/v1/import.pb.h"
#include "tests/integration/chain.h"
#include "tests/integration/cli.h"
#include "tests/integration/disposal_fixture.h"

namespace gainful::integration {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class DisposedRecords : public Disposals {
 protected:
  // A row of every table that holds something of a person. What is recorded lately would keep them, so it is dated back.
  Participant NewPersonWithEverything(const Tenant& t, const std::string& name, int variant = 0) {
    const Participant p = NewPerson(t, name);
    const Journey j = world().NewJourney(t.manager, t, p);
    for (const auto& kind : AllKinds()) {
      if (kind.is_personal && kind.field != "participant") world().MakeOne(kind, t, j, variant);
    }
    LiftAll(t, p);
    Share(t, p);
    EnterAsStudent(t, p);
    Stage(t, p, j, variant);
    sql().Run(absl::StrCat(
        "UPDATE caseload.journey SET referred_on = '2010-01-01', accepted_on = '2010-02-01', "
        "exited_on = '2012-05-01', declined_on = NULL WHERE participant_id = '",
        p.id(), "'; UPDATE caseload.contact SET contacted_on = '2011-01-01' WHERE participant_id = '", p.id(), "'"));
    Count(t);
    return p;
  }

  // In a figure, for which everybody in it gets a key.
  static void Count(const Tenant& t) {
    reporting::v1::EquityReportRequest q;
    q.set_indicator("supported_into_work");
    q.set_by("sex");
    *q.mutable_from() = Day(2010, 1, 1);
    *q.mutable_to() = Day(2010, 12, 31);
    World::MustBeOk(world().Call(t.manager, q));
  }

  void LiftAll(const Tenant& t, const Participant& p) {
    cl::ListLegalHoldsRequest request;
    request.set_participant_id(p.id());
    cl::ListLegalHoldsResponse holds;
    World::MustBeOk(world().Call(t.manager, request, &holds));
    ASSERT_EQ(holds.legal_holds_size(), 1);
    World::MustBeOk(Lift(t.manager, holds.legal_holds(0)));
  }

  // Consent that is withdrawn leaves a notice.
  static void Share(const Tenant& t, const Participant& p) {
    cl::Consent consent;
    consent.set_participant_id(p.id());
    consent.set_decision(cl::CONSENT_DECISION_GIVEN);
    consent.set_recipient_org_id(kElsewhere);
    consent.set_purpose(cl::SHARING_PURPOSE_HEALTH_CARE);
    consent.add_categories(cl::SHARING_CATEGORY_IDENTITY);
    consent.add_directions(cl::SHARING_DIRECTION_OUTGOING);
    *consent.mutable_said_on() = Day(2011, 3, 1);
    world().Make(t.manager, consent);
    cl::WithdrawConsentRequest withdraw;
    withdraw.set_request_id(NewId());
    withdraw.set_participant_id(p.id());
    *withdraw.mutable_said_on() = Day(2011, 3, 2);
    World::MustBeOk(world().Call(t.manager, withdraw));
  }

  // What a student enters waits for a countersignature.
  static void EnterAsStudent(const Tenant& t, const Participant& p) {
    StaffMember student;
    student.set_name("Stu");
    student.set_team_id(t.team);
    student.set_role(directory::v1::STAFF_ROLE_STUDENT);
    student.set_subject(NewId());
    student.set_supervisor_id(t.supervisor);
    World::MustBeOk(world().Create(t.manager, student));
    world().Make(world().Token({t.org, {"specialist"}, {t.team}, student.subject()}), ContactWith(p, Day(2011, 1, 1)));
  }

  // Rows of a file that was checked and not committed, as if they were about this person.
  void Stage(const Tenant& t, const Participant& p, const Journey& j, int variant) {
    cl::StageImportRequest people;
    people.set_import_id(NewId());
    auto* row = people.add_rows();
    row->set_line(1);
    Fill(row->mutable_participant(), World::RefersTo(t, j), variant);
    row->mutable_participant()->set_name(p.name());
    Fill(row->mutable_journey(), World::RefersTo(t, j), variant);
    row->mutable_participant()->set_source_key("staged");
    row->mutable_journey()->set_source_key("staged");
    type::v1::StageImportResponse staged;
    World::MustBeOk(world().Call(t.manager, people, &staged));
    ASSERT_EQ(staged.problems_size(), 0) << staged.ShortDebugString();
    placement::v1::StageImportRequest jobs;
    jobs.set_import_id(NewId());
    jobs.set_people_import_id(people.import_id());
    auto* job = jobs.add_rows();
    job->set_line(1);
    job->set_journey_key(row->journey().source_key());
    Fill(job->mutable_spell(), World::RefersTo(t, j), variant);
    job->mutable_spell()->set_source_key("staged");
    World::MustBeOk(world().Call(t.manager, jobs));
    const std::string of_import =
        absl::StrCat(" WHERE import_id IN ('", people.import_id(), "', '", jobs.import_id(), "')");
    sql().Run(absl::StrCat("UPDATE caseload.stage_participant SET id = '", p.id(), "'", of_import,
                           "; UPDATE caseload.stage_journey SET participant_id = '", p.id(), "'", of_import,
                           "; UPDATE placement.stage_spell SET participant_id = '", p.id(), "'", of_import));
  }

  static std::vector<std::string> Tables() {
    return sql().Column(
        "SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
        "WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' AND c.relkind IN ('r', 'p') AND NOT "
        "c.relispartition ORDER BY 1");
  }
  // How many rows of each table hold the text, in letters or within bytes; tables without one are left out.
  static std::map<std::string, std::int64_t> Holding(const std::string& text) {
    std::map<std::string, std::int64_t> found;
    for (const auto& table : Tables()) {
      const auto n = sql().Count(absl::StrCat("SELECT count(*) FROM ", table, " t WHERE strpos(t::text, '", text,
                                              "') > 0 OR strpos(t::text, '", absl::BytesToHexString(text), "') > 0"));
      if (n > 0) found[table] = n;
    }
    return found;
  }
  static std::vector<std::string> Names(const std::map<std::string, std::int64_t>& found) {
    std::vector<std::string> names;
    for (const auto& [name, n] : found) names.push_back(name);
    return names;
  }
  // What a schema's function says that it deletes of these people, called by a role on behalf of an organisation; nothing stays deleted.
  static std::int64_t Dispose(const std::string& caller_org, const std::string& schema, const std::string& role,
                              const std::string& org, const std::vector<std::string>& people) {
    Sql session(world().database(), role);
    session.Run(absl::StrCat("BEGIN; SET LOCAL app.org = '", caller_org, "'; SET LOCAL app.caller_org = '", caller_org,
                             "'; SET LOCAL app.team_scope = 'all'; SET LOCAL app.teams = '{}'; SET LOCAL app.caller = "
                             "''; SET LOCAL app.now = '2025-06-16 12:00:00+00'"));
    const auto n = session.Count(
        absl::StrCat("SELECT ", schema, ".published_dispose_v1('", org, "', '{", absl::StrJoin(people, ","), "}')"));
    session.Run("ROLLBACK");
    return n;
  }
};

TEST_F(DisposedRecords, AreGoneFromEveryTable) {
  const Tenant t = NewTenant();
  const Participant goes = NewPersonWithEverything(t, "Sam Findable"),
                    stays = NewPersonWithEverything(t, "Kim Kept", 1);
  Participant read;
  ASSERT_THAT(world().Get(t.manager, goes.id(), &read), IsOk());
  const auto before = Holding(goes.id());
  EXPECT_GE(before.size(), 30u) << absl::StrJoin(Names(before), " ");
  EXPECT_THAT(Names(before), testing::Contains("reporting.person_key"));
  EXPECT_THAT(Names(Holding("Sam Findable")),
              UnorderedElementsAre("caseload.participant", "caseload.stage_participant", "journal.entry"));
  const auto others = Holding(stays.id());
  const cl::Disposal list = Propose(t);
  ASSERT_THAT(PeopleOn(list), UnorderedElementsAre(goes.id(), stays.id()));
  cl::Disposal struck;
  ASSERT_THAT(Strike(t.manager, list, stays.id(), &struck), IsOk());
  EXPECT_EQ(Signed(t, struck).disposed(), 1);

  EXPECT_THAT(Names(Holding(goes.id())),
              UnorderedElementsAre("caseload.disposal_person", "journal.access", "journal.entry"));
  EXPECT_THAT(Holding("Sam Findable"), IsEmpty());
  // Of entries, bodies are left of the lists alone, which hold ids.
  const std::string entries = absl::StrCat("SELECT count(*) FROM journal.entry WHERE org_id = '", t.org, "' AND ");
  EXPECT_EQ(sql().Count(absl::StrCat(entries, "person = '", goes.id(), "' AND body IS NOT NULL")), 0);
  EXPECT_EQ(sql().Count(absl::StrCat(entries, "kind <> 'disposal' AND position('", goes.id(), "'::bytea IN body) > 0")),
            0);
  // The other one has every row that they had, and those of the list.
  auto after = Holding(stays.id());
  EXPECT_EQ(after["caseload.disposal_person"], 1);
  EXPECT_EQ(after["journal.entry"], others.at("journal.entry") + 3) << "drawn up, struck, signed";
  after.erase("caseload.disposal_person");
  after["journal.entry"] = others.at("journal.entry");
  EXPECT_EQ(after, others);
  EXPECT_GT(sql().Count(absl::StrCat(entries, "person = '", stays.id(), "' AND body IS NOT NULL")), 20);
}

TEST_F(DisposedRecords, LeaveAJournalThatHolds) {
  const Tenant t = NewTenant();
  const Participant p = NewPersonWithEverything(t, "Sam Findable");
  Signed(t, Propose(t));
  EXPECT_THAT(FaultsOfChain(&sql(), t.org), IsEmpty());
  EXPECT_GT(
      sql().Count(absl::StrCat("SELECT count(*) FROM journal.entry WHERE body IS NULL AND person = '", p.id(), "'")),
      20);
  EXPECT_THAT(world().Call(t.auditor, cl::VerifyJournalRequest()), IsOk());
  sql().Run(absl::StrCat("UPDATE journal.entry SET caller = 'x' WHERE body IS NULL AND person = '", p.id(), "'"));
  EXPECT_THAT(world().Call(t.auditor, cl::VerifyJournalRequest()), RefusedState("JOURNAL_BROKEN"))
      << "what is left of the entries is still held to";
}

TEST_F(DisposedRecords, CannotBeAskedFor) {
  const Tenant t = NewTenant();
  Participant p;
  p.set_team_id(t.team);
  p.set_name("Sam Findable");
  const std::string request = NewId();
  Participant made;
  World::MustBeOk(world().Create(t.manager, p, &made, request));
  NewEnded(t, made);
  Signed(t, Propose(t));
  EXPECT_EQ(RunCli(world(), t.manager, {"participant", "export", made.id()}).code, 4);
  EXPECT_EQ(RunCli(world(), t.manager, {"audit", "person", made.id()}).code, 4);
  EXPECT_THAT(world().Create(t.manager, p, &made, request), RefusedState("ANSWER_DISPOSED"));
}

// A file that still has the row does not bring anybody back.
TEST_F(DisposedRecords, AreNotImportedAgain) {
  const Tenant t = NewTenant();
  cl::StageImportRequest file;
  file.set_import_id(NewId());
  for (const std::string key : {"goes", "stays"}) {
    auto* row = file.add_rows();
    row->set_line(file.rows_size());
    row->mutable_participant()->set_team_id(t.team);
    row->mutable_participant()->set_name("Sam of the file who " + key);
    row->mutable_participant()->set_source("file");
    row->mutable_participant()->set_source_key(key);
  }
  const auto* commit_method = file.GetDescriptor()->file()->service(0)->FindMethodByName("CommitImport");
  World::MustBeOk(world().Call(t.manager, file));
  type::v1::CommitImportRequest commit;
  commit.set_request_id(NewId());
  commit.set_import_id(file.import_id());
  World::MustBeOk(world().Call(t.manager, commit, nullptr, commit_method));
  Participant p;
  p.set_id(sql().One(
      absl::StrCat("SELECT id FROM caseload.participant WHERE source_key = 'goes' AND org_id = '", t.org, "'")));
  p.set_team_id(t.team);
  NewEnded(t, p);
  EXPECT_EQ(Signed(t, Propose(t)).disposed(), 1);
  EXPECT_THAT(Holding("Sam of the file who goes"), IsEmpty());
  EXPECT_FALSE(Holding("Sam of the file who stays").empty());
  file.set_import_id(NewId());
  type::v1::StageImportResponse staged;
  World::MustBeOk(world().Call(t.manager, file, &staged));
  ASSERT_EQ(staged.problems_size(), 1);
  EXPECT_EQ(staged.problems(0).line(), 1);
  EXPECT_EQ(staged.problems(0).field(), "participant.source_key");
  EXPECT_THAT(staged.problems(0).reason(), HasSubstr("disposed of"));
  Participant again = file.rows(0).participant();
  EXPECT_THAT(world().Create(t.manager, again), InvalidFor({"participant.source_key"}));
  again.set_source_key("goes, back in 2025");
  EXPECT_THAT(world().Create(t.manager, again), IsOk());
  // Another organisation's file is its own affair.
  const Tenant other = NewTenant();
  again.set_team_id(other.team);
  again.set_source_key("goes");
  EXPECT_THAT(world().Create(other.manager, again), IsOk());
}

// The functions are the only way to delete, and delete nobody who is not on a signed list, whoever calls them.
TEST_F(DisposedRecords, GoOnlyWithASignature) {
  const Tenant t = NewTenant(), other = NewTenant();
  const Participant p = NewDue(t), held = NewDue(t);
  world().NewSpell(t.manager, NewEnded(t, p));
  const auto dispose = [&](const std::string& org, const std::string& schema, const std::string& role) {
    return Dispose(org, schema, role, t.org, {p.id(), held.id()});
  };
  const cl::Disposal list = Propose(t);
  for (const char* schema : {"caseload", "placement", "employer", "reporting", "journal"}) {
    EXPECT_EQ(dispose(t.org, schema, "caseload_svc"), 0) << "listed, and not signed";
    for (const char* role :
         {"directory_svc", "employer_svc", "placement_svc", "fidelity_svc", "reporting_svc", "exchange_svc"})
      EXPECT_THROW(dispose(t.org, schema, role), SqlFailure) << role;
  }
  // A list that somebody marks as signed behind the service's back.
  sql().Run(
      absl::StrCat("UPDATE caseload.disposal_person SET outcome = 'disposed', decided_by = 'x', decided_on = "
                   "'2025-06-16' WHERE disposal_id = '",
                   list.id(), "'; UPDATE caseload.disposal SET signed_by = 'x', signed_on = '2025-06-16' WHERE id = '",
                   list.id(), "'"));
  EXPECT_EQ(dispose(t.org, "placement", "caseload_svc"), 1);
  EXPECT_EQ(dispose(t.org, "journal", "caseload_svc"), 2 + 2 + 2) << "two people, their journeys, another and its job";
  EXPECT_EQ(dispose(other.org, "caseload", "caseload_svc"), 0) << "as somebody of another organisation";
  Hold(t, held);
  EXPECT_EQ(dispose(t.org, "journal", "caseload_svc"), 4);
  EXPECT_THROW(
      sql().Run(absl::StrCat("UPDATE caseload.disposal SET signed_by = drawn_by WHERE id = '", list.id(), "'")),
      SqlFailure);
}

// The functions themselves hold a person's records together: of a signed line whose person has another record they delete nothing.
TEST_F(DisposedRecords, GoWithAllRecordsOfThePerson) {
  const Tenant t = NewTenant();
  const Participant kept = NewDue(t), duplicate = NewDue(t);
  Merge(t, kept, duplicate);
  const cl::Disposal list = Propose(t);
  sql().Run(
      absl::StrCat("UPDATE caseload.disposal_person SET outcome = 'disposed', decided_by = 'x', decided_on = "
                   "'2025-06-16' WHERE participant_id = '",
                   kept.id(), "'; UPDATE caseload.disposal SET signed_by = 'x', signed_on = '2025-06-16' WHERE id = '",
                   list.id(), "'"));
  const auto dispose = [&](const char* schema) {
    return Dispose(t.org, schema, "caseload_svc", t.org, {kept.id(), duplicate.id()});
  };
  for (const char* schema : {"caseload", "journal"}) EXPECT_EQ(dispose(schema), 0) << schema;
  sql().Run(
      absl::StrCat("UPDATE caseload.disposal_person SET outcome = 'disposed', decided_by = 'x', decided_on = "
                   "'2025-06-16' WHERE participant_id = '",
                   duplicate.id(), "'"));
  EXPECT_EQ(dispose("caseload"), 2);
  EXPECT_EQ(dispose("journal"), 2 + 2 + 2 + 2 + 1) << "people, journeys, proposal, decision, and what it made of one";
  Hold(t, kept);
  for (const char* schema : {"caseload", "journal"}) EXPECT_EQ(dispose(schema), 0) << "a hold on one is one on both";
}

TEST_F(DisposedRecords, GoOnceWhenTwoManagersSignAtOnce) {
  const Tenant t = NewTenant();
  NewDue(t);
  const cl::Disposal list = Propose(t);
  std::vector<Outcome> outcomes(4);
  std::vector<std::thread> managers;
  for (size_t i = 0; i < outcomes.size(); ++i) {
    managers.emplace_back([&, i] {
      const std::string token = world().Token({t.org, {"manager"}, {}, absl::StrCat("manager", i, "@example.org")});
      outcomes[i] = Sign(token, list);
    });
  }
  for (auto& manager : managers) manager.join();
  EXPECT_EQ(std::count_if(outcomes.begin(), outcomes.end(), [](const Outcome& o) { return o.ok(); }), 1);
  for (const auto& outcome : outcomes) {
    if (!outcome.ok()) {
      EXPECT_THAT(outcome, RefusedState("STATE"));
    }
  }
}

// Whoever comes first, nothing is left half: either what was recorded stands and so does the person, or both are gone.
TEST_F(DisposedRecords, LeaveNothingOfWhatIsRecordedMeanwhile) {
  const Tenant t = NewTenant();
  int kept = 0;
  for (int round = 0; round < 8; ++round) {
    const Participant met = NewDue(t), worked = NewPerson(t), renamed = NewDue(t);
    const Journey j = NewEnded(t, worked);
    const cl::Disposal list = Propose(t);
    Outcome contact, job, change;
    cl::Disposal done;
    std::thread specialist([&] { contact = world().Create(t.specialist, ContactWith(met, Day(2011, 1, 1))); });
    std::thread colleague([&] {
      Spell spell;
      spell.set_journey_id(j.id());
      *spell.mutable_started_on() = Day(2011, 2, 3);
      job = world().Create(t.manager, spell);
    });
    std::thread clerk([&] {
      Participant other = renamed;
      other.set_name("Sam Renamed");
      change = world().Update(t.manager, other, {"name"});
    });
    const Outcome signature = Sign(Second(t), list, &done);
    specialist.join();
    colleague.join();
    clerk.join();
    ASSERT_THAT(signature, IsOk());
    for (const auto& [person, outcome] :
         {std::pair(met, contact), std::pair(worked, job), std::pair(renamed, change)}) {
      EXPECT_EQ(IsOnRecord(t, person), outcome.ok()) << outcome;
      EXPECT_EQ(LineOf(done, person).outcome() == cl::DISPOSAL_OUTCOME_KEPT, outcome.ok());
      kept += outcome.ok() ? 1 : 0;
      // They are out of the way of the next round.
      if (outcome.ok()) Hold(t, person);
    }
  }
  const std::string of_org = absl::StrCat(" WHERE t.org_id = '", t.org,
                                          "' AND NOT EXISTS (SELECT FROM caseload.participant p "
                                          "WHERE p.id = ");
  EXPECT_EQ(sql().Count("SELECT count(*) FROM caseload.contact t" + of_org + "t.participant_id)"), 0);
  EXPECT_EQ(sql().Count("SELECT count(*) FROM placement.spell t" + of_org + "t.participant_id)"), 0);
  EXPECT_EQ(sql().Count("SELECT count(*) FROM journal.entry t" + of_org +
                        "t.person) AND t.person IS NOT NULL AND t.body IS NOT NULL"),
            0);
  EXPECT_THAT(FaultsOfChain(&sql(), t.org), IsEmpty());
  RecordProperty("kept", kept);
}

}  // namespace
}  // namespace gainful::integration
