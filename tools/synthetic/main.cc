// gainful-synth: run by tools/synth.
#include <CLI/CLI.hpp>
#include <cstdio>

#include "absl/time/clock.h"
#include "services/common/base/dates.h"
#include "services/common/base/status.h"
#include "tools/synthetic/database.h"
#include "tools/synthetic/generate.h"
#include "tools/synthetic/standings.h"

namespace gainful::synthetic {
namespace {

absl::Status Fill(const Options& options, const std::string& socket, const std::string& name) {
  ASSIGN_OR_RETURN(auto database, Database::Open(socket, name, OrganisationIds(options)));
  Ledger ledger(database.get());
  const absl::Time began = absl::Now();
  Generate(options, &ledger);
  if (!ledger.status().ok()) return ledger.status();
  RETURN_IF_ERROR(database->Commit());
  const double took = absl::ToDoubleSeconds(absl::Now() - began);
  RETURN_IF_ERROR(database->Analyze());
  RETURN_IF_ERROR(KeepStandings(socket, name, OrganisationIds(options)));
  long long all = 0;
  for (const auto& [table, rows] : ledger.rows()) {
    std::printf("%-36s %lld\n", table.c_str(), static_cast<long long>(rows));
    all += rows;
  }
  std::printf("%lld rows in %.0f s, and %.0f s of statistics and standings\n", all, took,
              absl::ToDoubleSeconds(absl::Now() - began) - took);
  for (const auto& id : OrganisationIds(options)) std::printf("organisation %s\n", id.c_str());
  return absl::OkStatus();
}

}  // namespace
}  // namespace gainful::synthetic

int main(int argc, char** argv) {
  gainful::synthetic::Options options;
  std::string socket, database = "gainful", until;
  bool truth = false;
  CLI::App app(
      "Fills a database with organisations that have years of believable history. Nobody in it is meant.\n"
      "Who starts a job and how long it lasts goes by programme, ethnic group and deprivation of the area, as\n"
      "--truth says; what the record says of people has gaps, more of them for some groups than for others.");
  app.add_option("--socket", socket, "Directory of the Postgres socket");
  app.add_option("--database", database, "Database, to which it connects as gainful_admin")->capture_default_str();
  app.add_option("--journeys", options.journeys, "Journeys altogether")
      ->check(CLI::Range(1, 10000000))
      ->capture_default_str();
  app.add_option("--organisations", options.organisations, "Providers")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  app.add_option("--years", options.years, "Years of history")->check(CLI::Range(1, 50))->capture_default_str();
  app.add_option("--until", until, "Last day of the history, such as 2026-06-30");
  app.add_option("--seed", options.seed, "The same seed and options give the same rows")->capture_default_str();
  app.add_flag("--truth", truth, "Print the chances of each group as JSON, and do nothing else");
  CLI11_PARSE(app, argc, argv);
  if (truth) {
    std::fputs(gainful::synthetic::Truth().c_str(), stdout);
    return 0;
  }
  const auto day = gainful::base::ParseDay(until);
  if (!day || socket.empty()) {
    std::fprintf(stderr, "gainful-synth: --socket DIR and --until YYYY-MM-DD are needed\n");
    return 2;
  }
  options.until = *day;
  const absl::Status status = gainful::synthetic::Fill(options, socket, database);
  if (status.ok()) return 0;
  std::fprintf(stderr, "gainful-synth: %s\n", std::string(status.message()).c_str());
  return 1;
}
