// bench import: `gainful import` of a file of people, against psql's \copy of the same rows, checked and complete, followed by the same
// merge with journal entries.
#include <fstream>
#include <random>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "absl/time/clock.h"
#include "services/caseload/service.h"
#include "services/common/journal/import.h"
#include "tests/bench/benches.h"
#include "tests/bench/report.h"

namespace gainful::bench {
namespace {

constexpr char kImportId[] = "00000009-0000-7000-8000-000000000001";

constexpr char kMapping[] = R"(
programme: "Programme"
team: "Team"
people {
  source: "bench"
  key: "person"
  column { from: "person" to: "participant.name" }
  column { from: "referred" to: "journey.referred_on" }
  column { from: "accepted" to: "journey.accepted_on" }
  column { from: "born" to: "participant.birth_year" }
  column { from: "sex" to: "participant.sex" }
  column { from: "ethnic" to: "participant.ethnic_category" }
  column { from: "quintile" to: "participant.imd_quintile" }
}
)";

void WritePeople(const std::string& path, int rows) {
  std::mt19937 random(1);
  std::ofstream file(path);
  file << "person,referred,accepted,born,sex,ethnic,quintile\n";
  static const char* const ethnic[] = {"A", "A", "A", "C", "H", "J", "M", "N", "Z", "99"};
  for (int i = 0; i < rows; ++i) {
    const int month = static_cast<int>(random() % 12) + 1, day = static_cast<int>(random() % 20) + 1;
    file << absl::StrFormat("P%06d,2024-%02d-%02d,2024-%02d-%02d,%d,%d,%s,%d\n", i, month, day, month, day + 7,
                            1955 + random() % 50, 1 + random() % 2, ethnic[random() % 10], 1 + random() % 5);
  }
}

// What is imported, staged by gainful itself and copied out before it is committed: the baseline gets its rows checked and complete.
void CopyStagedOut(const Places& places, const std::string& database) {
  for (const char* table : {"participant", "journey"}) {
    Run({places.psql, "-qX", "-h", places.socket, "-U", "gainful_admin", "-d", database, "-c",
         absl::StrCat("\\copy caseload.stage_", table, " TO '", places.work, "/", table, ".copy'")});
  }
}

// The service's merge statements with literals in place of parameters.
std::string MergeScript(const Places& places, const std::string& import_id) {
  db::PoolOptions no_database;
  db::Pool pool(no_database);  // never connects: only the SQL is wanted
  const caseload::CaseloadService service(&pool);
  std::string sql =
      absl::StrCat("\\set ON_ERROR_STOP on\n\\copy caseload.stage_participant FROM '", places.work,
                   "/participant.copy'\n\\copy caseload.stage_journey FROM '", places.work, "/journey.copy'\nBEGIN;\n");
  const std::string org = absl::StrCat("'", NthOrg(1).ToString(), "'");
  int part = 1;
  for (const auto* importer : service.importers()) {
    for (const std::string& statement : importer->MergeSql()) {
      absl::StrAppend(&sql,
                      absl::StrReplaceAll(statement, {{"$10", "'\\x00'"},
                                                      {"$11", std::to_string(part)},
                                                      {"$1:", org + ":"},
                                                      {"$2", "'" + import_id + "'"},
                                                      {"$3", org},
                                                      {"$4", "'bench'"},
                                                      {"$5", "'manager'"},
                                                      {"$6", "'direct care'"},
                                                      {"$7", "'2026-01-01 00:00:00+00'"},
                                                      {"$8", "'CommitImport'"},
                                                      {"$9", absl::StrCat("'", kImportId, "'")}}),
                      ";\n");
    }
    part += 1000000;
  }
  return sql + "COMMIT;\n";
}

double Seconds(const std::function<void()>& work) {
  const absl::Time began = absl::Now();
  work();
  return absl::ToDoubleSeconds(absl::Now() - began);
}

std::vector<std::string> ImportCommand(const Places& places, const Daemon& daemon) {
  return {places.gainful,
          "--address",
          daemon.address(),
          "--tls-ca",
          places.work + "/cert.pem",
          "--token-file",
          places.work + "/token",
          "import",
          "--mapping",
          places.work + "/mapping.textproto",
          places.work + "/people.csv"};
}

std::string Ask(const Places& places, const std::string& database, const std::string& sql) {
  std::string out = Run({places.psql, "-qXAt", "-h", places.socket, "-U", "gainful_admin", "-d", database, "-c", sql});
  while (!out.empty() && out.back() == '\n') out.pop_back();
  return out;
}

// The rows as gainful checks and completes them. The commit would clear the stage, so it is let to fail: nobody may write entries meanwhile.
std::string PrepareBaseline(const Places& places, const Issuer& issuer, int rows) {
  MakeDatabase(places, "bench_stage", 1);
  const Daemon daemon(places, issuer, "bench_stage", 50178);
  Ask(places, "bench_stage", "ALTER TABLE journal.entry ADD CONSTRAINT bench_stops_here CHECK (kind = '') NOT VALID");
  std::string command;
  for (const auto& word : ImportCommand(places, daemon)) absl::StrAppend(&command, "'", word, "' ");
  Run({"sh", "-c", command + ">/dev/null 2>&1 || true"});
  if (Ask(places, "bench_stage", "SELECT count(*) FROM caseload.stage_journey") != std::to_string(rows)) {
    std::fprintf(stderr, "bench: the rows were not staged\n");
    std::exit(1);
  }
  CopyStagedOut(places, "bench_stage");
  return Ask(places, "bench_stage", "SELECT DISTINCT import_id FROM caseload.stage_journey");
}

}  // namespace

int BenchImport(const Places& places, const Effort& effort) {
  WritePeople(places.work + "/people.csv", effort.rows);
  std::ofstream(places.work + "/mapping.textproto") << kMapping;
  const Issuer issuer(places);
  std::ofstream(places.work + "/token") << issuer.Token(1, "manager");
  const std::string import_id = PrepareBaseline(places, issuer, effort.rows);
  std::ofstream(places.work + "/merge.sql") << MergeScript(places, import_id);
  std::vector<double> ratios, ours, theirs;
  for (int run = 0; run < effort.runs; ++run) {
    MakeDatabase(places, "bench_copy", 1);
    theirs.push_back(Seconds([&] {
      Run({places.psql, "-qX", "-h", places.socket, "-U", "gainful_admin", "-d", "bench_copy", "-f",
           places.work + "/merge.sql"});
    }));
    MakeDatabase(places, "bench_import", 1);
    const Daemon daemon(places, issuer, "bench_import", 50179);
    ours.push_back(Seconds([&] { Run(ImportCommand(places, daemon)); }));
    ratios.push_back(theirs.back() / ours.back());
  }
  PrintValue("import/gainful", "s", ours);
  PrintValue("import/copy-and-merge", "s", theirs);
  PrintRatio("import", ratios);
  return 0;
}

}  // namespace gainful::bench
