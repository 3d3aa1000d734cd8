// The journal: gapless, chained, complete, and a witness against whoever changes it.
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "gainful/type/v1/import.pb.h"
#include "tests/integration/chain.h"
#include "tests/integration/fixture.h"

namespace gainful::integration {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

class Journal : public WorldTest {
 protected:
  // An organisation whose journal holds creates, updates, steps and a bulk write of three people.
  Tenant Busy() {
    const Tenant t = world().NewTenant();
    Participant p = world().NewParticipant(t.manager, t.team);
    p.set_name("Robin");
    World::MustBeOk(world().Update(t.manager, p, {"name"}));
    const Journey j = world().NewJourney(t.specialist, t, p);
    caseload::v1::AcceptJourneyRequest accept;
    accept.set_request_id(NewId());
    accept.set_id(j.id());
    *accept.mutable_accepted_on() = Day(2025, 1, 20);
    World::MustBeOk(world().Call(t.manager, accept));
    world().NewSpell(t.manager, j);
    Import(t, 3);
    world().NewParticipant(t.manager, t.team);
    return t;
  }

  void Import(const Tenant& t, int people) {
    caseload::v1::StageImportRequest stage;
    stage.set_import_id(NewId());
    for (int i = 1; i <= people; ++i) {
      auto* row = stage.add_rows();
      row->set_line(i);
      auto* p = row->mutable_participant();
      p->set_team_id(t.team);
      p->set_name("Sam");
      p->set_source("file");
      p->set_source_key(absl::StrCat(i));
      auto* j = row->mutable_journey();
      j->set_programme_id(t.programme);
      j->set_team_id(t.team);
      *j->mutable_referred_on() = Day(2025, 1, 10);
      j->set_source("file");
      j->set_source_key(absl::StrCat(i));
    }
    type::v1::StageImportResponse staged;
    World::MustBeOk(world().Call(t.manager, stage, &staged));
    ASSERT_EQ(staged.created(), people);
    type::v1::CommitImportRequest commit;
    commit.set_request_id(NewId());
    commit.set_import_id(stage.import_id());
    World::MustBeOk(world().Call(t.manager, commit, nullptr,
                                 stage.GetDescriptor()->file()->service(0)->FindMethodByName("CommitImport")));
  }

  // A statement on one entry, undone afterwards: does the chain show it?
  std::vector<std::string> FaultsAfter(const std::string& org, const std::string& damage) {
    sql().Run("BEGIN");
    sql().Run(damage);
    auto faults = FaultsOfChain(&sql(), org);
    sql().Run("ROLLBACK");
    return faults;
  }
};

TEST_F(Journal, AnIndependentReckoningAgreesWithTheChain) {
  const Tenant t = Busy();
  EXPECT_THAT(FaultsOfChain(&sql(), t.org), IsEmpty());
  // The organisation, two teams, a programme, two members of staff, a partner and its clinical team; an employer, a site,
  // a contact, an engagement and a vacancy; a person, their change, a journey, its step, a spell; the import's own entry, three people
  // and three journeys; the last person.
  EXPECT_EQ(sql().Count(absl::StrCat("SELECT seq FROM journal.head WHERE org_id = '", t.org, "'")), 8 + 5 + 5 + 7 + 1);
  EXPECT_EQ(sql().Count(absl::StrCat("SELECT count(DISTINCT hash) FROM journal.entry WHERE org_id = '", t.org, "'")),
            8 + 5 + 5 + 3 + 1);
}

TEST_F(Journal, AnEntrySaysWhoDidWhatAndWhen) {
  const Tenant t = world().NewTenant();
  const std::string request = NewId();
  Participant p;
  p.set_team_id(t.team);
  p.set_name("Sam");
  p.set_imd_quintile(2);
  Metadata metadata = Bearer(t.specialist);
  metadata.emplace_back("gainful-purpose", "audit of records");
  caseload::v1::CreateParticipantRequest create;
  create.set_request_id(request);
  *create.mutable_participant() = p;
  const Outcome outcome = world().wire().Call("/gainful.caseload.v1.CaseloadService/CreateParticipant",
                                              create.SerializeAsString(), metadata);
  ASSERT_THAT(outcome, IsOk());
  Participant made;
  ASSERT_TRUE(made.ParseFromString(outcome.bytes));
  const Rows rows = sql().Run(
      absl::StrCat("SELECT caller_org, caller, role, purpose, at, method, kind, subject, person, part, changed, "
                   "encode(body, 'hex') = '",
                   absl::BytesToHexString(outcome.bytes), "' FROM journal.entry WHERE request_id = '", request, "'"));
  ASSERT_EQ(rows.size(), 1);
  EXPECT_THAT(rows[0], ElementsAre(t.org, "ann@example.org", "specialist", "audit of records", "2025-06-16 12:00:00+00",
                                   "CreateParticipant", "participant", made.id(), made.id(), "0",
                                   "{team_id,name,imd_quintile}", "t"));
}

// Every column of an entry is a column that somebody might want changed.
TEST_F(Journal, TamperingWithAnyColumnShows) {
  const Tenant t = Busy();
  const auto columns = sql().Run(
      "SELECT column_name, udt_name FROM information_schema.columns WHERE table_schema = 'journal' AND table_name = "
      "'entry'");
  ASSERT_EQ(columns.size(), 20);
  const std::map<std::string, std::string> other{
      {"uuid", "gen_random_uuid()"}, {"text", "'altered'"},    {"timestamptz", "at + interval '1 microsecond'"},
      {"int4", "part + 1000"},       {"_text", "'{altered}'"}, {"bytea", "sha256('altered')"},
      {"int8", "seq + 1000"},
  };
  // A single write, and one within a bulk write.
  for (const auto& entry : sql().Column(absl::StrCat("SELECT seq FROM journal.entry WHERE org_id = '", t.org,
                                                     "' AND (method = 'UpdateParticipant' OR part = 2)"))) {
    for (const auto& column : columns) {
      const std::string damage = absl::StrCat("UPDATE journal.entry SET ", column[0], " = ", other.at(column[1]),
                                              " WHERE org_id = '", t.org, "' AND seq = ", entry);
      EXPECT_THAT(FaultsAfter(t.org, damage), Not(IsEmpty())) << damage;
    }
  }
}

TEST_F(Journal, EntriesThatAreMissingOrAddedOrMovedShow) {
  const Tenant t = Busy();
  const std::string where = absl::StrCat(" WHERE org_id = '", t.org, "'");
  for (const std::string& damage :
       {absl::StrCat("DELETE FROM journal.entry", where, " AND seq = 5"),
        absl::StrCat("DELETE FROM journal.entry", where, " AND seq = 1"),
        absl::StrCat("DELETE FROM journal.entry", where, " AND seq = (SELECT max(seq) FROM journal.entry", where, ")"),
        absl::StrCat("UPDATE journal.head SET seq = seq + 1", where),
        absl::StrCat("UPDATE journal.head SET hash = prev", where),
        absl::StrCat("UPDATE journal.head SET prev = hash", where),
        absl::StrCat("UPDATE journal.entry SET seq = CASE seq WHEN 5 THEN -6 ELSE -5 END", where,
                     " AND seq IN (5, 6); UPDATE journal.entry SET seq = -seq", where, " AND seq < 0")}) {
    EXPECT_THAT(FaultsAfter(t.org, damage), Not(IsEmpty())) << damage;
  }
}

// Disposal takes the body away and leaves the chain whole.
TEST_F(Journal, AChainWithoutABodyHolds) {
  const Tenant t = Busy();
  EXPECT_THAT(
      FaultsAfter(t.org, absl::StrCat("UPDATE journal.entry SET body = NULL WHERE org_id = '", t.org, "' AND seq = 5")),
      IsEmpty());
}

TEST_F(Journal, ARefusedWriteMovesNothing) {
  const Tenant t = Busy();
  const std::string state =
      absl::StrCat("SELECT concat_ws(' ', seq, prev, hash) FROM journal.head WHERE org_id = '", t.org, "'");
  const std::string before = sql().One(state);
  Participant p;
  p.set_name("Sam");
  EXPECT_THAT(world().Create(t.manager, p), Refused(absl::StatusCode::kInvalidArgument));
  p.set_team_id(NewId());
  EXPECT_THAT(world().Create(t.manager, p), Refused(absl::StatusCode::kNotFound));
  Team team;
  team.set_name("North");
  EXPECT_THAT(world().Create(t.manager, team), Refused(absl::StatusCode::kAlreadyExists));
  p.set_id(NewId());
  p.set_etag(1);
  EXPECT_THAT(world().Update(t.manager, p, {"name"}), Refused(absl::StatusCode::kNotFound));
  EXPECT_THAT(world().Create(t.auditor, p), Refused(absl::StatusCode::kPermissionDenied));
  EXPECT_EQ(sql().One(state), before);
}

// Organisations have journals of their own: one's writes do not move the other's.
TEST_F(Journal, EachOrganisationHasItsOwn) {
  const Tenant a = Busy();
  const std::string state =
      absl::StrCat("SELECT concat_ws(' ', seq, prev, hash) FROM journal.head WHERE org_id = '", a.org, "'");
  const std::string before = sql().One(state);
  const Tenant b = Busy();
  EXPECT_EQ(sql().One(state), before);
  EXPECT_EQ(sql().Count(absl::StrCat("SELECT count(*) FROM journal.entry WHERE org_id = '", b.org,
                                     "' AND caller_org <> org_id")),
            1)
      << "but for the operator's making of it";
}

}  // namespace
}  // namespace gainful::integration
