// What the database itself guarantees, whatever the services do: asked of the catalog, and tried as each service's own role.
#include "absl/strings/str_cat.h"
#include "tests/integration/catalog_fixture.h"

namespace gainful::integration {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class Catalog : public CatalogTest {};

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
  EXPECT_THAT(sql().Column(rights + " AND has_table_privilege(r.oid, c.oid, x.privilege)"),
              UnorderedElementsAre("caseload_disposer DELETE", "placement_disposer DELETE", "employer_disposer DELETE",
                                   "reporting_disposer DELETE"));
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
                                   "reporting.published_dispose_v1(uuid,uuid[]) caseload_svc",
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
  for (const char* role :
       {"directory_svc", "caseload_svc", "employer_svc", "placement_svc", "fidelity_svc", "exchange_svc"}) {
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
