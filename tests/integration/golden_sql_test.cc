// The SQL that is made from the contract, written down so that a change of it is seen and judged. To write it anew:
//   GAINFUL_UPDATE_GOLDEN=1 tools/test -R GoldenSql
#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "re2/re2.h"
#include "services/caseload/access.h"
#include "services/caseload/clinical.h"
#include "services/caseload/consents.h"
#include "services/caseload/disposal_service.h"
#include "services/caseload/merges.h"
#include "services/caseload/person_kinds.h"
#include "services/caseload/record_import.h"
#include "services/caseload/service.h"
#include "services/caseload/work_service.h"
#include "services/directory/partners.h"
#include "services/directory/service.h"
#include "services/directory/staff_service.h"
#include "services/employer/disclosures.h"
#include "services/employer/engagements.h"
#include "services/employer/merges.h"
#include "services/employer/service.h"
#include "services/employer/vacancies.h"
#include "services/exchange/service.h"
#include "services/fidelity/live_service.h"
#include "services/fidelity/service.h"
#include "services/placement/due_service.h"
#include "services/placement/in_work_service.h"
#include "services/placement/job_service.h"
#include "services/placement/outcome_service.h"
#include "services/placement/service.h"
#include "tests/integration/fixture.h"

namespace gainful::integration {
namespace {

// The services as objects; nothing here opens a connection.
struct Services {
  db::Pool pool{db::PoolOptions()};
  directory::DirectoryService directory{&pool, base::Uuid()};
  directory::PartnerService partner{&pool};
  directory::StaffService staff{&pool};
  caseload::CaseloadService caseload{&pool};
  caseload::ConsentService consent{&pool};
  caseload::WorkService work{&pool};
  caseload::ClinicalService clinical{&pool};
  std::unique_ptr<caseload::PersonService> plan = caseload::MakePlanService(&pool);
  std::unique_ptr<caseload::PersonService> support = caseload::MakeSupportService(&pool);
  caseload::CharacteristicService characteristic{&pool};
  caseload::AccessService access{&pool};
  caseload::RecordImportService record_import{&pool};
  caseload::DisposalService disposal{&pool};
  caseload::MergeService merge{&pool};
  employer::EmployerService employer{&pool};
  employer::DisclosureService disclosure{&pool};
  employer::EngagementService engagement{&pool};
  employer::VacancyService vacancy{&pool};
  employer::EmployerMergeService employer_merge{&pool};
  placement::PlacementService placement{&pool};
  std::unique_ptr<placement::FactService> job = placement::MakeJobService(&pool);
  placement::InWorkService in_work{&pool};
  placement::DueService due{&pool};
  fidelity::FidelityService fidelity{&pool, {}};
  fidelity::LiveFidelityService live_fidelity{&pool};
  placement::OutcomeService outcome{&pool};
  exchange::ExchangeService exchange{&pool};
};

// Statements by the name of their golden file.
std::map<std::string, std::vector<std::string>> AllStatements() {
  static auto* services = new Services;
  std::map<std::string, std::vector<std::string>> all;
  for (const auto& records :
       {services->directory.records(),      services->partner.records(),    services->staff.records(),
        services->caseload.records(),       services->consent.records(),    services->work.records(),
        services->clinical.records(),       services->plan->records(),      services->support->records(),
        services->characteristic.records(), services->access.records(),     services->merge.records(),
        services->disposal.records(),       services->placement.records(),  services->job->records(),
        services->in_work.records(),        services->due.records(),        services->employer.records(),
        services->disclosure.records(),     services->engagement.records(), services->vacancy.records(),
        services->employer_merge.records(), services->fidelity.records()}) {
    for (const auto* r : records) all[r->spec().table] = r->AllSql();
  }
  all["caseload.find"] = caseload::Finder().FindSql();
  all["employer.find"] = services->employer.finder().AllSql();
  all["employer.engagement_figures"] = services->engagement.AllSql();
  all["employer.vacancy_match"] = services->vacancy.AllSql();
  all["employer.merge_pair"] = services->employer_merge.AllSql();
  all["exchange.shared"] = services->exchange.AllSql();
  all["fidelity.live_reading"] = services->live_fidelity.AllSql();
  all["fidelity.review_facts"] = services->fidelity.store().AllSql();
  all["placement.due"] = services->due.AllSql();
  all["placement.outcome"] = services->outcome.AllSql();
  all["placement.standing"] = services->outcome.standings().AllSql();
  all["caseload.disposal_person"] = services->disposal.AllSql();
  const std::vector<std::string> stages{"caseload.stage_participant", "caseload.stage_journey",
                                        "placement.stage_spell"};
  std::vector<const journal::Importer*> importers = services->caseload.importers();
  for (const auto* importer : services->placement.importers()) importers.push_back(importer);
  for (size_t i = 0; i < importers.size(); ++i) all[stages.at(i)] = importers[i]->MergeSql();
  all["caseload.record_import"] = services->record_import.store().AllSql();
  for (const auto* importer : services->record_import.importers())
    all["caseload.import_" + importer->records().spec().kind] = importer->AllSql();
  return all;
}

// A line for each clause, and long ones folded, so that people can read what changed.
std::string Folded(const std::string& statement) {
  const std::string clauses = absl::StrReplaceAll(statement, {{" FROM ", "\n  FROM "},
                                                              {" WHERE ", "\n  WHERE "},
                                                              {" (SELECT ", "\n  (SELECT "},
                                                              {" SELECT ", "\n  SELECT "},
                                                              {" INSERT INTO ", "\n  INSERT INTO "},
                                                              {" RETURNING ", "\n  RETURNING "},
                                                              {"(epoch FROM ", "(epoch FROM "}});
  std::string text;
  for (const absl::string_view clause : absl::StrSplit(clauses, '\n')) {
    size_t column = 0;
    for (const absl::string_view word : absl::StrSplit(clause, ' ')) {
      const bool is_full = column + word.size() > 110 && column > 0;
      absl::StrAppend(&text, column == 0 ? "" : is_full ? "\n      " : " ", word);
      column = (is_full ? 6 : column + 1) + word.size();
    }
    text += '\n';
  }
  text.back() = ';';
  return text;
}

std::string Text(const std::vector<std::string>& statements) {
  std::string text;
  for (const auto& statement : statements) absl::StrAppend(&text, text.empty() ? "" : "\n", Folded(statement), "\n");
  return text;
}

std::string GoldenFile(const std::string& name) { return absl::StrCat(GAINFUL_GOLDEN_SQL, "/", name, ".sql"); }

TEST(GoldenSql, StatementsAreThoseWrittenDown) {
  for (const auto& [name, statements] : AllStatements()) {
    // Those of one kind speak for all: they differ in the names of columns alone, which stand in the other files.
    if (absl::StartsWith(name, "caseload.import_") && name != "caseload.import_contact") continue;
    const std::string path = GoldenFile(name);
    if (std::getenv("GAINFUL_UPDATE_GOLDEN") != nullptr) std::ofstream(path) << Text(statements);
    std::stringstream golden;
    golden << std::ifstream(path).rdbuf();
    EXPECT_EQ(golden.str(), Text(statements))
        << "If the change is meant: GAINFUL_UPDATE_GOLDEN=1 tools/test -R GoldenSql";
  }
  EXPECT_EQ(AllStatements().size(), 21 + 3 + 2 + 16 + 1 + 16 + 3 + 7 + 8 + 3 + 2 + 2 + 2 + 10);
}

// Every table of tenants that a statement reads or changes is held to one organisation, by its own name or alias.
TEST(GoldenSql, EveryStatementIsAboutOneOrganisation) {
  const re2::RE2 table(
      R"((?:FROM|JOIN|UPDATE|DELETE FROM) ((?:journal|directory|caseload|employer|placement|fidelity)\.\w+)(?: (\w+))?)");
  int seen = 0;
  for (const auto& [name, statements] : AllStatements()) {
    for (const auto& statement : statements) {
      re2::StringPiece rest(statement);
      std::string relation, alias;
      while (re2::RE2::FindAndConsume(&rest, table, &relation, &alias)) {
        const bool is_named = !alias.empty() && alias != "SET" && alias != "WHERE";
        const std::string column = is_named ? alias + R"(\.org_id)" : R"([^.]org_id)";
        EXPECT_TRUE(re2::RE2::PartialMatch(statement, column + R"( = (\$1::uuid|'[0-9a-f-]{36}'|\w+\.org_id))"))
            << relation << " in " << statement;
        ++seen;
      }
      // Or it reads no such table and writes into that organisation.
      EXPECT_TRUE(
          re2::RE2::PartialMatch(statement, R"(org_id = (\$1::uuid|'[0-9a-f-]{36}'))") ||
          re2::RE2::PartialMatch(statement, R"(INSERT INTO [\w.]+ \(org_id, [^)]*\) SELECT (DISTINCT )?\$1::uuid)"))
          << statement;
      EXPECT_FALSE(re2::RE2::PartialMatch(
          statement, R"((?i)\b(now|clock_timestamp|random|gen_random_uuid|nextval|current_date|i?like)\b)"))
          << statement;
    }
  }
  EXPECT_GT(seen, 50);
}

// The server takes each of them: no name, type or number of parameters is wrong.
class GoldenSqlOnServer : public WorldTest {};

TEST_F(GoldenSqlOnServer, EveryStatementCanBePrepared) {
  int n = 0;
  for (const auto& [name, statements] : AllStatements()) {
    Sql session(world().database(), name.substr(0, name.find('.')) + "_svc");
    for (const auto& statement : statements)
      EXPECT_NO_THROW(session.Run(absl::StrCat("PREPARE s", ++n, " AS ", statement))) << statement;
  }
}

// However few a team's people are among an organisation's, their list is found by the team.
TEST_F(GoldenSqlOnServer, ListsOfCallersBoundToTeamsGoByTheIndexOfTheirTeams) {
  static auto* services = new Services;
  Sql session(world().database(), "caseload_svc");
  const std::string org = NewId();
  session.Run(absl::StrCat(
      "BEGIN; SET LOCAL enable_seqscan = off; SET LOCAL plan_cache_mode = force_generic_plan; SET LOCAL app.org = '",
      org, "'; SET LOCAL app.caller_org = '", org,
      "'; SET LOCAL app.caller = ''; SET LOCAL app.now = '2025-01-01'; SET LOCAL app.teams = '{}'; SET LOCAL "
      "app.team_scope = 'own'"));
  for (const auto* records : services->caseload.records()) {
    if (records->spec().teams_seen.empty()) continue;
    const std::string& kind = records->spec().kind;
    session.Run(absl::StrCat("PREPARE ", kind, " AS ", records->ListSql({}, false)));
    const auto plan = session.Column(absl::StrCat("EXPLAIN EXECUTE ", kind, "('", NewId(), "', '2025-01-01', '",
                                                  NewId(), "', '', '', '', '', '', '", NewId(), "', 50)"));
    EXPECT_THAT(plan, testing::Contains(testing::HasSubstr(absl::StrCat("Index Scan using ", kind, "_team on ", kind))))
        << kind;
  }
}

// However many offers were ever accepted, the due list reads those of a year by their day, and looks up the people of those without a job.
TEST_F(GoldenSqlOnServer, PlannedStartsAreReadByTheirDayAndNotFromAllOfHistory) {
  static auto* services = new Services;
  Sql session(world().database(), "placement_svc");
  const std::string org = NewId();
  session.Run(absl::StrCat(
      "BEGIN; SET LOCAL enable_seqscan = off; SET LOCAL plan_cache_mode = force_generic_plan; SET LOCAL app.org = '",
      org, "'; SET LOCAL app.caller_org = '", org,
      "'; SET LOCAL app.caller = ''; SET LOCAL app.now = '2025-01-01'; SET LOCAL app.teams = '{}'; SET LOCAL "
      "app.team_scope = 'own'"));
  const auto all = services->due.AllSql();
  const auto starts = std::find_if(all.begin(), all.end(), [](const std::string& sql) {
    return absl::StrContains(sql, "employer.published_planned_start_v1");
  });
  ASSERT_NE(starts, all.end());
  session.Run(absl::StrCat("PREPARE starts AS ", *starts));
  const std::string plan =
      absl::StrJoin(session.Column(absl::StrCat("EXPLAIN EXECUTE starts('", org,
                                                "', NULL, NULL, true, '2025-01-01', '{}', '2025-01-08')")),
                    "\n");
  const size_t ahead = plan.find("CTE ahead"), offer = plan.find("CTE offer"), people = plan.find("on participant ");
  ASSERT_NE(ahead, std::string::npos) << plan;
  EXPECT_LT(ahead, offer);
  EXPECT_LT(offer, people) << "nobody is looked up for offers that became jobs";
  const std::string cut = plan.substr(ahead, offer - ahead);
  EXPECT_THAT(cut, testing::HasSubstr("Index Scan using job_application_by_planned_start"));
  EXPECT_THAT(cut, testing::HasSubstr("planned_start_on >= ($5 - 365)"));
  EXPECT_THAT(cut, testing::HasSubstr("on spell b"));
}

}  // namespace
}  // namespace gainful::integration
