// gainful-rules-bench, run by tools/bench rules: how many journeys a second one core evaluates under every shipped outcome rule.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <ctime>

#include "services/placement/outcome/engine.h"
#include "tests/bench/report.h"
#include "tests/unit/placement/outcome/histories.h"
#include "tests/unit/placement/outcome/reference.h"

namespace gainful::bench {
namespace {

using namespace placement::outcome;  // NOLINT: the bench is about nothing else

// Seconds of this one thread on a core; what else runs on the machine takes none of them.
double CpuSeconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

std::vector<Compiled> AllRules() {
  std::vector<Compiled> rules;
  for (const Rule& rule : ShippedRules()) rules.push_back(Compile(rule));
  return rules;
}

// Journeys a second; all that would be stored of each is worked out. `met` counts, so that nothing can be left out.
double EngineSpeed(const Histories& histories, size_t n, size_t* met) {
  static const auto* rules = new std::vector<Compiled>(AllRules());
  Engine engine;
  const double began = CpuSeconds();
  *met = 0;
  for (size_t i = 0; i < n; ++i) {
    engine.Load(histories[i]);
    for (const Compiled& rule : *rules) *met += engine.Evaluate(rule).met_on != kNoDay;
  }
  return static_cast<double>(n) / (CpuSeconds() - began);
}

double ReferenceSpeed(const Histories& histories, size_t n) {
  const double began = CpuSeconds();
  size_t met = 0;
  for (size_t i = 0; i < n; ++i) {
    Reference reference(histories[i]);
    for (const Rule& rule : ShippedRules()) met += reference.At(rule, reference.last()).answer.holds == Holds::kMet;
  }
  if (met == 0) std::fprintf(stderr, "the reference met no rule\n");
  return static_cast<double>(n) / (CpuSeconds() - began);
}

// Several runs over `journeys`, and on `sample` of them the ratio to the plain reference.
void Measure(const std::string& name, const Histories& histories, size_t sample, int runs) {
  std::vector<double> speeds, ratios;
  size_t met = 0, of_sample = 0;
  for (int run = 0; run < runs; ++run) {
    speeds.push_back(EngineSpeed(histories, histories.size(), &met));
    ratios.push_back(EngineSpeed(histories, sample, &of_sample) / ReferenceSpeed(histories, sample));
  }
  std::printf("%zu journeys, %zu rules: %zu met\n", histories.size(), ShippedRules().size(), met);
  PrintValue("rules/" + name, "journeys/s/core", speeds);
  PrintRatio("rules/" + name + "-to-reference", ratios);
}

// Whether engine and reference agree on so many histories.
bool Agree(size_t histories) {
  for (size_t seed = 0; seed < histories; ++seed) {
    Histories one;
    AddRandomHistory(seed, &one);
    const Day as_at = one[0].journey.programme_start + static_cast<Day>(seed % 701);
    const std::string difference = Difference(one[0], as_at);
    if (difference.empty()) continue;
    std::fprintf(stderr, "history %zu, as at day %d: %s\n", seed, as_at, difference.c_str());
    return false;
  }
  std::printf("%zu random histories: engine and reference agree\n", histories);
  return true;
}

int Run(size_t journeys, size_t histories, int runs) {
  Histories usual, hard;
  for (size_t seed = 0; seed < journeys; ++seed) AddUsualHistory(seed, &usual);
  for (size_t seed = 0; seed < journeys; ++seed) AddRandomHistory(seed, &hard);
  const size_t sample = std::min<size_t>(journeys, 1000);
  Measure("usual", usual, sample, runs);
  Measure("hard", hard, sample, runs);
  return Agree(histories) ? 0 : 1;
}

}  // namespace
}  // namespace gainful::bench

int main(int argc, char** argv) {
  size_t journeys = 1000000, histories = 20000;
  int runs = 5;
  CLI::App app("Measures the outcome rules on made-up journeys.");
  app.add_option("--runs", runs, "Runs over all journeys")->capture_default_str();
  app.add_option("--journeys", journeys, "Journeys of a run")->capture_default_str();
  app.add_option("--histories", histories,
                 "Random histories that engine and reference are compared on; 1000000 take minutes")
      ->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  return gainful::bench::Run(journeys, histories, runs);
}
