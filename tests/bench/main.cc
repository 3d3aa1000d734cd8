// gainful-bench: run by tools/bench, which makes the cluster and the certificate.
#include <CLI/CLI.hpp>

#include "absl/synchronization/mutex.h"
#include "tests/bench/benches.h"

int main(int argc, char** argv) {
  gainful::bench::Places places;
  gainful::bench::Effort effort;
  CLI::App app("Measures Gainful against what the database alone can do.");
  app.require_subcommand(1);
  app.add_option("--socket", places.socket, "Directory of the bench cluster's socket")->required();
  app.add_option("--work", places.work, "Scratch directory with cert.pem and key.pem")->required();
  app.add_option("--gainfuld", places.gainfuld, "Program")->required();
  app.add_option("--gainful", places.gainful, "Program")->required();
  app.add_option("--pgbench", places.pgbench, "Program")->required();
  app.add_option("--psql", places.psql, "Program")->required();
  app.add_option("--runs", effort.runs, "Interleaved runs")->capture_default_str();
  app.add_option("--seconds", effort.seconds, "Seconds of each timed stretch")->capture_default_str();
  app.add_option("--rows", effort.rows, "Rows of an import")->capture_default_str();
  app.add_option("--callers", effort.callers, "Concurrent callers of single writes, such as 8,32")
      ->delimiter(',')
      ->capture_default_str();
  auto* write = app.add_subcommand("write", "Single writes against pgbench");
  auto* read = app.add_subcommand("read", "Screens at a million people against pgbench, and name search");
  auto* import = app.add_subcommand("import", "A file of people against psql's copy and the same merge");
  CLI11_PARSE(app, argc, argv);
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);  // as in gainfuld
  if (write->parsed()) return gainful::bench::BenchWrite(places, effort);
  if (read->parsed()) return gainful::bench::BenchRead(places, effort);
  if (import->parsed()) return gainful::bench::BenchImport(places, effort);
  return 2;
}
