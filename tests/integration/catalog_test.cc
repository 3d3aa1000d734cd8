// What the database itself guarantees, whatever the services do: asked of the catalog, and tried as each service's own role.
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gainful/type/v1/import.pb.h"
#include "tests/integration/fixture.h"

namespace gainful::integration {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr char kSchemas[] = "n.nspname IN ('journal', 'directory', 'caseload', 'employer', 'placement')";

constexpr char kOli[] = "oli@example.org";

class Catalog : public WorldTest {
 public:
  static void SetUpTestSuite() {
    WorldTest::SetUpTestSuite();
    FillEveryTable(a());
    FillEveryTable(b());
  }

 protected:
  // Two organisations with rows in every table, so that none can be empty by chance.
  static Tenant& a() {
    static auto* tenant = new Tenant(world().NewTenant());
    return *tenant;
  }
  static Tenant& b() {
    static auto* tenant = new Tenant(world().NewTenant());
    return *tenant;
  }

  static void FillEveryTable(const Tenant& t) {
    Programme programme;
    World::MustBeOk(world().Get(t.manager, t.programme, &programme));
    programme.add_outcome_rules("sustained-13");
    World::MustBeOk(world().Update(t.manager, programme, {"outcome_rules"}));
    const Journey j = world().NewJourney(t.manager, t, world().NewParticipant(t.manager, t.team));
    for (const auto& kind : AllKinds()) world().MakeOne(kind, t, j);
    caseload::v1::StageImportRequest people;
    people.set_import_id(NewId());
    auto* row = people.add_rows();
    row->set_line(1);
    Fill(row->mutable_participant(), World::RefersTo(t, j), 1);
    Fill(row->mutable_journey(), World::RefersTo(t, j), 1);
    World::MustBeOk(world().Call(t.manager, people));
    placement::v1::StageImportRequest jobs;
    jobs.set_import_id(NewId());
    jobs.set_people_import_id(people.import_id());
    auto* job = jobs.add_rows();
    job->set_line(1);
    job->set_journey_key(row->journey().source_key());
    Fill(job->mutable_spell(), World::RefersTo(t, j), 1);
    World::MustBeOk(world().Call(t.manager, jobs));
    ImportRecords(t);
    World::MustBeOk(world().Call(t.manager, caseload::v1::ListParticipantsRequest()));
    ShareEverything(t, j.participant_id());
    EnterAsStudent(t, j);
    LendToOli(t, j.participant_id());
    DrawUpAList(t);
    TryToExclude(t, world().NewJourney(t.manager, t, world().NewParticipant(t.manager, t.team)));
    MergeTwo(t);
    MergeTwoEmployers(t);
    FollowAlong(t, j.participant_id());
  }

  // With a contact that counts for it.
  static void FollowAlong(const Tenant& t, const std::string& participant) {
    caseload::v1::Contact contact;
    contact.set_participant_id(participant);
    *contact.mutable_contacted_on() = Day(2025, 6, 2);
    contact.set_kind(caseload::v1::CONTACT_KIND_IN_WORK_SUPPORT);
    contact.set_attendance(caseload::v1::CONTACT_ATTENDANCE_ATTENDED);
    contact.set_minutes(30);
    contact.add_met_with(caseload::v1::CONTACT_WITH_PARTICIPANT);
    world().Make(t.manager, contact);
  }

  static void MergeTwo(const Tenant& t) {
    caseload::v1::Merge merge;
    merge.set_participant_id(world().NewParticipant(t.manager, t.team).id());
    merge.set_duplicate_id(world().NewParticipant(t.manager, t.team).id());
    merge.set_reason("The same address.");
    caseload::v1::DecideMergeRequest decide;
    decide.set_request_id(NewId());
    decide.set_id(world().Make(t.specialist, merge).id());
    decide.set_decision(caseload::v1::MERGE_DECISION_SAME);
    World::MustBeOk(world().Call(world().Token({t.org, {"manager"}, {}, "bob@example.org"}), decide));
  }

  static void MergeTwoEmployers(const Tenant& t) {
    employer::v1::Employer again;
    again.set_name("Corner Bakery");
    employer::v1::EmployerMerge merge;
    merge.set_employer_id(t.employer);
    merge.set_duplicate_id(world().Make(t.manager, again).id());
    merge.set_reason("The same shop.");
    employer::v1::DecideEmployerMergeRequest decide;
    decide.set_request_id(NewId());
    decide.set_id(world().Make(t.specialist, merge).id());
    decide.set_decision(employer::v1::EMPLOYER_MERGE_DECISION_SAME);
    World::MustBeOk(world().Call(world().Token({t.org, {"manager"}, {}, "bob@example.org"}), decide));
  }

  // One file of records that is committed, and one that waits.
  static void ImportRecords(const Tenant& t) {
    caseload::v1::StageImportRequest people;
    people.set_import_id(NewId());
    auto* person = people.add_rows();
    person->set_line(1);
    Fill(person->mutable_participant(), World::RefersTo(t, Journey()));
    person->mutable_participant()->set_source("file");
    World::MustBeOk(world().Call(t.manager, people));
    type::v1::CommitImportRequest commit;
    commit.set_request_id(NewId());
    commit.set_import_id(people.import_id());
    const auto method = [](const Message& request) {
      return request.GetDescriptor()->file()->service(0)->FindMethodByName("CommitImport");
    };
    World::MustBeOk(world().Call(t.manager, commit, nullptr, method(people)));
    for (const bool is_committed : {true, false}) {
      caseload::v1::StageRecordsRequest notes;
      notes.set_import_id(NewId());
      auto* row = notes.add_rows();
      row->set_line(1);
      row->set_source("file");
      row->set_source_key(is_committed ? "1" : "2");
      row->set_person_key(person->participant().source_key());
      row->mutable_note()->set_text("Spoke about the bakery.");
      *row->mutable_note()->mutable_noted_on() = Day(2025, 2, 1);
      World::MustBeOk(world().Call(t.manager, notes));
      if (!is_committed) continue;
      commit.set_request_id(NewId());
      commit.set_import_id(notes.import_id());
      World::MustBeOk(world().Call(t.manager, commit, nullptr, method(notes)));
    }
  }

  // Which waits for a countersignature.
  static void EnterAsStudent(const Tenant& t, const Journey& journey) {
    StaffMember student;
    student.set_name("Stu");
    student.set_team_id(t.team);
    student.set_role(directory::v1::STAFF_ROLE_STUDENT);
    student.set_subject("stu@example.org");
    student.set_supervisor_id(t.supervisor);
    World::MustBeOk(world().Create(t.manager, student));
    const std::string token = world().Token({t.org, {"specialist"}, {t.team}, "stu@example.org"});
    world().Make(token, [&] {
      caseload::v1::KitLoan loan;
      loan.set_participant_id(journey.participant_id());
      loan.set_item("laptop");
      loan.set_asset_tag("L-1");
      *loan.mutable_lent_on() = Day(2025, 6, 1);
      return loan;
    }());
    world().NewSpell(token, journey);
    employer::v1::ParticipantEngagement visit;
    visit.set_participant_id(journey.participant_id());
    visit.set_journey_id(journey.id());
    visit.set_engagement_id(t.engagement);
    world().Make(token, visit);
  }

  // Who sees, beyond their own team, one that they cover and one person: see As().
  static void LendToOli(const Tenant& t, const std::string& participant) {
    StaffMember oli;
    oli.set_name("Oli");
    oli.set_team_id(t.other_team);
    oli.set_role(directory::v1::STAFF_ROLE_EMPLOYMENT_SPECIALIST);
    oli.set_subject(kOli);
    caseload::v1::Cover cover;
    cover.set_staff_member_id(world().Make(t.manager, oli).id());
    cover.set_team_id(t.team);
    *cover.mutable_starts_on() = Day(2025, 6, 16);
    *cover.mutable_ends_on() = Day(2025, 6, 16);
    world().Make(t.manager, cover);
    caseload::v1::CreateEmergencyOpeningRequest open;
    open.set_request_id(NewId());
    open.mutable_emergency_opening()->set_participant_id(participant);
    open.mutable_emergency_opening()->set_reason("In distress at the door, and the team is away.");
    World::MustBeOk(world().Call(world().Token({t.org, {"specialist"}, {t.other_team}, kOli}), open));
  }

  // Of somebody whose record has been kept for long enough.
  static void DrawUpAList(const Tenant& t) {
    Programme programme;
    World::MustBeOk(world().Get(t.manager, t.programme, &programme));
    programme.set_retention_years(1);
    World::MustBeOk(world().Update(t.manager, programme, {"retention_years"}));
    Journey j;
    j.set_participant_id(world().NewParticipant(t.manager, t.team).id());
    j.set_programme_id(t.programme);
    j.set_team_id(t.team);
    *j.mutable_referred_on() = Day(2010, 1, 1);
    *j.mutable_declined_on() = Day(2010, 1, 2);
    j.set_decline_reason(caseload::v1::DECLINE_REASON_OTHER);
    world().Make(t.manager, j);
    caseload::v1::Disposal list;
    *list.mutable_as_of() = Day(2025, 6, 1);
    if (world().Make(t.manager, list).listed() != 1) throw std::runtime_error("not just one person is due");
  }

  // Which raises an alert.
  static void TryToExclude(const Tenant& t, const Journey& journey) {
    caseload::v1::DeclineJourneyRequest decline;
    decline.set_request_id(NewId());
    decline.set_id(journey.id());
    *decline.mutable_declined_on() = Day(2025, 2, 1);
    decline.set_decline_reason(caseload::v1::DECLINE_REASON_CONVICTIONS);
    EXPECT_EQ(world().Call(t.specialist, decline).reason, "ZERO_EXCLUSION");
  }

  // With the partner: one consent in force, and one that was withdrawn.
  static void ShareEverything(const Tenant& t, const std::string& participant) {
    namespace cl = caseload::v1;
    for (const auto purpose : {cl::SHARING_PURPOSE_EMPLOYMENT_SUPPORT, cl::SHARING_PURPOSE_HEALTH_CARE}) {
      cl::Consent consent;
      consent.set_participant_id(participant);
      consent.set_decision(cl::CONSENT_DECISION_GIVEN);
      consent.set_recipient_org_id(kElsewhere);
      consent.set_purpose(purpose);
      for (int i = 1; i < cl::SharingCategory_descriptor()->value_count(); ++i)
        consent.add_categories(static_cast<cl::SharingCategory>(i));
      consent.add_directions(cl::SHARING_DIRECTION_OUTGOING);
      *consent.mutable_said_on() = Day(2025, 3, 1);
      World::MustBeOk(world().Create(t.manager, consent));
    }
    cl::WithdrawConsentRequest withdraw;
    withdraw.set_request_id(NewId());
    withdraw.set_participant_id(participant);
    withdraw.set_purpose(cl::SHARING_PURPOSE_HEALTH_CARE);
    *withdraw.mutable_said_on() = Day(2025, 3, 2);
    World::MustBeOk(world().Call(t.manager, withdraw));
  }

  // Tables and views with an org_id that a role may read, but for the views across organisations.
  static std::vector<std::string> Readable(const std::string& role) {
    return sql().Column(absl::StrCat(
        "SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
        "JOIN pg_attribute t ON t.attrelid = c.oid AND t.attname = 'org_id' WHERE ",
        kSchemas,
        " AND c.relkind IN ('r', 'p', 'v') AND "
        "has_table_privilege('",
        role, "', c.oid, 'SELECT') AND c.relname NOT LIKE 'published%\\_all\\_v%' ORDER BY 1"));
  }

  // Exchange is called by the partner, every other service by the organisation's own people.
  static std::string As(const std::string& org, const std::string& role = "") {
    return absl::StrCat("BEGIN; SET LOCAL app.org = '", org, "'; SET LOCAL app.caller_org = '",
                        role == "exchange_svc" ? kElsewhere : org,
                        "'; SET LOCAL app.team_scope = 'all'; SET LOCAL app.teams = '{}'; SET LOCAL app.caller = '",
                        absl::BytesToHexString(base::Sha256(kOli)),
                        "'; SET LOCAL app.now = '2025-06-16 12:00:00+00'; ");
  }

  static std::vector<std::string> Services() {
    return {"directory_svc", "caseload_svc", "employer_svc", "placement_svc", "reporting_svc", "exchange_svc"};
  }
};

std::string StateOf(Sql* session, const std::string& statement) {
  try {
    session->Run(statement);
    return "done";
  } catch (const SqlFailure& e) {
    return e.state;
  }
}

TEST_F(Catalog, EveryTableHasRowsOfBothOrganisations) {
  for (const auto& table :
       sql().Column(absl::StrCat("SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON "
                                 "n.oid = c.relnamespace WHERE ",
                                 kSchemas, " AND c.relkind IN ('r', 'p') AND NOT c.relispartition"))) {
    for (const auto& org : {a().org, b().org}) {
      EXPECT_GT(sql().Count(absl::StrCat("SELECT count(*) FROM ", table, " WHERE org_id = '", org, "'")), 0) << table;
    }
  }
}

TEST_F(Catalog, AStatementWithoutIdentityIsAnError) {
  for (const auto& role : Services()) {
    const auto readable = Readable(role);
    ASSERT_FALSE(readable.empty());
    for (const auto& table : readable) {
      Sql fresh(world().database(), role);
      EXPECT_NE(StateOf(&fresh, "SELECT * FROM " + table), "done") << table << " as " << role;
      // A setting that a transaction has left behind is empty text, and no identity either.
      fresh.Run(As(b().org) + "SELECT 1; COMMIT");
      EXPECT_NE(StateOf(&fresh, "SELECT * FROM " + table), "done") << table << " as " << role;
    }
  }
}

TEST_F(Catalog, AServiceSeesTheRowsOfItsCallersOrganisationAlone) {
  for (const auto& role : Services()) {
    for (const auto& table : Readable(role)) {
      Sql session(world().database(), role);
      session.Run(As(b().org, role));
      EXPECT_THAT(session.Column(absl::StrCat("SELECT DISTINCT org_id FROM ", table)), ElementsAre(b().org))
          << table << " as " << role;
      session.Run("ROLLBACK");
    }
  }
}

TEST_F(Catalog, AServiceCannotTouchAnothersRows) {
  for (const auto& role : Services()) {
    for (const auto& table : Readable(role)) {
      if (sql().One(absl::StrCat("SELECT has_table_privilege('", role, "', '", table, "', 'UPDATE')")) != "t") continue;
      Sql session(world().database(), role);
      session.Run(As(b().org));
      EXPECT_THAT(session.Run(absl::StrCat("UPDATE ", table, " SET org_id = org_id WHERE org_id = '", a().org,
                                           "' RETURNING 1")),
                  IsEmpty());
      EXPECT_EQ(StateOf(&session, absl::StrCat("UPDATE ", table, " SET org_id = '", a().org, "'")), "42501") << table;
      session.Run("ROLLBACK");
    }
  }
}

TEST_F(Catalog, AServiceCannotWriteIntoAnothersJournal) {
  for (const auto& role : Services()) {
    Sql session(world().database(), role);
    session.Run(As(b().org));
    EXPECT_EQ(
        StateOf(&session,
                absl::StrCat(
                    "INSERT INTO journal.access (org_id, at, caller_org, caller, role, purpose, method, kind, outcome, "
                    "call_id) VALUES ('",
                    a().org, "', now(), '", b().org, "', 'x', 'x', 'x', 'x', 'x', 'read', 'x')")),
        "42501");
    session.Run("ROLLBACK");
  }
}

TEST_F(Catalog, TeamsAreAPolicyToo) {
  const std::string count = "SELECT count(*) FROM caseload.participant WHERE team_id = '" + b().team + "'";
  Sql session(world().database(), "caseload_svc");
  session.Run(As(b().org));
  EXPECT_GT(session.Count(count), 0);
  session.Run("SET LOCAL app.team_scope = 'own'");
  EXPECT_GT(session.Count(count), 0) << "covered by whoever As() is";
  session.Run("SET LOCAL app.caller = 'somebody else'");
  EXPECT_EQ(session.Count(count), 0);
  session.Run(absl::StrCat("SET LOCAL app.teams = '{", b().team, "}'"));
  EXPECT_GT(session.Count(count), 0);
  session.Run(absl::StrCat("SET LOCAL app.teams = '{", b().other_team, ",", a().team, "}'"));
  EXPECT_EQ(session.Count(count), 0);
  session.Run("ROLLBACK");
}

TEST_F(Catalog, NoServiceHasAnyRightToAnothersTables) {
  for (const auto& role : Services()) {
    const std::string own = role.substr(0, role.find('_'));
    EXPECT_THAT(
        sql().Column(absl::StrCat("SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON "
                                  "n.oid = c.relnamespace WHERE ",
                                  kSchemas, " AND n.nspname NOT IN ('journal', '", own,
                                  "') AND c.relkind IN ('r', 'p') AND (has_any_column_privilege('", role,
                                  "', c.oid, 'SELECT, INSERT, UPDATE, REFERENCES') OR has_table_privilege('", role,
                                  "', c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER'))")),
        IsEmpty())
        << role;
    Sql session(world().database(), role);
    const std::string foreign = own == "caseload" ? "placement.spell" : "caseload.participant";
    EXPECT_EQ(StateOf(&session, As(b().org) + "SELECT * FROM " + foreign), "42501") << role;
  }
}

// What is written stays: nobody but the owner may change or remove an entry, and records are removed by the functions of disposal alone.
TEST_F(Catalog, TheJournalIsAppendOnlyAndRecordsAreKept) {
  for (const auto& role : Services()) {
    EXPECT_THAT(
        sql().Column(absl::StrCat(
            "SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = "
            "c.relnamespace WHERE ",
            kSchemas, " AND c.relkind IN ('r', 'p') AND c.relname NOT LIKE 'stage\\_%' AND has_table_privilege('", role,
            "', c.oid, 'DELETE, TRUNCATE')")),
        IsEmpty());
    for (const char* table : {"journal.entry", "journal.access"}) {
      EXPECT_EQ(sql().One(absl::StrCat("SELECT has_any_column_privilege('", role, "', '", table, "', 'UPDATE')")), "f")
          << role << table;
    }
  }
}

// Whatever is about a person is deleted with their record. A later table that is forgotten is found here by the columns that it has.
TEST_F(Catalog, DisposalReachesEverythingAboutAPerson) {
  const std::string personal = absl::StrCat(
      "SELECT DISTINCT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = "
      "c.relnamespace JOIN pg_attribute t ON t.attrelid = c.oid WHERE ",
      kSchemas,
      " AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND NOT t.attisdropped AND (t.attname ~ "
      "'(^|_)(participant|person|journey)(_id)?$' OR c.relname ~ '(^|_)participant$' OR EXISTS (SELECT FROM "
      "pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.confrelid IN "
      "('caseload.participant'::regclass, 'caseload.journey'::regclass)))");
  EXPECT_GE(sql().Column(personal).size(), 34u);
  EXPECT_THAT(sql().Column(absl::StrCat(
                  personal,
                  " AND NOT EXISTS (SELECT FROM pg_proc f WHERE f.proname = 'published_dispose_v1' AND f.pronamespace "
                  "= n.oid AND strpos(f.prosrc, format('DELETE FROM %I.%I t WHERE t.org_id = org AND ', n.nspname, "
                  "c.relname)) > 0)")),
              UnorderedElementsAre("caseload.disposal_person", "journal.access", "journal.entry"))
      << "these keep ids; add any other table to its schema's published_dispose_v1, in a new migration";
  EXPECT_THAT(sql().Column("SELECT strpos(prosrc, 'UPDATE journal.entry t SET body = NULL') > 0 FROM pg_proc WHERE oid "
                           "= 'journal.published_dispose_v1'::regproc"),
              ElementsAre("t"));
}

// A deletion looks for whoever refers to the row.
TEST_F(Catalog, WhatRefersToAPersonIsFoundByAnIndex) {
  EXPECT_THAT(
      sql().Column(
          "SELECT k.conname FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace WHERE k.contype "
          "= 'f' AND n.nspname IN ('caseload', 'employer', 'placement') AND NOT EXISTS (SELECT FROM pg_index i WHERE "
          "i.indrelid = k.conrelid AND (i.indkey::int2[])[0:1] = k.conkey[1:2])"),
      IsEmpty());
}

// Each disposer may delete in its own schema, or empty the journal's bodies, and caseload alone may call its function.
TEST_F(Catalog, DisposersMayDoNothingElse) {
  const std::string rights =
      "SELECT DISTINCT r.rolname || ' ' || x.privilege FROM pg_roles r CROSS JOIN (VALUES ('INSERT'), ('UPDATE'), "
      "('DELETE'), ('TRUNCATE')) x (privilege) CROSS JOIN pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
      "WHERE r.rolname ~ '_disposer$' AND c.relkind IN ('r', 'p') AND " +
      std::string(kSchemas);
  EXPECT_THAT(
      sql().Column(rights + " AND has_table_privilege(r.oid, c.oid, x.privilege)"),
      UnorderedElementsAre("caseload_disposer DELETE", "placement_disposer DELETE", "employer_disposer DELETE"));
  EXPECT_THAT(sql().Column(rights + " AND has_table_privilege(r.oid, c.oid, x.privilege) AND r.rolname <> n.nspname || "
                                    "'_disposer'"),
              IsEmpty());
  EXPECT_THAT(sql().Column("SELECT grantee || ' ' || table_name || '.' || column_name FROM "
                           "information_schema.column_privileges WHERE grantee ~ '_disposer$' AND privilege_type NOT "
                           "IN ('SELECT')"),
              ElementsAre("journal_disposer entry.body"));
  EXPECT_THAT(sql().Column("SELECT f.oid::regprocedure::text || ' ' || r.rolname FROM pg_proc f JOIN pg_namespace n ON "
                           "n.oid = f.pronamespace CROSS JOIN pg_roles r WHERE f.prosecdef AND " +
                           std::string(kSchemas) +
                           " AND NOT r.rolsuper AND has_function_privilege(r.oid, f.oid, 'EXECUTE') AND "
                           "r.oid <> f.proowner"),
              UnorderedElementsAre("caseload.published_dispose_v1(uuid,uuid[]) caseload_svc",
                                   "placement.published_dispose_v1(uuid,uuid[]) caseload_svc",
                                   "employer.published_dispose_v1(uuid,uuid[]) caseload_svc",
                                   "journal.published_dispose_v1(uuid,uuid[]) caseload_svc"));
  EXPECT_THAT(sql().Column("SELECT n.nspname FROM pg_proc f JOIN pg_namespace n ON n.oid = f.pronamespace JOIN "
                           "pg_roles r ON r.oid = f.proowner WHERE f.prosecdef AND r.rolname <> n.nspname || "
                           "'_disposer'"),
              IsEmpty());
}

TEST_F(Catalog, ServicesHaveNoPowersAndOwnNothing) {
  EXPECT_THAT(sql().Column("SELECT rolname FROM pg_roles WHERE rolname ~ "
                           "'_(svc|owner|pub|pub_org|pub_shared|pub_all|writer|disposer)$' AND "
                           "(rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)"),
              IsEmpty());
  EXPECT_THAT(sql().Column("SELECT rolname FROM pg_roles WHERE rolname ~ "
                           "'_(owner|pub|pub_org|pub_shared|pub_all|writer|disposer)$' AND rolcanlogin"),
              IsEmpty());
  EXPECT_THAT(
      sql().Column("SELECT c.relname FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner WHERE r.rolname ~ '_svc$'"),
      IsEmpty());
  // Who is a member of an owner could become it.
  EXPECT_THAT(
      sql().Column("SELECT m.rolname || ' in ' || r.rolname FROM pg_auth_members a JOIN pg_roles r ON r.oid = a.roleid "
                   "JOIN pg_roles m ON m.oid = a.member WHERE m.rolname ~ '_svc$' AND r.rolname <> CASE m.rolname WHEN "
                   "'exchange_svc' THEN "
                   "'access_writer' ELSE 'journal_writer' END"),
      IsEmpty());
}

// A person's data leaves the organisation through views that ask for consent in force, and in no other way: whatever the role that partners
// call through can read, it reads through caseload.published_consent_v1.
TEST_F(Catalog, ThereIsNoWayAroundConsent) {
  // Views that a view reads, however many steps away.
  const std::string reads =
      "WITH RECURSIVE reads (viewed, read) AS (SELECT w.ev_class, d.refobjid FROM pg_rewrite w JOIN pg_depend d ON "
      "d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid AND d.refclassid = 'pg_class'::regclass AND d.refobjid "
      "<> "
      "w.ev_class UNION SELECT r.viewed, d.refobjid FROM reads r JOIN pg_rewrite w ON w.ev_class = r.read JOIN "
      "pg_depend "
      "d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid AND d.refclassid = 'pg_class'::regclass AND "
      "d.refobjid "
      "<> w.ev_class) ";
  const std::string readable = absl::StrCat(
      "SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
      "WHERE ",
      kSchemas, " AND c.relkind IN ('r', 'p', 'v') AND has_any_column_privilege('exchange_svc', c.oid, 'SELECT')");
  EXPECT_THAT(sql().Column(absl::StrCat(reads, readable,
                                        " AND NOT EXISTS (SELECT FROM reads r WHERE r.viewed = c.oid AND r.read = "
                                        "'caseload.published_consent_v1'::regclass)")),
              UnorderedElementsAre("directory.published_organisation_v1", "caseload.shared_notice_v1"))
      << "neither says anything of a person but that their consent ended";
  EXPECT_EQ(sql().Column(readable).size(), 8u);
  // Consent itself is read in that one view, and nowhere else but in its own service's record of statements.
  EXPECT_THAT(sql().Column("SELECT v.viewed::text FROM (SELECT w.ev_class::regclass AS viewed FROM pg_rewrite w JOIN "
                           "pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid AND d.refclassid = "
                           "'pg_class'::regclass AND d.refobjid = 'caseload.consent'::regclass GROUP BY 1) v"),
              ElementsAre("caseload.published_consent_v1"));
  EXPECT_THAT(
      sql().Column("SELECT DISTINCT grantee::text FROM information_schema.column_privileges WHERE table_schema = "
                   "'caseload' AND table_name = 'consent' AND privilege_type = 'SELECT' AND grantee NOT LIKE "
                   "'%admin'"),
      UnorderedElementsAre("caseload_owner", "caseload_svc", "caseload_pub_org", "caseload_disposer"))
      << "the disposer finds statements by person, to delete them";
  // The journal holds whole records: exchange may add to the account of reads, and read nothing.
  for (const char* table : {"journal.entry", "journal.access", "journal.head"}) {
    Sql session(world().database(), "exchange_svc");
    EXPECT_EQ(StateOf(&session, As(b().org, "exchange_svc") + "SELECT * FROM " + table), "42501") << table;
  }
}

// A view applies the policies that hold for its owner: a superuser's or the table owner's would show everything.
TEST_F(Catalog, EveryViewBelongsToARoleThatPoliciesBind) {
  const std::string views = absl::StrCat(
      "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_roles r ON r.oid = c.relowner WHERE ",
      kSchemas, " AND c.relkind = 'v'");
  EXPECT_GE(sql().Count("SELECT count(*) " + views), 11);
  EXPECT_THAT(sql().Column("SELECT c.relname " + views +
                           " AND (r.rolsuper OR r.rolbypassrls OR r.rolname !~ '_pub(_org|_shared|_all)?$')"),
              IsEmpty());
  EXPECT_THAT(
      sql().Column("SELECT c.relname " + views + " AND NOT coalesce(c.reloptions @> '{security_barrier=true}', false)"),
      IsEmpty());
  // Views across organisations have one reader, and are named for what they are.
  EXPECT_THAT(
      sql().Column("SELECT c.relname " + views + " AND (r.rolname ~ '_pub_all$') <> (c.relname ~ '_all_v[0-9]+$')"),
      IsEmpty());
  for (const char* role : {"directory_svc", "caseload_svc", "employer_svc", "placement_svc", "exchange_svc"}) {
    EXPECT_THAT(sql().Column(absl::StrCat("SELECT c.relname ", views,
                                          " AND r.rolname ~ '_pub_all$' AND has_any_column_privilege('", role,
                                          "', c.oid, 'SELECT')")),
                IsEmpty());
  }
}

TEST_F(Catalog, EveryTableOfTenantsForcesRowLevelSecurity) {
  const std::string tables = absl::StrCat("FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ",
                                          kSchemas, " AND c.relkind IN ('r', 'p')");
  EXPECT_THAT(
      sql().Column("SELECT c.relname " + tables +
                   " AND NOT EXISTS (SELECT FROM pg_attribute t WHERE t.attrelid = c.oid AND t.attname = 'org_id')"),
      IsEmpty());
  EXPECT_THAT(sql().Column("SELECT c.relname " + tables +
                           " AND NOT c.relispartition AND NOT (c.relrowsecurity AND c.relforcerowsecurity)"),
              IsEmpty());
  // A partition has no policies of its own; it is reached through its table alone.
  EXPECT_THAT(
      sql().Column("SELECT c.relname " + tables +
                   " AND c.relispartition AND c.relacl IS NOT NULL AND EXISTS (SELECT FROM aclexplode(c.relacl) x "
                   "WHERE x.grantee <> c.relowner)"),
      IsEmpty());
  // A permissive policy that shows everything is for the views across organisations alone.
  EXPECT_THAT(sql().Column("SELECT tablename || ' ' || policyname FROM pg_policies WHERE permissive = 'PERMISSIVE' AND "
                           "qual = 'true' AND "
                           "NOT EXISTS (SELECT FROM unnest(roles) r WHERE r ~ '_pub_all$')"),
              IsEmpty());
  EXPECT_THAT(sql().Column("SELECT tablename FROM pg_policies WHERE policyname = 'all_orgs' AND (cmd <> 'SELECT' OR "
                           "cardinality(roles) <> 1)"),
              IsEmpty());
}

// So that no row can point across tenants, and tables can be distributed by tenant.
TEST_F(Catalog, EveryKeyOfATenantsTableBeginsWithTheTenant) {
  EXPECT_THAT(sql().Column(absl::StrCat("SELECT i.indexrelid::regclass::text FROM pg_index i JOIN pg_class c ON c.oid "
                                        "= i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace "
                                        "JOIN pg_attribute t ON t.attrelid = c.oid AND t.attnum = i.indkey[0] WHERE ",
                                        kSchemas, " AND i.indisunique AND t.attname <> 'org_id'")),
              IsEmpty());
  EXPECT_THAT(
      sql().Column(absl::StrCat("SELECT k.conname FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace "
                                "JOIN pg_attribute t ON t.attrelid = k.conrelid AND t.attnum = k.conkey[1] "
                                "JOIN pg_attribute u ON u.attrelid = k.confrelid AND u.attnum = k.confkey[1] WHERE ",
                                kSchemas, " AND k.contype = 'f' AND (t.attname <> 'org_id' OR u.attname <> 'org_id')")),
      IsEmpty());
}

// Times and ids come in as parameters, and nothing happens behind a statement's back.
TEST_F(Catalog, NothingIsComputedByTheDatabaseOnItsOwn) {
  EXPECT_THAT(sql().Column("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"), IsEmpty());
  // A generated column follows from its row alone, and so does what an immutable function says.
  EXPECT_THAT(sql().Column(absl::StrCat("SELECT c.relname FROM pg_attrdef d JOIN pg_class c ON c.oid = d.adrelid "
                                        "JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON "
                                        "a.attrelid = c.oid AND a.attnum = d.adnum WHERE a.attgenerated = '' AND ",
                                        kSchemas)),
              IsEmpty());
  EXPECT_THAT(sql().Column(absl::StrCat("SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace "
                                        "WHERE p.provolatile <> 'i' AND p.proname <> 'published_dispose_v1' AND ",
                                        kSchemas)),
              IsEmpty())
      << "disposal is called by name and takes whom it is about";
}

}  // namespace
}  // namespace gainful::integration
