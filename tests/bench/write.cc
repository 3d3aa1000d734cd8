// bench write: single writes over TLS with tokens, against pgbench that issues the same statements to the same database.
#include <fstream>
#include <map>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gainful/caseload/v1/caseload.pb.h"
#include "services/caseload/service.h"
#include "services/common/journal/records.h"
#include "tests/bench/benches.h"
#include "tests/bench/load.h"
#include "tests/bench/pgbench.h"
#include "tests/bench/report.h"

namespace gainful::bench {
namespace {

namespace pb = gainful::caseload::v1;

constexpr int kOrgs = 200;
constexpr char kDatabase[] = "bench_write";

// What gainfuld would bind for one participant, as SQL expressions over pgbench's variables: o is the organisation's number, a to d are
// random. Ids and request ids are put together from a to d, so each stands for the same value wherever it is used.
std::vector<std::string> Values(const journal::Records& records) {
  const std::string org = "('00000001-0000-7000-8000-' || lpad(to_hex(:o::bigint), 12, '0'))";
  const std::string team = "('00000002-0000-7000-8000-' || lpad(to_hex(:o::bigint), 12, '0'))";
  const std::string id = "(lpad(to_hex(:a::bigint), 16, '0') || lpad(to_hex(:b::bigint), 16, '0'))";
  const std::string request = "(lpad(to_hex(:c::bigint), 16, '0') || lpad(to_hex(:d::bigint), 16, '0'))";
  std::vector<std::string> v = {org,
                                org,
                                "'bench'",
                                "'manager'",
                                "'direct care'",
                                "'2026-01-01 00:00:00+00'",
                                "'CreateParticipant'",
                                "'participant'",
                                id,
                                id,
                                request,
                                "0",
                                "'\\x" + std::string(64, 'a') + "'",
                                "'{team_id,name,birth_year,sex,ethnic_category,lsoa,imd_quintile}'",
                                "'\\x" + std::string(420, 'b') + "'"};
  const std::map<std::string, std::string> by_name = {{"id", id},
                                                      {"org_id", org},
                                                      {"etag", "1"},
                                                      {"updated_at", "'2026-01-01 00:00:00+00'"},
                                                      {"team_id", team},
                                                      {"name", "'Person in a bench'"},
                                                      {"birth_year", "1980"},
                                                      {"sex", "'2'"},
                                                      {"ethnic_category", "'A'"},
                                                      {"disabilities", "'{}'"},
                                                      {"lsoa", "'E01000001'"},
                                                      {"imd_quintile", "3"},
                                                      {"local_characteristics", "'{}'"},
                                                      {"nhs_number", "''"},
                                                      {"source", "''"},
                                                      {"source_key", "''"}};
  for (const auto& c : records.mapping().columns()) {
    const auto it = by_name.find(c.name);
    v.push_back(it == by_name.end() ? "NULL" : it->second);
  }
  return v;
}

// The service's own INSERT with its parameters replaced. SET takes no parameters, so in prepared mode the identity is set by one call of
// set_config: a little less work than gainfuld's literals. BEGIN, identity and the look at the team go in one round trip, as gainfuld's do.
std::string Script(const journal::Records& records) {
  const auto values = Values(records);
  const std::string insert = WithValues(records.AllSql()[0], values);
  return absl::StrCat(
      "\\set o random(1, ", kOrgs,
      ")\n\\set a random(1, 9000000000000000000)\n\\set b random(1, 9000000000000000000)\n",
      "\\set c random(1, 9000000000000000000)\n\\set d random(1, 9000000000000000000)\n", "\\startpipeline\nBEGIN;\n",
      "SELECT set_config('app.org', ", values[0], ", true), set_config('app.caller_org', ", values[0],
      ", true), set_config('app.team_scope', 'all', true), set_config('app.teams', '{}', true), "
      "set_config('app.now', '2025-06-16 12:00:00+00', true), set_config('app.caller', 'bench', true), "
      "set_config('statement_timeout', '30000', true);\n",
      "SELECT EXISTS (SELECT FROM directory.published_team_v1 WHERE org_id = ", values[0],
      "::uuid AND id = ", "('00000002-0000-7000-8000-' || lpad(to_hex(:o::bigint), 12, '0'))::uuid);\n\\endpipeline\n",
      insert, ";\nEND;\n");
}

// Creates a participant in one of the organisations, drawn at random.
Screen CreateParticipant(const std::vector<std::string>& tokens) {
  return [&tokens](std::mt19937_64& random) {
    const int org = static_cast<int>(random() % tokens.size()) + 1;
    pb::CreateParticipantRequest request;
    request.set_request_id(base::Uuid::V7(absl::Now()).ToString());
    auto* p = request.mutable_participant();
    p->set_team_id(NthTeam(org).ToString());
    p->set_name("Person in a bench");
    p->set_birth_year(1960 + static_cast<int>(random() % 40));
    p->set_sex(pb::SEX_FEMALE);
    p->set_ethnic_category(pb::ETHNIC_CATEGORY_BRITISH);
    p->set_imd_quintile(1 + static_cast<int>(random() % 5));
    p->set_lsoa("E01000001");
    return std::vector<Ask>{{"/gainful.caseload.v1.CaseloadService/CreateParticipant",
                             tokens[static_cast<size_t>(org - 1)], request.SerializeAsString()}};
  };
}

}  // namespace

int BenchWrite(const Places& places, const Effort& effort) {
  MakeDatabase(places, kDatabase, kOrgs);
  db::PoolOptions no_database;
  db::Pool pool(no_database);  // never connects: only the SQL is wanted
  const caseload::CaseloadService service(&pool);
  const std::string script = places.work + "/write.pgbench";
  std::ofstream(script) << Script(*service.records()[0]);
  const Issuer issuer(places);
  std::vector<std::string> tokens;
  for (int i = 1; i <= kOrgs; ++i) tokens.push_back(issuer.Token(i, "manager"));
  const Daemon daemon(places, issuer, kDatabase, 50177);
  const std::string ca = places.work + "/cert.pem";
  const Screen create = CreateParticipant(tokens);
  Load(daemon.address(), ca, create, 8, 1);  // plans and connections are made before anything counts
  for (const int callers : effort.callers) {
    std::vector<double> ratios, ours, theirs, p50, p99, their_p50, their_p99;
    for (int run = 0; run < effort.runs; ++run) {
      const LoadResult a = Pgbench(places, kDatabase, "caseload_svc", script, callers, effort.seconds);
      const LoadResult b = Load(daemon.address(), ca, create, callers, effort.seconds);
      ratios.push_back(b.per_second / a.per_second);
      ours.push_back(b.per_second);
      theirs.push_back(a.per_second);
      p50.push_back(b.p50_ms);
      p99.push_back(b.p99_ms);
      their_p50.push_back(a.p50_ms);
      their_p99.push_back(a.p99_ms);
    }
    const std::string name = absl::StrCat("write/", callers, "-callers");
    PrintValue(name + "/gainfuld", "writes/s", ours);
    PrintValue(name + "/pgbench", "writes/s", theirs);
    PrintValue(name + "/gainfuld-p50", "ms", p50);
    PrintValue(name + "/gainfuld-p99", "ms", p99);
    PrintValue(name + "/pgbench-p50", "ms", their_p50);
    PrintValue(name + "/pgbench-p99", "ms", their_p99);
    PrintRatio(name, ratios);
  }
  return 0;
}

}  // namespace gainful::bench
